//! What witnesses elsewhere said of the log: the checkpoint that they cosigned, or that they have seen another past.

use super::Ledger;
use super::fault::Fault;
use super::past::Closed;
use crate::board::App;
use crate::refusal::Refusal;
use jiff::SignedDuration;
use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::tree::Frontier;
use std::sync::Arc;
use store::cursors;
use store::ledger::{self as rows, CheckpointRow};
use tokio::sync::watch;

/// How many entries the checkpoint that is served may lack because witnesses have not yet cosigned them, and how long
/// they may wait. Beyond that witnesses are not at hand, and what is new is worth more than their word.
const LACKS_AT_MOST: u64 = 1_000;
const LACKS_FOR: SignedDuration = SignedDuration::from_mins(5);

impl App {
    /// The last checkpoint that a witness cosigned, with the lines of all that did; as it changes.
    pub fn witnessed(&self) -> watch::Receiver<Option<Arc<SignedCheckpoint>>> {
        self.ledger.witnessed.subscribe()
    }

    /// The checkpoint of a log to serve to everybody: of a closed one its last; of the one that grows the last that
    /// witnesses cosigned, or where there is none so fresh, the last that was signed. None: nothing was signed yet.
    pub fn ledger_checkpoint(&self, log: u32) -> Option<Arc<str>> {
        if log != self.ledger_number() {
            return self.ledger_note(log);
        }
        let signed = self.ledger.signed.borrow().clone()?;
        let witnessed = self.ledger.witnessed.borrow().clone();
        let waits_since = self.clock.now().duration_since(signed.at);
        let fresh = witnessed.filter(|witnessed| {
            let size = witnessed.checkpoint().size;
            size >= signed.size
                || (size.saturating_add(LACKS_AT_MOST) >= signed.size && waits_since < LACKS_FOR)
        });
        Some(fresh.map_or_else(
            || signed.note.clone(),
            |witnessed| witnessed.to_string().into(),
        ))
    }

    /// Reads what was signed and cosigned before this process began.
    pub async fn ledger_recall(&self) -> Result<(), Refusal> {
        self.follow_checkpoint().await
    }

    /// Keeps a checkpoint that witnesses cosigned; the caller has verified their lines.
    pub async fn ledger_cosigned(&self, cosigned: SignedCheckpoint) -> Result<(), Refusal> {
        let row = CheckpointRow {
            log: self.ledger_number(),
            size: cosigned.checkpoint().size,
            position: 0,
            at: self.clock.now(),
            note: cosigned.to_string(),
        };
        self.ledger.tell_witnessed(cosigned);
        self.db
            .write(async |tx| Ok::<_, Refusal>(rows::set_witnessed(tx, &row).await?))
            .await
    }

    /// Keeps the last checkpoint of a closed log with the lines of witnesses, which the caller has verified.
    pub async fn ledger_cosigned_closed(
        &self,
        closed: &Closed,
        cosigned: &SignedCheckpoint,
    ) -> Result<(), Refusal> {
        let row = CheckpointRow {
            log: closed.number,
            size: cosigned.checkpoint().size,
            position: 0,
            at: closed.at,
            note: cosigned.to_string(),
        };
        self.db
            .write(async |tx| Ok::<_, Refusal>(rows::set_witnessed(tx, &row).await?))
            .await?;
        self.recall_the_past().await
    }

    /// A witness has seen so many entries of this log, and they are more than it has, or others: from now on nothing is
    /// signed.
    pub fn ledger_contradicted(&self, seen: u64) {
        let entries = self.signed_size(self.ledger_number());
        self.ledger.hold(if seen > entries {
            Fault::Shorter { entries, seen }
        } else {
            Fault::Rewritten { seen }
        });
    }

    /// Where nothing is known of what was signed last, on a new board or one that was restored, witnesses alone remember
    /// it: from now on nothing is signed, until [`Self::ledger_asked`]. To be called before the first step.
    pub async fn ledger_asks_first(&self) -> Result<(), Refusal> {
        let read = self
            .db
            .read(async |tx| cursors::get(tx, rows::RESTORED).await);
        let restored: Result<i64, store::Error> = read.await;
        if restored? > 0 || self.ledger.signed.borrow().is_none() {
            self.ledger.hold(Fault::Unasked);
        }
        Ok(())
    }

    /// Every witness has said what it has seen, and all of it was compared.
    pub async fn ledger_asked(&self) -> Result<(), Refusal> {
        if self.ledger_fault() != Some(Fault::Unasked) {
            return Ok(());
        }
        self.db
            .write(async |tx| Ok::<_, Refusal>(cursors::forget(tx, rows::RESTORED).await?))
            .await?;
        self.ledger.release(Fault::Unasked);
        Ok(())
    }

    /// The signed checkpoint of the log before its first entry: with it a witness can be asked what it has seen, and it
    /// promises nothing, for every history begins so. None in a process without the key.
    pub fn ledger_beginning(&self) -> Option<SignedCheckpoint> {
        let key = self.ledger.key.as_ref()?;
        let beginning = Checkpoint {
            origin: key.verifier().name().clone(),
            size: 0,
            root: Frontier::default().root(),
        };
        beginning.sign(key).ok()
    }

    /// Compares the log with the size that a witness saw of it. As [`Self::ledger_seen`], where the root is not known.
    pub async fn ledger_seen_size(&self, seen: u64) -> Result<(), Refusal> {
        let log = self.db.read(async |tx| rows::log(tx).await).await?;
        let entries = log.frontier.size();
        if seen > entries {
            let fault = Fault::Shorter { entries, seen };
            self.ledger.hold(fault);
            return Err(fault.into());
        }
        Ok(())
    }

    /// Takes over what another process had cosigned.
    pub(super) async fn follow_witnessed(&self) -> Result<(), Refusal> {
        let row = self.db.read(async |tx| rows::witnessed(tx).await).await?;
        // What was cosigned of a log that is closed says nothing of this one.
        if let Some(row) = row.filter(|row| row.log == self.ledger_number()) {
            let cosigned = SignedCheckpoint::parse(row.note.as_bytes());
            self.ledger
                .tell_witnessed(cosigned.ok().ok_or(Fault::OtherKey)?);
        }
        Ok(())
    }
}

impl Ledger {
    /// Never back to an older one; of one size the later has all lines.
    fn tell_witnessed(&self, cosigned: SignedCheckpoint) {
        self.witnessed.send_if_modified(|last| {
            let newer = last.as_deref().is_none_or(|last| {
                last.checkpoint().size <= cosigned.checkpoint().size && *last != cosigned
            });
            if newer {
                *last = Some(Arc::new(cosigned));
            }
            newer
        });
    }
}
