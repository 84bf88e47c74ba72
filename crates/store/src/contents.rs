//! Every text that a person wrote: a row of its own with its own salt, erasable from the first day. Of a picture, which
//! lies elsewhere, there is what commits to it and its salt.
//!
//! Salts are sealed under the key of their message, which its row keeps; erasing replaces that key.
//!
//! A text belongs to the event with which it was written, and what commits to it in the public log is computed here,
//! once: when text and salt are erased, the commitment stays, so the log never needs a text that may be gone.

use crate::args;
use crate::error::{Error, Result, unparsed};
use crate::tx::{Arg, Row, Tx};
use crate::vault::{MessageKey, NewKey, Vault};
use domain::ids::{ContentId, MessageId};
use domain::message::Message;
use ledger::commitments::{Commitment, Salt};
use ledger::facts::Name;
use ledger::hash::Hash;
use std::collections::HashMap;

const INSERT: &str = "INSERT INTO contents (id, message, n, field, commitment, salt, text) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const OF_EVENTS: &str = "SELECT contents.message, contents.n, contents.field, contents.commitment \
     FROM events JOIN contents ON contents.message = events.message AND contents.n = events.n \
     WHERE events.position > $1 AND events.position <= $2";
const KEY: &str = "SELECT salt_key FROM messages WHERE id = $1";
const SET_KEY: &str = "UPDATE messages SET salt_key = $2 WHERE id = $1";
const OPENINGS: &str = "SELECT contents.id, n, field, salt, text, salt_key FROM contents \
     JOIN messages ON messages.id = contents.message \
     WHERE message = $1 AND text IS NOT NULL AND salt IS NOT NULL ORDER BY n, field";
const AT_EVENT: &str = "SELECT contents.id, field, salt, salt_key FROM contents \
     JOIN messages ON messages.id = contents.message \
     WHERE message = $1 AND n = $2 AND salt IS NOT NULL";
const FORGET: &str = "UPDATE contents SET salt = NULL, text = NULL WHERE message = $1 AND id = $2";
/// What has a salt and no text is a file.
const FORGET_FILES: &str =
    "UPDATE contents SET salt = NULL WHERE message = $1 AND text IS NULL AND salt IS NOT NULL";
const SALTS: &str = "SELECT id, salt FROM contents WHERE message = $1 AND salt IS NOT NULL";
const SET_SALT: &str = "UPDATE contents SET salt = $2 WHERE id = $1";

/// A text that is about to be written.
#[derive(Clone, Debug)]
pub struct NewContent {
    /// Its id.
    pub id: ContentId,
    /// What it is: `title`, `body`, `reply`, `note` … One event writes each field at most once.
    pub field: Name,
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// The text.
    pub text: String,
}

/// A file that is about to be committed to, and is kept elsewhere or not at all.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The id of what commits to it.
    pub id: ContentId,
    /// What it is: `picture_1`, `original_1` …
    pub field: Name,
    /// 32 random bytes.
    pub salt: Salt,
    /// What commits to it.
    pub commitment: Commitment,
}

impl NewFile {
    /// Commits to these bytes.
    pub fn new(id: ContentId, field: Name, salt: [u8; 32], bytes: &[u8]) -> Self {
        let salt = Salt::new(salt);
        Self {
            id,
            commitment: Commitment::to(&field, &salt, bytes),
            field,
            salt,
        }
    }
}

/// A text with what opens the commitment to it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its id.
    pub id: ContentId,
    /// The event of the message with which it was written.
    pub n: u32,
    /// What it is.
    pub field: Name,
    /// Its salt.
    pub salt: Salt,
    /// The text.
    pub text: String,
}

/// What commits to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The message.
    pub message: MessageId,
    /// The event of the message with which it was written.
    pub n: u32,
    /// What it is.
    pub field: Name,
    /// The commitment.
    pub commitment: Commitment,
}

/// Adds a text of a message, which must be there already, as written with the event that the message counted last.
pub async fn add(
    tx: &mut Tx,
    vault: &Vault,
    message: &Message,
    content: &NewContent,
) -> Result<ContentId> {
    let key = key(tx, vault, message.id).await?;
    add_under(tx, &key, message, content).await
}

/// Adds a text that may be left out.
pub async fn add_optional(
    tx: &mut Tx,
    vault: &Vault,
    message: &Message,
    content: Option<&NewContent>,
) -> Result<Option<ContentId>> {
    match content {
        Some(content) => add(tx, vault, message, content).await.map(Some),
        None => Ok(None),
    }
}

/// Adds a text as [`add`] does, where the key of the message is at hand.
pub async fn add_under(
    tx: &mut Tx,
    key: &MessageKey,
    message: &Message,
    content: &NewContent,
) -> Result<ContentId> {
    let salt = Salt::new(content.salt);
    let commitment = Commitment::to(&content.field, &salt, content.text.as_bytes());
    let file = NewFile {
        id: content.id,
        field: content.field.clone(),
        salt,
        commitment,
    };
    insert(tx, key, message, &file, Some(&content.text)).await?;
    Ok(content.id)
}

/// Adds what commits to a file, as received with the event that the message counted last.
pub async fn add_file(
    tx: &mut Tx,
    key: &MessageKey,
    message: &Message,
    file: &NewFile,
) -> Result<()> {
    insert(tx, key, message, file, None).await
}

