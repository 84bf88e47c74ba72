//! Signing in by an identity provider: whom it knows comes in as whom the operator said, with two factors, once.

use crate::sign_in::{Browser, OWN, adds_sun, offered};
use app::App;
use app::sign_in::provider::{Asked, Came, Identity, Later, Provider, Unproved};
use app::staff::{NewStaff, Removal};
use axum::http::Method;
use domain::actor::Role;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex};
use testkit::{Answer, Body, City, Person, on_both};

on_both! {
    two_factors_elsewhere_are_two_factors,
    one_factor_elsewhere_asks_for_the_other_here,
    a_stranger_is_told_by_what_to_be_linked,
    an_answer_is_taken_once_in_time_and_where_it_was_asked_for,
    a_provider_that_is_away_or_says_no_lets_nobody_in,
    whose_account_it_is_the_operator_says_alone,
    without_a_provider_there_is_no_button,
    no_other_site_sends_anybody_there,
}

/// Says of whoever brings its code what it was told to say.
struct Registry(Mutex<Result<Identity, Unproved>>);

impl Registry {
    fn says(&self, said: Result<Identity, Unproved>) {
        *self.0.lock().unwrap() = said;
    }
}

impl Provider for Registry {
    fn name(&self) -> &'static str {
        "云川政务认证"
    }

    fn issuer(&self) -> &'static str {
        "https://login.example"
    }

    fn address<'a>(&'a self, asked: &'a Asked, _now: Timestamp) -> Later<'a, String> {
        Box::pin(async move { Ok(format!("https://login.example/?state={}", asked.state)) })
    }

    fn identity<'a>(
        &'a self,
        _asked: &'a Asked,
        came: &'a Came,
        _now: Timestamp,
    ) -> Later<'a, Identity> {
        assert_eq!(came.code, "good");
        let said = self.0.lock().unwrap().clone();
        Box::pin(async move { said })
    }
}

fn known(subject: &str, two_factors: bool) -> Identity {
    Identity {
        subject: subject.to_owned(),
        two_factors,
    }
}

/// A node with a provider that knows 1001, who is Sun here.
async fn node(city: &City, two_factors: bool) -> (Arc<Registry>, App, Person) {
    let registry = Arc::new(Registry(Mutex::new(Ok(known("1001", two_factors)))));
    let (app, visitor) = city.node_of(registry.clone()).await;
    adds_sun(city).await;
    app.set_staff_identity("sun", Some(" 1001 ")).await.unwrap();
    (registry, app, visitor)
}

impl Browser<'_> {
    /// Goes to the provider, and says with which address it comes back.
    async fn leaves(&mut self, next: &str) -> String {
        let left = self.opens(&format!("/sign-in/oidc?next={next}")).await;
        let to = left.is(303).header("location").to_owned();
        let (_, state) = to.split_once("https://login.example/?state=").unwrap();
        format!("/sign-in/oidc/callback?code=good&state={state}")
    }

    async fn goes_and_comes_back(&mut self, next: &str) -> Answer {
        let back = self.leaves(next).await;
        self.opens(&back).await
    }

    async fn is_out(&mut self) {
        let desk = self.opens("/desk").await;
        assert_eq!(desk.is(303).header("location"), "/sign-in?next=/desk");
    }
}

async fn two_factors_elsewhere_are_two_factors(city: &City) {
    let (_registry, _app, visitor) = node(city, true).await;
    let mut browser = Browser::at(&visitor);
    let page = browser.opens("/sign-in?next=/desk/review").await;
    page.is(200)
        .shows("用云川政务认证登录")
        .shows("/sign-in/oidc?next=/desk/review");
    // Neither the password for the first time nor an authenticator is asked for.
    let back = browser.goes_and_comes_back("/desk/review").await;
    assert_eq!(back.is(303).header("location"), "/desk/review");
    browser.opens("/desk").await.is(200);
    let kept: Vec<_> = browser
        .cookies
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(!kept.contains(&"__Host-huiyin-asked"), "{kept:?}");
    // Nobody is led elsewhere.
    let back = Browser::at(&visitor)
        .goes_and_comes_back("//evil.example")
        .await;
    assert_eq!(back.is(303).header("location"), "/desk");
}

async fn one_factor_elsewhere_asks_for_the_other_here(city: &City) {
    let (_registry, _app, visitor) = node(city, false).await;
    let mut browser = Browser::at(&visitor);
    let back = browser.goes_and_comes_back("/desk").await;
    browser.is_out().await;
    let page = browser.follows(&back).await;
    let (secret, code) = offered(city, page.is(200));
    browser.fills(&page, &[("code", &code)]).await.is(200);
    browser.opens("/desk").await.is(200);

    let mut again = Browser::at(&visitor);
    let back = again.goes_and_comes_back("/desk").await;
    again.is_out().await;
    let page = again.follows(&back).await;
    page.is(200).shows("身份验证器的验证码");
    again.fills(&page, &[("code", &code)]).await.is(422);
    city.clock.pass(SignedDuration::from_secs(30));
    let fresh = secret.next_code(city.now(), 0);
    let entered = again.fills(&page, &[("code", &fresh)]).await;
    assert_eq!(entered.is(303).header("location"), "/desk");
    again.opens("/desk").await.is(200);
}

