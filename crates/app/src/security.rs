//! The security log: who signed in or tried to, what was shown or taken out, which rights and keys changed.
//!
//! [`App::record`] notes an event from anywhere and keeps nobody waiting; [`App::record_in`] writes it with the change that
//! it tells. Who asks, in which request and whence, is said once at the door, by [`within`], and goes along by itself.

mod check;
mod days;
mod queue;

pub use check::{Checked, Fault};
pub(crate) use queue::Queue;

use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use domain::actor::{Actor, Role};
use domain::ids::{MessageId, PersonId};
use domain::permission::Forbidden;
use domain::security::{Detail, SecurityEvent, SecurityKind, SecurityLine, SecurityOutcome};
use std::future::Future;
use std::net::IpAddr;
use store::Tx;
use store::security::{self as rows, Day, Filter};

tokio::task_local! {
    static ORIGIN: Origin;
}

/// Bytes of the keyed hash of an address that are kept: enough to tell the addresses of a day apart.
const ADDRESS_BYTES: usize = 8;

/// Who asks, and whence.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The request: random letters.
    pub request: Option<Detail>,
    /// The client's address. Only a keyed hash of it is written.
    pub address: Option<IpAddr>,
    /// The account that has signed in.
    pub account: Option<PersonId>,
    /// Its role.
    pub role: Option<Role>,
}

/// Runs what a request asks for: whatever is recorded meanwhile says who asked.
pub async fn within<F: Future>(origin: Origin, work: F) -> F::Output {
    ORIGIN.scope(origin, work).await
}

/// Who asks, as [`within`] was told; nobody, outside of a request.
pub fn origin() -> Origin {
    ORIGIN.try_with(Clone::clone).unwrap_or_default()
}

/// Something that happened, to be recorded.
#[derive(Clone, Debug)]
pub struct Happened {
    kind: SecurityKind,
    outcome: SecurityOutcome,
    account: Option<PersonId>,
    role: Option<Role>,
    subject: Option<PersonId>,
    message: Option<MessageId>,
    detail: Option<Detail>,
}

impl Happened {
    fn new(kind: SecurityKind, outcome: SecurityOutcome) -> Self {
        Self {
            kind,
            outcome,
            account: None,
            role: None,
            subject: None,
            message: None,
            detail: None,
        }
    }

    /// It was done.
    pub fn done(kind: SecurityKind) -> Self {
        Self::new(kind, SecurityOutcome::Done)
    }

    /// It was tried, and was wrong.
    pub fn failed(kind: SecurityKind) -> Self {
        Self::new(kind, SecurityOutcome::Failed)
    }

    /// It was not allowed.
    pub fn refused(kind: SecurityKind) -> Self {
        Self::new(kind, SecurityOutcome::Refused)
    }

    /// By whom, where the request does not say it: somebody who is just signing in.
    #[must_use]
    pub fn by(mut self, account: PersonId, role: Role) -> Self {
        self.account = Some(account);
        self.role = Some(role);
        self
    }

    /// By whoever acts.
    #[must_use]
    pub fn by_actor(mut self, actor: &Actor) -> Self {
        self.account = actor.person;
        self.role = Some(actor.role);
        self
    }

    /// To whose account it was done.
    #[must_use]
    pub fn to(mut self, subject: PersonId) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Which message it concerns.
    #[must_use]
    pub fn about(mut self, message: MessageId) -> Self {
        self.message = Some(message);
        self
    }

    /// More about it, a word of the program: `password`, `field/3`. What is no [`Detail`] is left out.
    #[must_use]
    pub fn detail(mut self, detail: impl AsRef<str>) -> Self {
        self.detail = detail.as_ref().parse().ok();
        self
    }
}

impl App {
    /// Notes what happened. It is written within a second, whatever becomes of the action; a crash before that loses it.
    pub fn record(&self, happened: Happened) {
        let event = self.event_of(happened);
        self.security.push(self.ids.next(event.at), event);
    }

