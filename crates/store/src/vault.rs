//! The vault: personal fields are encrypted before they reach a row, and looked up by a keyed hash.
//!
//! A field is sealed with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) and bound to its place: moved to another row,
//! column or table, it does not open. A sealed field is
//!
//! ```text
//! version 1 | key id, 4 bytes, big endian | nonce, 24 bytes | ciphertext | tag, 16 bytes
//! ```
//!
//! Version, key id and place are its associated data. Lookups go by HMAC-SHA-256 (RFC 2104) under keys of their own: a
//! blind index is the key id, 4 bytes, big endian, before the 32 bytes of the HMAC.
//!
//! Keys may be exchanged while the vault is in use.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

mod keys;
mod message_key;

pub use keys::{Keys, KeysError, Purpose};
use keys::{Numbered, Secret};
pub use message_key::{MessageKey, NewKey};

/// The only layout of sealed fields so far.
const VERSION: u8 = 1;

/// Where a sealed field lives. It opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// The row's primary key.
    pub row: i64,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} of row {}", self.table, self.column, self.row)
    }
}

/// Why a sealed field did not open. Names the place, never the content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The bytes are not a sealed field of a known version.
    #[error("{place} does not hold a sealed field")]
    NotSealed {
        /// The place that was read.
        place: String,
    },
    /// The key it was sealed with is not in the key file.
    #[error("{place} was sealed with field key {key}, which the key file does not hold")]
    UnknownKey {
        /// The place that was read.
        place: String,
        /// The missing key's id.
        key: u32,
    },
    /// The bytes were changed, sealed for another place, or sealed with another key of the same id.
    #[error("{place} does not open: it was changed, moved, or sealed with another key of this id")]
    Refused {
        /// The place that was read.
        place: String,
    },
}

/// Seals, opens and looks up personal fields. Holds the keys for as long as the program runs.
#[derive(Debug)]
pub struct Vault {
    keys: RwLock<Arc<Keys>>,
}

/// A blind index: the id of its key, and the HMAC.
pub type Blind = [u8; 36];

impl Vault {
    /// A vault over the keys of one installation.
    pub fn new(keys: Keys) -> Self {
        Self {
            keys: RwLock::new(Arc::new(keys)),
        }
    }

    /// Uses other keys from now on: those of a file that was changed.
    pub fn exchange(&self, keys: Keys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// The id of the newest key and those of the older ones, of fields or of blind indexes.
    pub fn ids(&self, purpose: Purpose) -> (u32, Vec<u32>) {
        self.keys().ids(purpose)
    }

    fn keys(&self) -> Arc<Keys> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.clone()
    }

    /// Seals a text for one place, under the newest field key.
    ///
    /// The nonce must be drawn at random for every call; 24 bytes never need a counter.
    pub fn seal(&self, place: Place<'_>, plain: &str, nonce: [u8; 24]) -> Vec<u8> {
        self.seal_bytes(place, plain.as_bytes(), nonce)
    }

    fn seal_bytes(&self, place: Place<'_>, plain: &[u8], nonce: [u8; 24]) -> Vec<u8> {
        let keys = self.keys();
        let key = keys.newest_field_key();
        let payload = Payload {
            msg: plain,
            aad: &associated_data(VERSION, key.id, place),
        };
        let ciphertext = encrypt(&key.secret, nonce, payload);
        let header = [&[VERSION], key.id.to_be_bytes().as_slice(), &nonce].concat();
        [header, ciphertext].concat()
    }

