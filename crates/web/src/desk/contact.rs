//! The unit in charge looks at how the writer is reached, with a reason that the writer reads.

use super::asked::{Asked, Decided};
use crate::page::{Page, show};
use crate::tell::Answer;
use askama::Template;
use domain::verb::Verb;

/// The one page with a phone number: shown once, in the answer to the form, and at no address.
#[derive(Template)]
#[template(path = "desk/contact.html")]
struct Contact {
    p: Page,
    number: String,
    phone: String,
    reason: String,
    back: String,
}

/// Shows the number, once it is recorded that it was looked at.
pub async fn reveal(asked: Asked) -> Answer {
    let decided = asked.decides(Verb::RevealContact, |asked| async move {
        let mut form = asked.form();
        let reason = form.note("reason", asked.app().limits.note);
        let reason = form.done(reason)?;
        let said = reason.as_str().to_owned();
        let (app, actor) = (asked.app(), asked.actor());
        let phone = app.reveal_contact(actor, asked.id, reason).await?;
        Ok((phone, said))
    });
    Ok(match decided.await? {
        Decided::Again(page) => page,
        Decided::Done(asked, (phone, reason)) => {
            let mut p = asked.page("contact-title");
            p.private = true;
            show(&Contact {
                number: asked.address.to_string(),
                back: asked.here(),
                p,
                phone,
                reason,
            })
        }
    })
}
