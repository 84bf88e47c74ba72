//! A public file is written beside its place first, so that there is never half of one under its name.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// An empty file in the folder of `path`, which everyone may read; `persist` moves it into its place.
///
/// # Errors
///
/// When the folder cannot be written to.
pub fn public_file(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    Builder::new()
        .permissions(Permissions::from_mode(0o644)) // what is public need not be hidden
        .tempfile_in(folder.unwrap_or(Path::new(".")))
}
