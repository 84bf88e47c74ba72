//! How staff come in: the password, then the second factor; the first time also a password and an authenticator of
//! their own. Whoever is on the way holds a token that opens nothing but the next step.

use super::guesses::{TRIES, begins, is_known};
use super::{Browser, Opened, Token, after};
use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use crate::totp::Secret;
use domain::Timestamp;
use domain::account::AccountNews;
use domain::ids::PersonId;
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use jiff::Span;
use store::authenticators::{self, Authenticator};
use store::entries::{self, Entry};
use store::people::{self, Person};
use store::vault::Place;
use store::{Tx, guesses, notices, sessions};

/// Minutes for the whole way.
pub const WAY_MINUTES: u32 = 20;
/// Recovery codes that are given at once.
const CODES: usize = 10;
/// Letters that are told apart when read aloud or copied by hand.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What is still to come before staff have a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The code of the authenticator, or a recovery code.
    Code,
    /// A password in the place of the one for the first time.
    Password,
    /// An authenticator.
    Authenticator,
}

/// Somebody of the staff on the way in.
#[derive(Clone, Debug)]
pub struct OnTheWay {
    /// What comes next.
    pub step: Step,
    /// How the person signs in.
    pub login: String,
    /// The last step of their authenticator that was used.
    pub used: i64,
    person: PersonId,
}

/// An authenticator that is offered, until it is proved or the way ends.
#[derive(Clone, Debug)]
pub struct Offer {
    /// For the picture.
    pub uri: String,
    /// To be typed.
    pub base32: String,
    /// What the form brings back.
    pub sealed: String,
}

/// A way, as its rows have it.
struct Way {
    entry: Entry,
    person: Person,
    authenticator: Option<Authenticator>,
}

impl Way {
    fn step(&self) -> Option<Step> {
        match &self.authenticator {
            // Whom the provider knows needs no password here; a second factor all the same.
            _ if self.entry.elsewhere && self.entry.proved => None,
            Some(_) if !self.entry.proved => Some(Step::Code),
            None if self.entry.elsewhere => Some(Step::Authenticator),
            _ if self.person.password_until.is_some() => Some(Step::Password),
            Some(_) if !self.entry.renews => None,
            _ => Some(Step::Authenticator),
        }
    }

    /// What a password must not be made of.
    fn names(&self) -> Vec<String> {
        names(&self.person)
    }
}

/// The names of a person, which make no password.
pub(super) fn names(person: &Person) -> Vec<String> {
    let names = [person.login.clone(), person.staff_name.clone()];
    names.into_iter().flatten().collect()
}

impl App {
    /// Takes a login and a password. The answer is a token for the cookie of the way, which leads on to
    /// [`App::on_the_way`].
    pub async fn begin_staff(
        &self,
        login: &str,
        password: String,
        browser: &Browser,
    ) -> Result<Token, Refusal> {
        let now = self.clock.now();
        let login = login.trim().to_lowercase();
        let counted = self.db.write(async |tx| {
            let person = people::by_login(tx, &login).await?;
            let person = person.filter(|person| person.active);
            let known = is_known(tx, person.as_ref().map(|person| person.id), browser).await?;
            let target = self.password_target(&login, browser, known);
            let tries = begins(tx, &target, now).await?;
            if let Some(person) = person.as_ref().filter(|_| tries == TRIES) {
                self.tell_once(tx, person.id, AccountNews::WrongPasswords, browser)
                    .await?;
            }
            Ok::<_, Refusal>((person, target))
        });
        let (person, target) = counted.await?;
        let hash = person.as_ref().and_then(|person| person.password.clone());
        let right = self.verify(password, hash).await?;
        if !right {
            let failed = Happened::failed(SecurityKind::SignIn).detail("password");
            self.record(match &person {
                Some(person) => failed.to(person.id),
                None => failed,
            });
        }
        let Some(person) = person.filter(|_| right) else {
            return Err(Refusal::field("password", Problem::Password));
        };
        if person.password_until.is_some_and(|until| until <= now) {
            return Err(Refusal::field("password", Problem::Expired));
        }
        let token = Token::draw(&*self.chance);
        let entry = self.entry(person.id, false);
        self.db
            .write(async |tx| {
                guesses::forgive(tx, &target).await?;
                Ok::<_, Refusal>(entries::add(tx, &token.hash(), &entry).await?)
            })
            .await?;
        Ok(token)
    }

