//! `/messages`: public messages, the newest first, with filters in the address and pages by cursor.

use super::asked::{Asked, Group, Turn};
use crate::page::{Page, show_public};
use crate::rows::RowView;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::reference::Reference;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use domain::screening::Kind;
use store::lists::{Filter, Listed};

/// Messages on a page.
const LIMIT: u32 = 20;
/// Beyond so many, a choice in the form would be longer than the page: the pages of offices and regions lead here.
const CHOICES: usize = 100;

#[derive(Template)]
#[template(path = "messages/list.html")]
struct List {
    p: Page,
    asked: Asked,
    count: i64,
    rows: Vec<RowView>,
    /// The whole list and each group of stages: address, word, current.
    tabs: Vec<(String, String, bool)>,
    /// What narrows the list: word, and the address without it.
    active: Vec<(String, String)>,
    /// Each choice: value, word, chosen.
    offices: Vec<Choice>,
    regions: Vec<Choice>,
    domains: Vec<Choice>,
    /// Those of the chosen domain.
    parts: Vec<Choice>,
    kinds: Vec<Choice>,
    since: String,
    until: String,
    previous: Option<String>,
    next: Option<String>,
    /// The page lies beyond the end of the list.
    beyond: bool,
}

/// Value, word, chosen.
type Choice = (String, String, bool);

/// Shows a page of the list.
pub(super) async fn show_list(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = match Asked::read_known(&web, &pairs).await {
        Ok(asked) if asked.long => return Ok(Redirect::to(&asked.without("")).into_response()),
        Ok(asked) => asked,
        Err(broken) => return Ok(broken.show(&web, &viewer)),
    };
    let reference = web.app.reference();
    let filter = asked.filter(&web.app.rules.calendar);
    let Some(cut) = Cut::make(&web, &asked, &filter).await? else {
        return Ok(Redirect::to(&asked.without("")).into_response());
    };
    let mut p = Page::new(&web, &viewer, "messages", "list-title");
    p.description = p.tt("list-description", p.board());
    p.canonical = asked.without("");
    p.feed = Some(asked.query());
    let count = web.app.public_count(&filter).await?;
    let list = List::new(p, asked, &reference, count, cut);
    Ok(show_public(&viewer, &list))
}

/// The messages of one page, and the ways to its neighbours.
struct Cut {
    items: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
}

impl Cut {
    /// None: the way back has come to the top, whose page has one address and is full.
    async fn make(web: &Web, asked: &Asked, filter: &Filter) -> Result<Option<Self>, Refusal> {
        let page = match asked.turn {
            Turn::First => web.app.public_list(filter, None, LIMIT).await?,
            Turn::After(key) => web.app.public_list(filter, Some(key), LIMIT).await?,
            Turn::Before(key) => web.app.public_list_before(filter, key, LIMIT).await?,
        };
        let backwards = matches!(asked.turn, Turn::Before(_));
        if backwards && !page.more {
            return Ok(None);
        }
        let has_previous = asked.turn != Turn::First;
        let has_next = backwards || page.more;
        let address = |name, item: &Listed| asked.turned(name, item.key());
        let top = page.items.first().filter(|_item| has_previous);
        let bottom = page.items.last().filter(|_item| has_next);
        Ok(Some(Self {
            previous: top.map(|item| address("before", item)),
            next: bottom.map(|item| address("after", item)),
            items: page.items,
        }))
    }
}

impl List {
    fn new(p: Page, asked: Asked, reference: &Reference, count: i64, cut: Cut) -> Self {
        let rows: Vec<_> = cut
            .items
            .iter()
            .map(|listed| RowView::public(&p, listed))
            .collect();
        let mut tabs = vec![(
            asked.without("stage"),
            p.t("list-all"),
            asked.stage.is_none(),
        )];
        tabs.extend(Group::ALL.map(|group| {
            let word = p.t(&format!("list-stage-{}", group.code()));
            (
                asked.with("stage", group.code()),
                word,
                asked.stage == Some(group),
            )
        }));
        let (since, until) = asked.days.ends();
        let text =
            |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            active: active(&p, &asked, reference),
            tabs,
            count,
            offices: offices(&asked, reference),
            regions: regions(&asked, reference),
            domains: reference
                .domains
                .iter()
                .map(|domain| {
                    let chosen = asked.domain.as_ref() == Some(&domain.slug);
                    (domain.slug.to_string(), p.topic(&domain.name), chosen)
                })
                .collect(),
            parts: parts(&p, &asked, reference),
            kinds: Kind::ALL
                .iter()
                .map(|kind| {
                    (
                        kind.to_string(),
                        p.code("kind", kind),
                        asked.kind == Some(*kind),
                    )
                })
                .collect(),
            since: text(since),
            until: text(until),
            previous: cut.previous,
            next: cut.next,
            beyond: asked.turn != Turn::First && rows.is_empty(),
            rows,
            asked,
            p,
        }
    }

    /// What the form leaves as it is.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let shown = |name: &str| match name {
            "stage" => false,
            "office" => !self.offices.is_empty(),
            "region" => !self.regions.is_empty(),
            _ => true,
        };
        let mut pairs = self.asked.pairs();
        pairs.retain(|(name, _)| !shown(name));
        pairs
    }
}

fn offices(asked: &Asked, reference: &Reference) -> Vec<Choice> {
    if reference.offices.len() > CHOICES {
        return Vec::new();
    }
    let choice = |office: &domain::office::Office| {
        (
            office.id.to_string(),
            office.title.clone(),
            asked.office == Some(office.id),
        )
    };
    reference.offices.iter().map(choice).collect()
}

/// The places of the offices; one that the board has no office in stays in the address, out of the form.
fn regions(asked: &Asked, reference: &Reference) -> Vec<Choice> {
    let elsewhere = asked
        .region
        .as_ref()
        .is_some_and(|code| !reference.places.contains_key(code));
    if elsewhere || reference.places.len() > CHOICES {
        return Vec::new();
    }
    let choice = |(code, place): (&domain::office::RegionCode, &domain::office::Region)| {
        let chosen = asked.region.as_ref() == Some(code);
        (code.to_string(), place.name.clone(), chosen)
    };
    reference.places.iter().map(choice).collect()
}

/// The subdomains of the chosen domain, each with the domain's name before it: who chooses another domain in the same
/// form has not chosen one of them.
fn parts(p: &Page, asked: &Asked, reference: &Reference) -> Vec<Choice> {
    let slug = asked.domain.as_ref();
    let Some(domain) = slug.and_then(|slug| reference.domain(slug)) else {
        return Vec::new();
    };
    let choice = |part: &String| {
        let chosen = asked.subdomain.as_ref() == Some(part);
        (format!("{}/{part}", domain.slug), p.topic(part), chosen)
    };
    domain.subdomains.iter().map(choice).collect()
}

fn active(p: &Page, asked: &Asked, reference: &Reference) -> Vec<(String, String)> {
    let words = asked.words(p, reference).into_iter();
    words
        .map(|(name, word)| (word, asked.without(name)))
        .collect()
}
