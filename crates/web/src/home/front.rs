//! `/`: the ways in, the numbers of today and of the month, what was answered lately, who can be written to.

use super::elder::elder_front;
use crate::linked::Linked;
use crate::offices::Seat;
use crate::offices::figures::Figure;
use crate::page::{Page, show_public};
use crate::places::{Topic, topics};
use crate::rows::RowView;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::State;
use domain::figures::{Counted, Slice};
use store::lists::Filter;

/// Messages in each list.
const LIMIT: u32 = 5;
/// Seats beside them; the rest is under 领导.
const SEATS: usize = 6;

#[derive(Template)]
#[template(path = "home.html")]
struct Front {
    p: Page,
    strip: Vec<Figure>,
    answered: Vec<RowView>,
    latest: Vec<RowView>,
    seats: Vec<Seat>,
    topics: Vec<Topic>,
}

/// Shows the first page.
pub(super) async fn show_front(State(web): State<Web>, viewer: Viewer) -> Answer {
    if viewer.view.elder {
        return elder_front(&web, &viewer).await;
    }
    let any = Filter::default();
    let today = web.app.rules.calendar.date(web.app.clock.now());
    let cube = web.app.cube();
    let of_today = cube.sum(&Slice::day(today));
    let of_month = cube.sum(&Slice::month(today));
    let answered = web.app.replied_lately(&any, LIMIT).await?;
    let latest = web.app.public_list(&any, None, LIMIT).await?;
    let reference = web.app.reference();
    let title = web.app.board.name.clone();
    let mut p = Page::titled(&web, &viewer, "home", title);
    p.description = p.tt("home-description", p.board());
    p.has_primary = !viewer.is_staff();
    p.feed = Some(String::new());
    p.linked = Some(Linked::board(&p));
    let page = Front {
        strip: strip(&p, &of_today, &of_month),
        answered: answered
            .iter()
            .map(|row| RowView::answered(&p, row))
            .collect(),
        latest: latest
            .items
            .iter()
            .map(|listed| RowView::public(&p, listed))
            .collect(),
        seats: reference
            .offices
            .iter()
            .filter(|office| office.open)
            .take(SEATS)
            .map(|office| Seat::new(&p, &reference, office))
            .collect(),
        topics: topics(&p, &reference),
        p,
    };
    Ok(show_public(&viewer, &page))
}

fn strip(p: &Page, today: &Counted, month: &Counted) -> Vec<Figure> {
    vec![
        Figure::count(
            p,
            "figure-received-today",
            today.received,
            "figure-messages",
        ),
        Figure::count(p, "figure-replied-today", today.replied, "figure-messages"),
        Figure::on_time(p, "figure-on-time-month", month),
        Figure::settled(p, "figure-settled-month", month),
        Figure::hurting(p, "figure-returned-month", month.returned, "figure-times"),
    ]
}
