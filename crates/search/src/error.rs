//! What can go wrong with an index.

/// Why the index did not do what it was asked to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process writes this index.
    #[error("the index in {0} is in use by another process")]
    Locked(String),
    /// A file of the index.
    #[error("the index in {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// The index itself.
    #[error("the index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A place that does not parse.
    #[error("the index does not say how far it is: {0}")]
    Place(#[from] serde_json::Error),
}

/// The result of asking an index.
pub type Result<T> = std::result::Result<T, Error>;
