//! `[oidc]`: the identity provider by which staff sign in.

use anyhow::{Result, ensure};
use axum::http::Uri;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The section as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OidcConfig {
    pub issuer: String,
    pub name: String,
    pub client_id: String,
    pub secret: PathBuf,
    pub amr: Vec<String>,
    pub acr: Vec<String>,
}

impl Default for OidcConfig {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            name: String::new(),
            client_id: String::new(),
            secret: "oidc.secret".into(),
            amr: vec!["mfa".into()],
            acr: Vec::new(),
        }
    }
}

/// An identity provider, and who this board is to it.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// As it names itself.
    pub issuer: String,
    /// What people call it; may be empty.
    pub name: String,
    /// As it names this board.
    pub client_id: String,
    /// The file of the secret that it shares with the board.
    pub secret: PathBuf,
    /// Any of these in `amr` means two factors.
    pub amr: Vec<String>,
    /// … and so does one of these as `acr`.
    pub acr: Vec<String>,
}

impl OidcConfig {
    /// Checks the section, of settings in a folder. None: staff sign in here.
    pub(super) fn check(self, folder: &Path) -> Result<Option<Oidc>> {
        if self.issuer.is_empty() {
            return Ok(None);
        }
        check_issuer(&self.issuer)?;
        ensure!(
            !self.client_id.is_empty(),
            "oidc.client_id is what {} calls this board",
            self.issuer
        );
        Ok(Some(Oidc {
            issuer: self.issuer,
            name: self.name,
            client_id: self.client_id,
            secret: folder.join(self.secret),
            amr: self.amr,
            acr: self.acr,
        }))
    }
}

/// Who staff are comes from there: over the network it is encrypted.
fn check_issuer(issuer: &str) -> Result<()> {
    let parsed: Option<Uri> = issuer.parse().ok();
    let host = parsed.as_ref().and_then(Uri::host);
    let scheme = parsed.as_ref().and_then(Uri::scheme_str);
    let is_here = matches!(host, Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_plain = !issuer.contains(['?', '#']);
    ensure!(
        is_plain && (scheme == Some("https") || scheme == Some("http") && is_here),
        "oidc.issuer {issuer:?} must be the provider's own name for itself: https://login.example.gov.cn (or http:// on \
         this very machine)"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(issuer: &str, client_id: &str) -> Result<Option<Oidc>> {
        let section = OidcConfig {
            issuer: issuer.into(),
            client_id: client_id.into(),
            ..OidcConfig::default()
        };
        section.check(Path::new("/etc/huiyin"))
    }

    #[test]
    fn who_staff_are_is_never_said_in_the_open() {
        assert!(checked("", "").unwrap().is_none());
        for right in [
            "https://login.example",
            "https://login.example/realms/city",
            "http://localhost:9/",
        ] {
            let oidc = checked(right, "board").unwrap().unwrap();
            assert_eq!(oidc.issuer, right);
            assert_eq!(oidc.secret, Path::new("/etc/huiyin/oidc.secret"));
        }
        for wrong in [
            "login.example",
            "http://login.example",
            "https://login.example?realm=city",
            "https://login.example#a",
            "https://login example",
        ] {
            let why = checked(wrong, "board").unwrap_err().to_string();
            assert!(why.contains("oidc.issuer"), "{wrong}: {why}");
        }
        let why = checked("https://login.example", "").unwrap_err();
        assert!(why.to_string().contains("oidc.client_id"));
    }
}
