//! `huiyin serve`: pages, metrics and what happens by itself, until a signal says stop.
//!
//! Stopping keeps an order: no new connections; what was accepted is answered, for ten seconds at most; the loops
//! end; the data closes, and with that everything that was accepted is durable.

mod background;
pub mod keys;
pub mod listener;
mod metrics;
pub mod security;
pub mod witnesses;

pub use listener::Running;
pub use listener::bounds::Bounds;

use crate::config::Settings;
use crate::wiring;
use anyhow::{Context, Result};
use app::App;
use jiff::SignedDuration;
use keys::KeyWatch;
use security::SecurityLog;
use std::net::SocketAddr;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use witnesses::Witnesses;

/// The release, as pages and metrics show it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A list may be so old.
pub const LAG: SignedDuration = SignedDuration::from_secs(1);
/// Connections on the port of the metrics.
const METRICS_CONNECTIONS: usize = 16;

/// Serves a board until SIGTERM or SIGINT.
pub async fn run(settings: Settings) -> Result<()> {
    let app = wiring::open_to_serve(&settings).await?;
    wiring::open_search(&app, &settings)?;
    let witnesses = ask_witnesses(&app, &settings).await?;
    app.ledger_announce(VERSION).await?;
    let security = begin_security(&app, &settings).await?;
    let options = web::Options {
        trusted_proxies: settings.trusted_proxies.clone(),
        demo: None,
        lag: LAG,
        version: VERSION,
        rates: settings.rates,
        proof: settings.proof,
    };
    let keys = KeyWatch::of(&settings);
    let signals = Signals::caught()?;
    let running = start(
        app.clone(),
        settings.listen,
        options,
        settings.bounds.clone(),
    )
    .await?;
    tracing::info!(address = %running.address(), url = settings.board.url, "serving");
    let metrics = match settings.metrics {
        Some(address) => {
            let router = metrics::router(app.clone(), running.counts());
            let metrics = listener::start(router, address, METRICS_CONNECTIONS).await?;
            tracing::info!(address = %metrics.address(), "metrics");
            Some(metrics)
        }
        None => None,
    };
    let ended = until_stopped(&app, witnesses, security, keys, running, signals).await;
    if let Some(metrics) = metrics {
        metrics.stop().await;
    }
    app.db.close().await;
    tracing::info!("stopped");
    ended
}

/// Asks the witnesses of a board for what they have seen, before anything is signed.
pub async fn ask_witnesses(app: &App, settings: &Settings) -> Result<Option<Witnesses>> {
    // Whoever does not sign asks nobody.
    if !app.signs_the_ledger() {
        return Ok(None);
    }
    let mut witnesses = Witnesses::of(app, settings)?;
    if let Some(witnesses) = &mut witnesses {
        witnesses.look_back().await?;
        witnesses.cosign_the_closed().await?;
    }
    Ok(witnesses)
}

/// Says in the security log that a process begins to serve, and opens the file of its lines.
pub async fn begin_security(app: &App, settings: &Settings) -> Result<SecurityLog> {
    let text = std::fs::read_to_string(&settings.file)
        .with_context(|| format!("cannot read {}", settings.file.display()))?;
    app.record_start(VERSION, &text).await?;
    SecurityLog::open(app, &settings.security_lines).await
}

/// Serves the pages of a board.
pub async fn start(
    app: App,
    listen: SocketAddr,
    options: web::Options,
    bounds: Bounds,
) -> Result<Running> {
    listener::start_within(web::site(app, options), listen, bounds).await
}

/// Runs what happens by itself beside a server, and stops both in good order on a signal. A loop that ends before
/// is an error: whoever supervises the program starts it anew.
pub async fn until_stopped(
    app: &App,
    witnesses: Option<Witnesses>,
    security: SecurityLog,
    keys: KeyWatch,
    running: Running,
    mut signals: Signals,
) -> Result<()> {
    let (stop, told) = watch::channel(false);
    let mut background = background::start(app, witnesses, security, keys, &told);
    let ended = tokio::select! {
        name = signals.told() => {
            tracing::info!(signal = name, "stopping");
            Ok(())
        }
        broken = background.broken() => Err(broken),
    };
    running.stop().await;
    stop.send_replace(true);
    background.join().await;
    ended
}

/// SIGTERM and SIGINT, caught from [`Signals::caught`] on.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Catches them. To be called before the first request can be accepted: until then a signal ends the process at
    /// once, and what was accepted would go unanswered.
    pub fn caught() -> Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?,
            interrupt: signal(SignalKind::interrupt()).context("cannot wait for SIGINT")?,
        })
    }

    /// Waits for one. Its name.
    pub async fn told(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
