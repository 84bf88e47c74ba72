//! Who wrote, and what they said in confidence, stands nowhere but where it belongs: every table, every file, every
//! address, everything that is sent out is read for it.

use app::export::Format;
use app::sms::Template;
use domain::stage::StageKind;
use std::fmt::Write;
use std::path::Path;
use testkit::{City, Letter, Person, on_both, routes};

on_both! {
    no_row_but_sealed_ones_holds_a_phone_or_a_word_said_in_confidence,
    nothing_that_is_given_out_holds_them,
}

const ON_DUTY: &str = "19900007771";
const PRESSED: &str = "他们叫我撤回否则停水";
const DANGER: &str = "信里说想不开的那一句";
const LOOKED: &str = "转公安上门看看人在不在";

/// A city in which everything has happened that concerns a writer's person; the number of the message.
async fn lived(city: &City) -> String {
    city.app.put_on_duty("staff-51", ON_DUTY, 1).await.unwrap();
    let letter = Letter {
        identity_open: true,
        remark: "我住在菜场后面的红色小楼。".into(),
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&letter, StageKind::Handling).await;
    let why = [("reason", "约时间上门。")];
    city.water_bureau
        .does(&lamp, "contact", &why)
        .await
        .succeeds();
    let pressed = [("text", PRESSED)];
    city.wang
        .tries(&lamp, "pressure", &pressed)
        .await
        .succeeds();
    let danger = [("note", DANGER)];
    city.lin.does(&lamp, "danger", &danger).await.succeeds();
    city.ticks().await;
    let id = city.id_of(&lamp).await;
    let by = city.supervisor.actor();
    let (open, _) = city.app.alerts(&by).await.unwrap();
    for row in open.iter().filter(|row| row.alert.message == id) {
        city.app.take_alert(&by, row.alert.id).await.unwrap();
        let reason = domain::text::Note::parse(LOOKED).unwrap();
        let seen = city.app.reveal_in_danger(&by, row.alert.id, &reason).await;
        assert!(seen.is_ok() == (row.alert.kind == domain::alert::AlertKind::Danger));
    }
    city.app.send_code("19900000002").await.unwrap();
    city.ledger_follows().await;
    city.search_follows().await;
    lamp
}

/// What nobody may find.
fn secrets() -> [&'static str; 6] {
    ["1990000000", ON_DUTY, PRESSED, DANGER, LOOKED, "红色小楼"]
}

async fn no_row_but_sealed_ones_holds_a_phone_or_a_word_said_in_confidence(city: &City) {
    lived(city).await;
    let schema =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations/sqlite/0001_board.sql");
    let schema = std::fs::read_to_string(schema).unwrap();
    let tables: Vec<_> = schema
        .split("CREATE TABLE ")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    assert!(tables.len() > 30, "{tables:?}");
    for table in tables {
        let rows = rows_of(city, table).await;
        for secret in secrets() {
            // The remark is a text of its own, in the one table of texts.
            if table == "contents" && secret == "红色小楼" {
                continue;
            }
            let hex = hex(secret);
            let found = rows.contains(secret) || rows.to_lowercase().contains(&hex);
            assert!(!found, "{table} holds {secret}");
        }
    }
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// All rows of a table as text, bytes in hexadecimal.
async fn rows_of(city: &City, table: &str) -> String {
    let columns: Result<Vec<String>, store::Error> = city
        .app
        .db
        .read(async |tx| {
            let sql = format!("SELECT name FROM pragma_table_info('{table}')");
            tx.rows(sql, &[], |row| row.text(0)).await
        })
        .await;
    // Only the embedded store knows this question.
    let sql = match columns {
        Ok(columns) => {
            let quoted: Vec<_> = columns
                .iter()
                .map(|column| format!("quote(\"{column}\")"))
                .collect();
            format!("SELECT {} FROM {table}", quoted.join(" || '|' || "))
        }
        Err(_) => format!("SELECT CAST({table} AS TEXT) FROM {table}"),
    };
    let rows: Result<Vec<String>, store::Error> = city
        .app
        .db
        .read(async |tx| tx.rows(sql, &[], |row| row.text(0)).await)
        .await;
    rows.unwrap().join("\n")
}

async fn nothing_that_is_given_out_holds_them(city: &City) {
    let lamp = lived(city).await;
    for person in [
        &city.visitor,
        &city.li,
        &city.housing_bureau,
        &city.administrator,
    ] {
        let all = given_to(city, person, &lamp).await;
        for secret in secrets() {
            // Whoever asks for their own data reads their own number.
            let secret = if secret == "1990000000" {
                "19900000001"
            } else {
                secret
            };
            assert!(!all.contains(secret), "{} reads {secret}", person.seat.name);
        }
    }
    for format in [Format::Csv, Format::Jsonl] {
        let mut exported = Vec::new();
        city.app
            .export_messages(format, &mut exported)
            .await
            .unwrap();
        let exported = String::from_utf8_lossy(&exported).into_owned();
        assert!(exported.contains(&lamp));
        for secret in secrets() {
            assert!(!exported.contains(secret), "an export holds {secret}");
        }
    }
    // A text message tells its reader to look, and says nothing itself.
    while city.app.run_job().await.unwrap() {}
    for (_, template) in city.phones.read() {
        match template {
            Template::SignInCode { code, .. } => assert_eq!(code.len(), 6),
            other => {
                let said = format!("{other:?}");
                assert!(
                    !secrets().iter().any(|secret| said.contains(secret)),
                    "{said}"
                );
                assert!(!said.contains("路灯"), "{said}");
            }
        }
    }
}

/// Every page, feed, file and answer that this person gets around a message.
async fn given_to(city: &City, person: &Person, lamp: &str) -> String {
    let today = city.app.rules.calendar.date(city.now());
    let month = today.strftime("%Y-%m").to_string();
    let mut all = String::new();
    for route in routes().iter().filter(|route| route.method == "GET") {
        let path = route
            .path
            .replace("{number}", lamp)
            .replace("/regions/{code}", "/regions/990100")
            .replace("{code}", "form")
            .replace("{slug}", "urban")
            .replace("{list}", "review")
            .replace("{month}", &month)
            .replace("{file}", "pages.xml")
            .replace("{*path}", "entries/000.p/1")
            .replace("{index}", "0")
            .replace("{alert}", "1")
            .replace("{id}", "1");
        let answer = match path.strip_prefix("/api/v1") {
            Some(path) => {
                person
                    .calls(axum::http::Method::GET, path, testkit::Body::None)
                    .await
            }
            None => person.opens(&path).await,
        };
        all.push_str(&answer.text());
    }
    all
}
