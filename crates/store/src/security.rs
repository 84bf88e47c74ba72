//! The security log: events wait without a place, are numbered in one order, and stay until their day is forgotten whole.

use crate::args;
use crate::dialect;
use crate::error::{Result, unparsed};
use crate::tx::{Arg, Row, Tx};
use domain::Timestamp;
use domain::ids::{MessageId, PersonId};
use domain::security::{Detail, SecurityEvent, SecurityKind, SecurityLine, SecurityOutcome};
use jiff::civil::Date;
use ledger::hash::Hash;
use std::fmt::Write;

const ADD: &str = "INSERT INTO security_events (id, at, kind, outcome, account, role, subject, message, detail, request, \
     address, times) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING";
const WAITS: &str = "SELECT id FROM security_events WHERE n IS NULL LIMIT 1";
const WAITING: &str = "SELECT id, at, kind, outcome, account, role, subject, message, detail, request, address, times \
     FROM security_events WHERE n IS NULL ORDER BY id LIMIT $1";
const NUMBER: &str = "UPDATE security_events SET n = $2, day = $3 WHERE id = $1 AND n IS NULL";
const HEAD: &str = "SELECT n, day, first FROM security_log WHERE id = 1";
const MOVE: &str = "UPDATE security_log SET n = $1, day = $2, first = $3 WHERE id = 1 AND n = $4";
const AFTER: &str = "SELECT n, at, kind, outcome, account, role, subject, message, detail, request, address, times, day \
     FROM security_events WHERE n > $1 AND n <= $2 ORDER BY n LIMIT $3";
const OF_DAY: &str = "SELECT n, at, kind, outcome, account, role, subject, message, detail, request, address, times, day \
     FROM security_events WHERE day = $1 AND n > $2 ORDER BY n LIMIT $3";
const FOUND: &str = "SELECT n, at, kind, outcome, account, role, subject, message, detail, request, address, times, day \
     FROM security_events WHERE n < $1";
const LAST_OF_KIND: &str = "SELECT id, at, kind, outcome, account, role, subject, message, detail, request, address, times \
     FROM security_events WHERE kind = $1 ORDER BY id DESC LIMIT 1";
const END_DAY: &str = "INSERT INTO security_days (day, first, last, hash) VALUES ($1, $2, $3, $4)";
const DAYS: &str = "SELECT day, first, last, hash FROM security_days ORDER BY day DESC LIMIT $1";
const HAS_DAYS: &str =
    "SELECT DISTINCT day FROM security_events WHERE day IS NOT NULL ORDER BY day";
const OLD: &str =
    "SELECT n FROM security_events WHERE day < $1 AND n IS NOT NULL ORDER BY n LIMIT 1 OFFSET $2";
const FORGET: &str = "DELETE FROM security_events WHERE n <= $1 AND day < $2";
const FORGET_DAYS: &str = "DELETE FROM security_days WHERE day < $1";

/// How far the numbering is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last line.
    pub n: i64,
    /// The day that is open; none before the first line.
    pub day: Option<Date>,
    /// The first line of that day.
    pub first: i64,
}

/// A day that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// Its first line.
    pub first: i64,
    /// Its last line.
    pub last: i64,
    /// The SHA-256 of its lines.
    pub hash: Hash,
}

/// Which lines are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this day on.
    pub since: Option<Date>,
    /// Up to this day.
    pub until: Option<Date>,
    /// Of this kind.
    pub kind: Option<SecurityKind>,
    /// With this outcome.
    pub outcome: Option<SecurityOutcome>,
    /// By this account, or done to it.
    pub account: Option<PersonId>,
}

/// Adds an event, to be numbered. One that is there already, because the answer to a COMMIT was lost, stays as it is.
pub async fn add(tx: &mut Tx, id: i64, event: &SecurityEvent) -> Result<()> {
    tx.run(
        ADD,
        args![
            id,
            event.at,
            event.kind.code(),
            event.outcome.code(),
            event.account.map(|id| id.0),
            event.role.map(domain::actor::Role::code),
            event.subject.map(|id| id.0),
            event.message.map(|id| id.0),
            event.detail.as_ref().map(Detail::as_str),
            event.request.as_ref().map(Detail::as_str),
            event.address.as_ref().map(Detail::as_str),
            event.times
        ],
    )
    .await
    .map(|_rows| ())
}

/// Whether an event waits to be numbered.
pub async fn waits(tx: &mut Tx) -> Result<bool> {
    Ok(tx.row(WAITS, &[], |row| row.int(0)).await?.is_some())
}

/// Events that wait, in the order in which they happened.
pub async fn waiting(tx: &mut Tx, limit: u32) -> Result<Vec<(i64, SecurityEvent)>> {
    tx.rows(WAITING, args![limit], |row| Ok((row.int(0)?, read(row)?)))
        .await
}

/// Gives an event its place.
pub async fn number(tx: &mut Tx, id: i64, n: i64, day: Date) -> Result<()> {
    tx.run_one(NUMBER, args![id, n, &day.to_string()]).await
}

/// How far the numbering is.
pub async fn head(tx: &mut Tx) -> Result<Head> {
    let found = tx.row(HEAD, &[], read_head).await?;
    found.ok_or(crate::Error::Stale)
}

/// The same, and no other process numbers before this transaction ends.
pub async fn lock_head(tx: &mut Tx) -> Result<Head> {
    let sql = format!("{HEAD}{}", dialect::for_update(tx));
    let found = tx.row(sql, &[], read_head).await?;
    found.ok_or(crate::Error::Stale)
}

