//! One SQL text, two drivers: a thin transaction with four methods.
//!
//! Statements are in the common subset: `$1`, `RETURNING`, `ON CONFLICT`; BIGINT, TEXT, BOOLEAN, bytes;
//! time as integer milliseconds; JSON as text. What cannot be common is in `dialect.rs`.

use crate::error::{Error, Result, unparsed};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use sqlx::Row as _;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{AssertSqlSafe, Postgres};
use std::borrow::Cow;

/// An open transaction of either database. Nothing but this is awaited inside an action.
///
/// The first statement that the database refuses ends it: every later statement gets the same answer, and
/// `write` refuses even an action that says all is well. PostgreSQL does so by itself, and answers COMMIT
/// of such a transaction as if it had kept it; the embedded store is held to the same rule.
pub struct Tx {
    pub(crate) on: On,
    failed: Option<Error>,
}

/// Which database.
pub(crate) enum On {
    /// The embedded store: statements run in place, without a hop to another thread.
    Sqlite(rusqlite::Connection),
    /// The engine to grow on.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// BIGINT
    Int(Option<i64>),
    /// TEXT
    Text(Option<&'a str>),
    /// Bytes
    Bytes(Option<&'a [u8]>),
    /// BOOLEAN
    Bool(bool),
}

macro_rules! args_from {
    ($($from:ty => |$value:ident| $arg:expr;)+) => {$(
        impl<'a> From<$from> for Arg<'a> {
            fn from($value: $from) -> Self {
                $arg
            }
        }
    )+};
}
args_from! {
    i64 => |value| Arg::Int(Some(value));
    Option<i64> => |value| Arg::Int(value);
    u32 => |value| Arg::Int(Some(i64::from(value)));
    bool => |value| Arg::Bool(value);
    &'a str => |value| Arg::Text(Some(value));
    &'a String => |value| Arg::Text(Some(value.as_str()));
    Option<&'a str> => |value| Arg::Text(value);
    &'a [u8] => |value| Arg::Bytes(Some(value));
    &'a Vec<u8> => |value| Arg::Bytes(Some(value.as_slice()));
    &'a [u8; 32] => |value| Arg::Bytes(Some(value.as_slice()));
    &'a [u8; 36] => |value| Arg::Bytes(Some(value.as_slice()));
    Option<&'a [u8]> => |value| Arg::Bytes(value);
    jiff::Timestamp => |value| Arg::Int(Some(value.as_millisecond()));
    Option<jiff::Timestamp> => |value| Arg::Int(value.map(jiff::Timestamp::as_millisecond));
}

/// The parameters of a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    ($($arg:expr),* $(,)?) => { &[$($crate::Arg::from($arg)),*] };
}

impl rusqlite::ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match *self {
            Self::Int(Some(int)) => int.into(),
            Self::Bool(truth) => truth.into(),
            Self::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => {
                ToSqlOutput::Owned(Value::Null)
            }
        })
    }
}

/// A row of either database; columns are counted from 0.
pub enum Row<'r> {
    /// Of the embedded store.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(&'r PgRow),
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)+) => {
        impl Row<'_> {$(
            $(#[$doc])*
            pub fn $name(&self, column: usize) -> Result<$type> {
                match self {
                    Self::Sqlite(row) => Ok(row.get(column)?),
                    Self::Postgres(row) => Ok(row.try_get(column)?),
                }
            }
        )+}
    };
}
columns! {
    /// A BIGINT.
    int -> i64;
    /// A BIGINT or null.
    opt_int -> Option<i64>;
    /// A TEXT.
    text -> String;
    /// A TEXT or null.
    opt_text -> Option<String>;
    /// Bytes.
    bytes -> Vec<u8>;
    /// Bytes or null.
    opt_bytes -> Option<Vec<u8>>;
    /// A BOOLEAN.
    bool -> bool;
}

impl Row<'_> {
    /// A BIGINT that counts something.
    pub fn count(&self, column: usize) -> Result<u32> {
        u32::try_from(self.int(column)?).map_err(unparsed("a count"))
    }

    /// Integer milliseconds.
    pub fn time(&self, column: usize) -> Result<jiff::Timestamp> {
        jiff::Timestamp::from_millisecond(self.int(column)?).map_err(unparsed("a time"))
    }

    /// Integer milliseconds or null.
    pub fn opt_time(&self, column: usize) -> Result<Option<jiff::Timestamp>> {
        let time = self.opt_int(column)?.map(jiff::Timestamp::from_millisecond);
        time.transpose().map_err(unparsed("a time"))
    }

    /// A TEXT that parses as something: a code, a day, a number.
    pub fn parsed<T: std::str::FromStr<Err: ToString>>(
        &self,
        column: usize,
        table: &'static str,
    ) -> Result<T> {
        self.text(column)?.parse().map_err(unparsed(table))
    }

    /// A TEXT or null that parses as something.
    pub fn opt_parsed<T: std::str::FromStr<Err: ToString>>(
        &self,
        column: usize,
        table: &'static str,
    ) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|text| text.parse().map_err(unparsed(table)))
            .transpose()
    }

    /// JSON as text.
    pub fn json<T: serde::de::DeserializeOwned>(
        &self,
        column: usize,
        table: &'static str,
    ) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(unparsed(table))
    }

    /// JSON as text or null.
    pub fn opt_json<T: serde::de::DeserializeOwned>(
        &self,
        column: usize,
        table: &'static str,
    ) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|text| serde_json::from_str(&text).map_err(unparsed(table)))
            .transpose()
    }
}

