//! Passkeys: adding one, signing in by one, taking one away. The authenticator asks for a finger, a face or a number
//! before it signs: what one has and what one knows or is, so that a passkey is two factors by itself.

use super::guesses::{begins, is_known, place};
use super::{Browser, Opened, SignedIn, after, from_base64, to_base64};
use crate::board::App;
use crate::chance::draw;
use crate::passkey::{self, Asked, Made, Signed};
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use domain::Timestamp;
use domain::account::AccountNews;
use domain::actor::Role;
use domain::ids::PersonId;
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use domain::text::PasskeyName;
use jiff::{SignedDuration, Span};
use std::net::IpAddr;
use store::passkeys::{self as rows, Passkey};
use store::people::{self, Person};
use store::vault::Place;
use store::{Tx, authenticators, guesses};

/// Minutes for the answer to a challenge.
pub const CHALLENGE_MINUTES: u32 = 10;
/// Minutes after signing in for which passkeys can be added and removed.
pub const LATELY_MINUTES: u32 = 15;
/// Passkeys of an account.
pub const MOST_PASSKEYS: usize = 10;
/// Bytes of what an authenticator knows somebody by.
const HANDLE_BYTES: usize = 32;

/// What a browser is asked, in base64 without padding, as its script takes it.
#[derive(Clone, Debug)]
pub struct Challenged {
    /// For the cookie: it holds the challenge, sealed, for [`CHALLENGE_MINUTES`].
    pub kept: String,
    /// What is to be signed.
    pub challenge: String,
    /// The host to which the passkey is bound.
    pub host: String,
    /// What the authenticator is to know the owner of a new one by.
    pub handle: String,
    /// The ids of the passkeys that the owner of a new one has already.
    pub have: Vec<String>,
}

/// What a browser answers, as its script sent it: base64 without padding.
#[derive(Clone, Debug, Default)]
pub struct PasskeyAnswer {
    /// The id of the passkey.
    pub credential: String,
    /// What the browser says.
    pub client: String,
    /// What the authenticator says …
    pub authenticator: String,
    /// … and has signed; empty for a new one.
    pub signature: String,
    /// What the authenticator knows its owner by; empty for a new one.
    pub handle: String,
}

/// A passkey, as its owner sees it.
#[derive(Clone, Debug)]
pub struct OwnPasskey {
    /// By which it is named.
    pub id: i64,
    /// As its owner calls it; empty where it cannot be read with the keys at hand.
    pub name: String,
    /// It is on several devices.
    pub synced: bool,
    /// When it was added.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A challenge, as the cookie of the browser keeps it.
struct Kept {
    /// Whoever adds one; none: whoever signs in.
    person: Option<PersonId>,
    challenge: [u8; 32],
    handle: Vec<u8>,
}

/// An answer, read.
struct Answered {
    credential: Vec<u8>,
    client: Vec<u8>,
    authenticator: Vec<u8>,
    signature: Vec<u8>,
    handle: Vec<u8>,
}

impl Answered {
    fn read(answer: &PasskeyAnswer) -> Option<Self> {
        Some(Self {
            credential: from_base64(&answer.credential)?,
            client: from_base64(&answer.client)?,
            authenticator: from_base64(&answer.authenticator)?,
            signature: from_base64(&answer.signature)?,
            handle: from_base64(&answer.handle)?,
        })
    }
}

/// What came of an answer.
enum Outcome {
    /// It holds.
    Entered(Person),
    /// It does not; whose passkey it was, and what the security log says.
    Wrong(Option<PersonId>, &'static str),
}

impl App {
    /// The host to which passkeys are bound. None where the board is reached by an address in numbers, for which there
    /// are none.
    pub fn passkey_host(&self) -> Option<&str> {
        let host = self.authority().split(':').next()?;
        let is_name = !host.is_empty() && !host.starts_with('[') && host.parse::<IpAddr>().is_err();
        is_name.then_some(host)
    }

    /// Asks whoever has a passkey of this board to sign in by it. Nothing is written.
    pub fn ask_passkey(&self) -> Result<Challenged, Refusal> {
        self.challenge(None, &[], &[])
    }

