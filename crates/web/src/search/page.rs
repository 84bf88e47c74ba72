//! `/search`: what was found, with what was looked for marked.

use super::asked::Sought;
use crate::kept;
use crate::messages::Group;
use crate::page::{Page, show, show_public, show_with};
use crate::rows::RowView;
use crate::tell::{Answer, status};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::reference::Reference;
use app::search::{Asked, Facets, Found, Hit, Order, Span, Total};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

/// Choices of a sort that are shown.
const CHOICES: usize = 8;

#[derive(Template)]
#[template(path = "search/page.html")]
struct Results {
    p: Page,
    sought: Sought,
    /// What is wrong with the words.
    wrong: Option<String>,
    /// What stands behind the paths of the feeds of this search; none where nothing was looked for.
    feed: Option<String>,
    /// What was found; none where nothing was looked for.
    shown: Option<Shown>,
}

/// What was found.
struct Shown {
    /// 找到 128 条
    count: String,
    hits: Vec<Marked>,
    /// The orders: address, word, current.
    orders: Vec<(String, String, bool)>,
    /// What narrows the search: word, and the address without it.
    active: Vec<(String, String)>,
    sorts: Vec<Sort>,
    previous: Option<String>,
    next: Option<String>,
    /// Older messages may be missing.
    is_building: bool,
    /// There are more than may be turned to.
    is_cut: bool,
}

/// A message that was found.
struct Marked {
    row: RowView,
    title: Vec<Span>,
    excerpt: Vec<Span>,
    in_reply: bool,
}

/// What the search can be narrowed to in one respect.
struct Sort {
    /// The key of its name.
    name: &'static str,
    heading: String,
    /// Address, word, how many.
    choices: Vec<(String, String, String)>,
}

/// Shows the form, and what was found.
pub(super) async fn show_search(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let sought = match Sought::read(&web, &pairs).await {
        Ok(sought) if sought.long => {
            return Ok(Redirect::to(&sought.at(sought.page)).into_response());
        }
        Ok(sought) => sought,
        Err(broken) => return Ok(broken.show(&web, &viewer)),
    };
    if sought.words.is_empty() {
        return Ok(Results::new(&web, &viewer, sought).respond(&viewer));
    }
    let asked = Asked {
        query: sought.words.clone(),
        filter: sought.narrowed.filter(&web.app.rules.calendar),
        order: sought.order,
        page: sought.page,
        facets: true,
    };
    let found = match web.app.search(&asked).await {
        Ok(found) => found,
        Err(Refusal::Form(wrong)) => {
            let refusal = Refusal::Form(wrong);
            return Ok(Results::new(&web, &viewer, sought).refused(&refusal));
        }
        Err(other) => return Err(other.into()),
    };
    if let Some(number) = found.number {
        return Ok(Redirect::to(&format!("/messages/{number}")).into_response());
    }
    let shown: Vec<_> = found.hits.iter().map(|hit| hit.listed.message.id).collect();
    let mut page = Results::new(&web, &viewer, sought);
    page.feed = Some(page.sought.of_feed());
    page.shown = Some(Shown::new(
        &page.p,
        &page.sought,
        &web.app.reference(),
        &found,
    ));
    Ok(kept::of_search(found.place, shown, page.respond(&viewer)))
}

impl Results {
    fn new(web: &Web, viewer: &Viewer, sought: Sought) -> Self {
        let mut p = Page::new(web, viewer, "search", "search-title");
        p.description = p.tt("search-description", p.board());
        if !sought.words.is_empty() {
            p.title = p.tt("search-title-of", brief(&sought.words));
            // Every combination of words is a page: nobody needs to find them elsewhere.
            p.private = true;
        }
        Self {
            p,
            sought,
            wrong: None,
            feed: None,
            shown: None,
        }
    }

    fn respond(&self, viewer: &Viewer) -> Response {
        if self.shown.as_ref().is_some_and(|shown| shown.is_building) {
            return show(self);
        }
        show_public(viewer, self)
    }

    /// The form once more, with what is wrong and what to do.
    fn refused(mut self, refusal: &Refusal) -> Response {
        if let Refusal::Form(wrong) = refusal {
            let said = wrong.first();
            self.wrong = said.map(|(field, problem)| self.p.problem(field, problem));
        }
        // What is far too long does not come back into the field.
        self.sought.words = brief(&self.sought.words);
        show_with(status(refusal), &self)
    }
}

/// The words as far as a title has room.
fn brief(words: &str) -> String {
    hanzi::cut(words, 40).0.into_owned()
}

