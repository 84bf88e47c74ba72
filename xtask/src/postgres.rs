//! A private PostgreSQL for tests: its own folder, port and user; it ends with whoever started it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell;

/// The variable in which tests find the server's URL.
pub const VARIABLE: &str = "HUIYIN_TEST_POSTGRES";

const OLDEST_MAJOR: u32 = 15;

/// Outgoing connections take theirs from 32768 upwards, so a port below stays free between the
/// look and the start.
const PORTS: std::ops::Range<u16> = 20_000..32_768;

/// Runs the server beside itself and waits for its standard input to end, which it does when
/// xtask ends, however it ends. Arguments: programs, folder, port.
const KEEPER: &str = r#"
programs=$1 dir=$2 port=$3 fsync=$4
"$programs/initdb" --pgdata="$dir/data" --username=huiyin --auth=trust --no-sync --no-instructions \
    --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=zh-Hans-CN >"$dir/log" 2>&1 \
    || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
"$programs/postgres" -D "$dir/data" -p "$port" -k "$dir" -c listen_addresses=127.0.0.1 \
    -c max_connections=200 -c shared_buffers=64MB -c fsync="$fsync" -c full_page_writes="$fsync" \
    -c timezone=UTC >"$dir/log" 2>&1 &
server=$!
until "$programs/pg_isready" --quiet --host="$dir" --port="$port"; do
    kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; rm -rf "$dir"; exit 1; }
    sleep 0.1
done
echo ready
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$dir"
"#;

/// A running server; dropping it stops it and removes its folder.
pub struct Cluster {
    keeper: Child,
    /// Held open for as long as the server shall run.
    lifeline: Option<ChildStdin>,
    port: u16,
}

impl Cluster {
    /// Starts a server with an empty database and waits until it answers. It sorts text as Chinese
    /// readers do, not by code point: a statement that leaves the order to chance shows here.
    ///
    /// # Errors
    ///
    /// When PostgreSQL is not installed or does not start; its log goes to standard error.
    pub fn start() -> Result<Self> {
        Self::start_with_fsync("off")
    }

    /// The same, and what it says is kept is on the disk: to measure.
    ///
    /// # Errors
    ///
    /// As [`Self::start`].
    pub fn start_durable() -> Result<Self> {
        Self::start_with_fsync("on")
    }

    fn start_with_fsync(fsync: &str) -> Result<Self> {
        let programs = programs()?;
        let owner = Owner::find()?;
        let dir = tempfile::Builder::new()
            .prefix("huiyin-pg-")
            .tempdir()?
            .keep();
        owner.take(&dir)?;
        let port = free_port()?;

        let mut command = Command::new("sh");
        command
            .args(["-c", KEEPER, "keeper"])
            .arg(&programs)
            .arg(&dir)
            .arg(port.to_string())
            .arg(fsync);
        // Its own process group: Ctrl-C reaches the keeper through the lifeline, in good order.
        command
            .current_dir(&dir)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        owner.run_as(&mut command);
        let mut keeper = command.spawn().context("start sh")?;

        let lifeline = keeper.stdin.take();
        let mut said = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output)
                .read_line(&mut said)
                .context("wait for PostgreSQL")?;
        }
        // Made before the check, so that a failed start is cleared away too.
        let cluster = Self {
            keeper,
            lifeline,
            port,
        };
        if said.trim() != "ready" {
            bail!(
                "PostgreSQL from {} did not start; its log is above",
                programs.display()
            );
        }
        Ok(cluster)
    }

    /// Where a client finds the empty database, as a user who may do everything in it.
    pub fn url(&self) -> String {
        format!("postgres://huiyin@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("PostgreSQL may still run on port {}: {error}", self.port);
        }
    }
}

/// The folder of PostgreSQL's server programs: the newest of Debian's, or the one on the path.
///
/// # Errors
///
/// When there is none, or only an older one than the tests need.
pub fn programs() -> Result<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .map(|(major, path): (u32, PathBuf)| (major, path.join("bin")))
        .filter(|(_, path)| path.join("initdb").exists())
        .max();
    let (major, path) = match newest {
        Some(found) => found,
        None => on_path().context("PostgreSQL's server is not installed")?,
    };
    if major < OLDEST_MAJOR {
        bail!("PostgreSQL {major} is older than {OLDEST_MAJOR}");
    }
    Ok(path)
}

fn on_path() -> Option<(u32, PathBuf)> {
    let dir = PathBuf::from(shell::answer("pg_config", &["--bindir"])?);
    // Such as `initdb (PostgreSQL) 17.2`.
    let version = shell::answer(dir.join("initdb").to_str()?, &["--version"])?;
    let major = version
        .split_whitespace()
        .nth(2)?
        .split('.')
        .next()?
        .parse()
        .ok()?;
    Some((major, dir))
}

/// Whom the server runs as. PostgreSQL refuses root, so root lends it Debian's own user.
enum Owner {
    Myself,
    Postgres { user: u32, group: u32 },
}

impl Owner {
    fn find() -> Result<Self> {
        if !shell::is_root() {
            return Ok(Self::Myself);
        }
        let number = |flag| shell::answer("id", &[flag, "postgres"])?.parse().ok();
        match (number("-u"), number("-g")) {
            (Some(user), Some(group)) => Ok(Self::Postgres { user, group }),
            _ => {
                bail!("PostgreSQL does not run as root, and there is no user `postgres` to run it")
            }
        }
    }

    fn take(&self, dir: &Path) -> Result<()> {
        match *self {
            Self::Myself => Ok(()),
            Self::Postgres { user, group } => chown(dir, Some(user), Some(group))
                .with_context(|| format!("give {} to postgres", dir.display())),
        }
    }

    fn run_as(&self, command: &mut Command) {
        if let Self::Postgres { user, group } = *self {
            command.uid(user).gid(group).env("HOME", "/nonexistent");
        }
    }
}

/// A port that nobody listens on now.
///
/// # Errors
///
/// When all are taken.
pub fn free_port() -> Result<u16> {
    // Two runs at once begin their search in different places.
    let start = u16::try_from(std::process::id() % 12_000)?;
    let ports = PORTS
        .skip(usize::from(start))
        .chain(PORTS.take(usize::from(start)));
    ports
        .into_iter()
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .context("no free port below 32768")
}
