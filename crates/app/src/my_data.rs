//! What somebody may do with their own data: read and take it all, correct it, take consent back, close the account.

mod closing;
mod consent;
mod phone;

pub use closing::CLOSING_DAYS;
pub use phone::Asked;

use crate::alerts::StepShown;
use crate::board::App;
use crate::messages::Thread;
use crate::refusal::Refusal;
use crate::security::Happened;
use crate::sign_in::OwnPasskey;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::alert::Alert;
use domain::consent::{Consent, Purpose};
use domain::ids::{MessageId, Number, PersonId};
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use domain::text::PenName;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::vault::Place;
use store::{closing as rows, consents, messages, people};

/// What the board holds about an account, besides its messages.
#[derive(Clone, Debug)]
pub struct MyData {
    /// The number of the account.
    pub account: PersonId,
    /// Since when it is there.
    pub since: Timestamp,
    /// The phone, in full; none where it cannot be read with the keys at hand.
    pub phone: Option<String>,
    /// The name under the next message.
    pub pen_name: String,
    /// When the personal data go, where the account is being closed.
    pub closing_at: Option<Timestamp>,
    /// All that was ever agreed to, the oldest first, with the number of the message.
    pub consents: Vec<(Consent, Option<Number>)>,
    /// What they sign in by besides their phone.
    pub passkeys: Vec<OwnPasskey>,
    /// The messages that this person said “me too” to.
    pub supported: Vec<Number>,
}

/// One's own message.
#[derive(Clone, Debug)]
pub struct Own {
    /// As its writer sees it.
    pub thread: Thread,
    /// What was said in confidence, and what came of it.
    pub alerts: Vec<(Alert, Vec<StepShown>)>,
}

impl App {
    /// What the board holds about whoever asks. Citizens' accounts alone.
    pub async fn my_data(&self, actor: &Actor) -> Result<MyData, Refusal> {
        let account = citizen(actor)?;
        let found = self.db.read(async |tx| {
            let person = people::by_id(tx, account).await?.ok_or(Refusal::NotFound)?;
            let (closing_at, since) = rows::state(tx, account).await?.ok_or(Refusal::NotFound)?;
            let sealed = people::phone(tx, account).await?;
            let mut numbers: HashMap<MessageId, Option<Number>> = HashMap::new();
            let given = consents::of_person(tx, account).await?;
            let supported = rows::supported(tx, account).await?;
            let named = given.iter().filter_map(|consent| consent.message);
            for id in named.chain(supported.iter().copied()) {
                if let Entry::Vacant(place) = numbers.entry(id) {
                    let message = messages::by_id(tx, id).await?;
                    place.insert(message.and_then(|message| message.number));
                }
            }
            let number = |id: MessageId| numbers.get(&id).copied().flatten();
            Ok::<_, Refusal>((
                MyData {
                    account,
                    since,
                    phone: None,
                    passkeys: Vec::new(),
                    pen_name: person.pen_name,
                    closing_at,
                    supported: supported.into_iter().filter_map(number).collect(),
                    consents: given
                        .into_iter()
                        .map(|consent| {
                            let number = consent.message.and_then(number);
                            (consent, number)
                        })
                        .collect(),
                },
                sealed,
            ))
        });
        let (mut data, sealed) = found.await?;
        data.phone = sealed.and_then(|sealed| {
            let place = phone_of(account);
            self.vault.open(place, &sealed).ok()
        });
        data.passkeys = self.passkeys_of(account).await?;
        Ok(data)
    }

    /// Everything for taking away, with each message as its writer sees it. It is noted in the security log.
    pub async fn export_my_data(&self, actor: &Actor) -> Result<(MyData, Vec<Own>), Refusal> {
        let data = self.my_data(actor).await?;
        let account = data.account;
        let ids = self
            .db
            .read(async |tx| rows::messages(tx, account).await)
            .await?;
        let mut own = Vec::with_capacity(ids.len());
        for id in ids {
            own.push(Own {
                thread: self.thread(actor, id).await?,
                alerts: self.own_alerts(actor, id).await?,
            });
        }
        self.record(
            Happened::done(SecurityKind::Export)
                .by_actor(actor)
                .detail("my-data"),
        );
        Ok((data, own))
    }

    /// The name under the next message; none: no name. What was published keeps the name that it has.
    pub async fn correct_my_name(&self, actor: &Actor, typed: &str) -> Result<(), Refusal> {
        let account = citizen(actor)?;
        let name = PenName::parse_optional(typed).map_err(|why| Refusal::field("pen_name", why))?;
        let limit = self.limits.pen_name;
        let text = name.as_ref().map_or("", |name| name.as_str());
        if let Some(why) = limit.check(text) {
            return Err(Refusal::field("pen_name", why));
        }
        self.db
            .write(async |tx| Ok(people::set_pen_name(tx, account, text).await?))
            .await
    }

    /// The unit in charge of a message sees contact and remark no longer.
    pub async fn withdraw_identity(&self, actor: &Actor, id: MessageId) -> Result<(), Refusal> {
        let account = citizen(actor)?;
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let message = messages::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
                if message.writer != Some(account) {
                    return Err(Refusal::NotFound);
                }
                rows::close_identity(tx, account, id).await?;
                if consents::withdraw(tx, account, Purpose::Identity, id, now).await? {
                    let withdrawn = Happened::done(SecurityKind::Consent)
                        .by_actor(actor)
                        .about(id)
                        .detail("withdrawn:identity");
                    self.record_in(tx, withdrawn).await?;
                }
                Ok(())
            })
            .await?;
        self.touched.touch(id);
        Ok(())
    }
}

/// The account of a citizen: staff have no data of their own to take here.
fn citizen(actor: &Actor) -> Result<PersonId, Forbidden> {
    match actor.role {
        Role::Visitor => Err(Forbidden::SignIn),
        Role::Citizen => actor.account(),
        _ => Err(Forbidden::NotYours),
    }
}

/// Where the phone of an account is sealed.
fn phone_of(account: PersonId) -> Place<'static> {
    Place {
        table: "people",
        column: "phone_sealed",
        row: account.0,
    }
}
