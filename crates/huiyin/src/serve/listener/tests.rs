//! Slow clients and many of them, over real connections.

use super::*;
use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Who waits for nobody: a test takes no twenty seconds.
fn hasty() -> Bounds {
    let patience = Patience {
        head: Duration::from_millis(300),
        body: Duration::from_millis(300),
        body_rate: 10_000,
        whole_body: Duration::from_secs(30),
        answer: Duration::from_millis(300),
    };
    Bounds {
        patience,
        ..Bounds::of(64)
    }
}

async fn served(bounds: Bounds) -> Running {
    let router = Router::new()
        .route("/", get(async || "here"))
        .route("/sum", post(async |body: Bytes| body.len().to_string()))
        .route("/much", get(async || vec![b'x'; 64 << 20]));
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    start_within(router, listen, bounds).await.unwrap()
}

async fn connects(running: &Running) -> TcpStream {
    TcpStream::connect(running.address()).await.unwrap()
}

/// What comes until the other side closes.
async fn reads(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after the answer is a way to close, too.
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into_owned()
}

fn count(what: &AtomicU64) -> u64 {
    what.load(Ordering::Relaxed)
}

/// Waits until something was counted.
async fn counted(what: &AtomicU64, expected: u64) {
    for _ in 0..200 {
        if count(what) == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} instead of {expected}", count(what));
}

#[tokio::test]
async fn a_head_that_trickles_in_is_cut() {
    let running = served(hasty()).await;
    let (mut silent, mut slow) = (connects(&running).await, connects(&running).await);
    slow.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-a: ")
        .await
        .unwrap();
    for _ in 0..8 {
        tokio::time::sleep(Duration::from_millis(60)).await;
        // Written until the other side has closed.
        if slow.write_all(b"a").await.is_err() {
            break;
        }
    }
    assert!(!reads(&mut slow).await.contains("200"));
    assert_eq!(reads(&mut silent).await, "");
    counted(&running.counts().slow_heads, 2).await;
    running.stop().await;
}

#[tokio::test]
async fn a_body_that_trickles_in_is_cut_and_a_steady_one_is_not() {
    let running = served(hasty()).await;
    let mut slow = connects(&running).await;
    slow.write_all(b"POST /sum HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n")
        .await
        .unwrap();
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if slow.write_all(b"a").await.is_err() {
            break;
        }
    }
    let answer = reads(&mut slow).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    counted(&running.counts().slow_bodies, 1).await;

    // Longer in coming than the slow one was, but at its pace.
    let mut steady = connects(&running).await;
    steady
        .write_all(
            b"POST /sum HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 20000\r\n\r\n",
        )
        .await
        .unwrap();
    for _ in 0..10 {
        steady.write_all(&[b'a'; 2000]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    let answer = reads(&mut steady).await;
    assert!(answer.ends_with("20000"), "{answer}");
    assert_eq!(count(&running.counts().slow_bodies), 1);
    running.stop().await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_not_kept() {
    let running = served(hasty()).await;
    let mut stalled = connects(&running).await;
    stalled
        .write_all(b"GET /much HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    counted(&running.counts().slow_readers, 1).await;
    // Others were answered all the while, and whoever reads slowly, but reads, gets everything.
    let mut reader = connects(&running).await;
    reader
        .write_all(b"GET /much HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut taken = 0;
    let mut buffer = vec![0; 4 << 20];
    loop {
        let read = reader.read(&mut buffer).await.unwrap();
        if read == 0 {
            break;
        }
        taken += read;
    }
    assert!(taken > 64 << 20, "{taken}");
    assert_eq!(count(&running.counts().slow_readers), 1);
    running.stop().await;
}

#[tokio::test]
async fn one_address_does_not_take_all_connections() {
    let bounds = Bounds {
        per_address: 3,
        ..Bounds::of(64)
    };
    let running = served(bounds).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = connects(&running).await;
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")
            .await
            .unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        open.push(stream);
    }
    let mut more = connects(&running).await;
    assert_eq!(reads(&mut more).await, "");
    counted(&running.counts().crowded, 1).await;
    open.clear();
    // The place is free once the server has seen that they are gone.
    for _ in 0..100 {
        let mut next = connects(&running).await;
        drop(
            next.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                .await,
        );
        if reads(&mut next).await.starts_with("HTTP/1.1 200") {
            running.stop().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no place became free");
}
