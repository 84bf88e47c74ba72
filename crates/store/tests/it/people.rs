//! Accounts, sessions, one-time codes, nonces, “me too”, imports.

use crate::databases::TestDb;
use crate::samples::{LAMPS, MAYOR, WRITER, city, message, minutes, morning, person, submit};
use domain::actor::Role;
use domain::ids::{MessageId, PersonId};
use store::authenticators::Authenticator;
use store::entries::Entry;
use store::guesses::Guesses;
use store::people::{Person, Phone};
use store::retention::Timed;
use store::sessions::Session;
use store::sign_in_codes::SentCode;
use store::{
    Error, authenticators, devices, entries, guesses, imports, messages, nonces, notices, people,
    provider_answers, retention, sessions, sign_in_codes, supports,
};

on_both![
    a_citizen_is_found_by_phone_and_staff_by_login,
    one_phone_and_one_login_make_one_account,
    a_password_for_the_first_time_is_replaced,
    an_identity_is_of_one_account,
    an_answer_of_a_provider_is_taken_once,
    a_step_and_a_recovery_code_are_used_once,
    a_way_in_lasts_until_it_ends,
    wrong_tries_are_counted_for_their_target,
    a_browser_is_known_for_those_who_signed_in_there,
    an_owner_is_told_and_has_read,
    a_session_lasts_until_it_ends,
    a_code_waits_where_it_was_asked_for_and_is_burnt,
    a_form_is_taken_once,
    me_too_is_said_once,
    a_row_of_an_archive_is_imported_once,
];

async fn a_citizen_is_found_by_phone_and_staff_by_login(db: &TestDb) {
    db.does(city).await;
    let citizen = person(10, Role::Citizen);
    let handler = Person {
        password: Some("$argon2id$".into()),
        staff_name: Some("王小川".into()),
        unit: Some(LAMPS),
        office: Some(MAYOR),
        ..person(11, Role::Handler)
    };
    let phone = Phone {
        blind: &[3; 36],
        sealed: &[0, 255, 1],
    };
    db.does(async |tx| {
        people::add(tx, &citizen, Some(phone), morning()).await?;
        people::add(tx, &handler, None, morning()).await
    })
    .await;
    let (by_phone, by_login, by_id, sealed, no_phone, staff, nobody) = db
        .sees(async |tx| {
            Ok((
                people::by_phone(tx, &[3; 36]).await?.unwrap(),
                people::by_login(tx, "staff11").await?.unwrap(),
                people::by_id(tx, PersonId(11)).await?.unwrap(),
                people::phone(tx, PersonId(10)).await?,
                people::phone(tx, PersonId(11)).await?,
                people::staff(tx).await?,
                people::by_login(tx, "STAFF11").await?,
            ))
        })
        .await;
    assert_eq!(format!("{by_phone:?}"), format!("{citizen:?}"));
    assert_eq!(format!("{by_login:?}"), format!("{handler:?}"));
    assert_eq!(format!("{by_id:?}"), format!("{handler:?}"));
    assert_eq!(
        (sealed.as_deref(), no_phone),
        (Some(&[0, 255, 1][..]), None)
    );
    assert_eq!(
        staff.iter().map(|person| person.id.0).collect::<Vec<_>>(),
        [2, 11]
    );
    assert!(
        nobody.is_none(),
        "logins are told apart by case on both databases"
    );

    db.does(async |tx| people::set_pen_name(tx, PersonId(10), "路灯下的人").await)
        .await;
    let found = db
        .sees(async |tx| people::by_id(tx, PersonId(10)).await)
        .await
        .unwrap();
    assert_eq!(found.pen_name, "路灯下的人");
    let nobody = db
        .write(async |tx| people::set_pen_name(tx, PersonId(99), "无名").await)
        .await;
    assert!(matches!(nobody, Err(Error::Stale)), "{nobody:?}");
}

