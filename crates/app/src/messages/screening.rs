//! An editor screens: publish, decline, divert, redact, move; the writer appeals.

use crate::alerts::danger_in;
use crate::board::App;
use crate::fields;
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::alert::AlertKind;
use domain::event::Event;
use domain::ids::{ContentId, MessageId, Number, OfficeId};
use domain::message::Message;
use domain::office::Office;
use domain::screening::{Channel, DeclineReason, Kind};
use domain::stage::WrongStage;
use domain::text::{Body, Note, Title};
use domain::verb::Verb;
use store::contents::NewContent;
use store::vault::Vault;
use store::{Tx, alerts, contents, messages};

/// The wording that everyone reads, each text only where words have to go.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// 标题
    pub title: Option<Title>,
    /// 正文
    pub body: Option<Body>,
    /// 诉求
    pub demand: Option<Note>,
    /// Why personal data stays in it.
    pub unmasked: Option<Note>,
}

/// A wording with ids and salts.
pub(super) struct Masked {
    pub(super) title: Option<NewContent>,
    pub(super) body: Option<NewContent>,
    pub(super) demand: Option<NewContent>,
}

impl Masked {
    fn texts(&self) -> impl Iterator<Item = &NewContent> {
        [&self.title, &self.body, &self.demand]
            .into_iter()
            .flatten()
    }

    /// Adds the texts; what was masked before and is not now stays masked as it was.
    async fn keep(&self, tx: &mut Tx, vault: &Vault, message: &mut Message) -> Result<(), Refusal> {
        for text in self.texts() {
            contents::add(tx, vault, message, text).await?;
        }
        let id = |text: &Option<NewContent>| text.as_ref().map(|text| text.id);
        let texts = &mut message.texts;
        texts.public_title = id(&self.title).or(texts.public_title);
        texts.public_body = id(&self.body).or(texts.public_body);
        texts.public_demand = id(&self.demand).or(texts.public_demand);
        Ok(())
    }
}

impl App {
    /// Shows a message, or accepts it as not public, in the given wording where words have to go. Personal data that
    /// is found goes anyway, unless there is a reason why it stays.
    pub async fn publish(
        &self,
        actor: &Actor,
        id: MessageId,
        wording: Wording,
    ) -> Result<Message, Refusal> {
        let by = actor.account()?;
        self.act(actor, Verb::Publish, id, async |tx, message, now| {
            message.publish(by, now, &self.rules)?;
            // What may cost a life is read by whoever is on duty before everybody reads it.
            if alerts::is_open(tx, id, AlertKind::Danger).await? {
                return Err(WrongStage::DangerOpen.into());
            }
            let masked = self.public_wording(tx, message, &wording).await?;
            masked.keep(tx, &self.vault, message).await?;
            let unmasked = self.reason(tx, message, &wording).await?;
            let texts = &message.texts;
            let redacted = [texts.public_title, texts.public_body, texts.public_demand];
            Ok(Event::Published {
                redacted: redacted.iter().any(Option::is_some),
                unmasked,
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
        let guidance = self.content(fields::GUIDANCE, guidance);
        self.act(actor, Verb::Decline, id, async |tx, message, now| {
            message.decline(by, reason, now)?;
            let guidance = contents::add(tx, &self.vault, message, &guidance).await?;
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
        let guidance = guidance.map(|text| self.content(fields::GUIDANCE, text));
        self.act(actor, Verb::Divert, id, async |tx, message, now| {
            message.divert(channel, now)?;
            let guidance =
                contents::add_optional(tx, &self.vault, message, guidance.as_ref()).await?;
            Ok(Event::Diverted { channel, guidance })
        })
        .await
    }

    /// Takes words out of the published text.
    pub async fn redact(
        &self,
        actor: &Actor,
        id: MessageId,
        wording: Wording,
    ) -> Result<Message, Refusal> {
        self.act(actor, Verb::Redact, id, async |tx, message, now| {
            message.stay(Verb::Redact, now)?;
            let masked = self.public_wording(tx, message, &wording).await?;
            if masked.texts().next().is_none() {
                return Err(Refusal::field("body", Problem::Choose));
            }
            masked.keep(tx, &self.vault, message).await?;
            let unmasked = self.reason(tx, message, &wording).await?;
            let id = |text: &Option<NewContent>| text.as_ref().map(|text| text.id);
            Ok(Event::Redacted {
                title: id(&masked.title),
                body: id(&masked.body),
                demand: id(&masked.demand),
                unmasked,
            })
        })
        .await
    }

    async fn reason(
        &self,
        tx: &mut Tx,
        message: &Message,
        wording: &Wording,
    ) -> Result<Option<ContentId>, Refusal> {
        let reason = wording.unmasked.as_ref();
        let reason = reason.map(|text| self.content(fields::UNMASKED, text));
        Ok(contents::add_optional(tx, &self.vault, message, reason.as_ref()).await?)
    }

    /// The writer asks another editor to look at a declined message, once.
    pub async fn appeal(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<Message, Refusal> {
        let text = self.content(fields::APPEAL, text);
        let danger = danger_in([text.text.as_str()]);
        self.act(actor, Verb::Appeal, id, async |tx, message, now| {
            message.appeal(now, &self.rules)?;
            self.watch(tx, message, actor, danger, now).await?;
            Ok(Event::Appealed {
                text: contents::add(tx, &self.vault, message, &text).await?,
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
        let office = self.open_office(to)?;
        self.act(actor, Verb::MoveOffice, id, async |_tx, message, now| {
            self.may_go_to(message, message.kind, &office)?;
            let from = message.office;
            message.move_office(to, office.region.clone(), now, &self.rules)?;
            Ok(Event::OfficeMoved { from, to })
        })
        .await
    }

    pub(super) fn open_office(&self, id: OfficeId) -> Result<Office, Refusal> {
        let reference = self.reference();
        let office = reference.office(id).filter(|office| office.open);
        office
            .cloned()
            .ok_or(Refusal::field("office", Problem::Choose))
    }

    /// Refuses an office that does not take this kind, or whose own unit is complained about.
    pub(super) fn may_go_to(
        &self,
        message: &Message,
        kind: Kind,
        office: &Office,
    ) -> Result<(), Refusal> {
        if !office.takes(kind) {
            return Err(Refusal::field("office", Problem::NotTaken));
        }
        let reference = self.reference();
        let is_below = |accused, unit| reference.units_below(accused).contains(&unit);
        if office
            .unit
            .is_some_and(|unit| message.is_kept_from(unit, is_below))
        {
            return Err(Refusal::field("office", Problem::Accused));
        }
        Ok(())
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
