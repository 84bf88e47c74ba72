//! Texts and pictures with the salts that open what the log commits to, for whoever may read and see them.

use crate::board::App;
use crate::messages::view::readable;
use crate::refusal::Refusal;
use domain::actor::Actor;
use domain::ids::{MessageId, PictureId};
use domain::sight::Sight;
use ledger::commitments::Salt;
use ledger::facts::Name;
use std::collections::{HashMap, HashSet};
use store::ledger as rows;
use store::{contents, events, messages, pictures, ratings, replies};

/// A text that somebody may read, with what opens the commitment to it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The log of the entry that commits to it.
    pub log: u32,
    /// That entry.
    pub index: u64,
    /// The field of that entry.
    pub field: Name,
    /// The salt.
    pub salt: Salt,
    /// The text.
    pub text: String,
}

/// A picture that somebody may see, with what opens the commitment to it.
#[derive(Clone, Debug)]
pub struct OpenPicture {
    /// The log of the entry that commits to it.
    pub log: u32,
    /// That entry.
    pub index: u64,
    /// The field of that entry.
    pub field: Name,
    /// The salt.
    pub salt: Salt,
    /// The picture, as it is shown.
    pub picture: PictureId,
}

/// What somebody may read and see of a message, in the order of the log.
#[derive(Clone, Debug)]
pub struct Openings {
    /// The texts.
    pub texts: Vec<Opening>,
    /// The pictures. The files as they were received are not kept: the salts of those are in the receipt alone.
    pub pictures: Vec<OpenPicture>,
}

impl App {
    /// The texts that this person may read of a message and the pictures that they may see, each with what opens the
    /// commitment to it. Of a sealed message there are none: no public entry commits to them.
    pub async fn ledger_openings(&self, actor: &Actor, id: MessageId) -> Result<Openings, Refusal> {
        let now = self.clock.now();
        let read = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let sight = message.sight(actor, now);
            let is_writer = actor.person.is_some() && actor.person == message.writer;
            let events = events::of_message(tx, id).await?;
            let replies = replies::of_message(tx, id).await?;
            let ratings = ratings::of_message(tx, id).await?;
            let ids = readable(&message, sight, is_writer, &events, &replies, &ratings);
            let texts = contents::openings(tx, &self.vault, id).await?;
            let mut pictures = pictures::openings(tx, &self.vault, id).await?;
            let sees =
                |hidden: bool| sight >= Sight::Handling || (message.is_public(now) && !hidden);
            pictures.retain(|picture| sees(picture.hidden));
            let entries = rows::of_message(tx, id).await?;
            Ok::<_, Refusal>((ids, texts, pictures, entries))
        });
        let (ids, texts, pictures, entries) = read.await?;
        let ids: HashSet<_> = ids.into_iter().collect();
        let told = entries
            .iter()
            .filter(|row| row.index < self.signed_size(row.log));
        let place_of: HashMap<u32, (u32, u64)> = told
            .filter_map(|row| row.told.map(|(_message, n)| (n, (row.log, row.index))))
            .collect();
        let mut texts: Vec<_> = texts
            .into_iter()
            .filter(|text| ids.contains(&text.id))
            .filter_map(|text| {
                let (log, index) = *place_of.get(&text.n)?;
                Some(Opening {
                    log,
                    index,
                    field: text.field,
                    salt: text.salt,
                    text: text.text,
                })
            })
            .collect();
        texts.sort_by(|a, b| (a.log, a.index, &a.field).cmp(&(b.log, b.index, &b.field)));
        let pictures = pictures.into_iter().filter_map(|picture| {
            let (log, index) = *place_of.get(&picture.n)?;
            Some(OpenPicture {
                log,
                index,
                field: picture.field,
                salt: picture.salt,
                picture: picture.picture,
            })
        });
        Ok(Openings {
            texts,
            pictures: pictures.collect(),
        })
    }
}
