//! An editor screens: publish, decline, divert, redact, move, link.

use super::asked::{Asked, Decided};
use super::links::Address;
use crate::tell::Answer;
use app::messages::{Matter, Wording};
use app::{Problem, Refusal};
use axum::response::IntoResponse;
use domain::form::Draft;
use domain::ids::{Number, OfficeId};
use domain::screening::{Channel, DeclineReason, Kind};
use domain::taxonomy::DomainSlug;
use domain::text::{Body, Note, Title};
use domain::verb::Verb;
use hanzi::personal;

/// Shows a message; what the editor changed in the fields goes out instead of what was written.
pub async fn publish(asked: Asked) -> Answer {
    asked
        .run(Verb::Publish, |asked| async move {
            let wording = masked(&asked).await?;
            let (app, actor) = (asked.app(), asked.actor());
            app.publish(actor, asked.id, wording).await
        })
        .await
}

/// Does not show it, with a public reason and guidance.
pub async fn decline(asked: Asked) -> Answer {
    asked
        .run(Verb::Decline, |asked| async move {
            let mut form = asked.form();
            let reason = form.one::<DeclineReason>("reason");
            let guidance = form.note("guidance", asked.app().limits.note);
            let (reason, guidance) = form.done(reason.zip(guidance))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.decline(actor, asked.id, reason, guidance).await
        })
        .await
}

/// Names the channel that the law provides.
pub async fn divert(asked: Asked) -> Answer {
    asked
        .run(Verb::Divert, |asked| async move {
            let mut form = asked.form();
            let channel = form.one::<Channel>("channel");
            let guidance = form.optional_note("guidance", asked.app().limits.note);
            let (channel, guidance) = form.done(channel.zip(guidance))?;
            let (app, actor) = (asked.app(), asked.actor());
            app.divert(actor, asked.id, channel, guidance).await
        })
        .await
}

/// Takes words out of what is shown already.
pub async fn redact(asked: Asked) -> Answer {
    asked
        .run(Verb::Redact, |asked| async move {
            let wording = masked(&asked).await?;
            let (app, actor) = (asked.app(), asked.actor());
            app.redact(actor, asked.id, wording).await
        })
        .await
}

/// The public wording: each text only where the editor changed it.
async fn masked(asked: &Asked) -> Result<Wording, Refusal> {
    let thread = asked.app().thread(asked.actor(), asked.id).await?;
    let shown = thread.texts.ok_or(Refusal::NotFound)?;
    let mut form = asked.form();
    let title = Title::parse(asked.posted.text("title")).map_err(Problem::from);
    let title = form.keep("title", title);
    let body = Body::parse(asked.posted.text("body")).map_err(Problem::from);
    let body = form.keep("body", body);
    let demand = Note::parse_optional(asked.posted.text("demand")).map_err(Problem::from);
    let demand = form.keep("demand", demand);
    let unmasked = form.optional_note("unmasked", asked.app().limits.note);
    let texts = title.zip(body).zip(demand).zip(unmasked);
    let (((title, body), demand), unmasked) = form.done(texts)?;
    let was = shown.demand.unwrap_or_default();
    // What the form took out and the editor put back is the editor's word, though it is what was written.
    let is_own = |text: &str, shown: &str| text != shown || !personal::find(text).is_empty();
    Ok(Wording {
        title: Some(title).filter(|title| is_own(title.as_str(), &shown.title)),
        body: Some(body).filter(|body| is_own(body.as_str(), &shown.body)),
        demand: demand.filter(|demand| is_own(demand.as_str(), &was)),
        unmasked,
    })
}

/// Gives it to another office.
pub async fn move_office(asked: Asked) -> Answer {
    asked
        .run(Verb::MoveOffice, |asked| async move {
            let mut form = asked.form();
            let office = form.one::<OfficeId>("office");
            let office = form.done(office)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.move_office(actor, asked.id, office).await
        })
        .await
}

/// Links a repeat to the earlier thread.
pub async fn link_duplicate(asked: Asked) -> Answer {
    asked
        .run(Verb::LinkDuplicate, |asked| async move {
            let mut form = asked.form();
            let earlier = asked.posted.parsed::<Number>("earlier");
            let earlier = form.keep("earlier", earlier.ok_or(Problem::Unknown));
            let earlier = form.done(earlier)?;
            let (app, actor) = (asked.app(), asked.actor());
            app.link_duplicate(actor, asked.id, earlier).await
        })
        .await
}

/// Makes a message of its own of one matter: that one is screened next.
pub async fn split(asked: Asked) -> Answer {
    let decided = asked.decides(Verb::Split, |asked| async move {
        let mut form = asked.form();
        let kind = form.one::<Kind>("kind");
        let domain = DomainSlug::parse(asked.posted.text("domain"));
        let domain = form.keep("domain", domain.map_err(|_unknown| Problem::Choose));
        let office = form.one::<OfficeId>("office");
        let ((kind, domain), office) = form.done(kind.zip(domain).zip(office))?;
        let text = |name| asked.posted.text(name).to_owned();
        let matter = Matter {
            office,
            kind,
            domain,
            draft: Draft {
                title: text("title"),
                body: text("body"),
                demand: text("demand"),
                ..Draft::default()
            },
        };
        let (app, actor) = (asked.app(), asked.actor());
        app.split(actor, asked.id, matter).await
    });
    Ok(match decided.await? {
        Decided::Again(page) => page,
        Decided::Done(asked, (id, number)) => {
            let address = number.map_or(Address::Id(id), Address::Number);
            asked.over_to(address, Verb::Split).into_response()
        }
    })
}
