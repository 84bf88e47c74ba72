//! TLS in front of any server of a test, with certificates of an authority that is made for the test; and what of it is
//! refused.

use super::*;
use crate::serve::listener::Answers;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// A certificate authority of a network's own.
pub struct Authority {
    folder: TempDir,
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let issuer = CertifiedIssuer::self_signed(params, key).unwrap();
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { folder, issuer }
    }

    /// Its certificate, as settings and `--ca` name it.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Serves a site as `localhost`, with a certificate for `name` that was made for ever or ended long ago.
    pub async fn serves(&self, site: impl Answers, name: &str, has_ended: bool) -> Encrypted {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        if has_ended {
            params.not_before = date_time_ymd(2001, 1, 1);
            params.not_after = date_time_ymd(2002, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let secret = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], secret)
            .unwrap();
        let plain = listener::start(site, SocketAddr::from(([127, 0, 0, 1], 0)), 16);
        let plain = plain.await.unwrap();
        let inside = plain.address();
        let outside = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = outside.local_addr().unwrap().port();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _from)) = outside.accept().await {
                let acceptor = acceptor.clone();
                open.spawn(async move {
                    // A client that refuses the certificate goes away here.
                    let mut secret = acceptor.accept(stream).await?;
                    let mut plain = TcpStream::connect(inside).await?;
                    copy_bidirectional(&mut secret, &mut plain).await
                });
            }
        });
        Encrypted {
            url: format!("https://localhost:{port}"),
            _plain: plain,
            _tasks: tasks,
        }
    }
}

/// A server behind TLS, until it is dropped.
pub struct Encrypted {
    /// Where it is.
    pub url: String,
    _plain: Running,
    _tasks: JoinSet<()>,
}

fn site() -> Router {
    Router::new().route("/", get(async || "here"))
}

#[tokio::test]
async fn a_certificate_of_a_named_authority_is_taken() {
    let authority = Authority::new();
    let served = authority.serves(site(), "localhost", false).await;
    let http = Http::new(Reach::anywhere(), Some(&authority.file())).unwrap();
    let answer = http.get(&format!("{}/", served.url), 100).await.unwrap();
    assert_eq!(answer.body, "here");
}

#[tokio::test]
async fn a_wrong_certificate_is_refused() {
    let (authority, other) = (Authority::new(), Authority::new());
    for (name, has_ended, trusted, told) in [
        ("localhost", false, None, "UnknownIssuer"),
        // Of the same name, but with another key.
        ("localhost", false, Some(other.file()), "BadSignature"),
        (
            "witness.example",
            false,
            Some(authority.file()),
            "not valid for name",
        ),
        ("localhost", true, Some(authority.file()), "expired"),
    ] {
        let served = authority.serves(site(), name, has_ended).await;
        let http = Http::new(Reach::anywhere(), trusted.as_deref()).unwrap();
        let why = why(http.get(&format!("{}/", served.url), 100).await);
        assert!(
            why.contains("certificate") && why.contains(told),
            "{told}: {why}"
        );
    }
}

#[test]
fn authorities_must_be_certificates() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ca.pem");
    let why = |file| {
        format!(
            "{:#}",
            Http::new(Reach::anywhere(), Some(file)).err().unwrap()
        )
    };
    assert!(why(&file).contains("cannot read certificates"));
    std::fs::write(
        &file,
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    )
    .unwrap();
    assert!(why(&file).contains("cannot read certificates"));
}
