//! `huiyin export`: what everyone may read, as a file.

use crate::beside;
use crate::config::Settings;
use crate::say;
use crate::wiring;
use anyhow::{Context, Result};
use app::export::Format;
use clap::Args;
use std::io::BufWriter;
use std::path::PathBuf;

#[derive(Args)]
pub struct ExportArgs {
    /// The file; its ending says the form. It is replaced where it exists
    #[arg(long, value_name = "FILE.csv|.xlsx|.jsonl", value_parser = parse_target)]
    to: Target,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Where to, and in which form.
#[derive(Clone, Debug)]
struct Target {
    path: PathBuf,
    format: Format,
}

fn parse_target(text: &str) -> Result<Target, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let format = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("csv") => Format::Csv,
        Some("jsonl") => Format::Jsonl,
        Some("xlsx") => Format::Xlsx,
        _ => return Err("the name must end with .csv, .xlsx or .jsonl".into()),
    };
    Ok(Target { path, format })
}

/// Exports messages: first beside the file, so that there is never half of one under its name.
pub async fn run(args: ExportArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    let (app, _copy) = wiring::open_to_read(&settings).await?;
    let path = &args.to.path;
    let cannot = || format!("cannot write {}", path.display());
    let mut beside = beside::public_file(path).with_context(cannot)?;
    let written = app
        .export_messages(args.to.format, BufWriter::new(beside.as_file_mut()))
        .await
        .with_context(cannot)?;
    app.db.close().await;
    beside.persist(path).with_context(cannot)?;
    say::line(format_args!("exported={written}"))
}
