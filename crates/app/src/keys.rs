//! Keys of sealed fields and blind indexes are changed while the board is served: what older keys made is sealed anew, some
//! rows at a time, beside everything else.
//!
//! Where it stopped is told by the rows themselves, so that nothing has to be remembered: whoever begins again goes on.

use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use std::collections::BTreeMap;
use store::sealed::{self, Column, SEALED};
use store::vault::{Keys, Place, Purpose};
use store::{Tx, cursors};

/// Rows that are sealed anew in one transaction: others wait for it.
const BATCH: u32 = 200;

/// The name under which the data tells the newest field key that any process has used.
const NEWEST: &str = "field key";

/// How far the rows were looked through, in this process.
#[derive(Debug, Default)]
pub(crate) struct Sealing {
    /// The newest keys under which they are sealed.
    under: (u32, u32),
    /// The column that is looked through: of [`SEALED`], and after those the phones' blind indexes.
    column: usize,
    /// The last row of it that was met.
    after: i64,
    /// Rows that were sealed anew since the first column was begun.
    changed: u64,
    /// Nothing was left to do.
    done: bool,
}

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedAnew {
    /// Rows that are under the newest keys now.
    pub rows: u64,
    /// There may be more.
    pub more: bool,
}

/// How many rows each key made that are still there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyUses {
    /// Sealed fields by the id of their key.
    pub field: BTreeMap<u32, u64>,
    /// Blind indexes by the id of their key.
    pub blind: BTreeMap<u32, u64>,
    /// The newest field key with which a process that serves has sealed.
    pub newest: u32,
}

impl KeyUses {
    /// Whether anything is left of a key.
    pub fn is_used(&self, purpose: Purpose, id: u32) -> bool {
        let uses = match purpose {
            Purpose::Field => &self.field,
            Purpose::Blind => &self.blind,
            Purpose::Code | Purpose::Session => return true,
        };
        uses.contains_key(&id)
    }
}

impl App {
    /// Uses other keys from now on: those of a key file that was changed.
    pub async fn take_keys(&self, keys: Keys) -> Result<(), Refusal> {
        // Other processes that do not know the newest key must find out before a row is under it.
        let newest = keys.ids(Purpose::Field).0;
        self.tells_newest(newest).await?;
        self.vault.exchange(keys);
        Ok(())
    }

    /// Seals some rows anew that older keys sealed. A row that does not open is left as it is, and named in the log.
    pub async fn seal_anew(&self) -> Result<SealedAnew, Refusal> {
        let under = (
            self.vault.ids(Purpose::Field).0,
            self.vault.ids(Purpose::Blind).0,
        );
        let mut sealing = self.sealing.lock().await;
        if sealing.under != under {
            self.tells_newest(under.0).await?;
            *sealing = Sealing {
                under,
                after: i64::MIN,
                ..Sealing::default()
            };
        }
        if sealing.done {
            return Ok(SealedAnew {
                rows: 0,
                more: false,
            });
        }
        let (last, rows) = match SEALED.get(sealing.column) {
            Some(column) => self.seal_fields(*column, sealing.after).await?,
            None => self.blind_phones(sealing.after).await?,
        };
        sealing.changed += rows;
        match last {
            Some(last) => sealing.after = last,
            None if sealing.column < SEALED.len() => {
                sealing.column += 1;
                sealing.after = i64::MIN;
            }
            None => {
                // Another process may have written under older keys meanwhile: until nothing is found any more.
                sealing.done = sealing.changed == 0;
                sealing.changed = 0;
                sealing.column = 0;
                sealing.after = i64::MIN;
            }
        }
        Ok(SealedAnew {
            rows,
            more: !sealing.done,
        })
    }

    /// How many rows each key made that are still there.
    pub async fn key_uses(&self) -> Result<KeyUses, Refusal> {
        let read = self.db.read(async |tx| {
            let newest = cursors::get(tx, NEWEST).await?;
            Ok::<_, store::Error>(KeyUses {
                field: sealed::uses(tx, Purpose::Field).await?,
                blind: sealed::uses(tx, Purpose::Blind).await?,
                newest: u32::try_from(newest).unwrap_or(u32::MAX),
            })
        });
        Ok(read.await?)
    }

    /// What a blind index does not find is not there, unless another process uses a key that this one has not read yet:
    /// then nothing may rest on it.
    pub(crate) async fn knows_all_keys(&self, tx: &mut Tx) -> Result<(), Refusal> {
        if cursors::get(tx, NEWEST).await? > i64::from(self.vault.newest_key()) {
            tracing::error!(
                "another process uses keys that this one has not: give it the same key file"
            );
            return Err(Refusal::Busy);
        }
        Ok(())
    }

    async fn tells_newest(&self, newest: u32) -> Result<(), Refusal> {
        let told = self.db.read(async |tx| cursors::get(tx, NEWEST).await);
        let told = told.await?;
        let newest = i64::from(newest);
        if told >= newest {
            return Ok(());
        }
        self.db
            .write(async |tx| {
                let told = cursors::get(tx, NEWEST).await?;
                if told < newest {
                    cursors::advance(tx, NEWEST, told, newest).await?;
                }
                Ok::<_, Refusal>(())
            })
            .await
    }

    /// Some fields of a column: the last row that was met, and how many were sealed anew.
    async fn seal_fields(&self, column: Column, after: i64) -> Result<(Option<i64>, u64), Refusal> {
        let newest = self.vault.newest_field();
        let old = self
            .db
            .read(async |tx| sealed::old_fields(tx, column, newest, after, BATCH).await)
            .await?;
        let mut new = Vec::with_capacity(old.len());
        for (row, field) in &old {
            let place = Place {
                table: column.table,
                column: column.column,
                row: *row,
            };
            match self.vault.seal_anew(place, field, draw(&*self.chance)) {
                Ok(sealed) => new.push((*row, field, sealed)),
                Err(why) => tracing::error!(%why, "a field cannot be sealed anew"),
            }
        }
        let rows = self
            .db
            .write(async |tx| {
                let mut rows = 0;
                for (row, old, new) in &new {
                    rows += u64::from(sealed::replace(tx, column, *row, old, new).await?);
                }
                Ok::<_, Refusal>(rows)
            })
            .await?;
        Ok((old.last().map(|(row, _field)| *row), rows))
    }

    /// Some blind indexes of phones. Those of query codes cannot be made anew, for nobody keeps the codes: each is when
    /// its code is used.
    async fn blind_phones(&self, after: i64) -> Result<(Option<i64>, u64), Refusal> {
        let newest = self.vault.newest_blind();
        let old = self
            .db
            .read(async |tx| sealed::old_phones(tx, newest, after, BATCH).await)
            .await?;
        let mut new = Vec::with_capacity(old.len());
        for (row, sealed, blind) in &old {
            let place = Place {
                table: "people",
                column: "phone_sealed",
                row: *row,
            };
            match self.vault.open(place, sealed) {
                Ok(phone) => new.push((*row, blind, self.vault.blind("phone", &phone))),
                Err(why) => tracing::error!(%why, "a phone cannot be indexed anew"),
            }
        }
        let rows = self
            .db
            .write(async |tx| {
                let mut rows = 0;
                for (row, old, new) in &new {
                    rows += u64::from(sealed::replace_phone(tx, *row, old, new).await?);
                }
                Ok::<_, Refusal>(rows)
            })
            .await?;
        Ok((old.last().map(|(row, ..)| *row), rows))
    }
}
