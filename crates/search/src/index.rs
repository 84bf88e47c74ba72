//! The index in its folder: opened, written in batches, and read at its latest commit.

use crate::error::{Error, Result};
use crate::schema::{Fields, LISTED_AT, VERSION, schema, tokenizers};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{
    IndexReader, IndexSettings, IndexSortByField, IndexWriter, Order, ReloadPolicy, Searcher,
    TantivyDocument, Term,
};

/// Bytes that the one writing thread gathers before it writes a segment.
const WRITER_BYTES: usize = 40_000_000;
/// How often a purge looks again.
const PURGES: u32 = 5;
/// Held by the process that writes the index.
const LOCK: &str = "lock";
/// What the library calls its list of segments.
const META: &str = "meta.json";
/// A segment where so great a part was replaced is written anew.
const MOST_REPLACED: f32 = 0.2;

/// How far the index has followed the events. It is committed with the segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The position of the last event that is in it.
    pub position: i64,
    /// The id of that event: another board, or a restored one, has another event there.
    pub event: i64,
    /// While it is built from the messages: the last message that is in it.
    pub building_after: Option<i64>,
}

/// A public message, as the index takes it: nothing else is ever in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The message.
    pub id: i64,
    /// When it was published, in milliseconds.
    pub listed_at: i64,
    /// The public title.
    pub title: String,
    /// Every other public text: body, demand, place, published replies, the office's title.
    pub texts: Vec<String>,
    /// The office.
    pub office: i64,
    /// The code of the domain.
    pub domain: String,
    /// The name of the subdomain.
    pub subdomain: Option<String>,
    /// The code of the kind.
    pub kind: &'static str,
    /// The code of the stage.
    pub stage: &'static str,
    /// The place and every place that it is in, as beginnings of codes.
    pub regions: Vec<String>,
    /// `overdue`, `returned`, `reopened`.
    pub flags: Vec<&'static str>,
}

/// The index of a board.
///
/// One process writes it; the lock is held as long as this lives. A commit is atomic and durable, and says how far it
/// is: after a crash the index is at its last commit, and the events after it are read again.
pub struct Index {
    pub(crate) fields: Fields,
    pub(crate) zone: TimeZone,
    tantivy: tantivy::Index,
    reader: IndexReader,
    /// None after a failure: the library ends its threads at the first error of the disk, and nothing more is taken.
    writer: Mutex<Option<IndexWriter>>,
    place: Mutex<Option<Place>>,
    folder: String,
    _lock: File,
}

/// What is committed with the segments.
#[derive(Serialize, Deserialize)]
struct Payload {
    version: u32,
    place: Place,
}

