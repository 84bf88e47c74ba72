//! What somebody agreed to: for which purpose, to which version of its words, when, and until when.

use crate::Timestamp;
use crate::codes::codes;
use crate::ids::MessageId;

codes! {
    /// What consent is asked for. Each is asked for by itself.
    Purpose {
        /// An account, and text messages about one's own messages: the privacy notice as a whole.
        Account = "account",
        /// That everybody reads a message, or how far it is: asked for with each message.
        Publish = "publish",
        /// That the unit which handles a message may see the contact and the hidden remark: the switch of the message.
        Identity = "identity",
    }
}

impl Purpose {
    /// The version of the words that are shown now: the day from which they hold. Whoever changes the words of a
    /// purpose in any language gives it a new day here; a test keeps the two together.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Account | Self::Publish | Self::Identity => "2026-11-23",
        }
    }

    /// Whether it is asked for with each message.
    pub const fn is_of_a_message(self) -> bool {
        !matches!(self, Self::Account)
    }
}

/// That somebody agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// With which message; none: for all that the purpose covers.
    pub message: Option<MessageId>,
    /// Which words were shown: the day from which they hold.
    pub version: String,
    /// When.
    pub given_at: Timestamp,
    /// Until when; none: it holds.
    pub withdrawn_at: Option<Timestamp>,
}
