//! The identity provider by which staff sign in: OpenID Connect Core 1.0, the authorisation code with PKCE. What it
//! says is taken only in a token that it signed for this board and for this very question.

mod id_token;
mod keys;
#[cfg(test)]
mod tests;

use crate::config::Settings;
use crate::config::oidc::Oidc;
use crate::fetch::{Answer, Http};
use crate::key_file::KeyFiles;
use anyhow::{Context, Result, anyhow, ensure};
use app::sign_in::provider::{Asked, Came, Identity, Later, Provider, Unproved};
use axum::body::Bytes;
use axum::http::{Request, StatusCode, Uri, header};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use domain::Timestamp;
use jiff::SignedDuration;
use keys::KeySet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// A person waits meanwhile.
const ANSWERS_WITHIN: Duration = Duration::from_secs(8);
/// The longest answer of a provider, in bytes.
const MOST: usize = 256 * 1024;
/// What a provider says of itself is asked again after so long.
const KNOWN: SignedDuration = SignedDuration::from_hours(1);
/// For a key that is not known it is asked again, but not more often.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// The provider of the settings, if there is one. Nothing is asked of it yet.
pub fn provider(settings: &Settings) -> Result<Option<Arc<dyn Provider>>> {
    let Some(oidc) = &settings.oidc else {
        return Ok(None);
    };
    let secret = read_secret(&settings.key_files, &oidc.secret)?;
    let there = There::new(oidc.clone(), secret, &settings.board.url, settings.http()?);
    Ok(Some(Arc::new(there)))
}

/// Reads the secret, as every key file is read. A line end behind it is no part of it.
pub fn read_secret(files: &KeyFiles, path: &Path) -> Result<String> {
    let read = files.read(path).with_context(|| {
        format!(
            "oidc.secret names the file of the secret that the identity provider shares, {}",
            path.display()
        )
    })?;
    let secret = read.text.trim_end();
    ensure!(!secret.is_empty(), "{} is empty", path.display());
    Ok(secret.to_owned())
}

/// A provider elsewhere.
struct There {
    oidc: Oidc,
    secret: String,
    /// Where browsers come back to.
    callback: String,
    http: Http,
    known: Mutex<Option<Known>>,
}

/// What it says of itself.
#[derive(Clone)]
struct Known {
    metadata: Arc<Metadata>,
    keys: Arc<KeySet>,
    at: Timestamp,
}

/// The part of it that is used (OpenID Connect Discovery 1.0; RFC 9207).
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What a code is redeemed for. The token that opens the provider's own doors is not even read.
#[derive(Deserialize)]
struct Redeemed {
    id_token: String,
}

impl Provider for There {
    fn name(&self) -> &str {
        &self.oidc.name
    }

    fn issuer(&self) -> &str {
        &self.oidc.issuer
    }

    fn address<'a>(&'a self, asked: &'a Asked, now: Timestamp) -> Later<'a, String> {
        Box::pin(async move {
            let known = self.known(now, KNOWN).await.map_err(away)?;
            Ok(self.question(&known.metadata, asked))
        })
    }

    fn identity<'a>(
        &'a self,
        asked: &'a Asked,
        came: &'a Came,
        now: Timestamp,
    ) -> Later<'a, Identity> {
        Box::pin(async move {
            let known = self.known(now, KNOWN).await.map_err(away)?;
            self.is_from(&known.metadata, came.issuer.as_deref())?;
            let redeemed = self.redeem(&known.metadata, asked, &came.code).await?;
            let token = id_token::Signed::parse(&redeemed.id_token).map_err(wrong)?;
            let mut keys = known.keys;
            if !keys.has(token.key_id()) {
                // Providers change their keys; who asks first after that finds out.
                keys = self.known(now, ASKED_AGAIN).await.map_err(away)?.keys;
            }
            let claims = token.claims(&keys).map_err(wrong)?;
            claims.check(&self.oidc, &asked.nonce, now).map_err(wrong)
        })
    }
}

impl There {
    fn new(oidc: Oidc, secret: String, url: &str, http: Http) -> Self {
        Self {
            oidc,
            secret,
            callback: format!("{url}/sign-in/oidc/callback"),
            http,
            known: Mutex::new(None),
        }
    }

