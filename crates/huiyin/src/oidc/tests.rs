//! A provider over HTTP, with its own keys: what is taken of it, and what is not. Published examples prove the
//! signatures; a provider that is not ours is walked through in a browser (crates/testkit/browser/oidc.mjs).

use super::*;
use crate::fetch::Reach;
use crate::serve::listener::{self, Running};
use axum::body::Body;
use axum::extract::{Request as Req, State};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Mutex as Held;

/// The time of every token.
const NOW: i64 = 1_780_000_000;
const CLIENT: &str = "a board";
const SECRET: &str = "half:a secret";

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn asked() -> Asked {
    Asked {
        state: "the-state".into(),
        nonce: "the-nonce".into(),
        verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into(),
    }
}

fn came() -> Came {
    Came {
        state: "the-state".into(),
        code: "the code".into(),
        issuer: None,
    }
}

struct Signer {
    pair: EcdsaKeyPair,
    id: &'static str,
}

impl Signer {
    fn new(id: &'static str) -> Self {
        let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap();
        Self { pair, id }
    }

    fn public(&self) -> Value {
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        let [x, y] = [x, y].map(|number| BASE64_URL_SAFE_NO_PAD.encode(number));
        json!({"kty": "EC", "crv": "P-256", "kid": self.id, "use": "sig", "x": x, "y": y})
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let [header, claims] =
            [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let text = format!("{header}.{claims}");
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes());
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature.unwrap());
        format!("{text}.{signature}")
    }
}

/// What a provider says; tests change it.
struct Says {
    metadata: Value,
    keys: Vec<Value>,
    redeemed: (StatusCode, Value),
    /// The last form that redeemed a code, and who sent it.
    form: String,
    authorization: String,
    asked: Vec<String>,
}

type Told = Arc<Held<Says>>;

async fn answers(State(told): State<Told>, request: Req<Body>) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MOST).await.unwrap();
    let mut told = told.lock().unwrap();
    let path = head.uri.path().to_owned();
    told.asked.push(path.clone());
    match path.as_str() {
        "/.well-known/openid-configuration" => Json(told.metadata.clone()).into_response(),
        "/keys" => Json(json!({ "keys": told.keys })).into_response(),
        "/token" => {
            told.form = String::from_utf8(body.to_vec()).unwrap();
            let sent = head.headers.get(header::AUTHORIZATION);
            told.authorization = sent.map_or("", |sent| sent.to_str().unwrap()).to_owned();
            let (status, body) = told.redeemed.clone();
            (status, Json(body)).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A provider that runs, and the board's side of it.
struct Played {
    _running: Running,
    told: Told,
    issuer: String,
    signer: Signer,
    there: There,
}

impl Played {
    async fn begin() -> Self {
        let signer = Signer::new("first");
        let told = Arc::new(Held::new(Says {
            metadata: Value::Null,
            keys: vec![json!({"kty": "unheard of"}), signer.public()],
            redeemed: (StatusCode::OK, Value::Null),
            form: String::new(),
            authorization: String::new(),
            asked: Vec::new(),
        }));
        let router = Router::new().fallback(answers).with_state(told.clone());
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let running = listener::start(router, listen, 16).await.unwrap();
        let issuer = format!("http://{}", running.address());
        told.lock().unwrap().metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/ask"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
        });
        let oidc = Oidc {
            issuer: issuer.clone(),
            name: String::new(),
            client_id: CLIENT.into(),
            secret: "unread".into(),
            amr: vec!["mfa".into(), "hwk".into()],
            acr: vec!["level-3".into()],
        };
        let http = Http::new(Reach::public_and(&["127.0.0.1".parse().unwrap()]), None).unwrap();
        let there = There::new(oidc, SECRET.into(), "https://liuyan.example", http);
        let played = Self {
            _running: running,
            told,
            issuer,
            signer,
            there,
        };
        played.gives(&played.token(&json!({})));
        played
    }

    /// A token that is right but for these claims; null takes one away.
    fn token(&self, but: &Value) -> String {
        let header = json!({"alg": "ES256", "kid": self.signer.id, "typ": "JWT"});
        self.signer.sign(&header, &self.claims(but))
    }

    fn claims(&self, but: &Value) -> Value {
        let mut claims = json!({
            "iss": self.issuer,
            "sub": "1001",
            "aud": CLIENT,
            "exp": NOW + 300,
            "iat": NOW - 1,
            "nonce": "the-nonce",
        });
        for (name, value) in but.as_object().unwrap() {
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value.clone();
            }
        }
        claims
    }

    fn gives(&self, token: &str) {
        self.told.lock().unwrap().redeemed = (StatusCode::OK, json!({ "id_token": token }));
    }

    async fn says(&self) -> Result<Identity, Unproved> {
        self.there.identity(&asked(), &came(), now()).await
    }

    /// Why a token is not taken.
    async fn refuses(&self, token: &str) -> String {
        self.gives(token);
        let why = self.says().await.unwrap_err();
        assert!(matches!(why, Unproved::Wrong(_)), "{why}");
        why.to_string()
    }
}

