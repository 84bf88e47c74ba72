//! A city as the operator's file describes it, and whether its entries fit together.

use super::places;
use domain::actor::Role;
use domain::office::{Branch, Level, RegionCode};
use domain::screening::Kind;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashSet;

/// A city as its file describes it (TOML; one array of tables per noun).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// 云川市
    pub name: String,
    /// The title of the site.
    pub board: String,
    /// Places that the country's list lacks: streets, townships, invented ones.
    #[serde(default)]
    pub region: Vec<CityRegion>,
    /// Who does the work.
    pub unit: Vec<CityUnit>,
    /// The seats, in the order of lists.
    pub office: Vec<CityOffice>,
    /// Who signs in with a password.
    #[serde(default)]
    pub staff: Vec<CityStaff>,
    /// Citizens, for trying out.
    #[serde(default)]
    pub citizen: Vec<CityCitizen>,
}

/// A place of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityRegion {
    /// Six digits, or nine for a street or township.
    pub code: RegionCode,
    /// Its full name.
    pub name: String,
    /// The place above it; a province has none.
    pub parent: Option<RegionCode>,
    /// How high it stands.
    pub level: Level,
}

/// A unit of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityUnit {
    /// The name by which the file refers to it.
    pub key: String,
    /// 市住房和城乡建设局
    pub name: String,
    /// 市住建局
    pub short: String,
    /// The key of the unit above it.
    pub parent: Option<String>,
    /// Where it works.
    pub region: Option<RegionCode>,
}

/// An office of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityOffice {
    /// The name by which the file refers to it.
    pub key: String,
    /// 云川市市长
    pub title: String,
    /// Its place.
    pub region: RegionCode,
    /// How high it stands.
    pub level: Level,
    /// Party or government.
    pub branch: Branch,
    /// The key of the unit that answers for it.
    pub unit: String,
    /// The kinds that it takes.
    pub kinds: Vec<Kind>,
    /// Its duty in one sentence.
    pub intro: String,
    /// Who held it, in the order of time.
    #[serde(default)]
    pub holders: Vec<CityHolder>,
}

/// A holder of an office of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityHolder {
    /// 陈明远
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The day after the last: the day on which a successor begins. None: in office now.
    pub until: Option<Date>,
}

/// A staff account of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityStaff {
    /// The name by which the file refers to the person.
    pub key: String,
    /// The person's name, shown inside.
    pub name: String,
    /// The one role.
    pub role: Role,
    /// How the person signs in.
    pub login: String,
    /// For handlers and approvers: the key of their unit.
    pub unit: Option<String>,
    /// For leaders and their offices: the key of the office.
    pub office: Option<String>,
}

/// A citizen of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityCitizen {
    /// The name by which the file refers to the person.
    pub key: String,
    /// The person's name. It stays in the file: an account has none.
    pub name: String,
    /// The name under the person's messages.
    pub pseudonym: String,
    /// A mobile number.
    pub phone: String,
}

/// What in the file does not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CityProblem {
    /// A key or code stands there twice.
    #[error("two entries of [[{of}]] are called {key:?}")]
    Twice {
        /// `unit`, `office` …
        of: &'static str,
        /// The key.
        key: String,
    },
    /// An entry names another that does not exist.
    #[error("[[{of}]] {key:?} names the {noun} {named:?}, which does not exist")]
    Unknown {
        /// `unit`, `office` …
        of: &'static str,
        /// The entry.
        key: String,
        /// `unit`, `region` or `office`.
        noun: &'static str,
        /// What it names.
        named: String,
    },
    /// Entries are each above the other.
    #[error("[[{of}]] {key:?} is below itself")]
    Circle {
        /// `unit` or `region`.
        of: &'static str,
        /// One of them.
        key: String,
    },
    /// Somebody leaves before coming, or two hold an office on one day.
    #[error("the holders of {office:?} do not follow each other: look at {holder:?}")]
    Holders {
        /// The office.
        office: String,
        /// The holder whose days are wrong.
        holder: String,
    },
    /// A role lacks what it needs, or nobody can have it.
    #[error("[[staff]] {key:?}: a {role} must have {needs}")]
    Staff {
        /// The entry.
        key: String,
        /// Its role.
        role: Role,
        /// What is missing.
        needs: &'static str,
    },
}

