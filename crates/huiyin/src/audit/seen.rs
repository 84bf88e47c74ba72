//! The checkpoint that a reader keeps from one audit to the next: what was in the ledger then must still be there.

use crate::beside;
use anyhow::{Context, Result};
use ledger::checkpoints::SignedCheckpoint;
use ledger::policy::Policy;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Reads the checkpoint that was kept; none before the first audit.
///
/// # Errors
///
/// When it cannot be read, or no ledger of the policy signed it: it is damaged, or of another ledger.
pub fn read(path: &Path, policy: &Policy) -> Result<Option<SignedCheckpoint>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(why).with_context(|| format!("读不出 {}", path.display())),
    };
    let not_ours = || {
        format!(
            "{} 不是这份存证的检查点：它可能损坏了，或者属于另一份存证",
            path.display()
        )
    };
    let signed = SignedCheckpoint::parse(&bytes).with_context(not_ours)?;
    let by_one = policy
        .logs()
        .iter()
        .find(|log| signed.verify(&log.key).is_ok());
    by_one.with_context(not_ours)?;
    Ok(Some(signed))
}

/// Keeps a checkpoint for the next audit, in the place of the last.
pub fn keep(path: &Path, signed: &SignedCheckpoint) -> Result<()> {
    let cannot = || format!("写不进 {}", path.display());
    let mut beside = beside::public_file(path).with_context(cannot)?;
    beside
        .write_all(signed.to_string().as_bytes())
        .with_context(cannot)?;
    beside.as_file().sync_all().with_context(cannot)?;
    beside.persist(path).with_context(cannot)?;
    Ok(())
}
