//! Migrations: embedded, forward only, twins by name for both databases, never edited once released.

use crate::args;
use crate::dialect;
use crate::error::{Error, Result};
use crate::tx::{On, Tx};

/// Number, text for the embedded store, text for PostgreSQL.
const MIGRATIONS: &[(i64, &str, &str)] = &[(
    1,
    include_str!("../migrations/sqlite/0001_board.sql"),
    include_str!("../migrations/postgres/0001_board.sql"),
)];

const CREATE: &str = "CREATE TABLE schema_releases (release BIGINT PRIMARY KEY)";
const NEWEST: &str = "SELECT release FROM schema_releases ORDER BY release DESC LIMIT 1";
const ADD: &str = "INSERT INTO schema_releases (release) VALUES ($1)";

/// Brings the schema up to this release; refuses data of a newer one, and of something else.
pub(crate) async fn up(tx: &mut Tx) -> Result<()> {
    if tx
        .rows(dialect::has_schema(tx), &[], |_row| Ok(()))
        .await?
        .is_empty()
    {
        if let Some(table) = tx
            .row(dialect::strange_table(tx), &[], |row| row.text(0))
            .await?
        {
            return Err(Error::Foreign(table));
        }
        tx.run(CREATE, &[]).await?;
    }
    let found = tx.row(NEWEST, &[], |row| row.int(0)).await?.unwrap_or(0);
    let known = MIGRATIONS.last().map_or(0, |(release, ..)| *release);
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    for (release, sqlite, postgres) in MIGRATIONS.iter().filter(|(release, ..)| *release > found) {
        let script = match tx.on {
            On::Sqlite(_) => sqlite,
            On::Postgres(_) => postgres,
        };
        tx.script(script).await?;
        tx.run(ADD, args![*release]).await?;
    }
    Ok(())
}
