//! What is deleted because its time is over: in batches, each in its own transaction, so that nothing waits long and
//! whatever was cut short goes on where it was.

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use domain::Timestamp;

const SESSIONS: &str = "DELETE FROM sessions WHERE token IN (SELECT token FROM sessions \
     WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
const SIGN_IN_CODES: &str = "DELETE FROM sign_in_codes WHERE id IN (SELECT id FROM sign_in_codes \
     WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
const NONCES: &str = "DELETE FROM nonces WHERE nonce IN (SELECT nonce FROM nonces \
     WHERE at < $1 ORDER BY at LIMIT $2)";
const TEXT_MESSAGES: &str = "DELETE FROM text_messages WHERE id IN (SELECT id FROM text_messages \
     WHERE send_by < $1 ORDER BY send_by LIMIT $2)";
const CONSENTS: &str = "DELETE FROM consents WHERE id IN (SELECT id FROM consents \
     WHERE withdrawn_at < $1 ORDER BY withdrawn_at LIMIT $2)";
const ENTRIES: &str = "DELETE FROM entries WHERE token IN (SELECT token FROM entries \
     WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
const PROVIDER_ANSWERS: &str = "DELETE FROM provider_answers WHERE state IN (SELECT state FROM provider_answers \
     WHERE at < $1 ORDER BY at LIMIT $2)";
const PASSKEY_CHALLENGES: &str = "DELETE FROM passkey_challenges WHERE challenge IN (SELECT challenge FROM passkey_challenges \
     WHERE at < $1 ORDER BY at LIMIT $2)";
const GUESSES: &str = "DELETE FROM guesses WHERE target IN (SELECT target FROM guesses \
     WHERE tried_at < $1 ORDER BY tried_at LIMIT $2)";
const DEVICES: &str = "DELETE FROM devices WHERE (token, person) IN (SELECT token, person FROM devices \
     WHERE seen_at < $1 ORDER BY seen_at LIMIT $2)";
const NOTICES: &str = "DELETE FROM notices WHERE id IN (SELECT id FROM notices \
     WHERE at < $1 ORDER BY at LIMIT $2)";
const TAKE_DOWNS: &str = "DELETE FROM take_downs WHERE message IN (SELECT message FROM take_downs \
     WHERE at < $1 ORDER BY at LIMIT $2)";

/// What can be deleted by its time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timed {
    /// Sessions, by their end.
    Sessions,
    /// One-time codes, by their end.
    SignInCodes,
    /// Forms that were sent, by when.
    Nonces,
    /// Text messages, by when they were to be sent at the latest.
    TextMessages,
    /// Consents that were withdrawn, by when.
    Consents,
    /// Staff on their way in, by the end of it.
    Entries,
    /// Answers of the identity provider, by when.
    ProviderAnswers,
    /// Challenges that a passkey answered, by when.
    PasskeyChallenges,
    /// Wrong tries, by the last of them.
    Guesses,
    /// Browsers, by when somebody last signed in there.
    Devices,
    /// What owners were told, by when.
    Notices,
    /// Take-downs that nobody agreed to, by when they were asked for.
    TakeDowns,
}

/// Deletes at most so many of those before a time, and says how many went.
pub async fn forget(tx: &mut Tx, what: Timed, before: Timestamp, most: u32) -> Result<u64> {
    let sql = match what {
        Timed::Sessions => SESSIONS,
        Timed::SignInCodes => SIGN_IN_CODES,
        Timed::Nonces => NONCES,
        Timed::TextMessages => TEXT_MESSAGES,
        Timed::Consents => CONSENTS,
        Timed::Entries => ENTRIES,
        Timed::ProviderAnswers => PROVIDER_ANSWERS,
        Timed::PasskeyChallenges => PASSKEY_CHALLENGES,
        Timed::Guesses => GUESSES,
        Timed::Devices => DEVICES,
        Timed::Notices => NOTICES,
        Timed::TakeDowns => TAKE_DOWNS,
    };
    tx.run(sql, args![before, most]).await
}
