//! Signing: one checkpoint for every size that is durable, and none for a past that is in doubt.

use super::Ledger;
use super::fault::Fault;
use super::tip::{Tip, root_at};
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::hash::Hash;
use ledger::keys::SignerKey;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::Tx;
use store::ledger::{self as rows, CheckpointRow};

/// A signed checkpoint.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The number of the log.
    pub log: u32,
    /// How many entries the log had.
    pub size: u64,
    /// Its root at that size.
    pub root: Hash,
    /// When it was signed.
    pub at: Timestamp,
    /// The signed note, as it is served.
    pub note: Arc<str>,
    /// The last event that the log had taken in.
    pub position: i64,
}

impl Signed {
    /// How late it is among all.
    fn place(&self) -> (u32, u64, i64) {
        (self.log, self.size, self.position)
    }

    pub(super) fn row(&self) -> CheckpointRow {
        CheckpointRow {
            log: self.log,
            size: self.size,
            position: self.position,
            at: self.at,
            note: self.note.to_string(),
        }
    }

    pub(super) fn of(row: CheckpointRow) -> Result<(Self, SignedCheckpoint), Fault> {
        let note = SignedCheckpoint::parse(row.note.as_bytes());
        let note = note.ok().ok_or(Fault::OtherKey)?;
        let signed = Self {
            log: row.log,
            size: note.checkpoint().size,
            root: note.checkpoint().root,
            at: row.at,
            note: row.note.into(),
            position: row.position,
        };
        Ok((signed, note))
    }
}

impl App {
    /// Compares the log with what a witness saw of it. Where it saw more, or another past, nothing is signed any more
    /// and the board is only read: this is asked at start, before the first signature.
    pub async fn ledger_seen(&self, size: u64, root: Hash) -> Result<(), Refusal> {
        let compared = self
            .db
            .read(async |tx| {
                let log = rows::log(tx).await?;
                let entries = log.frontier.size();
                is_prefix(tx, log.number, entries, size, root).await
            })
            .await;
        if let Err(Refusal::Ledger(fault)) = &compared {
            self.ledger.hold(*fault);
        }
        compared
    }

    /// Signs the log as it is, durable, unless that was done, and tells it at once. What a crash left unsigned is signed
    /// in the same way, to the same bytes.
    pub(super) fn sign(&self, key: &SignerKey, tip: &Tip) -> Result<(), Fault> {
        let size = tip.log.frontier.size();
        let last = self.ledger.signed.borrow().clone();
        if let Some(last) = last.filter(|last| last.size == size) {
            if last.position < tip.log.position {
                // The events since then made no entry: the same checkpoint covers them.
                self.ledger.tell(Signed {
                    position: tip.log.position,
                    ..Signed::clone(&last)
                });
            }
            return Ok(());
        }
        if size == 0 {
            return Ok(());
        }
        self.ledger.is_sound()?;
        let root = tip.log.frontier.root();
        let checkpoint = Checkpoint {
            origin: key.verifier().name().clone(),
            size,
            root,
        };
        let note = checkpoint.sign(key).ok().ok_or(Fault::OtherKey)?;
        self.ledger.tell(Signed {
            log: tip.log.number,
            size,
            root,
            at: self.clock.now(),
            note: note.to_string().into(),
            position: tip.log.position,
        });
        Ok(())
    }

    /// Keeps the checkpoint that was told last, where that was not done. It may lag: what it covers is durable, and to
    /// sign it again gives the same bytes.
    pub(super) async fn keep_checkpoint(&self) -> Result<(), Refusal> {
        let signed = self.ledger.signed.borrow().clone();
        let Some(signed) = signed else {
            return Ok(());
        };
        if self.ledger.kept.load(Ordering::Acquire) >= signed.size {
            return Ok(());
        }
        let row = signed.row();
        self.db
            .write(async |tx| Ok::<_, Refusal>(rows::set_checkpoint(tx, &row).await?))
            .await?;
        self.ledger.kept.fetch_max(signed.size, Ordering::AcqRel);
        Ok(())
    }

    /// Takes over what another process signed.
    pub(super) async fn follow_checkpoint(&self) -> Result<(), Refusal> {
        self.recall_the_past().await?;
        let row = self.db.read(async |tx| rows::checkpoint(tx).await).await?;
        if let Some(row) = row {
            self.ledger.tell(Signed::of(row)?.0);
        }
        self.follow_witnessed().await
    }

    /// Compares the last signature with the log before anything is signed again.
    pub(super) async fn agrees_with_the_past(&self, key: &SignerKey) -> Result<(), Refusal> {
        self.is_the_key_that_signs(key).await?;
        let compared = self
            .db
            .read(async |tx| {
                let Some(row) = rows::checkpoint(tx).await? else {
                    return Ok(None);
                };
                let (signed, note) = Signed::of(row)?;
                if note.verify(key.verifier()).is_err() {
                    return Err(Fault::OtherKey.into());
                }
                let log = rows::log(tx).await?;
                let entries = log.frontier.size();
                is_prefix(tx, log.number, entries, signed.size, signed.root).await?;
                Ok(Some(signed))
            })
            .await;
        match compared {
            Ok(signed) => {
                if let Some(signed) = signed {
                    self.ledger.tell(signed);
                }
                Ok(())
            }
            Err(Refusal::Ledger(fault)) => {
                self.ledger.hold(fault);
                Err(fault.into())
            }
            Err(other) => Err(other),
        }
    }
}

impl Ledger {
    /// Never back to an older one.
    pub(super) fn tell(&self, signed: Signed) {
        self.signed.send_if_modified(|last| {
            let newer = last
                .as_ref()
                .is_none_or(|last| last.place() < signed.place());
            if newer {
                *last = Some(Arc::new(signed));
            }
            newer
        });
    }
}

/// Whether a tree that was seen is the beginning of the log of so many entries.
async fn is_prefix(
    tx: &mut Tx,
    log: u32,
    entries: u64,
    seen: u64,
    root: Hash,
) -> Result<(), Refusal> {
    if seen > entries {
        return Err(Fault::Shorter { entries, seen }.into());
    }
    if root_at(tx, log, seen, entries).await? == root {
        Ok(())
    } else {
        Err(Fault::Rewritten { seen }.into())
    }
}
