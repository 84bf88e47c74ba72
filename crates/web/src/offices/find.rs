//! `/offices/find`: 帮我选. By place and matter, the seats that it may be written to, the best first, and why.

use super::Seat;
use crate::address::{Broken, one};
use crate::oops::encode;
use crate::page::{Page, show_public};
use crate::places::{Topic, topics};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::advice::{Advised, Stands, Wanted};
use app::reference::Reference;
use askama::Template;
use axum::extract::{Query, State};
use domain::office::{Office, Region, RegionCode};
use domain::screening::Kind;
use domain::taxonomy::Domain;

/// Seats that are shown: who has read so many knows enough.
const SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "offices/find.html")]
struct Find {
    p: Page,
    /// The place and those above it, the highest first: name, and the address that asks for it.
    path: Vec<(String, String)>,
    /// Places to choose from: name, and the address that asks for it.
    places: Vec<(String, String)>,
    /// The matter, where it was chosen.
    matter: Option<Matter>,
    /// Matters to choose from: the domain, and the address that asks for it.
    topics: Vec<(Topic, String)>,
    /// The address without the place, without the matter.
    anywhere: String,
    anything: String,
    /// None: too little is known to advise.
    found: Option<Vec<Found>>,
    /// The place has no seat of its own.
    none_here: bool,
}

/// What it is about.
struct Matter {
    /// 城建 · 道路
    name: String,
    /// Each subdomain: name, the address that asks for it, chosen.
    parts: Vec<(String, String, bool)>,
}

/// A seat that may be written to.
struct Found {
    seat: Seat,
    /// 市级 · 政府
    level: String,
    reasons: Vec<String>,
    /// Its public messages about the matter, where it has answered any.
    evidence: Option<String>,
    write: String,
}

/// What the address asks for.
#[derive(Default)]
struct Asked<'r> {
    path: Vec<Region>,
    domain: Option<&'r Domain>,
    part: Option<String>,
}

