//! Search: public messages by their words, the newest or the best first, with what was found marked.
//!
//! The index only says which messages; their texts are loaded from the store, and shown only if everyone may still
//! read them at this moment.

mod feed;
mod marks;
mod suggest;

use crate::board::App;
use crate::messages::Lately;
use crate::refusal::{Problem, Refusal};
use domain::Timestamp;
use domain::ids::{ContentId, MessageId, Number, OfficeId};
use domain::message::Message;
use domain::screening::Kind;
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use search::{Index, Narrow, Query};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use store::lists::{Filter, Listed};
use store::{Tx, contents, lists, messages, replies};

pub use feed::Fed;
pub use marks::Span;
pub use search::{MOST_CHARACTERS, MOST_WORDS, Order, Place, Total, Unclear, look};
pub use suggest::Suggestion;

/// Hits on a page.
pub const PAGE: usize = 20;
/// The last page that is shown: who looks further needs another query.
pub const MOST_PAGES: u32 = 50;

/// What a person looks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Words and phrases, as they were typed.
    pub query: String,
    /// Which of the messages.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// Which page, from 1 on; 0 is the first as well.
    pub page: u32,
    /// Also by sorts.
    pub facets: bool,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The messages of this page, in order.
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub total: Total,
    /// There is a page after this one that may be asked for.
    pub more: bool,
    /// Of which sorts, where that was asked; of the newest ten thousand.
    pub facets: Option<Facets>,
    /// The query is the number of this message, which everyone may see.
    pub number: Option<Number>,
    /// How far the index was; none: it was empty.
    pub place: Option<Place>,
}

impl Found {
    /// The index is being built: what is older may be missing.
    pub fn is_building(&self) -> bool {
        is_building(self.place)
    }
}

/// What a search found for a feed.
#[derive(Clone, Debug)]
pub struct FoundLately {
    /// The messages, the newest first, with what they say.
    pub told: Vec<Lately>,
    /// How far the index was.
    pub place: Option<Place>,
}

/// A message that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The message. The title as written is left out.
    pub listed: Listed,
    /// The public title, with what was found marked. Empty once erased.
    pub title: Vec<Span>,
    /// What stands around the first hit, or the beginning.
    pub excerpt: Vec<Span>,
    /// The excerpt is of a reply.
    pub in_reply: bool,
}

/// How many hits each sort has, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By domain.
    pub domains: Vec<(DomainSlug, u64)>,
    /// By the name of the subdomain, where one domain was asked for.
    pub subdomains: Vec<(String, u64)>,
    /// By kind.
    pub kinds: Vec<(Kind, u64)>,
    /// By stage.
    pub stages: Vec<(StageKind, u64)>,
    /// By year, the latest first.
    pub years: Vec<(i16, u64)>,
    /// By office, the ten with most.
    pub offices: Vec<(OfficeId, u64)>,
}

impl App {
    /// Opens the index in a folder, and from then on searches are answered. Commands that do not search open none.
    pub fn open_search(&self, folder: &Path) -> Result<(), Refusal> {
        let zone = self.rules.calendar.zone().clone();
        let index = Arc::new(Index::open(folder, zone)?);
        // Whoever came second closes the index again.
        drop(self.search.set(index));
        // The dictionary takes a while to load: nobody's first search or first request waits for it.
        drop(tokio::task::spawn_blocking(hanzi::load_words));
        Ok(())
    }

    /// Looks for public messages. Only public ones are found, whoever asks.
    pub async fn search(&self, asked: &Asked) -> Result<Found, Refusal> {
        let query = parse(&asked.query)?;
        if asked.page > MOST_PAGES {
            let (min, max) = (1, MOST_PAGES);
            return Err(Refusal::field("page", Problem::Range { min, max }));
        }
        let index = self.index()?;
        let place = index.place();
        let page = asked.page.max(1);
        let before = usize::try_from(page - 1).unwrap_or_default() * PAGE;
        let narrow = narrow(&asked.filter);
        let (order, facets) = (asked.order, asked.facets);
        let find = {
            let query = query.clone();
            move || {
                index.find(&search::Asked {
                    query: Some(&query),
                    narrow: &narrow,
                    order,
                    offset: before,
                    limit: PAGE,
                    facets,
                })
            }
        };
        // The newest are found in less time than a thread takes to wake; the rest must not hold up other requests.
        let found = if order == Order::Newest && !facets {
            find()?
        } else {
            beside(find).await?
        };
        let needles: Vec<&str> = query.needles().collect();
        let loaded = self.load_public(&found.ids).await?;
        let hits = loaded.iter().map(|public| public.hit(&needles)).collect();
        Ok(Found {
            hits,
            total: found.total,
            more: found.more && page < MOST_PAGES,
            facets: found.facets.map(typed),
            number: self.public_number(&asked.query).await?,
            place,
        })
    }

