//! Places: the tree of those that have offices, and one place with what is in it.

use crate::api::codes;
use crate::api::messages::PUBLIC;
use crate::api::offices::{All, Seat};
use crate::api::problem::Said;
use crate::web::Web;
use app::Refusal;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use domain::office::{Region, RegionCode};
use serde::Serialize;
use utoipa::ToSchema;

/// A place.
#[derive(Serialize, ToSchema)]
#[schema(as = Region)]
pub struct RegionJson {
    /// GB/T 2260, or longer for streets.
    code: String,
    name: String,
    #[schema(schema_with = codes::level)]
    level: &'static str,
    /// The place that it lies in.
    parent: Option<String>,
    /// The last day, where it was merged or renamed.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// The code of the place that came after it.
    successor: Option<String>,
}

impl From<&Region> for RegionJson {
    fn from(region: &Region) -> Self {
        Self {
            code: region.code.to_string(),
            name: region.name.clone(),
            level: region.level.code(),
            parent: region.parent.as_ref().map(ToString::to_string),
            valid_to: region.valid_to.map(|day| day.to_string()),
            successor: region.successor.as_ref().map(ToString::to_string),
        }
    }
}

/// The places of the offices and those above them, each before what is in it.
#[utoipa::path(
    get,
    path = "/regions",
    operation_id = "list_regions",
    tag = "board",
    responses((status = 200, description = "All of them", body = All<RegionJson>)),
)]
pub async fn list(State(web): State<Web>) -> impl IntoResponse {
    let reference = web.app.reference();
    let items = reference.places.values().map(RegionJson::from).collect();
    (PUBLIC, Json(All { items }))
}

/// A place with those above and in it, and its offices.
#[derive(Serialize, ToSchema)]
pub struct RegionWithPlaces {
    #[serde(flatten)]
    region: RegionJson,
    /// The places that it lies in, the highest first.
    above: Vec<RegionJson>,
    /// The places in it.
    children: Vec<RegionJson>,
    /// The seats of the place itself.
    offices: Vec<Seat>,
}

/// Any place of the country, with those above and in it, and its offices.
#[utoipa::path(
    get,
    path = "/regions/{code}",
    operation_id = "read_region",
    tag = "board",
    params(("code" = String, Path, description = "GB/T 2260", example = "990100")),
    responses((status = 200, description = "The place", body = RegionWithPlaces)),
)]
pub async fn one(State(web): State<Web>, Path(code): Path<String>) -> Said<impl IntoResponse> {
    let code = RegionCode::parse(&code).map_err(|_no_code| Refusal::NotFound)?;
    let place = web.app.place(&code).await?;
    let (here, above) = place.path.split_last().ok_or(Refusal::NotFound)?;
    let reference = web.app.reference();
    let seats = reference.offices.iter();
    let seats = seats.filter(|office| office.region.as_ref() == Some(&code));
    let region = RegionWithPlaces {
        region: RegionJson::from(here),
        above: above.iter().map(RegionJson::from).collect(),
        children: place.children.iter().map(RegionJson::from).collect(),
        offices: seats.map(|office| Seat::of(&web, office)).collect(),
    };
    Ok((PUBLIC, Json(region)))
}
