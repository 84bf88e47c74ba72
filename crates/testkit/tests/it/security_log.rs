//! The security log: what enters it, what never does, and that what was changed afterwards is found, by its day.

use app::security::{Checked, Fault, Happened, Origin, within};
use axum::http::Method;
use domain::security::{SecurityKind, SecurityLine, SecurityOutcome};
use jiff::SignedDuration;
use jiff::civil::Date;
use std::io::Cursor;
use store::Error;
use testkit::{Body, City, on_both};

on_both! {
    a_refusal_is_recorded_with_who_and_where_and_never_the_address,
    what_is_recorded_with_a_change_is_there_exactly_if_the_change_is,
    the_hash_of_a_day_enters_the_public_log_when_the_day_has_ended,
    a_line_that_was_changed_deleted_or_added_is_found_by_its_day,
    a_start_tells_of_new_settings_once,
    old_days_are_forgotten_whole,
}

async fn lines(city: &City) -> Vec<SecurityLine> {
    while city.app.security_step().await.unwrap() {}
    city.app.security_lines(0, 10_000).await.unwrap()
}

async fn a_refusal_is_recorded_with_who_and_where_and_never_the_address(city: &City) {
    let request = city
        .administrator
        .browser(Method::GET, "/desk/screening")
        .await;
    let mut request = request.body(axum::body::Body::empty()).unwrap();
    let peer: std::net::SocketAddr = "203.0.113.7:5000".parse().unwrap();
    request
        .extensions_mut()
        .insert(axum::extract::ConnectInfo(peer));
    let answer = tower::ServiceExt::oneshot(city.administrator.site(), request).await;
    assert_eq!(answer.unwrap().status().as_u16(), 403);
    // The JSON door says the same, and does not say which message was meant.
    let answer = city
        .auditor
        .calls(
            Method::POST,
            "/messages/2026-000001/publication",
            Body::None,
        )
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);

    let lines = lines(city).await;
    let refused: Vec<_> = lines
        .iter()
        .filter(|line| line.event.kind == SecurityKind::Permission)
        .collect();
    assert_eq!(
        refused.len(),
        1,
        "what is not there is not refused: {lines:?}"
    );
    let event = &refused[0].event;
    assert_eq!(event.outcome, SecurityOutcome::Refused);
    assert_eq!(event.account, Some(city.administrator.id()));
    assert_eq!(event.detail.as_ref().unwrap().as_str(), "GET/desk/:list");
    assert!(event.request.is_some() && event.address.is_some());
    let json = refused[0].to_json();
    assert!(!json.contains("203.0.113.7"), "{json}");
}

async fn what_is_recorded_with_a_change_is_there_exactly_if_the_change_is(city: &City) {
    let app = &city.app;
    let event = || Happened::done(SecurityKind::Rights).to(city.lin.id());
    let kept: Result<(), Error> = app
        .db
        .write(async |tx| app.record_in(tx, event()).await)
        .await;
    kept.unwrap();
    let undone: Result<(), Error> = app
        .db
        .write(async |tx| {
            app.record_in(tx, event()).await?;
            Err(Error::Stale)
        })
        .await;
    assert!(undone.is_err());
    let origin = Origin {
        account: Some(city.zhao.id()),
        ..Origin::default()
    };
    within(origin, async { app.record(event()) }).await;
    let subjects: Vec<_> = lines(city)
        .await
        .iter()
        .filter(|line| line.event.kind == SecurityKind::Rights)
        .map(|line| (line.event.account, line.event.subject))
        .collect();
    assert_eq!(
        subjects,
        [
            (None, Some(city.lin.id())),
            (Some(city.zhao.id()), Some(city.lin.id()))
        ]
    );
}

/// Three days with something on each; the last one is open.
async fn three_days(city: &City) -> Vec<Date> {
    for _ in 0..3 {
        for kind in [SecurityKind::SignIn, SecurityKind::SessionEnd] {
            let happened = Happened::done(kind).by(city.lin.id(), city.lin.seat.role);
            city.app.record(happened);
        }
        lines(city).await;
        city.clock.pass(SignedDuration::from_hours(24));
    }
    city.clock.pass(SignedDuration::from_hours(-24));
    lines(city).await;
    city.ledger_follows().await;
    let checked = city.app.check_security_log(Date::MIN).await.unwrap();
    assert!(
        checked.iter().all(|day| day.faults.is_empty()),
        "{checked:?}"
    );
    checked.iter().map(|day| day.day).collect()
}

async fn the_hash_of_a_day_enters_the_public_log_when_the_day_has_ended(city: &City) {
    let days = three_days(city).await;
    assert_eq!(days.len(), 3);
    let checked = city.app.check_security_log(Date::MIN).await.unwrap();
    let published: Vec<_> = checked.iter().map(|day| day.published.is_some()).collect();
    assert_eq!(published, [true, true, false], "the open day has none yet");
    assert!(
        checked.iter().all(|day| day.lines == 3),
        "two and the day's own"
    );
    // The first line of a day cannot be guessed, so that its hash tells nothing.
    let lines = lines(city).await;
    assert_eq!(lines[0].event.kind, SecurityKind::DayBegun);
    assert_eq!(lines[0].event.detail.as_ref().unwrap().as_str().len(), 32);
    assert_ne!(lines[0].event.detail, lines[3].event.detail);
    for (n, line) in (1..).zip(&lines) {
        assert_eq!(line.n, n);
    }
    // A day without an event has its line, too.
    city.clock.pass(SignedDuration::from_hours(24));
    assert_eq!(self::lines(city).await.len(), 10);
}

