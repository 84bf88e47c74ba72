//! A witness through its door: what it cosigns, what it refuses and how it says so, and that it forgets nothing.

use super::*;
use crate::fetch::tests::https::Authority;
use crate::fetch::{Answer, Http, Reach};
use crate::serve::listener::Running;
use crate::serve::witnesses::{self, Past, Witness as AskedWitness, Word};
use axum::http::StatusCode;
use jiff::Timestamp;
use ledger::cosignatures;
use ledger::hash::Hash;
use ledger::tree::{Frontier, Plan, leaf_hash};
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;

/// The time of every cosignature.
const NOW: i64 = 1_780_000_000;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(NOW).unwrap()
    }
}

fn log_key(seed: u8) -> SignerKey {
    let name = "city.example/ledger".parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Note, &[seed; 32])
}

/// The leaves of one history; another one differs from `fork` on.
fn leaves(fork: u64, size: u64) -> impl Iterator<Item = Hash> {
    (0..size).map(move |index| {
        let told = if index < fork { "entry" } else { "another" };
        leaf_hash(format!("{told} {index}").as_bytes())
    })
}

fn checkpoint(key: &SignerKey, fork: u64, size: u64) -> SignedCheckpoint {
    let root = leaves(fork, size).collect::<Frontier>().root();
    let origin = key.verifier().name().clone();
    Checkpoint { origin, size, root }.sign(key).unwrap()
}

/// What a ledger sends whose history differs from the common one from entry `fork` on.
fn request(fork: u64, old_size: u64, size: u64) -> AddCheckpoint {
    let path = Plan::consistency(old_size.min(size), size).unwrap();
    let path = path.resolve(|node| {
        let within = (node.index << node.level)..((node.index + 1) << node.level);
        let all: Vec<_> = leaves(fork, size).collect();
        let (from, to) = (
            within.start.try_into().unwrap(),
            within.end.try_into().unwrap(),
        );
        let range: std::ops::Range<usize> = from..to;
        Ok::<_, ()>(all[range].iter().copied().collect::<Frontier>().root())
    });
    AddCheckpoint {
        old_size,
        path: path.unwrap(),
        checkpoint: checkpoint(&log_key(1), fork, size),
    }
}

/// The common history.
const NEVER: u64 = u64::MAX;

fn settings(state: &Path) -> Settings {
    let name = "university.example/witness".parse().unwrap();
    Settings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        key: SignerKey::from_seed(name, Algorithm::Cosignature, &[2; 32]),
        state: state.to_owned(),
        trusted: vec![log_key(1).verifier().clone()],
        log: crate::config::Log::default(),
    }
}

struct Served {
    running: Running,
    witness: Arc<Witness>,
    http: Http,
}

impl Served {
    async fn on(state: &Path) -> Self {
        let witness = Arc::new(Witness::open(&settings(state), Arc::new(Fixed)).unwrap());
        let router = door::router(witness.clone());
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let running = listener::start(router, listen, CONNECTIONS).await.unwrap();
        Self {
            running,
            witness,
            http: Http::new(Reach::anywhere(), None).unwrap(),
        }
    }

    async fn post(&self, body: String) -> Answer {
        let url = format!("http://{}/add-checkpoint", self.running.address());
        self.http.post(&url, body.into(), 1 << 16).await.unwrap()
    }

    async fn get(&self, path: &str) -> Answer {
        let url = format!("http://{}{path}", self.running.address());
        self.http.get(&url, 1 << 16).await.unwrap()
    }

    /// Posts what must be cosigned, and verifies the cosignature.
    async fn cosigns(&self, request: &AddCheckpoint) {
        let answer = self.post(request.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK);
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        let line = text.strip_suffix('\n').unwrap().parse().unwrap();
        let mut cosigned = request.checkpoint.clone();
        cosigned.attach(line);
        let time = cosignatures::verify(&cosigned, self.witness.key()).unwrap();
        assert_eq!(i64::try_from(time).unwrap(), NOW);
    }

    /// Posts what must be refused.
    async fn refuses(&self, body: impl ToString, status: u16) {
        let answer = self.post(body.to_string()).await;
        assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    }

    /// Posts what rests on another size than the witness has seen.
    async fn has_seen(&self, size: u64, request: &AddCheckpoint) {
        let answer = self.post(request.to_string()).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.kind(), "text/x.tlog.size");
        assert_eq!(answer.body, format!("{size}\n"));
    }
}

