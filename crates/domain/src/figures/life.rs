//! What each event of a thread adds to the figures: the one place where an event becomes a count.
//!
//! What an event adds depends on the thread up to it, and on nothing that happens later: so it does not matter when
//! the events are folded, and anyone can count again.

use super::Counted;
use crate::calendar::Calendar;
use crate::event::{Event, Recorded};
use crate::ids::{OfficeId, RatingId};
use crate::message::{LateStep, Message};
use crate::rating::{Rating, Settled};
use crate::screening::{Kind, Visibility};
use crate::stage::ClosedResult;
use jiff::civil::Date;

/// A message with all that is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Life<'a> {
    /// The message. It may be read before the thread, never after it.
    pub message: &'a Message,
    /// Its events in their order, from the first on.
    pub thread: &'a [Recorded],
    /// Its ratings.
    pub ratings: &'a [Rating],
}

/// Counts for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The day of the row.
    pub day: Date,
    /// The office of the row: the one that had the message at that event.
    pub office: OfficeId,
    /// The counts.
    pub counted: Counted,
}

impl Life<'_> {
    /// What the n-th event (from 1) adds. Nothing where the message is not public in any way.
    ///
    /// Almost always one row; a late answer adds to the day on which the message became late besides.
    pub fn added_by(&self, n: u32, calendar: &Calendar) -> Vec<Added> {
        // Office and kind of a sealed message are in no count.
        if self.message.visibility == Visibility::Private {
            return Vec::new();
        }
        let Some(event) = self.thread.iter().find(|event| event.n == n) else {
            return Vec::new();
        };
        let mut added = Vec::new();
        let mut counted = if self.message.imported {
            self.imported(event)
        } else {
            let mut counted = self.anywhere(event);
            if self.message.kind != Kind::Thanks {
                self.at_work(event, calendar, &mut counted);
                added.extend(self.late_replied(event, calendar));
            }
            counted
        };
        // A late answer may come on the very day: then it is one row.
        let mine = (calendar.date(event.at), self.office_at(event));
        if let Some(row) = added.iter_mut().find(|row| (row.day, row.office) == mine) {
            row.counted.merge(&counted);
            counted = Counted::default();
        }
        if !counted.is_empty() {
            added.push(Added {
                day: mine.0,
                office: mine.1,
                counted,
            });
        }
        added
    }

    /// A message of another board: that it came, and whether it was answered there. No deadline here is its own.
    fn imported(&self, event: &Recorded) -> Counted {
        let mut counted = Counted::default();
        match event.event {
            Event::Imported { .. } => counted.imported = 1,
            Event::ReplyPublished { .. } if self.is_first(event, is_final) => {
                counted.imported_replied = 1;
            }
            _ => {}
        }
        counted
    }

    /// What is counted of any message that was received here, thanks included.
    fn anywhere(&self, event: &Recorded) -> Counted {
        let mut counted = Counted::default();
        match event.event {
            Event::Submitted | Event::SplitOff { .. } => {
                counted.received = 1;
                counted.thanks = u32::from(self.message.kind == Kind::Thanks);
            }
            Event::Published { .. } => counted.published = 1,
            Event::Declined { reason, .. } => {
                counted.declined = 1;
                counted.declines.add(reason);
            }
            Event::Diverted { .. } => counted.diverted = 1,
            Event::Withdrawn { .. } => counted.withdrawn = 1,
            Event::TakenDown { .. } => counted.taken_down = 1,
            _ => {}
        }
        counted
    }

    /// What is counted of a message that somebody has to work on.
    fn at_work(&self, event: &Recorded, calendar: &Calendar, counted: &mut Counted) {
        match event.event {
            Event::InterimPosted { .. } => self.answered(event, calendar, counted),
            Event::ReplyPublished { on_time, .. } => {
                self.answered(event, calendar, counted);
                self.replied(event, on_time, calendar, counted);
            }
            Event::Late {
                step: LateStep::Reply,
            } => {
                if self.before(event).any(is_final) {
                    counted.late_again = 1;
                } else {
                    counted.late = 1;
                }
            }
            Event::ReplyReturned { reason, .. } => {
                counted.reviewed = 1;
                counted.returned = 1;
                counted.returns.add(reason);
            }
            Event::Refused { .. } => counted.refused = 1,
            Event::Transferred { .. } => counted.transferred = 1,
            Event::ExtensionGranted { .. } => counted.extended = 1,
            Event::FollowedUp { .. } => counted.follow_ups = 1,
            Event::ReopenRequested { .. } => counted.reopen_asked = 1,
            Event::Reopened { .. } => counted.reopened = 1,
            Event::Rated { rating } => match self.said(rating) {
                Some(Settled::Yes) => counted.settled = 1,
                Some(Settled::Partly) => counted.partly = 1,
                Some(Settled::No) => counted.not_settled = 1,
                None => {}
            },
            Event::Closed { result } => {
                counted.closed = 1;
                counted.unrated = u32::from(result == ClosedResult::Unrated);
            }
            _ => {}
        }
    }

    fn answered(&self, event: &Recorded, calendar: &Calendar, counted: &mut Counted) {
        if self.is_first(event, is_answer) {
            counted.answered = 1;
            let started = self.started(event);
            counted
                .answer_days
                .add(calendar.working_days_between(started, event.at));
        }
    }

    fn replied(&self, event: &Recorded, on_time: bool, calendar: &Calendar, counted: &mut Counted) {
        counted.reviewed = 1;
        let was_late = self.before(event).any(is_late);
        if !self.is_first(event, is_final) {
            counted.late_again = u32::from(!on_time && !was_late);
            return;
        }
        counted.replied = 1;
        counted.on_time = u32::from(on_time);
        // Handed in after the due day and published before the clock came by: it became late just now.
        counted.late = u32::from(!on_time && !was_late);
        let started = self.started(event);
        counted
            .reply_days
            .add(calendar.working_days_between(started, event.at));
    }

    /// The first final reply to a message that was late: it goes to the day on which the message became late, so that
    /// the share of the answered never passes the whole.
    fn late_replied(&self, event: &Recorded, calendar: &Calendar) -> Option<Added> {
        let Event::ReplyPublished { on_time: false, .. } = event.event else {
            return None;
        };
        if !self.is_first(event, is_final) {
            return None;
        }
        let became = self.before(event).find(|earlier| is_late(earlier));
        let became = became.unwrap_or(event);
        Some(Added {
            day: calendar.date(became.at),
            office: self.office_at(became),
            counted: Counted {
                late_replied: 1,
                ..Counted::default()
            },
        })
    }

    /// The office that had the message at an event. Of the moves after it the first one tells.
    fn office_at(&self, event: &Recorded) -> OfficeId {
        let moved = self
            .thread
            .iter()
            .filter(|later| later.n > event.n)
            .find_map(|later| match later.event {
                Event::OfficeMoved { from, .. } => Some(from),
                _ => None,
            });
        moved.unwrap_or(self.message.office)
    }

    /// When the clock started: at publication, which never comes twice.
    fn started(&self, event: &Recorded) -> jiff::Timestamp {
        let published = self
            .before(event)
            .find(|earlier| matches!(earlier.event, Event::Published { .. }));
        published.map_or(event.at, |published| published.at)
    }

    fn said(&self, rating: RatingId) -> Option<Settled> {
        self.ratings
            .iter()
            .find(|known| known.id == rating)
            .and_then(|rating| rating.settled)
    }

    fn is_first(&self, event: &Recorded, what: fn(&Recorded) -> bool) -> bool {
        !self.before(event).any(what)
    }

    fn before(&self, event: &Recorded) -> impl Iterator<Item = &Recorded> {
        let n = event.n;
        self.thread.iter().filter(move |earlier| earlier.n < n)
    }
}

fn is_answer(event: &Recorded) -> bool {
    matches!(event.event, Event::InterimPosted { .. }) || is_final(event)
}

fn is_final(event: &Recorded) -> bool {
    matches!(event.event, Event::ReplyPublished { .. })
}

/// The message is late from here on. The clock says so, or a reply that came too late.
fn is_late(event: &Recorded) -> bool {
    matches!(
        event.event,
        Event::Late {
            step: LateStep::Reply
        } | Event::ReplyPublished { on_time: false, .. }
    )
}
