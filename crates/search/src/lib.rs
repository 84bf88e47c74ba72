//! The full-text index: the only crate that names tantivy. It is a cache that is rebuilt from the events at any time.
