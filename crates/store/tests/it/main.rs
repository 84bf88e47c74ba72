//! The store, on both databases: every test runs once on each, from one body.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect fails by panicking"
)]

/// Makes two tests of each named `async fn(&TestDb)`: `sqlite::name` and `postgres::name`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                $crate::databases::on_sqlite(super::$name).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                $crate::databases::on_postgres(super::$name).await;
            })+
        }
    };
}

mod databases;
mod doors;
mod figures;
mod jobs;
mod keys;
mod ledger;
mod lists;
mod messages;
mod opening;
mod passkeys;
mod people;
mod pictures;
mod places;
mod samples;
mod sequencer;
mod server;
mod statements;
mod text_messages;
mod threads;
mod worklists;
mod writer;
