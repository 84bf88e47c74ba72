//! Figures: what counts where and when, and that everything folded equals everything counted again.

use axum::http::Method;
use domain::event::{Event, Recorded};
use domain::figures::{Counted, Slice};
use domain::ids::OfficeId;
use domain::message::{LateStep, Message};
use domain::office::Level;
use domain::rating::Settled;
use domain::reply::ReturnReason;
use domain::screening::{DeclineReason, Kind, Visibility};
use domain::stage::{ClosedResult, StageKind};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use store::figures::Cell;
use store::{events, messages, offices, ratings, sequencer};
use testkit::{Answer, Body, City, Letter, REPLY, on_both};
use zip::ZipArchive;

on_both! {
    every_message_that_is_due_counts_once,
    a_late_answer_counts_on_the_day_on_which_the_message_became_late,
    an_interim_reply_is_an_answer_and_no_reply,
    what_happened_before_a_move_stays_with_the_office,
    thanks_count_in_no_rate_and_the_sealed_in_nothing,
    what_writers_say_is_counted_and_silence_is_not,
    any_slice_is_the_sum_of_its_days,
    the_api_tells_figures_and_refuses_what_means_nothing,
    a_rebuild_gives_the_same_figures,
    a_month_of_open_data_is_public_and_stays_the_same,
}

/// Everything that happened is folded and shown.
pub(crate) async fn folds(city: &City) {
    // On PostgreSQL events are numbered by a task of their own.
    for _ in 0..200 {
        let read = city.app.db.read(async |tx| {
            let position = sequencer::last_position(tx).await?;
            Ok::<_, store::Error>(events::count(tx).await? == position)
        });
        if read.await.unwrap() {
            while city.app.fold_figures().await.unwrap() {}
            return;
        }
        let mut position = city.app.db.position();
        position.mark_unchanged();
        let moved = tokio::time::timeout(std::time::Duration::from_millis(50), position.changed());
        drop(moved.await);
    }
    panic!("events are not numbered");
}

async fn all(city: &City) -> Counted {
    folds(city).await;
    city.app.cube().sum(&Slice::default())
}

fn today(city: &City) -> Date {
    city.app.rules.calendar.date(city.now())
}

async fn every_message_that_is_due_counts_once(city: &City) {
    let answered = city.has(StageKind::InReview).await;
    city.has(StageKind::Handling).await;
    city.zhao.returns(&answered, ReturnReason::OnlyGreets).await;
    city.water_bureau.answers(&answered, REPLY).await;
    city.zhao.publishes_reply(&answered).await;
    let sum = all(city).await;
    assert_eq!((sum.received, sum.published, sum.due()), (2, 2, 1));
    assert_eq!((sum.on_time, sum.late), (1, 0));
    assert_eq!((sum.reviewed, sum.returned), (2, 1));
    assert_eq!(sum.returns.of(ReturnReason::OnlyGreets), 1);

    city.working_days_pass(20).await;
    let sum = all(city).await;
    assert_eq!((sum.due(), sum.on_time, sum.late), (2, 1, 1));
    assert_eq!(sum.on_time_rate().permille(), Some(500));
    assert_eq!(sum.reply_rate().permille(), Some(500));
    assert_eq!(sum.late_waiting(), 1);
}

async fn a_late_answer_counts_on_the_day_on_which_the_message_became_late(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    city.working_days_pass(15).await;
    let became = today(city);
    city.working_days_pass(5).await;
    city.water_bureau.answers(&lamp, REPLY).await;
    city.zhao.publishes_reply(&lamp).await;
    folds(city).await;
    let cube = city.app.cube();
    let then = cube.sum(&Slice::month(became));
    assert_eq!((then.late, then.late_replied), (1, 1));
    assert_eq!(then.reply_rate().permille(), Some(1000));
    assert_eq!(then.on_time_rate().permille(), Some(0));
    let now = cube.sum(&Slice::day(today(city)));
    assert_eq!((now.replied, now.on_time, now.late), (1, 0, 0));
    assert_eq!(
        now.reply_days.median(),
        Some(22),
        "it is the day after 15 and, later, 5 days"
    );

    // Handed in too late, published before the clock came by: it became late just then.
    let other = city.has(StageKind::Handling).await;
    let due = city.message(&other).await.clock.unwrap().due;
    city.clock.set(due);
    city.clock.pass(SignedDuration::from_secs(1));
    city.water_bureau.answers(&other, REPLY).await;
    city.zhao.publishes_reply(&other).await;
    let sum = all(city).await;
    assert_eq!((sum.due(), sum.late, sum.late_replied), (2, 2, 2));
    equals_a_recount(city).await;
}

