//! What the security log says of an event: codes and the numbers of accounts, never a text, a name, a phone or an address.

use crate::Timestamp;
use crate::actor::Role;
use crate::codes::codes;
use crate::ids::{MessageId, PersonId, UnknownCode};
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

codes! {
    /// What kind of thing happened.
    SecurityKind {
        /// Somebody signed in, or tried to; the detail is the way.
        SignIn = "sign_in",
        /// An account rests after too many wrong tries.
        Lockout = "lockout",
        /// A password, passkey, authenticator, recovery code or phone was set, used up or taken away.
        Factor = "factor",
        /// A session or token ended before its time.
        SessionEnd = "session_end",
        /// A bearer token was issued.
        Token = "token",
        /// What an account may do was given, changed or taken away.
        Rights = "rights",
        /// Something that is kept from most was shown: a contact, a remark, an original.
        Reveal = "reveal",
        /// Taking a message down was asked for, agreed to or ended.
        TakeDown = "take_down",
        /// Data left the board as a file.
        Export = "export",
        /// Somebody asked for what is not theirs to do or see.
        Permission = "permission",
        /// Somebody did something more often than is allowed.
        Limit = "limit",
        /// Consent was given, renewed or withdrawn.
        Consent = "consent",
        /// An account was closed, came back, or lost its personal data.
        Closing = "closing",
        /// Data whose time was over was deleted; the detail is its name in the table of retention.
        Retention = "retention",
        /// Keys were read, made, or changed.
        Keys = "keys",
        /// The program runs with other settings than before.
        Settings = "settings",
        /// A process began to serve.
        Start = "start",
        /// A process stopped in good order.
        Stop = "stop",
        /// The machine's clock was moved.
        ClockJump = "clock_jump",
        /// The first line of a day, with random letters: without them a quiet day could be guessed from its hash.
        DayBegun = "day_begun",
        /// More happened at once than is written line by line.
        Lost = "lost",
    }
}

codes! {
    /// How it went.
    SecurityOutcome {
        /// It was done.
        Done = "done",
        /// It was tried and was wrong.
        Failed = "failed",
        /// It was not allowed.
        Refused = "refused",
    }
}

/// A short word of the program about an event: `password`, `field/3`, `GET/desk/:list`. A letter or digit, then up to 79
/// letters, digits, `.`, `_`, `:`, `/` or `-`, all ASCII; nothing in it has the shape of a phone or identity number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Detail(String);

/// An event of the security log as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: SecurityKind,
    /// How it went.
    pub outcome: SecurityOutcome,
    /// The account that did it; none: nobody had signed in, or the program did it.
    pub account: Option<PersonId>,
    /// The role of that account, or of who asked.
    pub role: Option<Role>,
    /// The account that it was done to, where that is another one.
    pub subject: Option<PersonId>,
    /// The message that it concerns.
    pub message: Option<MessageId>,
    /// More about it.
    pub detail: Option<Detail>,
    /// The request in which it happened: random letters.
    pub request: Option<Detail>,
    /// Whence, as a keyed hash that is another one each day.
    pub address: Option<Detail>,
    /// How often it happened, where it was noted once for several times.
    pub times: u32,
}

/// A line of the log: an event with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityLine {
    /// 1, 2, 3 … without gaps.
    pub n: i64,
    /// The day to which it belongs; days never go back, whatever the clock does.
    pub day: Date,
    /// What happened.
    pub event: SecurityEvent,
}

/// The fields of a line, in their order.
#[derive(Serialize)]
struct Written<'a> {
    n: i64,
    day: String,
    at: String,
    kind: SecurityKind,
    outcome: SecurityOutcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a Detail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a Detail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a Detail>,
    times: u32,
}

impl SecurityLine {
    /// The line as it stands in the file, without its end: JSON, each field in its place. A day's hash is the SHA-256 of
    /// its lines, each with a line feed.
    pub fn to_json(&self) -> String {
        let event = &self.event;
        let written = Written {
            n: self.n,
            day: self.day.to_string(),
            at: event.at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
            kind: event.kind,
            outcome: event.outcome,
            // Ids are larger than the numbers that every reader of JSON keeps exactly.
            account: event.account.map(|id| id.to_string()),
            role: event.role,
            subject: event.subject.map(|id| id.to_string()),
            message: event.message.map(|id| id.to_string()),
            detail: event.detail.as_ref(),
            request: event.request.as_ref(),
            address: event.address.as_ref(),
            times: event.times,
        };
        // Codes and numbers cannot fail to serialise.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

impl Detail {
    /// Bytes as letters from a to p, two a byte: digits would look like numbers.
    pub fn letters(bytes: &[u8]) -> Self {
        let letter = |half: u8| char::from(b'a' + half);
        let letters = bytes
            .iter()
            .flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]);
        Self(letters.collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Detail {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let mut bytes = text.bytes();
        let begins = bytes
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric());
        let fits = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'/' | b'-')
        };
        if begins && text.len() <= 80 && bytes.all(fits) && !has_personal_number(text) {
            Ok(Self(text.to_owned()))
        } else {
            // What does not fit is not repeated: it may be what must not be logged.
            Err(UnknownCode {
                of: "Detail",
                code: String::new(),
            })
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether digits of it, hyphens and dots left out, are as many as a mobile number or an identity number has.
fn has_personal_number(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !matches!(c, '-' | '.')).collect();
    joined
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() >= 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_is_a_word_of_the_program_and_no_number_of_a_person() {
        for good in [
            "password",
            "field/3",
            "GET/desk/:list",
            "0.1.0",
            "forward/86400",
        ] {
            assert_eq!(good.parse::<Detail>().unwrap().as_str(), good);
        }
        let long = "a".repeat(81);
        for bad in [
            "",
            "/desk",
            "王小明",
            "a b",
            "19900000001",
            "199-0000-0001",
            "to/19900000001/x",
            "110101199003070011",
            "11010119900307001X",
            &long,
        ] {
            let refused = bad.parse::<Detail>().unwrap_err();
            assert_eq!(refused.code, "", "{bad} is not repeated");
        }
        assert_eq!(Detail::letters(&[0x00, 0x1f, 0xff]).as_str(), "aabppp");
    }

    #[test]
    fn a_line_has_its_fields_in_their_order_and_leaves_out_what_it_has_not() {
        let mut line = SecurityLine {
            n: 7,
            day: Date::constant(2026, 3, 2),
            event: SecurityEvent {
                at: "2026-03-02T09:00:00.5+08:00".parse().unwrap(),
                kind: SecurityKind::SignIn,
                outcome: SecurityOutcome::Failed,
                account: Some(PersonId(21)),
                role: Some(Role::Editor),
                subject: None,
                message: None,
                detail: "password".parse().ok(),
                request: None,
                address: None,
                times: 1,
            },
        };
        assert_eq!(
            line.to_json(),
            r#"{"n":7,"day":"2026-03-02","at":"2026-03-02T01:00:00.500Z","kind":"sign_in","outcome":"failed","account":"21","role":"editor","detail":"password","times":1}"#
        );
        line.event.message = Some(MessageId(5));
        line.event.subject = Some(PersonId(22));
        assert!(
            line.to_json()
                .contains(r#""role":"editor","subject":"22","message":"5","detail""#)
        );
    }
}
