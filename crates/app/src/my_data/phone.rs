//! Another phone for an account: a code to the old one and a code to the new one.

use super::{citizen, phone_of};
use crate::board::App;
use crate::chance::draw;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use crate::sign_in::{Token, parse_phone};
use domain::Timestamp;
use domain::actor::Actor;
use domain::security::SecurityKind;
use store::vault::Place;
use store::{Tx, closing as rows, people};

/// The two codes that were sent, by what their form carries.
#[derive(Clone, Debug)]
pub struct Asked {
    /// To the phone that the account has.
    pub old: Token,
    /// To the new one.
    pub new: Token,
}

impl App {
    /// Sends a code to the phone of an account and one to the phone that it is to have. Whether the new one has an
    /// account of its own is not said before both codes are right.
    pub async fn ask_for_phone(&self, actor: &Actor, new: &str) -> Result<Asked, Refusal> {
        let account = citizen(actor)?;
        let new = parse_phone(new)?;
        let sealed = self
            .db
            .read(async |tx| people::phone(tx, account).await)
            .await?;
        let opened = sealed.and_then(|sealed| self.vault.open(phone_of(account), &sealed).ok());
        let old = opened.ok_or(Refusal::NotFound)?;
        if old == new {
            return Err(Refusal::field("phone", Problem::Phone));
        }
        Ok(Asked {
            old: self.send_code(&old).await?.0,
            new: self.send_code(&new).await?.0,
        })
    }

    /// Gives the account the new phone, where both codes are right; a wrong one counts as a try.
    pub async fn change_my_phone(
        &self,
        actor: &Actor,
        asked: &Asked,
        (old, new): (&str, &str),
    ) -> Result<(), Refusal> {
        let account = citizen(actor)?;
        let now = self.clock.now();
        let nonce = draw(&*self.chance);
        let changed = self
            .db
            .write(async |tx| {
                let mine = people::phone(tx, account).await?;
                let mine = mine.and_then(|sealed| self.vault.open(phone_of(account), &sealed).ok());
                let from = self.phone_of_code(tx, &asked.old, old, now).await?;
                let to = self.phone_of_code(tx, &asked.new, new, now).await?;
                // Tries are counted, so a wrong code is no refusal of the transaction.
                let wrong: Vec<_> = [
                    ("old_code", from.is_some() && from == mine),
                    ("new_code", to.is_some()),
                ]
                .into_iter()
                .filter(|(_, right)| !right)
                .map(|(field, _)| (field, Problem::Code))
                .collect();
                let Some(phone) = to.filter(|_phone| wrong.is_empty()) else {
                    return Ok(Err(wrong));
                };
                let sealed = self.vault.seal(phone_of(account), &phone, nonce);
                let blind = self.vault.blind("phone", &phone);
                for blind in self.vault.blinds("phone", &phone) {
                    if people::by_phone(tx, &blind).await?.is_some() {
                        return Ok(Err(vec![("phone", Problem::NotTaken)]));
                    }
                }
                self.knows_all_keys(tx).await?;
                rows::set_phone(tx, account, &blind, &sealed).await?;
                let changed = Happened::done(SecurityKind::Factor).by_actor(actor);
                self.record_in(tx, changed.detail("phone")).await?;
                Ok::<_, Refusal>(Ok(()))
            })
            .await?;
        changed.map_err(Refusal::Form)
    }

    /// The phone to which a code was sent, where it is the right one.
    async fn phone_of_code(
        &self,
        tx: &mut Tx,
        token: &Token,
        typed: &str,
        now: Timestamp,
    ) -> Result<Option<String>, Refusal> {
        let sent = self.right_code(tx, token, typed, now).await?;
        Ok(sent.and_then(|sent| {
            let place = Place {
                table: "sign_in_codes",
                column: "phone_sealed",
                row: sent.id,
            };
            self.vault.open(place, &sent.phone_sealed).ok()
        }))
    }
}