async fn an_interim_reply_is_an_answer_and_no_reply(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    city.working_days_pass(2).await;
    city.water_bureau
        .posts_interim(&lamp, "已派人到现场查看，等待备件。")
        .await;
    city.working_days_pass(4).await;
    city.water_bureau
        .posts_interim(&lamp, "备件已到，明天安装。")
        .await;
    let sum = all(city).await;
    assert_eq!((sum.answered, sum.replied, sum.due()), (1, 0, 0));
    city.water_bureau.answers(&lamp, REPLY).await;
    city.zhao.publishes_reply(&lamp).await;
    let sum = all(city).await;
    assert_eq!((sum.answered, sum.replied), (1, 1));
    assert_eq!(
        sum.answer_days.median(),
        Some(3),
        "two have ended, it is the third"
    );
    assert_eq!(
        sum.reply_days.median(),
        Some(8),
        "and five days later the eighth"
    );
}

async fn what_happened_before_a_move_stays_with_the_office(city: &City) {
    let moved = city.wang.files("路灯不亮").await;
    city.lin.publishes(&moved).await;
    let to = City::SECRETARY.to_string();
    let folded_before = city.wang.files("井盖松动").await;
    city.lin.publishes(&folded_before).await;
    city.dispatcher
        .does(&moved, "office", &[("office", &to)])
        .await
        .succeeds();
    folds(city).await;
    city.dispatcher
        .does(&folded_before, "office", &[("office", &to)])
        .await
        .succeeds();
    for number in [&moved, &folded_before] {
        city.dispatcher.assigns(number, City::WATER).await;
        city.water_bureau.refuses(number).await;
    }
    folds(city).await;
    let cube = city.app.cube();
    let by_office = cube.by_office(&Slice::default());
    let of = |office: OfficeId| by_office.iter().find(|(id, _)| *id == office).unwrap();
    let mayor = &of(City::MAYOR).1;
    let secretary = &of(City::SECRETARY).1;
    assert_eq!((mayor.received, mayor.published, mayor.refused), (2, 2, 0));
    assert_eq!((secretary.received, secretary.refused), (0, 2));
    equals_a_recount(city).await;
}

async fn thanks_count_in_no_rate_and_the_sealed_in_nothing(city: &City) {
    let thanks = Letter {
        kind: Kind::Thanks,
        office: City::SECRETARY,
        ..Letter::titled("感谢护士")
    };
    city.has_letter(&thanks, StageKind::Replied).await;
    let sum = all(city).await;
    let expected = Counted {
        received: 1,
        thanks: 1,
        published: 1,
        ..Counted::default()
    };
    assert_eq!(sum, expected);
    city.has_seen_by(Visibility::Private, StageKind::Replied)
        .await;
    assert_eq!(all(city).await, expected);
    city.has_seen_by(Visibility::ProgressOnly, StageKind::Open)
        .await;
    assert_eq!(all(city).await.received, 2);
}

async fn what_writers_say_is_counted_and_silence_is_not(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    city.has(StageKind::Replied).await;
    city.wang.rates(&lamp, Settled::No).await;
    city.working_days_pass(16).await;
    let sum = all(city).await;
    assert_eq!((sum.said(), sum.not_settled), (1, 1));
    assert_eq!((sum.closed, sum.unrated), (2, 1));
    assert_eq!(sum.settled_rate().permille(), Some(0));
}

async fn any_slice_is_the_sum_of_its_days(city: &City) {
    for (domain, office, days) in [
        ("urban", City::MAYOR, 0),
        ("traffic", City::MAYOR, 3),
        ("urban", City::SECRETARY, 30),
        ("health", City::MAYOR, 40),
    ] {
        city.working_days_pass(days).await;
        let letter = Letter {
            domain,
            office,
            ..Letter::titled("路灯不亮")
        };
        city.has_letter(&letter, StageKind::Replied).await;
        city.has_letter(&letter, StageKind::Declined).await;
        folds(city).await;
    }
    equals_a_recount(city).await;
    let declined = all(city).await.declines.most_first();
    assert_eq!(declined.iter().map(|(_, many)| many).sum::<u32>(), 4);
    assert!(declined.len() <= DeclineReason::ALL.len());
}

