//! Figures: folded from the events by position, never on the write path, never by scanning messages.

use crate::board::App;
use crate::refusal::Refusal;
use domain::event::{Event, Recorded};
use domain::figures::Counted;
use domain::message::Message;
use domain::rating::Settled;
use domain::reply::ReplyState;
use domain::screening::Visibility;
use std::collections::{BTreeMap, HashMap};
use store::figures::{self as rows, Cell, Of};
use store::{cursors, events, messages, ratings, replies};

/// Events folded in one go.
const BATCH: u32 = 500;
/// The name of the cursor.
const CURSOR: &str = "figures";

impl App {
    /// Folds the events that were numbered since the last time. True: more wait.
    pub async fn fold_figures(&self) -> Result<bool, Refusal> {
        self.db
            .write(async |tx| {
                let from = cursors::get(tx, CURSOR).await?;
                let batch = events::after(tx, from, BATCH).await?;
                let Some(to) = batch.last().and_then(|event| event.position) else {
                    return Ok(false);
                };
                let mut known: HashMap<_, Message> = HashMap::new();
                let mut sums: BTreeMap<Cell, Counted> = BTreeMap::new();
                for event in &batch {
                    if !known.contains_key(&event.message)
                        && let Some(message) = messages::by_id(tx, event.message).await?
                    {
                        known.insert(event.message, message);
                    }
                    let Some(message) = known.get(&event.message) else {
                        continue;
                    };
                    // Not public: office and kind of a sealed message are in no count.
                    if message.visibility == Visibility::Private {
                        continue;
                    }
                    let mut counted = count(event, message);
                    match event.event {
                        Event::Rated { rating } => {
                            let all = ratings::of_message(tx, message.id).await?;
                            let settled = all
                                .iter()
                                .find(|known| known.id == rating)
                                .and_then(|rating| rating.settled);
                            match settled {
                                Some(Settled::Yes) => counted.settled += 1,
                                Some(Settled::Partly) => counted.partly += 1,
                                Some(Settled::No) => counted.not_settled += 1,
                                None => {}
                            }
                        }
                        Event::ReplyPublished { reply, on_time } if !message.imported => {
                            let all = replies::of_message(tx, message.id).await?;
                            let published = all
                                .iter()
                                .filter(|known| known.state == ReplyState::Published);
                            let first = published
                                .filter(|known| known.outcome.is_some())
                                .map(|known| known.id)
                                .next();
                            if first == Some(reply) {
                                counted.replied += 1;
                                counted.on_time += u32::from(on_time);
                                if let Some(started) =
                                    message.clock.as_ref().map(|clock| clock.started)
                                {
                                    let days =
                                        self.rules.calendar.working_days_between(started, event.at);
                                    counted.reply_days.add(days);
                                }
                            }
                        }
                        _ => {}
                    }
                    let cell = Cell {
                        day: self.rules.calendar.date(event.at),
                        office: message.office,
                        domain: message.domain.clone(),
                        region: message.region.clone(),
                    };
                    sums.entry(cell).or_default().merge(&counted);
                }
                for (cell, counted) in sums
                    .iter()
                    .filter(|(_, counted)| **counted != Counted::default())
                {
                    rows::add(tx, cell, counted).await?;
                }
                cursors::advance(tx, CURSOR, from, to).await?;
                Ok(batch.len() == usize::try_from(BATCH).unwrap_or(usize::MAX))
            })
            .await
    }

    /// The counts that match.
    pub async fn figures(&self, of: &Of) -> Result<Vec<(Cell, Counted)>, Refusal> {
        Ok(self.db.read(async |tx| rows::rows(tx, of).await).await?)
    }
}

/// What an event counts by itself. Imported messages stay out of deadline figures: they have no clock.
fn count(event: &Recorded, message: &Message) -> Counted {
    let mut counted = Counted::default();
    match &event.event {
        Event::Submitted => counted.received += 1,
        Event::Imported { .. } => counted.imported += 1,
        Event::Published { .. } => counted.published += 1,
        Event::Declined { .. } => counted.declined += 1,
        Event::ReplyReturned { .. } => counted.returned += 1,
        Event::Refused { .. } | Event::Transferred { .. } => counted.hand_overs += 1,
        Event::Reopened { .. } => counted.reopened += 1,
        Event::Late {
            step: domain::message::LateStep::Reply,
        } if message.clock.is_some() => counted.late += 1,
        _ => {}
    }
    counted
}
