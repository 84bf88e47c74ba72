//! The public log of this board: what it holds, what is signed, and what is served of it.
//!
//! It follows the events by position, as figures and search do, and is never on the write path. `follow.rs` is the
//! one path by which it grows; `sign.rs` signs what is durable and nothing else; the rest only reads.

mod board;
mod entry;
mod fault;
mod follow;
mod openings;
mod past;
mod proofs;
mod published;
mod rebuild;
mod receipts;
mod served;
mod sign;
mod succession;
mod tip;
mod witnessed;

pub use fault::Fault;
pub use openings::{OpenPicture, Opening, Openings};
pub use past::Closed;
pub use rebuild::{Compared, Rebuilt};
pub(crate) use receipts::New;
pub use served::Logged;
pub use sign::Signed;
pub use succession::Retired;

use crate::board::App;
use domain::ids::MessageId;
use ledger::checkpoints::SignedCheckpoint;
use ledger::entries::Entry;
use ledger::keys::SignerKey;
use past::Past;
use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex as StdMutex, PoisonError, RwLock};
use tip::{Tiles, Tip};
use tokio::sync::{Mutex, watch};

/// First entries that are remembered until nobody can still wait for them.
const FRESH: usize = 5_000;

/// What a process keeps of the log.
pub(crate) struct Ledger {
    /// Signs; none: another process of this board does.
    key: Option<SignerKey>,
    /// The keys that signed, and the logs that were closed.
    past: RwLock<Arc<Past>>,
    /// The right edge, for whoever takes the next step. None: it is to be read.
    tip: Mutex<Option<Tip>>,
    /// What proofs are made of.
    tiles: Tiles,
    signed: watch::Sender<Option<Arc<Signed>>>,
    /// What witnesses have cosigned.
    witnessed: watch::Sender<Option<Arc<SignedCheckpoint>>>,
    /// The size of the checkpoint that was kept.
    kept: AtomicU64,
    /// The first entries of messages that were taken in lately, for their writers, who wait.
    fresh: StdMutex<HashMap<MessageId, (u32, u64, Entry)>>,
    /// Why nothing is signed any more.
    fault: RwLock<Option<Fault>>,
}

impl Ledger {
    pub(crate) fn new(key: Option<SignerKey>) -> Self {
        Self {
            key,
            past: RwLock::default(),
            tip: Mutex::default(),
            tiles: Tiles::default(),
            signed: watch::Sender::new(None),
            witnessed: watch::Sender::new(None),
            kept: AtomicU64::new(0),
            fresh: StdMutex::default(),
            fault: RwLock::default(),
        }
    }

    /// Nothing may be signed, and so nothing may be promised, while the past is in doubt.
    pub(crate) fn is_sound(&self) -> Result<(), Fault> {
        let fault = self.fault.read().unwrap_or_else(PoisonError::into_inner);
        fault.map_or(Ok(()), Err)
    }

    /// Remembers first entries for those who wait for them; what nobody fetched goes when there are too many.
    fn remember(&self, log: u32, entries: Vec<(MessageId, u64, Entry)>) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.len() > FRESH {
            fresh.clear();
        }
        fresh.extend(
            entries
                .into_iter()
                .map(|(id, index, entry)| (id, (log, index, entry))),
        );
    }

    /// The first entry of a message with its log and its index, once.
    fn fetch(&self, id: MessageId) -> Option<(u32, u64, Entry)> {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.remove(&id)
    }

    /// Goes on where this was all that was wrong.
    fn release(&self, fault: Fault) {
        let mut held = self.fault.write().unwrap_or_else(PoisonError::into_inner);
        if *held == Some(fault) {
            *held = None;
        }
    }

    fn hold(&self, fault: Fault) {
        tracing::error!(%fault, "the ledger signs nothing any more");
        *self.fault.write().unwrap_or_else(PoisonError::into_inner) = Some(fault);
    }
}

impl App {
    /// What was signed last, as it changes. None: nothing was signed yet.
    pub fn signed(&self) -> watch::Receiver<Option<Arc<Signed>>> {
        self.ledger.signed.subscribe()
    }

    /// Whether this process signs the log.
    pub fn signs_the_ledger(&self) -> bool {
        self.ledger.key.is_some()
    }

    /// Why nothing is signed and no message is taken any more, if that is so.
    pub fn ledger_fault(&self) -> Option<Fault> {
        self.ledger.is_sound().err()
    }
}
