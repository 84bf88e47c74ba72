//! What shows that the log holds the entries of a message, and what they bind: all that a reader needs to check it
//! without us.

use crate::web::Web;
use app::Refusal;
use app::ledger::{Fault, Logged, Openings, Signed};
use domain::actor::Actor;
use domain::ids::MessageId;
use ledger::checkpoints::SignedCheckpoint;
use ledger::hash::Hash;
use ledger::proofs::Proof;
use std::sync::Arc;

/// Entries of one message, with what proves and opens them.
pub(crate) struct Evidence {
    /// The entries, each with its path to the root of the checkpoint.
    pub(crate) entries: Vec<(Logged, Vec<Hash>)>,
    /// The texts that this reader may read and the pictures that they may see, in the order of the entries.
    pub(crate) openings: Openings,
    /// What was signed last; none while nothing was.
    pub(crate) signed: Option<Arc<Signed>>,
}

impl Evidence {
    /// Of a message, for whoever looks. The checkpoint is read last, so that it covers all that was read before.
    pub(crate) async fn of(web: &Web, actor: &Actor, id: MessageId) -> Result<Self, Refusal> {
        let logged = web.app.ledger_of_message(id).await?;
        let mut openings = web.app.ledger_openings(actor, id).await?;
        let held = |index: u64| logged.iter().any(|entry| entry.index == index);
        openings.texts.retain(|opening| held(opening.index));
        openings.pictures.retain(|opening| held(opening.index));
        let signed = web.app.signed().borrow().clone();
        let checkpoint = signed.as_ref().map(|signed| read(signed)).transpose()?;
        let mut entries = Vec::with_capacity(logged.len());
        for entry in logged {
            let proof = match &checkpoint {
                Some(checkpoint) => prove(web, entry.index, checkpoint).await?,
                None => None,
            };
            let path = proof.ok_or(Refusal::NotFound)?.path;
            entries.push((entry, path));
        }
        Ok(Self {
            entries,
            openings,
            signed,
        })
    }
}

/// The very bytes that are hashed, which are ASCII.
pub(crate) fn text(logged: &Logged) -> Result<String, Refusal> {
    let bytes = logged.entry.encode().ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| Fault::Entry.into())
}

async fn prove(
    web: &Web,
    index: u64,
    checkpoint: &SignedCheckpoint,
) -> Result<Option<Proof>, Refusal> {
    let checkpoint = checkpoint.clone();
    web.app.ledger_proof_under(index, checkpoint).await
}

/// The checkpoint was written by this program: that it cannot be read would be a fault of the log.
fn read(signed: &Signed) -> Result<SignedCheckpoint, Refusal> {
    SignedCheckpoint::parse(signed.note.as_bytes()).map_err(|_unread| Fault::OtherKey.into())
}
