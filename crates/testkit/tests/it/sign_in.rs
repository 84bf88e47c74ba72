//! Signing in: by phone and code, by two factors; one's own account; what ends a session.

use app::staff::{NewStaff, Removal};
use app::totp::Secret;
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::actor::Role;
use jiff::SignedDuration;
use testkit::{Answer, Body, City, Person, on_both};

on_both! {
    a_citizen_signs_in_by_phone_and_code,
    a_code_works_once_where_it_was_asked_for,
    wrong_codes_end_the_code_and_too_many_codes_are_refused,
    staff_set_up_two_factors_at_their_first_sign_in,
    a_recovery_code_stands_in_once,
    who_guesses_waits_and_the_owner_does_not,
    a_password_for_the_first_time_expires,
    a_reset_keeps_the_second_factor_unless_it_was_lost,
    who_was_removed_does_not_come_in,
    what_one_signs_in_with_is_changed_with_both_factors,
    sessions_are_listed_and_ended,
    signing_out_ends_the_session_at_once,
    a_session_that_is_not_used_ends,
}

/// A browser of its own: it keeps the cookies that it is given.
pub struct Browser<'c> {
    visitor: &'c Person,
    pub cookies: Vec<(String, String)>,
}

impl<'c> Browser<'c> {
    fn new(city: &'c City) -> Self {
        Self::at(&city.visitor)
    }

    /// At the node of a visitor.
    pub fn at(visitor: &'c Person) -> Self {
        Self {
            visitor,
            cookies: Vec::new(),
        }
    }