impl City {
    /// Whether the entries fit together.
    pub fn check(&self) -> Result<(), CityProblem> {
        let places: HashSet<&str> = places::mainland()
            .map(|place| place.code)
            .chain(self.region.iter().map(|region| region.code.as_str()))
            .collect();
        parents_first("region", &self.region, region_key, |region| {
            let above = region.parent.as_ref().map(RegionCode::as_str);
            above.filter(|code| {
                !places.contains(code) || self.region.iter().any(|own| own.code.as_str() == *code)
            })
        })?;
        parents_first("unit", &self.unit, unit_key, |unit| unit.parent.as_deref())?;
        let units: HashSet<&str> = self.unit.iter().map(unit_key).collect();
        let office_keys = unique("office", self.office.iter().map(|office| &*office.key))?;
        unique("staff", self.staff.iter().map(|staff| &*staff.login))?;
        unique("staff", self.staff.iter().map(|staff| &*staff.key))?;
        unique("citizen", self.citizen.iter().map(|citizen| &*citizen.key))?;

        let named = |of, key: &str, noun, known: &HashSet<&str>, named: Option<&str>| match named {
            Some(named) if !known.contains(named) => Err(CityProblem::Unknown {
                of,
                key: key.to_owned(),
                noun,
                named: named.to_owned(),
            }),
            _ => Ok(()),
        };
        for unit in &self.unit {
            let region = unit.region.as_ref().map(RegionCode::as_str);
            named("unit", &unit.key, "region", &places, region)?;
        }
        for office in &self.office {
            let region = office.region.as_str();
            named("office", &office.key, "region", &places, Some(region))?;
            named("office", &office.key, "unit", &units, Some(&office.unit))?;
            office.check_holders()?;
        }
        for staff in &self.staff {
            named("staff", &staff.key, "unit", &units, staff.unit.as_deref())?;
            let office = staff.office.as_deref();
            named("staff", &staff.key, "office", &office_keys, office)?;
            staff.check_role()?;
        }
        Ok(())
    }
}

impl CityOffice {
    fn check_holders(&self) -> Result<(), CityProblem> {
        let mut free_from: Option<Date> = Some(Date::MIN);
        for holder in &self.holders {
            let comes_after = free_from.is_some_and(|free| free <= holder.from);
            let leaves_after = holder.until.is_none_or(|until| until > holder.from);
            if !comes_after || !leaves_after {
                return Err(CityProblem::Holders {
                    office: self.key.clone(),
                    holder: holder.name.clone(),
                });
            }
            free_from = holder.until;
        }
        Ok(())
    }
}

impl CityStaff {
    fn check_role(&self) -> Result<(), CityProblem> {
        let needs = if !self.role.is_staff() {
            "a phone instead: citizens stand in [[citizen]]"
        } else if self.role.needs_unit() && self.unit.is_none() {
            "a unit"
        } else if self.role.needs_office() && self.office.is_none() {
            "an office"
        } else {
            return Ok(());
        };
        Err(CityProblem::Staff {
            key: self.key.clone(),
            role: self.role,
            needs,
        })
    }
}

pub(super) fn region_key(region: &CityRegion) -> &str {
    region.code.as_str()
}

pub(super) fn unit_key(unit: &CityUnit) -> &str {
    &unit.key
}

fn unique<'a>(
    of: &'static str,
    keys: impl Iterator<Item = &'a str>,
) -> Result<HashSet<&'a str>, CityProblem> {
    let mut seen = HashSet::new();
    for key in keys {
        if !seen.insert(key) {
            let key = key.to_owned();
            return Err(CityProblem::Twice { of, key });
        }
    }
    Ok(seen)
}

