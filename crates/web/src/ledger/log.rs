//! `/ledger`: how large the log is, who signed it and when, and its latest entries in plain words.

use super::said::Told;
use crate::address::{Broken, one, read};
use crate::page::{Page, show_public, show_with};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::ids::Number;
use ledger::checkpoints::SignedCheckpoint;

/// Entries on a page.
const PAGE: u32 = 20;

/// The head of the log, as every page of it shows it.
pub(super) struct Head {
    /// How many entries: 1,204.
    pub size: String,
    /// The root.
    pub root: String,
    /// For `<time datetime>`.
    pub iso: String,
    /// When it was signed: day and minute.
    pub moment: String,
    /// The name of the log.
    pub origin: String,
    /// The key that signs, as a policy writes it; none where this process has none.
    pub key: Option<String>,
    /// The keys that signed before it, each with the entries up to which it did.
    pub earlier_keys: Vec<(String, String)>,
    /// Where its checkpoint is.
    pub address: String,
    /// Who else signed.
    pub witnesses: Vec<String>,
}

impl Head {
    /// Of what was signed last; none while nothing was.
    pub(super) fn new(web: &Web, p: &Page) -> Option<Self> {
        let signed = web.app.signed().borrow().clone()?;
        let note = SignedCheckpoint::parse(signed.note.as_bytes()).ok()?;
        let origin = note.checkpoint().origin.to_string();
        // Witnesses come a few seconds after the signature: theirs is the last checkpoint that they have seen.
        let witnessed = web.app.witnessed().borrow().clone();
        let lines = witnessed.iter().flat_map(|seen| seen.note().signatures());
        let names = lines.map(|line| line.name().to_string());
        Some(Self {
            size: crate::page::grouped(i64::try_from(signed.size).unwrap_or(i64::MAX)),
            root: signed.root.to_string(),
            iso: p.iso(&signed.at),
            moment: p.moment(&signed.at),
            witnesses: names.filter(|name| *name != origin).collect(),
            origin,
            key: web.app.ledger_key().as_ref().map(ToString::to_string),
            earlier_keys: earlier_keys(web),
            address: files_of(web.app.ledger_number()),
        })
    }
}

/// Where the files of a log are.
fn files_of(log: u32) -> String {
    match log {
        1 => "/ledger".to_owned(),
        log => format!("/ledger/{log}"),
    }
}

fn earlier_keys(web: &Web) -> Vec<(String, String)> {
    let keys = web.app.ledger_earlier_keys().into_iter();
    let told = keys.map(|(key, until)| (count(until), key.to_string()));
    told.collect()
}

fn count(entries: u64) -> String {
    crate::page::grouped(i64::try_from(entries).unwrap_or(i64::MAX))
}

/// A log that another one succeeded.
struct Closed {
    origin: String,
    size: String,
    moment: String,
    iso: String,
    /// Its entries in plain words.
    address: String,
    /// Where its checkpoint is.
    files: String,
}

impl Closed {
    fn all(web: &Web, p: &Page) -> Vec<Self> {
        let closed = web.app.ledger_closed().into_iter();
        let told = closed.map(|log| Self {
            origin: log.checkpoint.checkpoint().origin.to_string(),
            size: count(log.checkpoint.checkpoint().size),
            moment: p.moment(&log.at),
            iso: p.iso(&log.at),
            address: format!("/ledger?log={}", log.number),
            files: files_of(log.number),
        });
        told.collect()
    }
}

#[derive(Template)]
#[template(path = "ledger/log.html")]
struct Log {
    p: Page,
    head: Option<Head>,
    closed: Vec<Closed>,
    /// The closed log that is looked at.
    of_closed: Option<u32>,
    entries: Vec<Told>,
    /// What was typed, where it is no message of this board.
    wrong: Option<String>,
    /// Whether the page begins with the latest entry.
    latest: bool,
    /// Where the next page begins.
    next: Option<u64>,
}

/// Shows the latest entries, those before an index, or leads to a message.
pub(super) async fn show_log(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Asked::read(&pairs);
    let Ok(asked) = asked else {
        return Err(Refusal::NotFound.into());
    };
    if let Some(number) = &asked.number
        && let Ok(number) = number.parse::<Number>()
        && web.app.id_of(number).await.is_ok()
    {
        let to = format!("/messages/{number}/ledger");
        return Ok(Redirect::to(&to).into_response());
    }
    let mut p = Page::new(&web, &viewer, "ledger", "ledger-title");
    p.description = p.tt("ledger-description", p.board());
    let head = Head::new(&web, &p);
    let present = web.app.ledger_number();
    let number = asked.log.unwrap_or(present);
    if number > present {
        return Err(Refusal::NotFound.into());
    }
    let logged = web.app.ledger_latest(number, asked.before, PAGE).await?;
    let last = logged.last().map(|logged| logged.index);
    let log = Log {
        entries: logged.iter().map(|logged| Told::new(&p, logged)).collect(),
        head,
        closed: Closed::all(&web, &p),
        of_closed: (number < present).then_some(number),
        wrong: asked.number,
        latest: asked.before.is_none() && number == present,
        next: last.filter(|index| *index > 0),
        p,
    };
    Ok(match log.wrong {
        Some(_) => show_with(StatusCode::NOT_FOUND, &log),
        None => show_public(&viewer, &log),
    })
}

/// What the address asks for.
struct Asked {
    number: Option<String>,
    log: Option<u32>,
    before: Option<u64>,
}

impl Asked {
    fn read(pairs: &[(String, String)]) -> Result<Self, Broken> {
        let number = one(pairs, "number")?.filter(|number| !number.is_empty());
        let plain = |text: &str| text.parse().ok().filter(|n: &u64| n.to_string() == text);
        let log = |text: &str| {
            plain(text)
                .and_then(|n| u32::try_from(n).ok())
                .filter(|n| *n > 0)
        };
        Ok(Self {
            number: number.map(|number| number.chars().take(40).collect()),
            log: read("log", one(pairs, "log")?, log)?,
            before: read("before", one(pairs, "before")?, plain)?,
        })
    }
}
