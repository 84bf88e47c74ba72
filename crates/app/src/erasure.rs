//! Erasure: what the writer wrote goes, with all that repeats it, wherever it lies; that it was there stays said.
//!
//! The transaction takes texts, salts, the key of the salts, the pictures' rows and the pen name. A job, enqueued in it,
//! takes what is no row: files, old pages in the write-ahead log. The search follows the event, pages are made anew. The
//! list that is kept apart lets a restored backup be erased again.

use crate::board::App;
use crate::fields;
use crate::jobs::Job;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::MessageId;
use domain::message::Message;
use domain::verb::Verb;
use store::{alerts, contents, messages, pictures, take_downs};

impl App {
    /// The writer has what they wrote and their pictures erased. The thread says so; the officials' answers stay.
    pub async fn erase(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        let blobs = self
            .db
            .read(async |tx| pictures::of_message(tx, id).await)
            .await?;
        let blobs = blobs.into_iter();
        let blobs: Vec<_> = blobs
            .flat_map(|picture| [picture.blob, picture.thumb])
            .collect();
        let scrub = Job::Scrub {
            erased: Some(id),
            blobs: blobs.clone(),
        };
        let scrub_id = self.ids.next(self.clock.now());
        let fresh = self.message_key(id);
        let message = self
            .act(actor, Verb::Erase, id, async |tx, message, now| {
                message.erase(now)?;
                pictures::erase(tx, id).await?;
                contents::erase(tx, &self.vault, id, fields::BY_THE_WRITER, &fresh).await?;
                alerts::forget_texts(tx, id).await?;
                take_downs::remove(tx, id).await?;
                message.pen_name.clear();
                self.takes_back_consent(tx, actor, message, now).await?;
                scrub.push(tx, scrub_id, now).await?;
                Ok(Event::Erased)
            })
            .await?;
        self.remove_blobs(blobs).await?;
        Ok(message)
    }

    /// Removes what an erasure left outside its rows. It may run twice.
    pub(crate) async fn scrub(
        &self,
        erased: Option<MessageId>,
        blobs: &[String],
    ) -> Result<(), Refusal> {
        if let Some((id, list)) = erased.zip(self.erasures.clone()) {
            let now = self.clock.now();
            let added = tokio::task::spawn_blocking(move || list.add(id, now)).await;
            added.map_err(|why| store::Error::Lost(why.to_string().into()))??;
        }
        self.remove_blobs(blobs.iter().cloned()).await?;
        Ok(self.db.scrub().await?)
    }

    /// Erases again what a restored backup brought back, in the name of its writers, as the list says that they had it
    /// erased. How many.
    pub async fn erase_again(&self) -> Result<usize, Refusal> {
        let Some(list) = self.erasures.clone() else {
            return Ok(0);
        };
        let listed = tokio::task::spawn_blocking(move || list.read()).await;
        let listed = listed.map_err(|why| store::Error::Lost(why.to_string().into()))??;
        let back = self.db.read(async |tx| {
            let mut back = Vec::new();
            for id in listed {
                let message = messages::by_id(tx, id).await?;
                let message = message.filter(|message| message.erased_at.is_none());
                back.extend(message.and_then(|message| Some((id, message.writer?))));
            }
            Ok::<_, Refusal>(back)
        });
        let back = back.await?;
        for (id, writer) in &back {
            self.erase(&Actor::citizen(*writer), *id).await?;
        }
        Ok(back.len())
    }
}
