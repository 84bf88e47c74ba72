//! Whether the security log is what it was: the table against its own numbers and the public log, and a file against the
//! table, each day for itself.

use super::days::READ;
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::security::SecurityLine;
use jiff::civil::Date;
use ledger::entries::Entry;
use ledger::facts::{Fact, Name, Value};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use store::security::{self as rows};

/// What was found out about a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The day.
    pub day: Date,
    /// Its lines in the table.
    pub lines: u32,
    /// The hash of them.
    pub hash: Hash,
    /// What the public log says that the hash is; none: the day has not ended, or its entry has not entered yet.
    pub published: Option<Hash>,
    /// What is wrong, as far as it can be told.
    pub faults: Vec<Fault>,
}

/// What is wrong with a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The table has not this line.
    Missing(i64),
    /// The lines of the table are not those that the public log committed to.
    NotAsPublished,
    /// The public log knows the day, and the table has nothing of it.
    Gone,
    /// The day has ended, and neither the public log nor what waits to enter it has its hash.
    Unpublished,
    /// The file has not this line.
    MissingInFile(i64),
    /// The line of the file is another one than the table's.
    ChangedInFile(i64),
    /// The file has this line more than once, or the table does not have it at all; none: the line cannot be read.
    AddedInFile(Option<i64>),
}

/// What a line of the file says of its place.
#[derive(Deserialize)]
struct Placed {
    n: i64,
    day: Date,
}

impl App {
    /// Compares the table with its own numbers and with the public log. Days before `kept` may be gone.
    pub async fn check_security_log(&self, kept: Date) -> Result<Vec<Checked>, Refusal> {
        self.db
            .read(async |tx| {
                let published = published(tx).await?;
                let waiting = waiting(tx).await?;
                let open = rows::head(tx).await?.day;
                let mut days: BTreeSet<Date> =
                    rows::days_with_lines(tx).await?.into_iter().collect();
                let known = published.keys().chain(&waiting).copied();
                days.extend(known.filter(|day| *day >= kept));
                let mut next: Option<i64> = None;
                let mut checked = Vec::new();
                for day in days {
                    let mut faults = Vec::new();
                    let mut hash = Sha256::new();
                    let (mut lines, mut after) = (0, 0);
                    loop {
                        let read = rows::of_day(tx, day, after, READ).await?;
                        let Some(last) = read.last() else { break };
                        after = last.n;
                        for line in &read {
                            let expected = next.unwrap_or(line.n);
                            faults.extend((expected..line.n).map(Fault::Missing));
                            next = Some(line.n + 1);
                            lines += 1;
                            hash.update(line.to_json().as_bytes());
                            hash.update(b"\n");
                        }
                    }
                    let hash = Hash::new(hash.finalize().into());
                    let said = published.get(&day).copied();
                    match said {
                        Some(_) if lines == 0 => faults.push(Fault::Gone),
                        Some(said) if said != hash => faults.push(Fault::NotAsPublished),
                        None if open.is_some_and(|open| day < open) && !waiting.contains(&day) => {
                            faults.push(Fault::Unpublished);
                        }
                        _ => {}
                    }
                    checked.push(Checked {
                        day,
                        lines,
                        hash,
                        published: said,
                        faults,
                    });
                }
                // What is missing at the end was of the day that is open.
                let head = rows::head(tx).await?.n;
                if let (Some(next), Some(last)) = (next, checked.last_mut()) {
                    last.faults.extend((next..=head).map(Fault::Missing));
                }
                Ok::<_, Refusal>(checked)
            })
            .await
    }

    /// Compares a file with the table, and adds what it finds to the days. `open` opens the file anew: it is read twice,
    /// the second time where the hash of a day differs. Lines of days that the table has not are counted as added; what
    /// happened after `settled` may be on its way to the file.
    pub async fn check_security_file<R: BufRead>(
        &self,
        checked: &mut Vec<Checked>,
        open: impl Fn() -> io::Result<R>,
        settled: Timestamp,
    ) -> Result<(), Refusal> {
        let unreadable =
            |why: io::Error| Refusal::Store(store::Error::Lost(why.to_string().into()));
        let hashes = hashes(open().map_err(unreadable)?).map_err(unreadable)?;
        let differ: BTreeSet<Option<Date>> = hashes
            .keys()
            .copied()
            .chain(checked.iter().map(|checked| Some(checked.day)))
            .filter(|day| {
                let table = checked.iter().find(|checked| Some(checked.day) == *day);
                let (file, table) = (hashes.get(day), table.filter(|table| table.lines > 0));
                file != table.map(|table| &table.hash)
            })
            .collect();
        for day in differ {
            let lines = lines_of(open().map_err(unreadable)?, day).map_err(unreadable)?;
            let table = match day {
                Some(day) => self.all_of(day).await?,
                None => Vec::new(),
            };
            let faults = compare(&lines, &table, settled);
            let latest = checked.last().map(|checked| checked.day);
            // What cannot be read belongs to no day: it is told with the last one.
            let Some(day) = day.or(latest) else { continue };
            match checked.iter_mut().find(|checked| checked.day == day) {
                Some(checked) => checked.faults.extend(faults),
                None => checked.push(Checked {
                    day,
                    lines: 0,
                    hash: Hash::new(Sha256::digest([]).into()),
                    published: None,
                    faults,
                }),
            }
        }
        checked.sort_by_key(|checked| checked.day);
        Ok(())
    }

