//! Signing in: citizens by phone and one-time code, staff by two factors, both by a passkey; sessions and tokens.

mod account;
mod guesses;
mod passkeys;
pub mod provider;
mod steps;

pub use account::{OwnAccount, OwnSession};
pub use passkeys::{
    CHALLENGE_MINUTES, Challenged, LATELY_MINUTES, MOST_PASSKEYS, OwnPasskey, PasskeyAnswer,
};
pub use steps::{Offer, OnTheWay, Step, WAY_MINUTES};

use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use crate::sms::{Fate, Says, Text};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::account::AccountNews;
use domain::actor::{Actor, Role};
use domain::ids::PersonId;
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use jiff::Span;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use store::devices;
use store::people::{self, Person, Phone};
use store::sessions::{self, Session};
use store::sign_in_codes::{self, SentCode};
use store::vault::Place;
use store::{Tx, text_messages};
use subtle::ConstantTimeEq;

/// A code is valid for so many minutes.
pub const CODE_MINUTES: u32 = 5;
/// Nobody is sent a code that is valid for less than this.
const CODE_LEFT_MINUTES: i64 = 1;
/// … and for so many tries.
const CODE_TRIES: u32 = 5;
/// Codes to one phone in an hour, and in a day.
const CODES: [(i64, u32); 2] = [(1, 5), (24, 10)];
/// Hours after which a citizen, or staff, sign in again: without use, and in any case.
const CITIZEN_HOURS: (i64, i64) = (24 * 30, 24 * 90);
const STAFF_HOURS: (i64, i64) = (2, 12);

/// A token as the cookie or the `Authorization` header carries it: 256 random bits. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    fn draw(chance: &dyn crate::chance::Chance) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(draw::<32>(chance)))
    }

    /// What came in a request.
    pub fn received(text: &str) -> Self {
        Self(text.chars().take(100).collect())
    }

    /// What goes out once.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What a browser tells of itself where somebody signs in.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Where it is.
    pub address: Option<IpAddr>,
    /// The token that it keeps since somebody signed in there.
    pub device: Option<Token>,
    /// What kind it is, as a code: `edge-windows`.
    pub kind: String,
}

/// A session that has just begun.
#[derive(Clone, Debug)]
pub struct Opened {
    /// For the cookie of the session.
    pub token: Token,
    /// For the cookie by which the browser is known again.
    pub device: Token,
    /// Who has signed in.
    pub who: SignedIn,
}

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Role, account, units, office.
    pub actor: Actor,
    /// Staff: the name; citizens: the pen name.
    pub name: String,
    /// What a form must carry.
    pub form_key: String,
    /// Came with a bearer token.
    pub bearer: bool,
    /// By which the session is named.
    pub session: i64,
    /// When it began.
    pub since: Timestamp,
}

impl SignedIn {
    /// The most seconds that the session lasts: what its cookie says.
    pub fn seconds(&self) -> u32 {
        let (_, hours) = hours_of(self.actor.role, self.bearer);
        u32::try_from(hours * 3600).unwrap_or(u32::MAX)
    }
}

/// Hours of a session: without use, and in any case.
fn hours_of(role: Role, bearer: bool) -> (i64, i64) {
    if role.is_staff() && !bearer {
        STAFF_HOURS
    } else {
        CITIZEN_HOURS
    }
}

/// Reads a phone number as people type it: spaces, hyphens, full width, +86. Mainland mobile numbers.
pub fn parse_phone(typed: &str) -> Result<String, Refusal> {
    let digits: String = hanzi::fold(typed)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '(' | ')'))
        .collect();
    let digits = digits
        .strip_prefix("+86")
        .or_else(|| digits.strip_prefix("0086"))
        .unwrap_or(&digits);
    let is_mobile = match digits.as_bytes() {
        [b'1', b'3'..=b'9', rest @ ..] => rest.len() == 9 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if is_mobile {
        Ok(digits.to_owned())
    } else {
        Err(Refusal::field("phone", Problem::Phone))
    }
}

