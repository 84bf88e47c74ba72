//! Figures: folded from the events by position, never on the write path, never by scanning messages; read from memory.

mod block;
mod columns;
mod cube;
mod files;
mod open_data;
mod table;

pub use columns::{Column, Holds, columns, values};
pub use cube::Cube;
pub use open_data::Bundle;
pub use table::{By, Line, Table, figures_json};

use crate::board::App;
use crate::refusal::Refusal;
use domain::event::Recorded;
use domain::figures::{Counted, Life};
use domain::ids::{MessageId, OfficeId};
use domain::message::Message;
use domain::office::RegionCode;
use domain::rating::Rating;
use jiff::SignedDuration;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::figures::{self as rows, Cell};
use store::{Tx, cursors, events, messages, offices, ratings, sequencer};

/// Events folded in one go.
const BATCH: u32 = 500;
/// The name of the cursor.
const CURSOR: &str = "figures";
/// While very many events wait, what pages show is at most so old.
const SHOWN: SignedDuration = SignedDuration::from_secs(5);

impl App {
    /// The figures as pages show them. Cheap: whatever is asked of it is answered from memory.
    pub fn cube(&self) -> Arc<Cube> {
        match self.cube.read() {
            Ok(cube) => cube.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Folds the events that were numbered since the last time, and takes in what other processes folded. True:
    /// more wait.
    pub async fn fold_figures(&self) -> Result<bool, Refusal> {
        let more = self.fold_batch().await?;
        let (_position, shown) = self.cube().as_of();
        if !more || shown.duration_until(self.clock.now()) > SHOWN {
            self.refresh_cube().await?;
        }
        Ok(more)
    }

    /// Forgets all figures, so that they are folded anew from the first event. Processes that serve the board hold
    /// figures in memory and would go on showing what they were: none may, see [`App::is_served`].
    pub async fn forget_figures(&self) -> Result<(), Refusal> {
        self.db
            .write(async |tx| {
                rows::clear(tx).await?;
                Ok::<_, Refusal>(cursors::forget(tx, CURSOR).await?)
            })
            .await?;
        self.show(Cube::empty());
        self.refresh_cube().await
    }

    /// The position up to which events are folded, and that of the last event.
    pub async fn figures_position(&self) -> Result<(i64, i64), Refusal> {
        let read = self.db.read(async |tx| {
            let folded = cursors::get(tx, CURSOR).await?;
            Ok::<_, Refusal>((folded, sequencer::last_position(tx).await?))
        });
        read.await
    }

    /// Whether another process serves this board, as far as the data can tell: on PostgreSQL, where an embedded store
    /// cannot be opened by two.
    pub async fn is_served(&self) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let read = self.db.read(async |tx| sequencer::is_leased(tx, now).await);
        Ok(read.await?)
    }

    /// Counting reads much and takes no writer's turn; writing the sums does, and finds out whether another process
    /// counted the same batch.
    async fn fold_batch(&self) -> Result<bool, Refusal> {
        let counted = self.db.read(async |tx| {
            let from = cursors::get(tx, CURSOR).await?;
            let batch = events::after(tx, from, BATCH).await?;
            let sums = self.sums(tx, &batch).await?;
            Ok::<_, Refusal>((from, batch, sums))
        });
        let (from, batch, sums) = counted.await?;
        let Some(to) = batch.last().and_then(|event| event.position) else {
            return Ok(false);
        };
        let written = self.db.write(async |tx| {
            cursors::advance(tx, CURSOR, from, to).await?;
            for (cell, counted) in &sums {
                rows::add(tx, cell, counted, to).await?;
            }
            Ok::<_, Refusal>(())
        });
        written.await?;
        Ok(batch.len() == usize::try_from(BATCH).unwrap_or(usize::MAX))
    }

    /// What the events of a batch add to each row.
    async fn sums(
        &self,
        tx: &mut Tx,
        batch: &[Recorded],
    ) -> Result<BTreeMap<Cell, Counted>, Refusal> {
        let mut known: HashMap<MessageId, Known> = HashMap::new();
        let mut sums: BTreeMap<Cell, Counted> = BTreeMap::new();
        for event in batch {
            if !known.contains_key(&event.message)
                && let Some(found) = Known::load(tx, event.message).await?
            {
                known.insert(event.message, found);
            }
            let Some(found) = known.get(&event.message) else {
                continue;
            };
            for added in found.life().added_by(event.n, &self.rules.calendar) {
                let cell = Cell {
                    day: added.day,
                    office: added.office,
                    domain: found.message.domain.clone(),
                    region: found.region(tx, added.office).await?,
                };
                sums.entry(cell).or_default().merge(&added.counted);
            }
        }
        Ok(sums)
    }

    /// Reads the rows that changed since the last time, whichever process folded them.
    pub(crate) async fn refresh_cube(&self) -> Result<(), Refusal> {
        let now = self.clock.now();
        let last = self.cube();
        let since = Cube::recent(self.rules.calendar.date(now));
        let (position, months, days) = self
            .db
            .read(async |tx| {
                let position = cursors::get(tx, CURSOR).await?;
                let after = last.position();
                let changed = position > after;
                let (months, days) = if changed {
                    let months = rows::months_after(tx, after).await?;
                    (months, rows::days_after(tx, after, since).await?)
                } else {
                    (Vec::new(), Vec::new())
                };
                Ok::<_, Refusal>((position, months, days))
            })
            .await?;
        self.show(last.after((position, now), since, &months, &days));
        Ok(())
    }

    fn show(&self, fresh: Cube) {
        let fresh = Arc::new(fresh);
        match self.cube.write() {
            Ok(mut cube) => *cube = fresh,
            Err(poisoned) => *poisoned.into_inner() = fresh,
        }
    }
}

/// What is known of a message whose events are folded.
struct Known {
    message: Message,
    thread: Vec<Recorded>,
    ratings: Vec<Rating>,
}

impl Known {
    /// The message is read first: the thread then tells every move to the office that it has.
    async fn load(tx: &mut Tx, id: MessageId) -> Result<Option<Self>, Refusal> {
        let Some(message) = messages::by_id(tx, id).await? else {
            return Ok(None);
        };
        let ratings = if message.replied_at.is_some() {
            ratings::of_message(tx, id).await?
        } else {
            Vec::new()
        };
        Ok(Some(Self {
            thread: events::of_message(tx, id).await?,
            ratings,
            message,
        }))
    }

    fn life(&self) -> Life<'_> {
        Life {
            message: &self.message,
            thread: &self.thread,
            ratings: &self.ratings,
        }
    }

    /// The place of an office that has or had the message.
    async fn region(&self, tx: &mut Tx, office: OfficeId) -> Result<Option<RegionCode>, Refusal> {
        if office == self.message.office {
            return Ok(self.message.region.clone());
        }
        let office = offices::by_id(tx, office).await?;
        Ok(office.and_then(|office| office.region))
    }
}
