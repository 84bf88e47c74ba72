//! Rows under older keys: counted, found, and sealed anew unless they changed meanwhile.

use crate::databases::TestDb;
use crate::samples::{morning, person};
use domain::actor::Role;
use std::collections::BTreeMap;
use store::people::{self, Phone};
use store::sealed::{self, SEALED};
use store::vault::{Keys, Place, Purpose, Vault};

on_both![rows_under_older_keys_are_found_and_replaced];

fn keys(newer: bool) -> Keys {
    let mut next = 0;
    let mut keys = Keys::generate(|bytes| {
        next += 1;
        bytes.fill(next);
    });
    if newer {
        keys.add_newer(|bytes| {
            next += 1;
            bytes.fill(next);
        })
        .unwrap();
    }
    keys
}

fn place(row: i64) -> Place<'static> {
    Place {
        table: "people",
        column: "phone_sealed",
        row,
    }
}

async fn adds(db: &TestDb, vault: &Vault, id: i64) {
    let number = format!("1000000000{id}");
    let sealed = vault.seal(place(id), &number, [7; 24]);
    let blind = vault.blind("phone", &number);
    let phone = Phone {
        blind: &blind,
        sealed: &sealed,
    };
    let citizen = person(id, Role::Citizen);
    db.does(async |tx| people::add(tx, &citizen, Some(phone), morning()).await)
        .await;
}

async fn rows_under_older_keys_are_found_and_replaced(db: &TestDb) {
    let vault = Vault::new(keys(false));
    for id in 1..=5 {
        adds(db, &vault, id).await;
    }
    vault.exchange(keys(true));
    adds(db, &vault, 6).await;
    let uses = async |purpose| db.sees(async |tx| sealed::uses(tx, purpose).await).await;
    assert_eq!(uses(Purpose::Field).await, BTreeMap::from([(1, 5), (2, 1)]));
    assert_eq!(uses(Purpose::Blind).await, BTreeMap::from([(1, 5), (2, 1)]));
    assert_eq!(uses(Purpose::Code).await, BTreeMap::new());

    let newest = vault.newest_field();
    let old = async |after, limit| {
        db.sees(async |tx| sealed::old_fields(tx, SEALED[0], newest, after, limit).await)
            .await
    };
    let found = old(0, 3).await;
    assert_eq!(
        found.iter().map(|(row, _)| *row).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(old(3, 9).await.len(), 2);
    let (row, field) = found[0].clone();
    let anew = vault.seal_anew(place(row), &field, [8; 24]).unwrap();
    let replaced = async |from: &[u8]| {
        db.does(async |tx| sealed::replace(tx, SEALED[0], row, from, &anew).await)
            .await
    };
    assert!(replaced(&field).await);
    assert!(!replaced(&field).await, "it is another one by now");
    assert_eq!(uses(Purpose::Field).await, BTreeMap::from([(1, 4), (2, 2)]));

    let phones = async || {
        let newest = vault.newest_blind();
        db.sees(async |tx| sealed::old_phones(tx, newest, 0, 9).await)
            .await
    };
    let found = phones().await;
    assert_eq!(found.len(), 5);
    let (row, sealed_phone, blind) = found[0].clone();
    let number = vault.open(place(row), &sealed_phone).unwrap();
    let new = vault.blind("phone", &number);
    let replaced = async || {
        db.does(async |tx| sealed::replace_phone(tx, row, &blind, &new).await)
            .await
    };
    assert!(replaced().await);
    assert!(!replaced().await);
    assert_eq!(phones().await.len(), 4);
    let person = db.sees(async |tx| people::by_phone(tx, &new).await).await;
    assert_eq!(person.unwrap().id.0, row);
}
