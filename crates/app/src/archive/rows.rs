//! Reads the archive of another board row by row, for import: CSV or JSON lines in the encodings they come in, or the
//! first sheet of an XLSX workbook.

use std::{
    fs::File,
    io::{self, BufRead, Chain, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

use csv::{ByteRecord, StringRecord};
use encoding_rs::UTF_8;
use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value};

use super::{
    cells::{clean_line, row},
    columns::{ColumnMap, Columns, ColumnsError, Field},
    encoding,
    source::{Meter, Text, delimiter, text},
    workbook::{WorkbookRows, is_workbook},
};

/// How to read an archive.
#[derive(Debug, Clone)]
pub struct ArchiveOptions {
    /// The operator's own word on columns.
    pub map: ColumnMap,
    /// The clocks that instants with an offset are turned to; times without one are taken as they stand.
    pub zone: TimeZone,
}

/// One message of an archive, as far as its file tells. Texts are without control characters and outer blanks;
/// codes such as `kind` and `status` are the source's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveRow {
    /// The row's id in its source. With [`Archive::source`] it tells whether the row was imported before.
    pub source_id: String,
    /// The name the writer used.
    pub writer: Option<String>,
    /// The title, on one line; of any length.
    pub title: String,
    /// The text; of any length.
    pub body: String,
    /// When it was written, by the clocks there.
    pub asked_at: DateTime,
    /// The official reply.
    pub reply: Option<ArchiveReply>,
    /// The leader or office it was addressed to.
    pub office: Option<String>,
    /// The place it is about.
    pub region: Option<String>,
    /// The administrative level of the office.
    pub level: Option<String>,
    /// The field of life it is about.
    pub domain: Option<String>,
    /// Complaint, question or advice, in the source's words.
    pub kind: Option<String>,
    /// How far it got, in the source's words.
    pub status: Option<String>,
    /// How many people supported it.
    pub supports: u32,
    /// How many people opposed it.
    pub against: u32,
    /// The writer's rating of the reply's manner, 1 to 5.
    pub manner: Option<u8>,
    /// The writer's rating of the reply's speed, 1 to 5.
    pub speed: Option<u8>,
}

/// The official reply of an archived message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveReply {
    /// Its text.
    pub text: String,
    /// When it was given, if the source tells.
    pub replied_at: Option<DateTime>,
}

/// Why a file cannot be read as an archive at all. The text is for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file cannot be opened or read.
    #[error("无法读取文件：{0}")]
    Unreadable(#[from] io::Error),
    /// There is nothing in it.
    #[error("文件是空的")]
    Empty,
    /// A workbook in the form before XLSX.
    #[error("这是旧格式的工作簿（.xls），请另存为 .xlsx 后再导入")]
    OldWorkbook,
    /// A workbook that only opens with a password.
    #[error("工作簿设有密码，请取消密码并另存后再导入")]
    Encrypted,
    /// A ZIP archive that is no workbook, or no longer.
    #[error("这不是 XLSX 工作簿，或者文件已损坏；请用表格软件打开，另存为 .xlsx 后再导入")]
    Damaged,
    /// A workbook larger than one that is read here.
    #[error(
        "工作簿太大（上限：文件 256 MB，展开后 1 GB，其中文字 256 MB），请拆成几个文件，或另存为“CSV UTF-8（逗号分隔）”后再导入"
    )]
    TooLarge,
    /// A small file that unpacks to an enormous one.
    #[error("工作簿展开后异常庞大，不像表格软件保存的文件，没有读取")]
    Bomb,
    /// One JSON array instead of an object a line.
    #[error("这是一个 JSON 数组，请转换为 JSONL（每行一个 JSON 对象）后再导入")]
    JsonArray,
    /// The header cannot be decoded.
    #[error("表头的文字编码有误，请将文件转换为 UTF-8 后再导入")]
    Encoding,
    /// The columns do not suffice.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
}

