//! The page that names what in an address cannot be read, and shows what could stand in its place.

use super::Group;
use crate::address::{Broken, one};
use crate::oops::encode;
use crate::page::{Page, show_with};
use crate::viewer::Viewer;
use crate::web::Web;
use app::reference::Reference;
use askama::Template;
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::screening::Kind;

#[derive(Template)]
#[template(path = "messages/broken.html")]
struct BrokenAddress {
    p: Page,
    what: String,
    /// The list that can be read instead: its address, and the key of its word.
    list: (String, &'static str),
    /// What could stand there: word, and the same address with it.
    choices: Vec<(String, String)>,
}

impl Broken {
    /// The page that names it, with the way to all messages.
    pub(crate) fn show(self, web: &Web, viewer: &Viewer) -> Response {
        self.show_beside(web, viewer, ("/messages".to_owned(), "list-first-of-all"))
    }

    /// The page that names it, with the way to another list: its address, and the key of its word.
    pub(crate) fn show_beside(
        self,
        web: &Web,
        viewer: &Viewer,
        list: (String, &'static str),
    ) -> Response {
        let mut p = Page::new(web, viewer, "messages", "list-broken");
        p.private = true;
        let pairs = pairs(viewer);
        let known = known(&p, &web.app.reference(), self.0, &pairs).into_iter();
        let choices = known
            .map(|(value, word)| (word, instead(viewer, &pairs, self.0, &value)))
            .collect();
        let what = p.t(&format!("list-{}", self.0));
        show_with(
            StatusCode::BAD_REQUEST,
            &BrokenAddress {
                p,
                what,
                list,
                choices,
            },
        )
    }
}

/// The parameters of the address that was asked for; none where they are not even text.
fn pairs(viewer: &Viewer) -> Vec<(String, String)> {
    let uri: Option<Uri> = viewer.path.parse().ok();
    let pairs = uri.and_then(|uri| Query::try_from_uri(&uri).ok());
    pairs.map(|Query(pairs)| pairs).unwrap_or_default()
}

/// The values of a parameter that are few enough to be listed: value and word.
fn known(
    p: &Page,
    reference: &Reference,
    name: &str,
    pairs: &[(String, String)],
) -> Vec<(String, String)> {
    match name {
        "domain" => {
            let domains = reference.domains.iter();
            domains
                .map(|domain| (domain.slug.to_string(), p.topic(&domain.name)))
                .collect()
        }
        "subdomain" => {
            let chosen = one(pairs, "domain").ok().flatten();
            let mut domains = reference.domains.iter();
            let domain = domains.find(|domain| Some(domain.slug.as_str()) == chosen);
            let parts = domain.into_iter().flat_map(|domain| &domain.subdomains);
            parts.map(|part| (part.clone(), p.topic(part))).collect()
        }
        "kind" => {
            let kinds = Kind::ALL.iter();
            kinds
                .map(|kind| (kind.to_string(), p.code("kind", kind)))
                .collect()
        }
        "stage" => Group::ALL
            .map(|group| {
                let word = p.t(&format!("list-stage-{}", group.code()));
                (group.code().to_owned(), word)
            })
            .to_vec(),
        _ => Vec::new(),
    }
}

/// The address that was asked for, with another value of one parameter, from the first page on.
fn instead(viewer: &Viewer, pairs: &[(String, String)], name: &str, value: &str) -> String {
    let gone = [name, "part", "after", "before", "page"];
    let kept = pairs
        .iter()
        .filter(|(other, _)| !gone.contains(&other.as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs: Vec<_> = kept
        .chain([(name, value)])
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    format!("{}?{}", viewer.bare_path(), pairs.join("&"))
}