async fn one_phone_and_one_login_make_one_account(db: &TestDb) {
    let phone = Some(Phone {
        blind: &[3; 36],
        sealed: &[1],
    });
    db.does(async |tx| people::add(tx, &person(1, Role::Citizen), phone, morning()).await)
        .await;
    let again = db
        .write(async |tx| people::add(tx, &person(2, Role::Citizen), phone, morning()).await)
        .await;
    assert!(matches!(again, Err(Error::Taken(_))), "{again:?}");
    let editor = Person {
        login: Some("zhou".into()),
        ..person(3, Role::Editor)
    };
    db.does(async |tx| people::add(tx, &editor, None, morning()).await)
        .await;
    let again = Person {
        id: PersonId(4),
        ..editor
    };
    let again = db
        .write(async |tx| people::add(tx, &again, None, morning()).await)
        .await;
    assert!(matches!(again, Err(Error::Taken(_))), "{again:?}");
}

async fn a_password_for_the_first_time_is_replaced(db: &TestDb) {
    db.does(city).await;
    let id = PersonId(2);
    let of = async || {
        let person = db.sees(async |tx| people::by_id(tx, id).await).await;
        let person = person.unwrap();
        (person.password, person.password_until)
    };
    db.does(async |tx| people::set_password(tx, id, "first", Some(minutes(5))).await)
        .await;
    assert_eq!(of().await, (Some("first".into()), Some(minutes(5))));
    db.does(async |tx| people::set_password(tx, id, "own", None).await)
        .await;
    assert_eq!(of().await, (Some("own".into()), None));
}

async fn an_identity_is_of_one_account(db: &TestDb) {
    db.does(city).await;
    let (editor, other) = (PersonId(2), person(12, Role::Editor));
    let known = "https://login.example 1001";
    db.does(async |tx| {
        people::add(tx, &other, None, morning()).await?;
        people::set_identity(tx, editor, Some(known)).await
    })
    .await;
    let of = async || {
        let found = db.sees(async |tx| people::by_identity(tx, known).await);
        found.await.map(|person| person.id)
    };
    assert_eq!(of().await, Some(editor));
    let kept = db.sees(async |tx| people::identity(tx, editor).await);
    assert_eq!(kept.await.as_deref(), Some(known));
    let none = db.sees(async |tx| people::by_identity(tx, "1001").await);
    assert!(none.await.is_none());
    let taken = db
        .write(async |tx| people::set_identity(tx, other.id, Some(known)).await)
        .await;
    assert!(matches!(taken, Err(Error::Taken(_))), "{taken:?}");
    db.does(async |tx| {
        people::set_identity(tx, editor, None).await?;
        people::set_identity(tx, other.id, Some(known)).await
    })
    .await;
    assert_eq!(of().await, Some(other.id));
}

async fn an_answer_of_a_provider_is_taken_once(db: &TestDb) {
    let take = async |state: [u8; 32]| {
        db.write(async |tx| provider_answers::take(tx, &state, morning()).await)
            .await
            .unwrap()
    };
    assert!(take([1; 32]).await);
    assert!(!take([1; 32]).await);
    assert!(take([2; 32]).await);
}

async fn a_step_and_a_recovery_code_are_used_once(db: &TestDb) {
    db.does(city).await;
    let (id, other) = (PersonId(2), WRITER);
    let one = |step| Authenticator {
        secret_sealed: vec![7; 60],
        step,
        since: morning(),
    };
    assert_eq!(
        db.sees(async |tx| authenticators::of(tx, id).await).await,
        None
    );
    db.does(async |tx| {
        authenticators::put(tx, id, &one(3)).await?;
        authenticators::put(tx, id, &one(5)).await?;
        authenticators::put_codes(tx, id, &[[1; 32], [2; 32]]).await
    })
    .await;
    let used = db
        .does(async |tx| {
            Ok([
                authenticators::use_step(tx, id, 5).await?,
                authenticators::use_step(tx, id, 6).await?,
                authenticators::use_step(tx, id, 6).await?,
                authenticators::use_step(tx, other, 7).await?,
                authenticators::use_code(tx, other, &[1; 32], morning()).await?,
                authenticators::use_code(tx, id, &[1; 32], morning()).await?,
                authenticators::use_code(tx, id, &[1; 32], morning()).await?,
                authenticators::use_code(tx, id, &[3; 32], morning()).await?,
            ])
        })
        .await;
    assert_eq!(used, [false, true, false, false, false, true, false, false]);
    let (kept, left) = db
        .sees(async |tx| {
            Ok((
                authenticators::of(tx, id).await?,
                authenticators::codes_left(tx, id).await?,
            ))
        })
        .await;
    assert_eq!((kept, left), (Some(one(6)), 1));
    db.does(async |tx| authenticators::put_codes(tx, id, &[[1; 32]]).await)
        .await;
    let again = db
        .does(async |tx| authenticators::use_code(tx, id, &[1; 32], morning()).await)
        .await;
    assert!(again, "new codes are new");
    db.does(async |tx| authenticators::remove(tx, id).await)
        .await;
    assert_eq!(
        db.sees(async |tx| authenticators::of(tx, id).await).await,
        None
    );
}