/// A row that cannot be imported. The rows after it can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{reason}")]
pub struct RowError {
    /// The line of the file on which the row begins, or the row of the sheet, the first being 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: RowReason,
}

/// What can be wrong with a row. The text is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowReason {
    /// Bytes that are no text in the file's encoding.
    #[error("文字编码有误，请检查这一行，或将文件转换为 UTF-8")]
    Encoding,
    /// A line that is no JSON object.
    #[error("不是完整的 JSON 对象")]
    NotAnObject,
    /// More or fewer columns than the header has.
    #[error("有 {found} 列，而表头有 {expected} 列，可能是引号或分隔符有误")]
    Width {
        /// The header's columns.
        expected: usize,
        /// The row's columns.
        found: usize,
    },
    /// A required value is missing or blank.
    #[error("缺少{0}")]
    Missing(Field),
    /// A list or an object where a text or a number belongs.
    #[error("{0}应当是文字或数字")]
    Nested(Field),
    /// A time that cannot be read.
    #[error("{field}“{value}”无法识别，应当如 2024-09-09 17:32:20")]
    Time {
        /// The field.
        field: Field,
        /// The value's beginning.
        value: String,
    },
    /// A number of people that is none.
    #[error("{field}“{value}”不是非负整数")]
    Count {
        /// The field.
        field: Field,
        /// The value's beginning.
        value: String,
    },
    /// A rating outside the scale.
    #[error("{field}“{value}”不是 1 到 5 的整数")]
    Rating {
        /// The field.
        field: Field,
        /// The value's beginning.
        value: String,
    },
    /// A formula that failed where a value belongs.
    #[error("{field}是公式错误“{value}”，请改成文字或数字")]
    Fault {
        /// The field.
        field: Field,
        /// What the cell shows.
        value: String,
    },
    /// A number so long that the spreadsheet program changed its last digits.
    #[error("{field}“{value}”超过 15 位，表格软件已改动末尾的数字，请把这一列设为文本，重新填写")]
    DigitsLost {
        /// The field.
        field: Field,
        /// The value's beginning.
        value: String,
    },
    /// A row too long to be one. Nothing after it is read.
    #[error("这一行超过 16 MB，可能缺少右引号；之后的内容没有读取")]
    TooLong,
    /// The file could not be read on. Nothing after it is read.
    #[error("读取中断：{0}；之后的内容没有读取")]
    Unreadable(String),
}

/// An open archive: an iterator over its rows, which holds one of them at a time.
pub struct Archive {
    source: String,
    size: u64,
    meter: Arc<Meter>,
    zone: TimeZone,
    rows: Rows,
    ended: bool,
}

impl Archive {
    /// Opens a file. Its name without folder and ending names the source.
    pub fn open(path: &Path, options: &ArchiveOptions) -> Result<Self, ArchiveError> {
        let source = path.file_stem().unwrap_or_default().to_string_lossy();
        Self::read(&source, File::open(path)?, options)
    }

    /// Reads an archive from anything that can be read twice: once for its encoding, once for its rows.
    pub fn read(
        source: &str,
        mut file: impl Read + Seek + Send + 'static,
        options: &ArchiveOptions,
    ) -> Result<Self, ArchiveError> {
        let size = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        let source = source.to_owned();
        let meter = Arc::new(Meter::default());
        let zone = options.zone.clone();
        let mut opening = Vec::new();
        file.by_ref().take(4).read_to_end(&mut opening)?;
        file.rewind()?;
        if is_workbook(&opening) {
            let rows = Rows::Workbook(WorkbookRows::begin(file, &options.map)?);
            return Ok(Self {
                source,
                size,
                meter,
                zone,
                rows,
                ended: false,
            });
        }
        let encoding = encoding::detect(&mut file)?;
        file.rewind()?;
        let mut text = text(file, encoding, Arc::clone(&meter))?;
        let opening = text.fill_buf()?;
        let rows = match opening.trim_ascii_start() {
            [] => return Err(ArchiveError::Empty),
            [b'[', ..] => return Err(ArchiveError::JsonArray),
            [b'{', ..] => Rows::Json(JsonRows::begin(text, options.map.clone())?),
            _ => {
                let delimiter = delimiter(opening);
                let is_utf8 = encoding == UTF_8;
                Rows::Csv(CsvRows::begin(text, &options.map, is_utf8, delimiter)?)
            }
        };
        Ok(Self {
            source,
            size,
            meter,
            zone,
            rows,
            ended: false,
        })
    }

