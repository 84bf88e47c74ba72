//! Text messages: an outside service behind a seam.
//!
//! Contract: `send` returns when the gateway has taken the message, not when it was delivered; it may be called
//! again after a failure, and then the person may get the message twice. It never writes the number or the text
//! to a log.

use std::fs::OpenOptions;
use std::future::Future;
use std::io::Write;
use std::path::PathBuf;
use std::pin::Pin;

/// What is sent; gateways approve templates, not texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// A one-time code, valid for so many minutes.
    SignInCode {
        /// Six digits.
        code: String,
        /// How long it is valid.
        minutes: u32,
    },
    /// A life may be in danger: to whoever is on duty.
    Page {
        /// The number of the message; empty while it has none.
        number: String,
    },
    /// Something happened to the writer's message.
    News {
        /// Its number.
        number: String,
        /// `published`, `declined`, `replied`, `asked`, `reopened`, `kept_closed`, `contact` (the unit looked at it).
        what: &'static str,
    },
}

/// Why it was not sent.
#[derive(Debug, thiserror::Error)]
#[error("the gateway did not take the message: {0}")]
pub struct NotSent(pub String);

/// The answer of a gateway, later.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), NotSent>> + Send + 'a>>;

/// A gateway.
pub trait Sms: Send + Sync {
    /// Sends a template to a phone.
    fn send<'a>(&'a self, phone: &'a str, template: &'a Template) -> Sending<'a>;
}

/// Writes messages to a file instead of sending them: for trying out.
#[derive(Debug)]
pub struct FileSms {
    /// JSON lines: `{"to": …, "template": …, …}`.
    pub path: PathBuf,
}

impl Sms for FileSms {
    fn send<'a>(&'a self, phone: &'a str, template: &'a Template) -> Sending<'a> {
        let line = match template {
            Template::SignInCode { code, minutes } => {
                serde_json::json!({ "to": phone, "template": "sign_in_code", "code": code, "minutes": minutes })
            }
            Template::Page { number } => {
                serde_json::json!({ "to": phone, "template": "page", "number": number })
            }
            Template::News { number, what } => {
                serde_json::json!({ "to": phone, "template": "news", "number": number, "what": what })
            }
        };
        Box::pin(async move {
            let mut options = OpenOptions::new();
            options.create(true).append(true);
            // Numbers and codes are for whoever runs the board alone.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&self.path);
            let written = file.and_then(|mut file| writeln!(file, "{line}"));
            written.map_err(|why| NotSent(why.to_string()))
        })
    }
}
