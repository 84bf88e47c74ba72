//! Rows of messages for lists: title, chips, a few facts, the writer's words. `rows.html` renders them.
//!
//! A template that lists messages has `rows: Vec<RowView>` beside `p` and writes
//! `{% include "rows.html" %}`; it shows its own empty state where there are none.

use crate::page::Page;
use app::messages::Row;
use domain::actor::Actor;
use domain::message::Message;
use domain::rating::Praise;
use domain::screening::{Kind, Visibility};
use domain::stage::{ClosedResult, Stage, StageKind};
use store::lists::Listed;

/// A word with a colour and a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    /// `ok`, `wait`, `late`, `back`, `tag`, or nothing.
    pub class: &'static str,
    /// The word.
    pub word: String,
}

impl Chip {
    /// A chip of a class with a word.
    pub(crate) fn new(class: &'static str, word: String) -> Self {
        Self { class, word }
    }

    /// Where a message stands.
    pub(crate) fn of_stage(p: &Page, message: &Message) -> Self {
        let kind = message.stage.kind();
        if let Stage::Closed { result, .. } = message.stage {
            let class = if result == ClosedResult::Settled {
                "ok"
            } else {
                ""
            };
            return Self::new(class, p.code("closed", result));
        }
        let class = match kind {
            StageKind::Handling
            | StageKind::AwaitingWriter
            | StageKind::InReview
            | StageKind::ReopenRequested => "wait",
            _ => "",
        };
        Self::new(class, p.code("stage", kind))
    }

    /// Where it stands, and what went wrong on the way: late, returned, reopened.
    pub(crate) fn all_of(p: &Page, message: &Message) -> Vec<Self> {
        let mut chips = vec![Self::of_stage(p, message)];
        if message.overdue() {
            let word = if message.replied_at.is_none() {
                "row-overdue"
            } else {
                "row-was-overdue"
            };
            chips.push(Self::new("late", p.t(word)));
        }
        if message.counts.returns > 0 {
            chips.push(Self::new(
                "back",
                p.tn("row-returned", message.counts.returns),
            ));
        }
        if message.counts.reopenings > 0 {
            chips.push(Self::new(
                "back",
                p.tn("row-reopened", message.counts.reopenings),
            ));
        }
        if message.counts.asked_again && message.stage.kind() == StageKind::Replied {
            chips.push(Self::new("wait", p.t("row-asked-again")));
        }
        if message.imported {
            chips.push(Self::new("tag", p.t("row-imported")));
        }
        chips
    }
}

/// A message in a list.
#[derive(Clone, Debug)]
pub(crate) struct RowView {
    /// Where its title leads; none while it has no number.
    pub href: Option<String>,
    /// Its title, or what stands in its place.
    pub title: String,
    /// Where it stands, and what went wrong.
    pub chips: Vec<Chip>,
    /// To whom, what kind, about what, how many support it.
    pub facts: Vec<String>,
    /// The writer's words about the answer.
    pub say: Option<String>,
    /// For `<time datetime>`.
    pub iso: String,
    /// The day.
    pub day: String,
}

impl RowView {
    /// A message as everyone sees it, whoever looks: with its published title, leading to its public page.
    pub(crate) fn public(p: &Page, listed: &Listed) -> Self {
        let title = p.app().title_for(&Actor::VISITOR, listed);
        let href = listed
            .message
            .number
            .map(|number| format!("/messages/{number}"));
        Self::new(p, listed, title, href)
    }

    /// A message with the title that this person may read (`App::title_for`), leading wherever the list leads.
    pub(crate) fn new(
        p: &Page,
        listed: &Listed,
        title: Option<String>,
        href: Option<String>,
    ) -> Self {
        let message = &listed.message;
        let title = title.unwrap_or_else(|| stand_in(p, message));
        let mut facts = vec![p.tt("row-to", &listed.office)];
        facts.push(topic(
            p,
            message.kind,
            &listed.domain,
            message.subdomain.as_deref(),
        ));
        facts.extend(supports(p, message));
        Self {
            href,
            title,
            chips: Chip::all_of(p, message),
            facts,
            say: None,
            iso: p.iso(&listed.at),
            day: p.day(&listed.at),
        }
    }

    /// An answered message with the words of its writer: the sentence, or else the words ticked.
    pub(crate) fn answered(p: &Page, row: &Row) -> Self {
        let said = row
            .sentence
            .clone()
            .filter(|sentence| !sentence.is_empty())
            .or_else(|| praise(p, &row.words));
        let mut view = Self::public(p, &row.listed);
        if let (Some(clock), Some(replied)) =
            (&row.listed.message.clock, row.listed.message.replied_at)
        {
            let days = p
                .app()
                .rules
                .calendar
                .working_days_between(clock.started, replied);
            view.facts.push(took(p, days));
        }
        view.say = said;
        view
    }
}

/// 投诉 · 环保 · 水污染
pub(crate) fn topic(p: &Page, kind: Kind, domain: &str, subdomain: Option<&str>) -> String {
    let mut words = vec![p.code("kind", kind)];
    words.extend(
        [Some(domain), subdomain]
            .into_iter()
            .flatten()
            .filter(|word| !word.is_empty())
            .map(|word| p.topic(word)),
    );
    words.join(" · ")
}

/// 用时 6 个工作日; an answer of the same day says so.
pub(crate) fn took(p: &Page, working_days: u32) -> String {
    if working_days == 0 {
        p.t("row-took-none")
    } else {
        p.tn("row-took", working_days)
    }
}

/// How many others met the same, where anybody did.
pub(crate) fn supports(p: &Page, message: &Message) -> Option<String> {
    let word = match message.kind {
        Kind::Thanks => return None,
        Kind::Suggestion => "row-support",
        Kind::Complaint | Kind::Help | Kind::Question => "row-me-too",
    };
    (message.supports > 0).then(|| p.tn(word, message.supports))
}

fn praise(p: &Page, words: &[Praise]) -> Option<String> {
    let words: Vec<_> = words.iter().map(|word| p.code("praise", word)).collect();
    (!words.is_empty()).then(|| words.join(&p.t("thread-list-comma")))
}

fn stand_in(p: &Page, message: &Message) -> String {
    let key = if message.erased_at.is_some() {
        "row-erased"
    } else if message.visibility == Visibility::ProgressOnly {
        "row-progress-only"
    } else {
        "row-not-shown"
    };
    p.t(key)
}
