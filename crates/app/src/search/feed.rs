//! How the index follows the events: by position, in batches, or from all messages where there is nothing to follow.

use super::{OVERDUE, Public, REOPENED, RETURNED, beside};
use crate::board::App;
use crate::reference::Reference;
use crate::refusal::Refusal;
use domain::event::Event;
use domain::ids::MessageId;
use domain::office::RegionCode;
use search::{Document, Index, Place};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::lists::{self, Listed};
use store::{Tx, events, sequencer};

/// Events that are followed in one go, and messages that are put in in one commit while the index is built.
const BATCH: u32 = 1000;
/// Messages whose texts are in memory at once.
const LOADED: usize = 100;

/// What a step of the index came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fed {
    /// More waits.
    pub more: bool,
    /// Messages that were put in.
    pub messages: usize,
}

impl App {
    /// Brings the index further towards the last event. True: more waits.
    pub async fn feed_search(&self) -> Result<bool, Refusal> {
        Ok(self.feed_search_once().await?.more)
    }

    /// Brings the index one step further, for whoever shows how far it is.
    pub async fn feed_search_once(&self) -> Result<Fed, Refusal> {
        let index = self.index()?;
        let place = self.place_of(&index).await?;
        match place {
            Some(Place {
                building_after: Some(after),
                ..
            }) => self.build(index, place.unwrap_or_default(), after).await,
            Some(place) => self.follow(index, place).await,
            None => self.begin(index).await,
        }
    }

    /// Empties the index, so that it is built anew.
    pub async fn forget_search(&self) -> Result<(), Refusal> {
        self.begin(self.index()?).await.map(|_fed| ())
    }

    /// How many public messages there are to be put in.
    pub async fn searchable(&self) -> Result<u64, Refusal> {
        let count = self.public_count(&lists::Filter::default()).await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// How far the index is; none where it is to be built: it is empty, or of another board or another past of this
    /// one, as after a restored backup.
    async fn place_of(&self, index: &Index) -> Result<Option<Place>, Refusal> {
        let Some(place) = index.place() else {
            return Ok(None);
        };
        if place.position == 0 {
            return Ok(Some(place));
        }
        let there = self
            .db
            .read(async |tx| events::after(tx, place.position - 1, 1).await);
        let is_known = there
            .await?
            .first()
            .is_some_and(|event| event.id.0 == place.event);
        if !is_known {
            tracing::warn!("the search index is of another past and is built anew");
        }
        Ok(is_known.then_some(place))
    }

    /// Empties the index. All messages of this moment are to be put in, and after them every event from now on.
    async fn begin(&self, index: Arc<Index>) -> Result<Fed, Refusal> {
        let last = self.db.read(async |tx| {
            let position = sequencer::last_position(tx).await?;
            let event = events::after(tx, position - 1, 1).await?;
            Ok::<_, store::Error>((position, event))
        });
        let (position, event) = last.await?;
        let place = Place {
            position,
            event: event.first().map_or(0, |event| event.id.0),
            building_after: Some(i64::MIN),
        };
        beside(move || index.clear(place)).await?;
        Ok(Fed {
            more: true,
            messages: 0,
        })
    }

    /// Puts in the next messages of all.
    async fn build(&self, index: Arc<Index>, place: Place, after: i64) -> Result<Fed, Refusal> {
        let next = self
            .db
            .read(async |tx| lists::listed_after(tx, MessageId(after), BATCH).await);
        let ids = next.await?;
        let documents = self.documents(&ids).await?;
        let messages = documents.len();
        let place = Place {
            building_after: ids.last().map(|id| id.0),
            ..place
        };
        beside(move || index.commit(&[], documents, place)).await?;
        Ok(Fed {
            more: true,
            messages,
        })
    }

    /// Follows the next events: whatever they say of a message, it is put in anew as it is now.
    async fn follow(&self, index: Arc<Index>, place: Place) -> Result<Fed, Refusal> {
        let next = self
            .db
            .read(async |tx| events::after(tx, place.position, BATCH).await);
        let events = next.await?;
        let Some((position, event)) = events
            .last()
            .and_then(|event| Some((event.position?, event.id.0)))
        else {
            return Ok(Fed {
                more: false,
                messages: 0,
            });
        };
        let changed: BTreeSet<MessageId> = events.iter().map(|event| event.message).collect();
        let changed: Vec<MessageId> = changed.into_iter().collect();
        let documents = self.documents(&changed).await?;
        let messages = documents.len();
        let before = place;
        let place = Place {
            position,
            event,
            building_after: None,
        };
        let out: Vec<i64> = changed.iter().map(|id| id.0).collect();
        let erased = events.iter().filter(|event| event.event == Event::Erased);
        let erased: Vec<i64> = erased.map(|event| event.message.0).collect();
        beside(move || {
            if erased.is_empty() {
                return index.commit(&out, documents, place);
            }
            // The index says that it is further when the files are clean: after a crash all of it is done again.
            index.commit(&out, documents, before)?;
            index.purge(&erased)?;
            index.commit(&[], Vec::new(), place)
        })
        .await?;
        Ok(Fed {
            more: events.len() == usize::try_from(BATCH).unwrap_or(usize::MAX),
            messages,
        })
    }

    /// What the index takes of these messages: of those that stand in public lists, what everyone may read.
    async fn documents(&self, ids: &[MessageId]) -> Result<Vec<Document>, Refusal> {
        let reference = self.reference();
        let mut documents = Vec::with_capacity(ids.len());
        for some in ids.chunks(LOADED) {
            let loaded = self.db.read(async |tx| load(tx, some).await);
            let public = loaded.await?.into_iter();
            documents.extend(public.filter_map(|public| document(public, &reference)));
        }
        Ok(documents)
    }
}

async fn load(tx: &mut Tx, ids: &[MessageId]) -> store::Result<Vec<Public>> {
    let mut listed = lists::of_ids(tx, ids).await?;
    listed.retain(|listed| listed.message.listed_at().is_some());
    Public::of(tx, listed).await
}

fn document(public: Public, reference: &Reference) -> Option<Document> {
    let Public {
        listed: Listed { message, title, .. },
        mut texts,
        replies,
    } = public;
    let flags = [
        (message.overdue(), OVERDUE),
        (message.counts.returns > 0, RETURNED),
        (message.counts.reopenings > 0, REOPENED),
    ];
    let office = reference.office(message.office);
    texts.extend(replies);
    texts.extend(office.map(|office| office.title.clone()));
    Some(Document {
        id: message.id.0,
        listed_at: message.listed_at()?.as_millisecond(),
        title,
        texts,
        office: message.office.0,
        domain: message.domain.to_string(),
        subdomain: message.subdomain.clone(),
        kind: message.kind.code(),
        stage: message.stage.kind().code(),
        regions: message.region.as_ref().map(beginnings).unwrap_or_default(),
        flags: flags
            .into_iter()
            .filter_map(|(is, flag)| is.then_some(flag))
            .collect(),
    })
}

/// The beginnings of a code that name a place: province, city, county, street.
fn beginnings(code: &RegionCode) -> Vec<String> {
    let code = code.as_str();
    [2, 4, 6, 9]
        .into_iter()
        .filter_map(|length| code.get(..length).map(str::to_owned))
        .collect()
}
