//! How it ends: ratings, follow-ups, reopenings, withdrawal: stage and clock.

use super::{Changed, Message};
use crate::deadline::Rules;
use crate::ids::{PersonId, ReplyId, UnitId};
use crate::rating::Settled;
use crate::stage::{ClosedResult, Stage, WrongStage};
use crate::verb::Verb;
use jiff::{Span, Timestamp};

impl Message {
    fn in_time(&self, verb: Verb, now: Timestamp) -> Changed {
        match self.stage {
            Stage::Replied { rate_by, .. } if now <= rate_by => Ok(()),
            Stage::Replied { .. } => Err(WrongStage::TimeOver),
            _ => Err(self.stage.refuse(verb)),
        }
    }

    /// The writer says whether it was settled, once for each published final reply.
    pub fn rate(&mut self, settled: Settled, now: Timestamp) -> Changed {
        self.in_time(Verb::Rate, now)?;
        if self.rated.is_some() {
            return Err(WrongStage::Rated);
        }
        self.rated = Some(settled);
        self.happens(now);
        Ok(())
    }

    /// The writer asks again under the reply.
    pub fn follow_up(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.in_time(Verb::FollowUp, now)?;
        self.counts.follow_ups += 1;
        self.counts.asked_again = true;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    /// The writer says that it is not settled.
    pub fn request_reopen(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.in_time(Verb::RequestReopen, now)?;
        let Stage::Replied {
            unit,
            reply,
            editor,
            rate_by,
        } = self.stage
        else {
            return Err(self.stage.refuse(Verb::RequestReopen));
        };
        let judge_by = rules.due(now, rules.terms.judge);
        self.stage = Stage::ReopenRequested {
            unit,
            reply,
            editor,
            rate_by,
            judge_by,
        };
        self.happens(now);
        Ok(())
    }

    /// An editor who did not publish the reply agrees: the unit answers again.
    pub fn reopen(&mut self, by: PersonId, now: Timestamp, rules: &Rules) -> Changed {
        let (unit, ..) = self.judged_by(Verb::Reopen, by)?;
        self.stage = Stage::Handling { unit };
        self.counts.reopenings += 1;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    /// An editor who did not publish the reply does not agree, with the reason.
    ///
    /// The time for rating that was left when the writer asked is given back.
    pub fn keep_closed(&mut self, by: PersonId, now: Timestamp) -> Changed {
        let (unit, reply, editor, rate_by) = self.judged_by(Verb::KeepClosed, by)?;
        let left = self.last_at.duration_until(rate_by);
        let rate_by = now.checked_add(left).unwrap_or(rate_by).max(rate_by);
        self.stage = Stage::Replied {
            unit,
            reply,
            editor,
            rate_by,
        };
        self.happens(now);
        Ok(())
    }

    fn judged_by(
        &self,
        verb: Verb,
        by: PersonId,
    ) -> Result<(UnitId, ReplyId, PersonId, Timestamp), WrongStage> {
        match self.stage {
            Stage::ReopenRequested {
                unit,
                reply,
                editor,
                rate_by,
                ..
            } if editor != by => Ok((unit, reply, editor, rate_by)),
            _ => Err(self.stage.refuse(verb)),
        }
    }

    /// The clock ends it when the time for rating is over.
    pub fn close(&mut self, now: Timestamp) -> Result<ClosedResult, WrongStage> {
        let Stage::Replied { unit, reply, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Close));
        };
        let result = ClosedResult::from(self.rated);
        self.stage = Stage::Closed {
            result,
            unit: Some(unit),
            reply: Some(reply),
        };
        self.happens(now);
        Ok(result)
    }

    /// The writer takes it back, before a reply; the text stays for two days more.
    pub fn withdraw(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.may_leave_by(Verb::Withdraw)?;
        let hours = Span::new().hours(i64::from(rules.terms.withdraw_hours));
        let effective_at = now.checked_add(hours).unwrap_or(Timestamp::MAX);
        self.stage = Stage::Withdrawn { effective_at };
        self.happens(now);
        Ok(())
    }

    /// The texts are gone; the stage stays, and the thread says so.
    pub fn erase(&mut self, now: Timestamp) -> Changed {
        self.stage.stay(Verb::Erase)?;
        self.erased_at = Some(self.happens(now));
        Ok(())
    }
}
