//! What cannot wait and is nobody's business: a life may be in danger, or somebody presses the writer.
//!
//! An alert stands apart from its message. It is no event of the thread, no entry of the public log, in no list and in
//! no figure, and it leaves no gap in any of them: whoever handles the message cannot tell that there is one.

use crate::actor::{Actor, Role};
use crate::codes::codes;
use crate::deadline::Rules;
use crate::ids::{AlertId, MessageId, PersonId};
use jiff::{SignedDuration, Timestamp};

codes! {
    /// What it is about.
    AlertKind {
        /// A life may be in danger: to whoever is on duty, day and night.
        Danger = "danger",
        /// The writer is asked to take it back or to praise: to the supervisor.
        Pressure = "pressure",
    }
}

codes! {
    /// What came of it; a person says so.
    AlertEnd {
        /// The police or an ambulance has taken over.
        HandedOver = "handed_over",
        /// The person was reached and is safe.
        Safe = "safe",
        /// There was no danger.
        NoDanger = "no_danger",
        /// It was stopped, and those who did it were told.
        Stopped = "stopped",
        /// It was given to those who discipline.
        PassedOn = "passed_on",
        /// It could not be confirmed.
        NotConfirmed = "not_confirmed",
    }
}

codes! {
    /// What happened to it. Each is kept, with who and when.
    AlertStep {
        /// It was raised: by the writer's word, by an editor, or by words of the text.
        Raised = "raised",
        /// Those on duty were sent a text message.
        Paged = "paged",
        /// Somebody looks after it.
        Taken = "taken",
        /// Somebody looked at how the writer is reached.
        Revealed = "revealed",
        /// Somebody wrote down what they did.
        Noted = "noted",
        /// Nobody looked after it in time.
        Late = "late",
        /// It ended.
        Ended = "ended",
    }
}

impl AlertKind {
    /// What can come of it.
    pub const fn ends(self) -> &'static [AlertEnd] {
        match self {
            Self::Danger => &[AlertEnd::HandedOver, AlertEnd::Safe, AlertEnd::NoDanger],
            Self::Pressure => &[
                AlertEnd::Stopped,
                AlertEnd::PassedOn,
                AlertEnd::NotConfirmed,
            ],
        }
    }
}

/// Somebody on duty takes a danger within this time of its report.
pub const TAKEN_WITHIN: SignedDuration = SignedDuration::from_mins(15);
/// While nobody has taken it, the next in turn are paged after this time: three rounds within a quarter of an hour.
pub const PAGED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// A supervisor answers a writer under pressure within so many working days.
pub const PRESSURE_DAYS: u32 = 3;

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// The message by which it came.
    pub message: MessageId,
    /// What it is about.
    pub kind: AlertKind,
    /// Who raised it: the writer, an editor, or the clock where words of the text did.
    pub by: Role,
    /// When.
    pub raised_at: Timestamp,
    /// A danger is taken by then, pressure is answered by then.
    pub due: Timestamp,
    /// Rounds of pages so far.
    pub rounds: u32,
    /// When the clock has to look at it next.
    pub wakes_at: Option<Timestamp>,
    /// Who looks after it.
    pub taken: Option<PersonId>,
    /// It was not taken, or not answered, in time: set once.
    pub late: bool,
    /// What came of it.
    pub end: Option<AlertEnd>,
}

/// What the clock found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Woken {
    /// Everybody on duty up to this rank is paged.
    pub page: Option<u32>,
    /// It has become late.
    pub late: bool,
}

/// Why something cannot be done to an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAlert {
    /// It has ended.
    #[error("it has ended")]
    Ended,
    /// Nobody has taken it yet.
    #[error("take it first")]
    NotTaken,
    /// Nothing of the kind comes of it.
    #[error("this cannot come of it")]
    WrongEnd,
    /// Only where a life may be in danger.
    #[error("only where a life may be in danger")]
    NoDanger,
}

impl Alert {
    /// Raises one. Those on duty are paged at once; a supervisor has some working days.
    pub fn raise(
        id: AlertId,
        message: MessageId,
        kind: AlertKind,
        by: Role,
        now: Timestamp,
        rules: &Rules,
    ) -> Self {
        let (due, wakes_at) = match kind {
            AlertKind::Danger => (after(now, TAKEN_WITHIN), now),
            AlertKind::Pressure => {
                let due = rules.due(now, PRESSURE_DAYS);
                (due, due)
            }
        };
        Self {
            id,
            message,
            kind,
            by,
            raised_at: now,
            due,
            rounds: 0,
            wakes_at: Some(wakes_at),
            taken: None,
            late: false,
            end: None,
        }
    }

    /// Whether somebody has yet to do something.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// The clock looks: it pages whoever is next in turn, and notes once that nobody came in time.
    pub fn wake(&mut self, now: Timestamp) -> Option<Woken> {
        self.wakes_at.filter(|at| *at <= now && self.is_open())?;
        let late = !self.late && now >= self.due;
        self.late |= late;
        let is_paged = self.kind == AlertKind::Danger && self.taken.is_none();
        if is_paged {
            self.rounds += 1;
        }
        self.wakes_at = is_paged.then(|| after(now, PAGED_EVERY));
        Some(Woken {
            page: is_paged.then_some(self.rounds),
            late,
        })
    }

    /// Somebody looks after it: nobody else is paged. Another may take it over.
    pub fn take(&mut self, by: PersonId) -> Result<(), WrongAlert> {
        self.is_open().then_some(()).ok_or(WrongAlert::Ended)?;
        self.taken = Some(by);
        if self.kind == AlertKind::Danger {
            self.wakes_at = None;
        }
        Ok(())
    }

