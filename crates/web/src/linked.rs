//! What a page shows, in the words of schema.org, for programs that read pages. A block of `application/ld+json` is
//! data: no browser runs it, so the policy against scripts in pages does not touch it.

use crate::page::Page;
use crate::web::Web;
use app::messages::Thread;
use domain::event::Event;
use domain::ids::Number;
use domain::office::Office;
use domain::screening::Kind;
use serde_json::{Value, json};

/// The structured data of a page.
#[derive(Clone, Debug)]
pub struct Linked {
    /// What Open Graph calls the page.
    pub og_type: &'static str,
    /// The block, ready to stand in the page.
    pub json: String,
}

/// A step of the way to a page: its path, and its name.
pub type Crumb = (String, String);

/// The way from a list, through places by code and name, to a page.
pub fn way(list: (&str, String), places: &[(String, String)]) -> Vec<Crumb> {
    let (path, name) = list;
    let places = places.iter();
    let places = places.map(|(code, name)| (format!("/regions/{code}"), name.clone()));
    [(path.to_owned(), name)]
        .into_iter()
        .chain(places)
        .collect()
}

impl Linked {
    fn new(og_type: &'static str, graph: &[Value]) -> Self {
        let block = json!({"@context": "https://schema.org", "@graph": graph});
        // The only sign that could end the block, or begin a comment in it.
        let json = block.to_string().replace('<', "\\u003c");
        Self { og_type, json }
    }

    /// The first page: the board, who runs it, and where it is searched.
    pub fn board(p: &Page) -> Self {
        let home = p.address();
        let search = format!("{}?q={{words}}", p.address_of("/search"));
        let site = json!({
            "@type": "WebSite", "url": home, "name": p.board(), "inLanguage": p.lang(),
            "publisher": {"@type": "Organization", "name": p.operator(), "url": p.url()},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=words",
            },
        });
        Self::new("website", &[site])
    }

    /// A page that lists what belongs to a place or a domain.
    pub fn collection(p: &Page, way: &[Crumb]) -> Self {
        let page = json!({
            "@type": "CollectionPage", "url": p.address(), "name": p.title,
            "description": p.description, "inLanguage": p.lang(),
        });
        Self::new("website", &[page, crumbs(p, way)])
    }

    /// A seat.
    pub fn office(p: &Page, office: &Office, holder: Option<&str>, way: &[Crumb]) -> Self {
        let place = way.last().map(|(_, name)| name).filter(|_| way.len() > 1);
        let mut seat = json!({
            "@type": "GovernmentOrganization", "@id": format!("{}/offices/{}", p.url(), office.id),
            "url": p.address(), "name": office.title,
        });
        set(
            &mut seat,
            "description",
            Some(office.intro.as_str()).filter(|intro| !intro.is_empty()),
        );
        set(
            &mut seat,
            "areaServed",
            place.map(|name| json!({"@type": "AdministrativeArea", "name": name})),
        );
        let role = holder.map(|name| {
            json!({
                "@type": "OrganizationRole", "roleName": office.title,
                "member": {"@type": "Person", "name": name},
            })
        });
        set(&mut seat, "member", role);
        Self::new("website", &[seat, crumbs(p, way)])
    }

    /// A message with its published replies, for a page that shows what everyone sees: a question that was answered
    /// is a question with an answer, anything else a posting with comments.
    pub fn message(web: &Web, p: &Page, number: Number, thread: &Thread, way: &[Crumb]) -> Self {
        let crumbs = crumbs(p, way);
        let texts = thread.texts.as_ref();
        let Some(texts) = texts.filter(|texts| !texts.body.is_empty()) else {
            return Self::new("website", &[crumbs]);
        };
        let message = &thread.message;
        let posting = if message.kind == Kind::Question {
            "Question"
        } else {
            "DiscussionForumPosting"
        };
        let published = message.published_at.unwrap_or(message.created_at);
        let mut post = json!({
            "@type": posting, "@id": format!("{}/messages/{number}", p.url()), "url": p.address(),
            "identifier": number, "text": texts.body, "datePublished": web.when(published),
            "author": {"@type": "Person", "name": writer(p, thread)},
            "about": [{"@type": "Thing", "name": thread.domain}],
            "interactionStatistic": {
                "@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction",
                "userInteractionCount": message.supports,
            },
        });
        let to = format!("{}/offices/{}", p.url(), thread.office.id);
        let to = json!({"@type": "GovernmentOrganization", "@id": to, "name": thread.office.title});
        if posting == "Question" {
            let answers = replies(web, p, thread, "Answer");
            set(&mut post, "name", Some(&texts.title));
            set(&mut post, "answerCount", Some(answers.len()));
            set(&mut post, "acceptedAnswer", answers.last());
            let page =
                json!({"@type": "QAPage", "url": p.address(), "mainEntity": post, "mentions": to});
            return Self::new("article", &[page, crumbs]);
        }
        let comments = replies(web, p, thread, "Comment");
        set(&mut post, "headline", Some(&texts.title));
        set(&mut post, "mentions", Some(to));
        set(&mut post, "commentCount", Some(comments.len()));
        set(&mut post, "comment", Some(comments));
        Self::new("article", &[post, crumbs])
    }
}

/// The published replies, oldest first.
fn replies(web: &Web, p: &Page, thread: &Thread, of: &str) -> Vec<Value> {
    let published = thread.entries.iter().filter(|entry| {
        matches!(
            entry.event,
            Event::ReplyPublished { .. } | Event::InterimPosted { .. }
        )
    });
    let shown = published.filter_map(|entry| {
        let reply = entry.reply.as_ref()?;
        let unit = reply.unit.map_or("", |unit| thread.unit(unit));
        let by = Some(unit).filter(|name| !name.is_empty());
        Some(json!({
            "@type": of, "text": reply.text.as_ref()?, "datePublished": web.when(entry.at), "url": p.address(),
            "author": {"@type": "GovernmentOrganization", "name": by.unwrap_or(&thread.office.title)},
        }))
    });
    shown.collect()
}

fn writer(p: &Page, thread: &Thread) -> String {
    let name = &thread.message.pen_name;
    if name.is_empty() {
        p.t("thread-anonymous")
    } else {
        name.clone()
    }
}

/// The way to the page; the last step is the page itself.
fn crumbs(p: &Page, way: &[Crumb]) -> Value {
    let own = (p.canonical.clone(), p.title.clone());
    let steps: Vec<_> = way
        .iter()
        .chain([&own])
        .zip(1..)
        .map(|((path, name), n)| {
            json!({"@type": "ListItem", "position": n, "name": name, "item": p.address_of(path)})
        })
        .collect();
    json!({"@type": "BreadcrumbList", "itemListElement": steps})
}

/// Sets a property where there is something to say.
fn set(to: &mut Value, name: &str, value: Option<impl serde::Serialize>) {
    let value = value.and_then(|value| serde_json::to_value(value).ok());
    if let (Some(properties), Some(value)) = (to.as_object_mut(), value) {
        properties.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_block() {
        let linked = Linked::new("article", &[json!({"text": "</script><!-- <b>"})]);
        assert!(!linked.json.contains('<'), "{}", linked.json);
        let read: Value = serde_json::from_str(&linked.json).unwrap();
        assert_eq!(read["@graph"][0]["text"], "</script><!-- <b>");
    }
}
