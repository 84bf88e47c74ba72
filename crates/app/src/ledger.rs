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
pub use receipts::Entered;
pub use served::Logged;
pub use sign::Signed;
pub use succession::Retired;

use crate::board::App;
use domain::ids::{MessageId, Number};
use ledger::checkpoints::SignedCheckpoint;
use ledger::keys::SignerKey;
use past::Past;
use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex as StdMutex, PoisonError, RwLock};
use tip::{Tiles, Tip};
use tokio::sync::{Mutex, oneshot, watch};

/// Messages whose first entry is remembered until nobody can still come for it.
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
    /// The messages that were taken in lately, and those whose writers wait for that.
    fresh: StdMutex<HashMap<MessageId, Fresh>>,
    /// Of those who wait, the one that takes the steps for all.
    turn: Mutex<()>,
    /// Why nothing is signed any more.
    fault: RwLock<Option<Fault>>,
}

/// A message that the log has just taken in, or is about to.
enum Fresh {
    /// It is signed; nobody has come for it yet.
    Entered(Number, Entered),
    /// Its writer waits.
    Awaited(oneshot::Sender<(Number, Entered)>),
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
            turn: Mutex::default(),
            fault: RwLock::default(),
        }
    }

    /// Nothing may be signed, and so nothing may be promised, while the past is in doubt.
    pub(crate) fn is_sound(&self) -> Result<(), Fault> {
        let fault = self.fault.read().unwrap_or_else(PoisonError::into_inner);
        fault.map_or(Ok(()), Err)
    }

    /// Tells those who wait for messages that were taken in and are signed. Of the others it is remembered; what nobody
    /// came for goes when there is too much.
    fn told(&self, entered: Vec<(MessageId, Number, Entered)>) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.len() > FRESH {
            fresh.retain(
                |_id, fresh| matches!(fresh, Fresh::Awaited(waiting) if !waiting.is_closed()),
            );
        }
        for (id, number, entered) in entered {
            if let Some(Fresh::Awaited(waiting)) = fresh.remove(&id) {
                // Whoever has given up waiting finds it later.
                waiting.send((number, entered)).ok();
            } else {
                fresh.insert(id, Fresh::Entered(number, entered));
            }
        }
    }

    /// Tells of a message once the log has taken it in and is signed.
    fn awaits(&self, id: MessageId) -> oneshot::Receiver<(Number, Entered)> {
        let (waiting, told) = oneshot::channel();
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Fresh::Entered(number, entered)) = fresh.remove(&id) {
            waiting.send((number, entered)).ok();
        } else {
            fresh.insert(id, Fresh::Awaited(waiting));
        }
        told
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
