//! Staff who sign in elsewhere: at the operator's identity provider, which tells this board who they are. It says who,
//! never what they may do: an account is theirs because the operator said so before.

use super::{Browser, Opened, Token, after, from_base64, to_base64};
use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::security::SecurityKind;
use jiff::Span;
use sha2::{Digest, Sha256};
use std::future::Future;
use std::pin::Pin;
use store::vault::Place;
use store::{entries, people, provider_answers};
use subtle::ConstantTimeEq;

/// Whoever has not come back by then begins anew.
pub const AWAY_MINUTES: u32 = 10;

/// An identity provider, as OpenID Connect has it.
///
/// Contract: both questions are answered within some seconds in any case. An identity is given only where the provider
/// said so to this board, for this very question, and says so still. Nothing of it enters a log.
pub trait Provider: Send + Sync {
    /// What people here call it; empty: no name.
    fn name(&self) -> &str;
    /// By which it names itself.
    fn issuer(&self) -> &str;
    /// Where a browser is sent.
    fn address<'a>(&'a self, asked: &'a Asked, now: Timestamp) -> Later<'a, String>;
    /// Who has come back.
    fn identity<'a>(
        &'a self,
        asked: &'a Asked,
        came: &'a Came,
        now: Timestamp,
    ) -> Later<'a, Identity>;
}

/// What a provider says, later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unproved>> + Send + 'a>>;

/// What binds an answer to the browser that asked: 256 bits each, derived from one secret.
#[derive(Clone)]
pub struct Asked {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in what the provider signs.
    pub nonce: String,
    /// Proves to the provider that who redeems the code is who asked (RFC 7636).
    pub verifier: String,
}

impl Asked {
    fn of(secret: &str) -> Self {
        let derived = |what: &str| {
            BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(format!("huiyin {what}\n{secret}")))
        };
        Self {
            state: derived("state"),
            nonce: derived("nonce"),
            verifier: derived("verifier"),
        }
    }
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Asked(…)")
    }
}

/// What a browser came back with.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// What it was given, as it says.
    pub state: String,
    /// What is redeemed for an identity; empty: the provider or the person said no.
    pub code: String,
    /// Who sent it back, where that is said (RFC 9207).
    pub issuer: Option<String>,
}

/// Who somebody is, to the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Never given to another person.
    pub subject: String,
    /// The provider says that two factors were proved to it.
    pub two_factors: bool,
}

/// Why nobody came of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    /// It cannot be asked now.
    #[error("the identity provider cannot be asked: {0}")]
    Away(String),
    /// Its answer does not hold.
    #[error("the answer of the identity provider does not hold: {0}")]
    Wrong(String),
}

/// Who came back.
#[derive(Clone, Debug)]
pub enum Return {
    /// A member of the staff, with a session; and where the way was to lead.
    In(Box<Opened>, String),
    /// A member of the staff, from whom something else is asked; and where the way is to lead.
    OnTheWay(Token, String),
    /// Somebody whom the provider knows, and nobody here.
    Stranger {
        /// By which the operator can say who it is.
        subject: String,
    },
}

impl App {
    /// What people call the identity provider, where staff can sign in by one.
    pub fn provider(&self) -> Option<&str> {
        self.provider.as_deref().map(Provider::name)
    }

    /// Sends a browser to the provider: what its cookie keeps for [`AWAY_MINUTES`], and the address.
    pub async fn ask_provider(&self, next: &str) -> Result<(String, String), Refusal> {
        let provider = self.provider.as_deref().ok_or(Refusal::NotFound)?;
        let now = self.clock.now();
        let secret = Token::draw(&*self.chance);
        let until = after(now, Span::new().minutes(i64::from(AWAY_MINUTES)));
        let plain = format!("{} {} {next}", until.as_millisecond(), secret.as_str());
        let sealed = self.vault.seal(ASKED, &plain, draw(&*self.chance));
        let asked = Asked::of(secret.as_str());
        let address = provider.address(&asked, now).await;
        let address = address.map_err(|why| self.unproved(&why))?;
        Ok((to_base64(&sealed), address))
    }

