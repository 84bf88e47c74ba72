//! Who does the work: assign, accept, refuse, transfer, designate; remind and escalate; a leader's word.

use crate::board::App;
use crate::fields;
use crate::messages::personal::must_hold_none;
use crate::refusal::{Problem, Refusal};
use domain::actor::{Actor, Role};
use domain::event::Event;
use domain::ids::{MessageId, UnitId};
use domain::message::Message;
use domain::text::Note;
use domain::verb::Verb;
use store::contents;

impl App {
    /// Gives a message to the unit that can act.
    pub async fn assign(
        &self,
        actor: &Actor,
        id: MessageId,
        unit: UnitId,
    ) -> Result<Message, Refusal> {
        self.known_unit(unit)?;
        self.act(actor, Verb::Assign, id, async |_tx, message, now| {
            self.not_the_accused(message, unit)?;
            message.assign(unit, now, &self.rules)?;
            let due = message
                .clock
                .as_ref()
                .map_or(now, domain::deadline::Clock::next_due);
            Ok(Event::Assigned { unit, due })
        })
        .await
    }

    /// The unit takes it.
    pub async fn accept(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        self.act(actor, Verb::Accept, id, async |_tx, message, now| {
            message.accept(now)?;
            let unit = message.stage.unit().ok_or(Refusal::Stale)?;
            Ok(Event::Accepted {
                unit,
                silence: actor.role == Role::Clock,
            })
        })
        .await
    }

    /// The unit says that it is not its duty, with the ground.
    pub async fn refuse(
        &self,
        actor: &Actor,
        id: MessageId,
        ground: Note,
    ) -> Result<Message, Refusal> {
        let ground = self.content(fields::GROUND, ground);
        self.act(actor, Verb::Refuse, id, async |tx, message, now| {
            let unit = message
                .stage
                .unit()
                .ok_or(message.stage.refuse(Verb::Refuse))?;
            message.refuse(now, &self.rules)?;
            Ok(Event::Refused {
                unit,
                ground: contents::add(tx, &self.vault, message, &ground).await?,
            })
        })
        .await
    }

    /// Gives it to another unit; a unit itself only passes it down.
    pub async fn transfer(
        &self,
        actor: &Actor,
        id: MessageId,
        to: UnitId,
        note: Option<Note>,
    ) -> Result<Message, Refusal> {
        self.known_unit(to)?;
        if actor.role.needs_unit() && !actor.units.contains(&to) {
            return Err(Refusal::field("unit", Problem::NotBelow));
        }
        let note = note.map(|text| self.content(fields::NOTE, text));
        self.act(actor, Verb::Transfer, id, async |tx, message, now| {
            self.not_the_accused(message, to)?;
            let from = message
                .stage
                .unit()
                .ok_or(message.stage.refuse(Verb::Transfer))?;
            message.transfer(to, now, &self.rules)?;
            let note = contents::add_optional(tx, &self.vault, message, note.as_ref()).await?;
            Ok(Event::Transferred { from, to, note })
        })
        .await
    }

    /// Binds a unit.
    pub async fn designate(
        &self,
        actor: &Actor,
        id: MessageId,
        unit: UnitId,
        note: Option<Note>,
    ) -> Result<Message, Refusal> {
        self.known_unit(unit)?;
        let note = note.map(|text| self.content(fields::NOTE, text));
        self.act(actor, Verb::Designate, id, async |tx, message, now| {
            self.not_the_accused(message, unit)?;
            message.designate(unit, now)?;
            let note = contents::add_optional(tx, &self.vault, message, note.as_ref()).await?;
            Ok(Event::Designated { unit, note })
        })
        .await
    }

    /// Adds a unit that helps.
    pub async fn add_co_unit(
        &self,
        actor: &Actor,
        id: MessageId,
        unit: UnitId,
    ) -> Result<Message, Refusal> {
        self.known_unit(unit)?;
        self.act(actor, Verb::AddCoUnit, id, async |_tx, message, now| {
            self.not_the_accused(message, unit)?;
            message.add_co_unit(unit, now)?;
            Ok(Event::CoUnitAdded { unit })
        })
        .await
    }

    /// Reminds whoever has it.
    pub async fn remind(
        &self,
        actor: &Actor,
        id: MessageId,
        note: Option<Note>,
    ) -> Result<Message, Refusal> {
        let note = note.map(|text| self.content(fields::NOTE, text));
        self.act(actor, Verb::Remind, id, async |tx, message, now| {
            message.stay(Verb::Remind, now)?;
            let note = contents::add_optional(tx, &self.vault, message, note.as_ref()).await?;
            Ok(Event::Reminded { note })
        })
        .await
    }

    /// Lifts it to the supervisor, in public.
    pub async fn escalate(&self, actor: &Actor, id: MessageId) -> Result<Message, Refusal> {
        self.act(actor, Verb::Escalate, id, async |_tx, message, now| {
            message.stay(Verb::Escalate, now)?;
            Ok(Event::Escalated)
        })
        .await
    }

    /// A leader's word: 批示 inside, or 领导回应 in public. “In person” is told truthfully: only a leader can.
    pub async fn instruct(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
        public: bool,
    ) -> Result<Message, Refusal> {
        if public {
            must_hold_none("text", text.as_str())?;
        }
        let text = self.content(fields::INSTRUCTION, text);
        self.act(actor, Verb::Instruct, id, async |tx, message, now| {
            message.stay(Verb::Instruct, now)?;
            let text = contents::add(tx, &self.vault, message, &text).await?;
            Ok(Event::Instructed {
                text,
                public,
                personally: actor.role == Role::Leader,
            })
        })
        .await
    }

    fn known_unit(&self, unit: UnitId) -> Result<(), Refusal> {
        let known = self.reference().unit(unit).is_some_and(|unit| unit.active);
        known
            .then_some(())
            .ok_or(Refusal::field("unit", Problem::Choose))
    }

    /// A complaint about conduct never goes to the accused or to a unit below it.
    fn not_the_accused(&self, message: &Message, unit: UnitId) -> Result<(), Refusal> {
        let reference = self.reference();
        let is_below = |accused, unit| reference.units_below(accused).contains(&unit);
        if message.is_kept_from(unit, is_below) {
            return Err(Refusal::field("unit", Problem::Accused));
        }
        Ok(())
    }
}
