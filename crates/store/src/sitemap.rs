//! The public pages of messages, for programs that read all of them.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::Tx;
use domain::Timestamp;
use domain::ids::Number;

const LAST_BEFORE: &str = "SELECT MAX(number) FROM messages WHERE number < $1";
const BETWEEN: &str = "SELECT number, COALESCE(replied_at, listed_at) FROM messages \
     WHERE number >= $1 AND number <= $2 AND listed_at IS NOT NULL ORDER BY number";

/// The last number that was given in each year, the latest year first. A step along the index a year.
pub async fn last_numbers(tx: &mut Tx) -> Result<Vec<Number>> {
    let mut found = Vec::new();
    let mut before = i64::MAX;
    loop {
        let last = tx
            .row(LAST_BEFORE, args![before], |row| row.opt_int(0))
            .await?;
        let Some(last) = last.flatten() else {
            return Ok(found);
        };
        let last = Number::from_row(last).map_err(unparsed("a number"))?;
        let first = Number { seq: 0, ..last };
        before = first.to_row();
        found.push(last);
    }
}

/// The listed messages whose numbers lie between these, both included, with the time of what is told of them there:
/// their latest answer, or else their publication. When something happened that is not public is not told.
pub async fn between(tx: &mut Tx, first: Number, last: Number) -> Result<Vec<(Number, Timestamp)>> {
    tx.rows(BETWEEN, args![first.to_row(), last.to_row()], |row| {
        let number = Number::from_row(row.int(0)?).map_err(unparsed("a number"))?;
        Ok((number, row.time(1)?))
    })
    .await
}
