//! Signed notes (C2SP signed-note): the text, its signature lines, and signatures of type 0x01.

use std::fmt;
use std::str::FromStr;

use crate::keys::{Algorithm, KeyId, KeyName, SignerKey, VerifierKey};
use crate::text::{base64, parse_base64};

/// The longest note that is read, in bytes.
pub const MAX_NOTE: usize = 1 << 20;

/// The most signature lines that are read; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

/// One signature below a note: `— <name> <Base 64 of id and signature>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl SignatureLine {
    /// The line below a text that this key signed.
    pub(crate) fn new(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self {
            name: key.name().clone(),
            id: key.id(),
            signature,
        }
    }

    /// Whether the line says that it is by this key.
    pub fn claims(&self, key: &VerifierKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }

    /// The name of the key.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of the key.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The bytes behind the id; their meaning is the algorithm's.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The 64 bytes of a signature of type 0x01.
    pub(crate) fn as_ed25519(&self) -> Option<&[u8; 64]> {
        self.signature.as_slice().try_into().ok()
    }
}

impl fmt::Display for SignatureLine {
    /// The line without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_bytes().as_slice(), &self.signature].concat();
        write!(f, "— {} {}", self.name, base64(&bytes))
    }
}

impl FromStr for SignatureLine {
    type Err = MalformedNote;

    fn from_str(line: &str) -> Result<Self, MalformedNote> {
        let (name, encoded) = line
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or(MalformedNote::Signature)?;
        let name = name.parse().ok().ok_or(MalformedNote::Signature)?;
        let bytes = parse_base64(encoded).ok_or(MalformedNote::Signature)?;
        match bytes.split_first_chunk::<4>() {
            Some((id, signature)) if !signature.is_empty() => Ok(Self {
                name,
                id: KeyId::new(*id),
                signature: signature.to_vec(),
            }),
            _ => Err(MalformedNote::Signature),
        }
    }
}

/// A text with at least one signature line. Nothing is verified by reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl Note {
    /// Signs a text that ends in a newline with a key of type 0x01.
    pub fn sign(text: String, key: &SignerKey) -> Result<Self, CannotSign> {
        if key.verifier().algorithm() != Algorithm::Note {
            return Err(CannotSign::Algorithm);
        }
        if !text.ends_with('\n') || has_control_characters(&text) {
            return Err(CannotSign::Text);
        }
        let signature = key.sign_bytes(text.as_bytes()).to_vec();
        Ok(Self {
            text,
            signatures: vec![SignatureLine::new(key.verifier(), signature)],
        })
    }

    /// Reads a note. Writing it again gives the same bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedNote> {
        if bytes.len() > MAX_NOTE {
            return Err(MalformedNote::TooLong);
        }
        let note = std::str::from_utf8(bytes)
            .ok()
            .ok_or(MalformedNote::Characters)?;
        if has_control_characters(note) {
            return Err(MalformedNote::Characters);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(MalformedNote::Unsigned)?;
        let lines = lines.strip_suffix('\n').ok_or(MalformedNote::Unsigned)?;
        let signatures = lines
            .split('\n')
            .take(MAX_SIGNATURES + 1)
            .map(str::parse)
            .collect::<Result<Vec<_>, MalformedNote>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(MalformedNote::TooLong);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The signed text with its last newline, without the empty line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, verified or not.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// Adds a line below; one of the same key is replaced.
    pub fn attach(&mut self, line: SignatureLine) {
        self.signatures
            .retain(|other| other.name != line.name || other.id != line.id);
        self.signatures.push(line);
    }

    /// Whether a key of type 0x01 signed this text.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), Unverified> {
        if key.algorithm() != Algorithm::Note {
            return Err(Unverified::Algorithm);
        }
        let mut lines = self
            .signatures
            .iter()
            .filter(|line| line.claims(key))
            .peekable();
        if lines.peek().is_none() {
            return Err(Unverified::Missing {
                name: key.name().clone(),
            });
        }
        let valid = |line: &SignatureLine| {
            line.as_ed25519()
                .is_some_and(|signature| key.accepts(self.text.as_bytes(), signature))
        };
        if lines.all(valid) {
            Ok(())
        } else {
            Err(Unverified::Invalid {
                name: key.name().clone(),
            })
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Why a text cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// The key is for the other kind of signature.
    #[error("the key is of another signature type")]
    Algorithm,
    /// The text does not end in a newline or has control characters.
    #[error("a note must end in a newline and have no control characters")]
    Text,
    /// The time is beyond [`crate::cosignatures::MAX_TIME`].
    #[error("the time is beyond what a cosignature can carry")]
    Time,
}

/// Why bytes are not a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedNote {
    /// Longer than [`MAX_NOTE`] or more than [`MAX_SIGNATURES`] lines.
    #[error("the note is too long")]
    TooLong,
    /// Not UTF-8, or control characters.
    #[error("the note is not UTF-8 or has control characters")]
    Characters,
    /// No signatures below an empty line.
    #[error("the note has no signatures")]
    Unsigned,
    /// A line below the empty one is not a signature.
    #[error("the note has a malformed signature line")]
    Signature,
}

/// Why a signature does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The key is for the other kind of signature.
    #[error("the key is of another signature type")]
    Algorithm,
    /// No line says that it is by this key.
    #[error("{name} has not signed")]
    Missing {
        /// The key that was looked for.
        name: KeyName,
    },
    /// A line says that it is by this key, and it is not.
    #[error("the signature of {name} is wrong")]
    Invalid {
        /// The key in whose name the line stands.
        name: KeyName,
    },
}

fn has_control_characters(text: &str) -> bool {
    text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}

#[cfg(test)]
mod tests;
