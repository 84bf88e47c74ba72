//! A small site as it should be, and what somebody who broke in might do to it: each is found and named.

use super::*;
use crate::serve::listener::{self, Running};
use axum::Router;
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Who asks, by what the request says.
fn is_asked_by(headers: &HeaderMap, word: &str) -> bool {
    let says = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap().contains(word))
    };
    says(header::USER_AGENT) == Some(true) || says(header::REFERER) == Some(true)
}

/// A site of two pages. What `add` gives for a path and a reader stands in the page as well.
async fn site(
    add: impl Fn(&str, &HeaderMap) -> Option<Response> + Clone + Send + Sync + 'static,
) -> Running {
    let answer = move |uri: Uri, headers: HeaderMap| {
        let add = add.clone();
        async move {
            let path = uri.path().to_owned();
            add(&path, &headers).unwrap_or_else(|| page(""))
        }
    };
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    listener::start(Router::new().fallback(answer), listen, 16)
        .await
        .unwrap()
}

fn page(more: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"zh\"><head><title>留言板</title><meta name=\"description\" content=\"说给领导听\">\
         <link rel=\"stylesheet\" href=\"/assets/a.css\">\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\"}}</script>\
         <script src=\"/assets/a.js\" defer></script></head><body>\
         <a href=\"/messages\">全部留言</a><button hidden>复制</button><p class=\"on-paper\" hidden>打印于今天</p>\
         <ul><li>一<li>二</ul>{more}</body></html>"
    );
    Html(html).into_response()
}

fn args(running: &Running) -> SelfcheckArgs {
    SelfcheckArgs {
        url: format!("http://{}", running.address()),
        may: Vec::new(),
        pages: 10,
        ca: None,
    }
}

