//! The stage bar: what is behind a message, where it stands, who has it and by when, what lies ahead.

use crate::page::Page;
use crate::rows::took;
use app::messages::Thread;
use domain::Timestamp;
use domain::event::Event;
use domain::screening::Visibility;
use domain::stage::{ClosedResult, Stage};

/// One stage of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// `done`, `now`, `late`, `ok`, or nothing for what lies ahead.
    pub class: &'static str,
    /// The message stands here.
    pub current: bool,
    /// Its word.
    pub label: String,
    /// Since when, who, by when.
    pub note: String,
}

/// What a message passes after its publication, in order.
const AHEAD: [&str; 4] = [
    "thread-step-assigned",
    "thread-step-handling",
    "thread-step-replied",
    "thread-step-closed",
];

impl Step {
    fn done(label: String, note: String) -> Self {
        Self {
            class: "done",
            current: false,
            label,
            note,
        }
    }

    fn here(class: &'static str, label: String, note: String) -> Self {
        Self {
            class,
            current: true,
            label,
            note,
        }
    }
}

/// The steps of a message.
pub(super) fn steps(p: &Page, thread: &Thread) -> Vec<Step> {
    let bar = Bar { p, thread };
    if thread.message.imported {
        return bar.imported();
    }
    let (mut steps, here, ahead) = bar.place();
    steps.push(here);
    steps.extend(ahead.iter().map(|key| Step {
        class: "",
        current: false,
        label: p.t(key),
        note: String::new(),
    }));
    steps
}

struct Bar<'a> {
    p: &'a Page,
    thread: &'a Thread,
}

