//! The thread of events: what happened, when, in which role; what stood in the answers; what is awaited.

use crate::page::Page;
use app::messages::{Entry, RatingShown, ReplyShown, Thread};
use domain::actor::Role;
use domain::event::Event;
use domain::ids::UnitId;
use domain::rating::{Score, Settled};
use domain::reply::{Outcome, ReplyKind, ReplyState};
use domain::screening::Visibility;
use domain::sight::Sight;
use domain::stage::{ClosedResult, Stage};

/// One thing that happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Happened {
    /// `big`, `bad`, `ok`, or nothing.
    pub class: &'static str,
    /// For `<time datetime>`.
    pub iso: String,
    /// Day and minute.
    pub moment: String,
    /// What.
    pub heading: String,
    /// In which role, for which unit; never a person.
    pub who: String,
    /// What is said of it.
    pub lines: Vec<String>,
    /// What follows from it.
    pub notes: Vec<String>,
    /// What the writer or the unit wrote.
    pub quote: Option<String>,
    /// An answer.
    pub reply: Option<ReplyCard>,
    /// The writer's rating.
    pub rating: Option<RatingCard>,
    /// Another message: address and number.
    pub other: Option<(String, String)>,
}

/// An answer as it stands in the thread.
#[derive(Clone, Debug)]
pub(crate) struct ReplyCard {
    /// A leader's own.
    pub leader: bool,
    /// Who answers: the unit, or the seat.
    pub from: String,
    /// What came of it, or how it was said.
    pub tag: String,
    /// The text; none where it was erased.
    pub text: Option<String>,
    /// How and when it came about.
    pub foot: String,
}

/// A rating as it stands in the thread.
#[derive(Clone, Debug)]
pub(crate) struct RatingCard {
    /// `ok` where the writer says settled.
    pub class: &'static str,
    /// Was it settled; an imported rating may not say so.
    pub settled: Option<String>,
    /// Name, dots for the eye and figure of each score: 解决程度, ●●●●○, 4.
    pub scores: Vec<(String, String, u8)>,
    /// The words ticked.
    pub words: Vec<String>,
    /// The sentence.
    pub sentence: Option<String>,
}

/// What is awaited.
#[derive(Clone, Debug)]
pub(crate) struct Awaited {
    /// For `<time datetime>`.
    pub iso: String,
    /// By when.
    pub by: String,
    /// What.
    pub heading: String,
    /// What happens then.
    pub note: String,
}

/// What happened, in order.
pub(super) fn happened(p: &Page, thread: &Thread) -> Vec<Happened> {
    let mut teller = Teller {
        p,
        thread,
        returns: 0,
        finals: 0,
    };
    thread
        .entries
        .iter()
        .map(|entry| teller.tell(entry))
        .collect()
}

struct Teller<'a> {
    p: &'a Page,
    thread: &'a Thread,
    /// Replies sent back so far.
    returns: u32,
    /// Final replies published so far.
    finals: u32,
}

