//! Closing an account: fourteen days in which its owner may change their mind, then everything personal goes.

use super::citizen;
use crate::board::App;
use crate::fields;
use crate::refusal::Refusal;
use crate::security::Happened;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::ids::PersonId;
use domain::security::SecurityKind;
use jiff::Span;
use store::{alerts, closing as rows, consents, contents};

/// So many days pass before the data of an account that is being closed go.
pub const CLOSING_DAYS: u32 = 14;

impl App {
    /// Begins to close an account. When its personal data go.
    pub async fn close_my_account(&self, actor: &Actor) -> Result<Timestamp, Refusal> {
        let account = citizen(actor)?;
        let days = Span::new().hours(24 * i64::from(CLOSING_DAYS));
        let at = self.clock.now().checked_add(days).unwrap_or(Timestamp::MAX);
        self.db
            .write(async |tx| {
                rows::set(tx, account, Some(at)).await?;
                let asked = Happened::done(SecurityKind::Closing).by_actor(actor);
                self.record_in(tx, asked.detail("asked")).await?;
                Ok::<_, Refusal>(())
            })
            .await?;
        Ok(at)
    }

    /// The account stays after all.
    pub async fn keep_my_account(&self, actor: &Actor) -> Result<(), Refusal> {
        let account = citizen(actor)?;
        self.db
            .write(async |tx| {
                rows::set(tx, account, None).await?;
                let kept = Happened::done(SecurityKind::Closing).by_actor(actor);
                Ok(self.record_in(tx, kept.detail("taken-back")).await?)
            })
            .await
    }

    /// Closes accounts whose time has come, so many at most, and says how many. Each in its own transaction: one that
    /// fails holds up no other for longer than until the next time.
    pub(crate) async fn close_accounts(&self, most: u32) -> Result<u64, Refusal> {
        let now = self.clock.now();
        let due = self
            .db
            .read(async |tx| rows::due(tx, now, most).await)
            .await?;
        let mut closed = 0;
        for account in due {
            closed += u64::from(self.close_account(account, now).await?);
        }
        Ok(closed)
    }

    /// Takes phone, names, remarks, what was said in confidence, sessions, codes and “me too” from an account. Its messages stay, without a name.
    async fn close_account(&self, account: PersonId, now: Timestamp) -> Result<bool, Refusal> {
        let messages = self
            .db
            .read(async |tx| rows::messages(tx, account).await)
            .await?;
        let fresh: Vec<_> = messages.iter().map(|id| self.message_key(*id)).collect();
        let closed = self
            .db
            .write(async |tx| {
                if !rows::forget(tx, account, now).await? {
                    return Ok(false);
                }
                for (id, fresh) in messages.iter().zip(&fresh) {
                    contents::erase(tx, &self.vault, *id, &[fields::REMARK], fresh).await?;
                    alerts::forget_texts(tx, *id).await?;
                }
                consents::withdraw_all(tx, account, now).await?;
                let gone = Happened::done(SecurityKind::Closing).by(account, Role::Citizen);
                self.record_in(tx, gone.detail("done")).await?;
                Ok::<_, Refusal>(true)
            })
            .await?;
        for id in messages {
            self.touched.touch(id);
        }
        Ok(closed)
    }
}
