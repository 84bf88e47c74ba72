//! The settings of a witness: a small TOML file.

use super::read_key;
use crate::config::Log;
use anyhow::{Context, Result, ensure};
use ledger::keys::{Algorithm, SignerKey, VerifierKey};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The name of the settings in a witness's folder.
pub const NAME: &str = "witness.toml";

/// What `init` writes.
pub const DEFAULT: &str = include_str!("default.toml");

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    listen: SocketAddr,
    key: PathBuf,
    state: PathBuf,
    trusted: Vec<String>,
    #[serde(default)]
    log: Log,
}

/// The settings, checked; paths are beside the file.
pub struct Settings {
    /// Where it is served.
    pub listen: SocketAddr,
    /// The key that it signs with.
    pub key: SignerKey,
    /// The folder of what it has seen.
    pub state: PathBuf,
    /// The keys of the ledgers that it cosigns.
    pub trusted: Vec<VerifierKey>,
    /// How to log.
    pub log: Log,
}

impl Settings {
    /// Reads and checks a file of settings, and the key that it names.
    pub fn load(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| {
            format!(
                "cannot read {}. `huiyin witness init DIR --name NAME` makes one; name it with --config FILE",
                file.display()
            )
        })?;
        Self::parse(&text, file).with_context(|| format!("{} has a mistake", file.display()))
    }

    fn parse(text: &str, file: &Path) -> Result<Self> {
        let config: Config = toml::from_str(text)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        Ok(Self {
            listen: config.listen,
            key: read_key(&folder.join(config.key))?,
            state: folder.join(config.state),
            trusted: config
                .trusted
                .iter()
                .map(|key| parse_trusted(key))
                .collect::<Result<_>>()?,
            log: config.log,
        })
    }
}

fn parse_trusted(text: &str) -> Result<VerifierKey> {
    let key: VerifierKey = text
        .parse()
        .with_context(|| format!("trusted: {text:?} is no public key"))?;
    ensure!(
        key.algorithm() == Algorithm::Note,
        "trusted: {text:?} is the key of a witness, not of a ledger"
    );
    Ok(key)
}
