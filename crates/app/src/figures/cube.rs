//! All figures in memory: each month, and each day since the month before this one, by office, domain and place.

use super::block::{Block, Key};
use domain::Timestamp;
use domain::figures::{Counted, Slice};
use domain::ids::OfficeId;
use domain::office::{Level, RegionCode};
use domain::taxonomy::DomainSlug;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::figures::Cell;

/// The figures at one position of the events. It never changes: a change makes a new one, which shares the rest.
#[derive(Debug)]
pub struct Cube {
    position: i64,
    shown: Timestamp,
    days_since: Date,
    domains: Arc<Names<DomainSlug>>,
    regions: Arc<Names<Option<RegionCode>>>,
    months: BTreeMap<Date, Arc<Block>>,
    days: BTreeMap<Date, Arc<Block>>,
}

impl Cube {
    /// Before anything was read.
    pub(crate) fn empty() -> Self {
        Self {
            position: 0,
            shown: Timestamp::UNIX_EPOCH,
            days_since: Date::MAX,
            domains: Arc::default(),
            regions: Arc::default(),
            months: BTreeMap::new(),
            days: BTreeMap::new(),
        }
    }

    /// The first day of which the figures are held one by one: that of the month before.
    pub(crate) fn recent(today: Date) -> Date {
        let first = today.first_of_month();
        first.checked_sub(1.month()).unwrap_or(first)
    }

    /// This one with the rows that have changed since.
    pub(super) fn after(
        &self,
        (position, shown): (i64, Timestamp),
        days_since: Date,
        months: &[(Cell, Counted)],
        days: &[(Cell, Counted)],
    ) -> Self {
        let mut fresh = Self {
            position,
            shown,
            days_since,
            domains: self.domains.clone(),
            regions: self.regions.clone(),
            months: self.months.clone(),
            days: self.days.range(days_since..).map(shared).collect(),
        };
        let months = fresh.numbered(months);
        let days = fresh.numbered(days);
        put(&mut fresh.months, months);
        put(&mut fresh.days, days);
        fresh
    }

    /// The position of the last event that is counted, and when the figures were read.
    pub fn as_of(&self) -> (i64, Timestamp) {
        (self.position, self.shown)
    }

    pub(super) fn position(&self) -> i64 {
        self.position
    }

    /// The first day of which figures are held one by one. A slice that begins or ends within an earlier month has
    /// that month whole: [`Slice::widened`] says what it becomes.
    pub fn days_since(&self) -> Date {
        self.days_since
    }

    /// The months that have any figures: the first and the last, by their first days.
    pub fn span(&self) -> Option<(Date, Date)> {
        let (first, _) = self.months.first_key_value()?;
        let (last, _) = self.months.last_key_value()?;
        Some((*first, *last))
    }

    /// All of a slice.
    pub fn sum(&self, slice: &Slice) -> Counted {
        let mut sum = Counted::default();
        if let Some(wanted) = self.wanted(slice) {
            for (_time, block) in self.blocks(slice) {
                wanted.add_up(block, &mut sum);
            }
        }
        sum
    }

    /// The rows of a month, in the order of office, domain and place.
    pub fn month_rows(
        &self,
        month: Date,
    ) -> Vec<(OfficeId, &DomainSlug, Option<&RegionCode>, Counted)> {
        let block = self.months.get(&month.first_of_month());
        let mut rows: Vec<_> = block
            .into_iter()
            .flat_map(|block| block.rows())
            .filter_map(|(key, bytes)| {
                let mut counted = Counted::default();
                counted.merge_packed(bytes);
                let domain = self.domains.name(key.domain)?;
                let region = self.regions.name(key.region)?.as_ref();
                Some((key.office, domain, region, counted))
            })
            .collect();
        // Numbers of names depend on which were met first; names do not.
        rows.sort_by(|(a, b, c, _), (x, y, z, _)| (a, b, c).cmp(&(x, y, z)));
        rows
    }

    /// Month by month, the oldest first, from the first to the last that has any; months between them are there too.
    pub fn by_month(&self, slice: &Slice) -> Vec<(Date, Counted)> {
        let mut months: BTreeMap<Date, Counted> = BTreeMap::new();
        if let Some(wanted) = self.wanted(slice) {
            for (day, block) in self.blocks(slice) {
                let mut sum = Counted::default();
                wanted.add_up(block, &mut sum);
                if !sum.is_empty() {
                    months.entry(day.first_of_month()).or_default().merge(&sum);
                }
            }
        }
        let (Some((first, _)), Some((last, _))) =
            (months.first_key_value(), months.last_key_value())
        else {
            return Vec::new();
        };
        let (first, last) = (*first, *last);
        first
            .series(1.month())
            .take_while(|month| *month <= last)
            .map(|month| (month, months.remove(&month).unwrap_or_default()))
            .collect()
    }

    /// By domain, in the order of their slugs; those that have any.
    pub fn by_domain(&self, slice: &Slice) -> Vec<(DomainSlug, Counted)> {
        self.grouped(slice, |key| self.domains.name(key.domain).cloned())
    }

    /// By office, in the order of their ids; those that have any.
    pub fn by_office(&self, slice: &Slice) -> Vec<(OfficeId, Counted)> {
        self.grouped(slice, |key| Some(key.office))
    }