    /// The source's name: with a row's `source_id` the key under which nothing is imported twice.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Size of the file, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Bytes of the file read so far, a buffer ahead of the rows handed out; at the end the same as `size`. A workbook
    /// is not read in its order: of it, the share that the rows handed out are of all.
    pub fn position(&self) -> u64 {
        match &self.rows {
            Rows::Workbook(_) if self.ended => self.size,
            Rows::Workbook(rows) => rows.share_of(self.size),
            Rows::Csv(_) | Rows::Json(_) => self.meter.position(),
        }
    }
}

impl Iterator for Archive {
    type Item = Result<ArchiveRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.meter.begin_row();
        let row = match &mut self.rows {
            Rows::Csv(rows) => rows.next_row(&self.zone),
            Rows::Json(rows) => rows.next_row(&self.zone),
            Rows::Workbook(rows) => rows.next_row(&self.zone),
        };
        let stops = |error: &RowError| {
            matches!(error.reason, RowReason::TooLong | RowReason::Unreadable(_))
        };
        self.ended = match &row {
            None => true,
            Some(row) => row.as_ref().is_err_and(stops),
        };
        row
    }
}

/// The forms an archive comes in.
enum Rows {
    Csv(CsvRows),
    Json(JsonRows),
    Workbook(WorkbookRows),
}

struct CsvRows {
    reader: csv::Reader<Chain<Text, &'static [u8]>>,
    columns: Columns,
    width: usize,
    /// Whether the file is UTF-8 itself; else U+FFFD marks what could not be decoded.
    is_utf8: bool,
}

impl CsvRows {
    fn begin(
        text: Text,
        map: &ColumnMap,
        is_utf8: bool,
        delimiter: u8,
    ) -> Result<Self, ArchiveError> {
        // Rows end at the line feed alone, and the last one ends at one too: so its lines can be counted.
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.chain(b"\n".as_slice()));
        let mut header = ByteRecord::new();
        let mut more = true;
        while more && is_blank(&header) {
            more = reader
                .read_byte_record(&mut header)
                .map_err(io::Error::from)?;
        }
        let header =
            StringRecord::from_byte_record(header).map_err(|_bytes| ArchiveError::Encoding)?;
        let names: Vec<String> = header.iter().map(clean_line).collect();
        Ok(Self {
            reader,
            columns: Columns::find(&names, map)?,
            width: names.len(),
            is_utf8,
        })
    }

    fn next_row(&mut self, zone: &TimeZone) -> Option<Result<ArchiveRow, RowError>> {
        let mut record = ByteRecord::new();
        while is_blank(&record) {
            let begin = self.reader.position().line();
            match self.reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    let reason = match error.into_kind() {
                        csv::ErrorKind::Io(error) => interrupted(&error),
                        other => RowReason::Unreadable(format!("{other:?}")),
                    };
                    return Some(Err(RowError {
                        line: begin,
                        reason,
                    }));
                }
            }
        }
        let line = self.line_of(&record);
        Some(
            self.row(record, zone)
                .map_err(|reason| RowError { line, reason }),
        )
    }

    /// The line on which the record just read begins. Its own position is before the blank lines that were skipped.
    fn line_of(&self, record: &ByteRecord) -> u64 {
        // One more than the line breaks within the record: its own.
        let lines = record.as_slice().split(|byte| *byte == b'\n').count();
        let lines = u64::try_from(lines).unwrap_or(u64::MAX);
        let line = self.reader.position().line().saturating_sub(lines);
        record
            .position()
            .map_or(line, |position| line.max(position.line()))
    }

    fn row(&self, record: ByteRecord, zone: &TimeZone) -> Result<ArchiveRow, RowReason> {
        let record =
            StringRecord::from_byte_record(record).map_err(|_bytes| RowReason::Encoding)?;
        if !self.is_utf8 && record.as_slice().contains(char::REPLACEMENT_CHARACTER) {
            return Err(RowReason::Encoding);
        }
        if record.len() != self.width {
            return Err(RowReason::Width {
                expected: self.width,
                found: record.len(),
            });
        }
        let cell = |field| {
            self.columns
                .place(field)
                .and_then(|place| record.get(place))
        };
        row(&|field| cell(field).map(str::to_owned), zone)
    }
}

