//! How a log goes on: under another key, which an entry that the old key signed names; or in another log, whose first
//! entry commits to the last checkpoint of this one.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::checkpoints::{Checkpoint, SignedCheckpoint};
use crate::entries::Entry;
use crate::facts::{Fact, Name, Value, Whole};
use crate::hash::Hash;
use crate::keys::{KeyName, VerifierKey};
use crate::kinds::Kind;

const FROM: Name = Name::literal("from");
const TO: Name = Name::literal("to");
const KEY: Name = Name::literal("key");
const ORIGIN: Name = Name::literal("origin");
const SIZE: Name = Name::literal("size");
const ROOT: Name = Name::literal("root");
const SEEN: Name = Name::literal("seen");

/// Two public keys of one log: the one that signs up to and with the entry, and the one that signs after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// The 32 bytes of the old key.
    pub from: Hash,
    /// The 32 bytes of the new key.
    pub to: Hash,
}

impl Announced {
    /// The facts of a `key.rotated`.
    pub fn facts(from: &VerifierKey, to: &VerifierKey) -> BTreeMap<Name, Fact> {
        BTreeMap::from([(FROM, public(from)), (TO, public(to))])
    }

    /// What a `key.rotated` says; none if it names no two keys.
    pub fn of(entry: &Entry) -> Option<Self> {
        let announced = Self {
            from: hash(entry, &FROM)?,
            to: hash(entry, &TO)?,
        };
        (entry.kind == Kind::KeyRotated && announced.from != announced.to).then_some(announced)
    }
}

/// A change of keys, where it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// The entry that announces it.
    pub index: u64,
    /// What it says; none if it names no two keys.
    pub announced: Option<Announced>,
    /// The root of the tree whose last entry it is. Both keys sign that tree: the handover.
    pub root: Hash,
}

impl Rotation {
    /// The size of the tree that both keys sign.
    pub fn size(&self) -> u64 {
        self.index + 1
    }

    /// Judges the handover, and the key before it. Gives the key that signs from here on.
    ///
    /// # Errors
    ///
    /// When the change was not announced under the old key, or another took its place.
    pub fn verify(
        &self,
        origin: &KeyName,
        before: Option<&VerifierKey>,
        handover: Option<&SignedCheckpoint>,
    ) -> Result<(VerifierKey, VerifierKey), WrongHandover> {
        let announced = self.announced.ok_or(WrongHandover::Entry)?;
        let key = |public: &Hash| {
            let key = VerifierKey::of_log(origin.clone(), public.as_bytes());
            key.ok().ok_or(WrongHandover::Entry)
        };
        let (from, to) = (key(&announced.from)?, key(&announced.to)?);
        if before.is_some_and(|before| *before != from) {
            return Err(WrongHandover::OtherKey);
        }
        let handover = handover.ok_or(WrongHandover::Missing)?;
        let tree = Checkpoint {
            origin: origin.clone(),
            size: self.size(),
            root: self.root,
        };
        if *handover.checkpoint() != tree {
            return Err(WrongHandover::OtherTree);
        }
        for key in [&from, &to] {
            handover.verify(key).ok().ok_or(WrongHandover::Unsigned)?;
        }
        Ok((from, to))
    }
}

/// Why a change of keys does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongHandover {
    /// The entry names no two keys.
    #[error("the entry names no two keys")]
    Entry,
    /// Another key had signed before.
    #[error("the key that hands over is not the one that signed before")]
    OtherKey,
    /// The checkpoint that both keys sign is not there.
    #[error("the checkpoint that both keys sign is missing")]
    Missing,
    /// It is of another tree.
    #[error("the checkpoint that both keys sign is of another tree")]
    OtherTree,
    /// One of both did not sign it.
    #[error("one of both keys has not signed the handover")]
    Unsigned,
}

/// The facts of a `log.retired`: the key of the log that succeeds, and the hash of its name.
pub fn retired_facts(next: &VerifierKey) -> BTreeMap<Name, Fact> {
    BTreeMap::from([(KEY, public(next)), (ORIGIN, digest(next.name()))])
}

/// Whether a `log.retired` names this key.
pub fn is_succeeded_by(entry: &Entry, next: &VerifierKey) -> bool {
    entry.kind == Kind::LogRetired && entry.facts == retired_facts(next)
}

/// The facts of a `log.succeeded`: the last checkpoint of the log before, its key and the hash of its name; and how
/// many entries of it were once seen elsewhere, if they are more.
pub fn succeeded_facts(
    last: &Checkpoint,
    key: &VerifierKey,
    seen: Option<u64>,
) -> BTreeMap<Name, Fact> {
    let whole = |number: u64| {
        let number = i64::try_from(number).ok();
        number.and_then(|number| Whole::try_from(number).ok())
    };
    let mut facts = BTreeMap::from([
        (KEY, public(key)),
        (ORIGIN, digest(&last.origin)),
        (ROOT, Fact::from(last.root)),
    ]);
    facts.extend(whole(last.size).map(|size| (SIZE, Fact::from(size))));
    let more = seen.filter(|seen| *seen > last.size).and_then(whole);
    facts.extend(more.map(|seen| (SEEN, Fact::from(seen))));
    facts
}

/// Whether a `log.succeeded` commits to this end of a log.
pub fn succeeds(entry: &Entry, last: &Checkpoint, key: &VerifierKey) -> bool {
    entry.kind == Kind::LogSucceeded && entry.facts == succeeded_facts(last, key, lost_from(entry))
}

/// The entries of the log before that were seen elsewhere, where a `log.succeeded` says that they were more than it
/// succeeds.
pub fn lost_from(entry: &Entry) -> Option<u64> {
    match entry.facts.get(&SEEN)? {
        Fact::One(Value::Number(seen)) => u64::try_from(seen.get()).ok(),
        _ => None,
    }
}

fn public(key: &VerifierKey) -> Fact {
    Fact::from(Hash::new(*key.public()))
}

fn digest(name: &KeyName) -> Fact {
    Fact::from(Hash::new(Sha256::digest(name.as_str().as_bytes()).into()))
}

fn hash(entry: &Entry, name: &Name) -> Option<Hash> {
    match entry.facts.get(name)? {
        Fact::One(Value::Hash(hash)) => Some(*hash),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
