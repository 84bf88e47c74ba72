//! `/domains` and `/domains/{slug}`: what messages are about.

use crate::linked::{Linked, way};
use crate::offices::figures::{Figure, of_year};
use crate::oops::encode;
use crate::page::{Page, show_public};
use crate::rows::RowView;
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::reference::Reference;
use askama::Template;
use axum::extract::{Path, State};
use domain::figures::Slice;
use domain::taxonomy::{Domain, DomainSlug};
use std::collections::HashMap;
use store::lists::Filter;

/// Messages on the page of a domain; the rest is in the list.
const LIMIT: u32 = 10;

/// A domain with its icon.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// `urban`
    pub slug: String,
    /// 城建
    pub name: String,
    /// Its icon in the sprite.
    pub icon: &'static str,
    /// 道路, 物业, …
    pub subdomains: Vec<String>,
}

impl Topic {
    fn new(p: &Page, domain: &Domain) -> Self {
        Self {
            slug: domain.slug.to_string(),
            name: p.topic(&domain.name),
            icon: icon(&domain.slug),
            subdomains: domain.subdomains.iter().map(|part| p.topic(part)).collect(),
        }
    }
}

/// All domains, in the order of lists.
pub(crate) fn topics(p: &Page, reference: &Reference) -> Vec<Topic> {
    let domains = reference.domains.iter();
    domains.map(|domain| Topic::new(p, domain)).collect()
}

#[derive(Template)]
#[template(path = "places/domains.html")]
struct Domains {
    p: Page,
    topics: Vec<Topic>,
}

#[derive(Template)]
#[template(path = "places/domain.html")]
struct OneDomain {
    p: Page,
    topic: Topic,
    /// Each subdomain: word, the list of its messages, how many it has.
    parts: Vec<(String, String, i64)>,
    year: i16,
    strips: [Vec<Figure>; 2],
    count: i64,
    rows: Vec<RowView>,
}

/// Shows all domains.
pub(super) async fn show_domains(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "domains", "domains-title");
    let topics = topics(&p, &web.app.reference());
    p.description = p.tt("domains-description", p.board());
    Ok(show_public(&viewer, &Domains { p, topics }))
}

/// Shows a domain.
pub(super) async fn show_domain(
    State(web): State<Web>,
    viewer: Viewer,
    Path(slug): Path<String>,
) -> Answer {
    let slug = DomainSlug::parse(&slug).map_err(|_err| Failed(Refusal::NotFound))?;
    let reference = web.app.reference();
    let domain = reference.domain(&slug).ok_or(Refusal::NotFound)?;
    let filter = Filter {
        domain: Some(slug.clone()),
        ..Filter::default()
    };
    let today = web.app.rules.calendar.date(web.app.clock.now());
    let year = web.app.cube().sum(&Slice {
        domain: Some(slug),
        ..Slice::year(today)
    });
    let count = web.app.public_count(&filter).await?;
    let latest = web.app.public_list(&filter, None, LIMIT).await?;
    let mut p = Page::titled(&web, &viewer, "domains", domain.name.clone());
    let parts = parts(&p, domain).await?;
    p.title = p.topic(&domain.name);
    p.description = p.tt2("domain-description", &p.title, p.board());
    p.feed = Some(format!("?domain={}", domain.slug));
    let way = way(("/domains", p.t("nav-domains")), &[]);
    p.linked = Some(Linked::collection(&p, &way));
    let page = OneDomain {
        topic: Topic::new(&p, domain),
        parts,
        year: today.year(),
        strips: of_year(&p, &year),
        count,
        rows: latest
            .items
            .iter()
            .map(|listed| RowView::public(&p, listed))
            .collect(),
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// The subdomains in the order of the tree, those that nobody has written about included.
async fn parts(p: &Page, domain: &Domain) -> Result<Vec<(String, String, i64)>, Refusal> {
    let counts: HashMap<_, _> = p
        .app()
        .subdomain_counts(&domain.slug)
        .await?
        .into_iter()
        .collect();
    let part = |name: &String| {
        let href = format!(
            "/messages?domain={}&subdomain={}",
            domain.slug,
            encode(name)
        );
        let count = counts.get(name).copied().unwrap_or_default();
        (p.topic(name), href, count)
    };
    Ok(domain.subdomains.iter().map(part).collect())
}

/// The icon of a domain that a board starts with; one that the operator added has the plain one.
fn icon(slug: &DomainSlug) -> &'static str {
    match slug.as_str() {
        "urban" => "city",
        "traffic" => "traffic",
        "rural" => "farm",
        "environment" => "green",
        "education" => "school",
        "health" => "health",
        "safety" => "safety",
        "tourism" => "travel",
        "employment" => "work",
        "culture" => "arts",
        "finance" => "money",
        "business" => "firm",
        "government" => "affairs",
        _ => "other",
    }
}
