//! The sequencer: numbers committed events densely and gives messages their public number of the year.
//!
//! Everything that follows the events (figures, search, ledger, caches) reads them by position only. The
//! embedded store numbers at the end of each group, before its COMMIT. On PostgreSQL one process holds a
//! lease with an epoch that is compared in every write, so that a paused node cannot fork the order.

use crate::args;
use crate::db::commit;
use crate::dialect;
use crate::error::{Error, Result};
use crate::server::Server;
use crate::tx::Tx;
use domain::ids::Number;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Events numbered in one batch.
const BATCH: i64 = 2000;
/// Seconds for which a lease holds without being renewed.
const LEASE_SECONDS: i64 = 10;
/// Seconds by which the clocks of two machines may differ. A lease that reaches further than that was taken by a clock
/// that was wrong: it binds nobody, or numbering would stand still until then.
const SKEW_SECONDS: i64 = 60;
/// Seconds after which an idle sequencer renews its lease: not at every look, each of which would be a COMMIT.
const RENEW_SECONDS: i64 = 4;

const LAST: &str = "SELECT last_position FROM sequencer WHERE id = 1";
/// Ordered by time, then by place in the thread, which grows with time: a thread's events keep their order.
const POSITION: &str = "UPDATE events SET position = ranked.position FROM (
        SELECT id, $1 + ROW_NUMBER() OVER (ORDER BY at, n, id) AS position
        FROM (SELECT id, at, n FROM events WHERE position IS NULL ORDER BY at, n, id LIMIT $2) AS waiting
    ) AS ranked WHERE events.id = ranked.id";
const MOVE: &str = "UPDATE sequencer SET last_position = $1 WHERE id = 1 AND last_position = $2";
const FIRSTS: &str =
    "SELECT at FROM events WHERE position > $1 AND position <= $2 AND n = 1 ORDER BY position";
const LAST_NUMBER: &str = "SELECT last FROM numbers WHERE year = $1";
const NUMBER: &str = "UPDATE messages SET number = ranked.number FROM (
        SELECT message, $3 + ROW_NUMBER() OVER (ORDER BY position) AS number
        FROM events WHERE position > $1 AND position <= $2 AND n = 1 AND at >= $4 AND at < $5
    ) AS ranked WHERE messages.id = ranked.message";
const MOVE_NUMBER: &str = "INSERT INTO numbers (year, last) VALUES ($1, $2)
    ON CONFLICT (year) DO UPDATE SET last = excluded.last";
const TAKE: &str = "UPDATE sequencer SET epoch = epoch + 1, leased_until = $1
    WHERE id = 1 AND (leased_until < $2 OR leased_until > $3) RETURNING epoch";
const WAITS: &str = "SELECT id FROM events WHERE position IS NULL LIMIT 1";
const LEASED: &str =
    "SELECT epoch FROM sequencer WHERE id = 1 AND leased_until >= $1 AND leased_until <= $2";
const RENEW: &str =
    "UPDATE sequencer SET leased_until = $1 WHERE id = 1 AND epoch = $2 RETURNING last_position";
const GIVE_UP: &str = "UPDATE sequencer SET leased_until = 0 WHERE id = 1 AND epoch = $1";

/// The last position that is numbered.
pub async fn last_position(tx: &mut Tx) -> Result<i64> {
    tx.row(LAST, &[], |row| row.int(0))
        .await?
        .ok_or(Error::Stale)
}

/// Whether a process numbers the events of a PostgreSQL database, or did so seconds ago. The embedded store has no
/// lease: its file has a lock.
pub async fn is_leased(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let lease = tx
        .row(LEASED, args![now, furthest(now)], |_row| Ok(()))
        .await?;
    Ok(lease.is_some())
}

/// Numbers all events that wait, in the open transaction, and says the last position.
pub(crate) async fn number(tx: &mut Tx, zone: &TimeZone) -> Result<i64> {
    let mut last = last_position(tx).await?;
    loop {
        let next = number_batch(tx, last, zone).await?;
        if next - last < BATCH {
            return Ok(next);
        }
        last = next;
    }
}