    /// How far the index is; none where it is empty or not open.
    pub fn search_place(&self) -> Option<Place> {
        self.search.get()?.place()
    }

    /// Public messages with these words, the newest first, with what they say: for feeds. Busy while the index is
    /// being built: a reader that was told of nothing would take it that nothing is there.
    pub async fn found_lately(
        &self,
        query: &str,
        filter: &Filter,
        limit: u32,
    ) -> Result<FoundLately, Refusal> {
        let query = parse(query)?;
        let index = self.index()?;
        let place = index.place();
        if is_building(place) {
            return Err(Refusal::Busy);
        }
        let found = index.find(&search::Asked {
            query: Some(&query),
            narrow: &narrow(filter),
            order: Order::Newest,
            offset: 0,
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            facets: false,
        })?;
        let loaded = self.load_public(&found.ids).await?.into_iter();
        let told = loaded.map(|public| Lately {
            text: public.texts.into_iter().next().unwrap_or_default(),
            answer: None,
            at: public.listed.at,
            listed: public.listed,
        });
        Ok(FoundLately {
            told: told.collect(),
            place,
        })
    }

    /// Public messages that speak of the same as a public message, the likest first; none where nothing is like it.
    pub async fn similar(&self, id: MessageId, limit: usize) -> Result<Vec<Listed>, Refusal> {
        let Some(public) = self.load_public(&[id.0]).await?.pop() else {
            return Ok(Vec::new());
        };
        let (title, body) = (public.listed.title, public.texts.concat());
        self.like(title, body, Some(id.0), limit).await
    }

    /// Public messages that speak of the same as what somebody is about to write.
    pub async fn similar_to_text(
        &self,
        title: &str,
        body: &str,
        limit: usize,
    ) -> Result<Vec<Listed>, Refusal> {
        self.like(title.into(), body.into(), None, limit).await
    }

    async fn like(
        &self,
        title: String,
        body: String,
        without: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Listed>, Refusal> {
        let index = self.index()?;
        let ids = beside(move || index.similar(&title, &body, without, limit)).await?;
        let ids: Vec<MessageId> = ids.into_iter().map(MessageId).collect();
        let now = self.clock.now();
        Ok(self
            .db
            .read(async |tx| listed_public(tx, &ids, now).await)
            .await?)
    }

    fn index(&self) -> Result<Arc<Index>, Refusal> {
        self.search.get().cloned().ok_or(Refusal::Busy)
    }

    /// A query that is the number of a message leads straight to it.
    async fn public_number(&self, typed: &str) -> Result<Option<Number>, Refusal> {
        let Ok(number) = hanzi::fold(typed).trim().parse::<Number>() else {
            return Ok(None);
        };
        let now = self.clock.now();
        let found = self.db.read(async |tx| {
            let message = match messages::by_number(tx, number).await? {
                Some(id) => messages::by_id(tx, id).await?,
                None => None,
            };
            Ok::<_, Refusal>(message.is_some_and(|message| message.is_public(now)))
        });
        Ok(found.await?.then_some(number))
    }

    /// These messages in their order, with their public texts. One that was taken from the public since the index
    /// was written is left out.
    async fn load_public(&self, ids: &[i64]) -> Result<Vec<Public>, Refusal> {
        let ids: Vec<MessageId> = ids.iter().copied().map(MessageId).collect();
        let now = self.clock.now();
        let loaded = self.db.read(async |tx| {
            let listed = listed_public(tx, &ids, now).await?;
            Public::of(tx, listed).await
        });
        Ok(loaded.await?)
    }
}

/// These messages in their order, as lists show them, without those that were taken from the public.
async fn listed_public(
    tx: &mut Tx,
    ids: &[MessageId],
    now: Timestamp,
) -> store::Result<Vec<Listed>> {
    let mut public = Vec::with_capacity(ids.len());
    for listed in lists::of_ids(tx, ids).await? {
        if listed.message.is_public(now)
            && let Some(at) = listed.message.listed_at()
        {
            let title_as_written = String::new();
            public.push(Listed {
                at,
                title_as_written,
                ..listed
            });
        }
    }
    Ok(public)
}

fn parse(typed: &str) -> Result<Query, Refusal> {
    Query::parse(typed).map_err(|why| Refusal::field("q", Problem::Query(why)))
}

/// Whether messages may be missing that were published before the index was opened.
fn is_building(place: Option<Place>) -> bool {
    place.is_none_or(|place| place.building_after.is_some())
}

/// A message with the texts that everyone may read.
struct Public {
    listed: Listed,
    /// Body, demand, place.
    texts: Vec<String>,
    /// Published replies, the first first.
    replies: Vec<String>,
}

impl Public {
    /// The texts of listed messages.
    async fn of(tx: &mut Tx, listed: Vec<Listed>) -> store::Result<Vec<Self>> {
        let messages: Vec<_> = listed.iter().map(|listed| listed.message.id).collect();
        let replies = replies::published(tx, &messages).await?;
        let own = listed
            .iter()
            .flat_map(|listed| public_texts(&listed.message));
        let ids: Vec<ContentId> = own.chain(replies.values().flatten().copied()).collect();
        let mut texts = contents::texts(tx, ids).await?;
        let mut take = |ids: &[ContentId]| take(&mut texts, ids);
        Ok(listed
            .into_iter()
            .map(|listed| {
                let replies = replies.get(&listed.message.id);
                Self {
                    texts: take(&public_texts(&listed.message)),
                    replies: take(replies.map_or(&[], Vec::as_slice)),
                    listed,
                }
            })
            .collect())
    }

