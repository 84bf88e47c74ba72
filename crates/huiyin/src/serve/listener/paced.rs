//! Clients that are too slow: a body that trickles in, an answer that nobody takes.

use super::bounds::{Counts, Patience};
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

/// A body that must keep its pace.
pub struct Paced {
    body: Body,
    patience: Patience,
    bytes: u64,
    /// When it began to be waited for, and until when it is waited for.
    waits: Option<(Instant, Pin<Box<Sleep>>)>,
    cut: Cut,
}

/// Whether a body was cut, for whoever answers the request.
#[derive(Clone, Default)]
pub struct Cut(Arc<AtomicBool>);

impl Cut {
    /// It was.
    pub fn is_cut(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Paced {
    /// Waits for a body with patience, and no longer.
    pub fn new(body: Body, patience: Patience) -> (Self, Cut) {
        let cut = Cut::default();
        let paced = Self {
            body,
            patience,
            bytes: 0,
            waits: None,
            cut: cut.clone(),
        };
        (paced, cut)
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame
                && let Some(data) = frame.data_ref()
            {
                this.bytes += u64::try_from(data.len()).unwrap_or(u64::MAX);
                if let Some((begun, waits)) = &mut this.waits {
                    let until = *begun + this.patience.for_body(this.bytes);
                    waits.as_mut().reset(until);
                }
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let (_begun, waits) = this.waits.get_or_insert_with(|| {
            let begun = Instant::now();
            let until = begun + this.patience.for_body(this.bytes);
            (begun, Box::pin(sleep_until(until)))
        });
        ready!(waits.as_mut().poll(context));
        this.cut.0.store(true, Ordering::Relaxed);
        let slow = io::Error::new(io::ErrorKind::TimedOut, "the body comes too slowly");
        Poll::Ready(Some(Err(slow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose other end must take what is sent.
pub struct Taken<S> {
    stream: S,
    within: Duration,
    waits: Option<Pin<Box<Sleep>>>,
    counts: Arc<Counts>,
}

impl<S> Taken<S> {
    /// Waits so long for the other end to take something.
    pub fn new(stream: S, within: Duration, counts: Arc<Counts>) -> Self {
        Self {
            stream,
            within,
            waits: None,
            counts,
        }
    }

    fn within<T>(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.waits = None;
            return sent;
        }
        let within = self.within;
        let waits = self.waits.get_or_insert_with(|| Box::pin(sleep(within)));
        ready!(waits.as_mut().poll(context));
        Counts::count(&self.counts.slow_readers);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taken<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taken<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.within(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.within(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_flush(context);
        self.within(context, sent)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_shutdown(context);
        self.within(context, sent)
    }
}
