//! Places to choose from in a form.

use app::reference::Reference;
use domain::office::{Level, RegionCode};

/// With more places than these, a list has only provinces and cities: it would be longer than the page.
const MOST: usize = 400;

/// A place in a list of choices.
#[derive(Clone, Debug)]
pub(crate) struct PlaceChoice {
    /// Its code.
    pub code: RegionCode,
    /// Its name, moved in by how deep it lies.
    pub name: String,
    /// It is the one that was chosen.
    pub chosen: bool,
}

/// The places of the offices and those above them, each before what is in it.
pub(crate) fn place_choices(
    reference: &Reference,
    chosen: Option<&RegionCode>,
) -> Vec<PlaceChoice> {
    let many = reference.places.len() > MOST;
    reference
        .places
        .values()
        .filter(|place| !many || matches!(place.level, Level::Province | Level::City))
        .map(|place| {
            let depth = reference.path(&place.code).len().saturating_sub(1);
            PlaceChoice {
                code: place.code.clone(),
                name: format!("{}{}", "\u{3000}".repeat(depth), place.name),
                chosen: chosen == Some(&place.code),
            }
        })
        .collect()
}

/// The only place at the top that has offices or is on the way to them: that of a board of one city.
pub(crate) fn only_place(reference: &Reference) -> Option<RegionCode> {
    let seats = |code: &RegionCode| {
        let mut offices = reference.offices.iter().filter(|office| office.open);
        offices.any(|office| office.region.as_ref() == Some(code))
    };
    let mut inside: Option<&RegionCode> = None;
    loop {
        let mut here = reference.places.values().filter(|place| match inside {
            Some(outer) => place.parent.as_ref() == Some(outer),
            None => place
                .parent
                .as_ref()
                .is_none_or(|parent| !reference.places.contains_key(parent)),
        });
        match (here.next(), here.next()) {
            (Some(only), None) if seats(&only.code) => return Some(only.code.clone()),
            (Some(only), None) => inside = Some(&only.code),
            _ => return None,
        }
    }
}
