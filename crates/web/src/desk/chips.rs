//! Where a message stands, as the desk marks it: its chips, and how much time is left.

use crate::page::Page;
use crate::web::Web;
use domain::Timestamp;
use domain::deadline::Extension;
use domain::message::Message;
use domain::screening::Visibility;
use domain::stage::{ClosedResult, Stage};

/// A mark with a word.
#[derive(Clone, Debug)]
pub struct Chip {
    /// Its class: the shape and colour.
    pub class: &'static str,
    /// Its word.
    pub word: String,
}

/// Where a message stands, and what went wrong with it: that stays.
pub fn of(p: &Page, message: &Message) -> Vec<Chip> {
    let mut chips = vec![stage(p, message)];
    let mut add = |class, word| chips.push(Chip { class, word });
    if let Some(since) = message.clock.as_ref().and_then(|clock| clock.overdue_since) {
        add("late", late(p, &since));
    }
    if matches!(message.stage, Stage::Submitted { appealed: true, .. }) {
        add("wait", p.t("desk-chip-appeal"));
    }
    let counts = &message.counts;
    for (class, key, n) in [
        ("back", "desk-chip-returned", counts.returns),
        ("back", "desk-chip-refused", counts.refusals),
        ("back", "desk-chip-reopened", counts.reopenings),
    ] {
        if n > 0 {
            add(class, p.tn(key, n));
        }
    }
    let extension = message.clock.as_ref().map(|clock| clock.extension);
    if let Some(Extension::Requested { days }) = extension {
        add("wait", p.tn("desk-chip-extension", days));
    }
    if message.visibility != Visibility::Public {
        add("tag", p.code("visibility", message.visibility));
    }
    chips
}

/// Inside the house it matters who has to do something; the public word says less.
fn stage(p: &Page, message: &Message) -> Chip {
    let word = match (&message.stage, message.waits_for()) {
        (Stage::Open { .. } | Stage::Assigned { .. }, Some((queue, _))) => p.code("queue", queue),
        (Stage::Replied { .. }, _) if message.counts.asked_again => p.t("queue-follow-up"),
        (Stage::Closed { result, .. }, _) => p.code("closed", result),
        (stage, _) => p.code("stage", stage.kind()),
    };
    let class = match message.stage {
        Stage::Handling { .. }
        | Stage::AwaitingWriter { .. }
        | Stage::InReview { .. }
        | Stage::ReopenRequested { .. } => "wait",
        Stage::Replied { .. } if message.counts.asked_again => "wait",
        Stage::Closed {
            result: ClosedResult::Settled,
            ..
        } => "ok",
        _ => "",
    };
    Chip { class, word }
}

/// By when something has to be done.
#[derive(Clone, Debug)]
pub struct Due {
    /// Its class: `late`, `soon` or none.
    pub class: &'static str,
    /// The day.
    pub day: String,
    /// For `<time datetime>`.
    pub iso: String,
    /// Working days left, or how late it is.
    pub left: String,
}

impl Due {
    /// A deadline, seen from now.
    pub fn of(web: &Web, p: &Page, at: &Timestamp) -> Self {
        let calendar = &web.app.rules.calendar;
        let days = calendar.working_days_between(web.app.clock.now(), *at);
        let (class, left) = if p.is_past(at) {
            ("late", late(p, at))
        } else if p.is_today(at) {
            ("soon", p.t("desk-due-today"))
        } else {
            let class = if days <= 1 { "soon" } else { "" };
            (class, p.tn("desk-due-left", days))
        };
        Self {
            class,
            day: p.day(at),
            iso: p.iso(at),
            left,
        }
    }
}

fn late(p: &Page, since: &Timestamp) -> String {
    match p.working_days_since(since) {
        0 => p.t("desk-late"),
        days => p.tn("desk-late-days", days),
    }
}
