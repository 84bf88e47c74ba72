//! A board whose log is succeeded by another, through the door: figures that were published under each, and a picture that
//! was bound in the first, pass an audit of both.

use super::{AuditArgs, Fixed, Report, check, printed};
use crate::serve::listener;
use app::App;
use domain::stage::StageKind;
use jiff::Timestamp;
use ledger::keys::{Algorithm, SignerKey};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use testkit::{City, Letter, Person, REPLY, on_both};

on_both! { figures_of_two_logs_are_counted_again }

async fn figures_of_two_logs_are_counted_again(city: &City) {
    let picture = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/pictures/outfall.jpg");
    let picture = fs::read(picture).unwrap();
    let picture = city.app.new_picture(0, picture, false).await.unwrap();
    let letter = Letter::titled("路灯不亮");
    let number = city
        .has_letter_with(&letter, vec![picture], StageKind::Handling)
        .await;
    // One matter of a letter is a message of its own, counted as received and published.
    let parts = city.has_letter(&letter, StageKind::Submitted).await;
    let matter = testkit::matter();
    let matter: Vec<_> = matter
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    city.lin.does(&parts, "split", &matter).await.succeeds();
    city.lin.publishes(&parts).await;
    city.working_days_pass(17).await;
    city.ledger_follows().await;
    publishes(city, &city.app, "2026-04-01T01:30:00+08:00").await;

    let next = SignerKey::from_seed(
        "liuyan.example/ledger/2".parse().unwrap(),
        Algorithm::Note,
        &[22; 32],
    );
    city.app.ledger_retire(&next, false).await.unwrap();
    city.water_bureau.answers(&number, REPLY).await;
    city.lin.publishes_reply(&number).await;
    let (app, visitor) = city.node_signing(next).await;
    publishes(city, &app, "2026-05-01T01:30:00+08:00").await;

    let report = audit(city, &visitor).await;
    let page = printed(&report);
    assert_eq!(report.evidence, [], "{page}");
    for line in [
        "存证 liuyan.example/ledger/2，",
        "统计表由记录重算，逐项一致：2026-03、2026-04",
        "结论：通过",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    // The table of April counts what the second log alone tells.
    let april = app
        .published_figures("2026-04-01".parse().unwrap())
        .await
        .unwrap();
    let april = april.unwrap();
    let [columns, row] = april.lines().collect::<Vec<_>>()[..] else {
        panic!("{april}")
    };
    let replied = columns.split(',').position(|name| name == "replied");
    assert_eq!(row.split(',').nth(replied.unwrap()), Some("1"), "{april}");

    // A copy of all that was read is as good, and nobody has to be asked for it.
    let folder = city.folder().join("copy");
    let copied = audit_with(city, &visitor, Some(&folder)).await;
    assert_eq!(copied.evidence, []);
    let offline = audit_args(city, folder.to_str().unwrap(), None);
    let offline = printed(&check(&offline, &Fixed).await.unwrap());
    let after_place = |page: &str| page.split_once('\n').unwrap().1.to_owned();
    assert_eq!(after_place(&offline), after_place(&page));
    let packed = [city.folder().join("1.tar"), city.folder().join("2.tar")];
    for file in &packed {
        assert_eq!(audit_with(city, &visitor, Some(file)).await.evidence, []);
        let from_file = audit_args(city, file.to_str().unwrap(), None);
        let from_file = printed(&check(&from_file, &Fixed).await.unwrap());
        assert_eq!(after_place(&from_file), after_place(&page));
        assert!(!super::archive::folder_beside(file).exists());
        let again = audit_args(city, "http://127.0.0.1:9", Some(file));
        let refused = check(&again, &Fixed).await.err().unwrap();
        assert!(refused.to_string().contains("已经存在"), "{refused}");
    }
    // The same ledger is the same file; what was changed in it is found, and what is cut off is said.
    let whole = fs::read(&packed[0]).unwrap();
    assert_eq!(whole, fs::read(&packed[1]).unwrap());
    let text = "路灯已经一个星期不亮了".as_bytes();
    let place = whole.windows(text.len()).position(|part| part == text);
    let mut changed = whole.clone();
    changed[place.unwrap()..][..3].copy_from_slice("街".as_bytes());
    fs::write(&packed[1], &changed).unwrap();
    let from_file = audit_args(city, packed[1].to_str().unwrap(), None);
    assert!(!check(&from_file, &Fixed).await.unwrap().evidence.is_empty());
    fs::write(&packed[1], &whole[..whole.len() / 2]).unwrap();
    assert!(check(&from_file, &Fixed).await.is_err());
    let again = audit_args(city, "http://127.0.0.1:9", Some(&folder));
    let refused = check(&again, &Fixed).await.err().unwrap();
    assert!(refused.to_string().contains("不是空的"), "{refused}");

    // A better number in a table that was published is found, whichever log holds its hash.
    for month in ["2026-03", "2026-04"] {
        let first = format!("{month}-01").parse().unwrap();
        let table = app.published_figures(first).await.unwrap().unwrap();
        rewrite(city, month, &table.replacen(",1", ",2", 1)).await;
        let report = audit(city, &visitor).await;
        let named = report.evidence[0].to_string();
        assert!(named.contains(month), "{named}");
        rewrite(city, month, &table).await;
    }
}

/// The month before is over: its figures are published.
async fn publishes(city: &City, app: &App, at: &str) {
    city.clock.set(at.parse::<Timestamp>().unwrap());
    // On PostgreSQL events are numbered a moment after they happened.
    for _turn in 0..20 {
        while app.integrate().await.unwrap() {}
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    app.ledger_publish_figures().await.unwrap();
    while app.integrate().await.unwrap() {}
}

/// Somebody with the keys of the database changes what was published.
async fn rewrite(city: &City, month: &str, table: &str) {
    let done: Result<u64, store::Error> = city
        .app
        .db
        .write(async |tx| {
            let told = "UPDATE figures_published SET csv = $2 WHERE month = $1";
            tx.run(told, store::args![month, table]).await
        })
        .await;
    assert_eq!(done.unwrap(), 1);
}

/// What `huiyin audit --content` finds of the board as it is served to this person.
async fn audit(city: &City, person: &Person) -> Report {
    audit_with(city, person, None).await
}

async fn audit_with(city: &City, person: &Person, keep: Option<&Path>) -> Report {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = listener::start(person.site(), listen, 16).await.unwrap();
    let args = audit_args(city, &format!("http://{}", running.address()), keep);
    fs::write(&args.policy, person.opens("/ledger/policy").await.bytes).unwrap();
    check(&args, &Fixed).await.unwrap()
}

fn audit_args(city: &City, place: &str, keep: Option<&Path>) -> AuditArgs {
    AuditArgs {
        place: place.to_owned(),
        policy: city.folder().join("policy"),
        content: true,
        seen: None,
        keep: keep.map(Path::to_owned),
        ca: None,
    }
}