async fn insert(
    tx: &mut Tx,
    key: &MessageKey,
    message: &Message,
    file: &NewFile,
    text: Option<&str>,
) -> Result<()> {
    tx.run_one(
        INSERT,
        args![
            file.id.0,
            message.id.0,
            message.events,
            file.field.as_str(),
            file.commitment.hash().as_bytes(),
            &key.seal(file.id, &file.salt),
            text
        ],
    )
    .await
}

/// The key under which the salts of a message are sealed. Of a message that is not there, it is refused as every row
/// that names it would be.
pub async fn key(tx: &mut Tx, vault: &Vault, message: MessageId) -> Result<MessageKey> {
    let sealed = tx.row(KEY, args![message.0], |row| row.bytes(0)).await?;
    let sealed = sealed.ok_or_else(|| Error::Taken("contents.message".into()))?;
    let key = vault.message_key(message, &sealed);
    key.map_err(unparsed("messages"))
}

/// Texts by id. An erased one is missing from the answer.
pub async fn texts(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = ContentId>,
) -> Result<HashMap<ContentId, String>> {
    let ids: Vec<_> = ids.into_iter().map(|id| Arg::Int(Some(id.0))).collect();
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(40) {
        let places: Vec<_> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT id, text FROM contents WHERE text IS NOT NULL AND id IN ({})",
            places.join(", ")
        );
        found.extend(
            tx.rows(sql, some, |row| Ok((ContentId(row.int(0)?), row.text(1)?)))
                .await?,
        );
    }
    Ok(found)
}

/// What commits to the texts that were written with the events after a position, up to another. Erased ones are in it.
pub async fn committed(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<Committed>> {
    tx.rows(OF_EVENTS, args![after, until], |row| {
        Ok(Committed {
            message: MessageId(row.int(0)?),
            n: row.count(1)?,
            field: row.parsed(2, "contents")?,
            commitment: Commitment::new(hash(row, 3)?),
        })
    })
    .await
}

/// The texts of a message with their salts, in the order in which they were written. Erased ones are missing.
pub async fn openings(tx: &mut Tx, vault: &Vault, message: MessageId) -> Result<Vec<Opening>> {
    tx.rows(OPENINGS, args![message.0], |row| {
        Ok(Opening {
            id: ContentId(row.int(0)?),
            n: row.count(1)?,
            field: row.parsed(2, "contents")?,
            salt: open(vault, message, row, (0, 3, 5))?,
            text: row.text(4)?,
        })
    })
    .await
}

/// The salts of all that came with one event of a message, texts and files. Those of erased ones are missing.
pub async fn salts(
    tx: &mut Tx,
    vault: &Vault,
    message: MessageId,
    n: u32,
) -> Result<Vec<(Name, Salt)>> {
    tx.rows(AT_EVENT, args![message.0, n], |row| {
        let salt = open(vault, message, row, (0, 2, 3))?;
        Ok((row.parsed(1, "contents")?, salt))
    })
    .await
}

/// Forgets the salt of a file that was taken back. What commits to it stays.
pub async fn forget(tx: &mut Tx, message: MessageId, file: ContentId) -> Result<()> {
    tx.run_one(FORGET, args![message.0, file.0]).await
}

/// Forgets the salts of all files of a message. What commits to them stays.
pub async fn forget_files(tx: &mut Tx, message: MessageId) -> Result<()> {
    tx.run(FORGET_FILES, args![message.0]).await.map(|_rows| ())
}

/// Erases the texts of these fields of a message, each with its salt, and the key that sealed them: the salts of what
/// stays are sealed anew, under `fresh`. What commits to the texts stays.
pub async fn erase(
    tx: &mut Tx,
    vault: &Vault,
    message: MessageId,
    fields: &[Name],
    fresh: &NewKey,
) -> Result<u64> {
    let old = key(tx, vault, message).await?;
    let places: Vec<_> = (2..fields.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!(
        "UPDATE contents SET salt = NULL, text = NULL WHERE message = $1 AND salt IS NOT NULL AND field IN ({})",
        places.join(", ")
    );
    let fields = fields.iter().map(|field| Arg::from(field.as_str()));
    let args: Vec<_> = [Arg::from(message.0)].into_iter().chain(fields).collect();
    let erased = tx.run(sql, &args).await?;

    let left = tx
        .rows(SALTS, args![message.0], |row| {
            Ok((ContentId(row.int(0)?), row.bytes(1)?))
        })
        .await?;
    for (id, sealed) in left {
        let salt = old.open(id, &sealed).map_err(unparsed("contents"))?;
        tx.run_one(SET_SALT, args![id.0, &fresh.key.seal(id, &salt)])
            .await?;
    }
    tx.run_one(SET_KEY, args![message.0, &fresh.sealed]).await?;
    Ok(erased)
}

/// Opens the salt of a row that has, in these columns, the id of the text, the sealed salt and the message's key.
pub(crate) fn open(
    vault: &Vault,
    message: MessageId,
    row: &Row<'_>,
    (id, salt, key): (usize, usize, usize),
) -> Result<Salt> {
    let (id, salt) = (ContentId(row.int(id)?), row.bytes(salt)?);
    let key = vault.message_key(message, &row.bytes(key)?);
    key.and_then(|key| key.open(id, &salt))
        .map_err(unparsed("contents"))
}

fn hash(row: &Row<'_>, column: usize) -> Result<Hash> {
    Hash::from_slice(&row.bytes(column)?).map_err(unparsed("contents"))
}
