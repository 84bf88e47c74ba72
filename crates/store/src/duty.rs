//! Who is paged when a life may be in danger.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::ids::PersonId;

const PUT: &str = "INSERT INTO duty (person, rank, phone_sealed) VALUES ($1, $2, $3) \
     ON CONFLICT (person) DO UPDATE SET rank = excluded.rank, phone_sealed = excluded.phone_sealed";
const REMOVE: &str = "DELETE FROM duty WHERE person = $1";
const ALL: &str = "SELECT duty.person, duty.rank, people.login FROM duty JOIN people ON people.id = duty.person \
     WHERE people.active ORDER BY duty.rank, duty.person";
const PHONE: &str = "SELECT duty.phone_sealed FROM duty JOIN people ON people.id = duty.person \
     WHERE duty.person = $1 AND people.active";

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    /// The account.
    pub person: PersonId,
    /// 1 is paged at once, 2 when nobody came after the first round, and so on.
    pub rank: u32,
    /// How the person signs in.
    pub login: String,
}

/// Puts somebody on duty, or changes rank and phone.
pub async fn put(tx: &mut Tx, person: PersonId, rank: u32, phone_sealed: &[u8]) -> Result<()> {
    tx.run_one(PUT, args![person.0, rank, phone_sealed]).await
}

/// Takes somebody off duty. False: they were not on it.
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(tx.run(REMOVE, args![person.0]).await? > 0)
}

/// Everybody on duty, in turn. Accounts that are shut are not.
pub async fn all(tx: &mut Tx) -> Result<Vec<OnDuty>> {
    tx.rows(ALL, &[], |row| {
        Ok(OnDuty {
            person: PersonId(row.int(0)?),
            rank: row.count(1)?,
            login: row.opt_text(2)?.unwrap_or_default(),
        })
    })
    .await
}

/// The encrypted phone of somebody who is on duty.
pub async fn phone(tx: &mut Tx, person: PersonId) -> Result<Option<Vec<u8>>> {
    tx.row(PHONE, args![person.0], |row| row.bytes(0)).await
}
