//! What the program does beside the actions: it counts what waits, and forgets what is over.

use crate::board::App;
use crate::refusal::Refusal;
use domain::message::Queue;
use store::lists::{self, Work};
use store::{jobs, sequencer, text_messages};

/// What waits, for whoever watches over the program.
#[derive(Clone, Debug)]
pub struct Gauges {
    /// The last event that is numbered.
    pub position: i64,
    /// Jobs in the queue.
    pub jobs: u32,
    /// Text messages on their way.
    pub texts: u32,
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
                texts: text_messages::waiting(tx).await?,
                worklists,
                overdue: lists::count_work(tx, &late).await?,
            })
        });
        Ok(gauges.await?)
    }

    /// Deletes whatever is past its time.
    pub async fn housekeep(&self) -> Result<(), Refusal> {
        self.retain().await
    }
}