    async fn all_of(&self, day: Date) -> Result<Vec<SecurityLine>, Refusal> {
        let lines = self
            .db
            .read(async |tx| rows::of_day(tx, day, 0, u32::MAX).await);
        Ok(lines.await?)
    }
}

/// Which hash the public log says that each day has.
async fn published(tx: &mut store::Tx) -> Result<BTreeMap<Date, Hash>, Refusal> {
    let entries = store::ledger::all_of_board(tx, Kind::SecurityDay).await?;
    let facts = entries
        .iter()
        .filter_map(|row| Entry::parse(&row.bytes).ok())
        .map(|entry| entry.facts);
    Ok(facts.filter_map(|facts| day_and_hash(&facts)).collect())
}

/// The days whose hash waits to enter.
async fn waiting(tx: &mut store::Tx) -> Result<BTreeSet<Date>, Refusal> {
    let waiting = store::ledger::waiting(tx, u32::MAX).await?;
    let days = waiting
        .iter()
        .filter(|waiting| waiting.kind == Kind::SecurityDay);
    Ok(days
        .filter_map(|waiting| day_and_hash(&waiting.facts))
        .map(|(day, _hash)| day)
        .collect())
}

fn day_and_hash(facts: &BTreeMap<Name, Fact>) -> Option<(Date, Hash)> {
    let value = |name: &str| match facts.get(&name.parse().ok()?)? {
        Fact::One(value) => Some(value),
        Fact::Many(_) => None,
    };
    match (value("day")?, value("hash")?) {
        (Value::Code(day), Value::Hash(hash)) => Some((day.as_str().parse().ok()?, *hash)),
        _ => None,
    }
}

/// The hash of each day's lines in a file, in the order in which they stand; of lines that cannot be read under none.
fn hashes(file: impl BufRead) -> io::Result<BTreeMap<Option<Date>, Hash>> {
    let mut hashes: BTreeMap<Option<Date>, Sha256> = BTreeMap::new();
    for line in file.split(b'\n') {
        let line = line?;
        let day = placed(&line).map(|placed| placed.day);
        let hash = hashes.entry(day).or_default();
        hash.update(&line);
        hash.update(b"\n");
    }
    Ok(hashes
        .into_iter()
        .map(|(day, hash)| (day, Hash::new(hash.finalize().into())))
        .collect())
}

/// The lines of a day, or those that cannot be read.
fn lines_of(file: impl BufRead, day: Option<Date>) -> io::Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for line in file.split(b'\n') {
        let line = line?;
        if placed(&line).map(|placed| placed.day) == day {
            found.push(line);
        }
    }
    Ok(found)
}

fn placed(line: &[u8]) -> Option<Placed> {
    serde_json::from_slice(line).ok()
}

/// What is wrong with the lines of a day in a file.
fn compare(file: &[Vec<u8>], lines: &[SecurityLine], settled: Timestamp) -> Vec<Fault> {
    let table: BTreeMap<i64, String> = lines.iter().map(|line| (line.n, line.to_json())).collect();
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for line in file {
        let n = placed(line).map(|placed| placed.n);
        match n.and_then(|n| table.get(&n).map(|kept| (n, kept))) {
            Some((n, _)) if !seen.insert(n) => faults.push(Fault::AddedInFile(Some(n))),
            Some((n, kept)) if kept.as_bytes() != line.as_slice() => {
                faults.push(Fault::ChangedInFile(n));
            }
            Some(_) => {}
            None => faults.push(Fault::AddedInFile(n)),
        }
    }
    let missing = lines
        .iter()
        .filter(|line| !seen.contains(&line.n) && line.event.at <= settled);
    faults.extend(missing.map(|line| Fault::MissingInFile(line.n)));
    faults
}
