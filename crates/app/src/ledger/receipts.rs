//! Receipts: what a writer keeps, so that anyone can be shown what was received and when.

use super::fault::Fault;
use crate::board::App;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::ids::{MessageId, QueryCode};
use domain::message::Message;
use domain::screening::Visibility;
use ledger::commitments::Salt;
use ledger::entries::Entry;
use ledger::facts::Name;
use ledger::receipts::{Contents, Receipt, Sealed};
use std::collections::BTreeMap;
use std::time::Duration;
use store::Tx;
use store::ledger as rows;
use store::{contents, events, messages};

/// Whoever submits waits at most so long for the signature.
const PATIENCE: Duration = Duration::from_secs(3);

/// The first entry of a message, and where the log holds it or a commitment to it.
struct Opened {
    index: u64,
    contents: Contents,
}

impl App {
    /// The receipt of a message for its writer, as of the checkpoint that was signed last. None while the log does not
    /// hold it: of a sealed message, until its day has ended.
    pub async fn ledger_receipt(
        &self,
        actor: &Actor,
        id: MessageId,
    ) -> Result<Option<Receipt>, Refusal> {
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            if actor.person.is_none() || actor.person != message.writer {
                return Err(Refusal::NotFound);
            }
            opened(tx, &message).await
        });
        self.receipt(read.await?).await
    }

    /// The receipt of a message for whoever holds its query code.
    pub async fn ledger_receipt_by_code(
        &self,
        code: &QueryCode,
    ) -> Result<Option<Receipt>, Refusal> {
        let id = self.id_of_code(code).await?;
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            opened(tx, &message).await
        });
        self.receipt(read.await?).await
    }

    /// The receipt of a message that was just taken, as soon as the log that holds it is signed. None of a sealed one,
    /// whose day has not ended, and none where it takes too long: the writer finds it later.
    pub(crate) async fn receipt_of_new(&self, id: MessageId) -> Option<Receipt> {
        self.ledger.key.as_ref()?;
        let waited = tokio::time::timeout(PATIENCE, self.signed_receipt(id)).await;
        match waited {
            Ok(Ok(receipt)) => receipt,
            Ok(Err(why)) => {
                tracing::error!(%why, "a message was taken without a receipt");
                None
            }
            Err(_slow) => {
                tracing::warn!("a message was taken without waiting longer for its receipt");
                None
            }
        }
    }

    async fn signed_receipt(&self, id: MessageId) -> Result<Option<Receipt>, Refusal> {
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let position = events::position_of(tx, id, 1).await?;
            Ok::<_, Refusal>((message.visibility, position))
        });
        let (visibility, Some(position)) = read.await? else {
            return Ok(None);
        };
        if visibility == Visibility::Private {
            return Ok(None);
        }
        self.signed_up_to(position).await?;
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            opened(tx, &message).await
        });
        self.receipt(read.await?).await
    }

    /// Waits until the log is signed up to an event. Who waits takes steps: nobody depends on a loop, and many who wait
    /// are served by one step.
    async fn signed_up_to(&self, position: i64) -> Result<(), Refusal> {
        let reached = || {
            let signed = self.ledger.signed.borrow();
            signed
                .as_ref()
                .is_some_and(|signed| signed.position >= position)
        };
        while !reached() {
            match self.integrate().await {
                // Another process was faster, or there are many before this one.
                Ok(_) | Err(Refusal::Stale | Refusal::Busy) => {}
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    async fn receipt(&self, opened: Option<Opened>) -> Result<Option<Receipt>, Refusal> {
        let Some(Opened { index, contents }) = opened else {
            return Ok(None);
        };
        let Some(proof) = self.ledger_proof(index).await? else {
            return Ok(None);
        };
        let receipt = Receipt::new(contents, proof).map_err(|_none| Fault::Entry)?;
        Ok(Some(receipt))
    }
}

/// Reads the first entry of a message with the salts of its texts, as far as they were not erased.
async fn opened(tx: &mut Tx, message: &Message) -> Result<Option<Opened>, Refusal> {
    let parse = |bytes: &[u8]| Entry::parse(bytes).map_err(|_none| Fault::Entry);
    if message.visibility == Visibility::Private {
        let Some(row) = rows::first_sealed(tx, message.id).await? else {
            return Ok(None);
        };
        let Some(index) = row.batch else {
            return Ok(None);
        };
        let batch = rows::entries(tx, index, index + 1).await?;
        let batch = batch.first().ok_or(Fault::Hashes)?;
        let sealed = Sealed {
            entry: parse(&row.bytes)?,
            salt: row.salt,
        };
        let salts = salts(tx, message.id, row.n).await?;
        return Ok(Some(Opened {
            index,
            contents: Contents::of_sealed(parse(&batch.bytes)?, sealed, salts),
        }));
    }
    let entries = rows::of_message(tx, message.id).await?;
    let Some(row) = entries.first() else {
        return Ok(None);
    };
    let n = row.told.map_or(1, |(_message, n)| n);
    Ok(Some(Opened {
        index: row.index,
        contents: Contents::new(parse(&row.bytes)?, salts(tx, message.id, n).await?),
    }))
}

async fn salts(tx: &mut Tx, id: MessageId, n: u32) -> Result<BTreeMap<Name, Salt>, store::Error> {
    let texts = contents::openings(tx, id).await?.into_iter();
    let salts = texts.filter(|text| text.n == n);
    Ok(salts.map(|text| (text.field, text.salt)).collect())
}
