//! Every text that a person wrote: a row of its own with its own salt, erasable from the first day.

use crate::args;
use crate::error::Result;
use crate::tx::{Arg, Tx};
use domain::ids::{ContentId, MessageId};
use std::collections::HashMap;

const INSERT: &str =
    "INSERT INTO contents (id, message, field, salt, text) VALUES ($1, $2, $3, $4, $5)";

/// A text that is about to be written.
#[derive(Clone, Debug)]
pub struct NewContent {
    /// Its id.
    pub id: ContentId,
    /// What it is: `title`, `body`, `reply`, `note` …
    pub field: &'static str,
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// The text.
    pub text: String,
}

/// Adds a text of a message, which must be there already.
pub async fn add(tx: &mut Tx, message: MessageId, content: &NewContent) -> Result<ContentId> {
    let NewContent {
        id,
        field,
        salt,
        text,
    } = content;
    tx.run_one(INSERT, args![id.0, message.0, *field, salt, text])
        .await?;
    Ok(*id)
}

/// Adds a text that may be left out.
pub async fn add_optional(
    tx: &mut Tx,
    message: MessageId,
    content: Option<&NewContent>,
) -> Result<Option<ContentId>> {
    match content {
        Some(content) => add(tx, message, content).await.map(Some),
        None => Ok(None),
    }
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

/// Erases the texts of these fields of a message, each with its salt.
pub async fn erase(tx: &mut Tx, message: MessageId, fields: &[&'static str]) -> Result<u64> {
    let places: Vec<_> = (2..fields.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!(
        "UPDATE contents SET salt = NULL, text = NULL WHERE message = $1 AND field IN ({})",
        places.join(", ")
    );
    let fields = fields.iter().map(|field| Arg::from(*field));
    let args: Vec<_> = [Arg::from(message.0)].into_iter().chain(fields).collect();
    tx.run(sql, &args).await
}
