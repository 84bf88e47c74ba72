//! `huiyin figures rebuild`: folds all figures anew from the events.

use crate::config::Settings;
use crate::say;
use crate::wiring;
use anyhow::{Context, Result, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

#[derive(Args)]
pub struct RebuildArgs {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Forgets the figures of a board that is not served, and folds every event once more.
pub async fn rebuild(args: RebuildArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    let app = wiring::open(&settings).await?;
    ensure!(
        !app.is_served().await?,
        "the data is in use by another process: stop it first, and wait ten seconds where it did not stop by itself"
    );
    app.forget_figures()
        .await
        .context("cannot empty the figures")?;
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")?;
    let (_, last) = app.figures_position().await?;
    let bar = ProgressBar::new(u64::try_from(last)?).with_style(style);
    while app
        .fold_figures()
        .await
        .context("the figures stopped; the same command, or serving the board, goes on")?
    {
        let (folded, _) = app.figures_position().await?;
        bar.set_position(u64::try_from(folded)?);
    }
    bar.finish_and_clear();
    let (folded, _) = app.figures_position().await?;
    app.db.close().await;
    say::line(format_args!("the figures count {folded} events"))
}
