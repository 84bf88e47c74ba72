//! Pictures of messages and those whose form was never sent.

use crate::databases::TestDb;
use crate::samples::{EDITOR, WRITER, city, message, minutes, morning, submit};
use domain::ids::{MessageId, PictureId};
use store::pictures::Picture;
use store::{Error, pictures};

on_both![
    a_picture_is_attached_by_its_owner_alone_and_once,
    a_picture_can_be_hidden_and_removed,
    pictures_without_a_message_are_forgotten_with_their_blobs,
];

fn picture(id: i64, message: Option<i64>) -> Picture {
    Picture {
        id: PictureId(id),
        message: message.map(MessageId),
        owner: WRITER,
        blob: format!("blob{id}"),
        thumb: "thumb".into(),
        media_type: "image/jpeg".into(),
        width: 1600,
        height: u32::MAX,
        hidden: false,
    }
}

async fn city_with_pictures(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        submit(tx, &message(5, morning())).await?;
        pictures::add(tx, &picture(1, None), &[1; 32], morning()).await?;
        pictures::add(tx, &picture(2, Some(5)), &[2; 32], morning()).await?;
        pictures::add(tx, &picture(3, None), &[3; 32], minutes(60)).await
    })
    .await;
}

async fn a_picture_is_attached_by_its_owner_alone_and_once(db: &TestDb) {
    city_with_pictures(db).await;
    let attach = async |id, owner| {
        db.write(async |tx| pictures::attach(tx, MessageId(5), PictureId(id), owner, true).await)
            .await
    };
    assert!(matches!(attach(1, EDITOR).await, Err(Error::Stale)));
    assert!(matches!(attach(2, WRITER).await, Err(Error::Stale)));
    attach(1, WRITER).await.unwrap();
    let of_message = db
        .sees(async |tx| pictures::of_message(tx, MessageId(5)).await)
        .await;
    let attached = Picture {
        message: Some(MessageId(5)),
        hidden: true,
        ..picture(1, None)
    };
    assert_eq!(
        format!("{of_message:?}"),
        format!("{:?}", [attached, picture(2, Some(5))])
    );
}

async fn a_picture_can_be_hidden_and_removed(db: &TestDb) {
    city_with_pictures(db).await;
    let (message, id) = (MessageId(5), PictureId(2));
    db.does(async |tx| pictures::hide(tx, message, id, true).await)
        .await;
    assert!(
        db.sees(async |tx| pictures::by_id(tx, id).await)
            .await
            .unwrap()
            .hidden
    );
    let wrong = db
        .write(async |tx| pictures::hide(tx, message, PictureId(1), true).await)
        .await;
    assert!(
        matches!(wrong, Err(Error::Stale)),
        "it is another message's"
    );
    db.does(async |tx| pictures::remove(tx, message, id).await)
        .await;
    assert!(
        db.sees(async |tx| pictures::by_id(tx, id).await)
            .await
            .is_none()
    );
    let wrong = db
        .write(async |tx| pictures::remove(tx, message, id).await)
        .await;
    assert!(matches!(wrong, Err(Error::Stale)));
    db.does(async |tx| pictures::attach(tx, message, PictureId(1), WRITER, false).await)
        .await;
    assert_eq!(
        db.does(async |tx| pictures::erase(tx, message).await).await,
        1
    );
}

async fn pictures_without_a_message_are_forgotten_with_their_blobs(db: &TestDb) {
    city_with_pictures(db).await;
    let uses = async |blob: &str| db.sees(async |tx| pictures::uses_of(tx, blob).await).await;
    assert_eq!(
        (
            uses("blob1").await,
            uses("thumb").await,
            uses("blob9").await
        ),
        (1, 3, 0)
    );
    let forgotten = db
        .does(async |tx| pictures::forget_before(tx, minutes(60)).await)
        .await;
    assert_eq!(forgotten, [("blob1".to_owned(), "thumb".to_owned())]);
    assert_eq!((uses("blob1").await, uses("thumb").await), (0, 2));
}
