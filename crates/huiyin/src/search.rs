//! `huiyin search rebuild`: builds the search index anew. Serving a board does the same by itself where it is missing.

use crate::config::Settings;
use crate::say;
use crate::wiring;
use anyhow::{Context, Result};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

#[derive(Args)]
pub struct RebuildArgs {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

/// Empties the index of a board that is not served, and puts every public message in.
pub async fn rebuild(args: RebuildArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    let app = wiring::open(&settings).await?;
    wiring::open_search(&app, &settings)?;
    app.forget_search()
        .await
        .context("cannot empty the index")?;
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")?;
    let bar = ProgressBar::new(app.searchable().await?).with_style(style);
    let mut messages = 0_usize;
    loop {
        let fed = app
            .feed_search_once()
            .await
            .context("the index stopped; the same command, or serving the board, goes on")?;
        messages = messages.saturating_add(fed.messages);
        bar.set_position(u64::try_from(messages)?);
        if !fed.more {
            break;
        }
    }
    bar.finish_and_clear();
    app.db.close().await;
    say::line(format_args!(
        "{} holds {messages} messages",
        settings.search.display()
    ))
}
