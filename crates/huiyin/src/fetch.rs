//! Asks other servers: HTTP/1.1, in the open or through TLS. Every call that the program makes to the outside is made
//! here, with limits on time, size and address, and no redirect is followed.

mod reach;
#[cfg(test)]
pub mod tests;

pub use reach::Reach;

use anyhow::{Context, Result, anyhow, bail, ensure};
use axum::body::Bytes;
use axum::http::uri::Scheme;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use reach::{Guarded, OutOfReach};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A server that does not take the connection by then is unreachable.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// A question is answered whole by then, or not at all.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);
/// A connection that nobody used for so long is closed.
const IDLE: Duration = Duration::from_secs(30);
/// The longest head of an answer, in bytes.
const MOST_HEAD: usize = 64 * 1024;

/// How the program calls itself.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("huiyin/", env!("CARGO_PKG_VERSION")));

/// Asks; connections are kept open from one question to the next.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpsConnector<HttpConnector<Guarded>>, Full<Bytes>>,
    reach: Reach,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
}

impl Answer {
    /// The type of the body; empty where none is named.
    pub fn kind(&self) -> &str {
        self.text_of(&header::CONTENT_TYPE).unwrap_or_default()
    }

    /// Where it sends on to.
    pub fn location(&self) -> Option<&str> {
        self.text_of(&header::LOCATION)
            .filter(|_to| self.status.is_redirection())
    }

    fn text_of(&self, name: &header::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Http {
    /// Asks addresses within `reach`. Trusts the certificate authorities that browsers trust, and those of a PEM file
    /// besides, which a network that has its own needs.
    pub fn new(reach: Reach, authorities: Option<&Path>) -> Result<Self> {
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(path) = authorities {
            let cannot = || format!("cannot read certificates from {}", path.display());
            for certificate in CertificateDer::pem_file_iter(path).with_context(cannot)? {
                let certificate = certificate.with_context(cannot)?;
                roots.add(certificate).with_context(cannot)?;
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .context("TLS cannot begin")?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut tcp = HttpConnector::new_with_resolver(Guarded::new(reach.clone()));
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_WITHIN));
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .http1_max_buf_size(MOST_HEAD)
            .build(connector);
        Ok(Self { client, reach })
    }

    /// Gets `url`. A body of more than `most` bytes is an error, and so is a redirect.
    pub async fn get(&self, url: &str, most: usize) -> Result<Answer> {
        let asked = Request::get(url).body(Bytes::new());
        let asked = asked.with_context(|| format!("{url:?} is no address"))?;
        not_sent_on(url, self.send(asked, most).await?)
    }

    /// Posts `body` to `url`. As [`Self::get`].
    pub async fn post(&self, url: &str, body: Bytes, most: usize) -> Result<Answer> {
        let asked = Request::post(url).body(body);
        let asked = asked.with_context(|| format!("{url:?} is no address"))?;
        not_sent_on(url, self.send(asked, most).await?)
    }

    /// Sends a request with any method and headers, and gives the answer as it is, redirects too. It is whole within a
    /// minute and has a body of at most `most` bytes, or it is an error; whoever has less patience puts a timeout
    /// around it.
    pub async fn send(&self, mut request: Request<Bytes>, most: usize) -> Result<Answer> {
        let named = named(request.uri());
        self.may_ask(request.uri())
            .with_context(|| format!("{named} is not asked"))?;
        let headers = request.headers_mut();
        headers.entry(header::USER_AGENT).or_insert(AGENT);
        tokio::time::timeout(ANSWER_WITHIN, self.answer(request.map(Full::new), most))
            .await
            .map_err(|_elapsed| {
                anyhow!(
                    "{named} did not answer within {} s",
                    ANSWER_WITHIN.as_secs()
                )
            })?
            .with_context(|| format!("{named} does not answer"))
    }

    async fn answer(&self, request: Request<Full<Bytes>>, most: usize) -> Result<Answer> {
        let (head, body) = self.client.request(request).await?.into_parts();
        let body = Limited::new(body, most).collect().await.map_err(|why| {
            if why.is::<LengthLimitError>() {
                anyhow!("the answer is longer than {most} bytes")
            } else {
                anyhow!(why)
            }
        })?;
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            body: body.to_bytes(),
        })
    }

    /// Names are judged when they are resolved, addresses here: no resolver sees those.
    fn may_ask(&self, uri: &Uri) -> Result<()> {
        let (scheme, authority) = (uri.scheme(), uri.authority());
        ensure!(
            scheme.is_some_and(|scheme| [Scheme::HTTP, Scheme::HTTPS].contains(scheme)),
            "the address does not begin with https:// or http://"
        );
        let is_plain = authority.is_some_and(|authority| !authority.as_str().contains('@'));
        ensure!(is_plain, "the address has a user name in it");
        let host = uri.host().unwrap_or_default();
        let literal = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = literal.parse::<IpAddr>()
            && !self.reach.allows(address)
        {
            let host = host.to_owned();
            bail!(OutOfReach { host, address });
        }
        Ok(())
    }
}

fn not_sent_on(url: &str, answer: Answer) -> Result<Answer> {
    if answer.status.is_redirection() {
        let to = answer.location().unwrap_or("another address");
        bail!("{url} sends on to {to}; name that address");
    }
    Ok(answer)
}

/// The address without its query, which may hold what nobody else is to read.
fn named(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let host = uri.host().unwrap_or_default();
    let port = uri.port().map(|port| format!(":{port}"));
    format!(
        "{scheme}://{host}{}{}",
        port.unwrap_or_default(),
        uri.path()
    )
}
