//! How it ends: rating, asking again, reopening, taking back, erasing; “me too”.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, Noted, Nothing, Worded, code, note, optional_note};
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

/// What the writer says of the answer.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rated {
    settled: Option<String>,
    result: Option<u32>,
    manner: Option<u32>,
    speed: Option<u32>,
    words: Vec<String>,
    sentence: String,
}

/// `POST /messages/{number}/rating`
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

/// `POST /messages/{number}/follow-up`
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

/// `POST /messages/{number}/reopening-request`
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

/// `POST /messages/{number}/reopening`
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
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Kept {
    reason: String,
}

/// `POST /messages/{number}/reopening-refusal`
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

/// `POST /messages/{number}/withdrawal`
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

/// `POST /messages/{number}/erasure`
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

/// `POST /messages/{number}/support`
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

/// `DELETE /messages/{number}/support`
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
