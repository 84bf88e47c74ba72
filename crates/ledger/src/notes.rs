//! Signed notes (C2SP signed-note): the text format, its signature lines, and Ed25519 keys of type 0x01.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::text::{base64, parse_base64};

/// The longest note that is read, in bytes.
pub const MAX_NOTE: usize = 1 << 20;

/// The most signature lines that are read; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

/// The name of a key: not empty, without spaces (of Unicode), control characters and `+`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyName {
    type Err = WrongKeyName;

    fn from_str(text: &str) -> Result<Self, WrongKeyName> {
        let allowed = |c: char| !c.is_whitespace() && c >= ' ' && c != '+';
        if text.is_empty() || !text.chars().all(allowed) {
            Err(WrongKeyName)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

/// The name is empty or has a space, a control character or a `+`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key's name must not be empty and must not contain spaces or plus signs")]
pub struct WrongKeyName;

/// The first four bytes of SHA-256 over name, newline, signature type and public key. It tells keys
/// apart; it proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    fn of(name: &KeyName, algorithm: Algorithm, public: &VerifyingKey) -> Self {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', algorithm.byte()])
            .chain_update(public.as_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// What a key signs and how. The byte is part of the key's id, so that one key pair used for both would
/// still count as two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// 0x01: Ed25519 over the note's text. The ledger's own signature.
    Note,
    /// 0x04: Ed25519 over time and checkpoint (C2SP tlog-cosignature). A witness's signature.
    Cosignature,
}

impl Algorithm {
    const fn byte(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Note),
            0x04 => Some(Self::Cosignature),
            _ => None,
        }
    }
}

/// A public key with its name, written `<name>+<id>+<Base 64 of type and key>` (“vkey”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    id: KeyId,
    algorithm: Algorithm,
    public: VerifyingKey,
}

impl VerifierKey {
    fn new(name: KeyName, algorithm: Algorithm, public: VerifyingKey) -> Self {
        Self {
            id: KeyId::of(&name, algorithm, &public),
            name,
            algorithm,
            public,
        }
    }

    /// The name that signature lines carry.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id that signature lines carry.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What the key signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The 32 bytes of the Ed25519 public key.
    pub fn public(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// Whether the line says that it is by this key.
    pub fn claims(&self, line: &SignatureLine) -> bool {
        self.name == line.name && self.id == line.id
    }

    /// Whether `signature` is this key's over `message`. Strict: one signature has one encoding, and keys
    /// for which anything verifies are refused.
    pub(crate) fn accepts(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.public
            .verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let material = encode_material(self.algorithm, self.public.as_bytes());
        write!(f, "{}+{}+{material}", self.name, self.id)
    }
}

impl FromStr for VerifierKey {
    type Err = MalformedKey;

    fn from_str(vkey: &str) -> Result<Self, MalformedKey> {
        // The Base 64 may have plus signs of its own.
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(MalformedKey::Parts);
        };
        let (algorithm, bytes) = decode_material(material)?;
        let public = VerifyingKey::from_bytes(&bytes)
            .ok()
            .ok_or(MalformedKey::Point)?;
        if public.is_weak() {
            return Err(MalformedKey::Point);
        }
        let key = Self::new(name.parse()?, algorithm, public);
        if id == key.id.to_string() {
            Ok(key)
        } else {
            Err(MalformedKey::Id { computed: key.id })
        }
    }
}

/// A private key with its name, written `PRIVATE+KEY+<name>+<id>+<Base 64 of type and seed>`. The bytes
/// are wiped when it is dropped, and `Debug` does not show them.
#[derive(Clone)]
pub struct SignerKey {
    verifier: VerifierKey,
    private: SigningKey,
}

impl SignerKey {
    /// The key that follows from 32 random bytes.
    pub fn from_seed(name: KeyName, algorithm: Algorithm, seed: &[u8; 32]) -> Self {
        let private = SigningKey::from_bytes(seed);
        Self {
            verifier: VerifierKey::new(name, algorithm, private.verifying_key()),
            private,
        }
    }

    /// The public part.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The text of the private key, for a key file and nothing else.
    pub fn expose(&self) -> String {
        let VerifierKey {
            name,
            id,
            algorithm,
            ..
        } = &self.verifier;
        format!(
            "PRIVATE+KEY+{name}+{id}+{}",
            encode_material(*algorithm, self.private.as_bytes())
        )
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.private.sign(message).to_bytes()
    }

    pub(crate) fn line(&self, signature: Vec<u8>) -> SignatureLine {
        SignatureLine {
            name: self.verifier.name.clone(),
            id: self.verifier.id,
            signature,
        }
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignerKey")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}

impl FromStr for SignerKey {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<Self, MalformedKey> {
        let mut parts = text
            .strip_prefix("PRIVATE+KEY+")
            .ok_or(MalformedKey::Parts)?
            .splitn(3, '+');
        let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(MalformedKey::Parts);
        };
        let (algorithm, seed) = decode_material(material)?;
        let key = Self::from_seed(name.parse()?, algorithm, &seed);
        let computed = key.verifier.id;
        if id == computed.to_string() {
            Ok(key)
        } else {
            Err(MalformedKey::Id { computed })
        }
    }
}

/// Why a key's text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedKey {
    /// The parts between plus signs are missing.
    #[error("a key is written as name, id and Base 64 with plus signs between")]
    Parts,
    /// The name is not one.
    #[error(transparent)]
    Name(#[from] WrongKeyName),
    /// The last part is not the Base 64 of a type and 32 bytes.
    #[error("the last part is not the Base 64 of a signature type and 32 bytes")]
    Material,
    /// A type that this ledger does not use.
    #[error("signature type {0:#04x} is not supported")]
    Algorithm(u8),
    /// The bytes are no point of the curve, or one for which every signature verifies.
    #[error("not a usable Ed25519 public key")]
    Point,
    /// The id does not follow from the rest: a letter was changed.
    #[error("the key's id should be {computed}")]
    Id {
        /// The id that follows from name, type and key.
        computed: KeyId,
    },
}

/// One signature below a note: `— <name> <Base 64 of id and signature>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl SignatureLine {
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
        let bytes = [self.id.0.as_slice(), &self.signature].concat();
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
                id: KeyId(*id),
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
        if key.verifier.algorithm != Algorithm::Note {
            return Err(CannotSign::Algorithm);
        }
        if !text.ends_with('\n') || has_control_characters(&text) {
            return Err(CannotSign::Text);
        }
        let signature = key.sign_bytes(text.as_bytes()).to_vec();
        Ok(Self {
            text,
            signatures: vec![key.line(signature)],
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
        if key.algorithm != Algorithm::Note {
            return Err(Unverified::Algorithm);
        }
        let mut lines = self
            .signatures
            .iter()
            .filter(|line| key.claims(line))
            .peekable();
        if lines.peek().is_none() {
            return Err(Unverified::Missing {
                name: key.name.clone(),
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
                name: key.name.clone(),
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

fn encode_material(algorithm: Algorithm, key: &[u8; 32]) -> String {
    base64(&[&[algorithm.byte()], key.as_slice()].concat())
}

fn decode_material(material: &str) -> Result<(Algorithm, [u8; 32]), MalformedKey> {
    let bytes = parse_base64(material).ok_or(MalformedKey::Material)?;
    let (byte, key) = bytes.split_first().ok_or(MalformedKey::Material)?;
    let algorithm = Algorithm::from_byte(*byte).ok_or(MalformedKey::Algorithm(*byte))?;
    let key = key.try_into().ok().ok_or(MalformedKey::Material)?;
    Ok((algorithm, key))
}

#[cfg(test)]
mod tests;
