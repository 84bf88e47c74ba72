//! A feed as JSON Feed 1.1.

use super::entries::Feed;
use serde_json::json;

/// Media type and text.
pub(super) fn render(feed: &Feed) -> (&'static str, String) {
    let items: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id, "url": entry.address, "title": entry.title, "summary": entry.line,
                "content_text": entry.text, "date_published": entry.at, "authors": [{"name": entry.author}],
                "tags": entry.tags,
            })
        })
        .collect();
    let text = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.description,
        "home_page_url": feed.home, "feed_url": feed.own, "icon": feed.icon, "language": feed.language,
        "authors": [{"name": feed.board}], "items": items,
    });
    ("application/feed+json; charset=utf-8", text.to_string())
}
