//! The worklist of whoever has signed in: what waits, in the order of deadlines.

use super::accounts;
use super::chips::{self, Chip, Due};
use super::decision::{AsksDone, Done};
use super::links::{self, Address};
use crate::address::Broken;
use crate::page::{Page, show};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::desk::List;
use app::messages::Row;
use app::{App, Refusal};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::actor::Role;
use domain::permission::Forbidden;
use serde::Deserialize;
use store::lists::{Filter, Listed};

/// Rows of a page: more than anyone does in a sitting, fewer than anyone loses the place in.
const ROWS: u32 = 40;
/// Answers shown to a leader under the list.
const REPLIED: u32 = 6;

/// What the address of a list may say.
#[derive(Debug, Default, Deserialize)]
pub struct Asks {
    after: Option<String>,
    #[serde(flatten)]
    done: AsksDone,
}

#[derive(Template)]
#[template(path = "desk/worklist.html")]
struct Worklist {
    p: Page,
    done: Option<Done>,
    who: Who,
    /// How many alerts wait, for those who look after them.
    alerts: Option<i64>,
    /// How many take-downs wait for a second person, for those who have to do with them.
    take_downs: Option<i64>,
    /// The lists of this person.
    counts: Vec<Count>,
    /// The name of this list.
    name: String,
    /// How many messages it has.
    total: i64,
    rows: Vec<Waiting>,
    /// All rows are to one office: no need to repeat it.
    is_one_office: bool,
    /// The next page.
    more: Option<String>,
    /// The first page, where this is a later one.
    first: Option<String>,
    /// What the office's units answered lately, for a leader.
    replied: Vec<Replied>,
}

/// Whose desk it is.
pub struct Who {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The unit or office.
    pub of: Option<String>,
    /// What happened to the account and was not read yet.
    pub unread: Option<u32>,
}

struct Count {
    href: String,
    name: String,
    n: i64,
    is_current: bool,
    is_late: bool,
}

struct Waiting {
    href: String,
    title: Option<String>,
    number: String,
    kind: String,
    domain: String,
    due: Due,
    chips: Vec<Chip>,
    unit: Option<String>,
    office: String,
}

struct Replied {
    href: String,
    title: String,
    unit: String,
    row: Row,
}

/// The desk's own list.
pub async fn mine(State(web): State<Web>, viewer: Viewer, Query(asks): Query<Asks>) -> Answer {
    if matches!(
        viewer.actor.role,
        Role::Administrator | Role::SecurityAdministrator
    ) {
        return accounts::page(&web, &viewer).await;
    }
    list(&web, &viewer, List::Mine, &asks).await
}

/// One list of it.
pub async fn one(
    State(web): State<Web>,
    viewer: Viewer,
    Path(code): Path<String>,
    Query(asks): Query<Asks>,
) -> Answer {
    has_desk(&viewer)?;
    // The desk's own list has one address: /desk.
    let list_asked = links::list_asked(viewer.actor.role, Some(&code))?;
    if list_asked == List::Mine {
        return Err(Refusal::NotFound.into());
    }
    list(&web, &viewer, list_asked, &asks).await
}

/// Refuses whoever works on no messages.
pub fn has_desk(viewer: &Viewer) -> Result<(), Refusal> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    if App::has_desk(viewer.actor.role) {
        Ok(())
    } else {
        Err(Forbidden::NotYours.into())
    }
}

