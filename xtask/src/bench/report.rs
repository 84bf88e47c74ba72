//! What came of a measurement, as docs/bench.md: figures, aims, and the machine that gave them.

use super::board::Memory;
use super::load::Measured;
use crate::shell;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The most memory, in mebibytes, and the longest start, in seconds.
const MEMORY: f64 = 250.0;
const START: f64 = 0.5;

/// What a load should reach.
#[derive(Clone, Copy, Debug)]
pub enum Aim {
    /// This share of what nginx does with a file of the same size.
    OfNginx(f64),
    /// So many a second.
    Rate {
        /// On the embedded store.
        sqlite: f64,
        /// On a server.
        postgres: f64,
    },
}

/// One load.
pub struct Load {
    /// W1 …
    pub name: &'static str,
    /// What was asked.
    pub what: &'static str,
    /// What it should reach.
    pub aim: Aim,
    /// Bytes of the body, compressed, where all are alike.
    pub size: Option<usize>,
    /// nginx with a file of that size.
    pub nginx: Option<Measured>,
    /// The board; none: it has no such page.
    pub huiyin: Option<Measured>,
}

/// The machine before it began: name and value.
pub type State = Vec<(&'static str, String)>;

/// All of it.
pub struct Report {
    /// The store and its settings.
    pub store: &'static str,
    /// It is a server.
    pub postgres: bool,
    /// How many messages.
    pub messages: u32,
    /// The machine.
    pub state: State,
    /// Microseconds until 4 KiB are on the disk.
    pub fsync: f64,
    /// Rows imported a second.
    pub import: f64,
    /// Seconds until figures and search had taken in what was imported, and the memory of that.
    pub taken_in: (f64, Memory),
    /// Seconds until `/healthz` and `/` answered, at the start after that.
    pub started: [f64; 2],
    /// The loads.
    pub loads: Vec<Load>,
    /// Memory at the end.
    pub memory: Memory,
}

/// Asks the machine what it is and how busy.
pub fn machine_state() -> Result<State> {
    let of = |program: &str, arguments: &[&str]| {
        shell::answer(program, arguments).unwrap_or_else(|| "unknown".to_owned())
    };
    let read = |path: &str| fs::read_to_string(path).with_context(|| format!("read {path}"));
    let memory = read("/proc/meminfo")?;
    let total = memory.lines().next().unwrap_or_default();
    let cpu = read("/proc/cpuinfo")?;
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model
        .unwrap_or("unknown")
        .trim_start_matches([' ', '\t', ':']);
    let load = read("/proc/loadavg")?;
    let load: Vec<&str> = load.split_whitespace().take(3).collect();
    Ok(vec![
        ("Date", of("date", &["-u", "+%Y-%m-%d %H:%M UTC"])),
        ("Processor", format!("{} × {model}", of("nproc", &[]))),
        (
            "Memory",
            total.trim_start_matches("MemTotal:").trim().to_owned(),
        ),
        ("Load average before (1, 5, 15 min)", load.join(" ")),
        ("Kernel", of("uname", &["-sr"])),
        ("rustc", of("rustc", &["--version"])),
        ("Commit", of("git", &["rev-parse", "--short", "HEAD"])),
    ])
}

impl Report {
    /// The report of this run.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        self.put(&mut text).unwrap_or_default();
        text
    }

    fn put(&self, text: &mut String) -> std::fmt::Result {
        let store = if self.postgres {
            "PostgreSQL"
        } else {
            "SQLite"
        };
        writeln!(
            text,
            "## {store}, {} messages\n",
            grouped(f64::from(self.messages))
        )?;
        writeln!(
            text,
            "| load | a second | p50 ms | p99 ms | CPU µs a request | nginx, same size | of nginx | aim | met |"
        )?;
        writeln!(text, "|---|--:|--:|--:|--:|--:|--:|--:|---|")?;
        for load in &self.loads {
            self.row(text, load)?;
        }
        let [health, home] = self.started;
        let Memory { own, mapped } = self.memory;
        let met = |met: bool| if met { "yes" } else { "no" };
        writeln!(text, "\n| | figure | aim | met |\n|---|--:|--:|---|")?;
        writeln!(
            text,
            "| memory of the server at the end, its own (and mapped pages of its files), MiB | {own:.0} ({mapped:.0}) | ≤ {MEMORY:.0} | {} |",
            met(own <= MEMORY)
        )?;
        writeln!(
            text,
            "| start until `/healthz`, until `/`, seconds | {health:.2}, {home:.2} | ≤ {START} | {} |",
            met(home <= START)
        )?;
        writeln!(
            text,
            "| rows imported a second | {} | | |",
            grouped(self.import)
        )?;
        let (seconds, memory) = self.taken_in;
        writeln!(
            text,
            "| seconds until all of it was counted and indexed (memory then, MiB) | {seconds:.0} ({:.0}) | | |",
            memory.own
        )?;
        writeln!(text, "\n| the machine | |\n|---|---|")?;
        for (name, value) in &self.state {
            writeln!(text, "| {name} | {value} |")?;
        }
        writeln!(text, "| Store | {} |", self.store)?;
        writeln!(
            text,
            "| 4 KiB on the disk (fdatasync), µs | {:.0} |",
            self.fsync
        )
    }

    fn row(&self, text: &mut String, load: &Load) -> std::fmt::Result {
        let Load {
            name,
            what,
            size,
            nginx,
            ..
        } = load;
        let size = size.map_or_else(String::new, |size| {
            format!(", {} bytes", grouped(number(size)))
        });
        write!(text, "| {name} {what}{size} ")?;
        let aim = match load.aim {
            Aim::OfNginx(share) => format!("≥ {share} of nginx"),
            Aim::Rate { sqlite, postgres } => {
                format!(
                    "≥ {}",
                    grouped(if self.postgres { postgres } else { sqlite })
                )
            }
        };
        let Some(huiyin) = &load.huiyin else {
            return writeln!(text, "| not there yet | | | | | | {aim} | |");
        };
        let rate = nginx.map_or_else(String::new, |nginx| {
            format!("{} ({:.1} µs)", grouped(nginx.rate), nginx.cpu)
        });
        let share = nginx.map(|nginx| huiyin.rate / nginx.rate);
        let shown = share.map_or_else(String::new, |share| format!("{share:.2}"));
        let met = match load.aim {
            Aim::OfNginx(wanted) => share.is_some_and(|share| share >= wanted),
            Aim::Rate { sqlite, postgres } => {
                huiyin.rate >= if self.postgres { postgres } else { sqlite }
            }
        };
        let met = match (met, huiyin.failed) {
            (_, 1..) => format!("no: {} failed", huiyin.failed),
            (true, 0) => "yes".to_owned(),
            (false, 0) => "no".to_owned(),
        };
        writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.1} | {rate} | {shown} | {aim} | {met} |",
            grouped(huiyin.rate),
            huiyin.p50,
            huiyin.p99,
            huiyin.cpu
        )
    }

    /// Puts this run into the page, in place of the last one of the same store and size. What people wrote in the
    /// page before the first run stays.
    pub fn write(&self, page: &Path) -> Result<()> {
        let before =
            fs::read_to_string(page).with_context(|| format!("read {}", page.display()))?;
        let fresh = self.text();
        let heading = fresh.lines().next().unwrap_or_default().to_owned();
        let mut parts: Vec<String> = before.split("\n## ").map(str::to_owned).collect();
        let own = heading.trim_start_matches("## ");
        let fresh = fresh.trim_start_matches("## ").trim_end().to_owned() + "\n";
        match parts
            .iter_mut()
            .skip(1)
            .find(|part| part.lines().next() == Some(own))
        {
            Some(part) => *part = fresh,
            None => parts.push(fresh),
        }
        Ok(fs::write(page, parts.join("\n## "))?)
    }
}

