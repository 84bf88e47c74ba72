//! The public log of this board: what it holds, what is signed, and what is served of it.
//!
//! It follows the events by position, as figures and search do, and is never on the write path. `follow.rs` is the
//! one path by which it grows; `sign.rs` signs what is durable and nothing else; the rest only reads.

mod board;
mod entry;
mod fault;
mod follow;
mod openings;
mod proofs;
mod rebuild;
mod receipts;
mod served;
mod sign;
mod tip;
mod witnessed;

pub use fault::Fault;
pub use openings::Opening;
pub use rebuild::{Compared, Rebuilt};
pub use served::Logged;
pub use sign::Signed;

use crate::board::App;
use ledger::checkpoints::SignedCheckpoint;
use ledger::keys::{SignerKey, VerifierKey};
use std::sync::{Arc, PoisonError, RwLock};
use tip::{Tiles, Tip};
use tokio::sync::{Mutex, watch};

/// What a process keeps of the log.
pub(crate) struct Ledger {
    /// Signs; none: another process of this board does.
    key: Option<SignerKey>,
    /// The right edge, for whoever takes the next step. None: it is to be read.
    tip: Mutex<Option<Tip>>,
    /// What proofs are made of.
    tiles: Tiles,
    signed: watch::Sender<Option<Arc<Signed>>>,
    /// What witnesses have cosigned.
    witnessed: watch::Sender<Option<Arc<SignedCheckpoint>>>,
    /// Why nothing is signed any more.
    fault: RwLock<Option<Fault>>,
}

impl Ledger {
    pub(crate) fn new(key: Option<SignerKey>) -> Self {
        Self {
            key,
            tip: Mutex::default(),
            tiles: Tiles::default(),
            signed: watch::Sender::new(None),
            witnessed: watch::Sender::new(None),
            fault: RwLock::default(),
        }
    }

    /// Nothing may be signed, and so nothing may be promised, while the past is in doubt.
    pub(crate) fn is_sound(&self) -> Result<(), Fault> {
        let fault = self.fault.read().unwrap_or_else(PoisonError::into_inner);
        fault.map_or(Ok(()), Err)
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

    /// The key with which this process signs.
    pub fn ledger_key(&self) -> Option<&VerifierKey> {
        self.ledger.key.as_ref().map(SignerKey::verifier)
    }

    /// The policy (C2SP tlog-policy) of a reader who trusts this log alone; none where this process has no key.
    pub fn ledger_policy(&self) -> Option<String> {
        let key = self.ledger_key()?;
        Some(format!(
            "log {key} {}/ledger\nquorum none\n",
            self.board.url
        ))
    }

    /// Why nothing is signed and no message is taken any more, if that is so.
    pub fn ledger_fault(&self) -> Option<Fault> {
        self.ledger.is_sound().err()
    }
}
