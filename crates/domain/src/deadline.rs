//! Deadlines: the terms that the operator sets, and the clock of one message.

use crate::calendar::Calendar;
use crate::screening::Kind;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::{Deserialize, Serialize};

/// Terms in working days, except where a field says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// An editor screens.
    pub screen: u32,
    /// A dispatcher gives it to a unit.
    pub assign: u32,
    /// A unit refuses; after that, silence is 签收.
    pub accept: u32,
    /// A question is answered.
    pub question: u32,
    /// Anything else is answered.
    pub other: u32,
    /// An editor reviews a reply.
    pub review: u32,
    /// A returned reply is answered again.
    pub answer_again: u32,
    /// A supervisor binds a unit after two refusals.
    pub designate: u32,
    /// An editor judges a request to reopen.
    pub judge: u32,
    /// The most days of the one extension.
    pub extension: u32,
    /// The clock stands still for the writer at most so long, all pauses together.
    pub pause: u32,
    /// The unit may ask the writer so often.
    pub pauses: u8,
    /// The writer may rate, follow up and ask to reopen.
    pub rate: u32,
    /// Hours until a withdrawal takes effect.
    pub withdraw_hours: u32,
    /// Share of the term after which the unit is reminded, in percent.
    pub remind_percent: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            screen: 1,
            assign: 1,
            accept: 1,
            question: 5,
            other: 15,
            review: 1,
            answer_again: 3,
            designate: 2,
            judge: 3,
            extension: 10,
            pause: 5,
            pauses: 2,
            rate: 15,
            withdraw_hours: 48,
            remind_percent: 75,
        }
    }
}

impl Terms {
    /// Every term with its name: what a record of the rules is made of.
    pub fn by_name(&self) -> [(&'static str, u32); 15] {
        [
            ("screen", self.screen),
            ("assign", self.assign),
            ("accept", self.accept),
            ("question", self.question),
            ("other", self.other),
            ("review", self.review),
            ("answer_again", self.answer_again),
            ("designate", self.designate),
            ("judge", self.judge),
            ("extension", self.extension),
            ("pause", self.pause),
            ("pauses", self.pauses.into()),
            ("rate", self.rate),
            ("withdraw_hours", self.withdraw_hours),
            ("remind_percent", self.remind_percent),
        ]
    }

    /// Working days in which a message of this kind is answered.
    pub fn answer(&self, kind: Kind) -> u32 {
        if kind == Kind::Question {
            self.question
        } else {
            self.other
        }
    }
}

/// Calendar and terms: what deadlines are made of.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Working days.
    pub calendar: Calendar,
    /// Terms.
    pub terms: Terms,
}

impl Rules {
    /// The end of the n-th working day after `from`.
    pub fn due(&self, from: Timestamp, working_days: u32) -> Timestamp {
        self.calendar.end_of_day_after(from, working_days)
    }
}

/// The one extension of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Extension {
    /// Nobody asked.
    #[default]
    None,
    /// The unit asked; a supervisor decides.
    Requested {
        /// Working days asked for.
        days: u32,
    },
    /// The due day was moved.
    Granted {
        /// Working days given.
        days: u32,
    },
    /// It was not.
    Denied,
}

/// The clock of one message. It starts at publication and never restarts; nothing clears `overdue_since`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Publication.
    #[serde(with = "millisecond::required")]
    pub started: Timestamp,
    /// The day by which it was due at publication.
    #[serde(with = "millisecond::required")]
    pub first_due: Timestamp,
    /// The day by which it is due now: moved by an extension and by pauses for the writer, never by a return.
    #[serde(with = "millisecond::required")]
    pub due: Timestamp,
    /// After a return or a reopening: the day by which the unit answers again.
    #[serde(with = "millisecond::optional", default)]
    pub answer_again_by: Option<Timestamp>,
    /// Since when it stands still for the writer.
    #[serde(with = "millisecond::optional", default)]
    pub paused: Option<Timestamp>,
    /// Working days for which it stood still.
    #[serde(default)]
    pub paused_days: u32,
    /// How often the unit asked the writer.
    #[serde(default)]
    pub pauses: u8,
    /// The one extension.
    #[serde(default)]
    pub extension: Extension,
    /// The unit was reminded before the due day.
    #[serde(default)]
    pub reminded: bool,
    /// Since when it is late; set once, by the clock.
    #[serde(with = "millisecond::optional", default)]
    pub overdue_since: Option<Timestamp>,
}

impl Clock {
    /// Starts the clock at publication.
    pub fn start(now: Timestamp, kind: Kind, rules: &Rules) -> Self {
        let due = rules.due(now, rules.terms.answer(kind));
        Self {
            started: now,
            first_due: due,
            due,
            answer_again_by: None,
            paused: None,
            paused_days: 0,
            pauses: 0,
            extension: Extension::None,
            reminded: false,
            overdue_since: None,
        }
    }

    /// The day that the unit works towards.
    pub fn next_due(&self) -> Timestamp {
        self.answer_again_by.unwrap_or(self.due)
    }

    /// Working days that the writer may still take to answer questions.
    pub fn pause_left(&self, terms: &Terms) -> u32 {
        terms.pause.saturating_sub(self.paused_days)
    }

    /// Lets the clock run again and moves the due day by the working days for which it stood still.
    pub fn resume(&mut self, now: Timestamp, rules: &Rules) {
        if let Some(since) = self.paused.take() {
            let stood = rules
                .calendar
                .working_days_between(since, now)
                .min(self.pause_left(&rules.terms));
            self.paused_days += stood;
            self.due = rules.due(self.due, stood);
            if let Some(again) = self.answer_again_by {
                self.answer_again_by = Some(rules.due(again, stood));
            }
        }
    }
}
