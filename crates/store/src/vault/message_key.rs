//! The key of a message: it seals the salts of its texts, and is replaced by another one when they are erased.
//!
//! Its row keeps it as a sealed field, under the newest field key. A salt is sealed with XChaCha20-Poly1305 as
//! ciphertext and tag, 48 bytes. The nonce is the id of the text, 8 bytes, big endian, behind 16 zeros: a text has one
//! salt, so no nonce serves twice under one key, and a salt that was moved to another text does not open.

use super::keys::Secret;
use super::{Place, Vault, VaultError, encrypt};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use domain::ids::{ContentId, MessageId};
use ledger::commitments::Salt;
use ledger::hash::Hash;

/// Seals and opens the salts of one message.
#[derive(Debug)]
pub struct MessageKey(Secret);

/// A key that was just drawn, and what the row of its message keeps of it.
#[derive(Debug)]
pub struct NewKey {
    /// The key.
    pub key: MessageKey,
    /// Opens with the field keys only.
    pub sealed: Vec<u8>,
}

impl Vault {
    /// Makes a key for a message from bytes that were drawn at random for it.
    pub fn new_message_key(&self, message: MessageId, key: [u8; 32], nonce: [u8; 24]) -> NewKey {
        NewKey {
            sealed: self.seal_bytes(place(message), &key, nonce),
            key: MessageKey(Secret::from(key)),
        }
    }

    /// The key of a message, from what its row keeps.
    pub fn message_key(&self, message: MessageId, sealed: &[u8]) -> Result<MessageKey, VaultError> {
        let place = place(message);
        let bytes = self.open_bytes(place, sealed)?;
        let key: Result<[u8; 32], _> = bytes.try_into();
        key.map(|key| MessageKey(Secret::from(key)))
            .map_err(|_length| VaultError::NotSealed {
                place: place.to_string(),
            })
    }
}

impl MessageKey {
    /// Seals the salt of a text.
    pub fn seal(&self, text: ContentId, salt: &Salt) -> Vec<u8> {
        encrypt(&self.0, nonce(text), salt.as_bytes().as_slice().into())
    }

    /// Opens the salt of a text.
    pub fn open(&self, text: ContentId, sealed: &[u8]) -> Result<Salt, VaultError> {
        let refused = || VaultError::Refused {
            place: format!("contents.salt of row {text}"),
        };
        let cipher = XChaCha20Poly1305::new(self.0.bytes().into());
        let salt = cipher.decrypt(&nonce(text).into(), sealed);
        let salt = Hash::from_slice(&salt.map_err(|_opaque| refused())?);
        salt.map(Salt::from).map_err(|_length| refused())
    }
}

fn place(message: MessageId) -> Place<'static> {
    Place {
        table: "messages",
        column: "salt_key",
        row: message.0,
    }
}

fn nonce(text: ContentId) -> [u8; 24] {
    let mut nonce = [0; 24];
    if let Some(tail) = nonce.last_chunk_mut() {
        *tail = text.0.to_be_bytes();
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Keys;

    const LAMP: MessageId = MessageId(5);
    const SALT: Salt = Salt::new([3; 32]);

    fn vault(byte: u8) -> Vault {
        let mut next = byte;
        Vault::new(Keys::generate(|bytes| {
            next = next.wrapping_add(1);
            bytes.fill(next);
        }))
    }

    #[test]
    fn a_salt_opens_with_its_key_for_its_text_only() {
        let vault = vault(0);
        let NewKey { key, sealed } = vault.new_message_key(LAMP, [1; 32], [2; 24]);
        let salt = key.seal(ContentId(7), &SALT);
        assert_eq!(salt.len(), 48);
        assert!(!sealed.windows(32).any(|window| window == [1; 32]));
        assert!(!salt.windows(32).any(|window| window == [3; 32]));

        let again = vault.message_key(LAMP, &sealed).unwrap();
        assert_eq!(again.open(ContentId(7), &salt), Ok(SALT));
        assert!(
            again.open(ContentId(8), &salt).is_err(),
            "it is another text's"
        );
        assert!(again.open(ContentId(7), &salt[..47]).is_err());
        let other = vault.new_message_key(LAMP, [9; 32], [2; 24]);
        assert!(other.key.open(ContentId(7), &salt).is_err());
    }

    #[test]
    fn a_key_opens_in_the_row_of_its_message_with_the_right_field_key_only() {
        let sealed = vault(0).new_message_key(LAMP, [1; 32], [2; 24]).sealed;
        assert!(vault(0).message_key(MessageId(6), &sealed).is_err());
        assert!(vault(50).message_key(LAMP, &sealed).is_err());
        let short = vault(0).seal(place(LAMP), "too short", [2; 24]);
        assert!(vault(0).message_key(LAMP, &short).is_err());
    }
}
