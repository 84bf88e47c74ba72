//! Events: what happened, in the order of each thread; numbered among all by the sequencer.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Row, Tx};
use domain::event::{By, Event, Recorded};
use domain::ids::{EventId, MessageId, PersonId, UnitId};
use domain::message::Message;

const INSERT: &str = "INSERT INTO events (id, message, n, at, kind, role, unit, person, body) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const OF_MESSAGE: &str = "SELECT id, message, n, at, position, role, unit, person, body FROM events WHERE message = $1 ORDER BY n";
const AFTER: &str = "SELECT id, message, n, at, position, role, unit, person, body FROM events \
     WHERE position > $1 ORDER BY position LIMIT $2";
/// Of the messages with events after a position: every move to another office.
const MOVES: &str = "SELECT id, message, n, at, position, role, unit, person, body FROM events \
     WHERE kind = 'office_moved' AND message IN ( \
     SELECT message FROM events WHERE position > $1 AND position <= $2) ORDER BY message, n";
const COUNT: &str = "SELECT COUNT(*) FROM events";

/// Records the latest event of a message; its place and time are those that the message has counted.
pub(crate) async fn record(
    tx: &mut Tx,
    message: &Message,
    id: EventId,
    by: By,
    event: &Event,
) -> Result<()> {
    let body = serde_json::to_string(event).map_err(unparsed("events"))?;
    tx.run_one(
        INSERT,
        args![
            id.0,
            message.id.0,
            message.events,
            message.last_at,
            event.code(),
            by.role.code(),
            by.unit.map(|id| id.0),
            by.person.map(|id| id.0),
            &body
        ],
    )
    .await
}

/// The thread of a message.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<Recorded>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// Events after a position, in order; without gaps.
pub async fn after(tx: &mut Tx, position: i64, limit: u32) -> Result<Vec<Recorded>> {
    tx.rows(AFTER, args![position, limit], read).await
}

/// Every move to another office of the messages with events after a position, up to another; in the order of threads.
pub async fn moves(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<Recorded>> {
    tx.rows(MOVES, args![after, until], read).await
}

/// How many events there are, numbered or not.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx.row(COUNT, &[], |row| row.int(0)).await?.unwrap_or(0))
}

fn read(row: &Row<'_>) -> Result<Recorded> {
    Ok(Recorded {
        id: EventId(row.int(0)?),
        message: MessageId(row.int(1)?),
        n: row.count(2)?,
        at: row.time(3)?,
        position: row.opt_int(4)?,
        by: By {
            role: row.parsed(5, "events")?,
            unit: row.opt_int(6)?.map(UnitId),
            person: row.opt_int(7)?.map(PersonId),
        },
        event: row.json(8, "events")?,
    })
}
