//! Erasure from end to end, through the door: a word that one writer wrote and a picture are looked for everywhere, in
//! what people are shown and in the bytes that are kept; and an audit of the ledger passes and says that it was erased.

use super::{AuditArgs, Fixed, check, printed};
use crate::serve::listener;
use app::export::Format;
use axum::http::Method;
use domain::actor::Actor;
use domain::stage::StageKind;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use store::{Db, Engine, Options};
use testkit::{BODY, Body, City, Letter, on_both};

on_both! { what_was_erased_is_nowhere }

/// Stands in nothing else.
const MARK: &str = "zq7x9kqpv";

async fn what_was_erased_is_nowhere(city: &City) {
    let number = marked(city).await;
    let id = city.id_of(&number).await;
    let picture = city.app.thread(&Actor::VISITOR, id).await.unwrap().pictures[0].0;
    let picture = format!("/pictures/{picture}");
    city.visitor.opens(&picture).await.is(200);
    city.visitor
        .opens(&format!("/messages/{number}"))
        .await
        .is(200)
        .shows(MARK);
    // Whoever looks for it finds it before: else what follows could not fail.
    for person in city.everyone() {
        person.reads(&number).await;
    }
    assert_eq!(found(city).await, [number.as_str()]);
    assert!(exported(city).await.contains(MARK));
    assert!(!kept(city).await.is_empty());
    assert!(!files_with(&city.folder().join("blobs"), &[]).is_empty());

    city.wang.erases(&number).await;
    city.runs_jobs().await;
    city.search_follows().await;
    city.ledger_follows().await;

    for person in city.everyone() {
        let all = person.reads(&number).await;
        assert!(!all.contains(MARK), "{} still reads it", person.seat.name);
    }
    city.visitor.opens(&picture).await.is(404);
    city.wang.opens(&picture).await.is(404);
    assert_eq!(found(city).await, [""; 0]);
    assert!(!exported(city).await.contains(MARK));
    assert_eq!(kept(city).await, [""; 0], "a file or a row still holds it");
    let blobs = files_with(&city.folder().join("blobs"), &[]);
    assert!(blobs.is_empty(), "a picture is left: {blobs:?}");
    let listed = fs::read_to_string(city.folder().join("erasures.txt")).unwrap();
    assert!(listed.contains(&id.to_string()), "{listed}");

    let report = audit(city).await;
    for line in [
        "1 件留言的内容已删除，依据：留言人本人要求 1 件",
        "结论：通过",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
}

/// A restored copy of before an erasure is erased again by the list that is kept apart.
#[tokio::test]
async fn a_restored_backup_is_erased_again() {
    testkit::on_sqlite(testkit::Door::Pages, async |city| {
        let number = marked(city).await;
        let id = city.id_of(&number).await;
        let copy = city.folder().join("copy.db");
        city.app.db.backup(&copy).await.unwrap();
        city.wang.erases(&number).await;
        city.runs_jobs().await;

        let options = Options {
            engine: Engine::Sqlite(copy),
            connections: 2,
            zone: city.app.rules.calendar.zone().clone(),
        };
        let restored = city.another_board(Db::open(&options).await.unwrap()).await;
        let body = async || {
            let thread = restored.thread(&Actor::VISITOR, id).await.unwrap();
            thread.texts.unwrap().body
        };
        assert!(body().await.contains(MARK), "the backup brought it back");
        assert_eq!(restored.erase_again().await.unwrap(), 1);
        assert!(!body().await.contains(MARK));
        assert_eq!(restored.erase_again().await.unwrap(), 0, "once is enough");
        while restored.run_job().await.unwrap() {}
        while restored.integrate().await.unwrap() {}
        let entries = restored.ledger_of_message(id).await.unwrap();
        let last = &entries.last().unwrap().entry;
        assert_eq!(last.kind, ledger::kinds::Kind::Erased);
        restored.db.close().await;
    })
    .await;
}

/// A published and answered message with the mark in all that a writer writes, and a picture.
async fn marked(city: &City) -> String {
    let marked = |text: &str| format!("{text}{MARK}");
    let letter = Letter {
        body: marked(BODY),
        demand: marked("请查明原因，尽快修好这几盏路灯，并说明什么时候能修好。"),
        place: marked("城东路"),
        remark: marked("门卫知道"),
        ..Letter::titled(&marked("路灯"))
    };
    let picture = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/pictures/outfall.jpg");
    let picture = fs::read(picture).unwrap();
    let picture = city.app.new_picture(0, picture, false).await.unwrap();
    let number = city
        .has_letter_with(&letter, vec![picture], StageKind::Replied)
        .await;
    city.wang
        .follows_up(&number, &marked("还有一盏没有亮："))
        .await;
    city.search_follows().await;
    city.ledger_follows().await;
    number
}

/// The numbers of what the search finds.
async fn found(city: &City) -> Vec<String> {
    let path = format!("/search?q={MARK}");
    let answer = city.visitor.calls(Method::GET, &path, Body::None).await;
    let answer = answer.is(200).json();
    let items = answer["items"].as_array().unwrap().iter();
    items
        .map(|item| item["number"].as_str().unwrap().to_owned())
        .collect()
}

async fn exported(city: &City) -> String {
    let mut all = Vec::new();
    for format in [Format::Csv, Format::Jsonl] {
        let written = city.app.export_messages(format, &mut all).await.unwrap();
        assert_eq!(written, 1);
    }
    String::from_utf8(all).unwrap()
}

/// The files and tables in which the mark is.
async fn kept(city: &City) -> Vec<String> {
    let files = files_with(city.folder(), MARK.as_bytes());
    let mut kept: Vec<_> = files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    if city.app.db.is_embedded() {
        let named = city.app.db.read(async |tx| {
            tx.rows("PRAGMA database_list", &[], |row| row.text(2))
                .await
        });
        let named: store::Result<Vec<String>> = named.await;
        let data = PathBuf::from(named.unwrap().remove(0));
        // The data, its write-ahead log and the index of that lie in one folder.
        let files = files_with(data.parent().unwrap(), MARK.as_bytes());
        assert!(data.exists());
        kept.extend(files.iter().map(|path| path.display().to_string()));
        return kept;
    }
    let tables = "SELECT table_name::TEXT FROM information_schema.tables WHERE table_schema = current_schema()";
    let hex: String = MARK
        .bytes()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    let rows = city.app.db.read(async |tx| {
        let mut found = Vec::new();
        for table in tx.rows(tables, &[], |row| row.text(0)).await? {
            let rows = format!("SELECT a_row::TEXT FROM {table} AS a_row");
            let rows = tx.rows(rows, &[], |row| row.text(0)).await?;
            let held = rows
                .iter()
                .any(|row| row.contains(MARK) || row.contains(&hex));
            found.extend(held.then_some(table));
        }
        Ok::<_, store::Error>(found)
    });
    kept.extend(rows.await.unwrap());
    kept
}

/// The files below a folder that hold these bytes.
fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else {
            let held = fs::read(&path).unwrap();
            let holds = bytes.is_empty() || held.windows(bytes.len()).any(|part| part == bytes);
            found.extend(holds.then_some(path));
        }
    }
    found
}

/// What `huiyin audit --content` says of the board as it is served.
async fn audit(city: &City) -> String {
    let policy = city.folder().join("policy");
    fs::write(&policy, city.visitor.opens("/ledger/policy").await.bytes).unwrap();
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = listener::start(city.site(), listen, 16).await.unwrap();
    let args = AuditArgs {
        place: format!("http://{}", running.address()),
        policy,
        content: true,
        seen: None,
        keep: None,
        ca: None,
    };
    let report = check(&args, &Fixed).await.unwrap();
    assert_eq!(report.evidence, []);
    printed(&report)
}
