//! The unit asks the writer and asks for days: stage and clock.

use super::{Changed, Message};
use crate::deadline::{Extension, Rules};
use crate::stage::{Stage, WrongStage};
use crate::verb::Verb;
use jiff::Timestamp;

impl Message {
    /// The unit asks the writer; the clock stands still, at most so often and so long.
    pub fn ask_writer(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let refusal = self.stage.refuse(Verb::AskWriter);
        let (Stage::Handling { unit }, Some(clock)) = (&self.stage, &mut self.clock) else {
            return Err(refusal);
        };
        let left = clock.pause_left(&rules.terms);
        if clock.pauses >= rules.terms.pauses || left == 0 {
            return Err(WrongStage::AskedEnough);
        }
        clock.pauses += 1;
        clock.paused = Some(now);
        self.stage = Stage::AwaitingWriter {
            unit: *unit,
            resume_by: rules.due(now, left),
        };
        self.happens(now);
        Ok(())
    }

    /// The writer answers, or the time for it ends: the clock runs again.
    pub fn answer_clarification(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::AwaitingWriter { unit, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::AnswerClarification));
        };
        if let Some(clock) = &mut self.clock {
            clock.resume(now, rules);
        }
        self.stage = Stage::Handling { unit };
        self.happens(now);
        Ok(())
    }

    /// The unit looks at how the writer is reached: only where the writer opened the identity switch.
    pub fn reveal_contact(&mut self, now: Timestamp) -> Changed {
        self.stage.stay(Verb::RevealContact)?;
        if !self.identity_open {
            return Err(WrongStage::IdentityClosed);
        }
        self.happens(now);
        Ok(())
    }

    /// The unit asks for its one extension.
    pub fn request_extension(&mut self, days: u32, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.stay(Verb::RequestExtension)?;
        let max = rules.terms.extension;
        if !(1..=max).contains(&days) {
            return Err(WrongStage::ExtensionTooLong { max });
        }
        match &mut self.clock {
            Some(clock) if clock.extension == Extension::None => {
                clock.extension = Extension::Requested { days }
            }
            _ => return Err(WrongStage::ExtensionUsed),
        }
        self.happens(now);
        Ok(())
    }

    /// A supervisor decides on the extension. What is late by then stays late.
    pub fn judge_extension(&mut self, grant: bool, now: Timestamp, rules: &Rules) -> Changed {
        let verb = if grant {
            Verb::GrantExtension
        } else {
            Verb::DenyExtension
        };
        self.stage.stay(verb)?;
        let Some(clock) = &mut self.clock else {
            return Err(WrongStage::NoExtensionAsked);
        };
        let Extension::Requested { days } = clock.extension else {
            return Err(WrongStage::NoExtensionAsked);
        };
        if grant {
            clock.extension = Extension::Granted { days };
            clock.due = rules.due(clock.due, days);
        } else {
            clock.extension = Extension::Denied;
        }
        self.happens(now);
        Ok(())
    }
}