async fn asks(city: &City, path: &str) -> Answer {
    city.visitor.calls(Method::GET, path, Body::None).await
}

async fn the_api_tells_figures_and_refuses_what_means_nothing(city: &City) {
    city.has(StageKind::Replied).await;
    folds(city).await;
    let month = today(city).strftime("%Y-%m").to_string();
    let path = format!("/figures?month={month}&region=990000&by=domain");
    let told = asks(city, &path).await.is(200).json();
    assert_eq!(told["total"]["received"], 1);
    assert_eq!(told["total"]["reply_rate"], Value::Null, "one is too few");
    assert_eq!(told["items"][0]["code"], "urban");
    assert_eq!(told["items"][0]["replied"], 1);
    let csv = asks(city, "/figures.csv?by=office").await.is(200).text();
    assert!(csv.starts_with("\u{feff}office,name,received,"), "{csv}");
    assert_eq!(csv.lines().count(), 2);

    for wrong in [
        "/figures?month=2026-13",
        "/figures?month=2026-1",
        "/figures?month=",
        "/figures?year=26",
        "/figures?year=-001",
        "/figures?month=2026-11&year=2026",
        "/figures?month=2026-11&since=2026-11-01",
        "/figures?since=2026-11-02&until=2026-11-01",
        "/figures?office=999",
        "/figures?domain=absent",
        "/figures?region=9",
        "/figures?by=rate",
        "/figures?by=month&level=city",
        "/figures?by=region&level=street",
        "/figures?month=2026-11&month=2026-10",
        "/figures.csv?by=rate",
    ] {
        asks(city, wrong).await.is(400);
    }
    for absent in ["2019-01", "2026-1", "x", "2026-11-01", "9999-12"] {
        asks(city, &format!("/open-data/{absent}")).await.is(404);
    }
}

