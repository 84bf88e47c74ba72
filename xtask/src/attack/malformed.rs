//! Requests that nobody should send: every operation of the API and the forms of the pages, with bodies, heads and
//! addresses that are broken in a way of their own.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::chance::Chance;
use super::demo::{Answer, Demo, tells_of_the_inside};
use crate::http;

/// Forms and pages that are not in the API's description.
const PAGES: [(&str, &str); 24] = [
    ("POST", "/write"),
    ("POST", "/write/submission"),
    ("POST", "/write/next"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/code"),
    ("POST", "/sign-in/factor"),
    ("POST", "/sign-out"),
    ("POST", "/track"),
    ("POST", "/me"),
    ("POST", "/messages/{number}/support"),
    ("POST", "/messages/{number}/rating"),
    ("POST", "/desk/messages/{number}/publication"),
    ("GET", "/"),
    ("GET", "/messages"),
    ("GET", "/messages/{number}"),
    ("GET", "/messages/{number}/ledger"),
    ("GET", "/search"),
    ("GET", "/figures"),
    ("GET", "/offices"),
    ("GET", "/ledger"),
    ("GET", "/ledger/tile/0/{number}"),
    ("GET", "/feeds/messages.atom"),
    ("GET", "/desk"),
    ("GET", "/pictures/{number}"),
];

/// Sends so many, and asks of each answer that it is no fault of ours.
pub fn attack(demo: &Demo, requests: u32, seed: u64) -> Result<()> {
    let places = places(demo)?;
    let mut chance = Chance::new(seed);
    let mut answers = std::collections::BTreeMap::<u16, u32>::new();
    let mut closed = 0_u32;
    for n in 0..requests {
        let request = request(&mut chance, demo, &places)?;
        let shown = || -> String {
            let begin = request.get(..400).unwrap_or(&request);
            format!("request {n} of seed {seed}: {}", begin.escape_ascii())
        };
        match demo.send(&request).with_context(shown)? {
            Answer::Status(status, answer) => {
                ensure!(status < 500, "{status} for {}", shown());
                if let Some(word) = tells_of_the_inside(&answer) {
                    bail!("an answer says “{word}”; {}", shown());
                }
                *answers.entry(status).or_default() += 1;
            }
            Answer::Closed => closed += 1,
            Answer::Hung => bail!("no answer for {}", shown()),
        }
    }
    // Where everything is refused at the door, nothing was tried.
    let limited = answers.get(&429).copied().unwrap_or(0);
    ensure!(
        limited * 2 < requests,
        "{limited} of {requests} were too many: the attack did not get past the limits"
    );
    let counted: Vec<_> = answers
        .iter()
        .map(|(status, count)| format!("{status}: {count}"))
        .collect();
    println!(
        "{requests} malformed requests to {} places: {}; closed without an answer: {closed}",
        places.len(),
        counted.join(", ")
    );
    Ok(())
}

/// Method and address of everything.
fn places(demo: &Demo) -> Result<Vec<(String, String)>> {
    let described = http::get(demo.address, "/api/v1/openapi.json", &[])?;
    let described: Value = serde_json::from_slice(&described.body).context("the OpenAPI")?;
    let paths = described.get("paths").and_then(Value::as_object);
    let mut places = Vec::new();
    for (path, methods) in paths.context("the OpenAPI has no paths")? {
        for method in methods
            .as_object()
            .into_iter()
            .flat_map(|methods| methods.keys())
        {
            if ["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                places.push((method.to_uppercase(), format!("/api/v1{path}")));
            }
        }
    }
    ensure!(places.len() > 40, "the OpenAPI describes too little");
    places.extend(PAGES.map(|(method, path)| (method.to_owned(), path.to_owned())));
    Ok(places)
}

fn request(chance: &mut Chance, demo: &Demo, places: &[(String, String)]) -> Result<Vec<u8>> {
    let (method, path) = chance.one(places).context("there is nothing to attack")?;
    let mut path = filled(chance, demo, path);
    if chance.below(3) == 0 {
        path.push_str(&query(chance));
    }
    let method = match chance.below(20) {
        0 => "PUT",
        1 => "DELETE",
        2 => "BREW",
        _ => method,
    };
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n",
        demo.address.port()
    );
    match chance.below(4) {
        0 => {}
        1 => head.push_str("Authorization: Bearer nobody\r\n"),
        _ => {
            if let Some((_role, token)) = chance.one(&demo.people) {
                head.extend(["Authorization: Bearer ", token, "\r\n"]);
            }
        }
    }
    head.push_str(odd_header(chance));
    let (kind, body) = body(chance, demo);
    if !kind.is_empty() {
        head.extend(["Content-Type: ", kind, "\r\n"]);
    }
    let mut bytes = head.into_bytes();
    if chance.below(12) == 0 {
        bytes.extend(b"X-Odd: ");
        let length = chance.below(200);
        bytes.extend(chance.bytes(length).iter().map(|byte| byte | 0x80));
        bytes.extend(b"\r\n");
    }
    let length = match chance.below(14) {
        0 => body.len() + 1 + chance.below(1_000), // less comes than was said
        1 => body.len() / 2,
        _ => body.len(),
    };
    match chance.below(16) {
        0 => {
            // Chunks whose lengths are not what they say.
            bytes.extend(b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n");
            bytes.extend(&body);
        }
        1 => {
            bytes.extend(b"Content-Length: -1\r\n\r\n");
            bytes.extend(&body);
        }
        2 => {
            let twice = format!(
                "Content-Length: {length}\r\nContent-Length: {}\r\n\r\n",
                length + 1
            );
            bytes.extend(twice.into_bytes());
            bytes.extend(&body);
        }
        _ => {
            bytes.extend(format!("Content-Length: {length}\r\n\r\n").into_bytes());
            bytes.extend(&body);
        }
    }
    Ok(bytes)
}

/// Puts something in the place of `{…}`: often what there is, else what there cannot be.
fn filled(chance: &mut Chance, demo: &Demo, path: &str) -> String {
    let mut filled = String::new();
    for part in path.split_inclusive('/') {
        if !part.starts_with('{') {
            filled.push_str(part);
            continue;
        }
        let known = chance.below(3) > 0;
        match chance.one(&demo.numbers).filter(|_number| known) {
            Some(number) => filled.push_str(number),
            None => filled.push_str(chance.one(&ODD_PARTS).copied().unwrap_or_default()),
        }
        if part.ends_with('/') {
            filled.push('/');
        }
    }
    filled
}

const ODD_PARTS: [&str; 14] = [
    "0",
    "-1",
    "id-0",
    "id-99999999999999999999",
    "2026-999999999",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "'--",
    "%E8%B7%AF",
    "1;DROP%20TABLE%20messages",
    "a%0d%0aSet-Cookie:%20a=b",
    "9223372036854775808",
];

fn query(chance: &mut Chance) -> String {
    let names = [
        "q", "after", "before", "page", "office", "domain", "region", "stage", "kind", "from",
        "to", "limit", "next",
    ];
    let values = [
        "",
        "%",
        "%ff",
        "%00",
        "-1",
        "18446744073709551616",
        "1e309",
        "null",
        "%22%27%60",
        "..",
        "0%27%20OR%201=1--",
        "%E2%80%AE%E2%80%8B",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "2026-13-45",
        "https://example.org/",
        "//example.org",
        "NaN",
        "[]",
    ];
    let mut query = String::from("?");
    for _ in 0..=chance.below(6) {
        let name = chance.one(&names).copied().unwrap_or_default();
        let value = chance.one(&values).copied().unwrap_or_default();
        query.extend([name, "=", value, "&"]);
    }
    if chance.below(20) == 0 {
        query.push_str(&"q=%E8%B7%AF&".repeat(500));
    }
    query
}

fn odd_header(chance: &mut Chance) -> &'static str {
    let headers = [
        "Cookie: __Host-huiyin=\r\n",
        "Cookie: __Host-huiyin=%00; __Host-huiyin=b; =; ;;\r\n",
        "Cookie: __Host-huiyin-view=../../etc\r\n",
        "Accept-Encoding: gzip;q=x, br;q=2, *;q=\r\n",
        "Accept-Language: zh-Hant-TW-x-y-z;q=9,,,;\r\n",
        "If-None-Match: \"\r\n",
        "If-Modified-Since: Thu, 99 Foo 2026\r\n",
        "Range: bytes=-1,5-2,9999999999999999999999-\r\n",
        "X-Forwarded-For: 1.2.3.4, ::1, not-an-address\r\n",
        "Forwarded: for=\"[::\";proto=ftp\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Idempotency-Key: \r\n",
        "Expect: 100-continue\r\n",
        "Upgrade: websocket\r\n",
    ];
    if chance.below(2) == 0 {
        return "";
    }
    chance.one(&headers).copied().unwrap_or_default()
}

