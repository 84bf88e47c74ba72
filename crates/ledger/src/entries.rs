//! Entries: what the log says, as canonical JSON (RFC 8785) in one spelling only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::commitments::Commitment;
use crate::facts::{Code, Fact, MAX_NUMBER, MessageNumber, Name};
use crate::hash::Hash;
use crate::kinds::Kind;
use crate::tree::leaf_hash;

/// The longest entry, in bytes: entries are under 4 KiB.
pub const MAX_ENTRY: usize = 4095;

/// The version that this crate writes and reads.
const VERSION: u8 = 1;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Wire", try_from = "Wire")]
pub struct Entry {
    /// What happened.
    pub kind: Kind,
    /// When, by the server's clock, in milliseconds since 1970.
    pub time: u64,
    /// The place in the message's thread; none if the entry concerns no message.
    pub link: Option<Link>,
    /// The office or unit that acted.
    pub office: Option<Code>,
    /// The texts that the entry binds, by field.
    pub fields: BTreeMap<Name, Commitment>,
    /// What everybody may know.
    pub facts: BTreeMap<Name, Fact>,
}

/// The place of an entry in the thread of its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The first entry of a message.
    First {
        /// The message.
        message: MessageNumber,
    },
    /// A later one.
    Next {
        /// The message.
        message: MessageNumber,
        /// The position in the thread: 2 for the second entry.
        step: u64,
        /// The leaf hash of the entry before.
        previous: Hash,
    },
}

impl Link {
    /// The message.
    pub fn message(&self) -> &MessageNumber {
        match self {
            Self::First { message } | Self::Next { message, .. } => message,
        }
    }

    /// The position in the thread, from 1.
    pub fn step(&self) -> u64 {
        match self {
            Self::First { .. } => 1,
            Self::Next { step, .. } => *step,
        }
    }

    /// The leaf hash of the entry before, if there is one.
    pub fn previous(&self) -> Option<&Hash> {
        match self {
            Self::First { .. } => None,
            Self::Next { previous, .. } => Some(previous),
        }
    }
}

impl Entry {
    /// The bytes that are hashed, bundled and kept.
    pub fn encode(&self) -> Result<Vec<u8>, InvalidEntry> {
        self.check()?;
        let bytes =
            serde_json_canonicalizer::to_vec(self).map_err(|error| InvalidEntry::json(&error))?;
        if bytes.len() > MAX_ENTRY {
            Err(InvalidEntry::TooLong { given: bytes.len() })
        } else {
            Ok(bytes)
        }
    }

    /// Reads an entry. Only the canonical spelling is accepted, so that encoding gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, InvalidEntry> {
        if bytes.len() > MAX_ENTRY {
            return Err(InvalidEntry::TooLong { given: bytes.len() });
        }
        let entry: Self =
            serde_json::from_slice(bytes).map_err(|error| InvalidEntry::json(&error))?;
        if entry.encode()? == bytes {
            Ok(entry)
        } else {
            Err(InvalidEntry::NotCanonical)
        }
    }

    /// The leaf hash, which the next entry of the message links to.
    pub fn leaf_hash(&self) -> Result<Hash, InvalidEntry> {
        Ok(leaf_hash(&self.encode()?))
    }

    fn check(&self) -> Result<(), InvalidEntry> {
        if self.time > MAX_NUMBER {
            return Err(InvalidEntry::Time);
        }
        match &self.link {
            None if !self.kind.concerns_message() => Ok(()),
            Some(Link::First { .. }) if self.kind.opens_thread() => Ok(()),
            Some(Link::Next { step, .. })
                if self.kind.concerns_message() && (2..=MAX_NUMBER).contains(step) =>
            {
                Ok(())
            }
            _ => Err(InvalidEntry::Link),
        }
    }
}

/// Why something is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEntry {
    /// Longer than [`MAX_ENTRY`].
    #[error("the entry has {given} bytes; at most {MAX_ENTRY} are allowed")]
    TooLong {
        /// The length in bytes.
        given: usize,
    },
    /// Not the JSON of an entry.
    #[error("not the JSON of an entry: {reason}")]
    Json {
        /// Where and why, in the words of the JSON parser.
        reason: String,
    },
    /// An entry of a later version.
    #[error("the entry has version {given}, and only {VERSION} is known")]
    Version {
        /// The version it says.
        given: u8,
    },
    /// JSON of an entry, in another spelling than RFC 8785 asks for.
    #[error("the entry is not canonical JSON")]
    NotCanonical,
    /// The time cannot be written exactly.
    #[error("the time is out of range")]
    Time,
    /// A message's entry without its place, a first entry of a kind that opens no thread, or a place on an
    /// entry that concerns no message.
    #[error("the entry's kind does not fit its place in a thread")]
    Link,
}

impl InvalidEntry {
    fn json(error: &serde_json::Error) -> Self {
        Self::Json {
            reason: error.to_string(),
        }
    }
}

/// An entry as it is written, with the short names of the format.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u8,
    k: Kind,
    t: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    s: Option<MessageNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    o: Option<Code>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    f: BTreeMap<Name, Commitment>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    x: BTreeMap<Name, Fact>,
}

impl From<Entry> for Wire {
    fn from(entry: Entry) -> Self {
        let Entry {
            kind,
            time,
            link,
            office,
            fields,
            facts,
        } = entry;
        let (s, n, p) = match link {
            None => (None, None, None),
            Some(Link::First { message }) => (Some(message), Some(1), None),
            Some(Link::Next {
                message,
                step,
                previous,
            }) => (Some(message), Some(step), Some(previous)),
        };
        Self {
            v: VERSION,
            k: kind,
            t: time,
            s,
            n,
            p,
            o: office,
            f: fields,
            x: facts,
        }
    }
}

impl TryFrom<Wire> for Entry {
    type Error = InvalidEntry;

    fn try_from(wire: Wire) -> Result<Self, InvalidEntry> {
        let Wire {
            v,
            k,
            t,
            s,
            n,
            p,
            o,
            f,
            x,
        } = wire;
        if v != VERSION {
            return Err(InvalidEntry::Version { given: v });
        }
        let link = match (s, n, p) {
            (None, None, None) => None,
            (Some(message), Some(1), None) => Some(Link::First { message }),
            (Some(message), Some(step), Some(previous)) => Some(Link::Next {
                message,
                step,
                previous,
            }),
            _ => return Err(InvalidEntry::Link),
        };
        let entry = Self {
            kind: k,
            time: t,
            link,
            office: o,
            fields: f,
            facts: x,
        };
        entry.check()?;
        Ok(entry)
    }
}

#[cfg(test)]
mod tests;
