//! The second factor of staff: the sealed secret of an authenticator, and codes that stand in for it.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::PersonId;

const PUT: &str = "INSERT INTO authenticators (person, secret_sealed, step, since) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person) DO UPDATE SET secret_sealed = $2, step = $3, since = $4";
const OF: &str = "SELECT secret_sealed, step, since FROM authenticators WHERE person = $1";
const USE_STEP: &str = "UPDATE authenticators SET step = $2 WHERE person = $1 AND step < $2";
const REMOVE: &str = "DELETE FROM authenticators WHERE person = $1";
const ADD_CODE: &str = "INSERT INTO recovery_codes (person, code, used_at) VALUES ($1, $2, NULL)";
const USE_CODE: &str =
    "UPDATE recovery_codes SET used_at = $3 WHERE person = $1 AND code = $2 AND used_at IS NULL";
const LEFT: &str = "SELECT COUNT(*) FROM recovery_codes WHERE person = $1 AND used_at IS NULL";
const REMOVE_CODES: &str = "DELETE FROM recovery_codes WHERE person = $1";

/// An authenticator that was set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticator {
    /// Its secret, encrypted for this row.
    pub secret_sealed: Vec<u8>,
    /// The last step of thirty seconds whose code was used.
    pub step: i64,
    /// When it was set up.
    pub since: Timestamp,
}

/// Sets one up in the place of any before it; `step` is that of the code that proved it.
pub async fn put(tx: &mut Tx, person: PersonId, authenticator: &Authenticator) -> Result<()> {
    let Authenticator {
        secret_sealed,
        step,
        since,
    } = authenticator;
    tx.run_one(PUT, args![person.0, secret_sealed, *step, *since])
        .await
}

/// The authenticator of a person.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<Authenticator>> {
    tx.row(OF, args![person.0], |row| {
        Ok(Authenticator {
            secret_sealed: row.bytes(0)?,
            step: row.int(1)?,
            since: row.time(2)?,
        })
    })
    .await
}

/// Uses a step. False: it, or a later one, was used before.
pub async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool> {
    Ok(tx.run(USE_STEP, args![person.0, step]).await? == 1)
}

/// Removes the authenticator and the codes that stand in for it.
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(REMOVE, args![person.0]).await?;
    tx.run(REMOVE_CODES, args![person.0]).await.map(|_rows| ())
}

/// Gives new recovery codes, as their keyed hashes, in the place of all before.
pub async fn put_codes(tx: &mut Tx, person: PersonId, codes: &[[u8; 32]]) -> Result<()> {
    tx.run(REMOVE_CODES, args![person.0]).await?;
    for code in codes {
        tx.run_one(ADD_CODE, args![person.0, code]).await?;
    }
    Ok(())
}

/// Uses a recovery code. False: it is none of theirs, or was used before.
pub async fn use_code(
    tx: &mut Tx,
    person: PersonId,
    code: &[u8; 32],
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.run(USE_CODE, args![person.0, code, now]).await? == 1)
}

/// How many recovery codes are left.
pub async fn codes_left(tx: &mut Tx, person: PersonId) -> Result<u32> {
    let left = tx.row(LEFT, args![person.0], |row| row.count(0)).await?;
    Ok(left.unwrap_or(0))
}
