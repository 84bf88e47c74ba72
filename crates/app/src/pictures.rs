//! Pictures: cleaned before anything is kept.

pub mod clean;

use crate::board::App;
use crate::chance::draw;
use crate::fields;
use crate::messages::NewPicture;
use crate::pictures::clean::{PictureError, PictureLimits};
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::ids::{MessageId, PersonId, PictureId};
use domain::sight::Sight;
use store::contents::NewFile;
use store::pictures::Picture;
use store::{messages, pictures};

/// A picture's bytes as a page serves them.
#[derive(Clone, Debug)]
pub struct PictureBytes {
    /// `image/jpeg` …
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Everyone may see it, so that a shared cache may keep it.
    pub public: bool,
}

/// A picture whose files are kept, and what commits to it: as it is shown, and as it was received.
pub(crate) struct KeptPicture {
    pub(crate) picture: Picture,
    pub(crate) files: [NewFile; 2],
}

impl App {
    /// Cleans an uploaded picture: position and device data are gone. `index` is its place in the form.
    pub async fn new_picture(
        &self,
        index: usize,
        original: Vec<u8>,
        hidden: bool,
    ) -> Result<NewPicture, Refusal> {
        let limits = PictureLimits {
            max_bytes: self.limits.picture_bytes,
            ..PictureLimits::default()
        };
        let cleaned =
            self.heavy(move || clean::clean(&original, &limits).map(|clean| (clean, original)));
        let cleaned = match cleaned.await {
            // A decoder that panics met a picture that is broken in a new way.
            Err(Refusal::Store(store::Error::Lost(_))) => Err(PictureError::Broken),
            other => other?,
        };
        let (clean, original) = cleaned.map_err(|why| Refusal::Picture(index, why))?;
        Ok(NewPicture {
            clean,
            original,
            hidden,
        })
    }

    /// Keeps the files of new pictures, and commits to each as it was received and as it is shown; the rows follow in
    /// the action's transaction.
    pub(crate) async fn keep_pictures(
        &self,
        new: Vec<NewPicture>,
        message: MessageId,
        owner: PersonId,
    ) -> Result<Vec<KeptPicture>, Refusal> {
        let max = self.limits.pictures;
        if new.len() > max {
            return Err(Refusal::field("pictures", Problem::Pictures { max }));
        }
        let now = self.clock.now();
        let mut kept = Vec::with_capacity(new.len());
        for (n, new) in (1..).zip(new) {
            let [shown, received] = [fields::picture(n), fields::original(n)].map(|field| {
                let id = self.ids.content(now);
                field.map(|field| (id, field, draw(&*self.chance)))
            });
            let (shown, received) = (shown?, received?);
            let id = self.ids.picture(now);
            let blobs = self.blobs.clone();
            let put = tokio::task::spawn_blocking(move || {
                let NewPicture {
                    clean,
                    original,
                    hidden,
                } = new;
                let picture = Picture {
                    id,
                    message,
                    owner,
                    blob: blobs.put(&clean.full)?,
                    thumb: blobs.put(&clean.thumb)?,
                    media_type: clean.full_type.to_owned(),
                    width: clean.width,
                    height: clean.height,
                    content: shown.0,
                    original: received.0,
                    hidden,
                };
                let commit = |(id, field, salt): (_, _, _), bytes: &[u8]| {
                    NewFile::new(id, field, salt, bytes)
                };
                Ok::<_, store::Error>(KeptPicture {
                    picture,
                    files: [commit(shown, &clean.full), commit(received, &original)],
                })
            });
            let put = put.await;
            kept.push(put.map_err(|why| store::Error::Lost(why.to_string().into()))??);
        }
        Ok(kept)
    }

    /// The bytes of a picture, for those who may see it.
    pub async fn picture(
        &self,
        actor: &Actor,
        id: PictureId,
        thumb: bool,
    ) -> Result<PictureBytes, Refusal> {
        let now = self.clock.now();
        let found = self.db.read(async |tx| {
            let picture = pictures::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let message = messages::by_id(tx, picture.message).await?;
            Ok::<_, Refusal>((picture, message.ok_or(Refusal::NotFound)?))
        });
        let (picture, message) = found.await?;
        let public = message.is_public(now) && !picture.hidden;
        // A hidden picture is for the writer and for those who handle the message.
        if !public && message.sight(actor, now) < Sight::Handling {
            return Err(Refusal::NotFound);
        }
        let name = if thumb { picture.thumb } else { picture.blob };
        let blobs = self.blobs.clone();
        let bytes = tokio::task::spawn_blocking(move || blobs.get(&name)).await;
        let bytes = bytes.map_err(|why| store::Error::Lost(why.to_string().into()))??;
        let media_type = if thumb {
            "image/jpeg".into()
        } else {
            picture.media_type
        };
        Ok(PictureBytes {
            media_type,
            bytes: bytes.ok_or(Refusal::NotFound)?,
            public,
        })
    }

    /// Removes files that no picture uses any more.
    pub(crate) async fn remove_blobs(
        &self,
        names: impl IntoIterator<Item = String>,
    ) -> Result<(), Refusal> {
        for name in names {
            let uses = self
                .db
                .read(async |tx| pictures::uses_of(tx, &name).await)
                .await?;
            if uses == 0 {
                self.blobs.remove(&name)?;
            }
        }
        Ok(())
    }
}
