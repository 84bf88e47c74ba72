//! A board in a folder of its own, and the program run on it.

use crate::doors::Door;
use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use tempfile::TempDir;

/// Where a test finds a PostgreSQL server on which it may make schemas.
const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

/// What is somebody's own and stands in no line of a log: phones, and words of the letters that tests write.
const PRIVATE: [&str; 3] = ["199000", "路灯", "不亮"];

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

/// The demo city's units and offices.
const CITY: [&str; 2] = [
    "--city",
    concat!(env!("CARGO_MANIFEST_DIR"), "/demo/city.toml"),
];

/// A board; its folder goes with it.
pub struct Board {
    folder: TempDir,
    schema: Option<Schema>,
    /// With so many entries its public log begins, once it was served.
    pub entries: usize,
}

impl Board {
    /// An empty board on the embedded store.
    pub fn new() -> Self {
        Self::made(&[], None)
    }

    /// A board with the demo city's units and offices.
    pub fn of_a_city() -> Self {
        Self::made(&CITY, None)
    }

    /// An empty board on PostgreSQL, in a schema of its own.
    pub fn on_postgres() -> Self {
        let schema = Schema::new();
        let url = schema.url();
        Self::made(&["--postgres", &url], Some(schema))
    }

    /// A board with the demo city's units and offices, on PostgreSQL.
    pub fn of_a_city_on_postgres() -> Self {
        let schema = Schema::new();
        let url = schema.url();
        Self::made(&[&CITY[..], &["--postgres", &url]].concat(), Some(schema))
    }

    /// The same, which reaches its server through a door.
    pub fn of_a_city_behind(schema: Schema, door: &Door) -> Self {
        let authority = schema.authority();
        let url = schema
            .url()
            .replacen(&authority, &door.address.to_string(), 1);
        Self::made(&[&CITY[..], &["--postgres", &url]].concat(), Some(schema))
    }

    /// Ports that the system chooses, so that tests do not meet.
    fn made(how: &[&str], schema: Option<Schema>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("board");
        let made = huiyin(&[&["init", text(&dir)], how].concat()).right();
        // The log begins with the staff, the release and the rules.
        let staff = made.out.lines().filter(|line| line.contains('\t')).count();
        let board = Self {
            folder,
            schema,
            entries: staff + 2,
        };
        board.sets("address", "\"127.0.0.1:0\"");
        board.sets("metrics", "\"127.0.0.1:0\"");
        board
    }

    /// Changes a line of the settings.
    pub fn sets(&self, key: &str, value: &str) {
        let settings = fs::read_to_string(self.settings()).unwrap();
        let line = |line: &str| match line.split(" = ").next() {
            Some(known) if known == key => format!("{key} = {value}\n"),
            _ => format!("{line}\n"),
        };
        let settings: String = settings.lines().map(line).collect();
        fs::write(self.settings(), settings).unwrap();
    }

    /// One person may send as many messages as a test wants.
    pub fn takes_any_number(&self) {
        self.sets("messages_a_day", "1000000");
        self.sets("changes_a_minute", "0");
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
        self.spawns(program().args(args))
    }

    fn spawns(&self, command: &mut Command) -> Child {
        command
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
        Serving::of(self.starts(&["serve"]))
    }

    /// Serves the board so that [`Serving::may_write`] can be said: what is not written then is an error, and no signal.
    pub fn serves_within_limits(&self) -> Serving {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
        shell.args([env!("CARGO_BIN_EXE_huiyin"), "serve"]);
        Serving::of(self.spawns(&mut shell))
    }

    /// Another board, restored from a backup of this one, with copies of its keys.
    pub fn restored(&self, backup: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let restored = Self {
            folder,
            schema: None,
            entries: self.entries,
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
    /// What it says is taken in as it comes: a program that nobody listens to would stand still in the end.
    log: Receiver<String>,
    /// Lines in which somebody's data stand: there must be none.
    leaks: Option<JoinHandle<String>>,
}

impl Serving {
    fn of(mut child: Child) -> Self {
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (says, log) = mpsc::channel();
        let leaks = thread::spawn(move || {
            let mut told = String::new();
            for line in lines {
                let line = line.unwrap();
                if PRIVATE.iter().any(|private| line.contains(private)) {
                    told.push_str(&line);
                }
                // A test that is over does not listen any more.
                drop(says.send(line));
            }
            told
        });
        let mut serving = Self {
            child,
            pages: String::new(),
            metrics: String::new(),
            log,
            leaks: Some(leaks),
        };
        serving.pages = serving.address_after("serving address=");
        serving.metrics = serving.address_after("metrics address=");
        serving
    }

    fn address_after(&mut self, words: &str) -> String {
        let line = self.log.iter().find(|line| line.contains(words));
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

    /// How many bytes each of its files may have from now on; none: as many as there is room for. This stands for a disk
    /// on which nothing is left.
    pub fn may_write(&self, bytes: Option<u64>) {
        let process = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let maximum = getrlimit(Resource::Fsize).maximum;
        let current = bytes.or(maximum);
        prlimit(process, Resource::Fsize, Rlimit { current, maximum }).unwrap();
    }

    /// Asks it to stop and waits for it. The rest of its log.
    pub fn stops(mut self) -> String {
        self.told("TERM");
        let rest: Vec<String> = self.log.iter().collect();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let leaks = self.leaks.take().map(|reading| reading.join().unwrap());
        assert_eq!(leaks.as_deref(), Some(""), "the log names somebody");
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
pub struct Schema {
    server: String,
    name: String,
}

impl Schema {
    /// An empty one.
    pub fn new() -> Self {
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

    /// Where its server listens: 127.0.0.1:5432
    pub fn authority(&self) -> String {
        let (_, after) = self.server.split_once("://").unwrap();
        let authority = after.split('/').next().unwrap();
        let (_, address) = authority.rsplit_once('@').unwrap_or(("", authority));
        address.to_owned()
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
