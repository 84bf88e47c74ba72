//! Which keys the sealed fields and the blind indexes of the data were made with, and rows that are sealed anew.

use crate::args;
use crate::error::{Error, Result};
use crate::tx::{Arg, Tx};
use crate::vault::{Blind, Purpose};
use std::collections::BTreeMap;

/// A column of a table whose rows have a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The column of that number, the primary key.
    pub row: &'static str,
}

const fn column(table: &'static str, column: &'static str) -> Column {
    Column {
        table,
        column,
        row: "id",
    }
}

/// Every column that holds sealed fields.
pub const SEALED: [Column; 10] = [
    column("people", "phone_sealed"),
    column("people", "name_sealed"),
    column("messages", "salt_key"),
    column("sign_in_codes", "phone_sealed"),
    Column {
        table: "duty",
        column: "phone_sealed",
        row: "person",
    },
    Column {
        table: "authenticators",
        column: "secret_sealed",
        row: "person",
    },
    column("passkeys", "name_sealed"),
    column("alert_steps", "text_sealed"),
    column("text_messages", "sealed"),
    Column {
        table: "take_downs",
        column: "basis_sealed",
        row: "message",
    },
];

/// Every column that holds blind indexes.
pub const BLIND: [Column; 3] = [
    column("people", "phone_blind"),
    column("messages", "query_blind"),
    column("sign_in_codes", "phone_blind"),
];

const OLD_PHONES: &str = "SELECT id, phone_sealed, phone_blind FROM people \
     WHERE id > $1 AND phone_sealed IS NOT NULL AND substr(phone_blind, 1, 4) <> $2 ORDER BY id LIMIT $3";
const SET_PHONE: &str = "UPDATE people SET phone_blind = $3 WHERE id = $1 AND phone_blind = $2";

/// How many fields or blind indexes each key made that are still there.
pub async fn uses(tx: &mut Tx, purpose: Purpose) -> Result<BTreeMap<u32, u64>> {
    let (columns, first): (&[Column], u32) = match purpose {
        // Behind the version.
        Purpose::Field => (&SEALED, 2),
        Purpose::Blind => (&BLIND, 1),
        Purpose::Code | Purpose::Session => (&[], 1),
    };
    let mut uses = BTreeMap::new();
    for Column { table, column, .. } in columns {
        let sql = format!(
            "SELECT substr({column}, {first}, 4), COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"
        );
        let read = tx.rows(sql, &[], |row| {
            let id: [u8; 4] = match row.bytes(0)?.try_into() {
                Ok(id) => id,
                Err(_length) => return Err(Error::row(table)("no id of a key".into())),
            };
            Ok((u32::from_be_bytes(id), row.int(1)?))
        });
        for (id, rows) in read.await? {
            *uses.entry(id).or_default() += u64::try_from(rows).unwrap_or(0);
        }
    }
    Ok(uses)
}

/// Fields of a column that another key sealed than the newest, from behind a row on. `newest` is how a field of that one
/// begins.
pub async fn old_fields(
    tx: &mut Tx,
    Column { table, column, row }: Column,
    newest: [u8; 5],
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Vec<u8>)>> {
    let sql = format!(
        "SELECT {row}, {column} FROM {table} \
         WHERE {row} > $1 AND {column} IS NOT NULL AND substr({column}, 1, 5) <> $2 ORDER BY {row} LIMIT $3"
    );
    let args = [
        Arg::from(after),
        Arg::from(newest.as_slice()),
        Arg::from(limit),
    ];
    tx.rows(sql, &args, |row| Ok((row.int(0)?, row.bytes(1)?)))
        .await
}

/// Puts a field in the place of the one that was read, unless that changed meanwhile. Whether it did so.
pub async fn replace(
    tx: &mut Tx,
    Column {
        table,
        column,
        row: number,
    }: Column,
    row: i64,
    old: &[u8],
    new: &[u8],
) -> Result<bool> {
    let sql = format!("UPDATE {table} SET {column} = $3 WHERE {number} = $1 AND {column} = $2");
    Ok(tx.run(sql, args![row, old, new]).await? == 1)
}

/// Phones whose blind index was made with another key than the newest, from behind a row on: row, sealed phone and index.
pub async fn old_phones(
    tx: &mut Tx,
    newest: [u8; 4],
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Vec<u8>, Vec<u8>)>> {
    tx.rows(OLD_PHONES, args![after, newest.as_slice(), limit], |row| {
        Ok((row.int(0)?, row.bytes(1)?, row.bytes(2)?))
    })
    .await
}

/// Puts a blind index in the place of the one that was read, unless that changed meanwhile. Whether it did so.
pub async fn replace_phone(tx: &mut Tx, row: i64, old: &[u8], new: &Blind) -> Result<bool> {
    Ok(tx.run(SET_PHONE, args![row, old, new]).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema is the witness: a column that is added is met here.
    #[test]
    fn no_column_of_the_schema_is_forgotten() {
        let schema = include_str!("../migrations/sqlite/0001_board.sql");
        let mut table = "";
        let (mut sealed, mut blind) = (Vec::new(), Vec::new());
        for line in schema.lines() {
            if let Some(name) = line.strip_prefix("CREATE TABLE ") {
                table = name.trim_end_matches(" (");
            }
            let Some(name) = line.split_whitespace().next() else {
                continue;
            };
            if !line.contains(" BLOB") {
                continue;
            }
            if name.ends_with("sealed") || name == "salt_key" {
                sealed.push((table, name));
            }
            if name.ends_with("_blind") {
                blind.push((table, name));
            }
        }
        let named = |columns: &[Column]| {
            let mut named: Vec<_> = columns.iter().map(|one| (one.table, one.column)).collect();
            named.sort_unstable();
            named
        };
        sealed.sort_unstable();
        blind.sort_unstable();
        assert_eq!(sealed, named(&SEALED));
        assert_eq!(blind, named(&BLIND));
    }
}