async fn file(city: &City) -> Vec<String> {
    lines(city)
        .await
        .iter()
        .map(SecurityLine::to_json)
        .collect()
}

async fn checked_against(city: &City, file: &[String]) -> Vec<(Date, Vec<Fault>)> {
    let mut checked = city.app.check_security_log(Date::MIN).await.unwrap();
    let text = file.join("\n") + "\n";
    let open = || Ok(Cursor::new(text.as_bytes()));
    city.app
        .check_security_file(&mut checked, open, city.now())
        .await
        .unwrap();
    faults(checked)
}

fn faults(checked: Vec<Checked>) -> Vec<(Date, Vec<Fault>)> {
    let wrong = checked.into_iter().filter(|day| !day.faults.is_empty());
    wrong.map(|day| (day.day, day.faults)).collect()
}

async fn a_line_that_was_changed_deleted_or_added_is_found_by_its_day(city: &City) {
    let days = three_days(city).await;
    let whole = file(city).await;
    assert_eq!(checked_against(city, &whole).await, []);

    // In the file.
    let mut changed = whole.clone();
    changed[4] = changed[4].replace("\"21\"", "\"22\"");
    assert_ne!(changed, whole);
    assert_eq!(
        checked_against(city, &changed).await,
        [(days[1], vec![Fault::ChangedInFile(5)])]
    );
    let mut deleted = whole.clone();
    deleted.remove(8);
    assert_eq!(
        checked_against(city, &deleted).await,
        [(days[2], vec![Fault::MissingInFile(9)])]
    );
    let mut added = whole.clone();
    added.insert(1, whole[1].clone());
    added.insert(4, "{}".to_owned());
    assert_eq!(
        checked_against(city, &added).await,
        [
            (days[0], vec![Fault::AddedInFile(Some(2))]),
            (days[2], vec![Fault::AddedInFile(None)])
        ]
    );

    // In the table: the public log and the file both say so.
    let sql = async |sql: &'static str| {
        let done: Result<u64, Error> = city.app.db.write(async |tx| tx.run(sql, &[]).await).await;
        assert_eq!(done.unwrap(), 1, "{sql}");
    };
    sql("UPDATE security_events SET account = 22 WHERE n = 5").await;
    assert_eq!(
        checked_against(city, &whole).await,
        [(
            days[1],
            vec![Fault::NotAsPublished, Fault::ChangedInFile(5)]
        )]
    );
    sql("UPDATE security_events SET account = 21 WHERE n = 5").await;
    sql("DELETE FROM security_events WHERE n = 2").await;
    sql("DELETE FROM security_events WHERE n = 9").await;
    let found = checked_against(city, &whole).await;
    assert_eq!(
        found,
        [
            (
                days[0],
                vec![
                    Fault::Missing(2),
                    Fault::NotAsPublished,
                    Fault::AddedInFile(Some(2))
                ]
            ),
            (
                days[2],
                vec![Fault::Missing(9), Fault::AddedInFile(Some(9))]
            )
        ]
    );
    let forge = "INSERT INTO security_events (id, n, day, at, kind, outcome, times) \
         SELECT 1, 2, day, at, kind, outcome, times FROM security_events WHERE n = 3";
    sql(forge).await;
    let found = faults(city.app.check_security_log(Date::MIN).await.unwrap());
    assert_eq!(found[0], (days[0], vec![Fault::NotAsPublished]));
}

async fn a_start_tells_of_new_settings_once(city: &City) {
    for settings in ["one", "one", "two"] {
        city.app.record_start("0.1.0", settings).await.unwrap();
    }
    let lines = lines(city).await;
    let count = |kind| lines.iter().filter(|line| line.event.kind == kind).count();
    assert_eq!(count(SecurityKind::Start), 3);
    assert_eq!(count(SecurityKind::Keys), 3);
    assert_eq!(count(SecurityKind::Settings), 2);
}

async fn old_days_are_forgotten_whole(city: &City) {
    let days = three_days(city).await;
    let forget = async |limit| {
        let gone: Result<u64, Error> = city
            .app
            .db
            .write(async |tx| store::security::forget_before(tx, days[1], limit).await)
            .await;
        gone.unwrap()
    };
    assert_eq!(forget(1).await, 2, "a batch");
    assert_eq!(forget(1).await, 1);
    assert_eq!(forget(1).await, 0);
    let checked = city.app.check_security_log(days[1]).await.unwrap();
    assert_eq!(faults(checked), [], "what may be gone is no fault");
    let checked = city.app.check_security_log(days[0]).await.unwrap();
    assert_eq!(faults(checked), [(days[0], vec![Fault::Gone])]);
}