async fn a_way_in_lasts_until_it_ends(db: &TestDb) {
    db.does(city).await;
    let way = |until| Entry {
        person: PersonId(2),
        proved: false,
        renews: false,
        elsewhere: false,
        expires_at: minutes(until),
    };
    db.does(async |tx| {
        entries::add(tx, &[1; 32], &way(5)).await?;
        entries::add(tx, &[2; 32], &way(9)).await?;
        entries::proved(tx, &[1; 32]).await
    })
    .await;
    let find = async |token: u8, now| {
        let found = db.sees(async |tx| entries::find(tx, &[token; 32], minutes(now)).await);
        found.await
    };
    let proved = Entry {
        proved: true,
        ..way(5)
    };
    assert_eq!(find(1, 4).await, Some(proved));
    assert_eq!((find(1, 5).await, find(3, 0).await), (None, None));
    let forgotten = db.does(async |tx| retention::forget(tx, Timed::Entries, minutes(6), 9).await);
    assert_eq!(forgotten.await, 1);
    db.does(async |tx| entries::end_all(tx, PersonId(2)).await)
        .await;
    assert_eq!(find(2, 0).await, None);
}

async fn wrong_tries_are_counted_for_their_target(db: &TestDb) {
    let tried = |tries, at, rests: Option<i64>| Guesses {
        tries,
        tried_at: minutes(at),
        rests_until: rests.map(minutes),
    };
    db.does(async |tx| {
        guesses::put(tx, &[1; 32], tried(1, 0, None)).await?;
        guesses::put(tx, &[1; 32], tried(5, 2, Some(3))).await?;
        guesses::put(tx, &[2; 32], tried(1, 1, None)).await
    })
    .await;
    let of = async |target: u8| {
        db.sees(async |tx| guesses::of(tx, &[target; 32]).await)
            .await
    };
    assert_eq!(of(1).await, Some(tried(5, 2, Some(3))));
    let forgotten = db.does(async |tx| retention::forget(tx, Timed::Guesses, minutes(2), 9).await);
    assert_eq!((forgotten.await, of(2).await), (1, None));
    db.does(async |tx| guesses::forgive(tx, &[1; 32]).await)
        .await;
    assert_eq!(of(1).await, None);
}

async fn a_browser_is_known_for_those_who_signed_in_there(db: &TestDb) {
    db.does(city).await;
    let editor = PersonId(2);
    db.does(async |tx| {
        devices::put(tx, &[1; 32], WRITER, minutes(0)).await?;
        devices::put(tx, &[1; 32], editor, minutes(1)).await?;
        devices::put(tx, &[1; 32], editor, minutes(5)).await?;
        devices::put(tx, &[2; 32], editor, minutes(5)).await
    })
    .await;
    let people = async |token: u8| {
        let people = db.sees(async |tx| devices::people(tx, &[token; 32]).await);
        people.await
    };
    assert_eq!(people(1).await, [WRITER, editor]);
    assert_eq!(people(3).await, []);
    let count = db.sees(async |tx| devices::count(tx, editor).await);
    assert_eq!(count.await, 2);
    let forgotten = db.does(async |tx| retention::forget(tx, Timed::Devices, minutes(5), 9).await);
    assert_eq!((forgotten.await, people(1).await), (1, vec![editor]));
}

