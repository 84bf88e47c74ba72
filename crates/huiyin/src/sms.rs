//! The signed webhook that text messages go through; docs/sms.md is for whoever writes its other side.

use crate::config::Settings;
use crate::config::sms::{Gateway, Secret};
use crate::fetch::{Answer, Http};
use anyhow::Result;
use app::Clock;
use app::sms::{FileSms, LogSms, NotSent, Sending, Sms, Template};
use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

#[cfg(test)]
mod tests;

/// A person waits meanwhile: a gateway that takes longer is asked again later.
const ANSWERS_WITHIN: Duration = Duration::from_secs(4);
/// What a gateway says beside its status is not read further.
const MOST: usize = 16 * 1024;

/// The gateway of the settings.
pub fn gateway(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Arc<dyn Sms>> {
    Ok(match &settings.sms {
        Gateway::File(path) => Arc::new(FileSms { path: path.clone() }),
        Gateway::Log => Arc::new(LogSms),
        Gateway::Webhook { url, secret } => Arc::new(Webhook {
            http: settings.http()?,
            url: url.clone(),
            secret: Secret::read(&settings.key_files, secret)?,
            clock,
        }),
    })
}

/// A server that takes text messages, signed.
struct Webhook {
    http: Http,
    url: String,
    secret: Secret,
    clock: Arc<dyn Clock>,
}

impl Sms for Webhook {
    fn send<'a>(&'a self, id: i64, phone: &'a str, template: &'a Template) -> Sending<'a> {
        let asked = self.request(body(id, phone, template));
        Box::pin(async move {
            let asked = asked.map_err(|why| NotSent::Yet(why.to_string()))?;
            let answer = tokio::time::timeout(ANSWERS_WITHIN, self.http.send(asked, MOST)).await;
            match answer {
                Ok(Ok(answer)) => judge(&answer),
                Ok(Err(why)) => Err(NotSent::Yet(format!("{why:#}"))),
                Err(_elapsed) => {
                    let seconds = ANSWERS_WITHIN.as_secs();
                    Err(NotSent::Yet(format!("no answer within {seconds} s")))
                }
            }
        })
    }
}

impl Webhook {
    fn request(&self, body: String) -> Result<Request<Bytes>, axum::http::Error> {
        let seconds = self.clock.now().as_second();
        Request::post(&self.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("huiyin-timestamp", seconds)
            .header(
                "huiyin-signature",
                signature(self.secret.expose(), seconds, &body),
            )
            .body(body.into())
    }
}

/// What the gateway's status means. Nothing else of its answer is read: it may repeat the number.
fn judge(answer: &Answer) -> Result<(), NotSent> {
    match answer.status {
        status if status.is_success() => Ok(()),
        status @ (StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) => {
            Err(NotSent::Ever(format!("it answered {status}")))
        }
        status => Err(NotSent::Yet(format!("it answered {status}"))),
    }
}

fn body(id: i64, phone: &str, template: &Template) -> String {
    let (name, parameters) = template.parts();
    let parameters: Map<String, Value> = parameters
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect();
    let body = json!({
        "id": id.to_string(),
        "to": phone,
        "template": name,
        "parameters": parameters,
    });
    body.to_string()
}

/// `v1=` and the HMAC-SHA-256 of the timestamp, a point and the body, in hexadecimal digits.
fn signature(secret: &[u8], seconds: i64, body: &str) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of every length");
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    let mut text = String::from("v1=");
    for byte in mac.finalize().into_bytes() {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    text
}
