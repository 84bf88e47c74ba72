//! The program's own log, on standard error.

use crate::config::{Log, LogFormat};
use anyhow::{Context, Result, anyhow};
use tracing_subscriber::EnvFilter;

/// Begins to log. Once in a process.
pub fn begin(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.filter).context("log.filter")?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let begun = match log.format {
        LogFormat::Text => lines.with_ansi(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    begun.map_err(|why| anyhow!("cannot begin to log: {why}"))
}
