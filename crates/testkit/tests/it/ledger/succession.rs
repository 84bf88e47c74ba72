//! The log goes on under another key, or in another log: nothing is lost on the way, whatever is cut short, and what was
//! promised before stays provable.

use super::tree::grows_by;
use super::{checked, checked_in, policy};
use app::ledger::Fault;
use app::{App, Refusal};
use domain::ids::MessageId;
use domain::screening::Visibility;
use domain::stage::StageKind;
use futures::FutureExt;
use jiff::SignedDuration;
use ledger::checkpoints::SignedCheckpoint;
use ledger::keys::{Algorithm, SignerKey, VerifierKey};
use ledger::kinds::Kind;
use ledger::receipts::Receipt;
use ledger::succession::{is_succeeded_by, lost_from, succeeds};
use testkit::{City, Letter};

in_a_city! {
    a_new_key_is_named_under_the_old_one,
    a_change_of_keys_that_is_cut_short_is_whole_or_nothing,
    a_log_is_succeeded_by_another,
    a_log_whose_key_is_lost_is_succeeded_at_its_last_signature,
    a_log_that_was_seen_longer_is_succeeded_with_a_word_about_it,
}

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name.parse().unwrap(), Algorithm::Note, &[seed; 32])
}

async fn signing(city: &City, key: &SignerKey) -> App {
    city.another_app_signing(Some(key.clone())).await
}