#[tokio::test]
async fn a_growing_ledger_is_cosigned() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    witness.cosigns(&request(NEVER, 0, 0)).await;
    witness.cosigns(&request(NEVER, 0, 5)).await;
    witness.cosigns(&request(NEVER, 5, 5)).await;
    witness.cosigns(&request(NEVER, 5, 300)).await;
    witness.has_seen(300, &request(NEVER, 5, 301)).await;
}

#[tokio::test]
async fn each_refusal_has_its_status() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    witness.cosigns(&request(NEVER, 0, 5)).await;

    witness.refuses("old 5\n", 400).await;
    witness.refuses("", 400).await;
    witness.refuses(request(NEVER, 9, 7), 400).await;
    let other = SignerKey::from_seed(
        "town.example/ledger".parse().unwrap(),
        Algorithm::Note,
        &[1; 32],
    );
    let unknown = AddCheckpoint {
        checkpoint: checkpoint(&other, NEVER, 7),
        ..request(NEVER, 5, 7)
    };
    witness.refuses(unknown, 404).await;
    let forged = AddCheckpoint {
        checkpoint: checkpoint(&log_key(9), NEVER, 7),
        ..request(NEVER, 5, 7)
    };
    witness.refuses(forged, 403).await;
    let unproved = AddCheckpoint {
        path: Vec::new(),
        ..request(NEVER, 5, 7)
    };
    witness.refuses(unproved, 422).await;
    witness.refuses("x".repeat((1 << 20) + 1), 413).await;
    assert_eq!(witness.get("/add-checkpoint").await.status.as_u16(), 405);
    // None of it was remembered.
    witness.cosigns(&request(NEVER, 5, 7)).await;
}

#[tokio::test]
async fn a_second_history_is_refused_and_kept() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    witness.cosigns(&request(NEVER, 0, 7)).await;
    witness.refuses(request(3, 7, 9), 422).await;
    let forked = request(3, 7, 7);
    witness.has_seen(7, &forked).await;
    witness.has_seen(7, &forked).await;

    let evidence = std::fs::read_dir(state.path()).unwrap().map(Result::unwrap);
    let mut folders = evidence.filter(|entry| entry.file_type().unwrap().is_dir());
    let kept = std::fs::read_dir(folders.next().unwrap().path()).unwrap();
    let kept: Vec<_> = kept
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.contains(&forked.to_string().into_bytes()));
}

#[tokio::test]
async fn what_was_seen_is_known_after_a_restart() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    witness.cosigns(&request(NEVER, 0, 7)).await;
    witness.running.stop().await;
    drop(witness.witness);

    let witness = Served::on(state.path()).await;
    witness.has_seen(7, &request(NEVER, 0, 9)).await;
    witness.refuses(request(3, 7, 9), 422).await;
    witness.cosigns(&request(NEVER, 7, 9)).await;
}

#[tokio::test]
async fn a_checkpoint_that_was_kept_and_not_answered_can_be_asked_for_again() {
    let state = TempDir::new().unwrap();
    // The process ends between the disk and the answer: the cosignature is lost, the memory is not.
    let witness = Witness::open(&settings(state.path()), Arc::new(Fixed)).unwrap();
    witness
        .add(request(NEVER, 0, 7).to_string().as_bytes())
        .unwrap();
    drop(witness);

    let witness = Served::on(state.path()).await;
    witness.has_seen(7, &request(NEVER, 0, 7)).await;
    witness.has_seen(7, &request(3, 0, 7)).await;
    witness.cosigns(&request(NEVER, 7, 7)).await;
}

#[tokio::test]
async fn a_half_written_file_is_no_memory() {
    let state = TempDir::new().unwrap();
    let witness = Witness::open(&settings(state.path()), Arc::new(Fixed)).unwrap();
    witness
        .add(request(NEVER, 0, 7).to_string().as_bytes())
        .unwrap();
    drop(witness);
    let files = std::fs::read_dir(state.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let kept = files.filter(|path| {
        path.extension()
            .is_some_and(|ending| ending == "checkpoint")
    });
    let kept: Vec<_> = kept.collect();
    let [kept] = kept.as_slice() else {
        panic!("one file a ledger")
    };
    // What a power cut leaves of the next write, which has another name until it is whole.
    std::fs::write(kept.with_extension("new"), "city.example/led").unwrap();

    let witness = Served::on(state.path()).await;
    witness.cosigns(&request(NEVER, 7, 9)).await;
    drop(witness.witness);
    witness.running.stop().await;

    // A file that somebody damaged is no reason to begin anew.
    std::fs::write(kept, "city.example/led").unwrap();
    let refused = Witness::open(&settings(state.path()), Arc::new(Fixed));
    assert!(format!("{:#}", refused.err().unwrap()).contains("damaged"));
}

#[tokio::test]
async fn of_two_histories_at_once_one_is_cosigned() {
    for round in 0..20 {
        let state = TempDir::new().unwrap();
        let witness = Served::on(state.path()).await;
        witness.cosigns(&request(NEVER, 0, 5)).await;
        let (ours, theirs) = (request(NEVER, 5, 9), request(7, 5, 9));
        let (first, second) = tokio::join!(
            witness.post(ours.to_string()),
            witness.post(theirs.to_string())
        );
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "round {round}");
        let cosigned = if first.status == StatusCode::OK {
            ours
        } else {
            theirs
        };
        let seen = witness.witness.seen().unwrap();
        let [(_, Some(last))] = seen.as_slice() else {
            panic!("one ledger was seen")
        };
        assert_eq!(last, cosigned.checkpoint.checkpoint());
    }
}

