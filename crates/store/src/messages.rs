//! Messages: one row each. Derived columns serve lists; the truth is in the columns before them.

use crate::args;
use crate::dialect;
use crate::error::{Result, unparsed};
use crate::events;
use crate::tx::{Row, Tx};
use crate::vault::Blind;
use domain::Timestamp;
use domain::deadline::Rules;
use domain::event::{By, Event};
use domain::ids::{ContentId, EventId, MessageId, Number, OfficeId, PersonId, UnitId};
use domain::message::{Message, Texts};
use domain::office::RegionCode;

/// The columns of a message, in the order in which [`read`] reads them.
pub(crate) const COLUMNS: &str = "messages.id, number, writer, pen_name, office, region, kind, domain, subdomain, \
     visibility, identity_open, hide_place, concerns, concerns_conduct, title, body, demand, place, remark, \
     public_title, public_body, stage, clock, counts, co_units, supports, rated, outcome, events, last_at, \
     created_at, published_at, replied_at, erased_at, imported, public_demand, age";
const INSERT: &str = "INSERT INTO messages (id, query_blind, writer, pen_name, office, region, kind, domain, \
     subdomain, visibility, identity_open, hide_place, concerns, concerns_conduct, title, body, demand, place, remark, \
     public_title, public_body, stage, clock, counts, co_units, supports, rated, outcome, events, last_at, created_at, \
     published_at, replied_at, erased_at, imported, stage_kind, listed_at, unit, queue, queue_due, wakes_at, overdue, \
     returned, reopened, extension_asked, public_demand, salt_key, age) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
     $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, \
     $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)";
const SAVE: &str = "UPDATE messages SET writer = $3, pen_name = $4, office = $5, region = $6, kind = $7, domain = $8, \
     subdomain = $9, visibility = $10, identity_open = $11, hide_place = $12, concerns = $13, concerns_conduct = $14, \
     title = $15, body = $16, demand = $17, place = $18, remark = $19, public_title = $20, public_body = $21, \
     stage = $22, clock = $23, counts = $24, co_units = $25, rated = $27, outcome = $28, events = $29, last_at = $30, \
     published_at = $32, replied_at = $33, erased_at = $34, stage_kind = $36, listed_at = $37, unit = $38, \
     queue = $39, queue_due = $40, wakes_at = $41, overdue = $42, returned = $43, reopened = $44, \
     extension_asked = $45, public_demand = $46, age = $48 WHERE id = $1 AND events = $29 - 1";
const BY_NUMBER: &str = "SELECT id FROM messages WHERE number = $1";
const SET_QUERY: &str = "UPDATE messages SET query_blind = $3 WHERE id = $1 AND query_blind = $2";
const BY_QUERY: &str = "SELECT id FROM messages WHERE query_blind = $1";
const NUMBER_OF: &str = "SELECT number FROM messages WHERE id = $1";
const NUMBERED: &str = "SELECT messages.number, events.position FROM messages \
     JOIN events ON events.message = messages.id AND events.n = 1 WHERE messages.id = $1";
const WAKING: &str = "SELECT id FROM messages WHERE wakes_at < $1 ORDER BY wakes_at LIMIT $2";
const OF_WRITER: &str =
    "SELECT id FROM messages WHERE writer = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
const COUNT_SINCE: &str = "SELECT COUNT(*) FROM messages WHERE writer = $1 AND created_at > $2 AND created_at <= $3 \
     AND NOT EXISTS (SELECT 1 FROM events WHERE message = messages.id AND n = 1 AND kind = 'split_off')";
const SUPPORTED: &str = "UPDATE messages SET supports = supports + 1 WHERE id = $1";
const UNSUPPORTED: &str = "UPDATE messages SET supports = supports - 1 WHERE id = $1";

/// A message that is about to be changed: on PostgreSQL its row is locked first.
pub async fn lock(tx: &mut Tx, id: MessageId) -> Result<Option<Message>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE id = $1{}",
        dialect::for_update(tx)
    );
    tx.row(sql, args![id.0], read).await
}

/// A message to look at.
pub async fn by_id(tx: &mut Tx, id: MessageId) -> Result<Option<Message>> {
    tx.row(
        format!("SELECT {COLUMNS} FROM messages WHERE id = $1"),
        args![id.0],
        read,
    )
    .await
}

