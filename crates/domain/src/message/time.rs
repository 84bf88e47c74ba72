//! What time does to a message: lateness, reminders, when to look again.

use super::{LateStep, Message};
use crate::deadline::{Clock, Rules};
use crate::stage::Stage;
use crate::verb::Verb;
use jiff::Timestamp;

impl Message {
    /// The clock notes that somebody is late: once for each step, and never repaired.
    pub fn note_late(&mut self, now: Timestamp) -> Option<LateStep> {
        let step = self.late_step(now)?;
        match &mut self.stage {
            Stage::Submitted { late, .. } | Stage::InReview { late, .. } => *late = true,
            _ => {
                let due = self.late_after();
                if let Some(clock) = &mut self.clock {
                    clock.overdue_since = due;
                }
            }
        }
        self.happens(now);
        Some(step)
    }

    fn late_step(&self, now: Timestamp) -> Option<LateStep> {
        match self.stage {
            Stage::Submitted {
                screen_by,
                late: false,
                ..
            } if now > screen_by => Some(LateStep::Screening),
            Stage::InReview {
                review_by,
                late: false,
                ..
            } if now > review_by => Some(LateStep::Review),
            Stage::Open { .. } | Stage::Assigned { .. } | Stage::Handling { .. } => {
                (now > self.late_after()?).then_some(LateStep::Reply)
            }
            _ => None,
        }
    }

    /// When the clock has to look at it next: only where it then has something to do.
    pub fn wakes_at(&self, rules: &Rules) -> Option<Timestamp> {
        match self.stage {
            Stage::Submitted {
                screen_by: by,
                late: false,
                ..
            }
            | Stage::InReview {
                review_by: by,
                late: false,
                ..
            }
            | Stage::AwaitingWriter { resume_by: by, .. }
            | Stage::Replied { rate_by: by, .. } => Some(by),
            Stage::Assigned { accept_by, .. } => Some(
                self.late_or_remind(rules)
                    .map_or(accept_by, |at| at.min(accept_by)),
            ),
            Stage::Open { .. } | Stage::Handling { .. } => self.late_or_remind(rules),
            _ => None,
        }
    }

    fn late_or_remind(&self, rules: &Rules) -> Option<Timestamp> {
        let late = self.late_after()?;
        let clock = self
            .clock
            .as_ref()
            .filter(|clock| !clock.reminded && self.replied_at.is_none());
        Some(clock.map_or(late, |clock| late.min(Self::remind_at(clock, rules))))
    }

    fn remind_at(clock: &Clock, rules: &Rules) -> Timestamp {
        let days = rules
            .calendar
            .working_days_between(clock.started, clock.due);
        rules.due(clock.started, days * rules.terms.remind_percent / 100)
    }

    /// The clock reminds the unit once before the due day.
    pub fn remind_before_due(&mut self, now: Timestamp, rules: &Rules) -> bool {
        let Some(clock) = &self.clock else {
            return false;
        };
        let open = clock.overdue_since.is_none() && !clock.reminded && self.replied_at.is_none();
        let due = open && now > Self::remind_at(clock, rules);
        if !due || self.stage.stay(Verb::Remind).is_err() {
            return false;
        }
        if let Some(clock) = &mut self.clock {
            clock.reminded = true;
        }
        self.happens(now);
        true
    }
}
