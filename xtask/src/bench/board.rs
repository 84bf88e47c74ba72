//! The board that is measured: made with `huiyin init`, filled with `huiyin import`, served with `huiyin serve`.

use super::load;
use super::texts::{self, Text};
use crate::http::{self, Answer, encoded};
use crate::shell;
use anyhow::{Context, Result, bail, ensure};
use std::collections::HashMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long it may take to count and index what was imported.
const IMPORTED: Duration = Duration::from_mins(30);
/// Ticks of processor time, a hundredth of a second each, in which a server at rest spends a second.
const RESTING: f64 = 5.0;
/// A writer may send so many messages a day while it is measured: the default is ten, and the run is short.
const MESSAGES_A_DAY: u32 = 1_000;

/// A board in a folder.
pub struct Board {
    program: PathBuf,
    folder: PathBuf,
    address: SocketAddr,
}

/// A board that is served.
pub struct Served {
    child: Child,
    /// Where.
    pub address: SocketAddr,
    /// Seconds from its start until `/healthz` and then `/` answered.
    pub started: [f64; 2],
}

/// What a board holds of memory, in mebibytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Its own.
    pub own: f64,
    /// Pages of its files that the system keeps in memory and shows to it: given up as soon as others need them.
    pub mapped: f64,
}

impl Board {
    /// Makes the board of the demo city, without its messages.
    pub fn make(
        program: &Path,
        root: &Path,
        folder: PathBuf,
        postgres: Option<&str>,
    ) -> Result<Self> {
        let mut init = Command::new(program);
        init.arg("init").arg(&folder).stdout(Stdio::null());
        init.arg("--city")
            .arg(root.join("crates/huiyin/demo/city.toml"));
        if let Some(url) = postgres {
            init.args(["--postgres", url]);
        }
        shell::run(&mut init)?;
        let address = free_address()?;
        let file = folder.join("huiyin.toml");
        let mut settings = fs::read_to_string(&file)?;
        for (from, to) in [
            (
                "address = \"127.0.0.1:8080\"",
                format!("address = \"{address}\""),
            ),
            ("metrics = \"127.0.0.1:8089\"", "metrics = \"\"".to_owned()),
            (
                "messages_a_day = 10",
                format!("messages_a_day = {MESSAGES_A_DAY}"),
            ),
            ("texts_a_day = 2000", "texts_a_day = 0".to_owned()),
            ("changes_a_minute = 120", "changes_a_minute = 0".to_owned()),
            (
                "proof_of_work = \"auto\"",
                "proof_of_work = \"never\"".to_owned(),
            ),
            ("filter = \"info\"", "filter = \"warn\"".to_owned()),
        ] {
            ensure!(
                settings.contains(from),
                "{} has no line {from}",
                file.display()
            );
            settings = settings.replacen(from, &to, 1);
        }
        fs::write(&file, settings)?;
        Ok(Self {
            program: program.to_owned(),
            folder,
            address,
        })
    }

    /// Imports `rows` messages. Rows a second.
    pub fn fill(&self, texts: &[Text], rows: u32) -> Result<f64> {
        let archive = self.folder.join("archive.csv");
        texts::write_archive(texts, rows, &archive)?;
        let begun = now();
        shell::run(self.huiyin("import").arg(&archive).stderr(Stdio::null()))?;
        Ok(f64::from(rows) / begun.elapsed().as_secs_f64())
    }

