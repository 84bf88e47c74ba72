//! Export: what everyone may read of the messages, as CSV, JSON lines or a workbook, page by page.

mod sheet;

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::reply::{ReplyKind, ReplyState};
use serde::Serialize;
use sheet::Sheet;
use std::io::{self, Write};
use store::lists::{self, Filter, Key, Listed};
use store::{Tx, contents, replies};

/// Messages read at once.
const PAGE: u32 = 200;

/// One public message. Times are RFC 3339 in the operator's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// 2026-000123; empty for some moments after it was received.
    pub number: String,
    /// As published.
    pub title: String,
    /// As published.
    pub body: String,
    /// The code of the kind.
    pub kind: &'static str,
    /// The domain's name.
    pub domain: String,
    /// The office's title.
    pub office: String,
    /// The code of the office's place.
    pub region: String,
    /// The code of the stage.
    pub stage: &'static str,
    /// When it was received; an imported one carries its claimed time.
    pub created_at: String,
    /// When it was published.
    pub published_at: String,
    /// When its latest final reply was published; empty: none.
    pub replied_at: String,
    /// That reply.
    pub reply: String,
    /// The code of what the unit says came of it.
    pub outcome: &'static str,
    /// The code of the writer's latest word; empty: none.
    pub settled: &'static str,
    /// “Me too” of other people.
    pub supports: u32,
    /// The reply is or was late.
    pub overdue: bool,
    /// Replies sent back.
    pub returns: u32,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV with a header, as spreadsheet programs open it: UTF-8 with a byte order mark. A text that such a program
    /// would take for a formula stands behind an apostrophe.
    Csv,
    /// One JSON object a line, exactly what is public.
    Jsonl,
    /// A workbook with one sheet, in which a text is a text whatever it begins with.
    Xlsx,
}

/// What stops an export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The data.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// Where it is written to.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// More than a sheet holds.
    #[error("a sheet holds 1,048,575 messages and there are more: export to .csv or .jsonl")]
    TooManyRows,
}

impl App {
    /// Writes all public messages, the newest first, and says how many. It holds one page at a time.
    pub async fn export_messages(
        &self,
        format: Format,
        mut to: impl Write + Send,
    ) -> Result<u64, ExportError> {
        let mut rows = match format {
            Format::Csv => {
                to.write_all("\u{feff}".as_bytes())?;
                Rows::Csv(Box::new(csv::Writer::from_writer(to)))
            }
            Format::Jsonl => Rows::Jsonl(to),
            Format::Xlsx => {
                let zone = self.rules.calendar.zone().clone();
                Rows::Sheet(Box::new(Sheet::begin(zone)?), to)
            }
        };
        let (mut written, mut after) = (0, None);
        loop {
            let (page, next) = self.export_page(after).await?;
            for row in page {
                rows.write(row)?;
                written += 1;
            }
            match next {
                Some(_) => after = next,
                None => break,
            }
        }
        rows.finish()?;
        Ok(written)
    }

    async fn export_page(
        &self,
        after: Option<Key>,
    ) -> Result<(Vec<Exported>, Option<Key>), Refusal> {
        let now = self.clock.now();
        let page = self.db.read(async |tx| {
            let page = lists::public(tx, &Filter::default(), after, PAGE).await?;
            let next = page.items.last().filter(|_last| page.more).map(Listed::key);
            let mut rows = Vec::with_capacity(page.items.len());
            for listed in page.items {
                if listed.message.is_public(now) {
                    rows.push(self.exported(tx, listed).await?);
                }
            }
            Ok::<_, Refusal>((rows, next))
        });
        page.await
    }

    async fn exported(&self, tx: &mut Tx, listed: Listed) -> Result<Exported, Refusal> {
        let message = listed.message;
        let published = replies::of_message(tx, message.id).await?;
        let reply = published
            .into_iter()
            .rfind(|reply| reply.kind == ReplyKind::Final && reply.state == ReplyState::Published);
        let body = message.texts.public_body.unwrap_or(message.texts.body);
        let reply_text = reply.as_ref().map(|reply| reply.text);
        let mut texts = contents::texts(tx, [Some(body), reply_text].into_iter().flatten()).await?;
        let time = |time: Option<Timestamp>| time.map_or_else(String::new, |time| self.local(time));
        Ok(Exported {
            number: message
                .number
                .map_or_else(String::new, |number| number.to_string()),
            title: listed.title,
            body: texts.remove(&body).unwrap_or_default(),
            kind: message.kind.code(),
            domain: listed.domain,
            office: listed.office,
            region: message
                .region
                .clone()
                .map_or_else(String::new, String::from),
            stage: message.stage.kind().code(),
            created_at: time(Some(message.created_at)),
            published_at: time(message.published_at),
            replied_at: time(message.replied_at),
            reply: reply_text
                .and_then(|id| texts.remove(&id))
                .unwrap_or_default(),
            outcome: reply
                .and_then(|reply| reply.outcome)
                .map_or("", |outcome| outcome.kind().code()),
            settled: message.rated.map_or("", domain::rating::Settled::code),
            supports: message.supports,
            overdue: message.overdue(),
            returns: message.counts.returns,
        })
    }

    /// RFC 3339 in the operator's zone, to the second.
    fn local(&self, time: Timestamp) -> String {
        let zone = self.rules.calendar.zone();
        let offset = zone.to_offset(time);
        let second = Timestamp::from_second(time.as_second()).unwrap_or(time);
        second.display_with_offset(offset).to_string()
    }
}

/// Where rows go.
enum Rows<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(W),
    Sheet(Box<Sheet>, W),
}

impl<W: Write + Send> Rows<W> {
    fn write(&mut self, mut row: Exported) -> Result<(), ExportError> {
        match self {
            Self::Csv(csv) => {
                for text in [
                    &mut row.title,
                    &mut row.body,
                    &mut row.reply,
                    &mut row.office,
                ] {
                    disarm(text);
                }
                Ok(csv.serialize(row).map_err(io::Error::other)?)
            }
            Self::Jsonl(to) => {
                serde_json::to_writer(&mut *to, &row).map_err(io::Error::from)?;
                Ok(to.write_all(b"\n")?)
            }
            Self::Sheet(sheet, _to) => sheet.write(&row),
        }
    }

    fn finish(self) -> Result<(), ExportError> {
        match self {
            Self::Csv(mut csv) => Ok(csv.flush()?),
            Self::Jsonl(mut to) => Ok(to.flush()?),
            Self::Sheet(sheet, to) => sheet.save(to),
        }
    }
}

/// Spreadsheet programs run a cell that begins like this; an apostrophe before it makes it text.
pub(crate) fn disarm(text: &mut String) {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.insert(0, '\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_a_formula() {
        for (text, expected) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("-1 分", "'-1 分"),
            ("路灯=不亮", "路灯=不亮"),
            ("", ""),
        ] {
            let mut text = text.to_owned();
            disarm(&mut text);
            assert_eq!(text, expected);
        }
    }
}
