//! Which entries there are: one for every verb, receipts, what remains of an erasure, what is said of the board itself.

use super::{all_entries, ledger_holds, policy, read};
use crate::pictures::photo;
use app::Refusal;
use app::archive::columns::ColumnMap;
use app::archive::rows::{Archive, ArchiveOptions};
use app::ledger::Entered;
use app::messages::Wording;
use app::staff::{NewStaff, Removal};
use domain::actor::{Actor, Role};
use domain::ids::{MessageId, UnitId};
use domain::screening::Visibility;
use domain::stage::StageKind;
use jiff::SignedDuration;
use ledger::facts::Name;
use ledger::kinds::Kind;
use ledger::receipts::Receipt;
use std::collections::BTreeSet;
use testkit::{BODY, City, Letter};

in_a_city! {
    every_kind_of_entry_is_made,
    the_last_who_looks_after_the_board_stays,
    a_submission_is_answered_with_its_receipt,
    a_picture_is_bound_as_it_is_shown_and_as_it_was_received,
    what_is_erased_leaves_a_log_that_holds,
    rules_and_release_are_told_once,
}

/// The noun of each verb that a person does, and the entry that it makes; none: the public learns nothing by it.
const ENTRIES: [(&str, Option<Kind>); 36] = [
    ("text", Some(Kind::Amended)),
    ("publication", Some(Kind::Screened)),
    ("decline", Some(Kind::Screened)),
    ("diversion", Some(Kind::Diverted)),
    ("redaction", Some(Kind::Redacted)),
    ("office", Some(Kind::Moved)),
    ("split", Some(Kind::Split)),
    ("duplicate", Some(Kind::Linked)),
    ("amendment", Some(Kind::Amended)),
    ("appeal", Some(Kind::Appealed)),
    ("assignment", Some(Kind::Assigned)),
    ("designation", Some(Kind::Designated)),
    ("withdrawal", Some(Kind::Withdrawn)),
    ("erasure", Some(Kind::Erased)),
    ("acceptance", Some(Kind::Accepted)),
    ("refusal", Some(Kind::Refused)),
    ("transfer", Some(Kind::Transferred)),
    ("co-unit", Some(Kind::CoUnits)),
    ("reminder", None),
    ("escalation", Some(Kind::Escalated)),
    ("instruction", Some(Kind::Instructed)),
    ("question", Some(Kind::Clarification)),
    ("interim-reply", Some(Kind::Interim)),
    ("offline-record", Some(Kind::Offline)),
    ("extension-request", Some(Kind::Extended)),
    ("extension", Some(Kind::Extended)),
    ("clarification", Some(Kind::Clarification)),
    ("reply", Some(Kind::ReplySubmitted)),
    ("return", Some(Kind::ReplyReturned)),
    ("reply-publication", Some(Kind::ReplyPublished)),
    ("correction", Some(Kind::ReplyCorrected)),
    ("rating", Some(Kind::Rated)),
    ("follow-up", Some(Kind::FollowedUp)),
    ("reopening-request", Some(Kind::ReopenRequested)),
    ("reopening", Some(Kind::ReopenJudged)),
    ("reopening-refusal", Some(Kind::KeptClosed)),
];
/// Kinds that are in the format and that nothing in this program makes: no verb takes a step back, and changing the key or the log is the operator's deed on the command line.
const NOT_MADE: [Kind; 4] = [
    Kind::Undone,
    Kind::KeyRotated,
    Kind::LogRetired,
    Kind::LogSucceeded,
];

