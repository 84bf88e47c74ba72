//! `/`: the ways in, what writers said lately, the numbers of today and of the month, who can be written to; of one
//! place with `/?region=…`.

use super::elder::elder_front;
use super::voices::Voice;
use crate::address::{Broken, one};
use crate::linked::Linked;
use crate::offices::Seat;
use crate::offices::figures::Figure;
use crate::page::{Page, show_public};
use crate::places::{PlaceChoice, Topic, place_choices, topics};
use crate::rows::RowView;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::advice::Wanted;
use app::messages::Row;
use app::reference::Reference;
use askama::Template;
use axum::extract::{Query, State};
use domain::figures::{Counted, Slice};
use domain::office::{Region, RegionCode};
use store::lists::Filter;

/// Messages in each list.
const LIMIT: u32 = 5;
const SHOWN: usize = 5;
/// Writers' words above them.
const VOICES: u32 = 3;
/// Seats beside them; the rest is under 领导.
const SEATS: usize = 6;

#[derive(Template)]
#[template(path = "home.html")]
struct Front {
    p: Page,
    /// Places to choose from.
    places: Vec<PlaceChoice>,
    /// The place that was chosen: code and name.
    place: Option<(String, String)>,
    voices: Vec<Voice>,
    strip: Vec<Figure>,
    answered: Vec<RowView>,
    latest: Vec<RowView>,
    seats: Vec<Seat>,
    topics: Vec<Topic>,
    /// Nobody has written yet: working days until a message is screened and until it is answered.
    first: Option<(u32, u32)>,
}

/// Shows the first page.
pub(super) async fn show_front(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let reference = web.app.reference();
    let place = match chosen(&reference, &pairs) {
        Ok(place) => place,
        Err(broken) => return Ok(broken.show(&web, &viewer)),
    };
    if viewer.view.elder {
        return elder_front(&web, &viewer).await;
    }
    let region = place.map(|place| place.code.clone());
    let filter = Filter {
        region: region.clone(),
        ..Filter::default()
    };
    let voices = web.app.rated_lately(&filter, VOICES).await?;
    let answered = web.app.replied_lately(&filter, LIMIT + VOICES).await?;
    let latest = web.app.public_list(&filter, None, LIMIT).await?.items;
    let title = web.app.board.name.clone();
    let mut p = Page::titled(&web, &viewer, "home", title);
    p.description = p.tt("home-description", p.board());
    p.has_primary = !viewer.is_staff();
    let query = region.as_ref().map(|code| format!("?region={code}"));
    p.canonical = format!("/{}", query.as_deref().unwrap_or_default());
    p.feed = Some(query.unwrap_or_default());
    p.linked = Some(Linked::board(&p));
    let terms = &web.app.rules.terms;
    let is_first = latest.is_empty() && answered.is_empty() && place.is_none();
    // What was said above is not said again.
    let said = |row: &&Row| {
        let mut voices = voices.iter();
        voices.any(|voice| voice.listed.message.id == row.listed.message.id)
    };
    let answered = answered
        .iter()
        .filter(|row| !said(row))
        .map(|row| RowView::answered(&p, row));
    let latest = latest.iter().map(|listed| RowView::public(&p, listed));
    let page = Front {
        places: place_choices(&reference, region.as_ref()),
        place: place.map(|place| (place.code.to_string(), place.name.clone())),
        voices: voices.iter().map(|row| Voice::new(&p, row)).collect(),
        strip: strip(&p, region.as_ref()),
        answered: answered.take(SHOWN).collect(),
        latest: latest.collect(),
        seats: seats(&p, &reference, region.as_ref()),
        topics: topics(&p, &reference),
        first: is_first.then_some((terms.screen, terms.other)),
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// The place that the address names.
fn chosen<'r>(
    reference: &'r Reference,
    pairs: &[(String, String)],
) -> Result<Option<&'r Region>, Broken> {
    match one(pairs, "region")? {
        None | Some("") => Ok(None),
        Some(code) => {
            let code = RegionCode::parse(code).ok();
            let place = code.and_then(|code| reference.places.get(&code));
            place.map(Some).ok_or(Broken("region"))
        }
    }
}

/// Seats of the place and those above it, the best first; without a place, the first of the list.
fn seats(p: &Page, reference: &Reference, region: Option<&RegionCode>) -> Vec<Seat> {
    let open = reference.offices.iter().filter(|office| office.open);
    match region {
        None => open
            .take(SEATS)
            .map(|office| Seat::new(p, reference, office))
            .collect(),
        Some(code) => {
            let path = reference.path(code).into_iter();
            let wanted = Wanted {
                path: path.map(|place| place.code.clone()).collect(),
                ..Wanted::default()
            };
            let advised = p.app().advise(&wanted).into_iter().take(SEATS);
            advised
                .filter_map(|advised| reference.office(advised.office))
                .map(|office| Seat::new(p, reference, office))
                .collect()
        }
    }
}

/// What pleases beside what hurts.
fn strip(p: &Page, region: Option<&RegionCode>) -> Vec<Figure> {
    let cube = p.app().cube();
    let day = p.app().rules.calendar.date(p.app().clock.now());
    let here = |slice: Slice| {
        cube.sum(&Slice {
            region: region.cloned(),
            ..slice
        })
    };
    let today: Counted = here(Slice::day(day));
    let month: Counted = here(Slice::month(day));
    vec![
        Figure::count(
            p,
            "figure-received-today",
            today.received,
            "figure-messages",
        ),
        Figure::count(p, "figure-replied-today", today.replied, "figure-messages"),
        Figure::on_time(p, "figure-on-time-month", &month),
        Figure::settled(p, "figure-settled-month", &month),
        Figure::hurting(p, "figure-late-month", month.late, "figure-messages"),
        Figure::hurting(p, "figure-returned-month", month.returned, "figure-times"),
        Figure::hurting(p, "figure-reopened-month", month.reopened, "figure-times"),
    ]
}
