//! The public log: what proves the entries of a message, and opens what they bind.

use crate::api::asked::{Addressed, ByNumber};
use crate::api::problem::Said;
use crate::ledger::evidence::{self, Evidence, Part};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use axum::Json;
use axum::extract::State;
use ledger::hash::Hash;
use serde::Serialize;
use utoipa::ToSchema;

/// All that is needed to check the entries of a message in the public log.
#[derive(Serialize, ToSchema)]
pub struct MessageLedger {
    /// What the last log holds that has entries of the message.
    #[serde(flatten)]
    last: LedgerPart,
    /// What the logs before it hold, which it succeeded; the thread goes on from one to the next.
    earlier: Vec<LedgerPart>,
}

/// What one log holds of a message.
#[derive(Serialize, ToSchema)]
pub struct LedgerPart {
    /// The number of the log, from 1.
    log: u32,
    /// Its entries, in their order; none of a message that is handled in private.
    entries: Vec<LedgerEntry>,
    /// The texts that the reader may read, each with what opens the commitment to it.
    openings: Vec<LedgerOpening>,
    /// The pictures that the reader may see, each with what opens the commitment to it.
    pictures: Vec<LedgerPicture>,
    /// The signed checkpoint (C2SP tlog-checkpoint); null while nothing was signed.
    checkpoint: Option<String>,
    /// The path from each entry to the root of the checkpoint (RFC 6962).
    proofs: Vec<LedgerProof>,
    /// The key with which the checkpoint is signed (C2SP signed-note); null where nothing was signed yet.
    key: Option<String>,
}

/// An entry in its place.
#[derive(Serialize, ToSchema)]
pub struct LedgerEntry {
    /// Its place in the log, from 0.
    index: u64,
    /// Its canonical JSON (RFC 8785): the very bytes that are hashed.
    entry: String,
    /// Its leaf hash, in Base64.
    leaf: String,
}

/// A text, with what opens the commitment to it.
#[derive(Serialize, ToSchema)]
pub struct LedgerOpening {
    /// The entry that commits to it.
    index: u64,
    /// The field of that entry.
    field: String,
    /// 32 bytes, in Base64.
    salt: String,
    /// The text itself.
    text: String,
}

/// A picture, with what opens the commitment to it.
#[derive(Serialize, ToSchema)]
pub struct LedgerPicture {
    /// The entry that commits to it.
    index: u64,
    /// The field of that entry: `picture_1` …
    field: String,
    /// 32 bytes, in Base64.
    salt: String,
    /// Where its bytes are, the very ones that are committed to.
    url: String,
}

/// The hashes from an entry's sibling up to the child of the root.
#[derive(Serialize, ToSchema)]
pub struct LedgerProof {
    /// The entry.
    index: u64,
    /// Hashes in Base64.
    path: Vec<String>,
}

/// What shows that the public log holds the message: its entries, proofs, and the texts that open their commitments.
#[utoipa::path(
    get,
    path = "/messages/{number}/ledger",
    operation_id = "read_ledger",
    tag = "messages",
    params(ByNumber),
    responses((status = 200, description = "Entries with proofs and openings", body = MessageLedger)),
)]
pub async fn of_message(
    State(web): State<Web>,
    viewer: Viewer,
    Addressed(id): Addressed,
) -> Said<Json<MessageLedger>> {
    let evidence = Evidence::of(&web, &viewer.actor, id).await?;
    let earlier = evidence.earlier.into_iter().map(part);
    Ok(Json(MessageLedger {
        earlier: earlier.collect::<Result<_, _>>()?,
        last: part(evidence.last)?,
    }))
}

fn part(part: Part) -> Result<LedgerPart, Refusal> {
    let mut shown = LedgerPart {
        log: part.log,
        entries: Vec::with_capacity(part.entries.len()),
        openings: Vec::with_capacity(part.openings.texts.len()),
        pictures: Vec::with_capacity(part.openings.pictures.len()),
        checkpoint: part.note.map(|note| note.to_string()),
        proofs: Vec::with_capacity(part.entries.len()),
        key: part.key.as_ref().map(ToString::to_string),
    };
    for (logged, path) in part.entries {
        shown.entries.push(LedgerEntry {
            index: logged.index,
            entry: evidence::text(&logged)?,
            leaf: logged.leaf.to_string(),
        });
        shown.proofs.push(LedgerProof {
            index: logged.index,
            path: path.iter().map(ToString::to_string).collect(),
        });
    }
    for opening in part.openings.texts {
        shown.openings.push(LedgerOpening {
            index: opening.index,
            field: opening.field.to_string(),
            salt: Hash::from(opening.salt).to_string(),
            text: opening.text,
        });
    }
    for opening in part.openings.pictures {
        shown.pictures.push(LedgerPicture {
            index: opening.index,
            field: opening.field.to_string(),
            salt: Hash::from(opening.salt).to_string(),
            url: format!("/pictures/{}", opening.picture),
        });
    }
    Ok(shown)
}
