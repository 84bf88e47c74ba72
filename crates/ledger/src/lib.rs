#![doc = include_str!("../README.md")]

pub mod checkpoints;
pub mod commitments;
pub mod cosignatures;
pub mod entries;
pub mod facts;
pub mod hash;
pub mod keys;
pub mod kinds;
pub mod notes;
pub mod policy;
pub mod proofs;
pub mod receipts;
pub mod sealed;
pub mod succession;
pub mod tiles;
pub mod tree;
pub mod verification;
pub mod witness;

mod text;

#[cfg(test)]
mod oracles;