async fn an_owner_is_told_and_has_read(db: &TestDb) {
    db.does(city).await;
    let editor = PersonId(2);
    db.does(async |tx| {
        notices::add(tx, 1, editor, "new_device", "edge-windows", minutes(0)).await?;
        notices::add(tx, 2, editor, "code_used", "", minutes(3)).await?;
        notices::add(tx, 3, WRITER, "new_device", "", minutes(3)).await
    })
    .await;
    let told = db
        .does(async |tx| {
            Ok((
                notices::unread(tx, editor).await?,
                notices::told_since(tx, editor, "new_device", minutes(0)).await?,
                notices::told_since(tx, editor, "code_used", minutes(0)).await?,
            ))
        })
        .await;
    assert_eq!(told, (2, 0, 1), "the moment itself is not since then");
    db.does(async |tx| notices::read(tx, editor, minutes(4)).await)
        .await;
    let of = db.sees(async |tx| notices::of(tx, editor).await).await;
    let codes: Vec<_> = of.iter().map(|notice| notice.what.as_str()).collect();
    assert_eq!(codes, ["code_used", "new_device"]);
    assert!(of.iter().all(|notice| notice.read_at == Some(minutes(4))));
    let unread = db.sees(async |tx| notices::unread(tx, WRITER).await).await;
    assert_eq!(unread, 1, "another's is not read");
}

async fn a_session_lasts_until_it_ends(db: &TestDb) {
    db.does(city).await;
    let session = |id, bearer, until| Session {
        id,
        person: WRITER,
        form_key: "k".repeat(43),
        bearer,
        device: "edge-windows".into(),
        seen_at: morning(),
        expires_at: minutes(until),
    };
    db.does(async |tx| {
        sessions::add(tx, &[1; 32], &session(1, false, 30)).await?;
        sessions::add(tx, &[2; 32], &session(2, true, 60)).await?;
        sessions::add(tx, &[3; 32], &session(3, true, 90)).await?;
        sessions::seen(tx, &[1; 32], minutes(7)).await
    })
    .await;
    let find = async |token: u8, now| {
        db.sees(async |tx| sessions::find(tx, &[token; 32], minutes(now)).await)
            .await
    };
    let found = find(1, 29).await.unwrap();
    let seen = Session {
        seen_at: minutes(7),
        ..session(1, false, 30)
    };
    assert_eq!(format!("{found:?}"), format!("{seen:?}"));
    assert!(
        find(1, 30).await.is_none()
            && find(9, 0).await.is_none()
            && find(2, 30).await.unwrap().bearer
    );
    let of = db.sees(async |tx| sessions::of(tx, WRITER, minutes(60)).await);
    let ids: Vec<_> = of.await.iter().map(|session| session.id).collect();
    assert_eq!(ids, [3], "one that has ended is none");
    let ended = db
        .does(async |tx| {
            Ok([
                sessions::end_one(tx, PersonId(2), 2).await?,
                sessions::end_one(tx, WRITER, 2).await?,
            ])
        })
        .await;
    assert_eq!(ended, [false, true], "nobody ends another's");
    db.does(async |tx| sessions::end_others(tx, WRITER, 3).await)
        .await;
    assert!(find(2, 1).await.is_none() && find(3, 1).await.is_some());
    assert_eq!(
        db.does(async |tx| sessions::end_all(tx, WRITER).await)
            .await,
        1,
        "the one that was kept"
    );
}