async fn a_stranger_is_told_by_what_to_be_linked(city: &City) {
    let (registry, app, visitor) = node(city, true).await;
    registry.says(Ok(known("2002<b>", true)));
    let mut browser = Browser::at(&visitor);
    let told = browser.goes_and_comes_back("/desk").await;
    told.is(403).shows("2002&#60;b&#62;").hides("2002<b>");
    browser.is_out().await;
    // A login is no subject, and whoever was removed is nobody.
    registry.says(Ok(known("sun", true)));
    browser.goes_and_comes_back("/desk").await.is(403);
    registry.says(Ok(known("1001", true)));
    assert_eq!(app.remove_staff("sun").await.unwrap(), Removal::Done);
    browser.goes_and_comes_back("/desk").await.is(403);
    browser.is_out().await;
    assert!(app.restore_staff("sun").await.unwrap());
    browser.goes_and_comes_back("/desk").await.is(303);
}

async fn an_answer_is_taken_once_in_time_and_where_it_was_asked_for(city: &City) {
    let (_registry, _app, visitor) = node(city, true).await;
    let mut mine = Browser::at(&visitor);
    let mut theirs = Browser::at(&visitor);
    let back = mine.leaves("/desk").await;
    // Elsewhere, without having asked and having asked something else.
    theirs.opens(&back).await.is(422).shows("没有登录成功");
    theirs.leaves("/desk").await;
    theirs.opens(&back).await.is(422);
    theirs.is_out().await;

    // Once, even with the cookie of before.
    let kept = mine.cookies.clone();
    mine.opens(&back).await.is(303);
    let mut again = Browser::at(&visitor);
    again.cookies = kept;
    again.opens(&back).await.is(422);
    again.is_out().await;

    // In time.
    let back = again.leaves("/desk").await;
    city.clock.pass(SignedDuration::from_mins(11));
    again.opens(&back).await.is(422);
    again.is_out().await;
}

async fn a_provider_that_is_away_or_says_no_lets_nobody_in(city: &City) {
    let (registry, _app, visitor) = node(city, true).await;
    let mut browser = Browser::at(&visitor);
    registry.says(Err(Unproved::Away("it sleeps".into())));
    let told = browser.goes_and_comes_back("/desk").await;
    told.is(422).shows("没有回应").hides("it sleeps");
    registry.says(Err(Unproved::Wrong("it lies".into())));
    let told = browser.goes_and_comes_back("/desk").await;
    told.is(422).shows("没有登录成功").hides("it lies");
    let back = browser.leaves("/desk").await;
    let refused = back.replace("code=good", "error=access_denied");
    browser.opens(&refused).await.is(422);
    browser.is_out().await;
}

async fn whose_account_it_is_the_operator_says_alone(city: &City) {
    let (_registry, app, visitor) = node(city, true).await;
    let new = NewStaff {
        login: "qian".into(),
        name: "钱编辑".into(),
        role: Role::Editor,
        unit: None,
        office: None,
        password: OWN.into(),
    };
    app.add_staff(new).await.unwrap();
    let taken = app.set_staff_identity("qian", Some("1001")).await;
    assert!(taken.is_err(), "one person, two accounts");
    for odd in ["", " ", "人", &"1".repeat(256)] {
        assert!(app.set_staff_identity("qian", Some(odd)).await.is_err());
    }
    let said = app.staff_identity("sun").await.unwrap();
    assert_eq!(said.as_deref(), Some("https://login.example 1001"));

    // Who it was until now is out at once, and the owner is told.
    let mut browser = Browser::at(&visitor);
    browser.goes_and_comes_back("/desk").await.is(303);
    app.set_staff_identity("sun", None).await.unwrap();
    browser.is_out().await;
    browser.goes_and_comes_back("/desk").await.is(403);
    app.set_staff_identity("qian", Some("1001")).await.unwrap();
    browser.goes_and_comes_back("/desk").await.is(303);
    let page = browser.opens("/me/security").await;
    page.is(200).shows("更改了关联的统一身份认证账号");
}

async fn without_a_provider_there_is_no_button(city: &City) {
    let visitor = &city.visitor;
    visitor
        .opens("/sign-in")
        .await
        .is(200)
        .hides("/sign-in/oidc");
    visitor.opens("/sign-in/oidc").await.is(404);
    visitor
        .opens("/sign-in/oidc/callback?code=a&state=b")
        .await
        .is(404);
}

async fn no_other_site_sends_anybody_there(city: &City) {
    let (_registry, _app, visitor) = node(city, true).await;
    for (site, to) in [
        ("cross-site", "/sign-in"),
        ("same-site", "/sign-in"),
        ("none", "https://login.example/?state="),
        ("same-origin", "https://login.example/?state="),
    ] {
        let path = "/sign-in/oidc?next=/desk";
        let request = visitor.browser(Method::GET, path).await;
        let mut request = request;
        let headers = request.headers_mut().unwrap();
        headers.insert("sec-fetch-site", site.parse().unwrap());
        let sent = visitor.request(request, Body::None).await;
        assert!(sent.is(303).header("location").starts_with(to), "{site}");
    }
}
