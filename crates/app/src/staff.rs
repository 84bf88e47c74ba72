//! Staff accounts: added, reset, moved and removed by the operator on the command line.

use crate::board::App;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use crate::sign_in::provider::identity_of;
use crate::sign_in::{Browser, Token};
use domain::Timestamp;
use domain::account::AccountNews;
use domain::actor::Role;
use domain::ids::{OfficeId, PersonId, UnitId};
use domain::security::SecurityKind;
use jiff::Span;
use ledger::kinds::Kind;
use store::people::{self, Person};
use store::{Tx, authenticators, devices, entries, passkeys, sessions};

/// Days for which a password that the operator gave can be replaced by one's own.
pub const PASSWORD_DAYS: i64 = 7;

/// A new staff account.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// How the person signs in.
    pub login: String,
    /// The person's name, shown inside.
    pub name: String,
    /// The one role.
    pub role: Role,
    /// For handlers.
    pub unit: Option<UnitId>,
    /// For leaders.
    pub office: Option<OfficeId>,
    /// For the first time: it must be replaced within [`PASSWORD_DAYS`].
    pub password: String,
}

/// What came of removing a staff account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is removed.
    Done,
    /// It was removed before.
    Before,
    /// It stays: without it nobody would look after the board.
    Last,
}

impl App {
    /// Adds a staff account.
    pub async fn add_staff(&self, new: NewStaff) -> Result<PersonId, Refusal> {
        let letter =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_');
        let login_fits = (2..=40).contains(&new.login.len()) && new.login.bytes().all(letter);
        if !login_fits {
            return Err(Refusal::field("login", Problem::Unknown));
        }
        if !new.role.is_staff() {
            return Err(Refusal::field("role", Problem::Choose));
        }
        let names = vec![new.login.clone(), new.name.clone()];
        let now = self.clock.now();
        let mut person = Person {
            id: self.ids.person(now),
            role: new.role,
            login: Some(new.login),
            password: None,
            password_until: Some(first_time_ends(now)),
            staff_name: Some(new.name),
            unit: new.unit,
            office: new.office,
            pen_name: String::new(),
            active: true,
        };
        fits(&person)?;
        let password = self.new_password("password", new.password, names);
        person.password = Some(password.await?);
        let told = self.actor(Kind::ActorAdded, &person);
        let added = self
            .db
            .write(async |tx| {
                people::add(tx, &person, None, now).await?;
                let given = Happened::done(SecurityKind::Rights).to(person.id);
                self.record_in(tx, given.detail(person.role.code())).await?;
                Ok::<_, Refusal>(store::ledger::wait(tx, &told).await?)
            })
            .await;
        match added {
            Err(Refusal::Store(store::Error::Taken(_))) => {
                Err(Refusal::field("login", Problem::NotTaken))
            }
            other => other.map(|()| person.id),
        }
    }

    /// Gives a staff account a new password for the first time and ends its sessions and tokens. The second factor
    /// stays, unless it was lost, too.
    pub async fn reset_staff(
        &self,
        login: &str,
        password: String,
        factors: bool,
    ) -> Result<(), Refusal> {
        let names = vec![login.to_owned()];
        let password = self.new_password("password", password, names).await?;
        let now = self.clock.now();
        let until = first_time_ends(now);
        let nowhere = Browser::default();
        self.db
            .write(async |tx| {
                let person = staff_of(tx, login).await?;
                people::set_password(tx, person.id, &password, Some(until)).await?;
                sessions::end_all(tx, person.id).await?;
                entries::end_all(tx, person.id).await?;
                let news = AccountNews::PasswordReset;
                self.tell(tx, person.id, news, &nowhere).await?;
                if factors {
                    authenticators::remove(tx, person.id).await?;
                    passkeys::remove_all(tx, person.id).await?;
                    devices::end_all(tx, person.id).await?;
                    let news = AccountNews::FactorsReset;
                    self.tell(tx, person.id, news, &nowhere).await?;
                }
                Ok(())
            })
            .await
    }

    /// The staff accounts, removed ones among them.
    pub async fn staff_accounts(&self) -> Result<Vec<Person>, Refusal> {
        Ok(self.db.read(async |tx| people::staff(tx).await).await?)
    }

    /// Removes a staff account: its sessions and tokens end at once, and so does the way of whoever is just signing in;
    /// nobody signs in with it any more. It is kept, for what was done with it stays told. Of those who look after the board the last one in a role is not removed.
    pub async fn remove_staff(&self, login: &str) -> Result<Removal, Refusal> {
        self.db
            .write(async |tx| {
                let person = staff_of(tx, login).await?;
                if !person.active {
                    return Ok(Removal::Before);
                }
                if matches!(
                    person.role,
                    Role::Administrator | Role::SecurityAdministrator
                ) {
                    let others = people::staff(tx).await?.into_iter();
                    let mut others =
                        others.filter(|other| other.active && other.role == person.role);
                    if others.all(|other| other.id == person.id) {
                        return Ok(Removal::Last);
                    }
                }
                people::set_active(tx, person.id, false).await?;
                sessions::end_all(tx, person.id).await?;
                entries::end_all(tx, person.id).await?;
                let told = self.actor(Kind::ActorRemoved, &person);
                store::ledger::wait(tx, &told).await?;
                self.record_in(tx, rights(&person, "removed")).await?;
                Ok(Removal::Done)
            })
            .await
    }

