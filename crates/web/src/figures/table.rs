//! Tables of figures: `figures/table.html` renders them. On a phone each row becomes a card.

use super::said;
use crate::charts::Gauge;
use crate::page::Page;
use domain::figures::{Histogram, Rate};

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// What it shows.
    pub caption: String,
    /// The heading of the first column.
    pub of: String,
    /// The headings of the others.
    pub heads: Vec<String>,
    /// In the order of time or of codes, never of a rate.
    pub rows: Vec<Row>,
}

impl Table {
    /// The cells of a row, each with its heading.
    pub(super) fn columns<'a>(
        &'a self,
        row: &'a Row,
    ) -> impl Iterator<Item = (&'a String, &'a Cell)> {
        self.heads.iter().zip(&row.cells)
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Whose it is.
    pub name: String,
    /// Where its own figures are: a path with its query.
    pub href: Option<String>,
    /// A number under each heading.
    pub cells: Vec<Cell>,
}

/// A number with what it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// 93.4%
    pub text: String,
    /// 113 / 121 · 88.0–96.2%
    pub base: String,
    /// The share as a line.
    pub gauge: Option<Gauge>,
    /// A number that hurts.
    pub hurt: bool,
}

impl Cell {
    /// A count.
    pub(super) fn count(n: u32) -> Self {
        Self {
            text: said::count(n),
            ..Self::default()
        }
    }

    /// A count that hurts unless it is nothing.
    pub(super) fn hurting(n: u32) -> Self {
        Self {
            hurt: n > 0,
            ..Self::count(n)
        }
    }

    /// A share with its interval; of too few only its counts.
    pub(super) fn rate(p: &Page, rate: Rate) -> Self {
        let fraction = said::fraction(rate);
        let Some((value, interval)) = said::estimate(rate) else {
            let nothing = rate.of == 0;
            return Self {
                text: if nothing {
                    "–".to_owned()
                } else {
                    said::rate(p, rate)
                },
                base: if nothing { String::new() } else { fraction },
                ..Self::default()
            };
        };
        Self {
            text: said::rate(p, rate),
            base: format!("{} · {fraction}", said::interval(rate)),
            gauge: Some(Gauge::new(value, interval)),
            hurt: false,
        }
    }

    /// A median of working days, with how many it is of; of too few only how many.
    pub(super) fn days(p: &Page, days: &Histogram) -> Self {
        let (text, of) = (said::days(p, days), days.total());
        Self {
            text,
            base: if of == 0 {
                String::new()
            } else {
                p.tt("figures-of", said::count(of))
            },
            ..Self::default()
        }
    }

    /// A part of a whole that is complete, and no estimate.
    pub(super) fn part(n: u32, of: u32) -> Self {
        let permille = Rate::new(n, of).permille();
        Self {
            text: permille.map_or_else(|| "–".to_owned(), said::percent),
            ..Self::default()
        }
    }
}