    /// Opens what was sealed for this place, under whichever key of the file sealed it.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<String, VaultError> {
        let plain = self.open_bytes(place, sealed)?;
        String::from_utf8(plain).map_err(|_not_ours| VaultError::NotSealed {
            place: place.to_string(),
        })
    }

    fn open_bytes(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let parts = Sealed::split(sealed).ok_or_else(|| VaultError::NotSealed {
            place: place.to_string(),
        })?;
        let keys = self.keys();
        let secret = keys
            .field_key(parts.key)
            .ok_or_else(|| VaultError::UnknownKey {
                place: place.to_string(),
                key: parts.key,
            })?;
        let payload = Payload {
            msg: parts.ciphertext,
            aad: &associated_data(VERSION, parts.key, place),
        };
        XChaCha20Poly1305::new(secret.bytes().into())
            .decrypt(XNonce::from_slice(parts.nonce), payload)
            .map_err(|_opaque| VaultError::Refused {
                place: place.to_string(),
            })
    }

    /// The id of the field key that seals.
    pub fn newest_key(&self) -> u32 {
        self.keys().newest_field_key().id
    }

    /// How every field begins that was sealed under the newest key.
    pub fn newest_field(&self) -> [u8; 5] {
        let [a, b, c, d] = self.newest_key().to_be_bytes();
        [VERSION, a, b, c, d]
    }

    /// How every blind index begins that was made under the newest key.
    pub fn newest_blind(&self) -> [u8; 4] {
        self.ids(Purpose::Blind).0.to_be_bytes()
    }

    /// The blind index of a value: equal values of one purpose are equal here, and nobody without the key can tell
    /// which value it is, nor try out all phone numbers. Normalise the value first.
    ///
    /// This is what a new row keeps. Rows that were written under older keys are found by [`Self::blinds`].
    pub fn blind(&self, purpose: &str, value: &str) -> Blind {
        let keys = self.keys();
        // There is always a newest one.
        let newest = keys.blind_keys().next();
        newest.map_or([0; 36], |key| blind_under(key, purpose, value))
    }

    /// The blind indexes of a value under all keys, the newest first: in the order in which rows are looked up.
    pub fn blinds(&self, purpose: &str, value: &str) -> Vec<Blind> {
        let keys = self.keys();
        let under = keys.blind_keys();
        under.map(|key| blind_under(key, purpose, value)).collect()
    }

    /// Opens what was sealed for this place, and seals it anew under the newest field key.
    pub fn seal_anew(
        &self,
        place: Place<'_>,
        sealed: &[u8],
        nonce: [u8; 24],
    ) -> Result<Vec<u8>, VaultError> {
        let plain = self.open_bytes(place, sealed)?;
        Ok(self.seal_bytes(place, &plain, nonce))
    }

    /// What is stored of a one-time code; `challenge` is what binds the code to one request.
    /// Compare in constant time.
    pub fn code(&self, challenge: &str, code: &str) -> [u8; 32] {
        mac(self.keys().code_key(), challenge, code)
    }

    /// A value that only this installation can derive from a session, such as the token of its forms.
    /// Compare in constant time.
    pub fn session(&self, purpose: &str, session: &str) -> [u8; 32] {
        mac(self.keys().session_key(), purpose, session)
    }
}

fn blind_under(key: &Numbered, purpose: &str, value: &str) -> Blind {
    let mut blind = [0; 36];
    let (id, rest) = blind.split_at_mut(4);
    id.copy_from_slice(&key.id.to_be_bytes());
    rest.copy_from_slice(&mac(&key.secret, purpose, value));
    blind
}

fn encrypt(key: &Secret, nonce: [u8; 24], payload: Payload<'_, '_>) -> Vec<u8> {
    #[expect(
        clippy::expect_used,
        reason = "the cipher refuses texts above 256 GB only"
    )]
    XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .expect("a text in memory is within the cipher's bounds")
}

fn mac(key: &Secret, purpose: &str, value: &str) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.bytes())
        .expect("HMAC takes keys of every length");
    mac.update(&prefixed(purpose));
    mac.update(value.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The parts of a sealed field.
struct Sealed<'a> {
    key: u32,
    nonce: &'a [u8; 24],
    ciphertext: &'a [u8],
}

impl<'a> Sealed<'a> {
    fn split(sealed: &'a [u8]) -> Option<Self> {
        let (&[VERSION], rest) = sealed.split_first_chunk()? else {
            return None;
        };
        let (key, rest) = rest.split_first_chunk()?;
        let (nonce, ciphertext) = rest.split_first_chunk()?;
        Some(Self {
            key: u32::from_be_bytes(*key),
            nonce,
            ciphertext,
        })
    }
}

/// Names go in with their length, so that no two places are spelled alike.
fn associated_data(version: u8, key: u32, place: Place<'_>) -> Vec<u8> {
    let mut bytes = vec![version];
    bytes.extend(key.to_be_bytes());
    bytes.extend(prefixed(place.table));
    bytes.extend(prefixed(place.column));
    bytes.extend(place.row.to_be_bytes());
    bytes
}

