//! The program as an operator meets it: its commands, run as processes, on boards in folders of their own.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test says by a panic what it found, and in plain words what it left out"
)]

mod board;
mod citizen;
mod copying;
mod doors;
mod faults;
mod importing;
mod keeping_keys;
mod killed;
mod ledger_keys;
mod load;
mod security;
mod serving;
mod setting_up;
mod witnessed;
