//! A feed as Atom.

use super::entries::{Entry, Feed};
use askama::Template;

#[derive(Template)]
#[template(path = "feeds/feed.xml")]
struct Atom<'f> {
    feed: &'f Feed,
}

/// Media type and text.
pub(super) fn render(feed: &Feed) -> (&'static str, String) {
    let text = Atom { feed }.render().unwrap_or_else(|why| {
        tracing::error!(%why, "a feed could not be rendered");
        String::new()
    });
    ("application/atom+xml; charset=utf-8", text)
}

impl Entry {
    /// The entry as HTML: readers show no line breaks of a plain text.
    fn html(&self) -> String {
        let said = self.text.split('\n').filter(|line| !line.trim().is_empty());
        let paragraphs: Vec<_> = [self.line.as_str()]
            .into_iter()
            .chain(said)
            .map(|text| format!("<p>{}</p>", escaped(text)))
            .collect();
        paragraphs.join("\n")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