    /// Who is on the way with this token, and what comes next; none where the way has ended.
    pub async fn on_the_way(&self, token: &Token) -> Result<Option<OnTheWay>, Refusal> {
        let hash = token.hash();
        let now = self.clock.now();
        let way = self.db.read(async |tx| match way(tx, &hash, now).await {
            Ok(found) => Ok(Some(found)),
            Err(Refusal::Forbidden(_)) => Ok(None),
            Err(other) => Err(other),
        });
        Ok(way.await?.and_then(|way| {
            Some(OnTheWay {
                step: way.step()?,
                login: way.person.login.clone().unwrap_or_default(),
                used: way.authenticator.map_or(0, |one| one.step),
                person: way.person.id,
            })
        }))
    }

    /// Takes the second factor: six digits of the authenticator, or a recovery code. A session, where nothing else
    /// is to come.
    pub async fn prove_code(
        &self,
        token: &Token,
        typed: &str,
        browser: &Browser,
    ) -> Result<Option<Opened>, Refusal> {
        let hash = token.hash();
        let now = self.clock.now();
        let proved = self.db.write(async |tx| {
            let way = way_at(tx, &hash, now, Step::Code).await?;
            let right = self.proves(tx, &way.person, typed, browser).await?;
            if right {
                entries::proved(tx, &hash).await?;
            } else {
                let failed = Happened::failed(SecurityKind::SignIn).detail("factor");
                self.record(failed.to(way.person.id));
            }
            Ok::<_, Refusal>(right)
        });
        // A wrong try is counted, so it is no refusal of the transaction.
        if !proved.await? {
            return Err(Refusal::field("code", Problem::Factor));
        }
        self.arrive(token, browser).await
    }

    /// Takes the password that replaces the one for the first time. A session, where nothing else is to come.
    pub async fn replace_password(
        &self,
        token: &Token,
        password: String,
        browser: &Browser,
    ) -> Result<Option<Opened>, Refusal> {
        let hash = token.hash();
        let now = self.clock.now();
        let way = self
            .db
            .read(async |tx| way_at(tx, &hash, now, Step::Password).await);
        let way = way.await?;
        let hashed = self
            .another_password(&way.person, password, way.names())
            .await?;
        self.db
            .write(async |tx| {
                let way = way_at(tx, &hash, now, Step::Password).await?;
                people::set_password(tx, way.person.id, &hashed, None).await?;
                let set = Happened::done(SecurityKind::Factor).detail("password_set");
                self.record_in(tx, set.to(way.person.id)).await?;
                Ok::<_, Refusal>(sessions::end_all(tx, way.person.id).await?)
            })
            .await?;
        self.arrive(token, browser).await
    }

    /// Offers an authenticator to somebody on the way. Nothing is kept: the form brings the secret back, sealed.
    pub fn offer_authenticator(&self, way: &OnTheWay) -> Offer {
        let secret = Secret::draw(&*self.chance);
        self.offer(way, &secret, self.way_ends())
    }

    /// The same offer again, after a wrong code.
    pub fn offer_again(&self, way: &OnTheWay, sealed: &str) -> Option<Offer> {
        let (secret, until) = self.offered(way.person, sealed)?;
        Some(self.offer(way, &secret, until))
    }

    /// Takes the authenticator that was offered, once a code proves that the app has it: a session, and the recovery
    /// codes, which are told this once.
    pub async fn enrol(
        &self,
        token: &Token,
        sealed: &str,
        typed: &str,
        browser: &Browser,
    ) -> Result<(Opened, Vec<String>), Refusal> {
        let hash = token.hash();
        let now = self.clock.now();
        let codes = self.draw_codes();
        let nonce = draw(&*self.chance);
        let enrolled = self.db.write(async |tx| {
            let way = way_at(tx, &hash, now, Step::Authenticator).await?;
            let wrong = || Refusal::field("code", Problem::Factor);
            let (secret, _until) = self.offered(way.person.id, sealed).ok_or_else(wrong)?;
            let step = secret.step_of(&digits(typed), now, 0).ok_or_else(wrong)?;
            let sealed = self.seal_secret(way.person.id, &secret, nonce);
            let authenticator = Authenticator {
                secret_sealed: sealed,
                step,
                since: now,
            };
            authenticators::put(tx, way.person.id, &authenticator).await?;
            let hashes = self.code_hashes(way.person.id, &codes);
            authenticators::put_codes(tx, way.person.id, &hashes).await?;
            entries::end_all(tx, way.person.id).await?;
            sessions::end_all(tx, way.person.id).await?;
            if way.entry.renews {
                let news = AccountNews::AuthenticatorChanged;
                self.tell(tx, way.person.id, news, browser).await?;
            } else {
                let set = Happened::done(SecurityKind::Factor).detail("authenticator_set");
                self.record_in(tx, set.to(way.person.id)).await?;
                self.record_in(tx, signed_in(&way)).await?;
            }
            Ok::<_, Refusal>(way.person)
        });
        let person = enrolled.await?;
        Ok((self.open_session(&person, browser).await?, codes))
    }