async fn number_batch(tx: &mut Tx, last: i64, zone: &TimeZone) -> Result<i64> {
    let count = tx.run(POSITION, args![last, BATCH]).await?;
    if count == 0 {
        return Ok(last);
    }
    let next = last + i64::try_from(count).unwrap_or(0);
    tx.run_one(MOVE, args![next, last]).await?;
    let mut years: Vec<(i16, i64)> = Vec::new();
    for at in tx
        .rows(FIRSTS, args![last, next], |row| row.time(0))
        .await?
    {
        let year = zone.to_datetime(at).year();
        match years.iter_mut().find(|(known, _)| *known == year) {
            Some((_, count)) => *count += 1,
            None => years.push((year, 1)),
        }
    }
    for (year, count) in years {
        let year_row = i64::from(year);
        let given = tx
            .row(LAST_NUMBER, args![year_row], |row| row.int(0))
            .await?
            .unwrap_or(0);
        let base = Number { year, seq: 0 }.to_row() + given;
        let (from, until) = (new_year(year, zone), new_year(year + 1, zone));
        tx.run(NUMBER, args![last, next, base, from, until]).await?;
        tx.run(MOVE_NUMBER, args![year_row, given + count]).await?;
    }
    Ok(next)
}

/// The first moment of a year in the zone.
fn new_year(year: i16, zone: &TimeZone) -> Timestamp {
    let day = jiff::civil::Date::new(year, 1, 1).ok();
    let midnight = day.and_then(|day| day.to_zoned(zone.clone()).ok());
    midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// The right to number, until it is taken over.
pub(crate) struct Lease {
    epoch: i64,
    renewed: Timestamp,
}

impl Lease {
    /// Nothing has to be written for it yet. A clock that went back makes it stale.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let seconds = now.as_second() - self.renewed.as_second();
        (0..RENEW_SECONDS).contains(&seconds)
    }
}

/// What a run of the sequencer did.
pub(crate) struct Batch {
    /// The last position, as far as this process knows.
    pub(crate) last: Option<i64>,
    /// A whole batch was numbered: more may wait.
    pub(crate) more: bool,
}

/// One batch on PostgreSQL: takes or renews the lease and numbers what waits, in one transaction.
pub(crate) async fn run(
    server: &Server,
    lease: &mut Option<Lease>,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Batch> {
    let until = after(now, LEASE_SECONDS);
    let mut tx = server.begin().await?;
    if lease.as_ref().is_some_and(|lease| lease.is_fresh(now))
        && tx.row(WAITS, &[], |_row| Ok(())).await?.is_none()
    {
        return Ok(Batch {
            last: None,
            more: false,
        });
    }
    let epoch = match lease {
        Some(lease) => Some(lease.epoch),
        None => take(&mut tx, until, now).await?,
    };
    let Some(epoch) = epoch else {
        let last = last_position(&mut tx).await?;
        return Ok(Batch {
            last: Some(last),
            more: false,
        });
    };
    let Some(last) = tx.row(RENEW, args![until, epoch], |row| row.int(0)).await? else {
        *lease = None; // another node took over: this one numbers nothing
        return Ok(Batch {
            last: None,
            more: false,
        });
    };
    let next = number_batch(&mut tx, last, zone).await?;
    if next > last {
        dialect::notify(&mut tx).await?;
    }
    commit(tx).await?;
    *lease = Some(Lease {
        epoch,
        renewed: now,
    });
    Ok(Batch {
        last: Some(next),
        more: next - last == BATCH,
    })
}

async fn take(tx: &mut Tx, until: Timestamp, now: Timestamp) -> Result<Option<i64>> {
    tx.row(TAKE, args![until, now, furthest(now)], |row| row.int(0))
        .await
}

/// No lease of a clock that is right reaches further.
fn furthest(now: Timestamp) -> Timestamp {
    after(now, LEASE_SECONDS + SKEW_SECONDS)
}

fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(Span::new().seconds(seconds)).unwrap_or(now)
}

/// Lets another process number at once.
pub(crate) async fn give_up(server: &Server, lease: &Lease) -> Result<()> {
    let mut tx = server.begin().await?;
    tx.run(GIVE_UP, args![lease.epoch]).await?;
    commit(tx).await
}