    /// Writes what happened in the action's own transaction: it is there exactly if the change is.
    pub async fn record_in(&self, tx: &mut Tx, happened: Happened) -> store::Result<()> {
        let event = self.event_of(happened);
        rows::add(tx, self.ids.next(event.at), &event).await
    }

    /// Notes a refusal, where it is one that security asks about: something that is not theirs, or too much of it.
    /// `place` is where: `GET/desk/:list`.
    pub fn record_refusal(&self, refusal: &Refusal, place: &str) {
        match refusal {
            Refusal::Forbidden(Forbidden::NotYours | Forbidden::Concerned) => {
                self.record(Happened::refused(SecurityKind::Permission).detail(place));
            }
            Refusal::TooMany { what, .. } => {
                self.record(Happened::refused(SecurityKind::Limit).detail(what));
            }
            _ => {}
        }
    }

    /// A process begins to serve, with a release, a field key and settings; `settings` is what tells one from another.
    pub async fn record_start(
        &self,
        release: &str,
        key: u32,
        settings: &[u8],
    ) -> Result<(), Refusal> {
        let settings = Detail::letters(settings);
        self.db
            .write(async |tx| {
                self.record_in(tx, Happened::done(SecurityKind::Start).detail(release))
                    .await?;
                let key = format!("field/{key}");
                self.record_in(tx, Happened::done(SecurityKind::Keys).detail(key))
                    .await?;
                let before = rows::last_of(tx, SecurityKind::Settings).await?;
                if before.and_then(|event| event.detail).as_ref() != Some(&settings) {
                    let changed = Happened::done(SecurityKind::Settings);
                    self.record_in(tx, changed.detail(settings.as_str()))
                        .await?;
                }
                Ok(())
            })
            .await
    }

    /// Lines of the log after one, in order; at most so many.
    pub async fn security_lines(
        &self,
        after: i64,
        most: u32,
    ) -> Result<Vec<SecurityLine>, Refusal> {
        let lines = self
            .db
            .read(async |tx| rows::after(tx, after, i64::MAX, most).await);
        Ok(lines.await?)
    }

    /// Lines of the log for the auditor, newest first, before one; at most so many.
    pub async fn security_log(
        &self,
        actor: &Actor,
        filter: &Filter,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<SecurityLine>, Refusal> {
        may_read(actor)?;
        let before = before.unwrap_or(i64::MAX);
        let lines = self
            .db
            .read(async |tx| rows::find(tx, filter, before, most).await);
        Ok(lines.await?)
    }

    /// The days that have ended, newest first, with their hashes, for the auditor.
    pub async fn security_days(&self, actor: &Actor, most: u32) -> Result<Vec<Day>, Refusal> {
        may_read(actor)?;
        Ok(self.db.read(async |tx| rows::days(tx, most).await).await?)
    }

    /// What tells a request from others in the log.
    pub fn draw_request(&self) -> Detail {
        Detail::letters(&draw::<8>(&*self.chance))
    }

    fn event_of(&self, happened: Happened) -> SecurityEvent {
        let at = self.clock.now();
        let origin = origin();
        let day = self.rules.calendar.date(at);
        let address = origin.address.map(|address| {
            let hash = self
                .vault
                .blind(&format!("address {day}"), &address.to_string());
            Detail::letters(hash.get(..ADDRESS_BYTES).unwrap_or_default())
        });
        SecurityEvent {
            at,
            kind: happened.kind,
            outcome: happened.outcome,
            account: happened.account.or(origin.account),
            role: happened.role.or(origin.role),
            subject: happened.subject,
            message: happened.message,
            detail: happened.detail,
            request: origin.request,
            address,
            times: 1,
        }
    }
}

/// The log is the auditor's to read.
fn may_read(actor: &Actor) -> Result<(), Forbidden> {
    match actor.role {
        Role::Auditor => Ok(()),
        Role::Visitor => Err(Forbidden::SignIn),
        _ => Err(Forbidden::NotYours),
    }
}
