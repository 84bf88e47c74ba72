//! The keys that signed, and the logs that were closed: what stands still while a log grows.

use super::fault::Fault;
use super::sign::Signed;
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use ledger::checkpoints::SignedCheckpoint;
use ledger::keys::{SignerKey, VerifierKey};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use store::Tx;
use store::ledger::{self as rows, KeyRow};

/// What a process remembers of it.
#[derive(Default)]
pub(super) struct Past {
    keys: Vec<KeyRow>,
    closed: BTreeMap<u32, Arc<Closed>>,
}

/// A log that another one succeeds.
#[derive(Clone, Debug)]
pub struct Closed {
    /// Its number, from 1.
    pub number: u32,
    /// Its last checkpoint, with the lines of witnesses.
    pub checkpoint: SignedCheckpoint,
    /// The same, as it is served.
    pub note: Arc<str>,
    /// When it was signed.
    pub at: Timestamp,
}

impl Past {
    async fn load(tx: &mut Tx) -> Result<Self, Refusal> {
        let mut closed = BTreeMap::new();
        for row in rows::closed(tx).await? {
            let (signed, checkpoint) = Signed::of(row)?;
            let log = Closed {
                number: signed.log,
                checkpoint,
                note: signed.note,
                at: signed.at,
            };
            // Of each log the latest comes last, and with the lines of witnesses after without.
            closed.insert(log.number, Arc::new(log));
        }
        Ok(Self {
            keys: rows::keys(tx).await?,
            closed,
        })
    }

    fn keys_of(&self, log: u32) -> impl DoubleEndedIterator<Item = &KeyRow> {
        self.keys.iter().filter(move |row| row.log == log)
    }
}

impl App {
    /// The number of the log that grows, from 1.
    pub fn ledger_number(&self) -> u32 {
        self.past().keys.last().map_or(1, |row| row.log)
    }

    /// The key that signs now; none where nothing was signed yet, and this process has none.
    pub fn ledger_key(&self) -> Option<VerifierKey> {
        let past = self.past();
        let signs = past.keys.last().map(|row| row.key.clone());
        signs.or_else(|| Some(self.ledger.key.as_ref()?.verifier().clone()))
    }

    /// The key that signed the tree of so many entries of a log.
    pub fn ledger_key_at(&self, log: u32, size: u64) -> Option<VerifierKey> {
        let past = self.past();
        let mut latest_first = past.keys_of(log).rev();
        let signed = latest_first.find(|row| row.since < size || row.since == 0);
        signed.map(|row| row.key.clone())
    }

    /// The keys that signed the log that grows before the present one, each with the entries up to which it did.
    pub fn ledger_earlier_keys(&self) -> Vec<(VerifierKey, u64)> {
        let past = self.past();
        let keys: Vec<_> = past.keys_of(self.ledger_number()).collect();
        let pairs = keys.iter().zip(keys.iter().skip(1));
        pairs
            .map(|(before, after)| (before.key.clone(), after.since))
            .collect()
    }

    /// The checkpoint at which one key handed over to the next, signed by both.
    pub fn ledger_handover(&self, log: u32, size: u64) -> Option<String> {
        let past = self.past();
        let mut rows = past.keys_of(log);
        rows.find(|row| row.since == size)?.handover.clone()
    }

    /// The logs that were closed, in their order.
    pub fn ledger_closed(&self) -> Vec<Arc<Closed>> {
        self.past().closed.values().cloned().collect()
    }

    /// The address of a log: the first is where every reader looks.
    pub fn ledger_address(&self, log: u32) -> String {
        let url = &self.board.url;
        match log {
            1 => format!("{url}/ledger"),
            log => format!("{url}/ledger/{log}"),
        }
    }

    /// The policy (C2SP tlog-policy) of a reader who trusts this board alone: every key that signed, with what it
    /// signed; none where nothing was signed yet, and this process has no key.
    pub fn ledger_policy(&self) -> Option<String> {
        let past = self.past();
        let mut lines = Vec::new();
        let nexts = past.keys.iter().skip(1).map(Some).chain([None]);
        for (row, next) in past.keys.iter().zip(nexts) {
            let after = row.since;
            lines.push(match next {
                Some(next) if next.log == row.log => {
                    let until = next.since;
                    format!("# signed trees of more than {after} and up to {until} entries")
                }
                Some(_next) => format!("# signed trees of more than {after} entries; closed"),
                None => format!("# signs trees of more than {after} entries"),
            });
            let address = self.ledger_address(row.log);
            lines.push(format!("log {} {address}", row.key));
        }
        if lines.is_empty() {
            let key = self.ledger_key()?;
            lines.push(format!("log {key} {}", self.ledger_address(1)));
        }
        lines.push("quorum none\n".to_owned());
        Some(lines.join("\n"))
    }

    /// The last checkpoint of a log, without the lines of witnesses if it grows.
    pub fn ledger_note(&self, log: u32) -> Option<Arc<str>> {
        let signed = self.ledger.signed.borrow().clone();
        match signed.filter(|signed| signed.log == log) {
            Some(signed) => Some(signed.note.clone()),
            None => Some(self.past().closed.get(&log)?.note.clone()),
        }
    }

    /// How many entries of a log are signed.
    pub(super) fn signed_size(&self, log: u32) -> u64 {
        let signed = self.ledger.signed.borrow();
        if let Some(signed) = signed.as_ref().filter(|signed| signed.log == log) {
            return signed.size;
        }
        let past = self.past();
        let closed = past.closed.get(&log);
        closed.map_or(0, |closed| closed.checkpoint.checkpoint().size)
    }

    /// Whether this key is the one that signs now; where none was named yet, it is from now on.
    pub(super) async fn is_the_key_that_signs(&self, key: &SignerKey) -> Result<(), Refusal> {
        let read = async |tx: &mut Tx| {
            let log = rows::log(tx).await?.number;
            let keys = rows::keys(tx).await?;
            let signs = keys.into_iter().rfind(|row| row.log == log);
            Ok::<_, Refusal>((log, signs.map(|row| row.key)))
        };
        let (log, mut signs) = self.db.read(read).await?;
        if signs.is_none() {
            let first = KeyRow {
                log,
                since: 0,
                key: key.verifier().clone(),
                handover: None,
            };
            self.db
                .write(async |tx| Ok::<_, Refusal>(rows::add_key(tx, &first).await?))
                .await?;
            // Another process may have named another one.
            signs = self.db.read(read).await?.1;
        }
        self.recall_the_past().await?;
        if signs.as_ref() == Some(key.verifier()) {
            return Ok(());
        }
        self.ledger.hold(Fault::OtherKey);
        Err(Fault::OtherKey.into())
    }

    /// Reads it anew.
    pub(crate) async fn recall_the_past(&self) -> Result<(), Refusal> {
        let past = self.db.read(async |tx| Past::load(tx).await).await?;
        let mut known = self
            .ledger
            .past
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *known = Arc::new(past);
        Ok(())
    }

    fn past(&self) -> Arc<Past> {
        let known = self
            .ledger
            .past
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }
}
