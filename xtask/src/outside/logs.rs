//! The logs that are judged: one of each size, and beside it copies in each of which one byte was changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::shell;

/// Logs in a folder that ends with this.
pub struct Logs {
    _folder: TempDir,
    good: Vec<PathBuf>,
    bad: Vec<PathBuf>,
}

impl Logs {
    /// Writes a log of each size, and its changed copies.
    pub fn write(root: &Path, sizes: &[u64]) -> Result<Self> {
        let build = [
            "build",
            "--quiet",
            "--package",
            "ledger",
            "--example",
            "write_log",
        ];
        shell::run(Command::new("cargo").args(build).current_dir(root))?;
        let program = shell::built("examples/write_log")?;
        let folder = tempfile::tempdir()?;
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for size in sizes {
            let log = folder.path().join(size.to_string());
            shell::run(Command::new(&program).arg(&log).arg(size.to_string()))?;
            for change in changes(&log)? {
                bad.push(change.apply(&log, bad.len())?);
            }
            good.push(log);
        }
        Ok(Self {
            _folder: folder,
            good,
            bad,
        })
    }

    /// Those that must be accepted, in the order of their sizes.
    pub fn good(&self) -> &[PathBuf] {
        &self.good
    }

    /// Those that must be refused.
    pub fn bad(&self) -> &[PathBuf] {
        &self.bad
    }

    /// The public key of all of them.
    pub fn key(&self) -> Result<String> {
        let log = self.good.first().context("no log was written")?;
        Ok(fs::read_to_string(log.join("log.vkey"))?.trim().to_owned())
    }
}

/// One byte of one file.
struct Change {
    /// The file, below the log's folder.
    file: PathBuf,
    /// Which byte.
    place: usize,
}

impl Change {
    /// Makes a copy of a log with this change. Files that stay are linked, not copied.
    fn apply(&self, log: &Path, number: usize) -> Result<PathBuf> {
        let copy = log.with_extension(format!("changed-{number}"));
        for file in files(log)? {
            let to = copy.join(&file);
            fs::create_dir_all(to.parent().unwrap_or(&copy))?;
            fs::hard_link(log.join(&file), to)?;
        }
        let path = copy.join(&self.file);
        let mut bytes = fs::read(&path)?;
        let byte = bytes.get_mut(self.place);
        *byte.with_context(|| format!("{} is short", path.display()))? ^= 1;
        fs::remove_file(&path)?;
        fs::write(&path, bytes)?;
        Ok(copy)
    }
}

/// One change of each kind of file that the log has: the first, and the last of its kind where there are more.
fn changes(log: &Path) -> Result<Vec<Change>> {
    let mut changes = vec![
        in_line(log, "checkpoint", 2)?,
        in_line(log, "checkpoint.old", 2)?,
        in_line(log, "add-checkpoint", 0)?,
    ];
    if log.join("last.tlog-proof").exists() {
        changes.push(in_line(log, "last.tlog-proof", 1)?);
    }
    let request = fs::read_to_string(log.join("add-checkpoint"))?;
    if request.lines().nth(1).is_some_and(|line| !line.is_empty()) {
        changes.push(in_line(log, "add-checkpoint", 1)?);
    }
    let files = files(log)?;
    for kind in ["tile/0/", "tile/1/", "tile/2/", "tile/entries/"] {
        let mut of_kind: Vec<_> = files.iter().filter(|file| file.starts_with(kind)).collect();
        of_kind.sort();
        of_kind.dedup();
        let ends = [of_kind.first(), of_kind.get(1..).and_then(<[_]>::last)];
        for file in ends.into_iter().flatten().copied() {
            let length = usize::try_from(fs::metadata(log.join(file))?.len())?;
            changes.push(Change {
                file: file.clone(),
                place: length / 2,
            });
        }
    }
    Ok(changes)
}

/// The last character but one of a line, which in a hash says something, and in a short line too.
fn in_line(log: &Path, file: &str, line: usize) -> Result<Change> {
    let text = fs::read_to_string(log.join(file))?;
    let end: usize = text
        .split_inclusive('\n')
        .take(line + 1)
        .map(str::len)
        .sum();
    let content = text
        .lines()
        .nth(line)
        .with_context(|| format!("{file} is short"))?;
    // A hash ends with a sign that only fills it up.
    let back = if content.ends_with('=') { 5 } else { 2 };
    Ok(Change {
        file: file.into(),
        place: end
            .checked_sub(back)
            .with_context(|| format!("{file} is short"))?,
    })
}

/// The files below a folder, by their paths within it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    Ok(found)
}
