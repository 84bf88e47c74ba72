//! Screening: publish, decline; the writer edits, amends, appeals.

use crate::api::act::{Done, act};
use crate::api::asked::{Addressed, Asked, ByNumber, Worded, code, note, optional_note, text};
use crate::api::codes;
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::{Matter, Wording};
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use domain::form::Draft;
use domain::ids::{Number, OfficeId};
use domain::screening::{Channel, DeclineReason};
use domain::taxonomy::DomainSlug;
use domain::text::{Body, Note, Title};
use serde::Deserialize;
use utoipa::ToSchema;

/// The texts of a message, all of them anew.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rewritten {
    #[schema(required = true)]
    title: String,
    #[schema(required = true)]
    body: String,
    /// Needed for a complaint.
    demand: String,
    place: String,
    /// Never published.
    remark: String,
    pen_name: String,
}

impl From<Rewritten> for Draft {
    fn from(asked: Rewritten) -> Self {
        Self {
            title: asked.title,
            body: asked.body,
            demand: asked.demand,
            place: asked.place,
            remark: asked.remark,
            pen_name: asked.pen_name,
        }
    }
}

/// The writer writes the texts anew, until the message is screened.
#[utoipa::path(
    post,
    path = "/messages/{number}/text",
    operation_id = "edit",
    tag = "screening",
    params(ByNumber),
    request_body(content = Rewritten, example = json!({"title": "城东路的路灯坏了", "body": "城东路从菜场到小学的一段，路灯已经一个星期不亮了，晚上走路很不安全。", "place": "城东路菜场东门"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn edit(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Rewritten>,
) -> Said<Json<Done>> {
    let draft = Draft::from(asked);
    act(&web, &viewer, id, |app, by| async move {
        app.edit(&by, id, &draft).await
    })
    .await
}

/// The writer writes a declined message anew.
#[utoipa::path(
    post,
    path = "/messages/{number}/amendment",
    operation_id = "amend",
    tag = "screening",
    params(ByNumber),
    request_body(content = Rewritten, example = json!({"title": "城东路的路灯坏了", "body": "城东路从菜场到小学的一段，路灯坏了一个星期，请安排检修。", "place": "城东路菜场东门"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn amend(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Rewritten>,
) -> Said<Json<Done>> {
    let draft = Draft::from(asked);
    act(&web, &viewer, id, |app, by| async move {
        app.amend(&by, id, &draft).await
    })
    .await
}

/// The published wording, where words have to go.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PublicWording {
    title: String,
    body: String,
    demand: String,
    /// Why personal data stays in it: without a reason what is found is taken out, or refused where it is sent.
    unmasked: String,
}

impl PublicWording {
    fn parse(&self) -> Said<Wording> {
        Ok(Wording {
            title: text("title", &self.title, Title::parse_optional)?,
            body: text("body", &self.body, Body::parse_optional)?,
            demand: text("demand", &self.demand, Note::parse_optional)?,
            unmasked: text("unmasked", &self.unmasked, Note::parse_optional)?,
        })
    }
}

/// An editor publishes a message. A wording is sent only where words have to go.
#[utoipa::path(
    post,
    path = "/messages/{number}/publication",
    operation_id = "publish",
    tag = "screening",
    params(ByNumber),
    request_body(content = PublicWording, example = json!({"body": "城东路从菜场到小学的一段，路灯已经一个星期不亮了，住在附近的某某同学晚上放学很不安全。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn publish(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<PublicWording>,
) -> Said<Json<Done>> {
    let wording = asked.parse()?;
    act(&web, &viewer, id, |app, by| async move {
        app.publish(&by, id, wording).await
    })
    .await
}

/// Why a message is not shown.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Declined {
    #[schema(schema_with = codes::decline_reason, required = true)]
    reason: Option<String>,
    /// What the writer can do.
    #[schema(required = true)]
    guidance: String,
}

/// An editor does not publish a message, with a public reason and guidance for its writer.
#[utoipa::path(
    post,
    path = "/messages/{number}/decline",
    operation_id = "decline",
    tag = "screening",
    params(ByNumber),
    request_body(content = Declined, example = json!({"reason": "not_a_matter", "guidance": "请写明是哪条路、哪一段、什么时候开始的，再提交一次。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn decline(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Declined>,
) -> Said<Json<Done>> {
    let reason: DeclineReason = code("reason", asked.reason.as_deref())?;
    let guidance = note(&web, "guidance", &asked.guidance)?;
    act(&web, &viewer, id, |app, by| async move {
        app.decline(&by, id, reason, guidance).await
    })
    .await
}

/// The channel that the law provides.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Diverted {
    #[schema(schema_with = codes::channel, required = true)]
    channel: Option<String>,
    guidance: String,
}

/// An editor names the channel that the law provides.
#[utoipa::path(
    post,
    path = "/messages/{number}/diversion",
    operation_id = "divert",
    tag = "screening",
    params(ByNumber),
    request_body(content = Diverted, example = json!({"channel": "arbitration", "guidance": "劳动争议请向区劳动人事争议仲裁委员会申请仲裁，时效为一年，请不要耽误。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn divert(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Diverted>,
) -> Said<Json<Done>> {
    let channel: Channel = code("channel", asked.channel.as_deref())?;
    let guidance = optional_note(&web, "guidance", &asked.guidance)?;
    act(&web, &viewer, id, |app, by| async move {
        app.divert(&by, id, channel, guidance).await
    })
    .await
}

/// An editor takes words out of what is published.
#[utoipa::path(
    post,
    path = "/messages/{number}/redaction",
    operation_id = "redact",
    tag = "screening",
    params(ByNumber),
    request_body(content = PublicWording, example = json!({"title": "城东路的路灯坏了"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn redact(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<PublicWording>,
) -> Said<Json<Done>> {
    let wording = asked.parse()?;
    act(&web, &viewer, id, |app, by| async move {
        app.redact(&by, id, wording).await
    })
    .await
}

/// The seat that is responsible.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Moved {
    #[schema(value_type = String, required = true)]
    office: Option<String>,
}

/// An editor or a dispatcher gives the message to the office that is responsible.
#[utoipa::path(
    post,
    path = "/messages/{number}/office",
    operation_id = "move_office",
    tag = "screening",
    params(ByNumber),
    request_body(content = Moved, example = json!({"office": "909311574016000001"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn move_office(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Moved>,
) -> Said<Json<Done>> {
    let to: OfficeId = code("office", asked.office.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.move_office(&by, id, to).await
    })
    .await
}

/// One matter of a letter. Body and demand are clauses of the letter itself, in its order: an editor leaves out,
/// and writes the title only.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SplitOff {
    #[schema(value_type = String, required = true)]
    office: Option<String>,
    #[schema(schema_with = codes::kind, required = true)]
    kind: Option<String>,
    #[schema(value_type = String, required = true)]
    domain: Option<String>,
    #[schema(required = true)]
    title: String,
    #[schema(required = true)]
    body: String,
    /// Needed for a complaint.
    demand: String,
}

/// An editor makes a message of its own of one matter.
///
/// It is of the same writer and the same place, and waits to be screened. The event `split` of this one tells its number.
#[utoipa::path(
    post,
    path = "/messages/{number}/split",
    operation_id = "split",
    tag = "screening",
    params(ByNumber),
    request_body(content = SplitOff, example = json!({"office": "2", "kind": "suggestion", "domain": "environment", "title": "菜场门口的垃圾没有人收", "body": "菜场门口的垃圾三天没有人收了，天热以后气味很大，请安排清运。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn split(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<SplitOff>,
) -> Said<Json<Done>> {
    let domain = DomainSlug::parse(asked.domain.as_deref().unwrap_or_default());
    let matter = Matter {
        office: code("office", asked.office.as_deref())?,
        kind: code("kind", asked.kind.as_deref())?,
        domain: domain.map_err(|_unknown| Refusal::field("domain", Problem::Choose))?,
        draft: Draft {
            title: asked.title,
            body: asked.body,
            demand: asked.demand,
            ..Draft::default()
        },
    };
    act(&web, &viewer, id, |app, by| async move {
        app.split(&by, id, matter).await
    })
    .await
}

/// The earlier message of the same writer.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Repeated {
    #[schema(value_type = String, required = true)]
    earlier: Option<String>,
}

/// An editor links a repeat to the first message of the same writer.
#[utoipa::path(
    post,
    path = "/messages/{number}/duplicate",
    operation_id = "link_duplicate",
    tag = "screening",
    params(ByNumber),
    request_body(content = Repeated, example = json!({"earlier": "2026-000101"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn link_duplicate(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Repeated>,
) -> Said<Json<Done>> {
    let earlier: Number = code("earlier", asked.earlier.as_deref())?;
    act(&web, &viewer, id, |app, by| async move {
        app.link_duplicate(&by, id, earlier).await
    })
    .await
}

/// The writer asks for another editor, once.
#[utoipa::path(
    post,
    path = "/messages/{number}/appeal",
    operation_id = "appeal",
    tag = "screening",
    params(ByNumber),
    request_body(content = Worded, example = json!({"text": "我写明了地点和时间，并没有人身攻击，请再看一次。"})),
    responses((status = 200, description = "The message as it stands then", body = Done)),
)]
pub async fn appeal(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
    Asked(asked): Asked<Worded>,
) -> Said<Json<Done>> {
    let text = note(&web, "text", &asked.text)?;
    act(&web, &viewer, id, |app, by| async move {
        app.appeal(&by, id, text).await
    })
    .await
}
