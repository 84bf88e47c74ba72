//! What programs that read the whole board are told: `/robots.txt` and the sitemap.
//!
//! The sitemap is an index of files; each holds the messages of a year whose numbers lie in one range, so that it is
//! read with one step along an index, and what it holds stays in it.

use crate::tell::{Answer, Failed};
use crate::view::{Language, View};
use crate::web::Web;
use app::Refusal;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::Number;
use std::fmt::Write;

/// Numbers of messages in a file; the protocol allows 50,000 addresses.
const RANGE: u32 = 10_000;

const ROBOTS: &str = "User-agent: *\n\
    Disallow: /desk\nDisallow: /me\nDisallow: /sign-in\nDisallow: /track\nDisallow: /search\n\
    Disallow: /*/desk\nDisallow: /*/me\nDisallow: /*/sign-in\nDisallow: /*/track\nDisallow: /*/search\n";

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(index))
        .route("/sitemaps/{file}", get(file))
}

async fn robots(State(web): State<Web>) -> Response {
    let text = format!("{ROBOTS}\nSitemap: {}/sitemap.xml\n", web.app.board.url);
    kept("text/plain; charset=utf-8", text)
}

async fn index(State(web): State<Web>) -> Answer {
    let mut xml = begin("sitemapindex");
    let mut add = |name: String| {
        let address = format!("{}/sitemaps/{name}.xml", web.app.board.url);
        // Writing to a string cannot fail.
        writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", escaped(&address)).unwrap_or_default();
    };
    add("pages".to_owned());
    for last in web.app.last_numbers().await? {
        for n in 1..=last.seq.div_ceil(RANGE) {
            add(format!("{:04}-{n}", last.year));
        }
    }
    xml.push_str("</sitemapindex>\n");
    Ok(kept("application/xml; charset=utf-8", xml))
}

async fn file(State(web): State<Web>, Path(file): Path<String>) -> Answer {
    let name = file.strip_suffix(".xml").ok_or(Refusal::NotFound)?;
    let mut xml = begin("urlset");
    if name == "pages" {
        for path in pages(&web) {
            add(&web, &mut xml, &path, None);
        }
    } else {
        let (first, last) = range(name).ok_or(Failed(Refusal::NotFound))?;
        let found = web.app.public_between(first, last).await?;
        // A file that the index does not name is none.
        if found.is_empty() && !is_given(&web, first).await? {
            return Err(Refusal::NotFound.into());
        }
        for (number, at) in found {
            let day = web.app.rules.calendar.date(at);
            let day = Some(day.to_string());
            add(&web, &mut xml, &format!("/messages/{number}"), day);
        }
    }
    xml.push_str("</urlset>\n");
    Ok(kept("application/xml; charset=utf-8", xml))
}

/// The pages that are always there: those of the board, and one for each seat, place and domain.
fn pages(web: &Web) -> Vec<String> {
    let reference = web.app.reference();
    let own = [
        "/",
        "/messages",
        "/offices",
        "/domains",
        "/regions",
        "/figures",
        "/figures/how-to-read",
        "/figures/open-data",
        "/about",
        "/ledger",
        "/feeds",
        "/api",
    ];
    let seats = reference
        .offices
        .iter()
        .map(|office| format!("/offices/{}", office.id));
    let places = reference
        .places
        .keys()
        .map(|code| format!("/regions/{code}"));
    let domains = reference
        .domains
        .iter()
        .map(|domain| format!("/domains/{}", domain.slug));
    let all = own
        .into_iter()
        .map(str::to_owned)
        .chain(seats)
        .chain(places)
        .chain(domains);
    // The protocol allows no more; the list of seats leads to the rest.
    all.take(50_000 / Language::ALL.len()).collect()
}

/// An address: once, for messages, in whose text the language of the page changes nothing; else in each language.
fn add(web: &Web, xml: &mut String, path: &str, day: Option<String>) {
    let languages: &[Language] = match day {
        Some(_) => &[Language::ZhHans],
        None => &Language::ALL,
    };
    let day = day.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
    for language in languages {
        let view = View {
            language: *language,
            elder: false,
        };
        let address = format!("{}{}{path}", web.app.board.url, view.prefix());
        // Writing to a string cannot fail.
        writeln!(xml, "<url><loc>{}</loc>{day}</url>", escaped(&address)).unwrap_or_default();
    }
}

/// The numbers of a file: `2026-1` begins with 2026-000001.
fn range(name: &str) -> Option<(Number, Number)> {
    let (year, n) = name.split_once('-')?;
    let (year, n): (i16, u32) = (year.parse().ok()?, n.parse().ok()?);
    let last = n.checked_mul(RANGE)?;
    let first = last.checked_sub(RANGE - 1)?;
    // One file has one spelling.
    let plain = format!("{year:04}-{n}") == name;
    let number = |seq| Number { year, seq };
    (plain && last < 1_000_000_000).then(|| (number(first), number(last)))
}

/// Whether this number, or a later one of its year, was given.
async fn is_given(web: &Web, first: Number) -> Result<bool, Refusal> {
    let lasts = web.app.last_numbers().await?;
    Ok(lasts
        .iter()
        .any(|last| last.year == first.year && last.seq >= first.seq))
}

fn begin(root: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

/// The board's address may hold an ampersand; nothing else in here can.
fn escaped(address: &str) -> String {
    address.replace('&', "&amp;")
}

/// It is the same for everyone, and may be an hour old.
fn kept(kind: &'static str, text: String) -> Response {
    (
        [
            (CONTENT_TYPE, kind),
            (CACHE_CONTROL, "public, max-age=3600"),
        ],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_one_range_and_has_one_name() {
        let (first, last) = range("2026-2").unwrap();
        assert_eq!([first.seq, last.seq], [10_001, 20_000]);
        for name in [
            "",
            "2026",
            "2026-0",
            "2026-01",
            "+2026-1",
            "2026-100000",
            "2026-99999999999",
            "26-1",
        ] {
            assert_eq!(range(name), None, "{name}");
        }
    }
}
