//! The security log while the board is served: events are numbered each second, their lines follow into the file, and the
//! machine's clock is looked at.

use crate::config::Lines;
use crate::system::SystemClock;
use anyhow::{Context, Result};
use app::security::Happened;
use app::{App, Clock};
use domain::Timestamp;
use domain::security::{SecurityKind, SecurityLine};
use jiff::SignedDuration;
use jiff::civil::Date;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// Events are written at most so late.
const TICK: Duration = Duration::from_secs(1);
/// After a failure the log rests this long.
const REST: Duration = Duration::from_secs(5);
/// Lines written at once.
const BATCH: u32 = 1_000;
/// The end of a file that is read to find its last line: many times the longest line.
const TAIL: u64 = 64 * 1024;
/// A clock that differs by more from the time that has passed was moved.
const JUMP: SignedDuration = SignedDuration::from_secs(5);

/// The log of a process that serves.
pub struct SecurityLog {
    to: To,
    /// The last line that was written there.
    last: i64,
}

enum To {
    Nowhere,
    Output,
    File(PathBuf),
}

impl SecurityLog {
    /// Where the lines of a board go. A file is continued where it ends; one that does not continue the table is put
    /// aside under another name, and the lines of the table are written anew.
    pub async fn open(app: &App, lines: &Lines) -> Result<Self> {
        let mut last = app.security_last().await?;
        let to = match lines {
            Lines::Nowhere => To::Nowhere,
            Lines::Output => To::Output,
            Lines::File(path) => {
                last = continued(app, path).await?;
                To::File(path.clone())
            }
        };
        Ok(Self { to, last })
    }

    /// Writes what happens until it is told to stop, and then that the process stopped.
    pub async fn run(mut self, app: App, mut told: watch::Receiver<bool>) -> &'static str {
        // The machine's own clock: the board's does not follow a jump.
        let mut looked = (SystemClock.now(), Instant::now());
        let mut shortened = None;
        while !*told.borrow() {
            let (before, then) = looked;
            looked = (SystemClock.now(), Instant::now());
            if let Some(jump) = jump(before, looked.0, looked.1 - then) {
                tracing::warn!(seconds = jump.as_secs(), "the clock was moved");
                let detail = format!("seconds:{}", jump.as_secs());
                app.record(Happened::done(SecurityKind::ClockJump).detail(detail));
            }
            let since = app.security_kept_since();
            if shortened != Some(since) {
                self.forget_before(since);
                shortened = Some(since);
            }
            let wait = match self.step(&app).await {
                Ok(true) => continue,
                Ok(false) => TICK,
                Err(why) => {
                    tracing::error!(why = format!("{why:#}"), "the security log waits");
                    REST
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _stop = told.wait_for(|stop| *stop) => {}
            }
        }
        app.record(Happened::done(SecurityKind::Stop));
        while let Ok(true) = self.step(&app).await {}
        "the security log"
    }

    /// Takes days that are no longer kept off the file.
    fn forget_before(&self, day: Date) {
        let To::File(path) = &self.to else { return };
        if let Err(why) = forget_before(path, day) {
            tracing::error!(
                why = format!("{why:#}"),
                "the file of the security log stays as long as it is"
            );
        }
    }

    /// Numbers what waits, and writes lines that are not written yet. True: more wait.
    async fn step(&mut self, app: &App) -> Result<bool> {
        let more = app.security_step().await?;
        if matches!(self.to, To::Nowhere) {
            return Ok(more);
        }
        let lines = app.security_lines(self.last, BATCH).await?;
        let Some(last) = lines.last() else {
            return Ok(more);
        };
        let mut text = String::new();
        for line in &lines {
            text.push_str(&line.to_json());
            text.push('\n');
        }
        match &self.to {
            To::Nowhere => {}
            To::Output => std::io::stdout()
                .write_all(text.as_bytes())
                .context("cannot print the security log")?,
            // Opened anew each time: whoever moves the file away gets a new one.
            To::File(path) => append(path, &text)?,
        }
        self.last = last.n;
        Ok(more || u32::try_from(lines.len()).is_ok_and(|count| count == BATCH))
    }
}

fn append(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path);
    let mut file = file.with_context(cannot)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_data())
        .with_context(cannot)
}