#[tokio::test]
async fn what_was_cosigned_last_is_shown() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    // The SHA-256 of "city.example/ledger".
    let hash = "6a12d8a6c93f515062433543a4a587b6fa590c3f234ce737e101a302649f84ed";
    assert_eq!(
        witness.get(&format!("/{hash}/checkpoint")).await.status,
        StatusCode::NOT_FOUND
    );
    let about = witness.get("/").await;
    let about = String::from_utf8(about.body.to_vec()).unwrap();
    assert!(about.starts_with(&witness.witness.key().to_string()));
    assert!(about.contains("never seen"));

    witness.cosigns(&request(NEVER, 0, 5)).await;
    let shown = witness.get(&format!("/{hash}/checkpoint")).await;
    let shown = SignedCheckpoint::parse(&shown.body).unwrap();
    assert_eq!(
        shown.checkpoint(),
        checkpoint(&log_key(1), NEVER, 5).checkpoint()
    );
    shown.verify(log_key(1).verifier()).unwrap();
    cosignatures::verify(&shown, witness.witness.key()).unwrap();
}

#[test]
fn a_witness_does_not_begin_without_its_memory_or_twice_on_it() {
    let state = TempDir::new().unwrap();
    let missing = Witness::open(&settings(&state.path().join("gone")), Arc::new(Fixed));
    assert!(format!("{:#}", missing.err().unwrap()).contains("must not sign again"));
    let _one = Witness::open(&settings(state.path()), Arc::new(Fixed)).unwrap();
    let two = Witness::open(&settings(state.path()), Arc::new(Fixed));
    assert!(format!("{:#}", two.err().unwrap()).contains("another witness"));
}

#[test]
fn what_init_makes_can_be_served() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("witness");
    let args = InitArgs {
        dir: dir.clone(),
        name: "university.example/witness".parse().unwrap(),
    };
    init(&args).unwrap();
    let settings = Settings::load(&dir.join("witness.toml")).unwrap();
    assert_eq!(settings.trusted, []);
    Witness::open(&settings, Arc::new(Fixed)).unwrap();
    assert!(init(&args).is_err());

    // A key that others can read is no key.
    let key = dir.join("witness.key");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o640);
    std::fs::set_permissions(&key, mode).unwrap();
    let refused = Settings::load(&dir.join("witness.toml")).err().unwrap();
    assert!(format!("{refused:#}").contains("chmod 600"));
}

#[test]
fn keys_of_the_wrong_sort_are_named() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("witness");
    let args = InitArgs {
        dir: dir.clone(),
        name: "university.example/witness".parse().unwrap(),
    };
    init(&args).unwrap();
    let file = dir.join("witness.toml");
    let with = |trusted: &str| {
        let text =
            settings::DEFAULT.replacen("trusted = [", &format!("trusted = [\"{trusted}\","), 1);
        std::fs::write(&file, text).unwrap();
        Settings::load(&file)
    };
    let ours = with(&log_key(1).verifier().to_string()).unwrap();
    assert_eq!(ours.trusted, [log_key(1).verifier().clone()]);
    let refused = with(&ours.key.verifier().to_string()).err().unwrap();
    assert!(format!("{refused:#}").contains("key of a witness"));
    let refused = with("city.example/ledger").err().unwrap();
    assert!(format!("{refused:#}").contains("no public key"));
}

/// The ledger's side: asks the witness about a history of so many entries, thinking that it has seen `seen`.
async fn ask(served: &Served, fork: u64, seen: u64, size: u64) -> Result<Word> {
    let witness = AskedWitness {
        url: format!("http://{}", served.running.address()),
        key: served.witness.key().clone(),
    };
    let signed = checkpoint(&log_key(1), fork, size);
    let prove = |old| async move { Ok(request(fork, old, size).path) };
    witnesses::ask(&served.http, &witness, &signed, seen, prove).await
}

