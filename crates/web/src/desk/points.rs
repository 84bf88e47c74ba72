//! What whoever decides has to know first: why it is here again, what was asked, what was said before.

use crate::page::Page;
use app::messages::{Entry, Thread};
use domain::deadline::Extension;
use domain::event::Event;
use domain::reply::ReplyState;
use domain::stage::Stage;

/// One thing to know, above the forms.
#[derive(Clone, Debug)]
pub struct Point {
    /// The class of its notice: `bad`, `warn` or none.
    pub class: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// What it is.
    pub heading: String,
    /// A line on it: a reason, a day.
    pub line: Option<String>,
    /// What somebody wrote.
    pub quote: Option<String>,
}

/// What to know at this stage, the most pressing first.
pub fn of(p: &Page, thread: &Thread) -> Vec<Point> {
    let points = Points { p, thread };
    let mut found = points.at_stage();
    found.extend(points.instruction());
    found.extend(points.accused());
    found
}

struct Points<'a> {
    p: &'a Page,
    thread: &'a Thread,
}

impl Points<'_> {
    fn at_stage(&self) -> Vec<Point> {
        let message = &self.thread.message;
        match message.stage {
            Stage::Submitted { appealed: true, .. } => {
                [self.appeal(), self.own_decision("desk-point-own-decline")]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Stage::Open { .. } => self.refusals(),
            Stage::AwaitingWriter { .. } => self.question().into_iter().collect(),
            Stage::Handling { .. } => [self.returned(), self.reopened(), self.extension()]
                .into_iter()
                .flatten()
                .collect(),
            Stage::InReview { .. } if message.counts.returns > 0 => {
                self.returned_before().into_iter().collect()
            }
            Stage::ReopenRequested { .. } => {
                [self.reopening(), self.own_decision("desk-point-own-reply")]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Stage::Replied { .. } if message.counts.asked_again => {
                self.follow_up().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn last(&self, is: impl Fn(&Event) -> bool) -> Option<&Entry> {
        self.thread
            .entries
            .iter()
            .rev()
            .find(|entry| is(&entry.event))
    }

    fn point(&self, class: &'static str, icon: &'static str, key: &str, entry: &Entry) -> Point {
        Point {
            class,
            icon,
            heading: self.p.tt(key, self.p.day(&entry.at)),
            line: None,
            quote: entry.text.clone(),
        }
    }

    fn appeal(&self) -> Option<Point> {
        let appeal = self.last(|event| matches!(event, Event::Appealed { .. }))?;
        let declined = self.last(|event| matches!(event, Event::Declined { .. }));
        let reason = declined.and_then(|entry| match entry.event {
            Event::Declined { reason, .. } => Some(self.p.code("decline", reason)),
            _ => None,
        });
        Some(Point {
            line: reason.map(|reason| self.p.tt("desk-point-declined-for", reason)),
            ..self.point("warn", "alert", "desk-point-appeal", appeal)
        })
    }

    /// Every unit that said no, with its ground.
    fn refusals(&self) -> Vec<Point> {
        let refused = self.thread.entries.iter().rev();
        refused
            .filter_map(|entry| match entry.event {
                Event::Refused { unit, .. } => Some(Point {
                    line: Some(self.p.tt("desk-point-refused-by", self.thread.unit(unit))),
                    ..self.point("warn", "back", "desk-point-refused", entry)
                }),
                _ => None,
            })
            .collect()
    }

    fn question(&self) -> Option<Point> {
        let asked = self.last(|event| matches!(event, Event::WriterAsked { .. }))?;
        let Stage::AwaitingWriter { resume_by, .. } = self.thread.message.stage else {
            return None;
        };
        Some(Point {
            line: Some(self.p.tt("desk-point-resumes", self.p.day(&resume_by))),
            ..self.point("", "clock", "desk-point-asked", asked)
        })
    }

    /// The latest reply was returned and no other was handed in.
    fn returned(&self) -> Option<Point> {
        let entry = self.last(|event| {
            matches!(
                event,
                Event::ReplySubmitted { .. } | Event::ReplyReturned { .. }
            )
        })?;
        let Event::ReplyReturned {
            reason, answer_by, ..
        } = entry.event
        else {
            return None;
        };
        let line = self.p.tt2(
            "desk-point-returned-for",
            self.p.code("return", reason),
            self.p.day(&answer_by),
        );
        Some(Point {
            line: Some(line),
            ..self.point("bad", "back", "desk-point-returned", entry)
        })
    }

    fn returned_before(&self) -> Option<Point> {
        let entry = self.last(|event| matches!(event, Event::ReplyReturned { .. }))?;
        let Event::ReplyReturned { reason, .. } = entry.event else {
            return None;
        };
        let reason = self.p.code("return", reason);
        Some(Point {
            line: Some(self.p.tt("desk-point-returned-before-for", reason)),
            ..self.point("warn", "back", "desk-point-returned-before", entry)
        })
    }

    /// Judged, and not answered since.
    fn reopened(&self) -> Option<Point> {
        let entry = self.last(|event| {
            matches!(
                event,
                Event::Reopened { .. } | Event::ReplySubmitted { .. } | Event::ReplyReturned { .. }
            )
        })?;
        if !matches!(entry.event, Event::Reopened { .. }) {
            return None;
        }
        let asked = self.last(|event| matches!(event, Event::ReopenRequested { .. }))?;
        let by = self.thread.message.clock.as_ref()?.answer_again_by;
        Some(Point {
            line: by.map(|by| self.p.tt("desk-point-answer-by", self.p.day(&by))),
            quote: asked.text.clone(),
            ..self.point("bad", "back", "desk-point-reopened", entry)
        })
    }

    fn extension(&self) -> Option<Point> {
        let clock = self.thread.message.clock.as_ref()?;
        let Extension::Requested { days } = clock.extension else {
            return None;
        };
        let entry = self.last(|event| matches!(event, Event::ExtensionRequested { .. }))?;
        let line = self.p.tt2(
            "desk-point-extension-days",
            days.to_string(),
            self.p.day(&clock.due),
        );
        Some(Point {
            line: Some(line),
            ..self.point("warn", "clock", "desk-point-extension", entry)
        })
    }

    fn reopening(&self) -> Option<Point> {
        let entry = self.last(|event| matches!(event, Event::ReopenRequested { .. }))?;
        let rated = self.thread.message.rated;
        Some(Point {
            line: rated.map(|settled| {
                self.p
                    .tt("desk-point-rated", self.p.code("settled", settled))
            }),
            ..self.point("warn", "alert", "desk-point-reopening", entry)
        })
    }

    fn follow_up(&self) -> Option<Point> {
        let entry = self.last(|event| matches!(event, Event::FollowedUp { .. }))?;
        let by = self.thread.message.clock.as_ref()?.answer_again_by;
        Some(Point {
            line: by.map(|by| self.p.tt("desk-point-answer-by", self.p.day(&by))),
            ..self.point("warn", "message", "desk-point-follow-up", entry)
        })
    }

    /// What this editor decided before is for another one to judge.
    fn own_decision(&self, key: &str) -> Option<Point> {
        let by = match self.thread.message.stage {
            Stage::Submitted { not_by, .. } => not_by,
            Stage::ReopenRequested { editor, .. } => Some(editor),
            _ => None,
        };
        (by.is_some() && by == self.p.viewer.actor.person).then(|| Point {
            class: "",
            icon: "info",
            heading: self.p.t(key),
            line: Some(self.p.t("desk-point-own-line")),
            quote: None,
        })
    }

    /// A leader's latest word, while there is something to do.
    fn instruction(&self) -> Option<Point> {
        self.thread.message.waits_for()?;
        let entry = self.last(|event| matches!(event, Event::Instructed { .. }))?;
        let key = match entry.event {
            Event::Instructed { public: true, .. } => "desk-point-leader",
            _ => "desk-point-instruction",
        };
        Some(self.point("", "flag", key, entry))
    }

    /// A complaint about conduct goes upward.
    fn accused(&self) -> Option<Point> {
        let message = &self.thread.message;
        let unit = message.concerns.filter(|_unit| message.concerns_conduct)?;
        message.waits_for()?;
        Some(Point {
            class: "warn",
            icon: "alert",
            heading: self.p.tt("desk-point-conduct", self.thread.unit(unit)),
            line: Some(self.p.t("desk-point-conduct-line")),
            quote: None,
        })
    }
}

/// The text of the latest final reply in this state, as far as this person may read it.
pub fn latest_reply(thread: &Thread, state: ReplyState) -> Option<&str> {
    let replies = thread
        .entries
        .iter()
        .rev()
        .filter(|entry| !matches!(entry.event, Event::InterimPosted { .. }))
        .filter_map(|entry| entry.reply.as_ref());
    replies
        .filter(|reply| reply.state == state)
        .find_map(|reply| reply.text.as_deref())
}