impl Index {
    /// Opens the index in a folder, or begins an empty one where there is none or one of another version. Years are
    /// counted in `zone`.
    pub fn open(folder: &Path, zone: TimeZone) -> Result<Self> {
        let name = folder.display().to_string();
        let cannot = |why| Error::Folder(name.clone(), why);
        fs::create_dir_all(folder).map_err(cannot)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(LOCK))
            .map_err(cannot)?;
        lock.try_lock()
            .map_err(|_held| Error::Locked(name.clone()))?;
        let place = look(folder).ok().flatten().map(|(_, place)| place);
        if place.is_none() {
            clear(folder).map_err(cannot)?;
        }
        let (schema, fields) = schema();
        let settings = IndexSettings {
            sort_by_field: Some(IndexSortByField {
                field: LISTED_AT.into(),
                order: Order::Desc,
            }),
            ..IndexSettings::default()
        };
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::builder()
            .schema(schema)
            .settings(settings)
            .tokenizers(tokenizers())
            .open_or_create(directory)?;
        let writer = writer_of(&index)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::OnCommitWithDelay)
            .doc_store_cache_num_blocks(0)
            .try_into()?;
        Ok(Self {
            fields,
            zone,
            tantivy: index,
            reader,
            writer: Mutex::new(Some(writer)),
            place: Mutex::new(place),
            folder: name,
            _lock: lock,
        })
    }

    /// How far it is; none: it is empty, and has to be built. What is found from now on is at least as new.
    pub fn place(&self) -> Option<Place> {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many messages are in it.
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Where it is.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Takes these messages out, puts those of `documents` in, and commits together with the place. Blocks until it
    /// is durable; whoever searches after that finds it.
    pub fn commit(&self, out: &[i64], documents: Vec<Document>, place: Place) -> Result<()> {
        self.write(|writer| {
            for id in out {
                writer.delete_term(Term::from_field_i64(self.fields.id, *id));
            }
            for document in documents {
                writer.add_document(self.row(document))?;
            }
            self.finish(writer, place)
        })
    }

    /// Writes every segment anew that still holds words of these messages though they were taken out of it, and removes
    /// the old files: of what was erased nothing is left in the folder. Blocks as long as that takes.
    ///
    /// A merge that runs meanwhile may carry the words into another segment: it looks again until there are none.
    pub fn purge(&self, ids: &[i64]) -> Result<()> {
        self.write(|writer| {
            for _ in 0..PURGES {
                let stale = self.stale(ids)?;
                if stale.is_empty() {
                    break;
                }
                for segment in stale {
                    if let Err(why) = writer.merge(&[segment]).wait() {
                        tracing::info!(%why, "a segment was merged by others meanwhile");
                    }
                }
                self.reader.reload()?;
            }
            writer.garbage_collect_files().wait()?;
            Ok(())
        })
    }

    /// The segments that know one of these messages and in which something was taken out.
    fn stale(&self, ids: &[i64]) -> Result<Vec<SegmentId>> {
        let mut stale = Vec::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.id)?;
            let mut holds_one = false;
            for id in ids {
                let documents = inverted.doc_freq(&Term::from_field_i64(self.fields.id, *id));
                holds_one |= documents.map_err(tantivy::TantivyError::from)? > 0;
            }
            if holds_one && segment.num_deleted_docs() > 0 {
                stale.push(segment.segment_id());
            }
        }
        Ok(stale)
    }

    /// Takes everything out.
    pub fn clear(&self, place: Place) -> Result<()> {
        self.write(|writer| {
            writer.delete_all_documents()?;
            self.finish(writer, place)
        })
    }

    /// Waits until no segments are being merged, for whoever measures.
    pub fn settle(self) -> Result<()> {
        let writer = self.writer.into_inner();
        let writer = writer.unwrap_or_else(PoisonError::into_inner);
        Ok(writer.map_or(Ok(()), IndexWriter::wait_merging_threads)?)
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn finish(&self, writer: &mut IndexWriter, place: Place) -> Result<()> {
        let payload = serde_json::to_string(&Payload {
            version: VERSION,
            place,
        })?;
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        // What is found is never older than the place: whoever keeps what was found keeps the place that it asked for
        // before.
        self.reader.reload()?;
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok(())
    }

    /// Does something with the writer. One that failed is not used again: the next begins at the last commit.
    fn write<T>(&self, act: impl FnOnce(&mut IndexWriter) -> Result<T>) -> Result<T> {
        let mut kept = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writer = match kept.take() {
            Some(writer) => writer,
            None => self.writer_anew()?,
        };
        let done = act(&mut writer)?;
        *kept = Some(writer);
        Ok(done)
    }

    /// A writer after one that failed. What that one committed is there, whatever it said.
    fn writer_anew(&self) -> Result<IndexWriter> {
        let writer = writer_of(&self.tantivy)?;
        let place = place_in(&self.tantivy)?;
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
        tracing::info!("the index is written again");
        Ok(writer)
    }

    fn row(&self, document: Document) -> TantivyDocument {
        let fields = &self.fields;
        let mut row = TantivyDocument::default();
        row.add_i64(fields.id, document.id);
        row.add_i64(fields.listed_at, document.listed_at);
        row.add_i64(fields.office, document.office);
        row.add_text(fields.domain, document.domain);
        if let Some(subdomain) = document.subdomain {
            row.add_text(fields.subdomain, subdomain);
        }
        row.add_text(fields.kind, document.kind);
        row.add_text(fields.stage, document.stage);
        for region in document.regions {
            row.add_text(fields.region, region);
        }
        for flag in document.flags {
            row.add_text(fields.flags, flag);
        }
        row.add_text(fields.title, &document.title);
        row.add_text(fields.words, &document.title);
        // Values of one field stand apart: no phrase reaches from a title into the body.
        for text in std::iter::once(document.title).chain(document.texts) {
            row.add_text(fields.characters, &text);
            row.add_text(fields.text, text);
        }
        row
    }
}

/// How many messages the index in a folder holds and how far it is, without opening it for writing; none where there
/// is no index of this version.
pub fn look(folder: &Path) -> Result<Option<(u64, Place)>> {
    if !folder.join(META).exists() {
        return Ok(None);
    }
    let index = tantivy::Index::open_in_dir(folder)?;
    let segments = index.load_metas()?.segments;
    let messages = segments
        .iter()
        .map(|segment| u64::from(segment.num_docs()))
        .sum();
    Ok(place_in(&index)?.map(|place| (messages, place)))
}

/// How far an index is, by its last commit; none where it is not of this version.
fn place_in(index: &tantivy::Index) -> Result<Option<Place>> {
    let payload: Option<Payload> = index
        .load_metas()?
        .payload
        .as_deref()
        .map(serde_json::from_str)
        .transpose()?;
    let is_current = index.schema() == schema().0;
    Ok(payload
        .filter(|payload| is_current && payload.version == VERSION)
        .map(|payload| payload.place))
}

fn writer_of(index: &tantivy::Index) -> Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build();
    let writer: IndexWriter = index.writer_with_options(options)?;
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(MOST_REPLACED);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

/// Removes what an index left in its folder. A folder that holds something else is left alone.
fn clear(folder: &Path) -> std::io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != LOCK {
            files.push(entry);
        }
    }
    let is_index = files
        .iter()
        .any(|file| file.file_name() == META || file.file_name() == ".managed.json");
    if !files.is_empty() && !is_index {
        return Err(std::io::Error::other(
            "it holds files that are not of an index; name an empty folder",
        ));
    }
    for file in files {
        if file.file_type()?.is_file() {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}