    /// Signs in whoever answers by a passkey. The answer is the same whether it is unknown, its owner may not come in, or
    /// what it signed does not hold.
    pub async fn sign_in_by_passkey(
        &self,
        kept: &str,
        answer: &PasskeyAnswer,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        let kept = self.kept(kept).filter(|kept| kept.person.is_none());
        let Some((kept, answered)) = kept.zip(Answered::read(answer)) else {
            return Err(self.not_by_passkey(None, "passkey"));
        };
        // A wrong answer uses the challenge up and is counted, so it is no refusal of the transaction.
        let outcome = self
            .db
            .write(async |tx| self.check(tx, &kept, &answered, browser).await);
        match outcome.await? {
            Outcome::Entered(person) => self.open_session(&person, browser).await,
            Outcome::Wrong(owner, detail) => Err(self.not_by_passkey(owner, detail)),
        }
    }

    /// Whether somebody signed in just now, so that they are asked for nothing once more.
    pub fn is_lately(&self, who: &SignedIn) -> bool {
        let age = who.since.duration_until(self.clock.now());
        let lately = SignedDuration::from_mins(i64::from(LATELY_MINUTES));
        !who.bearer && (SignedDuration::ZERO..lately).contains(&age)
    }

    /// One's passkeys, the oldest first.
    pub async fn own_passkeys(&self, who: &SignedIn) -> Result<Vec<OwnPasskey>, Refusal> {
        self.passkeys_of(who.actor.account()?).await
    }

    /// The passkeys of a person, the oldest first.
    pub(crate) async fn passkeys_of(&self, person: PersonId) -> Result<Vec<OwnPasskey>, Refusal> {
        let found = self.db.read(async |tx| rows::of(tx, person).await).await?;
        let own = found.into_iter().map(|passkey| OwnPasskey {
            id: passkey.id,
            name: self
                .vault
                .open(name_place(passkey.id), &passkey.name_sealed)
                .unwrap_or_default(),
            synced: passkey.synced,
            made_at: passkey.made_at,
            used_at: passkey.used_at,
        });
        Ok(own.collect())
    }

    /// Asks somebody who signed in just now for a new passkey. Nothing is written.
    pub async fn ask_new_passkey(&self, who: &SignedIn) -> Result<Challenged, Refusal> {
        let person = self.just_signed_in(who)?;
        let have = self.db.read(async |tx| rows::of(tx, person).await).await?;
        room(&have)?;
        // All passkeys of a person have one handle: an authenticator then keeps one of them.
        let fresh = draw::<HANDLE_BYTES>(&*self.chance);
        let handle = have.first().map_or(&fresh[..], |first| &first.handle);
        self.challenge(Some(person), handle, &have)
    }

    /// Adds the passkey that was asked for.
    pub async fn add_passkey(
        &self,
        who: &SignedIn,
        kept: &str,
        answer: &PasskeyAnswer,
        name: &str,
        browser: &Browser,
    ) -> Result<(), Refusal> {
        let person = self.just_signed_in(who)?;
        let name = name_of(name)?;
        let now = self.clock.now();
        let id = self.ids.next(now);
        let name_sealed = self.seal_name(id, &name);
        let wrong = || Refusal::field("passkey", Problem::Passkey);
        let kept = self.kept(kept).filter(|kept| kept.person == Some(person));
        let kept = kept.ok_or_else(wrong)?;
        let made = self.made_by(&kept, answer).ok_or_else(wrong)?;
        let passkey = Passkey {
            id,
            person,
            credential: made.credential,
            handle: kept.handle,
            public_key: made.public_key,
            counter: made.counter,
            may_sync: made.may_sync,
            synced: made.synced,
            name_sealed,
            made_at: now,
            used_at: None,
        };
        let added = self.db.write(async |tx| {
            if !rows::take(tx, &kept.challenge, now).await? {
                return Err(wrong());
            }
            room(&rows::of(tx, person).await?)?;
            rows::add(tx, &passkey).await?;
            self.tell(tx, person, AccountNews::PasskeyAdded, browser)
                .await
        });
        match added.await {
            Err(Refusal::Store(store::Error::Taken(_))) => Err(wrong()),
            other => other,
        }
    }

    /// Gives a passkey of one's own another name.
    pub async fn rename_passkey(&self, who: &SignedIn, id: i64, name: &str) -> Result<(), Refusal> {
        let person = who.actor.account()?;
        let sealed = self.seal_name(id, &name_of(name)?);
        self.db
            .write(async |tx| {
                let renamed = rows::rename(tx, person, id, &sealed).await?;
                renamed.then_some(()).ok_or(Refusal::NotFound)
            })
            .await
    }

