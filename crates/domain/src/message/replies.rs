//! Replies handed in, returned, published: stage and clock.

use super::{Changed, Message};
use crate::deadline::Rules;
use crate::ids::{PersonId, ReplyId};
use crate::reply::Outcome;
use crate::stage::{Stage, WrongStage};
use crate::verb::Verb;
use jiff::Timestamp;

impl Message {
    /// The unit hands in its final reply, or its answer to a follow-up.
    pub fn submit_reply(&mut self, reply: ReplyId, now: Timestamp, rules: &Rules) -> Changed {
        let unit = match self.stage {
            Stage::Handling { unit } => unit,
            Stage::Replied { unit, .. } if self.counts.asked_again => unit,
            Stage::Replied { .. } => return Err(WrongStage::NothingAsked),
            _ => return Err(self.stage.refuse(Verb::SubmitReply)),
        };
        let review_by = rules.due(now, rules.terms.review);
        self.stage = Stage::InReview {
            unit,
            reply,
            review_by,
            late: false,
        };
        self.happens(now);
        Ok(())
    }

    /// An editor sends the reply back. The clock runs on: a return buys no time.
    pub fn return_reply(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::InReview { unit, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::ReturnReply));
        };
        self.stage = Stage::Handling { unit };
        self.counts.returns += 1;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    /// An editor publishes the reply. The writer may rate for 15 days, or 15 days after a promised date.
    ///
    /// A reply that was handed in after the due day is late for ever, whether or not the clock came by in between.
    pub fn publish_reply(
        &mut self,
        by: PersonId,
        submitted_at: Timestamp,
        outcome: Outcome,
        now: Timestamp,
        rules: &Rules,
    ) -> Changed {
        let Stage::InReview { unit, reply, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::PublishReply));
        };
        let from = match outcome.day() {
            Some(day) => rules.calendar.end_of(day).max(now),
            None => now,
        };
        self.stage = Stage::Replied {
            unit,
            reply,
            editor: by,
            rate_by: rules.due(from, rules.terms.rate),
        };
        if let Some(due) = self.late_after()
            && submitted_at > due
            && let Some(clock) = &mut self.clock
        {
            clock.overdue_since = Some(due);
        }
        if let Some(clock) = &mut self.clock {
            clock.answer_again_by = None;
        }
        self.counts.asked_again = false;
        self.outcome = Some(outcome);
        self.rated = None;
        self.replied_at = Some(self.happens(now));
        Ok(())
    }
}
