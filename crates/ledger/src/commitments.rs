//! Commitments: an entry binds a text without showing it. Whoever has the text and its salt can recompute
//! the commitment; whoever has neither learns nothing, not even after trying every likely text.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::facts::Name;
use crate::hash::{Hash, NotAHash};

/// Separates these hashes from all others.
const DOMAIN: &[u8] = b"huiyin/commit/v1\0";

/// 32 random bytes, new for each field of each entry. Written as Base 64 where it is published beside its
/// content; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Hash", from = "Hash")]
pub struct Salt([u8; 32]);

impl Salt {
    /// The salt with these bytes, which the caller drew from the system's generator.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl From<Hash> for Salt {
    fn from(hash: Hash) -> Self {
        Self(*hash.as_bytes())
    }
}

impl From<Salt> for Hash {
    fn from(salt: Salt) -> Self {
        Self::new(salt.0)
    }
}

/// What an entry holds in place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(Hash);

impl Commitment {
    /// SHA-256 over domain, length of the field's name in one byte, the name, salt, length of the content in
    /// eight bytes (big-endian) and the content.
    pub fn to(field: &Name, salt: &Salt, content: &[u8]) -> Self {
        // A name has at most 32 bytes; a length of content always fits into 64 bits.
        let name_length = u8::try_from(field.as_str().len()).unwrap_or(u8::MAX);
        let content_length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        let digest = Sha256::new()
            .chain_update(DOMAIN)
            .chain_update([name_length])
            .chain_update(field.as_str())
            .chain_update(salt.as_bytes())
            .chain_update(content_length.to_be_bytes())
            .chain_update(content);
        Self(Hash::new(digest.finalize().into()))
    }

    /// The commitment with these bytes.
    pub const fn new(hash: Hash) -> Self {
        Self(hash)
    }

    /// The 32 bytes.
    pub const fn hash(&self) -> &Hash {
        &self.0
    }

    /// Whether this is the commitment to this content.
    pub fn opens_with(&self, field: &Name, salt: &Salt, content: &[u8]) -> bool {
        *self == Self::to(field, salt, content)
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Commitment {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests;
