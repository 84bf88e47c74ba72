//! An archive is refused or read to its end, row by row.
#![no_main]

use app::archive::columns::ColumnMap;
use app::archive::rows::{Archive, ArchiveOptions};
use jiff::tz::TimeZone;
use std::io::Cursor;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = ArchiveOptions {
        map: ColumnMap::default(),
        zone: TimeZone::UTC,
    };
    if let Ok(archive) = Archive::read("fuzz", Cursor::new(bytes.to_vec()), &options) {
        // One that never ends runs into the fuzzer's limit of time.
        for row in archive.flatten() {
            assert!(!row.source_id.is_empty(), "a row without an id is imported twice");
        }
    }
});