async fn a_month_of_open_data_is_public_and_stays_the_same(city: &City) {
    let replied = city.has(StageKind::Replied).await;
    let first = today(city);
    city.has_seen_by(Visibility::ProgressOnly, StageKind::Open)
        .await;
    city.has_seen_by(Visibility::Private, StageKind::Open).await;
    let declined = city.has(StageKind::Declined).await;
    city.working_days_pass(30).await;
    folds(city).await;
    let months = city.app.open_data_months().await.unwrap();
    assert_eq!(months.last(), Some(&first.first_of_month()));
    assert_eq!(months.first(), Some(&today(city).first_of_month()));

    let bundle = city.app.open_data(first).await.unwrap();
    assert!(bundle.closed);
    let messages = part(&bundle.bytes, "messages.json");
    let messages: Value = serde_json::from_str(&messages).unwrap();
    let rows = messages.as_array().unwrap().iter();
    let numbers: Vec<_> = rows.map(|row| row["number"].as_str()).collect();
    assert_eq!(numbers, [Some(replied.as_str())]);
    assert_eq!(messages[0]["stage"], "closed");
    assert_eq!(messages[0]["outcome"], "settled");
    assert!(!part(&bundle.bytes, "messages.csv").contains(&declined));

    let figures: Value = serde_json::from_str(&part(&bundle.bytes, "figures.json")).unwrap();
    let rows = figures.as_array().unwrap().iter();
    let received: u64 = rows.filter_map(|row| row["received"].as_u64()).sum();
    let month = city.app.cube().sum(&Slice::month(first));
    assert_eq!(received, u64::from(month.received));
    let package: Value = serde_json::from_str(&part(&bundle.bytes, "datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let csv = part(&bundle.bytes, resource["path"].as_str().unwrap());
        let fields = resource["schema"]["fields"].as_array().unwrap().iter();
        let names: Vec<_> = fields
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        let header = csv.trim_start_matches('\u{feff}').lines().next().unwrap();
        assert_eq!(header, names.join(","));
    }
    for text in [testkit::BODY, "路灯不亮", REPLY] {
        assert!(!part(&bundle.bytes, "messages.json").contains(text));
    }

    // What happens to messages of other months changes nothing.
    city.has(StageKind::Replied).await;
    city.working_days_pass(1).await;
    folds(city).await;
    let again = city.app.open_data(first).await.unwrap();
    assert!(again.bytes == bundle.bytes, "the bytes changed");
}

async fn a_rebuild_gives_the_same_figures(city: &City) {
    let lamp = city.has(StageKind::Replied).await;
    city.wang.rates(&lamp, Settled::No).await;
    city.has(StageKind::Declined).await;
    let moved = city.has(StageKind::Open).await;
    let to = City::SECRETARY.to_string();
    city.dispatcher
        .does(&moved, "office", &[("office", &to)])
        .await
        .succeeds();
    city.working_days_pass(25).await;
    let before = all(city).await;
    // A row that counts what never happened, as a fault or a hand in the data may leave it.
    let broken = Cell {
        day: today(city),
        office: City::MAYOR,
        domain: "urban".to_owned().try_into().unwrap(),
        region: None,
    };
    let invented = Counted {
        received: 7,
        ..Counted::default()
    };
    let wrote: Result<(), store::Error> = city
        .app
        .db
        .write(async |tx| store::figures::add(tx, &broken, &invented, i64::MAX).await)
        .await;
    wrote.unwrap();

    city.app.forget_figures().await.unwrap();
    assert_eq!(city.app.cube().sum(&Slice::default()), Counted::default());
    let (folded, last) = city.app.figures_position().await.unwrap();
    assert!(folded == 0 && last > 0, "{folded} of {last}");
    assert_eq!(all(city).await, before);
    equals_a_recount(city).await;
}

fn part(zip: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Folded rows, rows of months and the cube all equal what one finds by counting every event again.
pub(crate) async fn equals_a_recount(city: &City) {
    folds(city).await;
    let counted = recount(city).await;
    let read = city.app.db.read(async |tx| {
        let days = store::figures::days(tx, Date::MIN, Date::MAX).await?;
        Ok::<_, store::Error>((days, store::figures::months_after(tx, 0).await?))
    });
    let (days, months) = read.await.unwrap();
    let days: BTreeMap<_, _> = days.into_iter().collect();
    assert_eq!(days, counted);

    let mut by_month: BTreeMap<Cell, Counted> = BTreeMap::new();
    for (cell, counted) in &counted {
        let month = Cell {
            day: cell.day.first_of_month(),
            ..cell.clone()
        };
        by_month.entry(month).or_default().merge(counted);
    }
    assert_eq!(months.into_iter().collect::<BTreeMap<_, _>>(), by_month);
    agrees_with_the_cube(city, &counted);
}

fn agrees_with_the_cube(city: &City, counted: &BTreeMap<Cell, Counted>) {
    let cube = city.app.cube();
    let last = today(city);
    let mut slices = vec![
        Slice::default(),
        Slice::year(last),
        Slice::month(last),
        Slice::day(last),
        Slice {
            since: Some(cube.days_since()),
            until: last.yesterday().ok(),
            ..Slice::default()
        },
        Slice {
            domain: Some("absent".to_owned().try_into().unwrap()),
            ..Slice::default()
        },
    ];
    for cell in counted.keys() {
        let place = cell.region.as_ref().map(|code| code.at(Level::City));
        slices.push(Slice {
            region: place,
            domain: Some(cell.domain.clone()),
            ..Slice::month(cell.day)
        });
        slices.push(Slice {
            office: Some(cell.office),
            until: Some(cell.day.last_of_month()),
            ..Slice::default()
        });
    }
    for slice in slices {
        let naive = sum(counted.iter().filter(|(cell, _)| {
            slice.has_day(cell.day) && slice.holds(cell.office, &cell.domain, cell.region.as_ref())
        }));
        assert_eq!(cube.sum(&slice), naive, "{slice:?}");
        let months = cube.by_month(&slice);
        assert_eq!(sum(months.iter().map(|(day, row)| (day, row))), naive);
        let domains = cube.by_domain(&slice);
        assert_eq!(sum(domains.iter().map(|(slug, row)| (slug, row))), naive);
        let places = cube.by_region(&slice, Level::City);
        assert_eq!(sum(places.iter().map(|(code, row)| (code, row))), naive);
        for (office, row) in cube.by_office(&slice) {
            let of = Slice {
                office: Some(office),
                ..slice.clone()
            };
            assert!(slice.office.is_some_and(|only| only != office) || cube.sum(&of) == row);
        }
    }
}

fn sum<'a, K>(rows: impl Iterator<Item = (K, &'a Counted)>) -> Counted {
    let mut sum = Counted::default();
    for (_, row) in rows {
        sum.merge(row);
    }
    sum
}

