//! Pictures: cleaned before anything is kept.

pub mod clean;

use crate::board::App;
use crate::messages::NewPicture;
use crate::pictures::clean::{CleanPicture, PictureError, PictureLimits};
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::ids::{PersonId, PictureId};
use domain::sight::Sight;
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

impl App {
    /// Cleans an uploaded picture: position and device data are gone. `index` is its place in the form.
    pub async fn clean_picture(
        &self,
        index: usize,
        bytes: Vec<u8>,
    ) -> Result<CleanPicture, Refusal> {
        let limits = PictureLimits {
            max_bytes: self.limits.picture_bytes,
            ..PictureLimits::default()
        };
        let _turn = self
            .heavy
            .clone()
            .acquire_owned()
            .await
            .map_err(|_closed| Refusal::Busy)?;
        let cleaned = tokio::task::spawn_blocking(move || clean::clean(&bytes, &limits)).await;
        // A decoder that panics met a picture that is broken in a new way.
        cleaned
            .unwrap_or(Err(PictureError::Broken))
            .map_err(|why| Refusal::Picture(index, why))
    }

    /// Keeps the files of new pictures; the rows follow in the action's transaction.
    pub(crate) async fn keep_pictures(
        &self,
        new: &[NewPicture],
    ) -> Result<Vec<(Picture, [u8; 32])>, Refusal> {
        let max = self.limits.pictures;
        if new.len() > max {
            return Err(Refusal::field("pictures", Problem::Pictures { max }));
        }
        let mut kept = Vec::with_capacity(new.len());
        for NewPicture { clean, hidden } in new {
            let (blobs, full, thumb) =
                (self.blobs.clone(), clean.full.clone(), clean.thumb.clone());
            let names = tokio::task::spawn_blocking(move || {
                Ok::<_, store::Error>((blobs.put(&full)?, blobs.put(&thumb)?))
            });
            let (blob, thumb) = names
                .await
                .map_err(|why| store::Error::Lost(why.to_string().into()))??;
            let picture = Picture {
                id: self.ids.picture(self.clock.now()),
                message: None,
                owner: PersonId(0),
                blob,
                thumb,
                media_type: clean.full_type.to_owned(),
                width: clean.width,
                height: clean.height,
                hidden: *hidden,
            };
            kept.push((picture, clean.sha256));
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
            let message = match picture.message {
                Some(message) => messages::by_id(tx, message)
                    .await?
                    .ok_or(Refusal::NotFound)?,
                None => return Err(Refusal::NotFound),
            };
            Ok::<_, Refusal>((picture, message))
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
