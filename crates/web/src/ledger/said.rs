//! Entries in plain words: what happened, in which role, and what the log says of it. Whatever has no word here stands
//! in the entry itself, which is always shown beside.

use crate::page::Page;
use app::ledger::Logged;
use domain::Timestamp;
use domain::ids::{OfficeId, UnitId};
use domain::office::RegionCode;
use domain::taxonomy::DomainSlug;
use ledger::entries::{Entry, Link};
use ledger::facts::{Fact, Value};

/// An entry as a reader is told of it.
pub(super) struct Told {
    /// The number of its log.
    pub log: u32,
    /// Its place in that log, from 0.
    pub index: u64,
    /// The address of its page.
    pub address: String,
    /// 发布
    pub heading: String,
    /// In which role, for which unit or seat; never a person.
    pub who: String,
    /// The number of the message; none if the entry concerns none.
    pub number: Option<String>,
    /// Its place in the thread of the message.
    pub step: u64,
    /// For `<time datetime>`.
    pub iso: String,
    /// Day and minute.
    pub moment: String,
    /// What the entry says besides: name and value.
    pub facts: Vec<(String, String)>,
    /// Its leaf hash.
    pub leaf: String,
}

impl Told {
    pub(super) fn new(p: &Page, logged: &Logged) -> Self {
        let entry = &logged.entry;
        let time = i64::try_from(entry.time).unwrap_or_default();
        let at = Timestamp::from_millisecond(time).unwrap_or_default();
        Self {
            log: logged.log,
            index: logged.index,
            address: address(logged.log, logged.index),
            heading: heading(p, entry),
            who: who(p, entry),
            number: entry.link.as_ref().map(|link| link.message().to_string()),
            step: entry.link.as_ref().map_or(0, Link::step),
            iso: p.iso(&at),
            moment: p.moment(&at),
            facts: facts(p, entry),
            leaf: logged.leaf.to_string(),
        }
    }
}

/// The address of the page of an entry.
pub(super) fn address(log: u32, index: u64) -> String {
    match log {
        1 => format!("/ledger/entries/{index}"),
        log => format!("/ledger/entries/{log}/{index}"),
    }
}

/// The verb says best what was done; what has none is called by its kind.
fn heading(p: &Page, entry: &Entry) -> String {
    if let Some(verb) = code(entry, "verb") {
        return p.code("verb", verb);
    }
    let kind = entry.kind.as_str().replace(['.', '_'], "-");
    let word = p.t_if(&format!("ledger-kind-{kind}"));
    word.unwrap_or_else(|| entry.kind.to_string())
}

fn who(p: &Page, entry: &Entry) -> String {
    let role = code(entry, "by").map(|role| p.code("role", role));
    let place = entry
        .office
        .as_ref()
        .map(|office| named(p, office.as_str()));
    let both = [place, role].into_iter().flatten();
    both.collect::<Vec<_>>().join(" · ")
}

/// What has a name in the dictionary; hashes of rules and tables stand in the entry itself.
fn facts(p: &Page, entry: &Entry) -> Vec<(String, String)> {
    let told = entry.facts.iter().filter_map(|(name, fact)| {
        let label = p.t_if(&format!("ledger-fact-{}", name.as_str().replace('_', "-")))?;
        let values = match fact {
            Fact::One(value) => std::slice::from_ref(value),
            Fact::Many(values) => values.as_slice(),
        };
        let values: Vec<_> = values
            .iter()
            .map(|value| value_of(p, entry, name.as_str(), value))
            .collect();
        Some((label, values.join(&p.t("thread-list-comma"))))
    });
    told.collect()
}

fn value_of(p: &Page, entry: &Entry, name: &str, value: &Value) -> String {
    match value {
        Value::Flag(flag) => p.t(if *flag { "ledger-yes" } else { "ledger-no" }),
        Value::Hash(hash) => hash.to_string(),
        Value::Number(number) => match name {
            "due" | "written" | "answer_by" | "effective" => {
                let time = Timestamp::from_millisecond(number.get());
                time.map_or_else(|_beyond| number.get().to_string(), |time| p.moment(&time))
            }
            _ => number.get().to_string(),
        },
        Value::Code(code) => coded(p, entry, name, code.as_str()),
    }
}

fn coded(p: &Page, entry: &Entry, name: &str, code: &str) -> String {
    let reference = p.app().reference();
    let family = match (name, entry.kind) {
        (
            "kind" | "visibility" | "stage" | "channel" | "ground" | "outcome" | "settled" | "role",
            _,
        ) => name,
        ("reason", ledger::kinds::Kind::Screened) => "decline",
        ("reason", _) => "return",
        ("result", ledger::kinds::Kind::Screened) => "ledger-screened",
        ("result", _) => "closed",
        ("step", _) => "late",
        ("words", _) => "praise",
        ("domain", _) => {
            let slug = DomainSlug::parse(code).ok();
            let domain = slug.and_then(|slug| reference.domain(&slug).map(|one| one.name.clone()));
            return domain.map_or_else(|| code.to_owned(), |name| p.topic(&name));
        }
        ("region", _) => {
            let region = RegionCode::parse(code).ok();
            let place = region.and_then(|region| reference.places.get(&region).cloned());
            return place.map_or_else(|| code.to_owned(), |place| place.name);
        }
        _ => return named(p, code),
    };
    let word = p.t_if(&format!("{family}-{}", code.replace('_', "-")));
    word.unwrap_or_else(|| code.to_owned())
}

/// The name of `unit-7` or `office-12` as it is now; the code itself of anything else.
fn named(p: &Page, code: &str) -> String {
    let reference = p.app().reference();
    let unit = code
        .strip_prefix("unit-")
        .and_then(|id| id.parse::<UnitId>().ok());
    let office = code
        .strip_prefix("office-")
        .and_then(|id| id.parse::<OfficeId>().ok());
    let unit = unit
        .and_then(|id| reference.unit(id))
        .map(|unit| unit.name.clone());
    let office = office
        .and_then(|id| reference.office(id))
        .map(|office| office.title.clone());
    unit.or(office).unwrap_or_else(|| code.to_owned())
}

fn code<'e>(entry: &'e Entry, name: &str) -> Option<&'e str> {
    let found = entry.facts.iter().find(|(known, _)| known.as_str() == name);
    match found?.1 {
        Fact::One(Value::Code(code)) => Some(code.as_str()),
        _ => None,
    }
}
