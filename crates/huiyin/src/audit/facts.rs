//! What an entry says, by the names of its facts.

use ledger::entries::{Entry, Link};
use ledger::facts::{Fact, Name, Value};
use ledger::hash::Hash;
use std::str::FromStr;

/// Whether a message's thread begins with it.
pub fn begins(entry: &Entry) -> bool {
    matches!(entry.link, Some(Link::First { .. }))
}

/// A fact that is a code.
pub fn code<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
    match value(entry, name)? {
        Value::Code(code) => Some(code.as_str()),
        _ => None,
    }
}

/// A fact that is a code of this kind.
pub fn parsed<T: FromStr>(entry: &Entry, name: &str) -> Option<T> {
    code(entry, name)?.parse().ok()
}

/// Whether a fact is there and true.
pub fn flag(entry: &Entry, name: &str) -> bool {
    matches!(value(entry, name), Some(Value::Flag(true)))
}

/// A fact that is a hash.
pub fn hash(entry: &Entry, name: &str) -> Option<Hash> {
    match value(entry, name)? {
        Value::Hash(hash) => Some(*hash),
        _ => None,
    }
}

/// A fact that is a whole number.
pub fn whole(entry: &Entry, name: &str) -> Option<i64> {
    match value(entry, name)? {
        Value::Number(whole) => Some(whole.get()),
        _ => None,
    }
}

fn value<'a>(entry: &'a Entry, name: &str) -> Option<&'a Value> {
    let name: Name = name.parse().ok()?;
    match entry.facts.get(&name)? {
        Fact::One(value) => Some(value),
        Fact::Many(_) => None,
    }
}
