//! The first sheet of an XLSX workbook, row by row: dates as serial numbers or as text, numbers as they were typed.

use std::{
    io::{Read, Seek},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use calamine::{
    DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};
use jiff::{Unit, civil::Date, civil::DateTime, tz::TimeZone};

use super::{
    bounds,
    cells::{clean_line, row, shorten},
    columns::{ColumnMap, Columns, Field},
    rows::{ArchiveError, ArchiveRow, RowError, RowReason},
    source::MAX_ROW_BYTES,
};

/// Rows read ahead of the one that is handed out.
const AHEAD: usize = 16;

/// Whole numbers from here up are not what was typed: spreadsheet programs keep fifteen digits.
const DIGITS_LOST: f64 = 1e15;

/// Days that a cell may count up to: the last of 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// The beginning of a ZIP archive, which XLSX is.
const ZIP: &[u8] = b"PK\x03\x04";
/// The beginning of a compound file: an old XLS, or a workbook behind a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Whether a file that begins like this is a workbook, or something else of its family.
pub(super) fn is_workbook(opening: &[u8]) -> bool {
    opening.starts_with(ZIP) || opening.starts_with(COMPOUND)
}

/// The rows of a sheet below its header.
///
/// The reader of cells borrows from the workbook that it reads, so both live on a thread of their own. It is never more
/// than [`AHEAD`] rows ahead, and ends when this is dropped.
pub(super) struct WorkbookRows {
    said: Receiver<Said>,
    columns: Columns,
    sheet: Sheet,
    /// The row handed out last, counted from 1 as the program shows it.
    line: u64,
}

/// What the thread tells, in this order: the sheet, its rows, and one of the last two.
enum Said {
    Opened(Sheet),
    Row(SheetRow),
    End,
    Refused(ArchiveError),
    Broken(RowReason),
}

/// What there is to know of a sheet before its rows.
#[derive(Clone, Copy)]
struct Sheet {
    /// Whether days count from 1904, as in old workbooks of the Macintosh.
    from_1904: bool,
    /// Rows that the sheet claims to have; may be wrong.
    rows: u64,
}

/// One row: the cells that hold something, with their columns counted from 0.
struct SheetRow {
    line: u64,
    cells: Vec<(usize, Cell)>,
}

/// What stands in a cell.
enum Cell {
    Text(String),
    Number(f64),
    /// A number of days that is shown as a date.
    Date(f64),
    /// A formula that failed: `#N/A`.
    Fault(String),
}

impl WorkbookRows {
    /// Opens a workbook, or says why it cannot be read or should not.
    pub(super) fn begin(
        mut file: impl Read + Seek + Send + 'static,
        map: &ColumnMap,
    ) -> Result<Self, ArchiveError> {
        let mut opening = [0; 4];
        file.read_exact(&mut opening)?;
        file.rewind()?;
        if opening.starts_with(ZIP) {
            bounds::check(&mut file)?;
        }
        let (tell, said) = sync_channel(AHEAD);
        thread::Builder::new()
            .name("workbook".into())
            .spawn(move || read(file, &tell))?;
        let sheet = match said.recv() {
            Ok(Said::Opened(sheet)) => sheet,
            Ok(Said::Refused(ArchiveError::Damaged)) if opening.starts_with(COMPOUND) => {
                return Err(ArchiveError::OldWorkbook);
            }
            Ok(Said::Refused(why)) => return Err(why),
            _ => return Err(ArchiveError::Damaged),
        };
        let mut rows = Self {
            said,
            columns: Columns::default(),
            sheet,
            line: 0,
        };
        let header = match rows.next_filled() {
            None => return Err(ArchiveError::Empty),
            Some(Err(_reason)) => return Err(ArchiveError::Damaged),
            Some(Ok(header)) => header,
        };
        let width = header.cells.iter().map(|(place, _)| place + 1).max();
        let names: Vec<String> = (0..width.unwrap_or(0))
            .map(|place| clean_line(&header.shown(place).unwrap_or_default()))
            .collect();
        rows.columns = Columns::find(&names, map)?;
        Ok(rows)
    }

    /// How much of a file of `size` bytes the rows handed out are, as far as the sheet tells truly.
    pub(super) fn share_of(&self, size: u64) -> u64 {
        let (line, rows) = (u128::from(self.line), u128::from(self.sheet.rows.max(1)));
        u64::try_from(u128::from(size) * line.min(rows) / rows).unwrap_or(size)
    }

    pub(super) fn next_row(&mut self, zone: &TimeZone) -> Option<Result<ArchiveRow, RowError>> {
        let row = self.next_filled()?;
        let row = row.and_then(|found| self.row(&found, zone));
        let line = self.line;
        Some(row.map_err(|reason| RowError { line, reason }))
    }

    /// The next row that holds anything.
    fn next_filled(&mut self) -> Option<Result<SheetRow, RowReason>> {
        loop {
            match self.said.recv() {
                Ok(Said::Row(row)) if row.is_blank() => {}
                Ok(Said::Row(row)) => {
                    self.line = row.line;
                    return Some(Ok(row));
                }
                Ok(Said::End) => return None,
                Ok(Said::Broken(reason)) => {
                    self.line += 1;
                    return Some(Err(reason));
                }
                // The thread is gone without a word: what it read made no sense at all.
                Ok(Said::Opened(_) | Said::Refused(_)) | Err(_) => {
                    self.line += 1;
                    return Some(Err(broken()));
                }
            }
        }
    }

    fn row(&self, found: &SheetRow, zone: &TimeZone) -> Result<ArchiveRow, RowReason> {
        for (field, place) in self.columns.found() {
            let value = || found.shown(place).unwrap_or_default();
            match found.cell(place) {
                Some(Cell::Fault(fault)) => {
                    let value = shorten(fault);
                    return Err(RowReason::Fault { field, value });
                }
                Some(Cell::Number(number))
                    if field == Field::SourceId && number.abs() >= DIGITS_LOST =>
                {
                    let value = shorten(&value());
                    return Err(RowReason::DigitsLost { field, value });
                }
                _ => {}
            }
        }
        let cell = |field| {
            let place = self.columns.place(field)?;
            match (field, found.cell(place)?) {
                (Field::AskedAt | Field::RepliedAt, Cell::Number(serial) | Cell::Date(serial)) => {
                    Some(date(*serial, self.sheet.from_1904).unwrap_or_else(|| serial.to_string()))
                }
                (_, Cell::Date(serial)) => {
                    date(*serial, self.sheet.from_1904).or_else(|| found.shown(place))
                }
                _ => found.shown(place),
            }
        };
        row(&cell, zone)
    }
}

impl SheetRow {
    fn is_blank(&self) -> bool {
        let blank = |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim().is_empty());
        self.cells.iter().all(|(_, cell)| blank(cell))
    }

    fn cell(&self, place: usize) -> Option<&Cell> {
        let found = self.cells.iter().find(|(at, _)| *at == place);
        found.map(|(_, cell)| cell)
    }

    /// A cell as text: whole numbers without a point.
    fn shown(&self, place: usize) -> Option<String> {
        Some(match self.cell(place)? {
            Cell::Text(text) | Cell::Fault(text) => text.clone(),
            Cell::Number(number) | Cell::Date(number) => number.to_string(),
        })
    }
}

