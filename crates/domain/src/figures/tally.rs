//! Counts by code.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often each code was met. What was never met is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally<C: Ord>(BTreeMap<C, u32>);

impl<C: Ord> Default for Tally<C> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<C: Ord + Copy> Tally<C> {
    /// Counts one.
    pub fn add(&mut self, code: C) {
        self.add_many(code, 1);
    }

    /// Counts so many.
    pub fn add_many(&mut self, code: C, many: u32) {
        *self.0.entry(code).or_default() += many;
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        for (code, many) in &other.0 {
            self.add_many(*code, *many);
        }
    }

    /// How often this code was met.
    pub fn of(&self, code: C) -> u32 {
        self.0.get(&code).copied().unwrap_or(0)
    }

    /// How often any was.
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The codes that were met, the most frequent first; as often, in the order of their declaration.
    pub fn most_first(&self) -> Vec<(C, u32)> {
        let mut all: Vec<_> = self.0.iter().map(|(code, many)| (*code, *many)).collect();
        all.sort_by_key(|(code, many)| (std::cmp::Reverse(*many), *code));
        all
    }
}
