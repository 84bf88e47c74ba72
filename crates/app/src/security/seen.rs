//! The security log as the auditor reads it.

use crate::board::App;
use crate::refusal::Refusal;
use domain::actor::{Actor, Role};
use domain::ids::{Number, PersonId};
use domain::permission::Forbidden;
use domain::security::SecurityLine;
use std::collections::HashMap;
use store::security::{self as rows, Day, Filter};
use store::{messages, people};

/// A line with the names that belong to it. Citizens have none here: they are the number of their account.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The line.
    pub line: SecurityLine,
    /// The name of the member of staff who did it.
    pub account: Option<String>,
    /// … to whom it was done.
    pub subject: Option<String>,
    /// The public number of the message that it concerns.
    pub message: Option<Number>,
}

impl App {
    /// Lines that fit a filter, newest first, before one; at most so many. For the auditor alone.
    pub async fn security_seen(
        &self,
        actor: &Actor,
        filter: &Filter,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Seen>, Refusal> {
        may_read(actor)?;
        let before = before.unwrap_or(i64::MAX);
        self.db
            .read(async |tx| {
                let names: HashMap<PersonId, String> = people::staff(tx)
                    .await?
                    .into_iter()
                    .filter_map(|person| Some((person.id, person.staff_name?)))
                    .collect();
                let name = |id: Option<PersonId>| id.and_then(|id| names.get(&id)).cloned();
                let mut seen = Vec::new();
                for line in rows::find(tx, filter, before, most).await? {
                    let message = match line.event.message {
                        Some(id) => messages::by_id(tx, id).await?,
                        None => None,
                    };
                    seen.push(Seen {
                        account: name(line.event.account),
                        subject: name(line.event.subject),
                        message: message.and_then(|message| message.number),
                        line,
                    });
                }
                Ok(seen)
            })
            .await
    }

    /// The days that have ended, newest first, with their hashes. For the auditor alone.
    pub async fn security_days(&self, actor: &Actor, most: u32) -> Result<Vec<Day>, Refusal> {
        may_read(actor)?;
        Ok(self.db.read(async |tx| rows::days(tx, most).await).await?)
    }
}

fn may_read(actor: &Actor) -> Result<(), Forbidden> {
    match actor.role {
        Role::Auditor => Ok(()),
        Role::Visitor => Err(Forbidden::SignIn),
        _ => Err(Forbidden::NotYours),
    }
}
