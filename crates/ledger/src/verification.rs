//! The offline check of a whole log: every entry is read once, in order, and everything that was published
//! about it is recomputed. The caller fetches; this module judges, and goes on after a fault where it can.

use std::collections::BTreeMap;

use crate::checkpoints::Checkpoint;
use crate::commitments::Salt;
use crate::entries::{Entry, InvalidEntry, Link};
use crate::facts::{MessageNumber, Name};
use crate::hash::Hash;
use crate::kinds::Kind;
use crate::succession::{Announced, Rotation};
use crate::tiles::{Bundle, Edge, MalformedBundle, Tile, TileHashes};
use crate::tree::{empty_root, leaf_hash};

/// A check under way: [`Audit::next_bundle`], [`Audit::read`] until there is none, then [`Audit::finish`].
#[derive(Debug)]
pub struct Audit {
    /// How many logs came before this one.
    log: u32,
    target: Checkpoint,
    seen: Option<Checkpoint>,
    edge: Edge,
    threads: BTreeMap<MessageNumber, Thread>,
    absent: Vec<Absent>,
    rotations: Vec<Rotation>,
    findings: Vec<Finding>,
    unreadable: bool,
}

/// Where the thread of a message stands.
#[derive(Debug)]
struct Thread {
    step: u64,
    last: Hash,
    time: u64,
    /// The last entry after which texts may be gone: how many logs came before its own, and its index.
    removed: Option<(u32, u64)>,
}

/// A text that is not published any more; whether it may be gone is known when all is read.
#[derive(Debug)]
struct Absent {
    index: u64,
    message: Option<MessageNumber>,
    field: Name,
}

/// What one bundle held.
#[derive(Debug)]
pub struct Batch {
    /// The entries that could be read, with their indices, for checks that need the rules of the product.
    pub entries: Vec<(u64, Entry)>,
    /// The tiles that the log must serve by now, to be compared by [`Audit::compare`].
    pub tiles: Vec<TileHashes>,
}

/// What a check found, and how much it looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The entries read.
    pub entries: u64,
    /// The messages that they belong to.
    pub messages: usize,
    /// Faults in the order in which they came up; none is the good case.
    pub findings: Vec<Finding>,
}

/// Evidence that something was changed, left out or put in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// A bundle cannot be read; nothing behind it was checked.
    #[error("{bundle}: {fault}")]
    Bundle {
        /// Which one.
        bundle: Bundle,
        /// What is wrong.
        fault: MalformedBundle,
    },
    /// An entry cannot be read.
    #[error("entry {index}: {fault}")]
    Entry {
        /// Its place in the log.
        index: u64,
        /// What is wrong.
        fault: InvalidEntry,
    },
    /// An entry does not continue the thread of its message.
    #[error("entry {index} of message {message}: {fault}")]
    Thread {
        /// Its place in the log.
        index: u64,
        /// The message.
        message: MessageNumber,
        /// What is wrong.
        fault: ThreadFault,
    },
    /// A served tile is not the one that follows from the entries.
    #[error("{tile} does not follow from the entries, from entry {entry} on")]
    Tile {
        /// Which one.
        tile: Tile,
        /// The first entry under the first hash that differs.
        entry: u64,
    },
    /// The entries have another root than the signed one.
    #[error("{entries} entries have the root {computed}, and {signed} is signed")]
    Root {
        /// The number of entries.
        entries: u64,
        /// The root that follows from them.
        computed: Hash,
        /// The root of the checkpoint.
        signed: Hash,
    },
    /// The log is smaller than it was, or at the size seen before it has another root now.
    #[error("the log of {seen} entries that was seen before is not a prefix of this one")]
    Rewritten {
        /// The size seen before.
        seen: u64,
    },
    /// The checkpoint seen before is another log's.
    #[error("the checkpoint seen before is of another log")]
    OtherOrigin,
    /// A text is gone, and no later entry of its message says why.
    #[error("entry {index}: {field} is gone, and no later entry of the message removes it")]
    Absent {
        /// The entry's place in the log.
        index: u64,
        /// The field.
        field: Name,
    },
    /// A published text is not the one that the entry binds.
    #[error("entry {index}: the published {field} is not the one that was committed to")]
    Content {
        /// The entry's place in the log.
        index: u64,
        /// The field.
        field: Name,
    },
}

