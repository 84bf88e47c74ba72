//! The unit works: asks the writer, asks for days, writes down what was done, says how far it is.

use crate::alerts::danger_in;
use crate::board::App;
use crate::fields;
use crate::messages::personal::must_hold_none;
use crate::refusal::{Problem, Refusal};
use domain::actor::{Actor, Role};
use domain::event::Event;
use domain::ids::{MessageId, ReplyId};
use domain::message::Message;
use domain::reply::{Reply, ReplyKind, ReplyState};
use domain::text::{Body, Note};
use domain::verb::Verb;
use jiff::civil::Date;
use store::{contents, replies};

impl App {
    /// Asks the writer something, in private; the clock stands still.
    pub async fn ask_writer(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<Message, Refusal> {
        let text = self.content(fields::CLARIFICATION, text);
        self.act(actor, Verb::AskWriter, id, async |tx, message, now| {
            message.ask_writer(now, &self.rules)?;
            let unit = message.stage.unit().ok_or(Refusal::Stale)?;
            Ok(Event::WriterAsked {
                unit,
                text: contents::add(tx, &self.vault, message, &text).await?,
            })
        })
        .await
    }

    /// The writer answers; without a text it is the clock, because the time for it is over.
    pub async fn answer_clarification(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Option<Note>,
    ) -> Result<Message, Refusal> {
        if text.is_none() && actor.role != Role::Clock {
            return Err(Refusal::field("text", domain::text::TextProblem::Empty));
        }
        let text = text.map(|text| self.content(fields::CLARIFICATION, text));
        let danger = danger_in(text.as_ref().map(|text| text.text.as_str()));
        self.act(
            actor,
            Verb::AnswerClarification,
            id,
            async |tx, message, now| {
                message.answer_clarification(now, &self.rules)?;
                self.watch(tx, message, actor, danger, now).await?;
                let text = contents::add_optional(tx, &self.vault, message, text.as_ref()).await?;
                Ok(Event::ClarificationAnswered { text })
            },
        )
        .await
    }

    /// Asks for the one extension.
    pub async fn request_extension(
        &self,
        actor: &Actor,
        id: MessageId,
        days: u32,
        reason: Note,
    ) -> Result<Message, Refusal> {
        let reason = self.content(fields::EXTENSION, reason);
        self.act(
            actor,
            Verb::RequestExtension,
            id,
            async |tx, message, now| {
                message.request_extension(days, now, &self.rules)?;
                Ok(Event::ExtensionRequested {
                    days,
                    reason: contents::add(tx, &self.vault, message, &reason).await?,
                })
            },
        )
        .await
    }

    /// A supervisor gives the days.
    pub async fn grant_extension(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        self.act(
            actor,
            Verb::GrantExtension,
            id,
            async |_tx, message, now| {
                message.judge_extension(true, now, &self.rules)?;
                let clock = message.clock.as_ref().ok_or(Refusal::Stale)?;
                let days = match clock.extension {
                    domain::deadline::Extension::Granted { days } => days,
                    _ => 0,
                };
                Ok(Event::ExtensionGranted {
                    days,
                    due: clock.due,
                })
            },
        )
        .await
    }

    /// A supervisor does not.
    pub async fn deny_extension(
        &self,
        actor: &Actor,
        id: MessageId,
        reason: Option<Note>,
    ) -> Result<Message, Refusal> {
        let reason = reason.map(|text| self.content(fields::EXTENSION, text));
        self.act(actor, Verb::DenyExtension, id, async |tx, message, now| {
            message.judge_extension(false, now, &self.rules)?;
            let reason = contents::add_optional(tx, &self.vault, message, reason.as_ref()).await?;
            Ok(Event::ExtensionDenied { reason })
        })
        .await
    }

    /// Writes down a contact, a visit, an inspection on the spot.
    pub async fn record_offline(
        &self,
        actor: &Actor,
        id: MessageId,
        day: Date,
        text: Note,
    ) -> Result<Message, Refusal> {
        if day > self.rules.calendar.date(self.clock.now()) {
            return Err(Refusal::field("day", Problem::Day));
        }
        must_hold_none("text", text.as_str())?;
        let text = self.content(fields::OFFLINE, text);
        self.act(actor, Verb::RecordOffline, id, async |tx, message, now| {
            message.stay(Verb::RecordOffline, now)?;
            Ok(Event::OfflineRecorded {
                day,
                text: contents::add(tx, &self.vault, message, &text).await?,
            })
        })
        .await
    }

    /// Says in public how far it is; stops no clock.
    pub async fn post_interim(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Body,
    ) -> Result<Message, Refusal> {
        must_hold_none("text", text.as_str())?;
        let text = self.content(fields::INTERIM, text);
        let reply_id: ReplyId = self.ids.reply(self.clock.now());
        self.act(actor, Verb::PostInterim, id, async |tx, message, now| {
            message.stay(Verb::PostInterim, now)?;
            let reply = Reply {
                id: reply_id,
                message: id,
                unit: message.stage.unit(),
                kind: ReplyKind::Interim,
                text: contents::add(tx, &self.vault, message, &text).await?,
                outcome: None,
                by: actor.person,
                submitted_at: now,
                state: ReplyState::Published,
                reviewed_at: None,
            };
            replies::add(tx, &reply).await?;
            Ok(Event::InterimPosted { reply: reply_id })
        })
        .await
    }
}
