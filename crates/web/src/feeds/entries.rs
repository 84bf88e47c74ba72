//! What a feed tells, whatever its format.

use crate::messages::Asked;
use crate::page::Page;
use crate::rows::{Chip, topic};
use crate::search::Sought;
use crate::thread::outcome_word;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::messages::Lately;
use app::search::FoundLately;

/// Entries of a feed.
const LIMIT: u32 = 30;

/// Which feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// What was published.
    Messages,
    /// What was answered.
    Replies,
}

/// A feed.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    /// What it is of, what narrows it, and the board's name.
    pub title: String,
    /// What it is, in one sentence.
    pub description: String,
    /// The tag of the language of its own words.
    pub language: &'static str,
    /// The board's name.
    pub board: String,
    /// The address of the list that it follows.
    pub home: String,
    /// Its own address.
    pub own: String,
    /// An icon.
    pub icon: String,
    /// When something last happened in it, as RFC 3339. While it is empty: long ago.
    pub updated: String,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Never changes, and is the same in every language.
    pub id: String,
    /// Where it is read.
    pub address: String,
    /// The title of the message.
    pub title: String,
    /// To whom, about what, where it stands; who answered.
    pub line: String,
    /// What the message says, or the answer.
    pub text: String,
    /// The writer's pen name, or the unit that answered.
    pub author: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// As RFC 3339.
    pub at: String,
}

impl Feed {
    /// Reads a feed as everyone may read it, in the language of the view.
    pub(super) async fn read(
        web: &Web,
        viewer: &Viewer,
        asked: &Asked,
        of: Of,
    ) -> Result<Self, Refusal> {
        let filter = asked.filter(&web.app.rules.calendar);
        let told = match of {
            Of::Messages => web.app.published_lately(&filter, LIMIT).await?,
            Of::Replies => web.app.answered_lately(&filter, LIMIT).await?,
        };
        let p = Page::new(web, viewer, "", "feeds-title");
        let (title, description) = match of {
            Of::Messages => (p.t("feeds-messages"), p.t("feeds-messages-lead")),
            Of::Replies => (p.t("feeds-replies"), p.t("feeds-replies-lead")),
        };
        Ok(Self {
            title: titled(&p, asked, title),
            description,
            home: p.address_of(&format!("/messages{}", asked.query())),
            own: p.address_of(&format!("{}{}", viewer.bare_path(), asked.query())),
            ..Self::telling(web, &p, &told)
        })
    }

    /// Reads what a search finds, the newest first; with what it rests on.
    pub(super) async fn of_search(
        web: &Web,
        viewer: &Viewer,
        sought: &Sought,
    ) -> Result<(Self, FoundLately), Refusal> {
        let filter = sought.narrowed.filter(&web.app.rules.calendar);
        let found = web.app.found_lately(&sought.words, &filter, LIMIT).await?;
        let p = Page::new(web, viewer, "", "feeds-title");
        let asked = sought.of_feed();
        let feed = Self {
            title: titled(&p, &sought.narrowed, p.tt("search-title-of", &sought.words)),
            description: p.t("feeds-search-lead"),
            home: p.address_of(&format!("/search{asked}")),
            own: p.address_of(&format!("{}{asked}", viewer.bare_path())),
            ..Self::telling(web, &p, &found.told)
        };
        Ok((feed, found))
    }

    /// What all feeds have alike, with these entries.
    fn telling(web: &Web, p: &Page, told: &[Lately]) -> Self {
        let entries: Vec<_> = told
            .iter()
            .filter_map(|lately| Entry::new(web, p, lately))
            .collect();
        let newest = entries.first().map(|entry| entry.at.clone());
        Self {
            title: String::new(),
            description: String::new(),
            language: p.lang(),
            board: p.board().to_owned(),
            home: String::new(),
            own: String::new(),
            icon: format!("{}/assets/mark.png", p.url()),
            updated: newest.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
            entries,
        }
    }
}

/// What narrows a feed, what it is of, and the board's name.
fn titled(p: &Page, asked: &Asked, of: String) -> String {
    let narrowed = asked.words(p, &p.app().reference()).into_iter();
    let words: Vec<_> = narrowed
        .map(|(_, word)| word)
        .chain([of, p.board().to_owned()])
        .collect();
    words.join(" · ")
}

impl Entry {
    /// None while it has no number, which lasts a moment.
    fn new(web: &Web, p: &Page, lately: &Lately) -> Option<Self> {
        let Lately {
            listed,
            text,
            answer,
            at,
        } = lately;
        let message = &listed.message;
        let path = format!("/messages/{}", message.number?);
        let mut id = format!("{}{path}", p.url());
        let board = web.app.reference();
        let mut line = vec![
            p.tt("row-to", &listed.office),
            topic(
                p,
                message.kind,
                &listed.domain,
                message.subdomain.as_deref(),
            ),
            Chip::of_stage(p, message).word,
        ];
        let mut author = if message.pen_name.is_empty() {
            p.t("thread-anonymous")
        } else {
            message.pen_name.clone()
        };
        if let Some((unit, outcome)) = answer {
            // Each answer is an entry of its own, also the one after a follow-up.
            id = format!("{id}#answered-{}", at.as_second());
            let unit = unit.and_then(|unit| board.unit(unit));
            author = unit.map_or_else(|| listed.office.clone(), |unit| unit.name.clone());
            line.extend(outcome.map(|outcome| outcome_word(p, outcome)));
        }
        let title = Some(listed.title.clone()).filter(|title| !title.is_empty());
        let tags = [p.code("kind", message.kind), p.topic(&listed.domain)];
        Some(Self {
            id,
            address: p.address_of(&path),
            title: title.unwrap_or_else(|| p.t("row-erased")),
            line: line.join(" · "),
            text: text.clone(),
            author,
            tags: tags
                .into_iter()
                .chain(message.subdomain.as_ref().map(|name| p.topic(name)))
                .filter(|tag| !tag.is_empty())
                .collect(),
            at: web.when(*at),
        })
    }
}