async fn follows(app: &App) {
    // On PostgreSQL events are numbered a moment after they happened.
    for _turn in 0..20 {
        while app.integrate().await.unwrap() {}
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

fn signed(app: &App) -> SignedCheckpoint {
    let note = app.ledger_note(app.ledger_number()).unwrap();
    SignedCheckpoint::parse(note.as_bytes()).unwrap()
}

async fn receipt(app: &App, city: &City, id: MessageId) -> Receipt {
    let receipt = app.ledger_receipt(&city.wang.actor(), id).await;
    receipt.unwrap().unwrap()
}

/// The thread of a message goes on from log to log without a gap. Where its entries are.
async fn thread(app: &App, id: MessageId) -> Vec<u32> {
    let logged = app.ledger_of_message(id).await.unwrap();
    for (step, entry) in (1..).zip(&logged) {
        let link = entry.entry.link.as_ref().unwrap();
        assert_eq!(link.step(), step);
        let before = logged.get(usize::try_from(step).unwrap().wrapping_sub(2));
        assert_eq!(link.previous(), before.map(|before| &before.leaf));
        let told = app.ledger_entry(entry.log, entry.index).await.unwrap();
        assert_eq!(told.unwrap().leaf, entry.leaf);
    }
    logged.iter().map(|entry| entry.log).collect()
}

async fn a_new_key_is_named_under_the_old_one(city: &City) {
    let id = city.id_of(&city.has(StageKind::Open).await).await;
    city.ledger_follows().await;
    let before = receipt(&city.app, city, id).await;
    let (old, known) = (city.app.ledger_key().unwrap(), policy(&city.app));
    let next = key("liuyan.example/ledger", 21);
    let size = city.app.ledger_rotate(&next).await.unwrap();

    let refused = city.app.integrate().await;
    assert!(
        matches!(refused, Err(Refusal::Ledger(Fault::OtherKey))),
        "{refused:?}"
    );
    let app = signing(city, &next).await;
    follows_once(&app).await;
    let both = signed(&app);
    assert_eq!(both.checkpoint().size, size);
    for key in [&old, next.verifier()] {
        both.verify(key).unwrap();
    }
    app.withdraw(&city.wang.actor(), id).await.unwrap();
    follows(&app).await;
    let later = signed(&app);
    assert!(later.checkpoint().size > size);
    later.verify(next.verifier()).unwrap();
    later.verify(&old).unwrap_err();
    assert_eq!(app.ledger_key_at(1, size), Some(old.clone()));
    assert_eq!(
        app.ledger_key_at(1, size + 1).as_ref(),
        Some(next.verifier())
    );

    // What was given before stays good for whoever knows the old key; the policy of the board names both.
    before.verify(&known).unwrap();
    let both_named = policy(&app);
    assert_eq!(both_named.logs().len(), 2);
    before.verify(&both_named).unwrap();
    let renewed = receipt(&app, city, id).await;
    renewed.verify(&both_named).unwrap();
    renewed.verify(&known).unwrap_err();
    assert_eq!(checked(&app).await.findings, []);
    let handover = app.ledger_handover(1, size).unwrap();
    assert_eq!(handover, both.to_string());
    assert_eq!(app.ledger_handover(1, size + 1), None);

    // Neither the old process nor a stranger's key comes back.
    for wrong in [testkit::ledger_key(), key("liuyan.example/ledger", 5)] {
        let other = signing(city, &wrong).await.integrate().await;
        assert!(matches!(other, Err(Refusal::Ledger(Fault::OtherKey))));
    }
    let third = key("liuyan.example/ledger", 31);
    app.ledger_rotate(&third).await.unwrap();
    follows(&signing(city, &third).await).await;
}

async fn a_change_of_keys_that_is_cut_short_is_whole_or_nothing(city: &City) {
    grows_by(city, 0, 5).await;
    let mut signs = testkit::ledger_key();
    for turns in 0_u8..60 {
        let next = key("liuyan.example/ledger", 100 + turns);
        let app = signing(city, &signs).await;
        let mut turn = Box::pin(app.ledger_rotate(&next));
        for _ in 0..turns {
            if (&mut turn).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(turn);
        // What was begun on the embedded store is committed though nobody waits for it: before this.
        let settled: store::Result<()> = city.app.db.write(async |_tx| Ok(())).await;
        settled.unwrap();
        let now = city.another_app_signing(None).await.ledger_key().unwrap();
        if now == *next.verifier() {
            signs = next;
        }
        assert_eq!(now, *signs.verifier(), "after {turns} turns");
        let app = signing(city, &signs).await;
        follows_once(&app).await;
        let keys = app.ledger_earlier_keys();
        let entries = app.ledger_latest(1, None, 1_000).await.unwrap();
        let named = entries
            .iter()
            .filter(|one| one.entry.kind == Kind::KeyRotated);
        assert_eq!(named.count(), keys.len());
        assert_eq!(checked(&app).await.findings, []);
    }
}

async fn follows_once(app: &App) {
    while app.integrate().await.unwrap() {}
}

/// The first entry of the second log and the last of the first.
async fn joint(app: &App) -> (ledger::entries::Entry, ledger::entries::Entry) {
    let closed = app.ledger_closed();
    let size = closed[0].checkpoint.checkpoint().size;
    let last = app.ledger_entry(1, size - 1).await.unwrap().unwrap();
    let first = app.ledger_entry(2, 0).await.unwrap().unwrap();
    (last.entry, first.entry)
}

fn key_of(app: &App, log: u32) -> VerifierKey {
    app.ledger_key_at(log, u64::MAX).unwrap()
}

async fn a_log_is_succeeded_by_another(city: &City) {
    let id = city.id_of(&city.has(StageKind::Open).await).await;
    let sealed = city.has_seen_by(Visibility::Private, StageKind::Open).await;
    let sealed = city.id_of(&sealed).await;
    city.ledger_follows().await;
    let before = receipt(&city.app, city, id).await;
    let known = policy(&city.app);
    let next = key("liuyan.example/ledger/2", 22);
    let retired = city.app.ledger_retire(&next, false).await.unwrap();
    assert!(retired.announced && retired.seen.is_none());
    assert!(city.app.integrate().await.is_err());

    let app = signing(city, &next).await;
    assert_eq!(app.ledger_number(), 2);
    app.withdraw(&city.wang.actor(), id).await.unwrap();
    city.clock.pass(SignedDuration::from_hours(30));
    follows(&app).await;
    let logs = thread(&app, id).await;
    assert!(logs.is_sorted() && logs.first() == Some(&1) && logs.last() == Some(&2));

    for log in [1, 2] {
        let found = checked_in(&app, log).await;
        // The thread of the message begins before the second log: that alone is amiss when it is looked at alone.
        assert!(
            log == 2 || found.findings.is_empty(),
            "{:?}",
            found.findings
        );
    }
    let (last, first) = joint(&app).await;
    assert!(is_succeeded_by(&last, next.verifier()));
    let end = app.ledger_closed()[0].checkpoint.clone();
    assert_eq!(end.checkpoint().size, retired.size);
    assert!(succeeds(&first, end.checkpoint(), &key_of(&app, 1)));

    // Receipts of the closed log stay good, and can be had anew.
    before.verify(&known).unwrap();
    let renewed = receipt(&app, city, id).await;
    renewed.verify(&known).unwrap();
    assert_eq!(renewed.proof().checkpoint.checkpoint().size, retired.size);
    // A message that was sealed that day is in a batch of the new one.
    let batched = receipt(&app, city, sealed).await;
    batched.verify(&policy(&app)).unwrap();
    batched.verify(&known).unwrap_err();
}

async fn a_log_whose_key_is_lost_is_succeeded_at_its_last_signature(city: &City) {
    let id = city.id_of(&city.has(StageKind::Open).await).await;
    grows_by(city, 0, 3).await;
    let kept = city.app.db.read(store::ledger::checkpoint).await;
    let kept: Result<_, store::Error> = kept;
    let kept = kept.unwrap().unwrap();
    // What came in after the last signature that was kept: nobody was promised anything.
    city.sends(&Letter::titled("井盖松动"), Vec::new())
        .await
        .unwrap();
    grows_by(city, 3, 300).await;
    let all = signed(&city.app).checkpoint().size;
    let forgotten = city.app.db.write(async |tx| {
        tx.run("DELETE FROM ledger_checkpoint", &[]).await?;
        store::ledger::set_checkpoint(tx, &kept).await
    });
    forgotten.await.unwrap();

    let app = city.another_app_signing(None).await;
    let next = key("liuyan.example/ledger/2", 23);
    let refused = app.ledger_retire(&next, false).await;
    assert!(matches!(refused, Err(Refusal::Ledger(Fault::OtherKey))));
    let retired = app.ledger_retire(&next, true).await.unwrap();
    assert!(!retired.announced);
    assert_eq!(retired.size, kept.size);

    let app = signing(city, &next).await;
    follows(&app).await;
    assert_eq!(checked_in(&app, 1).await.findings, []);
    assert_eq!(checked_in(&app, 2).await.findings, []);
    // Everything is told once: in the first log or in the second, which begins with one entry more.
    assert_eq!(retired.size + signed(&app).checkpoint().size, all + 1);
    assert_eq!(thread(&app, id).await.last(), Some(&1));
    assert!(app.ledger_rebuild().await.unwrap().is_sound());
}

async fn a_log_that_was_seen_longer_is_succeeded_with_a_word_about_it(city: &City) {
    grows_by(city, 0, 5).await;
    city.app.ledger_contradicted(9);
    let next = key("liuyan.example/ledger/2", 24);
    let refused = city.app.ledger_retire(&next, false).await;
    assert!(matches!(
        refused,
        Err(Refusal::Ledger(Fault::Shorter { .. }))
    ));
    let retired = city.app.ledger_retire(&next, true).await.unwrap();
    assert_eq!((retired.seen, retired.size), (Some(9), 5));
    let app = signing(city, &next).await;
    follows(&app).await;
    let (_last, first) = joint(&app).await;
    assert_eq!(lost_from(&first), Some(9));
    let end = app.ledger_closed()[0].checkpoint.clone();
    assert!(succeeds(&first, end.checkpoint(), &key_of(&app, 1)));
    assert_eq!(app.ledger_fault(), None);
}
