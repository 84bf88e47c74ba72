//! Messages: the public list, a thread, submitting, looking up by query code.

use crate::api::asked::{Addressed, Asked, ByNumber, Parameters, code, wrong};
use crate::api::codes;
use crate::api::item::Item;
use crate::api::problem::{Said, Senseless};
use crate::api::thread::Thread;
use crate::cursor;
use crate::kept;
use crate::track::by_code;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::Submission;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Timestamp;
use domain::actor::Actor;
use domain::form::{Age, Choices, Draft};
use domain::ids::{OfficeId, QueryCode, UnitId};
use domain::screening::Kind;
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::lists::{Filter, Page};
use utoipa::{IntoParams, ToSchema};

/// What is the same for everyone may be a second old in caches on the way.
pub const PUBLIC: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=1")];

/// A page of a list.
#[derive(Serialize, ToSchema)]
pub struct Items {
    items: Vec<Item>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
}

impl Items {
    /// A page as this person may see it.
    pub fn of(web: &Web, actor: &Actor, page: &Page, list: &str) -> Self {
        Self {
            items: page
                .items
                .iter()
                .map(|listed| Item::listed(web, actor, listed))
                .collect(),
            next: next_cursor(page, list),
        }
    }
}

/// Where the next page of a list begins; none on the last one.
pub fn next_cursor(page: &Page, list: &str) -> Option<String> {
    let bottom = page.items.last().filter(|_bottom| page.more)?;
    Some(cursor::write(bottom.key(), list))
}

/// How the description of the API shows what a list can be narrowed to.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used")]
pub struct Filters {
    /// An id of `GET /offices`.
    #[param(example = "1")]
    office: Option<String>,
    /// A code of GB/T 2260: everything in that place.
    #[param(example = "990100")]
    region: Option<String>,
    /// A slug of `GET /domains`.
    #[param(example = "urban")]
    domain: Option<String>,
    /// One of the subdomains of `domain`, which must be given too.
    subdomain: Option<String>,
    #[param(schema_with = codes::kind, example = "help")]
    kind: Option<String>,
    /// One stage, or several with commas.
    #[param(example = "handling,in_review")]
    stage: Option<String>,
    /// The reply is or was late.
    #[param(example = true)]
    overdue: Option<bool>,
    /// A reply was sent back.
    #[param(example = false)]
    returned: Option<bool>,
    /// It was reopened.
    #[param(example = false)]
    reopened: Option<bool>,
    /// The first day of publication.
    #[param(format = Date, example = "2026-03-01")]
    since: Option<String>,
    /// The last day of publication.
    #[param(format = Date, example = "2026-03-31")]
    until: Option<String>,
    /// Messages on a page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 50)]
    limit: Option<u32>,
    /// `next` of the page before, with the same filters; a cursor of another list is refused.
    cursor: Option<String>,
}

/// Public messages, newest first, a page at a time.
#[utoipa::path(
    get,
    path = "/messages",
    operation_id = "list_messages",
    tag = "messages",
    params(Filters),
    responses((status = 200, description = "A page", body = Items)),
)]
pub async fn list(State(web): State<Web>, mut asked: Parameters) -> Said<impl IntoResponse> {
    let list = asked.list();
    let (limit, cursor) = (asked.limit()?, asked.cursor()?);
    let filter = filter(&web, &mut asked)?;
    asked.end()?;
    let page = web.app.public_list(&filter, cursor, limit).await?;
    Ok((PUBLIC, Json(Items::of(&web, &Actor::VISITOR, &page, &list))))
}

