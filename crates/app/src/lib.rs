//! Every action that a person or the clock can take; every job. The only crate that opens a transaction.
//!
//! Read `act.rs` first: one action, one function, one transaction, six beats. Then any file of `messages/`.

mod act;
pub mod advice;
pub mod alerts;
pub mod archive;
pub mod board;
pub mod chance;
pub mod desk;
mod erasure;
pub mod export;
mod fields;
pub mod figures;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod messages;
pub mod my_data;
pub mod passkey;
pub mod password;
pub mod pictures;
pub mod proof;
pub mod reference;
pub mod refusal;
pub mod retention;
pub mod search;
pub mod security;
pub mod setup;
pub mod sign_in;
pub mod sms;
pub mod staff;
pub mod totp;
pub mod touched;
pub mod upkeep;

pub use board::{App, Board, Parts};
pub use chance::{Chance, Clock};
pub use refusal::{Problem, Refusal};