fn printed(report: &Report) -> String {
    let mut out = Vec::new();
    report.print(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What is found where every reader is shown the same addition.
async fn found(addition: &'static str) -> Report {
    let running = site(move |_, _| Some(page(addition))).await;
    check(&args(&running)).await.unwrap()
}

#[tokio::test]
async fn a_site_as_it_should_be_is_clean() {
    let report = found("").await;
    let told = printed(&report);
    assert!(report.is_clean(), "{told}");
    assert_eq!(report.pages, 2, "the first page, and where it leads");
    assert!(told.contains("结论：正常") && !told.contains('✗'), "{told}");
    let running = site(|_, _| None).await;
    let status = format!("{:?}", run(args(&running)).await);
    assert_eq!(status, format!("{:?}", ExitCode::SUCCESS));
}

#[tokio::test]
async fn every_host_outside_is_named() {
    for (addition, host) in [
        (
            "<a href=\"https://casino.example/win\">x</a>",
            "casino.example",
        ),
        ("<a href=\"//CASINO.example:8443\">x</a>", "casino.example"),
        (
            "<a href=\"https:\\\\casino.example/\">x</a>",
            "casino.example",
        ),
        (
            "<a href=\"ht\ntps://a:b@casino.example\">x</a>",
            "casino.example",
        ),
        (
            "<img src=\"http://casino.example/p.gif\" alt=\"\">",
            "casino.example",
        ),
        (
            "<img srcset=\"/a.png 1x, //casino.example/b.png 2x\" alt=\"\">",
            "casino.example",
        ),
        (
            "<form action=\"https://casino.example\"></form>",
            "casino.example",
        ),
        (
            "<link rel=\"canonical\" href=\"https://casino.example/\">",
            "casino.example",
        ),
        (
            "<meta property=\"og:url\" content=\"https://casino.example/\">",
            "casino.example",
        ),
    ] {
        let report = found(addition).await;
        let [outside] = report.outside.as_slice() else {
            panic!("{addition}: {report:?}")
        };
        assert!(outside.starts_with(host), "{outside}");
        // Once by each of four readers, on each of two pages.
        assert!(outside.contains("8 处，首见于 /，普通访客"), "{outside}");
    }
    let running = site(|_, _| Some(page("<a href=\"https://www.gov.example/\">门户</a>"))).await;
    let may = SelfcheckArgs {
        may: vec!["www.gov.example".to_owned()],
        ..args(&running)
    };
    let report = check(&may).await.unwrap();
    assert!(report.is_clean());
    assert!(printed(&report).contains("通向 www.gov.example（8 处，您已允许）"));
}

#[tokio::test]
async fn hidden_text_is_named() {
    for (addition, told) in [
        ("<p style=\"display:none\">赌场开户</p>", "display:none"),
        (
            "<div style=\"position:absolute;left:-999px\"><b>赌场</b>开户</div>",
            "left:-999px",
        ),
        (
            "<div hidden>看 <a href=\"/x\">赌场开户</a></div>",
            "hidden：赌场开户",
        ),
        ("<p>请到\u{200B}赌\u{200B}场</p>", "2 个看不见的字符"),
        ("<p>\u{202E}户开场赌</p>", "1 个看不见的字符"),
    ] {
        let report = found(addition).await;
        assert!(
            report.hidden.iter().any(|line| line.contains(told)),
            "{addition}: {report:?}"
        );
    }
    let long: &'static str = format!("<div hidden>{}</div>", "赌场开户".repeat(100)).leak();
    assert!(found(long).await.hidden[0].contains("hidden：赌场开户"));
}

#[tokio::test]
async fn what_the_program_never_writes_is_named() {
    for (addition, told) in [
        (
            "<script>location='https://casino.example'</script>",
            "<script>location=",
        ),
        ("<style>body{display:none}</style>", "<style>"),
        ("<iframe src=\"/x\"></iframe>", "<iframe>"),
        (
            "<img src=\"/x\" onerror=\"go()\" alt=\"\">",
            "<img onerror=…>",
        ),
        ("<a href=\" java\tscript:go()\">x</a>", "javascript:go()"),
        (
            "<meta http-equiv=\"Refresh\" content=\"0;url=/x\">",
            "refresh",
        ),
        ("<base href=\"/x/\">", "<base>"),
    ] {
        let report = found(addition).await;
        assert!(
            report.foreign.iter().any(|line| line.contains(told)),
            "{addition}: {report:?}"
        );
        assert!(printed(&report).contains("结论：有异常"));
    }
}

#[tokio::test]
async fn what_one_reader_alone_is_shown_is_named() {
    for (word, reader) in [
        ("iPhone", "手机"),
        ("Baiduspider", "搜索引擎"),
        ("https://www.baidu.com", "从搜索结果来的人"),
    ] {
        let running =
            site(move |_, headers| is_asked_by(headers, word).then(|| page("<p>棋牌游戏</p>")))
                .await;
        let report = check(&args(&running)).await.unwrap();
        let expected = format!("/：只给{reader}看：棋牌游戏");
        assert!(report.differs.contains(&expected), "{report:?}");
        let status = format!("{:?}", run(args(&running)).await);
        assert_eq!(status, format!("{:?}", ExitCode::from(1)));

        let running = site(move |path, headers| {
            let away = path == "/messages" && is_asked_by(headers, word);
            away.then(|| Redirect::temporary("https://casino.example/").into_response())
        })
        .await;
        let report = check(&args(&running)).await.unwrap();
        assert!(
            report.differs[0].contains(&format!("{reader}得到 307")),
            "{report:?}"
        );
        assert!(report.outside[0].starts_with("casino.example"));
    }
}

#[tokio::test]
async fn a_board_that_lives_is_not_suspected() {
    let turn = Arc::new(AtomicU32::new(0));
    // Something happens while the second reader looks.
    let running = site(move |_, _| {
        let happened = turn.fetch_add(1, Ordering::Relaxed) > 0;
        happened.then(|| page("<p>刚刚公开</p>"))
    })
    .await;
    let report = check(&args(&running)).await.unwrap();
    assert!(report.is_clean(), "{report:?}");

    // A page that never stands still cannot be compared, and is told.
    let turn = Arc::new(AtomicU32::new(0));
    let running = site(move |_, _| {
        let turn = turn.fetch_add(1, Ordering::Relaxed);
        Some(page(&format!("<p>{turn}</p>")))
    })
    .await;
    let report = check(&args(&running)).await.unwrap();
    assert!(report.is_clean());
    assert!(printed(&report).contains("/（手机） 一直在变"));
}

#[tokio::test]
async fn what_is_no_site_cannot_be_checked() {
    let why = async |answer: fn() -> Response| {
        let running = site(move |_, _| Some(answer())).await;
        let status = format!("{:?}", run(args(&running)).await);
        assert_eq!(status, format!("{:?}", ExitCode::from(2)));
        format!("{:#}", check(&args(&running)).await.unwrap_err())
    };
    assert!(why(|| "plain".into_response()).await.contains("不是网页"));
    let away = why(|| Redirect::permanent("https://www.example/").into_response()).await;
    assert!(away.contains("转到 https://www.example/"), "{away}");
    let many = why(|| StatusCode::TOO_MANY_REQUESTS.into_response()).await;
    assert!(many.contains("请求太多"), "{many}");
}