async fn every_kind_of_entry_is_made(city: &City) {
    for (noun, expected) in ENTRIES {
        let (number, fields) = city.has_for(noun).await;
        let id = city.id_of(&number).await;
        let before = kinds_of(city, id).await;
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let mut done = false;
        for person in city.everyone() {
            done = done
                || person
                    .tries(&number, noun, &fields)
                    .await
                    .status
                    .is_success();
        }
        assert!(done, "nobody could do {noun}");
        let after = kinds_of(city, id).await;
        let made: Vec<Kind> = expected.into_iter().collect();
        assert_eq!(after, [before, made].concat(), "{noun}");
    }
    archive_comes_in(city).await;
    accounts_come_and_go(city).await;
    city.app.ledger_announce("1.2.3").await.unwrap();
    // A writer sends only so many messages in a day.
    for seen_by in [
        Visibility::Public,
        Visibility::ProgressOnly,
        Visibility::Private,
    ] {
        city.passes(SignedDuration::from_hours(25)).await;
        for stage in StageKind::ALL {
            city.has_seen_by(seen_by, *stage).await;
        }
    }
    // Days end, and a month.
    city.working_days_pass(30).await;
    while city.app.security_step().await.unwrap() {}
    city.ledger_follows().await;
    while city.app.fold_figures().await.unwrap() {}
    for _ in 0..2 {
        city.app.ledger_publish_figures().await.unwrap();
    }
    ledger_holds(city).await;
    let log = all_entries(&city.app).await;
    for kind in Kind::ALL {
        let there = log.iter().any(|entry| entry.kind == *kind);
        assert_eq!(there, !NOT_MADE.contains(kind), "{kind}");
    }
    let figures: Vec<_> = log
        .iter()
        .filter(|entry| entry.kind == Kind::FiguresPublished)
        .map(|entry| format!("{:?}", entry.facts))
        .collect();
    let today = city.app.rules.calendar.date(city.now());
    let last = today.first_of_month().yesterday().unwrap();
    let month = last.strftime("%Y-%m").to_string();
    // Months in which the board was off are made up for.
    let months: BTreeSet<_> = figures.iter().collect();
    assert_eq!(figures.len(), months.len(), "once a month");
    assert!(figures.iter().any(|facts| facts.contains(&month)));
}

/// The kinds of a message's entries, in their order.
async fn kinds_of(city: &City, id: MessageId) -> Vec<Kind> {
    city.ledger_follows().await;
    let entries = city.app.ledger_of_message(id).await.unwrap();
    entries.iter().map(|logged| logged.entry.kind).collect()
}

/// A message of another board is imported.
async fn archive_comes_in(city: &City) {
    let file = city.folder().join("archive.csv");
    let rows = "id,title,body,date,reply\n1,路灯,不亮,2024-09-09,已修好\n";
    std::fs::write(&file, rows).unwrap();
    let options = ArchiveOptions {
        map: ColumnMap::default(),
        zone: city.app.rules.calendar.zone().clone(),
    };
    let mut archive = Archive::open(&file, &options).unwrap();
    let imported = city.app.import(&mut archive, false, |_news| {}).await;
    assert_eq!(imported.unwrap().imported, 1);
}

/// Somebody is added, moved, removed and taken back: each is an entry with role and place, and no name.
async fn accounts_come_and_go(city: &City) {
    let new = NewStaff {
        login: "xuming".into(),
        name: "许明".into(),
        role: Role::Handler,
        unit: Some(City::WATER),
        office: None,
        password: "a long enough password".into(),
    };
    let app = &city.app;
    app.add_staff(new).await.unwrap();
    let housing = Some(City::HOUSING);
    app.move_staff("xuming", housing, None).await.unwrap();
    let token = app.staff_token("xuming").await.unwrap();
    assert!(app.who(&token).await.unwrap().is_some());
    assert_eq!(app.remove_staff("xuming").await.unwrap(), Removal::Done);
    assert!(app.who(&token).await.unwrap().is_none(), "at once");
    assert_eq!(app.remove_staff("xuming").await.unwrap(), Removal::Before);
    assert!(matches!(
        app.staff_token("xuming").await,
        Err(Refusal::NotFound)
    ));
    let moved = app.move_staff("xuming", Some(City::WATER), None).await;
    assert!(matches!(moved, Err(Refusal::NotFound)));
    assert!(app.restore_staff("xuming").await.unwrap());
    assert!(!app.restore_staff("xuming").await.unwrap());
    assert!(
        app.who(&token).await.unwrap().is_none(),
        "a session that ended does not come back"
    );
    assert!(app.staff_token("xuming").await.is_ok());
    city.ledger_follows().await;
    let log = all_entries(app).await.into_iter();
    let told = log.filter(|entry| matches!(entry.kind, Kind::ActorAdded | Kind::ActorRemoved));
    let told: Vec<_> = told
        .map(|entry| {
            assert!(
                !String::from_utf8(entry.encode().unwrap())
                    .unwrap()
                    .contains("xuming")
            );
            (entry.kind, entry.office.unwrap().to_string())
        })
        .collect();
    let unit = |unit: UnitId| format!("unit-{unit}");
    let (water, housing) = (unit(City::WATER), unit(City::HOUSING));
    assert_eq!(
        told,
        [
            (Kind::ActorAdded, water.clone()),
            (Kind::ActorRemoved, water),
            (Kind::ActorAdded, housing.clone()),
            (Kind::ActorRemoved, housing.clone()),
            (Kind::ActorAdded, housing),
        ]
    );
}

