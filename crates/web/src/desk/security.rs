//! `/desk/security`: the security log, for the auditor to read and to search.

use super::worklist::has_desk;
use crate::address::{self, Broken};
use crate::page::{Page, show};
use crate::posted::Posted;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::security::Seen;
use app::{Problem, Refusal};
use askama::Template;
use axum::extract::{RawQuery, State};
use domain::ids::PersonId;
use domain::security::{SecurityKind, SecurityOutcome};
use jiff::civil::Date;
use std::str::FromStr;
use store::security::{Day, Filter};

const HERE: &str = "/desk/security";
/// Lines of a page.
const LINES: u32 = 50;
/// Days of which the hash is shown.
const DAYS: u32 = 7;

/// What the address asks for.
#[derive(Debug, Default)]
struct Asked {
    filter: Filter,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "desk/security.html")]
struct Log {
    p: Page,
    asked: Asked,
    lines: Vec<Line>,
    days: Vec<Day>,
    /// The page of earlier lines.
    more: Option<String>,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
}

struct Line {
    n: i64,
    iso: String,
    moment: String,
    kind: String,
    outcome: String,
    /// The class of the outcome's chip.
    class: &'static str,
    times: u32,
    /// Who did it, and to whom.
    account: Option<Account>,
    subject: Option<Account>,
    role: Option<String>,
    message: Option<String>,
    detail: String,
    request: String,
    address: String,
}

struct Account {
    name: String,
    href: String,
}

struct Choice {
    value: &'static str,
    word: String,
    is_chosen: bool,
}

/// The page of the log.
pub async fn page(State(web): State<Web>, viewer: Viewer, RawQuery(query): RawQuery) -> Answer {
    has_desk(&viewer)?;
    let unknown = |Broken(name)| Refusal::field(name, Problem::Unknown);
    let asked = Asked::read(query.as_deref()).map_err(unknown)?;
    let actor = &viewer.actor;
    let seen = web
        .app
        .security_seen(actor, &asked.filter, asked.before, LINES + 1)
        .await?;
    let days = web.app.security_days(actor, DAYS).await?;
    let p = Page::new(&web, &viewer, "desk", "security-title");
    let shown = usize::try_from(LINES).unwrap_or(usize::MAX);
    let more = (seen.len() > shown)
        .then(|| seen.get(shown.saturating_sub(1)))
        .flatten()
        .map(|last| asked.address(last.line.n));
    Ok(show(&Log {
        lines: seen
            .iter()
            .take(shown)
            .map(|seen| Line::of(&p, seen))
            .collect(),
        kinds: choices(
            &p,
            "security-kind",
            SecurityKind::ALL,
            asked.filter.kind,
            SecurityKind::code,
        ),
        outcomes: choices(
            &p,
            "security-outcome",
            SecurityOutcome::ALL,
            asked.filter.outcome,
            SecurityOutcome::code,
        ),
        days,
        more,
        asked,
        p,
    }))
}

impl Asked {
    fn read(query: Option<&str>) -> Result<Self, Broken> {
        let posted = Posted::from_query(query);
        let pairs: Vec<_> = posted
            .fields()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Ok(Self {
            filter: Filter {
                since: value::<Date>(&pairs, "since")?,
                until: value::<Date>(&pairs, "until")?,
                kind: value::<SecurityKind>(&pairs, "kind")?,
                outcome: value::<SecurityOutcome>(&pairs, "outcome")?,
                account: value::<PersonId>(&pairs, "account")?,
            },
            before: value::<i64>(&pairs, "before")?,
        })
    }

    /// The same with earlier lines.
    fn address(&self, before: i64) -> String {
        let filter = &self.filter;
        let pairs = [
            ("since", filter.since.map(|day| day.to_string())),
            ("until", filter.until.map(|day| day.to_string())),
            ("kind", filter.kind.map(|kind| kind.to_string())),
            ("outcome", filter.outcome.map(|outcome| outcome.to_string())),
            ("account", filter.account.map(|id| id.to_string())),
            ("before", Some(before.to_string())),
        ];
        let pairs: Vec<_> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        format!("{HERE}{}", address::query(&pairs))
    }

    fn since(&self) -> String {
        self.filter
            .since
            .map_or_else(String::new, |day| day.to_string())
    }

    fn until(&self) -> String {
        self.filter
            .until
            .map_or_else(String::new, |day| day.to_string())
    }

    fn account(&self) -> String {
        self.filter
            .account
            .map_or_else(String::new, |id| id.to_string())
    }

    /// Nothing is asked for but the log.
    fn is_all(&self) -> bool {
        self.filter == Filter::default() && self.before.is_none()
    }
}

/// The value of a parameter; none where it is empty or not there.
fn value<T: FromStr>(pairs: &[(String, String)], name: &'static str) -> Result<Option<T>, Broken> {
    let typed = address::one(pairs, name)?.filter(|typed| !typed.is_empty());
    address::read(name, typed, |typed| typed.parse().ok())
}

fn choices<T: Copy + PartialEq + std::fmt::Display>(
    p: &Page,
    of: &str,
    all: &[T],
    chosen: Option<T>,
    code: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let choice = |value: &T| Choice {
        value: code(*value),
        word: p.code(of, *value),
        is_chosen: chosen == Some(*value),
    };
    all.iter().map(choice).collect()
}

impl Line {
    fn of(p: &Page, seen: &Seen) -> Self {
        let event = &seen.line.event;
        let text = |detail: &Option<domain::security::Detail>| {
            detail
                .as_ref()
                .map_or_else(String::new, ToString::to_string)
        };
        let account = |id: Option<PersonId>, name: &Option<String>| {
            id.map(|id| Account {
                name: name
                    .clone()
                    .unwrap_or_else(|| p.tt("security-account-number", id)),
                href: format!("{HERE}?account={id}"),
            })
        };
        Self {
            n: seen.line.n,
            iso: p.iso(&event.at),
            moment: p.moment(&event.at),
            kind: p.code("security-kind", event.kind),
            outcome: p.code("security-outcome", event.outcome),
            class: match event.outcome {
                SecurityOutcome::Done => "",
                SecurityOutcome::Failed => "wait",
                SecurityOutcome::Refused => "late",
            },
            times: event.times,
            account: account(event.account, &seen.account),
            subject: account(event.subject, &seen.subject),
            role: event.role.map(|role| p.code("role", role)),
            message: seen.message.map(|number| number.to_string()),
            detail: text(&event.detail),
            request: text(&event.request),
            address: text(&event.address),
        }
    }
}
