//! Jobs: what is done after an action, outside its transaction. A job carries ids, its name is for ever; it is
//! shallow, may run twice, reads the world anew, and says retry or give up.

use crate::board::App;
use crate::refusal::Refusal;
use crate::sms::{Says, Text};
use domain::Timestamp;
use domain::event::Event;
use domain::ids::{AlertId, MessageId, PersonId};
use domain::message::Message;
use jiff::Span;
use serde::{Deserialize, Serialize};
use store::{Tx, jobs, messages, people};

/// Tries of a job before it is given up.
const TRIES: u32 = 8;
/// Seconds for which a taken job is nobody else's.
const HELD_SECONDS: i64 = 60;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub(crate) enum Job {
    /// Sends the writer a text message.
    TellWriter {
        message: MessageId,
        /// Which news, as [`Template::News`] has it.
        what: String,
    },
    /// Sends somebody on duty a text message.
    Page { alert: AlertId, person: PersonId },
    /// Removes what an erasure left outside its rows.
    Scrub {
        /// The message that was erased; none: its writer took a picture back.
        erased: Option<MessageId>,
        /// Files that its pictures had.
        blobs: Vec<String>,
    },
}

/// News of which the writer is told.
pub(crate) const NEWS: [&str; 8] = [
    "published",
    "declined",
    "replied",
    "asked",
    "reopened",
    "kept_closed",
    "contact",
    "split",
];

/// Hours after which news that could not be sent are no news any more.
const NEWS_HOURS: i64 = 24;

impl Job {
    /// The job that follows an event.
    pub(crate) fn after(event: &Event, message: &Message) -> Option<Self> {
        let what = match event {
            Event::Published { .. } => "published",
            Event::Declined { .. } => "declined",
            Event::ReplyPublished { .. } => "replied",
            Event::WriterAsked { .. } => "asked",
            Event::Reopened { .. } => "reopened",
            Event::KeptClosed { .. } => "kept_closed",
            Event::ContactRevealed { .. } => "contact",
            Event::Split { .. } => "split",
            _ => return None,
        };
        message.writer?;
        Some(Self::TellWriter {
            message: message.id,
            what: what.into(),
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::TellWriter { .. } => "tell_writer",
            Self::Page { .. } => "page",
            Self::Scrub { .. } => "scrub",
        }
    }

    /// Enqueues it in the action's own transaction.
    pub(crate) async fn push(&self, tx: &mut Tx, id: i64, now: Timestamp) -> Result<(), Refusal> {
        let body = serde_json::to_string(self)
            .map_err(|why| store::Error::Database(why.to_string().into()))?;
        Ok(jobs::push(tx, id, self.name(), &body, now).await?)
    }
}

/// What a job says.
enum Done {
    Yes,
    GiveUp(String),
}

impl App {
    /// Runs the job that has waited longest. False: none waits.
    pub async fn run_job(&self) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let held = now
            .checked_add(Span::new().seconds(HELD_SECONDS))
            .unwrap_or(now);
        let Some(taken) = self
            .db
            .write(async |tx| jobs::take(tx, now, held).await)
            .await?
        else {
            return Ok(false);
        };
        let outcome = match serde_json::from_str::<Job>(&taken.body) {
            Ok(job) => self
                .run(taken.id, &job)
                .await
                .map_err(|why| why.to_string()),
            Err(_) => Ok(Done::GiveUp("no job of this release".into())),
        };
        match outcome {
            Ok(Done::Yes) => {}
            Ok(Done::GiveUp(why)) => {
                tracing::warn!(job = taken.id, name = taken.name, why, "gave a job up");
            }
            Err(why) if taken.tries >= TRIES => {
                tracing::error!(
                    job = taken.id,
                    name = taken.name,
                    why,
                    "gave a job up after many tries"
                );
            }
            Err(why) => {
                // 1, 2, 4 … minutes.
                let wait = Span::new().minutes(1_i64 << taken.tries.saturating_sub(1).min(10));
                let again = now.checked_add(wait).unwrap_or(held);
                self.db
                    .write(async |tx| jobs::retry(tx, taken.id, again, &why).await)
                    .await?;
                return Ok(true);
            }
        }
        self.db
            .write(async |tx| jobs::done(tx, taken.id).await)
            .await?;
        Ok(true)
    }

    async fn run(&self, id: i64, job: &Job) -> Result<Done, Refusal> {
        match job {
            Job::TellWriter { message, what } => self.tell_writer(id, *message, what).await,
            Job::Page { alert, person } => Ok(if self.page(id, *alert, *person).await? {
                Done::Yes
            } else {
                Done::GiveUp("somebody came, or is not on duty any more".into())
            }),
            Job::Scrub { erased, blobs } => self.scrub(*erased, blobs).await.map(|()| Done::Yes),
        }
    }

    /// Puts a text message into the queue. It has the job's id: a job that runs twice puts it there once.
    async fn tell_writer(&self, job: i64, id: MessageId, what: &str) -> Result<Done, Refusal> {
        let Some(what) = NEWS.into_iter().find(|known| *known == what) else {
            return Ok(Done::GiveUp("unknown news".into()));
        };
        let found = self.db.read(async |tx| {
            let Some(message) = messages::by_id(tx, id).await? else {
                return Ok(None);
            };
            let Some(writer) = message.writer else {
                return Ok(None);
            };
            let sealed = people::phone(tx, writer).await?;
            Ok::<_, Refusal>(sealed.map(|sealed| (message, writer, sealed)))
        });
        let Some((message, writer, sealed)) = found.await? else {
            return Ok(Done::GiveUp("nobody to tell".into()));
        };
        let number = match message.number {
            Some(number) => number.to_string(),
            None => return Err(Refusal::Busy), // the sequencer has not come by yet
        };
        let Ok(phone) = self.open_phone(writer, &sealed) else {
            return Ok(Done::GiveUp("the phone cannot be decrypted".into()));
        };
        let now = self.clock.now();
        let says = Says::News {
            number,
            what: what.to_owned(),
        };
        let send_by = now
            .checked_add(Span::new().hours(NEWS_HOURS))
            .unwrap_or(now);
        let text = Text { to: phone, says };
        let queued = self.seal_text(job, &text, send_by)?;
        self.db
            .write(async |tx| Ok::<_, Refusal>(queued.push(tx, now).await?))
            .await?;
        self.try_text(job).await?;
        Ok(Done::Yes)
    }
}