/// A media type and a body that does not keep it.
fn body(chance: &mut Chance, demo: &Demo) -> (&'static str, Vec<u8>) {
    const JSON: &str = "application/json";
    const FORM: &str = "application/x-www-form-urlencoded";
    const PARTS: &str = "multipart/form-data; boundary=b";
    let number = chance.one(&demo.numbers).cloned().unwrap_or_default();
    match chance.below(15) {
        0 => ("", Vec::new()),
        1 => (JSON, "[".repeat(20_000).into_bytes()),
        2 => (JSON, "{\"a\":".repeat(5_000).into_bytes()),
        3 => (
            JSON,
            b"{\"text\":\"\xff\xfe\",\"title\":\"\xed\xa0\x80\"}".to_vec(),
        ),
        4 => {
            let odd = [
                "null",
                "-0",
                "1e400",
                "[]",
                "{}",
                "\"\\ud800\"",
                "true",
                "\"\\u0000\"",
            ];
            let keys = [
                "text", "title", "body", "office", "domain", "kind", "unit", "reason", "days",
                "code", "to",
            ];
            let mut json = String::from("{");
            for key in keys {
                let value = chance.one(&odd).copied().unwrap_or_default();
                json.extend(["\"", key, "\":", value, ","]);
            }
            json.extend(["\"number\":\"", &number, "\"}"]);
            (JSON, json.into_bytes())
        }
        5 => (
            JSON,
            format!("{{\"text\":\"{}\"}}", "长".repeat(200_000)).into_bytes(),
        ),
        6 => (
            FORM,
            b"title=%&body=%zz&=&&office=%ff%fe&nonce=%00".to_vec(),
        ),
        7 => (FORM, "a=1&".repeat(50_000).into_bytes()),
        8 => (
            FORM,
            format!("title={}", "%E8%B7%AF".repeat(100_000)).into_bytes(),
        ),
        9 => (
            PARTS,
            b"--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nno end".to_vec(),
        ),
        10 => {
            let part = "--b\r\nContent-Disposition: form-data; name=\"picture_1\"; filename=\"../a.jpg\"\r\n\
                 Content-Type: image/jpeg\r\n\r\n";
            let mut parts = part.as_bytes().to_vec();
            let length = chance.below(5_000);
            parts.extend(chance.bytes(length));
            parts.extend(b"\r\n--b--\r\n");
            (PARTS, parts)
        }
        11 => ("multipart/form-data", b"--\r\n\r\n--".to_vec()),
        12 => ("application/json; charset=utf-7", b"+AHs-".to_vec()),
        13 => ("text/html", b"<script>alert(1)</script>".to_vec()),
        _ => {
            let length = chance.below(3_000);
            (JSON, chance.bytes(length))
        }
    }
}