    /// Whether what was typed is the second factor of a person; a wrong one is counted. It runs in the transaction of
    /// what it allows.
    pub(super) async fn proves(
        &self,
        tx: &mut Tx,
        person: &Person,
        typed: &str,
        browser: &Browser,
    ) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let known = is_known(tx, Some(person.id), browser).await?;
        let target = self.code_target(person.id, browser, known);
        let tries = begins(tx, &target, now).await?;
        let right = match digits(typed) {
            six if six.len() == 6 && letters(typed) == six => {
                self.uses_step(tx, person.id, &six, now).await?
            }
            _ => self.uses_code(tx, person.id, typed, browser).await?,
        };
        if right {
            guesses::forgive(tx, &target).await?;
        } else if tries == TRIES {
            self.tell_once(tx, person.id, AccountNews::WrongCodes, browser)
                .await?;
        }
        Ok(right)
    }

    async fn uses_step(
        &self,
        tx: &mut Tx,
        person: PersonId,
        typed: &str,
        now: Timestamp,
    ) -> Result<bool, Refusal> {
        let Some(authenticator) = authenticators::of(tx, person).await? else {
            return Ok(false);
        };
        let place = secret_place(person);
        let text = self
            .vault
            .open(place, &authenticator.secret_sealed)
            .map_err(|why| Refusal::Store(store::Error::Database(why.to_string().into())))?;
        let secret = Secret::parse(&text);
        let step = secret.and_then(|secret| secret.step_of(typed, now, authenticator.step));
        match step {
            Some(step) => Ok(authenticators::use_step(tx, person, step).await?),
            None => Ok(false),
        }
    }

    async fn uses_code(
        &self,
        tx: &mut Tx,
        person: PersonId,
        typed: &str,
        browser: &Browser,
    ) -> Result<bool, Refusal> {
        let hash = self.code_hash(person, &letters(typed));
        let right = authenticators::use_code(tx, person, &hash, self.clock.now()).await?;
        if right {
            self.tell(tx, person, AccountNews::CodeUsed, browser)
                .await?;
        }
        Ok(right)
    }

    /// The hash of a password in the place of the one that a person has.
    pub(super) async fn another_password(
        &self,
        person: &Person,
        password: String,
        names: Vec<String>,
    ) -> Result<String, Refusal> {
        let hashed = self.new_password("new_password", password.clone(), names);
        let hashed = hashed.await?;
        if self.verify(password, person.password.clone()).await? {
            return Err(Refusal::field("new_password", Problem::Same));
        }
        Ok(hashed)
    }

    /// A way that begins now.
    pub(super) fn entry(&self, person: PersonId, renews: bool) -> Entry {
        Entry {
            person,
            // Whoever renews has just proved both factors.
            proved: renews,
            renews,
            elsewhere: false,
            expires_at: self.way_ends(),
        }
    }

    /// Ten new codes, as they are told: `abcde-fgh23`, fifty bits each.
    pub(super) fn draw_codes(&self) -> Vec<String> {
        let draws = (0..CODES).map(|_| draw::<10>(&*self.chance));
        let told = draws.map(|bytes| {
            let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).copied();
            let groups = bytes
                .chunks(5)
                .map(|five| -> String { five.iter().filter_map(letter).map(char::from).collect() });
            groups.collect::<Vec<_>>().join("-")
        });
        told.collect()
    }

    /// What is kept of codes.
    pub(super) fn code_hashes(&self, person: PersonId, codes: &[String]) -> Vec<[u8; 32]> {
        let hashes = codes
            .iter()
            .map(|code| self.code_hash(person, &letters(code)));
        hashes.collect()
    }

    /// An authenticator's secret, sealed for the row of its owner.
    pub(crate) fn seal_secret(
        &self,
        person: PersonId,
        secret: &Secret,
        nonce: [u8; 24],
    ) -> Vec<u8> {
        self.vault
            .seal(secret_place(person), &secret.to_text(), nonce)
    }

    /// Tells the owner of an account.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        person: PersonId,
        news: AccountNews,
        browser: &Browser,
    ) -> Result<(), Refusal> {
        let now = self.clock.now();
        let id = self.ids.next(now);
        let kind = match news {
            // That somebody signed in is recorded as such.
            AccountNews::NewDevice => None,
            AccountNews::WrongPasswords | AccountNews::WrongCodes => Some(SecurityKind::Lockout),
            _ => Some(SecurityKind::Factor),
        };
        if let Some(kind) = kind {
            let happened = Happened::done(kind).to(person).detail(news.code());
            self.record_in(tx, happened).await?;
        }
        Ok(notices::add(tx, id, person, news.code(), &browser.kind, now).await?)
    }

    /// Tells the owner of an account, unless they were told in the last day.
    pub(super) async fn tell_once(
        &self,
        tx: &mut Tx,
        person: PersonId,
        news: AccountNews,
        browser: &Browser,
    ) -> Result<(), Refusal> {
        let yesterday = self.clock.now().checked_sub(Span::new().hours(24));
        let since = yesterday.unwrap_or(Timestamp::MIN);
        if notices::told_since(tx, person, news.code(), since).await? > 0 {
            return Ok(());
        }
        self.tell(tx, person, news, browser).await
    }

    /// A session, where nothing else is to come.
    pub(super) async fn arrive(
        &self,
        token: &Token,
        browser: &Browser,
    ) -> Result<Option<Opened>, Refusal> {
        let hash = token.hash();
        let now = self.clock.now();
        let arrived = self.db.write(async |tx| {
            let way = way(tx, &hash, now).await?;
            if way.step().is_some() {
                return Ok(None);
            }
            entries::end(tx, &hash).await?;
            self.record_in(tx, signed_in(&way)).await?;
            Ok::<_, Refusal>(Some(way.person))
        });
        match arrived.await? {
            Some(person) => self.open_session(&person, browser).await.map(Some),
            None => Ok(None),
        }
    }

    fn way_ends(&self) -> Timestamp {
        after(
            self.clock.now(),
            Span::new().minutes(i64::from(WAY_MINUTES)),
        )
    }

    fn offer(&self, way: &OnTheWay, secret: &Secret, until: Timestamp) -> Offer {
        let plain = format!("{} {}", until.as_millisecond(), secret.to_text());
        let sealed = self
            .vault
            .seal(offer_place(way.person), &plain, draw(&*self.chance));
        Offer {
            uri: secret.uri(&self.board.name, &way.login),
            base32: secret.base32(),
            sealed: super::to_base64(&sealed),
        }
    }

    fn offered(&self, person: PersonId, sealed: &str) -> Option<(Secret, Timestamp)> {
        let sealed = super::from_base64(sealed)?;
        let plain = self.vault.open(offer_place(person), &sealed).ok()?;
        let (until, secret) = plain.split_once(' ')?;
        let until = Timestamp::from_millisecond(until.parse().ok()?).ok()?;
        let secret = Secret::parse(secret)?;
        (until > self.clock.now()).then_some((secret, until))
    }

    fn code_hash(&self, person: PersonId, letters: &str) -> [u8; 32] {
        self.vault
            .code("recovery_codes", &format!("{person}\n{letters}"))
    }
}

