//! What an authenticator says when a passkey is made or used, and whether it holds (Web Authentication, level 3,
//! sections 7.1 and 7.2). Which make an authenticator is, is nobody's business: no attestation is asked for.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The algorithms that are asked for and verified, in this order: ES256 and RS256, as COSE numbers them. Between them
/// they are made by every phone, computer and key; RS256 is there for older Windows alone.
pub const ALGORITHMS: [i32; 2] = [-7, -257];

// Flags of authenticator data, section 6.1.
/// Somebody was there …
const PRESENT: u8 = 0x01;
/// … and proved to the authenticator who it was, by a finger, a face or a number.
const VERIFIED: u8 = 0x04;
/// It may be on several devices.
const MAY_SYNC: u8 = 0x08;
/// It is.
const SYNCED: u8 = 0x10;
/// A new key is told.
const NEW_KEY: u8 = 0x40;
/// Extensions stand at the end.
const EXTENSIONS: u8 = 0x80;

/// The longest id of a credential, section 4.
const LONGEST_ID: usize = 1023;

// Keys as COSE has them (RFC 9053), around their numbers. Section 6.5.1 asks for the canonical CBOR of CTAP2, which has
// one spelling of each: whatever is written otherwise is no key.
/// `{1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}`
const ES256: [&[u8]; 2] = [
    &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20],
    &[0x22, 0x58, 0x20],
];
/// `{1: 3 (RSA), 3: -257 (RS256), -1: n of 256 bytes, -2: 65537}`
const RS256: [&[u8]; 2] = [
    &[
        0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00,
    ],
    &[0x21, 0x43, 0x01, 0x00, 0x01],
];

/// What the board asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The random bytes that the answer must hold.
    pub challenge: &'a [u8; 32],
    /// Where: `https://liuyan.example`.
    pub origin: &'a str,
    /// The name of the host, to which passkeys are bound.
    pub host: &'a str,
}

/// A passkey that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub credential: Vec<u8>,
    /// The public key (COSE).
    pub public_key: Vec<u8>,
    /// How often it has signed.
    pub counter: u32,
    /// It may be on several devices.
    pub may_sync: bool,
    /// It is.
    pub synced: bool,
}

/// What a passkey has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// How often it has signed.
    pub counter: u32,
    /// It may be on several devices.
    pub may_sync: bool,
    /// It is.
    pub synced: bool,
}

/// What the browser says (section 5.8.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    /// The page around the one that asked.
    top_origin: Option<serde::de::IgnoredAny>,
}

/// What the authenticator says (section 6.1), up to a new key or extensions.
struct Said<'a> {
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

impl Said<'_> {
    fn has(&self, flags: u8) -> bool {
        self.flags & flags == flags
    }
}

/// A public key, as `ring` takes it.
enum Key<'a> {
    /// A point, uncompressed.
    Es256(Vec<u8>),
    /// The modulus.
    Rs256(&'a [u8]),
}

/// The passkey that was made, where everything is as asked (section 7.1).
pub fn made(asked: Asked<'_>, client: &[u8], authenticator: &[u8]) -> Option<Made> {
    answers(asked, "webauthn.create", client)?;
    let said = said(asked, authenticator)?;
    if !said.has(NEW_KEY) {
        return None;
    }
    // Section 6.5.1: sixteen bytes of the make, then the id behind its length, then the key.
    let (_make, rest) = said.rest.split_at_checked(16)?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (credential, rest) = rest.split_at_checked(length)?;
    let (_key, after) = key(rest)?;
    let public_key = rest.strip_suffix(after)?;
    let fits = (1..=LONGEST_ID).contains(&length) && ends(&said, after);
    fits.then(|| Made {
        credential: credential.to_vec(),
        public_key: public_key.to_vec(),
        counter: said.counter,
        may_sync: said.has(MAY_SYNC),
        synced: said.has(SYNCED),
    })
}

/// What was signed, where it is what was asked and this key signed it (section 7.2).
pub fn signed(
    asked: Asked<'_>,
    client: &[u8],
    authenticator: &[u8],
    signature: &[u8],
    public_key: &[u8],
) -> Option<Signed> {
    answers(asked, "webauthn.get", client)?;
    let said = said(asked, authenticator)?;
    if said.has(NEW_KEY) || !ends(&said, said.rest) {
        return None;
    }
    let hash = Sha256::digest(client);
    let message = [authenticator, hash.as_slice()].concat();
    verifies(public_key, &message, signature).then(|| Signed {
        counter: said.counter,
        may_sync: said.has(MAY_SYNC),
        synced: said.has(SYNCED),
    })
}

/// Whether the browser answers what was asked, on the page that asked and in no frame of another.
fn answers(asked: Asked<'_>, kind: &str, client: &[u8]) -> Option<()> {
    let client: ClientData = serde_json::from_slice(client).ok()?;
    let right = client.r#type == kind
        && client.challenge == BASE64_URL_SAFE_NO_PAD.encode(asked.challenge)
        && client.origin == asked.origin
        && !client.cross_origin
        && client.top_origin.is_none();
    right.then_some(())
}

fn said<'a>(asked: Asked<'_>, authenticator: &'a [u8]) -> Option<Said<'a>> {
    let (host, rest) = authenticator.split_first_chunk::<32>()?;
    let (&[flags], rest) = rest.split_first_chunk()?;
    let (counter, rest) = rest.split_first_chunk()?;
    let said = Said {
        flags,
        counter: u32::from_be_bytes(*counter),
        rest,
    };
    let right = host.as_slice() == Sha256::digest(asked.host).as_slice()
        && said.has(PRESENT | VERIFIED)
        // What cannot be synced is not.
        && (said.has(MAY_SYNC) || !said.has(SYNCED));
    right.then_some(said)
}

/// Whether what stands at the end is what the flags say: nothing, or a map of extensions. None was asked for, but browsers
/// ask security keys for some themselves; what is in it means nothing here.
fn ends(said: &Said<'_>, rest: &[u8]) -> bool {
    match rest.first() {
        None => !said.has(EXTENSIONS),
        Some(first) => said.has(EXTENSIONS) && first >> 5 == 5,
    }
}

fn verifies(public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let verified = match key(public_key) {
        Some((Key::Es256(point), [])) => {
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
        }
        Some((Key::Rs256(n), [])) => RsaPublicKeyComponents { n, e: &[1, 0, 1] }.verify(
            &RSA_PKCS1_2048_8192_SHA256,
            message,
            signature,
        ),
        _ => return false,
    };
    verified.is_ok()
}

/// The key that stands at the beginning, and what stands behind it.
fn key(bytes: &[u8]) -> Option<(Key<'_>, &[u8])> {
    let [before_x, before_y] = ES256;
    if let Some(rest) = bytes.strip_prefix(before_x) {
        let (x, rest) = rest.split_at_checked(32)?;
        let (y, rest) = rest.strip_prefix(before_y)?.split_at_checked(32)?;
        return Some((Key::Es256([&[4], x, y].concat()), rest));
    }
    let [before_n, exponent] = RS256;
    let (n, rest) = bytes.strip_prefix(before_n)?.split_at_checked(256)?;
    Some((Key::Rs256(n), rest.strip_prefix(exponent)?))
}

#[cfg(test)]
mod tests;
