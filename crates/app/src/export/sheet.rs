//! An export as a workbook: one sheet under a header that stays, texts as texts and times as dates.

use super::{ExportError, Exported};
use domain::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Rows of a sheet, the header among them.
const ROWS: u32 = 1_048_576;
/// Most characters of a cell, in UTF-16.
const CELL: usize = 32_767;
/// Stands where a text is longer than a cell.
const CUT: &str = "……（超出单元格上限，全文见网页或 CSV）";

/// The columns, with their widths in characters. Their names are those of CSV and JSON.
const COLUMNS: [(&str, f64); 17] = [
    ("number", 13.0),
    ("title", 40.0),
    ("body", 60.0),
    ("kind", 12.0),
    ("domain", 10.0),
    ("office", 20.0),
    ("region", 10.0),
    ("stage", 14.0),
    ("created_at", 19.0),
    ("published_at", 19.0),
    ("replied_at", 19.0),
    ("reply", 60.0),
    ("outcome", 12.0),
    ("settled", 12.0),
    ("supports", 10.0),
    ("overdue", 10.0),
    ("returns", 10.0),
];

/// A workbook that is being written. A row that is done goes to a temporary file, so that memory holds one of them.
pub(super) struct Sheet {
    workbook: Workbook,
    zone: TimeZone,
    next: u32,
    time: Format,
}

impl Sheet {
    /// A new workbook; times are shown by the clocks of `zone`.
    pub(super) fn begin(zone: TimeZone) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let sheet = workbook
            .add_worksheet_with_constant_memory()
            .map_err(failed)?;
        let head = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xEE_F2_F6))
            .set_align(FormatAlign::VerticalCenter);
        lay_out(sheet, &head).map_err(failed)?;
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        Ok(Self {
            workbook,
            zone,
            next: 1,
            time,
        })
    }

    /// Writes a row.
    pub(super) fn write(&mut self, row: &Exported) -> Result<(), ExportError> {
        if self.next >= ROWS {
            return Err(ExportError::TooManyRows);
        }
        let at = self.next;
        let times =
            [&row.created_at, &row.published_at, &row.replied_at].map(|time| self.shown(time));
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        cells(sheet, at, row, times, &self.time).map_err(failed)?;
        self.next += 1;
        Ok(())
    }

    /// Puts the workbook together.
    pub(super) fn save(mut self, mut to: impl Write + Send) -> Result<(), ExportError> {
        self.workbook.save_to_writer(&mut to).map_err(failed)?;
        Ok(to.flush()?)
    }

    /// A time as the clocks showed it.
    fn shown(&self, time: &str) -> Option<DateTime> {
        let time: Timestamp = time.parse().ok()?;
        Some(self.zone.to_datetime(time))
    }
}

fn lay_out(sheet: &mut Worksheet, head: &Format) -> Result<(), XlsxError> {
    sheet.set_name("messages")?;
    sheet.set_freeze_panes(1, 2)?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, head)?;
    }
    Ok(())
}

fn cells(
    sheet: &mut Worksheet,
    row: u32,
    exported: &Exported,
    times: [Option<DateTime>; 3],
    format: &Format,
) -> Result<(), XlsxError> {
    let Exported {
        number,
        title,
        body,
        kind,
        domain,
        office,
        region,
        stage,
        created_at: _,
        published_at: _,
        replied_at: _,
        reply,
        outcome,
        settled,
        supports,
        overdue,
        returns,
    } = exported;
    let before: [&str; 8] = [number, title, body, kind, domain, office, region, stage];
    for (column, text) in (0..).zip(before) {
        write_text(sheet, row, column, text)?;
    }
    for (column, time) in (8..).zip(times) {
        if let Some(time) = time {
            sheet.write_datetime_with_format(row, column, time, format)?;
        }
    }
    for (column, text) in (11..).zip([reply.as_str(), outcome, settled]) {
        write_text(sheet, row, column, text)?;
    }
    sheet.write_number(row, 14, *supports)?;
    sheet.write_boolean(row, 15, *overdue)?;
    sheet.write_number(row, 16, *returns)?;
    Ok(())
}

/// Writes a text as a text: never as a formula, a number or a link.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    if text.encode_utf16().count() <= CELL {
        return sheet.write_string(row, column, text).map(drop);
    }
    let mut room = CELL - CUT.encode_utf16().count();
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push_str(CUT);
    sheet.write_string(row, column, cut).map(drop)
}

fn failed(error: XlsxError) -> ExportError {
    ExportError::Write(match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    })
}
