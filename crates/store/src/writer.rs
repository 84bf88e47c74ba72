//! The one writer of the embedded store: callers take turns on an open group that is committed together.
//!
//! A caller runs in its own savepoint while it holds the turn; a thread commits behind all who queue, which
//! is the batch. A refusal or a panic undoes its own savepoint; an I/O error, a full disk or a failed COMMIT
//! fails the whole group, and the connection is opened anew. Nobody, the refused included, is answered
//! before COMMIT: a refusal may rest on what a member of the group wrote and COMMIT may yet undo.

use crate::db::SqliteFile;
use crate::error::{Error, Refuses, Result};
use crate::sequencer;
use crate::tx::Tx;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tokio::sync::{Mutex, Notify, Semaphore, watch};

/// Callers that may wait for a turn; beyond it, the answer is “busy”.
const QUEUE: usize = 4096;

/// The one writer. Dropping it ends the committing thread.
pub(crate) struct Writer {
    turns: Arc<Turns>,
    committing: Option<JoinHandle<()>>,
}

struct Turns {
    group: Mutex<Group>,
    /// Told whenever a group opens: while one is open, the committing thread is awake or about to be.
    opened: Notify,
    queue: Semaphore,
    /// Set while the turn is held, or when nobody can come any more.
    closed: AtomicBool,
    file: SqliteFile,
    /// The last position that a COMMIT made durable.
    position: watch::Sender<i64>,
}

struct Group {
    tx: Tx,
    /// Some while BEGIN is in force: the members wait here.
    outcome: Option<watch::Sender<Outcome>>,
    /// True between SAVEPOINT and RELEASE: still true at the next turn if a caller panicked or went away.
    turn_unfinished: bool,
    members: u64,
}

#[derive(Clone, Debug)]
enum Outcome {
    Pending,
    Committed,
    Failed(Error),
}

impl Writer {
    /// Opens the connection and starts the committing thread.
    pub(crate) fn open(file: SqliteFile, position: watch::Sender<i64>) -> Result<Self> {
        let tx = Tx::from(file.writer()?);
        let turns = Arc::new(Turns {
            group: Mutex::new(Group {
                tx,
                outcome: None,
                turn_unfinished: false,
                members: 0,
            }),
            opened: Notify::new(),
            queue: Semaphore::new(QUEUE),
            closed: AtomicBool::new(false),
            file,
            position,
        });
        let theirs = turns.clone();
        let committing = std::thread::Builder::new()
            .name("commit".into())
            .spawn(move || futures::executor::block_on(theirs.commit_groups()))
            .map_err(|why| Error::Lost(why.to_string().into()))?;
        Ok(Self {
            turns,
            committing: Some(committing),
        })
    }

    /// Runs `action` once, in a savepoint of the open group, and answers after COMMIT.
    pub(crate) async fn write<T, E: Refuses>(
        &self,
        action: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.turns.write(action).await
    }

    /// Commits what waits and takes no more.
    pub(crate) async fn close(&self) {
        let mut group = self.turns.group.lock().await;
        self.turns.closed.store(true, Ordering::Release);
        self.turns.end(&mut group).await;
        self.turns.opened.notify_one();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Callers borrow the writer, so only the thread itself may still hold the turn.
        self.turns.closed.store(true, Ordering::Release);
        self.turns.opened.notify_one();
        if self
            .committing
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the committing thread had panicked");
        }
    }
}

