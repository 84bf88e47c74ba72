//! What shows that the logs hold the entries of a message, and what they bind: all that a reader needs to check it
//! without us.

use crate::web::Web;
use app::Refusal;
use app::ledger::{Fault, Logged, Openings};
use domain::actor::Actor;
use domain::ids::MessageId;
use ledger::checkpoints::SignedCheckpoint;
use ledger::hash::Hash;
use ledger::keys::VerifierKey;
use std::sync::Arc;

/// Entries of one message, with what proves and opens them, log by log. The last is the log that grows, unless all its
/// entries are in closed ones.
pub(crate) struct Evidence {
    /// The last log that holds entries of the message.
    pub(crate) last: Part,
    /// The logs before it that do.
    pub(crate) earlier: Vec<Part>,
}

/// What one log holds of a message.
pub(crate) struct Part {
    /// The number of the log.
    pub(crate) log: u32,
    /// The entries, each with its path to the root of the checkpoint.
    pub(crate) entries: Vec<(Logged, Vec<Hash>)>,
    /// The texts that this reader may read and the pictures that they may see, in the order of the entries.
    pub(crate) openings: Openings,
    /// What was signed last of this log; none while nothing was.
    pub(crate) note: Option<Arc<str>>,
    /// The key that signed it.
    pub(crate) key: Option<VerifierKey>,
}

impl Evidence {
    /// Of a message, for whoever looks. The checkpoint is read last, so that it covers all that was read before.
    pub(crate) async fn of(web: &Web, actor: &Actor, id: MessageId) -> Result<Self, Refusal> {
        let logged = web.app.ledger_of_message(id).await?;
        let openings = web.app.ledger_openings(actor, id).await?;
        let mut logs: Vec<u32> = logged.iter().map(|entry| entry.log).collect();
        logs.dedup();
        let mut parts = Vec::with_capacity(logs.len());
        for log in logs {
            let entries = logged.iter().filter(|entry| entry.log == log);
            parts.push(Part::of(web, log, entries.cloned().collect(), &openings).await?);
        }
        let last = match parts.pop() {
            Some(last) => last,
            None => Part::of(web, web.app.ledger_number(), Vec::new(), &openings).await?,
        };
        Ok(Self {
            last,
            earlier: parts,
        })
    }

    /// The parts in the order of the logs.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.earlier.iter().chain([&self.last])
    }
}

impl Part {
    async fn of(
        web: &Web,
        log: u32,
        logged: Vec<Logged>,
        openings: &Openings,
    ) -> Result<Self, Refusal> {
        let held = |at: u32, index: u64| {
            let mut entries = logged.iter();
            entries.any(|entry| (entry.log, entry.index) == (at, index))
        };
        let mut openings = openings.clone();
        openings.texts.retain(|text| held(text.log, text.index));
        openings
            .pictures
            .retain(|picture| held(picture.log, picture.index));
        let note = web.app.ledger_note(log);
        let checkpoint = note.as_deref().map(read).transpose()?;
        let mut entries = Vec::with_capacity(logged.len());
        for entry in logged {
            let proof = match &checkpoint {
                Some(checkpoint) => {
                    let checkpoint = checkpoint.clone();
                    let proof = web.app.ledger_proof_under(log, entry.index, checkpoint);
                    proof.await?
                }
                None => None,
            };
            let path = proof.ok_or(Refusal::NotFound)?.path;
            entries.push((entry, path));
        }
        let size = checkpoint.map_or(0, |checkpoint| checkpoint.checkpoint().size);
        Ok(Self {
            log,
            entries,
            openings,
            note,
            key: web.app.ledger_key_at(log, size),
        })
    }
}

/// The very bytes that are hashed, which are ASCII.
pub(crate) fn text(logged: &Logged) -> Result<String, Refusal> {
    let bytes = logged.entry.encode().ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| Fault::Entry.into())
}

/// The checkpoint was written by this program: that it cannot be read would be a fault of the log.
fn read(note: &str) -> Result<SignedCheckpoint, Refusal> {
    SignedCheckpoint::parse(note.as_bytes()).map_err(|_unread| Fault::OtherKey.into())
}
