//! Figures and open data: what everyone may count, answered from memory.

use crate::api::asked::{Parameters, wrong};
use crate::api::messages::PUBLIC;
use crate::api::problem::Said;
use crate::web::Web;
use app::Refusal;
use app::figures::{By, Table, figures_json};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::figures::Slice;
use domain::office::Level;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// Figures of a slice, and line by line where that was asked.
#[derive(Serialize, ToSchema)]
pub struct Figures {
    /// The last event that is counted.
    position: i64,
    /// When the figures were read.
    read_at: String,
    /// The first day that is counted; null: from the beginning.
    since: Option<String>,
    /// The last day that is counted; null: to the end.
    until: Option<String>,
    /// All of the slice. The figures are defined in docs/figures.md.
    #[schema(value_type = HashMap<String, serde_json::Value>)]
    total: Map<String, Value>,
    /// What the lines are; null: none were asked for.
    by: Option<&'static str>,
    /// The lines, in an order that ranks nobody.
    #[schema(value_type = Vec<HashMap<String, serde_json::Value>>)]
    items: Vec<Map<String, Value>>,
}

/// How the description of the API shows what figures are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used")]
pub struct Counted {
    /// `2026-11`; a month, a year, or days.
    #[param(example = "2026-03")]
    month: Option<String>,
    /// `2026`
    #[param(example = "2026")]
    year: Option<String>,
    /// The first day; within a month that is long past the whole month counts, and the answer says so.
    #[param(format = Date, example = "2026-03-01")]
    since: Option<String>,
    /// The last day.
    #[param(format = Date, example = "2026-03-31")]
    until: Option<String>,
    /// A code of GB/T 2260: everything in that place.
    #[param(example = "990100")]
    region: Option<String>,
    /// An id of `GET /offices`.
    #[param(example = "1")]
    office: Option<String>,
    /// A slug of `GET /domains`.
    #[param(example = "urban")]
    domain: Option<String>,
    /// What the lines are: `month`, `domain`, `region`, `office`.
    #[param(example = "domain")]
    by: Option<String>,
    /// For `by=region`: the level of the places, `city` where it is not given.
    level: Option<String>,
}

/// The figures of a time, a place, an office, a domain; line by line with `by`.
#[utoipa::path(
    get,
    path = "/figures",
    operation_id = "read_figures",
    tag = "figures",
    params(Counted),
    responses((status = 200, description = "The figures", body = Figures)),
)]
pub async fn show(State(web): State<Web>, mut asked: Parameters) -> Said<impl IntoResponse> {
    let slice = slice(&web, &mut asked)?;
    let by = by(&mut asked)?;
    asked.end()?;
    let cube = web.app.cube();
    let (position, at) = cube.as_of();
    let counted = slice.widened(cube.days_since());
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let table = by.map(|by| web.app.figures_by(&slice, by));
    let items = table.iter().flat_map(|table| &table.lines);
    let figures = Figures {
        position,
        read_at: at.to_string(),
        since: day(counted.since),
        until: day(counted.until),
        total: figures_json(&cube.sum(&slice)),
        by: by.map(By::name),
        items: items.map(app::figures::Line::json).collect(),
    };
    Ok((PUBLIC, Json(figures)))
}

/// The same lines as a file; by month where nothing else is asked.
#[utoipa::path(
    get,
    path = "/figures.csv",
    operation_id = "download_figures",
    tag = "figures",
    params(Counted),
    responses((status = 200, description = "The lines", content_type = "text/csv", body = String)),
)]
pub async fn csv(State(web): State<Web>, mut asked: Parameters) -> Said<impl IntoResponse> {
    let slice = slice(&web, &mut asked)?;
    let by = by(&mut asked)?.unwrap_or(By::Month);
    asked.end()?;
    let table: Table = web.app.figures_by(&slice, by);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            attached(&format!("figures-by-{}.csv", by.name())),
        ),
    ];
    Ok((PUBLIC, headers, table.csv()))
}

/// The months of which there is open data.
#[derive(Serialize, ToSchema)]
pub struct Months {
    /// 2026-11, the newest first.
    items: Vec<String>,
}

/// The months of which there is open data, the newest first.
#[utoipa::path(
    get,
    path = "/open-data",
    operation_id = "list_open_data",
    tag = "figures",
    responses((status = 200, description = "The months", body = Months)),
)]
pub async fn months(State(web): State<Web>) -> Said<impl IntoResponse> {
    let months = web.app.open_data_months().await?.into_iter();
    let items = months.map(|month| month.strftime("%Y-%m").to_string());
    let items = items.collect();
    Ok((PUBLIC, Json(Months { items })))
}

/// The bundle of open data of a month: tables as CSV and JSON, and what each column means.
#[utoipa::path(
    get,
    path = "/open-data/{month}",
    operation_id = "download_open_data",
    tag = "figures",
    params(("month" = String, Path, description = "Of `GET /open-data`", example = "2026-02")),
    responses((status = 200, description = "A ZIP archive", content_type = "application/zip", body = String)),
)]
pub async fn bundle(State(web): State<Web>, Path(month): Path<String>) -> Said<impl IntoResponse> {
    let month = parse_month(&month).ok_or(Refusal::NotFound)?;
    let bundle = web.app.open_data(month).await?;
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, attached(&bundle.name)),
    ];
    Ok((PUBLIC, headers, bundle.bytes))
}

fn attached(name: &str) -> String {
    format!("attachment; filename=\"{name}\"")
}

/// The time is a month, a year, or days; the rest narrows it as in the list of messages.
fn slice(web: &Web, asked: &mut Parameters) -> Said<Slice> {
    let month = asked.text("month");
    let year = asked.text("year");
    let (since, until): (Option<Date>, Option<Date>) =
        (asked.parsed("since")?, asked.parsed("until")?);
    let days = since.or(until).is_some();
    let time = match (month, year) {
        (Some(month), None) if !days => {
            Slice::month(parse_month(&month).ok_or_else(|| wrong("month"))?)
        }
        (None, Some(year)) if !days => Slice::year(parse_year(&year).ok_or_else(|| wrong("year"))?),
        (None, None) if since.zip(until).is_none_or(|(since, until)| since <= until) => Slice {
            since,
            until,
            ..Slice::default()
        },
        (None, None) => return Err(wrong("until")),
        // One time is asked for, not two.
        _ => return Err(wrong(if days { "since" } else { "year" })),
    };
    Ok(Slice {
        office: asked.office(web)?,
        domain: asked.domain(web)?,
        region: asked.region()?,
        ..time
    })
}

fn by(asked: &mut Parameters) -> Said<Option<By>> {
    let level: Option<Level> = asked.parsed("level")?;
    let by = match asked.text("by").as_deref() {
        None => None,
        Some("month") => Some(By::Month),
        Some("domain") => Some(By::Domain),
        Some("office") => Some(By::Office),
        Some("region") => {
            let level = level.unwrap_or(Level::City);
            return Ok(Some(By::Region(level)));
        }
        Some(_) => return Err(wrong("by")),
    };
    match level {
        Some(_) => Err(wrong("level")),
        None => Ok(by),
    }
}

/// 2026-11, and no other spelling of it.
fn parse_month(month: &str) -> Option<Date> {
    let first: Date = format!("{month}-01").parse().ok()?;
    (first.strftime("%Y-%m").to_string() == month).then_some(first)
}

/// 2026
fn parse_year(year: &str) -> Option<Date> {
    let first: Date = format!("{year}-01-01").parse().ok()?;
    (first.strftime("%Y").to_string() == year).then_some(first)
}
