//! Sealed messages (reports of misconduct, danger, not public): a day's entries as blinded commitments, in
//! batches of one size, so that neither what, where, why, when exactly nor how many shows.

use std::collections::BTreeMap;

use crate::commitments::{Commitment, Salt};
use crate::entries::{Entry, InvalidEntry};
use crate::facts::{Fact, Name, Value};
use crate::kinds::Kind;

/// The commitments in every batch, real ones and fillers.
pub const SLOTS: usize = 64;

/// The field under which a sealed entry is committed to.
const FIELD: Name = Name::literal("sealed");

/// The fact that holds the commitments.
const LIST: Name = Name::literal("list");

/// The commitment to a sealed entry. The writer who keeps entry and salt can show later what was received.
pub fn seal(entry: &Entry, salt: &Salt) -> Result<Commitment, InvalidEntry> {
    Ok(Commitment::to(&FIELD, salt, &entry.encode()?))
}

/// The batches of one day, at least one even if nothing came in. `midnight` is the day's end in milliseconds
/// since 1970 and the only time that shows; `filler` gives random bytes, which nobody can tell from a
/// commitment. Sorted, so that the order says nothing either.
pub fn batches(
    midnight: u64,
    mut commitments: Vec<Commitment>,
    mut filler: impl FnMut() -> Commitment,
) -> Vec<Entry> {
    let slots = commitments.len().max(1).next_multiple_of(SLOTS);
    commitments.resize_with(slots, &mut filler);
    commitments.sort_unstable();
    let batch = |slots: &[Commitment]| Entry {
        kind: Kind::SealedBatch,
        time: midnight,
        link: None,
        office: None,
        fields: BTreeMap::new(),
        facts: BTreeMap::from([(
            LIST,
            Fact::Many(slots.iter().map(|slot| Value::Hash(*slot.hash())).collect()),
        )]),
    };
    commitments.chunks(SLOTS).map(batch).collect()
}

/// Whether the batch holds this commitment.
pub fn holds(batch: &Entry, commitment: &Commitment) -> bool {
    let value = Value::Hash(*commitment.hash());
    batch.kind == Kind::SealedBatch
        && matches!(batch.facts.get(&LIST), Some(Fact::Many(values)) if values.contains(&value))
}

#[cfg(test)]
mod tests;