/// Moves the numbering on.
pub async fn move_head(tx: &mut Tx, from: Head, to: Head) -> Result<()> {
    let day = to.day.map(|day| day.to_string());
    tx.run_one(MOVE, args![to.n, day.as_deref(), to.first, from.n])
        .await
}

/// Lines after one, up to another.
pub async fn after(tx: &mut Tx, n: i64, until: i64, limit: u32) -> Result<Vec<SecurityLine>> {
    tx.rows(AFTER, args![n, until, limit], read_line).await
}

/// Lines of a day after one.
pub async fn of_day(tx: &mut Tx, day: Date, n: i64, limit: u32) -> Result<Vec<SecurityLine>> {
    tx.rows(OF_DAY, args![&day.to_string(), n, limit], read_line)
        .await
}

/// Lines that fit a filter, newest first, before one.
pub async fn find(
    tx: &mut Tx,
    filter: &Filter,
    before: i64,
    limit: u32,
) -> Result<Vec<SecurityLine>> {
    let (since, until) = (
        filter.since.map(|day| day.to_string()),
        filter.until.map(|day| day.to_string()),
    );
    let mut sql = FOUND.to_owned();
    let mut args = vec![Arg::from(before)];
    let conditions = [
        ("day >= ", since.as_deref().map(Arg::from)),
        ("day <= ", until.as_deref().map(Arg::from)),
        ("kind = ", filter.kind.map(|kind| Arg::from(kind.code()))),
        (
            "outcome = ",
            filter.outcome.map(|outcome| Arg::from(outcome.code())),
        ),
    ];
    for (condition, arg) in conditions {
        if let Some(arg) = arg {
            args.push(arg);
            // Writing to a string cannot fail.
            write!(sql, " AND {condition}${}", args.len()).unwrap_or_default();
        }
    }
    if let Some(account) = filter.account {
        args.push(Arg::from(account.0));
        let place = args.len();
        write!(sql, " AND (account = ${place} OR subject = ${place})").unwrap_or_default();
    }
    args.push(Arg::from(limit));
    write!(sql, " ORDER BY n DESC LIMIT ${}", args.len()).unwrap_or_default();
    tx.rows(sql, &args, read_line).await
}

/// The last event of a kind, numbered or not.
pub async fn last_of(tx: &mut Tx, kind: SecurityKind) -> Result<Option<SecurityEvent>> {
    tx.row(LAST_OF_KIND, args![kind.code()], read).await
}

/// A day ends.
pub async fn end_day(tx: &mut Tx, ended: &Day) -> Result<()> {
    let Day {
        day,
        first,
        last,
        hash,
    } = ended;
    tx.run_one(
        END_DAY,
        args![&day.to_string(), *first, *last, hash.as_bytes()],
    )
    .await
}

/// Days that have ended, newest first.
pub async fn days(tx: &mut Tx, limit: u32) -> Result<Vec<Day>> {
    tx.rows(DAYS, args![limit], |row| {
        let hash = <[u8; 32]>::try_from(row.bytes(3)?)
            .map_err(|_len| crate::Error::row("security_days")("not 32 bytes".into()))?;
        Ok(Day {
            day: row.parsed(0, "security_days")?,
            first: row.int(1)?,
            last: row.int(2)?,
            hash: Hash::new(hash),
        })
    })
    .await
}

/// The days of which there are lines, in order.
pub async fn days_with_lines(tx: &mut Tx) -> Result<Vec<Date>> {
    tx.rows(HAS_DAYS, &[], |row| row.parsed(0, "security_events"))
        .await
}

/// Forgets so many of the oldest lines of days before one, and says how many went; none: nothing is left to forget.
pub async fn forget_before(tx: &mut Tx, day: Date, limit: u32) -> Result<u64> {
    let day = day.to_string();
    let bound = tx
        .row(OLD, args![&day, limit], |row| row.int(0))
        .await?
        .unwrap_or(i64::MAX);
    let gone = tx.run(FORGET, args![bound, &day]).await?;
    if bound == i64::MAX {
        tx.run(FORGET_DAYS, args![&day]).await?;
    }
    Ok(gone)
}

fn read_head(row: &Row<'_>) -> Result<Head> {
    Ok(Head {
        n: row.int(0)?,
        day: row.opt_parsed(1, "security_log")?,
        first: row.int(2)?,
    })
}

fn read_line(row: &Row<'_>) -> Result<SecurityLine> {
    Ok(SecurityLine {
        n: row.int(0)?,
        day: row.parsed(12, "security_events")?,
        event: read(row)?,
    })
}

/// An event; its columns begin behind the first one.
fn read(row: &Row<'_>) -> Result<SecurityEvent> {
    let time: Timestamp = row.time(1)?;
    Ok(SecurityEvent {
        at: time,
        kind: row.parsed(2, "security_events")?,
        outcome: row.parsed(3, "security_events")?,
        account: row.opt_int(4)?.map(PersonId),
        role: row.opt_parsed(5, "security_events")?,
        subject: row.opt_int(6)?.map(PersonId),
        message: row.opt_int(7)?.map(MessageId),
        detail: row.opt_parsed(8, "security_events")?,
        request: row.opt_parsed(9, "security_events")?,
        address: row.opt_parsed(10, "security_events")?,
        times: u32::try_from(row.int(11)?).map_err(unparsed("security_events"))?,
    })
}
