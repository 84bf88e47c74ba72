//! What happens to a message: stages that carry what is known by then, and one table of transitions.

use crate::codes::codes;
use crate::ids::{PersonId, ReplyId, UnitId};
use crate::rating::Settled;
use crate::screening::{Channel, DeclineReason, TakeDownGround};
use crate::verb::Verb;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond::required as ms;
use serde::{Deserialize, Serialize};

/// Where a message stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Waits for screening; the writer may still edit.
    Submitted {
        /// An editor screens by then.
        #[serde(with = "ms")]
        screen_by: Timestamp,
        /// The editor missed it.
        late: bool,
        /// The editor who declined it before an appeal: another one decides.
        not_by: Option<PersonId>,
        /// The one appeal has been used.
        appealed: bool,
    },
    /// Not published; the writer may amend, or appeal once.
    Declined {
        /// The public reason.
        reason: DeclineReason,
        /// The editor who decided.
        by: PersonId,
        /// The one appeal has been used.
        appealed: bool,
    },
    /// Belongs to another channel by law.
    Diverted {
        /// Which one.
        channel: Channel,
    },
    /// Published, or accepted as not public; no unit has it.
    Open {
        /// A dispatcher assigns it, or after two refusals a supervisor binds a unit, by then.
        #[serde(with = "ms")]
        assign_by: Timestamp,
    },
    /// A unit confirms, or refuses with the ground in its duties.
    Assigned {
        /// The unit.
        unit: UnitId,
        /// Silence until then is acceptance.
        #[serde(with = "ms")]
        accept_by: Timestamp,
    },
    /// A unit works on it.
    Handling {
        /// The unit.
        unit: UnitId,
    },
    /// The unit asked the writer; the clock stands still.
    AwaitingWriter {
        /// The unit.
        unit: UnitId,
        /// The clock runs again then, answered or not.
        #[serde(with = "ms")]
        resume_by: Timestamp,
    },
    /// A reply waits for an editor.
    InReview {
        /// The unit.
        unit: UnitId,
        /// The reply.
        reply: ReplyId,
        /// The editor decides by then.
        #[serde(with = "ms")]
        review_by: Timestamp,
        /// The editor missed it.
        late: bool,
    },
    /// The reply is published; the writer may rate, follow up, ask to reopen.
    Replied {
        /// The unit.
        unit: UnitId,
        /// The reply.
        reply: ReplyId,
        /// The editor who published it: another one judges a request to reopen.
        editor: PersonId,
        /// Until then.
        #[serde(with = "ms")]
        rate_by: Timestamp,
    },
    /// The writer says that it is not settled; an editor decides.
    ReopenRequested {
        /// The unit.
        unit: UnitId,
        /// The reply.
        reply: ReplyId,
        /// The editor who published it.
        editor: PersonId,
        /// The end of the time for rating, if it stays replied.
        #[serde(with = "ms")]
        rate_by: Timestamp,
        /// Another editor decides by then.
        #[serde(with = "ms")]
        judge_by: Timestamp,
    },
    /// Ended.
    Closed {
        /// The writer's word, or silence.
        result: ClosedResult,
        /// The unit; an imported message may have none.
        unit: Option<UnitId>,
        /// The reply; an imported message may have none.
        reply: Option<ReplyId>,
    },
    /// Taken back by the writer.
    Withdrawn {
        /// The text is shown until then.
        #[serde(with = "ms")]
        effective_at: Timestamp,
    },
    /// What was public is not any more.
    TakenDown {
        /// The legal ground.
        ground: TakeDownGround,
    },
}

codes! {
    /// A stage without what it carries.
    StageKind {
        /// [`Stage::Submitted`]
        Submitted = "submitted",
        /// [`Stage::Declined`]
        Declined = "declined",
        /// [`Stage::Diverted`]
        Diverted = "diverted",
        /// [`Stage::Open`]
        Open = "open",
        /// [`Stage::Assigned`]
        Assigned = "assigned",
        /// [`Stage::Handling`]
        Handling = "handling",
        /// [`Stage::AwaitingWriter`]
        AwaitingWriter = "awaiting_writer",
        /// [`Stage::InReview`]
        InReview = "in_review",
        /// [`Stage::Replied`]
        Replied = "replied",
        /// [`Stage::ReopenRequested`]
        ReopenRequested = "reopen_requested",
        /// [`Stage::Closed`]
        Closed = "closed",
        /// [`Stage::Withdrawn`]
        Withdrawn = "withdrawn",
        /// [`Stage::TakenDown`]
        TakenDown = "taken_down",
    }
}

codes! {
    /// How a message ended. Silence is never “solved”.
    ClosedResult {
        /// 群众确认解决
        Settled = "settled",
        /// 部分解决
        Partly = "partly",
        /// 未解决
        NotSettled = "not_settled",
        /// 未评价
        Unrated = "unrated",
    }
}

impl From<Option<Settled>> for ClosedResult {
    fn from(latest: Option<Settled>) -> Self {
        match latest {
            Some(Settled::Yes) => Self::Settled,
            Some(Settled::Partly) => Self::Partly,
            Some(Settled::No) => Self::NotSettled,
            None => Self::Unrated,
        }
    }
}

