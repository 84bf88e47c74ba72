//! Measures the public log on the embedded store: how many entries a second it takes in, and how long a submission
//! takes that is answered with its receipt. `cargo run --release -p app --example ledger_speed [MESSAGES]`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures by the machine's clock, prints what it found, and stops at what it does not expect"
)]

use app::messages::Submission;
use app::setup::City;
use app::sms::{Sending, Sms, Template};
use app::{App, Board, Chance, Clock, Parts};
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::calendar::Calendar;
use domain::deadline::{Rules, Terms};
use domain::form::{Age, Choices, Draft, FormLimits};
use domain::ids::{OfficeId, PersonId};
use domain::screening::{Kind, Visibility};
use domain::taxonomy::DomainSlug;
use ledger::keys::{Algorithm, SignerKey};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::blobs::Blobs;
use store::people::{self, Person};
use store::vault::{Keys, Vault};
use store::{Db, Engine, Options};
use tokio::task::JoinSet;

/// Submissions a second of the second part, and for how many seconds.
const RATE: u32 = 100;
const SECONDS: u32 = 10;
/// Who writes at once in the first part.
const WRITERS: u32 = 256;
/// Accounts that they write from.
const PEOPLE: u32 = 2_000;

#[tokio::main]
async fn main() {
    let count = std::env::args().nth(1);
    let count: u32 = count.map_or(20_000, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();

    let silent = board(folder.path(), None).await;
    let office = found(&silent).await;
    let begun = Instant::now();
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let app = silent.clone();
        writers.spawn(async move {
            for n in (writer..count).step_by(usize::try_from(WRITERS).unwrap()) {
                let sent = app
                    .submit(&writer_of(n), letter(office, &format!("w{n}")))
                    .await;
                sent.unwrap();
            }
        });
    }
    writers.join_all().await;
    say("submissions without a log", count, begun.elapsed());
    silent.db.close().await;
    drop(silent);

    let app = board(folder.path(), Some(key())).await;
    let begun = Instant::now();
    while app.integrate().await.unwrap() {}
    say("entries taken in and signed", count, begun.elapsed());
    let size = app.signed().borrow().as_ref().map(|signed| signed.size);
    println!("the log has {size:?} entries");

    let mut sent = JoinSet::new();
    let mut clock = tokio::time::interval(Duration::from_secs(1) / RATE);
    for n in 0..RATE * SECONDS {
        clock.tick().await;
        let app = app.clone();
        sent.spawn(async move {
            let begun = Instant::now();
            let receipt = app
                .submit(&writer_of(n), letter(office, &format!("r{n}")))
                .await;
            assert!(receipt.unwrap().entered.is_some());
            begun.elapsed()
        });
    }
    let mut took = sent.join_all().await;
    took.sort_unstable();
    let at = |share: usize| {
        took.get(took.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{RATE} submissions a second with receipts: median {:?}, p99 {:?}, longest {:?}",
        at(50),
        at(99),
        took.last()
    );

    let begun = Instant::now();
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let app = app.clone();
        writers.spawn(async move {
            for n in (writer..count / 2).step_by(usize::try_from(WRITERS).unwrap()) {
                let sent = app
                    .submit(&writer_of(n), letter(office, &format!("f{n}")))
                    .await;
                sent.unwrap();
            }
        });
    }
    writers.join_all().await;
    say("submissions with receipts", count / 2, begun.elapsed());
    app.db.close().await;
}

fn say(what: &str, count: u32, took: Duration) {
    let rate = f64::from(count) / took.as_secs_f64();
    println!("{what}: {count} in {took:?}, {rate:.0} a second");
}

