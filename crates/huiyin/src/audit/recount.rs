//! The figures again, counted from the entries alone, as docs/figures.md defines them. It is not the code by which a
//! board counts its events: two that agree are worth more than one that is asked twice.

use super::chain::Place;
use super::facts::{begins, code, flag, hash, parsed, whole};
use domain::calendar::Calendar;
use domain::figures::Counted;
use domain::message::LateStep;
use domain::rating::Settled;
use domain::screening;
use domain::stage::ClosedResult;
use domain::verb::Verb;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use ledger::entries::{Entry, Link};
use ledger::facts::MessageNumber;
use ledger::hash::Hash;
use ledger::kinds::Kind;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// Counts on.
pub struct Recount {
    calendar: Calendar,
    /// Whether the board counts working days by the calendar that this program knows.
    knows_days: bool,
    lives: BTreeMap<MessageNumber, Life>,
    months: BTreeMap<Date, BTreeMap<Row, Counted>>,
    /// Months in which working days were counted by a calendar that this program does not know.
    other_days: BTreeSet<Date>,
    /// What entries added that no table could count yet.
    latest: Vec<Added>,
    tables: Vec<Table>,
}

/// The row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The number of the seat.
    pub office: String,
    /// The domain.
    pub domain: String,
    /// The code of the place; empty where the seat has none.
    pub region: String,
}

/// The table of a month that the log commits to.
pub struct Table {
    /// The entry that commits.
    pub place: Place,
    /// What it says; none: it cannot be read.
    pub said: Option<Commits>,
}

/// What an entry says of a table, and what the table must hold.
pub struct Commits {
    /// 2026-11
    pub month: String,
    /// SHA-256 of the file.
    pub table: Hash,
    /// What the entries come to that it counts.
    pub rows: BTreeMap<Row, Counted>,
    /// Whether working days could be counted too.
    pub knows_days: bool,
}

/// What an entry adds to a row.
struct Added {
    place: Place,
    month: Date,
    row: Row,
    counted: Counted,
}

/// What is known of a message.
struct Life {
    sort: Sort,
    /// Where it is counted now.
    row: Row,
    published: Option<Timestamp>,
    answered: bool,
    replied: bool,
    /// Where and when it became late.
    late: Option<(Date, Row)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// From another board's archive: only that it came, and whether it was answered there.
    Imported,
    /// Counts in no work.
    Thanks,
    /// Anything else.
    AtWork,
}

impl Default for Recount {
    fn default() -> Self {
        Self {
            calendar: Calendar::mainland(),
            knows_days: true,
            lives: BTreeMap::new(),
            months: BTreeMap::new(),
            other_days: BTreeSet::new(),
            latest: Vec::new(),
            tables: Vec::new(),
        }
    }
}

impl Recount {
    /// Takes an entry in, in the order of the logs.
    pub fn follow(&mut self, place: Place, entry: &Entry) {
        match (entry.kind, &entry.link) {
            (Kind::PolicyChanged, _) => self.rules(entry),
            (Kind::FiguresPublished, _) => {
                let said = self.commits(place, entry);
                self.tables.push(Table { place, said });
            }
            (_, Some(link)) => self.step(place, link, entry),
            _ => {}
        }
    }

