//! `cargo xtask bench`: what a filled board does a second, beside nginx with files of the same size in the same run.
//!
//! It builds the released program, makes a board, fills it through `huiyin import`, serves it, and asks as people do:
//! W1 the list, W2 a message (few are read often, most seldom), W3 the last form of `/write` sent by many citizens,
//! W4 search for words of two characters, W5 the figures. Each is measured for ten seconds after two of warming up,
//! W2 after thirty, right after nginx; docs/bench.md says what came of it, and on what machine.

mod board;
mod files;
mod load;
mod report;
mod texts;

use crate::{machine, postgres, shell};
use anyhow::{Context, Result, ensure};
use board::{Board, Served};
pub use board::{free_address, now};
use clap::{Args, ValueEnum};
use files::Files;
use load::{Asking, Measured, measure};
use report::{Load, Report};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Citizens who write.
const CITIZENS: u32 = 2_000;
/// Connections that read, and that write.
const READING: u32 = 32;
const WRITING: u32 = 256;
/// Seconds in which messages are read before it is measured how: a board that was just started knows none of them.
const WARMING: u32 = 30;

/// What to measure.
#[derive(Args)]
pub struct BenchArgs {
    /// How many messages the board holds
    #[arg(long, default_value_t = 100_000)]
    messages: u32,
    /// Where it keeps them
    #[arg(long, value_enum, default_value_t = Store::Sqlite)]
    store: Store,
    /// Draw the texts from this archive (JSON lines) instead of the demo city's
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Measure only these: W1, W2 … (docs/bench.md is then left as it is)
    #[arg(long, value_name = "W", value_delimiter = ',')]
    only: Vec<String>,
    /// A program that is built already
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Where a board keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Store {
    /// In one file.
    Sqlite,
    /// On a server, started for the run.
    Postgres,
}

/// Measures, and writes docs/bench.md.
pub fn run(root: &Path, args: &BenchArgs) -> Result<()> {
    machine::prepare_bench()?;
    let program = match &args.program {
        Some(program) => program.clone(),
        None => build(root)?,
    };
    let state = report::machine_state()?;
    let folder = tempfile::Builder::new().prefix("huiyin-bench-").tempdir()?;
    let cluster = match args.store {
        Store::Sqlite => None,
        Store::Postgres => Some(postgres::Cluster::start_durable()?),
    };
    let texts = match &args.archive {
        Some(archive) => texts::of_an_archive(archive)?,
        None => texts::of_the_demo_city(root)?,
    };
    let url = cluster.as_ref().map(postgres::Cluster::url);
    let board = Board::make(&program, root, folder.path().join("board"), url.as_deref())?;
    println!("importing {} messages", args.messages);
    let import = board.fill(&texts, args.messages)?;
    let fsync = fsync_cost(board.folder())?;
    println!("waiting until figures and search have taken it in");
    let taking_in = board.serve()?;
    let taken_in = (taking_in.rest()?, taking_in.memory()?);
    drop(taking_in);
    let served = board.serve()?;
    served.rest()?;
    let run = Run {
        args,
        board: &board,
        served: &served,
        files: Files::serve()?,
        scripts: Scripts::write(folder.path(), &texts)?,
    };
    let mut report = Report {
        store: match args.store {
            Store::Sqlite => "SQLite, WAL, synchronous=FULL",
            Store::Postgres => "PostgreSQL, fsync and synchronous_commit on",
        },
        postgres: args.store == Store::Postgres,
        messages: args.messages,
        state,
        fsync,
        import,
        started: served.started,
        taken_in,
        loads: Vec::new(),
        memory: served.memory()?,
    };
    for load in [W1, W2, W4, W5, W3] {
        if args.only.is_empty() || args.only.iter().any(|only| only == load.name) {
            println!("measuring {} {}", load.name, load.what);
            report.loads.push(run.measure(load)?);
        }
    }
    report.memory = served.memory()?;
    println!("{}", report.text());
    if args.only.is_empty() {
        report.write(&root.join("docs/bench.md"))?;
    }
    Ok(())
}

/// The released program, built now.
fn build(root: &Path) -> Result<PathBuf> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--package", "huiyin"]);
    shell::run(build.current_dir(root))?;
    let said = shell::answer(cargo, &["metadata", "--format-version", "1", "--no-deps"]);
    let said: serde_json::Value = serde_json::from_str(&said.context("cargo metadata")?)?;
    let target = said
        .get("target_directory")
        .and_then(serde_json::Value::as_str);
    Ok(Path::new(target.context("cargo names no folder")?).join("release/huiyin"))
}

/// What is measured.
#[derive(Clone, Copy)]
struct Wanted {
    name: &'static str,
    what: &'static str,
    /// The page whose size nginx sends, too; empty: the load has no counterpart there.
    page: &'static str,
    aim: report::Aim,
}