/// The messages with events after a position, up to another.
pub async fn of_events(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<Message>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE id IN \
         (SELECT message FROM events WHERE position > $1 AND position <= $2)"
    );
    tx.rows(sql, args![after, until], read).await
}

/// The message with this public number.
pub async fn by_number(tx: &mut Tx, number: Number) -> Result<Option<MessageId>> {
    tx.row(BY_NUMBER, args![number.to_row()], |row| {
        row.int(0).map(MessageId)
    })
    .await
}

/// The message with this query code, by its blind index.
pub async fn by_query(tx: &mut Tx, blind: &Blind) -> Result<Option<MessageId>> {
    tx.row(BY_QUERY, args![blind], |row| row.int(0).map(MessageId))
        .await
}

/// The public number, once it is given.
pub async fn number_of(tx: &mut Tx, id: MessageId) -> Result<Option<Number>> {
    let row = tx.row(NUMBER_OF, args![id.0], |row| row.opt_int(0)).await?;
    row.flatten()
        .map(|number| Number::from_row(number).map_err(unparsed("messages")))
        .transpose()
}

/// The public number, and the position of the first event, once they are given.
pub async fn numbered(tx: &mut Tx, id: MessageId) -> Result<Option<(Number, i64)>> {
    let row = tx
        .row(NUMBERED, args![id.0], |row| {
            Ok(row.opt_int(0)?.zip(row.opt_int(1)?))
        })
        .await?;
    row.flatten()
        .map(|(number, position)| {
            let number = Number::from_row(number).map_err(unparsed("messages"))?;
            Ok((number, position))
        })
        .transpose()
}

/// A writer's own messages, newest first. For the writer alone.
pub async fn of_writer(tx: &mut Tx, writer: PersonId, limit: u32) -> Result<Vec<MessageId>> {
    tx.rows(OF_WRITER, args![writer.0, limit], |row| {
        row.int(0).map(MessageId)
    })
    .await
}

/// How many messages a writer has sent since then: limits touch rates. Of a time that is still to come nothing counts: a
/// clock was wrong.
pub async fn sent_since(
    tx: &mut Tx,
    writer: PersonId,
    since: Timestamp,
    now: Timestamp,
) -> Result<u32> {
    Ok(tx
        .row(COUNT_SINCE, args![writer.0, since, now], |row| row.count(0))
        .await?
        .unwrap_or(0))
}

