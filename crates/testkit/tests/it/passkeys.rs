//! Passkeys: whoever has one comes in by it alone, and nobody else does, whatever they send.

use crate::sign_in::{Browser, OWN, adds_sun, sun_comes_for_the_first_time};
use app::security::{Origin, within};
use app::staff::Removal;
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use domain::security::{SecurityKind, SecurityOutcome};
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};
use store::retention::{self, Timed};
use testkit::{Answer, Body, City, on_both};

on_both! {
    a_citizen_adds_a_passkey_and_comes_in_by_it,
    staff_come_in_by_a_passkey_alone_while_they_may,
    what_does_not_hold_lets_nobody_in_and_tells_nothing,
    an_answer_is_taken_once_in_time_and_where_it_was_asked_for,
    who_guesses_waits_and_the_owner_of_the_passkey_does_not,
    a_passkey_that_counts_back_is_refused_and_told,
    passkeys_are_added_and_removed_just_after_signing_in,
    a_passkey_is_its_owners_alone,
    an_account_has_so_many_passkeys,
    the_last_way_in_stays,
    what_is_over_is_forgotten,
}

const PHONE: &str = "19900000055";
const HOST: &str = "liuyan.example";
const ORIGIN: &str = "https://liuyan.example";
/// Somebody was there and proved who it was.
const HELD: u8 = 0x05;
/// What a page says of an answer that does not hold.
const REFUSED: &str = "本站没有认出这个通行密钥";

/// An authenticator with one passkey.
struct Key {
    pair: EcdsaKeyPair,
    credential: Vec<u8>,
    handle: String,
    counter: u32,
}

/// What is sent for an answer: the fields of its form.
type Fields = Vec<(&'static str, String)>;

impl Key {
    fn new() -> Self {
        let random = SystemRandom::new();
        let signing = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(signing, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(signing, pkcs8.as_ref(), &random).unwrap();
        Self {
            credential: Sha256::digest(pair.public_key().as_ref()).to_vec(),
            pair,
            handle: String::new(),
            counter: 0,
        }
    }

    /// Makes the passkey that a page asks for.
    fn makes(&mut self, page: &Answer) -> Fields {
        self.handle = data(page, "handle");
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        let head = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20];
        let key = [&head[..], x, &[0x22, 0x58, 0x20], y].concat();
        let length = u16::try_from(self.credential.len()).unwrap();
        let attested = [&[0; 16][..], &length.to_be_bytes(), &self.credential, &key].concat();
        let client = client("webauthn.create", &data(page, "challenge"));
        let said = self.says(HELD | 0x40, &attested);
        vec![
            ("credential", BASE64.encode(&self.credential)),
            ("client", BASE64.encode(client)),
            ("authenticator", BASE64.encode(said)),
            ("name", "办公室电脑".to_owned()),
        ]
    }

    /// Signs a challenge.
    fn signs(&self, challenge: &str) -> Fields {
        self.signs_as(client("webauthn.get", challenge), self.says(HELD, &[]))
    }

    fn signs_as(&self, client: String, said: Vec<u8>) -> Fields {
        let message = [&said[..], &Sha256::digest(&client)].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).unwrap();
        vec![
            ("credential", BASE64.encode(&self.credential)),
            ("client", BASE64.encode(client)),
            ("authenticator", BASE64.encode(said)),
            ("signature", BASE64.encode(signature)),
            ("handle", self.handle.clone()),
        ]
    }

    fn says(&self, flags: u8, rest: &[u8]) -> Vec<u8> {
        let host = Sha256::digest(HOST);
        [&host[..], &[flags], &self.counter.to_be_bytes(), rest].concat()
    }
}

fn client(kind: &str, challenge: &str) -> String {
    format!(
        r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{ORIGIN}","crossOrigin":false}}"#
    )
}

