//! Who does the work: assign, accept, refuse, transfer, designate; remind and escalate; a leader's word.

use super::asked::Asked;
use crate::tell::Answer;
use app::Problem;
use domain::ids::UnitId;
use domain::verb::Verb;

/// A dispatcher gives it to a unit.
pub async fn assign(asked: Asked) -> Answer {
    asked
        .run(Verb::Assign, |asked| async move {
            let mut form = asked.form();
            let unit = form.one::<UnitId>("unit");
            let unit = form.done(unit)?;
            asked.app().assign(asked.actor(), asked.id, unit).await
        })
        .await
}

/// The unit takes it.
pub async fn accept(asked: Asked) -> Answer {
    asked
        .run(Verb::Accept, |asked| async move {
            asked.app().accept(asked.actor(), asked.id).await
        })
        .await
}

/// The unit says that it is not its duty.
pub async fn refuse(asked: Asked) -> Answer {
    asked
        .run(Verb::Refuse, |asked| async move {
            let mut form = asked.form();
            let ground = form.note("ground", asked.app().limits.note);
            let ground = form.done(ground)?;
            asked.app().refuse(asked.actor(), asked.id, ground).await
        })
        .await
}

/// Gives it to another unit; a unit itself passes it down.
pub async fn transfer(asked: Asked) -> Answer {
    asked
        .run(Verb::Transfer, |asked| async move {
            let mut form = asked.form();
            let unit = form.one::<UnitId>("unit");
            let note = form.optional_note("note", asked.app().limits.note);
            let (unit, note) = form.done(unit.zip(note))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.transfer(actor, asked.id, unit, note).await
        })
        .await
}

/// Adds a unit that helps.
pub async fn add_co_unit(asked: Asked) -> Answer {
    asked
        .run(Verb::AddCoUnit, |asked| async move {
            let mut form = asked.form();
            let unit = form.one::<UnitId>("unit");
            let unit = form.done(unit)?;
            asked.app().add_co_unit(asked.actor(), asked.id, unit).await
        })
        .await
}

/// A supervisor binds a unit.
pub async fn designate(asked: Asked) -> Answer {
    asked
        .run(Verb::Designate, |asked| async move {
            let mut form = asked.form();
            let unit = form.one::<UnitId>("unit");
            let note = form.optional_note("note", asked.app().limits.note);
            let (unit, note) = form.done(unit.zip(note))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.designate(actor, asked.id, unit, note).await
        })
        .await
}

/// Reminds whoever has it.
pub async fn remind(asked: Asked) -> Answer {
    asked
        .run(Verb::Remind, |asked| async move {
            let mut form = asked.form();
            let note = form.optional_note("note", asked.app().limits.note);
            let note = form.done(note)?;
            asked.app().remind(asked.actor(), asked.id, note).await
        })
        .await
}

/// Lifts it to the supervisor, in public.
pub async fn escalate(asked: Asked) -> Answer {
    asked
        .run(Verb::Escalate, |asked| async move {
            asked.app().escalate(asked.actor(), asked.id).await
        })
        .await
}

/// A leader's word, inside or in public.
pub async fn instruct(asked: Asked) -> Answer {
    asked
        .run(Verb::Instruct, |asked| async move {
            let mut form = asked.form();
            let text = form.note("text", asked.app().limits.note);
            let public = match asked.posted.text("audience") {
                "inside" => Ok(false),
                "public" => Ok(true),
                _ => Err(Problem::Choose),
            };
            let public = form.keep("audience", public);
            let (text, public) = form.done(text.zip(public))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.instruct(actor, asked.id, text, public).await
        })
        .await
}
