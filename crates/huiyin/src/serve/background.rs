//! What happens by itself: numbering, the public log, the security log, the clock, jobs, figures, search, offices read anew, forgetting.

use super::keys::KeyWatch;
use super::security::SecurityLog;
use super::witnesses::Witnesses;
use anyhow::{Error, anyhow};
use app::{App, Refusal};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The clock and the jobs look again after this time.
const TICK: Duration = Duration::from_secs(1);
/// Figures are at most so old, and folded at most so often.
const FIGURES: Duration = Duration::from_millis(500);
/// The search is at most so old.
const SEARCH: Duration = Duration::from_millis(300);
/// Offices, units and domains change seldom; other processes may change them.
const REFERENCE: Duration = Duration::from_secs(30);
/// What is over is forgotten.
const HOUSEKEEPING: Duration = Duration::from_hours(1);
/// After a failure a loop rests this long.
const REST: Duration = Duration::from_secs(5);

/// The loops of a board.
pub struct Background {
    loops: JoinSet<&'static str>,
}

impl Background {
    /// Waits until a loop ends, which none does before it is told to.
    pub async fn broken(&mut self) -> Error {
        match self.loops.join_next().await {
            Some(Ok(name)) => anyhow!("the loop of {name} ended"),
            Some(Err(why)) => anyhow!("a loop broke: {why}"),
            None => anyhow!("no loop runs"),
        }
    }

    /// Waits until all have ended, after they were told to.
    pub async fn join(mut self) {
        while self.loops.join_next().await.is_some() {}
    }
}

/// Starts the loops. They end when `stop` becomes true, each after what it is doing.
pub fn start(
    app: &App,
    witnesses: Option<Witnesses>,
    security: SecurityLog,
    keys: KeyWatch,
    stop: &watch::Receiver<bool>,
) -> Background {
    let mut loops = JoinSet::new();
    loops.spawn(security.run(app.clone(), stop.clone()));
    loops.spawn(keys.run(app.clone(), stop.clone()));
    if let Some(witnesses) = witnesses {
        loops.spawn(witnesses.run(stop.clone()));
    }
    let (sequencing, told) = (app.clone(), stop.clone());
    loops.spawn(async move {
        let clock = sequencing.clock.clone();
        sequencing
            .db
            .sequence(move || clock.now(), told.clone())
            .await;
        // The embedded store numbers by itself.
        until(told).await;
        "the sequencer"
    });
    let spawn = |loops: &mut JoinSet<_>, name, every, step: Step| {
        loops.spawn(again(app.clone(), stop.clone(), name, every, step));
    };
    spawn(&mut loops, "the ledger", Wake::AtOnce(TICK), |app| {
        Box::pin(async move { app.integrate().await })
    });
    spawn(&mut loops, "the clock", Wake::After(TICK), |app| {
        Box::pin(async move { app.tick().await.map(|ticked| ticked.more) })
    });
    spawn(&mut loops, "jobs", Wake::After(TICK), |app| {
        Box::pin(async move { app.run_job().await })
    });
    spawn(&mut loops, "text messages", Wake::After(TICK), |app| {
        Box::pin(async move { app.send_texts().await })
    });
    spawn(&mut loops, "figures", Wake::ByEvents(FIGURES), |app| {
        Box::pin(async move { app.fold_figures().await })
    });
    spawn(&mut loops, "search", Wake::ByEvents(SEARCH), |app| {
        Box::pin(async move { app.feed_search().await })
    });
    spawn(&mut loops, "reference", Wake::After(REFERENCE), |app| {
        Box::pin(async move { app.reload_reference().await.map(|()| false) })
    });
    spawn(
        &mut loops,
        "housekeeping",
        Wake::After(HOUSEKEEPING),
        |app| {
            Box::pin(async move {
                app.ledger_publish_figures().await?;
                app.housekeep().await.map(|()| false)
            })
        },
    );
    Background { loops }
}

/// One step of a loop: true where more waits.
type Step = fn(App) -> std::pin::Pin<Box<dyn Future<Output = Result<bool, Refusal>> + Send>>;

/// When a loop takes its next step, if no more waits.
#[derive(Clone, Copy)]
enum Wake {
    /// After this time.
    After(Duration),
    /// After this time, once there are new events.
    ByEvents(Duration),
    /// As soon as there are new events, and after this time for what is no event.
    AtOnce(Duration),
}

async fn again(
    app: App,
    mut told: watch::Receiver<bool>,
    name: &'static str,
    wake: Wake,
    step: Step,
) -> &'static str {
    let mut position = app.db.position();
    while !*told.borrow() {
        position.mark_unchanged();
        let wait = match step(app.clone()).await {
            Ok(true) => continue,
            Ok(false) => wake,
            // Another process, or a person, was faster.
            Err(Refusal::Stale | Refusal::Busy) => Wake::After(TICK),
            Err(why) => {
                tracing::error!(name, %why, "a step failed and is taken again");
                Wake::After(REST)
            }
        };
        let waited = async {
            match wait {
                Wake::After(time) => tokio::time::sleep(time).await,
                Wake::AtOnce(time) => {
                    // A position that nobody sends any more is no reason to hurry.
                    if let Ok(Err(_gone)) = tokio::time::timeout(time, position.changed()).await {
                        tokio::time::sleep(time).await;
                    }
                }
                Wake::ByEvents(time) => {
                    tokio::time::sleep(time).await;
                    // A position that nobody sends any more ends with the data; the stop follows.
                    if position.changed().await.is_err() {
                        std::future::pending::<()>().await;
                    }
                }
            }
        };
        tokio::select! {
            () = waited => {}
            _stop = told.wait_for(|stop| *stop) => break,
        }
    }
    name
}

async fn until(mut stop: watch::Receiver<bool>) {
    // Whoever would say so is gone: that says it too.
    drop(stop.wait_for(|stop| *stop).await);
}
