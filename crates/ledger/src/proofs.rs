//! Proofs in one file (C2SP tlog-proof): an entry's place, its path to the root, and a signed checkpoint.

use std::fmt;

use crate::checkpoints::{MalformedCheckpoint, SignedCheckpoint};
use crate::hash::Hash;
use crate::policy::{Accepted, Policy, Rejected};
use crate::text::{base64, parse_base64, parse_decimal};
use crate::tree;

/// The most hashes an inclusion proof can have: the height of the largest tree.
pub const MAX_PATH: usize = 64;

/// The longest proof that is read, in bytes.
pub const MAX_PROOF: usize = 1 << 20;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// What a `.tlog-proof` file says. Reading it verifies nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Bytes for the application, not covered by any signature.
    pub extra: Option<Vec<u8>>,
    /// The place of the entry in the log, from 0.
    pub index: u64,
    /// The hashes from the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    /// The checkpoint whose root the path leads to.
    pub checkpoint: SignedCheckpoint,
}

impl Proof {
    /// Reads a proof. Writing it again gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedProof> {
        if bytes.len() > MAX_PROOF {
            return Err(MalformedProof::TooLong);
        }
        let text = std::str::from_utf8(bytes)
            .ok()
            .ok_or(MalformedProof::Header)?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(MalformedProof::NoCheckpoint)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(MalformedProof::Header);
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            None => None,
            Some(line) => {
                let encoded = line.strip_prefix("extra ").unwrap_or_default();
                Some(parse_base64(encoded).ok_or(MalformedProof::Extra)?)
            }
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(parse_decimal);
        let index = index.ok_or(MalformedProof::Index)?;
        let path = lines
            .take(MAX_PATH + 1)
            .map(|line| line.parse().ok().ok_or(MalformedProof::Path))
            .collect::<Result<Vec<_>, MalformedProof>>()?;
        if path.len() > MAX_PATH {
            return Err(MalformedProof::Path);
        }
        Ok(Self {
            extra,
            index,
            path,
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// Whether the log of this policy holds, at this place, the entry with this leaf hash.
    pub fn verify(&self, leaf: &Hash, policy: &Policy) -> Result<Accepted, Unproved> {
        let accepted = policy.accept(&self.checkpoint)?;
        let checkpoint = self.checkpoint.checkpoint();
        if tree::includes(
            leaf,
            self.index,
            checkpoint.size,
            &checkpoint.root,
            &self.path,
        ) {
            Ok(accepted)
        } else {
            Err(Unproved::NotIncluded { index: self.index })
        }
    }

    /// Writes the proof with this `extra` instead of its own.
    pub(crate) fn write_with(
        &self,
        extra: Option<&[u8]>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = extra {
            writeln!(f, "extra {}", base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_with(self.extra.as_deref(), f)
    }
}

/// Why bytes are not a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedProof {
    /// Longer than [`MAX_PROOF`].
    #[error("the proof is too long")]
    TooLong,
    /// The first line is another, or the file is not text.
    #[error("the file does not begin with {HEADER}")]
    Header,
    /// The `extra` line is not Base 64.
    #[error("the extra line is not Base 64")]
    Extra,
    /// The `index` line is missing or not a number.
    #[error("the index line is missing or not a decimal number")]
    Index,
    /// A line of the path is not a hash, or there are too many.
    #[error("a line of the path is not the Base 64 of 32 bytes")]
    Path,
    /// No empty line with a checkpoint behind it.
    #[error("the proof has no checkpoint")]
    NoCheckpoint,
    /// The checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] MalformedCheckpoint),
}

/// Why a proof does not prove.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    /// The checkpoint is not accepted.
    #[error(transparent)]
    Checkpoint(#[from] Rejected),
    /// The path does not lead from this entry to the root.
    #[error("the path does not lead from the entry to the root, at index {index}")]
    NotIncluded {
        /// The place that the proof names.
        index: u64,
    },
}

#[cfg(test)]
mod tests;
