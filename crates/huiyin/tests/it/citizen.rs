//! Somebody who writes to a board that is served, over HTTP, and what comes back.

use crate::board::Board;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

const FORM: &str = "application/x-www-form-urlencoded";
/// What every message here says.
pub const BODY: &str =
    "晚上回家的路上有一盏路灯一直不亮，老人和孩子走过那里都要摸黑，请派人去看一看。";

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// An answer that was cut off is none.
    fn read(answer: &str) -> Option<Self> {
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let answer = Self {
            status: head.split(' ').nth(1)?.parse().ok()?,
            head: head.to_owned(),
            body: body.to_owned(),
        };
        let whole = answer.header("content-length");
        let whole = whole.map_or(Some(body.len()), |length| length.parse().ok())?;
        (whole == body.len()).then_some(answer)
    }

    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.head.lines().filter_map(move |line| {
            let (header, value) = line.split_once(": ")?;
            header.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// It has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// It holds these words.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "no {words}: {self:?}");
        self
    }

    /// Whoever asked is sent away for a while, and told for how long.
    #[track_caller]
    pub fn sends_away(&self) -> &Self {
        self.is(503);
        assert!(self.header("retry-after").is_some(), "{self:?}");
        self
    }

    /// The number on a receipt. Empty: the message is kept, and not numbered yet.
    #[track_caller]
    pub fn number(&self) -> String {
        let receipt: Value = serde_json::from_str(&self.body).unwrap();
        match (&receipt["number"], &receipt["location"]) {
            (Value::String(number), _) => number.clone(),
            (Value::Null, Value::String(_)) => String::new(),
            _ => panic!("no receipt: {self:?}"),
        }
    }

    fn cookie(&self, name: &str) -> String {
        let mut all = self.headers("set-cookie");
        let found = all.find(|cookie| cookie.starts_with(name));
        let found = found.unwrap_or_else(|| panic!("no {name} in {self:?}"));
        found.split(';').next().unwrap().to_owned()
    }
}

/// Asks for a page as a visitor; none where the connection was refused or broken off.
pub fn opens(pages: &str, path: &str) -> Option<Answer> {
    get(pages, path, "")
}

/// The text messages that the file driver wrote; a line that is being written is none yet.
fn texts_sent(board: &Board) -> Vec<Value> {
    let file = fs::read_to_string(board.dir().join("sms.jsonl")).unwrap_or_default();
    let lines = file.lines().map(serde_json::from_str);
    lines.map_while(Result::ok).collect()
}

/// The code of the text message after so many: a busy board may answer before it is written.
fn code_after(board: &Board, before: usize) -> String {
    for _turn in 0..100 {
        if let Some(sent) = texts_sent(board).get(before) {
            return sent["code"].as_str().unwrap().to_owned();
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("no code was sent within ten seconds");
}

/// A citizen with a session.
pub struct Citizen {
    cookie: String,
    office: Value,
}

impl Citizen {
    /// Signs in by phone and one-time code, which the file driver wrote.
    pub fn signs_in(board: &Board, pages: &str) -> Self {
        let before = texts_sent(board).len();
        let asked = post(pages, "/sign-in", FORM, "", "phone=19900000001").unwrap();
        let waiting = asked.cookie("__Host-huiyin-code");
        let code = format!("code={}", code_after(board, before));
        let entered = post(pages, "/sign-in/code", FORM, &waiting, &code).unwrap();
        let offices = opens(pages, "/api/v1/offices").unwrap();
        let offices: Value = serde_json::from_str(&offices.body).unwrap();
        let mut items = offices["items"].as_array().unwrap().iter();
        let takes = |office: &&Value| office["kinds"].as_array().unwrap().contains(&json!("help"));
        Self {
            cookie: entered.cookie("__Host-huiyin="),
            office: items.find(takes).unwrap()["id"].clone(),
        }
    }

    /// Submits the form of this nonce to the API.
    pub fn submits(&self, pages: &str, nonce: u32) -> Option<Answer> {
        let message = json!({
            "office": self.office, "kind": "help", "domain": "urban", "nonce": format!("form-{nonce}"),
            "title": format!("路灯 {nonce} 不亮"), "body": BODY,
        });
        let (path, kind) = ("/api/v1/messages", "application/json");
        post(pages, path, kind, &self.cookie, &message.to_string())
    }

    /// Asks for a page.
    pub fn opens(&self, pages: &str, path: &str) -> Option<Answer> {
        get(pages, path, &self.cookie)
    }

    /// What the last page of `/write` carries: a message, with the key of this session.
    pub fn letter(&self, pages: &str) -> String {
        let page = self.opens(pages, "/write").unwrap();
        let (_, after) = page.body.split_once("name=\"form_key\" value=\"").unwrap();
        let key = after.split('"').next().unwrap();
        let office = self.office.as_str().unwrap();
        format!(
            "form_key={key}&kind=help&domain=urban&age=adult&office={office}&title=路灯不亮&body={BODY}\
             &visibility=public&nonce=AAAAAAAAAAAAAAAAAAAAAA"
        )
    }

    /// Sends a form of a page.
    pub fn sends(&self, pages: &str, path: &str, form: &str) -> Option<Answer> {
        post(pages, path, FORM, &self.cookie, form)
    }
}

fn get(pages: &str, path: &str, cookie: &str) -> Option<Answer> {
    send(
        pages,
        &format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n"
        ),
    )
}

fn post(pages: &str, path: &str, kind: &str, cookie: &str, body: &str) -> Option<Answer> {
    let length = body.len();
    send(
        pages,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Cookie: {cookie}\r\nContent-Length: {length}\r\n\r\n{body}"
        ),
    )
}

fn send(pages: &str, request: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(pages).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Answer::read(&String::from_utf8(answer).ok()?)
}