/// How an entry fails to continue its message's thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ThreadFault {
    /// A counter was skipped or used twice.
    #[error("it is the message's entry {given}, and {expected} was next")]
    Step {
        /// The counter that was next.
        expected: u64,
        /// The counter of the entry.
        given: u64,
    },
    /// The link is to another entry than the one before.
    #[error("it links to another entry than the message's last")]
    Link,
    /// The entry is dated before the one it follows.
    #[error("it is dated before the message's last entry")]
    Time,
}

impl Audit {
    /// Begins a check of the log as of `target`, whose signatures the caller has verified. `seen` is the last
    /// checkpoint that the reader kept, if any.
    pub fn new(target: Checkpoint, seen: Option<Checkpoint>) -> Self {
        let mut findings = Vec::new();
        // Another log's checkpoint is no evidence against this one: it is named and left aside.
        let seen = seen.filter(|seen| {
            let same = seen.origin == target.origin;
            if !same {
                findings.push(Finding::OtherOrigin);
            }
            same
        });
        if let Some(seen) = &seen
            && (seen.size > target.size || (seen.size == 0 && seen.root != empty_root()))
        {
            findings.push(Finding::Rewritten { seen: seen.size });
        }
        Self {
            log: 0,
            target,
            seen,
            edge: Edge::default(),
            threads: BTreeMap::new(),
            absent: Vec::new(),
            rotations: Vec::new(),
            findings,
            unreadable: false,
        }
    }

    /// Goes on where the check of the log that this one succeeds ended: the threads of messages go across.
    #[must_use]
    pub fn continuing(mut self, before: &mut Self) -> Self {
        self.log = before.log + 1;
        self.threads = std::mem::take(&mut before.threads);
        self
    }

    /// The changes of keys that the entries announce, in their order.
    pub fn rotations(&self) -> &[Rotation] {
        &self.rotations
    }

    /// The bundle to read next; none when all are read or one could not be.
    pub fn next_bundle(&self) -> Option<Bundle> {
        if self.unreadable {
            return None;
        }
        Bundle::holding(self.edge.size(), self.target.size).map(|(bundle, _)| bundle)
    }

    /// Checks the bytes of the bundle that [`Audit::next_bundle`] named.
    pub fn read(&mut self, bytes: &[u8]) -> Batch {
        let mut batch = Batch {
            entries: Vec::new(),
            tiles: Vec::new(),
        };
        let Some(bundle) = self.next_bundle() else {
            return batch;
        };
        match bundle.parse(bytes) {
            Ok(entries) => entries
                .into_iter()
                .for_each(|entry| self.entry(entry, &mut batch)),
            Err(fault) => {
                self.findings.push(Finding::Bundle { bundle, fault });
                self.unreadable = true;
            }
        }
        batch
    }

    /// The partial tiles at the right edge that the log must serve, to be compared when all is read.
    pub fn partial_tiles(&self) -> impl Iterator<Item = TileHashes> {
        self.edge.tiles()
    }

    /// Compares a tile as it is served with the one that follows from the entries.
    pub fn compare(&mut self, expected: &TileHashes, served: &[u8]) {
        if expected.to_bytes() != served {
            self.findings.push(Finding::Tile {
                tile: expected.tile(),
                entry: expected.first_difference(served),
            });
        }
    }

    /// Compares a published text with the commitment of its entry.
    pub fn content(
        &mut self,
        index: u64,
        entry: &Entry,
        field: &Name,
        salt: &Salt,
        content: &[u8],
    ) {
        if !entry
            .fields
            .get(field)
            .is_some_and(|commitment| commitment.opens_with(field, salt, content))
        {
            self.findings.push(Finding::Content {
                index,
                field: field.clone(),
            });
        }
    }

    /// Notes that a text which was public is not published (any more). That is a finding unless a later
    /// entry of the message redacts, takes down, withdraws or erases.
    pub fn absent(&mut self, index: u64, entry: &Entry, field: &Name) {
        let message = entry.link.as_ref().map(|link| link.message().clone());
        self.absent.push(Absent {
            index,
            message,
            field: field.clone(),
        });
    }

