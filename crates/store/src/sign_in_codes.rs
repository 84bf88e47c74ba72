//! One-time codes: stored as HMAC, bound to the cookie of the request, burnt after some tries.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use crate::vault::Blind;
use domain::Timestamp;
use jiff::SignedDuration;

/// The clocks of two machines may differ by so much.
const SKEW: SignedDuration = SignedDuration::from_mins(1);

const ADD: &str = "INSERT INTO sign_in_codes (id, phone_blind, phone_sealed, cookie, code, created_at, expires_at, \
     tries, used) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, FALSE)";
const SENT: &str = "SELECT COUNT(*) FROM sign_in_codes WHERE phone_blind = $1 AND created_at > $2 AND created_at <= $3";
const OPEN: &str = "SELECT id, phone_blind, phone_sealed, code, tries FROM sign_in_codes \
     WHERE cookie = $1 AND NOT used AND expires_at > $2 AND created_at <= $3 ORDER BY created_at DESC LIMIT 1";
const TRIED: &str =
    "UPDATE sign_in_codes SET tries = tries + 1, used = $2 WHERE id = $1 AND NOT used";

/// A code that was sent.
#[derive(Clone, Debug)]
pub struct SentCode {
    /// Its id.
    pub id: i64,
    /// The phone's blind index.
    pub phone_blind: Blind,
    /// The phone, encrypted for this row.
    pub phone_sealed: Vec<u8>,
    /// The HMAC of the code.
    pub code: [u8; 32],
    /// Wrong tries.
    pub tries: u32,
}

/// Adds a code.
pub async fn add(
    tx: &mut Tx,
    code: &SentCode,
    cookie: &[u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            code.id,
            &code.phone_blind,
            &code.phone_sealed,
            cookie,
            &code.code,
            now,
            expires_at
        ],
    )
    .await
}

/// How many were sent to this phone since then. Of a time that is still to come nothing counts: a clock was wrong.
pub async fn sent_since(
    tx: &mut Tx,
    phone_blind: &Blind,
    since: Timestamp,
    now: Timestamp,
) -> Result<u32> {
    Ok(tx
        .row(SENT, args![phone_blind, since, now], |row| row.count(0))
        .await?
        .unwrap_or(0))
}

/// The code that waits to be typed where it was asked for. One of a time that is still to come is of a clock that was
/// wrong, and would be valid for too long.
pub async fn waiting(tx: &mut Tx, cookie: &[u8; 32], now: Timestamp) -> Result<Option<SentCode>> {
    tx.row(OPEN, args![cookie, now, now + SKEW], |row| {
        let wrong = |_length| crate::Error::row("sign_in_codes")("another length".into());
        Ok(SentCode {
            id: row.int(0)?,
            phone_blind: row.bytes(1)?.try_into().map_err(wrong)?,
            phone_sealed: row.bytes(2)?,
            code: row.bytes(3)?.try_into().map_err(wrong)?,
            tries: row.count(4)?,
        })
    })
    .await
}

/// The code was tried; `used` burns it.
pub async fn tried(tx: &mut Tx, id: i64, used: bool) -> Result<()> {
    tx.run_one(TRIED, args![id, used]).await
}
