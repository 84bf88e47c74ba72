//! Who can sign in to the demo city: kept with the board, shown on the sign-in page, printed, written to `demo.json`.

use crate::demo::cast::{Cast, Shared};
use anyhow::{Context, Result};
use app::App;
use app::setup::City;
use app::staff::NewStaff;
use app::totp::Secret;
use domain::actor::Role;
use domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use tempfile::NamedTempFile;
use web::{DemoPerson, DemoSheet};

/// The file that keeps them, in the folder of the board.
const FILE: &str = "people.json";
/// Citizens on the printed table and the sign-in page; of any other role one person stands there, and the newcomer.
const CITIZENS: usize = 3;

/// Everyone who can sign in.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// The one password of all staff, drawn when the city was made.
    password: String,
    /// … and the secret of their authenticator.
    secret: String,
    /// Everyone.
    all: Vec<Person>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Person {
    id: PersonId,
    role: Role,
    name: String,
    /// Of a citizen the phone.
    login: String,
    /// Where the person works.
    place: Option<String>,
    /// Has not been here yet: signs in with a password for the first time and no authenticator.
    new: bool,
}

/// How the one signs in who has not been here yet, and the name.
const NEWCOMER: (&str, &str) = ("newcomer", "方晓（第一次登录）");

/// Adds somebody who comes for the first time, to try how that is.
pub async fn add_newcomer(app: &App, password: &str) -> Result<PersonId> {
    let (login, name) = NEWCOMER;
    let new = NewStaff {
        login: login.to_owned(),
        name: name.to_owned(),
        role: Role::Editor,
        unit: None,
        office: None,
        password: password.to_owned(),
    };
    Ok(app.add_staff(new).await?)
}

impl People {
    /// The people of a city that was made.
    pub fn of(city: &City, cast: &Cast, newcomer: PersonId, shared: Shared) -> Result<Self> {
        let mut people = Vec::new();
        for citizen in &city.citizen {
            people.push(Person {
                id: cast.citizen(&citizen.key)?.account()?,
                role: Role::Citizen,
                name: citizen.name.clone(),
                login: citizen.phone.clone(),
                place: None,
                new: false,
            });
        }
        for (staff, actor) in city.staff.iter().zip(&cast.staff) {
            let unit = staff.unit.as_ref().and_then(|key| {
                let unit = city.unit.iter().find(|unit| unit.key == *key)?;
                Some(&unit.short)
            });
            let office = staff.office.as_ref().and_then(|key| {
                let office = city.office.iter().find(|office| office.key == *key)?;
                Some(&office.title)
            });
            people.push(Person {
                id: actor.account()?,
                role: staff.role,
                name: staff.name.clone(),
                login: staff.login.clone(),
                place: unit.or(office).cloned(),
                new: false,
            });
        }
        let (login, name) = NEWCOMER;
        people.push(Person {
            id: newcomer,
            role: Role::Editor,
            name: name.to_owned(),
            login: login.to_owned(),
            place: None,
            new: true,
        });
        Ok(Self {
            password: shared.password,
            secret: shared.secret.to_text(),
            all: people,
        })
    }

    /// Keeps them in the folder of the board.
    pub fn write(&self, board: &Path) -> Result<()> {
        write_private(&board.join(FILE), &serde_json::to_string_pretty(self)?)
    }

    /// Reads them again.
    pub fn read(board: &Path) -> Result<Self> {
        let path = board.join(FILE);
        let text = std::fs::read_to_string(&path).with_context(|| {
            let folder = board.display();
            format!("{folder} is no demo city: name another folder with --data, or remove it")
        })?;
        serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))
    }

    /// The few who stand on the sign-in page.
    pub fn for_the_sign_in_page(&self, sms: &Path) -> Result<DemoSheet> {
        let shown = |person: &Person| DemoPerson {
            role: person.role.code().to_owned(),
            name: person.name.clone(),
            login: person.login.clone(),
            secret: match person.role {
                Role::Citizen => String::new(),
                _ => self.password.clone(),
            },
        };
        Ok(DemoSheet {
            people: self.shown().map(shown).collect(),
            sms_file: sms.to_owned(),
            secret: self.secret()?,
        })
    }

    fn secret(&self) -> Result<Secret> {
        Secret::parse(&self.secret).context("people.json is damaged")
    }

    /// The first of each role, and who comes for the first time.
    fn shown(&self) -> impl Iterator<Item = &Person> {
        let first = Role::ALL.iter().flat_map(|role| {
            let most = if *role == Role::Citizen { CITIZENS } else { 1 };
            let of_role = self.all.iter().filter(move |who| who.role == *role);
            of_role.take(most)
        });
        first.chain(self.all.iter().filter(|who| who.new))
    }
}

/// What `demo.json` says.
#[derive(Debug, Serialize)]
pub struct Sheet {
    url: String,
    people: Vec<Entry>,
    #[serde(skip)]
    shown: Vec<[String; 4]>,
    #[serde(skip)]
    password: String,
}

#[derive(Debug, Serialize)]
struct Entry {
    role: Role,
    name: String,
    /// What is typed to sign in; of a citizen the phone.
    login: String,
    /// The password; of a citizen the file in which the one-time code arrives.
    secret: String,
    /// Of staff the key of their authenticator, in base32, as apps and `oathtool` take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    totp: Option<String>,
    /// A bearer token of the JSON API.
    token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Sheet {
    /// Gives everyone a fresh token: those of the last time may have ended.
    pub async fn issue(app: &App, people: &People, sms: &Path) -> Result<Self> {
        let mut entries = Vec::new();
        let secret = people.secret()?;
        for person in &people.all {
            entries.push(Entry {
                totp: (person.role.is_staff() && !person.new).then(|| secret.base32()),
                role: person.role,
                name: person.name.clone(),
                login: person.login.clone(),
                secret: match person.role {
                    Role::Citizen => sms.display().to_string(),
                    _ => people.password.clone(),
                },
                token: app.issue_token(person.id).await?.as_str().to_owned(),
                place: person.place.clone(),
            });
        }
        let shown = |person: &Person| {
            [
                person.role.code().to_owned(),
                person.name.clone(),
                person.place.clone().unwrap_or_default(),
                person.login.clone(),
            ]
        };
        Ok(Self {
            url: app.board.url.clone(),
            people: entries,
            shown: people.shown().map(shown).collect(),
            password: people.password.clone(),
        })
    }

    /// Writes it whole or not at all, for its owner only.
    pub fn write(&self, path: &Path) -> Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder).context("cannot write demo.json")?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n").context("cannot write demo.json")?;
        file.persist(path).context("cannot write demo.json")?;
        Ok(())
    }

    /// What is printed: the address, then who can sign in.
    pub fn table(&self, sheet: &Path, sms: &Path) -> String {
        let widths = [0, 1, 2].map(|column| {
            let cells = self.shown.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        });
        let mut text = format!("{}\n\n", self.url);
        for row in &self.shown {
            text.push_str("  ");
            for (cell, wide) in row.iter().zip(widths.into_iter().chain([0])) {
                text.push_str(cell);
                let gap = wide.saturating_sub(width(cell)) + 2;
                text.extend(std::iter::repeat_n(' ', if wide == 0 { 0 } else { gap }));
            }
            text.push('\n');
        }
        text + &format!(
            "\n  staff sign in with the password {}, then with the code that the page shows (in a demo city only)\n  citizens with the code that is written to {}\n  \
             everyone else, and tokens of the JSON API: {}\n\n",
            self.password,
            sms.display(),
            sheet.display()
        )
    }
}

/// Writes a new file that only its owner can read.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Columns that a text takes in a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