impl Shown {
    fn new(p: &Page, sought: &Sought, reference: &Reference, found: &Found) -> Self {
        let active = sought.narrowed.words(p, reference).into_iter();
        let order = |order, value: Option<&str>, word| {
            let address = sought.with(&[("order", value.map(str::to_owned))]);
            (address, word, sought.order == order)
        };
        let facets = found.facets.as_ref();
        Self {
            count: match found.total {
                Total::Exactly(n) => p.tn("search-found", n),
                Total::AtLeast(n) => p.tn("search-found-more", n),
            },
            hits: found.hits.iter().map(|hit| Marked::new(p, hit)).collect(),
            orders: vec![
                order(Order::Newest, None, p.t("search-newest")),
                order(Order::Best, Some("best"), p.t("search-best")),
            ],
            active: active
                .map(|(name, word)| (word, sought.with(&[(name, None)])))
                .collect(),
            sorts: facets
                .map(|facets| sorts(p, sought, reference, facets))
                .unwrap_or_default(),
            previous: (sought.page > 1).then(|| sought.at(sought.page - 1)),
            next: found.more.then(|| sought.at(sought.page + 1)),
            is_building: found.is_building(),
            is_cut: !found.more && sought.page == app::search::MOST_PAGES,
        }
    }
}

impl Marked {
    fn new(p: &Page, hit: &Hit) -> Self {
        let row = RowView::public(p, &hit.listed);
        let plain = || {
            let text = row.title.clone();
            vec![Span {
                text,
                is_hit: false,
            }]
        };
        Self {
            title: Some(hit.title.clone())
                .filter(|spans| !spans.is_empty())
                .unwrap_or_else(plain),
            row,
            excerpt: hit.excerpt.clone(),
            in_reply: hit.in_reply,
        }
    }
}

/// Each respect in which the search is not narrowed yet, with more than one thing to choose.
fn sorts(p: &Page, sought: &Sought, reference: &Reference, facets: &Facets) -> Vec<Sort> {
    let chosen: Vec<_> = sought.narrowed.pairs();
    let is_open = |name: &str| {
        let same: &[&str] = match name {
            "since" => &["since", "until", "month"],
            _ => &[name],
        };
        !chosen.iter().any(|(known, _)| same.contains(known))
    };
    let choice = |name: &'static str, value: String, word: String, n: u64| {
        let address = sought.with(&[(name, Some(value))]);
        (address, word, p.tn("search-count", n))
    };
    let domains = facets.domains.iter().filter_map(|(slug, n)| {
        let domain = reference.domain(slug)?;
        Some(choice(
            "domain",
            slug.to_string(),
            p.topic(&domain.name),
            *n,
        ))
    });
    let parts = facets
        .subdomains
        .iter()
        .map(|(part, n)| choice("subdomain", part.clone(), p.topic(part), *n));
    let kinds = facets
        .kinds
        .iter()
        .map(|(kind, n)| choice("kind", kind.to_string(), p.code("kind", kind), *n));
    let stages = Group::ALL.into_iter().filter_map(|group| {
        let counts = facets.stages.iter();
        let here = counts.filter(|(stage, _)| group.stages().contains(stage));
        let n: u64 = here.map(|(_, n)| n).sum();
        let word = p.t(&format!("list-stage-{}", group.code()));
        (n > 0).then(|| choice("stage", group.code().to_owned(), word, n))
    });
    let offices = facets.offices.iter().filter_map(|(id, n)| {
        let office = reference.office(*id)?;
        Some(choice("office", id.to_string(), office.title.clone(), *n))
    });
    let years = facets.years.iter().map(|(year, n)| {
        let days = [
            ("since", Some(format!("{year:04}-01-01"))),
            ("until", Some(format!("{year:04}-12-31"))),
        ];
        let word = p.tt("search-year", year);
        (sought.with(&days), word, p.tn("search-count", *n))
    });
    let all: [(&str, &str, Vec<_>); 6] = [
        ("stage", "list-stage", stages.collect()),
        ("domain", "list-domain", domains.collect()),
        ("subdomain", "list-subdomain", parts.collect()),
        ("kind", "list-kind", kinds.collect()),
        ("office", "list-office", offices.collect()),
        ("since", "search-years", years.collect()),
    ];
    let open = all
        .into_iter()
        .filter(|(name, _, choices)| is_open(name) && choices.len() > 1);
    open.map(|(name, key, choices)| Sort {
        name,
        heading: p.t(key),
        choices: choices.into_iter().take(CHOICES).collect(),
    })
    .collect()
}
