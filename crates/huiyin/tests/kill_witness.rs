//! kill -9 of a witness while a log grows: what it cosigned it remembers, and it never cosigns a second history.
#![expect(clippy::unwrap_used, reason = "a test says by a panic what it found")]

use ledger::checkpoints::Checkpoint;
use ledger::hash::Hash;
use ledger::keys::{Algorithm, SignerKey};
use ledger::tree::{Frontier, Plan, leaf_hash};
use ledger::witness::AddCheckpoint;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How often the witness is killed.
const ROUNDS: u64 = 12;

#[test]
fn what_was_cosigned_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("witness");
    let mut init = huiyin(&["witness", "init", "--name", "university.example/w"]);
    assert!(
        init.arg(&place)
            .stdout(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let config = place.join("witness.toml");
    let settings = fs::read_to_string(&config).unwrap();
    let trusted = format!("trusted = [\"{}\",", log_key().verifier());
    let settings = settings
        .replacen("127.0.0.1:8090", "127.0.0.1:0", 1)
        .replacen("trusted = [", &trusted, 1);
    fs::write(&config, settings).unwrap();

    let mut size = 0;
    for round in 0..ROUNDS {
        let witness = Witness::start(&config);
        // What it had cosigned before it was killed; the last may have been recorded and not answered.
        let (status, seen) = witness.asks(&request(false, 0, size + 2));
        if size > 0 {
            assert_eq!(status, 409, "round {round}");
            let seen: u64 = seen.trim_end().parse().unwrap();
            assert!((size..=size + 1).contains(&seen), "{seen} after {size}");
            size = seen;
            assert_eq!(witness.asks(&request(true, size, size + 1)).0, 422);
        } else {
            assert_eq!(status, 200);
            size = 2;
        }
        let address = witness.address.clone();
        let growing = thread::spawn(move || {
            let mut size = size;
            // Ends with the first request that the dying witness does not answer.
            while let Some((200, _)) = post(&address, &request(false, size, size + 1)) {
                size += 1;
            }
            size
        });
        thread::sleep(Duration::from_millis(40 + 17 * round));
        drop(witness);
        size = growing.join().unwrap();
    }
    assert!(size > ROUNDS, "it grew between the kills");
}

/// A witness that is killed when this is dropped.
struct Witness {
    child: Child,
    address: String,
}

impl Witness {
    fn start(config: &Path) -> Self {
        let mut serve = huiyin(&["witness", "--config"]);
        let serve = serve
            .arg(config)
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = serve.spawn().unwrap();
        let mut said = String::new();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        log.read_line(&mut said).unwrap();
        let address = said
            .split("address=")
            .nth(1)
            .unwrap_or_else(|| panic!("{said}"));
        let address = address.split_whitespace().next().unwrap().to_owned();
        // What it says later is read, so that it never waits for a reader.
        thread::spawn(move || drop(std::io::copy(&mut log, &mut std::io::sink())));
        Self { child, address }
    }

    fn asks(&self, request: &AddCheckpoint) -> (u16, String) {
        post(&self.address, request).unwrap()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn huiyin(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiyin"));
    command.args(arguments);
    command
}

/// Status and body; none where the witness is gone.
fn post(address: &str, request: &AddCheckpoint) -> Option<(u16, String)> {
    let body = request.to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "POST /add-checkpoint HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

fn log_key() -> SignerKey {
    let name = "city.example/ledger".parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Note, &[1; 32])
}

/// What the log sends; `forked`: with another first entry.
fn request(forked: bool, old_size: u64, size: u64) -> AddCheckpoint {
    let leaf = |index: u64| leaf_hash(format!("{index} {}", forked && index == 0).as_bytes());
    let root = |from: u64, to: u64| -> Hash { (from..to).map(leaf).collect::<Frontier>().root() };
    let path = Plan::consistency(old_size, size).unwrap();
    let path = path.resolve(|node| {
        let from = node.index << node.level;
        Ok::<_, ()>(root(from, from + (1 << node.level)))
    });
    let checkpoint = Checkpoint {
        origin: log_key().verifier().name().clone(),
        size,
        root: root(0, size),
    };
    AddCheckpoint {
        old_size,
        path: path.unwrap(),
        checkpoint: checkpoint.sign(&log_key()).unwrap(),
    }
}
