//! The token in which a provider says who somebody is (OpenID Connect Core 1.0, 2 and 3.1.3.7): a JWS in its compact
//! form (RFC 7515).

use super::keys::KeySet;
use crate::config::oidc::Oidc;
use anyhow::{Context, Result, anyhow, ensure};
use app::sign_in::provider::Identity;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use subtle::ConstantTimeEq;

/// Clocks differ by so many seconds.
const DRIFT: i64 = 60;
/// A token is fresh: the question waits ten minutes at most.
const OLDEST: i64 = 600;

/// A token that claims to be signed.
pub struct Signed<'t> {
    header: Header,
    /// What the signature is over.
    text: &'t str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// What has to be understood, and would not be.
    crit: Option<Value>,
}

/// What it says.
#[derive(Deserialize)]
pub struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl<'t> Signed<'t> {
    /// Takes a token apart. Nothing of it is believed yet.
    pub fn parse(token: &'t str) -> Result<Self> {
        let (text, signature) = token.rsplit_once('.').context("it is no signed token")?;
        let (header, payload) = text.split_once('.').context("it is no signed token")?;
        let header = decoded(header)?;
        let header: Header = serde_json::from_slice(&header)
            .map_err(|_opaque| anyhow!("the token has no header"))?;
        ensure!(
            header.crit.is_none(),
            "the token asks for what is not known here"
        );
        Ok(Self {
            header,
            text,
            payload: decoded(payload)?,
            signature: decoded(signature)?,
        })
    }

    /// The key that it names.
    pub fn key_id(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// What it says, where one of these keys signed it.
    pub fn claims(&self, keys: &KeySet) -> Result<Claims> {
        ensure!(
            keys.signed(&self.header.alg, self.key_id(), self.text, &self.signature),
            "the token is not signed by the provider"
        );
        serde_json::from_slice(&self.payload)
            .map_err(|_opaque| anyhow!("the token does not say what it has to"))
    }
}

impl Claims {
    /// Who it is, where the token is from the provider, for this board, for this question, and for now.
    pub fn check(self, oidc: &Oidc, nonce: &str, now: Timestamp) -> Result<Identity> {
        let now = now.as_second();
        ensure!(self.iss == oidc.issuer, "the token is of another provider");
        // Whoever else it is for could bring it here.
        let is_ours = match &self.aud {
            Audience::One(one) => *one == oidc.client_id,
            Audience::Several(all) => matches!(all.as_slice(), [one] if *one == oidc.client_id),
        };
        let party = self.azp.as_deref().unwrap_or(&oidc.client_id);
        ensure!(
            is_ours && party == oidc.client_id,
            "the token is for somebody else"
        );
        ensure!(self.exp > now - DRIFT, "the token has expired");
        ensure!(
            (now - OLDEST - DRIFT..=now + DRIFT).contains(&self.iat),
            "the token was made at another time"
        );
        let told = self.nonce.as_deref().unwrap_or_default();
        ensure!(
            bool::from(told.as_bytes().ct_eq(nonce.as_bytes())),
            "the token answers another question"
        );
        ensure!(
            (1..=255).contains(&self.sub.len()) && self.sub.is_ascii(),
            "the token names nobody"
        );
        let by = |wanted: &[String], said: &str| wanted.iter().any(|one| one == said);
        let two_factors = self.amr.iter().any(|said| by(&oidc.amr, said))
            || self.acr.is_some_and(|said| by(&oidc.acr, &said));
        Ok(Identity {
            subject: self.sub,
            two_factors,
        })
    }
}

fn decoded(text: &str) -> Result<Vec<u8>> {
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(text);
    decoded.map_err(|_opaque| anyhow!("it is no signed token"))
}
