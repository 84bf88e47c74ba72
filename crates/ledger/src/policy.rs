//! Policies (C2SP tlog-policy): which logs and witnesses a reader trusts, and how many of them must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::checkpoints::SignedCheckpoint;
use crate::cosignatures;
use crate::keys::{Algorithm, KeyName, MalformedKey, VerifierKey};
use crate::notes::Unverified;
use crate::text::parse_decimal;

/// The longest policy that is read, in bytes.
pub const MAX_POLICY: usize = 1 << 18;

/// The name that stands for “no cosignature needed”.
const NONE: &[u8] = b"none";

/// What a reader pins: logs, witnesses and a quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Quorum,
}

/// A log that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Its key; the name is the origin.
    pub key: VerifierKey,
    /// Where it is served, if the policy says.
    pub url: Option<String>,
}

/// A witness whose cosignature counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Its name within the policy.
    pub name: PolicyName,
    /// Its key.
    pub key: VerifierKey,
    /// Its submission prefix, if the policy says.
    pub url: Option<String>,
}

/// A name within a policy: bytes without meaning outside, mostly UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyName(Vec<u8>);

impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// Members of which `threshold` must have cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    threshold: usize,
    members: Vec<Voter>,
}

/// A position in the list of witnesses or of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voter {
    Witness(usize),
    Group(usize),
}

/// Whose agreement is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quorum {
    Nobody,
    Of(Voter),
}

/// What a policy found in a checkpoint that it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The log that signed.
    pub log: KeyName,
    /// The witnesses of the policy that cosigned, in its order, whether the quorum needed them or not.
    pub cosigned: Vec<Cosigned>,
}

/// One witness's cosignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The witness's name within the policy.
    pub name: PolicyName,
    /// The name of its key.
    pub key: KeyName,
    /// When it cosigned, in seconds since 1970.
    pub time: u64,
}

impl Policy {
    /// Reads a policy file. A last line without a newline is accepted.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedPolicy> {
        if bytes.len() > MAX_POLICY {
            return Err(MalformedPolicy::TooLong);
        }
        let mut draft = Draft::default();
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            draft
                .line(line)
                .map_err(|fault| MalformedPolicy::Line { number, fault })?;
        }
        draft.finish()
    }

    /// The same policy, in which this key of a log is accepted besides: one that a key of the policy named.
    #[must_use]
    pub fn trusting(mut self, key: VerifierKey) -> Self {
        self.logs.push(Log { key, url: None });
        self
    }

    /// The logs that are accepted, in the order of the file.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Whether one of the logs signed and a quorum of the witnesses cosigned. A wrong signature in the name
    /// of a known key spoils the checkpoint, as the specification of notes advises.
    pub fn accept(&self, signed: &SignedCheckpoint) -> Result<Accepted, Rejected> {
        let log = self.signing_log(signed)?;
        let times = self
            .witnesses
            .iter()
            .map(|witness| present(cosignatures::verify(signed, &witness.key)));
        let times = times.collect::<Result<Vec<_>, Rejected>>()?;
        let cosigned: Vec<_> = self
            .witnesses
            .iter()
            .zip(&times)
            .filter_map(|(Witness { name, key, .. }, time)| {
                Some(Cosigned {
                    name: name.clone(),
                    key: key.name().clone(),
                    time: (*time)?,
                })
            })
            .collect();
        if self.is_quorum(&times) {
            Ok(Accepted { log, cosigned })
        } else {
            Err(Rejected::Quorum {
                cosigned: cosigned.into_iter().map(|one| one.name).collect(),
            })
        }
    }

    fn signing_log(&self, signed: &SignedCheckpoint) -> Result<KeyName, Rejected> {
        let mut found = None;
        for log in &self.logs {
            if present(signed.verify(&log.key))?.is_some() {
                found = Some(log.key.name().clone());
            }
        }
        found.ok_or_else(|| Rejected::UnknownLog {
            origin: signed.checkpoint().origin.clone(),
        })
    }

    fn is_quorum(&self, times: &[Option<u64>]) -> bool {
        // A group names only what stands before it, so that one pass from the top decides all.
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        let agrees = |groups: &[bool], voter: Voter| match voter {
            Voter::Witness(position) => times.get(position).is_some_and(Option::is_some),
            Voter::Group(position) => groups.get(position).copied().unwrap_or(false),
        };
        for group in &self.groups {
            let votes = group
                .members
                .iter()
                .filter(|member| agrees(&groups, **member))
                .count();
            groups.push(votes >= group.threshold);
        }
        match self.quorum {
            Quorum::Nobody => true,
            Quorum::Of(voter) => agrees(&groups, voter),
        }
    }
}

/// A signature that is absent is no fault; one that is wrong is.
fn present<T>(verified: Result<T, Unverified>) -> Result<Option<T>, Rejected> {
    match verified {
        Ok(value) => Ok(Some(value)),
        Err(Unverified::Missing { .. }) => Ok(None),
        Err(wrong) => Err(Rejected::Signature(wrong)),
    }
}

/// Why a policy does not accept a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// No log of the policy signed it.
    #[error("the checkpoint of {origin} is not signed by a log of the policy")]
    UnknownLog {
        /// The log that the checkpoint names.
        origin: KeyName,
    },
    /// A signature in the name of a known key is wrong.
    #[error(transparent)]
    Signature(Unverified),
    /// Too few witnesses cosigned.
    #[error("the quorum is not reached: {} witnesses cosigned", cosigned.len())]
    Quorum {
        /// The witnesses that did.
        cosigned: Vec<PolicyName>,
    },
}

/// A policy while its lines are read.
#[derive(Default)]
struct Draft {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    names: BTreeMap<Vec<u8>, Voter>,
    grouped: BTreeSet<Vec<u8>>,
    quorum: Option<Quorum>,
}

