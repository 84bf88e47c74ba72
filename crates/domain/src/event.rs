//! What happened to a message: codes, days and ids of texts; never a text, a name or a number of a person.

use crate::actor::Role;
use crate::ids::{ContentId, EventId, MessageId, OfficeId, PersonId, RatingId, ReplyId, UnitId};
use crate::message::LateStep;
use crate::reply::ReturnReason;
use crate::screening::{Channel, DeclineReason, TakeDownGround};
use crate::stage::{ClosedResult, StageKind};
use crate::verb::Verb;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::serde::timestamp::millisecond::required as ms;
use serde::{Deserialize, Serialize};

/// One thing that happened. The tag is the code in rows and in the API; the public log has kinds of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each is the past of a verb, which verb.rs explains; fields say themselves"
)]
pub enum Event {
    Submitted,
    Imported {
        source: String,
        stage: StageKind,
    },
    Edited,
    Published {
        redacted: bool,
        /// Why personal data that was found stays in the public text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unmasked: Option<ContentId>,
    },
    Declined {
        reason: DeclineReason,
        guidance: Option<ContentId>,
    },
    Amended,
    Appealed {
        text: ContentId,
    },
    Diverted {
        channel: Channel,
        guidance: Option<ContentId>,
    },
    Redacted {
        title: Option<ContentId>,
        body: Option<ContentId>,
        demand: Option<ContentId>,
        /// Why personal data that was found stays in the public text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unmasked: Option<ContentId>,
    },
    TakenDown {
        ground: TakeDownGround,
        /// Who asked for it.
        second: PersonId,
        /// The law or decision in words.
        basis: ContentId,
    },
    Assigned {
        unit: UnitId,
        #[serde(with = "ms")]
        due: Timestamp,
    },
    Accepted {
        unit: UnitId,
        silence: bool,
    },
    Refused {
        unit: UnitId,
        ground: ContentId,
    },
    Transferred {
        from: UnitId,
        to: UnitId,
        note: Option<ContentId>,
    },
    CoUnitAdded {
        unit: UnitId,
    },
    Designated {
        unit: UnitId,
        note: Option<ContentId>,
    },
    WriterAsked {
        unit: UnitId,
        text: ContentId,
    },
    ClarificationAnswered {
        text: Option<ContentId>,
    },
    ContactRevealed {
        unit: UnitId,
        reason: ContentId,
    },
    ExtensionRequested {
        days: u32,
        reason: ContentId,
    },
    ExtensionGranted {
        days: u32,
        #[serde(with = "ms")]
        due: Timestamp,
    },
    ExtensionDenied {
        reason: Option<ContentId>,
    },
    OfflineRecorded {
        day: Date,
        text: ContentId,
    },
    InterimPosted {
        reply: ReplyId,
    },
    ReplySubmitted {
        reply: ReplyId,
    },
    ReplyReturned {
        reply: ReplyId,
        reason: ReturnReason,
        note: Option<ContentId>,
        #[serde(with = "ms")]
        answer_by: Timestamp,
    },
    ReplyPublished {
        reply: ReplyId,
        on_time: bool,
        /// Why personal data that was found stays in the reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unmasked: Option<ContentId>,
    },
    ReplyCorrected {
        reply: ReplyId,
        text: ContentId,
    },
    Rated {
        rating: RatingId,
    },
    FollowedUp {
        text: ContentId,
    },
    ReopenRequested {
        text: ContentId,
    },
    Reopened {
        note: Option<ContentId>,
    },
    KeptClosed {
        reason: ContentId,
    },
    Instructed {
        text: ContentId,
        public: bool,
        personally: bool,
    },
    Reminded {
        note: Option<ContentId>,
    },
    Escalated,
    OfficeMoved {
        from: OfficeId,
        to: OfficeId,
    },
    Split {
        into: MessageId,
    },
    /// Begins the thread of the message that was split off.
    SplitOff {
        from: MessageId,
    },
    LinkedDuplicate {
        to: MessageId,
    },
    Late {
        step: LateStep,
    },
    Closed {
        result: ClosedResult,
    },
    Withdrawn {
        #[serde(with = "ms")]
        effective_at: Timestamp,
    },
    Erased,
}

/// Who may read that an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventSight {
    /// Everyone who may read the message.
    Public,
    /// The writer and staff who may read it.
    Parties,
    /// Staff who may read it.
    Staff,
}

impl Event {
    /// Who may read that it happened.
    pub fn sight(&self) -> EventSight {
        match self {
            Self::Instructed { public: false, .. } | Self::Reminded { .. } => EventSight::Staff,
            // That the writer's contact was looked at is the writer's to know, and nobody's beyond the house.
            Self::Edited | Self::Appealed { .. } | Self::Amended | Self::ContactRevealed { .. } => {
                EventSight::Parties
            }
            _ => EventSight::Public,
        }
    }

