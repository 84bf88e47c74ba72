//! How it ends: rating, asking again, reopening, taking back, erasing; “me too”.

use crate::api::act::{Done, act};
use crate::api::asked::{
    Addressed, Asked, ByNumber, Noted, Nothing, Worded, code, note, optional_note,
};
use crate::api::codes;
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::RatingForm;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::form::Field;
use domain::rating::{Praise, Score, Scores, Settled};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the writer says of the answer.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rated {
    #[schema(schema_with = codes::settled, required = true)]
    settled: Option<String>,
    /// How far it was settled, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    result: Option<u32>,
    /// How the writer was treated, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    manner: Option<u32>,
    /// How quickly, 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    speed: Option<u32>,
    #[schema(schema_with = codes::praises)]
    words: Vec<String>,
    sentence: String,
}

/// The writer says whether the matter was settled.
#[utoipa::path(
    post,
    path = "/messages/{number}/rating",
    operation_id = "rate",
    tag = "closure",
    params(ByNumber),
    request_body(content = Rated, example = json!({"settled": "settled", "result": 5, "manner": 5, "speed": 4, "words": ["thank_you", "quick"], "sentence": "灯亮了，晚上走路放心了。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn rate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Rated>,
) -> Said<Json<Done>> {
    let form = RatingForm {
        settled: code::<Settled>("settled", asked.settled.as_deref())?,
        scores: Scores {
            result: score("result", asked.result)?,
            manner: score("manner", asked.manner)?,
            speed: score("speed", asked.speed)?,
        },
        words: asked
            .words
            .iter()
            .map(|word| code::<Praise>("words", Some(word)))
            .collect::<Said<_>>()?,
        sentence: optional_note(&web, "sentence", &asked.sentence)?,
    };
    act(&web, &viewer, id, |app, by| async move {
        app.rate(&by, id, form).await
    })
    .await
}

fn score(field: Field, given: Option<u32>) -> Said<Option<Score>> {
    let wrong = || Refusal::field(field, Problem::Range { min: 1, max: 5 });
    let score = given.map(|n| {
        u8::try_from(n)
            .ok()
            .and_then(|n| Score::try_from(n).ok())
            .ok_or_else(wrong)
    });
    Ok(score.transpose()?)
}

/// The writer asks again under the reply.
#[utoipa::path(
    post,
    path = "/messages/{number}/follow-up",
    operation_id = "follow_up",
    tag = "closure",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "小学门口还有一盏没有亮，什么时候修？"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn follow_up(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.follow_up(&by, id, text).await
    })
    .await
}

/// The writer says that it is not settled.
#[utoipa::path(
    post,
    path = "/messages/{number}/reopening-request",
    operation_id = "request_reopen",
    tag = "closure",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "修好三天又不亮了，请重新办理。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn request_reopen(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.request_reopen(&by, id, text).await
    })
    .await
}

/// Another editor agrees: it is handled again.
#[utoipa::path(
    post,
    path = "/messages/{number}/reopening",
    operation_id = "reopen",
    tag = "closure",
    params(ByNumber),
    request_body(content = Noted, example = json!({"note": "故障重现，请查明原因。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn reopen(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Noted>,
) -> Said<Json<Done>> {
    let note = optional_note(&web, "note", &asked.note)?;
    act(&web, &viewer, id, |app, by| async move {
        app.reopen(&by, id, note).await
    })
    .await
}

/// Why it stays as it was answered.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Kept {
    #[schema(required = true)]
    reason: String,
}

/// Another editor lets the reply stand, with the reason.
#[utoipa::path(
    post,
    path = "/messages/{number}/reopening-refusal",
    operation_id = "keep_closed",
    tag = "closure",
    params(ByNumber),
    request_body(content = Kept, example = json!({"reason": "来件反映的是另一路段的路灯，请另写一件留言。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn keep_closed(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Kept>,
) -> Said<Json<Done>> {
    let reason = note(&web, "reason", &asked.reason)?;
    act(&web, &viewer, id, |app, by| async move {
        app.keep_closed(&by, id, reason).await
    })
    .await
}

/// The writer takes the message back. It takes effect after 48 hours.
#[utoipa::path(
    post,
    path = "/messages/{number}/withdrawal",
    operation_id = "withdraw",
    tag = "closure",
    params(ByNumber),
    request_body(content = Nothing, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn withdraw(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.withdraw(&by, id).await
    })
    .await
}

/// The writer has all texts and pictures erased, for good.
#[utoipa::path(
    post,
    path = "/messages/{number}/erasure",
    operation_id = "erase",
    tag = "closure",
    params(ByNumber),
    request_body(content = Nothing, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn erase(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.erase(&by, id).await
    })
    .await
}

/// Somebody else met the same, or supports it.
#[utoipa::path(
    post,
    path = "/messages/{number}/support",
    operation_id = "support",
    tag = "closure",
    params(ByNumber),
    request_body(content = Nothing, example = json!({})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn support(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.support(&by, id, true).await
    })
    .await
}

/// The support is taken back.
#[utoipa::path(
    delete,
    path = "/messages/{number}/support",
    operation_id = "end_support",
    tag = "closure",
    params(ByNumber),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn end_support(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(_nothing): Asked<Nothing>,
) -> Said<Json<Done>> {
    act(&web, &viewer, id, |app, by| async move {
        app.support(&by, id, false).await
    })
    .await
}