#[tokio::test]
async fn a_ledger_that_knows_nothing_of_the_witness_finds_out() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    for (seen, size) in [(0, 5), (5, 7), (0, 9), (3, 300), (300, 300), (0, 300)] {
        let Word::Cosigned(line) = ask(&witness, NEVER, seen, size).await.unwrap() else {
            panic!("{seen} {size}")
        };
        let mut cosigned = checkpoint(&log_key(1), NEVER, size);
        cosigned.attach(line);
        cosignatures::verify(&cosigned, witness.witness.key()).unwrap();
    }
}

#[tokio::test]
async fn a_ledger_that_was_set_back_or_rewritten_is_told() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    ask(&witness, NEVER, 0, 9).await.unwrap();
    for seen in [0, 5, 9] {
        let word = ask(&witness, NEVER, seen, 7).await.unwrap();
        assert_eq!(word, Word::SeenMore { size: 9 });
        for size in [9, 12] {
            let word = ask(&witness, 3, seen, size).await.unwrap();
            assert_eq!(word, Word::SeenOther { size: 9 });
        }
    }
}

#[tokio::test]
async fn a_ledger_that_remembers_nothing_is_told() {
    let state = TempDir::new().unwrap();
    let served = Served::on(state.path()).await;
    let witness = |running: &Running| AskedWitness {
        url: format!("http://{}", running.address()),
        key: served.witness.key().clone(),
    };
    let beginning = checkpoint(&log_key(1), NEVER, 0);
    let past = async |running| {
        let asked = witness(running);
        let past = witnesses::last_seen(&served.http, &asked, &beginning);
        past.await.unwrap()
    };
    assert_eq!(past(&served.running).await, Past::Nothing);
    ask(&served, NEVER, 0, 9).await.unwrap();
    let last = checkpoint(&log_key(1), NEVER, 9).checkpoint().clone();
    assert_eq!(past(&served.running).await, Past::Checkpoint(last));

    // A witness of others says its size and shows nothing.
    let router = axum::Router::new().route(
        "/add-checkpoint",
        axum::routing::post(async || {
            let kind = [("content-type", "text/x.tlog.size")];
            (StatusCode::CONFLICT, kind, "9\n")
        }),
    );
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let other = listener::start(router, listen, 4).await.unwrap();
    assert_eq!(past(&other).await, Past::Size(9));
}

#[tokio::test]
async fn a_witness_is_asked_through_tls() {
    let state = TempDir::new().unwrap();
    let witness = Arc::new(Witness::open(&settings(state.path()), Arc::new(Fixed)).unwrap());
    let authority = Authority::new();
    let served = authority.serves(door::router(witness.clone()), "localhost", false);
    let served = served.await;
    let asked = AskedWitness {
        url: served.url.clone(),
        key: witness.key().clone(),
    };
    let signed = checkpoint(&log_key(1), NEVER, 5);
    let word = async |authorities: Option<&Path>| {
        let http = Http::new(Reach::anywhere(), authorities).unwrap();
        let prove = |_old| async { Ok(request(NEVER, 0, 5).path) };
        witnesses::ask(&http, &asked, &signed, 0, prove).await
    };
    let why = format!("{:#}", word(None).await.unwrap_err());
    assert!(why.contains("certificate"), "{why}");
    assert_eq!(witness.seen().unwrap()[0].1, None, "nothing was sent");
    let word = word(Some(&authority.file())).await.unwrap();
    assert!(matches!(word, Word::Cosigned(_)));
}

#[tokio::test]
async fn a_witness_that_signs_with_another_key_is_not_believed() {
    let state = TempDir::new().unwrap();
    let witness = Served::on(state.path()).await;
    let name = "university.example/witness".parse().unwrap();
    let other = SignerKey::from_seed(name, Algorithm::Cosignature, &[3; 32]);
    let asked = AskedWitness {
        url: format!("http://{}", witness.running.address()),
        key: other.verifier().clone(),
    };
    let signed = checkpoint(&log_key(1), NEVER, 5);
    let prove = |_old| async { Ok(Vec::new()) };
    let why = witnesses::ask(&witness.http, &asked, &signed, 0, prove)
        .await
        .err()
        .unwrap();
    assert!(why.to_string().contains("without a cosignature"));
    // A ledger that it does not know.
    let stranger = checkpoint(&log_key(9), NEVER, 5);
    let prove = |_old| async { Ok(Vec::new()) };
    let why = witnesses::ask(&witness.http, &asked, &stranger, 0, prove)
        .await
        .err()
        .unwrap();
    assert!(why.to_string().contains("403"));
}
