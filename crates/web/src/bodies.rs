//! Bodies of requests in memory: how large one may be, and all of them together.

use crate::viewer::Viewer;
use app::Refusal;
use axum::body::HttpBody;
use axum::extract::Request;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// All bodies that are held at once, in bytes. Beyond it whoever comes is asked to come again.
const ALL_BYTES: usize = 256 * 1024 * 1024;
/// A body of somebody who has not signed in: a letter with all its texts has a tenth of it.
const STRANGERS_BYTES: usize = 256 * 1024;

/// What is held. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Bodies(Arc<AtomicUsize>);

/// The part of one request; dropped, it is held no longer.
#[derive(Debug)]
pub struct Held {
    bodies: Bodies,
    bytes: usize,
}

impl Bodies {
    /// Nothing of a request yet.
    pub fn hold(&self) -> Held {
        Held {
            bodies: self.clone(),
            bytes: 0,
        }
    }
}

impl Held {
    /// So many bytes more; [`Refusal::Busy`] where others hold too much.
    pub fn grow(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.bytes += bytes;
        let before = self.bodies.0.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > ALL_BYTES {
            return Err(Refusal::Busy);
        }
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.bodies.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// The most bytes that are read of whoever sent this request.
pub fn most_of(request: &Request, signed_in: usize) -> usize {
    let viewer = request.extensions().get::<Viewer>();
    if viewer.is_some_and(Viewer::is_signed_in) {
        signed_in
    } else {
        STRANGERS_BYTES.min(signed_in)
    }
}

/// Why a body was not taken.
pub enum Unread {
    /// It is too long, or others hold too much.
    Refused(Refusal),
    /// It ended too early.
    Broken,
}

/// Reads a body to its end.
pub async fn collect(
    request: Request,
    most: usize,
    bodies: &Bodies,
) -> Result<(Vec<u8>, Held), Unread> {
    let mut held = bodies.hold();
    let mut body = request.into_body();
    let mut bytes = Vec::new();
    if body.size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(Unread::Refused(Refusal::TooLarge));
    }
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_broken| Unread::Broken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if bytes.len().saturating_add(data.len()) > most {
            return Err(Unread::Refused(Refusal::TooLarge));
        }
        held.grow(data.len()).map_err(Unread::Refused)?;
        bytes.extend_from_slice(&data);
    }
    Ok((bytes, held))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[tokio::test]
    async fn all_together_hold_so_much_and_no_more() {
        let bodies = Bodies::default();
        let mut many = bodies.hold();
        many.grow(ALL_BYTES - 10).unwrap();
        let read = async |bytes: usize| {
            let request = Request::new(Body::from(vec![b'a'; bytes]));
            collect(request, 1000, &bodies).await
        };
        assert_eq!(
            read(10).await.ok().map(|(body, _held)| body.len()),
            Some(10)
        );
        let busy = read(11).await;
        assert!(matches!(busy, Err(Unread::Refused(Refusal::Busy))));
        drop(many);
        assert!(read(1000).await.is_ok());
        let large = read(1001).await;
        assert!(matches!(large, Err(Unread::Refused(Refusal::TooLarge))));
        assert_eq!(bodies.0.load(Ordering::Relaxed), 0, "nothing is forgotten");
    }
}
