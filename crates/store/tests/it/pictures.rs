//! Pictures of messages, and what commits to them.

use crate::databases::TestDb;
use crate::samples::{VAULT, WRITER, another_key, city, message, minutes, morning, submit};
use domain::ids::{ContentId, MessageId, PictureId};
use ledger::commitments::Salt;
use ledger::facts::Name;
use store::contents::NewFile;
use store::pictures::Picture;
use store::{Error, contents, pictures};

on_both![
    a_picture_can_be_hidden_and_removed,
    a_picture_opens_until_it_is_taken_back_or_erased,
    equal_pictures_share_a_blob,
];

const ID: MessageId = MessageId(5);

fn picture(id: i64) -> Picture {
    Picture {
        id: PictureId(id),
        message: ID,
        owner: WRITER,
        blob: format!("blob{id}"),
        thumb: "thumb".into(),
        media_type: "image/jpeg".into(),
        width: 1600,
        height: u32::MAX,
        content: ContentId(id * 10),
        original: ContentId(id * 10 + 1),
        hidden: false,
    }
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// A message with two pictures.
async fn lamp_with_pictures(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        let lamp = message(ID.0, morning());
        submit(tx, &lamp).await?;
        let key = contents::key(tx, &VAULT, ID).await?;
        for id in [1, 2] {
            let picture = picture(id);
            let files = [
                (picture.content, format!("picture_{id}"), "shown"),
                (picture.original, format!("original_{id}"), "received"),
            ];
            for (content, field, bytes) in files {
                let file = NewFile::new(content, name(&field), [9; 32], bytes.as_bytes());
                contents::add_file(tx, &key, &lamp, &file).await?;
            }
            pictures::add(tx, &picture, minutes(id)).await?;
        }
        Ok(())
    })
    .await;
}

async fn a_picture_can_be_hidden_and_removed(db: &TestDb) {
    lamp_with_pictures(db).await;
    let id = PictureId(2);
    db.does(async |tx| pictures::hide(tx, ID, id, true).await)
        .await;
    let hidden = db.sees(async |tx| pictures::by_id(tx, id).await).await;
    assert!(hidden.unwrap().hidden);
    let wrong = db
        .write(async |tx| pictures::hide(tx, MessageId(6), PictureId(1), true).await)
        .await;
    assert!(
        matches!(wrong, Err(Error::Stale)),
        "it is another message's"
    );
    db.does(async |tx| pictures::remove(tx, &picture(2)).await)
        .await;
    let left = db.sees(async |tx| pictures::of_message(tx, ID).await).await;
    assert_eq!(format!("{left:?}"), format!("{:?}", [picture(1)]));
    let wrong = db
        .write(async |tx| pictures::remove(tx, &picture(2)).await)
        .await;
    assert!(matches!(wrong, Err(Error::Stale)));
    assert_eq!(db.does(async |tx| pictures::erase(tx, ID).await).await, 1);
}

async fn a_picture_opens_until_it_is_taken_back_or_erased(db: &TestDb) {
    lamp_with_pictures(db).await;
    let opened = async || {
        let opened = db.sees(async |tx| pictures::openings(tx, &VAULT, ID).await);
        let opened = opened.await.into_iter();
        opened
            .map(|one| {
                assert_eq!((one.n, &one.salt), (1, &Salt::new([9; 32])));
                one.field.to_string()
            })
            .collect::<Vec<_>>()
    };
    let salts = async || {
        let salts = db.sees(async |tx| contents::salts(tx, &VAULT, ID, 1).await);
        let mut salts: Vec<_> = salts.await.into_iter().map(|(name, _)| name).collect();
        salts.sort();
        salts
            .iter()
            .map(Name::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(opened().await, ["picture_1", "picture_2"]);
    assert_eq!(
        salts().await,
        "body original_1 original_2 picture_1 picture_2 title"
    );
    db.does(async |tx| pictures::remove(tx, &picture(2)).await)
        .await;
    assert_eq!(opened().await, ["picture_1"]);
    assert_eq!(salts().await, "body original_1 picture_1 title");
    let fresh = another_key(ID);
    db.does(async |tx| {
        pictures::erase(tx, ID).await?;
        contents::erase(tx, &VAULT, ID, &[name("body")], &fresh).await
    })
    .await;
    assert_eq!(opened().await, [""; 0]);
    assert_eq!(salts().await, "title", "files go with their pictures");
}

async fn equal_pictures_share_a_blob(db: &TestDb) {
    lamp_with_pictures(db).await;
    let uses = async |blob: &str| db.sees(async |tx| pictures::uses_of(tx, blob).await).await;
    assert_eq!(
        (
            uses("blob1").await,
            uses("thumb").await,
            uses("blob9").await
        ),
        (1, 2, 0)
    );
}