impl App {
    /// Sends a one-time code to a phone. Known and unknown numbers get the same answer.
    ///
    /// The answer is a token for the cookie of this request, since the code works only where it was asked for, and what
    /// became of the text message so far.
    pub async fn send_code(&self, phone: &str) -> Result<(Token, Fate), Refusal> {
        let phone = parse_phone(phone)?;
        let now = self.clock.now();
        let cookie = Token::draw(&*self.chance);
        let number = u64::from_be_bytes(draw(&*self.chance)) % 1_000_000;
        let code = format!("{number:06}");
        let id = self.ids.next(now);
        let place = Place {
            table: "sign_in_codes",
            column: "phone_sealed",
            row: id,
        };
        let sent = SentCode {
            id,
            phone_blind: self.vault.blind("phone", &phone),
            phone_sealed: self.vault.seal(place, &phone, draw(&*self.chance)),
            code: self.vault.code(&id.to_string(), &code),
            tries: 0,
        };
        let blinds = self.vault.blinds("phone", &phone);
        let expires = after(now, Span::new().minutes(i64::from(CODE_MINUTES)));
        let hash = cookie.hash();
        let says = Says::Code {
            code,
            expires_at: expires,
        };
        let send_by = after(expires, Span::new().minutes(-CODE_LEFT_MINUTES));
        let text = self.seal_text(id, &Text { to: phone, says }, send_by)?;
        self.db
            .write(async |tx| {
                for (hours, most) in CODES {
                    let since = now
                        .checked_sub(Span::new().hours(hours))
                        .unwrap_or(Timestamp::MIN);
                    let mut count = 0;
                    for blind in &blinds {
                        count += sign_in_codes::sent_since(tx, blind, since, now).await?;
                    }
                    if count >= most {
                        let minutes = u32::try_from(hours * 60).unwrap_or(60);
                        return Err(Refusal::TooMany {
                            what: "codes",
                            minutes,
                        });
                    }
                }
                self.may_send_code(tx, now).await?;
                text.push(tx, now).await?;
                Ok(sign_in_codes::add(tx, &sent, &hash, now, expires).await?)
            })
            .await?;
        Ok((cookie, self.try_text(id).await?))
    }

    /// What became of the text message with the code that waits to be typed; none: no code waits.
    pub async fn fate_of_code(&self, cookie: &Token) -> Result<Option<Fate>, Refusal> {
        let now = self.clock.now();
        let hash = cookie.hash();
        let state = self.db.read(async |tx| {
            let Some(sent) = sign_in_codes::waiting(tx, &hash, now).await? else {
                return Ok(None);
            };
            text_messages::state(tx, sent.id).await
        });
        Ok(state.await?.map(|state| Fate::of(&state)))
    }

    /// Signs in whoever has the code, where it was asked for; makes the account at the first time.
    pub async fn sign_in_by_code(
        &self,
        cookie: &Token,
        code: &str,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        let now = self.clock.now();
        let new_id = self.ids.person(now);
        let nonce = draw(&*self.chance);
        let entered = self
            .db
            .write(async |tx| {
                let Some(sent) = self.right_code(tx, cookie, code, now).await? else {
                    return Ok(None); // the try is counted, so this is no refusal of the transaction
                };
                let place = Place {
                    table: "sign_in_codes",
                    column: "phone_sealed",
                    row: sent.id,
                };
                let phone = self.vault.open(place, &sent.phone_sealed).map_err(|why| {
                    Refusal::Store(store::Error::Database(why.to_string().into()))
                })?;
                for blind in self.vault.blinds("phone", &phone) {
                    if let Some(person) = people::by_phone(tx, &blind).await? {
                        return Ok(Some(person));
                    }
                }
                self.knows_all_keys(tx).await?;
                let person = citizen(new_id);
                let place = Place {
                    table: "people",
                    column: "phone_sealed",
                    row: new_id.0,
                };
                let sealed = self.vault.seal(place, &phone, nonce);
                people::add(
                    tx,
                    &person,
                    Some(Phone {
                        blind: &self.vault.blind("phone", &phone),
                        sealed: &sealed,
                    }),
                    now,
                )
                .await?;
                Ok::<_, Refusal>(Some(person))
            })
            .await?;
        match entered {
            Some(person) if person.active => {
                let done = Happened::done(SecurityKind::SignIn).by(person.id, person.role);
                self.record(done.detail("code"));
                self.open_session(&person, browser).await
            }
            _ => {
                self.record(Happened::failed(SecurityKind::SignIn).detail("code"));
                Err(Refusal::field("code", Problem::Code))
            }
        }
    }