    /// The tables that the logs commit to, in their order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    fn rules(&mut self, entry: &Entry) {
        let named = code(entry, "zone").and_then(|name| TimeZone::get(name).ok());
        let offset = whole(entry, "offset").and_then(|minutes| i32::try_from(minutes * 60).ok());
        let offset = offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
        let calendar = Calendar::mainland();
        let known = Hash::new(Sha256::digest(calendar.to_csv()).into());
        self.knows_days = hash(entry, "calendar") == Some(known);
        if let Some(zone) = named.or(offset.map(TimeZone::fixed)) {
            self.calendar = calendar.in_zone(zone);
        }
    }

    fn commits(&mut self, (log, _index): Place, entry: &Entry) -> Option<Commits> {
        let month = code(entry, "month")?.to_owned();
        let first: Date = format!("{month}-01").parse().ok()?;
        let entries = u64::try_from(whole(entry, "entries")?).ok()?;
        let table = hash(entry, "table")?;
        // What came after those entries is for the next table; they are those of the log that says so, and all of the logs
        // before it.
        let (counted, later) = mem::take(&mut self.latest)
            .into_iter()
            .partition::<Vec<_>, _>(|added| added.place < (log, entries));
        self.latest = later;
        for added in counted {
            let rows = self.months.entry(added.month).or_default();
            rows.entry(added.row).or_default().merge(&added.counted);
        }
        Some(Commits {
            rows: self.months.get(&first).cloned().unwrap_or_default(),
            knows_days: !self.other_days.contains(&first),
            month,
            table,
        })
    }

    fn step(&mut self, place: Place, link: &Link, entry: &Entry) {
        let at = i64::try_from(entry.time).ok();
        let Some(at) = at.and_then(|time| Timestamp::from_millisecond(time).ok()) else {
            return;
        };
        if matches!(link, Link::First { .. }) {
            let begun = Life::begins(entry);
            self.lives.insert(link.message().clone(), begun);
        }
        // A thread without its beginning is found by the check of links.
        let Some(life) = self.lives.get_mut(link.message()) else {
            return;
        };
        let month = self.calendar.date(at).first_of_month();
        let mut counted = Counted::default();
        let late = life.takes(entry, (at, month), &self.calendar, &mut counted);
        let mut add = |month, row, counted| {
            if !self.knows_days {
                self.other_days.insert(month);
            }
            self.latest.push(Added {
                place,
                month,
                row,
                counted,
            });
        };
        if let Some((month, row)) = late {
            let answered_late = Counted {
                late_replied: 1,
                ..Counted::default()
            };
            add(month, row, answered_late);
        }
        if !counted.is_empty() {
            add(month, life.row.clone(), counted);
        }
    }
}

impl Life {
    fn begins(entry: &Entry) -> Self {
        let sort = match (entry.kind, parsed(entry, "kind")) {
            (Kind::Imported, _) => Sort::Imported,
            (_, Some(screening::Kind::Thanks)) => Sort::Thanks,
            _ => Sort::AtWork,
        };
        Self {
            sort,
            row: Row {
                office: office(entry, "office"),
                domain: code(entry, "domain").unwrap_or_default().to_owned(),
                region: code(entry, "region").unwrap_or_default().to_owned(),
            },
            published: None,
            answered: false,
            replied: false,
            late: None,
        }
    }

    /// Counts what an entry adds. The first final reply to a message that was late counts where it became late: that
    /// month and row.
    fn takes(
        &mut self,
        entry: &Entry,
        (at, month): (Timestamp, Date),
        calendar: &Calendar,
        counted: &mut Counted,
    ) -> Option<(Date, Row)> {
        if entry.kind == Kind::Moved {
            self.row.office = office(entry, "to");
            code(entry, "region")
                .unwrap_or_default()
                .clone_into(&mut self.row.region);
        }
        match self.sort {
            Sort::Imported => {
                counted.imported = u32::from(entry.kind == Kind::Imported);
                if entry.kind == Kind::ReplyPublished {
                    counted.imported_replied = u32::from(!mem::replace(&mut self.replied, true));
                }
                None
            }
            Sort::Thanks => {
                self.anywhere(entry, at, counted);
                None
            }
            Sort::AtWork => {
                self.anywhere(entry, at, counted);
                self.at_work(entry, (at, month), calendar, counted)
            }
        }
    }

