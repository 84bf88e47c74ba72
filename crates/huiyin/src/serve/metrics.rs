//! Prometheus metrics and health on a port of their own.

use super::VERSION;
use super::listener::bounds::Counts;
use crate::system::SystemClock;
use app::{App, Clock};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Timestamp;
use std::fmt::{Display, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What the pages need: the board, and since when it runs.
#[derive(Clone)]
struct Board {
    app: App,
    since: Timestamp,
    counts: Arc<Counts>,
}

/// `/metrics`, `/healthz`, `/readyz`.
pub fn router(app: App, counts: Arc<Counts>) -> Router {
    let since = app.clock.now();
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(Board { app, since, counts })
}

/// Whether the data answers.
async fn ready(State(board): State<Board>) -> Response {
    match board.app.gauges().await {
        Ok(_gauges) => "ok\n".into_response(),
        Err(why) => {
            tracing::warn!(%why, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the data does not answer\n",
            )
                .into_response()
        }
    }
}

async fn metrics(State(board): State<Board>) -> Response {
    let gauges = match board.app.gauges().await {
        Ok(gauges) => gauges,
        Err(why) => {
            tracing::error!(%why, "metrics could not be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let up = board.app.clock.now().duration_since(board.since).as_secs();
    let mut page = Page(String::new());
    page.gauge(
        "huiyin_build_info",
        "The release.",
        [(format!("{{version=\"{VERSION}\"}}"), 1)],
    );
    page.gauge("huiyin_up_seconds", "Time since the start.", [("", up)]);
    let ahead = board.app.clock.now().duration_until(SystemClock.now());
    page.gauge(
        "huiyin_machine_clock_ahead_seconds",
        "By how much the machine's clock differs from the board's, which does not follow a jump.",
        [("", ahead.as_secs())],
    );
    page.gauge(
        "huiyin_events_position",
        "The last event that is numbered.",
        [("", gauges.position)],
    );
    page.gauge(
        "huiyin_jobs_waiting",
        "Jobs that wait.",
        [("", gauges.jobs)],
    );
    page.gauge(
        "huiyin_text_messages_waiting",
        "Text messages on their way.",
        [("", gauges.texts)],
    );
    let worklists = gauges
        .worklists
        .iter()
        .map(|(queue, count)| (format!("{{queue=\"{}\"}}", queue.code()), *count));
    page.gauge(
        "huiyin_worklist_messages",
        "Messages that wait for somebody.",
        worklists,
    );
    page.gauge(
        "huiyin_overdue_messages",
        "Messages under way that are late.",
        [("", gauges.overdue)],
    );
    let counts = &board.counts;
    let cut = [
        ("crowded", &counts.crowded),
        ("slow_head", &counts.slow_heads),
        ("slow_body", &counts.slow_bodies),
        ("slow_reader", &counts.slow_readers),
    ];
    let cut = cut.map(|(why, count)| (format!("{{why=\"{why}\"}}"), count.load(Ordering::Relaxed)));
    page.metric(
        "huiyin_connections_cut_total",
        "counter",
        "Connections that were cut.",
        cut,
    );
    if let Some(bytes) = resident_bytes() {
        page.gauge(
            "process_resident_memory_bytes",
            "Memory in use.",
            [("", bytes)],
        );
    }
    let kind = (
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    );
    ([kind], page.0).into_response()
}

/// Prometheus' text format.
struct Page(String);

impl Page {
    fn gauge<L: Display, V: Display>(
        &mut self,
        name: &str,
        help: &str,
        samples: impl IntoIterator<Item = (L, V)>,
    ) {
        self.metric(name, "gauge", help, samples);
    }

    fn metric<L: Display, V: Display>(
        &mut self,
        name: &str,
        kind: &str,
        help: &str,
        samples: impl IntoIterator<Item = (L, V)>,
    ) {
        // Writing to a string cannot fail.
        write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n").unwrap_or_default();
        for (labels, value) in samples {
            writeln!(self.0, "{name}{labels} {value}").unwrap_or_default();
        }
    }
}

/// The memory that the process holds, where the system tells (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
