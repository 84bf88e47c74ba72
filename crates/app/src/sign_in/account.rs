//! One's own account: what happened to it, where one is signed in, and changing what one signs in with.

use super::guesses::{begins, is_known};
use super::steps::names;
use super::{Browser, Opened, SignedIn, Token, after, hours_of};
use crate::board::App;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use domain::Timestamp;
use domain::account::AccountNews;
use domain::actor::Role;
use domain::ids::PersonId;
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use jiff::Span;
use store::notices::{self, Notice};
use store::people::{self, Person};
use store::{authenticators, entries, sessions};

/// What the owner of an account sees of it.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// What happened to it, newest first.
    pub notices: Vec<Notice>,
    /// Where one is signed in, this browser first.
    pub sessions: Vec<OwnSession>,
    /// When the authenticator was set up; none for citizens.
    pub authenticator: Option<Timestamp>,
    /// How many recovery codes are left.
    pub codes: u32,
}

/// A session or a token of one's own.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// By which it is named.
    pub id: i64,
    /// The session of this very request.
    pub here: bool,
    /// A token of the JSON API.
    pub bearer: bool,
    /// What kind of browser it was opened in, as a code.
    pub device: String,
    /// When it was last used, to some minutes.
    pub seen_at: Timestamp,
    /// When it ends, used or not.
    pub expires_at: Timestamp,
}

impl App {
    /// What one sees of one's own account; what happened to it counts as read.
    pub async fn own_account(&self, who: &SignedIn) -> Result<OwnAccount, Refusal> {
        let now = self.clock.now();
        let person = who.actor.account()?;
        let role = who.actor.role;
        let seen = self.db.write(async |tx| {
            let notices = notices::of(tx, person).await?;
            if notices.iter().any(|notice| notice.read_at.is_none()) {
                notices::read(tx, person, now).await?;
            }
            Ok::<_, Refusal>((
                notices,
                sessions::of(tx, person, now).await?,
                authenticators::of(tx, person).await?,
                authenticators::codes_left(tx, person).await?,
            ))
        });
        let (notices, sessions, authenticator, codes) = seen.await?;
        let lasts = |session: &store::sessions::Session| {
            let (idle, _) = hours_of(role, session.bearer);
            after(session.seen_at, Span::new().hours(idle)) >= now
        };
        let own = sessions
            .into_iter()
            .filter(lasts)
            .map(|session| OwnSession {
                id: session.id,
                here: session.id == who.session,
                bearer: session.bearer,
                device: session.device,
                seen_at: session.seen_at,
                expires_at: session.expires_at,
            });
        let mut sessions: Vec<_> = own.collect();
        sessions.sort_by_key(|session| !session.here);
        Ok(OwnAccount {
            notices,
            sessions,
            authenticator: authenticator.map(|one| one.since),
            codes,
        })
    }

    /// How much of what happened to one's account was not read yet.
    pub async fn unread_notices(&self, person: PersonId) -> Result<u32, Refusal> {
        let unread = self.db.read(async |tx| notices::unread(tx, person).await);
        Ok(unread.await?)
    }

    /// Ends a session of one's own.
    pub async fn end_session(&self, who: &SignedIn, id: i64) -> Result<(), Refusal> {
        let person = who.actor.account()?;
        self.db
            .write(async |tx| {
                if sessions::end_one(tx, person, id).await? {
                    let ended = Happened::done(SecurityKind::SessionEnd).detail("one");
                    Ok(self.record_in(tx, ended).await?)
                } else {
                    Err(Refusal::NotFound)
                }
            })
            .await
    }

    /// Ends all sessions and tokens of one's own but this one.
    pub async fn end_other_sessions(&self, who: &SignedIn) -> Result<(), Refusal> {
        let person = who.actor.account()?;
        self.db
            .write(async |tx| {
                sessions::end_others(tx, person, who.session).await?;
                let ended = Happened::done(SecurityKind::SessionEnd).detail("others");
                Ok(self.record_in(tx, ended).await?)
            })
            .await
    }

    /// Changes one's password. All sessions and tokens end, and a new session begins.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        password: String,
        new: String,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        let (person, target) = self.staff_again(who, password, browser).await?;
        let hashed = self.another_password(&person, new, names(&person)).await?;
        self.db
            .write(async |tx| {
                store::guesses::forgive(tx, &target).await?;
                people::set_password(tx, person.id, &hashed, None).await?;
                sessions::end_all(tx, person.id).await?;
                entries::end_all(tx, person.id).await?;
                self.tell(tx, person.id, AccountNews::PasswordChanged, browser)
                    .await
            })
            .await?;
        self.open_session(&person, browser).await
    }

    /// Begins the way to another authenticator, with both factors.
    pub async fn renew_authenticator(
        &self,
        who: &SignedIn,
        password: String,
        code: &str,
        browser: &Browser,
    ) -> Result<Token, Refusal> {
        let (person, target) = self.staff_again(who, password, browser).await?;
        let token = Token::draw(&*self.chance);
        let entry = self.entry(person.id, true);
        let proved = self.db.write(async |tx| {
            let right = self.proves(tx, &person, code, browser).await?;
            if right {
                store::guesses::forgive(tx, &target).await?;
                entries::add(tx, &token.hash(), &entry).await?;
            }
            Ok::<_, Refusal>(right)
        });
        proved
            .await?
            .then_some(token)
            .ok_or_else(|| Refusal::field("code", Problem::Factor))
    }

    /// Gives new recovery codes, with both factors; those before open nothing any more. They are told this once.
    pub async fn renew_codes(
        &self,
        who: &SignedIn,
        password: String,
        code: &str,
        browser: &Browser,
    ) -> Result<Vec<String>, Refusal> {
        let (person, target) = self.staff_again(who, password, browser).await?;
        let codes = self.draw_codes();
        let proved = self.db.write(async |tx| {
            let right = self.proves(tx, &person, code, browser).await?;
            if right {
                store::guesses::forgive(tx, &target).await?;
                let hashes = self.code_hashes(person.id, &codes);
                authenticators::put_codes(tx, person.id, &hashes).await?;
                self.tell(tx, person.id, AccountNews::CodesDrawn, browser)
                    .await?;
            }
            Ok::<_, Refusal>(right)
        });
        proved
            .await?
            .then_some(codes)
            .ok_or_else(|| Refusal::field("code", Problem::Factor))
    }

    /// Staff whose session it is, after their password was given again; and the count of its tries, to be forgiven
    /// with what it allows.
    async fn staff_again(
        &self,
        who: &SignedIn,
        password: String,
        browser: &Browser,
    ) -> Result<(Person, [u8; 32]), Refusal> {
        let now = self.clock.now();
        let id = who.actor.account()?;
        if !may_change(who.actor.role) {
            return Err(Forbidden::NotYours.into());
        }
        // A form that comes back without its secrets is no try.
        if password.is_empty() {
            return Err(Refusal::field("password", Problem::Password));
        }
        let counted = self.db.write(async |tx| {
            let person = people::by_id(tx, id).await?.ok_or(Forbidden::SignIn)?;
            let login = person.login.clone().unwrap_or_default();
            let known = is_known(tx, Some(id), browser).await?;
            let target = self.password_target(&login, browser, known);
            begins(tx, &target, now).await?;
            Ok::<_, Refusal>((person, target))
        });
        let (person, target) = counted.await?;
        if self.verify(password, person.password.clone()).await? {
            Ok((person, target))
        } else {
            Err(Refusal::field("password", Problem::Password))
        }
    }
}

/// Citizens sign in by their phone: they have no password and no authenticator.
fn may_change(role: Role) -> bool {
    role.is_staff()
}
