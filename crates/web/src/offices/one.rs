//! `/offices/{id}`: a seat with its holders, what it takes, its figures of the year and its messages.

use super::figures::{Figure, of_year};
use super::seat::Seat;
use crate::linked::{Linked, way};
use crate::page::{Page, show_public};
use crate::rows::RowView;
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::reference::Reference;
use askama::Template;
use axum::extract::{Path, State};
use domain::figures::Slice;
use domain::ids::OfficeId;
use domain::office::Office;
use jiff::ToSpan;
use jiff::civil::Date;
use store::lists::Filter;

/// Messages on the page; the rest is in the list.
const LIMIT: u32 = 10;

#[derive(Template)]
#[template(path = "offices/one.html")]
struct OneOffice {
    p: Page,
    seat: Seat,
    intro: String,
    /// The highest place first: code and name.
    places: Vec<(String, String)>,
    /// The words of the kinds that it takes.
    kinds: Vec<String>,
    /// The name of the unit that answers for it.
    unit: Option<String>,
    /// Those who held and hold the seat, the latest first.
    holders: Vec<Term>,
    year: i16,
    strips: [Vec<Figure>; 2],
    count: i64,
    rows: Vec<RowView>,
}

/// Somebody's time in the seat.
struct Term {
    /// 2024-03 至今
    span: String,
    /// 陈明远
    name: String,
    /// 现任, or 时任 once there is a successor.
    word: String,
    /// Public messages that were published in this time, and the list of them.
    messages: Option<(i64, String)>,
    /// Public messages that were last answered in this time.
    answered: i64,
}

/// Shows a seat.
pub(super) async fn show_office(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Answer {
    let id: OfficeId = id.parse().map_err(|_err| Failed(Refusal::NotFound))?;
    let reference = web.app.reference();
    let office = reference.office(id).ok_or(Refusal::NotFound)?;
    let filter = Filter {
        office: Some(id),
        ..Filter::default()
    };
    let today = web.app.rules.calendar.date(web.app.clock.now());
    let year = web.app.cube().sum(&Slice {
        office: Some(id),
        ..Slice::year(today)
    });
    let count = web.app.public_count(&filter).await?;
    let latest = web.app.public_list(&filter, None, LIMIT).await?;
    let mut p = Page::titled(&web, &viewer, "offices", office.title.clone());
    p.description = p.tt2("office-description", &office.title, p.board());
    p.has_primary = office.open && !viewer.is_staff();
    p.feed = Some(format!("?office={id}"));
    let places = places(&reference, office);
    let holder = reference.holder_on(id, today);
    let holder = holder.map(|holder| holder.name.as_str());
    p.linked = Some(Linked::office(
        &p,
        office,
        holder,
        &way(("/offices", p.t("nav-offices")), &places),
    ));
    let holders = terms(&web, &p, &reference, id, today).await?;
    let rows = latest.items.iter();
    let page = OneOffice {
        seat: Seat::new(&p, &reference, office),
        intro: office.intro.clone(),
        places,
        kinds: office
            .kinds
            .iter()
            .map(|kind| p.code("kind", kind))
            .collect(),
        unit: office
            .unit
            .and_then(|unit| reference.unit(unit))
            .map(|unit| unit.name.clone()),
        holders,
        year: today.year(),
        strips: of_year(&p, &year),
        count,
        rows: rows.map(|listed| RowView::public(&p, listed)).collect(),
        p,
    };
    Ok(show_public(&viewer, &page))
}

fn places(reference: &Reference, office: &Office) -> Vec<(String, String)> {
    let path = office
        .region
        .as_ref()
        .map(|code| reference.path(code))
        .unwrap_or_default();
    path.into_iter()
        .map(|place| (place.code.to_string(), place.name.clone()))
        .collect()
}

/// Who held the seat, from when to when, and what was written and answered in that time.
async fn terms(
    web: &Web,
    p: &Page,
    reference: &Reference,
    office: OfficeId,
    today: Date,
) -> Answer<Vec<Term>> {
    let month = |day: Date| day.strftime("%Y-%m").to_string();
    let all = reference.holders.get(&office);
    let mut terms = Vec::new();
    for holder in all.map(Vec::as_slice).unwrap_or_default() {
        let last = holder.until.unwrap_or(today);
        let begin = |day: Date| web.app.begin_of(day);
        let published = Filter {
            office: Some(office),
            since: Some(begin(holder.since)),
            until: Some(begin(last.saturating_add(1.day()))),
            ..Filter::default()
        };
        let count = web.app.public_count(&published).await?;
        let span = match holder.until {
            Some(until) => format!("{} — {}", month(holder.since), month(until)),
            None => p.tt("office-since", month(holder.since)),
        };
        let (since, last) = (holder.since, holder.until);
        let until = last.map(|day| format!("&until={day}")).unwrap_or_default();
        let address = format!("/messages?office={office}&since={since}{until}");
        terms.push(Term {
            span,
            name: holder.name.clone(),
            word: p.t(if holder.held_on(today) {
                "office-now"
            } else {
                "office-then"
            }),
            messages: (count > 0).then_some((count, address)),
            answered: web
                .app
                .answered_between(office, since, last.unwrap_or(today))
                .await?,
        });
    }
    Ok(terms)
}
