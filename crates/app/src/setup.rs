//! The first day of a board: domains, places, units, offices with their holders; from the operator's file, once.

mod city;
mod places;

pub use city::{
    City, CityCitizen, CityHolder, CityOffice, CityProblem, CityRegion, CityStaff, CityUnit,
};

use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use crate::totp::Secret;
use city::{in_order, region_key, unit_key};
use domain::Timestamp;
use domain::ids::{OfficeId, PersonId, UnitId};
use domain::office::{Holder, Office, Region, RegionCode, Unit};
use domain::taxonomy::{DEFAULT_DOMAINS, Domain, DomainSlug};
use ledger::kinds::Kind;
use std::collections::HashMap;
use store::authenticators::{self, Authenticator};
use store::people::{self, Person};
use store::{Tx, domains, jobs, offices, regions, units};

/// Why a city was not set up. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotSetUp {
    /// The file contradicts itself.
    #[error(transparent)]
    City(#[from] CityProblem),
    /// The board has units already: a city is set up once, then changed.
    #[error("the board has units already; a city is set up once")]
    Already,
    /// The store refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What the keys of the file became.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    /// Units by key.
    pub units: HashMap<String, UnitId>,
    /// Offices by key.
    pub offices: HashMap<String, OfficeId>,
}

impl App {
    /// Seeds an empty board with a city: domains, places, units, offices and holders, all or nothing.
    pub async fn set_up(&self, city: &City) -> Result<SetUp, NotSetUp> {
        city.check()?;
        let now = self.clock.now();
        let made = self
            .db
            .write(async |tx| {
                if !units::all(tx).await?.is_empty() {
                    return Ok(None);
                }
                put_defaults(tx).await?;
                self.put_city(tx, city, now).await.map(Some)
            })
            .await?;
        self.reload_reference().await?;
        made.ok_or(NotSetUp::Already)
    }

    /// Seeds domains and the mainland's places, for an operator who adds units and offices later. May be repeated.
    pub async fn set_up_bare(&self) -> Result<(), Refusal> {
        self.db
            .write(async |tx| Ok::<_, Refusal>(put_defaults(tx).await?))
            .await?;
        self.reload_reference().await
    }

    /// Adds the staff of a city that was set up, all with one password and one authenticator, and says who is who by
    /// key.
    ///
    /// The password is hashed once, which spares a demo city a minute; nobody else should share one.
    pub async fn add_staff_of(
        &self,
        city: &City,
        made: &SetUp,
        password: String,
        secret: &Secret,
    ) -> Result<HashMap<String, PersonId>, Refusal> {
        let hash = self.hash(password).await?;
        let now = self.clock.now();
        let people: Vec<(&str, Person)> = city
            .staff
            .iter()
            .map(|staff| {
                let person = Person {
                    id: self.ids.person(now),
                    role: staff.role,
                    login: Some(staff.login.clone()),
                    password: Some(hash.clone()),
                    password_until: None,
                    staff_name: Some(staff.name.clone()),
                    unit: of_key(&made.units, staff.unit.as_deref()),
                    office: of_key(&made.offices, staff.office.as_deref()),
                    pen_name: String::new(),
                    active: true,
                };
                (&*staff.key, person)
            })
            .collect();
        let told: Vec<_> = people
            .iter()
            .map(|(_, person)| {
                let told = self.actor(Kind::ActorAdded, person);
                let sealed = self.seal_secret(person.id, secret, draw(&*self.chance));
                (told, sealed)
            })
            .collect();
        self.db
            .write(async |tx| {
                for ((_, person), (told, sealed)) in people.iter().zip(&told) {
                    people::add(tx, person, None, now).await?;
                    let authenticator = Authenticator {
                        secret_sealed: sealed.clone(),
                        step: 0,
                        since: now,
                    };
                    authenticators::put(tx, person.id, &authenticator).await?;
                    store::ledger::wait(tx, told).await?;
                }
                Ok::<_, Refusal>(())
            })
            .await?;
        Ok(people
            .into_iter()
            .map(|(key, person)| (key.to_owned(), person.id))
            .collect())
    }

    /// Forgets every job that waits: what happened in the past of a demo city is news to nobody.
    pub async fn forget_jobs(&self) -> Result<(), Refusal> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                while let Some(job) = jobs::take(tx, now, Timestamp::MAX).await? {
                    jobs::done(tx, job.id).await?;
                }
                Ok(())
            })
            .await
    }

    async fn put_city(&self, tx: &mut Tx, city: &City, now: Timestamp) -> Result<SetUp, Refusal> {
        let mut made = SetUp::default();
        for region in in_order(&city.region, region_key, |region| {
            region.parent.as_ref().map(RegionCode::as_str)
        }) {
            let region = Region {
                code: region.code.clone(),
                name: region.name.clone(),
                parent: region.parent.clone(),
                level: region.level,
                valid_to: None,
                successor: None,
            };
            regions::put(tx, &region).await?;
        }
        for unit in in_order(&city.unit, unit_key, |unit| unit.parent.as_deref()) {
            let row = Unit {
                id: UnitId(self.ids.next(now)),
                name: unit.name.clone(),
                short: unit.short.clone(),
                parent: of_key(&made.units, unit.parent.as_deref()),
                region: unit.region.clone(),
                active: true,
            };
            units::add(tx, &row).await?;
            made.units.insert(unit.key.clone(), row.id);
        }
        for (rank, office) in (1..).zip(&city.office) {
            let row = Office {
                id: OfficeId(self.ids.next(now)),
                title: office.title.clone(),
                region: Some(office.region.clone()),
                level: office.level,
                branch: office.branch,
                unit: of_key(&made.units, Some(&office.unit)),
                kinds: office.kinds.clone(),
                intro: office.intro.clone(),
                open: true,
            };
            offices::add(tx, &row, rank).await?;
            for holder in &office.holders {
                let row = Holder {
                    office: row.id,
                    name: holder.name.clone(),
                    since: holder.from,
                    until: holder.until.and_then(|day| day.yesterday().ok()),
                };
                offices::add_holder(tx, self.ids.next(now), &row).await?;
            }
            made.offices.insert(office.key.clone(), row.id);
        }
        Ok(made)
    }
}

async fn put_defaults(tx: &mut Tx) -> store::Result<()> {
    for (rank, (slug, name, subdomains)) in (1..).zip(DEFAULT_DOMAINS) {
        let Ok(slug) = DomainSlug::parse(slug) else {
            continue;
        };
        let domain = Domain {
            slug,
            name: (*name).to_owned(),
            subdomains: subdomains.iter().map(|name| (*name).to_owned()).collect(),
        };
        domains::put(tx, &domain, rank).await?;
    }
    for place in places::mainland() {
        if let Some(region) = place.region() {
            regions::put(tx, &region).await?;
        }
    }
    Ok(())
}

fn of_key<Id: Copy>(ids: &HashMap<String, Id>, key: Option<&str>) -> Option<Id> {
    key.and_then(|key| ids.get(key)).copied()
}