/// A text behind its length in bytes, as 8 bytes, big endian.
fn prefixed(text: &str) -> Vec<u8> {
    // A `usize` has 64 bits at most on every machine there is.
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    [length.to_be_bytes().as_slice(), text.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: Place<'_> = Place {
        table: "people",
        column: "phone",
        row: 7,
    };
    /// A number no operator gives out.
    const NUMBER: &str = "10012345678";

    /// Bytes that differ at each call, and are the same in each run.
    fn counting(mut next: u8) -> impl FnMut(&mut [u8]) {
        move |bytes| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
        }
    }

    fn vault(first: u8) -> Vault {
        Vault::new(Keys::generate(counting(first)))
    }

    #[test]
    fn what_was_sealed_opens_in_its_place() {
        let vault = vault(0);
        for plain in ["", NUMBER, "欧阳明华", "\0👩‍👩‍👧"] {
            let sealed = vault.seal(PHONE, plain, [9; 24]);
            assert_eq!(vault.open(PHONE, &sealed).unwrap(), plain);
            assert!(
                plain.is_empty() || !sealed.windows(plain.len()).any(|w| w == plain.as_bytes())
            );
        }
    }

    #[test]
    fn elsewhere_it_is_refused() {
        let vault = vault(0);
        let sealed = vault.seal(PHONE, NUMBER, [9; 24]);
        let elsewhere = [
            Place { row: 8, ..PHONE },
            Place { row: -7, ..PHONE },
            Place {
                column: "name",
                ..PHONE
            },
            Place {
                table: "staff",
                ..PHONE
            },
            // The same letters, cut elsewhere.
            Place {
                table: "peoplep",
                column: "hone",
                row: 7,
            },
            Place {
                table: "",
                column: "peoplephone",
                row: 7,
            },
        ];
        for place in elsewhere {
            let refused = VaultError::Refused {
                place: place.to_string(),
            };
            assert_eq!(vault.open(place, &sealed), Err(refused));
        }
    }

    #[test]
    fn another_key_is_refused() {
        let sealed = vault(0).seal(PHONE, NUMBER, [9; 24]);
        assert!(matches!(
            vault(1).open(PHONE, &sealed),
            Err(VaultError::Refused { .. })
        ));
    }

    #[test]
    fn one_flipped_bit_is_refused() {
        let vault = vault(0);
        let sealed = vault.seal(PHONE, NUMBER, [9; 24]);
        for place in 0..sealed.len() {
            for bit in 0..8 {
                let mut changed = sealed.clone();
                changed[place] ^= 1 << bit;
                assert!(
                    vault.open(PHONE, &changed).is_err(),
                    "byte {place}, bit {bit}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_sealed_field_is_named() {
        let vault = vault(0);
        let sealed = vault.seal(PHONE, NUMBER, [9; 24]);
        let error = vault.open(PHONE, NUMBER.as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "people.phone of row 7 does not hold a sealed field"
        );
        for length in 0..sealed.len() {
            assert!(vault.open(PHONE, &sealed[..length]).is_err());
        }
    }

    #[test]
    fn rotation_keeps_the_old_readable() {
        let mut keys = Keys::generate(counting(0));
        let old = Vault::new(Keys::parse(&keys.to_file_text()).unwrap());
        let sealed = old.seal(PHONE, NUMBER, [9; 24]);
        assert!(sealed.starts_with(&old.newest_field()));

        keys.add_newer(counting(200)).unwrap();
        let new = Vault::new(Keys::parse(&keys.to_file_text()).unwrap());
        assert_eq!(new.open(PHONE, &sealed).unwrap(), NUMBER);
        assert!(!sealed.starts_with(&new.newest_field()));
        let again = new.seal(PHONE, NUMBER, [10; 24]);
        assert!(again.starts_with(&new.newest_field()));
        assert_eq!(
            old.open(PHONE, &again),
            Err(VaultError::UnknownKey {
                place: PHONE.to_string(),
                key: 2
            })
        );
        let (before, after) = (old.blind("phone", NUMBER), new.blind("phone", NUMBER));
        assert_ne!(before, after);
        assert_eq!(new.blinds("phone", NUMBER), [after, before]);
        assert!(after.starts_with(&new.newest_blind()) && !before.starts_with(&new.newest_blind()));

        // The same in a vault that is in use.
        let again = new.seal_anew(PHONE, &sealed, [11; 24]).unwrap();
        assert!(again.starts_with(&new.newest_field()));
        old.exchange(Keys::parse(&keys.to_file_text()).unwrap());
        assert_eq!(old.open(PHONE, &again).unwrap(), NUMBER);
    }

    #[test]
    fn a_blind_index_is_stable_and_keyed() {
        let vault = vault(0);
        let blind = vault.blind("phone", NUMBER);
        assert_eq!(blind, vault.blind("phone", NUMBER));
        assert_ne!(blind, vault.blind("phone", "10012345679"));
        assert_ne!(blind, vault.blind("name", NUMBER));
        assert_ne!(vault.blind("phone1", "00"), vault.blind("phone", "100"));
        assert_ne!(blind, self::vault(1).blind("phone", NUMBER));
        assert_ne!(blind[4..], vault.code("phone", NUMBER));
        assert_ne!(blind[4..], vault.session("phone", NUMBER));
    }

    #[test]
    fn the_layout_is_for_ever() {
        // An installation's rows outlive this program: a change here needs a new version byte.
        // The expected bytes were computed by another implementation, from the specifications.
        let vault = vault(0);
        let sealed = vault.seal(PHONE, NUMBER, [9; 24]);
        assert_eq!(
            hex(&sealed),
            "01000000010909090909090909090909090909090909090909090909092410044e8e7c32898e4d88fe390fde8d7d86bf09d9064ada728884"
        );
        assert_eq!(
            hex(&vault.blind("phone", NUMBER)),
            "000000013381b414541b7738fa0b9a23d2412f1611cf61699b18e7bc6d80ba0bdab6e2a7"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        bytes
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }
}
