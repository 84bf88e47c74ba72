//! `/regions` and `/domains`: where, and what about.

mod choice;
mod domains;
mod regions;

pub(crate) use choice::{PlaceChoice, only_place, place_choices};
pub(crate) use domains::{Topic, topics};

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/regions", get(regions::show_regions))
        .route("/regions/{code}", get(regions::show_region))
        .route("/domains", get(domains::show_domains))
        .route("/domains/{slug}", get(domains::show_domain))
}
