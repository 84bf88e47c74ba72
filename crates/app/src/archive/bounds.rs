//! How much a workbook may unpack to: looked at before anything of it is kept in memory.

use std::io::{Read, Seek, SeekFrom};

use zip::{ZipArchive, result::ZipError};

use super::rows::ArchiveError;

/// Most bytes of a workbook as it lies on the disk.
const MAX_FILE: u64 = 256 * MB;
/// Most bytes that all its parts unpack to.
const MAX_UNPACKED: u64 = 1024 * MB;
/// Most bytes of the part that is kept in memory whole: the texts that cells share.
const MAX_SHARED: u64 = 256 * MB;
/// Most parts; a workbook has a few for each of its sheets.
const MAX_PARTS: usize = 10_000;
/// A part beyond [`SMALL`] that unpacks to more than so many times its size was made to do harm. What spreadsheet
/// programs write stays below 100.
const MAX_RATIO: u64 = 200;
const SMALL: u64 = 16 * MB;

const MB: u64 = 1024 * 1024;
/// Bytes unpacked at a time.
const CHUNK: usize = 64 * 1024;

/// The part with the texts that cells share.
const SHARED: &str = "sharedstrings.xml";
/// Bytes of it in which its beginning is looked for.
const OPENING: u64 = 1024;
/// Most digits of their number: a sheet has about a million rows, and each a few texts.
const MAX_DIGITS: usize = 8;

/// Refuses what is no workbook, is behind a password, or unpacks to more than can be read here. It unpacks every part
/// once and keeps nothing: the sizes that a file claims to have may be lies. Leaves the file at its beginning.
pub(super) fn check(file: &mut (impl Read + Seek)) -> Result<(), ArchiveError> {
    if file.seek(SeekFrom::End(0))? > MAX_FILE {
        return Err(ArchiveError::TooLarge);
    }
    file.rewind()?;
    let mut parts = ZipArchive::new(&mut *file).map_err(|error| refused(&error))?;
    if parts.len() > MAX_PARTS {
        return Err(ArchiveError::Bomb);
    }
    let mut total = 0;
    for n in 0..parts.len() {
        let mut part = parts.by_index(n).map_err(|error| refused(&error))?;
        let name = part.name().map_err(|error| refused(&error))?;
        let is_shared = name.to_ascii_lowercase().ends_with(SHARED);
        let packed = part.compressed_size();
        total += if is_shared {
            check_count(&mut part)? + unpacked(part, packed, MAX_SHARED)?
        } else {
            unpacked(part, packed, MAX_UNPACKED)?
        };
        if total > MAX_UNPACKED {
            return Err(ArchiveError::TooLarge);
        }
    }
    drop(parts);
    file.rewind()?;
    Ok(())
}

/// The bytes that a part really unpacks to.
fn unpacked(mut part: impl Read, packed: u64, limit: u64) -> Result<u64, ArchiveError> {
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        let read = part
            .read(&mut chunk)
            .map_err(|_torn| ArchiveError::Damaged)?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes += u64::try_from(read).unwrap_or(u64::MAX);
        if bytes > SMALL && bytes / MAX_RATIO > packed {
            return Err(ArchiveError::Bomb);
        }
        if bytes > limit {
            return Err(ArchiveError::TooLarge);
        }
    }
}

/// Looks at how many shared texts there are said to be: room is made for so many before the first of them is read.
/// What this says must stand at the beginning, without a comment before it, as every program writes it.
fn check_count(part: impl Read) -> Result<u64, ArchiveError> {
    let mut opening = Vec::new();
    part.take(OPENING)
        .read_to_end(&mut opening)
        .map_err(|_torn| ArchiveError::Damaged)?;
    let find = |name: &[u8]| opening.windows(name.len()).position(|part| part == name);
    if find(b"sst").is_none() || find(b"<!").is_some() {
        return Err(ArchiveError::Damaged);
    }
    let count: String = find(b"uniqueCount")
        .and_then(|at| opening.get(at..))
        .unwrap_or_default()
        .iter()
        .skip_while(|byte| !byte.is_ascii_digit())
        .take_while(|byte| byte.is_ascii_digit())
        .map(|digit| char::from(*digit))
        .collect();
    if count.len() > MAX_DIGITS {
        return Err(ArchiveError::Bomb);
    }
    u64::try_from(opening.len()).map_err(|_huge| ArchiveError::Bomb)
}

fn refused(error: &ZipError) -> ArchiveError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ArchiveError::Encrypted,
        _ => ArchiveError::Damaged,
    }
}
