//! Every SQL statement, both databases, the job queue, blobs. The only crate that names a database.
//!
//! Read [`tx`] (how a statement is run), then [`db`] (the two doors), then any table's file: its
//! statements stand at the top, its functions below.

pub mod alerts;
pub mod authenticators;
pub mod backup;
pub mod blobs;
pub mod closing;
pub mod consents;
pub mod contents;
pub mod cursors;
pub mod db;
pub mod devices;
mod dialect;
pub mod domains;
pub mod duty;
pub mod entries;
pub mod erasures;
pub mod error;
pub mod events;
pub mod figures;
pub mod guesses;
pub mod ids;
pub mod imports;
pub mod jobs;
pub mod ledger;
pub mod lists;
pub mod messages;
mod migrate;
pub mod nonces;
pub mod notices;
pub mod offices;
pub mod passkeys;
pub mod people;
pub mod pictures;
pub mod provider_answers;
pub mod ratings;
pub mod regions;
pub mod replies;
pub mod retention;
pub mod sealed;
pub mod security;
pub mod sequencer;
mod server;
pub mod sessions;
pub mod sign_in_codes;
pub mod sitemap;
pub mod supports;
pub mod take_downs;
pub mod text_messages;
pub mod tx;
pub mod units;
pub mod vault;
mod writer;

pub use db::{Db, Engine, Options};
pub use error::{Error, Refuses, Result};
pub use tx::{Arg, Row, Tx};
