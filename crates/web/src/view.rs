//! How the pages are looked at: the language, and the elder view. Both are in the address, so that a page can be
//! shared and kept as it was seen: `/messages`, `/en/messages`, `/zh-hant/elder/messages`.

use crate::posted::Posted;
use crate::sign_in::local;
use crate::viewer::cookie;
use crate::web::Web;
use axum::Router;
use axum::extract::{RawQuery, Request};
use axum::http::header::{CONTENT_LANGUAGE, LOCATION, SET_COOKIE, VARY};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

/// A language that the pages are complete in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文
    #[default]
    ZhHans,
    /// 繁體中文
    ZhHant,
    /// English
    En,
}

impl Language {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// What its readers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::ZhHans => "简体中文",
            Self::ZhHant => "繁體中文",
            Self::En => "English",
        }
    }
}

/// Language and size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct View {
    /// The language of the pages; what people wrote is never converted.
    pub language: Language,
    /// 长辈版: large letters, one column, few things.
    pub elder: bool,
}

/// What begins so has one address in all views: it is not for reading, or is read by programs.
const SINGLE: [&str; 7] = [
    "/assets/",
    "/api/",
    "/pictures/",
    "/ledger/checkpoint",
    "/ledger/policy",
    "/ledger/tile/",
    "/ledger/handover/",
];

impl View {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Language::ALL
            .into_iter()
            .flat_map(|language| [false, true].map(|elder| Self { language, elder }))
    }

    /// What stands before every path of this view.
    pub fn prefix(self) -> &'static str {
        match (self.language, self.elder) {
            (Language::ZhHans, false) => "",
            (Language::ZhHans, true) => "/elder",
            (Language::ZhHant, false) => "/zh-hant",
            (Language::ZhHant, true) => "/zh-hant/elder",
            (Language::En, false) => "/en",
            (Language::En, true) => "/en/elder",
        }
    }

    /// The view that a path (with or without a query) asks for, and the path without it. Style, script, pictures
    /// and the API have one address each: before them a prefix means nothing.
    pub fn split(path: &str) -> (Self, &str) {
        let (language, rest) = Language::ALL
            .into_iter()
            .skip(1)
            .find_map(|language| {
                let view = Self {
                    language,
                    elder: false,
                };
                Some((language, after(path, view.prefix())?))
            })
            .unwrap_or((Language::ZhHans, path));
        let elder = after(rest, "/elder");
        let view = Self {
            language,
            elder: elder.is_some(),
        };
        let rest = elder.unwrap_or(rest);
        let is_single = SINGLE.iter().any(|one| rest.starts_with(one));
        if is_single || is_of_a_later_log(rest) || rest == "/view" {
            return (Self::default(), path);
        }
        (view, rest)
    }
}

/// Whether it is a file of a log that has its number in its address.
fn is_of_a_later_log(path: &str) -> bool {
    let number = path.strip_prefix("/ledger/");
    number.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// What follows a prefix that ends where a part of the path ends; `/` where nothing but a query does.
fn after<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(prefix)?;
    match rest.chars().next() {
        None => Some("/"),
        Some('/') => Some(rest),
        _ => None,
    }
}

/// Remembers the view that somebody chose: `/` leads to it the next time. Nothing else is in it.
const COOKIE: &str = "__Host-huiyin-view";
/// A year.
const SECONDS: u32 = 31_536_000;

pub fn routes() -> Router<Web> {
    Router::new().route("/view", get(choose))
}

/// Shows the page `to` in the view whose prefix is `at`, and remembers the view.
async fn choose(RawQuery(query): RawQuery) -> Response {
    let asked = Posted::from_query(query.as_deref());
    let (view, _) = View::split(asked.text("at"));
    let (_, to) = View::split(asked.text("to"));
    let to = local(to).unwrap_or("/");
    let remember = format!(
        "{COOKIE}={}; Path=/; Max-Age={SECONDS}; HttpOnly; Secure; SameSite=Lax",
        view.prefix()
    );
    let redirect = Redirect::to(&format!("{}{to}", view.prefix()));
    ([(SET_COOKIE, remember)], redirect).into_response()
}

/// The view that was chosen before, for the one address that has none of its own.
pub(crate) fn remembered(request: &Request) -> Option<View> {
    if request.uri().path() != "/" || !request.method().is_safe() {
        return None;
    }
    let (view, _) = View::split(cookie(request.headers(), COOKIE)?);
    (view != View::default()).then_some(view)
}

/// Takes the view off the address before the routes are asked, and puts it before where a redirect leads.
pub async fn enter(mut request: Request, next: Next) -> Response {
    if let Some(view) = remembered(&request) {
        let to = Redirect::to(&format!("{}/", view.prefix()));
        return ([(VARY, "cookie")], to).into_response();
    }
    let path = request.uri().path();
    let (view, rest) = View::split(path);
    if rest.len() != path.len() {
        let rewritten = match request.uri().query() {
            Some(query) => PathAndQuery::try_from(format!("{rest}?{query}")),
            None => PathAndQuery::try_from(rest),
        };
        if let Ok(rewritten) = rewritten {
            *request.uri_mut() = Uri::from(rewritten);
        }
    }
    request.extensions_mut().insert(view);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let to = headers.get(LOCATION).and_then(|to| to.to_str().ok());
    if let Some(to) = to
        && to.starts_with('/')
        && !to.starts_with("//")
        && let Ok(to) = HeaderValue::try_from(format!("{}{to}", view.prefix()))
    {
        headers.insert(LOCATION, to);
    }
    headers.insert(
        CONTENT_LANGUAGE,
        HeaderValue::from_static(view.language.tag()),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_view_is_read_from_its_own_prefix() {
        for view in View::all() {
            for path in ["/", "/messages", "/messages/2026-000001"] {
                let address = format!("{}{path}", view.prefix());
                assert_eq!(View::split(&address), (view, path));
            }
        }
    }

    #[test]
    fn a_prefix_is_a_whole_part() {
        let plain = View::default();
        assert_eq!(View::split("/english"), (plain, "/english"));
        assert_eq!(View::split("/elders/1"), (plain, "/elders/1"));
        assert_eq!(View::split("/en").1, "/");
        assert_eq!(View::split("/zh-hant/elder").1, "/");
        assert_eq!(View::split("/elder/en").1, "/en");
    }

    #[test]
    fn what_has_one_address_has_no_views() {
        for path in [
            "/en/assets/huiyin.css",
            "/elder/api/v1/messages",
            "/en/elder/pictures/1",
            "/en/ledger/checkpoint",
            "/zh-hant/ledger/tile/0/000",
            "/en/ledger/2/checkpoint",
            "/en/ledger/handover/7",
        ] {
            assert_eq!(View::split(path), (View::default(), path));
        }
    }
}
