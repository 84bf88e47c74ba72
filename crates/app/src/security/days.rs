//! How the security log grows: what waits gets its place, days begin and end, and the hash of a day that has ended waits to
//! enter the public log in the same transaction.

use super::Queue;
use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::security::{Detail, SecurityEvent, SecurityKind, SecurityOutcome};
use jiff::civil::Date;
use ledger::hash::Hash;
use sha2::{Digest, Sha256};
use store::Tx;
use store::security::{self as rows, Day, Head};

/// Events numbered in one transaction.
const BATCH: u32 = 1_000;
/// Lines read at once while a day is hashed.
pub(super) const READ: u32 = 2_000;

impl App {
    /// Takes one step: what waits is written and numbered, and days that are over end. True: more waits.
    ///
    /// Several processes may call it: they take turns.
    pub async fn security_step(&self) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let today = self.rules.calendar.date(now);
        let queue: &Queue = &self.security;
        let queued = queue.take();
        if queued.is_empty() && !self.security_waits(today).await? {
            return Ok(false);
        }
        let written = self
            .db
            .write(async |tx| {
                for (id, event) in &queued {
                    rows::add(tx, *id, event).await?;
                }
                self.number_security(tx, now, today).await
            })
            .await;
        if written.is_err() {
            queue.put_back(queued);
        }
        written
    }

    async fn security_waits(&self, today: Date) -> Result<bool, Refusal> {
        let waits = self.db.read(async |tx| {
            let head = rows::head(tx).await?;
            Ok::<_, Refusal>(rows::waits(tx).await? || head.day.is_some_and(|day| day < today))
        });
        waits.await
    }

    async fn number_security(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        today: Date,
    ) -> Result<bool, Refusal> {
        let from = rows::lock_head(tx).await?;
        let mut head = from;
        let waiting = rows::waiting(tx, BATCH).await?;
        for (id, event) in &waiting {
            let day = self.rules.calendar.date(event.at);
            head = self.is_open(tx, head, day, event.at).await?;
            head.n += 1;
            // `is_open` has opened a day.
            rows::number(tx, *id, head.n, head.day.unwrap_or(day)).await?;
        }
        let more = u32::try_from(waiting.len()).is_ok_and(|count| count == BATCH);
        if !more && head.day.is_some() {
            head = self.is_open(tx, head, today, now).await?;
        }
        rows::move_head(tx, from, head).await?;
        Ok(more)
    }

    /// Ends the day that is open and begins another, where it is a later one.
    async fn is_open(
        &self,
        tx: &mut Tx,
        head: Head,
        day: Date,
        at: Timestamp,
    ) -> Result<Head, Refusal> {
        if head.day.is_some_and(|open| day <= open) {
            return Ok(head);
        }
        if let Some(open) = head.day {
            let ended = Day {
                day: open,
                first: head.first,
                last: head.n,
                hash: hash_of(tx, open).await?,
            };
            rows::end_day(tx, &ended).await?;
            store::ledger::wait(tx, &self.security_day(open, ended.hash)).await?;
        }
        let n = head.n + 1;
        let begun = SecurityEvent {
            at,
            kind: SecurityKind::DayBegun,
            outcome: SecurityOutcome::Done,
            account: None,
            role: None,
            subject: None,
            message: None,
            detail: Some(Detail::letters(&draw::<16>(&*self.chance))),
            request: None,
            address: None,
            times: 1,
        };
        let id = self.ids.next(at);
        rows::add(tx, id, &begun).await?;
        rows::number(tx, id, n, day).await?;
        Ok(Head {
            n,
            day: Some(day),
            first: n,
        })
    }
}

/// The hash of a day's lines as they stand in the table.
async fn hash_of(tx: &mut Tx, day: Date) -> Result<Hash, Refusal> {
    let mut hash = Sha256::new();
    let mut after = 0;
    loop {
        let lines = rows::of_day(tx, day, after, READ).await?;
        let Some(last) = lines.last() else {
            return Ok(Hash::new(hash.finalize().into()));
        };
        after = last.n;
        for line in &lines {
            hash.update(line.to_json().as_bytes());
            hash.update(b"\n");
        }
    }
}
