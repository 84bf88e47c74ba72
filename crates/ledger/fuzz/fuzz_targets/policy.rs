//! A policy is read or refused.
#![no_main]

use ledger::policy::Policy;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(Policy::parse(bytes));
});
