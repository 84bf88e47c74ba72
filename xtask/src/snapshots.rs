//! A snapshot that no test compares with anything proves nothing and misleads its reader.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell;
use crate::tidy::Tree;

/// The variable that makes insta note each snapshot it compares.
pub const VARIABLE: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// Where the tests of one run note their snapshots.
///
/// # Errors
///
/// As [`shell::built`].
pub fn notes() -> Result<PathBuf> {
    shell::built("snapshots-compared")
}

/// Forgets the notes of an earlier run.
///
/// # Errors
///
/// When the file is there and cannot be removed.
pub fn forget() -> Result<()> {
    match fs::remove_file(notes()?) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).context("forget which snapshots were compared")
        }
        _ => Ok(()),
    }
}

/// Compares the notes with the snapshots in the tree.
///
/// # Errors
///
/// Names every snapshot that no test compared.
pub fn check(root: &Path) -> Result<()> {
    let compared: BTreeSet<PathBuf> = fs::read_to_string(notes()?)
        .unwrap_or_default()
        .lines()
        .filter_map(|path| fs::canonicalize(path).ok())
        .collect();
    let tree = Tree::read(root)?;
    let unused: Vec<&str> = tree
        .paths()
        .filter(|path| {
            Path::new(path)
                .extension()
                .is_some_and(|extension| extension == "snap")
        })
        .filter(|path| {
            fs::canonicalize(root.join(path)).is_ok_and(|path| !compared.contains(&path))
        })
        .collect();
    if !unused.is_empty() {
        bail!(
            "no test compares these snapshots; delete them:\n{}",
            unused.join("\n")
        );
    }
    println!("{} snapshots, each compared", compared.len());
    Ok(())
}
