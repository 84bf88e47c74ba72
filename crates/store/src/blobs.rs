//! Blobs: files in a folder, named by the SHA-256 of their bytes.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The folder. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
    /// Two who keep the same bytes at once write two files, and rename them one after the other.
    turns: Arc<AtomicU64>,
}

impl Blobs {
    /// Opens the folder, making it where it is missing.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).map_err(lost)?;
        Ok(Self {
            folder,
            turns: Arc::default(),
        })
    }

    /// Keeps the bytes durably and says their name. The same bytes are kept once.
    ///
    /// Written beside and renamed: a name never stands for half a file.
    pub fn put(&self, bytes: &[u8]) -> Result<String> {
        let name = name_of(bytes);
        let path = self.path(&name)?;
        if path.exists() {
            return Ok(name);
        }
        let folder = path
            .parent()
            .map_or_else(|| self.folder.clone(), PathBuf::from);
        fs::create_dir_all(&folder).map_err(lost)?;
        let turn = self.turns.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!("{name}.{}-{turn}.new", std::process::id()));
        let mut file = File::create(&beside).map_err(lost)?;
        file.write_all(bytes)
            .and_then(|()| file.sync_all())
            .map_err(lost)?;
        fs::rename(&beside, &path).map_err(lost)?;
        File::open(&folder)
            .and_then(|folder| folder.sync_all())
            .map_err(lost)?;
        Ok(name)
    }

    /// The bytes of a name; none where there are none.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match fs::read(self.path(name)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
            Err(why) => Err(lost(why)),
        }
    }

    /// Removes the bytes of a name.
    pub fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path(name)?) {
            Err(why) if why.kind() != ErrorKind::NotFound => Err(lost(why)),
            _ => Ok(()),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        match name.get(..2) {
            Some(start) if name.len() == 64 && name.bytes().all(hex) => {
                Ok(self.folder.join(start).join(name))
            }
            _ => Err(Error::row("blobs")("not the name of a blob".into())),
        }
    }
}

fn name_of(bytes: &[u8]) -> String {
    let mut name = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        std::fmt::Write::write_fmt(&mut name, format_args!("{byte:02x}")).unwrap_or_default();
    }
    name
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` takes"
)]
fn lost(why: std::io::Error) -> Error {
    Error::Lost(format!("the folder of pictures: {why}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_by_their_name_and_names_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let name = blobs.put("路灯".as_bytes()).unwrap();
        assert_eq!(blobs.put("路灯".as_bytes()).unwrap(), name);
        assert_eq!(blobs.get(&name).unwrap().unwrap(), "路灯".as_bytes());
        blobs.remove(&name).unwrap();
        blobs.remove(&name).unwrap();
        assert_eq!(blobs.get(&name).unwrap(), None);
        assert!(blobs.get("../../etc/passwd").is_err());
        assert!(blobs.get(&"/".repeat(64)).is_err());
    }

    #[test]
    fn many_may_keep_the_same_bytes_at_once_and_nobody_reads_half_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let bytes = vec![7; 300_000];
        let name = name_of(&bytes);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    assert_eq!(blobs.put(&bytes).unwrap(), name);
                    assert!(blobs.get(&name).unwrap().unwrap() == bytes);
                });
            }
        });
        let beside = blobs.path(&name).unwrap();
        assert_eq!(
            fs::read_dir(beside.parent().unwrap()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }
}
