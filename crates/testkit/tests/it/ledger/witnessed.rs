//! What witnesses said: their lines stand below the checkpoint that is served, until they are too far behind; and one
//! that has seen another past stops the signing.

use super::tree::grows_by;
use app::ledger::Fault;
use app::{App, Refusal};
use jiff::SignedDuration;
use ledger::checkpoints::SignedCheckpoint;
use ledger::cosignatures::{cosign, verify};
use ledger::keys::{Algorithm, SignerKey};
use ledger::policy::Policy;
use testkit::{City, Letter};

in_a_city! {
    lines_of_witnesses_are_served,
    a_witness_that_lags_is_not_waited_for,
    a_witness_that_saw_another_past_stops_the_signing,
    a_renewed_receipt_has_the_lines_of_witnesses,
    what_was_signed_is_asked_for_where_nobody_remembers,
}

fn witness(n: u8) -> SignerKey {
    let name = format!("university.example/w{n}").parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Cosignature, &[n; 32])
}

/// Some witnesses cosign what was signed last.
async fn cosigned_by(app: &App, witnesses: &[u8]) -> SignedCheckpoint {
    let signed = app.signed().borrow().clone().unwrap();
    let mut cosigned = SignedCheckpoint::parse(signed.note.as_bytes()).unwrap();
    for n in witnesses {
        let line = cosign(cosigned.checkpoint(), 1_780_000_000, &witness(*n)).unwrap();
        cosigned.attach(line);
    }
    app.ledger_cosigned(cosigned.clone()).await.unwrap();
    cosigned
}

async fn served(city: &City) -> SignedCheckpoint {
    let note = city.visitor.opens("/ledger/checkpoint").await;
    SignedCheckpoint::parse(&note.is(200).bytes).unwrap()
}

async fn lines_of_witnesses_are_served(city: &City) {
    grows_by(city, 0, 5).await;
    assert!(verify(&served(city).await, witness(1).verifier()).is_err());
    cosigned_by(&city.app, &[1]).await;
    verify(&served(city).await, witness(1).verifier()).unwrap();
    // A second witness comes later, with the line of the first.
    let both = cosigned_by(&city.app, &[1, 2]).await;
    assert_eq!(served(city).await, both);
    verify(&both, witness(1).verifier()).unwrap();
    verify(&both, witness(2).verifier()).unwrap();

    // What an older round brings late changes nothing.
    grows_by(city, 5, 2).await;
    let newer = cosigned_by(&city.app, &[1]).await;
    city.app.ledger_cosigned(both).await.unwrap();
    assert_eq!(served(city).await, newer);

    // A process that begins later knows it too.
    let other = city.another_app().await;
    other.ledger_recall().await.unwrap();
    assert_eq!(other.ledger_checkpoint(1), city.app.ledger_checkpoint(1));
    assert_eq!(other.witnessed().borrow().as_deref(), Some(&newer));
}

async fn a_witness_that_lags_is_not_waited_for(city: &City) {
    grows_by(city, 0, 5).await;
    let cosigned = cosigned_by(&city.app, &[1]).await;
    // A moment behind: what was cosigned is worth more.
    grows_by(city, 5, 3).await;
    assert_eq!(served(city).await, cosigned);
    // Long behind, or far: what is new is.
    city.clock.pass(SignedDuration::from_mins(6));
    assert_eq!(served(city).await.checkpoint().size, 8);
    let cosigned = cosigned_by(&city.app, &[1]).await;
    assert_eq!(served(city).await, cosigned);
    grows_by(city, 8, 1_001).await;
    assert_eq!(served(city).await.checkpoint().size, 1_009);
}

async fn a_witness_that_saw_another_past_stops_the_signing(city: &City) {
    grows_by(city, 0, 5).await;
    city.app.ledger_contradicted(5);
    assert!(matches!(
        city.app.ledger_fault(),
        Some(Fault::Rewritten { seen: 5 })
    ));
    city.app.ledger_contradicted(9);
    assert!(matches!(
        city.app.ledger_fault(),
        Some(Fault::Shorter {
            entries: 5,
            seen: 9
        })
    ));
    let sent = city.sends(&Letter::titled("井盖松动"), Vec::new()).await;
    assert!(matches!(sent, Err(Refusal::Ledger(_))), "{sent:?}");
    assert_eq!(served(city).await.checkpoint().size, 5);
}

