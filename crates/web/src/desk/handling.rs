//! The unit works: asks the writer, asks for days, writes down what was done, says how far it is.

use super::asked::Asked;
use crate::tell::Answer;
use app::Refusal;
use domain::verb::Verb;
use jiff::civil::Date;

/// Asks the writer something, in private.
pub async fn ask_writer(asked: Asked) -> Answer {
    asked
        .run(Verb::AskWriter, |asked| async move {
            let mut form = asked.form();
            let text = form.note("text", asked.app().limits.note);
            let text = form.done(text)?;
            asked.app().ask_writer(asked.actor(), asked.id, text).await
        })
        .await
}

/// Asks for the one extension.
pub async fn request_extension(asked: Asked) -> Answer {
    asked
        .run(Verb::RequestExtension, |asked| async move {
            let app = asked.app();
            let mut form = asked.form();
            let days = form.number("days", 1, app.rules.terms.extension);
            let reason = form.note("reason", app.limits.note);
            let (days, reason) = form.done(days.zip(reason))?;
            app.request_extension(asked.actor(), asked.id, days, reason)
                .await
        })
        .await
}

/// A supervisor gives the days, or does not.
pub async fn judge_extension(asked: Asked) -> Answer {
    match asked.posted.text("judgement") {
        "grant" => {
            asked
                .run(Verb::GrantExtension, |asked| async move {
                    asked.app().grant_extension(asked.actor(), asked.id).await
                })
                .await
        }
        "deny" => {
            asked
                .run(Verb::DenyExtension, |asked| async move {
                    let mut form = asked.form();
                    let reason = form.optional_note("reason", asked.app().limits.note);
                    let reason = form.done(reason)?;
                    let (app, actor) = (asked.app(), asked.actor());
                    app.deny_extension(actor, asked.id, reason).await
                })
                .await
        }
        _ => Err(Refusal::field("judgement", app::Problem::Choose).into()),
    }
}

/// Writes down a contact, a visit, an inspection on the spot.
pub async fn record_offline(asked: Asked) -> Answer {
    asked
        .run(Verb::RecordOffline, |asked| async move {
            let mut form = asked.form();
            let day = asked.posted.parsed::<Date>("day");
            let day = form.keep("day", day.ok_or(app::Problem::Day));
            let text = form.note("text", asked.app().limits.note);
            let (day, text) = form.done(day.zip(text))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.record_offline(actor, asked.id, day, text).await
        })
        .await
}

/// Says in public how far it is.
pub async fn post_interim(asked: Asked) -> Answer {
    asked
        .run(Verb::PostInterim, |asked| async move {
            let mut form = asked.form();
            let text = form.body("text", asked.app().limits.reply);
            let text = form.done(text)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.post_interim(actor, asked.id, text).await
        })
        .await
}
