//! `/regions`: the tree of places that have offices, then the others; `/regions/{code}`: a place with what is in it.

use crate::linked::{Linked, way};
use crate::offices::Seat;
use crate::offices::figures::{Figure, of_year};
use crate::page::{Page, grouped, show_public};
use crate::rows::RowView;
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::reference::Reference;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::{Path, State};
use domain::figures::Slice;
use domain::office::{Level, Region, RegionCode};
use jiff::civil::Date;
use std::collections::HashMap;
use store::lists::Filter;

/// Messages on the page of a place; the rest is in the list.
const LIMIT: u32 = 10;

#[derive(Template)]
#[template(path = "places/regions.html")]
struct Regions {
    p: Page,
    tree: Vec<Branch>,
    /// Places without an office: code and name.
    others: Vec<(String, String)>,
}

/// A place of the tree with the places in it.
#[derive(Template)]
#[template(path = "places/branch.html")]
struct Branch {
    /// What stands before every path of the view.
    at: &'static str,
    code: String,
    name: String,
    /// 6 个职务 · 120 件留言; empty where it has neither.
    counts: String,
    children: Vec<Branch>,
}

/// A branch is a template: it has escaped what it holds.
impl HtmlSafe for Branch {}

#[derive(Template)]
#[template(path = "places/region.html")]
struct OneRegion {
    p: Page,
    code: String,
    /// Those above it, the highest first: code and name.
    above: Vec<(String, String)>,
    name: String,
    level: String,
    /// Merged or renamed: the last day and what came after it, code and name.
    ended: Option<(String, Option<(String, String)>)>,
    /// The places in it: code, name, messages of the year where there are any.
    children: Vec<(String, String, Option<String>)>,
    seats: Vec<Seat>,
    year: i16,
    strips: [Vec<Figure>; 2],
    count: i64,
    rows: Vec<RowView>,
}

/// Shows the tree.
pub(super) async fn show_regions(State(web): State<Web>, viewer: Viewer) -> Answer {
    let reference = web.app.reference();
    let others = web.app.highest_places().await?;
    let mut p = Page::new(&web, &viewer, "regions", "regions-title");
    p.description = p.tt("regions-description", p.board());
    let page = Regions {
        tree: branches(&p, &reference, &received(&p, &reference), None),
        others: others
            .iter()
            .filter(|place| !reference.places.contains_key(&place.code))
            .map(named)
            .collect(),
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// Shows a place.
pub(super) async fn show_region(
    State(web): State<Web>,
    viewer: Viewer,
    Path(code): Path<String>,
) -> Answer {
    let code = RegionCode::parse(&code).map_err(|_err| Failed(Refusal::NotFound))?;
    let place = web.app.place(&code).await?;
    let (here, above) = place.path.split_last().ok_or(Refusal::NotFound)?;
    let filter = Filter {
        region: Some(code.clone()),
        ..Filter::default()
    };
    let count = web.app.public_count(&filter).await?;
    let latest = web.app.public_list(&filter, None, LIMIT).await?;
    let reference = web.app.reference();
    let mut p = Page::titled(&web, &viewer, "regions", here.name.clone());
    p.description = p.tt2("region-description", &here.name, p.board());
    p.feed = Some(format!("?region={code}"));
    let above: Vec<_> = above.iter().map(named).collect();
    let way = way(("/regions", p.t("nav-regions")), &above);
    p.linked = Some(Linked::collection(&p, &way));
    let offices = reference.offices.iter();
    let page = OneRegion {
        code: code.to_string(),
        above,
        name: here.name.clone(),
        level: p.code("level", here.level),
        ended: here
            .valid_to
            .map(|day| (p.date(day), place.successor.as_ref().map(named))),
        children: place
            .children
            .iter()
            .map(|child| {
                let slice = here_in(&p, &child.code);
                let received = p.app().cube().sum(&slice).received;
                let count = (received > 0).then(|| grouped(i64::from(received)));
                (child.code.to_string(), child.name.clone(), count)
            })
            .collect(),
        year: today(&p).year(),
        strips: of_year(&p, &p.app().cube().sum(&here_in(&p, &code))),
        seats: offices
            .filter(|office| office.region.as_ref() == Some(&code))
            .map(|office| Seat::new(&p, &reference, office))
            .collect(),
        count,
        rows: latest
            .items
            .iter()
            .map(|listed| RowView::public(&p, listed))
            .collect(),
        p,
    };
    Ok(show_public(&viewer, &page))
}

fn today(p: &Page) -> Date {
    p.app().rules.calendar.date(p.app().clock.now())
}

/// A place with all that is in it, this year.
fn here_in(p: &Page, code: &RegionCode) -> Slice {
    Slice {
        region: Some(code.clone()),
        ..Slice::year(today(p))
    }
}

/// Messages of the year in each place, with those of the places in it.
fn received(p: &Page, reference: &Reference) -> HashMap<RegionCode, u32> {
    let year = Slice::year(today(p));
    let levels = [Level::Province, Level::City, Level::County, Level::Township];
    let mut received = HashMap::new();
    for level in levels {
        for (code, counted) in p.app().cube().by_region(&year, level) {
            let place = code.as_ref().and_then(|code| reference.places.get(code));
            if let Some(place) = place.filter(|place| place.level == level) {
                received.insert(place.code.clone(), counted.received);
            }
        }
    }
    received
}

fn branches(
    p: &Page,
    reference: &Reference,
    received: &HashMap<RegionCode, u32>,
    parent: Option<&RegionCode>,
) -> Vec<Branch> {
    let here = |place: &&Region| match parent {
        Some(parent) => place.parent.as_ref() == Some(parent),
        // The top of the tree: what stands above is not known here.
        None => place
            .parent
            .as_ref()
            .is_none_or(|above| !reference.places.contains_key(above)),
    };
    let counts = |place: &Region| {
        let offices = reference.offices.iter();
        let seats = offices
            .filter(|office| office.region.as_ref() == Some(&place.code))
            .count();
        let messages = received.get(&place.code).copied().unwrap_or(0);
        let seats = (seats > 0).then(|| p.tn("regions-offices", seats));
        let messages = (messages > 0).then(|| p.tn("regions-messages", messages));
        let counts: Vec<_> = [seats, messages].into_iter().flatten().collect();
        counts.join(" · ")
    };
    reference
        .places
        .values()
        .filter(here)
        .map(|place| Branch {
            at: p.at,
            code: place.code.to_string(),
            name: place.name.clone(),
            counts: counts(place),
            children: branches(p, reference, received, Some(&place.code)),
        })
        .collect()
}

fn named(place: &Region) -> (String, String) {
    (place.code.to_string(), place.name.clone())
}
