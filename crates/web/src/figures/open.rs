//! `/figures/open-data`: each month as a report and as a bundle, what its columns mean, and how it may be used.

use super::asked::Asked;
use super::filters::tabs;
use super::frame::Frame;
use super::groups;
use super::panel::month_name;
use super::period::Period;
use super::said;
use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::figures::{Column, columns};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "figures/open.html")]
struct OpenData {
    p: Page,
    tabs: Vec<(String, String, bool)>,
    months: Vec<Month>,
    columns: Vec<Column>,
    licence: String,
}

/// A month with its files.
struct Month {
    /// 2026-11
    code: String,
    name: String,
    received: String,
    replied: String,
    /// It is not over.
    open: bool,
    /// Its figures were published for good.
    published: bool,
}

/// Shows the months, the latest first.
pub(super) async fn show_open_data(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "figures", "figures-open-data");
    p.description = p.tt("open-description", p.board());
    let asked = Asked {
        period: Period::All,
        ..Asked::default()
    };
    let frame = Frame::at(&web, asked);
    let this = frame.today.first_of_month();
    let last = web.app.last_published_figures().await?;
    let (months, counted) = frame.over_time();
    let both = months.into_iter().zip(counted).rev();
    let months = both.map(|(month, counted)| Month {
        code: groups::month_code(month),
        name: month_name(&p, month),
        received: said::count(counted.received + counted.imported),
        replied: said::count(counted.ever_replied()),
        open: month == this,
        published: last.is_some_and(|last| month <= last),
    });
    let page = OpenData {
        months: months.collect(),
        tabs: tabs(&p, "/figures/open-data", ""),
        columns: columns(),
        licence: web.app.board.licence.clone(),
        p,
    };
    Ok(show_public(&viewer, &page))
}
