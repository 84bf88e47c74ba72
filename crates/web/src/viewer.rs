//! Who asks: read once at the door from the cookie or the bearer token, and carried with the request.

use crate::sign_in::device;
use crate::view::View;
use crate::web::Web;
use app::Refusal;
use app::sign_in::{Browser, SignedIn, Token};
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use domain::actor::{Actor, Role};
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

/// The cookie of a session. `__Host-`: only this host, only a secure context, the whole site.
pub const SESSION_COOKIE: &str = "__Host-huiyin";
/// The cookie of a sign-in that waits for its code.
pub const CODE_COOKIE: &str = "__Host-huiyin-code";
/// The cookie of staff who have given their password and are on their way.
pub const WAY_COOKIE: &str = "__Host-huiyin-way";
/// The cookie of staff who were sent to the identity provider.
pub const ASKED_COOKIE: &str = "__Host-huiyin-asked";
/// The cookie of a challenge that waits for a passkey.
pub const PASSKEY_COOKIE: &str = "__Host-huiyin-passkey";
/// The cookie by which a browser is known again. It opens nothing.
pub const DEVICE_COOKIE: &str = "__Host-huiyin-device";

/// Who asks.
#[derive(Clone, Debug)]
pub struct Viewer(Arc<Asking>);

/// What [`Viewer`] shares.
#[derive(Debug)]
pub struct Asking {
    /// Role, account, units, office; a visitor where nobody has signed in.
    pub actor: Actor,
    /// Who has signed in.
    pub signed_in: Option<SignedIn>,
    /// The token they came with.
    pub token: Option<Token>,
    /// The client's address, through trusted proxies; for limits only, never shown or kept.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub agent: Option<HeaderValue>,
    /// The token of a browser in which somebody has signed in before.
    pub device: Option<Token>,
    /// The path and query that were asked for, without the view.
    pub path: String,
    /// Language and size of the pages.
    pub view: View,
    /// Why the session that the request came with could not be read. Until it can, nobody knows who asks.
    pub unread: Option<Arc<Refusal>>,
}

impl std::ops::Deref for Viewer {
    type Target = Asking;
    fn deref(&self) -> &Asking {
        &self.0
    }
}

impl Viewer {
    /// Nobody, asking for a path.
    pub fn visitor(path: String, view: View, address: Option<IpAddr>) -> Self {
        Self::nobody(path, view, address, None)
    }

    /// Somebody with a session that could not be read.
    pub fn unread(path: String, view: View, address: Option<IpAddr>, why: Refusal) -> Self {
        Self::nobody(path, view, address, Some(Arc::new(why)))
    }

    fn nobody(
        path: String,
        view: View,
        address: Option<IpAddr>,
        unread: Option<Arc<Refusal>>,
    ) -> Self {
        Self(Arc::new(Asking {
            actor: Actor::VISITOR,
            signed_in: None,
            token: None,
            address,
            agent: None,
            device: None,
            path,
            view,
            unread,
        }))
    }

    /// The same request, now that somebody has signed in with it.
    pub fn entered(&self, token: Token, signed_in: SignedIn) -> Self {
        Self(Arc::new(Asking {
            actor: signed_in.actor.clone(),
            signed_in: Some(signed_in),
            token: Some(token),
            address: self.address,
            agent: self.agent.clone(),
            device: self.device.clone(),
            path: self.path.clone(),
            view: self.view,
            unread: None,
        }))
    }

    /// Reads the session of a request.
    pub async fn of(
        web: &Web,
        headers: &HeaderMap,
        path: String,
        view: View,
        address: Option<IpAddr>,
    ) -> Result<Self, Refusal> {
        let nobody = Asking {
            actor: Actor::VISITOR,
            signed_in: None,
            token: None,
            address,
            agent: headers.get(USER_AGENT).cloned(),
            device: cookie(headers, DEVICE_COOKIE).map(Token::received),
            path,
            view,
            unread: None,
        };
        let signed_in = match token_of(headers) {
            Some(token) => web.app.who(&token).await?.map(|who| (token, who)),
            None => None,
        };
        Ok(Self(Arc::new(match signed_in {
            Some((token, who)) => Asking {
                actor: who.actor.clone(),
                signed_in: Some(who),
                token: Some(token),
                ..nobody
            },
            None => nobody,
        })))
    }

    /// What the browser tells of itself where somebody signs in.
    pub fn browser(&self) -> Browser {
        let agent = self.agent.as_ref().and_then(|agent| agent.to_str().ok());
        Browser {
            address: self.address,
            device: self.device.clone(),
            kind: agent.map(device::kind_of).unwrap_or_default(),
        }
    }

    /// The path that was asked for, without the view and without the query.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    /// What a form must carry. Empty for visitors: their forms change nothing that is anybody's.
    pub fn form_key(&self) -> &str {
        self.signed_in
            .as_ref()
            .map_or("", |signed_in| signed_in.form_key.as_str())
    }

    /// Whether somebody has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.signed_in.is_some()
    }

    /// Whether it is a citizen.
    pub fn is_citizen(&self) -> bool {
        self.actor.role == Role::Citizen
    }

    /// Whether it is staff.
    pub fn is_staff(&self) -> bool {
        self.actor.role.is_staff()
    }

    /// The name that the header shows.
    pub fn name(&self) -> &str {
        self.signed_in
            .as_ref()
            .map_or("", |signed_in| signed_in.name.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    /// The door has put it there.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let found = parts.extensions.get::<Self>().cloned();
        Ok(found.unwrap_or_else(|| Self::visitor(parts.uri.to_string(), View::default(), None)))
    }
}

fn token_of(headers: &HeaderMap) -> Option<Token> {
    if let Some(value) = headers.get(AUTHORIZATION) {
        let bearer = value.to_str().ok()?.strip_prefix("Bearer ")?;
        return Some(Token::received(bearer.trim()));
    }
    cookie(headers, SESSION_COOKIE).map(Token::received)
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let pairs = all
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value)
        .next()
}

/// A `Set-Cookie` for a token; an empty one ends it.
pub fn set_cookie(name: &str, token: &str, seconds: u32) -> String {
    format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax")
}
