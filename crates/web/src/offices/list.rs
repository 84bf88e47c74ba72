//! `/offices`: every seat, place by place from the highest down.

use super::Seat;
use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::reference::Reference;
use askama::Template;
use axum::extract::State;
use domain::office::Office;

#[derive(Template)]
#[template(path = "offices/list.html")]
struct Offices {
    p: Page,
    groups: Vec<Group>,
    archives: Vec<Seat>,
}

/// The seats of a place, or those that belong to none.
struct Group {
    /// `r990102`, for the address of the section.
    anchor: String,
    /// 云川市
    name: String,
    /// 市级
    level: String,
    /// The code of the place, where it has one.
    code: Option<String>,
    seats: Vec<Seat>,
}

/// Shows all seats.
pub(super) async fn show_offices(State(web): State<Web>, viewer: Viewer) -> Answer {
    let reference = web.app.reference();
    let mut p = Page::new(&web, &viewer, "offices", "offices-title");
    p.description = p.tt("offices-description", p.board());
    let archives = reference
        .offices
        .iter()
        .filter(|office| !office.open)
        .map(|office| Seat::new(&p, &reference, office))
        .collect();
    let page = Offices {
        groups: groups(&p, &reference),
        archives,
        p,
    };
    Ok(show_public(&viewer, &page))
}

fn groups(p: &Page, reference: &Reference) -> Vec<Group> {
    let seats = |wanted: &dyn Fn(&Office) -> bool| -> Vec<Seat> {
        let offices = reference.offices.iter();
        offices
            .filter(|office| office.open && wanted(office))
            .map(|office| Seat::new(p, reference, office))
            .collect()
    };
    let nowhere = Group {
        anchor: "r0".into(),
        name: p.t("offices-nowhere"),
        level: String::new(),
        code: None,
        seats: seats(&|office| office.region.is_none()),
    };
    let places = reference.places.values().map(|place| Group {
        anchor: format!("r{}", place.code),
        name: place.name.clone(),
        level: p.code("level", place.level),
        code: Some(place.code.to_string()),
        seats: seats(&|office| office.region.as_ref() == Some(&place.code)),
    });
    std::iter::once(nowhere)
        .chain(places)
        .filter(|group| !group.seats.is_empty())
        .collect()
}
