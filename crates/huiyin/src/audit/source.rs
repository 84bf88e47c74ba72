//! Where a ledger is read from: a server, or a folder with the same files.

use super::archive::{Archive, folder_beside};
use crate::fetch::{Http, Reach};
use anyhow::{Context, Result, bail, ensure};
use axum::http::StatusCode;
use ledger::facts::MessageNumber;
use ledger::tiles::{Bundle, Resource, Tile};
use std::fmt::Display;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// The longest checkpoint that is read, in bytes.
const MOST_CHECKPOINT: usize = 1 << 20;
/// The longest bundle: 256 entries of 4,095 bytes, each behind its length.
const MOST_BUNDLE: usize = 256 * (2 + 4095);
/// The longest tile: 256 hashes.
const MOST_TILE: usize = 256 * 32;
/// The longest table of a month's figures.
const MOST_TABLE: usize = 64 << 20;
/// The longest page of one message's texts.
const MOST_PAGE: usize = 16 << 20;
/// The largest picture.
const MOST_PICTURE: usize = 64 << 20;

/// Where a ledger is read from.
#[derive(Clone)]
pub enum Source {
    /// A folder.
    Folder(PathBuf),
    /// A folder in one file.
    Archive(Archive),
    /// A server; the address has no slash at its end.
    Server {
        /// What asks.
        http: Box<Http>,
        /// The address under which `checkpoint` is.
        prefix: String,
        /// The folder in which what is read is kept; none: it is not.
        keep: Option<PathBuf>,
    },
}

impl Source {
    /// Finds the ledger at an address or in a folder: there, or under `ledger` there, as a board serves it.
    ///
    /// With `keep` what is read of a server is kept in that folder, which must be new or empty: nothing of before may be
    /// taken for part of it. What will be an archive grows in a folder beside it.
    pub async fn find(
        place: &str,
        authorities: Option<&Path>,
        keep: Option<&Path>,
    ) -> Result<Self> {
        let is_address = place.starts_with("https://") || place.starts_with("http://");
        if let Some(folder) = keep {
            ensure!(
                is_address,
                "{place} 已经是一份拷贝：--keep 用于保存从网上读到的文件"
            );
            ensure!(
                !(Archive::is_named(folder) && folder.exists()),
                "{} 已经存在：请换一个文件名",
                folder.display()
            );
        }
        let keep = keep.map(|path| {
            if Archive::is_named(path) {
                folder_beside(path)
            } else {
                path.to_owned()
            }
        });
        if let Some(folder) = &keep {
            let is_empty = std::fs::create_dir_all(folder)
                .and_then(|()| Ok(std::fs::read_dir(folder)?.next().is_none()))
                .with_context(|| format!("不能写入 {}", folder.display()))?;
            ensure!(
                is_empty,
                "{} 不是空的：请换一个新的文件夹",
                folder.display()
            );
        }
        let place = place.trim_end_matches('/');
        let candidates = [place.to_owned(), format!("{place}/ledger")];
        let http = Box::new(Http::new(Reach::anywhere(), authorities)?);
        for candidate in candidates {
            let source = if is_address {
                Self::Server {
                    http: http.clone(),
                    prefix: candidate,
                    keep: keep.clone(),
                }
            } else if Archive::is_named(place.as_ref()) {
                Self::Archive(Archive::open(place.as_ref())?)
            } else {
                Self::Folder(candidate.into())
            };
            let found = source.read(&Resource::Checkpoint, MOST_CHECKPOINT).await?;
            if found.is_some() {
                return Ok(source);
            }
        }
        bail!("{place} 处没有公开存证的检查点（checkpoint）")
    }

    /// The log of this number at the same place: the first is there itself, each later one under its number.
    pub fn log(&self, number: u32) -> Self {
        match (self, number) {
            (Self::Folder(path), 1) => Self::Folder(path.clone()),
            (Self::Folder(path), _) => Self::Folder(path.join(number.to_string())),
            (Self::Server { .. } | Self::Archive(_), 1) => self.clone(),
            (Self::Archive(archive), _) => Self::Archive(archive.folder(&number.to_string())),
            (Self::Server { http, prefix, keep }, _) => Self::Server {
                http: http.clone(),
                prefix: format!("{prefix}/{number}"),
                keep: keep.as_ref().map(|folder| folder.join(number.to_string())),
            },
        }
    }

    /// Whether there is a log.
    pub async fn is_there(&self) -> Result<bool> {
        let found = self.read(&Resource::Checkpoint, MOST_CHECKPOINT).await?;
        Ok(found.is_some())
    }

    /// The checkpoint of this size, at which one key handed over to the next; none where it is not there.
    pub async fn handover(&self, size: u64) -> Result<Option<Vec<u8>>> {
        self.read(&format!("handover/{size}"), MOST_CHECKPOINT)
            .await
    }