    /// Takes what a browser came back with, once, where it was sent from.
    pub async fn come_back(
        &self,
        cookie: &str,
        came: &Came,
        browser: &Browser,
    ) -> Result<Return, Refusal> {
        let provider = self.provider.as_deref().ok_or(Refusal::NotFound)?;
        let now = self.clock.now();
        let wrong = |why: &str| self.unproved(&Unproved::Wrong(why.to_owned()));
        let (asked, next) = self
            .asked(cookie)
            .ok_or_else(|| wrong("nobody here asked, or too long ago"))?;
        if !bool::from(asked.state.as_bytes().ct_eq(came.state.as_bytes())) {
            return Err(wrong("it is for another browser"));
        }
        let state = Sha256::digest(&asked.state).into();
        let taken = self
            .db
            .write(async |tx| Ok::<_, Refusal>(provider_answers::take(tx, &state, now).await?));
        if !taken.await? {
            return Err(wrong("it was taken before"));
        }
        if came.code.is_empty() {
            return Err(wrong("it was refused there"));
        }
        let identity = provider.identity(&asked, came, now).await;
        let identity = identity.map_err(|why| self.unproved(&why))?;
        self.known_elsewhere(provider.issuer(), identity, next, browser)
            .await
    }

    async fn known_elsewhere(
        &self,
        issuer: &str,
        identity: Identity,
        next: String,
        browser: &Browser,
    ) -> Result<Return, Refusal> {
        let Identity {
            subject,
            two_factors,
        } = identity;
        let token = Token::draw(&*self.chance);
        let known = self.db.write(async |tx| {
            let person = people::by_identity(tx, &identity_of(issuer, &subject)).await?;
            let Some(person) = person.filter(|person| person.active) else {
                return Ok(false);
            };
            let mut entry = self.entry(person.id, false);
            entry.elsewhere = true;
            entry.proved = two_factors;
            entries::add(tx, &token.hash(), &entry).await?;
            Ok::<_, Refusal>(true)
        });
        if !known.await? {
            self.record(Happened::failed(SecurityKind::SignIn).detail("oidc"));
            return Ok(Return::Stranger { subject });
        }
        Ok(match self.arrive(&token, browser).await? {
            Some(opened) => Return::In(Box::new(opened), next),
            None => Return::OnTheWay(token, next),
        })
    }

    fn asked(&self, cookie: &str) -> Option<(Asked, String)> {
        let plain = self.vault.open(ASKED, &from_base64(cookie)?).ok()?;
        let mut parts = plain.splitn(3, ' ');
        let until = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let (secret, next) = (parts.next()?, parts.next()?);
        (until > self.clock.now()).then(|| (Asked::of(secret), next.to_owned()))
    }

    /// Says why in the log, and that it did not come about in the security log.
    fn unproved(&self, why: &Unproved) -> Refusal {
        tracing::warn!(%why, "nobody signed in by the identity provider");
        self.record(Happened::failed(SecurityKind::SignIn).detail("oidc"));
        let problem = match why {
            Unproved::Away(_) => Problem::Away,
            Unproved::Wrong(_) => Problem::Unproved,
        };
        Refusal::field("identity", problem)
    }
}

/// How an account keeps who it is: an issuer has no space in it.
pub(crate) fn identity_of(issuer: &str, subject: &str) -> String {
    format!("{issuer} {subject}")
}

/// No column holds it: it is in the browser's cookie alone.
const ASKED: Place<'static> = Place {
    table: "provider_answers",
    column: "asked",
    row: 0,
};

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn what_comes_back_tells_nothing_of_the_rest() {
        let asked = Asked::of("secret");
        assert_ne!(asked.state, asked.nonce);
        assert_ne!(asked.nonce, asked.verifier);
        // RFC 7636: 43 to 128 characters.
        assert_eq!(asked.verifier.len(), 43);
        assert_ne!(asked.state, Asked::of("another").state);
        assert_eq!(format!("{asked:?}"), "Asked(…)");
    }
}
