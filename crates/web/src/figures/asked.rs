//! What the address of figures asks for: a time, a place, a domain, an office. What cannot be read is named.

use super::period::Period;
use crate::address::{Broken, one, query, read};
use app::reference::Reference;
use domain::figures::Slice;
use domain::ids::OfficeId;
use domain::office::RegionCode;
use domain::taxonomy::DomainSlug;
use jiff::civil::Date;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub period: Period,
    pub region: Option<RegionCode>,
    pub domain: Option<DomainSlug>,
    pub office: Option<OfficeId>,
    /// The form sent fields that were left empty: the address has a shorter spelling.
    pub long: bool,
}

const NAMES: [&str; 4] = ["period", "region", "domain", "office"];

impl Asked {
    /// Reads the parameters of an address. Names that mean nothing here are other programs' marks and stay unread.
    pub(super) fn read(
        pairs: &[(String, String)],
        reference: &Reference,
        today: Date,
    ) -> Result<Self, Broken> {
        let mut long = false;
        let mut value = |name: &'static str| {
            let value = one(pairs, name)?;
            long |= value == Some("");
            Ok(value.filter(|value| !value.is_empty()))
        };
        let [period, region, domain, office] = NAMES.map(&mut value);
        let period = read("period", period?, |code| {
            Period::parse(code).filter(|period| !period.is_ahead(today))
        })?;
        Ok(Self {
            period: period.unwrap_or_default(),
            region: read("region", region?, |code| {
                let code = RegionCode::parse(code).ok()?;
                reference.places.contains_key(&code).then_some(code)
            })?,
            domain: read("domain", domain?, |slug| {
                let slug = DomainSlug::parse(slug).ok()?;
                reference.domain(&slug).map(|domain| domain.slug.clone())
            })?,
            office: read("office", office?, |id| {
                reference.office(id.parse().ok()?).map(|office| office.id)
            })?,
            long,
        })
    }

    /// What the cube is asked for.
    pub(super) fn slice(&self, today: Date) -> Slice {
        let (since, until) = self.period.days(today);
        Slice {
            since,
            until,
            ..self.place()
        }
    }

    /// The same of all time.
    pub(super) fn place(&self) -> Slice {
        Slice {
            since: None,
            until: None,
            office: self.office,
            domain: self.domain.clone(),
            region: self.region.clone(),
        }
    }

    /// The parameters in the order of the page.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("period", self.period.code()),
            ("region", self.region.as_ref().map(ToString::to_string)),
            ("domain", self.domain.as_ref().map(ToString::to_string)),
            ("office", self.office.map(|id| id.to_string())),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// The query with its question mark; empty where nothing is asked.
    pub(super) fn query(&self) -> String {
        query(&self.pairs())
    }

    /// The query without one parameter.
    pub(super) fn without(&self, name: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != name);
        query(&pairs)
    }

    /// The query with one parameter set.
    pub(super) fn with(&self, name: &'static str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != name);
        pairs.push((name, value.to_owned()));
        query(&pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::taxonomy::Domain;
    use jiff::civil::date;

    fn asked(query: &str) -> Result<Asked, Broken> {
        let pairs: Vec<_> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let slug = DomainSlug::parse("urban").unwrap();
        let reference = Reference {
            domains: vec![Domain {
                slug,
                name: "城建".to_owned(),
                subdomains: Vec::new(),
            }],
            ..Reference::default()
        };
        Asked::read(&pairs, &reference, date(2026, 11, 23))
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        for query in ["period=2026-11&domain=urban", "period=all", "domain=urban"] {
            assert_eq!(asked(query).unwrap().query(), format!("?{query}"));
        }
        assert_eq!(asked("").unwrap().query(), "");
        let asked = asked("period=2026&domain=urban").unwrap();
        assert_eq!(asked.without("period"), "?domain=urban");
        assert_eq!(asked.with("period", "all"), "?domain=urban&period=all");
    }

    #[test]
    fn what_is_not_there_is_named() {
        for (query, name) in [
            ("period=2026-13", "period"),
            ("period=2027", "period"),
            ("period=2026&period=2025", "period"),
            ("region=990100", "region"),
            ("region=abc", "region"),
            ("domain=rural", "domain"),
            ("domain=城建", "domain"),
            ("office=1", "office"),
            ("office=mayor", "office"),
        ] {
            assert_eq!(asked(query), Err(Broken(name)), "{query}");
        }
    }

    #[test]
    fn empty_fields_ask_for_nothing() {
        let asked = asked("period=&domain=&utm=1").unwrap();
        assert!(asked.long && asked.pairs().is_empty());
    }
}