struct JsonRows {
    text: Text,
    map: ColumnMap,
    line: u64,
    /// The first row, which was read to look at its keys.
    first: Option<Result<JsonRow, RowError>>,
}

/// A JSON object and the line it stands on.
struct JsonRow {
    line: u64,
    keys: Vec<String>,
    values: Vec<Value>,
}

impl JsonRows {
    fn begin(text: Text, map: ColumnMap) -> Result<Self, ArchiveError> {
        let mut rows = Self {
            text,
            map,
            line: 0,
            first: None,
        };
        rows.first = rows.next_object();
        if let Some(Ok(first)) = &rows.first {
            Columns::find_keys(&first.keys, &rows.map)?;
        }
        Ok(rows)
    }

    fn next_row(&mut self, zone: &TimeZone) -> Option<Result<ArchiveRow, RowError>> {
        let object = self.first.take().or_else(|| self.next_object())?;
        Some(object.and_then(|object| {
            self.row(&object, zone).map_err(|reason| RowError {
                line: object.line,
                reason,
            })
        }))
    }

    fn next_object(&mut self) -> Option<Result<JsonRow, RowError>> {
        let mut bytes = Vec::new();
        while bytes.trim_ascii().is_empty() {
            bytes.clear();
            self.line += 1;
            match self.text.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    return Some(Err(RowError {
                        line: self.line,
                        reason: interrupted(&error),
                    }));
                }
            }
        }
        Some(self.parse(&bytes).map_err(|reason| RowError {
            line: self.line,
            reason,
        }))
    }

    fn parse(&self, bytes: &[u8]) -> Result<JsonRow, RowReason> {
        let text = std::str::from_utf8(bytes).map_err(|_bytes| RowReason::Encoding)?;
        let object: Map<String, Value> =
            serde_json::from_str(text).map_err(|_detail| RowReason::NotAnObject)?;
        let (keys, values) = object.into_iter().unzip();
        Ok(JsonRow {
            line: self.line,
            keys,
            values,
        })
    }

    fn row(&self, object: &JsonRow, zone: &TimeZone) -> Result<ArchiveRow, RowReason> {
        let columns = Columns::among(&object.keys, &self.map);
        let value = |field| {
            columns
                .place(field)
                .and_then(|place| object.values.get(place))
        };
        let is_nested = |(field, _): &(Field, usize)| {
            matches!(value(*field), Some(Value::Array(_) | Value::Object(_)))
        };
        if let Some((field, _)) = columns.found().find(is_nested) {
            return Err(RowReason::Nested(field));
        }
        let cell = |field| match value(field)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        row(&cell, zone)
    }
}

/// A line with nothing on it, or the record that nothing was read into yet.
fn is_blank(record: &ByteRecord) -> bool {
    record.len() <= 1 && record.as_slice().trim_ascii().is_empty()
}

fn interrupted(error: &io::Error) -> RowReason {
    if error.kind() == io::ErrorKind::FileTooLarge {
        RowReason::TooLong
    } else {
        RowReason::Unreadable(error.to_string())
    }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
