//! How many hits each sort has.

use crate::error::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::{DocId, SegmentReader};

/// The offices that are named.
const OFFICES: usize = 10;

/// How many hits each sort has, the most frequent first; of the newest [`crate::COUNTED`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By the code of the domain.
    pub domains: Vec<(String, u64)>,
    /// By the name of the subdomain, where one domain was asked for: names are its own.
    pub subdomains: Vec<(String, u64)>,
    /// By the code of the kind.
    pub kinds: Vec<(String, u64)>,
    /// By the code of the stage.
    pub stages: Vec<(String, u64)>,
    /// By year, the latest first.
    pub years: Vec<(i16, u64)>,
    /// By office, the ten with most.
    pub offices: Vec<(i64, u64)>,
}

/// The counts so far.
pub(crate) struct FacetCount {
    years: Years,
    /// Of one domain alone.
    is_domain: bool,
    codes: [HashMap<String, u64>; 4],
    by_year: HashMap<i16, u64>,
    offices: HashMap<i64, u64>,
}

/// The counts of one segment, whose codes are numbered.
pub(crate) struct InSegment<'a> {
    all: &'a mut FacetCount,
    columns: [Option<(StrColumn, Vec<u64>)>; 4],
    offices: Arc<dyn ColumnValues<i64>>,
}

impl FacetCount {
    /// Years are counted in `zone`; subdomains where all hits are of one domain.
    pub(crate) fn new(zone: &TimeZone, is_domain: bool) -> Self {
        Self {
            is_domain,
            years: Years {
                zone: zone.clone(),
                year: 0,
                times: 0..0,
            },
            codes: Default::default(),
            by_year: HashMap::new(),
            offices: HashMap::new(),
        }
    }

    pub(crate) fn in_segment(&mut self, segment: &SegmentReader) -> Result<InSegment<'_>> {
        let fast = segment.fast_fields();
        let column = |name| -> Result<Option<(StrColumn, Vec<u64>)>> {
            let column = fast.str(name)?;
            Ok(column.map(|column| {
                let counts = vec![0; column.num_terms()];
                (column, counts)
            }))
        };
        Ok(InSegment {
            columns: [
                column("domain")?,
                column("kind")?,
                column("stage")?,
                if self.is_domain {
                    column("subdomain")?
                } else {
                    None
                },
            ],
            offices: fast.column_first_or_default::<i64>("office")?,
            all: self,
        })
    }

    pub(crate) fn finish(self) -> Facets {
        let [domains, kinds, stages, subdomains] = self.codes.map(most_first);
        let mut years: Vec<_> = self.by_year.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| Reverse(*year));
        let mut offices = most_first(self.offices);
        offices.truncate(OFFICES);
        Facets {
            domains,
            subdomains,
            kinds,
            stages,
            years,
            offices,
        }
    }
}

impl InSegment<'_> {
    pub(crate) fn count(&mut self, doc: DocId, time: i64) {
        for (column, counts) in self.columns.iter_mut().flatten() {
            let code = column.ords().first(doc);
            let code = code.and_then(|code| usize::try_from(code).ok());
            if let Some(count) = code.and_then(|code| counts.get_mut(code)) {
                *count += 1;
            }
        }
        *self
            .all
            .offices
            .entry(self.offices.get_val(doc))
            .or_default() += 1;
        let year = self.all.years.of(time);
        *self.all.by_year.entry(year).or_default() += 1;
    }

    pub(crate) fn finish(self) {
        for (column, sums) in self.columns.into_iter().zip(&mut self.all.codes) {
            let Some((column, counts)) = column else {
                continue;
            };
            for (number, count) in (0..).zip(counts) {
                let mut code = String::new();
                if count > 0 && column.ord_to_str(number, &mut code).unwrap_or(false) {
                    *sums.entry(code).or_default() += count;
                }
            }
        }
    }
}

fn most_first<K: Ord + Clone>(counts: HashMap<K, u64>) -> Vec<(K, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The year of a moment. Moments come in order, so that the year is nearly always that of the moment before.
struct Years {
    zone: TimeZone,
    year: i16,
    times: Range<i64>,
}

impl Years {
    fn of(&mut self, time: i64) -> i16 {
        if !self.times.contains(&time) {
            let at = Timestamp::from_millisecond(time).unwrap_or_default();
            self.year = self.zone.to_datetime(at).year();
            self.times = self.begins(self.year)..self.begins(self.year.saturating_add(1));
        }
        self.year
    }

    fn begins(&self, year: i16) -> i64 {
        Date::new(year, 1, 1)
            .and_then(|day| day.to_zoned(self.zone.clone()))
            .map_or(0, |midnight| midnight.timestamp().as_millisecond())
    }
}