#[tokio::test]
async fn a_browser_is_sent_with_what_binds_the_answer_to_it() {
    let played = Played::begin().await;
    let address = played.there.address(&asked(), now()).await.unwrap();
    let (to, query) = address.split_once('?').unwrap();
    assert_eq!(to, format!("{}/ask", played.issuer));
    let pairs: Vec<_> = query.split('&').collect();
    for pair in [
        "response_type=code",
        "scope=openid",
        "client_id=a%20board",
        "redirect_uri=https%3A%2F%2Fliuyan.example%2Fsign-in%2Foidc%2Fcallback",
        "state=the-state",
        "nonce=the-nonce",
        // RFC 7636, appendix B.
        "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method=S256",
        "acr_values=level-3",
    ] {
        assert!(pairs.contains(&pair), "{pair}: {query}");
    }
    assert!(!address.contains(&asked().verifier));
}

#[tokio::test]
async fn a_code_is_redeemed_by_who_asked() {
    let played = Played::begin().await;
    let identity = played.says().await.unwrap();
    assert_eq!(identity.subject, "1001");
    assert!(!identity.two_factors);
    {
        let told = played.told.lock().unwrap();
        for pair in [
            "grant_type=authorization_code",
            "code=the%20code",
            "code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "redirect_uri=https%3A%2F%2Fliuyan.example%2Fsign-in%2Foidc%2Fcallback",
        ] {
            assert!(told.form.contains(pair), "{pair}: {}", told.form);
        }
        assert!(!told.form.contains("client_secret"));
        let basic = BASE64_STANDARD.encode("a%20board:half%3Aa%20secret");
        assert_eq!(told.authorization, format!("Basic {basic}"));
        // What the provider says of itself was asked once for both.
        assert_eq!(told.asked.len(), 3, "{:?}", told.asked);
    }

    let played = Played::begin().await;
    played.told.lock().unwrap().metadata["token_endpoint_auth_methods_supported"] =
        json!(["client_secret_post"]);
    played.says().await.unwrap();
    let told = played.told.lock().unwrap();
    assert!(told.form.contains("client_secret=half%3Aa%20secret"));
    assert_eq!(told.authorization, "");
}