impl Draft {
    fn line(&mut self, line: &[u8]) -> Result<(), PolicyFault> {
        if line
            .iter()
            .any(|byte| byte.is_ascii_control() && *byte != b'\t')
        {
            return Err(PolicyFault::Character);
        }
        let words: Vec<&[u8]> = line
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, members @ ..] => self.group(name, threshold, members),
            [b"quorum", name] => self.quorum(name),
            _ => Err(PolicyFault::Form),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyFault> {
        let key = parse_key(key, Algorithm::Note)?;
        if self.logs.iter().any(|log| log.key.public() == key.public()) {
            return Err(PolicyFault::DuplicateKey);
        }
        self.logs.push(Log {
            key,
            url: parse_url(url)?,
        });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyFault> {
        let key = parse_key(key, Algorithm::Cosignature)?;
        if self
            .witnesses
            .iter()
            .any(|witness| witness.key.public() == key.public())
        {
            return Err(PolicyFault::DuplicateKey);
        }
        self.define(name, Voter::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness {
            name: PolicyName(name.to_vec()),
            key,
            url: parse_url(url)?,
        });
        Ok(())
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], names: &[&[u8]]) -> Result<(), PolicyFault> {
        let mut members = Vec::with_capacity(names.len());
        for member in names {
            members.push(
                self.names
                    .get(*member)
                    .copied()
                    .ok_or(PolicyFault::UnknownName)?,
            );
            if !self.grouped.insert(member.to_vec()) {
                return Err(PolicyFault::TwiceGrouped);
            }
        }
        let threshold = match threshold {
            b"any" => 1,
            b"all" => members.len(),
            _ => parse_threshold(threshold).ok_or(PolicyFault::Threshold)?,
        };
        if threshold == 0 || threshold > members.len() {
            return Err(PolicyFault::Threshold);
        }
        self.define(name, Voter::Group(self.groups.len()))?;
        self.groups.push(Group { threshold, members });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyFault> {
        let quorum = match name {
            NONE => Quorum::Nobody,
            name => Quorum::Of(
                self.names
                    .get(name)
                    .copied()
                    .ok_or(PolicyFault::UnknownName)?,
            ),
        };
        match self.quorum.replace(quorum) {
            None => Ok(()),
            Some(_) => Err(PolicyFault::SecondQuorum),
        }
    }

    fn define(&mut self, name: &[u8], voter: Voter) -> Result<(), PolicyFault> {
        if name == NONE || self.names.insert(name.to_vec(), voter).is_some() {
            return Err(PolicyFault::DuplicateName);
        }
        Ok(())
    }

    fn finish(self) -> Result<Policy, MalformedPolicy> {
        let quorum = self.quorum.ok_or(MalformedPolicy::NoQuorum)?;
        Ok(Policy {
            logs: self.logs,
            witnesses: self.witnesses,
            groups: self.groups,
            quorum,
        })
    }
}

/// Why bytes are not a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MalformedPolicy {
    /// Longer than [`MAX_POLICY`].
    #[error("the policy is too long")]
    TooLong,
    /// A line is wrong.
    #[error("line {number} of the policy: {fault}")]
    Line {
        /// The line, from 1.
        number: usize,
        /// What is wrong with it.
        fault: PolicyFault,
    },
    /// A policy without `quorum` says nothing; `quorum none` says that no cosignature is needed.
    #[error("the policy has no quorum line")]
    NoQuorum,
}

/// What is wrong with a line of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// A control character, such as the carriage return of some editors.
    #[error("only tab and newline are allowed of the control characters")]
    Character,
    /// Not one of the four forms.
    #[error("expected log, witness, group or quorum with their words")]
    Form,
    /// The key cannot be read.
    #[error("the key cannot be read: {0}")]
    Key(#[from] MalformedKey),
    /// A log's key with the type of a witness's, or the other way round.
    #[error("the key is of the other signature type: logs have 0x01, witnesses 0x04")]
    KeyType,
    /// The same public key again.
    #[error("the key stands on an earlier line already")]
    DuplicateKey,
    /// The name is taken, or `none`.
    #[error("the name is taken")]
    DuplicateName,
    /// A group or the quorum names what no earlier line defines.
    #[error("no earlier line defines the name")]
    UnknownName,
    /// A witness or group that would count twice.
    #[error("a member belongs to a group already")]
    TwiceGrouped,
    /// Not `any`, `all` or a number from 1 to the number of members.
    #[error("the threshold must be any, all or a number from 1 to the number of members")]
    Threshold,
    /// The quorum is defined twice.
    #[error("the quorum is defined already")]
    SecondQuorum,
    /// The URL is not UTF-8.
    #[error("the address is not UTF-8")]
    Url,
}

fn parse_key(word: &[u8], algorithm: Algorithm) -> Result<VerifierKey, PolicyFault> {
    let vkey = std::str::from_utf8(word).ok().ok_or(MalformedKey::Parts)?;
    let key: VerifierKey = vkey.parse()?;
    if key.algorithm() == algorithm {
        Ok(key)
    } else {
        Err(PolicyFault::KeyType)
    }
}

fn parse_url(word: Option<&[u8]>) -> Result<Option<String>, PolicyFault> {
    let parse = |word: &[u8]| {
        String::from_utf8(word.to_vec())
            .ok()
            .ok_or(PolicyFault::Url)
    };
    word.map(parse).transpose()
}

fn parse_threshold(word: &[u8]) -> Option<usize> {
    usize::try_from(parse_decimal(std::str::from_utf8(word).ok()?)?).ok()
}

#[cfg(test)]
mod tests;