async fn board(folder: &Path, ledger_key: Option<SignerKey>) -> App {
    let calendar = Calendar::mainland();
    let options = Options {
        engine: Engine::Sqlite(folder.join("data.sqlite")),
        connections: 8,
        zone: calendar.zone().clone(),
    };
    let parts = Parts {
        db: Db::open(&options).await.unwrap(),
        blobs: Blobs::open(folder.join("blobs")).unwrap(),
        vault: Vault::new(Keys::generate(|bytes| bytes.fill(7))),
        clock: Arc::new(MachineClock),
        chance: Arc::new(Counted::default()),
        sms: Arc::new(Nobody),
        provider: None,
        rules: Rules {
            calendar,
            terms: Terms::default(),
        },
        limits: FormLimits::default(),
        board: Board {
            name: "云川市领导留言板".into(),
            url: "http://localhost".into(),
            operator: String::new(),
            licence: String::new(),
            messages_a_day: u32::MAX,
            security_days: 366,
            texts_a_day: 0,
        },
        ledger_key,
        erasures: None,
    };
    App::open(parts).await.unwrap()
}

fn key() -> SignerKey {
    let origin = "localhost/ledger".parse().unwrap();
    SignerKey::from_seed(origin, Algorithm::Note, &[7; 32])
}

/// One seat, one unit, and the writers.
async fn found(app: &App) -> OfficeId {
    let city = serde_json::json!({
        "name": "云川市", "board": "云川市领导留言板",
        "region": [{ "code": "990000", "name": "云岭省", "level": "province" },
                   { "code": "990100", "name": "云川市", "parent": "990000", "level": "city" }],
        "unit": [{ "key": "city", "name": "云川市人民政府办公室", "short": "市政府办", "region": "990100" }],
        "office": [{ "key": "mayor", "title": "云川市市长", "region": "990100", "level": "city",
                     "branch": "government", "unit": "city", "kinds": ["help"], "intro": "主持全面工作。" }],
    });
    let city: City = serde_json::from_value(city).unwrap();
    let made = app.set_up(&city).await.unwrap();
    let writer = |id| Person {
        id: PersonId(id),
        role: Role::Citizen,
        login: None,
        password: None,
        password_until: None,
        staff_name: None,
        unit: None,
        office: None,
        pen_name: String::new(),
        active: true,
    };
    let now = app.clock.now();
    let added = app
        .db
        .write(async |tx| {
            for id in 0..i64::from(PEOPLE) {
                people::add(tx, &writer(id), None, now).await?;
            }
            Ok::<_, store::Error>(())
        })
        .await;
    added.unwrap();
    made.offices.values().next().copied().unwrap()
}

fn writer_of(n: u32) -> Actor {
    Actor {
        role: Role::Citizen,
        person: Some(PersonId((n % PEOPLE).into())),
        ..Actor::VISITOR
    }
}

fn letter(office: OfficeId, nonce: &str) -> Submission {
    Submission {
        office,
        kind: Kind::Help,
        domain: DomainSlug::other(),
        subdomain: None,
        draft: Draft {
            title: "路灯不亮".into(),
            body: "城东路从菜场到小学的一段，路灯已经一个星期不亮了，希望尽快修好。".into(),
            demand: String::new(),
            place: String::new(),
            remark: String::new(),
            pen_name: String::new(),
        },
        choices: Choices {
            visibility: Visibility::Public,
            identity_open: false,
            hide_place: false,
            about_addressee: false,
            danger: false,
            age: Age::Adult,
        },
        concerns: None,
        concerns_conduct: false,
        pictures: Vec::new(),
        nonce: nonce.to_owned(),
    }
}

struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            let now = Timestamp::now().as_nanosecond();
            let drawn = Sha256::new()
                .chain_update(n.to_be_bytes())
                .chain_update(now.to_be_bytes())
                .finalize();
            for (to, from) in chunk.iter_mut().zip(drawn) {
                *to = from;
            }
        }
    }
}

struct Nobody;

impl Sms for Nobody {
    fn send<'a>(&'a self, _id: i64, _phone: &'a str, _template: &'a Template) -> Sending<'a> {
        Box::pin(async { Ok(()) })
    }
}
