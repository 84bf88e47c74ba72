//! `huiyin staff`: accounts of those who work on messages.

use crate::config::Settings;
use crate::say;
use crate::system::SystemChance;
use crate::wiring;
use anyhow::{Context, Error, Result, anyhow, bail, ensure};
use app::chance::draw;
use app::password::PASSWORD_MIN;
use app::staff::{NewStaff, PASSWORD_DAYS, Removal};
use app::{App, Chance, Problem, Refusal};
use clap::Args;
use domain::actor::Role;
use domain::ids::{OfficeId, UnitId};
use domain::text::TextProblem;
use std::io::BufRead;
use std::path::PathBuf;

/// Letters that are told apart when read aloud or copied by hand.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

#[derive(Args)]
pub struct AddArgs {
    /// How the person signs in: 2 to 40 small letters, digits, hyphens, dots or underscores
    #[arg(long)]
    login: String,
    /// The person's name, shown inside
    #[arg(long)]
    name: String,
    /// The one role
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// The unit of a handler or approver: its name or short name
    #[arg(long)]
    unit: Option<String>,
    /// The office of a leader or the leader's office: its title
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    password: Password,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct ResetArgs {
    /// How the person signs in
    login: String,
    /// Also take away the authenticator, its recovery codes and the passkeys: they were lost. Make sure who asks
    #[arg(long)]
    factors: bool,
    #[command(flatten)]
    password: Password,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct MoveArgs {
    /// How the person signs in
    login: String,
    /// The new unit of a handler or approver: its name or short name
    #[arg(long)]
    unit: Option<String>,
    /// The new office of a leader or the leader's office: its title
    #[arg(long)]
    office: Option<String>,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct LoginArgs {
    /// How the person signs in
    login: String,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct IdentityArgs {
    /// How the person signs in here
    login: String,
    /// The subject (`sub`) by which the identity provider knows the person; without it, who it is now is printed
    #[arg(long, conflicts_with = "none")]
    subject: Option<String>,
    /// Nobody any more
    #[arg(long)]
    none: bool,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct ListArgs {
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct TokenArgs {
    /// How the person signs in
    login: String,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
pub struct DutyArgs {
    /// How the person signs in; without it, who is on duty is listed
    login: Option<String>,
    /// The mobile number that is sent text messages, day and night
    #[arg(long, conflicts_with = "off", requires = "login")]
    phone: Option<String>,
    /// 1 is paged at once, 2 when nobody has come after five minutes, 3 after ten
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=3))]
    rank: u32,
    /// Takes the person off duty
    #[arg(long, requires = "login")]
    off: bool,
    /// The settings
    #[arg(long, value_name = "FILE", default_value = "huiyin.toml")]
    config: PathBuf,
}

#[derive(Args)]
struct Password {
    /// Read the password from the first line of standard input instead of drawing one
    #[arg(long)]
    password_stdin: bool,
}

fn parse_role(code: &str) -> Result<Role, String> {
    let is_right = |role: &Role| role.is_staff();
    code.parse().ok().filter(is_right).ok_or_else(|| {
        let staff = Role::ALL.iter().filter(|role| is_right(role));
        let codes: Vec<_> = staff.map(|role| role.code()).collect();
        format!("the roles are {}", codes.join(", "))
    })
}

/// Adds an account.
pub async fn add(args: AddArgs) -> Result<()> {
    let (password, drawn) = args.password.take()?;
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let new = NewStaff {
        login: args.login.clone(),
        name: args.name,
        role: args.role,
        unit: args.unit.map(|name| unit_of(&app, &name)).transpose()?,
        office: args
            .office
            .map(|title| office_of(&app, &title))
            .transpose()?,
        password,
    };
    app.add_staff(new).await.map_err(explain)?;
    app.db.close().await;
    tell(&args.login, drawn)
}

/// Gives an account a new password for the first time.
pub async fn reset(args: ResetArgs) -> Result<()> {
    let (password, drawn) = args.password.take()?;
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let login = args.login;
    let reset = app.reset_staff(&login, password, args.factors).await;
    reset.map_err(|why| nobody(&login, why))?;
    app.db.close().await;
    tell(&login, drawn)
}

/// Prints all accounts: login, role, place, whether it is removed, name.
pub async fn list(args: ListArgs) -> Result<()> {
    let settings = Settings::load(&args.config)?;
    // A board that is being served is read, not stopped.
    let (app, _copy) = wiring::open_to_read(&settings).await?;
    let accounts = app.staff_accounts().await?;
    app.db.close().await;
    for person in accounts {
        let reference = app.reference();
        let unit = person.unit.and_then(|id| reference.unit(id));
        let office = person.office.and_then(|id| reference.office(id));
        let place = unit.map(|unit| unit.short.as_str());
        say::line(format_args!(
            "{}\t{}\t{}\t{}\t{}",
            person.login.as_deref().unwrap_or_default(),
            person.role.code(),
            place
                .or(office.map(|office| office.title.as_str()))
                .unwrap_or("-"),
            if person.active { "active" } else { "removed" },
            person.staff_name.as_deref().unwrap_or_default(),
        ))?;
    }
    Ok(())
}

/// Removes an account.
pub async fn remove(args: LoginArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let login = args.login;
    let removed = app.remove_staff(&login).await;
    let removed = removed.map_err(|why| nobody(&login, why))?;
    app.db.close().await;
    match removed {
        Removal::Done => say::line(format_args!(
            "{login} does not sign in any more; `huiyin staff restore {login}` takes it back"
        )),
        Removal::Before => bail!("{login} was removed before"),
        Removal::Last => bail!(
            "{login} is the last in a role that looks after the board: add another account first, with `huiyin staff add`"
        ),
    }
}

/// Lets somebody who was removed sign in again.
pub async fn restore(args: LoginArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let login = args.login;
    let restored = app.restore_staff(&login).await;
    let restored = restored.map_err(|why| nobody(&login, why))?;
    app.db.close().await;
    ensure!(restored, "{login} was not removed");
    say::line(format_args!(
        "{login} signs in again with the password and the authenticator of before"
    ))
}

/// Gives an account to another unit or office.
pub async fn move_to(args: MoveArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let login = args.login;
    let unit = args.unit.map(|name| unit_of(&app, &name)).transpose()?;
    let office = args.office.map(|title| office_of(&app, &title));
    let moved = app.move_staff(&login, unit, office.transpose()?).await;
    moved.map_err(|why| nobody(&login, why))?;
    app.db.close().await;
    say::line(format_args!("{login} has to sign in again"))
}

/// Says who signs in to an account by the identity provider, or prints it.
pub async fn identity(args: IdentityArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let login = args.login;
    if args.subject.is_some() || args.none {
        let set = app.set_staff_identity(&login, args.subject.as_deref());
        set.await.map_err(|why| nobody(&login, why))?;
    }
    let identity = app.staff_identity(&login).await;
    let identity = identity.map_err(|why| nobody(&login, why))?;
    app.db.close().await;
    match identity {
        Some(identity) => say::line(format_args!(
            "{login} is who the identity provider knows as: {identity}"
        )),
        None => say::line(format_args!(
            "{login} does not sign in by the identity provider"
        )),
    }
}

/// Prints a token that acts for the account through the JSON API.
pub async fn token(args: TokenArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    let token = app.staff_token(&args.login).await;
    let token = token.map_err(|why| nobody(&args.login, why))?;
    app.db.close().await;
    say::line(token.as_str())
}

/// Says who is paged when a life may be in danger.
pub async fn duty(args: DutyArgs) -> Result<()> {
    let app = wiring::open(&Settings::load(&args.config)?).await?;
    if let Some(login) = &args.login {
        let done = match (&args.phone, args.off) {
            (Some(phone), _) => app.put_on_duty(login, phone, args.rank).await,
            (None, true) => app.take_off_duty(login).await,
            (None, false) => {
                bail!("name a phone with --phone, or take {login} off duty with --off")
            }
        };
        done.map_err(|why| nobody(login, why))?;
    }
    let all = app.on_duty().await?;
    app.db.close().await;
    if all.is_empty() {
        return say::line("nobody is on duty: where a life may be in danger, nobody is told");
    }
    for who in all {
        say::line(format_args!("{} {}", who.rank, who.login))?;
    }
    Ok(())
}

fn nobody(login: &str, why: Refusal) -> Error {
    match why {
        Refusal::NotFound => {
            anyhow!("nobody signs in as {login:?}; `huiyin staff add` adds an account")
        }
        other => explain(other),
    }
}

impl Password {
    /// The password, and the same again where it was drawn and has to be told.
    fn take(&self) -> Result<(String, Option<String>)> {
        if !self.password_stdin {
            let drawn = draw_password(&SystemChance);
            return Ok((drawn.clone(), Some(drawn)));
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .context("cannot read the password from standard input")?;
        Ok((line.trim_end_matches(['\r', '\n']).to_owned(), None))
    }
}

fn tell(login: &str, drawn: Option<String>) -> Result<()> {
    match drawn {
        Some(password) => say::line(format_args!(
            "{login} signs in with the password {password}\nIt is shown this once: hand it over in person. Within \
             {PASSWORD_DAYS} days it has to be replaced at the first sign-in, which also sets up an authenticator."
        )),
        None => say::line(format_args!(
            "{login} signs in with the password given; within {PASSWORD_DAYS} days it has to be replaced at the first \
             sign-in"
        )),
    }
}

/// A password of 100 random bits that can be read aloud: `k7m3p-…`.
pub fn draw_password(chance: &dyn Chance) -> String {
    let groups = draw::<20>(chance);
    let group = |bytes: &[u8]| -> String {
        let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).copied();
        bytes.iter().filter_map(letter).map(char::from).collect()
    };
    let groups: Vec<_> = groups.chunks(5).map(group).collect();
    groups.join("-")
}

fn unit_of(app: &App, name: &str) -> Result<UnitId> {
    let reference = app.reference();
    let mut found = reference
        .units
        .iter()
        .filter(|unit| unit.name == name || unit.short == name);
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit.id),
        (Some(_), Some(_)) => bail!("several units are called {name:?}: give the full name"),
        (None, _) => bail!("no unit is called {name:?}, in full or in short"),
    }
}

fn office_of(app: &App, title: &str) -> Result<OfficeId> {
    let reference = app.reference();
    let found = reference
        .offices
        .iter()
        .find(|office| office.title == title);
    found
        .map(|office| office.id)
        .with_context(|| format!("no office has the title {title:?}"))
}

/// A refusal in words for the command line.
pub fn explain(why: Refusal) -> Error {
    let Refusal::Form(fields) = &why else {
        return why.into();
    };
    let said: Vec<_> = fields
        .iter()
        .map(|(field, problem)| match (*field, problem) {
            ("login", Problem::NotTaken) => "--login: somebody signs in so already".into(),
            ("login", _) => {
                "--login: 2 to 40 small letters, digits, hyphens, dots or underscores".into()
            }
            ("unit", _) => "--unit: this role works in a unit, name it".into(),
            ("subject", Problem::Away) => {
                "--subject: the settings name no provider under [oidc]".into()
            }
            ("subject", Problem::NotTaken) => "--subject: that is another account".into(),
            ("subject", _) => "--subject: 1 to 255 letters, digits and signs, in ASCII".into(),
            ("office", _) => "--office: this role belongs to an office, name it".into(),
            ("password", Problem::Text(TextProblem::TooShort { have, .. })) => {
                format!("the password has {have} characters, at least {PASSWORD_MIN} are needed")
            }
            ("password", problem) => format!("the password: {problem}"),
            (field, problem) => format!("--{field}: {problem}"),
        })
        .collect();
    anyhow!("{}", said.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_those_of_staff() {
        assert_eq!(parse_role("handler"), Ok(Role::Handler));
        for wrong in ["citizen", "clock", "visitor", "boss", ""] {
            assert!(parse_role(wrong).unwrap_err().contains("editor"), "{wrong}");
        }
    }

    #[test]
    fn a_drawn_password_can_be_read_aloud_and_differs() {
        let password = draw_password(&SystemChance);
        assert_eq!(password.len(), 23);
        assert!(password.bytes().all(|b| b == b'-' || LETTERS.contains(&b)));
        assert_ne!(password, draw_password(&SystemChance));
    }
}
