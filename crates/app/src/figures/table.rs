//! Figures as a table: by month, domain, place or office, in an order that ranks nobody.

use super::columns::{Column, Holds, columns, values};
use super::files;
use crate::board::App;
use domain::figures::{Counted, Slice};
use domain::ids::OfficeId;
use domain::office::Level;
use domain::taxonomy::DomainSlug;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What the lines of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Months, the oldest first.
    Month,
    /// Domains, in the order of lists.
    Domain,
    /// Places of a level, in the order of their codes.
    Region(Level),
    /// Offices, in the order of lists.
    Office,
}

impl By {
    /// `month`, `domain`, `region`, `office`: the name of the first column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Domain => "domain",
            Self::Region(_) => "region",
            Self::Office => "office",
        }
    }
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 2026-11, `urban`, 330100, the id of an office; empty where a seat has no place.
    pub code: String,
    /// 2026-11, 城建, 杭州市, 杭州市市长
    pub name: String,
    /// Its counts.
    pub counted: Counted,
}

/// Figures line by line. It is never in the order of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the lines are.
    pub by: By,
    /// The lines that have any counts.
    pub lines: Vec<Line>,
}

impl App {
    /// The figures of a slice, line by line. Answered from memory.
    pub fn figures_by(&self, slice: &Slice, by: By) -> Table {
        let cube = self.cube();
        let reference = self.reference();
        let line = |code: String, name: String, counted| Line {
            code,
            name,
            counted,
        };
        let lines = match by {
            By::Month => {
                let months = cube.by_month(slice).into_iter();
                let named = months.map(|(day, counted)| {
                    let month = day.strftime("%Y-%m").to_string();
                    line(month.clone(), month, counted)
                });
                named.collect()
            }
            By::Domain => {
                let mut domains = cube.by_domain(slice);
                let place = |slug: &DomainSlug| {
                    let mut all = reference.domains.iter();
                    all.position(|domain| domain.slug == *slug)
                        .unwrap_or(usize::MAX)
                };
                domains.sort_by_key(|(slug, _)| place(slug));
                let named = domains.into_iter().map(|(slug, counted)| {
                    let known = reference.domain(&slug);
                    let name = known.map_or_else(|| slug.to_string(), |domain| domain.name.clone());
                    line(slug.to_string(), name, counted)
                });
                named.collect()
            }
            By::Region(level) => {
                let places = cube.by_region(slice, level).into_iter();
                let named = places.map(|(code, counted)| {
                    let Some(code) = code else {
                        return line(String::new(), "不属于行政区".to_owned(), counted);
                    };
                    let known = reference.places.get(&code);
                    let name = known.map_or_else(|| code.to_string(), |place| place.name.clone());
                    line(code.to_string(), name, counted)
                });
                named.collect()
            }
            By::Office => {
                let ranks: HashMap<OfficeId, usize> = reference
                    .offices
                    .iter()
                    .enumerate()
                    .map(|(rank, office)| (office.id, rank))
                    .collect();
                let mut offices = cube.by_office(slice);
                offices.sort_by_key(|(id, _)| ranks.get(id).copied().unwrap_or(usize::MAX));
                let named = offices.into_iter().map(|(id, counted)| {
                    let known = reference.office(id);
                    let name = known.map_or_else(|| id.to_string(), |office| office.title.clone());
                    line(id.to_string(), name, counted)
                });
                named.collect()
            }
        };
        Table { by, lines }
    }
}

impl Table {
    /// The columns of the file, the first two of which say what the line is of.
    pub fn columns(&self) -> Vec<Column> {
        let (title, name_title) = match self.by {
            By::Month => ("月份", "月份"),
            By::Domain => ("领域代码", "领域"),
            By::Region(_) => ("行政区划代码", "行政区"),
            By::Office => ("留言对象编号", "留言对象"),
        };
        let mut all = vec![
            Column::new(self.by.name(), title, "本行统计的对象。", Holds::Text),
            Column::new("name", name_title, "本行统计对象的名称。", Holds::Text),
        ];
        all.extend(columns());
        all
    }

    /// As CSV with a header, as spreadsheet programs open it.
    pub fn csv(&self) -> String {
        let names = self.columns().into_iter().map(|column| column.name);
        let rows = self.lines.iter().map(|line| {
            let mut row = vec![Value::from(line.code.clone()), line.name.clone().into()];
            row.extend(values(&line.counted));
            row
        });
        files::csv(names, rows)
    }
}

impl Line {
    /// As an object of the API: every figure under the name of its column.
    pub fn json(&self) -> Map<String, Value> {
        let mut object = figures_json(&self.counted);
        object.insert("code".to_owned(), self.code.clone().into());
        object.insert("name".to_owned(), self.name.clone().into());
        object
    }
}

/// Every figure under the name of its column.
pub fn figures_json(counted: &Counted) -> Map<String, Value> {
    let names = columns().into_iter().map(|column| column.name);
    names.zip(values(counted)).collect()
}