impl Turns {
    async fn write<T, E: Refuses>(
        &self,
        action: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let Ok(_place) = self.queue.try_acquire() else {
            return Err(Error::Busy.into());
        };
        let mut group = self.group.lock().await;
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Lost("the store is closing".into()).into());
        }
        if group.outcome.is_none() {
            self.opened.notify_one();
        }
        let mut outcome = match group.join().await {
            Ok(outcome) => outcome,
            Err(why) => {
                self.fail(&mut group, why.clone()).await;
                return Err(why.into());
            }
        };
        let answer = action(&mut group.tx).await;
        let answer = match group.tx.take_failure() {
            // What it rests on is gone, whatever it says.
            Some(why) if answer.is_ok() || why.dooms_group() => Err(E::from(why)),
            _ => answer,
        };
        if let Err(why) = group.leave(&answer).await {
            self.fail(&mut group, why.clone()).await;
            return answer.and(Err(why.into()));
        }
        drop(group);
        let outcome = outcome
            .wait_for(|outcome| !matches!(outcome, Outcome::Pending))
            .await;
        match outcome.map(|outcome| outcome.clone()) {
            Ok(Outcome::Committed) => answer,
            Ok(Outcome::Failed(why)) => Err(why.into()),
            Ok(Outcome::Pending) | Err(_) => Err(Error::Lost("the writer went away".into()).into()),
        }
    }

    /// The lock is fair: everyone already queueing takes a turn before the commit does.
    async fn commit_groups(&self) {
        loop {
            self.opened.notified().await;
            self.end(&mut *self.group.lock().await).await;
            if self.closed.load(Ordering::Acquire) {
                return;
            }
        }
    }

    /// Commits the open group, if there is one, and answers its members.
    async fn end(&self, group: &mut Group) {
        if let Err(why) = group.tidy().await {
            return self.fail(group, why).await;
        }
        if group.outcome.is_none() {
            return; // failed or abandoned meanwhile
        }
        match group.commit(&self.file).await {
            Ok(position) => {
                self.position
                    .send_if_modified(|last| std::mem::replace(last, position) != position);
                group.settle(&Outcome::Committed);
            }
            Err(why) => self.fail(group, why).await,
        }
    }

    /// Nothing of this group will be kept, and its connection is not trusted again.
    async fn fail(&self, group: &mut Group, why: Error) {
        tracing::error!(%why, members = group.members, "a group could not be committed");
        group.tx.take_failure();
        drop(group.sql("ROLLBACK").await); // some errors have rolled back already
        match self.file.writer() {
            Ok(fresh) => group.tx = Tx::from(fresh),
            Err(why) => tracing::error!(%why, "the database file could not be opened anew"),
        }
        // A constraint that one member broke at COMMIT is not the others' fault.
        let why = if why.dooms_group() {
            why
        } else {
            Error::Lost(why.to_string().into())
        };
        group.settle(&Outcome::Failed(why));
    }
}

impl Group {
    async fn join(&mut self) -> Result<watch::Receiver<Outcome>> {
        self.tidy().await?;
        self.turn_unfinished = true;
        if self.outcome.is_none() {
            self.sql("BEGIN IMMEDIATE").await?;
        }
        self.sql("SAVEPOINT turn").await?;
        Ok(self
            .outcome
            .get_or_insert_with(|| watch::Sender::new(Outcome::Pending))
            .subscribe())
    }

    async fn leave<T, E: Refuses>(&mut self, answer: &std::result::Result<T, E>) -> Result<()> {
        match answer {
            Ok(_) => self.sql("RELEASE turn").await?,
            Err(refusal) => match refusal.store_error() {
                Some(why) if why.dooms_group() => return Err(why.clone()),
                _ => self.undo_turn().await?,
            },
        }
        self.turn_unfinished = false;
        self.members += 1; // the refused wait as well
        Ok(())
    }

    async fn undo_turn(&mut self) -> Result<()> {
        self.sql("ROLLBACK TO turn").await?;
        self.sql("RELEASE turn").await
    }

    /// Undoes what a panicked or dropped caller left.
    async fn tidy(&mut self) -> Result<()> {
        if !std::mem::take(&mut self.turn_unfinished) {
            return Ok(());
        }
        self.tx.take_failure();
        if self.members > 0 {
            return self.undo_turn().await;
        }
        drop(self.sql("ROLLBACK").await); // nobody waits yet: BEGIN itself may have been cut short
        self.outcome = None;
        Ok(())
    }

    async fn commit(&mut self, file: &SqliteFile) -> Result<i64> {
        let position = sequencer::number(&mut self.tx, &file.zone).await?;
        self.sql("COMMIT").await?;
        Ok(position)
    }

    fn settle(&mut self, outcome: &Outcome) {
        self.members = 0;
        self.turn_unfinished = false;
        if let Some(members) = self.outcome.take() {
            members.send_replace(outcome.clone());
        }
    }

    async fn sql(&mut self, sql: &'static str) -> Result<()> {
        self.tx.control(sql).await
    }
}
