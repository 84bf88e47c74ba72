//! Figures that are published for good: the table of each month that is over is kept as it is, and the log commits to it
//! and says how many of its entries it counts. So anyone can count it again, and nobody can put better numbers in its
//! place.

use super::board::digest;
use super::entry::{Facts, name};
use crate::board::App;
use crate::figures::Cube;
use crate::refusal::Refusal;
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use ledger::facts::{Name, Whole};
use ledger::kinds::Kind;
use std::sync::Arc;
use store::figures as rows;
use store::ledger as log;

/// So long after a month nothing is under way any more that began in it.
const SETTLED: SignedDuration = SignedDuration::from_hours(1);
/// Figures and log are brought to the same event at most so often, while new ones keep coming.
const ROUNDS: usize = 8;

impl App {
    /// Publishes the figures of each month that is over and was not published, from the first month with any figures on.
    /// Where figures and log cannot be brought to the same event it is left for the next time.
    pub async fn ledger_publish_figures(&self) -> Result<(), Refusal> {
        if self.ledger.key.is_none() {
            return Ok(());
        }
        let calendar = &self.rules.calendar;
        let settled = self.clock.now().checked_sub(SETTLED);
        let today = calendar.date(settled.unwrap_or(jiff::Timestamp::MIN));
        let last = self.last_published_figures().await?;
        let next = last.and_then(|last| last.checked_add(1.month()).ok());
        if next.is_some_and(|next| next.last_of_month() >= today) {
            return Ok(());
        }
        let Some((cube, entries)) = self.counted_and_signed().await? else {
            return Ok(());
        };
        let Some(first) = next.or(cube.span().map(|(first, _last)| first)) else {
            return Ok(());
        };
        let months = first.series(1.month());
        for month in months.take_while(|month| month.last_of_month() < today) {
            self.publish_month(month, &cube, entries).await?;
        }
        Ok(())
    }

    /// The table of a month as it was published; none where it was not, yet.
    pub async fn published_figures(&self, month: Date) -> Result<Option<String>, Refusal> {
        let read = self.db.read(async |tx| rows::published(tx, month).await);
        Ok(read.await?)
    }

    /// The last month whose table was published.
    pub async fn last_published_figures(&self) -> Result<Option<Date>, Refusal> {
        let read = self.db.read(async |tx| rows::last_published(tx).await);
        Ok(read.await?)
    }

    /// The figures, and how many entries of the signed log tell of the very events that they count.
    async fn counted_and_signed(&self) -> Result<Option<(Arc<Cube>, u64)>, Refusal> {
        for _round in 0..ROUNDS {
            while self.fold_figures().await? {}
            while self.integrate().await? {}
            let (cube, signed) = (self.cube(), self.ledger.signed.borrow().clone());
            if let Some(signed) = signed
                && signed.position == cube.as_of().0
            {
                return Ok(Some((cube, signed.size)));
            }
        }
        Ok(None)
    }

    async fn publish_month(&self, month: Date, cube: &Cube, entries: u64) -> Result<(), Refusal> {
        let csv = self.figures_csv(cube, month);
        let entries = i64::try_from(entries).ok().map(Whole::try_from);
        let facts = Facts::default()
            .code(name!("month"), month.strftime("%Y-%m").to_string())
            .fact(name!("table"), Some(digest(&csv)))
            .fact(name!("entries"), entries.and_then(Result::ok));
        let said = self.of_board(Kind::FiguresPublished, facts.0);
        self.db
            .write(async |tx| {
                // Another process may have been faster.
                if rows::publish(tx, month, &csv).await? {
                    log::wait(tx, &said).await?;
                }
                Ok(())
            })
            .await
    }
}
