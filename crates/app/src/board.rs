//! The board: its data, its rules, its clock; what every action needs.

use crate::chance::{Chance, Clock, Ids, draw};
use crate::figures::Cube;
use crate::keys::Sealing;
use crate::ledger::Ledger;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::security::Queue;
use crate::sign_in::provider::Provider;
use crate::sms::{Sms, Texts};
use crate::touched::Touched;
use domain::deadline::Rules;
use domain::form::FormLimits;
use domain::ids::{MessageId, Number};
use ledger::facts::Name;
use ledger::keys::SignerKey;
use std::sync::{Arc, OnceLock, RwLock};
use std::time::Duration;
use store::blobs::Blobs;
use store::contents::NewContent;
use store::erasures::Erasures;
use store::vault::{NewKey, Vault};
use store::{Db, ids, messages};
use tokio::sync::{Semaphore, watch};

/// What the operator says of the board.
#[derive(Clone, Debug)]
pub struct Board {
    /// 云川市领导留言板
    pub name: String,
    /// The public address without a slash at the end: `https://liuyan.example.gov.cn`.
    pub url: String,
    /// Shown in the footer: who runs it, and how to reach them.
    pub operator: String,
    /// The terms under which anyone may use the open data; empty: none were set.
    pub licence: String,
    /// A writer sends at most so many messages in a day.
    pub messages_a_day: u32,
    /// Days for which the security log is kept.
    pub security_days: u32,
    /// At most so many text messages go out in a day; 0: as many as there are.
    pub texts_a_day: u32,
}

/// What the program brings.
pub struct Parts {
    /// The data.
    pub db: Db,
    /// Pictures.
    pub blobs: Blobs,
    /// Keys of personal fields.
    pub vault: Vault,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Text messages.
    pub sms: Arc<dyn Sms>,
    /// Where staff sign in elsewhere, if anywhere.
    pub provider: Option<Arc<dyn Provider>>,
    /// Calendar and terms.
    pub rules: Rules,
    /// The form's numbers.
    pub limits: FormLimits,
    /// The operator's words.
    pub board: Board,
    /// Signs the public log; none: another process of this board does, or nobody.
    pub ledger_key: Option<SignerKey>,
    /// The list of what was erased; none is kept of a board that is for trying out.
    pub erasures: Option<Erasures>,
}

/// The board. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

/// What [`App`] shares.
pub struct Inner {
    /// The data.
    pub db: Db,
    /// Pictures.
    pub blobs: Blobs,
    pub(crate) vault: Vault,
    /// Time.
    pub clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) sms: Arc<dyn Sms>,
    pub(crate) texts: Texts,
    pub(crate) provider: Option<Arc<dyn Provider>>,
    /// Calendar and terms.
    pub rules: Rules,
    /// The form's numbers.
    pub limits: FormLimits,
    /// The operator's words.
    pub board: Board,
    pub(crate) erasures: Option<Erasures>,
    pub(crate) ids: Ids,
    pub(crate) ledger: Ledger,
    pub(crate) sealing: tokio::sync::Mutex<Sealing>,
    pub(crate) reference: RwLock<Arc<Reference>>,
    pub(crate) cube: RwLock<Arc<Cube>>,
    /// Argon2id takes 19 MiB each time, a picture up to some hundred: so few at once.
    pub(crate) heavy: Arc<Semaphore>,
    /// The index, once it is open.
    pub(crate) search: OnceLock<Arc<search::Index>>,
    /// Security events on their way to the log.
    pub(crate) security: Queue,
    /// Which messages changed lately.
    pub touched: Touched,
    /// The last position that this process knows.
    pub(crate) position: watch::Receiver<i64>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    /// The board over its data.
    pub async fn open(parts: Parts) -> Result<Self, Refusal> {
        let Parts {
            db,
            blobs,
            vault,
            clock,
            chance,
            sms,
            provider,
            rules,
            limits,
            board,
            ledger_key,
            erasures,
        } = parts;
        let (reference, newest) = db
            .read(async |tx| {
                let reference = Reference::load(tx).await?;
                Ok::<_, Refusal>((reference, ids::newest(tx).await?))
            })
            .await?;
        let ids = Ids::new(&*chance, newest);
        let position = db.position();
        let touched = Touched::new(*position.borrow());
        let inner = Inner {
            touched,
            position,
            db,
            blobs,
            vault,
            clock,
            chance,
            sms,
            texts: Texts::default(),
            provider,
            rules,
            limits,
            board,
            erasures,
            ids,
            ledger: Ledger::new(ledger_key),
            sealing: tokio::sync::Mutex::default(),
            reference: RwLock::new(Arc::new(reference)),
            cube: RwLock::new(Arc::new(Cube::empty())),
            heavy: Arc::new(Semaphore::new(4)),
            search: OnceLock::new(),
            security: Queue::default(),
        };
        let app = Self {
            inner: Arc::new(inner),
        };
        app.refresh_cube().await?;
        app.recall_the_past().await?;
        Ok(app)
    }

    /// Offices, units, domains: what changes seldom and every page needs.
    pub fn reference(&self) -> Arc<Reference> {
        match self.reference.read() {
            Ok(reference) => reference.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Reads offices, units and domains anew.
    pub async fn reload_reference(&self) -> Result<(), Refusal> {
        let fresh = Arc::new(self.db.read(async |tx| Reference::load(tx).await).await?);
        match self.reference.write() {
            Ok(mut reference) => *reference = fresh,
            Err(poisoned) => *poisoned.into_inner() = fresh,
        }
        Ok(())
    }

    /// A text that is about to be written, with a fresh id and salt.
    pub(crate) fn content(&self, field: Name, text: impl AsRef<str>) -> NewContent {
        let id = self.ids.content(self.clock.now());
        NewContent {
            id,
            field,
            salt: draw(&*self.chance),
            text: text.as_ref().to_owned(),
        }
    }

    /// A fresh key for the salts of a message.
    pub(crate) fn message_key(&self, id: MessageId) -> NewKey {
        let chance = &*self.chance;
        self.vault.new_message_key(id, draw(chance), draw(chance))
    }

    /// The public number of a message that was just added. It is there at once on the embedded store, and
    /// after the sequencer's next batch on `PostgreSQL`; none where that takes longer than three seconds.
    pub async fn number_of(&self, id: MessageId) -> Result<Option<Number>, Refusal> {
        let numbered = self.numbered(id).await?;
        Ok(numbered.map(|(number, _position)| number))
    }

    /// The number, and the position of the message's first event.
    pub(crate) async fn numbered(&self, id: MessageId) -> Result<Option<(Number, i64)>, Refusal> {
        let mut position = self.db.position();
        for _ in 0..60 {
            position.mark_unchanged();
            let numbered = self
                .db
                .read(async |tx| messages::numbered(tx, id).await)
                .await?;
            if numbered.is_some() {
                return Ok(numbered);
            }
            let wait = Duration::from_millis(50);
            drop(tokio::time::timeout(wait, position.changed()).await);
        }
        Ok(None)
    }
}
