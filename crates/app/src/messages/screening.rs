//! An editor screens: publish, decline, divert, redact, move; the writer appeals.

use crate::board::App;
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::{MessageId, Number, OfficeId, PersonId};
use domain::message::Message;
use domain::screening::{Channel, DeclineReason, TakeDownGround};
use domain::text::{Body, Note, Title};
use domain::verb::Verb;
use store::{contents, messages};

impl App {
    /// Shows a message, or accepts it as not public. Where words have to go, `title` or `body` is the published text.
    pub async fn publish(
        &self,
        actor: &Actor,
        id: MessageId,
        title: Option<Title>,
        body: Option<Body>,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        let title = title.map(|text| self.content("title.public", text));
        let body = body.map(|text| self.content("body.public", text));
        self.act(actor, Verb::Publish, id, async |tx, message, now| {
            message.publish(by, now, &self.rules)?;
            for text in [&title, &body].into_iter().flatten() {
                contents::add(tx, id, text).await?;
            }
            message.texts.public_title = title.as_ref().map(|text| text.id);
            message.texts.public_body = body.as_ref().map(|text| text.id);
            Ok(Event::Published {
                redacted: title.is_some() || body.is_some(),
            })
        })
        .await
    }

    /// Does not show a message: a public reason, and guidance for the writer.
    pub async fn decline(
        &self,
        actor: &Actor,
        id: MessageId,
        reason: DeclineReason,
        guidance: Note,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        let guidance = self.content("guidance", guidance);
        self.act(actor, Verb::Decline, id, async |tx, message, now| {
            message.decline(by, reason, now)?;
            let guidance = contents::add(tx, id, &guidance).await?;
            Ok(Event::Declined {
                reason,
                guidance: Some(guidance),
            })
        })
        .await
    }

    /// Names the channel that the law provides, with the warning that legal time limits keep running.
    pub async fn divert(
        &self,
        actor: &Actor,
        id: MessageId,
        channel: Channel,
        guidance: Option<Note>,
    ) -> Result<Message, Refusal> {
        let guidance = guidance.map(|text| self.content("guidance", text));
        self.act(actor, Verb::Divert, id, async |tx, message, now| {
            message.divert(channel, now)?;
            let guidance = match &guidance {
                Some(text) => Some(contents::add(tx, id, text).await?),
                None => None,
            };
            Ok(Event::Diverted { channel, guidance })
        })
        .await
    }

    /// Takes words out of the published text.
    pub async fn redact(
        &self,
        actor: &Actor,
        id: MessageId,
        title: Option<Title>,
        body: Option<Body>,
    ) -> Result<Message, Refusal> {
        let title = title.map(|text| self.content("title.public", text));
        let body = body.map(|text| self.content("body.public", text));
        self.act(actor, Verb::Redact, id, async |tx, message, now| {
            message.stay(Verb::Redact, now)?;
            for text in [&title, &body].into_iter().flatten() {
                contents::add(tx, id, text).await?;
            }
            if let Some(title) = &title {
                message.texts.public_title = Some(title.id);
            }
            if let Some(body) = &body {
                message.texts.public_body = Some(body.id);
            }
            Ok(Event::Redacted {
                title: title.as_ref().map(|t| t.id),
                body: body.as_ref().map(|t| t.id),
            })
        })
        .await
    }

    /// Removes what was public. Two people: the supervisor who does it, and the one who agreed.
    pub async fn take_down(
        &self,
        actor: &Actor,
        id: MessageId,
        ground: TakeDownGround,
        second: PersonId,
    ) -> Result<Message, Refusal> {
        if actor.person == Some(second) {
            return Err(domain::permission::Forbidden::Concerned.into());
        }
        self.act(actor, Verb::TakeDown, id, async |tx, message, now| {
            message.take_down(ground, now)?;
            store::replies::drop_waiting(tx, id, now).await?;
            Ok(Event::TakenDown { ground, second })
        })
        .await
    }

    /// The writer asks another editor to look at a declined message, once.
    pub async fn appeal(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<Message, Refusal> {
        let text = self.content("appeal", text);
        self.act(actor, Verb::Appeal, id, async |tx, message, now| {
            message.appeal(now, &self.rules)?;
            Ok(Event::Appealed {
                text: contents::add(tx, id, &text).await?,
            })
        })
        .await
    }

    /// Gives a message to another office.
    pub async fn move_office(
        &self,
        actor: &Actor,
        id: MessageId,
        to: OfficeId,
    ) -> Result<Message, Refusal> {
        let reference = self.reference();
        let office = reference.office(to).filter(|office| office.open);
        let office = office.ok_or(Refusal::field("office", Problem::Choose))?;
        self.act(actor, Verb::MoveOffice, id, async |_tx, message, now| {
            if !office.takes(message.kind) {
                return Err(Refusal::field("office", Problem::NotTaken));
            }
            let from = message.office;
            message.move_office(to, office.region.clone(), now, &self.rules)?;
            Ok(Event::OfficeMoved { from, to })
        })
        .await
    }

    /// Links a repeat of the same writer to the earlier thread.
    pub async fn link_duplicate(
        &self,
        actor: &Actor,
        id: MessageId,
        earlier: Number,
    ) -> Result<Message, Refusal> {
        self.act(actor, Verb::LinkDuplicate, id, async |tx, message, now| {
            let to = messages::by_number(tx, earlier)
                .await?
                .filter(|to| *to != id);
            let to = to.ok_or(Refusal::field("earlier", Problem::Unknown))?;
            message.stay(Verb::LinkDuplicate, now)?;
            Ok(Event::LinkedDuplicate { to })
        })
        .await
    }
}
