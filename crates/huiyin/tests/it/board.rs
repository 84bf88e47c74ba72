//! A board in a folder of its own, and the program run on it.

use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Where a test finds a PostgreSQL server on which it may make schemas.
const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

/// What a command said, and with which status it ended.
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The command succeeded.
    #[track_caller]
    pub fn right(self) -> Self {
        assert_eq!(self.status, Some(0), "{self}");
        self
    }

    /// The command failed with this status and these words.
    #[track_caller]
    pub fn wrong(self, status: i32, words: &str) -> Self {
        assert_eq!(self.status, Some(status), "{self}");
        assert!(self.err.contains(words), "{self}");
        self
    }

    /// The last line of the output.
    pub fn last(&self) -> &str {
        self.out.lines().last().unwrap_or_default()
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {:?}\n{}\n{}", self.status, self.out, self.err)
    }
}

/// Runs the program.
pub fn huiyin(args: &[&str]) -> Said {
    huiyin_told(args, "")
}

/// Runs the program with something on its standard input.
pub fn huiyin_told(args: &[&str], input: &str) -> Said {
    let mut child = program()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that does not read has closed it.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Said {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_huiyin"))
}

/// A board; its folder goes with it.
pub struct Board {
    folder: TempDir,
    schema: Option<Schema>,
}

impl Board {
    /// An empty board on the embedded store.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        huiyin(&["init", text(&folder.path().join("board"))]).right();
        Self::settle(folder, None)
    }

    /// A board with the demo city's units and offices.
    pub fn of_a_city() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let city = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/city.toml");
        let dir = folder.path().join("board");
        huiyin(&["init", text(&dir), "--city", city]).right();
        Self::settle(folder, None)
    }

    /// An empty board on PostgreSQL, in a schema of its own.
    pub fn on_postgres() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let schema = Schema::new();
        let dir = folder.path().join("board");
        huiyin(&["init", text(&dir), "--postgres", &schema.url()]).right();
        Self::settle(folder, Some(schema))
    }

    /// Ports that the system chooses, so that tests do not meet.
    fn settle(folder: TempDir, schema: Option<Schema>) -> Self {
        let board = Self { folder, schema };
        let settings = fs::read_to_string(board.settings()).unwrap();
        let settings = settings
            .replacen(
                "address = \"127.0.0.1:8080\"",
                "address = \"127.0.0.1:0\"",
                1,
            )
            .replacen(
                "metrics = \"127.0.0.1:8089\"",
                "metrics = \"127.0.0.1:0\"",
                1,
            );
        fs::write(board.settings(), settings).unwrap();
        board
    }

    /// The folder that `init` made.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("board")
    }

    /// A path outside of the board's folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The file of settings.
    pub fn settings(&self) -> PathBuf {
        self.dir().join("huiyin.toml")
    }

    /// Runs a command on this board.
    pub fn runs(&self, args: &[&str]) -> Said {
        self.runs_told(args, "")
    }

    /// Runs a command on this board with something on its standard input.
    pub fn runs_told(&self, args: &[&str], input: &str) -> Said {
        let settings = self.settings();
        huiyin_told(&[args, &["--config", text(&settings)]].concat(), input)
    }

    /// Writes a file beside the board and imports it.
    pub fn imports(&self, name: &str, content: impl AsRef<[u8]>) -> Said {
        let file = self.beside(name);
        fs::write(&file, content).unwrap();
        self.runs(&["import", text(&file)])
    }

    /// Starts a command and leaves it running.
    pub fn starts(&self, args: &[&str]) -> Child {
        program()
            .args(args)
            .arg("--config")
            .arg(self.settings())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Serves the board.
    pub fn serves(&self) -> Serving {
        let mut child = self.starts(&["serve"]);
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut serving = Serving {
            child,
            pages: String::new(),
            metrics: String::new(),
            log: Box::new(lines.map(Result::unwrap)),
        };
        serving.pages = serving.address_after("serving address=");
        serving.metrics = serving.address_after("metrics address=");
        serving
    }

    /// Another board, restored from a backup of this one, with copies of its keys.
    pub fn restored(&self, backup: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let restored = Self {
            folder,
            schema: None,
        };
        let into = restored.dir();
        let restore = [
            "restore",
            text(backup),
            "--into",
            text(&into),
            "--no-erasures",
        ];
        huiyin(&restore).right();
        for key in ["keys.txt", "ledger.key"] {
            fs::copy(self.dir().join(key), restored.dir().join(key)).unwrap();
        }
        restored
    }

    /// Exports all public messages to a file beside the board.
    pub fn exports_to(&self, name: &str) -> PathBuf {
        let to = self.beside(name);
        self.runs(&["export", "messages", "--to", text(&to)])
            .right();
        to
    }

    /// Whether it is on PostgreSQL.
    pub fn is_on_postgres(&self) -> bool {
        self.schema.is_some()
    }

    /// How many messages are in the store at this moment, be the program running or not.
    pub fn messages(&self) -> i64 {
        match &self.schema {
            Some(schema) => schema.messages(),
            None => messages_in(&self.dir().join("data.sqlite")),
        }
    }

    /// All public messages, as `export` writes them.
    pub fn exports(&self) -> Vec<serde_json::Value> {
        let to = self.exports_to("exported.jsonl");
        let lines = fs::read_to_string(to).unwrap();
        let rows = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        rows.collect()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        if let Some(schema) = &self.schema {
            schema.drop();
        }
    }
}

