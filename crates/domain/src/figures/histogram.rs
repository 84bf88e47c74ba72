//! Durations in whole working days, kept as counts: a sum of rows has an exact median.

use serde::{Deserialize, Serialize};

/// How many took 0, 1, 2 … working days. The last bin holds all from [`Histogram::LAST`] on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Histogram(Vec<u32>);

impl Histogram {
    /// Durations from this many working days on share the last bin.
    pub const LAST: usize = 60;

    /// Counts one duration.
    pub fn add(&mut self, working_days: u32) {
        self.add_many(working_days, 1);
    }

    /// Counts so many of one duration.
    pub fn add_many(&mut self, working_days: u32, many: u32) {
        let bin = usize::try_from(working_days)
            .unwrap_or(Self::LAST)
            .min(Self::LAST);
        if self.0.len() <= bin {
            self.0.resize(bin + 1, 0);
        }
        if let Some(count) = self.0.get_mut(bin) {
            *count += many;
        }
    }

    /// Adds all durations of another.
    pub fn merge(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += theirs;
        }
    }

    /// Working days and how many took so long, the shortest first; only those that any took.
    pub fn bins(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..)
            .zip(&self.0)
            .filter(|(_days, count)| **count > 0)
            .map(|(days, count)| (days, *count))
    }

    /// How many durations.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|count| *count == 0)
    }

    /// The lower median in working days; none of nothing. [`Histogram::LAST`] means “so many or more”.
    ///
    /// Of an even number of durations it is the smaller of the two in the middle: a number of days that one of them
    /// really took.
    pub fn median(&self) -> Option<u32> {
        let total = u64::from(self.total());
        let mut seen = 0;
        for (days, count) in self.bins() {
            seen += u64::from(count);
            if seen * 2 >= total {
                return Some(days);
            }
        }
        None
    }
}
