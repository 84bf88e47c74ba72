//! Proof of work: a puzzle that costs whoever asks a second of computing, and the board two hashes.
//!
//! Puzzles and solutions are those of ALTCHA (version 2): a number with which the SHA-256 of salt, nonce and number
//! begins with so many zeros. Nothing is kept of a puzzle that was given out: its signature shows that it is ours.

use crate::board::App;
use altcha::{
    Challenge, CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge,
    verify_solution,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::Value;

/// A puzzle can be solved for so long. Whoever takes longer over a form is given another one.
const VALID: SignedDuration = SignedDuration::from_mins(20);
/// What a solution begins with, in hexadecimal: about 65,000 hashes, a tenth of a second on a laptop and two seconds on
/// an old telephone.
const PREFIX: &str = "0000";
/// Where a puzzle says until when it is valid. ALTCHA's own `expiresAt` is held against the clock of the machine, which
/// is not always the board's.
const ENDS: &str = "ends";
/// No solution is longer.
const LONGEST: usize = 2048;

/// A puzzle that was solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solved {
    /// What tells it from every other one of ours.
    pub puzzle: String,
    /// Until when it is valid.
    pub ends: Timestamp,
}

impl App {
    /// A new puzzle, as JSON. None where the machine has no randomness.
    pub fn draw_puzzle(&self) -> Option<String> {
        let ends = self.clock.now() + VALID;
        let drawn = create_challenge(CreateChallengeOptions {
            algorithm: "SHA-256".into(),
            cost: 1,
            key_prefix: PREFIX.into(),
            data: Some([(ENDS.to_owned(), Value::from(ends.as_second()))].into()),
            hmac_signature_secret: Some(self.puzzle_secret()),
            ..CreateChallengeOptions::default()
        });
        let written = drawn
            .map_err(|why| why.to_string())
            .and_then(|challenge| serde_json::to_string(&challenge).map_err(|why| why.to_string()));
        written
            .inspect_err(|why| tracing::error!(%why, "no puzzle could be made"))
            .ok()
    }

    /// The puzzle that a payload solves. None: it is not solved, not one of ours, or over.
    pub fn solved(&self, payload: &str) -> Option<Solved> {
        if payload.is_empty() || payload.len() > LONGEST {
            return None;
        }
        let json = BASE64_STANDARD.decode(payload).ok()?;
        let Payload {
            challenge,
            solution,
        } = serde_json::from_slice(&json).ok()?;
        // The signature is held against the puzzle before anything is computed: cost and length are what we set.
        let options = VerifySolutionOptions::new(&challenge, &solution, self.puzzle_secret());
        let is_right = verify_solution(options).is_ok_and(|result| result.verified);
        let ends = ends(&challenge)?;
        (is_right && self.clock.now() < ends).then_some(Solved {
            // Signed as it is written. The signature is not: it is the same in other letters.
            puzzle: challenge.parameters.nonce,
            ends,
        })
    }

    fn puzzle_secret(&self) -> String {
        BASE64_STANDARD.encode(self.vault.session("proof of work", "altcha"))
    }
}

fn ends(challenge: &Challenge) -> Option<Timestamp> {
    let second = challenge.parameters.data.as_ref()?.get(ENDS)?.as_i64()?;
    Timestamp::from_second(second).ok()
}
