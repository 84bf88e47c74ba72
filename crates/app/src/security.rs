//! The security log: who signed in or tried to, what was shown or taken out, which rights and keys changed.
//!
//! [`App::record`] notes an event from anywhere and keeps nobody waiting; [`App::record_in`] writes it with the change that
//! it tells. Who asks, in which request and whence, is said once at the door, by [`within`], and goes along by itself.

mod check;
mod days;
mod queue;
mod seen;

pub use check::{Checked, Fault};
pub(crate) use queue::Queue;
pub use seen::Seen;

use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use domain::actor::{Actor, Role};
use domain::ids::{MessageId, PersonId};
use domain::permission::Forbidden;
use domain::security::{Detail, SecurityEvent, SecurityKind, SecurityLine, SecurityOutcome};
use jiff::ToSpan;
use jiff::civil::Date;
use std::future::Future;
use std::net::IpAddr;
use store::Tx;
use store::security as rows;

tokio::task_local! {
    static ORIGIN: Origin;
}

/// Bytes of the keyed hash of an address that are kept: enough to tell the addresses of a day apart.
const ADDRESS_BYTES: usize = 8;
/// … of the settings: enough to tell any two apart.
const SETTINGS_BYTES: usize = 16;
/// Lines that are forgotten in one transaction.
const FORGET: u32 = 1_000;

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
    times: u32,
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
            times: 1,
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

    /// How often, or of how much.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
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

    /// A process begins to serve with a release and with settings, of which a keyed hash tells whether they changed.
    pub async fn record_start(&self, release: &str, settings: &str) -> Result<(), Refusal> {
        let hash = self.vault.session("settings", settings);
        let settings = Detail::letters(hash.get(..SETTINGS_BYTES).unwrap_or_default());
        let key = self.vault.newest_key();
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

    /// The number of the last line.
    pub async fn security_last(&self) -> Result<i64, Refusal> {
        let head = self.db.read(async |tx| rows::head(tx).await);
        Ok(head.await?.n)
    }

    /// The first day of which lines are kept today.
    pub fn security_kept_since(&self) -> Date {
        let today = self.rules.calendar.date(self.clock.now());
        let days = i64::from(self.board.security_days).days();
        today.checked_sub(days).unwrap_or(Date::MIN)
    }

    /// Forgets lines of days that are no longer kept, in batches.
    pub(crate) async fn forget_security(&self) -> Result<u64, Refusal> {
        let since = self.security_kept_since();
        let mut all = 0;
        loop {
            let gone = self
                .db
                .write(async |tx| rows::forget_before(tx, since, FORGET).await)
                .await?;
            all += gone;
            if gone <= u64::from(FORGET) {
                return Ok(all);
            }
        }
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
                .session(&format!("address {day}"), &address.to_string());
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
            times: happened.times,
        }
    }
}
