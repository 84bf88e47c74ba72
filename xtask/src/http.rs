//! One request on a connection of its own: enough HTTP to sign in and to wait for a first answer.

use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What came back.
pub struct Answer {
    /// 200, 404 …
    pub status: u16,
    head: String,
    /// Without the head.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a cookie that is set.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let set = self.head.split(&format!("{name}=")).nth(1)?;
        set.split([';', '\r']).next()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks for a page; `headers` are whole lines.
pub fn get(at: SocketAddr, path: &str, headers: &[String]) -> Result<Answer> {
    send(at, "GET", path, headers, b"")
}

/// Sends a body.
pub fn post(at: SocketAddr, path: &str, headers: &[String], body: &[u8]) -> Result<Answer> {
    send(at, "POST", path, headers, body)
}

fn send(
    at: SocketAddr,
    method: &str,
    path: &str,
    headers: &[String],
    body: &[u8],
) -> Result<Answer> {
    let mut stream = TcpStream::connect(at).with_context(|| format!("connect to {at}"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n");
    for line in headers {
        request.push_str(line);
        request.push_str("\r\n");
    }
    if method == "POST" {
        let length = body.len().to_string();
        request.extend(["Content-Length: ", &length, "\r\n"]);
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&bytes).with_context(|| format!("the answer to {method} {path}"))
}

fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = bytes.split_at_checked(end + 4)?;
    let head = String::from_utf8_lossy(head).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head,
        body: body.to_vec(),
    })
}

/// A value in a form or a query.
pub fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let answer =
            read(b"HTTP/1.1 303 See Other\r\nset-cookie: __Host-a=b.1; Path=/\r\n\r\nhi").unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (303, "hi"));
        assert_eq!(answer.cookie("__Host-a"), Some("b.1"));
        assert_eq!(answer.cookie("c"), None);
        assert_eq!(encoded("路 a"), "%E8%B7%AF%20a");
    }
}
