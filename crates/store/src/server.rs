//! The PostgreSQL server, which may go away and come back: whoever comes meanwhile is told so at once.

use crate::error::{Error, Result};
use crate::tx::Tx;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use std::pin::pin;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// Who waits for a connection for longer looks whether the server is there at all.
const PATIENCE: Duration = Duration::from_secs(1);
/// A server that does not answer within this time is not there.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
/// Nobody waits longer for a connection: the server is there, and many want it.
const LONGEST: Duration = Duration::from_secs(10);

/// The server and the connections to it.
pub(crate) struct Server {
    pool: PgPool,
    connect: PgConnectOptions,
    /// Why nobody answers there; none: it answers, as far as this process knows.
    gone: watch::Sender<Option<Error>>,
    /// One looks for all.
    looking: Semaphore,
}

impl Server {
    /// A server that was just seen to answer.
    pub(crate) fn new(connect: PgConnectOptions, connections: u32) -> Self {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(LONGEST)
            .connect_lazy_with(connect.clone());
        Self {
            pool,
            connect,
            gone: watch::Sender::new(None),
            looking: Semaphore::new(1),
        }
    }

    /// Begins a transaction. A pool alone would have everyone wait for ten seconds and then say “busy”.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        if self.why_gone().is_some() {
            Box::pin(self.look()).await;
            if let Some(why) = self.why_gone() {
                return Err(why);
            }
        }
        let mut begun = pin!(self.pool.begin());
        tokio::select! {
            biased;
            begun = begun.as_mut() => Ok(Tx::from(begun?)),
            why = Box::pin(self.goes()) => Err(why),
        }
    }

    /// Ends the connections.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Ends when the server is found to be gone, and says why.
    async fn goes(&self) -> Error {
        let mut gone = self.gone.subscribe();
        loop {
            let told = async {
                let told = gone.wait_for(Option::is_some).await;
                told.ok().and_then(|why| why.clone())
            };
            tokio::select! {
                why = told => return why.unwrap_or(Error::Busy),
                () = sleep(PATIENCE) => self.look().await,
            }
        }
    }

    fn why_gone(&self) -> Option<Error> {
        self.gone.borrow().clone()
    }

    /// Looks whether the server answers, unless somebody else does so just now.
    async fn look(&self) {
        let Ok(_turn) = self.looking.try_acquire() else {
            return;
        };
        let answer = timeout(ANSWERS_WITHIN, PgConnection::connect_with(&self.connect)).await;
        let found = match answer {
            Ok(Ok(connection)) => {
                // It is there, and that is all that was asked.
                drop(connection.close().await);
                None
            }
            Ok(Err(why)) => Some(Error::from(why)).filter(Error::is_outage),
            Err(_elapsed) => Some(Error::Lost("the server does not answer".into())),
        };
        let changed = self.gone.send_if_modified(|known| {
            let changed = known.is_some() != found.is_some();
            known.clone_from(&found);
            changed
        });
        match found {
            Some(why) if changed => tracing::error!(%why, "the database is gone"),
            None if changed => tracing::info!("the database is back"),
            _ => {}
        }
    }
}
