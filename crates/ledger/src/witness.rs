//! What a witness decides (C2SP tlog-witness): whether to cosign a checkpoint, given the last one it cosigned.
//! Recording it before answering, at once with the comparison, is the caller's.

use std::fmt;

use crate::checkpoints::{Checkpoint, MalformedCheckpoint, SignedCheckpoint};
use crate::hash::Hash;
use crate::keys::VerifierKey;
use crate::text::parse_decimal;
use crate::tree::{empty_root, is_prefix};

/// The most hashes a consistency proof may have.
pub const MAX_PATH: usize = 63;

/// The longest request that is read, in bytes.
pub const MAX_REQUEST: usize = 1 << 20;

/// The body of `add-checkpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the log believes to be the last one cosigned.
    pub old_size: u64,
    /// The proof that the tree of that size is a prefix of the new one.
    pub path: Vec<Hash>,
    /// The checkpoint to cosign.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// Reads a request. Writing it again gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedRequest> {
        if bytes.len() > MAX_REQUEST {
            return Err(MalformedRequest::TooLong);
        }
        let text = std::str::from_utf8(bytes)
            .ok()
            .ok_or(MalformedRequest::Lines)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(MalformedRequest::Lines)?;
        let mut lines = head.split('\n');
        let old_size = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .and_then(parse_decimal);
        let old_size = old_size.ok_or(MalformedRequest::Lines)?;
        let path = lines
            .take(MAX_PATH + 1)
            .map(|line| line.parse().ok().ok_or(MalformedRequest::Lines))
            .collect::<Result<Vec<_>, MalformedRequest>>()?;
        if path.len() > MAX_PATH {
            return Err(MalformedRequest::TooLong);
        }
        Ok(Self {
            old_size,
            path,
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// Whether a witness that last cosigned `latest` for this origin (none: never) and knows the log by
    /// `key` (none: not at all) may cosign.
    pub fn judge(
        &self,
        key: Option<&VerifierKey>,
        latest: Option<&Checkpoint>,
    ) -> Result<(), Refusal> {
        let key = key.ok_or(Refusal::UnknownLog)?;
        if self.checkpoint.verify(key).is_err() {
            return Err(Refusal::NotSigned);
        }
        let new = self.checkpoint.checkpoint();
        if self.old_size > new.size {
            return Err(Refusal::Shrinks);
        }
        let (latest_size, latest_root) =
            latest.map_or_else(|| (0, empty_root()), |seen| (seen.size, seen.root));
        if self.old_size != latest_size || (new.size == latest_size && new.root != latest_root) {
            return Err(Refusal::Conflict {
                latest: latest_size,
            });
        }
        if is_prefix(latest_size, &latest_root, new.size, &new.root, &self.path) {
            Ok(())
        } else {
            Err(Refusal::Inconsistent)
        }
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The witness does not know the origin.
    #[error("the origin is unknown")]
    UnknownLog,
    /// The known key of the log has not signed.
    #[error("the checkpoint is not signed by the log's key")]
    NotSigned,
    /// The new tree is smaller than the old size of the request.
    #[error("the old size is larger than the checkpoint's")]
    Shrinks,
    /// The witness has seen another size, or at this size another root.
    #[error("the last checkpoint seen has {latest} entries")]
    Conflict {
        /// The size to answer with.
        latest: u64,
    },
    /// The old tree is not shown to be a prefix of the new one. It may be evidence: keep the request.
    #[error("the consistency proof does not hold")]
    Inconsistent,
}

impl Refusal {
    /// The HTTP status that the specification asks for. With 409 goes the size, with a newline, as
    /// `text/x.tlog.size`.
    pub fn status(self) -> u16 {
        match self {
            Self::UnknownLog => 404,
            Self::NotSigned => 403,
            Self::Shrinks => 400,
            Self::Conflict { .. } => 409,
            Self::Inconsistent => 422,
        }
    }
}

/// Why bytes are not the body of `add-checkpoint`; the status is 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedRequest {
    /// Longer than [`MAX_REQUEST`] or more than [`MAX_PATH`] hashes.
    #[error("the request is too long")]
    TooLong,
    /// Not an old size, hashes and an empty line.
    #[error("a request has the old size, hashes, an empty line and a checkpoint")]
    Lines,
    /// The checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] MalformedCheckpoint),
}

#[cfg(test)]
mod tests;
