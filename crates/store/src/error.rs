//! What can go wrong between an action and its database.

use std::sync::Arc;

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of the store. It never carries a value of a row: it may be logged.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The row changed since it was read.
    #[error("changed meanwhile")]
    Stale,
    /// A row with this key is there already.
    #[error("there already: {0}")]
    Taken(Arc<str>),
    /// Too many wait, or the database gave up on a deadlock: try again.
    #[error("busy")]
    Busy,
    /// A row does not parse as what it should be.
    #[error("a row of {table} does not parse: {why}")]
    Row {
        /// The table.
        table: &'static str,
        /// What the parser said.
        why: String,
    },
    /// The database refused a statement.
    #[error("the database failed: {0}")]
    Database(Arc<str>),
    /// The database, or the group that was committed together, failed: nothing of it was kept.
    #[error("nothing was kept: {0}")]
    Lost(Arc<str>),
    /// COMMIT was sent and its answer lost: only the request's nonce tells.
    #[error("the answer to COMMIT was lost: {0}")]
    Unknown(Arc<str>),
    /// Another program has the data open.
    #[error("{0} is in use by another process")]
    Locked(String),
    /// The place is taken by something else.
    #[error(
        "there is a table {0} and no schema of Huiyin: this is the data of something else, and was left as it is"
    )]
    Foreign(String),
    /// The data was written by a newer release.
    #[error(
        "the data has schema {found}, this release knows {known}: run the newer release, or restore a backup made before the upgrade"
    )]
    NewerSchema {
        /// The schema of the data.
        found: i64,
        /// The newest that this release knows.
        known: i64,
    },
}

impl Error {
    /// Whether the data could not be reached or written: nobody's mistake, and over when the disk or the server is back.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Lost(_) | Self::Unknown(_))
    }

    /// Whether the whole group of the embedded store has to be given up.
    pub(crate) fn dooms_group(&self) -> bool {
        self.is_outage()
    }

    /// A row that does not parse.
    pub(crate) fn row(table: &'static str) -> impl Fn(String) -> Self {
        move |why| Self::Row { table, why }
    }
}

/// A row that does not parse, from whatever the parser says.
pub(crate) fn unparsed<E: ToString>(table: &'static str) -> impl Fn(E) -> Error {
    move |why| Error::row(table)(why.to_string())
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(code, why) => match code.code {
                ErrorCode::ConstraintViolation => {
                    // The message names the columns, never the values.
                    Self::Taken(why.as_deref().unwrap_or("a constraint").into())
                }
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                // After these the transaction may be gone, and what the file holds is to be read again.
                ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::OutOfMemory
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::CannotOpen
                | ErrorCode::FileLockingProtocolFailed
                | ErrorCode::OperationInterrupted
                | ErrorCode::InternalMalfunction => Self::Lost(error.to_string().into()),
                _ => Self::Database(error.to_string().into()),
            },
            rusqlite::Error::SqlInputError { msg, .. } => Self::Database(msg.as_str().into()),
            _ => Self::Database(error.to_string().into()),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(told) => match told.code().as_deref() {
                // unique_violation, foreign_key_violation, not_null_violation, check_violation
                Some("23505" | "23503" | "23502" | "23514") => {
                    Self::Taken(told.constraint().unwrap_or("a constraint").into())
                }
                // deadlock_detected, serialization_failure, lock_not_available, query_canceled (it took too
                // long), too_many_connections
                Some("40P01" | "40001" | "55P03" | "57014" | "53300") => Self::Busy,
                // admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout,
                // disk_full, out_of_memory, io_error
                Some("57P01" | "57P02" | "57P03" | "25P03" | "53100" | "53200" | "58030") => {
                    Self::Lost(told.message().into())
                }
                _ => Self::Database(told.message().into()),
            },
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::RowNotFound => Self::Database(error.to_string().into()),
            _ => Self::Lost(error.to_string().into()),
        }
    }
}

/// The refusal of an action: it can hold a failure of the store.
pub trait Refuses: From<Error> {
    /// That failure, if it is one.
    fn store_error(&self) -> Option<&Error>;
}

impl Refuses for Error {
    fn store_error(&self) -> Option<&Error> {
        Some(self)
    }
}
