//! Text messages: an outside service behind a seam.
//!
//! Contract: `send` returns when the gateway has taken the message, not when it was delivered, and within a few
//! seconds in any case. After a failure it may be called again with the same id, by which a gateway knows a message
//! that it has taken already. It never writes the number or the text to a log; `log` is the driver that does, for
//! trying out.

mod queue;

pub use queue::Fate;
pub(crate) use queue::{Says, Text, Texts};

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
        /// `published`, `declined`, `replied`, `asked`, `reopened`, `kept_closed`, `contact` (the unit looked at it),
        /// `split` (one matter of it is a message of its own now).
        what: &'static str,
    },
}

/// Why it was not sent.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// The gateway may take it later.
    #[error("the gateway did not take the message: {0}")]
    Yet(String),
    /// The gateway will never take it.
    #[error("the gateway refused the message: {0}")]
    Ever(String),
}

/// The answer of a gateway, later.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), NotSent>> + Send + 'a>>;

/// A gateway.
pub trait Sms: Send + Sync {
    /// Sends a template to a phone. The same id is the same message.
    fn send<'a>(&'a self, id: i64, phone: &'a str, template: &'a Template) -> Sending<'a>;
}

impl Template {
    /// Its name and its parameters, as gateways are told.
    pub fn parts(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::SignInCode { code, minutes } => (
                "sign_in_code",
                vec![("code", code.clone()), ("minutes", minutes.to_string())],
            ),
            Self::Page { number } => ("page", vec![("number", number.clone())]),
            Self::News { number, what } => (
                "news",
                vec![("number", number.clone()), ("what", (*what).to_owned())],
            ),
        }
    }
}

/// Writes messages to a file instead of sending them: for trying out.
#[derive(Debug)]
pub struct FileSms {
    /// JSON lines: `{"to": …, "template": …, …}`.
    pub path: PathBuf,
}

impl Sms for FileSms {
    fn send<'a>(&'a self, _id: i64, phone: &'a str, template: &'a Template) -> Sending<'a> {
        let (name, parameters) = template.parts();
        let mut line = serde_json::Map::new();
        line.insert("to".to_owned(), phone.into());
        line.insert("template".to_owned(), name.into());
        for (key, value) in parameters {
            line.insert(key.to_owned(), value.into());
        }
        let line = serde_json::Value::Object(line);
        Box::pin(async move {
            let mut options = OpenOptions::new();
            options.create(true).append(true);
            // Numbers and codes are for whoever runs the board alone.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&self.path);
            let written = file.and_then(|mut file| writeln!(file, "{line}"));
            written.map_err(|why| NotSent::Yet(why.to_string()))
        })
    }
}

/// Writes messages to the program's log instead of sending them: for trying out.
#[derive(Clone, Copy, Debug)]
pub struct LogSms;

impl Sms for LogSms {
    fn send<'a>(&'a self, _id: i64, phone: &'a str, template: &'a Template) -> Sending<'a> {
        let tail: String = phone.chars().skip(7).collect();
        let (name, parameters) = template.parts();
        let parameters: Vec<_> = parameters
            .into_iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        tracing::info!(
            to = format!("…{tail}"),
            template = name,
            says = parameters.join(" "),
            "a text message, instead of being sent"
        );
        Box::pin(async { Ok(()) })
    }
}
