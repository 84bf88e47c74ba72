//! Passkeys: the public key of each, and the challenges that were answered, so that none is answered twice.

use crate::args;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::ids::PersonId;

const ADD: &str = "INSERT INTO passkeys (id, person, credential, handle, public_key, counter, may_sync, synced, \
     name_sealed, made_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const FIND: &str = "SELECT id, person, credential, handle, public_key, counter, may_sync, synced, name_sealed, made_at, \
     used_at FROM passkeys WHERE credential = $1";
const OF: &str = "SELECT id, person, credential, handle, public_key, counter, may_sync, synced, name_sealed, made_at, \
     used_at FROM passkeys WHERE person = $1 ORDER BY id";
const USED: &str = "UPDATE passkeys SET counter = $2, synced = $3, used_at = $4 WHERE id = $1";
const RENAME: &str = "UPDATE passkeys SET name_sealed = $3 WHERE person = $1 AND id = $2";
const REMOVE: &str = "DELETE FROM passkeys WHERE person = $1 AND id = $2";
const REMOVE_ALL: &str = "DELETE FROM passkeys WHERE person = $1";
const TAKE: &str = "INSERT INTO passkey_challenges (challenge, at) VALUES ($1, $2) ON CONFLICT (challenge) DO NOTHING";

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// By which it is named here.
    pub id: i64,
    /// Whose.
    pub person: PersonId,
    /// Its id, drawn by the authenticator: at most 1023 bytes, one of its kind.
    pub credential: Vec<u8>,
    /// What the authenticator knows its owner by: random bytes, the same for all passkeys of a person.
    pub handle: Vec<u8>,
    /// The public key, as the authenticator wrote it (COSE).
    pub public_key: Vec<u8>,
    /// How often it has signed; 0 where its authenticator does not count.
    pub counter: u32,
    /// It may be on several devices.
    pub may_sync: bool,
    /// It is.
    pub synced: bool,
    /// The name that its owner gave, encrypted for this row.
    pub name_sealed: Vec<u8>,
    /// When it was added.
    pub made_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Option<Timestamp>,
}

/// Adds one. A credential that is there already is [`crate::Error::Taken`].
pub async fn add(tx: &mut Tx, passkey: &Passkey) -> Result<()> {
    let Passkey {
        id,
        person,
        credential,
        handle,
        public_key,
        counter,
        may_sync,
        synced,
        name_sealed,
        made_at,
        used_at,
    } = passkey;
    tx.run_one(
        ADD,
        args![
            *id,
            person.0,
            credential,
            handle,
            public_key,
            *counter,
            *may_sync,
            *synced,
            name_sealed,
            *made_at,
            *used_at
        ],
    )
    .await
}

/// The passkey of a credential's id.
pub async fn find(tx: &mut Tx, credential: &[u8]) -> Result<Option<Passkey>> {
    tx.row(FIND, args![credential], read).await
}

/// All of a person, the oldest first.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Passkey>> {
    tx.rows(OF, args![person.0], read).await
}

/// It was used, has counted so far, and is on several devices or not.
pub async fn used(tx: &mut Tx, id: i64, counter: u32, synced: bool, now: Timestamp) -> Result<()> {
    tx.run_one(USED, args![id, counter, synced, now]).await
}

/// Gives one of a person another name. False: it is none of theirs.
pub async fn rename(tx: &mut Tx, person: PersonId, id: i64, name_sealed: &[u8]) -> Result<bool> {
    Ok(tx.run(RENAME, args![person.0, id, name_sealed]).await? == 1)
}

/// Removes one of a person. False: it is none of theirs.
pub async fn remove(tx: &mut Tx, person: PersonId, id: i64) -> Result<bool> {
    Ok(tx.run(REMOVE, args![person.0, id]).await? == 1)
}

/// Removes all of a person. How many there were.
pub async fn remove_all(tx: &mut Tx, person: PersonId) -> Result<u64> {
    tx.run(REMOVE_ALL, args![person.0]).await
}

/// Takes the answer to a challenge; false when it was answered before.
pub async fn take(tx: &mut Tx, challenge: &[u8; 32], now: Timestamp) -> Result<bool> {
    Ok(tx.run(TAKE, args![challenge, now]).await? == 1)
}

fn read(row: &Row<'_>) -> Result<Passkey> {
    Ok(Passkey {
        id: row.int(0)?,
        person: PersonId(row.int(1)?),
        credential: row.bytes(2)?,
        handle: row.bytes(3)?,
        public_key: row.bytes(4)?,
        counter: row.count(5)?,
        may_sync: row.bool(6)?,
        synced: row.bool(7)?,
        name_sealed: row.bytes(8)?,
        made_at: row.time(9)?,
        used_at: row.opt_time(10)?,
    })
}
