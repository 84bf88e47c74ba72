//! The page cache: what everyone sees alike is rendered once and kept in memory, compressed.
//!
//! A handler says that its answer may be kept by `page::show_public`, which marks it `Cache-Control: public`; one
//! that shows a single message says which through [`of_message`], and one that shows what a search found through
//! [`of_search`]. Whoever comes with a session neither gets a kept
//! page nor makes one. A page carries a stamp that was taken before it was rendered: once its message has changed
//! since (`app::touched`), it is rendered anew before anybody is answered, whichever process changed it, as soon as
//! this one knows the position. What shows many things may lag by `Options::lag` instead; what a search found may, too, and
//! goes on being shown as long as the index stands still. Dates are printed as of
//! today, so nothing outlives midnight. Of all who wait for the same page, one renders it.

pub(crate) mod asked;
mod flights;
mod page;

pub(crate) use asked::knows;

use crate::web::Web;
use app::search::Place;
use asked::Asked;
use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, RANGE,
    SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Timestamp;
use domain::ids::MessageId;
use domain::message::Message;
use domain::stage::Stage;
use flights::{Flights, Seat};
use jiff::SignedDuration;
use page::{KeptPage, Shows};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tower::ServiceExt;

/// All kept pages together, in bytes.
const BUDGET: u64 = 72 * 1024 * 1024;
/// A longer answer is not kept.
const LONGEST: usize = 1024 * 1024;
/// What knows its messages may be so many times as old as a list: other processes count supports without an event, and
/// what is like a message may have come since.
const KNOWN_TO_MANY: i32 = 60;

/// Pages differ by these.
const PAGE_VARIES: HeaderValue = HeaderValue::from_static("accept-encoding, cookie, authorization");
/// Files differ by this.
const FILE_VARIES: HeaderValue = HeaderValue::from_static("accept-encoding");

/// Marks the answer that shows one message.
#[derive(Clone, Copy)]
struct OfMessage {
    message: MessageId,
    /// When it changes without an event.
    until: Timestamp,
}

/// Says that an answer shows one message: kept, it is out of date when that message changes. A withdrawal takes effect
/// by time alone.
pub fn of_message(message: &Message, mut response: Response) -> Response {
    let until = match message.stage {
        Stage::Withdrawn { effective_at } => effective_at,
        _ => Timestamp::MAX,
    };
    let message = message.id;
    response
        .extensions_mut()
        .insert(OfMessage { message, until });
    response
}

/// Marks the answer that shows what a search found.
#[derive(Clone)]
struct OfSearch(Option<Place>, Arc<[MessageId]>);

/// Says that an answer shows what a search found, at a place of the index, and nothing else that changes: kept, it is
/// out of date when the index goes on or one of these messages changes.
pub fn of_search(
    place: Option<Place>,
    messages: impl IntoIterator<Item = MessageId>,
    mut response: Response,
) -> Response {
    let messages = messages.into_iter().collect();
    response.extensions_mut().insert(OfSearch(place, messages));
    response
}

/// The pages that are kept.
pub struct Kept {
    web: Web,
    pages: Cache<Box<str>, Arc<KeptPage>, ByBytes>,
    flights: Flights,
    /// Head fields that many pages share.
    heads: Mutex<Vec<Arc<HeaderMap>>>,
    rendered: AtomicU64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Box<str>, Arc<KeptPage>> for ByBytes {
    fn weight(&self, address: &Box<str>, page: &Arc<KeptPage>) -> u64 {
        u64::try_from(address.len() + page.weight()).unwrap_or(u64::MAX)
    }
}

impl Kept {
    /// Nothing yet.
    pub(crate) fn new(web: Web) -> Self {
        Self {
            web,
            // Four kilobytes a page, compressed.
            pages: Cache::with_weighter(18 * 1024, BUDGET, ByBytes),
            flights: Flights::default(),
            heads: Mutex::default(),
            rendered: AtomicU64::new(0),
        }
    }

    /// How many pages that may be kept were rendered.
    pub(crate) fn rendered(&self) -> u64 {
        self.rendered.load(Ordering::Relaxed)
    }

    /// The answer to a request whose page is there and current; anything else takes the longer way.
    pub(crate) fn at_once(&self, request: &Request) -> Option<Response> {
        let asked = Asked::read(request)?;
        let page = self.pages.get(asked.address)?;
        let of_messages = matches!(page.shows, Shows::One(_) | Shows::Found(..));
        let unsure = of_messages && !self.web.app.has_caught_up();
        (!unsure && self.is_current(&page)).then(|| page.answer(&asked))?
    }

    /// The answer to a request that could not be answered at once.
    pub(crate) async fn answer(
        &self,
        request: Request,
        router: Router,
    ) -> Result<Response, Infallible> {
        // The body of a request that is read from is never looked at: only its head is carried on here.
        let (parts, body) = request.into_parts();
        let head = Request::from_parts(parts.clone(), Body::empty());
        let request = Request::from_parts(parts, body);
        let Some(asked) = Asked::read(&head) else {
            return router.oneshot(request).await;
        };
        loop {
            if let Err(why) = self.web.app.catch_up().await {
                tracing::warn!(%why, "events could not be read: nothing kept is shown");
                return router.oneshot(request).await;
            }
            if let Some(page) = self.pages.get(asked.address)
                && self.is_current(&page)
                && let Some(answer) = self.answer_with(&page, &asked)
            {
                return Ok(answer);
            }
            let waiting = match self.flights.board(asked.address) {
                Seat::Pilot(flight) => {
                    let (page, response) = self.render(request, &asked, router).await;
                    flight.land(page);
                    return Ok(response);
                }
                Seat::Passenger(waiting) => waiting,
            };
            match waiting.landed().await {
                Some(Some(page)) if self.is_unchanged(&page) => {
                    if let Some(answer) = self.answer_with(&page, &asked) {
                        return Ok(answer);
                    }
                }
                // It is not to be kept: everyone gets their own.
                Some(None) => return router.oneshot(request).await,
                // Whoever rendered it went away, or it changed meanwhile.
                Some(Some(_)) | None => {}
            }
        }
    }

