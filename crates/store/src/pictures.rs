//! Pictures: cleaned before they are kept; each with its own “do not publish”.

use crate::args;
use crate::contents;
use crate::error::Result;
use crate::tx::{Row, Tx};
use crate::vault::Vault;
use domain::Timestamp;
use domain::ids::{ContentId, MessageId, PersonId, PictureId};
use ledger::commitments::Salt;
use ledger::facts::Name;

const ADD: &str = "INSERT INTO pictures (id, message, owner, blob, thumb, media_type, width, height, content, original, \
     hidden, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const BY_ID: &str = "SELECT id, message, owner, blob, thumb, media_type, width, height, content, original, hidden \
     FROM pictures WHERE id = $1";
const OF_MESSAGE: &str = "SELECT id, message, owner, blob, thumb, media_type, width, height, content, original, hidden \
     FROM pictures WHERE message = $1 ORDER BY id";
const OPENINGS: &str = "SELECT contents.id, contents.n, contents.field, contents.salt, messages.salt_key, pictures.id, \
     pictures.hidden FROM pictures JOIN contents ON contents.id = pictures.content \
     JOIN messages ON messages.id = pictures.message \
     WHERE pictures.message = $1 AND contents.salt IS NOT NULL ORDER BY pictures.id";
const HIDE: &str = "UPDATE pictures SET hidden = $3 WHERE id = $1 AND message = $2";
const REMOVE: &str = "DELETE FROM pictures WHERE id = $1 AND message = $2";
const ERASE: &str = "DELETE FROM pictures WHERE message = $1";
const USES: &str = "SELECT COUNT(*) FROM pictures WHERE blob = $1 OR thumb = $1";

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its id.
    pub id: PictureId,
    /// The message.
    pub message: MessageId,
    /// Who uploaded it.
    pub owner: PersonId,
    /// The blob of the cleaned picture.
    pub blob: String,
    /// The blob of the thumbnail.
    pub thumb: String,
    /// `image/jpeg` …
    pub media_type: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What commits to the cleaned picture.
    pub content: ContentId,
    /// What commits to the file as it was received.
    pub original: ContentId,
    /// 不公开
    pub hidden: bool,
}

/// A picture, with what opens the commitment to it.
#[derive(Clone, Debug)]
pub struct PictureOpening {
    /// The picture.
    pub picture: PictureId,
    /// 不公开
    pub hidden: bool,
    /// The event of the message with which it came.
    pub n: u32,
    /// The field of the entry that commits to it.
    pub field: Name,
    /// Its salt.
    pub salt: Salt,
}

/// Adds a picture. What commits to it must be there already.
pub async fn add(tx: &mut Tx, picture: &Picture, now: Timestamp) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            picture.id.0,
            picture.message.0,
            picture.owner.0,
            &picture.blob,
            &picture.thumb,
            &picture.media_type,
            picture.width,
            picture.height,
            picture.content.0,
            picture.original.0,
            picture.hidden,
            now
        ],
    )
    .await
}

/// A picture.
pub async fn by_id(tx: &mut Tx, id: PictureId) -> Result<Option<Picture>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// The pictures of a message.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<Picture>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// The pictures of a message with their salts. Whoever asks decides who may see them.
pub async fn openings(
    tx: &mut Tx,
    vault: &Vault,
    message: MessageId,
) -> Result<Vec<PictureOpening>> {
    tx.rows(OPENINGS, args![message.0], |row| {
        Ok(PictureOpening {
            picture: PictureId(row.int(5)?),
            hidden: row.bool(6)?,
            n: row.count(1)?,
            field: row.parsed(2, "contents")?,
            salt: contents::open(vault, message, row, (0, 3, 4))?,
        })
    })
    .await
}

/// Changes “do not publish”.
pub async fn hide(tx: &mut Tx, message: MessageId, picture: PictureId, hidden: bool) -> Result<()> {
    tx.run_one(HIDE, args![picture.0, message.0, hidden]).await
}

/// Removes a picture of a message, and the salts of what commits to it.
pub async fn remove(tx: &mut Tx, picture: &Picture) -> Result<()> {
    tx.run_one(REMOVE, args![picture.id.0, picture.message.0])
        .await?;
    contents::forget(tx, picture.message, picture.content).await?;
    contents::forget(tx, picture.message, picture.original).await
}

/// Removes all pictures of a message, and the salts of what commits to them.
pub async fn erase(tx: &mut Tx, message: MessageId) -> Result<u64> {
    contents::forget_files(tx, message).await?;
    tx.run(ERASE, args![message.0]).await
}

/// How many pictures use this blob: equal pictures share one.
pub async fn uses_of(tx: &mut Tx, blob: &str) -> Result<u32> {
    Ok(tx
        .row(USES, args![blob], |row| row.count(0))
        .await?
        .unwrap_or(0))
}

fn read(row: &Row<'_>) -> Result<Picture> {
    Ok(Picture {
        id: PictureId(row.int(0)?),
        message: MessageId(row.int(1)?),
        owner: PersonId(row.int(2)?),
        blob: row.text(3)?,
        thumb: row.text(4)?,
        media_type: row.text(5)?,
        width: row.count(6)?,
        height: row.count(7)?,
        content: ContentId(row.int(8)?),
        original: ContentId(row.int(9)?),
        hidden: row.bool(10)?,
    })
}
