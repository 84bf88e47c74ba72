//! Reads a ledger from its first entry to its last, and everything that must follow from them.

use super::AT_ONCE;
use super::facts::code;
use super::recount::Recount;
use super::replay::{Illegal, Replay};
use super::source::Source;
use anyhow::{Context, Result};
use futures::stream::{self, StreamExt};
use indicatif::ProgressBar;
use ledger::checkpoints::Checkpoint;
use ledger::entries::{Entry, Link};
use ledger::facts::MessageNumber;
use ledger::kinds::Kind;
use ledger::tiles::{Bundle, Tile};
use ledger::tree::Node;
use ledger::verification::{Audit, Batch};
use std::collections::BTreeMap;

/// Where an entry stands: the number of its log, from 1, and its index there.
pub type Place = (u32, u64);

/// A ledger that was read.
pub struct Chain {
    /// Its number among those that succeeded each other, from 1.
    pub number: u32,
    /// Its first entry, if that says which log it succeeds.
    pub succeeds: Option<Entry>,
    /// The entry that closes it.
    pub retired: Option<(u64, Entry)>,
    /// What was signed.
    pub target: Checkpoint,
    /// The check of tree and threads.
    pub audit: Audit,
    /// What the rules of the product forbid.
    pub illegal: Vec<Illegal>,
    /// Which message an entry belongs to, as far as it says.
    pub messages: BTreeMap<u64, MessageNumber>,
    /// The entries of each message, where they are wanted to compare texts with them.
    pub threads: BTreeMap<MessageNumber, Vec<(Place, Entry)>>,
    /// Entries that erase, by the code of their ground.
    pub erased: BTreeMap<String, u64>,
    /// Bundles and tiles that were read.
    pub files: u64,
    /// The steps of the messages.
    pub replay: Replay,
    /// The figures that come of them.
    pub recount: Recount,
    keeps_threads: bool,
}

impl Chain {
    /// Reads all entries and tiles of the tree that was signed. `seen` is the checkpoint that the reader kept, `before` the
    /// log that this one succeeds: the threads of messages go on from it.
    ///
    /// # Errors
    ///
    /// When a file cannot be read. What is wrong with what was read is no error but a finding.
    pub async fn read(
        source: &Source,
        target: Checkpoint,
        seen: Option<&Checkpoint>,
        keeps_threads: bool,
        bar: &ProgressBar,
        before: Option<&mut Self>,
    ) -> Result<Self> {
        let size = target.size;
        let mut chain = Self {
            number: 1,
            succeeds: None,
            retired: None,
            audit: Audit::new(target.clone(), seen.cloned()),
            target,
            illegal: Vec::new(),
            messages: BTreeMap::new(),
            threads: BTreeMap::new(),
            erased: BTreeMap::new(),
            files: 0,
            replay: Replay::default(),
            recount: Recount::default(),
            keeps_threads,
        };
        if let Some(before) = before {
            chain.number = before.number + 1;
            chain.audit = chain.audit.continuing(&mut before.audit);
            chain.threads = std::mem::take(&mut before.threads);
            chain.replay = std::mem::take(&mut before.replay);
            chain.recount = std::mem::take(&mut before.recount);
        }
        bar.set_length(size);
        let mut files = stream::iter(Bundle::all(size))
            .map(|bundle| async move {
                let leaves = leaves_of(bundle, size).context("一束记录没有对应的指纹")?;
                tokio::try_join!(source.bundle(bundle), source.tile(leaves))
            })
            .buffered(AT_ONCE);
        let mut right = Vec::new();
        while let Some(bundle) = chain.audit.next_bundle()
            && let Some(read) = files.next().await
        {
            let (bytes, leaves) = read?;
            chain.files += 2;
            chain.name(bundle, &bytes);
            let batch = chain.audit.read(&bytes);
            chain.compare(source, &batch, &leaves).await?;
            for (index, entry) in batch.entries {
                chain.follow(index, entry);
            }
            right = leaves;
            bar.inc(bundle.width().into());
        }
        if chain.audit.is_complete() {
            chain.compare_edge(source, &right).await?;
        }
        bar.finish_and_clear();
        Ok(chain)
    }

    /// Whether nothing was found so far.
    pub fn is_clean(&self) -> bool {
        self.audit.findings().is_empty() && self.illegal.is_empty()
    }

    /// Remembers which message each entry names, also where the entry cannot be read otherwise.
    fn name(&mut self, bundle: Bundle, bytes: &[u8]) {
        let Ok(entries) = bundle.parse(bytes) else {
            return;
        };
        for (index, entry) in (bundle.first_entry()..).zip(entries) {
            if let Some(message) = named_in(entry) {
                self.messages.insert(index, message);
            }
        }
    }

    /// Compares the tiles that are full by now; `leaves` is the lowest.
    async fn compare(&mut self, source: &Source, batch: &Batch, leaves: &[u8]) -> Result<()> {
        for expected in &batch.tiles {
            if expected.tile().level() == 0 {
                self.audit.compare(expected, leaves);
            } else {
                let served = source.tile(expected.tile()).await?;
                self.audit.compare(expected, &served);
                self.files += 1;
            }
        }
        Ok(())
    }

    /// Compares the tiles at the right edge.
    async fn compare_edge(&mut self, source: &Source, leaves: &[u8]) -> Result<()> {
        let edge: Vec<_> = self.audit.partial_tiles().collect();
        for expected in edge {
            if expected.tile().level() == 0 {
                self.audit.compare(&expected, leaves);
            } else {
                let served = source.tile(expected.tile()).await?;
                self.audit.compare(&expected, &served);
                self.files += 1;
            }
        }
        Ok(())
    }

    fn follow(&mut self, index: u64, entry: Entry) {
        self.illegal.extend(self.replay.follow(index, &entry));
        self.recount.follow((self.number, index), &entry);
        if entry.kind == Kind::Erased {
            let ground = code(&entry, "ground").unwrap_or("unknown");
            *self.erased.entry(ground.to_owned()).or_default() += 1;
        }
        match entry.kind {
            Kind::LogSucceeded if index == 0 => self.succeeds = Some(entry.clone()),
            Kind::LogRetired => self.retired = Some((index, entry.clone())),
            _ => {}
        }
        if let Some(message) = entry.link.as_ref().map(Link::message)
            && self.keeps_threads
        {
            let thread = self.threads.entry(message.clone()).or_default();
            thread.push(((self.number, index), entry));
        }
    }
}

/// The tile of leaf hashes beside a bundle.
fn leaves_of(bundle: Bundle, size: u64) -> Option<Tile> {
    let first = Node {
        level: 0,
        index: bundle.first_entry(),
    };
    Tile::holding(first, size)
}

/// The number of the message in an entry that may be damaged elsewhere.
fn named_in(entry: &[u8]) -> Option<MessageNumber> {
    let text = String::from_utf8_lossy(entry);
    let (_before, after) = text.split_once("\"s\":\"")?;
    let (number, _rest) = after.split_once('"')?;
    number.parse().ok()
}