    /// Removes a passkey of one's own; the last way in stays.
    pub async fn remove_passkey(
        &self,
        who: &SignedIn,
        id: i64,
        browser: &Browser,
    ) -> Result<(), Refusal> {
        let person = self.just_signed_in(who)?;
        self.db
            .write(async |tx| {
                if !rows::remove(tx, person, id).await? {
                    return Err(Refusal::NotFound);
                }
                if rows::of(tx, person).await?.is_empty()
                    && !self.has_another_way(tx, person).await?
                {
                    return Err(Refusal::field("passkey", Problem::LastWay));
                }
                self.tell(tx, person, AccountNews::PasskeyRemoved, browser)
                    .await
            })
            .await
    }

    async fn check(
        &self,
        tx: &mut Tx,
        kept: &Kept,
        answered: &Answered,
        browser: &Browser,
    ) -> Result<Outcome, Refusal> {
        let now = self.clock.now();
        if !rows::take(tx, &kept.challenge, now).await? {
            return Ok(Outcome::Wrong(None, "passkey"));
        }
        let found = rows::find(tx, &answered.credential).await?;
        let owner = found.as_ref().map(|found| found.person);
        let known = is_known(tx, owner, browser).await?;
        let target = self.passkey_target(&answered.credential, browser, known);
        begins(tx, &target, now).await?;
        let signed = found
            .as_ref()
            .and_then(|found| self.holds(kept, answered, found));
        let Some((found, signed)) = found.zip(signed) else {
            return Ok(Outcome::Wrong(owner, "passkey"));
        };
        let person = people::by_id(tx, found.person).await?;
        let Some(person) = person.filter(|person| person.active) else {
            return Ok(Outcome::Wrong(owner, "passkey"));
        };
        // Section 7.2, step 22: one that counts never counts back, unless somebody has a copy of it.
        let counts = signed.counter > 0 || found.counter > 0;
        if counts && signed.counter <= found.counter {
            self.tell_once(tx, person.id, AccountNews::PasskeyCopied, browser)
                .await?;
            return Ok(Outcome::Wrong(owner, "passkey_counter"));
        }
        guesses::forgive(tx, &target).await?;
        rows::used(tx, found.id, signed.counter, signed.synced, now).await?;
        let done = Happened::done(SecurityKind::SignIn).by(person.id, person.role);
        self.record_in(tx, done.detail("passkey")).await?;
        Ok(Outcome::Entered(person))
    }

    /// What a passkey has signed, where it holds.
    fn holds(&self, kept: &Kept, answered: &Answered, found: &Passkey) -> Option<Signed> {
        let signed = passkey::signed(
            self.questioned(kept)?,
            &answered.client,
            &answered.authenticator,
            &answered.signature,
            &found.public_key,
        )?;
        // Steps 6 and 19: the owner is whom the authenticator means, and what it said of itself is so still.
        let right = answered.handle == found.handle && signed.may_sync == found.may_sync;
        right.then_some(signed)
    }

    /// The passkey that was made, where it holds.
    fn made_by(&self, kept: &Kept, answer: &PasskeyAnswer) -> Option<Made> {
        let answered = Answered::read(answer)?;
        let made = passkey::made(
            self.questioned(kept)?,
            &answered.client,
            &answered.authenticator,
        )?;
        (made.credential == answered.credential).then_some(made)
    }

    fn questioned<'a>(&'a self, kept: &'a Kept) -> Option<Asked<'a>> {
        Some(Asked {
            challenge: &kept.challenge,
            origin: self.origin(),
            host: self.passkey_host()?,
        })
    }

    /// Says in the security log that nobody came in.
    fn not_by_passkey(&self, owner: Option<PersonId>, detail: &str) -> Refusal {
        let failed = Happened::failed(SecurityKind::SignIn).detail(detail);
        self.record(match owner {
            Some(owner) => failed.to(owner),
            None => failed,
        });
        Refusal::field("passkey", Problem::Passkey)
    }

