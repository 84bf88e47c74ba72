//! 建议写给: the seats that a matter may be written to, on the page that asks for the seat.

use super::letter::Letter;
use super::pages::{Place, Seat};
use crate::offices::find::reasons;
use crate::page::Page;
use crate::places::only_place;
use app::advice::Wanted;
use app::reference::Reference;
use domain::office::RegionCode;

/// Seats that are suggested; all the others stand below.
const SUGGESTED: usize = 3;

/// A seat that is suggested, and why.
pub(super) struct Suggested {
    pub(super) seat: Seat,
    pub(super) reasons: Vec<String>,
}

/// Where the matter is: as the writer says, or else where the chosen seat is, or else where the whole board is.
pub(super) fn near(reference: &Reference, letter: &Letter) -> Option<RegionCode> {
    let said = letter.near.clone();
    let said = said.filter(|code| reference.places.contains_key(code));
    let chosen = || reference.office(letter.office?)?.region.clone();
    said.or_else(chosen).or_else(|| only_place(reference))
}

/// The best seats for the matter; none while nothing is known of where it is.
pub(super) fn suggested(
    p: &Page,
    reference: &Reference,
    letter: &Letter,
    near: Option<&RegionCode>,
) -> Vec<Suggested> {
    let Some(near) = near else {
        return Vec::new();
    };
    let today = p.app().rules.calendar.date(p.app().clock.now());
    let domain = letter.domain(&reference.domains).map(|(domain, _)| domain);
    let path = reference.path(near).into_iter();
    let wanted = Wanted {
        path: path.map(|place| place.code.clone()).collect(),
        domain: domain.map(|domain| domain.slug.clone()),
        kind: letter.kind,
    };
    let advised = p.app().advise(&wanted).into_iter().take(SUGGESTED);
    advised
        .filter_map(|advised| {
            let office = reference.office(advised.office)?;
            Some(Suggested {
                seat: Seat::new(reference, letter, office, today),
                reasons: reasons(p, reference, office, &advised, domain),
            })
        })
        .collect()
}

/// Leaves each seat in one place only.
pub(super) fn take_out(places: &mut Vec<Place>, suggested: &[Suggested]) {
    for place in places.iter_mut() {
        place
            .seats
            .retain(|seat| !suggested.iter().any(|other| other.seat.id == seat.id));
    }
    places.retain(|place| !place.seats.is_empty());
}