impl Teller<'_> {
    fn tell(&mut self, entry: &Entry) -> Happened {
        let p = self.p;
        let mut told = Happened {
            class: class(entry),
            iso: p.iso(&entry.at),
            moment: p.moment(&entry.at),
            heading: self.heading(entry),
            who: self.who(entry),
            quote: self.quote(entry),
            other: entry
                .other
                .map(|number| (format!("/messages/{number}"), number.to_string())),
            ..Happened::default()
        };
        match &entry.event {
            Event::Published { redacted: true, .. } => told.lines.push(p.t("thread-redacted-some")),
            Event::Declined { reason, .. } => told
                .lines
                .push(p.tt("thread-reason", p.code("decline", reason))),
            Event::Diverted { .. } => told.notes.push(p.t("thread-legal-time")),
            Event::TakenDown { ground, .. } => told
                .lines
                .push(p.tt("thread-ground", p.code("ground", ground))),
            Event::Assigned { due, .. } | Event::ExtensionGranted { due, .. } => {
                told.notes.push(p.tt("thread-answer-by", p.day(due)));
            }
            Event::WriterAsked { .. } => told.notes.push(p.t("thread-clock-stands-still")),
            Event::InterimPosted { .. } => {
                told.reply = self
                    .shown(entry)
                    .map(|reply| self.card(reply, p.t("thread-interim-foot")));
            }
            Event::ReplySubmitted { .. } => told.reply = self.waiting(entry),
            Event::ReplyReturned {
                reason, answer_by, ..
            } => {
                told.lines
                    .push(p.tt("thread-reason", p.code("return", reason)));
                told.notes
                    .push(p.tt("thread-answer-again-by", p.day(answer_by)));
                told.reply = entry.reply.as_ref().and_then(|reply| {
                    reply
                        .text
                        .is_some()
                        .then(|| self.card(reply, p.t("thread-returned-foot")))
                });
            }
            Event::ReplyPublished { on_time, .. } => self.published(&mut told, entry, *on_time),
            Event::Rated { .. } => {
                told.rating = entry.rating.as_ref().map(|rating| self.rating(rating));
            }
            Event::Instructed {
                personally, public, ..
            } => {
                told.reply = told
                    .quote
                    .take()
                    .map(|text| self.leader(entry, text, *public, *personally));
            }
            Event::SplitOff { .. } => told.notes.push(p.t("thread-split-excerpt")),
            Event::Withdrawn { effective_at } => told
                .notes
                .push(p.tt("thread-withdrawn-from", p.moment(effective_at))),
            _ => {}
        }
        told
    }

    fn heading(&mut self, entry: &Entry) -> String {
        let p = self.p;
        let unit = |id: UnitId| self.thread.unit(id);
        match &entry.event {
            Event::Published { .. } => match self.thread.message.visibility {
                Visibility::Public => p.t("thread-published"),
                Visibility::ProgressOnly => p.t("thread-published-progress-only"),
                Visibility::Private => p.t("thread-published-private"),
            },
            Event::Imported { source, .. } => p.tt("thread-imported", source),
            Event::Diverted { channel, .. } => p.tt("thread-diverted", p.code("channel", channel)),
            Event::Assigned { unit: id, .. } => p.tt("thread-assigned", unit(*id)),
            Event::Accepted { unit: id, silence } => {
                let key = if *silence {
                    "thread-accepted-by-silence"
                } else {
                    "thread-accepted"
                };
                p.tt(key, unit(*id))
            }
            Event::Refused { unit: id, .. } => p.tt("thread-refused", unit(*id)),
            Event::Transferred { from, to, .. } => {
                p.tt2("thread-transferred", unit(*from), unit(*to))
            }
            Event::CoUnitAdded { unit: id } => p.tt("thread-co-unit-added", unit(*id)),
            Event::Designated { unit: id, .. } => p.tt("thread-designated", unit(*id)),
            Event::ContactRevealed { unit: id, .. } => p.tt("thread-contact-revealed", unit(*id)),
            Event::WriterAsked { unit: id, .. } => p.tt("thread-writer-asked", unit(*id)),
            Event::ClarificationAnswered { .. } if entry.role == Role::Clock => {
                p.t("thread-clarification-missing")
            }
            Event::ExtensionRequested { days, .. } => p.tn("thread-extension-requested", *days),
            Event::ExtensionGranted { days, .. } => p.tn("thread-extension-granted", *days),
            Event::OfflineRecorded { day, .. } => p.tt("thread-offline-recorded", p.date(*day)),
            Event::ReplyReturned { .. } => {
                self.returns += 1;
                p.tn("thread-reply-returned", self.returns)
            }
            Event::ReplyPublished { .. } => {
                self.finals += 1;
                p.t(if self.finals == 1 {
                    "thread-reply-published"
                } else {
                    "thread-reply-published-again"
                })
            }
            Event::Instructed { public, .. } => p.t(if *public {
                "thread-leader"
            } else {
                "thread-instructed"
            }),
            Event::OfficeMoved { .. } => {
                let (from, to) = entry.offices.clone().unwrap_or_default();
                p.tt2("thread-office-moved", from, to)
            }
            Event::Late { step } => p.code("late", step),
            Event::Closed { result } => p.code("closed", result),
            other => p.t(&format!("thread-{}", other.code().replace('_', "-"))),
        }
    }

    /// Role and unit; the writer is 留言人, the clock says nothing of itself.
    fn who(&self, entry: &Entry) -> String {
        let role = match entry.role {
            Role::Citizen => self.p.t("thread-writer"),
            Role::Clock | Role::Visitor => return String::new(),
            role => self.p.code("role", role),
        };
        match entry.unit {
            Some(unit) => format!("{} {role}", self.thread.unit(unit)),
            None => role,
        }
    }

    /// The text that the event carries. Below “public” nobody reads a text, and why a unit refused stays inside.
    fn quote(&self, entry: &Entry) -> Option<String> {
        let inside = self.thread.sight >= Sight::Handling && !self.thread.is_writer;
        let text = entry.text.clone().filter(|text| !text.is_empty())?;
        let shown = match entry.event {
            Event::Refused { .. } => inside,
            _ => self.thread.sight.shows_text(),
        };
        shown.then_some(text)
    }

    fn published(&self, told: &mut Happened, entry: &Entry, on_time: bool) {
        let p = self.p;
        // An archive knows no deadline, so nothing of it was on time or late.
        if self.thread.message.imported {
            told.reply = self
                .shown(entry)
                .map(|reply| self.card(reply, p.moment(&reply.submitted_at)));
            return;
        }
        let word = if on_time {
            "thread-replied-on-time"
        } else {
            "thread-replied-late"
        };
        told.who = [told.who.as_str(), &p.t(word)].join(" · ");
        told.reply = self.shown(entry).map(|reply| {
            let foot = p.tt("thread-reply-foot", p.moment(&reply.submitted_at));
            let foot = match self.holder_at(entry) {
                Some(holder) => p.tt2("thread-foot-holder", foot, self.titled(&holder)),
                None => foot,
            };
            self.card(reply, foot)
        });
    }

    /// The reply of an entry, where texts may be read at all.
    fn shown<'e>(&self, entry: &'e Entry) -> Option<&'e ReplyShown> {
        let shows_text = self.thread.sight.shows_text();
        entry.reply.as_ref().filter(|_reply| shows_text)
    }

    /// A reply that waits for review, for those who may read it: once it is decided, the decision shows it.
    fn waiting(&self, entry: &Entry) -> Option<ReplyCard> {
        let reply = entry.reply.as_ref()?;
        let waits = reply.state == ReplyState::InReview && reply.text.is_some();
        waits.then(|| self.card(reply, self.p.t("thread-in-review-foot")))
    }

    fn card(&self, reply: &ReplyShown, foot: String) -> ReplyCard {
        let tag = match (reply.kind, reply.outcome) {
            (ReplyKind::Interim, _) => self.p.t("thread-interim-posted"),
            (ReplyKind::Final, Some(outcome)) => outcome_word(self.p, outcome),
            (ReplyKind::Final, None) => String::new(),
        };
        ReplyCard {
            leader: false,
            from: match reply.unit {
                Some(unit) => self.thread.unit(unit).to_owned(),
                None => self.thread.office.title.clone(),
            },
            tag,
            text: reply.text.clone().filter(|text| !text.is_empty()),
            foot,
        }
    }

    /// Who held the seat when something happened: 现任, or 时任 once there is a successor.
    fn holder_at(&self, entry: &Entry) -> Option<String> {
        let p = self.p;
        let reference = p.app().reference();
        let calendar = &p.app().rules.calendar;
        let held_on = |at| reference.holder_on(self.thread.office.id, calendar.date(at));
        let then = held_on(entry.at)?;
        let now = held_on(p.app().clock.now());
        let is_same = now.is_some_and(|now| now.name == then.name && now.since == then.since);
        let key = if is_same {
            "thread-holder-now"
        } else {
            "thread-holder-then"
        };
        Some(p.tt(key, &then.name))
    }

    /// 云川市市长（时任 陈明远）
    fn titled(&self, holder: &str) -> String {
        let holder = self.p.tt("message-holder", holder);
        format!("{}{holder}", self.thread.office.title)
    }

    fn leader(&self, entry: &Entry, text: String, public: bool, personally: bool) -> ReplyCard {
        let key = match (public, personally) {
            (false, _) => "thread-internal",
            (true, true) => "thread-personally",
            (true, false) => "thread-by-office",
        };
        ReplyCard {
            leader: true,
            from: match self.holder_at(entry) {
                Some(holder) => self.titled(&holder),
                None => self.thread.office.title.clone(),
            },
            tag: self.p.t(key),
            text: Some(text),
            foot: String::new(),
        }
    }

    fn rating(&self, rating: &RatingShown) -> RatingCard {
        let p = self.p;
        let scores = [
            ("thread-score-result", rating.scores.result),
            ("thread-score-manner", rating.scores.manner),
            ("thread-score-speed", rating.scores.speed),
        ];
        let score = |(key, score): (&str, Option<Score>)| {
            let n = u8::from(score?);
            let dots = (1..=5).map(|dot| if dot <= n { '●' } else { '○' });
            Some((p.t(key), dots.collect(), n))
        };
        // Where only the progress is shown, the word that counts is enough: the rest is told of the text.
        let shows_text = self.thread.sight.shows_text();
        RatingCard {
            class: if rating.settled == Some(Settled::Yes) {
                "ok"
            } else {
                ""
            },
            settled: rating.settled.map(|settled| p.code("settled", settled)),
            scores: scores
                .into_iter()
                .filter_map(score)
                .filter(|_score| shows_text)
                .collect(),
            words: rating
                .words
                .iter()
                .filter(|_word| shows_text)
                .map(|word| p.code("praise", word))
                .collect(),
            sentence: rating
                .sentence
                .clone()
                .filter(|sentence| !sentence.is_empty()),
        }
    }
}

