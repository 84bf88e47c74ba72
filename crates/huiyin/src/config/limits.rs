//! `[limits]`: how often, and after how much work.

use serde::Deserialize;
use web::{Proof, Rates};

/// The section as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    pub messages_a_day: u32,
    pub reads_a_minute: u32,
    pub searches_a_minute: u32,
    pub changes_a_minute: u32,
    pub sign_ins_an_hour: u32,
    pub codes_an_hour: u32,
    pub proof_of_work: Proof,
}

impl Default for Limits {
    fn default() -> Self {
        let rates = Rates::default();
        Self {
            messages_a_day: 10,
            reads_a_minute: rates.reads_a_minute,
            searches_a_minute: rates.searches_a_minute,
            changes_a_minute: rates.changes_a_minute,
            sign_ins_an_hour: rates.sign_ins_an_hour,
            codes_an_hour: rates.codes_an_hour,
            proof_of_work: Proof::Auto,
        }
    }
}

impl Limits {
    /// How often one address and one account may ask.
    pub fn rates(&self) -> Rates {
        Rates {
            reads_a_minute: self.reads_a_minute,
            searches_a_minute: self.searches_a_minute,
            changes_a_minute: self.changes_a_minute,
            sign_ins_an_hour: self.sign_ins_an_hour,
            codes_an_hour: self.codes_an_hour,
        }
    }
}
