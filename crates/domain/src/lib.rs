//! What a message is: nouns, stages, verbs, people and their permissions, deadlines. No input, no output.
//!
//! Read [`stage`] first (what can happen), then [`permission`] (who may do it), then [`message`].

pub mod account;
pub mod actor;
pub mod alert;
pub mod calendar;
mod codes;
pub mod consent;
pub mod deadline;
pub mod event;
pub mod figures;
pub mod form;
pub mod ids;
pub mod message;
pub mod office;
pub mod permission;
pub mod rating;
pub mod reply;
pub mod screening;
pub mod security;
pub mod sight;
pub mod stage;
pub mod taxonomy;
pub mod text;
pub mod verb;

pub use jiff::Timestamp;
