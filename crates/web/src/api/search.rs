//! The search: public messages by their words.

use crate::api::asked::{Parameters, wrong};
use crate::api::item::Item;
use crate::api::messages::{PUBLIC, filter};
use crate::api::problem::Said;
use crate::web::Web;
use app::search::{Asked, Facets, Found, Hit, MOST_PAGES, Order, Span, Total};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::actor::Actor;
use serde::Serialize;

/// What was found: a page of it.
#[derive(Serialize)]
pub struct Results {
    items: Vec<Marked>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
    /// How many there are.
    total: u64,
    /// False: there are at least so many.
    total_is_exact: bool,
    /// By sorts, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Counts>,
    /// False while the index is being built: older messages may be missing.
    complete: bool,
}

/// A message that was found: as lists have it, with what was looked for marked.
#[derive(Serialize)]
struct Marked {
    #[serde(flatten)]
    item: Item,
    /// The title in pieces.
    title_pieces: Vec<Piece>,
    /// What stands around the first hit, in pieces.
    excerpt: Vec<Piece>,
    /// The excerpt is of a reply.
    in_reply: bool,
}

/// A piece of a text.
#[derive(Serialize)]
struct Piece {
    text: String,
    /// It is what was looked for.
    hit: bool,
}

/// How many of each sort, the most frequent first; of the newest ten thousand.
#[derive(Serialize)]
struct Counts {
    domain: Vec<Count>,
    kind: Vec<Count>,
    stage: Vec<Count>,
    office: Vec<Count>,
    year: Vec<Count>,
}

/// How many of one sort.
#[derive(Serialize)]
struct Count {
    /// As the parameter of the same name takes it; a year as its number.
    value: String,
    count: u64,
}

/// `GET /search`
pub async fn search(State(web): State<Web>, mut parameters: Parameters) -> Said<impl IntoResponse> {
    let query = parameters.text("q").unwrap_or_default();
    let order = match parameters.text("order").as_deref() {
        None | Some("newest") => Order::Newest,
        Some("best") => Order::Best,
        Some(_) => return Err(wrong("order")),
    };
    let page = match parameters.text("cursor") {
        None => 1,
        Some(cursor) => page(&cursor).ok_or_else(|| wrong("cursor"))?,
    };
    let facets = parameters.flag("facets")?;
    let filter = filter(&web, &mut parameters)?;
    parameters.end()?;
    let asked = Asked {
        query,
        filter,
        order,
        page,
        facets,
    };
    let found = web.app.search(&asked).await?;
    Ok((PUBLIC, Json(Results::of(&web, &found, page))))
}

/// A cursor of the search is the number of a page: `p2`.
fn page(cursor: &str) -> Option<u32> {
    let page: u32 = cursor.strip_prefix('p')?.parse().ok()?;
    let plain = format!("p{page}") == cursor && (1..=MOST_PAGES).contains(&page);
    plain.then_some(page)
}

impl Results {
    fn of(web: &Web, found: &Found, page: u32) -> Self {
        let (total, total_is_exact) = match found.total {
            Total::Exactly(total) => (total, true),
            Total::AtLeast(total) => (total, false),
        };
        Self {
            items: found.hits.iter().map(|hit| Marked::of(web, hit)).collect(),
            next: found.more.then(|| format!("p{}", page + 1)),
            total,
            total_is_exact,
            facets: found.facets.as_ref().map(Counts::of),
            complete: !found.is_building,
        }
    }
}

impl Marked {
    fn of(web: &Web, hit: &Hit) -> Self {
        Self {
            item: Item::listed(web, &Actor::VISITOR, &hit.listed),
            title_pieces: pieces(&hit.title),
            excerpt: pieces(&hit.excerpt),
            in_reply: hit.in_reply,
        }
    }
}

fn pieces(spans: &[Span]) -> Vec<Piece> {
    let pieces = spans.iter().map(|span| Piece {
        text: span.text.clone(),
        hit: span.is_hit,
    });
    pieces.collect()
}

impl Counts {
    fn of(facets: &Facets) -> Self {
        fn each<T: ToString>(counts: &[(T, u64)]) -> Vec<Count> {
            let counts = counts.iter().map(|(value, count)| Count {
                value: value.to_string(),
                count: *count,
            });
            counts.collect()
        }
        Self {
            domain: each(&facets.domains),
            kind: each(&facets.kinds),
            stage: each(&facets.stages),
            office: each(&facets.offices),
            year: each(&facets.years),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_cursor_of_another_list_is_none_of_the_search() {
        assert_eq!([page("p1"), page("p50")], [Some(1), Some(50)]);
        for cursor in ["", "p", "p0", "p51", "p02", "2", "19d0c3e2a00-1c2f0000000"] {
            assert_eq!(page(cursor), None, "{cursor}");
        }
    }
}