    /// Whether all entries were read. Only then the partial tiles are those of the target.
    pub fn is_complete(&self) -> bool {
        !self.unreadable && self.edge.size() == self.target.size
    }

    /// Whether a later entry of the message says that texts of this one may be gone.
    pub fn is_removed(&self, index: u64, entry: &Entry) -> bool {
        self.is_removed_after(self.log, index, entry)
    }

    /// The same of an entry in the log before which so many came.
    pub fn is_removed_after(&self, log: u32, index: u64, entry: &Entry) -> bool {
        let message = entry.link.as_ref().map(Link::message);
        self.is_removed_since((log, index), message)
    }

    fn is_removed_since(&self, place: (u32, u64), message: Option<&MessageNumber>) -> bool {
        let thread = message.and_then(|message| self.threads.get(message));
        // Never removed (none) sorts before every index.
        thread.and_then(|thread| thread.removed) > Some(place)
    }

    /// The faults found so far, without those of the texts that are gone and of the root.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Compares the root and ends the check.
    pub fn finish(mut self) -> Report {
        for Absent {
            index,
            message,
            field,
        } in std::mem::take(&mut self.absent)
        {
            if !self.is_removed_since((self.log, index), message.as_ref()) {
                self.findings.push(Finding::Absent { index, field });
            }
        }
        let entries = self.edge.size();
        let computed = self.edge.frontier().root();
        if !self.unreadable && computed != self.target.root {
            self.findings.push(Finding::Root {
                entries,
                computed,
                signed: self.target.root,
            });
        }
        Report {
            entries,
            messages: self.threads.len(),
            findings: self.findings,
        }
    }

    fn entry(&mut self, bytes: &[u8], batch: &mut Batch) {
        let index = self.edge.size();
        let leaf = leaf_hash(bytes);
        batch.tiles.extend(self.edge.append(leaf));
        self.look_back();
        match Entry::parse(bytes) {
            Ok(entry) => {
                self.follow(index, &entry, leaf);
                batch.entries.push((index, entry));
            }
            Err(fault) => self.findings.push(Finding::Entry { index, fault }),
        }
    }

    /// At the size seen before, the root must be the one seen before.
    fn look_back(&mut self) {
        if let Some(seen) = &self.seen
            && seen.size == self.edge.size()
            && seen.root != self.edge.frontier().root()
        {
            self.findings.push(Finding::Rewritten { seen: seen.size });
        }
    }

    fn follow(&mut self, index: u64, entry: &Entry, leaf: Hash) {
        if entry.kind == Kind::KeyRotated {
            self.rotations.push(Rotation {
                index,
                announced: Announced::of(entry),
                root: self.edge.frontier().root(),
            });
        }
        let Some(link) = &entry.link else { return };
        let last = self.threads.get(link.message());
        let removed = if entry.kind.removes_content() {
            Some((self.log, index))
        } else {
            last.and_then(|thread| thread.removed)
        };
        let faults = thread_faults(last, entry.time, link);
        let thread = Thread {
            step: link.step(),
            last: leaf,
            time: entry.time,
            removed,
        };
        self.threads.insert(link.message().clone(), thread);
        for fault in faults.into_iter().flatten() {
            self.findings.push(Finding::Thread {
                index,
                message: link.message().clone(),
                fault,
            });
        }
    }
}

fn thread_faults(last: Option<&Thread>, time: u64, link: &Link) -> [Option<ThreadFault>; 3] {
    let expected = last.map_or(1, |thread| thread.step + 1);
    let step = ThreadFault::Step {
        expected,
        given: link.step(),
    };
    let linked = last.is_none_or(|thread| link.previous() == Some(&thread.last));
    let in_time = last.is_none_or(|thread| thread.time <= time);
    [
        (link.step() != expected).then_some(step),
        (!linked).then_some(ThreadFault::Link),
        (!in_time).then_some(ThreadFault::Time),
    ]
}

#[cfg(test)]
mod tests;
