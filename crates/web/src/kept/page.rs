//! A page that is kept: what it rests on, and its body in the encodings that were asked for.

use super::asked::{Asked, Encoding};
use app::search::Place;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use brotli::enc::BrotliEncoderParams;
use domain::Timestamp;
use domain::ids::MessageId;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A page that was asked for so often is hot: brotli pays.
const HOT: u32 = 64;
/// Brotli's effort: a fifth smaller than gzip in a millisecond or two.
const BROTLI_EFFORT: u32 = 5;
/// gzip's effort: most pages are asked for a few times only.
const GZIP_EFFORT: u32 = 4;
/// What a page takes beside its bodies: entry, headers, counters.
const OVERHEAD: usize = 512;

/// What a page shows, which says when it is out of date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Many things: a list, figures, the first page.
    Many,
    /// One message.
    One(MessageId),
    /// These messages, which a search found at this place of the index.
    Found(Option<Place>, Arc<[MessageId]>),
    /// A file whose address changes with it.
    Fixed,
}

/// A page that is kept.
pub(super) struct KeptPage {
    /// What it shows.
    pub(super) shows: Shows,
    /// The stamp that was taken before it was rendered.
    pub(super) stamp: u64,
    /// When its rendering began.
    pub(super) begun: Timestamp,
    /// When it is out of date by time alone: the end of that day, for dates are printed as of it, or earlier.
    pub(super) until: Timestamp,
    /// How often it was asked for.
    hits: AtomicU32,
    /// Without the marks of an encoding; shared by all pages that say the same.
    head: Arc<HeaderMap>,
    /// Names this version of the page, without quotes and mark.
    version: Box<str>,
    identity: Option<Coded>,
    gzip: Option<Coded>,
    brotli: Option<Coded>,
}

/// A body in one encoding.
#[derive(Clone)]
struct Coded {
    tag: HeaderValue,
    body: Bytes,
}

impl KeptPage {
    /// A page as it was rendered; `version` names its content.
    pub(super) fn new(
        shows: Shows,
        stamp: u64,
        [begun, until]: [Timestamp; 2],
        head: Arc<HeaderMap>,
        version: String,
    ) -> Self {
        Self {
            shows,
            stamp,
            begun,
            until,
            hits: AtomicU32::new(0),
            head,
            version: version.into(),
            identity: None,
            gzip: None,
            brotli: None,
        }
    }

    /// The page with its body in the encoding that suits a request, too.
    pub(super) fn with(&self, body: Option<Bytes>, asked: &Asked) -> Option<Self> {
        let encoding = self.suits(asked);
        let plain = match body {
            Some(body) => body,
            None => self.plain()?,
        };
        let body = match encoding {
            Encoding::Identity => plain,
            Encoding::Gzip => gzipped(&plain)?,
            Encoding::Brotli => brotlied(&plain)?,
        };
        let tag = format!("\"{}{}\"", self.version, encoding.mark());
        let coded = Some(Coded {
            tag: HeaderValue::try_from(tag).ok()?,
            body,
        });
        let mut page = Self {
            shows: self.shows.clone(),
            stamp: self.stamp,
            begun: self.begun,
            until: self.until,
            hits: AtomicU32::new(self.hits.load(Ordering::Relaxed)),
            head: self.head.clone(),
            version: self.version.clone(),
            identity: self.identity.clone(),
            gzip: self.gzip.clone(),
            brotli: self.brotli.clone(),
        };
        *page.slot(encoding) = coded;
        Some(page)
    }

    /// The answer; none where the body has first to be encoded for this request.
    pub(super) fn answer(&self, asked: &Asked) -> Option<Response> {
        let hits = self.hits.fetch_add(1, Ordering::Relaxed);
        let encoding = match self.suits(asked) {
            // One request makes it; until it has, the others take gzip.
            Encoding::Brotli if self.brotli.is_none() && asked.gzip && hits > HOT => Encoding::Gzip,
            suits => suits,
        };
        let coded = self.coded(encoding)?;
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.clone_from(&self.head);
        headers.insert(ETAG, coded.tag.clone());
        if let Some(code) = encoding.code() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(code));
        }
        if coded.tag.to_str().is_ok_and(|tag| asked.has(tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if asked.head {
            headers.insert(CONTENT_LENGTH, coded.body.len().into());
        } else {
            *response.body_mut() = Body::from(coded.body.clone());
        }
        Some(response)
    }

    /// Whether the body is there in the very encoding that suits a request.
    pub(super) fn has(&self, asked: &Asked) -> bool {
        self.coded(self.suits(asked)).is_some()
    }

    /// Its weight in the budget: bytes.
    pub(super) fn weight(&self) -> usize {
        let bodies = [&self.identity, &self.gzip, &self.brotli].into_iter();
        let bytes = bodies.flatten().map(|coded| coded.body.len());
        let shown = match &self.shows {
            Shows::Found(_, messages) => size_of_val(&**messages),
            Shows::Many | Shows::One(_) | Shows::Fixed => 0,
        };
        OVERHEAD + shown + bytes.sum::<usize>()
    }

    /// The encoding for a request: brotli for what is hot, and for files, which are made once.
    fn suits(&self, asked: &Asked) -> Encoding {
        let hot = self.shows == Shows::Fixed || self.hits.load(Ordering::Relaxed) > HOT;
        match (asked.gzip, asked.brotli) {
            (_, true) if hot => Encoding::Brotli,
            (true, _) => Encoding::Gzip,
            _ => Encoding::Identity,
        }
    }

    fn coded(&self, encoding: Encoding) -> Option<&Coded> {
        match encoding {
            Encoding::Identity => self.identity.as_ref(),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        }
    }

    fn slot(&mut self, encoding: Encoding) -> &mut Option<Coded> {
        match encoding {
            Encoding::Identity => &mut self.identity,
            Encoding::Gzip => &mut self.gzip,
            Encoding::Brotli => &mut self.brotli,
        }
    }

    /// The body as it was rendered, from whichever encoding is there.
    fn plain(&self) -> Option<Bytes> {
        let mut plain = Vec::new();
        if let Some(identity) = &self.identity {
            return Some(identity.body.clone());
        } else if let Some(gzip) = &self.gzip {
            GzDecoder::new(&*gzip.body).read_to_end(&mut plain).ok()?;
        } else {
            let brotli = self.brotli.as_ref()?;
            brotli::BrotliDecompress(&mut &*brotli.body, &mut plain).ok()?;
        }
        Some(plain.into())
    }
}

fn gzipped(plain: &[u8]) -> Option<Bytes> {
    let packed = Vec::with_capacity(plain.len() / 3);
    let mut encoder = GzEncoder::new(packed, Compression::new(GZIP_EFFORT));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn brotlied(plain: &[u8]) -> Option<Bytes> {
    let params = BrotliEncoderParams {
        quality: BROTLI_EFFORT.try_into().ok()?,
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::with_capacity(plain.len() / 4);
    brotli::BrotliCompress(&mut &*plain, &mut packed, &params).ok()?;
    Some(packed.into())
}