/// Messages at which the clock has to look, the longest waiting first.
pub async fn waking(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<MessageId>> {
    tx.rows(WAKING, args![now, limit], |row| row.int(0).map(MessageId))
        .await
}

/// Keeps the blind index of a query code under another key, unless it changed meanwhile.
pub async fn set_query(tx: &mut Tx, id: MessageId, from: &Blind, to: &Blind) -> Result<()> {
    tx.run(SET_QUERY, args![id.0, from, to])
        .await
        .map(|_rows| ())
}

/// Adds a new message with its first event. `salt_key` seals the salts of its texts, and is itself sealed.
pub async fn add(
    tx: &mut Tx,
    message: &Message,
    query: Option<&Blind>,
    salt_key: &[u8],
    rules: &Rules,
    (id, by, event): (EventId, By, &Event),
) -> Result<()> {
    write(tx, INSERT, message, query, Some(salt_key), rules).await?;
    events::record(tx, message, id, by, event).await
}

/// Saves a changed message with the event of the change: one cannot be written without the other.
///
/// A message that was changed since it was read is [`crate::Error::Stale`].
pub async fn change(
    tx: &mut Tx,
    message: &Message,
    rules: &Rules,
    (id, by, event): (EventId, By, &Event),
) -> Result<()> {
    write(tx, SAVE, message, None, None, rules).await?;
    events::record(tx, message, id, by, event).await
}

/// Counts one more “me too”, or one less. Not an event: only the number is ever known.
pub async fn count_support(tx: &mut Tx, id: MessageId, more: bool) -> Result<()> {
    tx.run_one(if more { SUPPORTED } else { UNSUPPORTED }, args![id.0])
        .await
}

async fn write(
    tx: &mut Tx,
    sql: &'static str,
    message: &Message,
    query: Option<&Blind>,
    salt_key: Option<&[u8]>,
    rules: &Rules,
) -> Result<()> {
    let m = message;
    let stage = json(&m.stage)?;
    let clock = m.clock.as_ref().map(json).transpose()?;
    let counts = json(&m.counts)?;
    let co_units = json(&m.co_units)?;
    let outcome = m.outcome.as_ref().map(json).transpose()?;
    let waits = m.waits_for();
    let extension = m.clock.as_ref().map(|clock| clock.extension);
    let asked = matches!(
        extension,
        Some(domain::deadline::Extension::Requested { .. })
    );
    tx.run_one(
        sql,
        args![
            m.id.0,
            query.map(Blind::as_slice),
            m.writer.map(|id| id.0),
            &m.pen_name,
            m.office.0,
            m.region.as_ref().map(RegionCode::as_str),
            m.kind.code(),
            m.domain.as_str(),
            m.subdomain.as_deref(),
            m.visibility.code(),
            m.identity_open,
            m.hide_place,
            m.concerns.map(|id| id.0),
            m.concerns_conduct,
            m.texts.title.0,
            m.texts.body.0,
            m.texts.demand.map(|id| id.0),
            m.texts.place.map(|id| id.0),
            m.texts.remark.map(|id| id.0),
            m.texts.public_title.map(|id| id.0),
            m.texts.public_body.map(|id| id.0),
            &stage,
            clock.as_deref(),
            &counts,
            &co_units,
            m.supports,
            m.rated.map(domain::rating::Settled::code),
            outcome.as_deref(),
            m.events,
            m.last_at,
            m.created_at,
            m.published_at,
            m.replied_at,
            m.erased_at,
            m.imported,
            m.stage.kind().code(),
            m.listed_at(),
            m.stage.unit().map(|id| id.0),
            waits.map(|(queue, _)| queue.code()),
            waits.map(|(_, due)| due),
            m.wakes_at(rules),
            m.overdue(),
            m.counts.returns > 0,
            m.counts.reopenings > 0,
            asked,
            m.texts.public_demand.map(|id| id.0),
            salt_key,
            m.age.code(),
        ],
    )
    .await
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(unparsed("messages"))
}

/// Reads a row of [`COLUMNS`]. A row that does not parse is an error, not a default.
pub(crate) fn read(row: &Row<'_>) -> Result<Message> {
    const TABLE: &str = "messages";
    let content = |column| row.opt_int(column).map(|id| id.map(ContentId));
    Ok(Message {
        id: MessageId(row.int(0)?),
        number: row
            .opt_int(1)?
            .map(Number::from_row)
            .transpose()
            .map_err(unparsed(TABLE))?,
        writer: row.opt_int(2)?.map(PersonId),
        pen_name: row.text(3)?,
        office: OfficeId(row.int(4)?),
        region: row
            .opt_text(5)?
            .map(|code| RegionCode::parse(&code))
            .transpose()
            .map_err(unparsed(TABLE))?,
        kind: row.parsed(6, TABLE)?,
        domain: domain::taxonomy::DomainSlug::parse(&row.text(7)?).map_err(unparsed(TABLE))?,
        subdomain: row.opt_text(8)?,
        visibility: row.parsed(9, TABLE)?,
        identity_open: row.bool(10)?,
        hide_place: row.bool(11)?,
        concerns: row.opt_int(12)?.map(UnitId),
        concerns_conduct: row.bool(13)?,
        texts: Texts {
            title: ContentId(row.int(14)?),
            body: ContentId(row.int(15)?),
            demand: content(16)?,
            place: content(17)?,
            remark: content(18)?,
            public_title: content(19)?,
            public_body: content(20)?,
            public_demand: content(35)?,
        },
        stage: row.json(21, TABLE)?,
        clock: row.opt_json(22, TABLE)?,
        counts: row.json(23, TABLE)?,
        co_units: row.json(24, TABLE)?,
        supports: row.count(25)?,
        rated: row.opt_parsed(26, TABLE)?,
        outcome: row.opt_json(27, TABLE)?,
        events: row.count(28)?,
        last_at: row.time(29)?,
        created_at: row.time(30)?,
        published_at: row.opt_time(31)?,
        replied_at: row.opt_time(32)?,
        erased_at: row.opt_time(33)?,
        imported: row.bool(34)?,
        age: row.parsed(36, TABLE)?,
    })
}