    /// Somebody who looks after it writes down what they did.
    pub fn note(&self) -> Result<(), WrongAlert> {
        self.is_open().then_some(()).ok_or(WrongAlert::Ended)?;
        self.taken.map(|_by| ()).ok_or(WrongAlert::NotTaken)
    }

    /// Whoever looks after a danger sees how the writer is reached, whatever the identity switch says: a life comes
    /// before it. The writer reads that it was done, and why.
    pub fn reveal(&self) -> Result<(), WrongAlert> {
        if self.kind != AlertKind::Danger {
            return Err(WrongAlert::NoDanger);
        }
        self.note()
    }

    /// It ends, by whoever looks after it.
    pub fn end(&mut self, end: AlertEnd) -> Result<(), WrongAlert> {
        self.note()?;
        if !self.kind.ends().contains(&end) {
            return Err(WrongAlert::WrongEnd);
        }
        self.end = Some(end);
        self.wakes_at = None;
        Ok(())
    }
}

impl Actor {
    /// Whether alerts of a kind are this person's to look after. Pressure never comes before a unit or an editor.
    pub fn minds(&self, kind: AlertKind, is_on_duty: bool) -> bool {
        match (self.role, kind) {
            (Role::Supervisor, _) => true,
            (role, AlertKind::Danger) => role.is_staff() && is_on_duty,
            (_, AlertKind::Pressure) => false,
        }
    }

    /// Whether this person may read alerts of a kind: those who look after them, and the auditor.
    pub fn reads_alerts(&self, kind: AlertKind, is_on_duty: bool) -> bool {
        self.role == Role::Auditor || self.minds(kind, is_on_duty)
    }
}

fn after(time: Timestamp, passes: SignedDuration) -> Timestamp {
    time.checked_add(passes).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::deadline::Terms;
    use crate::ids::UnitId;

    fn raised(kind: AlertKind) -> Alert {
        let rules = Rules {
            calendar: Calendar::mainland(),
            terms: Terms::default(),
        };
        Alert::raise(
            AlertId(1),
            MessageId(1),
            kind,
            Role::Citizen,
            // In the middle of a Saturday night.
            "2026-11-07T18:00:00Z".parse().unwrap(),
            &rules,
        )
    }

    fn minutes(alert: &Alert, minutes: i64) -> Timestamp {
        after(alert.raised_at, SignedDuration::from_mins(minutes))
    }

    #[test]
    fn those_on_duty_are_paged_at_once_and_more_of_them_every_five_minutes() {
        let mut alert = raised(AlertKind::Danger);
        let mut rounds = Vec::new();
        for minute in 0..=16 {
            if let Some(woken) = alert.wake(minutes(&alert, minute)) {
                rounds.push((minute, woken.page.unwrap(), woken.late));
            }
        }
        assert_eq!(
            rounds,
            [(0, 1, false), (5, 2, false), (10, 3, false), (15, 4, true)]
        );
        alert.take(PersonId(5)).unwrap();
        assert_eq!(alert.wake(minutes(&alert, 60)), None, "somebody is at it");
        assert!(alert.late, "and it stays late");
    }

    #[test]
    fn pressure_is_answered_within_three_working_days() {
        let mut alert = raised(AlertKind::Pressure);
        assert_eq!(alert.wake(minutes(&alert, 60)), None);
        assert_eq!(alert.due, "2026-11-11T15:59:59.999Z".parse().unwrap());
        let woken = alert.wake(alert.due).unwrap();
        assert_eq!((woken.page, woken.late), (None, true));
        assert_eq!(alert.wake(minutes(&alert, 100_000)), None, "once");
    }

    #[test]
    fn a_person_takes_it_and_a_person_ends_it() {
        let mut alert = raised(AlertKind::Danger);
        assert_eq!(alert.end(AlertEnd::Safe), Err(WrongAlert::NotTaken));
        assert_eq!(alert.reveal(), Err(WrongAlert::NotTaken));
        alert.take(PersonId(5)).unwrap();
        alert.reveal().unwrap();
        assert_eq!(alert.end(AlertEnd::Stopped), Err(WrongAlert::WrongEnd));
        alert.end(AlertEnd::HandedOver).unwrap();
        assert_eq!(alert.take(PersonId(6)), Err(WrongAlert::Ended));
        assert_eq!(alert.reveal(), Err(WrongAlert::Ended));
        let mut pressure = raised(AlertKind::Pressure);
        pressure.take(PersonId(5)).unwrap();
        assert_eq!(pressure.reveal(), Err(WrongAlert::NoDanger));
    }

    #[test]
    fn pressure_comes_before_no_unit_no_editor_and_no_leader() {
        for role in Role::ALL {
            let actor = Actor {
                role: *role,
                person: Some(PersonId(1)),
                unit: Some(UnitId(1)),
                units: vec![UnitId(1)],
                office: None,
            };
            let reads = matches!(role, Role::Supervisor | Role::Auditor);
            assert_eq!(
                actor.reads_alerts(AlertKind::Pressure, true),
                reads,
                "{role}"
            );
            let minds = *role == Role::Supervisor;
            assert_eq!(actor.minds(AlertKind::Pressure, true), minds, "{role}");
            assert_eq!(actor.minds(AlertKind::Danger, false), minds, "{role}");
            assert_eq!(
                actor.minds(AlertKind::Danger, true),
                role.is_staff(),
                "{role}"
            );
        }
    }
}