    /// The code that was sent, where `typed` is that code. Right or wrong, it is a try; a right one is used up.
    pub(crate) async fn right_code(
        &self,
        tx: &mut Tx,
        token: &Token,
        typed: &str,
        now: Timestamp,
    ) -> Result<Option<SentCode>, Refusal> {
        let typed: String = hanzi::fold(typed)
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let Some(sent) = sign_in_codes::waiting(tx, &token.hash(), now).await? else {
            return Ok(None);
        };
        let right: bool = self
            .vault
            .code(&sent.id.to_string(), &typed)
            .ct_eq(&sent.code)
            .into();
        sign_in_codes::tried(tx, sent.id, right || sent.tries + 1 >= CODE_TRIES).await?;
        Ok(Some(sent).filter(|_sent| right))
    }

    /// Makes the account of a citizen without a code, for the demo city and for tests.
    pub async fn register_citizen(&self, phone: &str, pen_name: &str) -> Result<PersonId, Refusal> {
        let phone = parse_phone(phone)?;
        let now = self.clock.now();
        let mut person = citizen(self.ids.person(now));
        pen_name.clone_into(&mut person.pen_name);
        let place = Place {
            table: "people",
            column: "phone_sealed",
            row: person.id.0,
        };
        let sealed = self.vault.seal(place, &phone, draw(&*self.chance));
        let blind = self.vault.blind("phone", &phone);
        let phone = Phone {
            blind: &blind,
            sealed: &sealed,
        };
        self.db
            .write(async |tx| Ok::<_, Refusal>(people::add(tx, &person, Some(phone), now).await?))
            .await?;
        Ok(person.id)
    }

    /// A bearer token of the JSON API for an account.
    pub async fn issue_token(&self, person: PersonId) -> Result<Token, Refusal> {
        let token = Token::draw(&*self.chance);
        let hash = token.hash();
        self.db
            .write(async |tx| {
                let person = people::by_id(tx, person).await?;
                let person = person.filter(|person| person.active);
                let person = person.ok_or(Refusal::NotFound)?;
                let session = self.session(&person, true, String::new());
                Ok::<_, Refusal>(sessions::add(tx, &hash, &session).await?)
            })
            .await?;
        Ok(token)
    }

    /// Opens a session for somebody who has proved who they are, and keeps the browser in mind.
    async fn open_session(&self, person: &Person, browser: &Browser) -> Result<Opened, Refusal> {
        let now = self.clock.now();
        let token = Token::draw(&*self.chance);
        let fresh = Token::draw(&*self.chance);
        let session = self.session(person, false, browser.kind.clone());
        let hash = token.hash();
        let opened = self.db.write(async |tx| {
            // Whoever was removed since they proved it gets none, nor finds one when they are restored.
            let there = people::by_id(tx, person.id).await?;
            if !there.is_some_and(|there| there.active) {
                return Err(Refusal::from(Forbidden::SignIn));
            }
            // Several people may use one browser: it keeps the token that any of them got there.
            let mut device = &fresh;
            let mut known = false;
            if let Some(kept) = &browser.device {
                let people = devices::people(tx, &kept.hash()).await?;
                known = people.contains(&person.id);
                if !people.is_empty() {
                    device = kept;
                }
            }
            if !known && devices::count(tx, person.id).await? > 0 {
                self.tell(tx, person.id, AccountNews::NewDevice, browser)
                    .await?;
            }
            devices::put(tx, &device.hash(), person.id, now).await?;
            sessions::add(tx, &hash, &session).await?;
            Ok::<_, Refusal>(device.clone())
        });
        Ok(Opened {
            device: opened.await?,
            who: self.signed_in(person, &session),
            token,
        })
    }