    /// Whether a page may be shown now.
    fn is_current(&self, page: &KeptPage) -> bool {
        let now = self.web.app.clock.now();
        let age = page.begun.duration_until(now);
        let lag = self.web.options.lag;
        // A clock that went back says nothing of age.
        let young = age >= SignedDuration::ZERO
            && now < page.until
            && match &page.shows {
                Shows::Many => age < lag,
                Shows::One(_) => age <= lag * KNOWN_TO_MANY,
                Shows::Found(place, _) => {
                    let stands = *place == self.web.app.search_place();
                    age < lag || stands && age <= lag * KNOWN_TO_MANY
                }
                Shows::Fixed => return true,
            };
        young && self.is_unchanged(page)
    }

    /// Whether what a page shows is still as it was, as far as this process knows.
    fn is_unchanged(&self, page: &KeptPage) -> bool {
        let touched = &self.web.app.touched;
        match &page.shows {
            Shows::One(message) => !touched.since(page.stamp, *message),
            Shows::Found(_, messages) => !touched.any_since(page.stamp, messages),
            Shows::Many => !touched.all_since(page.stamp),
            Shows::Fixed => true,
        }
    }

    /// Answers from a page, and keeps the encoding that was made for it.
    fn answer_with(&self, page: &Arc<KeptPage>, asked: &Asked) -> Option<Response> {
        if page.has(asked) {
            return page.answer(asked);
        }
        let page = page.with(None, asked)?;
        let answer = page.answer(asked);
        self.pages.insert(asked.address.into(), Arc::new(page));
        answer
    }

    /// Renders a page, and keeps it if it may be kept.
    async fn render(
        &self,
        mut request: Request,
        asked: &Asked<'_>,
        router: Router,
    ) -> (Option<Arc<KeptPage>>, Response) {
        let stamp = self.web.app.touched.stamp();
        let begun = self.web.app.clock.now();
        // What is kept is whole, whatever the one who renders it has already.
        *request.method_mut() = Method::GET;
        for condition in [IF_NONE_MATCH, IF_MODIFIED_SINCE, RANGE] {
            request.headers_mut().remove(condition);
        }
        let Ok(response) = router.oneshot(request).await;
        let Some(shows) = shows(&response) else {
            return (
                None,
                if asked.head {
                    headless(response)
                } else {
                    response
                },
            );
        };
        self.rendered.fetch_add(1, Ordering::Relaxed);
        let (mut parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, LONGEST).await else {
            return (None, StatusCode::INTERNAL_SERVER_ERROR.into_response());
        };
        let calendar = &self.web.app.rules.calendar;
        let mut until = calendar.end_of(calendar.date(begun));
        if let Some(of) = parts.extensions.get::<OfMessage>()
            && begun < of.until
        {
            until = until.min(of.until);
        }
        let times = [begun, until];
        let head = self.head(&parts.headers, &shows);
        let page = KeptPage::new(shows, stamp, times, head, version(&body));
        let Some(page) = page.with(Some(body.clone()), asked) else {
            parts.headers.remove(CONTENT_LENGTH);
            return (None, Response::from_parts(parts, Body::from(body)));
        };
        let page = Arc::new(page);
        self.pages.insert(asked.address.into(), page.clone());
        let answer = page.answer(asked);
        (
            Some(page),
            answer.unwrap_or_else(|| Response::from_parts(parts, Body::from(body))),
        )
    }

    /// The head of a page, without what differs by encoding; the same one for all that say the same.
    fn head(&self, of: &HeaderMap, shows: &Shows) -> Arc<HeaderMap> {
        let mut head = of.clone();
        head.remove(CONTENT_LENGTH);
        let varies = match shows {
            Shows::Fixed => FILE_VARIES,
            Shows::One(_) | Shows::Found(..) | Shows::Many => PAGE_VARIES,
        };
        head.insert(VARY, varies);
        // Room for the tag, which is replaced in each answer.
        head.insert(ETAG, HeaderValue::from_static(""));
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = heads.iter().find(|known| ***known == head) {
            return known.clone();
        }
        let head = Arc::new(head);
        // There are as many as there are languages and kinds of content; more would be a handler's mistake.
        if heads.len() < 100 {
            heads.push(head.clone());
        }
        head
    }
}

/// What an answer shows, if it may be kept.
fn shows(response: &Response) -> Option<Shows> {
    let headers = response.headers();
    let cache = headers.get(CACHE_CONTROL)?.to_str().ok()?;
    let is_public = response.status() == StatusCode::OK && cache.starts_with("public");
    let is_own = headers.contains_key(SET_COOKIE) || headers.contains_key(CONTENT_ENCODING);
    let length = response.body().size_hint().exact()?;
    if !is_public || is_own || usize::try_from(length).is_ok_and(|length| length > LONGEST) {
        return None;
    }
    let marks = response.extensions();
    Some(if cache.contains("immutable") {
        Shows::Fixed
    } else if let Some(of) = marks.get::<OfMessage>() {
        Shows::One(of.message)
    } else if let Some(OfSearch(place, messages)) = marks.get() {
        Shows::Found(*place, messages.clone())
    } else {
        Shows::Many
    })
}

/// An answer to HEAD.
fn headless(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.insert(CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, Body::empty())
}

/// Names a content: 96 bits of its SHA-256.
pub(crate) fn version(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    let first = hash
        .iter()
        .take(12)
        .fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
    format!("{first:024x}")
}
