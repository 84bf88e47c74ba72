//! What a witness has seen: for each ledger the last checkpoint that it cosigned, in a file that is whole at every
//! moment.

use anyhow::{Context, Result, bail};
use ledger::checkpoints::SignedCheckpoint;
use ledger::keys::KeyName;
use ledger::notes::SignatureLine;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// So many contradictions of one ledger are kept; the first of them is proof enough.
const MOST_EVIDENCE: usize = 16;

/// The folder, held by one process.
pub struct Memory {
    folder: PathBuf,
    _lock: File,
}

impl Memory {
    /// Opens the folder, which must be there.
    pub fn open(folder: &Path) -> Result<Self> {
        if !folder.is_dir() {
            bail!(
                "there is no folder {}. A witness that forgot what it had seen must not sign again with its key: bring \
                 the folder back as it was at the last moment, or make a new witness with `huiyin witness init`",
                folder.display()
            );
        }
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(folder.join("lock"))
            .with_context(|| format!("cannot write into {}", folder.display()))?;
        if lock.try_lock().is_err() {
            bail!("another witness uses {}: stop it first", folder.display());
        }
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
        })
    }

    /// The place of one ledger.
    pub fn record_of(&self, origin: &KeyName) -> Record {
        Record {
            folder: self.folder.clone(),
            name: hex_of_hash(origin.as_str().as_bytes()),
        }
    }
}

/// The last checkpoint of one ledger, and how it contradicted itself.
pub struct Record {
    folder: PathBuf,
    /// The hash of the origin: an origin has slashes, its hash has none.
    name: String,
}

impl Record {
    /// The SHA-256 of the origin in hexadecimal, as addresses carry it.
    pub fn origin_hash(&self) -> &str {
        &self.name
    }

    /// The last checkpoint that was cosigned, with the ledger's signature and the witness's.
    pub fn last(&self) -> Result<Option<SignedCheckpoint>> {
        let path = self.path();
        match fs::read(&path) {
            Ok(bytes) => SignedCheckpoint::parse(&bytes)
                .map(Some)
                .with_context(|| format!("{} is damaged", path.display())),
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
            Err(why) => Err(why).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Puts a checkpoint in the place of the last one. When this returns it is on the disk; when it fails or the
    /// process ends on the way, the old one or the new one is there, whole.
    pub fn keep(&self, checkpoint: &SignedCheckpoint, cosignature: SignatureLine) -> Result<()> {
        let path = self.path();
        let mut cosigned = checkpoint.clone();
        cosigned.attach(cosignature);
        self.write(&path, cosigned.to_string().as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Keeps a request that shows a contradiction, once.
    pub fn keep_evidence(&self, request: &[u8]) -> Result<()> {
        let folder = self.folder.join(format!("{}.evidence", self.name));
        let cannot = || format!("cannot write into {}", folder.display());
        fs::create_dir_all(&folder).with_context(cannot)?;
        let kept = fs::read_dir(&folder).with_context(cannot)?.count();
        let path = folder.join(format!("{}.request", hex_of_hash(request)));
        if kept >= MOST_EVIDENCE || path.exists() {
            return Ok(());
        }
        self.write(&path, request).with_context(cannot)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.checkpoint", self.name))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        // The caller holds this ledger's lock: nobody else writes under the same name.
        let new = self.folder.join(format!("{}.new", self.name));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        // The name is on the disk when its folder is.
        File::open(path.parent().unwrap_or(&self.folder))?.sync_all()
    }
}

/// The SHA-256 in hexadecimal.
pub(crate) fn hex_of_hash(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    text
}
