//! The full-text index: the only crate that names tantivy. It is a cache that is rebuilt from the events at any time.
//!
//! Start with [`Index`]; `docs/search.md` tells the life of a search.

mod error;
mod facets;
mod find;
mod index;
mod query;
mod schema;
mod similar;
mod suggest;
mod walk;

pub use error::{Error, Result};
pub use facets::Facets;
pub use find::{Asked, COUNTED, Found, Narrow, Order, Total};
pub use index::{Document, Index, Place, look};
pub use query::{MOST_CHARACTERS, MOST_WORDS, Query, Unclear};

#[cfg(test)]
mod tests;
