//! Signing in: citizens by phone and one-time code, staff by password; sessions and tokens.

use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::sms::{Fate, Says, Text};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::ids::PersonId;
use jiff::Span;
use sha2::{Digest, Sha256};
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
/// Wrong passwords before an account is locked, each time for longer.
const PASSWORD_TRIES: u32 = 5;

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
                        count += sign_in_codes::sent_since(tx, blind, since).await?;
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
    ) -> Result<(Token, SignedIn), Refusal> {
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
            Some(person) if person.active => self.open_session(&person, false).await,
            _ => Err(Refusal::field("code", Problem::Code)),
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

    /// Signs staff in by login and password.
    pub async fn sign_in_by_password(
        &self,
        login: &str,
        password: String,
    ) -> Result<(Token, SignedIn), Refusal> {
        let wrong = || Refusal::field("password", Problem::Password);
        let now = self.clock.now();
        let login = login.trim().to_lowercase();
        let person = self
            .db
            .read(async |tx| people::by_login(tx, &login).await)
            .await?;
        let person = person.filter(|person| person.active);
        if let Some(until) = person
            .as_ref()
            .and_then(|person| person.locked_until)
            .filter(|until| *until > now)
        {
            let minutes =
                u32::try_from((until.as_second() - now.as_second()) / 60 + 1).unwrap_or(60);
            return Err(Refusal::TooMany {
                what: "tries",
                minutes,
            });
        }
        let right = self
            .verify(
                password,
                person.as_ref().and_then(|person| person.password.clone()),
            )
            .await?;
        let Some(person) = person else {
            return Err(wrong());
        };
        if right {
            self.db
                .write(async |tx| people::entered(tx, person.id).await)
                .await?;
            return self.open_session(&person, false).await;
        }
        let failures = person.failures + 1;
        // 1, 2, 4 … minutes after every wrong try beyond the fifth, up to an hour.
        let lock = failures
            .checked_sub(PASSWORD_TRIES)
            .map(|beyond| after(now, Span::new().minutes((1_i64 << beyond.min(6)).min(60))));
        self.db
            .write(async |tx| people::failed(tx, person.id, lock).await)
            .await?;
        Err(wrong())
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
        let person = self
            .db
            .read(async |tx| people::by_id(tx, person).await)
            .await?
            .ok_or(Refusal::NotFound)?;
        Ok(self.open_session(&person, true).await?.0)
    }

    async fn open_session(
        &self,
        person: &Person,
        bearer: bool,
    ) -> Result<(Token, SignedIn), Refusal> {
        let now = self.clock.now();
        let token = Token::draw(&*self.chance);
        let (_, absolute) = hours_of(person.role, bearer);
        let session = Session {
            person: person.id,
            form_key: BASE64_URL_SAFE_NO_PAD.encode(draw::<18>(&*self.chance)),
            bearer,
            seen_at: now,
            expires_at: after(now, Span::new().hours(absolute)),
        };
        let hash = token.hash();
        self.db
            .write(async |tx| Ok::<_, Refusal>(sessions::add(tx, &hash, &session).await?))
            .await?;
        let signed_in = self.signed_in(person, &session);
        Ok((token, signed_in))
    }

    fn signed_in(&self, person: &Person, session: &Session) -> SignedIn {
        let units = person
            .unit
            .map(|unit| self.reference().units_below(unit))
            .unwrap_or_default();
        SignedIn {
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
        // Writing at every request would make reading wait for writing.
        if after(session.seen_at, Span::new().minutes(10)) < now {
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
        staff_name: None,
        unit: None,
        office: None,
        pen_name: String::new(),
        active: true,
        failures: 0,
        locked_until: None,
    }
}

fn after(time: Timestamp, span: Span) -> Timestamp {
    time.checked_add(span).unwrap_or(Timestamp::MAX)
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
