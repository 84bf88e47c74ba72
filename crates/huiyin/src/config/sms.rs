//! `[sms]`: which gateway text messages go to.

use crate::key_file::KeyFiles;
use anyhow::{Context, Result, ensure};
use axum::http::Uri;
use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// A shorter secret could be guessed.
const SECRET_BYTES: usize = 32;

/// The section as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sms {
    pub driver: SmsDriver,
    pub path: PathBuf,
    pub url: String,
    pub secret: PathBuf,
    pub texts_a_day: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsDriver {
    File,
    Log,
    Webhook,
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            driver: SmsDriver::File,
            path: "sms.jsonl".into(),
            url: String::new(),
            secret: "sms.secret".into(),
            texts_a_day: 2000,
        }
    }
}

/// Where text messages go.
#[derive(Clone, Debug)]
pub enum Gateway {
    /// Into a file.
    File(PathBuf),
    /// Into the program's log.
    Log,
    /// To a server, signed.
    Webhook {
        /// Its address.
        url: String,
        /// The file of the secret that it shares with the board.
        secret: PathBuf,
    },
}

impl Gateway {
    /// Checks the section, of settings in a folder.
    pub(super) fn check(sms: &Sms, folder: &Path) -> Result<Self> {
        Ok(match sms.driver {
            SmsDriver::File => Self::File(folder.join(&sms.path)),
            SmsDriver::Log => Self::Log,
            SmsDriver::Webhook => Self::Webhook {
                url: check_url(&sms.url)?,
                secret: folder.join(&sms.secret),
            },
        })
    }
}

/// The key of the signature under what goes to the gateway.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Reads the file, as every key file is read. A line end behind the secret is no part of it.
    pub fn read(files: &KeyFiles, path: &Path) -> Result<Self> {
        let read = files.read(path).with_context(|| {
            format!(
                "sms.secret names the file of the secret that the gateway shares, {}",
                path.display()
            )
        })?;
        let secret = read.text.trim_end().as_bytes();
        ensure!(
            secret.len() >= SECRET_BYTES,
            "{} holds {} bytes; a secret has {SECRET_BYTES} or more: openssl rand -hex 32",
            path.display(),
            secret.len()
        );
        Ok(Self(secret.to_owned()))
    }

    /// The secret itself.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Codes go through it: over the network they are encrypted.
fn check_url(url: &str) -> Result<String> {
    let parsed: Option<Uri> = url.parse().ok();
    let host = parsed.as_ref().and_then(Uri::host);
    let scheme = parsed.as_ref().and_then(Uri::scheme_str);
    let is_here = matches!(host, Some("localhost" | "127.0.0.1" | "[::1]"));
    ensure!(
        scheme == Some("https") || scheme == Some("http") && is_here,
        "sms.url {url:?} must begin with https:// (or be http:// on this very machine): codes and numbers go there"
    );
    Ok(url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    fn webhook(url: &str) -> Result<Gateway> {
        let sms = Sms {
            driver: SmsDriver::Webhook,
            url: url.into(),
            ..Sms::default()
        };
        Gateway::check(&sms, Path::new("/etc/huiyin"))
    }

    #[test]
    fn codes_never_go_over_a_network_in_the_open() {
        for right in [
            "https://sms.example/send",
            "http://127.0.0.1:9/",
            "http://localhost:9/",
        ] {
            assert!(webhook(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "sms.example",
            "http://sms.example/",
            "ftp://localhost/",
            "http://10.0.0.1/",
        ] {
            let why = webhook(wrong).unwrap_err().to_string();
            assert!(why.contains("sms.url"), "{wrong}: {why}");
        }
    }

    #[test]
    fn a_secret_is_long_and_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sms.secret");
        let write = |text: &str, mode| {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            Secret::read(&KeyFiles::default(), &path)
        };
        let long = "k".repeat(32);
        let read = write(&format!("{long}\r\n"), 0o600).unwrap();
        assert_eq!(read.expose(), long.as_bytes());
        assert_eq!(format!("{read:?}"), "Secret(…)");
        let why = format!("{:#}", write(&long, 0o640).unwrap_err());
        assert!(why.contains("chmod 600"), "{why}");
        let why = write("short\n", 0o600).unwrap_err().to_string();
        assert!(why.contains("holds 5 bytes"), "{why}");
    }
}