    /// Serves it, and waits for its first answers.
    pub fn serve(&self) -> Result<Served> {
        let begun = now();
        let child = self.huiyin("serve").spawn().context("start huiyin")?;
        let mut served = Served {
            child,
            address: self.address,
            started: [0.0; 2],
        };
        for (path, seconds) in ["/healthz", "/"].into_iter().zip(&mut served.started) {
            while http::get(self.address, path, &[]).map_or(0, |answer| answer.status) != 200 {
                if served.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                    bail!("huiyin does not answer at {}{path}", self.address);
                }
                std::thread::sleep(Duration::from_millis(2));
            }
            *seconds = begun.elapsed().as_secs_f64();
        }
        Ok(served)
    }

    /// Signs citizens in as they do: with a phone and the code that is sent to it. Writes a line of token and form
    /// key for each.
    pub fn sign_in(&self, citizens: u32, to: &Path) -> Result<()> {
        let phones: Vec<String> = (0..citizens).map(|n| format!("199{n:08}")).collect();
        let form = "Content-Type: application/x-www-form-urlencoded".to_owned();
        let mut waiting = Vec::new();
        for phone in &phones {
            let body = format!("phone={phone}");
            let answer = http::post(
                self.address,
                "/sign-in",
                std::slice::from_ref(&form),
                body.as_bytes(),
            )?;
            let cookie = answer
                .cookie("__Host-huiyin-code")
                .context("no code was sent")?;
            waiting.push(format!("Cookie: __Host-huiyin-code={cookie}"));
        }
        let codes = self.codes()?;
        let mut sessions = String::new();
        for (phone, cookie) in phones.iter().zip(waiting) {
            let code = codes.get(phone).context("a phone got no code")?;
            let body = format!("code={code}");
            let headers = [form.clone(), cookie];
            let answer = http::post(self.address, "/sign-in/code", &headers, body.as_bytes())?;
            let token = answer
                .cookie("__Host-huiyin")
                .context("a code was not taken")?;
            let cookie = format!("Cookie: __Host-huiyin={token}");
            let page = http::get(self.address, "/me", &[cookie])?;
            let key = value_of(&page, "form_key").context("a page has no form key")?;
            sessions.extend([token, " ", &key, "\n"]);
        }
        Ok(fs::write(to, sessions)?)
    }

    /// The codes that were sent, by phone.
    fn codes(&self) -> Result<HashMap<String, String>> {
        let lines = fs::read_to_string(self.folder.join("sms.jsonl"))?;
        let mut codes = HashMap::new();
        for line in lines.lines() {
            let sent: serde_json::Value = serde_json::from_str(line)?;
            let text = |key: &str| sent.get(key).and_then(serde_json::Value::as_str);
            if let (Some(to), Some(code)) = (text("to"), text("code")) {
                codes.insert(to.to_owned(), code.to_owned());
            }
        }
        Ok(codes)
    }

    /// A seat that takes a question for help, as `/write` offers it.
    pub fn office(&self) -> Result<String> {
        let page = http::get(self.address, "/offices", &[])?.text();
        let id = page.split("/offices/").skip(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_digit());
            rest.split_at(end.unwrap_or(rest.len())).0
        });
        let id = id.into_iter().find(|id| !id.is_empty());
        id.map(str::to_owned).context("/offices shows no seat")
    }

    /// The length of a page as it is sent, compressed; none where there is no such page.
    pub fn length(&self, path: &str) -> Result<Option<usize>> {
        let answer = http::get(self.address, path, &["Accept-Encoding: gzip".to_owned()])?;
        Ok((answer.status == 200).then_some(answer.body.len()))
    }

    /// The first number of the list, without its last six digits: `/messages/2026-`.
    pub fn numbers(&self) -> Result<String> {
        let page = http::get(self.address, "/messages", &[])?.text();
        let number = page.split("/messages/").find_map(|rest| {
            let (year, rest) = rest.split_at_checked(5)?;
            let digits = rest.get(..6)?;
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && year.ends_with('-')).then(|| format!("/messages/{year}"))
        });
        number.context("the list shows no message")
    }

    /// The folder of the data.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn huiyin(&self, command: &str) -> Command {
        let mut huiyin = Command::new(&self.program);
        huiyin.arg(command);
        huiyin.arg("--config").arg(self.folder.join("huiyin.toml"));
        huiyin
    }
}

impl Served {
    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has nothing to do: figures and search have taken in what was imported. Seconds.
    pub fn rest(&self) -> Result<f64> {
        let begun = now();
        let mut before = load::ticks(&[self.pid()])?;
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let ticks = load::ticks(&[self.pid()])?;
            if ticks - before < RESTING {
                return Ok(begun.elapsed().as_secs_f64() - 1.0);
            }
            ensure!(begun.elapsed() < IMPORTED, "huiyin does not come to rest");
            before = ticks;
        }
    }

    /// Its memory.
    pub fn memory(&self) -> Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
            Some(kibibytes / 1024.0)
        };
        Ok(Memory {
            own: of("RssAnon:").context("/proc says nothing of memory")?,
            mapped: of("RssFile:").context("/proc says nothing of memory")?,
        })
    }
}

impl Drop for Served {
    /// Stops it in good order.
    fn drop(&mut self) {
        let pid = self.pid().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        if told.is_err() || self.child.wait().is_err() {
            eprintln!("huiyin, process {pid}, may still run");
        }
    }
}

/// A port that nothing uses now; outgoing connections take theirs from 32768 upwards.
pub fn free_address() -> Result<SocketAddr> {
    let free = (18_000..20_000_u16)
        .map(|port| SocketAddr::from(([127, 0, 0, 1], port)))
        .find(|address| TcpListener::bind(address).is_ok());
    free.context("no port is free")
}

/// The time, to measure by.
#[expect(clippy::disallowed_methods, reason = "a measurement is about time")]
pub fn now() -> Instant {
    Instant::now()
}

fn value_of(page: &Answer, name: &str) -> Option<String> {
    let text = page.text();
    let rest = text.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    rest.split('"').next().map(encoded)
}
