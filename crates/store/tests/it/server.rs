//! PostgreSQL alone: deadlocks, lost connections, two handles.

use crate::databases::{on_postgres, server};
use crate::samples::{WRITER, change, city, message, minutes, morning, submit};
use domain::event::Event;
use domain::ids::MessageId;
use sqlx::{Connection, PgConnection};
use store::{Error, Result, Tx, messages, nonces};
use tokio::sync::Barrier;

#[tokio::test]
async fn a_deadlock_is_busy_for_one_and_passes_for_the_other() {
    on_postgres(async |db| {
        db.does(city).await;
        db.does(async |tx| {
            submit(tx, &message(1, morning())).await?;
            submit(tx, &message(2, morning())).await
        })
        .await;
        let both = Barrier::new(2);
        let locks = async |first, second| {
            db.write(async |tx| {
                messages::lock(tx, MessageId(first)).await?;
                both.wait().await;
                messages::lock(tx, MessageId(second))
                    .await
                    .map(|_message| ())
            })
            .await
        };
        let (one, other) = tokio::join!(locks(1, 2), locks(2, 1));
        let (passed, refused) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        assert!(
            passed.is_ok() && matches!(refused, Err(Error::Busy)),
            "{passed:?} {refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_locks_a_message_sees_what_the_one_before_did() {
    on_postgres(async |db| {
        db.does(city).await;
        db.does(async |tx| submit(tx, &message(1, morning())).await)
            .await;
        let other = db.again().await.unwrap();
        let edits = async |db: &store::Db| {
            for _ in 0..10 {
                db.write(async |tx| {
                    let mut message = messages::lock(tx, MessageId(1)).await?.unwrap();
                    message.edit(minutes(1)).unwrap();
                    change(tx, &message, &Event::Edited).await
                })
                .await
                .unwrap();
            }
        };
        tokio::join!(edits(db), edits(&other), edits(db));
        assert_eq!(
            db.sees(async |tx| messages::by_id(tx, MessageId(1)).await)
                .await
                .unwrap()
                .events,
            31
        );
        other.close().await;
    })
    .await;
}

async fn take(tx: &mut Tx, nonce: &str) -> Result<bool> {
    nonces::take(tx, nonce, WRITER, MessageId(1), morning()).await
}

/// Ends the connection of this transaction, as a server that goes down does.
async fn cut(tx: &mut Tx) -> Result<()> {
    let sql = "SELECT pg_backend_pid()::BIGINT";
    let backend = tx.row(sql, &[], |row| row.int(0)).await?.unwrap();
    let mut admin = PgConnection::connect(&server()).await.unwrap();
    let cut = sqlx::query_scalar("SELECT pg_terminate_backend($1::INT, 5000)").bind(backend);
    let cut: bool = cut.fetch_one(&mut admin).await.unwrap();
    assert!(cut);
    Ok(())
}

#[tokio::test]
async fn a_connection_lost_in_the_middle_kept_nothing() {
    on_postgres(async |db| {
        let lost = db
            .write(async |tx| {
                take(tx, "a").await?;
                cut(tx).await?;
                take(tx, "b").await
            })
            .await;
        assert!(matches!(lost, Err(Error::Lost(_))), "{lost:?}");
        assert!(db.does(async |tx| take(tx, "a").await).await);
    })
    .await;
}

#[tokio::test]
async fn a_connection_lost_at_commit_is_settled_by_nonce() {
    on_postgres(async |db| {
        let unknown = db
            .write(async |tx| {
                take(tx, "a").await?;
                cut(tx).await
            })
            .await;
        assert!(matches!(unknown, Err(Error::Unknown(_))), "{unknown:?}");
        let found = db
            .sees(async |tx| nonces::find(tx, "a", WRITER).await)
            .await;
        assert_eq!(found, None, "it was not kept: the form can be sent again");
    })
    .await;
}

#[tokio::test]
async fn a_server_whose_disk_is_full_kept_nothing() {
    on_postgres(async |db| {
        let full = "DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$";
        let lost = db
            .write(async |tx| {
                take(tx, "a").await?;
                tx.run(full, &[]).await
            })
            .await;
        assert!(matches!(lost, Err(Error::Lost(_))), "{lost:?}");
        assert!(db.does(async |tx| take(tx, "a").await).await);
    })
    .await;
}

#[tokio::test]
async fn it_is_backed_up_with_its_own_tools() {
    on_postgres(async |db| {
        let refused = db.backup(std::path::Path::new("board.db")).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    })
    .await;
}