/// Reads the workbook through. A failed `send` means that nobody listens any more.
fn read(file: impl Read + Seek, tell: &SyncSender<Said>) {
    let last = match sheet(file, tell) {
        Ok(last) => last,
        Err(error) => Said::Refused(refused(&error)),
    };
    drop(tell.send(last));
}

/// Tells the rows of the first sheet that is shown, and gives what to tell last.
fn sheet(file: impl Read + Seek, tell: &SyncSender<Said>) -> Result<Said, XlsxError> {
    let mut workbook = Xlsx::new(file)?;
    let from_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata();
    let first = sheets
        .iter()
        .find(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let Some(name) = first.map(|sheet| sheet.name.clone()) else {
        return Ok(Said::Refused(ArchiveError::Empty));
    };
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let rows = u64::from(reader.dimensions().end.0) + 1;
    if tell.send(Said::Opened(Sheet { from_1904, rows })).is_err() {
        return Ok(Said::End);
    }
    let mut row: Option<SheetRow> = None;
    let mut bytes = 0;
    loop {
        let cell = match reader.next_cell() {
            Ok(cell) => cell,
            Err(_damaged) => return Ok(Said::Broken(broken())),
        };
        let at = cell.as_ref().map(calamine::Cell::get_position);
        let line = at.map(|(line, _)| u64::from(line) + 1);
        if let Some(done) = row.take_if(|row| Some(row.line) != line) {
            bytes = 0;
            if tell.send(Said::Row(done)).is_err() {
                return Ok(Said::End);
            }
        }
        let (Some(cell), Some((_, column)), Some(line)) = (cell, at, line) else {
            return Ok(Said::End);
        };
        let Some(value) = cell_of(cell.get_value()) else {
            continue;
        };
        bytes += value.bytes();
        if bytes > MAX_ROW_BYTES {
            return Ok(Said::Broken(RowReason::TooLong));
        }
        let cells = Vec::new();
        let row = row.get_or_insert(SheetRow { line, cells });
        row.cells
            .push((usize::try_from(column).unwrap_or(usize::MAX), value));
    }
}

impl Cell {
    /// About what it weighs.
    fn bytes(&self) -> u64 {
        let text = match self {
            Self::Text(text) | Self::Fault(text) => text.len(),
            Self::Number(_) | Self::Date(_) => 0,
        };
        u64::try_from(text + size_of::<Self>()).unwrap_or(u64::MAX)
    }
}

fn cell_of(value: &DataRef<'_>) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(date) => Cell::Date(date.as_f64()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Text(yes.to_string()),
        DataRef::Error(fault) => Cell::Fault(fault.to_string()),
    })
}

/// The day and time of a number of days, as texts of archives are written: `2019-04-24T17:32:20`.
fn date(serial: f64, from_1904: bool) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let kind = ExcelDateTimeType::DateTime;
    let (year, month, day, hour, minute, second, milli) =
        ExcelDateTime::new(serial, kind, from_1904).to_ymd_hms_milli();
    let small = |number: u8| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let nanos = i32::from(milli) * 1_000_000;
    let time: DateTime = date.at(0, 0, 0, 0);
    let time = time
        .with()
        .hour(small(hour)?)
        .minute(small(minute)?)
        .second(small(second)?)
        .subsec_nanosecond(nanos)
        .build()
        .ok()?;
    // A time of day is a fraction of a day, a hair beside the second that was typed.
    time.round(Unit::Second).ok().map(|time| time.to_string())
}

fn refused(error: &XlsxError) -> ArchiveError {
    match error {
        XlsxError::Password => ArchiveError::Encrypted,
        _ => ArchiveError::Damaged,
    }
}

fn broken() -> RowReason {
    RowReason::Unreadable("工作簿从这里起已损坏".into())
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