/// The number of the last line of a file, after which lines follow; 0 where it is begun anew.
async fn continued(app: &App, path: &Path) -> Result<i64> {
    let cannot = || format!("cannot read {}", path.display());
    if !path.exists() {
        return Ok(0);
    }
    let Some(last) = last_line(path).with_context(cannot)? else {
        return Ok(0);
    };
    let n = number_of(&last).unwrap_or(0);
    let kept = app.security_lines(n - 1, 1).await?;
    if kept.first().map(SecurityLine::to_json).as_ref() == Some(&last) {
        return Ok(n);
    }
    let aside = path.with_extension(format!("{}.jsonl", app.clock.now().as_second()));
    std::fs::rename(path, &aside)
        .with_context(|| format!("cannot put {} aside", path.display()))?;
    tracing::warn!(
        aside = %aside.display(),
        "the file of the security log did not continue its table, as after a backup was brought back: it was put aside"
    );
    Ok(0)
}

/// The last whole line of a file. What was half written when the machine stopped is taken off.
fn last_line(path: &Path) -> std::io::Result<Option<String>> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let size = file.metadata()?.len();
    let from = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let whole = tail
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let half = tail.len() - whole;
    if half > 0 {
        file.set_len(size - u64::try_from(half).unwrap_or(0))?;
    }
    let text = String::from_utf8_lossy(tail.get(..whole).unwrap_or_default()).into_owned();
    Ok(text.lines().next_back().map(str::to_owned))
}

fn number_of(line: &str) -> Option<i64> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    line.get("n")?.as_i64()
}

/// Takes lines of days before one off a file, where it begins with such a line.
fn forget_before(path: &Path, day: Date) -> Result<()> {
    let cannot = || format!("cannot shorten {}", path.display());
    if !path.exists() {
        return Ok(());
    }
    let is_old = |line: &str| {
        let line: Option<serde_json::Value> = serde_json::from_str(line).ok();
        let named = line.as_ref().and_then(|line| line.get("day")?.as_str());
        let named: Option<Date> = named.and_then(|day| day.parse().ok());
        named.is_some_and(|named| named < day)
    };
    let mut lines = BufReader::new(File::open(path).with_context(cannot)?).lines();
    let first = lines.next().transpose().with_context(cannot)?;
    if !first.is_some_and(|first| is_old(&first)) {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut kept =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).with_context(cannot)?;
    for line in lines {
        let line = line.with_context(cannot)?;
        if !is_old(&line) {
            writeln!(kept, "{line}").with_context(cannot)?;
        }
    }
    kept.as_file().sync_all().with_context(cannot)?;
    kept.persist(path).with_context(cannot)?;
    Ok(())
}

/// By how much the clock was moved while so much time passed, if it was.
fn jump(before: Timestamp, after: Timestamp, passed: Duration) -> Option<SignedDuration> {
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    let jump = before.duration_until(after).saturating_sub(passed);
    (jump.abs() > JUMP).then_some(jump)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_is_taken_off_and_the_last_one_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("security.jsonl");
        std::fs::write(&path, "").unwrap();
        assert_eq!(last_line(&path).unwrap(), None);
        let one = r#"{"n":1,"day":"2026-03-02"}"#;
        std::fs::write(&path, format!("{one}\n{{\"n\":2,\"da")).unwrap();
        assert_eq!(last_line(&path).unwrap().as_deref(), Some(one));
        assert_eq!(number_of(one), Some(1));
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            format!("{one}\n"),
            "the half is gone"
        );
        std::fs::write(&path, "half").unwrap();
        assert_eq!(last_line(&path).unwrap(), None);
    }

    #[test]
    fn lines_of_old_days_are_taken_off_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("security.jsonl");
        let line = |n: u32, day: &str| format!("{{\"n\":{n},\"day\":\"{day}\"}}\n");
        let all = [
            line(1, "2026-03-01"),
            line(2, "2026-03-02"),
            line(3, "2026-03-02"),
        ];
        std::fs::write(&path, all.concat()).unwrap();
        let from = |day| Date::constant(2026, 3, day);
        forget_before(&path, from(1)).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), all.concat());
        forget_before(&path, from(2)).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), all[1..].concat());
        forget_before(&folder.path().join("none"), from(2)).unwrap();
    }

    #[test]
    fn a_clock_that_was_moved_is_noticed_and_one_that_goes_on_is_not() {
        let before: Timestamp = "2026-03-02T09:00:00+08:00".parse().unwrap();
        let passed = Duration::from_secs(1);
        for (ahead, expected) in [(1, None), (3_601, Some(3_600)), (-9, Some(-10)), (4, None)] {
            let after = before + SignedDuration::from_secs(ahead);
            let seconds = jump(before, after, passed).map(|jump| jump.as_secs());
            assert_eq!(seconds, expected, "{ahead}");
        }
    }
}
