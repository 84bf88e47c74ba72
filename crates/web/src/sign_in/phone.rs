//! Signing in by phone and one-time code, wherever a page asks for it; and what a new session sets.

use crate::limits::{self, proof};
use crate::posted::Posted;
use crate::viewer::{
    CODE_COOKIE, DEVICE_COOKIE, SESSION_COOKIE, Viewer, WAY_COOKIE, cookie, set_cookie,
};
use crate::web::Web;
use app::Refusal;
use app::sign_in::{Opened, Token, parse_phone};
use app::sms::Fate;
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::response::AppendHeaders;

/// Seconds for which a browser keeps what belongs to a code: longer than the code, so that a late one is told so.
const CODE_SECONDS: u32 = 600;

/// Seconds for which a browser is known again: 400 days, the longest that browsers keep a cookie.
const DEVICE_SECONDS: u32 = 400 * 24 * 3600;

/// A header that sets a cookie.
pub type Cookie = (HeaderName, String);

/// What a page says of a text message that has not gone out.
pub struct Unsent {
    /// The last part of the words' keys: `waiting`, `refused`, `late`.
    pub code: &'static str,
}

impl Unsent {
    /// Nothing where it has gone out.
    pub fn of(fate: Fate) -> Option<Self> {
        let code = match fate {
            Fate::Sent => return None,
            Fate::Waiting => "waiting",
            Fate::Refused => "refused",
            Fate::Late => "late",
        };
        Some(Self { code })
    }
}

/// A code that was sent and waits to be typed.
pub struct Waiting {
    token: Token,
    /// The last four digits of the phone.
    pub tail: String,
    /// What became of the text message, as far as it was asked.
    pub fate: Fate,
}

impl Waiting {
    /// The cookie holds the token and, behind a point, the last digits: they are in no address and in no log.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let value = cookie(headers, CODE_COOKIE)?;
        let (token, tail) = value.split_once('.').unwrap_or((value, ""));
        if token.is_empty() {
            return None;
        }
        let digits = tail.chars().filter(char::is_ascii_digit);
        Some(Self {
            token: Token::received(token),
            tail: digits.take(4).collect(),
            fate: Fate::Sent,
        })
    }

    /// Asks what became of the text message.
    pub async fn with_fate(mut self, web: &Web) -> Result<Self, Refusal> {
        let fate = web.app.fate_of_code(&self.token).await?;
        self.fate = fate.unwrap_or(self.fate);
        Ok(self)
    }

    fn cookie(&self) -> Cookie {
        let value = format!("{}.{}", self.token.as_str(), self.tail);
        (SET_COOKIE, set_cookie(CODE_COOKIE, &value, CODE_SECONDS))
    }
}

/// Sends a code to the phone of a form.
pub async fn send_code(
    web: &Web,
    viewer: &Viewer,
    posted: &Posted,
) -> Result<(Waiting, Cookie), Refusal> {
    let phone = parse_phone(posted.text("phone"))?;
    proof::check(web, viewer, posted)?;
    limits::one_more_code(web, viewer)?;
    proof::count(web, viewer);
    let tail = phone.chars().skip(7).collect();
    let app = web.app.clone();
    let sending = web.run(async move { app.send_code(&phone).await });
    let (token, fate) = sending.await??;
    let waiting = Waiting { token, tail, fate };
    let cookie = waiting.cookie();
    Ok((waiting, cookie))
}

/// Signs in whoever has the code: the viewer from now on, and the cookies.
pub async fn enter(
    web: &Web,
    viewer: &Viewer,
    waiting: &Waiting,
    code: &str,
) -> Result<(Viewer, AppendHeaders<Vec<Cookie>>), Refusal> {
    let (app, token, code) = (web.app.clone(), waiting.token.clone(), code.to_owned());
    let browser = viewer.browser();
    let entering = web.run(async move { app.sign_in_by_code(&token, &code, &browser).await });
    let opened = entering.await??;
    entered(web, viewer, opened).await
}

/// A new session begins, and the one before it ends.
pub async fn entered(
    web: &Web,
    viewer: &Viewer,
    opened: Opened,
) -> Result<(Viewer, AppendHeaders<Vec<Cookie>>), Refusal> {
    if let Some(before) = viewer.token.as_ref() {
        web.app.sign_out(before).await?;
    }
    let Opened { token, device, who } = opened;
    let cookies = [
        set_cookie(SESSION_COOKIE, token.as_str(), who.seconds()),
        set_cookie(DEVICE_COOKIE, device.as_str(), DEVICE_SECONDS),
        set_cookie(CODE_COOKIE, "", 0),
        set_cookie(WAY_COOKIE, "", 0),
    ];
    let cookies = cookies.map(|cookie| (SET_COOKIE, cookie)).to_vec();
    Ok((viewer.entered(token, who), AppendHeaders(cookies)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE;

    fn of(cookie: &str) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, cookie.parse().unwrap());
        let waiting = Waiting::of(&headers)?;
        Some((waiting.token.as_str().to_owned(), waiting.tail))
    }

    #[test]
    fn the_cookie_of_a_code_holds_the_token_and_the_last_digits() {
        let held = |token: &str, tail: &str| Some((token.to_owned(), tail.to_owned()));
        assert_eq!(of("__Host-huiyin-code=abc.5678"), held("abc", "5678"));
        assert_eq!(of("x=y; __Host-huiyin-code=abc"), held("abc", ""));
        assert_eq!(of("__Host-huiyin-code=abc.<b>12345"), held("abc", "1234"));
        assert_eq!(of("__Host-huiyin-code="), None);
    }
}