    fn anywhere(&mut self, entry: &Entry, at: Timestamp, counted: &mut Counted) {
        match entry.kind {
            Kind::Received | Kind::Split if begins(entry) => {
                counted.received = 1;
                counted.thanks = u32::from(self.sort == Sort::Thanks);
            }
            Kind::Screened if code(entry, "result") == Some("published") => {
                counted.published = 1;
                self.published.get_or_insert(at);
            }
            Kind::Screened => {
                counted.declined = 1;
                if let Some(reason) = parsed(entry, "reason") {
                    counted.declines.add(reason);
                }
            }
            Kind::Diverted => counted.diverted = 1,
            Kind::Withdrawn => counted.withdrawn = 1,
            Kind::TakenDown => counted.taken_down = 1,
            _ => {}
        }
    }

    fn at_work(
        &mut self,
        entry: &Entry,
        (at, month): (Timestamp, Date),
        calendar: &Calendar,
        counted: &mut Counted,
    ) -> Option<(Date, Row)> {
        match entry.kind {
            Kind::Interim => self.answers(at, calendar, counted),
            Kind::ReplyPublished => {
                self.answers(at, calendar, counted);
                return self.replies(flag(entry, "on_time"), (at, month), calendar, counted);
            }
            Kind::Late if parsed(entry, "step") == Some(LateStep::Reply) => {
                counted.late = u32::from(!self.replied);
                counted.late_again = u32::from(self.replied);
                self.becomes_late(month);
            }
            Kind::ReplyReturned => {
                counted.reviewed = 1;
                counted.returned = 1;
                if let Some(reason) = parsed(entry, "reason") {
                    counted.returns.add(reason);
                }
            }
            Kind::Refused => counted.refused = 1,
            Kind::Transferred => counted.transferred = 1,
            Kind::Extended => {
                let granted = parsed(entry, "verb") == Some(Verb::GrantExtension);
                counted.extended = u32::from(granted);
            }
            Kind::FollowedUp => counted.follow_ups = 1,
            Kind::ReopenRequested => counted.reopen_asked = 1,
            Kind::ReopenJudged => counted.reopened = 1,
            Kind::Rated => match parsed(entry, "settled") {
                Some(Settled::Yes) => counted.settled = 1,
                Some(Settled::Partly) => counted.partly = 1,
                Some(Settled::No) => counted.not_settled = 1,
                None => {}
            },
            Kind::Closed => {
                counted.closed = 1;
                let unrated = parsed(entry, "result") == Some(ClosedResult::Unrated);
                counted.unrated = u32::from(unrated);
            }
            _ => {}
        }
        None
    }

    fn answers(&mut self, at: Timestamp, calendar: &Calendar, counted: &mut Counted) {
        if !mem::replace(&mut self.answered, true) {
            counted.answered = 1;
            counted.answer_days.add(self.days(at, calendar));
        }
    }

    fn replies(
        &mut self,
        on_time: bool,
        (at, month): (Timestamp, Date),
        calendar: &Calendar,
        counted: &mut Counted,
    ) -> Option<(Date, Row)> {
        counted.reviewed = 1;
        let becomes_late = !on_time && self.late.is_none();
        if becomes_late {
            self.becomes_late(month);
        }
        if mem::replace(&mut self.replied, true) {
            counted.late_again = u32::from(becomes_late);
            return None;
        }
        counted.replied = 1;
        counted.on_time = u32::from(on_time);
        counted.late = u32::from(becomes_late);
        counted.reply_days.add(self.days(at, calendar));
        self.late.clone().filter(|_late| !on_time)
    }

    fn becomes_late(&mut self, month: Date) {
        let row = &self.row;
        self.late.get_or_insert_with(|| (month, row.clone()));
    }

    /// Working days since it was published.
    fn days(&self, at: Timestamp, calendar: &Calendar) -> u32 {
        calendar.working_days_between(self.published.unwrap_or(at), at)
    }
}

/// `office-12` is number 12.
fn office(entry: &Entry, name: &str) -> String {
    let code = code(entry, name).unwrap_or_default();
    code.strip_prefix("office-").unwrap_or(code).to_owned()
}
