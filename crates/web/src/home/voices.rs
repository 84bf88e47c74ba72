//! What writers said of the answers to them, as the first page shows it.

use crate::page::Page;
use crate::rows::{Chip, RowView, took};
use app::messages::Row;
use domain::rating::Settled;

/// What a writer said.
pub(super) struct Voice {
    /// The sentence.
    pub sentence: Option<String>,
    /// The words ticked: 圆满解决, 暖心.
    pub words: Vec<String>,
    /// What the writer says came of it, and what went wrong on the way.
    pub chips: Vec<Chip>,
    /// The message.
    pub href: Option<String>,
    pub title: String,
    /// The seat, and how long it took.
    pub facts: Vec<String>,
    /// For `<time datetime>`, and the day of the answer.
    pub iso: String,
    pub day: String,
}

impl Voice {
    pub(super) fn new(p: &Page, row: &Row) -> Self {
        let message = &row.listed.message;
        let settled = row.settled.map(|settled| {
            let class = if settled == Settled::Yes { "ok" } else { "" };
            Chip::new(class, p.code("settled", settled))
        });
        // The first says where it stands; the writer's own word says more.
        let wrong = Chip::all_of(p, message).into_iter().skip(1);
        let listed = RowView::public(p, &row.listed);
        let mut facts = vec![p.tt("row-to", &row.listed.office)];
        if let (Some(clock), Some(replied)) = (&message.clock, message.replied_at) {
            let calendar = &p.app().rules.calendar;
            facts.push(took(
                p,
                calendar.working_days_between(clock.started, replied),
            ));
        }
        Self {
            sentence: row.sentence.clone(),
            words: row
                .words
                .iter()
                .map(|word| p.code("praise", word))
                .collect(),
            chips: settled.into_iter().chain(wrong).collect(),
            href: listed.href,
            title: listed.title,
            facts,
            iso: listed.iso,
            day: listed.day,
        }
    }
}