    /// Who may read the text that the event itself carries. A clarification stays between writer and unit;
    /// the note to a returned reply and the ground of a refusal stay inside.
    pub fn text_sight(&self) -> EventSight {
        match self {
            Self::WriterAsked { .. }
            | Self::ClarificationAnswered { .. }
            | Self::Appealed { .. } => EventSight::Parties,
            Self::Published { .. }
            | Self::Redacted { .. }
            | Self::ReplyPublished { .. }
            | Self::ReplyReturned { .. }
            | Self::Refused { .. }
            | Self::Transferred { .. }
            | Self::Designated { .. }
            | Self::ExtensionRequested { .. }
            | Self::Reminded { .. } => EventSight::Staff,
            Self::Declined { .. } | Self::TakenDown { .. } => EventSight::Parties,
            other => other.sight(),
        }
    }

    /// The text that the event itself carries.
    pub fn text(&self) -> Option<ContentId> {
        match self {
            Self::Appealed { text }
            | Self::WriterAsked { text, .. }
            | Self::OfflineRecorded { text, .. }
            | Self::ReplyCorrected { text, .. }
            | Self::FollowedUp { text }
            | Self::ReopenRequested { text }
            | Self::Instructed { text, .. }
            | Self::Refused { ground: text, .. }
            | Self::ExtensionRequested { reason: text, .. }
            | Self::ContactRevealed { reason: text, .. }
            | Self::TakenDown { basis: text, .. }
            | Self::KeptClosed { reason: text } => Some(*text),
            Self::Declined { guidance: text, .. }
            | Self::Diverted { guidance: text, .. }
            | Self::Transferred { note: text, .. }
            | Self::Designated { note: text, .. }
            | Self::ClarificationAnswered { text }
            | Self::ExtensionDenied { reason: text }
            | Self::ReplyReturned { note: text, .. }
            | Self::Reopened { note: text }
            | Self::Published { unmasked: text, .. }
            | Self::Redacted { unmasked: text, .. }
            | Self::ReplyPublished { unmasked: text, .. }
            | Self::Reminded { note: text } => *text,
            _ => None,
        }
    }

    /// The reply that it speaks of.
    pub fn reply(&self) -> Option<ReplyId> {
        match self {
            Self::InterimPosted { reply }
            | Self::ReplySubmitted { reply }
            | Self::ReplyReturned { reply, .. }
            | Self::ReplyPublished { reply, .. }
            | Self::ReplyCorrected { reply, .. } => Some(*reply),
            _ => None,
        }
    }

    /// The other message that it points to.
    pub fn other(&self) -> Option<MessageId> {
        match self {
            Self::Split { into: other }
            | Self::SplitOff { from: other }
            | Self::LinkedDuplicate { to: other } => Some(*other),
            _ => None,
        }
    }

