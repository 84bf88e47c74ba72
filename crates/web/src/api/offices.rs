//! Seats and domains: what changes seldom, alike for everyone.

use crate::api::codes;
use crate::api::messages::PUBLIC;
use crate::api::problem::Said;
use crate::web::Web;
use app::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use domain::office::{Holder, Office};
use serde::Serialize;
use utoipa::ToSchema;

/// A seat.
#[derive(Serialize, ToSchema)]
pub struct Seat {
    id: String,
    title: String,
    region: Option<String>,
    #[schema(schema_with = codes::level)]
    level: &'static str,
    #[schema(schema_with = codes::branch)]
    branch: &'static str,
    /// The kinds that it takes.
    #[schema(schema_with = codes::kinds)]
    kinds: Vec<&'static str>,
    intro: String,
    /// Who holds it today.
    holder: Option<String>,
    /// False: an archive office, which takes no new messages.
    open: bool,
}

impl Seat {
    /// An office today.
    pub fn of(web: &Web, office: &Office) -> Self {
        let today = web.app.rules.calendar.date(web.app.clock.now());
        let reference = web.app.reference();
        let holder = reference.holder_on(office.id, today);
        Self {
            id: office.id.to_string(),
            title: office.title.clone(),
            region: office.region.as_ref().map(ToString::to_string),
            level: office.level.code(),
            branch: office.branch.code(),
            kinds: office.kinds.iter().map(|kind| kind.code()).collect(),
            intro: office.intro.clone(),
            holder: holder.map(|holder| holder.name.clone()),
            open: office.open,
        }
    }
}

/// A list of things that come all at once.
#[derive(Serialize, ToSchema)]
pub struct All<T> {
    /// All of them.
    pub items: Vec<T>,
}

/// The seats that are written to, with their holders.
#[utoipa::path(
    get,
    path = "/offices",
    operation_id = "list_offices",
    tag = "board",
    responses((status = 200, description = "All of them", body = All<Seat>)),
)]
pub async fn list(State(web): State<Web>) -> impl IntoResponse {
    let reference = web.app.reference();
    let items = reference.offices.iter();
    let items = items.map(|office| Seat::of(&web, office)).collect();
    (PUBLIC, Json(All { items }))
}

/// A seat with everyone who has held it.
#[derive(Serialize, ToSchema)]
pub struct SeatWithHolders {
    #[serde(flatten)]
    seat: Seat,
    /// The latest first.
    holders: Vec<HolderJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Holder)]
struct HolderJson {
    name: String,
    #[schema(format = Date)]
    since: String,
    /// The last day; null: holds it still.
    #[schema(format = Date)]
    until: Option<String>,
}

impl From<&Holder> for HolderJson {
    fn from(holder: &Holder) -> Self {
        Self {
            name: holder.name.clone(),
            since: holder.since.to_string(),
            until: holder.until.map(|day| day.to_string()),
        }
    }
}

/// One seat with everyone who has held it.
#[utoipa::path(
    get,
    path = "/offices/{id}",
    operation_id = "read_office",
    tag = "board",
    params(("id" = String, Path, description = "Of `GET /offices`", example = "909311574016000001")),
    responses((status = 200, description = "The seat", body = SeatWithHolders)),
)]
pub async fn one(State(web): State<Web>, Path(id): Path<String>) -> Said<impl IntoResponse> {
    let id = id.parse().map_err(|_no_id| Refusal::NotFound)?;
    let reference = web.app.reference();
    let office = reference.office(id).ok_or(Refusal::NotFound)?;
    let holders = reference.holders.get(&id).into_iter().flatten();
    let seat = SeatWithHolders {
        seat: Seat::of(&web, office),
        holders: holders.map(HolderJson::from).collect(),
    };
    Ok((PUBLIC, Json(seat)))
}

/// What a message is about.
#[derive(Serialize, ToSchema)]
#[schema(as = Domain)]
pub struct DomainJson {
    slug: String,
    name: String,
    subdomains: Vec<String>,
}

/// What messages are about, with subdomains.
#[utoipa::path(
    get,
    path = "/domains",
    operation_id = "list_domains",
    tag = "board",
    responses((status = 200, description = "All of them", body = All<DomainJson>)),
)]
pub async fn domains(State(web): State<Web>) -> impl IntoResponse {
    let reference = web.app.reference();
    let items = reference.domains.iter().map(|domain| DomainJson {
        slug: domain.slug.to_string(),
        name: domain.name.clone(),
        subdomains: domain.subdomains.clone(),
    });
    let items = items.collect();
    (PUBLIC, Json(All { items }))
}

/// Who does the work.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
pub struct UnitJson {
    id: String,
    name: String,
    short: String,
    parent: Option<String>,
    active: bool,
}

/// Who does the work.
#[utoipa::path(
    get,
    path = "/units",
    operation_id = "list_units",
    tag = "board",
    responses((status = 200, description = "All of them", body = All<UnitJson>)),
)]
pub async fn units(State(web): State<Web>) -> impl IntoResponse {
    let reference = web.app.reference();
    let items = reference.units.iter().map(|unit| UnitJson {
        id: unit.id.to_string(),
        name: unit.name.clone(),
        short: unit.short.clone(),
        parent: unit.parent.map(|parent| parent.to_string()),
        active: unit.active,
    });
    let items = items.collect();
    (PUBLIC, Json(All { items }))
}
