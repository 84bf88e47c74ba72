//! Passkeys: one of a kind, its owner's, and challenges that are answered once.

use crate::databases::TestDb;
use crate::samples::{WRITER, city, minutes, morning};
use domain::ids::PersonId;
use store::Error;
use store::passkeys::{self, Passkey};
use store::retention::{self, Timed};

on_both![a_passkey_is_one_of_its_kind_and_its_owners];

async fn a_passkey_is_one_of_its_kind_and_its_owners(db: &TestDb) {
    db.does(city).await;
    let (owner, other) = (PersonId(2), WRITER);
    let one = |id, person, credential: u8| Passkey {
        id,
        person,
        credential: vec![credential; 20],
        handle: vec![1; 32],
        public_key: vec![2; 77],
        counter: 0,
        may_sync: true,
        synced: false,
        name_sealed: vec![3; 50],
        made_at: morning(),
        used_at: None,
    };
    db.does(async |tx| {
        passkeys::add(tx, &one(1, owner, 1)).await?;
        passkeys::add(tx, &one(2, owner, 2)).await?;
        passkeys::add(tx, &one(3, other, 3)).await
    })
    .await;
    let taken = db
        .write(async |tx| passkeys::add(tx, &one(4, other, 1)).await)
        .await;
    assert!(matches!(taken, Err(Error::Taken(_))), "{taken:?}");
    let changed = db
        .does(async |tx| {
            passkeys::used(tx, 1, u32::MAX, true, minutes(3)).await?;
            Ok([
                passkeys::rename(tx, other, 1, &[4; 50]).await?,
                passkeys::rename(tx, owner, 1, &[5; 50]).await?,
                passkeys::remove(tx, other, 2).await?,
                passkeys::remove(tx, owner, 2).await?,
                passkeys::remove(tx, owner, 2).await?,
            ])
        })
        .await;
    assert_eq!(changed, [false, true, false, true, false]);
    let used = Passkey {
        counter: u32::MAX,
        synced: true,
        name_sealed: vec![5; 50],
        used_at: Some(minutes(3)),
        ..one(1, owner, 1)
    };
    let (found, gone, own) = db
        .sees(async |tx| {
            Ok((
                passkeys::find(tx, &[1; 20]).await?,
                passkeys::find(tx, &[2; 20]).await?,
                passkeys::of(tx, owner).await?,
            ))
        })
        .await;
    assert_eq!((found, gone), (Some(used.clone()), None));
    assert_eq!(own, [used]);
    let removed = db.does(async |tx| passkeys::remove_all(tx, owner).await);
    assert_eq!(removed.await, 1);
    let left = db.sees(async |tx| passkeys::of(tx, other).await).await;
    assert_eq!(left, [one(3, other, 3)]);

    let take = async |challenge: [u8; 32], now| {
        db.does(async |tx| passkeys::take(tx, &challenge, minutes(now)).await)
            .await
    };
    assert!(take([1; 32], 1).await);
    assert!(!take([1; 32], 2).await);
    assert!(take([2; 32], 5).await);
    let forgotten = db
        .does(async |tx| retention::forget(tx, Timed::PasskeyChallenges, minutes(3), 9).await)
        .await;
    assert_eq!(forgotten, 1);
}
