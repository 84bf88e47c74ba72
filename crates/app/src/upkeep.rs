//! What the program does beside the actions: it counts what waits, and forgets what is over.

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::message::Queue;
use jiff::Span;
use store::lists::{self, Work};
use store::{jobs, nonces, pictures, sequencer, sessions, sign_in_codes};

/// Days after which a form is not sent again, and an old code tells nothing about limits.
const FORGET_DAYS: i64 = 2;

/// What waits, for whoever watches over the program.
#[derive(Clone, Debug)]
pub struct Gauges {
    /// The last event that is numbered.
    pub position: i64,
    /// Jobs in the queue.
    pub jobs: u32,
    /// Messages in each worklist.
    pub worklists: Vec<(Queue, i64)>,
    /// Messages in any worklist that are late.
    pub overdue: i64,
}

impl App {
    /// Counts what waits. All counts are of one moment.
    pub async fn gauges(&self) -> Result<Gauges, Refusal> {
        let gauges = self.db.read(async |tx| {
            let mut worklists = Vec::with_capacity(Queue::ALL.len());
            for queue in Queue::ALL {
                let work = Work {
                    queues: vec![*queue],
                    ..Work::default()
                };
                worklists.push((*queue, lists::count_work(tx, &work).await?));
            }
            let late = Work {
                overdue: true,
                ..Work::default()
            };
            Ok::<_, store::Error>(Gauges {
                position: sequencer::last_position(tx).await?,
                jobs: jobs::count(tx).await?,
                worklists,
                overdue: lists::count_work(tx, &late).await?,
            })
        });
        Ok(gauges.await?)
    }

    /// Forgets sessions and codes that have ended, forms that nobody sends again, pictures whose form was never sent, and
    /// days of the security log that are no longer kept.
    pub async fn housekeep(&self) -> Result<(), Refusal> {
        self.forget_security().await?;
        let now = self.clock.now();
        let hours = Span::new().hours(24 * FORGET_DAYS);
        let old = now.checked_sub(hours).unwrap_or(Timestamp::MIN);
        let forgotten = self.db.write(async |tx| {
            sessions::forget_before(tx, now).await?;
            sign_in_codes::forget_before(tx, old).await?;
            nonces::forget_before(tx, old).await?;
            pictures::forget_before(tx, old).await
        });
        let blobs = forgotten.await?;
        self.remove_blobs(blobs.into_iter().flat_map(|(full, thumb)| [full, thumb]))
            .await
    }
}
