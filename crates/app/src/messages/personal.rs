//! Personal data: hidden before anyone reads it, and shown to the unit in charge only where the writer allowed it.

use crate::board::App;
use crate::fields;
use crate::messages::screening::{Masked, Wording};
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use domain::actor::Actor;
use domain::event::Event;
use domain::form::Field;
use domain::ids::{ContentId, MessageId, PersonId};
use domain::message::Message;
use domain::permission::Forbidden;
use domain::screening::Visibility;
use domain::security::SecurityKind;
use domain::text::{Body, Note, Title};
use domain::verb::Verb;
use hanzi::personal::{Found, Kind, find, mask};
use ledger::facts::Name;
use std::collections::HashMap;
use store::contents::NewContent;
use store::vault::Place;
use store::{Tx, contents, messages, people};

/// What officials write: the telephone of an office is for everybody.
pub fn found_in_reply(text: &str) -> Vec<Found> {
    let mut found = find(text);
    found.retain(|piece| piece.kind != Kind::Landline);
    found
}

/// Refuses a text that goes out unread by an editor, where it holds personal data.
pub(crate) fn must_hold_none(field: Field, text: &str) -> Result<(), Refusal> {
    refuse(field, &found_in_reply(text))
}

/// The same for a text of the writer's, which everybody reads where the message is public.
pub(crate) fn must_hold_none_in_public(
    message: &Message,
    field: Field,
    text: &str,
) -> Result<(), Refusal> {
    if message.visibility == Visibility::Public {
        refuse(field, &find(text))
    } else {
        Ok(())
    }
}

/// Refuses what was found, by the name of the first kind.
pub(crate) fn refuse(field: Field, found: &[Found]) -> Result<(), Refusal> {
    match found.first() {
        Some(piece) => Err(Refusal::field(field, Problem::Personal(piece.kind))),
        None => Ok(()),
    }
}

impl App {
    /// The wording that goes out: what the editor wrote, and where the editor wrote nothing, what is there without the
    /// personal data in it. Where the editor's own words hold some, there is a reason for it.
    pub(super) async fn public_wording(
        &self,
        tx: &mut Tx,
        message: &mut Message,
        wording: &Wording,
    ) -> Result<Masked, Refusal> {
        let texts = &message.texts;
        let (title, body) = (
            texts.public_title.unwrap_or(texts.title),
            texts.public_body.unwrap_or(texts.body),
        );
        let demand = texts.public_demand.or(texts.demand);
        let place = texts.place;
        let ids = [title, body].into_iter().chain(demand).chain(place);
        let written = contents::texts(tx, ids).await?;
        let hidden = |id: Option<ContentId>| hidden(&written, id, wording.unmasked.is_some());
        if hidden_place(&written, place) {
            message.hide_place = true;
        }
        let given = [
            wording.title.as_ref().map(Title::as_str),
            wording.body.as_ref().map(Body::as_str),
            wording.demand.as_ref().map(Note::as_str),
        ];
        if wording.unmasked.is_none() {
            for text in given.into_iter().flatten() {
                refuse("unmasked", &find(text))?;
            }
        }
        let [own_title, own_body, own_demand] = given;
        let new = |name: Name, own: Option<&str>, id: Option<ContentId>| -> Option<NewContent> {
            let text = own.map(str::to_owned).or_else(|| hidden(id))?;
            // What goes out as it was written needs no wording of its own.
            let written = id.and_then(|id| written.get(&id));
            let stays = wording.unmasked.is_some() && written == Some(&text);
            (!stays).then(|| self.content(name, text))
        };
        Ok(Masked {
            title: new(fields::PUBLIC_TITLE, own_title, Some(title)),
            body: new(fields::PUBLIC_BODY, own_body, Some(body)),
            demand: new(fields::PUBLIC_DEMAND, own_demand, demand),
        })
    }

    /// The phone of the writer, for staff of the unit in charge, where the writer opened the identity switch.
    ///
    /// Each look is an event with its reason; the writer is told by text message and reads who, when and why.
    pub async fn reveal_contact(
        &self,
        actor: &Actor,
        id: MessageId,
        reason: Note,
    ) -> Result<String, Refusal> {
        let reason = self.content(fields::REASON, reason);
        let mut looked_up = None;
        self.act(actor, Verb::RevealContact, id, async |tx, message, now| {
            message.reveal_contact(now)?;
            let unit = message.stage.unit().ok_or(Refusal::Stale)?;
            let writer = message.writer.ok_or(Refusal::NotFound)?;
            let sealed = people::phone(tx, writer).await?.ok_or(Refusal::NotFound)?;
            looked_up = Some((writer, sealed));
            let looked = Happened::done(SecurityKind::Reveal).by_actor(actor);
            self.record_in(tx, looked.about(id).detail("contact"))
                .await?;
            Ok(Event::ContactRevealed {
                unit,
                reason: contents::add(tx, &self.vault, message, &reason).await?,
            })
        })
        .await?;
        let (writer, sealed) = looked_up.ok_or(Refusal::Stale)?;
        self.open_phone(writer, &sealed)
    }

    /// The same phone as it is shown without a look: its ends. None: this person may not look, or the switch is closed.
    pub async fn masked_contact(
        &self,
        actor: &Actor,
        id: MessageId,
    ) -> Result<Option<String>, Refusal> {
        let found = self.db.read(async |tx| {
            let Some(message) = messages::by_id(tx, id).await? else {
                return Ok(None);
            };
            let may = message.identity_open && actor.may(Verb::RevealContact, &message).is_ok();
            let Some(writer) = message.writer.filter(|_writer| may) else {
                return Ok(None);
            };
            let sealed = people::phone(tx, writer).await?;
            Ok::<_, Refusal>(sealed.map(|sealed| (writer, sealed)))
        });
        let Some((writer, sealed)) = found.await? else {
            return Ok(None);
        };
        let phone = self.open_phone(writer, &sealed)?;
        Ok(Some(hanzi::mask::phone(&phone)))
    }

    pub(crate) fn open_phone(&self, writer: PersonId, sealed: &[u8]) -> Result<String, Refusal> {
        let place = Place {
            table: "people",
            column: "phone_sealed",
            row: writer.0,
        };
        self.vault.open(place, sealed).map_err(|_sealed| {
            tracing::error!(person = %writer, "a phone cannot be decrypted");
            Refusal::Forbidden(Forbidden::NotYours)
        })
    }
}

/// The text without personal data; none where there is none, or it stays for a reason.
fn hidden(
    written: &HashMap<ContentId, String>,
    id: Option<ContentId>,
    stays: bool,
) -> Option<String> {
    let text = written.get(&id?).filter(|_text| !stays)?;
    let found = find(text);
    (!found.is_empty()).then(|| mask(text, &found))
}

fn hidden_place(written: &HashMap<ContentId, String>, place: Option<ContentId>) -> bool {
    let text = place.and_then(|id| written.get(&id));
    text.is_some_and(|text| !find(text).is_empty())
}
