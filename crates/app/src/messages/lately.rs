//! What was published and answered lately, with the texts that everyone may read: for feeds.

use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::ids::{Number, UnitId};
use domain::reply::{Outcome, Reply, ReplyKind, ReplyState};
use store::lists::{self, Filter, Listed};
use store::{contents, replies, sitemap};

/// A public message with the text that a feed tells of it.
#[derive(Clone, Debug)]
pub struct Lately {
    /// The message with its title and names.
    pub listed: Listed,
    /// What it says, or what its latest answer says. Empty once erased.
    pub text: String,
    /// Who answered, and what came of it, where the text is an answer.
    pub answer: Option<(Option<UnitId>, Option<Outcome>)>,
    /// When it was published, or answered.
    pub at: Timestamp,
}

impl App {
    /// Messages that were published lately, the newest first, with what they say.
    pub async fn published_lately(
        &self,
        filter: &Filter,
        limit: u32,
    ) -> Result<Vec<Lately>, Refusal> {
        let found = self.db.read(async |tx| {
            let items = lists::public(tx, filter, None, limit).await?.items;
            let text = |listed: &Listed| {
                let texts = &listed.message.texts;
                texts.public_body.unwrap_or(texts.body)
            };
            let mut texts = contents::texts(tx, items.iter().map(text)).await?;
            let told = items.into_iter().map(|listed| Lately {
                text: texts.remove(&text(&listed)).unwrap_or_default(),
                answer: None,
                at: listed.at,
                listed,
            });
            Ok::<_, Refusal>(told.collect())
        });
        found.await
    }

    /// Messages that were answered lately, the latest answer first, with what it says.
    pub async fn answered_lately(
        &self,
        filter: &Filter,
        limit: u32,
    ) -> Result<Vec<Lately>, Refusal> {
        let found = self.db.read(async |tx| {
            let mut answered = Vec::new();
            for listed in lists::replied(tx, filter, limit).await?.items {
                let all = replies::of_message(tx, listed.message.id).await?;
                let latest = all.into_iter().rfind(is_answer);
                answered.extend(latest.map(|reply| (listed, reply)));
            }
            let ids: Vec<_> = answered.iter().map(|(_, reply)| reply.text).collect();
            let mut texts = contents::texts(tx, ids).await?;
            let told = answered.into_iter().map(|(listed, reply)| Lately {
                text: texts.remove(&reply.text).unwrap_or_default(),
                answer: Some((reply.unit, reply.outcome)),
                at: listed.at,
                listed,
            });
            Ok::<_, Refusal>(told.collect())
        });
        found.await
    }

    /// The last number that was given in each year, the latest year first.
    pub async fn last_numbers(&self) -> Result<Vec<Number>, Refusal> {
        let found = self.db.read(async |tx| sitemap::last_numbers(tx).await);
        Ok(found.await?)
    }

    /// The public messages whose numbers lie between these, both included, with the time of their latest answer, or
    /// else of their publication.
    pub async fn public_between(
        &self,
        first: Number,
        last: Number,
    ) -> Result<Vec<(Number, Timestamp)>, Refusal> {
        let found = self
            .db
            .read(async |tx| sitemap::between(tx, first, last).await);
        Ok(found.await?)
    }
}

fn is_answer(reply: &Reply) -> bool {
    reply.kind == ReplyKind::Final && reply.state == ReplyState::Published
}
