//! Removing what was public: one person asks on a named legal basis, another agrees or does not. Until then nothing
//! happens; what happened leaves a tombstone, an event and an entry in the ledger.

use crate::board::App;
use crate::chance::draw;
use crate::fields;
use crate::refusal::Refusal;
use crate::security::Happened;
use domain::Timestamp;
use domain::actor::Actor;
use domain::event::Event;
use domain::ids::{MessageId, Number, PersonId};
use domain::message::Message;
use domain::permission::Forbidden;
use domain::screening::TakeDownGround;
use domain::security::SecurityKind;
use domain::text::Note;
use domain::verb::Verb;
use store::take_downs::{self, Asked};
use store::vault::Place;
use store::{contents, messages, people};

/// Most that a list shows.
const LISTED: u32 = 200;

/// A take-down that was asked for, as those see it who may agree.
#[derive(Clone, Debug)]
pub struct AskedTakeDown {
    /// On what ground.
    pub ground: TakeDownGround,
    /// The legal basis.
    pub basis: String,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// This person asked.
    pub is_own: bool,
    /// This person may agree.
    pub can_agree: bool,
}

/// A message that somebody asked to take down, in a list.
#[derive(Clone, Debug)]
pub struct TakeDownRow {
    /// The message's number.
    pub number: Option<Number>,
    /// On what ground.
    pub ground: TakeDownGround,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl App {
    /// Whether this person has to do with take-downs at all.
    pub fn sees_take_downs(actor: &Actor) -> bool {
        actor.could(Verb::TakeDown) || actor.could(Verb::Redact)
    }

    /// Whether this person may ask for this message to be taken down: whoever screens, and whoever supervises.
    pub fn may_ask_take_down(actor: &Actor, message: &Message) -> Result<(), Refusal> {
        message.stage.may_leave_by(Verb::TakeDown)?;
        let screens = actor.may(Verb::Redact, message);
        let supervises = actor.may(Verb::TakeDown, message);
        Ok(supervises.or(screens)?)
    }

    /// Asks that what is public be removed. Nothing happens before a second person agrees.
    pub async fn ask_take_down(
        &self,
        actor: &Actor,
        id: MessageId,
        ground: TakeDownGround,
        basis: Note,
    ) -> Result<(), Refusal> {
        let person = actor.account()?;
        let at = self.clock.now();
        let asked = Asked {
            message: id,
            ground,
            basis_sealed: self
                .vault
                .seal(place(id), basis.as_str(), draw(&*self.chance)),
            person,
            at,
        };
        let kept = self.db.write(async |tx| {
            let message = messages::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
            Self::may_ask_take_down(actor, &message)?;
            if take_downs::lock(tx, id).await?.is_some() {
                return Err(Refusal::Stale);
            }
            self.knows_all_keys(tx).await?;
            take_downs::add(tx, &asked).await?;
            Ok(self.record_in(tx, happened(actor, id, "asked")).await?)
        });
        kept.await
    }

    /// Removes it. Two people: the supervisor who does it, and the one who asked.
    pub async fn agree_take_down(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        let known = self.db.read(async |tx| take_downs::of(tx, id).await);
        let known = known.await?.ok_or(Refusal::Stale)?;
        let basis = Note::parse(&self.basis(&known)?).map_err(|_empty| Refusal::Stale)?;
        let basis = self.content(fields::BASIS, basis);
        let (ground, second) = (known.ground, known.person);
        self.act(actor, Verb::TakeDown, id, async |tx, message, now| {
            let still = take_downs::lock(tx, id).await?;
            if still.as_ref() != Some(&known) {
                return Err(Refusal::Stale);
            }
            is_second(actor, second)?;
            message.take_down(ground, now)?;
            store::replies::drop_waiting(tx, id, now).await?;
            take_downs::remove(tx, id).await?;
            self.record_in(tx, happened(actor, id, "agreed")).await?;
            Ok(Event::TakenDown {
                ground,
                second,
                basis: contents::add(tx, &self.vault, message, &basis).await?,
            })
        })
        .await
    }

    /// Ends the asking: a second person does not agree, or whoever asked takes it back.
    pub async fn drop_take_down(&self, actor: &Actor, id: MessageId) -> Result<(), Refusal> {
        let person = actor.account()?;
        let ended = self.db.write(async |tx| {
            let message = messages::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
            let asked = take_downs::lock(tx, id).await?.ok_or(Refusal::Stale)?;
            if asked.person != person {
                actor.may(Verb::TakeDown, &message)?;
            }
            take_downs::remove(tx, id).await?;
            Ok(self.record_in(tx, happened(actor, id, "ended")).await?)
        });
        ended.await
    }

    /// What was asked of a message, for those who have to do with it.
    pub async fn asked_take_down(
        &self,
        actor: &Actor,
        message: &Message,
    ) -> Result<Option<AskedTakeDown>, Refusal> {
        if !Self::sees_take_downs(actor) {
            return Ok(None);
        }
        let found = self.db.read(async |tx| {
            let Some(asked) = take_downs::of(tx, message.id).await? else {
                return Ok(None);
            };
            let by = people::by_id(tx, asked.person).await?;
            Ok::<_, Refusal>(Some((asked, by)))
        });
        let Some((asked, by)) = found.await? else {
            return Ok(None);
        };
        let leaves = message.stage.may_leave_by(Verb::TakeDown).is_ok();
        let may = actor.may(Verb::TakeDown, message).is_ok();
        Ok(Some(AskedTakeDown {
            ground: asked.ground,
            basis: self.basis(&asked)?,
            by: by.and_then(|by| by.staff_name).unwrap_or_default(),
            at: asked.at,
            is_own: actor.person == Some(asked.person),
            can_agree: leaves && may && is_second(actor, asked.person).is_ok(),
        }))
    }

    /// How many wait for a second person; none: this person has nothing to do with them.
    pub async fn take_downs_waiting(&self, actor: &Actor) -> Result<Option<i64>, Refusal> {
        if !Self::sees_take_downs(actor) {
            return Ok(None);
        }
        let counted = self.db.read(async |tx| take_downs::count(tx).await);
        Ok(Some(counted.await?))
    }

    /// All that wait for a second person, the oldest first.
    pub async fn asked_take_downs(&self, actor: &Actor) -> Result<Vec<TakeDownRow>, Refusal> {
        actor.account()?;
        if !Self::sees_take_downs(actor) {
            return Err(Forbidden::NotYours.into());
        }
        let listed = self.db.read(async |tx| {
            let mut rows = Vec::new();
            for asked in take_downs::all(tx, LISTED).await? {
                let message = messages::by_id(tx, asked.message).await?;
                let by = people::by_id(tx, asked.person).await?;
                rows.push(TakeDownRow {
                    number: message.and_then(|message| message.number),
                    ground: asked.ground,
                    by: by.and_then(|by| by.staff_name).unwrap_or_default(),
                    at: asked.at,
                });
            }
            Ok::<_, Refusal>(rows)
        });
        listed.await
    }

    fn basis(&self, asked: &Asked) -> Result<String, Refusal> {
        let opened = self.vault.open(place(asked.message), &asked.basis_sealed);
        opened.map_err(|why| Refusal::Store(store::Error::Database(why.to_string().into())))
    }
}

/// What came of the asking stays in the security log, whoever ended it.
fn happened(actor: &Actor, id: MessageId, what: &str) -> Happened {
    Happened::done(SecurityKind::TakeDown)
        .by_actor(actor)
        .about(id)
        .detail(what)
}

/// Nobody agrees with themselves.
fn is_second(actor: &Actor, first: PersonId) -> Result<(), Forbidden> {
    if actor.person == Some(first) {
        return Err(Forbidden::Concerned);
    }
    Ok(())
}

fn place(message: MessageId) -> Place<'static> {
    Place {
        table: "take_downs",
        column: "basis_sealed",
        row: message.0,
    }
}
