//! kill -9 under write load, on both databases: every acknowledged message is there, none twice.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says by a panic what it found"
)]

use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

/// Writers at once, and messages acknowledged before the process is killed.
const WRITERS: u32 = 8;
const BEFORE: usize = 120;

#[test]
fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    kill_under_load(&board, &[]);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads where its PostgreSQL is"
)]
fn on_postgres() {
    let server = std::env::var("HUIYIN_TEST_POSTGRES").unwrap_or_else(|_missing| {
        panic!("no PostgreSQL: run `cargo xtask postgres -- cargo test -p huiyin`")
    });
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    let schema = format!("kill_{}", std::process::id());
    psql(&server, &format!("CREATE SCHEMA {schema}"));
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options[search_path]={schema}");
    kill_under_load(&board, &["--postgres", &url]);
    psql(&server, &format!("DROP SCHEMA {schema} CASCADE"));
}

fn kill_under_load(board: &Path, engine: &[&str]) {
    let city = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/city.toml");
    let folder = board.to_str().unwrap();
    let made = huiyin(&[&["init", folder, "--city", city], engine].concat());
    // The log begins with the staff, the release and the rules.
    let of_board = made.lines().filter(|line| line.contains('\t')).count() + 2;
    let port = free_port();
    settle(board, port);
    let cookie;
    let office;
    let acknowledged = Mutex::new(Vec::new());
    let tried = AtomicU32::new(0);
    {
        let mut server = Server::start(board, port);
        cookie = sign_in(board, port);
        office = an_office(port);
        thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| {
                    // Ends with the first request that the dying server does not answer.
                    loop {
                        let nonce = tried.fetch_add(1, Ordering::SeqCst);
                        match submit(port, &cookie, &office, nonce) {
                            Some((201, number)) => {
                                acknowledged.lock().unwrap().push((nonce, number));
                            }
                            Some((status, body)) => panic!("{status} {body}"),
                            None => return,
                        }
                    }
                });
            }
            while acknowledged.lock().unwrap().len() < BEFORE {
                thread::yield_now();
            }
            server.kill();
        });
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    let tried = tried.into_inner();
    assert!(acknowledged.len() >= BEFORE && tried >= WRITERS);

    // The next start repairs what there is to repair by the code that always runs.
    let server = Server::start(board, port);
    let mut numbers = Vec::new();
    for nonce in 0..tried {
        let (mut status, mut number) = submit(port, &cookie, &office, nonce).unwrap();
        // On PostgreSQL the lease of the dead process runs out first; the message is kept meanwhile.
        for _ in 0..10 {
            if number.is_empty() {
                (status, number) = submit(port, &cookie, &office, nonce).unwrap();
            }
        }
        if let Some((_, before)) = acknowledged.iter().find(|(known, _)| *known == nonce) {
            assert_eq!(status, 200, "form {nonce} was acknowledged");
            assert!(
                before.is_empty() || *before == number,
                "{before} is {number}"
            );
        } else {
            assert!(matches!(status, 200 | 201), "form {nonce}: {status}");
        }
        numbers.push(number);
    }
    // Each form is one message, and the numbers of the year have no gap: nothing was kept twice, nothing lost.
    numbers.sort();
    let year = numbers[0].trim_end_matches("000001");
    let dense: Vec<_> = (1..=tried).map(|n| format!("{year}{n:06}")).collect();
    assert_eq!(numbers, dense);
    the_ledger_holds(board, server, numbers.len() + of_board);
}

/// Each message is in the public log once, beside what was said of the board itself, and everything follows from the
/// entries that were signed.
fn the_ledger_holds(board: &Path, server: Server, entries: usize) {
    let config = board.join("huiyin.toml");
    let config = config.to_str().unwrap();
    let size = format!("size      {entries}\n");
    let mut shown = String::new();
    for _ in 0..200 {
        shown = huiyin(&["ledger", "show", "--config", config]);
        if shown.contains(&size) {
            break;
        }
        thread::park_timeout(Duration::from_millis(50)); // the log follows in the other process
    }
    assert!(shown.contains(&size), "{entries}: {shown}");
    drop(server);
    let rebuilt = huiyin(&["ledger", "rebuild", "--config", config]);
    assert!(rebuilt.contains("all of it follows"), "{rebuilt}");
}

/// The program serving a board; killed when the test ends.
struct Server(Child);

