//! Chinese text as people type it: cleaned, counted, folded for comparing, cut and masked.
//!
//! The crate is pure: it reads no file, keeps no state and knows nothing of messages. Every function takes any string,
//! in any script, and never panics; positions are byte offsets that lie on character boundaries.
//!
//! | what | when |
//! |---|---|
//! | [`clean_line`], [`clean_text`] | once, when a text comes in; what they give is what is stored and shown |
//! | [`length`] | to hold a cleaned text against the limits of a form |
//! | [`fold`], [`fold_with_map`] | to compare and to search; a folded text is never shown |
//! | [`segment`], [`characters`], [`cover`], [`words`] | to index a text, to ask an index, to cut a query |
//! | [`cut`], [`window`] | to show the beginning of a text in a list, or what stands around a hit |
//! | [`occurrences`] | to highlight what was found |
//! | [`has_initials`] | to find a name by the first letters of its pinyin |
//! | [`mask`] | to show that a person is known without saying who |
//! | [`personal`] | to hide a person's numbers, addresses and names before a text is published |
//!
//! A text is cleaned by NFC, which keeps what was typed (full-width letters stay full-width), and folded by NFKC,
//! which does not: Ａ１ and a1 are the same to a search and different to a reader.

mod clean;
mod count;
pub mod danger;
mod excerpt;
mod fold;
mod initials;
pub mod mask;
pub mod personal;
mod scripts;
mod segment;

pub use clean::{Unclean, clean_line, clean_text};
pub use count::length;
pub use excerpt::{cut, is_excerpt, window};
pub use fold::{Folded, fold, fold_with_map};
pub use initials::has_initials;
pub use segment::{
    Token, Word, characters, cover, is_particle, load as load_words, occurrences, segment, words,
};
