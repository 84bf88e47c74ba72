//! Receipts: what a writer keeps, so that anyone can be shown what was received and when.

use super::fault::Fault;
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::Actor;
use domain::ids::{MessageId, Number, QueryCode};
use domain::message::Message;
use domain::screening::Visibility;
use ledger::commitments::Salt;
use ledger::entries::Entry;
use ledger::facts::Name;
use ledger::proofs::Proof;
use ledger::receipts::{Contents, Receipt, Sealed};
use std::collections::BTreeMap;
use std::time::Duration;
use store::Tx;
use store::ledger as rows;
use store::vault::Vault;
use store::{contents, messages};

/// Whoever submits waits at most so long for the signature.
const PATIENCE: Duration = Duration::from_secs(3);
/// Where no event was numbered for so long, nobody in this process numbers them.
const LOOK: Duration = Duration::from_millis(50);

/// Where the log holds a message, and when it came in, as the log says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Its place, from 0.
    pub index: u64,
    /// When the server took it.
    pub at: Timestamp,
}

impl Entered {
    /// What a receipt says.
    pub fn of(receipt: &Receipt) -> Self {
        Self::new(receipt.proof().index, receipt.contents())
    }

    fn new(index: u64, contents: &Contents) -> Self {
        let time = i64::try_from(contents.told().time).unwrap_or_default();
        Self {
            index,
            at: Timestamp::from_millisecond(time).unwrap_or_default(),
        }
    }
}

/// The first entry of a message, and where the log holds it or a commitment to it.
struct Opened {
    log: u32,
    index: u64,
    contents: Contents,
}

impl App {
    /// The receipt of a message for its writer, as of the last checkpoint that witnesses cosigned, or else that was
    /// signed. None while the log does not hold it: of a sealed message, until its day has ended.
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

    /// The number of a message that was just taken and is not sealed, and where the log holds it, as soon as that is
    /// signed. None where it takes too long: the writer finds it later.
    ///
    /// The proof is not made here: it is as good a year later, and whoever wants it asks for it.
    pub(crate) async fn entered(&self, id: MessageId) -> Option<(Number, Option<Entered>)> {
        match tokio::time::timeout(PATIENCE, self.entered_here(id)).await {
            Ok(Ok(Some((number, entered)))) => return Some((number, Some(entered))),
            Ok(Err(why)) => {
                tracing::error!(%why, "a message was taken without a receipt");
                return None;
            }
            Ok(Ok(None)) => {}
            Err(_slow) => {
                tracing::warn!("a message was taken without waiting longer for its receipt");
                return None;
            }
        }
        let (number, position) = match self.numbered(id).await {
            Ok(numbered) => numbered?,
            Err(why) => {
                tracing::error!(%why, "the number of a message that was taken cannot be read");
                return None;
            }
        };
        Some((number, self.entered_elsewhere(id, position).await))
    }

    /// In the process that takes the steps nothing has to be read: one of those who wait takes them, and each is told of
    /// its own message. None: another process takes them.
    async fn entered_here(&self, id: MessageId) -> Result<Option<(Number, Entered)>, Refusal> {
        if self.ledger.key.is_none() {
            return Ok(None);
        }
        let mut told = self.ledger.awaits(id);
        let _turn = tokio::select! {
            biased;
            told = &mut told => return Ok(told.ok()),
            turn = self.ledger.turn.lock() => turn,
        };
        let mut position = self.db.position();
        loop {
            let numbered = *position.borrow_and_update();
            self.signed_up_to(numbered).await?;
            if let Ok(entered) = told.try_recv() {
                return Ok(Some(entered));
            }
            // Not numbered yet. Where no news comes of what is, another process gives the numbers.
            let news = tokio::time::timeout(LOOK, position.changed());
            if news.await.is_err() {
                return Ok(None);
            }
        }
    }

    /// Where the log holds a message that another process takes into it.
    async fn entered_elsewhere(&self, id: MessageId, position: i64) -> Option<Entered> {
        if self.ledger.key.is_none() && !self.is_signed_elsewhere().await {
            return None;
        }
        let signed = async {
            self.signed_up_to(position).await?;
            let read = self.db.read(async |tx| {
                let message = messages::by_id(tx, id).await?;
                opened(tx, &self.vault, &message.ok_or(Refusal::NotFound)?).await
            });
            let opened = read.await?;
            Ok::<_, Refusal>(opened.map(|opened| Entered::new(opened.index, &opened.contents)))
        };
        match tokio::time::timeout(PATIENCE, signed).await {
            Ok(Ok(entered)) => entered,
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
        if self.ledger.signed.borrow().is_none()
            && let Err(why) = self.follow_checkpoint().await
        {
            tracing::error!(%why, "what another process signed cannot be read");
        }
        self.ledger.signed.borrow().is_some()
    }

    async fn receipt(&self, opened: Option<Opened>) -> Result<Option<Receipt>, Refusal> {
        let Some(Opened {
            log,
            index,
            contents,
        }) = opened
        else {
            return Ok(None);
        };
        let Some(proof) = self.lasting_proof(log, index).await? else {
            return Ok(None);
        };
        Ok(Some(Receipt::new(contents, proof)))
    }

    /// A proof to keep: as of the last checkpoint that witnesses cosigned, which shows that nobody was shown another log,
    /// or where that does not hold the entry yet, as of the one that was signed last. The last checkpoint of a closed log
    /// has the lines of all witnesses who gave theirs.
    async fn lasting_proof(&self, log: u32, index: u64) -> Result<Option<Proof>, Refusal> {
        let witnessed = self.ledger.witnessed.borrow().clone();
        let witnessed =
            witnessed.filter(|seen| log == self.ledger_number() && seen.checkpoint().size > index);
        if let Some(witnessed) = witnessed
            && let Some(proof) = self
                .ledger_proof_under(log, index, witnessed.as_ref().clone())
                .await?
        {
            return Ok(Some(proof));
        }
        self.ledger_proof(log, index).await
    }
}

/// Reads the first entry of a message with the salts of its texts, as far as they were not erased.
async fn opened(tx: &mut Tx, vault: &Vault, message: &Message) -> Result<Option<Opened>, Refusal> {
    let parse = |bytes: &[u8]| Entry::parse(bytes).map_err(|_none| Fault::Entry);
    if message.visibility == Visibility::Private {
        let Some(row) = rows::first_sealed(tx, message.id).await? else {
            return Ok(None);
        };
        let Some((log, index)) = row.batch else {
            return Ok(None);
        };
        let batch = rows::entries(tx, log, index, index + 1).await?;
        let batch = batch.first().ok_or(Fault::Hashes)?;
        let sealed = Sealed {
            entry: parse(&row.bytes)?,
            salt: row.salt,
        };
        let salts = salts(tx, vault, message.id, row.n).await?;
        return Ok(Some(Opened {
            log,
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
        log: row.log,
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
    let salts = contents::salts(tx, vault, id, n).await?;
    Ok(salts.into_iter().collect())
}