    /// Lets somebody who was removed act again, with both factors and the place of before. False: nobody removed them.
    pub async fn restore_staff(&self, login: &str) -> Result<bool, Refusal> {
        self.db
            .write(async |tx| {
                let person = staff_of(tx, login).await?;
                if !person.active {
                    people::set_active(tx, person.id, true).await?;
                    let told = self.actor(Kind::ActorAdded, &person);
                    store::ledger::wait(tx, &told).await?;
                    self.record_in(tx, rights(&person, "restored")).await?;
                }
                Ok(!person.active)
            })
            .await
    }

    /// Gives a staff account to another unit or office, as its role asks. Its sessions end: what they could do is over.
    pub async fn move_staff(
        &self,
        login: &str,
        unit: Option<UnitId>,
        office: Option<OfficeId>,
    ) -> Result<(), Refusal> {
        self.db
            .write(async |tx| {
                let before = staff_of(tx, login).await?;
                if !before.active {
                    return Err(Refusal::NotFound);
                }
                let after = Person {
                    unit,
                    office,
                    ..before.clone()
                };
                fits(&after)?;
                people::set_place(tx, after.id, unit, office).await?;
                sessions::end_all(tx, after.id).await?;
                entries::end_all(tx, after.id).await?;
                for told in [
                    self.actor(Kind::ActorRemoved, &before),
                    self.actor(Kind::ActorAdded, &after),
                ] {
                    store::ledger::wait(tx, &told).await?;
                }
                self.record_in(tx, rights(&after, "moved")).await?;
                Ok(())
            })
            .await
    }

    /// Who a staff account is to the identity provider; none: nobody.
    pub async fn staff_identity(&self, login: &str) -> Result<Option<String>, Refusal> {
        let person = self.db.read(async |tx| staff_of(tx, login).await).await?;
        let found = self
            .db
            .read(async |tx| people::identity(tx, person.id).await);
        Ok(found.await?)
    }

    /// Says who a staff account is to the identity provider, by the subject that it gives them; none: nobody any more.
    /// Its sessions end: whoever it was until now is out.
    pub async fn set_staff_identity(
        &self,
        login: &str,
        subject: Option<&str>,
    ) -> Result<(), Refusal> {
        let identity = match (subject.map(str::trim), self.provider.as_deref()) {
            (None, _) => None,
            (Some(_), None) => return Err(Refusal::field("subject", Problem::Away)),
            // OpenID Connect Core 1.0, 2: at most 255 ASCII characters.
            (Some(subject), Some(provider))
                if (1..=255).contains(&subject.len()) && subject.is_ascii() =>
            {
                Some(identity_of(provider.issuer(), subject))
            }
            (Some(_), Some(_)) => return Err(Refusal::field("subject", Problem::Unknown)),
        };
        let set = self.db.write(async |tx| {
            let person = staff_of(tx, login).await?;
            people::set_identity(tx, person.id, identity.as_deref()).await?;
            sessions::end_all(tx, person.id).await?;
            entries::end_all(tx, person.id).await?;
            let news = AccountNews::IdentityChanged;
            self.tell(tx, person.id, news, &Browser::default()).await
        });
        match set.await {
            Err(Refusal::Store(store::Error::Taken(_))) => {
                Err(Refusal::field("subject", Problem::NotTaken))
            }
            other => other,
        }
    }

    /// A token of the JSON API for a staff account. It ends after 90 days, or 30 without use, or with a reset.
    pub async fn staff_token(&self, login: &str) -> Result<Token, Refusal> {
        let person = self
            .db
            .read(async |tx| people::by_login(tx, login).await)
            .await?
            .filter(|person| person.active)
            .ok_or(Refusal::NotFound)?;
        let token = self.issue_token(person.id).await?;
        self.db
            .write(async |tx| {
                let issued = Happened::done(SecurityKind::Token).to(person.id);
                Ok::<_, Refusal>(self.record_in(tx, issued).await?)
            })
            .await?;
        Ok(token)
    }
}

/// The staff account of a login.
async fn staff_of(tx: &mut Tx, login: &str) -> Result<Person, Refusal> {
    let person = people::by_login(tx, login).await?;
    person.ok_or(Refusal::NotFound)
}

/// What somebody may do changed.
fn rights(person: &Person, how: &str) -> Happened {
    Happened::done(SecurityKind::Rights)
        .to(person.id)
        .detail(how)
}

/// Whether an account has the place that its role asks for.
fn fits(person: &Person) -> Result<(), Refusal> {
    if person.role.needs_unit() && person.unit.is_none() {
        return Err(Refusal::field("unit", Problem::Choose));
    }
    if person.role.needs_office() && person.office.is_none() {
        return Err(Refusal::field("office", Problem::Choose));
    }
    Ok(())
}

fn first_time_ends(now: Timestamp) -> Timestamp {
    let days = Span::new().hours(24 * PASSWORD_DAYS);
    now.checked_add(days).unwrap_or(Timestamp::MAX)
}
