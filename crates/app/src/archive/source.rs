//! The file beneath an archive: metered, bounded row by row, and read as UTF-8 whatever it was.

use std::{
    io::{self, BufRead, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs::{Encoding, UTF_8};

use super::encoding::AsUtf8;

/// Most bytes one row may take. A quote that is never closed would otherwise draw the rest of the file into memory.
pub(super) const MAX_ROW_BYTES: u64 = 16 * 1024 * 1024;

/// Bytes decoded ahead; as many are looked at to tell CSV from JSON lines, and the comma from the tab.
const OPENING: usize = 64 * 1024;

/// U+FEFF in UTF-8, which some programs put before the text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// UTF-8, whatever the file was.
pub(super) type Text = BufReader<Box<dyn Read + Send>>;

/// Opens the text of a file that stands at its beginning, past its byte order mark.
pub(super) fn text(
    file: impl Read + Send + 'static,
    encoding: &'static Encoding,
    meter: Arc<Meter>,
) -> io::Result<Text> {
    let file = Metered { file, meter };
    let decoded: Box<dyn Read + Send> = if encoding == UTF_8 {
        // As it is: a row that is not UTF-8 must be seen as such.
        Box::new(file)
    } else {
        Box::new(AsUtf8::new(file, encoding))
    };
    let mut text = BufReader::with_capacity(OPENING, decoded);
    if text.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
        text.consume(BYTE_ORDER_MARK.len());
    }
    Ok(text)
}

/// The tab, if the header is set apart by it; else the comma.
pub(super) fn delimiter(opening: &[u8]) -> u8 {
    let header = opening
        .split(|byte| *byte == b'\n')
        .find(|line| !line.trim_ascii().is_empty());
    let header = header.unwrap_or_default();
    if header.contains(&b'\t') && !header.contains(&b',') {
        b'\t'
    } else {
        b','
    }
}

/// How far a file was read.
#[derive(Debug, Default)]
pub(super) struct Meter {
    read: AtomicU64,
    since_row: AtomicU64,
}

impl Meter {
    /// Bytes of the file read so far.
    pub(super) fn position(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The next row may again be as long as a row may be.
    pub(super) fn begin_row(&self) {
        self.since_row.store(0, Ordering::Relaxed);
    }
}

/// A file that counts, and stops a row that has no end.
struct Metered<R> {
    file: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.since_row.load(Ordering::Relaxed) > MAX_ROW_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.file.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        self.meter.read.fetch_add(bytes, Ordering::Relaxed);
        self.meter.since_row.fetch_add(bytes, Ordering::Relaxed);
        Ok(read)
    }
}
