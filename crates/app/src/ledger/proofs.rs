//! Proofs that an entry is in the log, and that the log only grew.

use super::fault::Fault;
use super::tip::Nodes;
use crate::board::App;
use crate::refusal::Refusal;
use ledger::checkpoints::SignedCheckpoint;
use ledger::hash::Hash;
use ledger::proofs::Proof;
use ledger::tree::Plan;

impl App {
    /// The proof that the log holds an entry, as of the checkpoint of it that was signed last; none where it holds none there.
    pub async fn ledger_proof(&self, log: u32, index: u64) -> Result<Option<Proof>, Refusal> {
        let Some(note) = self.ledger_note(log) else {
            return Ok(None);
        };
        let checkpoint = SignedCheckpoint::parse(note.as_bytes());
        let checkpoint = checkpoint.map_err(|_none| Fault::OtherKey)?;
        self.ledger_proof_under(log, index, checkpoint).await
    }

    /// The proof that the log holds an entry, as of a checkpoint of it that was signed before: one that witnesses have
    /// cosigned, say.
    pub async fn ledger_proof_under(
        &self,
        log: u32,
        index: u64,
        checkpoint: SignedCheckpoint,
    ) -> Result<Option<Proof>, Refusal> {
        let size = checkpoint.checkpoint().size;
        if index >= size || size > self.signed_size(log) {
            return Ok(None);
        }
        let plan = Plan::inclusion(index, size).map_err(|_range| Refusal::NotFound)?;
        Ok(Some(Proof {
            extra: None,
            index,
            path: self.hashes_of_plan(log, &plan, size).await?,
            checkpoint,
        }))
    }

    /// The proof that the log of `old` entries is the beginning of that of `new` entries; none where so many are not
    /// signed.
    pub async fn ledger_consistency(
        &self,
        log: u32,
        old: u64,
        new: u64,
    ) -> Result<Option<Vec<Hash>>, Refusal> {
        if new > self.signed_size(log) {
            return Ok(None);
        }
        match Plan::consistency(old, new) {
            Ok(plan) => self.hashes_of_plan(log, &plan, new).await.map(Some),
            Err(_range) => Ok(None),
        }
    }

    async fn hashes_of_plan(&self, log: u32, plan: &Plan, size: u64) -> Result<Vec<Hash>, Refusal> {
        let tiles = &self.ledger.tiles;
        let nodes = if let Some(nodes) = Nodes::at_hand(tiles, log, plan, size) {
            nodes
        } else {
            let read = self
                .db
                .read(async |tx| Nodes::read(tx, tiles, log, plan, size).await);
            read.await?
        };
        Ok(nodes.resolve(plan)?)
    }
}
