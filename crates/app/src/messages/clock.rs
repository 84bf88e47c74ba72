//! What happens by itself when time passes: silence, lateness, reminders, the end of waiting, the end.

use crate::board::App;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::MessageId;
use domain::stage::Stage;
use domain::verb::Verb;
use store::messages;

/// Messages looked at in one go.
const BATCH: u32 = 200;

/// What a tick of the clock did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Messages that were changed.
    pub changed: u32,
    /// More wait.
    pub more: bool,
}

impl App {
    /// Does what is due now, once. Call it again while more waits.
    pub async fn tick(&self) -> Result<Ticked, Refusal> {
        // What cannot wait comes first.
        while self.wake_alerts().await? {}
        let now = self.clock.now();
        let due = self
            .db
            .read(async |tx| messages::waking(tx, now, BATCH).await)
            .await?;
        let mut ticked = Ticked::default();
        for id in &due {
            match self.wake(*id).await {
                Ok(()) => ticked.changed += 1,
                // A person was faster: the next look sees what they left.
                Err(
                    Refusal::Stale | Refusal::WrongStage(_) | Refusal::Busy | Refusal::NotFound,
                ) => {}
                Err(other) => return Err(other),
            }
        }
        ticked.more = ticked.changed > 0 && u32::try_from(due.len()).is_ok_and(|due| due == BATCH);
        Ok(ticked)
    }

    /// Does the one thing that is due at a message.
    async fn wake(&self, id: MessageId) -> Result<(), Refusal> {
        let now = self.clock.now();
        let clock = Actor::CLOCK;
        let message = self
            .db
            .read(async |tx| messages::by_id(tx, id).await)
            .await?
            .ok_or(Refusal::NotFound)?;
        match message.stage {
            Stage::Assigned { accept_by, .. } if now > accept_by => {
                drop(self.accept(&clock, id).await?);
            }
            Stage::AwaitingWriter { resume_by, .. } if now > resume_by => {
                drop(self.answer_clarification(&clock, id, None).await?);
            }
            Stage::Replied { rate_by, .. } if now > rate_by => {
                let closed = self.act(&clock, Verb::Close, id, async |_tx, message, now| {
                    Ok(Event::Closed {
                        result: message.close(now)?,
                    })
                });
                drop(closed.await?);
            }
            // Lateness comes first: a unit that is late already is not reminded that it will be.
            _ => drop(
                self.act(&clock, Verb::Remind, id, async |_tx, message, now| {
                    if let Some(step) = message.note_late(now) {
                        return Ok(Event::Late { step });
                    }
                    if message.remind_before_due(now, &self.rules) {
                        return Ok(Event::Reminded { note: None });
                    }
                    Err(Refusal::Stale)
                })
                .await?,
            ),
        }
        Ok(())
    }
}