/// What a page tells its script.
fn data(page: &Answer, name: &str) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(&format!("data-{name}=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The path of the first passkey on the page of the account.
fn first(account: &Answer) -> String {
    let text = account.text();
    let mut links = text.split("href=\"").skip(1);
    let link = links.find(|rest| rest.starts_with("/me/security/passkeys/"));
    link.unwrap().split('"').next().unwrap().to_owned()
}

fn with(fields: &Fields) -> Vec<(&str, &str)> {
    let pairs = fields.iter().map(|(name, value)| (*name, value.as_str()));
    pairs.collect()
}

impl Browser<'_> {
    /// Signs in by phone and code.
    async fn comes_by_phone(&mut self, city: &City) {
        let page = self.opens("/sign-in").await;
        let sent = self.fills(&page, &[("phone", PHONE)]).await;
        let page = self.follows(&sent).await;
        let code = city.phones.code_of(PHONE).unwrap();
        self.fills(&page, &[("code", &code)]).await.is(303);
    }

    async fn adds(&mut self, key: &mut Key) -> Answer {
        let page = self.opens("/me/security/passkeys/new").await;
        let made = key.makes(page.is(200));
        self.fills(&page, &with(&made)).await
    }

    async fn challenge(&mut self) -> String {
        let asked = self
            .asks(Method::POST, "/sign-in/passkey/challenge", Body::None)
            .await;
        let said = asked.is(200).json();
        assert_eq!(said["host"], HOST);
        said["challenge"].as_str().unwrap().to_owned()
    }

    async fn sends(&mut self, fields: Fields) -> Answer {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        let body = Body::Form(fields.collect());
        self.asks(Method::POST, "/sign-in/passkey", body).await
    }

    async fn enters_by(&mut self, key: &mut Key) -> Answer {
        let challenge = self.challenge().await;
        if key.counter > 0 {
            key.counter += 1;
        }
        self.sends(key.signs(&challenge)).await
    }
}

/// A citizen with a passkey.
async fn citizen(city: &City) -> (Browser<'_>, Key) {
    let (mut browser, mut key) = (Browser::at(&city.visitor), Key::new());
    browser.comes_by_phone(city).await;
    browser.adds(&mut key).await.is(303);
    (browser, key)
}

async fn a_citizen_adds_a_passkey_and_comes_in_by_it(city: &City) {
    let mut browser = Browser::at(&city.visitor);
    browser.opens("/sign-in").await.shows("用通行密钥登录");
    browser.comes_by_phone(city).await;
    let account = browser.opens("/me/security").await;
    account.is(200).shows("还没有添加通行密钥");
    let mut key = Key::new();
    let added = browser.adds(&mut key).await;
    assert_eq!(
        added.is(303).header("location"),
        "/me/security?done=passkey-added"
    );
    let account = browser.follows(&added).await;
    account
        .shows("办公室电脑")
        .shows("还没有用过")
        .shows("添加了通行密钥");

    let mut other = Browser::at(&city.visitor);
    let challenge = other.challenge().await;
    let mut fields = key.signs(&challenge);
    fields.push(("next", "/write".to_owned()));
    let entered = other.sends(fields).await;
    assert_eq!(entered.is(303).header("location"), "/write");
    assert!(
        !other
            .cookies
            .iter()
            .any(|(name, _)| name.ends_with("-passkey"))
    );
    let account = other.opens("/me/security").await;
    account
        .is(200)
        .shows("在新的设备上登录")
        .hides("还没有用过");

    other.opens("/me/privacy/export").await.shows("办公室电脑");
    let data = other.opens("/me/privacy/export.json").await.json();
    assert_eq!(data["passkeys"][0]["name"], "办公室电脑");

    // Another name, and away with it.
    let one = first(&account);
    let page = other.opens(&one).await;
    let renamed = other.fills(&page, &[("name", " 客厅的<电脑> ")]).await;
    let account = other.follows(&renamed).await;
    account.shows("客厅的&#60;电脑&#62;").hides("办公室电脑");
    for wrong in ["", "  ", &"长".repeat(41)] {
        other.fills(&page, &[("name", wrong)]).await.is(422);
    }
    let filled = page.form("/removal").filled(&[]);
    let removed = other
        .asks(Method::POST, &format!("{one}/removal"), Body::Form(filled))
        .await;
    let account = other.follows(&removed).await;
    account.shows("还没有添加通行密钥").shows("移除了通行密钥");
    let late = Browser::at(&city.visitor).enters_by(&mut key).await;
    late.is(422).shows(REFUSED);

    // What the security log says of it.
    while city.app.security_step().await.unwrap() {}
    let lines = city.app.security_lines(0, 10_000).await.unwrap();
    let told = |kind, outcome, detail: &str| {
        lines.iter().any(|line| {
            let event = &line.event;
            let is = event
                .detail
                .as_ref()
                .is_some_and(|is| is.as_str() == detail);
            (event.kind, event.outcome) == (kind, outcome) && is
        })
    };
    for (kind, outcome, detail) in [
        (SecurityKind::Factor, SecurityOutcome::Done, "passkey_added"),
        (SecurityKind::SignIn, SecurityOutcome::Done, "passkey"),
        (
            SecurityKind::Factor,
            SecurityOutcome::Done,
            "passkey_removed",
        ),
        (SecurityKind::SignIn, SecurityOutcome::Failed, "passkey"),
    ] {
        assert!(told(kind, outcome, detail), "{kind} {outcome} {detail}");
    }
}

async fn staff_come_in_by_a_passkey_alone_while_they_may(city: &City) {
    adds_sun(city).await;
    let (mut browser, mut key) = (Browser::at(&city.visitor), Key::new());
    sun_comes_for_the_first_time(city, &mut browser).await;
    browser.adds(&mut key).await.is(303);
    let entered = Browser::at(&city.visitor).enters_by(&mut key).await;
    assert_eq!(entered.is(303).header("location"), "/desk");

    // Removed, restored, and reset by the operator.
    assert_eq!(city.app.remove_staff("sun").await.unwrap(), Removal::Done);
    let refused = Browser::at(&city.visitor).enters_by(&mut key).await;
    refused.is(422).shows(REFUSED);
    assert!(city.app.restore_staff("sun").await.unwrap());
    Browser::at(&city.visitor).enters_by(&mut key).await.is(303);
    let reset = city.app.reset_staff("sun", OWN.to_owned(), false).await;
    reset.unwrap();
    Browser::at(&city.visitor).enters_by(&mut key).await.is(303);
    let reset = city.app.reset_staff("sun", OWN.to_owned(), true).await;
    reset.unwrap();
    let refused = Browser::at(&city.visitor).enters_by(&mut key).await;
    refused.is(422).shows(REFUSED);
}

async fn what_does_not_hold_lets_nobody_in_and_tells_nothing(city: &City) {
    let (_, key) = citizen(city).await;
    let mut stranger = Key::new();
    stranger.handle.clone_from(&key.handle);
    let mut told = Vec::new();
    for wrong in 0..9 {
        let mut browser = Browser::at(&city.visitor);
        let challenge = browser.challenge().await;
        let asked = client("webauthn.get", &challenge);
        let mut fields = match wrong {
            // Nobody's passkey, and one that uses the name of another's.
            0 | 1 => stranger.signs(&challenge),
            2 => key.signs_as(client("webauthn.create", &challenge), key.says(HELD, &[])),
            3 => key.signs_as(
                asked.replace(ORIGIN, "https://liuyan.evil"),
                key.says(HELD, &[]),
            ),
            // Nobody proved who it was.
            4 => key.signs_as(asked, key.says(0x01, &[])),
            5 => key.signs(&BASE64.encode([0; 32])),
            _ => key.signs(&challenge),
        };
        let set = |fields: &mut Fields, name: &str, value: String| {
            let field = fields.iter_mut().find(|(known, _)| *known == name);
            field.unwrap().1 = value;
        };
        match wrong {
            1 => set(&mut fields, "credential", BASE64.encode(&key.credential)),
            // Of another owner, of none, and no base64.
            6 => set(&mut fields, "handle", BASE64.encode([9; 32])),
            7 => set(&mut fields, "handle", String::new()),
            8 => set(&mut fields, "signature", "=".to_owned()),
            _ => {}
        }
        // Each is tried at its own hour: whoever guesses waits.
        city.clock.pass(SignedDuration::from_hours(25));
        let stale = browser.sends(fields.clone()).await;
        stale.is(422).shows(REFUSED);
        let challenge = browser.challenge().await;
        let again = match wrong {
            0 => stranger.signs(&challenge),
            4 => key.signs_as(client("webauthn.get", &challenge), key.says(0x01, &[])),
            _ => continue,
        };
        let answer = browser.sends(again).await;
        told.push(answer.is(422).shows(REFUSED).text());
        browser.opens("/me").await.is(303);
    }
    // Whether a passkey is known cannot be told from the page.
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1]);
}