async fn list(web: &Web, viewer: &Viewer, list: List, asks: &Asks) -> Answer<Response> {
    has_desk(viewer)?;
    let actor = &viewer.actor;
    let here = links::list(list);
    let after = match asks.after.as_deref() {
        None => None,
        Some(cursor) => match links::key_of(actor, list, cursor) {
            Some(key) => Some(key),
            None => return Ok(Broken("after").show_beside(web, viewer, (here, "desk-first"))),
        },
    };
    let counts = web.app.desk_counts(actor).await?;
    let page = web.app.desk_list(actor, list, after, ROWS).await?;
    let replied = match actor.office {
        Some(office) if list == List::Mine && after.is_none() => {
            let filter = Filter {
                office: Some(office),
                ..Filter::default()
            };
            web.app.replied_lately(&filter, REPLIED).await?
        }
        _ => Vec::new(),
    };

    let mut p = Page::new(web, viewer, "desk", "desk-title");
    let done = Done::take(&mut p, &asks.done, list);
    let bottom = page.items.last().filter(|_bottom| page.more);
    let more = bottom.map(|item| links::cursor(actor, list, item.key()));
    let kinds = web.app.alert_kinds(actor).await?;
    let alerts = match kinds.as_slice() {
        [] => None,
        _ => Some(web.app.alerts_waiting(actor).await?),
    };
    let waiting = web.app.take_downs_waiting(actor).await?;
    Ok(show(&Worklist {
        alerts,
        take_downs: waiting.filter(|n| *n > 0),
        done,
        who: Who::of(web, viewer, &p).await?,
        name: list_name(&p, actor.role, list),
        total: counts
            .iter()
            .find(|(other, _)| *other == list)
            .map_or(0, |(_, n)| *n),
        counts: counts
            .into_iter()
            .map(|(other, n)| Count {
                href: links::list(other),
                name: list_name(&p, actor.role, other),
                n,
                is_current: other == list,
                is_late: other == List::Overdue && n > 0,
            })
            .collect(),
        rows: page
            .items
            .iter()
            .map(|item| Waiting::of(web, viewer, &p, list, item))
            .collect(),
        is_one_office: actor.role.needs_office(),
        more: more.map(|cursor| format!("{here}?after={cursor}")),
        first: after.map(|_key| here),
        replied: replied
            .into_iter()
            .filter_map(|row| Replied::of(web, viewer, row))
            .collect(),
        p,
    }))
}

/// The name of a list as its role knows it.
pub fn list_name(p: &Page, role: Role, list: List) -> String {
    match list {
        List::Mine if role.needs_office() => p.t("desk-list-office"),
        List::Mine if matches!(role, Role::Supervisor | Role::Auditor) => {
            p.t("desk-list-under-way")
        }
        List::Mine => p.t("desk-list-mine"),
        List::Queue(queue) => p.code("queue", queue),
        List::Overdue => p.t("desk-list-overdue"),
        List::Extensions => p.t("desk-list-extensions"),
    }
}

impl Who {
    /// Name, role and unit of whoever has signed in.
    pub async fn of(web: &Web, viewer: &Viewer, p: &Page) -> Result<Self, Refusal> {
        let unread = web.app.unread_notices(viewer.actor.account()?).await?;
        let unread = Some(unread).filter(|unread| *unread > 0);
        let reference = web.app.reference();
        let actor = &viewer.actor;
        let unit = actor.unit.and_then(|id| reference.unit(id));
        let office = actor.office.and_then(|id| reference.office(id));
        Ok(Self {
            name: viewer.name().to_owned(),
            role: p.code("role", actor.role),
            of: unit
                .map(|unit| unit.name.clone())
                .or_else(|| office.map(|office| office.title.clone())),
            unread,
        })
    }
}

impl Waiting {
    fn of(web: &Web, viewer: &Viewer, p: &Page, list: List, item: &Listed) -> Self {
        let message = &item.message;
        let reference = web.app.reference();
        let address = Address::of(message);
        Self {
            href: links::message(address, list),
            title: web.app.title_for(&viewer.actor, item),
            number: address.to_string(),
            kind: p.code("kind", message.kind),
            domain: item.domain.clone(),
            due: Due::of(web, p, &item.at),
            chips: chips::of(p, message),
            unit: message
                .stage
                .unit()
                .and_then(|id| reference.unit(id))
                .map(|unit| unit.short.clone()),
            office: item.office.clone(),
        }
    }
}

impl Replied {
    fn of(web: &Web, viewer: &Viewer, row: Row) -> Option<Self> {
        let reference = web.app.reference();
        let message = &row.listed.message;
        let unit = message.stage.unit().and_then(|id| reference.unit(id));
        Some(Self {
            href: links::message(Address::of(message), List::Mine),
            title: web.app.title_for(&viewer.actor, &row.listed)?,
            unit: unit.map_or_else(String::new, |unit| unit.short.clone()),
            row,
        })
    }
}
