//! A message. Each verb is one method, in the file of its noun: it checks the table, then changes stage and clock.

mod assignment;
mod closure;
mod handling;
mod replies;
mod screening;
mod time;

use crate::deadline::{Clock, Rules};
use crate::form::Age;
pub use screening::Part;

use crate::ids::{ContentId, MessageId, Number, OfficeId, PersonId, UnitId};
use crate::office::RegionCode;
use crate::rating::Settled;
use crate::reply::Outcome;
use crate::screening::{Kind, Visibility};
use crate::stage::{Stage, WrongStage};
use crate::taxonomy::DomainSlug;
use crate::verb::Verb;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where the texts of a message are; each is a row of its own with its own salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// As written.
    pub title: ContentId,
    /// As written.
    pub body: ContentId,
    /// 诉求
    pub demand: Option<ContentId>,
    /// 地点
    pub place: Option<ContentId>,
    /// 不公开备注
    pub remark: Option<ContentId>,
    /// As published, where words were taken out.
    pub public_title: Option<ContentId>,
    /// As published, where words were taken out.
    pub public_body: Option<ContentId>,
    /// As published, where words were taken out.
    pub public_demand: Option<ContentId>,
}

/// What is counted on a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Replies sent back.
    pub returns: u32,
    /// Hand-overs: refusals and transfers.
    pub hand_overs: u32,
    /// Refusals; from the second on a supervisor binds a unit.
    pub refusals: u32,
    /// Judged reopenings.
    pub reopenings: u32,
    /// 追问
    pub follow_ups: u32,
    /// A follow-up waits for its answer.
    pub asked_again: bool,
}

/// A message to one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its public number, once the sequencer has given it.
    pub number: Option<Number>,
    /// Who wrote it; none: imported, or the account was closed.
    pub writer: Option<PersonId>,
    /// How the writer is called in public.
    pub pen_name: String,
    /// The seat that it is written to.
    pub office: OfficeId,
    /// The place of the seat.
    pub region: Option<RegionCode>,
    /// What the writer wants.
    pub kind: Kind,
    /// What it is about.
    pub domain: DomainSlug,
    /// More exactly.
    pub subdomain: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
    /// The identity switch.
    pub identity_open: bool,
    /// The place is not shown to the public.
    pub hide_place: bool,
    /// 被反映对象: the unit that is complained about.
    pub concerns: Option<UnitId>,
    /// The complaint is about conduct, so it goes upward.
    pub concerns_conduct: bool,
    /// Its texts.
    pub texts: Texts,
    /// Where it stands.
    pub stage: Stage,
    /// Its clock, from publication on; an imported message has none.
    pub clock: Option<Clock>,
    /// What is counted on it.
    pub counts: Counts,
    /// Units that help.
    pub co_units: Vec<UnitId>,
    /// “Me too” of other people.
    pub supports: u32,
    /// The latest word of the writer since the latest reply was published.
    pub rated: Option<Settled>,
    /// The promised day of the published reply moved the time for rating: kept for the page.
    pub outcome: Option<Outcome>,
    /// How many events its thread has; the next has this number plus one.
    pub events: u32,
    /// The time of the latest event.
    pub last_at: Timestamp,
    /// When it was received; an imported one carries its claimed time.
    pub created_at: Timestamp,
    /// When it was published or accepted as not public.
    pub published_at: Option<Timestamp>,
    /// When its latest final reply was published.
    pub replied_at: Option<Timestamp>,
    /// The writer had its texts erased.
    pub erased_at: Option<Timestamp>,
    /// Came from an archive.
    pub imported: bool,
    /// How old the writer says they are.
    pub age: Age,
}

/// Why a verb is not possible, beyond the stage.
pub type Changed = Result<(), WrongStage>;

impl Message {
    /// Counts one event and gives its time: never earlier than the thread's last.
    fn happens(&mut self, now: Timestamp) -> Timestamp {
        self.events += 1;
        self.last_at = self.last_at.max(now);
        self.last_at
    }

    /// A verb that leaves the stage as it is.
    pub fn stay(&mut self, verb: Verb, now: Timestamp) -> Changed {
        self.stage.stay(verb)?;
        self.happens(now);
        Ok(())
    }

    fn answer_again(&mut self, now: Timestamp, rules: &Rules) {
        if let Some(clock) = &mut self.clock {
            clock.answer_again_by = Some(rules.due(now, rules.terms.answer_again));
        }
    }

    /// The moment after which the reply is late, while it is not. Before the first published reply that is the
    /// due day, whatever was returned; after it, the day set by a reopening or a follow-up.
    fn late_after(&self) -> Option<Timestamp> {
        let clock = self
            .clock
            .as_ref()
            .filter(|clock| clock.overdue_since.is_none())?;
        if self.replied_at.is_none() {
            Some(clock.due)
        } else {
            clock.answer_again_by
        }
    }

    /// Whether a final reply handed in at `submitted_at` is on time. A return buys no time.
    pub fn on_time(&self, submitted_at: Timestamp) -> bool {
        !self.overdue() && self.late_after().is_none_or(|due| submitted_at <= due)
    }

    /// Whether the reply is or was late.
    pub fn overdue(&self) -> bool {
        self.clock
            .as_ref()
            .is_some_and(|clock| clock.overdue_since.is_some())
    }

    /// Who has to do something, and by when: what a worklist is made of. Nobody works on an archive.
    pub fn waits_for(&self) -> Option<(Queue, Timestamp)> {
        if self.imported {
            return None;
        }
        let clock_due = self.clock.as_ref().map(Clock::next_due);
        Some(match self.stage {
            Stage::Submitted { screen_by, .. } => (Queue::Screening, screen_by),
            Stage::Open { assign_by } if self.counts.refusals >= 2 => {
                (Queue::Designation, assign_by)
            }
            Stage::Open { assign_by } => (Queue::Assignment, assign_by),
            Stage::Assigned { accept_by, .. } => (Queue::Acceptance, accept_by),
            Stage::Handling { .. } => (Queue::Handling, clock_due?),
            Stage::AwaitingWriter { resume_by, .. } => (Queue::Writer, resume_by),
            Stage::InReview { review_by, .. } => (Queue::Review, review_by),
            Stage::ReopenRequested { judge_by, .. } => (Queue::Judging, judge_by),
            Stage::Replied { .. } if self.counts.asked_again => (Queue::FollowUp, clock_due?),
            Stage::Replied { rate_by, .. } => (Queue::Rating, rate_by),
            _ => return None,
        })
    }
}

crate::codes::codes! {
    /// Who was late.
    LateStep {
        /// An editor with screening.
        Screening = "screening",
        /// The unit with the reply.
        Reply = "reply",
        /// An editor with the review.
        Review = "review",
    }
}

crate::codes::codes! {
    /// The worklists.
    Queue {
        /// Editors screen.
        Screening = "screening",
        /// Editors review replies.
        Review = "review",
        /// Editors judge requests to reopen.
        Judging = "judging",
        /// Dispatchers assign.
        Assignment = "assignment",
        /// Supervisors bind a unit.
        Designation = "designation",
        /// Units confirm.
        Acceptance = "acceptance",
        /// Units work.
        Handling = "handling",
        /// Units answer a follow-up.
        FollowUp = "follow_up",
        /// The writer is asked.
        Writer = "writer",
        /// The writer may rate.
        Rating = "rating",
    }
}

#[cfg(test)]
mod tests;