async fn an_answer_is_taken_once_in_time_and_where_it_was_asked_for(city: &City) {
    let (_, key) = citizen(city).await;
    let mut mine = Browser::at(&city.visitor);
    let challenge = mine.challenge().await;
    let fields = key.signs(&challenge);
    let kept = mine.cookies.clone();
    // Elsewhere: without having asked, and having asked something else.
    let mut theirs = Browser::at(&city.visitor);
    theirs.sends(fields.clone()).await.is(422);
    theirs.challenge().await;
    theirs.sends(fields.clone()).await.is(422);
    // Once, even with the cookie of before.
    mine.sends(fields.clone()).await.is(303);
    let mut again = Browser::at(&city.visitor);
    again.cookies = kept;
    again.sends(fields).await.is(422);
    // A wrong answer uses it up, too.
    let mut late = Browser::at(&city.visitor);
    let challenge = late.challenge().await;
    let kept = late.cookies.clone();
    late.sends(Key::new().signs(&challenge)).await.is(422);
    late.cookies.clone_from(&kept);
    late.sends(key.signs(&challenge)).await.is(422);
    // In time.
    let challenge = late.challenge().await;
    city.clock.pass(SignedDuration::from_mins(11));
    late.sends(key.signs(&challenge)).await.is(422);
    late.opens("/me").await.is(303);
}

