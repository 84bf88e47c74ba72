//! The log goes on under another key, or in another log. Each is one transaction with all of it: the entry, what is
//! signed over it, and the key that signs from there on; cut short, nothing of it happened.

use super::fault::Fault;
use super::follow::not_an_entry;
use super::sign::Signed;
use super::tip::{Tip, above};
use crate::board::App;
use crate::refusal::Refusal;
use crate::security::Happened;
use domain::Timestamp;
use domain::security::SecurityKind;
use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::entries::Entry;
use ledger::facts::{Fact, Name};
use ledger::hash::Hash;
use ledger::keys::{SignerKey, VerifierKey};
use ledger::kinds::Kind;
use ledger::succession::{Announced, retired_facts, succeeded_facts};
use ledger::tiles::Edge;
use ledger::tree::{empty_root, leaf_hash};
use std::collections::BTreeMap;
use store::cursors;
use store::ledger::{self as rows, Growth, KeyRow, Log, NewEntry, Succession};

/// How a log was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// Its number.
    pub number: u32,
    /// The entries of it that are signed.
    pub size: u64,
    /// The root of those.
    pub root: Hash,
    /// Whether its last entry, under its own key, names the log that succeeds it.
    pub announced: bool,
    /// How many entries of it were seen elsewhere, if they are more.
    pub seen: Option<u64>,
}

/// The end of a log.
struct End {
    /// How far it is, with its last entry.
    log: Log,
    /// That entry, if it could be signed.
    growth: Option<Growth>,
    /// The last checkpoint.
    checkpoint: Checkpoint,
    /// The same to be kept, if it is new.
    signed: Option<Signed>,
    /// The last event under it.
    position: i64,
    key: VerifierKey,
}

impl App {
    /// Lets another key of the same name sign from the next checkpoint on. The last entry under the old key names it,
    /// and both sign the tree that ends with that entry. The size of that tree. This process signs nothing any more.
    ///
    /// # Errors
    ///
    /// [`Refusal::Ledger`] where this process has not the key that signs, or the log is in doubt.
    pub async fn ledger_rotate(&self, next: &SignerKey) -> Result<u64, Refusal> {
        let key = self.ledger.key.as_ref().ok_or(Fault::OtherKey)?;
        let tip = self.followed_up().await?;
        let facts = Announced::facts(key.verifier(), next.verifier());
        let now = self.clock.now();
        let (growth, mut note) = ends_with(tip, Kind::KeyRotated, facts, key, now)?;
        note.sign_too(next).map_err(|_name| Fault::OtherKey)?;
        let signed = signed(&growth.to, &note, now);
        let row = KeyRow {
            log: signed.log,
            since: signed.size,
            key: next.verifier().clone(),
            handover: Some(note.to_string()),
        };
        let write = async |tx: &mut store::Tx| {
            rows::grow(tx, &growth).await?;
            rows::add_key(tx, &row).await?;
            rows::set_checkpoint(tx, &signed.row()).await?;
            let done = Happened::done(SecurityKind::Keys).detail("ledger/rotated");
            Ok::<_, Refusal>(self.record_in(tx, done).await?)
        };
        self.db.write(write).await?;
        self.recall_the_past().await?;
        self.ledger.tell(signed);
        Ok(row.since)
    }

    /// Closes the log for good and begins the one that succeeds it, whose first entry commits to what was signed of this
    /// one. Where this process has the key and nothing is in doubt, the last entry names the next log. This process
    /// signs nothing any more.
    ///
    /// # Errors
    ///
    /// [`Refusal::Ledger`] where it cannot name the next log, unless `silently`; [`Refusal::NotFound`] where no key ever
    /// signed.
    pub async fn ledger_retire(
        &self,
        next: &SignerKey,
        silently: bool,
    ) -> Result<Retired, Refusal> {
        let now = self.clock.now();
        let end = match self.announced_end(next, now).await {
            Err(Refusal::Ledger(_doubt)) if silently => self.silent_end().await?,
            announced => announced?,
        };
        let seen = match self.ledger_fault() {
            Some(Fault::Shorter { seen, .. } | Fault::Rewritten { seen }) => Some(seen),
            _ => None,
        };
        let seen = seen.filter(|seen| *seen > end.checkpoint.size);
        let succession = Succession {
            size: end.checkpoint.size.min(end.log.frontier.size()),
            position: end.position,
            from: end.log,
        };
        let facts = succeeded_facts(&end.checkpoint, &end.key, seen);
        let tip = Tip {
            log: succession.next(),
            edge: Edge::default(),
        };
        let (first, note) = ends_with(tip, Kind::LogSucceeded, facts, next, now)?;
        let begun = signed(&first.to, &note, now);
        let key = KeyRow {
            log: begun.log,
            since: 0,
            key: next.verifier().clone(),
            handover: None,
        };
        let write = async |tx: &mut store::Tx| {
            if let Some(growth) = &end.growth {
                rows::grow(tx, growth).await?;
            }
            if let Some(signed) = &end.signed {
                rows::set_checkpoint(tx, &signed.row()).await?;
            }
            rows::succeed(tx, &succession, |at| self.ids.next(at)).await?;
            rows::grow(tx, &first).await?;
            rows::add_key(tx, &key).await?;
            rows::set_checkpoint(tx, &begun.row()).await?;
            // Whatever was signed of the log before, of this one nothing was.
            cursors::forget(tx, rows::RESTORED).await?;
            let done = Happened::done(SecurityKind::Keys).detail("ledger/retired");
            Ok::<_, Refusal>(self.record_in(tx, done).await?)
        };
        self.db.write(write).await?;
        self.recall_the_past().await?;
        self.ledger.tell(begun);
        Ok(Retired {
            number: succession.from.number,
            size: end.checkpoint.size,
            root: end.checkpoint.root,
            announced: end.growth.is_some(),
            seen,
        })
    }

