//! Measures a change of keys on the embedded store: how many rows a second are sealed anew, and how long others wait who
//! write meanwhile. `cargo run --release -p app --example key_rotation_speed [ROWS]`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures by the machine's clock, prints what it found, and stops at what it does not expect"
)]

use app::sms::{Sending, Sms, Template};
use app::{App, Board, Chance, Clock, Parts};
use domain::Timestamp;
use domain::calendar::Calendar;
use domain::deadline::{Rules, Terms};
use domain::form::FormLimits;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::blobs::Blobs;
use store::vault::{Keys, Vault};
use store::{Db, Engine, Options};

/// So many write accounts at a time, which are committed together.
const WRITERS: u32 = 64;
/// Somebody else writes so often.
const PACE: Duration = Duration::from_millis(50);

#[tokio::main]
async fn main() {
    let count = std::env::args().nth(1);
    let count: u32 = count.map_or(100_000, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let app = board(folder.path()).await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let app = app.clone();
        writers.spawn(async move {
            for n in (writer..count).step_by(usize::try_from(WRITERS).unwrap()) {
                app.register_citizen(&format!("138{n:08}"), "")
                    .await
                    .unwrap();
            }
        });
    }
    writers.join_all().await;
    let mut keys = keys();
    keys.add_newer(|bytes| draw(bytes, 1_000)).unwrap();
    app.take_keys(keys).await.unwrap();

    let sealing = app.clone();
    let begun = Instant::now();
    let sealed = tokio::spawn(async move {
        let mut rows = 0;
        loop {
            let step = sealing.seal_anew().await.unwrap();
            rows += step.rows;
            if !step.more {
                return rows;
            }
        }
    });
    let mut waits = Vec::new();
    let mut n = 0_u32;
    while !sealed.is_finished() {
        tokio::time::sleep(PACE).await;
        let asked = Instant::now();
        let phone = format!("139{n:08}");
        app.register_citizen(&phone, "").await.unwrap();
        waits.push(asked.elapsed());
        n += 1;
    }
    let rows = sealed.await.unwrap();
    let took = begun.elapsed();
    let rate = f64::from(count) / took.as_secs_f64();
    println!(
        "{count} accounts, {rows} fields and indexes anew in {took:.1?}: {rate:.0} accounts a second"
    );
    waits.sort_unstable();
    let at = |share: usize| {
        waits
            .get(waits.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "others wrote {n} times meanwhile: median {:.1?}, p99 {:.1?}, longest {:.1?}",
        at(50),
        at(99),
        waits.last().copied().unwrap_or_default()
    );
    let uses = app.key_uses().await.unwrap();
    assert_eq!(uses.field.keys().copied().collect::<Vec<_>>(), [2]);
    app.db.close().await;
}

fn keys() -> Keys {
    let mut next = 0;
    Keys::generate(|bytes| {
        next += 1;
        draw(bytes, next);
    })
}

async fn board(folder: &Path) -> App {
    let calendar = Calendar::mainland();
    let options = Options {
        engine: Engine::Sqlite(folder.join("data.sqlite")),
        connections: 8,
        zone: calendar.zone().clone(),
    };
    let parts = Parts {
        db: Db::open(&options).await.unwrap(),
        blobs: Blobs::open(folder.join("blobs")).unwrap(),
        vault: Vault::new(keys()),
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
            texts_a_day: u32::MAX,
        },
        ledger_key: None,
        erasures: None,
    };
    App::open(parts).await.unwrap()
}

struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap()
    }
}

/// Bytes that do not repeat: enough for measuring.
#[derive(Default)]
struct Counted(AtomicU64);

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        draw(bytes, self.0.fetch_add(1, Ordering::Relaxed) + 1_000_000);
    }
}

fn draw(bytes: &mut [u8], seed: u64) {
    use sha2::{Digest, Sha256};
    for (place, chunk) in (0_u64..).zip(bytes.chunks_mut(32)) {
        let block = Sha256::digest([seed.to_be_bytes(), place.to_be_bytes()].concat());
        for (byte, drawn) in chunk.iter_mut().zip(block) {
            *byte = drawn;
        }
    }
}

struct Nobody;

impl Sms for Nobody {
    fn send<'a>(&'a self, _id: i64, _phone: &'a str, _template: &'a Template) -> Sending<'a> {
        Box::pin(async { Ok(()) })
    }
}
