//! What somebody agrees to by an action, and takes back by another one.

use crate::board::App;
use crate::security::Happened;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::consent::Purpose;
use domain::ids::PersonId;
use domain::message::Message;
use domain::screening::Visibility;
use domain::security::SecurityKind;
use store::{Tx, consents};

impl App {
    /// Whoever sends a message has read what the form says: of the account where this is the first time with these
    /// words, of publication and of the contact as they chose for this message.
    pub(crate) async fn agreed_by_sending(
        &self,
        tx: &mut Tx,
        message: &Message,
        writer: PersonId,
        now: Timestamp,
    ) -> store::Result<()> {
        self.agrees_to_account(tx, writer, now).await?;
        let chosen = [
            (Purpose::Publish, message.visibility != Visibility::Private),
            (Purpose::Identity, message.identity_open),
        ];
        for (purpose, is_chosen) in chosen {
            if is_chosen {
                let id = self.ids.next(now);
                consents::add(tx, id, writer, purpose, Some(message.id), now).await?;
            }
        }
        Ok(())
    }

    /// Whoever enters their phone has read the notice beside it; noted once for each version of its words.
    pub(crate) async fn agrees_to_account(
        &self,
        tx: &mut Tx,
        account: PersonId,
        now: Timestamp,
    ) -> store::Result<()> {
        if consents::holds(tx, account, Purpose::Account).await? {
            return Ok(());
        }
        let id = self.ids.next(now);
        consents::add(tx, id, account, Purpose::Account, None, now).await?;
        let given = Happened::done(SecurityKind::Consent).by(account, Role::Citizen);
        self.record_in(tx, given.detail("given:account")).await
    }

    /// Whoever has a message erased agrees to nothing about it any more.
    pub(crate) async fn takes_back_consent(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        message: &Message,
        now: Timestamp,
    ) -> store::Result<()> {
        let Some(writer) = message.writer else {
            return Ok(());
        };
        for purpose in [Purpose::Publish, Purpose::Identity] {
            if consents::withdraw(tx, writer, purpose, message.id, now).await? {
                let withdrawn = Happened::done(SecurityKind::Consent)
                    .by_actor(actor)
                    .about(message.id)
                    .detail(format!("withdrawn:{purpose}"));
                self.record_in(tx, withdrawn).await?;
            }
        }
        Ok(())
    }
}