async fn the_last_who_looks_after_the_board_stays(city: &City) {
    let login = |person: &testkit::Person| {
        let id = person.id();
        async move {
            let all = city.app.staff_accounts().await.unwrap();
            let found = all.into_iter().find(|account| account.id == id).unwrap();
            found.login.unwrap()
        }
    };
    for person in [&city.administrator, &city.security_administrator] {
        let login = login(person).await;
        let removed = city.app.remove_staff(&login).await.unwrap();
        assert_eq!(removed, Removal::Last);
        let another = NewStaff {
            login: format!("{login}-2"),
            name: "许明".into(),
            role: person.seat.role,
            unit: None,
            office: None,
            password: "a long enough password".into(),
        };
        city.app.add_staff(another).await.unwrap();
        let removed = city.app.remove_staff(&login).await.unwrap();
        assert_eq!(removed, Removal::Done);
    }
    assert_eq!(
        city.app
            .remove_staff(&login(&city.auditor).await)
            .await
            .unwrap(),
        Removal::Done,
        "nobody looks after the board by reading it"
    );
    let gone = city.app.remove_staff("nobody").await;
    assert!(matches!(gone, Err(Refusal::NotFound)));
}

/// The receipt of a message that was just answered, which says where the log holds it.
async fn receipt_of(city: &City, answer: &app::messages::Receipt) -> Receipt {
    let entered = answer.entered.expect("the log holds it and is signed");
    let receipt = city.app.ledger_receipt(&city.wang.actor(), answer.id).await;
    let receipt = receipt.unwrap().expect("the log is signed");
    assert_eq!(entered, Entered::of(&receipt));
    receipt
}

async fn a_submission_is_answered_with_its_receipt(city: &City) {
    let receipt = city.answered(&Letter::titled("路灯不亮"), Vec::new()).await;
    let proof = receipt_of(city, &receipt).await;
    let again = Receipt::parse(proof.to_string().as_bytes()).unwrap();
    let policy = policy(&city.app);
    again.verify(&policy).unwrap();
    again
        .opens(&"title".parse().unwrap(), "路灯不亮".as_bytes())
        .unwrap();
    again
        .opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    assert!(again.opens(&"body".parse().unwrap(), b"...").is_err());
    assert_eq!(again.contents().entry.kind, Kind::Received);

    let theirs = city.app.ledger_receipt(&city.li.actor(), receipt.id).await;
    assert!(
        matches!(theirs, Err(Refusal::NotFound)),
        "only its writer has it"
    );
    let code = receipt.code.unwrap();
    let by_code = city
        .app
        .ledger_receipt_by_code(&code)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(by_code.contents(), again.contents());
}