/// A verb that is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongStage {
    /// The table has no such transition.
    #[error("cannot {verb} a message that is {stage}")]
    NotFrom {
        /// The stage.
        stage: StageKind,
        /// The verb.
        verb: Verb,
    },
    /// The one appeal has been used.
    #[error("the one appeal has been used")]
    AppealUsed,
    /// After two refusals only a supervisor gives it to a unit.
    #[error("after two refusals a supervisor binds a unit")]
    NeedsDesignation,
    /// The unit has asked the writer as often as it may.
    #[error("the writer was asked as often as allowed")]
    AskedEnough,
    /// The one extension has been asked for.
    #[error("the one extension has been asked for")]
    ExtensionUsed,
    /// No extension waits for a decision.
    #[error("no extension waits for a decision")]
    NoExtensionAsked,
    /// More days than an extension may have.
    #[error("an extension is 1 to {max} working days")]
    ExtensionTooLong {
        /// The most working days.
        max: u32,
    },
    /// A published reply is answered again only after a follow-up.
    #[error("nothing was asked since the reply")]
    NothingAsked,
    /// The time for rating, following up and asking to reopen is over.
    #[error("the time for it is over")]
    TimeOver,
    /// The published reply has been rated since it was published.
    #[error("this reply has been rated")]
    Rated,
    /// A life may be in danger: whoever is on duty looks first.
    #[error("a life may be in danger: whoever is on duty looks first")]
    DangerOpen,
    /// The writer did not open the identity switch.
    #[error("the writer has not opened the identity switch")]
    IdentityClosed,
}

/// The table of transitions: the stage that `verb` leads to, or none where it is refused.
///
/// The one source of what is legal. docs/stages.md is its print.
pub const fn next(stage: StageKind, verb: Verb) -> Option<StageKind> {
    use StageKind as S;
    use Verb as V;
    Some(match (stage, verb) {
        (_, V::Erase) => stage,
        (S::Withdrawn | S::TakenDown, _) => return None,

        (S::Submitted, V::Edit | V::Redact | V::MoveOffice | V::Split | V::LinkDuplicate) => stage,
        (S::Submitted, V::Publish) => S::Open,
        (S::Submitted, V::Decline) => S::Declined,
        (S::Submitted | S::Open, V::Divert) => S::Diverted,
        (S::Declined, V::Amend | V::Appeal) => S::Submitted,
        (
            S::Submitted
            | S::Declined
            | S::Open
            | S::Assigned
            | S::Handling
            | S::AwaitingWriter
            | S::InReview,
            V::Withdraw,
        ) => S::Withdrawn,

        (S::Submitted | S::Declined, _) => return None,
        (_, V::Redact | V::Support | V::Follow) => stage,
        (_, V::TakeDown) => S::TakenDown,
        (S::Diverted, _) => return None,

        (S::Open, V::Assign) => S::Assigned,
        (S::Assigned | S::Handling, V::Transfer) => S::Assigned,
        // A bound unit has nothing to confirm.
        (S::Open | S::Assigned | S::Handling, V::Designate) => S::Handling,
        (S::Open | S::Assigned, V::MoveOffice) => S::Open,
        (S::Open | S::Assigned, V::Split) => stage,
        (S::Assigned, V::Accept) => S::Handling,
        (S::Assigned, V::Refuse) => S::Open,

        (S::Handling, V::AskWriter) => S::AwaitingWriter,
        (S::AwaitingWriter, V::AnswerClarification) => S::Handling,
        // A contact is for the work alone: neither before the unit took it nor after it ended.
        (
            S::Handling | S::AwaitingWriter | S::InReview | S::Replied | S::ReopenRequested,
            V::RevealContact,
        ) => stage,
        (S::Handling, V::RequestExtension | V::GrantExtension | V::DenyExtension) => stage,
        (S::Assigned | S::Handling | S::AwaitingWriter, V::AddCoUnit) => stage,
        (
            S::Handling | S::AwaitingWriter | S::InReview | S::Replied,
            V::RecordOffline | V::PostInterim,
        ) => stage,
        // From `replied`: the answer to a follow-up, reviewed like any other.
        (S::Handling | S::Replied, V::SubmitReply) => S::InReview,
        (S::InReview, V::ReturnReply) => S::Handling,
        (S::InReview, V::PublishReply) => S::Replied,

        (S::Replied, V::Rate | V::FollowUp) => stage,
        (S::Replied, V::RequestReopen) => S::ReopenRequested,
        (S::ReopenRequested, V::Reopen) => S::Handling,
        (S::ReopenRequested, V::KeepClosed) => S::Replied,
        (S::Replied, V::Close) => S::Closed,
        (S::Replied | S::Closed, V::CorrectReply) => stage,

        (S::Closed, _) => return None,
        (
            S::Open | S::Assigned | S::Handling | S::AwaitingWriter | S::InReview,
            V::Remind | V::Escalate,
        ) => stage,
        (_, V::Instruct | V::LinkDuplicate) => stage,
        _ => return None,
    })
}