    /// The end of a log that its own key signs.
    async fn announced_end(&self, next: &SignerKey, now: Timestamp) -> Result<End, Refusal> {
        let key = self.ledger.key.as_ref().ok_or(Fault::OtherKey)?;
        let tip = self.followed_up().await?;
        let facts = retired_facts(next.verifier());
        let (growth, note) = ends_with(tip, Kind::LogRetired, facts, key, now)?;
        Ok(End {
            log: growth.to.clone(),
            checkpoint: note.checkpoint().clone(),
            signed: Some(signed(&growth.to, &note, now)),
            position: growth.to.position,
            growth: Some(growth),
            key: key.verifier().clone(),
        })
    }

    /// The end of a log whose key is lost, or which is in doubt: what was signed of it last.
    async fn silent_end(&self) -> Result<End, Refusal> {
        let read = self.db.read(async |tx| {
            let log = rows::log(tx).await?;
            let keys = rows::keys(tx).await?;
            let last = rows::checkpoint(tx).await?;
            Ok::<_, Refusal>((log, keys, last))
        });
        let (log, keys, last) = read.await?;
        let key = keys.into_iter().rfind(|row| row.log == log.number);
        let key = key.ok_or(Refusal::NotFound)?.key;
        let last = last.filter(|row| row.log == log.number).map(Signed::of);
        let (checkpoint, position) = match last.transpose()? {
            // What is missing of it cannot be told anew.
            Some((signed, note)) if signed.size > log.frontier.size() => {
                (note.checkpoint().clone(), log.position)
            }
            Some((signed, note)) => (note.checkpoint().clone(), signed.position),
            None => {
                let nothing = Checkpoint {
                    origin: key.name().clone(),
                    size: 0,
                    root: empty_root(),
                };
                (nothing, 0)
            }
        };
        Ok(End {
            log,
            growth: None,
            checkpoint,
            signed: None,
            position,
            key,
        })
    }

    /// The right edge of the log, once it has taken in all that there is. Whoever goes on from it ends the signing.
    async fn followed_up(&self) -> Result<Tip, Refusal> {
        while self.integrate().await? {}
        self.ledger.is_sound()?;
        let tip = self.ledger.tip.lock().await.take();
        tip.ok_or(Refusal::Stale)
    }
}

/// The log with one entry more, and the checkpoint over it. It becomes durable with the entry or not at all.
fn ends_with(
    mut tip: Tip,
    kind: Kind,
    facts: BTreeMap<Name, Fact>,
    key: &SignerKey,
    now: Timestamp,
) -> Result<(Growth, SignedCheckpoint), Fault> {
    let entry = Entry {
        kind,
        time: u64::try_from(now.as_millisecond()).unwrap_or(0),
        link: None,
        office: None,
        fields: BTreeMap::new(),
        facts,
    };
    let bytes = entry.encode().map_err(|why| not_an_entry(&why))?;
    let leaf = leaf_hash(&bytes);
    let full = tip.edge.append(leaf);
    let to = Log {
        frontier: tip.edge.frontier(),
        ..tip.log.clone()
    };
    let checkpoint = Checkpoint {
        origin: key.verifier().name().clone(),
        size: to.frontier.size(),
        root: to.frontier.root(),
    };
    let note = checkpoint.sign(key).map_err(|_name| Fault::OtherKey)?;
    let growth = Growth {
        from: tip.log,
        to,
        entries: vec![NewEntry {
            kind,
            told: None,
            leaf,
            bytes,
        }],
        hashes: full.iter().map(above).collect(),
        sealed: Vec::new(),
        batched: Vec::new(),
        taken: Vec::new(),
    };
    Ok((growth, note))
}

fn signed(log: &Log, note: &SignedCheckpoint, at: Timestamp) -> Signed {
    Signed {
        log: log.number,
        size: note.checkpoint().size,
        root: note.checkpoint().root,
        at,
        note: note.to_string().into(),
        position: log.position,
    }
}