async fn who_guesses_waits_and_the_owner_of_the_passkey_does_not(city: &City) {
    let (mut owner, mut key) = citizen(city).await;
    let (mut forged, unknown) = (Key::new(), Key::new());
    forged.credential.clone_from(&key.credential);
    // The same for a passkey that is not there.
    for mut wrong in [forged, unknown] {
        let mut thief = Browser::at(&city.visitor);
        for _ in 0..5 {
            thief.enters_by(&mut wrong).await.is(422);
        }
        thief.enters_by(&mut wrong).await.is(429);
    }
    owner.enters_by(&mut key).await.is(303);
    // From the same place, once the time is over.
    let mut other = Browser::at(&city.visitor);
    other.enters_by(&mut key).await.is(429);
    city.clock.pass(SignedDuration::from_mins(2));
    other.enters_by(&mut key).await.is(303);
}

async fn a_passkey_that_counts_back_is_refused_and_told(city: &City) {
    let mut browser = Browser::at(&city.visitor);
    browser.comes_by_phone(city).await;
    let mut key = Key::new();
    key.counter = 7;
    browser.adds(&mut key).await.is(303);
    browser.enters_by(&mut key).await.is(303);
    assert_eq!(key.counter, 8);
    for counter in [8, 7, 0] {
        let mut copy = Browser::at(&city.visitor);
        let challenge = copy.challenge().await;
        key.counter = counter;
        copy.sends(key.signs(&challenge))
            .await
            .is(422)
            .shows(REFUSED);
    }
    key.counter = 8;
    browser.enters_by(&mut key).await.is(303);
    let account = browser.opens("/me/security").await;
    let text = account.shows("通行密钥的复制品").text();
    assert_eq!(text.matches("通行密钥的复制品").count(), 1, "told once");
}

