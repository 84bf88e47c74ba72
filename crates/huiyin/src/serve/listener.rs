//! Accepts connections and serves HTTP/1 on them, with limits against the slow and the many.

use anyhow::{Context, Result};
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};

/// A client that takes longer to send the head of its request is let go.
const HEAD_WITHIN: Duration = Duration::from_secs(15);
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
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Running {
    /// Where it listens: the port that the system chose where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts no more, answers what was accepted, and returns when that is done, or after ten seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Listens and serves `site` on at most `connections` connections at once.
pub async fn start(site: impl Answers, listen: SocketAddr, connections: usize) -> Result<Running> {
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("cannot listen on {listen}: is another program there, or the port one that needs more rights?")
    })?;
    let address = listener.local_addr().context("cannot tell the port")?;
    let (stop, told) = watch::channel(false);
    let mut tasks = JoinSet::new();
    tasks.spawn(accept(listener, site, connections, told));
    Ok(Running {
        address,
        stop,
        tasks,
    })
}

async fn accept(
    listener: TcpListener,
    site: impl Answers,
    connections: usize,
    mut told: watch::Receiver<bool>,
) {
    let turns = Arc::new(Semaphore::new(connections));
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
                let served = serve(stream, from, site.clone(), told.clone());
                open.spawn(async move {
                    served.await;
                    drop(turn);
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

/// Serves one connection to its end, or after the stop to the end of the request that is on its way.
async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    site: impl Answers,
    mut told: watch::Receiver<bool>,
) {
    let silent = async {
        told.wait_for(|stop| *stop).await.ok();
        tokio::time::sleep(SPEAK_WITHIN).await;
    };
    // hyper closes a connection at the stop when it has read nothing from it yet, though the request
    // may lie in the system's buffer. So nothing is handed to it before something came.
    tokio::select! {
        biased;
        _came = stream.readable() => {}
        () = silent => return,
        () = tokio::time::sleep(HEAD_WITHIN) => return,
    }
    let mut connection = pin!(connection(stream, from, site));
    // Clients go away as they please: that is no error of ours.
    tokio::select! {
        biased;
        _ended = connection.as_mut() => return,
        _stop = told.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    drop(connection.await);
}

fn connection(
    stream: TcpStream,
    from: SocketAddr,
    site: impl Answers,
) -> impl GracefulConnection + Send {
    // Small answers go out at once. A stream that cannot be told so is slower, no more.
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        site.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), service)
}
