//! Checkpoints (C2SP tlog-checkpoint): the signed size and root of the tree. Ours have no extension lines.

use std::fmt;
use std::str::FromStr;

use crate::hash::Hash;
use crate::keys::{KeyName, SignerKey, VerifierKey};
use crate::notes::{CannotSign, MalformedNote, Note, SignatureLine, Unverified};
use crate::text::parse_decimal;

/// What the log states: at this size its tree has this root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log, equal to the name of its key: `<host>/ledger`.
    pub origin: KeyName,
    /// The number of entries.
    pub size: u64,
    /// The root of the tree of that many entries.
    pub root: Hash,
}

impl Checkpoint {
    /// Signs with the log's key, whose name must be the origin.
    pub fn sign(&self, key: &SignerKey) -> Result<SignedCheckpoint, CannotSignCheckpoint> {
        if *key.verifier().name() != self.origin {
            return Err(CannotSignCheckpoint::Name);
        }
        Ok(SignedCheckpoint {
            checkpoint: self.clone(),
            note: Note::sign(self.to_string(), key)?,
        })
    }
}

impl fmt::Display for Checkpoint {
    /// The three lines that are signed, each with its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = MalformedCheckpoint;

    fn from_str(text: &str) -> Result<Self, MalformedCheckpoint> {
        let mut lines = text
            .strip_suffix('\n')
            .ok_or(MalformedCheckpoint::Lines)?
            .split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(MalformedCheckpoint::Lines);
        };
        if lines.next().is_some() {
            return Err(MalformedCheckpoint::Extension);
        }
        Ok(Self {
            origin: origin.parse().ok().ok_or(MalformedCheckpoint::Origin)?,
            size: parse_decimal(size).ok_or(MalformedCheckpoint::Size)?,
            root: root.parse().ok().ok_or(MalformedCheckpoint::Root)?,
        })
    }
}

/// A checkpoint with the signature lines below it: the log's and its witnesses'. Reading it verifies
/// nothing: ask a [`crate::policy::Policy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a signed note whose text is a checkpoint. Writing it again gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedCheckpoint> {
        let note = Note::parse(bytes)?;
        Ok(Self {
            checkpoint: note.text().parse()?,
            note,
        })
    }

    /// What was signed.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note that carries it.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Adds the cosignature of a witness; an older one of the same key is replaced.
    pub fn attach(&mut self, line: SignatureLine) {
        self.note.attach(line);
    }

    /// Adds the signature of a further key of the log, whose name must be the origin: of the one that takes over.
    pub fn sign_too(&mut self, key: &SignerKey) -> Result<(), CannotSignCheckpoint> {
        let signed = self.checkpoint.sign(key)?;
        let lines = signed.note.signatures().iter().cloned();
        lines.for_each(|line| self.note.attach(line));
        Ok(())
    }

    /// Whether the log with this key signed: the key's name must be the origin as well.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), Unverified> {
        if *key.name() != self.checkpoint.origin {
            return Err(Unverified::Missing {
                name: key.name().clone(),
            });
        }
        self.note.verify(key)
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// Why a checkpoint cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotSignCheckpoint {
    /// The key belongs to another log.
    #[error("the key's name is not the checkpoint's origin")]
    Name,
    /// The key is of another type.
    #[error(transparent)]
    Note(#[from] CannotSign),
}

/// Why bytes are not a checkpoint of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCheckpoint {
    /// Not a signed note.
    #[error(transparent)]
    Note(#[from] MalformedNote),
    /// Fewer than three lines.
    #[error("a checkpoint has the three lines origin, size and root")]
    Lines,
    /// More than three lines.
    #[error("the checkpoint has extension lines, which this ledger does not use")]
    Extension,
    /// The origin is not the name of a key.
    #[error("the origin is not the name of a log")]
    Origin,
    /// The size is not a decimal without leading zeroes.
    #[error("the size is not a decimal number")]
    Size,
    /// The root is not the Base 64 of 32 bytes.
    #[error("the root is not the Base 64 of 32 bytes")]
    Root,
}

#[cfg(test)]
mod tests;
