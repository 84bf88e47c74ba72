//! Entries: what the log says, as canonical JSON (RFC 8785) in one spelling only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use crate::commitments::Commitment;
use crate::facts::{Code, Fact, MAX_NUMBER, MessageNumber, Name};
use crate::hash::Hash;
use crate::kinds::Kind;
use crate::tree::leaf_hash;

/// The longest entry, in bytes: entries are under 4 KiB.
pub const MAX_ENTRY: usize = 4095;

/// Bytes of most entries.
const USUAL: usize = 768;

/// The version that this crate writes and reads.
const VERSION: u8 = 1;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
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
        let mut bytes = Vec::with_capacity(USUAL);
        serde_json::to_writer(&mut bytes, self).map_err(|error| InvalidEntry::json(&error))?;
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

/// An entry as it is written, with the short names of the format. They stand in the order that RFC 8785 asks for, as the
/// names in the maps do; all are ASCII, no text needs an escape, and numbers are whole and below 2^53: so the JSON that
/// serde writes is the canonical one. The tests compare it with what a canonicalizer makes of it.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    f: &'a BTreeMap<Name, Commitment>,
    k: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    o: Option<&'a Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<&'a Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'a MessageNumber>,
    t: u64,
    v: u8,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    x: &'a BTreeMap<Name, Fact>,
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let link = self.link.as_ref();
        let written = Written {
            f: &self.fields,
            k: self.kind,
            n: link.map(Link::step),
            o: self.office.as_ref(),
            p: link.and_then(Link::previous),
            s: link.map(Link::message),
            t: self.time,
            v: VERSION,
            x: &self.facts,
        };
        written.serialize(to)
    }
}

/// An entry as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u8,
    k: Kind,
    t: u64,
    s: Option<MessageNumber>,
    n: Option<u64>,
    p: Option<Hash>,
    o: Option<Code>,
    #[serde(default)]
    f: BTreeMap<Name, Commitment>,
    #[serde(default)]
    x: BTreeMap<Name, Fact>,
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
