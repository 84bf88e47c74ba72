//! `/figures`: what is counted, as charts, tables and files. Everything is answered from the figures in memory.

mod asked;
mod breakdown;
mod file;
mod filters;
mod frame;
mod groups;
mod measure;
mod open;
mod overview;
mod panel;
mod panels;
mod period;
mod read;
mod report;
mod said;
mod sentences;
mod table;

pub(crate) use period::parse_month;

use crate::web::Web;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/figures", get(overview::show_overview))
        .route("/figures/months", get(breakdown::show_months))
        .route("/figures/domains", get(breakdown::show_domains))
        .route("/figures/regions", get(breakdown::show_regions))
        .route("/figures/offices", get(breakdown::show_offices))
        .route("/figures/months.csv", get(file::months))
        .route("/figures/domains.csv", get(file::domains))
        .route("/figures/regions.csv", get(file::regions))
        .route("/figures/offices.csv", get(file::offices))
        .route("/figures/open-data", get(open::show_open_data))
        .route("/figures/how-to-read", get(read::show_how_to_read))
        .route("/figures/reports/{month}", get(report::show_report))
}
