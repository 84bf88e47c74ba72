//! The way of a text message: into a queue with the action that needs it, at once to the gateway if it answers, else
//! again and again, later and later, until its time is over.

use super::{NotSent, Template};
use crate::board::App;
use crate::chance::draw;
use crate::jobs::NEWS;
use crate::refusal::Refusal;
use domain::Timestamp;
use jiff::{SignedDuration, Span};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicI64, Ordering};
use store::text_messages::{self, NewText, TakenText, Which};
use store::vault::Place;
use store::{Error, Tx};
use tokio::sync::Semaphore;

/// So many requests wait for the gateway at once; beyond them a message waits in the queue.
const AT_ONCE: usize = 16;
/// So many messages of the queue are shown to the gateway in one step.
const STEP: usize = 8;
/// For so long a message that was taken is nobody else's: longer than a gateway may take to answer.
const HELD: SignedDuration = SignedDuration::from_secs(30);
/// After a failure nobody waits for the gateway for so long: what comes is queued.
const REST: SignedDuration = SignedDuration::from_secs(5);
/// What somebody waits for is tried again after 2, 4, 8 … seconds, …
const URGENT_FIRST: i64 = 2;
/// … news after 1, 2, 4 … minutes.
const NEWS_FIRST: i64 = 60;
/// For so long, with a minute to spare, a code may be sent, …
const CODE_LASTS: SignedDuration = SignedDuration::from_mins(6);
/// … and news, with an hour to spare.
const NEWS_LAST: SignedDuration = SignedDuration::from_hours(25);
/// No message waits longer than that for its next try, in seconds.
const LONGEST: i64 = 3600;

/// What became of a text message so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The gateway took it.
    Sent,
    /// The gateway is busy: it waits.
    Waiting,
    /// The gateway will not take it.
    Refused,
    /// Its time was over before the gateway took it.
    Late,
}

impl Fate {
    pub(crate) fn of(state: &str) -> Self {
        match state {
            "waiting" => Self::Waiting,
            "refused" => Self::Refused,
            "late" => Self::Late,
            _ => Self::Sent,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Late => "late",
        }
    }
}

/// What the queue keeps in sight of the gateway, in this process.
pub(crate) struct Texts {
    at_once: Semaphore,
    /// Milliseconds of the epoch until which nobody waits for the gateway.
    rests_until: AtomicI64,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            at_once: Semaphore::new(AT_ONCE),
            rests_until: AtomicI64::new(i64::MIN),
        }
    }
}

/// A text message: what the queue seals.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Text {
    /// The phone.
    pub to: String,
    /// What it says.
    #[serde(flatten)]
    pub says: Says,
}

/// What a text message says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub(crate) enum Says {
    /// A one-time code.
    Code {
        /// Six digits.
        code: String,
        /// When it ends.
        expires_at: Timestamp,
    },
    /// Something happened to the writer's message.
    News {
        /// Its number.
        number: String,
        /// One of [`NEWS`].
        what: String,
    },
}

impl Says {
    /// As gateways are told at this moment: a code that waited is valid for less long. None: no news of this release.
    fn template(self, now: Timestamp) -> Option<Template> {
        match self {
            Self::Code { code, expires_at } => {
                // A moment that passed on the way here is no minute.
                let seconds = expires_at.duration_since(now).as_secs() + 5;
                let minutes = u32::try_from(seconds / 60).unwrap_or_default();
                Some(Template::SignInCode { code, minutes })
            }
            Self::News { number, what } => {
                let what = NEWS.into_iter().find(|known| *known == what)?;
                Some(Template::News { number, what })
            }
        }
    }
}

/// A text message, sealed for its row.
pub(crate) struct Queued {
    id: i64,
    sealed: Vec<u8>,
    urgent: bool,
    send_by: Timestamp,
}

impl Queued {
    /// Puts it into the queue in the action's own transaction.
    pub(crate) async fn push(&self, tx: &mut Tx, now: Timestamp) -> store::Result<()> {
        let text = NewText {
            id: self.id,
            sealed: &self.sealed,
            urgent: self.urgent,
            send_by: self.send_by,
        };
        text_messages::push(tx, &text, now).await
    }
}

