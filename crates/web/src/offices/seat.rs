//! A seat as lists and cards show it. `offices/seats.html` renders `seats: Vec<Seat>`.

use crate::page::Page;
use app::reference::Reference;
use domain::ids::OfficeId;
use domain::office::Office;

/// A seat in a list.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    /// Its id.
    pub id: OfficeId,
    /// 云川市市长
    pub title: String,
    /// The first character of its place, or else of its title.
    pub seal: String,
    /// 现任 陈明远; none: vacant.
    pub holder: Option<String>,
    /// It takes messages.
    pub open: bool,
}

impl Seat {
    /// The seat as it stands today.
    pub(crate) fn new(p: &Page, reference: &Reference, office: &Office) -> Self {
        let today = p.app().rules.calendar.date(p.app().clock.now());
        let place = office
            .region
            .as_ref()
            .and_then(|code| reference.places.get(code));
        let name = place.map_or(office.title.as_str(), |place| place.name.as_str());
        Self {
            id: office.id,
            title: office.title.clone(),
            seal: name.chars().take(1).collect(),
            holder: reference
                .holder_on(office.id, today)
                .map(|holder| p.tt("thread-holder-now", &holder.name)),
            open: office.open,
        }
    }
}
