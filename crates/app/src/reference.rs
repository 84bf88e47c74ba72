//! What changes seldom and every page needs: offices with their holders, units, domains.

use domain::ids::{OfficeId, UnitId};
use domain::office::{Holder, Office, Unit};
use domain::taxonomy::{Domain, DomainSlug};
use jiff::civil::Date;
use std::collections::HashMap;
use store::{Result, Tx, domains, offices, units};

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
}

impl Reference {
    /// Reads it.
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self> {
        let mut holders: HashMap<OfficeId, Vec<Holder>> = HashMap::new();
        for holder in offices::all_holders(tx).await? {
            holders.entry(holder.office).or_default().push(holder);
        }
        Ok(Self {
            offices: offices::all(tx).await?,
            holders,
            units: units::all(tx).await?,
            domains: domains::all(tx).await?,
        })
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