impl App {
    /// Shows what waits to the gateway. True: more waits.
    pub async fn send_texts(&self) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let taken = self.db.write(async |tx| {
            let mut taken = Vec::new();
            while taken.len() < STEP {
                let which = self.affordable(tx, now).await?;
                match text_messages::take(tx, which, now, now + HELD).await? {
                    Some(text) => taken.push(text),
                    None => break,
                }
            }
            Ok::<_, Refusal>(taken)
        });
        let taken = taken.await?;
        let more = taken.len() == STEP;
        let sent = futures::future::join_all(taken.into_iter().map(|text| self.deliver(text)));
        for fate in sent.await {
            fate?;
        }
        Ok(more)
    }

    pub(crate) fn seal_text(
        &self,
        id: i64,
        text: &Text,
        send_by: Timestamp,
    ) -> Result<Queued, Refusal> {
        let plain =
            serde_json::to_string(text).map_err(|why| Error::Database(why.to_string().into()))?;
        Ok(Queued {
            id,
            sealed: self.vault.seal(place(id), &plain, draw(&*self.chance)),
            urgent: matches!(text.says, Says::Code { .. }),
            send_by,
        })
    }

    /// Refuses a code once the day's text messages are used up.
    pub(crate) async fn may_send_code(&self, tx: &mut Tx, now: Timestamp) -> Result<(), Refusal> {
        let most = self.board.texts_a_day;
        if most == 0 || text_messages::begun_since(tx, self.day_of(now), now).await? < most {
            return Ok(());
        }
        let calendar = &self.rules.calendar;
        let left = calendar.end_of(calendar.date(now)).duration_since(now);
        Err(Refusal::TooMany {
            what: "texts",
            minutes: u32::try_from(left.as_mins() + 1).unwrap_or(24 * 60),
        })
    }

    /// Shows a message that was just queued to the gateway, unless that has failed a moment ago or many wait for it.
    pub(crate) async fn try_text(&self, id: i64) -> Result<Fate, Refusal> {
        let now = self.clock.now();
        // A clock that went back makes nobody wait longer than a failure does.
        let rests_until = self.texts.rests_until.load(Ordering::Relaxed);
        if (now.as_millisecond() + 1..=(now + REST).as_millisecond()).contains(&rests_until) {
            return Ok(Fate::Waiting);
        }
        let Ok(_turn) = self.texts.at_once.try_acquire() else {
            return Ok(Fate::Waiting);
        };
        let taken = self.db.write(async |tx| {
            // Whether news are affordable is asked here as well: they may wait until tomorrow.
            let which = match self.affordable(tx, now).await? {
                Which::Urgent if !text_messages::is_urgent(tx, id).await? => return Ok(None),
                _ => Which::This(id),
            };
            Ok::<_, Refusal>(text_messages::take(tx, which, now, now + HELD).await?)
        });
        match taken.await? {
            Some(text) => self.deliver(text).await,
            None => Ok(Fate::Waiting),
        }
    }

    /// News take four fifths of a day's messages at most: the rest is for those who want to sign in.
    async fn affordable(&self, tx: &mut Tx, now: Timestamp) -> Result<Which, Refusal> {
        let most = self.board.texts_a_day;
        if most == 0 {
            return Ok(Which::Any);
        }
        let begun = text_messages::begun_since(tx, self.day_of(now), now).await?;
        Ok(if begun < most / 5 * 4 {
            Which::Any
        } else {
            Which::Urgent
        })
    }

    /// Shows a message to the gateway, and keeps what it said.
    async fn deliver(&self, text: TakenText) -> Result<Fate, Refusal> {
        let now = self.clock.now();
        let longest = if text.urgent { CODE_LASTS } else { NEWS_LAST };
        // What may be sent for longer than anything may is of a clock that was wrong.
        if now > text.send_by || text.send_by > now + longest {
            tracing::warn!(id = text.id, tries = text.tries, "a text message is late");
            return self.end_text(text.id, Fate::Late).await;
        }
        let opened = self.vault.open(place(text.id), &text.sealed).ok();
        let opened = opened.and_then(|plain| serde_json::from_str::<Text>(&plain).ok());
        let words = opened.and_then(|Text { to, says }| {
            let template = says.template(now)?;
            Some((to, template))
        });
        let Some((to, template)) = words else {
            tracing::error!(id = text.id, "a text message cannot be read");
            return self.end_text(text.id, Fate::Refused).await;
        };
        match self.sms.send(text.id, &to, &template).await {
            Ok(()) => self.end_text(text.id, Fate::Sent).await,
            Err(why @ NotSent::Ever(_)) => {
                tracing::warn!(id = text.id, %why, "a text message is given up");
                self.end_text(text.id, Fate::Refused).await
            }
            Err(why @ NotSent::Yet(_)) => {
                tracing::warn!(id = text.id, tries = text.tries, %why, "a text message waits");
                self.put_off(&text).await
            }
        }
    }

    async fn end_text(&self, id: i64, fate: Fate) -> Result<Fate, Refusal> {
        let ended = self
            .db
            .write(async |tx| text_messages::end(tx, id, fate.code()).await);
        ended.await?;
        Ok(fate)
    }

    /// Later and later, but for the last time when its time is over, so that it does not wait for ever.
    async fn put_off(&self, text: &TakenText) -> Result<Fate, Refusal> {
        let now = self.clock.now();
        let rests = now + REST;
        self.texts
            .rests_until
            .store(rests.as_millisecond(), Ordering::Relaxed);
        let first = if text.urgent {
            URGENT_FIRST
        } else {
            NEWS_FIRST
        };
        let wait = first << text.tries.saturating_sub(1).min(10);
        let again = now + SignedDuration::from_secs(wait.min(LONGEST));
        let again = again.min(text.send_by + SignedDuration::from_millis(1));
        let kept = self
            .db
            .write(async |tx| text_messages::retry(tx, text.id, again).await);
        kept.await?;
        Ok(Fate::Waiting)
    }

    /// When the operator's day began.
    fn day_of(&self, now: Timestamp) -> Timestamp {
        let calendar = &self.rules.calendar;
        let before = calendar.date(now).checked_sub(Span::new().days(1));
        before.map_or(Timestamp::MIN, |day| {
            calendar.end_of(day) + SignedDuration::from_millis(1)
        })
    }
}

fn place(row: i64) -> Place<'static> {
    Place {
        table: "text_messages",
        column: "sealed",
        row,
    }
}
