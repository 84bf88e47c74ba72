//! What the log says of the board itself: who may act, by which rules, which release; never a person.

use super::entry::{Facts, name, office_code, unit_code};
use crate::board::App;
use crate::refusal::Refusal;
use domain::stage;
use jiff::civil::Date;
use ledger::entries::Entry;
use ledger::facts::{Fact, Name, Whole};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Tx;
use store::ledger::{self as rows, Waiting};
use store::people::Person;

impl App {
    /// Says which release and which rules hold from now on, where the log says others: to be called when a process
    /// begins to serve.
    pub async fn ledger_announce(&self, release: &str) -> Result<(), Refusal> {
        if self.ledger.key.is_none() {
            return Ok(());
        }
        let said = [
            self.of_board(Kind::ReleaseInstalled, release_facts(release)),
            self.of_board(Kind::PolicyChanged, self.policy_facts()),
        ];
        self.db
            .write(async |tx| {
                for waiting in &said {
                    if last_said(tx, waiting.kind).await?.as_ref() != Some(&waiting.facts) {
                        rows::wait(tx, waiting).await?;
                    }
                }
                Ok::<_, Refusal>(())
            })
            .await
    }

    /// Somebody may act in a role from now on, or may not any more: the role and the place, never who it is.
    pub(crate) fn actor(&self, kind: Kind, person: &Person) -> Waiting {
        let facts = Facts::default().code(name!("role"), person.role.code());
        let place = person.unit.map(unit_code);
        let place = place.or_else(|| person.office.map(office_code));
        Waiting {
            office: place.and_then(|code| code.parse().ok()),
            ..self.of_board(kind, facts.0)
        }
    }

    /// The security events of a day have this hash.
    pub(crate) fn security_day(&self, day: Date, hash: Hash) -> Waiting {
        let facts = Facts::default()
            .code(name!("day"), day.to_string())
            .fact(name!("hash"), Some(hash));
        self.of_board(Kind::SecurityDay, facts.0)
    }

    pub(super) fn of_board(&self, kind: Kind, facts: BTreeMap<Name, Fact>) -> Waiting {
        let now = self.clock.now();
        Waiting {
            id: self.ids.next(now),
            kind,
            at: now,
            office: None,
            facts,
        }
    }

    /// The table of transitions and the calendar by their hashes, every term by its name, and the zone of days: its name
    /// if it has one, and its minutes east of Greenwich.
    fn policy_facts(&self) -> BTreeMap<Name, Fact> {
        let calendar = &self.rules.calendar;
        let offset = calendar.zone().to_offset(self.clock.now()).seconds() / 60;
        let mut facts = Facts::default()
            .fact(name!("table"), Some(digest(&stage::transitions())))
            .fact(name!("calendar"), Some(digest(&calendar.to_csv())))
            .fact(name!("offset"), Whole::try_from(i64::from(offset)).ok())
            .code(
                name!("zone"),
                calendar.zone().iana_name().unwrap_or_default(),
            );
        for (term, days) in self.rules.terms.by_name() {
            let name: Option<Name> = term.parse().ok();
            facts.0.extend(name.map(|name| (name, Fact::from(days))));
        }
        facts.0
    }
}

fn release_facts(release: &str) -> BTreeMap<Name, Fact> {
    Facts::default().code(name!("version"), release).0
}

/// What the log said last of this kind, or will say.
async fn last_said(tx: &mut Tx, kind: Kind) -> Result<Option<BTreeMap<Name, Fact>>, Refusal> {
    if let Some(waiting) = rows::last_waiting(tx, kind).await? {
        return Ok(Some(waiting.facts));
    }
    let last = rows::last_of_board(tx, kind).await?;
    Ok(last.and_then(|row| Entry::parse(&row.bytes).ok().map(|entry| entry.facts)))
}

/// The hash of a text, as a fact.
pub(super) fn digest(text: &str) -> Hash {
    Hash::new(Sha256::digest(text.as_bytes()).into())
}
