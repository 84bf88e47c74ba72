//! Lists of messages: public, one's own, and those of the desk.

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::Actor;
use domain::ids::OfficeId;
use domain::rating::{Praise, Settled};
use domain::sight::Sight;
use domain::taxonomy::DomainSlug;
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use store::lists::{self, Filter, Key, Listed, Page};
use store::{Tx, contents, messages, ratings};

/// A message in a list, with what the writer said of the answer.
#[derive(Clone, Debug)]
pub struct Row {
    /// The message with its title and names.
    pub listed: Listed,
    /// What the writer says came of it.
    pub settled: Option<Settled>,
    /// The words that the writer ticked.
    pub words: Vec<Praise>,
    /// The writer's sentence.
    pub sentence: Option<String>,
}

/// How far back what writers said is shown as of late: about half a year.
const LATELY: SignedDuration = SignedDuration::from_hours(180 * 24);

/// What each writer said of the answer, as far as everyone may read it.
async fn with_words(tx: &mut Tx, items: Vec<Listed>, now: Timestamp) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::with_capacity(items.len());
    for listed in items {
        let sight = listed.message.sight(&Actor::VISITOR, now);
        let latest = ratings::of_message(tx, listed.message.id).await?.pop();
        // Where only the progress is public, what was said of the text is not.
        let latest = latest.filter(|_rating| sight.shows_text());
        let sentence = latest.as_ref().and_then(|rating| rating.sentence);
        let mut texts = contents::texts(tx, sentence).await?;
        rows.push(Row {
            listed,
            settled: latest.as_ref().and_then(|rating| rating.settled),
            words: latest.map(|rating| rating.words).unwrap_or_default(),
            sentence: sentence
                .and_then(|id| texts.remove(&id))
                .filter(|said| !said.is_empty()),
        });
    }
    Ok(rows)
}

impl App {
    /// Public messages, newest first.
    pub async fn public_list(
        &self,
        filter: &Filter,
        after: Option<Key>,
        limit: u32,
    ) -> Result<Page, Refusal> {
        Ok(self
            .db
            .read(async |tx| lists::public(tx, filter, after, limit).await)
            .await?)
    }

    /// The page before the one that begins with `before`.
    pub async fn public_list_before(
        &self,
        filter: &Filter,
        before: Key,
        limit: u32,
    ) -> Result<Page, Refusal> {
        Ok(self
            .db
            .read(async |tx| lists::public_before(tx, filter, before, limit).await)
            .await?)
    }

    /// How many public messages match.
    pub async fn public_count(&self, filter: &Filter) -> Result<i64, Refusal> {
        Ok(self
            .db
            .read(async |tx| lists::count(tx, filter).await)
            .await?)
    }

    /// How many public messages each subdomain of a domain has; one that has none is missing.
    pub async fn subdomain_counts(
        &self,
        domain: &DomainSlug,
    ) -> Result<Vec<(String, i64)>, Refusal> {
        Ok(self
            .db
            .read(async |tx| lists::count_by_subdomain(tx, domain).await)
            .await?)
    }

    /// What was answered lately, with the writers' words.
    pub async fn replied_lately(&self, filter: &Filter, limit: u32) -> Result<Vec<Row>, Refusal> {
        let rows = self.db.read(async |tx| {
            let items = lists::replied(tx, filter, limit).await?.items;
            with_words(tx, items, self.clock.now()).await
        });
        rows.await
    }

    /// What writers said of the answers of the last months, whatever they said; the latest answers first. One who
    /// said nothing but yes or no is left out.
    pub async fn rated_lately(&self, filter: &Filter, limit: u32) -> Result<Vec<Row>, Refusal> {
        let now = self.clock.now();
        let since = now.checked_sub(LATELY).unwrap_or(now);
        let rows = self.db.read(async |tx| {
            // Most say something, some do not.
            let items = lists::rated(tx, filter, since, limit * 2).await?.items;
            with_words(tx, items, now).await
        });
        let rows = rows.await?.into_iter();
        let said = rows.filter(|row| row.sentence.is_some() || !row.words.is_empty());
        Ok(said
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .collect())
    }

    /// The first moment of a day where the board is.
    pub fn begin_of(&self, day: Date) -> Timestamp {
        day.to_zoned(self.rules.calendar.zone().clone())
            .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// How many messages that are public now an office answered from a day to another, both included.
    pub async fn answered_between(
        &self,
        office: OfficeId,
        since: Date,
        until: Date,
    ) -> Result<i64, Refusal> {
        let since = self.begin_of(since);
        let until = self.begin_of(until.saturating_add(1.day()));
        Ok(self
            .db
            .read(async |tx| lists::count_replied(tx, office, since, until).await)
            .await?)
    }

    /// The writer's own messages, newest first.
    pub async fn own_messages(&self, actor: &Actor) -> Result<Vec<Listed>, Refusal> {
        let writer = actor.account()?;
        let mine = self.db.read(async |tx| {
            let ids = messages::of_writer(tx, writer, 200).await?;
            Ok::<_, Refusal>(lists::of_ids(tx, &ids).await?)
        });
        mine.await
    }

    /// The title of a listed message that this person may read; none where they may not.
    pub fn title_for(&self, actor: &Actor, listed: &Listed) -> Option<String> {
        let sight = listed.message.sight(actor, self.clock.now());
        match sight {
            Sight::Original => Some(listed.title_as_written.clone()),
            _ if sight.shows_text() => Some(listed.title.clone()),
            _ => None,
        }
        .filter(|title| !title.is_empty())
    }
}
