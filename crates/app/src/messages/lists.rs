//! Lists of messages: public, one's own, and those of the desk.

use crate::board::App;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::rating::Praise;
use domain::sight::Sight;
use store::lists::{self, Filter, Key, Listed, Page};
use store::{contents, messages, ratings};

/// A message in a list, with what the writer said of the answer.
#[derive(Clone, Debug)]
pub struct Row {
    /// The message with its title and names.
    pub listed: Listed,
    /// The words that the writer ticked.
    pub words: Vec<Praise>,
    /// The writer's sentence.
    pub sentence: Option<String>,
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

    /// What was answered lately, with the writers' words.
    pub async fn replied_lately(&self, filter: &Filter, limit: u32) -> Result<Vec<Row>, Refusal> {
        let rows = self.db.read(async |tx| {
            let mut rows = Vec::new();
            for listed in lists::replied(tx, filter, limit).await?.items {
                let latest = ratings::of_message(tx, listed.message.id).await?.pop();
                let sentence = latest.as_ref().and_then(|rating| rating.sentence);
                let mut texts = contents::texts(tx, sentence).await?;
                rows.push(Row {
                    listed,
                    words: latest.map(|rating| rating.words).unwrap_or_default(),
                    sentence: sentence.and_then(|id| texts.remove(&id)),
                });
            }
            Ok::<_, Refusal>(rows)
        });
        rows.await
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