/// Shows places, matters, and the seats for them.
pub(super) async fn show_find(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let reference = web.app.reference();
    let asked = match Asked::read(&web, &reference, &pairs).await {
        Ok(asked) => asked,
        Err(broken) => return Ok(broken.show(&web, &viewer)),
    };
    let mut p = Page::new(&web, &viewer, "offices", "whom-title");
    p.description = p.tt("whom-description", p.board());
    p.canonical = asked.address();
    let found = asked.is_enough(&p).then(|| asked.found(&p, &reference));
    p.has_primary = found.as_ref().is_some_and(|found| !found.is_empty());
    let page = Find {
        path: asked.way(),
        places: asked.places(&reference),
        matter: asked.matter(&p),
        topics: topics(&p, &reference)
            .into_iter()
            .map(|topic| {
                let to = to(asked.region(), Some(&topic.slug));
                (topic, to)
            })
            .collect(),
        anywhere: to(None, asked.matter_code().as_deref()),
        anything: to(asked.region(), None),
        none_here: asked.region().is_some_and(|code| {
            let mut offices = reference.offices.iter().filter(|office| office.open);
            !offices.any(|office| office.region.as_ref() == Some(code))
        }),
        found,
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// What speaks for a seat, in words.
pub(crate) fn reasons(
    p: &Page,
    reference: &Reference,
    office: &Office,
    advised: &Advised,
    domain: Option<&Domain>,
) -> Vec<String> {
    let mut reasons = Vec::new();
    match domain {
        _ if advised.answered == 0 => {}
        Some(domain) => reasons.push(p.tt2(
            "whom-answered-domain",
            p.topic(&domain.name),
            advised.answered,
        )),
        None => reasons.push(p.tn("whom-answered", advised.answered)),
    }
    let place = office.region.as_ref();
    let place = place.and_then(|code| reference.places.get(code));
    match (advised.stands, place) {
        (Stands::Apart, _) => reasons.push(p.t("whom-apart")),
        (Stands::Here, Some(place)) => reasons.push(p.tt("whom-here", &place.name)),
        (Stands::Above(_), Some(place)) => reasons.push(p.tt("whom-above", &place.name)),
        (_, None) => {}
    }
    if office.kinds.len() < Kind::ALL.len() {
        let kinds = office.kinds.iter().map(|kind| p.code("kind", kind));
        let kinds: Vec<_> = kinds.collect();
        reasons.push(p.tt("whom-takes", kinds.join(&p.t("thread-list-comma"))));
    }
    reasons
}

impl Find {
    /// The elder view asks one thing a page.
    fn asks_place(&self) -> bool {
        !self.p.is_elder() || self.path.is_empty()
    }

    fn asks_matter(&self) -> bool {
        !self.p.is_elder() || (!self.path.is_empty() && self.matter.is_none())
    }
}

impl<'r> Asked<'r> {
    async fn read(
        web: &Web,
        reference: &'r Reference,
        pairs: &[(String, String)],
    ) -> Result<Self, Broken> {
        let value = |name| Ok(one(pairs, name)?.unwrap_or_default());
        let mut asked = Self::default();
        let region = value("region")?;
        if !region.is_empty() {
            let code = RegionCode::parse(region).map_err(|_err| Broken("region"))?;
            let place = web.app.place(&code).await;
            asked.path = place.map_err(|_err| Broken("region"))?.path;
        }
        let matter = value("domain")?;
        if !matter.is_empty() {
            let (slug, part) = match matter.split_once('/') {
                Some((slug, part)) => (slug, Some(part.to_owned())),
                None => (matter, None),
            };
            let mut domains = reference.domains.iter();
            let domain = domains.find(|domain| domain.slug.as_str() == slug);
            let domain = domain.filter(|domain| {
                part.as_ref()
                    .is_none_or(|part| domain.subdomains.contains(part))
            });
            asked.domain = Some(domain.ok_or(Broken("domain"))?);
            asked.part = part;
        }
        Ok(asked)
    }

    fn region(&self) -> Option<&RegionCode> {
        self.path.last().map(|place| &place.code)
    }

    /// `urban`, or `urban/道路` with the subdomain.
    fn matter_code(&self) -> Option<String> {
        let slug = &self.domain?.slug;
        Some(match &self.part {
            Some(part) => format!("{slug}/{part}"),
            None => slug.to_string(),
        })
    }

    fn address(&self) -> String {
        to(self.region(), self.matter_code().as_deref())
    }

    /// One thing is enough to advise; the elder view asks for both first, one after the other.
    fn is_enough(&self, p: &Page) -> bool {
        if p.is_elder() {
            !self.path.is_empty() && self.domain.is_some()
        } else {
            !self.path.is_empty() || self.domain.is_some()
        }
    }

    fn way(&self) -> Vec<(String, String)> {
        let matter = self.matter_code();
        let places = self.path.iter();
        places
            .map(|place| {
                let to = to(Some(&place.code), matter.as_deref());
                (place.name.clone(), to)
            })
            .collect()
    }

    /// The places in the chosen one; at first those from the highest down to where there is more than one.
    fn places(&self, reference: &Reference) -> Vec<(String, String)> {
        let inside = |outer: Option<&RegionCode>| -> Vec<&Region> {
            let places = reference.places.values();
            places
                .filter(|place| match (outer, &place.parent) {
                    (Some(outer), parent) => parent.as_ref() == Some(outer),
                    (None, Some(parent)) => !reference.places.contains_key(parent),
                    (None, None) => true,
                })
                .collect()
        };
        let mut found = inside(self.region());
        if self.path.is_empty() {
            let mut last = found.clone();
            while let [only] = last.as_slice() {
                last = inside(Some(&only.code));
                found.extend(&last);
            }
        }
        let matter = self.matter_code();
        found
            .into_iter()
            .map(|place| {
                let to = to(Some(&place.code), matter.as_deref());
                (place.name.clone(), to)
            })
            .collect()
    }

    fn matter(&self, p: &Page) -> Option<Matter> {
        let domain = self.domain?;
        let name = p.topic(&domain.name);
        let parts = domain.subdomains.iter().map(|part| {
            let to = to(self.region(), Some(&format!("{}/{part}", domain.slug)));
            (p.topic(part), to, self.part.as_ref() == Some(part))
        });
        Some(Matter {
            name: match &self.part {
                Some(part) => format!("{name} · {}", p.topic(part)),
                None => name,
            },
            parts: parts.collect(),
        })
    }

    fn found(&self, p: &Page, reference: &Reference) -> Vec<Found> {
        let wanted = Wanted {
            path: self.path.iter().map(|place| place.code.clone()).collect(),
            domain: self.domain.map(|domain| domain.slug.clone()),
            kind: None,
        };
        let advised = p.app().advise(&wanted).into_iter().take(SHOWN);
        advised
            .filter_map(|advised| {
                let office = reference.office(advised.office)?;
                Some(self.one(p, reference, office, &advised))
            })
            .collect()
    }

    fn one(&self, p: &Page, reference: &Reference, office: &Office, advised: &Advised) -> Found {
        let id = office.id;
        let matter = self.matter_code().map(|code| encode(&code));
        Found {
            seat: Seat::new(p, reference, office),
            level: [
                p.code("level", office.level),
                p.code("branch", office.branch),
            ]
            .join(" · "),
            reasons: reasons(p, reference, office, advised, self.domain),
            evidence: (advised.answered > 0).then(|| match self.domain {
                Some(domain) => format!("/messages?office={id}&domain={}", domain.slug),
                None => format!("/messages?office={id}"),
            }),
            write: match matter {
                Some(matter) => format!("/write?office={id}&domain={matter}"),
                None => format!("/write?office={id}"),
            },
        }
    }
}

/// The address that asks for a place and a matter.
fn to(region: Option<&RegionCode>, matter: Option<&str>) -> String {
    let region = region.map(|code| format!("region={code}"));
    let matter = matter.map(|code| format!("domain={}", encode(code)));
    let pairs: Vec<_> = [region, matter].into_iter().flatten().collect();
    match pairs.join("&") {
        none if none.is_empty() => "/offices/find".to_owned(),
        pairs => format!("/offices/find?{pairs}"),
    }
}