    fn hit(&self, needles: &[&str]) -> Hit {
        let (excerpt, in_reply) = marks::excerpt(&self.texts, &self.replies, needles);
        Hit {
            listed: self.listed.clone(),
            title: marks::mark(&self.listed.title, needles),
            excerpt,
            in_reply,
        }
    }
}

/// What everyone may read of a public message, without its title, in the order of its page.
fn public_texts(message: &Message) -> Vec<ContentId> {
    let texts = &message.texts;
    let mut ids = vec![texts.public_body.unwrap_or(texts.body)];
    ids.extend(texts.public_demand.or(texts.demand));
    ids.extend(texts.place.filter(|_place| !message.hide_place));
    ids
}

/// The texts that are still there: an erased one is not.
fn take(texts: &mut HashMap<ContentId, String>, ids: &[ContentId]) -> Vec<String> {
    ids.iter().filter_map(|id| texts.remove(id)).collect()
}

/// Runs what takes the processor for long beside the requests.
async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> search::Result<T> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(why) => Err(Refusal::Store(store::Error::Lost(why.to_string().into()))),
    }
}

fn narrow(filter: &Filter) -> Narrow {
    let flags = [
        (filter.overdue, OVERDUE),
        (filter.returned, RETURNED),
        (filter.reopened, REOPENED),
    ];
    Narrow {
        office: filter.office.map(|office| office.0),
        region: filter
            .region
            .as_ref()
            .map(|region| region.prefix().to_owned()),
        domain: filter.domain.as_ref().map(DomainSlug::to_string),
        subdomain: filter.subdomain.clone(),
        kind: filter.kind.map(Kind::code),
        stages: filter.stages.iter().map(|stage| stage.code()).collect(),
        flags: flags
            .into_iter()
            .filter_map(|(wanted, flag)| wanted.then_some(flag))
            .collect(),
        since: filter.since.map(Timestamp::as_millisecond),
        until: filter.until.map(Timestamp::as_millisecond),
    }
}

/// The names of what is looked at in the index.
const OVERDUE: &str = "overdue";
const RETURNED: &str = "returned";
const REOPENED: &str = "reopened";

/// Codes as what they stand for. The index is a cache: what it says in words of another release is left out.
fn typed(facets: search::Facets) -> Facets {
    fn each<T>(counts: Vec<(String, u64)>, parse: impl Fn(&str) -> Option<T>) -> Vec<(T, u64)> {
        let counts = counts.into_iter();
        counts
            .filter_map(|(code, count)| Some((parse(&code)?, count)))
            .collect()
    }
    Facets {
        domains: each(facets.domains, |code| DomainSlug::parse(code).ok()),
        subdomains: facets.subdomains,
        kinds: each(facets.kinds, |code| Kind::from_code(code).ok()),
        stages: each(facets.stages, |code| StageKind::from_code(code).ok()),
        years: facets.years,
        offices: facets
            .offices
            .into_iter()
            .map(|(office, count)| (OfficeId(office), count))
            .collect(),
    }
}
