//! Ed25519 keys with names, as C2SP signed-note and tlog-cosignature write them.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::text::{base64, parse_base64};

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
    /// The id with these bytes, as a signature line carries them.
    pub(crate) const fn new(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The four bytes.
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }

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

    /// The key of a log from its 32 bytes, as an entry names it.
    ///
    /// # Errors
    ///
    /// When they are no point of the curve, or one for which every signature verifies.
    pub fn of_log(name: KeyName, public: &[u8; 32]) -> Result<Self, MalformedKey> {
        Self::usable(name, Algorithm::Note, public)
    }

    fn usable(name: KeyName, algorithm: Algorithm, bytes: &[u8; 32]) -> Result<Self, MalformedKey> {
        let public = VerifyingKey::from_bytes(bytes).ok();
        let public = public.filter(|public| !public.is_weak());
        let public = public.ok_or(MalformedKey::Point)?;
        Ok(Self::new(name, algorithm, public))
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
        let key = Self::usable(name.parse()?, algorithm, &bytes)?;
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