impl Bar<'_> {
    /// What is behind, where it stands, and the keys of what lies ahead.
    fn place(&self) -> (Vec<Step>, Step, &'static [&'static str]) {
        let p = self.p;
        let [_, ahead @ ..] = &AHEAD;
        match &self.thread.message.stage {
            Stage::Submitted { screen_by, .. } => {
                let note = p.tt("thread-by-screen", p.day(screen_by));
                let here = Step::here("now", p.code("stage", "submitted"), note);
                (Vec::new(), here, &AHEAD)
            }
            Stage::Declined { reason, .. } => {
                let here = Step::here(
                    "done",
                    p.code("stage", "declined"),
                    p.code("decline", reason),
                );
                (vec![self.received()], here, &[])
            }
            Stage::Diverted { channel } => {
                let here = Step::here(
                    "done",
                    p.code("stage", "diverted"),
                    p.code("channel", channel),
                );
                (vec![self.shown()], here, &[])
            }
            Stage::Open { assign_by } => {
                let note = p.tt("thread-by-assign", p.day(assign_by));
                let here = self.waits("thread-step-to-assign", note);
                (vec![self.shown()], here, ahead)
            }
            Stage::Assigned { unit, .. } => {
                let note = p.tt("thread-unit-to-accept", self.thread.unit(*unit));
                let here = self.waits("thread-step-assigned", note);
                (vec![self.shown()], here, ahead)
            }
            Stage::Handling { .. } => self.handling(),
            Stage::AwaitingWriter { .. } => self.answering(
                "thread-step-awaiting-writer",
                p.t("thread-clock-stands-still"),
            ),
            Stage::InReview { review_by, .. } => self.answering(
                "thread-step-in-review",
                p.tt("thread-by-review", p.day(review_by)),
            ),
            _ => self.answered(),
        }
    }

    fn handling(&self) -> (Vec<Step>, Step, &'static [&'static str]) {
        let key = if self.thread.message.replied_at.is_some() {
            "thread-step-again"
        } else {
            "thread-step-handling"
        };
        self.answering(key, self.due())
    }

    /// A unit has it.
    fn answering(
        &self,
        key: &'static str,
        note: String,
    ) -> (Vec<Step>, Step, &'static [&'static str]) {
        let mut behind = vec![self.shown(), self.assigned()];
        behind.extend(self.replied());
        let [_, _, ahead @ ..] = &AHEAD;
        (behind, self.waits(key, note), ahead)
    }

    /// A reply is published, or it ended.
    fn answered(&self) -> (Vec<Step>, Step, &'static [&'static str]) {
        let p = self.p;
        let [_, _, _, closed @ ..] = &AHEAD;
        let mut behind = vec![self.shown(), self.assigned(), self.handled()];
        match &self.thread.message.stage {
            Stage::ReopenRequested { judge_by, .. } => {
                behind.extend(self.replied());
                let note = p.tt("thread-by-judge", p.day(judge_by));
                let here = Step::here("now", p.t("thread-step-reopen-requested"), note);
                (behind, here, closed)
            }
            Stage::Closed { result, .. } => {
                behind.extend(self.replied());
                (behind, self.closed(*result), &[])
            }
            Stage::Withdrawn { effective_at } => {
                let note = p.tt("thread-withdrawn-from", p.moment(effective_at));
                let here = Step::here("done", p.code("stage", "withdrawn"), note);
                (vec![self.shown()], here, &[])
            }
            Stage::TakenDown { ground } => {
                let note = p.code("ground", ground);
                let here = Step::here("done", p.code("stage", "taken_down"), note);
                (vec![self.shown()], here, &[])
            }
            _ => {
                let note = self.replied().map_or_else(String::new, |step| step.note);
                let here = Step::here("done", p.t("thread-step-replied"), note);
                (behind, here, closed)
            }
        }
    }

    fn imported(&self) -> Vec<Step> {
        let message = &self.thread.message;
        let mut steps = vec![self.received()];
        if let Stage::Closed { result, .. } = message.stage {
            steps.extend(self.replied());
            steps.push(self.closed(result));
        } else {
            let note = message
                .replied_at
                .map_or_else(String::new, |at| self.p.day(&at));
            let word = self.p.code("stage", message.stage.kind());
            steps.push(Step::here("done", word, note));
        }
        steps
    }

    fn waits(&self, key: &str, note: String) -> Step {
        let late = self.thread.message.overdue() && self.thread.message.replied_at.is_none();
        if !late {
            return Step::here("now", self.p.t(key), note);
        }
        let note = if matches!(self.thread.message.stage, Stage::Handling { .. }) {
            note
        } else {
            [note, self.p.t("thread-overdue")].join(&self.p.t("thread-comma"))
        };
        Step::here("late", self.p.t(key), note)
    }

    fn due(&self) -> String {
        let message = &self.thread.message;
        let Some(clock) = &message.clock else {
            return String::new();
        };
        let late = clock
            .overdue_since
            .filter(|_since| message.replied_at.is_none());
        // Late is what passed the due day: a return gives a day to answer again, and no time.
        let day = late.unwrap_or_else(|| clock.next_due());
        let by = self.p.tt("thread-by-reply", self.p.day(&day));
        match late.map(|since| self.p.working_days_since(&since)) {
            Some(0) => [by, self.p.t("thread-overdue")].join(&self.p.t("thread-comma")),
            Some(days) => {
                [by, self.p.tn("thread-overdue-days", days)].join(&self.p.t("thread-comma"))
            }
            None => by,
        }
    }

    fn received(&self) -> Step {
        let day = self.p.day(&self.thread.message.created_at);
        Step::done(self.p.t("thread-step-received"), day)
    }

    /// Published, accepted as not public, or, where it never came so far, received.
    fn shown(&self) -> Step {
        let message = &self.thread.message;
        let Some(at) = message.published_at else {
            return self.received();
        };
        let key = match message.visibility {
            Visibility::Public => "thread-step-published",
            Visibility::ProgressOnly | Visibility::Private => "thread-step-accepted",
        };
        Step::done(self.p.t(key), self.p.day(&at))
    }

    fn assigned(&self) -> Step {
        let at = self.last(|event| {
            matches!(
                event,
                Event::Assigned { .. } | Event::Transferred { .. } | Event::Designated { .. }
            )
        });
        let unit = self.thread.message.stage.unit();
        let note = [
            at.map(|at| self.p.day(&at)),
            unit.map(|unit| self.thread.unit(unit).to_owned()),
        ];
        Step::done(
            self.p.t("thread-step-assigned"),
            note.into_iter().flatten().collect::<Vec<_>>().join(" "),
        )
    }

    fn handled(&self) -> Step {
        let message = &self.thread.message;
        let note = match (&message.clock, message.replied_at) {
            (Some(clock), Some(replied)) => {
                let calendar = &self.p.app().rules.calendar;
                took(
                    self.p,
                    calendar.working_days_between(clock.started, replied),
                )
            }
            _ => String::new(),
        };
        Step::done(self.p.t("thread-step-handled"), note)
    }

    fn replied(&self) -> Option<Step> {
        let at = self.thread.message.replied_at?;
        let on_time = self.thread.entries.iter().rev().find_map(|entry| {
            if let Event::ReplyPublished { on_time, .. } = entry.event
                && !self.thread.message.imported
            {
                Some(on_time)
            } else {
                None
            }
        });
        let word = match on_time {
            Some(true) => self.p.t("thread-on-time"),
            Some(false) => self.p.t("thread-late"),
            None => String::new(),
        };
        let note = [self.p.day(&at), word].join(" ");
        Some(Step::done(
            self.p.t("thread-step-replied"),
            note.trim_end().to_owned(),
        ))
    }

    fn closed(&self, result: ClosedResult) -> Step {
        let class = if result == ClosedResult::Settled {
            "ok"
        } else {
            "done"
        };
        let key = format!("thread-closed-{}", result.code().replace('_', "-"));
        Step::here(class, self.p.t("thread-step-closed"), self.p.t(&key))
    }

    fn last(&self, wanted: impl Fn(&Event) -> bool) -> Option<Timestamp> {
        let found = self
            .thread
            .entries
            .iter()
            .rev()
            .find(|entry| wanted(&entry.event));
        found.map(|entry| entry.at)
    }
}
