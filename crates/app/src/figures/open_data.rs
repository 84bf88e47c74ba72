//! Open data: for each month one ZIP with its public messages, its figures, and what every field means.
//!
//! The bundle says nothing that pages do not say, and holds no text that a person wrote. Its bytes depend on the
//! data alone: as long as nothing that happens concerns a message of the month, it stays the same to the byte.

mod messages;
mod package;

use super::columns::{Column, Holds, columns, values};
use super::cube::Cube;
use super::files;
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;
use std::io::{Cursor, Write};
use store::lists::{self, Filter};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Messages read at once.
const PAGE: u32 = 200;

/// The open data of a month.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// `liuyan-2026-10.zip`
    pub name: String,
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// The month is over.
    pub closed: bool,
}

/// A file of the bundle before it is packed.
struct Part {
    name: &'static str,
    text: String,
}

/// A table of the bundle.
struct Rows {
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    fn csv(&self) -> String {
        let names = self.columns.iter().map(|column| column.name.clone());
        files::csv(names, self.rows.iter().cloned())
    }

    fn json(&self) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        files::json(&names, self.rows.iter().cloned())
    }
}

impl App {
    /// The months of which there is open data, by their first days, the newest first: from the first with a message or
    /// a figure up to this one.
    pub async fn open_data_months(&self) -> Result<Vec<Date>, Refusal> {
        let calendar = &self.rules.calendar;
        let oldest = self
            .db
            .read(async |tx| lists::oldest(tx).await)
            .await?
            .map(|at| calendar.date(at).first_of_month());
        let counted = self.cube().span().map(|(first, _last)| first);
        let this = calendar.date(self.clock.now()).first_of_month();
        let Some(first) = oldest.into_iter().chain(counted).min() else {
            return Ok(Vec::new());
        };
        let mut months: Vec<_> = first
            .series(1.month())
            .take_while(|month| *month <= this)
            .collect();
        months.reverse();
        Ok(months)
    }

    /// The open data of the month of a day; not found where there is none.
    ///
    /// All messages of one month are held at once, some hundred bytes each, without their texts.
    pub async fn open_data(&self, day: Date) -> Result<Bundle, Refusal> {
        let month = day.first_of_month();
        if !self.open_data_months().await?.contains(&month) {
            return Err(Refusal::NotFound);
        }
        let messages = Rows {
            columns: messages::columns(),
            rows: self.open_messages(month).await?,
        };
        let figures = self.open_figures(&self.cube(), month);
        let board = (self.board.name.clone(), self.board.url.clone());
        let bytes = self
            .heavy(move || {
                let parts = parts(month, &messages, &figures, &board);
                pack(&parts).map_err(|why| store::Error::Lost(why.to_string().into()))
            })
            .await??;
        let today = self.rules.calendar.date(self.clock.now());
        Ok(Bundle {
            name: format!("liuyan-{}.zip", month.strftime("%Y-%m")),
            bytes,
            closed: month.last_of_month() < today,
        })
    }

    /// The public messages that were published in a month, in the order of their numbers.
    async fn open_messages(&self, month: Date) -> Result<Vec<Vec<Value>>, Refusal> {
        let start = |day: Date| -> Option<Timestamp> {
            let zone = self.rules.calendar.zone().clone();
            Some(day.to_zoned(zone).ok()?.timestamp())
        };
        let next = month.checked_add(1.month()).ok();
        let filter = Filter {
            since: start(month),
            until: next.and_then(start),
            ..Filter::default()
        };
        let now = self.clock.now();
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = self
                .db
                .read(async |tx| lists::public(tx, &filter, after, PAGE).await)
                .await?;
            let last = page.items.last().map(lists::Listed::key);
            for listed in page.items {
                if let Some(number) = listed.message.number
                    && listed.message.is_public(now)
                {
                    found.push((number, messages::row(self, number, &listed)));
                }
            }
            if !page.more {
                break;
            }
            after = last;
        }
        found.sort_by_key(|(number, _)| *number);
        found.dedup_by_key(|(number, _)| *number);
        Ok(found.into_iter().map(|(_, row)| row).collect())
    }

    /// The bytes of `figures.csv` in the open data of a month.
    pub(crate) fn figures_csv(&self, cube: &Cube, month: Date) -> String {
        self.open_figures(cube, month).csv()
    }

    /// The figures of a month by office, domain and place.
    fn open_figures(&self, cube: &Cube, month: Date) -> Rows {
        let reference = self.reference();
        let code = |name, title, text| Column::new(name, title, text, Holds::Text);
        let mut all = vec![
            Column::new("month", "月份", "统计的月份。", Holds::Month),
            code("office", "留言对象编号", "留言对象（职务）的编号。"),
            code("office_title", "留言对象", "留言对象（职务）的名称。"),
            code("domain", "领域代码", "领域的代码。"),
            code("domain_name", "领域", "领域的名称。"),
            code(
                "region",
                "行政区划代码",
                "留言对象所在行政区的代码（GB/T 2260）；没有的为空。",
            ),
            code("region_name", "行政区", "留言对象所在行政区的名称。"),
        ];
        all.extend(columns());
        let rows = cube.month_rows(month).into_iter();
        let rows = rows.map(|(office, domain, region, counted)| {
            let title = reference.office(office).map(|office| office.title.clone());
            let name = reference.domain(domain).map(|domain| domain.name.clone());
            let place = region.and_then(|code| reference.places.get(code));
            let mut row = vec![
                Value::from(month.strftime("%Y-%m").to_string()),
                office.to_string().into(),
                title.into(),
                domain.to_string().into(),
                name.into(),
                region.map(ToString::to_string).into(),
                place.map(|place| place.name.clone()).into(),
            ];
            row.extend(values(&counted));
            row
        });
        Rows {
            columns: all,
            rows: rows.collect(),
        }
    }
}

fn parts(month: Date, messages: &Rows, figures: &Rows, board: &(String, String)) -> Vec<Part> {
    let part = |name, text| Part { name, text };
    vec![
        part(
            "README.txt",
            package::readme(month, messages, figures, board),
        ),
        part(
            "datapackage.json",
            package::descriptor(month, messages, figures, board),
        ),
        part("messages.csv", messages.csv()),
        part("messages.json", messages.json()),
        part("figures.csv", figures.csv()),
        part("figures.json", figures.json()),
    ]
}

/// Packs the parts without a time of day, so that the same parts always give the same bytes.
fn pack(parts: &[Part]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(part.name, options)?;
        zip.write_all(part.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