impl Server {
    fn start(board: &Path, port: u16) -> Self {
        let config = board.join("huiyin.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiyin"));
        command.args(["serve", "--config", config.to_str().unwrap()]);
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn();
        let server = Self(child.unwrap());
        for _ in 0..600 {
            if get(port, "/healthz").is_some_and(|(status, _)| status == 200) {
                return server;
            }
            thread::park_timeout(Duration::from_millis(50)); // the start of another process is waited for
        }
        panic!("the server did not start");
    }

    fn kill(&mut self) {
        self.0.kill().unwrap(); // SIGKILL
        self.0.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs the program, which must succeed, and gives what it printed.
fn huiyin(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn psql(url: &str, sql: &str) {
    let output = Command::new("psql")
        .args([url, "-v", "ON_ERROR_STOP=1", "-c", sql])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A port below those that outgoing connections use; each call of this process looks in a stretch of its own.
fn free_port() -> u16 {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let call = u16::try_from(CALLS.fetch_add(1, Ordering::SeqCst)).unwrap();
    let from = 20_000 + u16::try_from(std::process::id() % 100).unwrap() * 100 + call * 50;
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (from..from + 50).find(free).unwrap()
}

/// Sets port and limits in the file that `init` wrote.
fn settle(board: &Path, port: u16) {
    let file = board.join("huiyin.toml");
    let text = fs::read_to_string(&file).unwrap();
    let lines = text.lines().map(|line| match line.split(" = ").next() {
        Some("address") => format!("address = \"127.0.0.1:{port}\""),
        Some("metrics") => "metrics = \"\"".to_owned(),
        Some("messages_a_day") => "messages_a_day = 1000000".to_owned(),
        Some("changes_a_minute") => "changes_a_minute = 0".to_owned(),
        _ => line.to_owned(),
    });
    fs::write(&file, lines.collect::<Vec<_>>().join("\n")).unwrap();
}

/// Signs a citizen in by phone and one-time code, which the file driver wrote.
fn sign_in(board: &Path, port: u16) -> String {
    let asked = post(port, "/sign-in", FORM, "", "phone=19900000001").unwrap();
    let waiting = cookie_of(&asked, "__Host-huiyin-code");
    let sms = fs::read_to_string(board.join("sms.jsonl")).unwrap();
    let sent: Value = serde_json::from_str(sms.lines().last().unwrap()).unwrap();
    let code = format!("code={}", sent["code"].as_str().unwrap());
    let entered = post(port, "/sign-in/code", FORM, &waiting, &code).unwrap();
    cookie_of(&entered, "__Host-huiyin=")
}

fn cookie_of(answer: &str, name: &str) -> String {
    let mut lines = answer.lines().filter_map(|line| {
        let (header, value) = line.split_once(": ")?;
        header.eq_ignore_ascii_case("set-cookie").then_some(value)
    });
    let found = lines.rfind(|value| value.starts_with(name));
    let found = found.unwrap_or_else(|| panic!("no {name} in {answer}"));
    found.split(';').next().unwrap().to_owned()
}

fn an_office(port: u16) -> Value {
    let (_, body) = get(port, "/api/v1/offices").unwrap();
    let offices: Value = serde_json::from_str(&body).unwrap();
    let mut items = offices["items"].as_array().unwrap().iter();
    let takes = |office: &&Value| office["kinds"].as_array().unwrap().contains(&json!("help"));
    items.find(takes).unwrap()["id"].clone()
}

/// Submits the form of this nonce: its status and number; none where the server is gone.
fn submit(port: u16, cookie: &str, office: &Value, nonce: u32) -> Option<(u16, String)> {
    let message = json!({
        "office": office, "kind": "help", "domain": "urban", "nonce": format!("form-{nonce}"),
        "title": format!("路灯 {nonce} 不亮"),
        "body": "晚上回家的路上有一盏路灯一直不亮，老人和孩子走过那里都要摸黑，请派人去看一看。",
    });
    let answer = post(
        port,
        "/api/v1/messages",
        "application/json",
        cookie,
        &message.to_string(),
    )?;
    let (status, body) = parts(&answer)?;
    let receipt: Value = serde_json::from_str(&body).ok()?;
    // Empty: kept, and not numbered yet. What is no receipt is shown whole.
    match (&receipt["number"], &receipt["location"]) {
        (Value::String(number), _) => Some((status, number.clone())),
        (Value::Null, Value::String(_)) => Some((status, String::new())),
        _ => Some((status, body)),
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn get(port: u16, path: &str) -> Option<(u16, String)> {
    parts(&send(
        port,
        &format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"),
    )?)
}

fn post(port: u16, path: &str, kind: &str, cookie: &str, body: &str) -> Option<String> {
    let length = body.len();
    send(
        port,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Cookie: {cookie}\r\nContent-Length: {length}\r\n\r\n{body}"
        ),
    )
}

/// The whole answer; none where the connection was refused or broken off.
fn send(port: u16, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8(answer).ok()?;
    (!answer.is_empty()).then_some(answer)
}

/// Status and body. An answer that was cut off is none.
fn parts(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let whole = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse::<usize>().ok())?
    });
    match whole {
        Some(length) if length != body.len() => None,
        _ => Some((status, body.to_owned())),
    }
}