    /// By place of a level, in the order of their codes; those that have any. What was written to a seat that stands
    /// higher stays with its own place, and with none where it has no place.
    pub fn by_region(&self, slice: &Slice, level: Level) -> Vec<(Option<RegionCode>, Counted)> {
        let regions = self.regions.all.iter();
        let at: Vec<_> = regions
            .map(|region| region.as_ref().map(|code| code.at(level)))
            .collect();
        self.grouped(slice, |key| {
            let region = usize::try_from(key.region).ok()?;
            at.get(region).cloned()
        })
    }

    fn grouped<G: Ord>(&self, slice: &Slice, of: impl Fn(Key) -> Option<G>) -> Vec<(G, Counted)> {
        // Rows of one key are many, one for each month: their bytes are added up before the group is looked for.
        let mut keys: BTreeMap<Key, Counted> = BTreeMap::new();
        if let Some(wanted) = self.wanted(slice) {
            for (_time, block) in self.blocks(slice) {
                for (key, bytes) in block.rows().filter(|(key, _)| wanted.has(*key)) {
                    keys.entry(key).or_default().merge_packed(bytes);
                }
            }
        }
        let mut groups: BTreeMap<G, Counted> = BTreeMap::new();
        for (key, counted) in keys {
            if let Some(group) = of(key) {
                groups.entry(group).or_default().merge(&counted);
            }
        }
        groups.into_iter().collect()
    }

    /// The months that a slice has whole, and the days of those that it has in part.
    fn blocks(&self, slice: &Slice) -> impl Iterator<Item = (Date, &Block)> {
        let slice = slice.widened(self.days_since);
        let of_days = slice.clone();
        let days = self.days.iter().filter(move |(day, _)| {
            of_days.has_day(**day) && !of_days.has_month(day.first_of_month())
        });
        let months = self
            .months
            .iter()
            .filter(move |(month, _)| slice.has_month(**month));
        months.chain(days).map(|(time, block)| (*time, &**block))
    }

    /// Which rows a slice wants; none where it names what has none.
    fn wanted(&self, slice: &Slice) -> Option<Wanted> {
        let domain = match &slice.domain {
            Some(slug) => Some(self.domains.number(slug)?),
            None => None,
        };
        let regions = slice.region.as_ref().map(|outer| {
            let all = self.regions.all.iter();
            all.map(|region| region.as_ref().is_some_and(|inner| outer.holds(inner)))
                .collect()
        });
        Some(Wanted {
            office: slice.office,
            domain,
            regions,
        })
    }

    fn numbered<'a>(
        &mut self,
        rows: &'a [(Cell, Counted)],
    ) -> BTreeMap<Date, BTreeMap<Key, &'a Counted>> {
        let mut blocks: BTreeMap<Date, BTreeMap<Key, &Counted>> = BTreeMap::new();
        for (cell, counted) in rows {
            let key = Key {
                office: cell.office,
                domain: Names::enter(&mut self.domains, &cell.domain),
                region: Names::enter(&mut self.regions, &cell.region),
            };
            blocks.entry(cell.day).or_default().insert(key, counted);
        }
        blocks
    }
}

fn shared((day, block): (&Date, &Arc<Block>)) -> (Date, Arc<Block>) {
    (*day, block.clone())
}

fn put(blocks: &mut BTreeMap<Date, Arc<Block>>, changed: BTreeMap<Date, BTreeMap<Key, &Counted>>) {
    for (time, rows) in changed {
        let rows: Vec<_> = rows.into_iter().collect();
        let block = blocks.entry(time).or_default();
        *block = Arc::new(block.with(&rows));
    }
}

/// The rows that a slice wants.
struct Wanted {
    office: Option<OfficeId>,
    domain: Option<u32>,
    /// For each number of a place, whether it is in the slice; none: all are.
    regions: Option<Vec<bool>>,
}

impl Wanted {
    fn has(&self, key: Key) -> bool {
        let in_region = |regions: &Vec<bool>| {
            let region = usize::try_from(key.region).ok();
            region.and_then(|region| regions.get(region)).copied()
        };
        self.office.is_none_or(|office| office == key.office)
            && self.domain.is_none_or(|domain| domain == key.domain)
            && self
                .regions
                .as_ref()
                .is_none_or(|regions| in_region(regions).unwrap_or(false))
    }

    fn add_up(&self, block: &Block, sum: &mut Counted) {
        if self.office.is_none() && self.domain.is_none() && self.regions.is_none() {
            sum.merge(&block.total);
            return;
        }
        for (_key, bytes) in block.rows().filter(|(key, _)| self.has(*key)) {
            sum.merge_packed(bytes);
        }
    }
}

/// Names with numbers; a number stays with its name.
#[derive(Clone, Debug)]
struct Names<T> {
    all: Vec<T>,
    numbers: BTreeMap<T, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Names<T> {
    fn number(&self, name: &T) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    fn name(&self, number: u32) -> Option<&T> {
        self.all.get(usize::try_from(number).ok()?)
    }

    /// The number of a name, which is entered where it is new.
    fn enter(names: &mut Arc<Self>, name: &T) -> u32 {
        if let Some(number) = names.number(name) {
            return number;
        }
        let names = Arc::make_mut(names);
        let number = u32::try_from(names.all.len()).unwrap_or(u32::MAX);
        names.all.push(name.clone());
        names.numbers.insert(name.clone(), number);
        number
    }
}

#[cfg(test)]
mod tests;
