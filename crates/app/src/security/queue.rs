//! Events on their way to the log, so that nobody waits for it and a flood of refusals is a line, not a flood of lines.

use domain::ids::{MessageId, PersonId};
use domain::security::{Detail, SecurityEvent, SecurityKind, SecurityOutcome};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many different events may happen between two writes, which are a second apart; of more only the number is kept.
const MOST: usize = 10_000;

/// Events that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    events: Vec<(i64, SecurityEvent)>,
    /// Where events stand that are noted once for several times.
    places: HashMap<Same, usize>,
}

/// What makes two refusals the same but for the moment.
type Same = (
    SecurityKind,
    Option<PersonId>,
    Option<PersonId>,
    Option<MessageId>,
    Option<Detail>,
    Option<Detail>,
);

impl Queue {
    /// Adds an event with its id. What was done stands alone; what failed or was refused again and again stands once,
    /// with how often.
    pub(super) fn push(&self, id: i64, event: SecurityEvent) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = (event.outcome != SecurityOutcome::Done).then(|| {
            (
                event.kind,
                event.account,
                event.subject,
                event.message,
                event.detail.clone(),
                event.address.clone(),
            )
        });
        let place = same.as_ref().and_then(|same| waiting.places.get(same));
        if let Some(place) = place.copied()
            && let Some((_, first)) = waiting.events.get_mut(place)
        {
            first.times = first.times.saturating_add(1);
            return;
        }
        if waiting.events.len() < MOST {
            let place = waiting.events.len();
            waiting.places.extend(same.map(|same| (same, place)));
            waiting.events.push((id, event));
        } else if let Some((_, last)) = waiting.events.last_mut() {
            // The last place is for the number of those that have none.
            if last.kind == SecurityKind::Lost {
                last.times = last.times.saturating_add(1);
            } else {
                *last = lost(&event, last.times.saturating_add(1));
            }
        }
    }

    /// Takes all that waits, in the order in which it happened.
    pub(super) fn take(&self) -> Vec<(i64, SecurityEvent)> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *waiting).events
    }

    /// Puts back what could not be written; it stands before what came meanwhile.
    pub(super) fn put_back(&self, events: Vec<(i64, SecurityEvent)>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let meanwhile = std::mem::take(&mut *waiting).events;
        waiting.events = events;
        drop(waiting);
        for (id, event) in meanwhile {
            self.push(id, event);
        }
    }
}

fn lost(event: &SecurityEvent, times: u32) -> SecurityEvent {
    SecurityEvent {
        at: event.at,
        kind: SecurityKind::Lost,
        outcome: SecurityOutcome::Failed,
        account: None,
        role: None,
        subject: None,
        message: None,
        detail: None,
        request: None,
        address: None,
        times,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn event(kind: SecurityKind, outcome: SecurityOutcome, account: i64) -> SecurityEvent {
        SecurityEvent {
            account: Some(PersonId(account)),
            kind,
            outcome,
            ..lost_at()
        }
    }

    fn lost_at() -> SecurityEvent {
        SecurityEvent {
            at: Timestamp::UNIX_EPOCH,
            kind: SecurityKind::Limit,
            outcome: SecurityOutcome::Done,
            account: None,
            role: None,
            subject: None,
            message: None,
            detail: None,
            request: None,
            address: None,
            times: 1,
        }
    }

    #[test]
    fn refusals_are_counted_and_deeds_stand_alone() {
        use {SecurityKind as K, SecurityOutcome as O};
        let queue = Queue::default();
        for (n, (kind, outcome, account)) in (1..).zip([
            (K::Permission, O::Refused, 21),
            (K::SignIn, O::Done, 21),
            (K::Permission, O::Refused, 21),
            (K::Permission, O::Refused, 22),
            (K::SignIn, O::Done, 21),
        ]) {
            queue.push(n, event(kind, outcome, account));
        }
        let taken = queue.take();
        let told: Vec<_> = taken
            .iter()
            .map(|(id, event)| (*id, event.kind, event.times))
            .collect();
        assert_eq!(
            told,
            [
                (1, K::Permission, 2),
                (2, K::SignIn, 1),
                (4, K::Permission, 1),
                (5, K::SignIn, 1)
            ]
        );
        assert!(queue.take().is_empty());

        queue.push(6, event(K::SignIn, O::Done, 22));
        queue.put_back(taken);
        let ids: Vec<_> = queue.take().into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [1, 2, 4, 5, 6]);
    }

    #[test]
    fn of_a_flood_at_least_the_number_is_kept() {
        use {SecurityKind as K, SecurityOutcome as O};
        let queue = Queue::default();
        let flood = i64::try_from(MOST).unwrap() + 7;
        for n in 0..flood {
            queue.push(n, event(K::SignIn, O::Done, n));
        }
        let taken = queue.take();
        assert_eq!(taken.len(), MOST);
        let (_, last) = taken.last().unwrap();
        // The event that gave up its place is one of them.
        assert_eq!((last.kind, last.times), (K::Lost, 8));
    }
}