async fn a_code_waits_where_it_was_asked_for_and_is_burnt(db: &TestDb) {
    let code = |id, sent: u8| SentCode {
        id,
        phone_blind: [4; 36],
        phone_sealed: vec![sent; 60],
        code: [sent; 32],
        tries: 0,
    };
    db.does(async |tx| {
        sign_in_codes::add(tx, &code(1, 1), &[8; 32], minutes(0), minutes(5)).await?;
        sign_in_codes::add(tx, &code(2, 2), &[8; 32], minutes(1), minutes(6)).await
    })
    .await;
    let waiting = async |cookie: u8, now| {
        db.sees(async |tx| sign_in_codes::waiting(tx, &[cookie; 32], minutes(now)).await)
            .await
    };
    assert_eq!(
        format!("{:?}", waiting(8, 2).await.unwrap()),
        format!("{:?}", code(2, 2))
    );
    assert!(waiting(9, 2).await.is_none() && waiting(8, 6).await.is_none());
    let sent = db
        .sees(async |tx| {
            let since = async |tx: &mut store::Tx, now| {
                sign_in_codes::sent_since(tx, &[4; 36], minutes(0), minutes(now)).await
            };
            Ok((since(tx, 5).await?, since(tx, 0).await?))
        })
        .await;
    assert_eq!(
        sent,
        (1, 0),
        "the moment itself is not since then, nor what is still to come"
    );
    assert!(
        waiting(8, -5).await.is_none(),
        "a clock that was set back makes no code valid for longer"
    );

    db.does(async |tx| sign_in_codes::tried(tx, 2, false).await)
        .await;
    assert_eq!(waiting(8, 2).await.unwrap().tries, 1);
    db.does(async |tx| sign_in_codes::tried(tx, 2, true).await)
        .await;
    assert_eq!(
        waiting(8, 2).await.unwrap().id,
        1,
        "the burnt one is gone, the one before it waits"
    );
    let burnt = db
        .write(async |tx| sign_in_codes::tried(tx, 2, true).await)
        .await;
    assert!(matches!(burnt, Err(Error::Stale)), "{burnt:?}");
}

async fn a_form_is_taken_once(db: &TestDb) {
    let take = async |nonce: &str, message| {
        db.does(async |tx| nonces::take(tx, nonce, WRITER, MessageId(message), morning()).await)
            .await
    };
    assert!(take("a", 1).await && !take("a", 2).await && take("b", 3).await);
    let find = async |nonce: &str, who| {
        db.sees(async |tx| nonces::find(tx, nonce, PersonId(who)).await)
            .await
    };
    assert_eq!(find("a", WRITER.0).await, Some(MessageId(1)));
    assert_eq!(
        (find("a", 2).await, find("c", WRITER.0).await),
        (None, None),
        "another's form is not told"
    );
}

async fn me_too_is_said_once(db: &TestDb) {
    db.does(city).await;
    let id = MessageId(5);
    db.does(async |tx| submit(tx, &message(5, morning())).await)
        .await;
    let answers = db
        .does(async |tx| {
            let added = supports::add(tx, id, WRITER).await?;
            let twice = supports::add(tx, id, WRITER).await?;
            messages::count_support(tx, id, true).await?;
            messages::count_support(tx, id, true).await?;
            messages::count_support(tx, id, false).await?;
            Ok((added, twice, supports::has(tx, id, WRITER).await?))
        })
        .await;
    assert_eq!(answers, (true, false, true));
    assert_eq!(
        db.sees(async |tx| messages::by_id(tx, id).await)
            .await
            .unwrap()
            .supports,
        1
    );
    let answers = db
        .does(async |tx| {
            let removed = supports::remove(tx, id, WRITER).await?;
            Ok((
                removed,
                supports::remove(tx, id, WRITER).await?,
                supports::has(tx, id, WRITER).await?,
            ))
        })
        .await;
    assert_eq!(answers, (true, false, false));
    let nothing = db
        .write(async |tx| messages::count_support(tx, MessageId(99), true).await)
        .await;
    assert!(matches!(nothing, Err(Error::Stale)), "{nothing:?}");
}

async fn a_row_of_an_archive_is_imported_once(db: &TestDb) {
    db.does(city).await;
    let id = MessageId(5);
    db.does(async |tx| {
        submit(tx, &message(5, morning())).await?;
        imports::add(tx, "旧站", "17", id).await
    })
    .await;
    let find = async |row: &str| {
        db.sees(async |tx| imports::find(tx, "旧站", row).await)
            .await
    };
    assert_eq!((find("17").await, find("18").await), (Some(id), None));
    let twice = db
        .write(async |tx| imports::add(tx, "旧站", "17", id).await)
        .await;
    assert!(matches!(twice, Err(Error::Taken(_))), "{twice:?}");
    db.does(async |tx| imports::add(tx, "另一站", "17", id).await)
        .await;
}