/// A statement: a constant, or one put together from constants.
pub type Sql = Cow<'static, str>;

impl From<rusqlite::Connection> for Tx {
    fn from(connection: rusqlite::Connection) -> Self {
        Self {
            on: On::Sqlite(connection),
            failed: None,
        }
    }
}

impl From<sqlx::Transaction<'static, Postgres>> for Tx {
    fn from(transaction: sqlx::Transaction<'static, Postgres>) -> Self {
        Self {
            on: On::Postgres(transaction),
            failed: None,
        }
    }
}

impl Tx {
    /// Runs a statement and says how many rows it touched.
    pub async fn run(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<u64> {
        self.goes_on()?;
        let done = self.on.run(sql.into(), args).await;
        self.note(done)
    }

    /// Runs a statement that must touch exactly one row.
    pub async fn run_one(&mut self, sql: impl Into<Sql>, args: &[Arg<'_>]) -> Result<()> {
        if self.run(sql, args).await? == 1 {
            Ok(())
        } else {
            Err(Error::Stale)
        }
    }

    /// All rows of a statement.
    pub async fn rows<T>(
        &mut self,
        sql: impl Into<Sql>,
        args: &[Arg<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.goes_on()?;
        let rows = self.on.rows(sql.into(), args, read).await;
        self.note(rows)?.into_iter().collect()
    }

    /// The first row of a statement.
    pub async fn row<T>(
        &mut self,
        sql: impl Into<Sql>,
        args: &[Arg<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.rows(sql, args, read).await?.into_iter().next())
    }

    /// Runs several statements without parameters, for schemas.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.on {
            On::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            On::Postgres(transaction) => {
                sqlx::raw_sql(sql).execute(&mut **transaction).await?;
                Ok(())
            }
        }
    }

    /// BEGIN, SAVEPOINT, COMMIT … of the embedded store: what a failed transaction is ended with.
    pub(crate) async fn control(&mut self, sql: &'static str) -> Result<()> {
        self.on.run(sql.into(), &[]).await.map(|_rows| ())
    }

    /// Why the transaction cannot be kept; the next one begins without it.
    pub(crate) fn take_failure(&mut self) -> Option<Error> {
        self.failed.take()
    }

    fn goes_on(&self) -> Result<()> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn note<T>(&mut self, answer: Result<T>) -> Result<T> {
        if let Err(why) = &answer {
            self.failed = Some(why.clone());
        }
        answer
    }
}

impl On {
    async fn run(&mut self, sql: Sql, args: &[Arg<'_>]) -> Result<u64> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sql)?;
                bind(&mut statement, args)?;
                Ok(u64::try_from(statement.raw_execute()?).unwrap_or(u64::MAX))
            }
            Self::Postgres(transaction) => Ok(bound(sql, args)
                .execute(&mut **transaction)
                .await?
                .rows_affected()),
        }
    }

    /// The outer answer is the database's, the inner one that of `read`: a row that does not parse ends nothing.
    async fn rows<T>(
        &mut self,
        sql: Sql,
        args: &[Arg<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Result<T>>> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sql)?;
                bind(&mut statement, args)?;
                let mut rows = statement.raw_query();
                let mut all = Vec::new();
                while let Some(row) = rows.next()? {
                    all.push(read(&Row::Sqlite(row)));
                }
                Ok(all)
            }
            Self::Postgres(transaction) => {
                let rows = bound(sql, args).fetch_all(&mut **transaction).await?;
                Ok(rows.iter().map(|row| read(&Row::Postgres(row))).collect())
            }
        }
    }
}

/// Binds by name: `SQLite` numbers `$2` by its first appearance, not by its digits.
fn bind(statement: &mut rusqlite::Statement<'_>, args: &[Arg<'_>]) -> Result<()> {
    for (n, arg) in (1..).zip(args) {
        let name = NAMES
            .get(n - 1)
            .map_or_else(|| format!("${n}").into(), |name| Cow::from(*name));
        if let Some(index) = statement.parameter_index(&name)? {
            statement.raw_bind_parameter(index, arg)?;
        }
    }
    Ok(())
}

/// Ready names for all but the longest lists of units.
const NAMES: [&str; 52] = [
    "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
    "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24", "$25", "$26", "$27", "$28",
    "$29", "$30", "$31", "$32", "$33", "$34", "$35", "$36", "$37", "$38", "$39", "$40", "$41",
    "$42", "$43", "$44", "$45", "$46", "$47", "$48", "$49", "$50", "$51", "$52",
];

fn bound<'q>(sql: Sql, args: &[Arg<'q>]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    // Statements are constants or put together from constants; what people typed is always a parameter.
    args.iter()
        .fold(sqlx::query(AssertSqlSafe(sql)), |query, arg| match *arg {
            Arg::Int(int) => query.bind(int),
            Arg::Text(text) => query.bind(text),
            Arg::Bytes(bytes) => query.bind(bytes),
            Arg::Bool(truth) => query.bind(truth),
        })
}
