//! Our witness, served for a client that is not ours.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{postgres, shell};

/// How often it is looked whether it listens, a tenth of a second apart.
const LOOKS: usize = 100;

/// A witness that runs until this is dropped.
pub struct Witness {
    _folder: TempDir,
    child: Child,
    url: String,
    key: String,
}

impl Witness {
    /// Makes a witness that watches one log, and starts it.
    pub fn start(root: &Path, log: &str) -> Result<Self> {
        let build = ["build", "--quiet", "--package", "huiyin"];
        shell::run(Command::new("cargo").args(build).current_dir(root))?;
        let program = shell::built("huiyin")?;
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("witness");
        let mut init = Command::new(&program);
        init.args(["witness", "init", "--name", "university.example/huiyin"]);
        let made = init.arg(&place).output().context("start huiyin")?;
        let said = String::from_utf8_lossy(&made.stdout);
        let key = said
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with("university."));
        let key = key
            .context("`huiyin witness init` names no key")?
            .to_owned();

        let address = format!("127.0.0.1:{}", postgres::free_port()?);
        let config = place.join("witness.toml");
        let settings = fs::read_to_string(&config)?
            .replacen("127.0.0.1:8090", &address, 1)
            .replacen("trusted = [", &format!("trusted = [\n    \"{log}\","), 1);
        fs::write(&config, settings)?;
        let child = Command::new(&program)
            .args(["witness", "--config"])
            .arg(&config)
            .stdin(Stdio::null())
            .spawn()
            .context("start huiyin")?;
        let witness = Self {
            _folder: folder,
            child,
            url: format!("http://{address}"),
            key,
        };
        for _look in 0..LOOKS {
            if TcpStream::connect(&address).is_ok() {
                return Ok(witness);
            }
            sleep(Duration::from_millis(100));
        }
        bail!("the witness does not listen on {address}")
    }

    /// Where it is served.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its public key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        // It keeps nothing that is needed later.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