/// The same filters as the page has, by the same names.
pub fn filter(web: &Web, asked: &mut Parameters) -> Said<Filter> {
    let domain = asked.domain(web)?;
    let reference = web.app.reference();
    let chosen = domain.as_ref().and_then(|slug| reference.domain(slug));
    let subdomain = asked.text("subdomain");
    if let Some(name) = &subdomain {
        let known = chosen.map_or(&[][..], |domain| &domain.subdomains);
        if !known.contains(name) {
            return Err(Senseless::Choice("subdomain", known.to_vec()).into());
        }
    }
    let stages = asked.text("stage").unwrap_or_default();
    let stages = stages.split(',').filter(|code| !code.is_empty());
    let stages: Result<Vec<StageKind>, _> = stages.map(str::parse).collect();
    let (since, until): (Option<Date>, Option<Date>) =
        (asked.parsed("since")?, asked.parsed("until")?);
    let after = |day: Date| day.checked_add(1.day()).map_err(|_beyond| wrong("until"));
    Ok(Filter {
        office: asked.office(web)?,
        region: asked.region()?,
        domain,
        subdomain,
        kind: asked.parsed("kind")?,
        stages: stages.map_err(|_unknown| wrong("stage"))?,
        overdue: asked.flag("overdue")?,
        returned: asked.flag("returned")?,
        reopened: asked.flag("reopened")?,
        since: since.map(|day| start(web, day, "since")).transpose()?,
        until: until
            .map(|day| start(web, after(day)?, "until"))
            .transpose()?,
    })
}

/// The first moment of a day in the operator's time zone.
fn start(web: &Web, day: Date, name: &str) -> Said<Timestamp> {
    let zone = web.app.rules.calendar.zone().clone();
    let start = day.to_zoned(zone).map_err(|_beyond| wrong(name))?;
    Ok(start.timestamp())
}

/// The whole message with its events, as far as the one who asks may see it.
#[utoipa::path(
    get,
    path = "/messages/{number}",
    operation_id = "read_message",
    tag = "messages",
    params(ByNumber),
    responses((status = 200, description = "The thread", body = Thread)),
)]
pub async fn thread(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
) -> Said<Response> {
    let thread = web.app.thread(&viewer.actor, id).await?;
    let said = Json(Thread::of(&web, &thread));
    if viewer.is_signed_in() {
        return Ok(said.into_response());
    }
    let said = (PUBLIC, said).into_response();
    Ok(kept::of_message(&thread.message, said))
}

/// What looks a message up without an account.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tracked {
    /// The query code of the receipt.
    #[schema(required = true)]
    code: String,
}

/// The thread of a query code, as its writer sees it. The code is in the body, because addresses are written to logs.
#[utoipa::path(
    post,
    path = "/track",
    operation_id = "track",
    tag = "messages",
    request_body(content = Tracked, example = json!({"code": "7K3M-9QXD-42TP"})),
    responses((status = 200, description = "The thread", body = Thread)),
)]
pub async fn track(
    State(web): State<Web>,
    viewer: Viewer,
    Asked(asked): Asked<Tracked>,
) -> Said<Json<Thread>> {
    let code = QueryCode::parse(&asked.code);
    let code = code.map_err(|_no_code| Refusal::field("code", Problem::Unknown))?;
    let thread = by_code(&web, &viewer, &code).await?;
    Ok(Json(Thread::of(&web, &thread)))
}

/// A new message.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a box that the writer ticks"
)]
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Submitted {
    /// An id of `GET /offices`.
    #[schema(value_type = String, required = true)]
    office: Option<String>,
    #[schema(schema_with = codes::kind, required = true)]
    kind: Option<String>,
    /// A slug of `GET /domains`.
    #[schema(value_type = String, required = true)]
    domain: Option<String>,
    subdomain: Option<String>,
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
    /// `public` where it is not given.
    #[schema(schema_with = codes::visibility)]
    visibility: Option<String>,
    /// The unit that handles it sees the original text and the remark.
    identity_open: bool,
    /// The place is not published.
    hide_place: bool,
    /// It is about the office itself and goes one level up.
    about_addressee: bool,
    /// A life is in danger now: whoever is on duty is paged at once.
    danger: bool,
    /// How old the writer is: `adult`, `minor` (14 to 17), `child` (under 14, a guardian agrees) or `child_alone`
    /// (under 14, the guardian is the matter, or there is danger). Minors are not public by default and without a name.
    #[schema(schema_with = codes::age)]
    age: Option<String>,
    /// The unit that is complained about.
    concerns: Option<String>,
    /// It is about conduct, so that it goes upward.
    concerns_conduct: bool,
    /// Instead of the header `Idempotency-Key`.
    nonce: Option<String>,
}

