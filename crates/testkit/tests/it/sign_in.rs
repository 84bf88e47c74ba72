//! Signing in: by phone and code, by password; what ends a session.

use app::staff::NewStaff;
use axum::http::Method;
use domain::actor::Role;
use jiff::SignedDuration;
use testkit::{Answer, Body, City, on_both};

on_both! {
    a_citizen_signs_in_by_phone_and_code,
    a_code_works_once_where_it_was_asked_for,
    wrong_codes_end_the_code_and_too_many_codes_are_refused,
    staff_sign_in_by_password_and_are_locked_out_by_guesses,
    signing_out_ends_the_session_at_once,
    a_session_that_is_not_used_ends,
}

/// A browser of its own: it keeps the cookies that it is given.
struct Browser<'c> {
    city: &'c City,
    cookies: Vec<(String, String)>,
}

impl<'c> Browser<'c> {
    fn new(city: &'c City) -> Self {
        Self {
            city,
            cookies: Vec::new(),
        }
    }

    async fn asks(&mut self, method: Method, path: &str, body: Body) -> Answer {
        let mut request = self.city.visitor.browser(method, path).await;
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let answer = self.city.visitor.request(request, body).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            for mark in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
                assert!(cookie.contains(mark), "{cookie}");
            }
            assert!(
                cookie.starts_with("__Host-") && !cookie.contains("Domain"),
                "{cookie}"
            );
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
        answer
    }

    async fn opens(&mut self, path: &str) -> Answer {
        self.asks(Method::GET, path, Body::None).await
    }

    /// Sends the form of the page that has this field.
    async fn fills(&mut self, page: &Answer, with: &[(&str, &str)]) -> Answer {
        let form = page
            .forms()
            .into_iter()
            .find(|form| form.field(with[0].0).is_some());
        let form = form.unwrap_or_else(|| panic!("{}: no form with {}", page.asked, with[0].0));
        let filled = form.filled(with);
        self.asks(Method::POST, &form.action, Body::Form(filled))
            .await
    }

    async fn asks_for_a_code(&mut self, phone: &str) -> Answer {
        let page = self.opens("/sign-in?next=/write").await;
        let sent = self.fills(&page, &[("phone", phone)]).await;
        if sent.status.as_u16() == 303 {
            let to = sent.header("location").to_owned();
            return self.opens(&to).await;
        }
        sent
    }
}

async fn a_citizen_signs_in_by_phone_and_code(city: &City) {
    let mut browser = Browser::new(city);
    let page = browser.asks_for_a_code(" +86 199-0000-0077").await;
    page.is(200).hides("19900000077").shows("0077");
    let code = city.phones.code_of("19900000077").unwrap();
    let entered = browser.fills(&page, &[("code", &code)]).await;
    assert_eq!(entered.is(303).header("location"), "/write");
    browser.opens("/me").await.is(200);
}

async fn a_code_works_once_where_it_was_asked_for(city: &City) {
    let (mut mine, mut theirs) = (Browser::new(city), Browser::new(city));
    let page = mine.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    let other = theirs.asks_for_a_code("19900000002").await;
    theirs.fills(&other, &[("code", &code)]).await.is(422);
    mine.fills(&page, &[("code", &code)]).await.is(303);
    let mut again = Browser::new(city);
    again.cookies.clone_from(&theirs.cookies);
    again.fills(&page, &[("code", &code)]).await.is(422);
}

async fn wrong_codes_end_the_code_and_too_many_codes_are_refused(city: &City) {
    let mut browser = Browser::new(city);
    let page = browser.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    let wrong = if code == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        browser.fills(&page, &[("code", wrong)]).await.is(422);
    }
    browser.fills(&page, &[("code", &code)]).await.is(422);
    for _ in 0..4 {
        browser.asks_for_a_code("19900000001").await.is(200);
    }
    browser.asks_for_a_code("19900000001").await.is(429);
    browser
        .asks_for_a_code("1990000")
        .await
        .is(422)
        .shows("1990000");
}

async fn staff_sign_in_by_password_and_are_locked_out_by_guesses(city: &City) {
    let password = "correct horse battery";
    let new = NewStaff {
        login: "sun".into(),
        name: "孙编辑".into(),
        role: Role::Editor,
        unit: None,
        office: None,
        password: password.into(),
    };
    city.app.add_staff(new).await.unwrap();
    let mut browser = Browser::new(city);
    let page = browser.opens("/sign-in").await;
    let guessed = browser
        .fills(
            &page,
            &[("login", "sun"), ("password", "guess guess guess")],
        )
        .await;
    guessed.is(422).shows("sun").hides("guess guess guess");
    let entered = browser
        .fills(&page, &[("login", "sun"), ("password", password)])
        .await;
    assert_eq!(entered.is(303).header("location"), "/desk");
    browser.opens("/desk").await.is(200).shows("孙编辑");
    let mut thief = Browser::new(city);
    for _ in 0..5 {
        thief
            .fills(
                &page,
                &[("login", "sun"), ("password", "guess guess guess")],
            )
            .await
            .is(422);
    }
    thief
        .fills(&page, &[("login", "sun"), ("password", password)])
        .await
        .is(429);
    city.clock.pass(SignedDuration::from_mins(2));
    thief
        .fills(&page, &[("login", "sun"), ("password", password)])
        .await
        .is(303);
    // Whoever does not exist is answered alike.
    thief
        .fills(&page, &[("login", "nobody"), ("password", password)])
        .await
        .is(422);
}

async fn signing_out_ends_the_session_at_once(city: &City) {
    let mut browser = Browser::new(city);
    let page = browser.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    browser.fills(&page, &[("code", &code)]).await.is(303);
    let kept = browser.cookies.clone();
    let me = browser.opens("/me").await;
    let form = me.is(200).form("/sign-out").as_is();
    let ended = browser
        .asks(Method::POST, "/sign-out", Body::Form(form))
        .await;
    assert_eq!(ended.is(303).header("clear-site-data"), "\"storage\"");
    let mut thief = Browser::new(city);
    thief.cookies = kept;
    let refused = thief.opens("/me").await;
    assert!(refused.is(303).header("location").starts_with("/sign-in"));
}

async fn a_session_that_is_not_used_ends(city: &City) {
    let key = city.lin.browser(Method::GET, "/desk").await;
    let cookie = key.headers_ref().unwrap()["cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    let open = async || {
        let request = city.visitor.browser(Method::GET, "/desk").await;
        city.visitor
            .request(request.header("cookie", &cookie), Body::None)
            .await
    };
    city.clock.pass(SignedDuration::from_mins(110));
    open().await.is(200);
    city.clock.pass(SignedDuration::from_mins(130));
    open().await.is(303);
}