/// The table as text, one transition a line: `stage verb stage`. Whoever names a version of the table hashes this.
pub fn transitions() -> String {
    use std::fmt::Write;
    let mut lines = String::new();
    for stage in StageKind::ALL {
        for verb in Verb::ALL {
            if let Some(to) = next(*stage, *verb) {
                // Writing to a string cannot fail.
                writeln!(lines, "{stage} {verb} {to}").unwrap_or_default();
            }
        }
    }
    lines
}

impl Stage {
    /// The stage without what it carries.
    pub const fn kind(&self) -> StageKind {
        match self {
            Self::Submitted { .. } => StageKind::Submitted,
            Self::Declined { .. } => StageKind::Declined,
            Self::Diverted { .. } => StageKind::Diverted,
            Self::Open { .. } => StageKind::Open,
            Self::Assigned { .. } => StageKind::Assigned,
            Self::Handling { .. } => StageKind::Handling,
            Self::AwaitingWriter { .. } => StageKind::AwaitingWriter,
            Self::InReview { .. } => StageKind::InReview,
            Self::Replied { .. } => StageKind::Replied,
            Self::ReopenRequested { .. } => StageKind::ReopenRequested,
            Self::Closed { .. } => StageKind::Closed,
            Self::Withdrawn { .. } => StageKind::Withdrawn,
            Self::TakenDown { .. } => StageKind::TakenDown,
        }
    }

    /// The unit that has it.
    pub const fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Assigned { unit, .. }
            | Self::Handling { unit }
            | Self::AwaitingWriter { unit, .. }
            | Self::InReview { unit, .. }
            | Self::Replied { unit, .. }
            | Self::ReopenRequested { unit, .. } => Some(*unit),
            Self::Closed { unit, .. } => *unit,
            _ => None,
        }
    }

    /// The final reply that is being reviewed or was published.
    pub const fn reply(&self) -> Option<ReplyId> {
        match self {
            Self::InReview { reply, .. }
            | Self::Replied { reply, .. }
            | Self::ReopenRequested { reply, .. } => Some(*reply),
            Self::Closed { reply, .. } => *reply,
            _ => None,
        }
    }

    /// The named refusal of a verb that is not possible from here.
    pub const fn refuse(&self, verb: Verb) -> WrongStage {
        WrongStage::NotFrom {
            stage: self.kind(),
            verb,
        }
    }

    /// Checks a verb that leaves the stage as it is.
    pub fn stay(&self, verb: Verb) -> Result<(), WrongStage> {
        match next(self.kind(), verb) {
            Some(to) if to == self.kind() => Ok(()),
            _ => Err(self.refuse(verb)),
        }
    }

    /// Checks that the table leads somewhere.
    pub fn may_leave_by(&self, verb: Verb) -> Result<(), WrongStage> {
        next(self.kind(), verb)
            .map(|_to| ())
            .ok_or_else(|| self.refuse(verb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, as the operator's guide prints it.
    fn table() -> String {
        use std::fmt::Write;
        let mut page = String::from(
            "# Stages and verbs\n\nPrinted by a test from `crates/domain/src/stage.rs`: what each verb leads to, from each stage. \
             A verb that is not listed under a stage is refused there. `submit` makes a message that is `submitted`.\n",
        );
        for stage in StageKind::ALL {
            write!(page, "\n## {stage}\n\n| verb | leads to |\n|---|---|\n").unwrap();
            for verb in Verb::ALL {
                if let Some(to) = next(*stage, *verb) {
                    let to = if to == *stage {
                        "(stays)".to_owned()
                    } else {
                        to.to_string()
                    };
                    writeln!(page, "| {verb} | {to} |").unwrap();
                }
            }
        }
        page
    }

    #[test]
    fn the_table_is_as_the_guide_prints_it() {
        crate::permission::tests::assert_printed("docs/stages.md", &table());
    }

    #[test]
    fn every_verb_but_submit_leads_somewhere_and_nothing_leaves_the_end() {
        for verb in Verb::ALL {
            let possible = StageKind::ALL
                .iter()
                .any(|stage| next(*stage, *verb).is_some());
            assert_eq!(possible, *verb != Verb::Submit, "{verb}");
        }
        for verb in Verb::ALL {
            for end in [StageKind::Withdrawn, StageKind::TakenDown] {
                assert!(next(end, *verb).is_none_or(|to| to == end && *verb == Verb::Erase));
            }
        }
    }

    #[test]
    fn only_the_writers_word_makes_settled() {
        assert_eq!(ClosedResult::from(None), ClosedResult::Unrated);
        assert_eq!(
            ClosedResult::from(Some(Settled::Yes)),
            ClosedResult::Settled
        );
    }

    #[test]
    fn a_stage_survives_its_row() {
        let stage = Stage::Assigned {
            unit: UnitId(7),
            accept_by: Timestamp::from_millisecond(1_780_000_000_123).unwrap(),
        };
        let row = serde_json::to_string(&stage).unwrap();
        assert_eq!(
            row,
            r#"{"stage":"assigned","unit":7,"accept_by":1780000000123}"#
        );
        assert_eq!(serde_json::from_str::<Stage>(&row).unwrap(), stage);
    }
}