    /// Where it is, for a person.
    pub fn place(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Archive(archive) => archive.place(),
            Self::Server { prefix, .. } => prefix.clone(),
        }
    }

    /// Whether what is here may have grown since it was read before.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Server { .. })
    }

    /// The checkpoint.
    pub async fn checkpoint(&self) -> Result<Vec<u8>> {
        self.must_read(&Resource::Checkpoint, MOST_CHECKPOINT).await
    }

    /// The entries of a bundle. Where the ledger has grown past a partial one and dropped it, they are the first of
    /// the full one.
    pub async fn bundle(&self, bundle: Bundle) -> Result<Vec<u8>> {
        let path = Resource::Bundle(bundle);
        if let Some(bytes) = self.read(&path, MOST_BUNDLE).await? {
            return Ok(bytes);
        }
        let full = full(&path)?;
        let bytes = self.must_read(&full, MOST_BUNDLE).await?;
        let Resource::Bundle(whole) = full else {
            return Ok(bytes);
        };
        let Ok(entries) = whole.parse(&bytes) else {
            // Whoever reads it says what is wrong with it.
            return Ok(bytes);
        };
        let first = entries.into_iter().take(bundle.width().into());
        Bundle::encode(first).context("一束记录无法截取")
    }

    /// The bytes of a tile. As [`Self::bundle`].
    pub async fn tile(&self, tile: Tile) -> Result<Vec<u8>> {
        let path = Resource::Tile(tile);
        if let Some(bytes) = self.read(&path, MOST_TILE).await? {
            return Ok(bytes);
        }
        let mut bytes = self.must_read(&full(&path)?, MOST_TILE).await?;
        bytes.truncate(usize::from(tile.width()) * 32);
        Ok(bytes)
    }

    /// The published texts of a message as JSON; none if it is not public (any more).
    pub async fn page(&self, message: &MessageNumber) -> Result<Option<Vec<u8>>> {
        let copy = format!("content/{message}.json");
        if let Self::Server { http, prefix, .. } = self
            && let Some(board) = prefix.strip_suffix("/ledger")
        {
            let url = format!("{board}/api/v1/messages/{message}/ledger");
            let page = get(http, &url, MOST_PAGE).await?;
            return self.keeping(&copy, page);
        }
        self.read(&copy, MOST_PAGE).await
    }

    /// A picture at the address that a page gives, `/pictures/…`; none if it is not there (any more), or the address
    /// leads elsewhere.
    pub async fn picture(&self, url: &str) -> Result<Option<Vec<u8>>> {
        let id = url.strip_prefix("/pictures/").unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let copy = format!("content{url}");
        if let Self::Server { http, prefix, .. } = self
            && let Some(board) = prefix.strip_suffix("/ledger")
        {
            let picture = get(http, &format!("{board}{url}"), MOST_PICTURE).await?;
            return self.keeping(&copy, picture);
        }
        self.read(&copy, MOST_PICTURE).await
    }

    /// The figures of a month as they were published.
    pub async fn figures(&self, month: &str) -> Result<Option<Vec<u8>>> {
        self.read(&format!("figures/{month}.csv"), MOST_TABLE).await
    }

    async fn must_read(&self, path: &Resource, most: usize) -> Result<Vec<u8>> {
        let found = self.read(path, most).await?;
        found.with_context(|| format!("{}/{path} 不存在：存证缺了文件，无法核验", self.place()))
    }

    async fn read(&self, path: &(dyn Display + Sync), most: usize) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Server { http, prefix, .. } => {
                let found = get(http, &format!("{prefix}/{path}"), most).await?;
                self.keeping(&path.to_string(), found)
            }
            Self::Folder(folder) => read_file(&folder.join(path.to_string()), most),
            Self::Archive(archive) => archive.read(&path.to_string(), most),
        }
    }

    /// What was found at a path, which is kept where that was asked for. What is read again replaces what was read before:
    /// a checkpoint is older than the files that go with the next.
    fn keeping(&self, path: &str, found: Option<Vec<u8>>) -> Result<Option<Vec<u8>>> {
        if let (
            Self::Server {
                keep: Some(folder), ..
            },
            Some(bytes),
        ) = (self, &found)
        {
            let path = Path::new(path);
            // A name of a file may come from an entry: it leads nowhere else.
            let stays = path
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            ensure!(stays, "{} 不是存证文件的名称", path.display());
            let file = folder.join(path);
            let into = file.parent().unwrap_or(folder);
            std::fs::create_dir_all(into)
                .and_then(|()| std::fs::write(&file, bytes))
                .with_context(|| format!("不能写入 {}", file.display()))?;
        }
        Ok(found)
    }
}

async fn get(http: &Http, url: &str, most: usize) -> Result<Option<Vec<u8>>> {
    let answer = http.get(url, most).await?;
    match answer.status {
        StatusCode::OK => Ok(Some(answer.body.to_vec())),
        StatusCode::NOT_FOUND | StatusCode::GONE => Ok(None),
        status => bail!("{url} 的回应是 {status}"),
    }
}

fn read_file(path: &Path, most: usize) -> Result<Option<Vec<u8>>> {
    let cannot = || format!("读不出 {}", path.display());
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(why) => return Err(why).with_context(cannot),
    };
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .with_context(cannot)?;
    ensure!(bytes.len() <= most, "{} 超过 {most} 字节", path.display());
    Ok(Some(bytes))
}

/// The full tile or bundle in the place of a partial one.
fn full(partial: &Resource) -> Result<Resource> {
    let path = partial.to_string();
    let path = path
        .split_once(".p/")
        .map_or(path.as_str(), |(path, _width)| path);
    path.parse().context("路径无法识别")
}
