//! What administrators see: the staff accounts. They have no messages.

use super::worklist::Who;
use crate::page::{Page, show};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use domain::actor::Role;

#[derive(Template)]
#[template(path = "desk/accounts.html")]
struct Accounts {
    p: Page,
    who: Who,
    /// Whether this administrator answers for security rather than for running the board.
    is_security: bool,
    rows: Vec<Row>,
    /// Accounts that cannot sign in: shut, or waiting for another password from the operator.
    shut: usize,
}

struct Row {
    name: String,
    login: String,
    role: String,
    of: String,
    /// The class and the word of its state.
    state: (&'static str, String),
}

/// The page of administrators.
pub async fn page(web: &Web, viewer: &Viewer) -> Answer {
    let accounts = web.app.accounts(&viewer.actor).await?;
    let reference = web.app.reference();
    let p = Page::new(web, viewer, "desk", "desk-title");
    let now = web.app.clock.now();
    let is_expired =
        |account: &app::desk::Account| account.password_until.is_some_and(|until| until <= now);
    let shut = accounts
        .iter()
        .filter(|account| !account.active || is_expired(account))
        .count();
    let rows = accounts.into_iter().map(|account| Row {
        state: match () {
            () if !account.active => ("", p.t("desk-account-shut")),
            () if is_expired(&account) => ("late", p.t("desk-account-expired")),
            () if account.password_until.is_some() => ("", p.t("desk-account-first")),
            () => ("ok", p.t("desk-account-active")),
        },
        role: p.code("role", account.role),
        of: account
            .unit
            .and_then(|id| reference.unit(id))
            .map(|unit| unit.name.clone())
            .or_else(|| {
                let office = account.office.and_then(|id| reference.office(id));
                office.map(|office| office.title.clone())
            })
            .unwrap_or_default(),
        name: account.name,
        login: account.login,
    });
    Ok(show(&Accounts {
        who: Who::of(web, viewer, &p).await?,
        is_security: viewer.actor.role == Role::SecurityAdministrator,
        rows: rows.collect(),
        shut,
        p,
    }))
}
