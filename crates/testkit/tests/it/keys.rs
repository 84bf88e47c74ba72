//! Keys are changed while people use the board: nobody notices, nothing is lost, and an old key is forgotten only when
//! nothing is left of it.

use app::App;
use app::keys::KeyUses;
use domain::stage::StageKind;
use futures::FutureExt;
use std::collections::BTreeSet;
use store::vault::{Keys, Purpose};
use testkit::{City, Letter};

/// Each of these tests in a city of its own, on both databases.
macro_rules! in_a_city {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                testkit::on_sqlite(testkit::Door::Api, super::$name).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                testkit::on_postgres(testkit::Door::Api, super::$name).await;
            }
        )+}
    };
}

in_a_city! {
    rows_are_sealed_anew_and_everything_still_opens,
    a_change_that_is_cut_short_goes_on,
    a_process_without_the_new_keys_does_not_guess,
}

/// The city's keys, with newer ones.
fn newer(times: u8) -> Keys {
    let mut keys = testkit::keys();
    for n in 0..times {
        let mut next = 40 + 70 * n;
        keys.add_newer(|bytes| {
            next += 1;
            bytes.fill(next);
        })
        .unwrap();
    }
    keys
}

async fn all_anew(app: &App) -> u64 {
    let mut rows = 0;
    loop {
        let step = app.seal_anew().await.unwrap();
        rows += step.rows;
        if !step.more {
            return rows;
        }
    }
}

fn ids(uses: &KeyUses) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let field = uses.field.keys().copied().collect();
    (field, uses.blind.keys().copied().collect())
}

async fn rows_are_sealed_anew_and_everything_still_opens(city: &City) {
    let app = &city.app;
    let number = city.has(StageKind::Open).await;
    let sent = city.answered(&Letter::titled("井盖松动"), Vec::new()).await;
    let code = sent.code.unwrap();
    assert_eq!(all_anew(app).await, 0, "nothing is old yet");
    let before = app.key_uses().await.unwrap();
    assert_eq!(ids(&before), ([1].into(), [1].into()));

    app.take_keys(newer(1)).await.unwrap();
    let rows = all_anew(app).await;
    let fields: u64 = before.field.values().sum();
    assert!(
        rows >= fields,
        "{rows} of {fields} fields, and the phones' indexes"
    );
    let after = app.key_uses().await.unwrap();
    assert_eq!(after.newest, 2);
    // A query code is with its writer alone.
    assert_eq!(ids(&after), ([2].into(), [1, 2].into()));
    assert_eq!(after.blind[&1], 2);
    let id = app.id_of_code(&code).await.unwrap();
    assert_eq!(id, sent.id);
    assert_eq!(app.key_uses().await.unwrap().blind[&1], 1);
    assert_eq!(app.id_of_code(&code).await.unwrap(), id);

    // Texts of before and after open, for whoever may read them.
    city.visitor
        .opens(&format!("/messages/{number}"))
        .await
        .succeeds();
    let id = city.id_of(&number).await;
    let openings = app.ledger_openings(&city.wang.actor(), id).await;
    city.ledger_follows().await;
    let openings = openings.unwrap().texts.len().max(
        app.ledger_openings(&city.wang.actor(), id)
            .await
            .unwrap()
            .texts
            .len(),
    );
    assert!(openings > 0);

    // What is forgotten is what nothing needs.
    let mut keys = newer(1);
    let uses = app.key_uses().await.unwrap();
    let forgotten = keys.forget_unused(|purpose, id| uses.is_used(purpose, id));
    assert_eq!(forgotten, [(Purpose::Field, 1)]);
    app.take_keys(keys).await.unwrap();
    city.has(StageKind::Replied).await;
    assert!(
        !app.ledger_openings(&city.wang.actor(), id)
            .await
            .unwrap()
            .texts
            .is_empty()
    );
}

async fn a_change_that_is_cut_short_goes_on(city: &City) {
    for _ in 0..3 {
        city.has(StageKind::Submitted).await;
    }
    for turns in 0..30_u8 {
        // Another process begins where one was killed: it knows nothing but the rows.
        let app = city.another_app().await;
        app.take_keys(newer(1)).await.unwrap();
        let mut anew = Box::pin(all_anew(&app));
        for _ in 0..turns {
            if (&mut anew).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(anew);
        let uses = app.key_uses().await.unwrap();
        assert!(uses.field.keys().all(|id| [1, 2].contains(id)));
    }
    let app = city.another_app().await;
    app.take_keys(newer(1)).await.unwrap();
    all_anew(&app).await;
    assert_eq!(ids(&app.key_uses().await.unwrap()).0, [2].into());
    // All of it opens: a second change seals every row once more.
    app.take_keys(newer(2)).await.unwrap();
    let fields: u64 = app.key_uses().await.unwrap().field.values().sum();
    assert!(all_anew(&app).await >= fields);
    assert_eq!(ids(&app.key_uses().await.unwrap()).0, [3].into());
    city.app.take_keys(newer(2)).await.unwrap();
}

async fn a_process_without_the_new_keys_does_not_guess(city: &City) {
    let sent = city.answered(&Letter::titled("井盖松动"), Vec::new()).await;
    let code = sent.code.unwrap();
    let late = city.another_app().await;
    city.app.take_keys(newer(1)).await.unwrap();
    all_anew(&city.app).await;
    city.app.id_of_code(&code).await.unwrap();
    // The code is there, under a key that this process has not read: it does not say that there is none.
    let refused = late.id_of_code(&code).await;
    assert!(matches!(refused, Err(app::Refusal::Busy)), "{refused:?}");
    late.take_keys(newer(1)).await.unwrap();
    assert_eq!(late.id_of_code(&code).await.unwrap(), sent.id);
}
