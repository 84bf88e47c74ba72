//! Messages: the public list, a thread, submitting, looking up by query code.

use crate::api::asked::{Addressed, Asked, Parameters, code, wrong};
use crate::api::item::Item;
use crate::api::problem::{Said, Senseless};
use crate::api::thread::Thread;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::Submission;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::Timestamp;
use domain::actor::Actor;
use domain::form::{Choices, Draft};
use domain::ids::{OfficeId, QueryCode, UnitId};
use domain::screening::{Kind, Visibility};
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::lists::{Filter, Page};

/// Lists that are the same for everyone may be a second old.
pub const PUBLIC: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=1")];

/// A page of a list.
#[derive(Serialize)]
pub struct Items {
    items: Vec<Item>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
}

impl Items {
    /// A page as this person may see it.
    pub fn of(web: &Web, actor: &Actor, page: &Page) -> Self {
        Self {
            items: page
                .items
                .iter()
                .map(|listed| Item::listed(web, actor, listed))
                .collect(),
            next: next_cursor(page),
        }
    }
}

/// Where the next page begins; none on the last one.
pub fn next_cursor(page: &Page) -> Option<String> {
    let last = page.items.last().filter(|_last| page.more)?;
    Some(last.key().to_cursor())
}

/// `GET /messages`
pub async fn list(State(web): State<Web>, mut asked: Parameters) -> Said<impl IntoResponse> {
    let (limit, cursor) = (asked.limit()?, asked.cursor()?);
    let filter = filter(&web, &mut asked)?;
    asked.end()?;
    let page = web.app.public_list(&filter, cursor, limit).await?;
    Ok((PUBLIC, Json(Items::of(&web, &Actor::VISITOR, &page))))
}

/// The same filters as the page has, by the same names.
pub fn filter(web: &Web, asked: &mut Parameters) -> Said<Filter> {
    let stages = asked.text("stage").unwrap_or_default();
    let stages = stages.split(',').filter(|code| !code.is_empty());
    let stages: Result<Vec<StageKind>, _> = stages.map(str::parse).collect();
    let (since, until): (Option<Date>, Option<Date>) =
        (asked.parsed("since")?, asked.parsed("until")?);
    let after = |day: Date| day.checked_add(1.day()).map_err(|_beyond| wrong("until"));
    Ok(Filter {
        office: asked.office(web)?,
        region: asked.region()?,
        domain: asked.domain(web)?,
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

/// `GET /messages/{number}`
pub async fn thread(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
) -> Said<Json<Thread>> {
    let thread = web.app.thread(&viewer.actor, id).await?;
    Ok(Json(Thread::of(&web, &thread)))
}

/// What looks a message up without an account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct Tracked {
    code: String,
}

/// `POST /track`: the code is in the body, because addresses are written to logs.
pub async fn track(State(web): State<Web>, Asked(asked): Asked<Tracked>) -> Said<Json<Thread>> {
    let code = QueryCode::parse(&asked.code);
    let code = code.map_err(|_no_code| Refusal::field("code", Problem::Unknown))?;
    let thread = web.app.thread_by_code(&code).await?;
    Ok(Json(Thread::of(&web, &thread)))
}

/// A new message.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a box that the writer ticks"
)]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Submitted {
    office: Option<String>,
    kind: Option<String>,
    domain: Option<String>,
    subdomain: Option<String>,
    title: String,
    body: String,
    demand: String,
    place: String,
    remark: String,
    pen_name: String,
    visibility: Option<String>,
    identity_open: bool,
    hide_place: bool,
    about_addressee: bool,
    /// The unit that is complained about.
    concerns: Option<String>,
    concerns_conduct: bool,
    nonce: Option<String>,
}

/// What the writer keeps.
#[derive(Serialize)]
pub struct ReceiptJson {
    number: Option<String>,
    /// The query code; null when this very message had been taken before.
    code: Option<String>,
    location: String,
}

/// `POST /messages`: 201, or 200 where the same key had brought it before.
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
    let visibility = match asked.visibility.as_deref() {
        None => Visibility::Public,
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
