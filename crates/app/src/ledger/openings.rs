//! Texts with the salts that open what the log commits to, for whoever may read the text.

use crate::board::App;
use crate::messages::view::readable;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::ids::MessageId;
use ledger::commitments::Salt;
use ledger::facts::Name;
use std::collections::{HashMap, HashSet};
use store::ledger as rows;
use store::{contents, events, messages, ratings, replies};

/// A text that somebody may read, with what opens the commitment to it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The entry that commits to it.
    pub index: u64,
    /// The field of that entry.
    pub field: Name,
    /// The salt.
    pub salt: Salt,
    /// The text.
    pub text: String,
}

impl App {
    /// The texts of a message that this person may read, each with what opens the commitment to it, in the order of
    /// the log. Of a sealed message there are none: no public entry commits to its texts.
    pub async fn ledger_openings(
        &self,
        actor: &Actor,
        id: MessageId,
    ) -> Result<Vec<Opening>, Refusal> {
        let now = self.clock.now();
        let signed = self.signed_size();
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let sight = message.sight(actor, now);
            let is_writer = actor.person.is_some() && actor.person == message.writer;
            let events = events::of_message(tx, id).await?;
            let replies = replies::of_message(tx, id).await?;
            let ratings = ratings::of_message(tx, id).await?;
            let ids = readable(&message, sight, is_writer, &events, &replies, &ratings);
            let texts = contents::openings(tx, &self.vault, id).await?;
            Ok::<_, Refusal>((ids, texts, rows::of_message(tx, id).await?))
        });
        let (ids, texts, entries) = read.await?;
        let ids: HashSet<_> = ids.into_iter().collect();
        let told = entries.iter().filter(|row| row.index < signed);
        let index_of: HashMap<u32, u64> = told
            .filter_map(|row| row.told.map(|(_message, n)| (n, row.index)))
            .collect();
        let mut openings: Vec<_> = texts
            .into_iter()
            .filter(|text| ids.contains(&text.id))
            .filter_map(|text| {
                Some(Opening {
                    index: *index_of.get(&text.n)?,
                    field: text.field,
                    salt: text.salt,
                    text: text.text,
                })
            })
            .collect();
        openings.sort_by(|a, b| (a.index, &a.field).cmp(&(b.index, &b.field)));
        Ok(openings)
    }
}
