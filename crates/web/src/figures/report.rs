//! `/figures/reports/{month}`: a month on a page that a newspaper can print.

use super::asked::Asked;
use super::breakdown;
use super::frame::Frame;
use super::groups::month_code;
use super::overview::{Stat, stats};
use super::panel::{Months, Panel, month_name};
use super::panels::Shown;
use super::period::{Period, parse_month};
use super::sentences;
use crate::page::{Page, show_public};
use crate::rows::RowView;
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use domain::figures::Slice;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::lists::Filter;

/// Answered messages that are looked through for their writers' words.
const READ: u32 = 30;
/// Of these, so many are shown.
const SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "figures/report.html")]
struct Report {
    p: Page,
    month: String,
    /// The month is not over.
    open: bool,
    as_of: String,
    sentences: Vec<String>,
    stats: Vec<Stat>,
    panels: Vec<Panel>,
    /// Answered messages with their writers' words.
    rows: Vec<RowView>,
    /// The reports beside it: 2026-10 and its name.
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

/// Shows the report of a month.
pub(super) async fn show_report(
    State(web): State<Web>,
    viewer: Viewer,
    Path(code): Path<String>,
) -> Answer {
    let month = parse_month(&code).ok_or(Failed(Refusal::NotFound))?;
    let asked = Asked {
        period: Period::Month(month),
        ..Asked::default()
    };
    let frame = Frame::at(&web, asked);
    let this = frame.today.first_of_month();
    if month < frame.first || month > this {
        return Err(Failed(Refusal::NotFound));
    }
    let mut p = Page::new(&web, &viewer, "figures", "report-title");
    let name = month_name(&p, month);
    p.title = p.tt("report-title-of", &name);
    p.description = p.tt2("report-description", p.board(), &name);
    let sum = frame.cube.sum(&frame.slice());
    let before = previous(month);
    // A month that is not over is compared with none.
    let compared =
        (before >= frame.first && month < this).then(|| frame.cube.sum(&Slice::month(before)));
    let neighbour = |month: Date| {
        let known = (frame.first..=this).contains(&month);
        known.then(|| (month_code(month), month_name(&p, month)))
    };
    let page = Report {
        open: month == this,
        as_of: frame.as_of(&p),
        sentences: sentences::of_month(&p, &sum, compared.as_ref()),
        stats: stats(&p, &sum),
        panels: panels(&p, &frame, &sum),
        rows: words(&web, &p, month).await?,
        previous: neighbour(before),
        next: neighbour(month.saturating_add(1.month())),
        month: name,
        p,
    };
    Ok(show_public(&viewer, &page))
}

fn panels(p: &Page, frame: &Frame, sum: &domain::figures::Counted) -> Vec<Panel> {
    let (months, by_month) = frame.over_time();
    let shown = Shown {
        over: Months {
            p,
            all: &months,
            today: frame.today,
        },
        by_month: &by_month,
        sum,
        query: "",
    };
    let mut panels = vec![shown.volume(), shown.deadlines(), shown.returns()];
    for panel in &mut panels {
        panel.open = true;
    }
    panels.push(breakdown::domains(p, frame));
    panels.extend(breakdown::regions(p, frame));
    panels.retain(|panel| !panel.is_empty());
    panels
}

/// What writers said about answers to messages of the month.
async fn words(web: &Web, p: &Page, month: Date) -> Result<Vec<RowView>, Refusal> {
    let zone = web.app.rules.calendar.zone();
    let filter = Filter {
        since: Some(begin_of(month, zone)),
        until: Some(begin_of(month.saturating_add(1.month()), zone)),
        ..Filter::default()
    };
    let rows = web.app.replied_lately(&filter, READ).await?;
    Ok(rows
        .iter()
        .filter(|row| row.sentence.as_ref().is_some_and(|said| !said.is_empty()))
        .take(SHOWN)
        .map(|row| RowView::answered(p, row))
        .collect())
}

fn begin_of(day: Date, zone: &TimeZone) -> domain::Timestamp {
    day.to_zoned(zone.clone())
        .map_or(domain::Timestamp::MAX, |zoned| zoned.timestamp())
}

fn previous(month: Date) -> Date {
    month.saturating_sub(1.month())
}