/// A running `huiyin serve`; it is killed where a test forgets to stop it.
pub struct Serving {
    child: Child,
    /// Where the pages are: 127.0.0.1:12345
    pub pages: String,
    /// Where the metrics are.
    pub metrics: String,
    log: Box<dyn Iterator<Item = String> + Send>,
}

impl Serving {
    fn address_after(&mut self, words: &str) -> String {
        let line = self.log.find(|line| line.contains(words));
        let line = line.unwrap_or_else(|| panic!("the log ended without {words:?}"));
        let (_, after) = line.split_once(words).unwrap();
        after.split_whitespace().next().unwrap().to_owned()
    }

    /// Sends a signal by name.
    pub fn told(&self, signal: &str) {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args(["-s", signal, &process]).status();
        assert!(told.unwrap().success());
    }

    /// Asks it to stop and waits for it. The rest of its log.
    pub fn stops(mut self) -> String {
        self.told("TERM");
        let rest: Vec<String> = self.log.by_ref().collect();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        rest.join("\n")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A schema of one test.
struct Schema {
    server: String,
    name: String,
}

impl Schema {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        #[expect(
            clippy::disallowed_methods,
            reason = "how the command that starts a server names it"
        )]
        let server = std::env::var(VARIABLE).unwrap_or_else(|_missing| {
            panic!("no PostgreSQL: run `cargo xtask postgres -- cargo test -p huiyin`")
        });
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("program_{}_{next}", std::process::id());
        let schema = Self { server, name };
        schema.run(&format!("CREATE SCHEMA {}", schema.name));
        schema
    }

    fn url(&self) -> String {
        let mark = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{mark}options[search_path]={}", self.server, self.name)
    }

    fn drop(&self) {
        let name = &self.name;
        self.run(&format!(
            "SET client_min_messages = warning; DROP SCHEMA {name} CASCADE"
        ));
    }

    fn messages(&self) -> i64 {
        let count = self.run(&format!("SELECT count(*) FROM {}.messages", self.name));
        count.trim().parse().unwrap()
    }

    fn run(&self, sql: &str) -> String {
        let said = Command::new("psql")
            .args([&self.server, "-v", "ON_ERROR_STOP=1", "-qAtc", sql])
            .output()
            .unwrap();
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
        String::from_utf8(said.stdout).unwrap()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn messages_in(data: &Path) -> i64 {
    // A look at the wrong moment counts as nothing seen.
    let counts = store::backup::check(data).await;
    counts.map_or(0, |counts| counts.messages)
}

/// A path of a test, which is text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
