//! Accounts: citizens by phone (encrypted, with a blind index for signing in only), staff by login.

use crate::args;
use crate::error::Result;
use crate::tx::{Row, Tx};
use crate::vault::Blind;
use domain::Timestamp;
use domain::actor::Role;
use domain::ids::{OfficeId, PersonId, UnitId};

const ADD: &str = "INSERT INTO people (id, role, created_at, login, password, password_until, staff_name, unit, office, \
     pen_name, phone_blind, phone_sealed, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, TRUE)";
const BY_ID: &str = "SELECT id, role, login, password, password_until, staff_name, unit, office, pen_name, \
     active FROM people WHERE id = $1";
const BY_LOGIN: &str = "SELECT id, role, login, password, password_until, staff_name, unit, office, pen_name, \
     active FROM people WHERE login = $1";
const BY_PHONE: &str = "SELECT id, role, login, password, password_until, staff_name, unit, office, pen_name, \
     active FROM people WHERE phone_blind = $1";
const STAFF: &str = "SELECT id, role, login, password, password_until, staff_name, unit, office, pen_name, \
     active FROM people WHERE login IS NOT NULL ORDER BY id";
const BY_IDENTITY: &str = "SELECT id, role, login, password, password_until, staff_name, unit, office, pen_name, \
     active FROM people WHERE identity = $1";
const IDENTITY: &str = "SELECT identity FROM people WHERE id = $1";
const SET_IDENTITY: &str = "UPDATE people SET identity = $2 WHERE id = $1";
const PHONE: &str = "SELECT phone_sealed FROM people WHERE id = $1";
const PEN_NAME: &str = "UPDATE people SET pen_name = $2 WHERE id = $1";
const PASSWORD: &str = "UPDATE people SET password = $2, password_until = $3 WHERE id = $1";
const ACTIVE: &str = "UPDATE people SET active = $2 WHERE id = $1";
const PLACE: &str = "UPDATE people SET unit = $2, office = $3 WHERE id = $1";

/// An account.
#[derive(Clone, Debug)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Its one role.
    pub role: Role,
    /// Staff: how they sign in.
    pub login: Option<String>,
    /// Staff: Argon2id, in the PHC format.
    pub password: Option<String>,
    /// The password is one for the first time: it must be changed, and ends then.
    pub password_until: Option<Timestamp>,
    /// Staff: their name, shown inside.
    pub staff_name: Option<String>,
    /// Handlers: their unit.
    pub unit: Option<UnitId>,
    /// Leaders: their office.
    pub office: Option<OfficeId>,
    /// Citizens: the name under their messages.
    pub pen_name: String,
    /// False: cannot sign in any more.
    pub active: bool,
}

/// A citizen's phone: encrypted, and its blind index.
#[derive(Clone, Copy, Debug)]
pub struct Phone<'a> {
    /// For finding the account at sign-in.
    pub blind: &'a Blind,
    /// For calling or texting, where the writer allows it.
    pub sealed: &'a [u8],
}

/// Adds an account. A login or a phone that is there already is [`crate::Error::Taken`].
pub async fn add(
    tx: &mut Tx,
    person: &Person,
    phone: Option<Phone<'_>>,
    now: Timestamp,
) -> Result<()> {
    tx.run_one(
        ADD,
        args![
            person.id.0,
            person.role.code(),
            now,
            person.login.as_deref(),
            person.password.as_deref(),
            person.password_until,
            person.staff_name.as_deref(),
            person.unit.map(|id| id.0),
            person.office.map(|id| id.0),
            &person.pen_name,
            phone.map(|phone| phone.blind.as_slice()),
            phone.map(|phone| phone.sealed)
        ],
    )
    .await
}

/// An account.
pub async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<Person>> {
    tx.row(BY_ID, args![id.0], read).await
}

/// A staff account.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>> {
    tx.row(BY_LOGIN, args![login], read).await
}

/// The staff account that the identity provider knows so.
pub async fn by_identity(tx: &mut Tx, identity: &str) -> Result<Option<Person>> {
    tx.row(BY_IDENTITY, args![identity], read).await
}

/// Who a staff member is to the identity provider.
pub async fn identity(tx: &mut Tx, id: PersonId) -> Result<Option<String>> {
    Ok(tx
        .row(IDENTITY, args![id.0], |row| row.opt_text(0))
        .await?
        .flatten())
}

/// Sets or takes away who a staff member is to the identity provider. One that another has is
/// [`crate::Error::Taken`].
pub async fn set_identity(tx: &mut Tx, id: PersonId, identity: Option<&str>) -> Result<()> {
    tx.run_one(SET_IDENTITY, args![id.0, identity]).await
}

/// A citizen's account, at sign-in.
pub async fn by_phone(tx: &mut Tx, blind: &Blind) -> Result<Option<Person>> {
    tx.row(BY_PHONE, args![blind], read).await
}

/// All staff accounts.
pub async fn staff(tx: &mut Tx) -> Result<Vec<Person>> {
    tx.rows(STAFF, &[], read).await
}

/// The encrypted phone of a citizen.
pub async fn phone(tx: &mut Tx, id: PersonId) -> Result<Option<Vec<u8>>> {
    Ok(tx
        .row(PHONE, args![id.0], |row| row.opt_bytes(0))
        .await?
        .flatten())
}

/// The name that a citizen wants under the next message.
pub async fn set_pen_name(tx: &mut Tx, id: PersonId, pen_name: &str) -> Result<()> {
    tx.run_one(PEN_NAME, args![id.0, pen_name]).await
}

/// A new password; with a time, one that must be changed before.
pub async fn set_password(
    tx: &mut Tx,
    id: PersonId,
    password: &str,
    until: Option<Timestamp>,
) -> Result<()> {
    tx.run_one(PASSWORD, args![id.0, password, until]).await
}

/// Whether somebody may sign in.
pub async fn set_active(tx: &mut Tx, id: PersonId, active: bool) -> Result<()> {
    tx.run_one(ACTIVE, args![id.0, active]).await
}

/// Where a staff member works.
pub async fn set_place(
    tx: &mut Tx,
    id: PersonId,
    unit: Option<UnitId>,
    office: Option<OfficeId>,
) -> Result<()> {
    let (unit, office) = (unit.map(|id| id.0), office.map(|id| id.0));
    tx.run_one(PLACE, args![id.0, unit, office]).await
}

fn read(row: &Row<'_>) -> Result<Person> {
    Ok(Person {
        id: PersonId(row.int(0)?),
        role: row.parsed(1, "people")?,
        login: row.opt_text(2)?,
        password: row.opt_text(3)?,
        password_until: row.opt_time(4)?,
        staff_name: row.opt_text(5)?,
        unit: row.opt_int(6)?.map(UnitId),
        office: row.opt_int(7)?.map(OfficeId),
        pen_name: row.text(8)?,
        active: row.bool(9)?,
    })
}
