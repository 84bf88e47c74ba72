//! Staff accounts: added, reset, moved and removed by the operator on the command line.

use crate::board::App;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use crate::sign_in::Token;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::actor::Role;
use domain::ids::{OfficeId, PersonId, UnitId};
use domain::security::SecurityKind;
use ledger::kinds::Kind;
use store::Tx;
use store::people::{self, Person};

/// Shorter passwords are not taken.
pub const PASSWORD_MIN: usize = 12;

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
    /// At least [`PASSWORD_MIN`] characters.
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

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
pub(crate) fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).unwrap_or_default(),
    )
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
        let now = self.clock.now();
        let mut person = Person {
            id: self.ids.person(now),
            role: new.role,
            login: Some(new.login),
            password: None,
            staff_name: Some(new.name),
            unit: new.unit,
            office: new.office,
            pen_name: String::new(),
            active: true,
            failures: 0,
            locked_until: None,
        };
        fits(&person)?;
        person.password = Some(self.hash(new.password).await?);
        let told = self.actor(Kind::ActorAdded, &person);
        let added = self
            .db
            .write(async |tx| {
                people::add(tx, &person, None, now).await?;
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

    /// Gives a staff account a new password, ends its lock and its sessions.
    pub async fn reset_staff(&self, login: &str, password: String) -> Result<(), Refusal> {
        let password = self.hash(password).await?;
        self.db
            .write(async |tx| {
                let person = people::by_login(tx, login)
                    .await?
                    .ok_or(Refusal::NotFound)?;
                people::set_password(tx, person.id, &password).await?;
                store::sessions::end_all(tx, person.id).await?;
                Ok(())
            })
            .await
    }

    /// The staff accounts, removed ones among them.
    pub async fn staff_accounts(&self) -> Result<Vec<Person>, Refusal> {
        Ok(self.db.read(async |tx| people::staff(tx).await).await?)
    }

    /// Removes a staff account: its sessions and tokens end at once, nobody signs in with it any more. It is kept, for
    /// what was done with it stays told. Of those who look after the board the last one in a role is not removed.
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
                store::sessions::end_all(tx, person.id).await?;
                let told = self.actor(Kind::ActorRemoved, &person);
                store::ledger::wait(tx, &told).await?;
                self.record_in(tx, rights(&person, "removed")).await?;
                Ok(Removal::Done)
            })
            .await
    }

    /// Lets somebody who was removed act again, with the password and the place of before. False: nobody removed them.
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
                store::sessions::end_all(tx, after.id).await?;
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

    /// A token of the JSON API for a staff account. It ends after 90 days, or 30 without use, or with a reset.
    pub async fn staff_token(&self, login: &str) -> Result<Token, Refusal> {
        let person = self
            .db
            .read(async |tx| people::by_login(tx, login).await)
            .await?
            .filter(|person| person.active)
            .ok_or(Refusal::NotFound)?;
        self.issue_token(person.id).await
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Refusal> {
        if password.chars().count() < PASSWORD_MIN {
            let have = password.chars().count();
            return Err(Refusal::field(
                "password",
                domain::text::TextProblem::TooShort {
                    have,
                    min: PASSWORD_MIN,
                },
            ));
        }
        let salt: [u8; 16] = crate::chance::draw(&*self.chance);
        self.heavy(move || {
            let salt = SaltString::encode_b64(&salt).map_err(|why| why.to_string())?;
            argon2()
                .hash_password(password.as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(|why| why.to_string())
        })
        .await?
        .map_err(|why| store::Error::Database(why.into()).into())
    }

    /// Whether the password is that of the hash. Where there is none the work is done all the same, so that the
    /// time does not tell which logins exist.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, Refusal> {
        self.heavy(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.into());
            let parsed = PasswordHash::new(&hash);
            let right = parsed
                .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
            known && right
        })
        .await
    }

    /// Runs what needs much memory or time, few at once.
    pub(crate) async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let _turn = self
            .heavy
            .clone()
            .acquire_owned()
            .await
            .map_err(|_closed| Refusal::Busy)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|why| store::Error::Lost(why.to_string().into()).into())
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

/// The hash of a password that nobody knows, with the same cost.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$QmY1ZkE5c0Y3a0x2U2p3T3ZzY0V1Y1hQbWJqS2hGZ0E";