async fn way(tx: &mut Tx, hash: &[u8; 32], now: Timestamp) -> Result<Way, Refusal> {
    let entry = entries::find(tx, hash, now).await?;
    let entry = entry.ok_or(Forbidden::SignIn)?;
    let person = people::by_id(tx, entry.person).await?;
    let person = person.filter(|person| person.active);
    Ok(Way {
        person: person.ok_or(Forbidden::SignIn)?,
        authenticator: authenticators::of(tx, entry.person).await?,
        entry,
    })
}

async fn way_at(tx: &mut Tx, hash: &[u8; 32], now: Timestamp, step: Step) -> Result<Way, Refusal> {
    let way = way(tx, hash, now).await?;
    if way.step() == Some(step) {
        Ok(way)
    } else {
        Err(Forbidden::SignIn.into())
    }
}

fn signed_in(way: &Way) -> Happened {
    let done = Happened::done(SecurityKind::SignIn).by(way.person.id, way.person.role);
    done.detail(if way.entry.elsewhere {
        "oidc"
    } else {
        "password"
    })
}

fn secret_place(person: PersonId) -> Place<'static> {
    Place {
        table: "authenticators",
        column: "secret_sealed",
        row: person.0,
    }
}

/// No column holds it: it is in the form alone.
fn offer_place(person: PersonId) -> Place<'static> {
    Place {
        table: "authenticators",
        column: "offered",
        row: person.0,
    }
}

/// The digits of what was typed, full width and with spaces or without.
fn digits(typed: &str) -> String {
    let typed = hanzi::fold(typed);
    typed.chars().filter(char::is_ascii_digit).collect()
}

/// The letters and digits of what was typed.
fn letters(typed: &str) -> String {
    let typed = hanzi::fold(typed).to_ascii_lowercase();
    let kept = typed.chars().filter(char::is_ascii_alphanumeric);
    kept.take(40).collect()
}
