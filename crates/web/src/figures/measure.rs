//! What is counted: each thing has a name, and a definition under `/figures/how-to-read`.

use crate::page::Page;

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Received,
    Declined,
    Replied,
    EverReplied,
    ReplyRate,
    OnTime,
    Late,
    AnswerDays,
    ReplyDays,
    Returned,
    HandOvers,
    Settled,
    Reopened,
}

impl Measure {
    /// In the order of the definitions.
    pub(super) const ALL: [Self; 13] = [
        Self::Received,
        Self::Declined,
        Self::Replied,
        Self::EverReplied,
        Self::ReplyRate,
        Self::OnTime,
        Self::Late,
        Self::AnswerDays,
        Self::ReplyDays,
        Self::Returned,
        Self::HandOvers,
        Self::Settled,
        Self::Reopened,
    ];

    /// The place of its definition on the page.
    pub(super) fn anchor(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Declined => "declined",
            Self::Replied => "replied",
            Self::EverReplied => "ever-replied",
            Self::ReplyRate => "reply-rate",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::AnswerDays => "answer-days",
            Self::ReplyDays => "reply-days",
            Self::Returned => "returned",
            Self::HandOvers => "hand-overs",
            Self::Settled => "settled",
            Self::Reopened => "reopened",
        }
    }

    /// What it is called.
    pub(super) fn name(self, p: &Page) -> String {
        p.code("measure", self.anchor())
    }

    /// What it is called where there is little room.
    pub(super) fn short(self, p: &Page) -> String {
        let short = format!("measure-{}-short", self.anchor());
        p.t_if(&short).unwrap_or_else(|| self.name(p))
    }

    /// What is counted, and when.
    pub(super) fn definition(self, p: &Page) -> String {
        p.code("definition", self.anchor())
    }
}
