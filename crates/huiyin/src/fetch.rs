//! Asks other servers: HTTP/1.1, in the open or through TLS, with limits on time and size.

use anyhow::{Context, Result, anyhow, bail};
use axum::body::Bytes;
use axum::http::{Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A server that does not take the connection by then is unreachable.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// A question is answered whole by then, or not at all.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);
/// A connection that nobody used for so long is closed.
const IDLE: Duration = Duration::from_secs(30);

/// How the program calls itself.
const AGENT: &str = concat!("huiyin/", env!("CARGO_PKG_VERSION"));

/// Asks; connections are kept open from one question to the next.
#[derive(Clone)]
pub struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The type of the body; empty where none is named.
    pub kind: String,
    /// The body, whole.
    pub body: Bytes,
}

impl Http {
    /// Trusts the certificate authorities that browsers trust, and those of a PEM file besides, which a network that
    /// has its own needs.
    pub fn new(authorities: Option<&Path>) -> Result<Self> {
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
        let mut tcp = HttpConnector::new();
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
            .build(connector);
        Ok(Self { client })
    }

    /// Gets `url`. A body of more than `most` bytes is an error; no redirect is followed.
    pub async fn get(&self, url: &str, most: usize) -> Result<Answer> {
        self.ask(Method::GET, url, Bytes::new(), most).await
    }

    /// Posts `body` to `url`. As [`Self::get`].
    pub async fn post(&self, url: &str, body: Bytes, most: usize) -> Result<Answer> {
        self.ask(Method::POST, url, body, most).await
    }

    async fn ask(&self, method: Method, url: &str, body: Bytes, most: usize) -> Result<Answer> {
        let uri: Uri = url
            .parse()
            .with_context(|| format!("{url:?} is no address"))?;
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::USER_AGENT, AGENT)
            .body(Full::new(body))
            .with_context(|| format!("{url:?} is no address"))?;
        tokio::time::timeout(ANSWER_WITHIN, self.answer(request, most))
            .await
            .map_err(|_elapsed| {
                anyhow!("{url} did not answer within {} s", ANSWER_WITHIN.as_secs())
            })?
            .with_context(|| format!("{url} does not answer"))
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
        if let Some(to) = head.headers.get(header::LOCATION) {
            bail!(
                "it sends on to {}; name that address",
                String::from_utf8_lossy(to.as_bytes())
            );
        }
        let kind = head.headers.get(header::CONTENT_TYPE);
        Ok(Answer {
            status: head.status,
            kind: kind
                .map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned())
                .unwrap_or_default(),
            body: body.to_bytes(),
        })
    }
}
