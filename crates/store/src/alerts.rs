//! Alerts: danger, and pressure on writers. Apart from messages and their events.

use crate::args;
use crate::dialect;
use crate::error::Result;
use crate::tx::{Row, Tx};
use domain::Timestamp;
use domain::actor::Role;
use domain::alert::{Alert, AlertKind, AlertStep};
use domain::ids::{AlertId, MessageId, PersonId};

const ADD: &str = "INSERT INTO alerts (id, message, kind, role, raised_at, due, rounds, wakes_at, taken, late, ended, \
     steps) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)";
const SAVE: &str =
    "UPDATE alerts SET rounds = $2, wakes_at = $3, taken = $4, late = $5, ended = $6 WHERE id = $1";
const BY_ID: &str = "SELECT id, message, kind, role, raised_at, due, rounds, wakes_at, taken, late, ended \
     FROM alerts WHERE id = $1";
const OF_MESSAGE: &str = "SELECT id, message, kind, role, raised_at, due, rounds, wakes_at, taken, late, ended \
     FROM alerts WHERE message = $1 ORDER BY id";
const OPEN: &str = "SELECT id, message, kind, role, raised_at, due, rounds, wakes_at, taken, late, ended \
     FROM alerts WHERE kind = $1 AND ended IS NULL ORDER BY due, id LIMIT $2";
const ENDED: &str = "SELECT id, message, kind, role, raised_at, due, rounds, wakes_at, taken, late, ended \
     FROM alerts WHERE kind = $1 AND ended IS NOT NULL ORDER BY id DESC LIMIT $2";
const COUNT_OPEN: &str = "SELECT COUNT(*) FROM alerts WHERE kind = $1 AND ended IS NULL";
const OPEN_OF: &str =
    "SELECT COUNT(*) FROM alerts WHERE message = $1 AND kind = $2 AND ended IS NULL";
const WAKING: &str = "SELECT id FROM alerts WHERE wakes_at <= $1 ORDER BY wakes_at LIMIT $2";
const COUNT_STEP: &str = "UPDATE alerts SET steps = steps + 1 WHERE id = $1 RETURNING steps";
const ADD_STEP: &str = "INSERT INTO alert_steps (id, alert, n, at, step, role, person, code, text_sealed) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const STEPS: &str = "SELECT id, at, step, role, person, code, text_sealed FROM alert_steps WHERE alert = $1 ORDER BY n";
const FORGET_TEXTS: &str = "UPDATE alert_steps SET text_sealed = NULL WHERE role = 'citizen' AND alert IN \
     (SELECT id FROM alerts WHERE message = $1)";

/// Something that happened to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id, to which its text is sealed.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub step: AlertStep,
    /// In which role.
    pub role: Role,
    /// Which account; none: the clock.
    pub person: Option<PersonId>,
    /// What came of it, which round was paged.
    pub code: Option<String>,
    /// What was said, encrypted for this row.
    pub text_sealed: Option<Vec<u8>>,
}

/// Adds an alert.
pub async fn add(tx: &mut Tx, alert: &Alert) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            alert.id.0,
            alert.message.0,
            alert.kind.code(),
            alert.by.code(),
            alert.raised_at,
            alert.due,
            alert.rounds,
            alert.wakes_at,
            alert.taken.map(|id| id.0),
            alert.late,
            alert.end.map(domain::alert::AlertEnd::code)
        ],
    )
    .await
}

/// Saves what changes.
pub async fn save(tx: &mut Tx, alert: &Alert) -> Result<()> {
    tx.run_one(
        SAVE,
        args![
            alert.id.0,
            alert.rounds,
            alert.wakes_at,
            alert.taken.map(|id| id.0),
            alert.late,
            alert.end.map(domain::alert::AlertEnd::code)
        ],
    )
    .await
}

/// Writes down what happened.
pub async fn add_step(tx: &mut Tx, alert: AlertId, step: &Step) -> Result<()> {
    let n = tx
        .row(COUNT_STEP, args![alert.0], |row| row.count(0))
        .await?;
    tx.run_one(
        ADD_STEP,
        args![
            step.id,
            alert.0,
            n.unwrap_or(0),
            step.at,
            step.step.code(),
            step.role.code(),
            step.person.map(|id| id.0),
            step.code.as_deref(),
            step.text_sealed.as_deref()
        ],
    )
    .await
}

/// An alert.
pub async fn by_id(tx: &mut Tx, id: AlertId) -> Result<Option<Alert>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// An alert that is about to be changed.
pub async fn lock(tx: &mut Tx, id: AlertId) -> Result<Option<Alert>> {
    let sql = format!("{BY_ID}{}", dialect::for_update(tx));
    tx.row(sql, args![id.0], read).await
}

/// The alerts of a message, the oldest first.
pub async fn of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<Alert>> {
    tx.rows(OF_MESSAGE, args![message.0], read).await
}

/// Those that wait for somebody, the most pressing first.
pub async fn open(tx: &mut Tx, kind: AlertKind, limit: u32) -> Result<Vec<Alert>> {
    tx.rows(OPEN, args![kind.code(), limit], read).await
}

/// Those that ended, the latest first.
pub async fn ended(tx: &mut Tx, kind: AlertKind, limit: u32) -> Result<Vec<Alert>> {
    tx.rows(ENDED, args![kind.code(), limit], read).await
}

/// How many wait for somebody.
pub async fn count_open(tx: &mut Tx, kind: AlertKind) -> Result<i64> {
    Ok(tx
        .row(COUNT_OPEN, args![kind.code()], |row| row.int(0))
        .await?
        .unwrap_or(0))
}

/// Whether a message has one of a kind that waits for somebody.
pub async fn is_open(tx: &mut Tx, message: MessageId, kind: AlertKind) -> Result<bool> {
    let open = tx
        .row(OPEN_OF, args![message.0, kind.code()], |row| row.int(0))
        .await?;
    Ok(open.unwrap_or(0) > 0)
}

/// Those at which the clock has to look.
pub async fn waking(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<AlertId>> {
    tx.rows(WAKING, args![now, limit], |row| Ok(AlertId(row.int(0)?)))
        .await
}

/// What happened to an alert, in order.
pub async fn steps(tx: &mut Tx, alert: AlertId) -> Result<Vec<Step>> {
    tx.rows(STEPS, args![alert.0], |row| {
        Ok(Step {
            id: row.int(0)?,
            at: row.time(1)?,
            step: row.parsed(2, "alert_steps")?,
            role: row.parsed(3, "alert_steps")?,
            person: row.opt_int(4)?.map(PersonId),
            code: row.opt_text(5)?,
            text_sealed: row.opt_bytes(6)?,
        })
    })
    .await
}

/// Forgets what the writer of a message said in its alerts.
pub async fn forget_texts(tx: &mut Tx, message: MessageId) -> Result<()> {
    tx.run(FORGET_TEXTS, args![message.0]).await.map(|_rows| ())
}

fn read(row: &Row<'_>) -> Result<Alert> {
    const TABLE: &str = "alerts";
    Ok(Alert {
        id: AlertId(row.int(0)?),
        message: MessageId(row.int(1)?),
        kind: row.parsed(2, TABLE)?,
        by: row.parsed(3, TABLE)?,
        raised_at: row.time(4)?,
        due: row.time(5)?,
        rounds: row.count(6)?,
        wakes_at: row.opt_time(7)?,
        taken: row.opt_int(8)?.map(PersonId),
        late: row.bool(9)?,
        end: row.opt_parsed(10, TABLE)?,
    })
}
