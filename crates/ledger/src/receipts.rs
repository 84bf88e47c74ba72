//! Receipts: a `.tlog-proof` whose `extra` carries the entry and the salts, so that whoever keeps the file
//! and the text can prove both without us.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::commitments::Salt;
use crate::entries::{Entry, InvalidEntry};
use crate::facts::Name;
use crate::policy::{Accepted, Policy};
use crate::proofs::{MalformedProof, Proof, Unproved};
use crate::sealed;
use crate::tree::leaf_hash;

/// What a writer keeps. The `extra` of the file is made when the file is: most receipts are only looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    contents: Contents,
    /// Without `extra`, which the contents are.
    proof: Proof,
}

/// What a receipt carries beside the proof: the canonical JSON of this is the proof's `extra`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    #[serde(rename = "v")]
    version: Version,
    /// The entry that the log holds.
    pub entry: Entry,
    /// The salts of the writer's texts. They open fields of the entry, or of the sealed one if there is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub salts: BTreeMap<Name, Salt>,
    /// The entry of a sealed message, to which `entry` commits among others of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
}

/// A sealed entry and the salt of the commitment to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The entry that was not published.
    pub entry: Entry,
    /// The salt of its commitment.
    pub salt: Salt,
}

impl Contents {
    /// The contents of the receipt for an entry.
    pub fn new(entry: Entry, salts: BTreeMap<Name, Salt>) -> Self {
        Self {
            version: Version,
            entry,
            salts,
            sealed: None,
        }
    }

    /// The contents of the receipt for a sealed entry, which `batch` commits to.
    pub fn of_sealed(batch: Entry, sealed: Sealed, salts: BTreeMap<Name, Salt>) -> Self {
        Self {
            version: Version,
            entry: batch,
            salts,
            sealed: Some(sealed),
        }
    }

    /// None only of what no entry can hold: there is no number in it that is not whole.
    fn canonical(&self) -> Option<Vec<u8>> {
        serde_json_canonicalizer::to_vec(self).ok()
    }

    /// The entry that says what happened: the sealed one if there is one.
    pub fn told(&self) -> &Entry {
        self.sealed
            .as_ref()
            .map_or(&self.entry, |sealed| &sealed.entry)
    }
}

impl Receipt {
    /// Joins the contents to a proof; what the proof had as `extra` is replaced.
    pub fn new(contents: Contents, proof: Proof) -> Self {
        Self {
            contents,
            proof: Proof {
                extra: None,
                ..proof
            },
        }
    }

    /// Reads a receipt. Writing it again gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedReceipt> {
        let mut proof = Proof::parse(bytes)?;
        let extra = proof.extra.take().ok_or(MalformedReceipt::Extra)?;
        let contents: Contents = serde_json::from_slice(&extra)
            .ok()
            .ok_or(MalformedReceipt::Extra)?;
        if contents
            .canonical()
            .is_some_and(|canonical| canonical == extra)
        {
            Ok(Self { contents, proof })
        } else {
            Err(MalformedReceipt::Extra)
        }
    }

    /// What the receipt carries beside the proof.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The proof, with index, path and checkpoint, but without `extra`.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The same receipt with a newer proof, one with the lines of witnesses, say.
    #[must_use]
    pub fn renew(self, proof: Proof) -> Self {
        Self::new(self.contents, proof)
    }

    /// Whether the log of this policy holds the entry, and the sealed one in it if there is one.
    pub fn verify(&self, policy: &Policy) -> Result<Accepted, WrongReceipt> {
        let Contents {
            entry,
            salts,
            sealed,
            ..
        } = &self.contents;
        let accepted = self.proof.verify(&leaf_hash(&entry.encode()?), policy)?;
        if let Some(Sealed { entry: inner, salt }) = sealed
            && !sealed::holds(entry, &sealed::seal(inner, salt)?)
        {
            return Err(WrongReceipt::NotInBatch);
        }
        match salts
            .keys()
            .find(|field| !self.contents.told().fields.contains_key(*field))
        {
            Some(field) => Err(WrongReceipt::NoSuchField {
                field: field.clone(),
            }),
            None => Ok(accepted),
        }
    }

    /// Whether `content` is the text that the entry binds under this field. Says nothing about the log:
    /// that is [`Receipt::verify`].
    pub fn opens(&self, field: &Name, content: &[u8]) -> Result<(), WrongReceipt> {
        let missing = || WrongReceipt::NoSuchField {
            field: field.clone(),
        };
        let commitment = self.contents.told().fields.get(field).ok_or_else(missing)?;
        let salt = self.contents.salts.get(field).ok_or_else(missing)?;
        if commitment.opens_with(field, salt, content) {
            Ok(())
        } else {
            Err(WrongReceipt::OtherContent {
                field: field.clone(),
            })
        }
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra = self.contents.canonical().ok_or(fmt::Error)?;
        self.proof.write_with(Some(&extra), f)
    }
}

/// Why bytes are not a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedReceipt {
    /// Not a proof.
    #[error(transparent)]
    Proof(#[from] MalformedProof),
    /// The proof carries no entry and salts of ours.
    #[error("the proof does not carry the entry and salts of a receipt")]
    Extra,
}

/// Why a receipt does not show what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongReceipt {
    /// The log does not hold the entry.
    #[error(transparent)]
    Proof(#[from] Unproved),
    /// The entry is not one.
    #[error(transparent)]
    Entry(#[from] InvalidEntry),
    /// The batch does not commit to the sealed entry.
    #[error("the day's batch does not hold the sealed entry")]
    NotInBatch,
    /// There is a salt without a commitment, or no salt for the field.
    #[error("the receipt does not bind the field {field}")]
    NoSuchField {
        /// The field.
        field: Name,
    },
    /// Another text was committed to.
    #[error("the entry binds another text as {field}")]
    OtherContent {
        /// The field.
        field: Name,
    },
}

/// The version of [`Contents`], always 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
struct Version;

impl From<Version> for u8 {
    fn from(_: Version) -> Self {
        1
    }
}

impl TryFrom<u8> for Version {
    type Error = &'static str;

    fn try_from(version: u8) -> Result<Self, &'static str> {
        if version == 1 {
            Ok(Self)
        } else {
            Err("not version 1")
        }
    }
}

#[cfg(test)]
mod tests;
