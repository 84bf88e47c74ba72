//! The desk: worklists in deadline order for everyone who works on messages.

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::ids::{MessageId, OfficeId, UnitId};
use domain::message::Queue;
use domain::permission::Forbidden;
use store::lists::{self, Key, Listed, Page, Work};
use store::people;

/// One list of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Everything that waits for this person.
    Mine,
    /// One queue of it.
    Queue(Queue),
    /// Late ones that this person has to do with.
    Overdue,
    /// Where a unit asked for more days.
    Extensions,
}

impl List {
    /// The code in the URL.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Queue(queue) => queue.code(),
            Self::Overdue => "overdue",
            Self::Extensions => "extensions",
        }
    }
}

/// A staff account as administrators see it: nothing of it is anybody's private matter.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person's name, shown inside.
    pub name: String,
    /// How the person signs in.
    pub login: String,
    /// The one role.
    pub role: Role,
    /// Handlers: their unit.
    pub unit: Option<UnitId>,
    /// Leaders: their office.
    pub office: Option<OfficeId>,
    /// False: cannot sign in any more.
    pub active: bool,
    /// Until then the password for the first time can be replaced; none: the person has one of their own.
    pub password_until: Option<Timestamp>,
}

/// The queues that wait for a role, in the order in which the desk shows them.
fn queues(role: Role) -> &'static [Queue] {
    match role {
        Role::Editor => &[Queue::Screening, Queue::Review, Queue::Judging],
        Role::Dispatcher => &[Queue::Assignment],
        Role::Handler | Role::Approver => &[
            Queue::Acceptance,
            Queue::Handling,
            Queue::FollowUp,
            Queue::Writer,
        ],
        Role::Supervisor => &[Queue::Designation],
        _ => &[],
    }
}

/// Everything under way, for those who look over all of it.
const UNDER_WAY: &[Queue] = &[
    Queue::Assignment,
    Queue::Designation,
    Queue::Acceptance,
    Queue::Handling,
    Queue::FollowUp,
    Queue::Writer,
    Queue::Review,
    Queue::Judging,
];

/// The list of a role with this code.
pub fn list_of(role: Role, code: &str) -> Option<List> {
    lists_of(role).into_iter().find(|list| list.code() == code)
}

/// The lists of a role, the first being the desk's own.
pub fn lists_of(role: Role) -> Vec<List> {
    let mut all = vec![List::Mine];
    match role {
        Role::Leader | Role::LeaderOffice => all.push(List::Overdue),
        Role::Supervisor => all.extend([
            List::Queue(Queue::Designation),
            List::Extensions,
            List::Overdue,
        ]),
        Role::Auditor => {
            all.push(List::Queue(Queue::Screening));
            all.extend(UNDER_WAY.iter().map(|queue| List::Queue(*queue)));
            all.push(List::Overdue);
        }
        _ => {
            let mine = queues(role);
            if mine.len() > 1 {
                all.extend(mine.iter().map(|queue| List::Queue(*queue)));
            }
            if role.needs_unit() {
                all.push(List::Overdue);
            }
        }
    }
    all
}

impl App {
    /// What a list of this person's desk holds. A list that is not theirs is refused.
    fn work(actor: &Actor, list: List) -> Result<Work, Refusal> {
        let role = actor.role;
        if !lists_of(role).contains(&list) || !App::has_desk(role) {
            return Err(Forbidden::NotYours.into());
        }
        let mut work = Work {
            units: role.needs_unit().then(|| actor.units.clone()),
            office: role.needs_office().then_some(actor.office).flatten(),
            ..Work::default()
        };
        if role.needs_office() && work.office.is_none() {
            return Err(Forbidden::NotYours.into());
        }
        match list {
            List::Mine
                if role == Role::Supervisor || role == Role::Auditor || role.needs_office() =>
            {
                work.queues = UNDER_WAY.to_vec();
            }
            List::Mine => {
                work.queues = queues(role)
                    .iter()
                    .copied()
                    .filter(|queue| *queue != Queue::Writer)
                    .collect();
            }
            List::Queue(queue) => work.queues = vec![queue],
            List::Overdue => {
                work.overdue = true;
                work.queues = UNDER_WAY.to_vec();
            }
            List::Extensions => work.extension_asked = true,
        }
        Ok(work)
    }

    /// Whether a role has a desk with messages on it.
    pub fn has_desk(role: Role) -> bool {
        role.is_staff() && !matches!(role, Role::Administrator | Role::SecurityAdministrator)
    }

    /// A page of a list, in the order of deadlines.
    pub async fn desk_list(
        &self,
        actor: &Actor,
        list: List,
        after: Option<Key>,
        limit: u32,
    ) -> Result<Page, Refusal> {
        let work = Self::work(actor, list)?;
        Ok(self
            .db
            .read(async |tx| lists::work(tx, &work, after, limit).await)
            .await?)
    }

    /// How many messages each list of this person has.
    pub async fn desk_counts(&self, actor: &Actor) -> Result<Vec<(List, i64)>, Refusal> {
        let mut works = Vec::new();
        for list in lists_of(actor.role) {
            works.push((list, Self::work(actor, list)?));
        }
        let counts = self.db.read(async |tx| {
            let mut counts = Vec::with_capacity(works.len());
            for (list, work) in &works {
                counts.push((*list, lists::count_work(tx, work).await?));
            }
            Ok::<_, Refusal>(counts)
        });
        counts.await
    }

    /// The message that comes after a place in a list, or the first one where none does: the next item at hand.
    pub async fn desk_next(
        &self,
        actor: &Actor,
        list: List,
        after: Option<Key>,
        than: MessageId,
    ) -> Result<Option<Listed>, Refusal> {
        let other = |page: Page| page.items.into_iter().find(|item| item.message.id != than);
        let after = match after {
            Some(_) => other(self.desk_list(actor, list, after, 2).await?),
            None => None,
        };
        match after {
            Some(item) => Ok(Some(item)),
            None => Ok(other(self.desk_list(actor, list, None, 2).await?)),
        }
    }

    /// All staff accounts, for administrators.
    pub async fn accounts(&self, actor: &Actor) -> Result<Vec<Account>, Refusal> {
        if !matches!(
            actor.role,
            Role::Administrator | Role::SecurityAdministrator
        ) {
            return Err(Forbidden::NotYours.into());
        }
        let staff = self.db.read(async |tx| people::staff(tx).await).await?;
        let account = |person: people::Person| Account {
            name: person.staff_name.unwrap_or_default(),
            login: person.login.unwrap_or_default(),
            role: person.role,
            unit: person.unit,
            office: person.office,
            active: person.active,
            password_until: person.password_until,
        };
        Ok(staff.into_iter().map(account).collect())
    }
}
