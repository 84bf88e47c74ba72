//! The answer: handed in by a unit, returned or published by an editor, corrected in the open.

use crate::board::App;
use crate::fields;
use crate::messages::personal::{found_in_reply, must_hold_none, refuse};
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::{MessageId, ReplyId};
use domain::message::Message;
use domain::reply::{Outcome, Reply, ReplyKind, ReplyState, ReturnReason};
use domain::stage::Stage;
use domain::text::{Body, Note};
use domain::verb::Verb;
use store::{contents, replies};

/// A final reply as the unit hands it in.
#[derive(Clone, Debug)]
pub struct ReplyForm {
    /// The text.
    pub text: Body,
    /// What came of it.
    pub outcome: Outcome,
}

impl App {
    /// Hands in the final reply for review.
    pub async fn submit_reply(
        &self,
        actor: &Actor,
        id: MessageId,
        form: ReplyForm,
    ) -> Result<Message, Refusal> {
        let today = self.rules.calendar.date(self.clock.now());
        if form.outcome.day().is_some_and(|day| day <= today) {
            return Err(Refusal::field("day", Problem::Day));
        }
        let text = self.content(fields::REPLY, form.text);
        let reply_id: ReplyId = self.ids.reply(self.clock.now());
        self.act(actor, Verb::SubmitReply, id, async |tx, message, now| {
            message.submit_reply(reply_id, now, &self.rules)?;
            let reply = Reply {
                id: reply_id,
                message: id,
                unit: message.stage.unit(),
                kind: ReplyKind::Final,
                text: contents::add(tx, &self.vault, message, &text).await?,
                outcome: Some(form.outcome),
                by: actor.person,
                submitted_at: now,
                state: ReplyState::InReview,
                reviewed_at: None,
            };
            replies::add(tx, &reply).await?;
            Ok(Event::ReplySubmitted { reply: reply_id })
        })
        .await
    }

    /// Returns a reply that says nothing.
    pub async fn return_reply(
        &self,
        actor: &Actor,
        id: MessageId,
        reason: ReturnReason,
        note: Option<Note>,
    ) -> Result<Message, Refusal> {
        let note = note.map(|text| self.content(fields::NOTE, text));
        self.act(actor, Verb::ReturnReply, id, async |tx, message, now| {
            let reply = in_review(message, Verb::ReturnReply)?;
            message.return_reply(now, &self.rules)?;
            replies::reviewed(tx, reply, ReplyState::Returned, now).await?;
            let note = contents::add_optional(tx, &self.vault, message, note.as_ref()).await?;
            let answer_by = message
                .clock
                .as_ref()
                .map_or(now, domain::deadline::Clock::next_due);
            Ok(Event::ReplyReturned {
                reply,
                reason,
                note,
                answer_by,
            })
        })
        .await
    }

    /// Publishes the reply in review. Where it holds personal data, there is a reason why that stays.
    pub async fn publish_reply(
        &self,
        actor: &Actor,
        id: MessageId,
        unmasked: Option<Note>,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        let unmasked = unmasked.map(|text| self.content(fields::UNMASKED, text));
        self.act(actor, Verb::PublishReply, id, async |tx, message, now| {
            let reply = in_review(message, Verb::PublishReply)?;
            let row = replies::by_id(tx, reply).await?.ok_or(Refusal::Stale)?;
            let outcome = row.outcome.ok_or(Refusal::Stale)?;
            let text = contents::texts(tx, [row.text]).await?.remove(&row.text);
            if unmasked.is_none() {
                refuse("unmasked", &found_in_reply(&text.unwrap_or_default()))?;
            }
            let on_time = message.on_time(row.submitted_at);
            message.publish_reply(by, row.submitted_at, outcome, now, &self.rules)?;
            replies::reviewed(tx, reply, ReplyState::Published, now).await?;
            Ok(Event::ReplyPublished {
                reply,
                on_time,
                unmasked: contents::add_optional(tx, &self.vault, message, unmasked.as_ref())
                    .await?,
            })
        })
        .await
    }

    /// Corrects a published reply; the thread says that and when.
    pub async fn correct_reply(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Body,
    ) -> Result<Message, Refusal> {
        must_hold_none("text", text.as_str())?;
        let text = self.content(fields::REPLY, text);
        self.act(actor, Verb::CorrectReply, id, async |tx, message, now| {
            message.stay(Verb::CorrectReply, now)?;
            let reply = message.stage.reply().ok_or(Refusal::Stale)?;
            let text = contents::add(tx, &self.vault, message, &text).await?;
            replies::corrected(tx, reply, text).await?;
            Ok(Event::ReplyCorrected { reply, text })
        })
        .await
    }
}

fn in_review(message: &Message, verb: Verb) -> Result<ReplyId, Refusal> {
    match message.stage {
        Stage::InReview { reply, .. } => Ok(reply),
        _ => Err(message.stage.refuse(verb).into()),
    }
}