async fn a_picture_is_bound_as_it_is_shown_and_as_it_was_received(city: &City) {
    let new = async |hidden| city.app.new_picture(0, photo(), hidden).await.unwrap();
    let pictures = vec![new(false).await, new(true).await, new(false).await];
    let receipt = city.answered(&Letter::titled("路灯不亮"), pictures).await;
    let id = receipt.id;
    let proof = receipt_of(city, &receipt).await;
    proof.verify(&policy(&city.app)).unwrap();
    let thread = city.app.thread(&city.wang.actor(), id).await.unwrap();
    let shown = thread.pictures[0].0;
    let shown = city.app.picture(&city.wang.actor(), shown, false).await;
    let shown = shown.unwrap().bytes;
    for n in 1..=3 {
        let field = |kind: &str| format!("{kind}_{n}").parse().unwrap();
        proof.opens(&field("picture"), &shown).unwrap();
        proof.opens(&field("original"), &photo()).unwrap();
        assert!(proof.opens(&field("original"), &shown).is_err());
    }

    // The writer takes the third one back: nothing opens what was bound to it.
    let third = thread.pictures[2].0;
    let wang = city.wang.actor();
    let taken_back = city.app.change_picture(&wang, id, third, None);
    taken_back.await.unwrap();
    let later = city.app.ledger_receipt(&city.wang.actor(), id).await;
    let later = later.unwrap().unwrap();
    let salts: Vec<_> = later.contents().salts.keys().map(Name::as_str).collect();
    assert_eq!(
        salts,
        [
            "body",
            "original_1",
            "original_2",
            "picture_1",
            "picture_2",
            "title"
        ]
    );

    city.app
        .publish(&city.lin.actor(), id, Wording::default())
        .await
        .unwrap();
    city.ledger_follows().await;
    let opened = async |actor: &Actor| {
        let openings = city.app.ledger_openings(actor, id).await.unwrap();
        let pictures = openings.pictures.into_iter();
        pictures
            .map(|one| one.field.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(opened(&Actor::VISITOR).await, ["picture_1"]);
    assert_eq!(
        opened(&city.wang.actor()).await,
        ["picture_1", "picture_2"],
        "the hidden one is the writer's"
    );
    ledger_holds(city).await;
}

async fn what_is_erased_leaves_a_log_that_holds(city: &City) {
    let number = city.has(StageKind::Replied).await;
    let id = city.id_of(&number).await;
    city.ledger_follows().await;
    let before = city.app.ledger_openings(&Actor::VISITOR, id).await;
    let fields = |openings: Result<app::ledger::Openings, Refusal>| -> Vec<String> {
        let texts = openings.unwrap().texts.into_iter();
        texts.map(|opening| opening.field.to_string()).collect()
    };
    assert_eq!(fields(before), ["body", "title", "reply"]);
    let kept = city.app.ledger_receipt(&city.wang.actor(), id).await;
    let kept = kept.unwrap().unwrap();

    city.wang.erases(&number).await;
    city.ledger_follows().await;
    let after = city.app.ledger_openings(&Actor::VISITOR, id).await;
    assert_eq!(fields(after), ["reply"], "the officials' answer stays");
    let mine = city.app.ledger_receipt(&city.wang.actor(), id).await;
    assert!(mine.unwrap().unwrap().contents().salts.is_empty());
    let entries = city.app.ledger_of_message(id).await.unwrap();
    let last = &entries.last().unwrap().entry;
    assert_eq!(last.kind, Kind::Erased);
    assert!(format!("{:?}", last.facts).contains("own-request"));
    ledger_holds(city).await;

    // Whoever kept the receipt and the text can still show what stood there.
    let policy = policy(&city.app);
    kept.verify(&policy).unwrap();
    kept.opens(&"body".parse().unwrap(), BODY.as_bytes())
        .unwrap();
    let texts = "SELECT text FROM contents WHERE text IS NOT NULL";
    let texts = read(city, async |tx| {
        tx.rows(texts, &[], |row| row.text(0)).await
    })
    .await;
    assert!(texts.iter().all(|text| text != BODY));
}

async fn rules_and_release_are_told_once(city: &City) {
    for _ in 0..3 {
        city.app.ledger_announce("1.2.3").await.unwrap();
    }
    city.ledger_follows().await;
    city.app.ledger_announce("1.2.3").await.unwrap();
    city.app.ledger_announce("1.2.4").await.unwrap();
    city.ledger_follows().await;
    let log = all_entries(&city.app).await;
    let kinds: Vec<_> = log.iter().map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::ReleaseInstalled,
            Kind::PolicyChanged,
            Kind::ReleaseInstalled
        ]
    );
}