    /// What is counted when an answer comes, whether or not there is such a passkey.
    fn passkey_target(&self, credential: &[u8], browser: &Browser, known: bool) -> [u8; 32] {
        let from = match &browser.device {
            Some(device) if known => device.as_str().to_owned(),
            _ => place(browser.address),
        };
        let target = format!("{}\n{from}", to_base64(credential));
        self.vault.code("guesses-passkey", &target)
    }

    fn just_signed_in(&self, who: &SignedIn) -> Result<PersonId, Refusal> {
        if self.is_lately(who) {
            Ok(who.actor.account()?)
        } else {
            Err(Forbidden::SignIn.into())
        }
    }

    /// Whether somebody without passkeys still gets in: by their phone, by a password and an authenticator, or elsewhere.
    async fn has_another_way(&self, tx: &mut Tx, id: PersonId) -> Result<bool, Refusal> {
        let person = people::by_id(tx, id).await?.ok_or(Forbidden::SignIn)?;
        if person.role == Role::Citizen {
            return Ok(people::phone(tx, id).await?.is_some());
        }
        let now = self.clock.now();
        let has_password =
            person.password.is_some() && person.password_until.is_none_or(|until| until > now);
        let has_both = has_password && authenticators::of(tx, id).await?.is_some();
        let is_linked = self.provider.is_some() && people::identity(tx, id).await?.is_some();
        Ok(has_both || is_linked)
    }

    fn challenge(
        &self,
        person: Option<PersonId>,
        handle: &[u8],
        have: &[Passkey],
    ) -> Result<Challenged, Refusal> {
        let host = self.passkey_host().ok_or(Refusal::NotFound)?;
        let minutes = Span::new().minutes(i64::from(CHALLENGE_MINUTES));
        let until = after(self.clock.now(), minutes);
        let challenge = to_base64(&draw::<32>(&*self.chance));
        let handle = to_base64(handle);
        let plain = format!(
            "{} {} {challenge} {handle}",
            until.as_millisecond(),
            person.map_or(0, |person| person.0)
        );
        let sealed = self.vault.seal(KEPT, &plain, draw(&*self.chance));
        Ok(Challenged {
            kept: to_base64(&sealed),
            host: host.to_owned(),
            have: have.iter().map(|one| to_base64(&one.credential)).collect(),
            challenge,
            handle,
        })
    }

    /// The challenge that a cookie holds, in its time.
    fn kept(&self, cookie: &str) -> Option<Kept> {
        let plain = self.vault.open(KEPT, &from_base64(cookie)?).ok()?;
        let mut parts = plain.splitn(4, ' ');
        let until = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let person: i64 = parts.next()?.parse().ok()?;
        let kept = Kept {
            person: (person != 0).then_some(PersonId(person)),
            challenge: from_base64(parts.next()?)?.try_into().ok()?,
            handle: from_base64(parts.next()?)?,
        };
        (until > self.clock.now()).then_some(kept)
    }

    fn seal_name(&self, id: i64, name: &PasskeyName) -> Vec<u8> {
        let nonce = draw(&*self.chance);
        self.vault.seal(name_place(id), name.as_str(), nonce)
    }

    /// Scheme, host and port of the board's address: `https://liuyan.example`.
    fn origin(&self) -> &str {
        let url = self.board.url.as_str();
        let (scheme, _) = url.split_once("://").unwrap_or_default();
        let length = scheme.len() + "://".len() + self.authority().len();
        url.get(..length).unwrap_or(url)
    }

    /// Host and port of the board's address.
    fn authority(&self) -> &str {
        let (_, rest) = self.board.url.split_once("://").unwrap_or_default();
        rest.split('/').next().unwrap_or_default()
    }
}

fn room(have: &[Passkey]) -> Result<(), Refusal> {
    let max = MOST_PASSKEYS;
    if have.len() < max {
        Ok(())
    } else {
        Err(Refusal::field("passkey", Problem::Passkeys { max }))
    }
}

fn name_of(typed: &str) -> Result<PasskeyName, Refusal> {
    PasskeyName::parse(typed).map_err(|why| Refusal::field("name", why))
}

fn name_place(id: i64) -> Place<'static> {
    Place {
        table: "passkeys",
        column: "name_sealed",
        row: id,
    }
}

/// No column holds it: it is in the browser's cookie alone.
const KEPT: Place<'static> = Place {
    table: "passkeys",
    column: "asked",
    row: 0,
};