const W1: Wanted = Wanted {
    name: "W1",
    what: "the list, `/messages`",
    page: "/messages",
    aim: report::Aim::OfNginx(0.5),
};
const W2: Wanted = Wanted {
    name: "W2",
    what: "a message, `/messages/{number}`, Zipf",
    page: "",
    aim: report::Aim::OfNginx(0.5),
};
const W3: Wanted = Wanted {
    name: "W3",
    what: "a durable submission, `POST /write/submission`, 256 connections",
    page: "",
    aim: report::Aim::Rate {
        sqlite: 4_000.0,
        postgres: 1_300.0,
    },
};
const W4: Wanted = Wanted {
    name: "W4",
    what: "search for a word of two characters, `/search?q=`",
    page: "/search?q=%E8%B7%AF%E7%81%AF",
    aim: report::Aim::Rate {
        sqlite: 3_000.0,
        postgres: 1_500.0,
    },
};
const W5: Wanted = Wanted {
    name: "W5",
    what: "the figures, `/figures`",
    page: "/figures",
    aim: report::Aim::OfNginx(0.4),
};

/// Files that wrk reads.
struct Scripts {
    folder: PathBuf,
    texts: Vec<texts::Text>,
}

impl Scripts {
    fn write(folder: &Path, texts: &[texts::Text]) -> Result<Self> {
        for (name, text) in [
            ("zipf.lua", include_str!("bench/zipf.lua")),
            ("words.lua", include_str!("bench/words.lua")),
            ("submit.lua", include_str!("bench/submit.lua")),
        ] {
            fs::write(folder.join(name), text)?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            texts: texts.to_vec(),
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// A board that is served, nginx beside it, and what to ask.
struct Run<'a> {
    args: &'a BenchArgs,
    board: &'a Board,
    served: &'a Served,
    files: Files,
    scripts: Scripts,
}

impl Run<'_> {
    fn measure(&self, wanted: Wanted) -> Result<Load> {
        let load = |size, nginx, huiyin| Load {
            name: wanted.name,
            what: wanted.what,
            aim: wanted.aim,
            size,
            nginx,
            huiyin,
        };
        let numbers = self.board.numbers()?;
        let page = match wanted.name {
            "W2" => format!("{numbers}{:06}", self.args.messages / 2),
            _ => wanted.page.to_owned(),
        };
        let size = match page.as_str() {
            "" => None,
            page => match self.board.length(page)? {
                Some(size) => Some(size),
                None => return Ok(load(None, None, None)),
            },
        };
        let nginx = match size {
            Some(size) => Some(self.nginx(size)?),
            None => None,
        };
        let asking = |path, script, connections| Asking {
            at: self.board_address(),
            path,
            script,
            connections,
            warm_up: if wanted.name == "W2" { WARMING } else { 2 },
            seconds: self.args.seconds,
        };
        let (zipf, words, submit) = (
            self.scripts.file("zipf.lua"),
            self.scripts.file("words.lua"),
            self.scripts.file("submit.lua"),
        );
        let asking = match wanted.name {
            "W2" => {
                let told = vec![numbers, self.args.messages.to_string()];
                asking("/", Some((zipf.as_path(), told)), READING)
            }
            "W3" => asking("/", Some((submit.as_path(), self.letters()?)), WRITING),
            "W4" => {
                let list = self.scripts.file("words.txt");
                texts::write_words(&self.scripts.texts, &list)?;
                let told = vec![list.display().to_string(), "/search?q=".to_owned()];
                asking("/", Some((words.as_path(), told)), READING)
            }
            _ => asking(wanted.page, None, READING),
        };
        let huiyin = measure(&asking, &[self.served.pid()])?;
        Ok(load(size, nginx, Some(huiyin)))
    }

    fn nginx(&self, size: usize) -> Result<Measured> {
        let path = self.files.of_size(size)?;
        let asking = Asking {
            at: self.files.address,
            path: &path,
            script: None,
            connections: READING,
            warm_up: 2,
            seconds: self.args.seconds,
        };
        measure(&asking, &self.files.workers()?)
    }

    /// Signs the citizens in and writes what they send.
    fn letters(&self) -> Result<Vec<String>> {
        let sessions = self.scripts.file("sessions.txt");
        let letters = self.scripts.file("letters.txt");
        println!("signing {CITIZENS} citizens in");
        self.board.sign_in(CITIZENS, &sessions)?;
        let office = self.board.office()?;
        texts::write_letters(&self.scripts.texts, &office, "urban", &letters)?;
        Ok(vec![
            sessions.display().to_string(),
            letters.display().to_string(),
        ])
    }

    fn board_address(&self) -> std::net::SocketAddr {
        self.served.address
    }
}

/// Microseconds for 4 KiB to be on the disk: the median of a hundred.
fn fsync_cost(folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("fsync"))?;
    let mut times = Vec::new();
    for _ in 0..100 {
        file.write_all(&[7; 4096])?;
        let begun = board::now();
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    ensure!(times.len() == 100, "a hundred times");
    times.get(50).copied().context("a hundred times")
}
