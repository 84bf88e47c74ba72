//! A key file that changes while the board is served is read again, and what older keys sealed is sealed anew.

use crate::config::Settings;
use crate::key_file::KeyFiles;
use crate::wiring;
use anyhow::Result;
use app::App;
use app::keys::SealedAnew;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// The file is looked at so often.
const LOOK: Duration = Duration::from_secs(10);
/// Between two steps others have the data.
const PAUSE: Duration = Duration::from_millis(20);
/// Progress is told each time that so many rows are under the newest keys.
const TOLD: u64 = 10_000;

/// The key file of a board that is served.
pub struct KeyWatch {
    path: PathBuf,
    files: KeyFiles,
    seen: Option<SystemTime>,
}

impl KeyWatch {
    /// That of these settings, which has just been read.
    pub fn of(settings: &Settings) -> Self {
        let mut watch = Self {
            path: settings.keys.clone(),
            files: settings.key_files.clone(),
            seen: None,
        };
        watch.seen = watch.changed_at();
        watch
    }

    /// Watches it until it is told to stop.
    pub async fn run(mut self, app: App, mut told: watch::Receiver<bool>) -> &'static str {
        let mut rows = 0;
        while !*told.borrow() {
            if let Err(why) = self.look(&app).await {
                let why = format!("{why:#}");
                tracing::error!(why, "the changed key file is not used");
            }
            let wait = match app.seal_anew().await {
                Ok(step) => {
                    tell(&mut rows, step);
                    if step.more { PAUSE } else { LOOK }
                }
                Err(why) => {
                    tracing::error!(%why, "rows could not be sealed anew; it is tried again");
                    LOOK
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _stop = told.wait_for(|stop| *stop) => {}
            }
        }
        "the keys"
    }

    /// Reads the file again where it was changed.
    async fn look(&mut self, app: &App) -> Result<()> {
        let changed = self.changed_at();
        if changed == self.seen {
            return Ok(());
        }
        self.seen = changed;
        let keys = wiring::read_key_file(&self.files, &self.path)?;
        app.take_keys(keys).await?;
        tracing::info!(path = %self.path.display(), "the key file was read again");
        Ok(())
    }

    fn changed_at(&self) -> Option<SystemTime> {
        std::fs::metadata(&self.path).ok()?.modified().ok()
    }
}

fn tell(rows: &mut u64, step: SealedAnew) {
    let before = *rows / TOLD;
    *rows += step.rows;
    if *rows / TOLD > before || (!step.more && *rows > 0) {
        tracing::info!(
            rows,
            done = !step.more,
            "rows were sealed anew under the newest keys"
        );
    }
    if !step.more {
        *rows = 0;
    }
}