async fn passkeys_are_added_and_removed_just_after_signing_in(city: &City) {
    let (mut browser, key) = citizen(city).await;
    let mut another = Key::new();
    let page = browser.opens("/me/security/passkeys/new").await;
    let have = data(&page, "have");
    assert_eq!(have.trim(), BASE64.encode(&key.credential));
    let made = another.makes(&page);
    assert_eq!(another.handle, key.handle, "one handle for one person");
    let account = browser.opens("/me/security").await;
    let one = first(&account);
    let removal = browser.opens(&one).await.form("/removal");
    let removal = Body::Form(removal.filled(&[]));

    city.clock.pass(SignedDuration::from_mins(16));
    let late = browser.fills(&page, &with(&made)).await;
    late.is(401).shows("请重新登录一次");
    let fresh = browser.opens("/me/security/passkeys/new").await;
    fresh.is(200).shows("请重新登录一次").hides("data-passkey=");
    let path = format!("{one}/removal");
    let late = browser.asks(Method::POST, &path, removal.clone()).await;
    late.is(401).shows("重新登录").hides("移除这个通行密钥");
    browser.opens("/me/security").await.shows("办公室电脑");

    browser.comes_by_phone(city).await;
    // What was asked in the session before is old; what is asked now is taken once.
    let page = browser.opens("/me/security/passkeys/new").await;
    browser.fills(&page, &with(&made)).await.is(422);
    let page = browser.opens("/me/security/passkeys/new").await;
    let kept = browser.cookies.clone();
    let made = another.makes(&page);
    browser.fills(&page, &with(&made)).await.is(303);
    browser.cookies = kept;
    browser.fills(&page, &with(&made)).await.is(422);
    // The same passkey is not there twice.
    browser.adds(&mut another).await.is(422);
    // What is asked of who signs in adds nothing, and the other way round.
    let mut third = Key::new();
    let page = browser.opens("/me/security/passkeys/new").await;
    let challenge = browser.challenge().await;
    third.handle.clone_from(&key.handle);
    let mut made = third.makes(&page);
    made[1].1 = BASE64.encode(client("webauthn.create", &challenge));
    browser.fills(&page, &with(&made)).await.is(422);
    let page = browser.opens("/me/security/passkeys/new").await;
    let signed = key.signs(&data(&page, "challenge"));
    browser.sends(signed).await.is(422);
    // A script of a page without scripts sends nothing.
    let page = browser.opens("/me/security/passkeys/new").await;
    browser.fills(&page, &[("name", "空")]).await.is(422);
}

async fn a_passkey_is_its_owners_alone(city: &City) {
    let (mut browser, mut key) = citizen(city).await;
    let one = first(&browser.opens("/me/security").await);
    for person in [
        &city.wang,
        &city.administrator,
        &city.security_administrator,
    ] {
        person.opens(&one).await.is(404);
        let form = async || {
            let form_key = ("form_key".to_owned(), person.form_key().await);
            Body::Form(vec![form_key, ("name".to_owned(), "别人的".to_owned())])
        };
        let renamed = person.asks(Method::POST, &one, form().await).await;
        renamed.is(404);
        let path = format!("{one}/removal");
        let removed = person.asks(Method::POST, &path, form().await).await;
        // Whoever signed in long ago is not even asked.
        removed.is(404);
        let account = person.opens("/me/security").await;
        account.hides("办公室电脑");
    }
    city.visitor.opens(&one).await.is(303);
    for wrong in ["0", "abc", "99999999999999999999"] {
        let path = format!("/me/security/passkeys/{wrong}");
        browser.opens(&path).await.is(404);
    }
    // A challenge of one's own session is no other's: it names its account.
    let page = browser.opens("/me/security/passkeys/new").await;
    let mut theirs = Browser::at(&city.visitor);
    adds_sun(city).await;
    sun_comes_for_the_first_time(city, &mut theirs).await;
    let own = theirs.opens("/me/security/passkeys/new").await;
    let asked = browser
        .cookies
        .iter()
        .find(|(name, _)| name.ends_with("-passkey"));
    let asked = asked.unwrap().clone();
    theirs.cookies.retain(|(name, _)| *name != asked.0);
    theirs.cookies.push(asked);
    let made = Key::new().makes(&page);
    theirs.fills(&own, &with(&made)).await.is(422);
    Browser::at(&city.visitor).enters_by(&mut key).await.is(303);
}

