//! How it ends: the writer rates, asks again, asks to reopen, takes back, erases; editors judge; others say “me too”.

use crate::alerts::danger_in;
use crate::board::App;
use crate::fields;
use crate::messages::personal::must_hold_none_in_public;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::MessageId;
use domain::message::Message;
use domain::rating::{Praise, Rating, Scores, Settled};
use domain::text::Note;
use domain::verb::Verb;
use store::{contents, messages, ratings, replies, supports, take_downs};

/// What the writer says of the answer.
#[derive(Clone, Debug)]
pub struct RatingForm {
    /// Was it settled?
    pub settled: Settled,
    /// The three scores.
    pub scores: Scores,
    /// Words ticked.
    pub words: Vec<Praise>,
    /// A sentence.
    pub sentence: Option<Note>,
}

impl App {
    /// The writer says whether it was settled.
    pub async fn rate(
        &self,
        actor: &Actor,
        id: MessageId,
        form: RatingForm,
    ) -> Result<Message, Refusal> {
        let sentence = form.sentence.map(|text| self.content(fields::RATING, text));
        let rating_id = self.ids.rating(self.clock.now());
        self.act(actor, Verb::Rate, id, async |tx, message, now| {
            message.rate(form.settled, now)?;
            if let Some(sentence) = &sentence {
                must_hold_none_in_public(message, "sentence", &sentence.text)?;
            }
            let sentence =
                contents::add_optional(tx, &self.vault, message, sentence.as_ref()).await?;
            let rating = Rating {
                id: rating_id,
                message: id,
                reply: message.stage.reply(),
                at: now,
                settled: Some(form.settled),
                scores: form.scores,
                words: form.words.clone(),
                sentence,
            };
            ratings::add(tx, &rating).await?;
            Ok(Event::Rated { rating: rating_id })
        })
        .await
    }

    /// The writer asks again under the reply.
    pub async fn follow_up(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<Message, Refusal> {
        let text = self.content(fields::FOLLOW_UP, text);
        let danger = danger_in([text.text.as_str()]);
        self.act(actor, Verb::FollowUp, id, async |tx, message, now| {
            message.follow_up(now, &self.rules)?;
            self.watch(tx, message, actor, danger, now).await?;
            must_hold_none_in_public(message, "text", &text.text)?;
            Ok(Event::FollowedUp {
                text: contents::add(tx, &self.vault, message, &text).await?,
            })
        })
        .await
    }

    /// The writer says that it is not settled.
    pub async fn request_reopen(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<Message, Refusal> {
        let text = self.content(fields::REOPENING, text);
        let danger = danger_in([text.text.as_str()]);
        self.act(actor, Verb::RequestReopen, id, async |tx, message, now| {
            message.request_reopen(now, &self.rules)?;
            self.watch(tx, message, actor, danger, now).await?;
            must_hold_none_in_public(message, "text", &text.text)?;
            Ok(Event::ReopenRequested {
                text: contents::add(tx, &self.vault, message, &text).await?,
            })
        })
        .await
    }

    /// An editor who did not publish the reply agrees: the unit answers again.
    pub async fn reopen(
        &self,
        actor: &Actor,
        id: MessageId,
        note: Option<Note>,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        let note = note.map(|text| self.content(fields::JUDGEMENT, text));
        self.act(actor, Verb::Reopen, id, async |tx, message, now| {
            message.reopen(by, now, &self.rules)?;
            let note = contents::add_optional(tx, &self.vault, message, note.as_ref()).await?;
            Ok(Event::Reopened { note })
        })
        .await
    }

    /// An editor who did not publish the reply does not agree, with the reason.
    pub async fn keep_closed(
        &self,
        actor: &Actor,
        id: MessageId,
        reason: Note,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        let reason = self.content(fields::JUDGEMENT, reason);
        self.act(actor, Verb::KeepClosed, id, async |tx, message, now| {
            message.keep_closed(by, now)?;
            Ok(Event::KeptClosed {
                reason: contents::add(tx, &self.vault, message, &reason).await?,
            })
        })
        .await
    }

    /// The writer takes it back, before a reply.
    pub async fn withdraw(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        self.act(actor, Verb::Withdraw, id, async |tx, message, now| {
            message.withdraw(now, &self.rules)?;
            replies::drop_waiting(tx, id, now).await?;
            take_downs::remove(tx, id).await?;
            let domain::stage::Stage::Withdrawn { effective_at } = message.stage else {
                return Err(Refusal::Stale);
            };
            Ok(Event::Withdrawn { effective_at })
        })
        .await
    }

    /// “Me too”: true when it counts now, false when the person takes it back. Not an event; only the number shows.
    pub async fn support(&self, actor: &Actor, id: MessageId, on: bool) -> Result<u32, Refusal> {
        let person = actor.account()?;
        let counted = self
            .db
            .write(async |tx| {
                let message = messages::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
                actor.may(Verb::Support, &message)?;
                message.stage.stay(Verb::Support)?;
                if !message.is_public(self.clock.now()) {
                    return Err(Refusal::NotFound);
                }
                let changed = if on {
                    supports::add(tx, id, person).await?
                } else {
                    supports::remove(tx, id, person).await?
                };
                if changed {
                    messages::count_support(tx, id, on).await?;
                }
                Ok(match (changed, on) {
                    (true, true) => message.supports + 1,
                    (true, false) => message.supports.saturating_sub(1),
                    (false, _) => message.supports,
                })
            })
            .await;
        self.touched.touch(id);
        counted
    }
}