fn number(size: usize) -> f64 {
    u32::try_from(size).map_or(f64::MAX, f64::from)
}

/// 65432.1 → 65,432
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([grouped(999.4), grouped(65_432.1)], ["999", "65,432"]);
    }

    #[test]
    fn a_run_takes_the_place_of_the_last_one_of_its_kind() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("bench.md");
        fs::write(&page, "# How fast\n\nSaid by people.\n").unwrap();
        let mut report = Report {
            store: "a store",
            postgres: false,
            messages: 1_000,
            state: Vec::new(),
            fsync: 1.0,
            import: 10.0,
            taken_in: (
                3.0,
                Memory {
                    own: 1.0,
                    mapped: 2.0,
                },
            ),
            started: [0.1, 0.2],
            loads: Vec::new(),
            memory: Memory {
                own: 1.0,
                mapped: 2.0,
            },
        };
        report.write(&page).unwrap();
        report.postgres = true;
        report.write(&page).unwrap();
        report.postgres = false;
        report.import = 20.0;
        report.write(&page).unwrap();
        let text = fs::read_to_string(&page).unwrap();
        assert!(text.starts_with("# How fast\n\nSaid by people.\n\n## SQLite, 1,000 messages\n"));
        assert_eq!(text.matches("\n## SQLite").count(), 1);
        assert_eq!(text.matches("\n## PostgreSQL").count(), 1);
        assert_eq!(text.matches("| rows imported a second | 20 ").count(), 1);
    }
}