    fn session(&self, person: &Person, bearer: bool, device: String) -> Session {
        let now = self.clock.now();
        let (_, absolute) = hours_of(person.role, bearer);
        Session {
            id: self.ids.next(now),
            person: person.id,
            form_key: BASE64_URL_SAFE_NO_PAD.encode(draw::<18>(&*self.chance)),
            bearer,
            device,
            seen_at: now,
            expires_at: after(now, Span::new().hours(absolute)),
        }
    }

    fn signed_in(&self, person: &Person, session: &Session) -> SignedIn {
        let units = person
            .unit
            .map(|unit| self.reference().units_below(unit))
            .unwrap_or_default();
        let (_, absolute) = hours_of(person.role, session.bearer);
        let lasted = Span::new().hours(-absolute);
        SignedIn {
            since: after(session.expires_at, lasted),
            actor: Actor {
                role: person.role,
                person: Some(person.id),
                unit: person.unit,
                units,
                office: person.office,
            },
            name: person
                .staff_name
                .clone()
                .unwrap_or_else(|| person.pen_name.clone()),
            form_key: session.form_key.clone(),
            bearer: session.bearer,
            session: session.id,
        }
    }

    /// Who a token belongs to; none where it has ended.
    pub async fn who(&self, token: &Token) -> Result<Option<SignedIn>, Refusal> {
        let now = self.clock.now();
        let hash = token.hash();
        let found = self.db.read(async |tx| {
            let Some(session) = sessions::find(tx, &hash, now).await? else {
                return Ok(None);
            };
            let person = people::by_id(tx, session.person)
                .await?
                .filter(|person| person.active);
            Ok::<_, Refusal>(person.map(|person| (person, session)))
        });
        let Some((person, session)) = found.await? else {
            return Ok(None);
        };
        let (idle, _) = hours_of(person.role, session.bearer);
        if after(session.seen_at, Span::new().hours(idle)) < now {
            return Ok(None);
        }
        // Writing at every request would make reading wait for writing. A time that is still to come is of a clock that
        // was wrong: unused, the session would last until then.
        let noted = Span::new().minutes(10);
        if after(session.seen_at, noted) < now || session.seen_at > after(now, noted) {
            self.db
                .write(async |tx| Ok::<_, Refusal>(sessions::seen(tx, &hash, now).await?))
                .await?;
        }
        Ok(Some(self.signed_in(&person, &session)))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &Token) -> Result<(), Refusal> {
        let hash = token.hash();
        self.db
            .write(async |tx| Ok(sessions::end(tx, &hash).await?))
            .await
    }
}

fn citizen(id: PersonId) -> Person {
    Person {
        id,
        role: Role::Citizen,
        login: None,
        password: None,
        password_until: None,
        staff_name: None,
        unit: None,
        office: None,
        pen_name: String::new(),
        active: true,
    }
}

fn after(time: Timestamp, span: Span) -> Timestamp {
    time.checked_add(span).unwrap_or(Timestamp::MAX)
}

fn to_base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_read_as_people_type_them() {
        for typed in [
            "19900000001",
            "199 0000 0001",
            "+86 199-0000-0001",
            "１９９０００００００１",
            "008619900000001",
        ] {
            assert_eq!(parse_phone(typed).unwrap(), "19900000001", "{typed}");
        }
        for wrong in [
            "",
            "1990000001",
            "12900000001",
            "199000000011",
            "0990-1234567",
            "电话",
        ] {
            assert!(parse_phone(wrong).is_err(), "{wrong}");
        }
    }
}