async fn an_account_has_so_many_passkeys(city: &City) {
    let (mut browser, _key) = citizen(city).await;
    let mut last = browser.opens("/me/security/passkeys/new").await;
    for _ in 1..10 {
        last = browser.opens("/me/security/passkeys/new").await;
        let made = Key::new().makes(&last);
        browser.fills(&last, &with(&made)).await.is(303);
    }
    let page = browser.opens("/me/security/passkeys/new").await;
    page.is(200)
        .shows("您已经有 10 个通行密钥")
        .hides("data-passkey=");
    let made = Key::new().makes(&last);
    browser.fills(&last, &with(&made)).await.is(422);
}

async fn the_last_way_in_stays(city: &City) {
    adds_sun(city).await;
    let (mut browser, mut key) = (Browser::at(&city.visitor), Key::new());
    sun_comes_for_the_first_time(city, &mut browser).await;
    browser.adds(&mut key).await.is(303);
    // A password for the first time that was not replaced in its time opens nothing any more.
    let reset = city.app.reset_staff("sun", OWN.to_owned(), false).await;
    reset.unwrap();
    city.clock.pass(SignedDuration::from_hours(8 * 24));
    browser.enters_by(&mut key).await.is(303);
    let one = first(&browser.opens("/me/security").await);
    let page = browser.opens(&one).await;
    let filled = Body::Form(page.form("/removal").filled(&[]));
    let path = format!("{one}/removal");
    let refused = browser.asks(Method::POST, &path, filled.clone()).await;
    refused.is(422).shows("唯一方式");
    // With another passkey it is not the last.
    browser.adds(&mut Key::new()).await.is(303);
    browser.asks(Method::POST, &path, filled).await.is(303);
    Browser::at(&city.visitor).enters_by(&mut key).await.is(422);
}

async fn what_is_over_is_forgotten(city: &City) {
    let (mut browser, mut key) = citizen(city).await;
    browser.enters_by(&mut key).await.is(303);
    let forget = async || {
        let before = city
            .now()
            .checked_sub(SignedDuration::from_hours(48))
            .unwrap();
        let forgotten: Result<u64, store::Error> = city
            .app
            .db
            .write(async |tx| retention::forget(tx, Timed::PasskeyChallenges, before, 100).await)
            .await;
        forgotten.unwrap()
    };
    assert_eq!(forget().await, 0);
    city.clock.pass(SignedDuration::from_hours(49));
    assert_eq!(forget().await, 2, "one was added, one was used");

    // With an account its passkeys go.
    let page = browser.opens("/me/privacy/closing").await;
    let filled = Body::Form(page.form("/closing").filled(&[]));
    let closing = browser
        .asks(Method::POST, "/me/privacy/closing", filled)
        .await;
    closing.is(303);
    city.clock.pass(SignedDuration::from_hours(15 * 24));
    within(Origin::default(), city.app.retain()).await.unwrap();
    Browser::at(&city.visitor).enters_by(&mut key).await.is(422);
    let left: Result<_, store::Error> = city
        .app
        .db
        .read(async |tx| store::passkeys::find(tx, &key.credential).await)
        .await;
    assert_eq!(left.unwrap(), None);
}
