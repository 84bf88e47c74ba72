//! Text messages and a gateway that fails: who waits is told, codes are tried again and never sent late, news follow.

use app::sms::Template;
use axum::http::Method;
use jiff::SignedDuration;
use testkit::{Answer, Body, City, Gateway, on_both};

on_both! {
    a_gateway_that_is_down_is_told_and_the_code_comes_when_it_is_back,
    a_code_is_never_sent_late,
    a_number_that_the_gateway_refuses_is_told,
    news_wait_for_the_gateway,
    what_waits_cannot_be_read_in_the_database,
}

const PHONE: &str = "19900000078";

/// Asks for a code on the page of signing in; the page that asks for the code, and the cookie.
async fn asks_for_a_code(city: &City) -> (Answer, String) {
    let form = Body::Form(vec![("phone".into(), PHONE.into())]);
    let request = city.visitor.browser(Method::POST, "/sign-in").await;
    let sent = city.visitor.request(request, form).await;
    let cookie = sent.is(303).header("set-cookie");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    (looks(city, &cookie).await, cookie)
}

async fn looks(city: &City, cookie: &str) -> Answer {
    let request = city.visitor.browser(Method::GET, "/sign-in/code").await;
    let request = request.header("cookie", cookie);
    city.visitor.request(request, Body::None).await
}

async fn enters(city: &City, cookie: &str, code: &str) -> Answer {
    let form = Body::Form(vec![("code".into(), code.into())]);
    let request = city.visitor.browser(Method::POST, "/sign-in/code").await;
    let request = request.header("cookie", cookie);
    city.visitor.request(request, form).await
}

fn passes(city: &City, seconds: i64) {
    city.clock.pass(SignedDuration::from_secs(seconds));
}

async fn a_gateway_that_is_down_is_told_and_the_code_comes_when_it_is_back(city: &City) {
    city.phones.gateway(Some(Gateway::Down));
    let (page, cookie) = asks_for_a_code(city).await;
    page.is(200)
        .shows("短信网关繁忙，请稍候")
        .shows("云川市人民政府办公室");
    for _ in 0..4 {
        passes(city, 20);
        city.app.send_texts().await.unwrap();
    }
    assert_eq!(city.phones.code_of(PHONE), None);
    city.phones.gateway(None);
    passes(city, 60);
    city.app.send_texts().await.unwrap();
    let sent = city.phones.read();
    // What it says is still true: 140 of 300 seconds are over.
    let [(to, Template::SignInCode { code, minutes: 2 })] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(to, PHONE);
    looks(city, &cookie).await.is(200).hides("短信网关繁忙");
    enters(city, &cookie, code).await.is(303);
    passes(city, 60);
    city.app.send_texts().await.unwrap();
    assert_eq!(city.phones.read(), [], "once and no more");
}

async fn a_code_is_never_sent_late(city: &City) {
    city.phones.gateway(Some(Gateway::Down));
    let (_page, cookie) = asks_for_a_code(city).await;
    passes(city, 241);
    city.phones.gateway(None);
    city.app.send_texts().await.unwrap();
    assert_eq!(city.phones.read(), []);
    looks(city, &cookie)
        .await
        .is(200)
        .shows("这条验证码没能及时发出");
    assert_eq!(city.app.gauges().await.unwrap().texts, 0);
}

async fn a_number_that_the_gateway_refuses_is_told(city: &City) {
    city.phones.gateway(Some(Gateway::Refuses));
    let (page, _cookie) = asks_for_a_code(city).await;
    page.is(200).shows("短信网关没有接受这个手机号码");
    city.phones.gateway(None);
    passes(city, 120);
    city.app.send_texts().await.unwrap();
    assert_eq!(city.phones.read(), []);
}

async fn news_wait_for_the_gateway(city: &City) {
    let lamp = city.wang.files("路灯不亮").await;
    city.phones.gateway(Some(Gateway::Down));
    city.lin.publishes(&lamp).await;
    assert_eq!(city.news().await, []);
    assert_eq!(city.app.gauges().await.unwrap().texts, 1);
    city.phones.gateway(None);
    passes(city, 3600);
    city.app.send_texts().await.unwrap();
    let news = city.news().await;
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].1, "published");
}

async fn what_waits_cannot_be_read_in_the_database(city: &City) {
    city.phones.gateway(Some(Gateway::Down));
    asks_for_a_code(city).await;
    let sealed = city.app.db.read(async |tx| {
        let sealed = "SELECT sealed FROM text_messages";
        tx.row(sealed, &[], |row| row.bytes(0)).await
    });
    let sealed: Result<Option<Vec<u8>>, store::Error> = sealed.await;
    let sealed = sealed.unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains(PHONE));
}
