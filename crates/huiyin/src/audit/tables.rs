//! The tables of figures that were published, beside what the entries come to: file by file, row by row, figure by
//! figure.

use super::chain::Chain;
use super::evidence::Evidence;
use super::recount::{Commits, Row, Table};
use super::source::Source;
use anyhow::{Context, Result};
use app::figures::{Column, columns, values};
use csv::{ReaderBuilder, StringRecord};
use domain::figures::Counted;
use ledger::hash::Hash;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that need to know which days are working days.
const OF_DAYS: [&str; 2] = ["answer_days", "reply_days"];
/// The columns that say what a row is of.
const KEYS: [&str; 3] = ["office", "domain", "region"];

/// What the published tables show.
#[derive(Default)]
pub struct Tables {
    /// The months that were counted again.
    pub months: Vec<String>,
    /// Months of which working days could not be counted: the board has other days off than this program knows.
    pub without_days: Vec<String>,
    /// Tables that contradict the log.
    pub wrong: Vec<Evidence>,
}

/// Reads each table that the logs commit to, and counts it again; `last` is the last of them, which has counted them all.
/// `source` is where the first is: there all tables are.
///
/// # Errors
///
/// When one cannot be read.
pub async fn look(source: &Source, last: &Chain) -> Result<Tables> {
    let mut tables = Tables::default();
    let mut seen = BTreeSet::new();
    for Table { place, said } in last.recount.tables() {
        let (log, index) = *place;
        // Of several logs each is named.
        let log = (last.number > 1).then(|| format!("第 {log} 份存证"));
        let wrong = |text| {
            let evidence = Evidence {
                index: Some(index),
                message: None,
                text,
            };
            evidence.in_log(log.as_deref())
        };
        let Some(said) = said else {
            let text = "这条统计表的登记读不懂".to_owned();
            tables.wrong.push(wrong(text));
            continue;
        };
        let month = &said.month;
        if !seen.insert(month) {
            let text = format!("{month} 的统计表登记了不止一次");
            tables.wrong.push(wrong(text));
            continue;
        }
        let file = source.figures(month).await?;
        let file = file.with_context(|| {
            format!("{month} 的统计表登记了指纹，却找不到文件 figures/{month}.csv，无法核验")
        })?;
        if Hash::new(Sha256::digest(&file).into()) != said.table {
            let text = format!("{month} 的统计表与登记的指纹不符：公布之后被改动");
            tables.wrong.push(wrong(text));
        }
        let found = compare(said, &file).into_iter();
        tables.wrong.extend(found.map(wrong));
        tables.months.push(month.clone());
        if !said.knows_days {
            tables.without_days.push(month.clone());
        }
    }
    Ok(tables)
}

/// What a file says otherwise than the entries.
fn compare(said: &Commits, file: &[u8]) -> Vec<String> {
    let month = &said.month;
    let Some((names, mut rows)) = read(file) else {
        return vec![format!("{month} 的统计表读不懂")];
    };
    let mut differences = Vec::new();
    for (row, counted) in &said.rows {
        match rows.remove(row) {
            Some(record) => differ(said, row, counted, (&names, &record), &mut differences),
            None => differences.push(format!("{} 在统计表中没有，按记录应有", named(month, row))),
        }
    }
    let none = Counted::default();
    for (row, record) in &rows {
        differ(said, row, &none, (&names, record), &mut differences);
    }
    differences
}

/// The figures of one row.
fn differ(
    said: &Commits,
    row: &Row,
    counted: &Counted,
    (names, record): (&StringRecord, &StringRecord),
    differences: &mut Vec<String>,
) {
    let expected = columns().into_iter().zip(values(counted));
    for (Column { name, title, .. }, value) in expected {
        let is_of_days = OF_DAYS.iter().any(|of_days| name.starts_with(of_days));
        if is_of_days && !said.knows_days {
            continue;
        }
        let place = names.iter().position(|known| known == name);
        let told = place.and_then(|place| record.get(place)).unwrap_or("缺");
        let expected = written(&value);
        if told != expected {
            differences.push(format!(
                "{}的“{title}”公布为 {told}，按记录应为 {expected}",
                named(&said.month, row)
            ));
        }
    }
}

fn named(month: &str, row: &Row) -> String {
    let Row {
        office,
        domain,
        region,
    } = row;
    let region = if region.is_empty() { "无" } else { region };
    format!("{month} 留言对象 {office}、领域 {domain}、行政区 {region}")
}

/// A figure as files have it.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The names of the columns, and the rows by what they are of. None: it is no such table.
fn read(file: &[u8]) -> Option<(StringRecord, BTreeMap<Row, StringRecord>)> {
    let text = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut reader = ReaderBuilder::new().from_reader(text);
    let names = reader.headers().ok()?.clone();
    let place = |name| names.iter().position(|known| known == name);
    let [office, domain, region] = KEYS.map(place);
    let (office, domain, region) = (office?, domain?, region?);
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record = record.ok()?;
        let cell = |place| record.get(place).unwrap_or_default().to_owned();
        let row = Row {
            office: cell(office),
            domain: cell(domain),
            region: cell(region),
        };
        // A row that stands there twice would be counted twice.
        if rows.insert(row, record).is_some() {
            return None;
        }
    }
    Some((names, rows))
}