/// Counts everything from the first event to the last, message by message, the plain way.
async fn recount(city: &City) -> BTreeMap<Cell, Counted> {
    let read = city.app.db.read(async |tx| {
        let mut threads: BTreeMap<i64, Vec<Recorded>> = BTreeMap::new();
        for event in events::after(tx, 0, 100_000).await? {
            threads.entry(event.message.0).or_default().push(event);
        }
        let mut lives = Vec::new();
        for thread in threads.into_values() {
            let message = messages::by_id(tx, thread[0].message).await?.unwrap();
            let said = ratings::of_message(tx, message.id).await?;
            lives.push((message, thread, said));
        }
        Ok::<_, store::Error>((lives, offices::all(tx).await?))
    });
    let (lives, offices) = read.await.unwrap();
    let calendar = &city.app.rules.calendar;
    let mut rows: BTreeMap<Cell, Counted> = BTreeMap::new();
    for (message, thread, said) in lives {
        if message.visibility == Visibility::Private {
            continue;
        }
        let mut office = first_office(&message, &thread);
        let mut started = None;
        let (mut answered, mut replied) = (false, false);
        let mut late: Option<Cell> = None;
        for event in thread {
            if let Event::OfficeMoved { to, .. } = event.event {
                office = to;
            }
            let cell = Cell {
                day: calendar.date(event.at),
                office,
                domain: message.domain.clone(),
                region: offices
                    .iter()
                    .find(|known| known.id == office)
                    .and_then(|known| known.region.clone()),
            };
            let row = rows.entry(cell.clone()).or_default();
            match &event.event {
                Event::Submitted | Event::SplitOff { .. } => {
                    row.received += 1;
                    row.thanks += u32::from(message.kind == Kind::Thanks);
                }
                Event::Published { .. } => {
                    row.published += 1;
                    started = Some(event.at);
                }
                Event::Declined { reason, .. } => {
                    row.declined += 1;
                    row.declines.add(*reason);
                }
                Event::Diverted { .. } => row.diverted += 1,
                Event::Withdrawn { .. } => row.withdrawn += 1,
                Event::TakenDown { .. } => row.taken_down += 1,
                _ => {}
            }
            if message.kind == Kind::Thanks {
                continue;
            }
            let took = started.map_or(0, |from| calendar.working_days_between(from, event.at));
            match &event.event {
                Event::InterimPosted { .. } if !answered => {
                    answered = true;
                    row.answered += 1;
                    row.answer_days.add(took);
                }
                Event::ReplyPublished { on_time, .. } => {
                    row.reviewed += 1;
                    if !answered {
                        answered = true;
                        row.answered += 1;
                        row.answer_days.add(took);
                    }
                    let first = !replied;
                    replied = true;
                    if first {
                        row.replied += 1;
                        row.reply_days.add(took);
                        row.on_time += u32::from(*on_time);
                    }
                    if !on_time && late.is_none() {
                        row.late += u32::from(first);
                        row.late_again += u32::from(!first);
                        late = Some(cell);
                    }
                    if !on_time && first {
                        rows.entry(late.clone().unwrap()).or_default().late_replied += 1;
                    }
                }
                Event::Late {
                    step: LateStep::Reply,
                } => {
                    row.late += u32::from(!replied);
                    row.late_again += u32::from(replied);
                    late = Some(cell);
                }
                Event::ReplyReturned { reason, .. } => {
                    row.reviewed += 1;
                    row.returned += 1;
                    row.returns.add(*reason);
                }
                Event::Refused { .. } => row.refused += 1,
                Event::Transferred { .. } => row.transferred += 1,
                Event::ExtensionGranted { .. } => row.extended += 1,
                Event::FollowedUp { .. } => row.follow_ups += 1,
                Event::ReopenRequested { .. } => row.reopen_asked += 1,
                Event::Reopened { .. } => row.reopened += 1,
                Event::Rated { rating } => {
                    let word = said.iter().find(|known| known.id == *rating).unwrap();
                    match word.settled.unwrap() {
                        Settled::Yes => row.settled += 1,
                        Settled::Partly => row.partly += 1,
                        Settled::No => row.not_settled += 1,
                    }
                }
                Event::Closed { result } => {
                    row.closed += 1;
                    row.unrated += u32::from(*result == ClosedResult::Unrated);
                }
                _ => {}
            }
        }
    }
    rows.retain(|_, row| !row.is_empty());
    rows
}

fn first_office(message: &Message, thread: &[Recorded]) -> OfficeId {
    let moved = thread.iter().find_map(|event| match event.event {
        Event::OfficeMoved { from, .. } => Some(from),
        _ => None,
    });
    moved.unwrap_or(message.office)
}
