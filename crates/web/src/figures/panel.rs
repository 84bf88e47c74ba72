//! A panel: what is shown, its definitions, its charts, its table and its file. `figures/panel.html` renders it.

use super::measure::Measure;
use super::table::Table;
use crate::charts::{Drawing, Said, Tick};
use crate::page::Page;
use jiff::civil::Date;

/// A panel of a page of figures.
pub(super) struct Panel {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub heading: String,
    /// What has to be known besides; may be empty.
    pub note: String,
    /// What is counted.
    pub measures: Vec<Measure>,
    /// Each with a heading, which may be empty.
    pub charts: Vec<(String, Drawing)>,
    /// The same in numbers.
    pub table: Table,
    /// The table is the panel, and not folded away.
    pub open: bool,
    /// The path of the file with these numbers.
    pub file: String,
}

impl Panel {
    /// Whether there is anything to show.
    pub(super) fn is_empty(&self) -> bool {
        self.table.rows.is_empty()
    }
}

/// What charts over time have in common: their months, the last of which may not be over.
pub(super) struct Months<'a> {
    pub p: &'a Page,
    pub all: &'a [Date],
    pub today: Date,
}

impl Months<'_> {
    /// The months on the axis.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        self.all
            .iter()
            .enumerate()
            .map(|(index, month)| Tick {
                label: month.month().to_string(),
                year: (index == 0 || month.month() == 1)
                    .then(|| self.p.tt("figures-year", month.year())),
                open: self.is_open(*month),
            })
            .collect()
    }

    /// Whether the month is not over.
    pub(super) fn is_open(&self, month: Date) -> bool {
        month == self.today.first_of_month()
    }

    /// 2026 年 11 月; with a word where it is not over.
    pub(super) fn name(&self, month: Date) -> String {
        let name = month_name(self.p, month);
        if self.is_open(month) {
            self.p.tt("figures-month-open", name)
        } else {
            name
        }
    }

    /// What a chart of counts says to those who do not see it: the most, and the latest.
    pub(super) fn of_counts(&self, id: &str, title: String, counts: &[u32]) -> Said {
        let pairs = || self.all.iter().zip(counts);
        // The first of those that are equal.
        let most = pairs().rev().max_by_key(|(_, count)| **count);
        let said = |key: &str, pair: Option<(&Date, &u32)>| {
            pair.map(|(month, count)| {
                let count = super::said::count(*count);
                self.p.tt2(key, self.name(*month), count)
            })
        };
        let words = [
            said("chart-most", most),
            said("chart-latest", pairs().next_back()),
        ];
        Said {
            id: id.to_owned(),
            title,
            description: self.sentences(words),
        }
    }

    /// What a chart of values says: the latest of those that can be told.
    pub(super) fn of_values(&self, id: &str, title: String, values: &[Option<String>]) -> Said {
        let mut known = self.all.iter().zip(values).rev();
        let latest = known.find_map(|(month, value)| Some((month, value.as_ref()?)));
        let word = match latest {
            Some((month, value)) => self.p.tt2("chart-latest", self.name(*month), value),
            None => self.p.t("chart-nothing"),
        };
        Said {
            id: id.to_owned(),
            title,
            description: self.sentences([Some(word), None]),
        }
    }

    fn sentences(&self, words: [Option<String>; 2]) -> String {
        let mut words: Vec<_> = words.into_iter().flatten().collect();
        words.push(self.p.t("chart-table"));
        words.join(" ")
    }
}

/// 2026 年 11 月
pub(super) fn month_name(p: &Page, month: Date) -> String {
    super::period::Period::Month(month).name(p)
}
