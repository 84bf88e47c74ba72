//! The six beats of every action on a message: load, judge, change — save, record the event, enqueue the job.

use crate::board::App;
use crate::jobs::Job;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::MessageId;
use domain::message::Message;
use domain::verb::Verb;
use store::{Tx, messages};

impl App {
    /// Runs one action on one message in one transaction.
    ///
    /// `change` is the third beat: it changes the message through one of its verbs, writes what belongs to it
    /// (texts, a reply, a rating) and names the event. All else is alike for every action and stands here once:
    /// a change without an event cannot be written.
    pub(crate) async fn act(
        &self,
        actor: &Actor,
        verb: Verb,
        id: MessageId,
        change: impl AsyncFnOnce(&mut Tx, &mut Message, Timestamp) -> Result<Event, Refusal>,
    ) -> Result<Message, Refusal> {
        self.ledger.is_sound()?;
        let now = self.clock.now();
        let event_id = self.ids.event(now);
        let job_id = self.ids.next(now);
        let changed = self
            .db
            .write(async |tx| {
                let mut message = messages::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
                actor.may(verb, &message)?;
                let event = change(tx, &mut message, now).await?;

                messages::change(tx, &message, &self.rules, (event_id, actor.by(), &event)).await?;
                if let Some(job) = Job::after(&event, &message) {
                    job.push(tx, job_id, now).await?;
                }
                Ok(message)
            })
            .await;
        self.touched.touch(id);
        changed
    }
}
