//! `/feeds`: what was published and answered lately, for programs that follow it: Atom (RFC 4287) and JSON Feed 1.1,
//! with the filters of the list in the address, and what a search finds.

mod atom;
mod entries;
mod json;
mod list;

use crate::kept;
use crate::messages::Asked;
use crate::search::Sought;
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::search::Order;
use axum::Router;
use axum::extract::{Query, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use entries::{Feed, Of};

/// Whoever follows a feed may get it a minute old. It is the same for everyone.
const KEPT: &str = "public, max-age=60";

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/feeds", get(list::show_feeds))
        .route("/feeds/messages.atom", get(messages_as_atom))
        .route("/feeds/messages.json", get(messages_as_json))
        .route("/feeds/replies.atom", get(replies_as_atom))
        .route("/feeds/replies.json", get(replies_as_json))
        .route("/feeds/search", get(search))
        .route("/feeds/search.atom", get(search_as_atom))
        .route("/feeds/search.json", get(search_as_json))
}

/// The parameters of an address.
type Pairs = Query<Vec<(String, String)>>;

async fn messages_as_atom(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer(&web, &viewer, asked, Of::Messages, atom::render).await
}

async fn messages_as_json(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer(&web, &viewer, asked, Of::Messages, json::render).await
}

async fn replies_as_atom(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer(&web, &viewer, asked, Of::Replies, atom::render).await
}

async fn replies_as_json(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer(&web, &viewer, asked, Of::Replies, json::render).await
}

/// The address without a format is that of the one which every reader takes.
async fn search(viewer: Viewer, RawQuery(query): RawQuery) -> Redirect {
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    Redirect::permanent(&format!("{}.atom{query}", viewer.bare_path()))
}

async fn search_as_atom(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer_search(&web, &viewer, asked, atom::render).await
}

async fn search_as_json(State(web): State<Web>, viewer: Viewer, asked: Pairs) -> Answer {
    answer_search(&web, &viewer, asked, json::render).await
}

/// Writes a feed: media type and text.
type Render = fn(&Feed) -> (&'static str, String);

async fn answer_search(
    web: &Web,
    viewer: &Viewer,
    Query(pairs): Pairs,
    render: Render,
) -> Answer<Response> {
    let sought = match Sought::read(web, &pairs).await {
        Ok(sought) => sought,
        Err(broken) => return Ok(broken.show(web, viewer)),
    };
    if sought.long || sought.page > 1 || sought.order == Order::Best {
        let path = format!("{}{}", viewer.bare_path(), sought.of_feed());
        return Ok(Redirect::to(&path).into_response());
    }
    let (feed, found) = Feed::of_search(web, viewer, &sought).await?;
    let shown = found.told.iter().map(|lately| lately.listed.message.id);
    Ok(kept::of_search(found.place, shown, written(&feed, render)))
}

async fn answer(
    web: &Web,
    viewer: &Viewer,
    Query(pairs): Pairs,
    of: Of,
    render: Render,
) -> Answer<Response> {
    let asked = match Asked::read_known(web, &pairs).await {
        Ok(asked) => asked,
        Err(broken) => return Ok(broken.show(web, viewer)),
    };
    // A feed is always its beginning, and each has one address.
    if asked.long || asked.is_turned() {
        let path = format!("{}{}", viewer.bare_path(), asked.query());
        return Ok(Redirect::to(&path).into_response());
    }
    let feed = Feed::read(web, viewer, &asked, of).await?;
    Ok(written(&feed, render))
}

fn written(feed: &Feed, render: Render) -> Response {
    let (kind, text) = render(feed);
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, KEPT)], text).into_response()
}