#[tokio::test]
async fn two_factors_are_what_the_operator_says() {
    let played = Played::begin().await;
    for (said, two_factors) in [
        (json!({"amr": ["pwd", "mfa"]}), true),
        (json!({"amr": ["hwk"]}), true),
        (json!({"acr": "level-3"}), true),
        (json!({"amr": ["pwd", "otp"], "acr": "level-2"}), false),
        (json!({"acr": "mfa"}), false),
        (json!({"amr": []}), false),
    ] {
        played.gives(&played.token(&said));
        assert_eq!(
            played.says().await.unwrap().two_factors,
            two_factors,
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_token_is_for_this_board_this_question_and_now() {
    let played = Played::begin().await;
    for right in [
        json!({"aud": [CLIENT]}),
        json!({"azp": CLIENT}),
        json!({"exp": NOW - 59}),
        json!({"iat": NOW + 59}),
    ] {
        played.gives(&played.token(&right));
        assert!(played.says().await.is_ok(), "{right}");
    }
    for (but, why) in [
        (json!({"iss": "https://login.example"}), "another provider"),
        (json!({"aud": "another board"}), "somebody else"),
        (json!({"aud": [CLIENT, "another board"]}), "somebody else"),
        (json!({"aud": []}), "somebody else"),
        (json!({"azp": "another board"}), "somebody else"),
        (json!({"exp": NOW - 60}), "expired"),
        (json!({"iat": NOW - 700}), "another time"),
        (json!({"iat": NOW + 120}), "another time"),
        (json!({"nonce": "another"}), "another question"),
        (json!({"nonce": null}), "another question"),
        (json!({"sub": ""}), "nobody"),
        (json!({"sub": "1".repeat(256)}), "nobody"),
        (json!({"sub": null}), "what it has to"),
        (json!({"aud": null}), "what it has to"),
        (json!({"exp": null}), "what it has to"),
        (json!({"exp": "never"}), "what it has to"),
    ] {
        let told = played.refuses(&played.token(&but)).await;
        assert!(told.contains(why), "{but}: {told}");
    }
}

#[tokio::test]
async fn only_the_provider_signs() {
    let played = Played::begin().await;
    let claims = played.claims(&json!({}));
    let header = |alg: &str, kid: &str| json!({"alg": alg, "kid": kid});
    let right = played.signer.sign(&header("ES256", "first"), &claims);
    let (text, signature) = right.rsplit_once('.').unwrap();
    let (_, payload) = text.split_once('.').unwrap();
    let none = BASE64_URL_SAFE_NO_PAD.encode(header("none", "first").to_string());
    let hmac = BASE64_URL_SAFE_NO_PAD.encode(header("HS256", "first").to_string());
    let other = BASE64_URL_SAFE_NO_PAD.encode(played.claims(&json!({"sub": "1"})).to_string());
    let (head, _) = text.split_once('.').unwrap();
    for forged in [
        Signer::new("first").sign(&header("ES256", "first"), &claims),
        Signer::new("second").sign(&header("ES256", "second"), &claims),
        played.signer.sign(&header("RS256", "first"), &claims),
        played.signer.sign(&header("ES384", "first"), &claims),
        played.signer.sign(&header("", "first"), &claims),
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{hmac}.{payload}.{signature}"),
        format!("{head}.{other}.{signature}"),
        format!("{text}."),
    ] {
        let why = played.refuses(&forged).await;
        assert!(why.contains("not signed"), "{forged}: {why}");
    }
    let mut critical = header("ES256", "first");
    critical["crit"] = json!(["b64"]);
    let why = played
        .refuses(&played.signer.sign(&critical, &claims))
        .await;
    assert!(why.contains("not known here"), "{why}");
    for odd in ["", ".", "..", "a.b.c", text, &format!("{right}.a")] {
        assert!(played.refuses(odd).await.contains("token"), "{odd}");
    }
    // A key that is for something else proves nothing.
    played.told.lock().unwrap().keys[1]["use"] = json!("enc");
    *played.there.known.lock().await = None;
    assert!(played.refuses(&right).await.contains("not signed"));
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_found_soon() {
    let played = Played::begin().await;
    played.says().await.unwrap();
    let fresh = Signer::new("second");
    let header = json!({"alg": "ES256", "kid": "second"});
    let later = now() + ASKED_AGAIN;
    let claims = played.claims(&json!({}));
    played.told.lock().unwrap().keys.push(fresh.public());
    played.gives(&fresh.sign(&header, &claims));
    // Whoever sends tokens of unknown keys does not make this board ask all the time.
    let soon = played.says().await;
    assert!(soon.unwrap_err().to_string().contains("not signed"));
    let found = played.there.identity(&asked(), &came(), later).await;
    assert_eq!(found.unwrap().subject, "1001");
}

#[tokio::test]
async fn who_speaks_for_another_is_not_believed() {
    let played = Played::begin().await;
    let metadata = played.told.lock().unwrap().metadata.clone();
    for (name, value) in [
        ("issuer", json!("https://login.example")),
        ("issuer", json!(format!("{}/", played.issuer))),
        ("token_endpoint", json!("ftp://127.0.0.1/token")),
        ("jwks_uri", json!("/keys")),
    ] {
        let mut changed = metadata.clone();
        changed[name] = value.clone();
        played.told.lock().unwrap().metadata = changed;
        let why = played.says().await.unwrap_err();
        assert!(matches!(why, Unproved::Away(_)), "{name} {value}: {why}");
    }
    // RFC 9207: a browser that was sent back by another.
    let mut changed = metadata;
    changed["authorization_response_iss_parameter_supported"] = json!(true);
    played.told.lock().unwrap().metadata = changed;
    for (issuer, taken) in [
        (Some(played.issuer.clone()), true),
        (Some("https://login.example".into()), false),
        (None, false),
    ] {
        let came = Came { issuer, ..came() };
        let said = played.there.identity(&asked(), &came, now()).await;
        assert_eq!(said.is_ok(), taken, "{came:?}");
    }
}

#[tokio::test]
async fn what_a_provider_says_to_a_bad_code_is_told_to_nobody() {
    let played = Played::begin().await;
    for (status, body, is_away) in [
        (
            400,
            json!({"error": "invalid_grant", "error_description": "1001"}),
            false,
        ),
        (401, json!({"error": "invalid_client"}), false),
        (500, json!({}), true),
        (302, json!({}), true),
        (200, json!({"access_token": "1001"}), false),
        (200, json!("1001"), false),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        played.told.lock().unwrap().redeemed = (status, body);
        let why = played.says().await.unwrap_err();
        assert_eq!(matches!(why, Unproved::Away(_)), is_away, "{status}: {why}");
        assert!(!why.to_string().contains("1001"), "{why}");
    }
}

#[test]
fn signatures_are_those_of_the_rfcs() {
    // RFC 7515, appendix A.3, and RFC 8037, appendix A.
    for (key, token) in [
        (
            json!({"kty": "EC", "crv": "P-256",
                "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}),
            "eyJhbGciOiJFUzI1NiJ9\
             .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
             .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        ),
        (
            json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}),
            "eyJhbGciOiJFZERTQSJ9\
             .RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc\
             .hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
        ),
    ] {
        let published = json!({ "keys": [key] });
        let keys = KeySet::new(serde_json::from_value(published).unwrap());
        let (text, signature) = token.rsplit_once('.').unwrap();
        let mut signature = BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap();
        let algorithm = if key["kty"] == "EC" { "ES256" } else { "EdDSA" };
        assert!(keys.signed(algorithm, None, text, &signature), "{key}");
        assert!(
            !keys.signed(algorithm, Some("a"), text, &signature),
            "{key}"
        );
        assert!(!keys.signed("RS256", None, text, &signature), "{key}");
        signature[5] ^= 1;
        assert!(!keys.signed(algorithm, None, text, &signature), "{key}");
    }
}
