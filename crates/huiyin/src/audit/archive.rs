//! A copy of a ledger as one plain tar: what a month's archive is. It is read where it lies, file by file.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tar::{Archive as Tar, Builder, EntryType, Header};

/// An archive that is read.
#[derive(Clone)]
pub struct Archive {
    path: PathBuf,
    /// Where each file begins, and how long it is.
    files: Arc<HashMap<String, (u64, u64)>>,
    /// The folder inside it that is looked at: empty, or `2/`.
    inside: String,
}

impl Archive {
    /// Whether a name is that of an archive.
    pub fn is_named(path: &Path) -> bool {
        path.extension().is_some_and(|ending| ending == "tar")
    }

    /// Reads what is where.
    pub fn open(path: &Path) -> Result<Self> {
        let cannot = || format!("读不出 {}", path.display());
        let file = File::open(path).with_context(cannot)?;
        let mut tar = Tar::new(BufReader::new(file));
        let mut files = HashMap::new();
        for entry in tar.entries_with_seek().with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            if entry.header().entry_type() != EntryType::Regular {
                continue;
            }
            let name = entry.path().with_context(cannot)?;
            // As `tar cf copy.tar -C copy .` names them.
            let name = name.strip_prefix("./").unwrap_or(&name);
            let place = (entry.raw_file_position(), entry.size());
            files.insert(name.to_string_lossy().into_owned(), place);
        }
        Ok(Self {
            path: path.to_owned(),
            files: Arc::new(files),
            inside: String::new(),
        })
    }

    /// A folder inside it.
    pub fn folder(&self, name: &str) -> Self {
        Self {
            inside: format!("{}{name}/", self.inside),
            ..self.clone()
        }
    }

    /// Where it is, for a person.
    pub fn place(&self) -> String {
        let path = self.path.display();
        match self.inside.trim_end_matches('/') {
            "" => path.to_string(),
            inside => format!("{path}/{inside}"),
        }
    }

    /// A file of at most so many bytes; none where there is none.
    pub fn read(&self, name: &str, most: usize) -> Result<Option<Vec<u8>>> {
        let Some((begin, length)) = self.files.get(&format!("{}{name}", self.inside)) else {
            return Ok(None);
        };
        let within = usize::try_from(*length).is_ok_and(|length| length <= most);
        ensure!(within, "{}/{name} 超过 {most} 字节", self.place());
        let read = || {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(*begin))?;
            let mut bytes = Vec::new();
            file.take(*length).read_to_end(&mut bytes)?;
            Ok::<_, std::io::Error>(bytes)
        };
        let bytes = read().with_context(|| format!("读不出 {}/{name}", self.place()))?;
        let is_whole = u64::try_from(bytes.len()).is_ok_and(|have| have == *length);
        ensure!(is_whole, "{} 不完整", self.path.display());
        Ok(Some(bytes))
    }
}

/// The folder in which an archive grows until it is whole.
pub fn folder_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

/// Packs a folder into a new archive, and removes it. The same files make the same archive, whoever packs them.
pub fn pack(folder: &Path, into: &Path) -> Result<()> {
    let packed = || {
        let file = OpenOptions::new().write(true).create_new(true).open(into)?;
        let mut tar = Builder::new(file);
        add(&mut tar, folder, folder)?;
        let mut file = tar.into_inner()?;
        file.flush()?;
        file.sync_all()?;
        fs::remove_dir_all(folder)
    };
    packed().with_context(|| format!("不能写入 {}", into.display()))
}

fn add(tar: &mut Builder<File>, folder: &Path, within: &Path) -> std::io::Result<()> {
    let mut here = fs::read_dir(within)?.collect::<Result<Vec<_>, _>>()?;
    here.sort_by_key(fs::DirEntry::file_name);
    for entry in here {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            add(tar, folder, &path)?;
            continue;
        }
        let bytes = fs::read(&path)?;
        let mut header = Header::new_ustar();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o644);
        let name = path.strip_prefix(folder).unwrap_or(&path);
        tar.append_data(&mut header, name, bytes.as_slice())?;
    }
    Ok(())
}
