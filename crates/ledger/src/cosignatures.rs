//! Cosignatures (C2SP tlog-cosignature, Ed25519, type 0x04): a witness states at which time this was the
//! largest consistent tree it had seen.

use crate::checkpoints::{Checkpoint, SignedCheckpoint};
use crate::keys::{Algorithm, SignerKey, VerifierKey};
use crate::notes::{CannotSign, SignatureLine, Unverified};

/// The latest time a cosignature may carry, in seconds since 1970.
pub const MAX_TIME: u64 = (1 << 63) - 1;

/// Cosigns a checkpoint at `time`, in seconds since 1970. The caller must have recorded the checkpoint
/// before: a witness never signs two trees that are not prefixes of each other.
pub fn cosign(
    checkpoint: &Checkpoint,
    time: u64,
    key: &SignerKey,
) -> Result<SignatureLine, CannotSign> {
    if key.verifier().algorithm() != Algorithm::Cosignature {
        return Err(CannotSign::Algorithm);
    }
    if time > MAX_TIME {
        return Err(CannotSign::Time);
    }
    let signature = key.sign_bytes(message(&checkpoint.to_string(), time).as_bytes());
    Ok(SignatureLine::new(
        key.verifier(),
        [time.to_be_bytes().as_slice(), &signature].concat(),
    ))
}

/// The time, in seconds since 1970, at which a witness with a key of type 0x04 cosigned. If it did several
/// times, the latest; one wrong signature in its name spoils all.
pub fn verify(signed: &SignedCheckpoint, key: &VerifierKey) -> Result<u64, Unverified> {
    if key.algorithm() != Algorithm::Cosignature {
        return Err(Unverified::Algorithm);
    }
    let mut latest = None;
    for line in signed
        .note()
        .signatures()
        .iter()
        .filter(|line| line.claims(key))
    {
        let time = verify_line(signed.note().text(), line, key);
        latest = latest.max(Some(time.ok_or_else(|| Unverified::Invalid {
            name: key.name().clone(),
        })?));
    }
    latest.ok_or_else(|| Unverified::Missing {
        name: key.name().clone(),
    })
}

fn verify_line(text: &str, line: &SignatureLine, key: &VerifierKey) -> Option<u64> {
    let (time, signature) = line.signature().split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    let valid =
        time <= MAX_TIME && key.accepts(message(text, time).as_bytes(), signature.try_into().ok()?);
    valid.then_some(time)
}

/// What is signed: two lines of its own, then the text of the checkpoint.
fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

#[cfg(test)]
mod tests;
