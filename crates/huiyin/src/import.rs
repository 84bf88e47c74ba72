//! `huiyin import`: the archive of another board, each row once.

use crate::config::Settings;
use crate::say;
use crate::wiring;
use anyhow::{Context, Result};
use app::archive::columns::ColumnMap;
use app::archive::rows::{Archive, ArchiveOptions};
use app::import::News;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::ExitCode;

/// Columns are found by their names, Chinese or English. Needed: `id`, `title`, `body`, `asked_at`. Taken where they are there:
/// `writer`, `reply`, `replied_at`, `office`, `region`, `level`, `domain`, `kind`, `status`, `supports`, `manner`, `speed`. How many people
/// opposed a message is not taken.
///
/// A row is known by the file's name without its ending and the row's id: the same file again adds what is new, and an
/// import that was interrupted goes on where it was. Its times are kept as the source claims them and enter no figure
/// of deadlines. The last line is `imported=N skipped=N failed=N`; the status is 1 where a row failed.
#[derive(Args)]
pub struct ImportArgs {
    /// CSV or JSON lines (one object a line), in UTF-8 or GB 18030; or XLSX, of which the first sheet is read
    file: PathBuf,
    /// Which column holds what, where its name does not say so: `--map body=说明,asked_at=时间`
    #[arg(long, value_name = "FIELD=COLUMN,…", default_value = "")]
    map: ColumnMap,
    /// Check every row and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Imports a file.
pub async fn run(args: ImportArgs) -> Result<ExitCode> {
    let settings = Settings::load(&args.config)?;
    let options = ArchiveOptions {
        map: args.map,
        zone: settings.data.zone.clone(),
    };
    let mut archive = Archive::open(&args.file, &options)
        .with_context(|| format!("cannot import {}", args.file.display()))?;
    let app = wiring::open(&settings).await?;
    let bar = ProgressBar::new(archive.size()).with_style(style()?);
    let imported = app.import(&mut archive, args.dry_run, |news| match news {
        News::Read { bytes, of } => {
            bar.set_length(of);
            bar.set_position(bytes);
        }
        News::Failed(why) => bar.suspend(|| say::note(why)),
    });
    let imported = imported.await.context(
        "the import stopped; what came in before is kept, the same command goes on from there",
    )?;
    bar.finish_and_clear();
    app.db.close().await;
    if args.dry_run {
        say::note("dry run: nothing was written");
    }
    say::line(format_args!(
        "imported={} skipped={} failed={}",
        imported.imported, imported.skipped, imported.failed
    ))?;
    Ok(if imported.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn style() -> Result<ProgressStyle> {
    ProgressStyle::with_template("{bar:40} {percent}% {bytes}/{total_bytes} {eta}")
        .context("the progress bar")
}
