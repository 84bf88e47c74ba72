//! The board that is attacked: a demo city on loopback.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{http, shell};

/// How long the city may take to be made.
const MAKING: u32 = 300;
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often somebody may ask: an attack would be over after so many.
const LIMITS: [&str; 4] = [
    "reads_a_minute",
    "searches_a_minute",
    "changes_a_minute",
    "sign_ins_an_hour",
];
/// What no answer may say: it would tell of the inside.
const INSIDE: [&str; 7] = [
    "panicked at",
    "RUST_BACKTRACE",
    "rusqlite",
    "sqlx",
    "SQLITE_",
    "syntax error at or near",
    ".cargo/registry",
];

/// A demo city that is served.
pub struct Demo {
    child: Child,
    folder: tempfile::TempDir,
    /// Where.
    pub address: SocketAddr,
    /// One of each kind: the code of the role, and a token of the API.
    pub people: Vec<(String, String)>,
    /// Public numbers of messages.
    pub numbers: Vec<String>,
}

/// What came back on a connection.
pub enum Answer {
    /// A status, and the whole answer.
    Status(u16, Vec<u8>),
    /// The connection was closed without one.
    Closed,
    /// Neither in time.
    Hung,
}

impl Demo {
    /// Makes the city and serves it.
    pub fn start() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("huiyin-attack-")
            .tempdir()?;
        let address = crate::bench::free_address()?;
        let child = serve(folder.path(), address)?;
        let mut demo = Self {
            child,
            folder,
            address,
            people: Vec::new(),
            numbers: Vec::new(),
        };
        demo.wait()?;
        // Whoever is told to come later attacks nothing: the city is served again without those limits.
        demo.stop();
        demo.lift_limits()?;
        demo.child = serve(demo.folder.path(), address)?;
        demo.wait()?;
        demo.people = people(&demo.sheet())?;
        demo.numbers = demo.first_numbers()?;
        ensure!(!demo.people.is_empty(), "the demo city names nobody");
        Ok(demo)
    }

    /// Waits until it answers.
    fn wait(&mut self) -> Result<()> {
        for _ in 0..MAKING {
            if self.sheet().exists() && self.answers() {
                return Ok(());
            }
            if let Some(ended) = self.child.try_wait()? {
                bail!("the demo city ended with {ended}: {}", self.log()?);
            }
            std::thread::sleep(Duration::from_secs(1));
        }
        bail!("the demo city is not there after {MAKING} seconds");
    }

    fn lift_limits(&self) -> Result<()> {
        let file = self.folder.path().join("data/board/huiyin.toml");
        let settings = fs::read_to_string(&file)?;
        let (before, after) = settings
            .split_once("[limits]\n")
            .with_context(|| format!("{} has no [limits]", file.display()))?;
        let mut lifted: String = LIMITS.map(|name| format!("{name} = 0\n")).concat();
        lifted.push_str("proof_of_work = \"never\"\n");
        Ok(fs::write(
            &file,
            format!("{before}[limits]\n{lifted}{after}"),
        )?)
    }

    /// Stops it in good order.
    fn stop(&mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        if told.is_err() || self.child.wait().is_err() {
            eprintln!("huiyin, process {pid}, may still run");
        }
    }

    /// Whether somebody who comes now is answered.
    pub fn answers(&self) -> bool {
        let page = |path| http::get(self.address, path, &[]).map_or(0, |answer| answer.status);
        page("/healthz") == 200 && page("/messages") == 200
    }

    /// Sends bytes as they are, then closes this direction, and reads what comes.
    pub fn send(&self, bytes: &[u8]) -> Result<Answer> {
        let mut stream = TcpStream::connect(self.address).context("the board takes nobody")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        // It may answer and close before all was sent; what it said is read anyhow.
        drop(stream.write_all(bytes));
        drop(stream.shutdown(Shutdown::Write));
        let mut answer = Vec::new();
        let read = stream.take(8 << 20).read_to_end(&mut answer);
        let status = answer.strip_prefix(b"HTTP/1.1 ").and_then(|rest| {
            let digits = std::str::from_utf8(rest.get(..3)?).ok()?;
            digits.parse().ok()
        });
        Ok(match (status, read) {
            (Some(status), _) => Answer::Status(status, answer),
            (None, Err(why)) if is_timeout(&why) => Answer::Hung,
            (None, _) => Answer::Closed,
        })
    }

    /// Nothing in its log says that it lost its head.
    pub fn is_calm(&self) -> Result<()> {
        let log = self.log()?;
        let alarm = log
            .lines()
            .find(|line| line.contains("panicked") || line.contains("ERROR"));
        match alarm {
            None => Ok(()),
            Some(line) => bail!("the board's log says: {line}"),
        }
    }

    /// Its own memory in mebibytes.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        let kibibytes: u64 = kibibytes.context("/proc says nothing of memory")?;
        Ok(kibibytes / 1024)
    }

    /// `http://localhost:PORT`.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// A folder for what others write.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    fn sheet(&self) -> PathBuf {
        self.folder.path().join("data/demo.json")
    }

    fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(self.folder.path().join("log"))?)
    }

    fn first_numbers(&self) -> Result<Vec<String>> {
        let list = http::get(self.address, "/api/v1/messages", &[])?;
        let list: Value = serde_json::from_slice(&list.body).context("the list of messages")?;
        let mut numbers = Vec::new();
        collect(&list, "number", &mut numbers);
        ensure!(!numbers.is_empty(), "the demo city has no messages");
        Ok(numbers)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What an answer says of the inside, if it does.
pub fn tells_of_the_inside(answer: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(answer);
    INSIDE.into_iter().find(|word| text.contains(word))
}

/// Serves the city of a folder; what it says is kept in `log`.
fn serve(folder: &Path, address: SocketAddr) -> Result<Child> {
    let log = File::options()
        .create(true)
        .append(true)
        .open(folder.join("log"))?;
    let mut demo = Command::new(shell::built("huiyin")?);
    demo.arg("demo").arg("--listen").arg(address.to_string());
    demo.arg("--data").arg(folder.join("data"));
    demo.stdout(Stdio::null()).stderr(log);
    demo.spawn().context("start the demo city")
}

/// The first of every kind of person.
fn people(sheet: &Path) -> Result<Vec<(String, String)>> {
    let sheet: Value = serde_json::from_slice(&fs::read(sheet)?).context("read demo.json")?;
    let mut people: Vec<(String, String)> = Vec::new();
    for person in sheet
        .get("people")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let text = |key: &str| person.get(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(role), Some(token)) = (text("role"), text("token"))
            && !people.iter().any(|(known, _)| *known == role)
        {
            people.push((role, token));
        }
    }
    Ok(people)
}

/// All texts under a key, wherever they are.
fn collect(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, key, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == key => found.push(text.to_owned()),
                    _ => collect(value, key, found),
                }
            }
        }
        _ => {}
    }
}

fn is_timeout(why: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
