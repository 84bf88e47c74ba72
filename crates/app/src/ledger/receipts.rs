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
use store::vault::Vault;
use store::{contents, messages};

/// Whoever submits waits at most so long for the signature.
const PATIENCE: Duration = Duration::from_secs(3);

/// A message that was just taken, and is not sealed.
pub(crate) struct New {
    pub(crate) id: MessageId,
    /// Its first event among all.
    pub(crate) position: i64,
    /// The salts of its texts.
    pub(crate) salts: BTreeMap<Name, Salt>,
}

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
            opened(tx, &self.vault, &message).await
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
            opened(tx, &self.vault, &message).await
        });
        self.receipt(read.await?).await
    }

    /// The receipt of a message that was just taken, as soon as the log that holds it is signed. None where it takes
    /// too long: the writer finds it later.
    pub(crate) async fn receipt_of_new(&self, new: New) -> Option<Receipt> {
        if self.ledger.key.is_none() && !self.is_signed_elsewhere().await {
            return None;
        }
        match tokio::time::timeout(PATIENCE, self.signed_receipt(new)).await {
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

    /// Whether another process signs for this board.
    async fn is_signed_elsewhere(&self) -> bool {
        if self.signed_size() == 0
            && let Err(why) = self.follow_checkpoint().await
        {
            tracing::error!(%why, "what another process signed cannot be read");
        }
        self.signed_size() > 0
    }

    async fn signed_receipt(&self, new: New) -> Result<Option<Receipt>, Refusal> {
        self.signed_up_to(new.position).await?;
        // In the process that took the step nothing has to be read.
        let opened = if let Some((index, entry)) = self.ledger.fetch(new.id) {
            let contents = Contents::new(entry, new.salts);
            Some(Opened { index, contents })
        } else {
            let read = self.db.read(async |tx| {
                let message = messages::by_id(tx, new.id).await?;
                opened(tx, &self.vault, &message.ok_or(Refusal::NotFound)?).await
            });
            read.await?
        };
        self.receipt(opened).await
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
async fn opened(tx: &mut Tx, vault: &Vault, message: &Message) -> Result<Option<Opened>, Refusal> {
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
        let salts = salts(tx, vault, message.id, row.n).await?;
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
        contents: Contents::new(parse(&row.bytes)?, salts(tx, vault, message.id, n).await?),
    }))
}

async fn salts(
    tx: &mut Tx,
    vault: &Vault,
    id: MessageId,
    n: u32,
) -> Result<BTreeMap<Name, Salt>, store::Error> {
    let texts = contents::openings(tx, vault, id).await?.into_iter();
    let salts = texts.filter(|text| text.n == n);
    Ok(salts.map(|text| (text.field, text.salt)).collect())
}
