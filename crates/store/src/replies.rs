//! Replies of units, interim and final.

use crate::args;
use crate::error::{Result, unparsed};
use crate::tx::{Arg, Row, Tx};
use domain::Timestamp;
use domain::ids::{ContentId, MessageId, PersonId, ReplyId, UnitId};
use domain::reply::{Reply, ReplyState};
use std::collections::HashMap;

const INSERT: &str = "INSERT INTO replies (id, message, unit, kind, text, outcome, person, submitted_at, state, \
     reviewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const BY_ID: &str = "SELECT id, message, unit, kind, text, outcome, person, submitted_at, state, reviewed_at \
     FROM replies WHERE id = $1";
const OF_MESSAGE: &str = "SELECT id, message, unit, kind, text, outcome, person, submitted_at, state, reviewed_at \
     FROM replies WHERE message = $1 ORDER BY submitted_at, id";
const OF_EVENTS: &str = "SELECT id, message, unit, kind, text, outcome, person, submitted_at, state, reviewed_at \
     FROM replies WHERE message IN ( \
     SELECT message FROM events WHERE position > $1 AND position <= $2 AND kind = 'reply_published')";
const REVIEWED: &str =
    "UPDATE replies SET state = $2, reviewed_at = $3 WHERE id = $1 AND state = 'in_review'";
const CORRECTED: &str = "UPDATE replies SET text = $2 WHERE id = $1 AND state = 'published'";
const DROP: &str = "UPDATE replies SET state = 'dropped', reviewed_at = $2 WHERE message = $1 AND state = 'in_review'";

/// Adds a reply.
pub async fn add(tx: &mut Tx, reply: &Reply) -> Result<()> {
    let outcome = reply
        .outcome
        .map(|outcome| serde_json::to_string(&outcome))
        .transpose();
    let outcome = outcome.map_err(unparsed("replies"))?;
    tx.run_one(
        INSERT,
        args![
            reply.id.0,
            reply.message.0,
            reply.unit.map(|id| id.0),
            reply.kind.code(),
            reply.text.0,
            outcome.as_deref(),
            reply.by.map(|id| id.0),
            reply.submitted_at,
            reply.state.code(),
            reply.reviewed_at
        ],
    )
    .await
}

/// A reply.
pub async fn by_id(tx: &mut Tx, id: ReplyId) -> Result<Option<Reply>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// The replies of a message, oldest first.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<Reply>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// The replies of the messages whose reply was published after a position, up to another.
pub async fn of_events(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<Reply>> {
    tx.rows(OF_EVENTS, args![after, until], read).await
}

/// The texts of the published replies of these messages, each message's oldest first.
pub async fn published(
    tx: &mut Tx,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, Vec<ContentId>>> {
    let mut found: HashMap<_, Vec<_>> = HashMap::with_capacity(messages.len());
    for some in messages.chunks(40) {
        let places: Vec<_> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT message, text FROM replies WHERE state = 'published' AND message IN ({}) \
             ORDER BY submitted_at, id",
            places.join(", ")
        );
        let ids: Vec<_> = some.iter().map(|id| Arg::Int(Some(id.0))).collect();
        for (message, text) in tx
            .rows(sql, &ids, |row| {
                Ok((MessageId(row.int(0)?), ContentId(row.int(1)?)))
            })
            .await?
        {
            found.entry(message).or_default().push(text);
        }
    }
    Ok(found)
}

/// An editor decided about a reply in review.
pub async fn reviewed(tx: &mut Tx, id: ReplyId, state: ReplyState, at: Timestamp) -> Result<()> {
    tx.run_one(REVIEWED, args![id.0, state.code(), at]).await
}

/// The message left review otherwise: a reply that waited is dropped.
pub async fn drop_waiting(tx: &mut Tx, message: MessageId, at: Timestamp) -> Result<u64> {
    tx.run(DROP, args![message.0, at]).await
}

/// A published reply has a new text; the event keeps the old one findable.
pub async fn corrected(tx: &mut Tx, id: ReplyId, text: ContentId) -> Result<()> {
    tx.run_one(CORRECTED, args![id.0, text.0]).await
}

fn read(row: &Row<'_>) -> Result<Reply> {
    const TABLE: &str = "replies";
    Ok(Reply {
        id: ReplyId(row.int(0)?),
        message: MessageId(row.int(1)?),
        unit: row.opt_int(2)?.map(UnitId),
        kind: row.parsed(3, TABLE)?,
        text: ContentId(row.int(4)?),
        outcome: row.opt_json(5, TABLE)?,
        by: row.opt_int(6)?.map(PersonId),
        submitted_at: row.time(7)?,
        state: row.parsed(8, TABLE)?,
        reviewed_at: row.opt_time(9)?,
    })
}