    pub async fn asks(&mut self, method: Method, path: &str, body: Body) -> Answer {
        let mut request = self.visitor.browser(method, path).await;
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let answer = self.visitor.request(request, body).await;
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

    pub async fn opens(&mut self, path: &str) -> Answer {
        self.asks(Method::GET, path, Body::None).await
    }

    /// Sends the form of the page that has this field.
    pub async fn fills(&mut self, page: &Answer, with: &[(&str, &str)]) -> Answer {
        let form = page
            .forms()
            .into_iter()
            .find(|form| form.field(with[0].0).is_some());
        let form = form.unwrap_or_else(|| panic!("{}: no form with {}", page.asked, with[0].0));
        let filled = form.filled(with);
        self.asks(Method::POST, &form.action, Body::Form(filled))
            .await
    }

    async fn tries_password(&mut self, login: &str, password: &str) -> Answer {
        let page = self.opens("/sign-in").await;
        self.fills(&page, &[("login", login), ("password", password)])
            .await
    }

    /// Gives the right password and opens the next step.
    async fn gives_password(&mut self, login: &str, password: &str) -> Answer {
        let given = self.tries_password(login, password).await;
        self.follows(&given).await
    }

    pub async fn follows(&mut self, answer: &Answer) -> Answer {
        let to = answer.is(303).header("location").to_owned();
        self.opens(&to).await
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

const FIRST: &str = "k7m3p-q2xwe-9fhtn-4bcdz";
pub const OWN: &str = "湖岸钟楼旁边的旧书店三月开门";

/// Gives Sun, an editor, an account with a password for the first time.
pub async fn adds_sun(city: &City) {
    let new = NewStaff {
        login: "sun".into(),
        name: "孙编辑".into(),
        role: Role::Editor,
        unit: None,
        office: None,
        password: FIRST.into(),
    };
    city.app.add_staff(new).await.unwrap();
}

/// Everything that Sun does at the first sign-in: the authenticator's secret, and the recovery codes.
pub async fn sun_comes_for_the_first_time(
    city: &City,
    browser: &mut Browser<'_>,
) -> (Secret, Vec<String>) {
    let page = browser.gives_password("sun", FIRST).await;
    assert!(page.asked.ends_with("/sign-in/password"), "{}", page.asked);
    let own = [("new_password", OWN), ("again", OWN)];
    let page = browser.fills(&page, &own).await;
    let page = browser.follows(&page).await;
    let (secret, code) = offered(city, &page);
    let codes = browser.fills(&page, &[("code", &code)]).await;
    (secret, told_codes(codes.is(200)))
}

/// The secret that a page offers, and the code that it makes now.
pub fn offered(city: &City, page: &Answer) -> (Secret, String) {
    let text = page.text();
    let (_, key) = text.split_once("<code class=\"key\">").unwrap();
    let key: String = key.split('<').next().unwrap().split_whitespace().collect();
    let bits: Vec<u8> = key
        .bytes()
        .map(|letter| {
            if letter < b'A' {
                letter - b'2' + 26
            } else {
                letter - b'A'
            }
        })
        .collect();
    let mut bytes = Vec::new();
    let (mut held, mut have) = (0_u32, 0);
    for five in bits {
        held = held << 5 | u32::from(five);
        have += 5;
        if have >= 8 {
            have -= 8;
            bytes.push(u8::try_from(held >> have & 0xff).unwrap());
        }
    }
    let secret = Secret::parse(&BASE64_URL_SAFE_NO_PAD.encode(bytes)).unwrap();
    let code = secret.next_code(city.now(), 0);
    (secret, code)
}

fn told_codes(page: &Answer) -> Vec<String> {
    let text = page.text();
    let (_, list) = text.split_once("<ol class=\"codes\">").unwrap();
    let (list, _) = list.split_once("</ol>").unwrap();
    let codes = list.split("<code>").skip(1);
    codes
        .map(|code| code.split('<').next().unwrap().to_owned())
        .collect()
}

async fn staff_set_up_two_factors_at_their_first_sign_in(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let page = browser.gives_password("sun", FIRST).await;
    page.is(200).shows("设置自己的密码");
    for (new, again, said) in [
        ("short", "short", "至少要 12 字"),
        ("password1234", "password1234", "容易被猜到"),
        ("sun2026112320", "sun2026112320", "容易被猜到"),
        (FIRST, FIRST, "和原来的密码一样"),
        (OWN, "另一个", "两次输入的不一样"),
    ] {
        let refused = browser
            .fills(&page, &[("new_password", new), ("again", again)])
            .await;
        refused.is(422).shows(said).hides(OWN);
    }
    // Nothing is open on the way.
    browser.opens("/desk").await.is(303);
    browser.opens("/sign-in/authenticator").await.is(303);
    let own = [("new_password", OWN), ("again", OWN)];
    let page = browser.fills(&page, &own).await;
    let page = browser.follows(&page).await;
    page.is(200)
        .shows("扫描这个二维码")
        .shows("<svg class=\"qr\"");
    let (secret, code) = offered(city, &page);
    let wrong = if code == "111111" { "222222" } else { "111111" };
    let again = browser.fills(&page, &[("code", wrong)]).await;
    assert_eq!(
        offered(city, again.is(422)).0,
        secret,
        "a slip of the finger offers no other secret"
    );
    let done = browser.fills(&again, &[("code", &code)]).await;
    let codes = told_codes(done.is(200));
    assert_eq!(codes.len(), 10);
    browser.opens("/desk").await.is(200).shows("孙编辑");

    // From now on: password and code, each code once.
    let mut next = Browser::new(city);
    let page = next.gives_password("sun", OWN).await;
    assert!(page.asked.ends_with("/sign-in/factor"), "{}", page.asked);
    next.opens("/desk").await.is(303);
    next.fills(&page, &[("code", &code)])
        .await
        .is(422)
        .shows("已经用过");
    city.clock.pass(SignedDuration::from_secs(30));
    let code = secret.next_code(city.now(), 0);
    let entered = next.fills(&page, &[("code", &code)]).await;
    assert_eq!(entered.is(303).header("location"), "/desk");
    next.opens("/desk").await.is(200);
    // The first password opens nothing any more.
    let mut thief = Browser::new(city);
    thief.tries_password("sun", FIRST).await.is(422);
}

async fn a_recovery_code_stands_in_once(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let (_, codes) = sun_comes_for_the_first_time(city, &mut browser).await;
    for (recovery, status) in [
        ("aaaaa-aaaaa".to_owned(), 422),
        (codes[3].replace('-', " ").to_uppercase(), 303),
        (codes[3].clone(), 422),
        (codes[4].clone(), 303),
    ] {
        let mut lost = Browser::new(city);
        let page = lost.gives_password("sun", OWN).await;
        let form = [("code", ""), ("recovery", recovery.as_str())];
        lost.fills(&page, &form).await.is(status);
    }
    let page = browser.opens("/me/security").await;
    page.is(200).shows("还剩 8 个").shows("用恢复码登录");
}

async fn who_guesses_waits_and_the_owner_does_not(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let (secret, _) = sun_comes_for_the_first_time(city, &mut browser).await;
    // Whoever does not exist rests as somebody does.
    for login in ["sun", "nobody"] {
        let mut thief = Browser::new(city);
        for _ in 0..5 {
            let guessed = thief.tries_password(login, "guess guess guess").await;
            guessed.is(422).shows("用户名或密码不对").shows(login);
        }
        thief
            .tries_password(login, OWN)
            .await
            .is(429)
            .shows("分钟之后再试");
    }
    // The owner's own browser is known, and comes in.
    let owner = browser.gives_password("sun", OWN).await;
    city.clock.pass(SignedDuration::from_secs(30));
    let code = secret.next_code(city.now(), 0);
    browser.fills(&owner, &[("code", &code)]).await.is(303);
    let page = browser.opens("/me/security").await;
    page.is(200).shows("有人多次输错您的密码").hides("新的设备");
    city.clock.pass(SignedDuration::from_mins(2));
    let mut later = Browser::new(city);
    let page = later.gives_password("sun", OWN).await;
    let code = secret.next_code(city.now(), 0);
    // Whoever has the password has few tries at the code, wherever they are.
    for n in 0..6 {
        let mut thief = Browser::new(city);
        let asked = thief.gives_password("sun", OWN).await;
        let status = if n < 5 { 422 } else { 429 };
        thief.fills(&asked, &[("code", "000000")]).await.is(status);
    }
    later.fills(&page, &[("code", &code)]).await.is(429);
    let owner = browser.gives_password("sun", OWN).await;
    browser.fills(&owner, &[("code", &code)]).await.is(303);
    let page = browser.opens("/me/security").await;
    page.is(200).shows("有人知道您的密码");
}

async fn a_password_for_the_first_time_expires(city: &City) {
    adds_sun(city).await;
    city.clock.pass(SignedDuration::from_hours(7 * 24 + 1));
    let mut browser = Browser::new(city);
    let refused = browser.tries_password("sun", FIRST).await;
    refused.is(422).shows("初始密码已经过期");
    city.app
        .reset_staff("sun", FIRST.into(), false)
        .await
        .unwrap();
    let page = browser.gives_password("sun", FIRST).await;
    page.is(200).shows("设置自己的密码");
    // The way ends, too.
    city.clock.pass(SignedDuration::from_mins(21));
    let own = [("new_password", OWN), ("again", OWN)];
    let late = browser.fills(&page, &own).await;
    assert_eq!(late.is(303).header("location"), "/sign-in");
}

async fn a_reset_keeps_the_second_factor_unless_it_was_lost(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let (secret, _) = sun_comes_for_the_first_time(city, &mut browser).await;
    city.app
        .reset_staff("sun", FIRST.into(), false)
        .await
        .unwrap();
    browser.opens("/desk").await.is(303);
    let page = browser.gives_password("sun", FIRST).await;
    assert!(page.asked.ends_with("/sign-in/factor"), "{}", page.asked);
    city.clock.pass(SignedDuration::from_secs(30));
    let code = secret.next_code(city.now(), 0);
    let next = browser.fills(&page, &[("code", &code)]).await;
    assert_eq!(next.is(303).header("location"), "/sign-in/password");
    city.app
        .reset_staff("sun", FIRST.into(), true)
        .await
        .unwrap();
    let page = browser.gives_password("sun", FIRST).await;
    assert!(page.asked.ends_with("/sign-in/password"), "{}", page.asked);
    let other = "另一家书店在山脚下雨天也开";
    let own = [("new_password", other), ("again", other)];
    let page = browser.fills(&page, &own).await;
    let page = browser.follows(&page).await;
    assert_ne!(offered(city, &page).0, secret);
}

async fn who_was_removed_does_not_come_in(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let (secret, _) = sun_comes_for_the_first_time(city, &mut browser).await;
    let mut late = Browser::new(city);
    let page = late.gives_password("sun", OWN).await;
    let removed = city.app.remove_staff("sun").await.unwrap();
    assert_eq!(removed, Removal::Done);
    city.clock.pass(SignedDuration::from_secs(30));
    let code = secret.next_code(city.now(), 0);
    let proved = late.fills(&page, &[("code", &code)]).await;
    assert_eq!(proved.is(303).header("location"), "/sign-in");
    browser.opens("/desk").await.is(303);
    let refused = late.tries_password("sun", OWN).await;
    refused.is(422).shows("用户名或密码不对");
    // Whoever is restored comes in anew, with both factors of before.
    assert!(city.app.restore_staff("sun").await.unwrap());
    browser.opens("/desk").await.is(303);
    let proved = late.fills(&page, &[("code", &code)]).await;
    assert_eq!(proved.is(303).header("location"), "/sign-in");
    let page = late.gives_password("sun", OWN).await;
    let entered = late.fills(&page, &[("code", &code)]).await;
    assert_eq!(entered.is(303).header("location"), "/desk");
    late.opens("/desk").await.is(200);
}

async fn what_one_signs_in_with_is_changed_with_both_factors(city: &City) {
    adds_sun(city).await;
    let mut browser = Browser::new(city);
    let (secret, codes) = sun_comes_for_the_first_time(city, &mut browser).await;
    let mut other = Browser::new(city);
    let page = other.gives_password("sun", OWN).await;
    let recovery = [("code", ""), ("recovery", codes[0].as_str())];
    other.fills(&page, &recovery).await.is(303);
    let before = browser.cookies.clone();

    let page = browser.opens("/me/security/password").await;
    let new = "山脚下的另一家书店雨天也开";
    let guessed = [
        ("password", "guess guess guess"),
        ("new_password", new),
        ("again", new),
    ];
    browser.fills(&page, &guessed).await.is(422);
    let own = [("password", OWN), ("new_password", new), ("again", new)];
    browser.fills(&page, &own).await.is(303);
    browser.opens("/desk").await.is(200);
    other.opens("/desk").await.is(303);
    let mut thief = Browser::new(city);
    thief.cookies = before;
    thief.opens("/desk").await.is(303);

    city.clock.pass(SignedDuration::from_secs(30));
    let code = secret.next_code(city.now(), 0);
    let page = browser.opens("/me/security/authenticator").await;
    let only_password = [("password", new), ("code", "000000")];
    browser.fills(&page, &only_password).await.is(422);
    let both = [("password", new), ("code", code.as_str())];
    let page = browser.fills(&page, &both).await;
    let page = browser.follows(&page).await;
    let (renewed, code) = offered(city, &page);
    assert_ne!(renewed, secret);
    let done = browser.fills(&page, &[("code", &code)]).await;
    let renewed_codes = told_codes(done.is(200));
    assert!(renewed_codes.iter().all(|code| !codes.contains(code)));

    let page = browser.opens("/me/security/codes").await;
    let both = [("password", new), ("code", renewed_codes[0].as_str())];
    let drawn = browser.fills(&page, &both).await;
    assert_eq!(told_codes(drawn.is(200)).len(), 10);
    let page = browser.opens("/me/security").await;
    for said in [
        "密码已修改",
        "更换了身份验证器",
        "重新生成了恢复码",
        "还剩 10 个",
    ] {
        page.is(200).shows(said);
    }
}

async fn sessions_are_listed_and_ended(city: &City) {
    let mut phone = Browser::new(city);
    let page = phone.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    phone.fills(&page, &[("code", &code)]).await.is(303);
    city.clock.pass(SignedDuration::from_mins(1));
    let mut library = Browser::new(city);
    let page = library.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    library.fills(&page, &[("code", &code)]).await.is(303);

    let page = phone.opens("/me").await;
    page.is(200).shows("1 条新的安全提醒");
    let page = phone.opens("/me/security").await;
    page.is(200)
        .shows("在新的设备上登录")
        .shows("本机")
        .hides("身份验证器");
    phone.opens("/me").await.is(200).hides("新的安全提醒");
    let form = page.form("/me/security/sessions");
    let id = form.field("session").unwrap().value.clone();
    // Nobody ends another's.
    let key = city.li.form_key().await;
    let sent = [("form_key", key.as_str()), ("session", id.as_str())];
    let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let stranger = city.li.asks(
        Method::POST,
        "/me/security/sessions",
        Body::Form(sent.to_vec()),
    );
    stranger.await.is(404);
    library.opens("/me").await.is(200);
    let ended = phone
        .asks(
            Method::POST,
            "/me/security/sessions",
            Body::Form(form.filled(&[("session", &id)])),
        )
        .await;
    ended.is(303);
    library.opens("/me").await.is(303);
    phone.opens("/me").await.is(200);
    // Signing in where one was before is no news.
    let page = library.asks_for_a_code("19900000001").await;
    let code = city.phones.code_of("19900000001").unwrap();
    library.fills(&page, &[("code", &code)]).await.is(303);
    phone.opens("/me").await.is(200).hides("新的安全提醒");
    let key = phone
        .opens("/me")
        .await
        .form("/sign-out")
        .field("form_key")
        .unwrap()
        .value
        .clone();
    let others = [("form_key", key.as_str()), ("session", "others")];
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    phone
        .asks(
            Method::POST,
            "/me/security/sessions",
            Body::Form(others.to_vec()),
        )
        .await
        .is(303);
    library.opens("/me").await.is(303);
    phone.opens("/me").await.is(200);
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
