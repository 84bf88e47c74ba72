//! Forms: what came in a POST, and the proof that the page of this very session sent it.

use crate::bodies::{self, Bodies, Held, Unread};
use crate::tell::Failed;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use axum::RequestExt;
use axum::extract::multipart::{Field as Part, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use domain::permission::Forbidden;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

/// The fields of a form, in order, as they came.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
    /// Files that were chosen: field name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The files together were larger than any form: some of them were not kept, the texts all were.
    pub too_large: bool,
    /// Others send so much at this moment that the files were not kept; the texts all were.
    pub crowded: bool,
    /// Files were chosen, kept or not.
    pub had_files: bool,
    /// What all of it takes of the memory for bodies.
    held: Option<Arc<Held>>,
}

/// A text field may have so many bytes; the form's own limits say it kindlier long before.
const FIELD_BYTES: usize = 400_000;
/// All texts of a form together.
const TEXT_BYTES: usize = 2 * 1024 * 1024;
/// A form has so many fields at most.
const FIELDS: usize = 1000;
/// All pictures of a form together.
const FORM_BYTES: usize = 48 * 1024 * 1024;
/// What is more than that is read on to here and thrown away: a browser shows no answer while it still sends.
const READ_BYTES: usize = 4 * FORM_BYTES;

impl Posted {
    /// The parameters of an address, read as a form is.
    pub fn from_query(query: Option<&str>) -> Self {
        Self {
            fields: form_pairs(query.unwrap_or_default().as_bytes()),
            ..Self::default()
        }
    }

    /// A field as typed; empty where the form did not have it.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// All values of a field: several boxes of one name.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.fields
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A field that holds a code, a number, an id; none where it is empty or means nothing.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).trim().parse().ok()
    }

    /// All fields but the form key, to carry them on in the next form.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let kept = self.fields.iter().filter(|(key, _)| key != "form_key");
        kept.map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Reads a form. Without `files`, which is how those are read who have not signed in, their bytes are thrown away
    /// as they come: the texts are all that is kept.
    pub async fn read(request: Request, web: &Web, files: bool) -> Result<Self, Refusal> {
        let echo = request.extensions().get::<Echo>().cloned();
        let posted = Self::read_body(request, web, files).await?;
        if let Some(echo) = echo {
            echo.keep(&posted);
        }
        Ok(posted)
    }

    async fn read_body(request: Request, web: &Web, files: bool) -> Result<Self, Refusal> {
        let content_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if content_type.starts_with("multipart/form-data") {
            return Self::read_parts(request, &web.bodies, files).await;
        }
        let most = bodies::most_of(&request, TEXT_BYTES);
        let read = bodies::collect(request, most, &web.bodies).await;
        let (body, held) = read.map_err(|why| match why {
            Unread::Refused(refusal) => refusal,
            Unread::Broken => unreadable(),
        })?;
        // Form data is ASCII with percent signs; what is not UTF-8 behind them is shown as such and refused by the field.
        Ok(Self {
            fields: form_pairs(&body),
            held: Some(Arc::new(held)),
            ..Self::default()
        })
    }

    /// Reads a form of parts, as pictures come.
    pub(crate) async fn read_parts(
        request: Request,
        bodies: &Bodies,
        files: bool,
    ) -> Result<Self, Refusal> {
        let mut posted = Self::default();
        let mut reading = Reading::of(&request, bodies, files);
        let mut parts: Multipart = request.extract().await.map_err(|_rejection| unreadable())?;
        loop {
            let part = match parts.next_field().await {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(why) => {
                    posted.cut_short(&why)?;
                    break;
                }
            };
            posted.take(part, &mut reading).await?;
            // Nobody who has not signed in is listened to for longer than a form is.
            if posted.too_large && !files {
                break;
            }
        }
        posted.held = Some(Arc::new(reading.held));
        Ok(posted)
    }

    /// Takes one part.
    async fn take(&mut self, mut part: Part<'_>, reading: &mut Reading) -> Result<(), Refusal> {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let is_chosen = file_name.as_ref().is_some_and(|name| !name.is_empty());
        self.had_files |= is_chosen;
        let is_kept = file_name.is_none() || is_chosen && reading.files;
        let mut bytes = Vec::new();
        loop {
            match part.chunk().await {
                Ok(None) => break,
                Ok(Some(chunk)) => {
                    reading.read += chunk.len();
                    self.too_large |= reading.read > FORM_BYTES;
                    if self.too_large || !is_kept || self.crowded {
                        continue;
                    }
                    if file_name.is_none() {
                        reading.text += chunk.len();
                        if bytes.len() + chunk.len() > FIELD_BYTES || reading.text > reading.most {
                            return Err(Refusal::TooLarge);
                        }
                    }
                    match reading.held.grow(chunk.len()) {
                        Ok(()) => bytes.extend_from_slice(&chunk),
                        Err(busy) if file_name.is_none() => return Err(busy),
                        Err(_busy) => self.crowded = true,
                    }
                }
                Err(why) => return self.cut_short(&why),
            }
        }
        if self.fields.len() + self.files.len() >= FIELDS {
            return Err(Refusal::TooLarge);
        }
        match file_name {
            None if !self.too_large => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.fields.push((name, text));
            }
            Some(_) if is_kept && !self.too_large && !self.crowded => {
                self.files.push((name, bytes));
            }
            _ => {}
        }
        Ok(())
    }

    /// What came before the limit is kept: it holds the texts, which stand before the files.
    fn cut_short(&mut self, why: &MultipartError) -> Result<(), Refusal> {
        match unread(why.status()) {
            Refusal::TooLarge => {
                self.too_large = true;
                Ok(())
            }
            other => Err(other),
        }
    }
}

