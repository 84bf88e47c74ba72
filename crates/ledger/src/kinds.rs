//! The kinds of entries. A kind's name is for ever: it stands in every copy of the log.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Declares the kinds with the names they have in an entry.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal,)+) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        pub enum Kind {
            $($(#[$doc])+ $variant,)+
        }

        impl Kind {
            /// Every kind, those of a message first.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in an entry.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// A message came in.
    Received = "message.received",
    /// A message of another system was taken over; its times are claims.
    Imported = "imported",
    /// An editor published or declined it; a decline carries its reason code.
    Screened = "screened",
    /// The writer asks another editor to look at a decline.
    Appealed = "appealed",
    /// It was sent to the channel that the law provides.
    Diverted = "diverted",
    /// The writer changed it before screening.
    Amended = "amended",
    /// A passage was masked.
    Redacted = "redacted",
    /// What was public was taken down, on a named ground.
    TakenDown = "taken_down",
    /// One matter was made a message of its own.
    Split = "split",
    /// It repeats an earlier message.
    Linked = "linked",
    /// A unit was asked to handle it.
    Assigned = "assigned",
    /// The supervisor named the unit, bindingly.
    Designated = "designated",
    /// Further units take part.
    CoUnits = "co-units",
    /// Something was done on the spot: a contact, a visit, an inspection.
    Offline = "offline",
    /// An interim reply.
    Interim = "interim",
    /// The writer asked again below a reply.
    FollowedUp = "followed-up",
    /// A superior gave an instruction.
    Instructed = "instructed",
    /// A request to reopen was judged: it stays closed.
    KeptClosed = "kept-closed",
    /// The unit confirmed that it is its matter.
    Accepted = "accepted",
    /// The unit refused, with the ground in its duties.
    Refused = "refused",
    /// It was handed to another unit.
    Transferred = "transferred",
    /// More time was asked for, granted or denied.
    Extended = "extended",
    /// It went one level up.
    Escalated = "escalated",
    /// A unit handed in a reply.
    ReplySubmitted = "reply.submitted",
    /// An editor sent the reply back; carries the reason code.
    ReplyReturned = "reply.returned",
    /// The reply was published.
    ReplyPublished = "reply.published",
    /// The published reply was corrected.
    ReplyCorrected = "reply.corrected",
    /// The writer was asked for facts, or gave them.
    Clarification = "clarification",
    /// The writer rated the reply.
    Rated = "rated",
    /// The writer asks to reopen.
    ReopenRequested = "reopen.requested",
    /// An editor judged the request.
    ReopenJudged = "reopen.judged",
    /// Somebody was late: an editor with screening or review, a unit with its reply.
    Late = "late",
    /// It was addressed to another office.
    Moved = "moved",
    /// The writer withdrew it.
    Withdrawn = "withdrawn",
    /// It was closed.
    Closed = "closed",
    /// Content was erased; carries the code of the legal ground.
    Erased = "erased",
    /// An earlier entry of the message was taken back within its ten minutes.
    Undone = "undone",
    /// A day's sealed messages, as blinded commitments.
    SealedBatch = "sealed.batch",
    /// Somebody may act for an office or a unit.
    ActorAdded = "actor.added",
    /// Somebody may not any more.
    ActorRemoved = "actor.removed",
    /// Rules changed; carries the version of the transition table.
    PolicyChanged = "policy.changed",
    /// Figures were published; carries the root of their table.
    FiguresPublished = "figures.published",
    /// The hash of a day's security events.
    SecurityDay = "security.day",
    /// Another release runs.
    ReleaseInstalled = "release.installed",
    /// The log will sign with another key.
    KeyRotated = "key.rotated",
    /// The last entry of a log that another succeeds: names the key of that one.
    LogRetired = "log.retired",
    /// The first entry of a log that succeeds another: commits to its last checkpoint.
    LogSucceeded = "log.succeeded",
}

impl Kind {
    /// Whether the entry belongs to a message, and so carries its number, counter and link.
    pub const fn concerns_message(self) -> bool {
        !matches!(
            self,
            Self::SealedBatch
                | Self::ActorAdded
                | Self::ActorRemoved
                | Self::PolicyChanged
                | Self::FiguresPublished
                | Self::SecurityDay
                | Self::ReleaseInstalled
                | Self::KeyRotated
                | Self::LogRetired
                | Self::LogSucceeded
        )
    }

    /// Whether texts that the message published before may be gone after such an entry.
    pub const fn removes_content(self) -> bool {
        matches!(
            self,
            Self::Redacted | Self::TakenDown | Self::Withdrawn | Self::Erased
        )
    }

    /// Whether a message's first entry may be of this kind. A split begins the thread of the new message.
    pub const fn opens_thread(self) -> bool {
        matches!(self, Self::Received | Self::Imported | Self::Split)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .iter()
            .find(|kind| kind.as_str() == name)
            .copied()
            .ok_or(UnknownKind)
    }
}

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        kind.as_str()
    }
}

impl TryFrom<String> for Kind {
    type Error = UnknownKind;

    fn try_from(name: String) -> Result<Self, UnknownKind> {
        name.parse()
    }
}

/// No entry of version 1 has this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of entry")]
pub struct UnknownKind;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse::<Kind>().unwrap(), *kind);
            assert!(kind.concerns_message() || !kind.opens_thread());
        }
        assert_eq!("received".parse::<Kind>(), Err(UnknownKind));
    }
}
