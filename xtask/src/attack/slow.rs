//! Clients that take their time, and clients that bring too much: others must be answered meanwhile.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::demo::{Answer, Demo};
use crate::bench::now;

/// Connections of each kind that stand open at once.
const CONNECTIONS: usize = 200;
/// By then each of them is cut. The settings allow a head fifteen seconds and a body a minute.
const CUT: Duration = Duration::from_secs(100);
/// Others are answered so fast meanwhile.
const ANSWERED: Duration = Duration::from_secs(5);

/// Opens them all, keeps them busy, and asks for pages beside them.
pub fn attack(demo: &Demo) -> Result<()> {
    too_much(demo)?;
    let host = format!("Host: localhost:{}\r\n", demo.address.port());
    let head = format!("GET /messages HTTP/1.1\r\n{host}X-Slow: ");
    let body = format!(
        "POST /write/submission HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 100000\r\n\r\ntitle="
    );
    let unread = format!("GET /api/v1/openapi.json HTTP/1.1\r\n{host}\r\n").repeat(200);
    let mut slow = Vec::new();
    for begun in [&head, &body, &unread] {
        for _ in 0..CONNECTIONS {
            let mut stream = TcpStream::connect(demo.address).context("the board takes nobody")?;
            stream.set_nonblocking(true)?;
            drop(stream.write(begun.as_bytes())); // what does not fit is left out
            slow.push((stream, begun != &unread));
        }
    }
    let begun = now();
    let mut slowest = Duration::ZERO;
    while slow.iter().any(|(_, drips)| *drips) {
        let asked = now();
        ensure!(
            demo.answers(),
            "nobody is answered beside {} slow clients",
            slow.len()
        );
        slowest = slowest.max(asked.elapsed());
        ensure!(
            asked.elapsed() < ANSWERED,
            "beside slow clients a page takes {slowest:?}"
        );
        // A byte a second: never nothing, never enough.
        slow.retain_mut(|(stream, drips)| !*drips || is_open(stream));
        let open = slow.iter().filter(|(_, drips)| *drips).count();
        ensure!(
            begun.elapsed() < CUT,
            "{open} slow clients were not cut in {CUT:?}"
        );
        std::thread::sleep(Duration::from_secs(1));
    }
    println!(
        "{CONNECTIONS} slow heads and as many slow bodies were cut in {} s, beside as many that read nothing; \
         a page took at most {} ms",
        begun.elapsed().as_secs(),
        slowest.as_millis()
    );
    Ok(())
}

/// Whether one more byte can be brought.
fn is_open(stream: &mut TcpStream) -> bool {
    let mut answer = [0; 4096];
    match stream.read(&mut answer) {
        Ok(0) => return false,
        Ok(_) => {}
        Err(why) if why.kind() == ErrorKind::WouldBlock => {}
        Err(_) => return false,
    }
    stream.write(b"a").is_ok()
}

/// Heads and bodies beyond every bound are refused, without being kept.
fn too_much(demo: &Demo) -> Result<()> {
    let host = format!(
        "Host: localhost:{}\r\nConnection: close\r\n",
        demo.address.port()
    );
    let long = "a".repeat(2 << 20);
    let before = demo.memory()?;
    for (what, request) in [
        (
            "a long address",
            format!("GET /{long} HTTP/1.1\r\n{host}\r\n"),
        ),
        (
            "a long head",
            format!("GET / HTTP/1.1\r\n{host}X-Long: {long}\r\n\r\n"),
        ),
        (
            "many heads",
            format!("GET / HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(5_000)),
        ),
        (
            "a body that is said to be endless",
            format!("POST /track HTTP/1.1\r\n{host}Content-Length: 1099511627776\r\n\r\n{long}"),
        ),
        (
            "a form of 64 MiB",
            format!(
                "POST /sign-in HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: 67108864\r\n\r\n{}",
                long.repeat(32)
            ),
        ),
    ] {
        match demo.send(request.as_bytes())? {
            Answer::Status(status, _) => {
                ensure!((400..500).contains(&status), "{status} for {what}");
            }
            Answer::Closed => {}
            Answer::Hung => anyhow::bail!("no answer to {what}"),
        }
    }
    let grown = demo.memory()?.saturating_sub(before);
    ensure!(grown < 128, "what was too much is kept: {grown} MiB");
    Ok(())
}