/// 承诺办理 · 12 月 20 日
pub(crate) fn outcome_word(p: &Page, outcome: Outcome) -> String {
    let word = p.code("outcome", outcome.kind());
    match outcome.day() {
        Some(day) => format!("{word} · {}", p.date(day)),
        None => word,
    }
}

fn class(entry: &Entry) -> &'static str {
    match &entry.event {
        Event::Published { .. }
        | Event::Assigned { .. }
        | Event::Designated { .. }
        | Event::ReplyPublished { .. }
        | Event::ReplyCorrected { .. }
        | Event::Reopened { .. }
        | Event::Instructed { public: true, .. } => "big",
        Event::Refused { .. }
        | Event::Declined { .. }
        | Event::TakenDown { .. }
        | Event::ReplyReturned { .. }
        | Event::Escalated
        | Event::Late { .. } => "bad",
        Event::Rated { .. } => match entry.rating.as_ref().and_then(|rating| rating.settled) {
            Some(Settled::Yes) => "ok",
            _ => "big",
        },
        Event::Closed { result } => match result {
            ClosedResult::Settled => "ok",
            _ => "big",
        },
        _ => "",
    }
}

/// What is awaited now, and by when; nothing once it ended.
pub(super) fn awaited(p: &Page, thread: &Thread) -> Option<Awaited> {
    let message = &thread.message;
    if message.imported {
        return None;
    }
    let (_, by) = message.waits_for()?;
    let unit = message
        .stage
        .unit()
        .map_or_else(String::new, |unit| thread.unit(unit).to_owned());
    let (heading, note) = match message.stage {
        Stage::Submitted { .. } => (p.t("thread-await-screening"), String::new()),
        Stage::Open { .. } if message.counts.refusals >= 2 => {
            (p.t("thread-await-designation"), String::new())
        }
        Stage::Open { .. } => (p.t("thread-await-assignment"), String::new()),
        Stage::Assigned { .. } => (
            p.tt("thread-await-acceptance", unit),
            p.t("thread-await-acceptance-note"),
        ),
        Stage::Handling { .. } => (p.tt("thread-await-reply", unit), String::new()),
        Stage::AwaitingWriter { .. } => {
            (p.t("thread-await-writer"), p.t("thread-await-writer-note"))
        }
        Stage::InReview { .. } => (p.t("thread-await-review"), String::new()),
        Stage::ReopenRequested { .. } => (p.t("thread-await-judging"), String::new()),
        _ if message.counts.asked_again => (p.tt("thread-await-follow-up", unit), String::new()),
        _ if message.rated.is_none() => (p.t("thread-await-rating"), p.t("thread-await-end-note")),
        _ => (p.t("thread-await-end"), p.t("thread-await-end-note")),
    };
    let late = p.is_past(&by) && !matches!(message.stage, Stage::AwaitingWriter { .. });
    Some(Awaited {
        iso: p.iso(&by),
        by: p.tt("thread-until", p.day(&by)),
        heading,
        note: if late { p.t("thread-await-late") } else { note },
    })
}
