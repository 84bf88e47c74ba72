//! The tree and its signatures: at the edges of tiles, when steps are cut short, in two processes, and when somebody
//! meddled with the rows.

use super::{checked, ledger_holds, policy};
use app::Refusal;
use app::ledger::Fault;
use domain::screening::Visibility;
use domain::stage::StageKind;
use futures::FutureExt;
use jiff::SignedDuration;
use ledger::checkpoints::SignedCheckpoint;
use ledger::facts::Fact;
use ledger::hash::Hash;
use ledger::kinds::Kind;
use ledger::tiles::{Resource, Tile};
use std::collections::HashMap;
use store::ledger::Waiting;
use testkit::{City, Letter};

in_a_city! {
    tiles_and_proofs_at_the_edges_of_tiles,
    a_step_that_is_cut_short_loses_and_doubles_nothing,
    two_nodes_write_one_log,
    a_log_that_a_witness_saw_longer_is_not_signed,
    what_is_changed_in_the_rows_is_found,
}

/// Something of the board that is not any message's.
fn said(id: i64, city: &City) -> Waiting {
    Waiting {
        id,
        kind: Kind::SecurityDay,
        at: city.now(),
        office: None,
        facts: [("day".parse().unwrap(), Fact::from(Hash::new(sha2_of(id))))].into(),
    }
}

fn sha2_of(id: i64) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(id.to_be_bytes()).into()
}

/// So many entries enter the log.
pub(super) async fn grows_by(city: &City, from: i64, count: i64) {
    let waiting: Vec<_> = (from..from + count).map(|id| said(id, city)).collect();
    let written = city.app.db.write(async |tx| {
        for waiting in &waiting {
            store::ledger::wait(tx, waiting).await?;
        }
        Ok::<_, store::Error>(())
    });
    written.await.unwrap();
    city.ledger_follows().await;
}

async fn tiles_and_proofs_at_the_edges_of_tiles(city: &City) {
    let mut seen: HashMap<u64, SignedCheckpoint> = HashMap::new();
    let mut size = 0;
    for to in [1_i64, 2, 255, 256, 257, 300, 512, 513] {
        grows_by(city, size, to - size).await;
        size = to;
        let signed = city.app.signed().borrow().clone().unwrap();
        assert_eq!(signed.size, u64::try_from(size).unwrap());
        let found = checked(&city.app).await;
        assert_eq!(found.findings, [], "{size}");
        assert_eq!(found.entries, signed.size);
        let note = SignedCheckpoint::parse(signed.note.as_bytes()).unwrap();
        for index in [0, signed.size / 2, signed.size - 1] {
            let proof = city.app.ledger_proof(1, index).await.unwrap().unwrap();
            let leaf = city.app.ledger_entry(1, index).await.unwrap().unwrap().leaf;
            let policy = policy(&city.app);
            proof.verify(&leaf, &policy).unwrap();
        }
        for (old, before) in &seen {
            let path = city.app.ledger_consistency(1, *old, signed.size).await;
            let path = path.unwrap().unwrap();
            let roots = (&before.checkpoint().root, &signed.root);
            assert!(ledger::tree::is_prefix(
                *old,
                roots.0,
                signed.size,
                roots.1,
                &path
            ));
            // What was proved then can be proved again under the old checkpoint.
            let proof = city
                .app
                .ledger_proof_under(1, old - 1, before.clone())
                .await;
            let leaf = city
                .app
                .ledger_entry(1, old - 1)
                .await
                .unwrap()
                .unwrap()
                .leaf;
            let policy = policy(&city.app);
            proof.unwrap().unwrap().verify(&leaf, &policy).unwrap();
        }
        assert!(
            city.app
                .ledger_proof(1, signed.size)
                .await
                .unwrap()
                .is_none()
        );
        let rebuilt = city.app.ledger_rebuild().await.unwrap();
        assert!(rebuilt.is_sound(), "{rebuilt:?}");
        seen.insert(signed.size, note);
    }
    // Every width that was ever served can be served again, and none that is not there yet.
    for path in [
        "tile/0/000.p/17",
        "tile/0/001",
        "tile/1/000.p/1",
        "tile/1/000.p/2",
        "tile/0/002.p/1",
    ] {
        let Ok(Resource::Tile(tile)) = path.parse() else {
            panic!("{path}");
        };
        let served = city.app.ledger_tile(1, tile).await.unwrap();
        assert_eq!(
            served.unwrap().len(),
            usize::from(tile.width()) * 32,
            "{path}"
        );
    }
    for path in [
        "tile/0/002",
        "tile/0/002.p/2",
        "tile/1/000",
        "tile/2/000.p/1",
        "tile/63/000",
    ] {
        let Ok(Resource::Tile(tile)) = path.parse() else {
            panic!("{path}");
        };
        assert_eq!(city.app.ledger_tile(1, tile).await.unwrap(), None, "{path}");
    }
}