async fn a_renewed_receipt_has_the_lines_of_witnesses(city: &City) {
    let receipt = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let wang = city.wang.actor();
    let first = city.app.ledger_receipt(&wang, receipt.id).await;
    let first = first.unwrap().unwrap();
    assert!(verify(&first.proof().checkpoint, witness(1).verifier()).is_err());
    let policy = format!(
        "log {}\nwitness a {}\nwitness b {}\ngroup both all a b\nquorum both\n",
        city.app.ledger_key().unwrap(),
        witness(1).verifier(),
        witness(2).verifier(),
    );
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    first.verify(&policy).unwrap_err();

    let cosigned = cosigned_by(&city.app, &[1, 2]).await;
    let own = city.app.ledger_receipt(&wang, receipt.id).await;
    let code = receipt.code.unwrap();
    let by_code = city.app.ledger_receipt_by_code(&code).await;
    for renewed in [own, by_code] {
        let renewed = renewed.unwrap().unwrap();
        assert_eq!(renewed.proof().checkpoint, cosigned);
        assert_eq!(renewed.contents(), first.contents());
        renewed.verify(&policy).unwrap();
    }

    // What witnesses have not seen yet is proved by what was signed.
    let next = city.answered(&Letter::titled("井盖松动"), Vec::new()).await;
    let next = city.app.ledger_receipt(&wang, next.id).await;
    let next = next.unwrap().unwrap();
    assert!(next.proof().checkpoint.checkpoint().size > cosigned.checkpoint().size);
    next.verify(&policy).unwrap_err();
}

async fn what_was_signed_is_asked_for_where_nobody_remembers(city: &City) {
    // Something is known: nobody is waited for.
    grows_by(city, 0, 5).await;
    city.app.ledger_asks_first().await.unwrap();
    assert_eq!(city.app.ledger_fault(), None);

    let restored = city.another_app().await;
    restored.ledger_asks_first().await.unwrap();
    assert_eq!(restored.ledger_fault(), Some(Fault::Unasked));
    let step = restored.integrate().await;
    assert!(
        matches!(step, Err(Refusal::Ledger(Fault::Unasked))),
        "{step:?}"
    );
    let beginning = restored.ledger_beginning().unwrap();
    assert_eq!(beginning.checkpoint().size, 0);
    beginning.verify(&restored.ledger_key().unwrap()).unwrap();
    // No more than there is: it goes on.
    restored.ledger_seen_size(5).await.unwrap();
    restored.ledger_asked().await.unwrap();
    assert_eq!(restored.ledger_fault(), None);
    restored.integrate().await.unwrap();

    // More than there is: that all have answered changes nothing.
    let mark = city
        .app
        .db
        .write(async |tx| store::cursors::advance(tx, store::ledger::RESTORED, 0, 1).await);
    mark.await.unwrap();
    let restored = city.another_app().await;
    restored.ledger_recall().await.unwrap();
    restored.ledger_asks_first().await.unwrap();
    restored.ledger_seen_size(6).await.unwrap_err();
    restored.ledger_asked().await.unwrap();
    let held = Some(Fault::Shorter {
        entries: 5,
        seen: 6,
    });
    assert_eq!(restored.ledger_fault(), held);

    // A copy that was restored knows what was signed of it, and not what was since: it asks, and asks once.
    for expected in [Some(Fault::Unasked), None] {
        let restored = city.another_app().await;
        restored.ledger_recall().await.unwrap();
        restored.ledger_asks_first().await.unwrap();
        assert_eq!(restored.ledger_fault(), expected);
        restored.ledger_asked().await.unwrap();
        assert_eq!(restored.ledger_fault(), None);
    }
}
