//! The answer: handed in by a unit, returned or published by an editor, corrected in the open, judged again.

use super::asked::{Asked, Form};
use crate::tell::Answer;
use app::Problem;
use app::messages::ReplyForm;
use domain::reply::{Outcome, OutcomeKind, ReturnReason};
use domain::verb::Verb;
use jiff::civil::Date;

/// Hands in the final reply for review.
pub async fn submit_reply(asked: Asked) -> Answer {
    asked
        .run(Verb::SubmitReply, |asked| async move {
            let mut form = asked.form();
            let text = form.body("text", asked.app().limits.reply);
            let outcome = outcome(&asked, &mut form);
            let (text, outcome) = form.done(text.zip(outcome))?;
            let (app, actor) = (asked.app(), asked.actor());
            let reply = ReplyForm { text, outcome };
            app.submit_reply(actor, asked.id, reply).await
        })
        .await
}

/// What came of it; only a promise has a day.
fn outcome(asked: &Asked, form: &mut Form<'_>) -> Option<Outcome> {
    Some(match form.one::<OutcomeKind>("outcome")? {
        OutcomeKind::Settled => Outcome::Settled,
        OutcomeKind::Explained => Outcome::Explained,
        OutcomeKind::Cannot => Outcome::Cannot,
        OutcomeKind::Promised => {
            let day = asked.posted.parsed::<Date>("day").ok_or(Problem::Day);
            Outcome::Promised {
                day: form.keep("day", day)?,
            }
        }
    })
}

/// Publishes the reply in review.
pub async fn publish_reply(asked: Asked) -> Answer {
    asked
        .run(Verb::PublishReply, |asked| async move {
            let mut form = asked.form();
            let unmasked = form.optional_note("unmasked", asked.app().limits.note);
            let unmasked = form.done(unmasked)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.publish_reply(actor, asked.id, unmasked).await
        })
        .await
}

/// Returns a reply that says nothing.
pub async fn return_reply(asked: Asked) -> Answer {
    asked
        .run(Verb::ReturnReply, |asked| async move {
            let mut form = asked.form();
            let reason = form.one::<ReturnReason>("reason");
            let note = form.optional_note("note", asked.app().limits.note);
            let (reason, note) = form.done(reason.zip(note))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.return_reply(actor, asked.id, reason, note).await
        })
        .await
}

/// Corrects a published reply.
pub async fn correct_reply(asked: Asked) -> Answer {
    asked
        .run(Verb::CorrectReply, |asked| async move {
            let mut form = asked.form();
            let text = form.body("text", asked.app().limits.reply);
            let text = form.done(text)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.correct_reply(actor, asked.id, text).await
        })
        .await
}

/// Another editor agrees with the writer.
pub async fn reopen(asked: Asked) -> Answer {
    asked
        .run(Verb::Reopen, |asked| async move {
            let mut form = asked.form();
            let note = form.optional_note("note", asked.app().limits.note);
            let note = form.done(note)?;
            asked.app().reopen(asked.actor(), asked.id, note).await
        })
        .await
}

/// Another editor does not, with the reason.
pub async fn keep_closed(asked: Asked) -> Answer {
    asked
        .run(Verb::KeepClosed, |asked| async move {
            let mut form = asked.form();
            let reason = form.note("reason", asked.app().limits.note);
            let reason = form.done(reason)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.keep_closed(actor, asked.id, reason).await
        })
        .await
}
