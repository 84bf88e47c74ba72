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
    /// The proof that the log holds an entry, as of the checkpoint that was signed last; none where it holds none there.
    pub async fn ledger_proof(&self, index: u64) -> Result<Option<Proof>, Refusal> {
        let signed = self.ledger.signed.borrow().clone();
        let Some(signed) = signed else {
            return Ok(None);
        };
        let checkpoint = SignedCheckpoint::parse(signed.note.as_bytes());
        let checkpoint = checkpoint.map_err(|_none| Fault::OtherKey)?;
        self.ledger_proof_under(index, checkpoint).await
    }

    /// The proof that the log holds an entry, as of a checkpoint of it that was signed before: one that witnesses have
    /// cosigned, say.
    pub async fn ledger_proof_under(
        &self,
        index: u64,
        checkpoint: SignedCheckpoint,
    ) -> Result<Option<Proof>, Refusal> {
        let size = checkpoint.checkpoint().size;
        if index >= size || size > self.signed_size() {
            return Ok(None);
        }
        let plan = Plan::inclusion(index, size).map_err(|_range| Refusal::NotFound)?;
        Ok(Some(Proof {
            extra: None,
            index,
            path: self.hashes_of_plan(&plan, size).await?,
            checkpoint,
        }))
    }

    /// The proof that the log of `old` entries is the beginning of that of `new` entries; none where so many are not
    /// signed.
    pub async fn ledger_consistency(
        &self,
        old: u64,
        new: u64,
    ) -> Result<Option<Vec<Hash>>, Refusal> {
        if new > self.signed_size() {
            return Ok(None);
        }
        match Plan::consistency(old, new) {
            Ok(plan) => self.hashes_of_plan(&plan, new).await.map(Some),
            Err(_range) => Ok(None),
        }
    }

    async fn hashes_of_plan(&self, plan: &Plan, size: u64) -> Result<Vec<Hash>, Refusal> {
        let tiles = &self.ledger.tiles;
        let nodes = if let Some(nodes) = Nodes::at_hand(tiles, plan, size) {
            nodes
        } else {
            let read = self
                .db
                .read(async |tx| Nodes::read(tx, tiles, plan, size).await);
            read.await?
        };
        Ok(nodes.resolve(plan)?)
    }
}
