//! Pictures: cleaned before they are kept; each with its own “do not publish”.

use crate::args;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::ids::{MessageId, PersonId, PictureId};

const ADD: &str = "INSERT INTO pictures (id, message, owner, blob, thumb, media_type, width, height, original, hidden, \
     added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const BY_ID: &str = "SELECT id, message, owner, blob, thumb, media_type, width, height, hidden FROM pictures WHERE id = $1";
const OF_MESSAGE: &str = "SELECT id, message, owner, blob, thumb, media_type, width, height, hidden FROM pictures \
     WHERE message = $1 ORDER BY id";
const ATTACH: &str = "UPDATE pictures SET message = $1, hidden = $4 WHERE id = $2 AND owner = $3 AND message IS NULL";
const HIDE: &str = "UPDATE pictures SET hidden = $3 WHERE id = $1 AND message = $2";
const REMOVE: &str = "DELETE FROM pictures WHERE id = $1 AND message = $2";
const ERASE: &str = "DELETE FROM pictures WHERE message = $1";
const FORGOTTEN: &str =
    "DELETE FROM pictures WHERE message IS NULL AND added_at < $1 RETURNING blob, thumb";
const USES: &str = "SELECT COUNT(*) FROM pictures WHERE blob = $1 OR thumb = $1";

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its id.
    pub id: PictureId,
    /// The message; none: uploaded, and the form not sent yet.
    pub message: Option<MessageId>,
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
    /// 不公开
    pub hidden: bool,
}

/// Adds a picture; `original` is the SHA-256 of what was uploaded.
pub async fn add(
    tx: &mut Tx,
    picture: &Picture,
    original: &[u8; 32],
    now: Timestamp,
) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            picture.id.0,
            picture.message.map(|id| id.0),
            picture.owner.0,
            &picture.blob,
            &picture.thumb,
            &picture.media_type,
            picture.width,
            picture.height,
            original,
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

/// Attaches an uploaded picture of this person; one that is not there or not theirs is stale.
pub async fn attach(
    tx: &mut Tx,
    message: MessageId,
    picture: PictureId,
    owner: PersonId,
    hidden: bool,
) -> Result<()> {
    tx.run_one(ATTACH, args![message.0, picture.0, owner.0, hidden])
        .await
}

/// Changes “do not publish”.
pub async fn hide(tx: &mut Tx, message: MessageId, picture: PictureId, hidden: bool) -> Result<()> {
    tx.run_one(HIDE, args![picture.0, message.0, hidden]).await
}

/// Removes a picture of a message.
pub async fn remove(tx: &mut Tx, message: MessageId, picture: PictureId) -> Result<()> {
    tx.run_one(REMOVE, args![picture.0, message.0]).await
}

/// Removes all pictures of a message.
pub async fn erase(tx: &mut Tx, message: MessageId) -> Result<u64> {
    tx.run(ERASE, args![message.0]).await
}

/// Forgets pictures whose form was never sent, and names their blobs.
pub async fn forget_before(tx: &mut Tx, time: Timestamp) -> Result<Vec<(String, String)>> {
    tx.rows(FORGOTTEN, args![time], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
    .await
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
        message: row.opt_int(1)?.map(MessageId),
        owner: PersonId(row.int(2)?),
        blob: row.text(3)?,
        thumb: row.text(4)?,
        media_type: row.text(5)?,
        width: row.count(6)?,
        height: row.count(7)?,
        hidden: row.bool(8)?,
    })
}
