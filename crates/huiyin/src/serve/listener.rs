//! Accepts connections and serves HTTP/1 on them, with limits against the slow and the many.

pub mod bounds;
mod paced;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bounds::{Bounds, Counts, Crowd, Patience};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use paced::{Paced, Taken};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};

/// What was accepted is answered within this time after the stop.
const DRAIN_WITHIN: Duration = Duration::from_secs(10);
/// A connection that was accepted and has said nothing may still speak for this long after the stop.
const SPEAK_WITHIN: Duration = Duration::from_secs(1);
/// After the stop, connections that wait are taken in until none came for this long.
const LAST_CALL: Duration = Duration::from_millis(50);
/// How long accepting rests when the system has no more files or memory for a connection.
const REST: Duration = Duration::from_millis(200);

/// What answers requests.
pub trait Answers:
    Service<Request, Response = Response, Error = Infallible, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<S> Answers for S where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static
{
}

/// A server that listens.
pub struct Running {
    address: SocketAddr,
    counts: Arc<Counts>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Running {
    /// Where it listens: the port that the system chose where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was cut so far.
    pub fn counts(&self) -> Arc<Counts> {
        self.counts.clone()
    }

    /// Accepts no more, answers what was accepted, and returns when that is done, or after ten seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Listens and serves `site` on at most `connections` connections at once.
pub async fn start(site: impl Answers, listen: SocketAddr, connections: usize) -> Result<Running> {
    start_within(site, listen, Bounds::of(connections)).await
}

/// Listens and serves `site` within bounds.
pub async fn start_within(
    site: impl Answers,
    listen: SocketAddr,
    bounds: Bounds,
) -> Result<Running> {
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("cannot listen on {listen}: is another program there, or the port one that needs more rights?")
    })?;
    let address = listener.local_addr().context("cannot tell the port")?;
    let (stop, told) = watch::channel(false);
    let counts = Arc::new(Counts::default());
    let mut tasks = JoinSet::new();
    tasks.spawn(accept(listener, site, bounds, counts.clone(), told));
    Ok(Running {
        address,
        counts,
        stop,
        tasks,
    })
}

async fn accept(
    listener: TcpListener,
    site: impl Answers,
    bounds: Bounds,
    counts: Arc<Counts>,
    mut told: watch::Receiver<bool>,
) {
    let turns = Arc::new(Semaphore::new(bounds.connections));
    let crowd = Crowd::new(&bounds);
    let patience = bounds.patience;
    let mut open = JoinSet::new();
    let mut stopping = false;
    loop {
        let next = async {
            let turn = turns.clone().acquire_owned().await.ok();
            (turn, listener.accept().await)
        };
        let (turn, accepted) = tokio::select! {
            biased;
            next = next => next,
            Some(_ended) = open.join_next() => continue,
            _stop = told.wait_for(|stop| *stop), if !stopping => {
                stopping = true;
                continue;
            }
            // The system had shaken hands with these before the stop.
            () = tokio::time::sleep(LAST_CALL), if stopping => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let Some(place) = crowd.enter(from.ip()) else {
                    Counts::count(&counts.crowded);
                    continue;
                };
                let client = Client {
                    stream,
                    from,
                    patience,
                    counts: counts.clone(),
                };
                let served = serve(client, site.clone(), told.clone());
                open.spawn(async move {
                    served.await;
                    drop((turn, place));
                });
            }
            Err(why) => {
                tracing::warn!(%why, "a connection could not be accepted");
                tokio::time::sleep(REST).await;
            }
        }
    }
    drop(listener);
    let drained = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(DRAIN_WITHIN, drained).await.is_err() {
        tracing::warn!(left = open.len(), "some connections did not end in time");
    }
}

/// Whoever has connected.
struct Client {
    stream: TcpStream,
    from: SocketAddr,
    patience: Patience,
    counts: Arc<Counts>,
}

/// Serves one connection to its end, or after the stop to the end of the request that is on its way.
async fn serve(client: Client, site: impl Answers, mut told: watch::Receiver<bool>) {
    let silent = async {
        told.wait_for(|stop| *stop).await.ok();
        tokio::time::sleep(SPEAK_WITHIN).await;
    };
    // hyper closes a connection at the stop when it has read nothing from it yet, though the request
    // may lie in the system's buffer. So nothing is handed to it before something came.
    tokio::select! {
        biased;
        _came = client.stream.readable() => {}
        () = silent => return,
        () = tokio::time::sleep(client.patience.head) => {
            Counts::count(&client.counts.slow_heads);
            return;
        }
    }
    let counts = client.counts.clone();
    let mut connection = pin!(connection(client, site));
    let ended = tokio::select! {
        biased;
        ended = connection.as_mut() => Some(ended),
        _stop = told.wait_for(|stop| *stop) => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    // Clients go away as they please: that is no error of ours.
    if ended.is_err_and(|why| why.is_timeout()) {
        Counts::count(&counts.slow_heads);
    }
}

fn connection(
    client: Client,
    site: impl Answers,
) -> impl GracefulConnection<Error = hyper::Error> + Send {
    let Client {
        stream,
        from,
        patience,
        counts,
    } = client;
    // Small answers go out at once. A stream that cannot be told so is slower, no more.
    drop(stream.set_nodelay(true));
    let stream = Taken::new(stream, patience.answer, counts.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let (site, counts) = (site.clone(), counts.clone());
        answer(site, from, request, patience, counts)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(stream), service)
}

/// Answers one request, whose body must keep its pace.
async fn answer(
    site: impl Answers,
    from: SocketAddr,
    request: Request<Incoming>,
    patience: Patience,
    counts: Arc<Counts>,
) -> Result<Response, Infallible> {
    let mut cut = None;
    let mut request = request.map(|body| {
        if body.is_end_stream() {
            return Body::empty();
        }
        let (body, whether) = Paced::new(Body::new(body), patience);
        cut = Some(whether);
        Body::new(body)
    });
    request.extensions_mut().insert(ConnectInfo(from));
    let answer = site.oneshot(request).await?;
    if !cut.is_some_and(|cut| cut.is_cut()) {
        return Ok(answer);
    }
    Counts::count(&counts.slow_bodies);
    let close = (header::CONNECTION, HeaderValue::from_static("close"));
    Ok((StatusCode::REQUEST_TIMEOUT, [close]).into_response())
}
