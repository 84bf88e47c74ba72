//! From the cells of a row, whatever the form of the file, to what they say.

use jiff::tz::TimeZone;

use super::{
    columns::Field,
    rows::{ArchiveReply, ArchiveRow, RowReason},
    times::parse_time,
};

/// Most characters of a wrong value that an error repeats.
const QUOTED: usize = 30;

/// Reads the row whose cells are at hand. A field without a column has no cell.
pub(super) fn row(
    cell: &dyn Fn(Field) -> Option<String>,
    zone: &TimeZone,
) -> Result<ArchiveRow, RowReason> {
    let text = |field| {
        cell(field)
            .map(|text| clean(&text))
            .filter(|text| !text.is_empty())
    };
    let line = |field| {
        cell(field)
            .map(|text| clean_line(&text))
            .filter(|text| !text.is_empty())
    };
    let time = |field| {
        let read = |value: String| {
            parse_time(&value, zone).ok_or_else(|| RowReason::Time {
                field,
                value: shorten(&value),
            })
        };
        line(field).map(read).transpose()
    };
    let count = |field| {
        let read = |value: String| {
            whole(&value).ok_or_else(|| RowReason::Count {
                field,
                value: shorten(&value),
            })
        };
        line(field).map_or(Ok(0), read)
    };
    let rating = |field| {
        let read = |value: String| match whole(&value).map(u8::try_from) {
            // Boards write 0 for a message that was not rated.
            Some(Ok(0)) => Ok(None),
            Some(Ok(rating @ 1..=5)) => Ok(Some(rating)),
            _ => Err(RowReason::Rating {
                field,
                value: shorten(&value),
            }),
        };
        line(field).map_or(Ok(None), read)
    };

    let replied_at = time(Field::RepliedAt)?;
    Ok(ArchiveRow {
        source_id: line(Field::SourceId).ok_or(RowReason::Missing(Field::SourceId))?,
        writer: line(Field::Writer),
        title: line(Field::Title).ok_or(RowReason::Missing(Field::Title))?,
        body: text(Field::Body).ok_or(RowReason::Missing(Field::Body))?,
        asked_at: time(Field::AskedAt)?.ok_or(RowReason::Missing(Field::AskedAt))?,
        reply: text(Field::Reply).map(|text| ArchiveReply { text, replied_at }),
        office: line(Field::Office),
        region: line(Field::Region),
        level: line(Field::Level),
        domain: line(Field::Domain),
        kind: line(Field::Kind),
        status: line(Field::Status),
        supports: count(Field::Supports)?,
        against: count(Field::Against)?,
        manner: rating(Field::Manner)?,
        speed: rating(Field::Speed)?,
    })
}

/// A text without control characters (`PostgreSQL` stores no NUL) and outer blanks. Tabs and line breaks stay.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect();
    kept.trim().to_owned()
}

/// The same for what stands on one line.
pub(super) fn clean_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// A whole number, which programs that know no integers write as `3.0`.
fn whole(value: &str) -> Option<u32> {
    let digits = value.strip_suffix(".0").unwrap_or(value);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}

/// The beginning of a wrong value, for an error to repeat.
pub(super) fn shorten(value: &str) -> String {
    let mut start: String = value.chars().take(QUOTED).collect();
    if start.len() < value.len() {
        start.push('…');
    }
    start
}