/// Whether every entry has its parent among the entries and none is below itself.
fn parents_first<'a, T>(
    of: &'static str,
    entries: &'a [T],
    key: impl Fn(&'a T) -> &'a str,
    parent: impl Fn(&'a T) -> Option<&'a str>,
) -> Result<(), CityProblem> {
    let known = unique(of, entries.iter().map(&key))?;
    for entry in entries {
        if let Some(named) = parent(entry).filter(|named| !known.contains(named)) {
            return Err(CityProblem::Unknown {
                of,
                key: key(entry).to_owned(),
                noun: of,
                named: named.to_owned(),
            });
        }
    }
    let placed: HashSet<&str> = in_order(entries, &key, &parent)
        .into_iter()
        .map(&key)
        .collect();
    match known.difference(&placed).min() {
        None => Ok(()),
        Some(key) => Err(CityProblem::Circle {
            of,
            key: (*key).to_owned(),
        }),
    }
}

/// The entries so that each stands after the one above it; those of a circle are left out.
pub(super) fn in_order<'a, T>(
    entries: &'a [T],
    key: impl Fn(&'a T) -> &'a str,
    parent: impl Fn(&'a T) -> Option<&'a str>,
) -> Vec<&'a T> {
    let mut waiting: Vec<&T> = entries.iter().collect();
    let mut ordered = Vec::with_capacity(entries.len());
    loop {
        let missing: HashSet<&str> = waiting.iter().map(|entry| key(entry)).collect();
        let (ready, later): (Vec<&T>, Vec<&T>) = waiting
            .into_iter()
            .partition(|entry| parent(entry).is_none_or(|named| !missing.contains(named)));
        if ready.is_empty() {
            return ordered;
        }
        ordered.extend(ready);
        waiting = later;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(key: &str, parent: Option<&str>) -> CityUnit {
        CityUnit {
            key: key.into(),
            name: key.into(),
            short: key.into(),
            parent: parent.map(Into::into),
            region: None,
        }
    }

    fn city(units: Vec<CityUnit>) -> City {
        City {
            name: "云川市".into(),
            board: "云川市领导留言板".into(),
            region: Vec::new(),
            unit: units,
            office: Vec::new(),
            staff: Vec::new(),
            citizen: Vec::new(),
        }
    }

    #[test]
    fn units_may_stand_in_any_order_but_not_below_themselves() {
        let units = vec![
            unit("water", Some("city")),
            unit("city", None),
            unit("pipes", Some("water")),
        ];
        let ordered = in_order(&units, unit_key, |unit| unit.parent.as_deref());
        let keys: Vec<_> = ordered.into_iter().map(unit_key).collect();
        assert_eq!(keys, ["city", "water", "pipes"]);
        assert_eq!(city(units).check(), Ok(()));

        let circle = city(vec![unit("a", Some("b")), unit("b", Some("a"))]);
        let key = "a".to_owned();
        assert_eq!(circle.check(), Err(CityProblem::Circle { of: "unit", key }));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let twice = city(vec![unit("water", None), unit("water", None)]).check();
        assert_eq!(
            twice.map_err(|why| why.to_string()),
            Err(r#"two entries of [[unit]] are called "water""#.into())
        );
        let lost = city(vec![unit("water", Some("city"))]).check();
        assert_eq!(
            lost.map_err(|why| why.to_string()),
            Err(r#"[[unit]] "water" names the unit "city", which does not exist"#.into())
        );
    }

    #[test]
    fn holders_follow_each_other() {
        let day = |day| jiff::civil::date(2024, 1, day);
        let holder = |name: &str, from, until: Option<i8>| CityHolder {
            name: name.into(),
            from: day(from),
            until: until.map(day),
        };
        let office = |holders| CityOffice {
            key: "mayor".into(),
            title: "市长".into(),
            region: RegionCode::parse("110000").unwrap(),
            level: Level::City,
            branch: Branch::Government,
            unit: "city".into(),
            kinds: Vec::new(),
            intro: String::new(),
            holders,
        };
        let fits = office(vec![holder("甲", 1, Some(5)), holder("乙", 5, None)]);
        assert_eq!(fits.check_holders(), Ok(()));
        for wrong in [
            vec![holder("甲", 1, Some(6)), holder("乙", 5, None)],
            vec![holder("甲", 1, None), holder("乙", 5, None)],
            vec![holder("乙", 5, Some(5))],
        ] {
            assert!(office(wrong).check_holders().is_err());
        }
    }
}