    /// The unit that it speaks of.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Assigned { unit, .. }
            | Self::Accepted { unit, .. }
            | Self::Refused { unit, .. }
            | Self::CoUnitAdded { unit }
            | Self::Designated { unit, .. }
            | Self::WriterAsked { unit, .. }
            | Self::ContactRevealed { unit, .. }
            | Self::Transferred { to: unit, .. } => Some(*unit),
            _ => None,
        }
    }

    /// The verb that it is the past of: what leads from one stage to the next. None for what is nobody's deed:
    /// that something came from an archive, and that somebody is late.
    pub fn verb(&self) -> Option<Verb> {
        Some(match self {
            Self::Imported { .. } | Self::Late { .. } => return None,
            Self::Submitted => Verb::Submit,
            Self::Edited => Verb::Edit,
            Self::Published { .. } => Verb::Publish,
            Self::Declined { .. } => Verb::Decline,
            Self::Amended => Verb::Amend,
            Self::Appealed { .. } => Verb::Appeal,
            Self::Diverted { .. } => Verb::Divert,
            Self::Redacted { .. } => Verb::Redact,
            Self::TakenDown { .. } => Verb::TakeDown,
            Self::Assigned { .. } => Verb::Assign,
            Self::Accepted { .. } => Verb::Accept,
            Self::Refused { .. } => Verb::Refuse,
            Self::Transferred { .. } => Verb::Transfer,
            Self::CoUnitAdded { .. } => Verb::AddCoUnit,
            Self::Designated { .. } => Verb::Designate,
            Self::WriterAsked { .. } => Verb::AskWriter,
            Self::ClarificationAnswered { .. } => Verb::AnswerClarification,
            Self::ContactRevealed { .. } => Verb::RevealContact,
            Self::ExtensionRequested { .. } => Verb::RequestExtension,
            Self::ExtensionGranted { .. } => Verb::GrantExtension,
            Self::ExtensionDenied { .. } => Verb::DenyExtension,
            Self::OfflineRecorded { .. } => Verb::RecordOffline,
            Self::InterimPosted { .. } => Verb::PostInterim,
            Self::ReplySubmitted { .. } => Verb::SubmitReply,
            Self::ReplyReturned { .. } => Verb::ReturnReply,
            Self::ReplyPublished { .. } => Verb::PublishReply,
            Self::ReplyCorrected { .. } => Verb::CorrectReply,
            Self::Rated { .. } => Verb::Rate,
            Self::FollowedUp { .. } => Verb::FollowUp,
            Self::ReopenRequested { .. } => Verb::RequestReopen,
            Self::Reopened { .. } => Verb::Reopen,
            Self::KeptClosed { .. } => Verb::KeepClosed,
            Self::Instructed { .. } => Verb::Instruct,
            Self::Reminded { .. } => Verb::Remind,
            Self::Escalated => Verb::Escalate,
            Self::OfficeMoved { .. } => Verb::MoveOffice,
            Self::Split { .. } | Self::SplitOff { .. } => Verb::Split,
            Self::LinkedDuplicate { .. } => Verb::LinkDuplicate,
            Self::Closed { .. } => Verb::Close,
            Self::Withdrawn { .. } => Verb::Withdraw,
            Self::Erased => Verb::Erase,
        })
    }

    /// The code of the event.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Imported { .. } => "imported",
            Self::Edited => "edited",
            Self::Published { .. } => "published",
            Self::Declined { .. } => "declined",
            Self::Amended => "amended",
            Self::Appealed { .. } => "appealed",
            Self::Diverted { .. } => "diverted",
            Self::Redacted { .. } => "redacted",
            Self::TakenDown { .. } => "taken_down",
            Self::Assigned { .. } => "assigned",
            Self::Accepted { .. } => "accepted",
            Self::Refused { .. } => "refused",
            Self::Transferred { .. } => "transferred",
            Self::CoUnitAdded { .. } => "co_unit_added",
            Self::Designated { .. } => "designated",
            Self::WriterAsked { .. } => "writer_asked",
            Self::ClarificationAnswered { .. } => "clarification_answered",
            Self::ContactRevealed { .. } => "contact_revealed",
            Self::ExtensionRequested { .. } => "extension_requested",
            Self::ExtensionGranted { .. } => "extension_granted",
            Self::ExtensionDenied { .. } => "extension_denied",
            Self::OfflineRecorded { .. } => "offline_recorded",
            Self::InterimPosted { .. } => "interim_posted",
            Self::ReplySubmitted { .. } => "reply_submitted",
            Self::ReplyReturned { .. } => "reply_returned",
            Self::ReplyPublished { .. } => "reply_published",
            Self::ReplyCorrected { .. } => "reply_corrected",
            Self::Rated { .. } => "rated",
            Self::FollowedUp { .. } => "followed_up",
            Self::ReopenRequested { .. } => "reopen_requested",
            Self::Reopened { .. } => "reopened",
            Self::KeptClosed { .. } => "kept_closed",
            Self::Instructed { .. } => "instructed",
            Self::Reminded { .. } => "reminded",
            Self::Escalated => "escalated",
            Self::OfficeMoved { .. } => "office_moved",
            Self::Split { .. } => "split",
            Self::SplitOff { .. } => "split_off",
            Self::LinkedDuplicate { .. } => "linked_duplicate",
            Self::Late { .. } => "late",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Erased => "erased",
        }
    }
}

/// Who did it, as the record keeps it: the role and the unit are public, the person is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// In which role.
    pub role: Role,
    /// For which unit.
    pub unit: Option<UnitId>,
    /// Which account; none: the clock, or an archive.
    pub person: Option<PersonId>,
}

/// An event in its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: EventId,
    /// The message.
    pub message: MessageId,
    /// Its place in the thread: 1, 2, 3 …
    pub n: u32,
    /// When.
    pub at: Timestamp,
    /// Its place among all events, once the sequencer has numbered it.
    pub position: Option<i64>,
    /// Who.
    pub by: By,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_tag_in_the_row() {
        for event in [
            Event::Submitted,
            Event::Edited,
            Event::Escalated,
            Event::Erased,
            Event::Closed {
                result: ClosedResult::Unrated,
            },
            Event::ClarificationAnswered { text: None },
            Event::CoUnitAdded { unit: UnitId(1) },
            Event::Split { into: MessageId(2) },
            Event::SplitOff { from: MessageId(1) },
            Event::ReopenRequested { text: ContentId(1) },
            Event::Late {
                step: LateStep::Review,
            },
        ] {
            let row = serde_json::to_value(&event).unwrap();
            assert_eq!(row.get("kind").unwrap(), event.code());
            assert_eq!(serde_json::from_value::<Event>(row).unwrap(), event);
        }
    }
}
