//! Who does what in the demo city.

use anyhow::{Context, Result};
use app::App;
use app::setup::{City, SetUp};
use app::totp::Secret;
use domain::actor::{Actor, Role};
use domain::ids::{OfficeId, PersonId, UnitId};
use std::collections::HashMap;
use tokio::task::JoinSet;

/// What all staff of the demo city sign in with; drawn when the city is made.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The password.
    pub password: String,
    /// The secret of the authenticator, whose code the sign-in page shows.
    pub secret: Secret,
}

/// Everyone in the demo city.
#[derive(Debug)]
pub struct Cast {
    /// Staff in the order of the file.
    pub staff: Vec<Actor>,
    /// The citizens of the file, by key.
    pub citizens: HashMap<String, Actor>,
    /// Citizens without a name, who only say “me too”.
    pub crowd: Vec<Actor>,
}

impl Cast {
    /// Makes the accounts of a city that was set up, and of a crowd.
    pub async fn join(
        app: &App,
        city: &City,
        made: &SetUp,
        shared: &Shared,
        crowd: usize,
    ) -> Result<Self> {
        let ids = app
            .add_staff_of(city, made, shared.password.clone(), &shared.secret)
            .await?;
        // Somebody is always on duty: a supervisor first, an editor where nobody comes.
        for (role, phone, rank) in [
            (Role::Supervisor, "19900009901", 1),
            (Role::Editor, "19900009902", 2),
        ] {
            if let Some(person) = city.staff.iter().find(|person| person.role == role) {
                app.put_on_duty(&person.login, phone, rank).await?;
            }
        }
        let mut staff = Vec::new();
        for person in &city.staff {
            let id = ids.get(&person.key).context("everyone has an account")?;
            let unit = person.unit.as_ref().and_then(|key| made.units.get(key));
            let office = person.office.as_ref().and_then(|key| made.offices.get(key));
            staff.push(Actor {
                role: person.role,
                person: Some(*id),
                unit: unit.copied(),
                units: unit.map_or_else(Vec::new, |unit| app.reference().units_below(*unit)),
                office: office.copied(),
            });
        }
        let mut citizens = HashMap::new();
        for citizen in &city.citizen {
            let id = app.register_citizen(&citizen.phone, &citizen.pseudonym);
            citizens.insert(citizen.key.clone(), Actor::citizen(id.await?));
        }
        // Together, so that they share their commits.
        let mut joining = JoinSet::new();
        for n in 0..crowd {
            let app = app.clone();
            joining.spawn(async move { app.register_citizen(&format!("1990001{n:04}"), "").await });
        }
        let mut ids: Vec<PersonId> = Vec::with_capacity(crowd);
        while let Some(joined) = joining.join_next().await {
            ids.push(joined??);
        }
        let crowd = ids.into_iter().map(Actor::citizen).collect();
        Ok(Self {
            staff,
            citizens,
            crowd,
        })
    }

    /// A citizen of the file.
    pub fn citizen(&self, key: &str) -> Result<&Actor> {
        self.citizens
            .get(key)
            .with_context(|| format!("no citizen is called {key}"))
    }

    /// The n-th of the staff in a role, counted around.
    pub fn nth(&self, role: Role, n: usize) -> Result<&Actor> {
        let all = self.staff.iter().filter(|actor| actor.role == role);
        let count = all.clone().count().max(1);
        all.clone()
            .nth(n % count)
            .with_context(|| format!("nobody is {role}"))
    }

    /// Who works on what a unit has: its own handler, or one of a unit above it.
    pub fn handler(&self, unit: UnitId) -> Result<&Actor> {
        let handlers = || self.staff.iter().filter(|who| who.role == Role::Handler);
        handlers()
            .find(|who| who.unit == Some(unit))
            .or_else(|| handlers().find(|who| who.units.contains(&unit)))
            .with_context(|| format!("nobody works for unit {unit}"))
    }

    /// Who speaks for an office: the leader, or the leader's office.
    pub fn leader(&self, office: OfficeId) -> Result<&Actor> {
        let of = |role| {
            let mut there = self.staff.iter().filter(move |who| who.role == role);
            there.find(|who| who.office == Some(office))
        };
        of(Role::Leader)
            .or_else(|| of(Role::LeaderOffice))
            .with_context(|| format!("nobody speaks for office {office}"))
    }
}
