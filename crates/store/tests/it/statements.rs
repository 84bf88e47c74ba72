//! Every statement of every file is understood by both databases.

use crate::databases::TestDb;
use sqlx::error::DatabaseError;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr};
use std::path::Path;
use store::Engine;

on_both![every_statement_is_understood];

/// Copies of a file are looked at by its own engine alone.
const EMBEDDED_ONLY: &str = "backup.rs";

/// The statements that stand as constants in the sources, with their names.
fn statements() -> Vec<(String, String)> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(sources).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for constant in source.split("\nconst ").skip(1) {
            let Some((name, text)) = constant.split_once(": &str =") else {
                continue;
            };
            let Some((_, text)) = text.split_once('"') else {
                continue;
            };
            let (text, _) = text.split_once("\";").unwrap();
            let lines: Vec<_> = text.split("\\\n").map(str::trim_start).collect();
            let sql = lines.concat();
            if ["SELECT", "INSERT", "UPDATE", "DELETE"]
                .iter()
                .any(|verb| sql.starts_with(verb))
            {
                let file = path.file_name().unwrap().display();
                found.push((format!("{file}: {name}"), sql));
            }
        }
    }
    found
}

async fn every_statement_is_understood(db: &TestDb) {
    let statements = statements();
    assert!(
        statements.len() > 100,
        "only {} were found",
        statements.len()
    );
    match &db.options().engine {
        Engine::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).unwrap();
            for (name, sql) in statements {
                connection
                    .prepare(&sql)
                    .unwrap_or_else(|why| panic!("{name}: {why}\n{sql}"));
            }
        }
        Engine::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            for (name, sql) in statements {
                if name.starts_with(EMBEDDED_ONLY) {
                    continue;
                }
                let prepared = connection
                    .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
                    .await;
                if let Err(why) = prepared.map(|_statement| ()) {
                    // indeterminate_datatype: a number in between is not used; the store says its type.
                    let code = why.as_database_error().and_then(DatabaseError::code);
                    assert_eq!(code.as_deref(), Some("42P18"), "{name}: {why}\n{sql}");
                }
            }
        }
    }
}