/// What was typed, for whoever gives it back when the handler that has read it could not do its work.
#[derive(Clone, Debug, Default)]
pub struct Echo(Arc<OnceLock<Posted>>);

impl Echo {
    /// The form, without its files; none where it was not read.
    pub fn heard(&self) -> Option<&Posted> {
        self.0.get()
    }

    fn keep(&self, posted: &Posted) {
        // A form is read once.
        drop(self.0.set(Posted {
            fields: posted.fields.clone(),
            had_files: posted.had_files,
            held: posted.held.clone(),
            ..Posted::default()
        }));
    }
}

/// How far a form of parts has been read.
struct Reading {
    held: Held,
    /// Files are kept.
    files: bool,
    /// Bytes that came.
    read: usize,
    /// Bytes of texts, …
    text: usize,
    /// … and how many they may be.
    most: usize,
}

impl Reading {
    fn of(request: &Request, bodies: &Bodies, files: bool) -> Self {
        Self {
            held: bodies.hold(),
            files,
            read: 0,
            text: 0,
            most: bodies::most_of(request, TEXT_BYTES),
        }
    }
}

/// Whether pictures of whoever sent this are kept in memory.
fn may_send_files(viewer: Option<&Viewer>) -> bool {
    viewer.is_some_and(Viewer::is_signed_in)
}

/// A body that could not be read, by the status that the extractor gave it.
fn unread(status: StatusCode) -> Refusal {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::TooLarge
    } else {
        unreadable()
    }
}

/// A body that is no form.
fn unreadable() -> Refusal {
    Refusal::field("form", app::Problem::Unknown)
}

/// `application/x-www-form-urlencoded`, as the URL standard says.
pub(crate) fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    let decode = |part: &[u8]| {
        let mut bytes = Vec::with_capacity(part.len());
        let mut rest = part.iter().copied();
        while let Some(byte) = rest.next() {
            let hex = |digit: Option<u8>| digit.and_then(|digit| char::from(digit).to_digit(16));
            match byte {
                b'+' => bytes.push(b' '),
                b'%' => {
                    let ahead = rest.clone();
                    if let (Some(high), Some(low)) = (hex(rest.next()), hex(rest.next())) {
                        bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                    } else {
                        bytes.push(b'%');
                        rest = ahead;
                    }
                }
                _ => bytes.push(byte),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            (
                decode(halves.next().unwrap_or_default()),
                decode(halves.next().unwrap_or_default()),
            )
        })
        .collect()
}

impl FromRequest<Web> for Posted {
    type Rejection = Failed;

    /// Reads the form and checks its key: what the page of another session sent changes nothing.
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        let viewer = request.extensions().get::<Viewer>().cloned();
        let files = may_send_files(viewer.as_ref());
        let posted = Self::read(request, web, files).await?;
        if posted.too_large {
            return Err(Failed(Refusal::TooLarge));
        }
        if posted.crowded {
            return Err(Failed(Refusal::Busy));
        }
        let expected = viewer.as_ref().map_or("", |viewer| viewer.form_key());
        if posted.text("form_key") == expected {
            return Ok(posted);
        }
        // Signed out meanwhile: “sign in”, and what was typed is carried on by those pages that hold text.
        let why = if expected.is_empty() {
            Forbidden::SignIn
        } else {
            Forbidden::NotYours
        };
        Err(Failed(why.into()))
    }
}

/// A form that a visitor may send, too: it is read whether or not its session still lasts. The handler asks the
/// viewer, and keeps what was typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What came.
    pub posted: Posted,
    /// The form was sent by a page of this very session.
    pub own: bool,
}

impl FromRequest<Web> for Typed {
    type Rejection = Failed;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        let viewer = request.extensions().get::<Viewer>().cloned();
        let files = may_send_files(viewer.as_ref());
        let posted = Posted::read(request, web, files).await?;
        let own = posted.text("form_key") == viewer.as_ref().map_or("", |viewer| viewer.form_key());
        Ok(Self { posted, own })
    }
}

/// The layer of forms that carry pictures.
pub fn with_pictures() -> DefaultBodyLimit {
    DefaultBodyLimit::max(READ_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let pairs =
            form_pairs("title=%E8%B7%AF%E7%81%AF+1&word=a&word=b&odd=%zz&&empty=".as_bytes());
        let posted = Posted {
            fields: pairs,
            ..Posted::default()
        };
        assert_eq!(posted.text("title"), "路灯 1");
        assert_eq!(posted.all("word").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(posted.text("odd"), "%zz");
        assert!(!posted.ticked("empty"));
        assert_eq!(posted.parsed::<u32>("title"), None);
    }
}
