//! The search: public messages by their words.

use crate::api::asked::{Parameters, wrong};
use crate::api::codes;
use crate::api::item::Item;
use crate::api::messages::{PUBLIC, filter};
use crate::api::problem::Said;
use crate::kept;
use crate::web::Web;
use app::search::{Asked, Facets, Found, Hit, MOST_PAGES, Order, Span, Total};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::actor::Actor;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// What was found: a page of it.
#[derive(Serialize, ToSchema)]
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
#[derive(Serialize, ToSchema)]
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
#[derive(Serialize, ToSchema)]
struct Piece {
    text: String,
    /// It is what was looked for.
    hit: bool,
}

/// How many of each sort, the most frequent first; of the newest ten thousand.
#[derive(Serialize, ToSchema)]
#[schema(as = Facets)]
struct Counts {
    domain: Vec<Count>,
    /// Those of `domain`; empty where it is not given.
    subdomain: Vec<Count>,
    kind: Vec<Count>,
    stage: Vec<Count>,
    office: Vec<Count>,
    year: Vec<Count>,
}

/// How many of one sort.
#[derive(Serialize, ToSchema)]
#[schema(as = Facet)]
struct Count {
    /// As the parameter of the same name takes it; a year as its number.
    value: String,
    count: u64,
}

/// How the description of the API shows what is looked for; the filters of the list of messages narrow it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used")]
pub struct Looked {
    /// Words, all of which must be there; a phrase in quotes.
    #[param(example = "路灯")]
    q: Option<String>,
    /// `newest` first, as where it is not given, or `best`.
    #[param(example = "best")]
    order: Option<String>,
    /// Counts of each sort, too.
    #[param(example = true)]
    facets: Option<bool>,
    /// An id of `GET /offices`.
    #[param(example = "1")]
    office: Option<String>,
    /// A code of GB/T 2260: everything in that place.
    #[param(example = "990100")]
    region: Option<String>,
    /// A slug of `GET /domains`.
    #[param(example = "urban")]
    domain: Option<String>,
    /// One of the subdomains of `domain`, which must be given too.
    subdomain: Option<String>,
    #[param(schema_with = codes::kind)]
    kind: Option<String>,
    /// One stage, or several with commas.
    #[param(example = "handling,in_review")]
    stage: Option<String>,
    /// The reply is or was late.
    overdue: Option<bool>,
    /// A reply was sent back.
    returned: Option<bool>,
    /// It was reopened.
    reopened: Option<bool>,
    /// The first day of publication.
    #[param(format = Date)]
    since: Option<String>,
    /// The last day of publication.
    #[param(format = Date)]
    until: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Public messages by their words, with what was looked for marked.
#[utoipa::path(
    get,
    path = "/search",
    operation_id = "search",
    tag = "messages",
    params(Looked),
    responses((status = 200, description = "A page of what was found", body = Results)),
)]
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
    let shown = found.hits.iter().map(|hit| hit.listed.message.id);
    let results = (PUBLIC, Json(Results::of(&web, &found, page)));
    Ok(kept::of_search(found.place, shown, results.into_response()))
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
            complete: !found.is_building(),
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
            subdomain: each(&facets.subdomains),
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
