//! What changes seldom and every page needs: offices with their holders and places, units, domains.

use crate::board::App;
use crate::refusal::Refusal;
use domain::ids::{OfficeId, UnitId};
use domain::office::{Holder, Office, Region, RegionCode, Unit};
use domain::taxonomy::{Domain, DomainSlug};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{Result, Tx, domains, offices, regions, units};

/// A snapshot.
#[derive(Debug, Default)]
pub struct Reference {
    /// Offices in the order of lists; archive offices too.
    pub offices: Vec<Office>,
    /// The holders of each office, the latest first.
    pub holders: HashMap<OfficeId, Vec<Holder>>,
    /// Units in the order in which they were added.
    pub units: Vec<Unit>,
    /// Domains in the order of lists.
    pub domains: Vec<Domain>,
    /// The places of the offices and those above them. In the order of their codes each stands before what is in it.
    pub places: BTreeMap<RegionCode, Region>,
}

/// A place among places.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place and those above it, the highest first.
    pub path: Vec<Region>,
    /// The places in it.
    pub children: Vec<Region>,
    /// The place that came after it.
    pub successor: Option<Region>,
}

impl Reference {
    /// Reads it.
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self> {
        let mut holders: HashMap<OfficeId, Vec<Holder>> = HashMap::new();
        for holder in offices::all_holders(tx).await? {
            holders.entry(holder.office).or_default().push(holder);
        }
        let offices = offices::all(tx).await?;
        let mut places = BTreeMap::new();
        for code in offices.iter().filter_map(|office| office.region.as_ref()) {
            if !places.contains_key(code) {
                let path = regions::path(tx, code).await?;
                places.extend(path.into_iter().map(|place| (place.code.clone(), place)));
            }
        }
        Ok(Self {
            offices,
            holders,
            units: units::all(tx).await?,
            domains: domains::all(tx).await?,
            places,
        })
    }

    /// The place of an office and those above it, the highest first.
    pub fn path(&self, code: &RegionCode) -> Vec<&Region> {
        let mut path: Vec<&Region> = Vec::new();
        let mut next = self.places.get(code);
        while let Some(place) = next
            && path.len() < 8
        {
            path.insert(0, place);
            next = place
                .parent
                .as_ref()
                .and_then(|parent| self.places.get(parent));
        }
        path
    }

    /// An office.
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    /// Who held an office on a day.
    pub fn holder_on(&self, office: OfficeId, day: Date) -> Option<&Holder> {
        self.holders
            .get(&office)?
            .iter()
            .find(|holder| holder.held_on(day))
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// A unit and every unit below it.
    pub fn units_below(&self, top: UnitId) -> Vec<UnitId> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            let below = self
                .units
                .iter()
                .filter(|unit| unit.parent == Some(parent))
                .map(|unit| unit.id);
            let fresh: Vec<_> = below.filter(|unit| !found.contains(unit)).collect();
            found.extend(fresh);
            next += 1;
        }
        found
    }

    /// A domain.
    pub fn domain(&self, slug: &DomainSlug) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.slug == *slug)
    }
}

impl App {
    /// A place, with those above it and those in it.
    pub async fn place(&self, code: &RegionCode) -> std::result::Result<Place, Refusal> {
        let found = self.db.read(async |tx| {
            let path = regions::path(tx, code).await?;
            let successor = match path.last().and_then(|place| place.successor.as_ref()) {
                Some(successor) => regions::by_code(tx, successor).await?,
                None => None,
            };
            let children = regions::children(tx, Some(code)).await?;
            Ok::<_, Refusal>(Place {
                path,
                children,
                successor,
            })
        });
        let place = found.await?;
        if place.path.is_empty() {
            return Err(Refusal::NotFound);
        }
        Ok(place)
    }

    /// The highest places, whether or not the board has offices there.
    pub async fn highest_places(&self) -> std::result::Result<Vec<Region>, Refusal> {
        Ok(self
            .db
            .read(async |tx| regions::children(tx, None).await)
            .await?)
    }
}