async fn a_step_that_is_cut_short_loses_and_doubles_nothing(city: &City) {
    for stage in [StageKind::Open, StageKind::Handling, StageKind::Replied] {
        city.has(stage).await;
    }
    city.has_seen_by(Visibility::Private, StageKind::Open).await;
    // A step is dropped after so many turns of its future: at each of the points at which it waits.
    for turns in 0..40 {
        city.clock.pass(SignedDuration::from_mins(97));
        city.wang.files("井盖松动").await;
        let mut step = Box::pin(city.app.integrate());
        for _ in 0..turns {
            if (&mut step).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(step);
    }
    ledger_holds(city).await;
    assert!(city.app.ledger_rebuild().await.unwrap().is_sound());
}

async fn two_nodes_write_one_log(city: &City) {
    let other = city.another_app().await;
    let mut sent = Vec::new();
    for n in 0..6 {
        sent.push(city.has(StageKind::Replied).await);
        let (here, there) = tokio::join!(city.app.integrate(), other.integrate());
        for step in [here, there] {
            assert!(
                matches!(step, Ok(_) | Err(Refusal::Stale | Refusal::Busy)),
                "{n}: {step:?}"
            );
        }
    }
    ledger_holds(city).await;
    while other.integrate().await.unwrap() {}
    assert_eq!(checked(&other).await.findings, []);
    let (mine, theirs) = (
        city.app.signed().borrow().clone(),
        other.signed().borrow().clone(),
    );
    assert_eq!(mine.unwrap().note, theirs.unwrap().note);
}

async fn a_log_that_a_witness_saw_longer_is_not_signed(city: &City) {
    let number = city.has(StageKind::Open).await;
    city.ledger_follows().await;
    let signed = city.app.signed().borrow().clone().unwrap();
    city.app
        .ledger_seen(signed.size, signed.root)
        .await
        .unwrap();
    city.app
        .ledger_seen(0, ledger::tree::empty_root())
        .await
        .unwrap();

    let longer = city.app.ledger_seen(signed.size + 1, signed.root).await;
    assert!(
        matches!(longer, Err(Refusal::Ledger(Fault::Shorter { .. }))),
        "{longer:?}"
    );
    assert!(city.app.ledger_fault().is_some());
    city.visitor
        .opens(&format!("/messages/{number}"))
        .await
        .succeeds();
    let sent = city.sends(&Letter::titled("井盖松动"), Vec::new()).await;
    assert!(matches!(sent, Err(Refusal::Ledger(_))), "{sent:?}");
    let id = city.id_of(&number).await;
    let done = city.app.withdraw(&city.wang.actor(), id).await;
    assert!(matches!(done, Err(Refusal::Ledger(_))), "{done:?}");
    assert!(matches!(
        city.app.integrate().await,
        Err(Refusal::Ledger(_))
    ));
    assert_eq!(
        city.app.signed().borrow().clone().unwrap().size,
        signed.size
    );
}

async fn what_is_changed_in_the_rows_is_found(city: &City) {
    grows_by(city, 0, 300).await;
    city.has(StageKind::Open).await;
    city.ledger_follows().await;
    let sound = city.app.ledger_rebuild().await.unwrap();
    assert!(sound.is_sound(), "{sound:?}");

    // What follows from the entries is put right, to the byte.
    let tiles = || async {
        let mut served = Vec::new();
        for tile in Tile::all(sound.entries) {
            served.push(city.app.ledger_tile(1, tile).await.unwrap());
        }
        served
    };
    let before = tiles().await;
    for damage in [
        "UPDATE ledger_entries SET leaf = (SELECT leaf FROM ledger_entries WHERE idx = 8) WHERE idx = 7",
        "UPDATE ledger_hashes SET hash = (SELECT leaf FROM ledger_entries WHERE idx = 8)",
        "DELETE FROM ledger_hashes",
        "UPDATE ledger_log SET peaks = '[]', size = 0",
    ] {
        does(city, damage).await;
        let found = city.app.ledger_rebuild().await.unwrap();
        assert!(
            !found.is_sound() && found.agrees_with_the_signed(),
            "{damage}: {found:?}"
        );
        let again = city.app.ledger_rebuild().await.unwrap();
        assert!(again.is_sound(), "{damage}: {again:?}");
        assert_eq!(tiles().await, before, "{damage}");
    }

    // An entry itself cannot be: it is evidence, and what is signed says so.
    for damage in [
        "UPDATE ledger_entries SET entry = (SELECT entry FROM ledger_entries WHERE idx = 8) WHERE idx = 7",
        "DELETE FROM ledger_entries WHERE idx = 11",
    ] {
        does(city, damage).await;
        let found = city.app.ledger_rebuild().await.unwrap();
        assert!(!found.agrees_with_the_signed(), "{damage}: {found:?}");
    }
    // A process that begins on it signs nothing.
    does(city, "DELETE FROM ledger_entries WHERE idx > 280").await;
    does(city, "UPDATE ledger_log SET size = 281").await;
    let other = city.another_app().await;
    let step = other.integrate().await;
    assert!(step.is_err(), "{step:?}");
    assert!(other.signed().borrow().is_none());
}

async fn does(city: &City, sql: &'static str) {
    let done = city.app.db.write(async |tx| tx.run(sql, &[]).await);
    let rows: Result<u64, store::Error> = done.await;
    assert!(rows.unwrap() > 0, "{sql}");
}