/// What the writer keeps.
#[derive(Serialize, ToSchema)]
#[schema(as = Receipt)]
pub struct ReceiptJson {
    number: Option<String>,
    /// The query code; null when this very message had been taken before.
    code: Option<String>,
    /// Where the message is.
    location: String,
}

/// Sends a message. With an `Idempotency-Key`, one that is sent again is taken once.
#[utoipa::path(
    post,
    path = "/messages",
    operation_id = "submit",
    tag = "messages",
    params(("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 100, example = "5f0c1a",
        description = "The key of this message: ASCII without spaces")),
    request_body(content = Submitted, example = json!({
        "office": "909311574016000001", "kind": "help", "domain": "urban", "title": "城东路的路灯坏了",
        "body": "城东路从菜场到小学的一段，路灯已经一个星期不亮了，晚上走路很不安全。",
        "place": "城东路菜场东门", "pen_name": "城东居民"
    })),
    responses(
        (status = 201, description = "Taken; the code is shown only this once", body = ReceiptJson,
            headers(("Location" = String, description = "Where the message is"))),
        (status = 200, description = "It had been taken before", body = ReceiptJson),
    ),
)]
pub async fn submit(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    Asked(asked): Asked<Submitted>,
) -> Said<impl IntoResponse> {
    let writer = viewer.actor.account()?;
    let key = key(&headers, asked.nonce.as_deref())?;
    let nonce = key.unwrap_or_else(|| web.app.draw_nonce());
    // A key is this writer's own: another one's is another key.
    let submission = submission(asked, format!("api-{writer}-{nonce}"))?;
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    let taken = web.run(async move { app.submit(&actor, submission).await });
    let receipt = taken.await??;
    let address = match receipt.number {
        Some(number) => number.to_string(),
        None => format!("id-{}", receipt.id),
    };
    let location = format!("/api/v1/messages/{address}");
    let status = match receipt.code {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::OK,
    };
    let receipt = ReceiptJson {
        number: receipt.number.map(|number| number.to_string()),
        code: receipt.code.map(|code| code.to_string()),
        location: location.clone(),
    };
    Ok((status, [(LOCATION, location)], Json(receipt)))
}

fn submission(asked: Submitted, nonce: String) -> Said<Submission> {
    let office: OfficeId = code("office", asked.office.as_deref())?;
    let concerns: Option<UnitId> = match asked.concerns.as_deref() {
        None => None,
        some => Some(code("concerns", some)?),
    };
    let kind: Kind = code("kind", asked.kind.as_deref())?;
    let domain = DomainSlug::parse(asked.domain.as_deref().unwrap_or_default());
    let age: Age = match asked.age.as_deref() {
        None => Age::Adult,
        some => code("age", some)?,
    };
    let visibility = match asked.visibility.as_deref() {
        None => age.default_visibility(),
        some => code("visibility", some)?,
    };
    Ok(Submission {
        office,
        kind,
        domain: domain.map_err(|_unknown| Refusal::field("domain", Problem::Choose))?,
        subdomain: asked.subdomain.filter(|name| !name.is_empty()),
        draft: Draft {
            title: asked.title,
            body: asked.body,
            demand: asked.demand,
            place: asked.place,
            remark: asked.remark,
            pen_name: asked.pen_name,
        },
        choices: Choices {
            visibility,
            identity_open: asked.identity_open,
            hide_place: asked.hide_place,
            about_addressee: asked.about_addressee,
            danger: asked.danger,
            age,
        },
        concerns,
        concerns_conduct: asked.concerns_conduct,
        pictures: Vec::new(),
        nonce,
    })
}

/// The key under which the same message is taken once: of the header, or of the body.
fn key(headers: &HeaderMap, nonce: Option<&str>) -> Said<Option<String>> {
    let header = headers
        .get("idempotency-key")
        .map(|value| value.to_str().map_err(|_not_ascii| Senseless::Key))
        .transpose()?;
    let Some(key) = header.or(nonce) else {
        return Ok(None);
    };
    let fits = |b: u8| b.is_ascii_graphic();
    if (1..=100).contains(&key.len()) && key.bytes().all(fits) {
        Ok(Some(key.to_owned()))
    } else {
        Err(Senseless::Key.into())
    }
}