    /// What it says of itself, not older than this.
    async fn known(&self, now: Timestamp, oldest: SignedDuration) -> Result<Known> {
        let mut known = self.known.lock().await;
        if let Some(known) = &*known
            && now.duration_since(known.at) < oldest
        {
            return Ok(known.clone());
        }
        let issuer = &self.oidc.issuer;
        let base = issuer.trim_end_matches('/');
        let metadata: Metadata = self
            .get(&format!("{base}/.well-known/openid-configuration"))
            .await?;
        // Discovery 1.0, 4.3: whoever speaks for another is not believed.
        ensure!(
            metadata.issuer == *issuer,
            "it calls itself {:?}; name it so in oidc.issuer",
            metadata.issuer
        );
        for address in [
            &metadata.authorization_endpoint,
            &metadata.token_endpoint,
            &metadata.jwks_uri,
        ] {
            let scheme = address.parse::<Uri>().ok();
            let scheme = scheme.as_ref().and_then(Uri::scheme_str);
            let in_the_open = scheme == Some("http") && issuer.starts_with("http://");
            ensure!(
                scheme == Some("https") || in_the_open,
                "its address {address:?} is not encrypted"
            );
        }
        let keys = Arc::new(KeySet::new(self.get(&metadata.jwks_uri).await?));
        let fresh = Known {
            metadata: Arc::new(metadata),
            keys,
            at: now,
        };
        *known = Some(fresh.clone());
        Ok(fresh)
    }

    /// Where a browser is sent (Core 1.0, 3.1.2.1; RFC 7636, 4.3). Of a person it is asked who they are, no more.
    fn question(&self, metadata: &Metadata, asked: &Asked) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&asked.verifier));
        let acr = self.oidc.acr.join(" ");
        let mut query = vec![
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", self.oidc.client_id.as_str()),
            ("redirect_uri", self.callback.as_str()),
            ("state", asked.state.as_str()),
            ("nonce", asked.nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        if !acr.is_empty() {
            query.push(("acr_values", acr.as_str()));
        }
        let to = &metadata.authorization_endpoint;
        let join = if to.contains('?') { '&' } else { '?' };
        format!("{to}{join}{}", form(&query))
    }

    /// RFC 9207: a browser that another provider sent back is not taken.
    fn is_from(&self, metadata: &Metadata, issuer: Option<&str>) -> Result<(), Unproved> {
        match issuer {
            Some(issuer) if issuer == self.oidc.issuer => Ok(()),
            None if !metadata.authorization_response_iss_parameter_supported => Ok(()),
            _ => Err(Unproved::Wrong("it is of another provider".into())),
        }
    }

    async fn redeem(
        &self,
        metadata: &Metadata,
        asked: &Asked,
        code: &str,
    ) -> Result<Redeemed, Unproved> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.callback.as_str()),
            ("code_verifier", asked.verifier.as_str()),
        ];
        // Discovery 1.0, 3: where nothing is said, it is `client_secret_basic`.
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let has = |name: &str| methods.iter().any(|method| method == name);
        let mut request = Request::post(&metadata.token_endpoint)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if has("client_secret_post") && !has("client_secret_basic") {
            fields.push(("client_id", self.oidc.client_id.as_str()));
            fields.push(("client_secret", self.secret.as_str()));
        } else {
            // RFC 6749, 2.3.1: both are encoded as in a form first.
            let pair = [&self.oidc.client_id, &self.secret].map(|text| encode(text));
            let basic = BASE64_STANDARD.encode(pair.join(":"));
            request = request.header(header::AUTHORIZATION, format!("Basic {basic}"));
        }
        let request = request.body(Bytes::from(form(&fields)));
        let request = request.map_err(|why| away(why.into()))?;
        let answer = self.send(request).await.map_err(away)?;
        match answer.status {
            StatusCode::OK => parsed(&answer).map_err(wrong),
            // What is wrong with the code, or with this board: its text is for nobody here.
            status if status.is_client_error() => {
                Err(Unproved::Wrong(format!("the code was not taken: {status}")))
            }
            status => Err(Unproved::Away(format!("it answered {status}"))),
        }
    }

    async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T> {
        let asked = Request::get(url)
            .header(header::ACCEPT, "application/json")
            .body(Bytes::new())
            .with_context(|| format!("{url:?} is no address"))?;
        let answer = self.send(asked).await?;
        ensure!(
            answer.status == StatusCode::OK,
            "{url} answered {}",
            answer.status
        );
        parsed(&answer).with_context(|| format!("{url} says what it may not"))
    }

    async fn send(&self, request: Request<Bytes>) -> Result<Answer> {
        tokio::time::timeout(ANSWERS_WITHIN, self.http.send(request, MOST))
            .await
            .map_err(|_elapsed| anyhow!("no answer within {} s", ANSWERS_WITHIN.as_secs()))?
    }
}

/// Why it does not parse is not told: the text may hold a token.
fn parsed<T: DeserializeOwned>(answer: &Answer) -> Result<T> {
    serde_json::from_slice(&answer.body).map_err(|_opaque| anyhow!("the answer is not as agreed"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn away(why: anyhow::Error) -> Unproved {
    Unproved::Away(format!("{why:#}"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn wrong(why: anyhow::Error) -> Unproved {
    Unproved::Wrong(format!("{why:#}"))
}

/// Fields of a form, or of a query.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(encoded, "%{byte:02X}").unwrap_or_default();
        }
        encoded
    })
}
