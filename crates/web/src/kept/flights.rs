//! Renderings on their way: of all who ask for the same page at the same time, one renders it.

use super::page::KeptPage;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What came of a rendering: none while it is on its way, then the page, or that it is not to be kept.
type Landed = Option<Option<Arc<KeptPage>>>;

/// Renderings on their way, by address.
#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<Box<str>, watch::Receiver<Landed>>>);

/// How one takes part in a rendering.
pub(super) enum Seat<'f> {
    /// By doing it.
    Pilot(Flight<'f>),
    /// By waiting for it.
    Passenger(Waiting),
}

impl Flights {
    /// Joins the rendering of a page, or begins it.
    pub(super) fn board(&self, address: &str) -> Seat<'_> {
        match self.lock().entry(address.into()) {
            Entry::Occupied(known) => Seat::Passenger(Waiting(known.get().clone())),
            Entry::Vacant(free) => {
                let (landing, waiting) = watch::channel(None);
                free.insert(waiting);
                Seat::Pilot(Flight {
                    flights: self,
                    address: address.into(),
                    landing,
                })
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, watch::Receiver<Landed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rendering. Dropped before it landed, those who wait look again.
pub(super) struct Flight<'f> {
    flights: &'f Flights,
    address: Box<str>,
    landing: watch::Sender<Landed>,
}

impl Flight<'_> {
    /// Gives all who wait the page, or tells them that it is not to be kept.
    pub(super) fn land(self, page: Option<Arc<KeptPage>>) {
        self.landing.send_replace(Some(page));
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.flights.lock().remove(&self.address);
    }
}

/// A place among those who wait.
pub(super) struct Waiting(watch::Receiver<Landed>);

impl Waiting {
    /// What came of it; none where whoever rendered it went away.
    pub(super) async fn landed(mut self) -> Option<Option<Arc<KeptPage>>> {
        let landed = self.0.wait_for(Option::is_some).await.ok()?;
        landed.clone()
    }
}
