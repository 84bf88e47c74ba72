//! The checkpoint that a reader keeps from one audit to the next: what was in the ledger then must still be there.

use crate::beside;
use anyhow::{Context, Result, ensure};
use ledger::checkpoints::SignedCheckpoint;
use ledger::notes::Unverified;
use ledger::policy::{Log, Policy};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Reads the checkpoint that was kept; none before the first audit.
///
/// # Errors
///
/// When it cannot be read, is damaged, or is of another ledger than those of the policy and what succeeds them. Whether
/// the key that signed it was one of the ledger, the ledger itself tells.
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
    let origin = signed.checkpoint().origin.as_str();
    let succeeds = |log: &str| {
        let number = origin.strip_prefix(log);
        number.is_some_and(|number| number.is_empty() || number.starts_with('/'))
    };
    let logs = policy.logs();
    let is_damaged = |log: &Log| matches!(signed.verify(&log.key), Err(Unverified::Invalid { .. }));
    ensure!(
        logs.iter().any(|log| succeeds(log.key.name().as_str())) && !logs.iter().any(is_damaged),
        not_ours()
    );
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
