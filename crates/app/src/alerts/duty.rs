//! Who is on duty, and the pages that they are sent.

use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::sign_in::parse_phone;
use crate::sms::Template;
use domain::ids::{AlertId, PersonId};
use store::vault::Place;
use store::{alerts, duty, messages, people};

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// How the person signs in.
    pub login: String,
    /// 1 is paged at once, 2 after five minutes, 3 after ten.
    pub rank: u32,
}

impl App {
    /// Puts a staff account on duty: its phone is paged, day and night, as long as it stays there.
    pub async fn put_on_duty(&self, login: &str, phone: &str, rank: u32) -> Result<(), Refusal> {
        let phone = parse_phone(phone)?;
        if !(1..=3).contains(&rank) {
            return Err(Refusal::field("rank", Problem::Range { min: 1, max: 3 }));
        }
        let nonce = draw(&*self.chance);
        self.db
            .write(async |tx| {
                let person = people::by_login(tx, login).await?;
                let person = person
                    .filter(|person| person.active && person.role.is_staff())
                    .ok_or(Refusal::NotFound)?;
                let sealed = self.vault.seal(place(person.id), &phone, nonce);
                Ok(duty::put(tx, person.id, rank, &sealed).await?)
            })
            .await
    }

    /// Takes a staff account off duty.
    pub async fn take_off_duty(&self, login: &str) -> Result<(), Refusal> {
        self.db
            .write(async |tx| {
                let person = people::by_login(tx, login)
                    .await?
                    .ok_or(Refusal::NotFound)?;
                let was = duty::remove(tx, person.id).await?;
                was.then_some(()).ok_or(Refusal::NotFound)
            })
            .await
    }

    /// Everybody on duty, in turn.
    pub async fn on_duty(&self) -> Result<Vec<Duty>, Refusal> {
        let all = self.db.read(async |tx| duty::all(tx).await).await?;
        let shown = |who: duty::OnDuty| Duty {
            login: who.login,
            rank: who.rank,
        };
        Ok(all.into_iter().map(shown).collect())
    }

    /// Sends one page, with the id of its job; nothing where somebody has come meanwhile. False: there is nobody to page any more.
    pub(crate) async fn page(
        &self,
        job: i64,
        alert: AlertId,
        person: PersonId,
    ) -> Result<bool, Refusal> {
        let found = self.db.read(async |tx| {
            let alert = alerts::by_id(tx, alert).await?;
            let Some(alert) = alert.filter(|alert| alert.is_open() && alert.taken.is_none()) else {
                return Ok(None);
            };
            let number = messages::number_of(tx, alert.message).await?;
            let sealed = duty::phone(tx, person).await?;
            Ok::<_, Refusal>(sealed.map(|sealed| (number, sealed)))
        });
        let Some((number, sealed)) = found.await? else {
            return Ok(false);
        };
        let Ok(phone) = self.vault.open(place(person), &sealed) else {
            tracing::error!(%person, "the phone of somebody on duty cannot be decrypted");
            return Ok(false);
        };
        // A page does not wait for a number: who is paged opens the list.
        let number = number.map_or_else(String::new, |number| number.to_string());
        let sent = self.sms.send(job, &phone, &Template::Page { number }).await;
        sent.map_err(|why| {
            tracing::error!(%why, "the gateway did not take a page");
            Refusal::Sms
        })?;
        Ok(true)
    }
}

fn place(person: PersonId) -> Place<'static> {
    Place {
        table: "duty",
        column: "phone_sealed",
        row: person.0,
    }
}
