//! What people do, each by one sentence: through the pages or through the API, as their city has it.

use crate::answer::Answer;
use crate::city::Door;
use crate::person::{Body, Person};
use crate::routes::routes;
use axum::http::Method;
use domain::form::Age;
use domain::ids::{OfficeId, UnitId};
use domain::rating::Settled;
use domain::reply::ReturnReason;
use domain::screening::{DeclineReason, Kind, Visibility};
use serde_json::{Map, Value, json};
use store::messages;

/// A text that any form takes.
pub const BODY: &str =
    "城东路从菜场到小学的一段，路灯已经一个星期不亮了，晚上孩子放学很不安全，希望尽快修好。";
/// One matter of [`BODY`], as an editor splits it off.
pub fn matter() -> Vec<(&'static str, String)> {
    let field = |name, text: &str| (name, text.to_owned());
    vec![
        field("title", "晚上放学不安全"),
        field("body", "路灯已经一个星期不亮了，晚上孩子放学很不安全。"),
        field("kind", "suggestion"),
        field("domain", "education"),
        field("office", &crate::cast::SECRETARY.to_string()),
    ]
}

/// A reply that says something.
pub const REPLY: &str =
    "您好：3 月 2 日下午已到现场查看，城东路 12 盏路灯因电缆老化不亮，当晚更换电缆并恢复照明。";

/// A message before it is sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub office: OfficeId,
    /// What kind.
    pub kind: Kind,
    /// About what.
    pub domain: &'static str,
    /// More exactly.
    pub subdomain: Option<&'static str>,
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// 诉求
    pub demand: String,
    /// 地点
    pub place: String,
    /// 不公开备注
    pub remark: String,
    /// 署名
    pub pen_name: String,
    /// Who may read it.
    pub visibility: Visibility,
    /// The identity switch.
    pub identity_open: bool,
    /// The place is not shown.
    pub hide_place: bool,
    /// It is about its own addressee.
    pub about_addressee: bool,
    /// A life is in danger.
    pub danger: bool,
    /// How old the writer is.
    pub age: Age,
    /// Who is complained about.
    pub concerns: Option<UnitId>,
    /// About their conduct.
    pub concerns_conduct: bool,
}

impl Letter {
    /// A plea for help to the mayor.
    pub fn titled(title: &str) -> Self {
        Self {
            office: crate::cast::MAYOR,
            kind: Kind::Help,
            domain: "urban",
            subdomain: None,
            title: title.into(),
            body: BODY.into(),
            demand: String::new(),
            place: String::new(),
            remark: String::new(),
            pen_name: String::new(),
            visibility: Visibility::Public,
            identity_open: false,
            hide_place: false,
            about_addressee: false,
            danger: false,
            age: Age::Adult,
            concerns: None,
            concerns_conduct: false,
        }
    }

    /// What is typed and ticked on the pages.
    pub fn typed(&self) -> Vec<(&'static str, String)> {
        let ticked = |on: bool| if on { "1".to_owned() } else { String::new() };
        let all = vec![
            ("kind", self.kind.code().to_owned()),
            (
                "domain",
                match self.subdomain {
                    Some(part) => format!("{}/{part}", self.domain),
                    None => self.domain.to_owned(),
                },
            ),
            ("office", self.office.to_string()),
            ("about", ticked(self.about_addressee)),
            ("danger", ticked(self.danger)),
            ("age", self.age.code().to_owned()),
            (
                "concerns",
                self.concerns
                    .map(|unit| unit.to_string())
                    .unwrap_or_default(),
            ),
            ("conduct", ticked(self.concerns_conduct)),
            ("title", self.title.clone()),
            ("body", self.body.clone()),
            ("demand", self.demand.clone()),
            ("place", self.place.clone()),
            ("hide_place", ticked(self.hide_place)),
            ("remark", self.remark.clone()),
            ("pen_name", self.pen_name.clone()),
            ("visibility", self.visibility.code().to_owned()),
            ("identity", ticked(self.identity_open)),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// What is sent to the API.
    pub fn json(&self) -> Value {
        json!({
            "office": self.office.to_string(), "kind": self.kind, "domain": self.domain,
            "subdomain": self.subdomain,
            "title": self.title, "body": self.body, "demand": self.demand, "place": self.place,
            "remark": self.remark, "pen_name": self.pen_name, "visibility": self.visibility,
            "identity_open": self.identity_open, "hide_place": self.hide_place,
            "about_addressee": self.about_addressee, "danger": self.danger, "age": self.age,
            "concerns": self.concerns.map(|unit| unit.to_string()), "concerns_conduct": self.concerns_conduct,
        })
    }
}

/// What the writer keeps.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The number.
    pub number: String,
    /// The query code.
    pub code: String,
}

impl Person {
    /// Writes to the mayor, and gives the message's number.
    pub async fn files(&self, title: &str) -> String {
        self.writes(&Letter::titled(title)).await.number
    }

    /// Writes a message.
    pub async fn writes(&self, letter: &Letter) -> Kept {
        let answer = self.submits(letter).await;
        answer.succeeds();
        if self.door == Door::Api {
            let receipt = answer.json();
            let text = |name: &str| receipt[name].as_str().unwrap_or_default().to_owned();
            return Kept {
                number: text("number"),
                code: text("code"),
            };
        }
        let page = answer.text();
        Kept {
            number: find(&page, "0000-000000").unwrap_or_else(|| panic!("no number: {page}")),
            code: find(&page, "XXXX-XXXX-XXXX").unwrap_or_default(),
        }
    }

    /// Writes a message, and says what came back.
    pub async fn submits(&self, letter: &Letter) -> Answer {
        match self.door {
            Door::Api => {
                let body = Body::Json(letter.json());
                self.calls(Method::POST, "/messages", body).await
            }
            Door::Pages => self.goes_through_the_pages(letter).await,
        }
    }

    /// Fills page after page of `/write` until the message is sent, or a page comes back.
    async fn goes_through_the_pages(&self, letter: &Letter) -> Answer {
        let typed = letter.typed();
        let mut page = self.opens("/write").await;
        for _ in 0..8 {
            page.is(200);
            if let Some(form) = page.form_if("/write/submission") {
                let parts = Body::Parts(form.as_is(), Vec::new());
                return self.asks(Method::POST, &form.action, parts).await;
            }
            let form = page.form("/write");
            let own: Vec<(&str, &str)> = typed
                .iter()
                .filter(|(name, _)| form.field(name).is_some_and(|field| field.kind != "hidden"))
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let next = self.sends(&form, &own).await;
            if next.status.as_u16() == 422 {
                return next;
            }
            page = next;
        }
        panic!("the way through /write does not end: {}", page.text());
    }

    /// Does a verb, as its noun, where it is offered.
    pub async fn does(&self, number: &str, noun: &str, fields: &[(&str, &str)]) -> Answer {
        if self.door == Door::Api {
            return self.tries(number, noun, fields).await;
        }
        let page = self.opens(&self.page_of(number, noun)).await;
        page.is(200);
        let to = format!("/messages/{number}/{noun}");
        let judgement = fields.iter().find(|(name, _)| *name == "judgement");
        let form = page.forms().into_iter().find(|form| {
            let judges = form.field("judgement").map(|field| field.value.as_str());
            form.action == to && judges == judgement.map(|(_, value)| *value)
        });
        let form =
            form.unwrap_or_else(|| panic!("{} does not offer {noun}: {}", page.asked, page.text()));
        self.sends(&form, fields).await
    }

    /// Tries a verb whether it is offered or not.
    pub async fn tries(&self, number: &str, noun: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("/messages/{number}/{noun}");
        if self.door == Door::Api {
            let (method, body) = match (noun, fields) {
                ("support", [("on", "0")]) => (Method::DELETE, Body::None),
                ("support", _) => (Method::POST, Body::None),
                _ => (Method::POST, Body::Json(to_json(fields))),
            };
            return self.calls(method, &path, body).await;
        }
        let mut sent = vec![
            ("form_key".to_owned(), self.form_key().await),
            ("seen".to_owned(), self.events_of(number).await.to_string()),
        ];
        sent.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.asks(Method::POST, &path, Body::Form(sent)).await
    }

    /// How many events a message has: judgements say what they have read.
    async fn events_of(&self, number: &str) -> u32 {
        let Ok(number) = number.parse() else { return 0 };
        let found: Result<_, store::Error> = self
            .app
            .db
            .read(async |tx| match messages::by_number(tx, number).await? {
                Some(id) => messages::by_id(tx, id).await,
                None => Ok(None),
            })
            .await;
        found.unwrap().map_or(0, |message| message.events)
    }

    /// The page on which this person is offered a verb.
    fn page_of(&self, number: &str, noun: &str) -> String {
        match noun {
            "support" => format!("/messages/{number}"),
            "withdrawal" | "erasure" => format!("/me/messages/{number}/{noun}"),
            _ if self.seat.role.is_staff() => format!("/desk/messages/{number}"),
            _ => format!("/me/messages/{number}"),
        }
    }

    /// Every page and every answer that may speak of a message.
    pub async fn reads(&self, number: &str) -> String {
        const SPEAK_OF_NONE: [&str; 8] = [
            "asset", "picture", "/sign-in", "/about", "/robots", "/healthz", "icon", "problem",
        ];
        let mut all = String::new();
        for route in routes().iter().filter(|route| route.method == "GET") {
            if SPEAK_OF_NONE.iter().any(|part| route.path.contains(part)) {
                continue;
            }
            let path = route
                .path
                .replace("{number}", number)
                .replace("{code}", "990100")
                .replace("{slug}", "urban")
                .replace("{list}", "overdue")
                .replace("{id}", "1");
            let answer = match path.strip_prefix("/api/v1") {
                Some(path) => self.calls(Method::GET, path, Body::None).await,
                None => self.opens(&path).await,
            };
            all.push_str(&answer.text());
        }
        all
    }

    /// The thread of a message, as the API gives it to this person.
    pub async fn thread(&self, number: &str) -> Value {
        let answer = self
            .calls(Method::GET, &format!("/messages/{number}"), Body::None)
            .await;
        answer.is(200).json()
    }
}

/// One verb, one sentence.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) = $noun:literal [$($field:literal: $value:expr),* $(,)?];)+) => {
        impl Person {$(
            $(#[$doc])*
            pub async fn $name(&self, number: &str $(, $arg: $type)*) {
                self.does(number, $noun, &[$(($field, $value)),*]).await.succeeds();
            }
        )+}
    };
}

sentences! {
    /// Shows a message.
    publishes() = "publication" [];
    /// Does not show a message.
    declines(reason: DeclineReason) = "decline" ["reason": reason.code(), "guidance": "请删去他人的电话号码后重新提交。"];
    /// Asks another editor.
    appeals() = "appeal" ["text": "这里没有他人的信息，请再看看。"];
    /// Writes a declined message anew.
    amends(title: &str) = "amendment" ["title": title, "body": BODY];
    /// Changes a message before it is screened.
    edits(title: &str) = "text" ["title": title, "body": BODY];
    /// Gives a message to a unit.
    assigns(unit: UnitId) = "assignment" ["unit": &unit.to_string()];
    /// Takes it.
    accepts() = "acceptance" [];
    /// Says that it is not its duty.
    refuses() = "refusal" ["ground": "路灯由市城管局负责，见三定方案第四条。"];
    /// Gives it to another unit.
    transfers(unit: UnitId) = "transfer" ["unit": &unit.to_string(), "note": "请现场处理。"];
    /// Binds a unit.
    designates(unit: UnitId) = "designation" ["unit": &unit.to_string(), "note": "由你局承办，不再退单。"];
    /// Asks the writer.
    asks_the_writer(text: &str) = "question" ["text": text];
    /// Answers the unit.
    clarifies(text: &str) = "clarification" ["text": text];
    /// Asks for more days.
    asks_for_days(days: u32) = "extension-request" ["days": &days.to_string(), "reason": "备件要从外地调运。"];
    /// Gives them.
    grants() = "extension" ["judgement": "grant"];
    /// Does not.
    denies() = "extension" ["judgement": "deny", "reason": "备件本地有货。"];
    /// Says how far it is.
    posts_interim(text: &str) = "interim-reply" ["text": text];
    /// Hands in a reply that says that it is settled.
    answers(text: &str) = "reply" ["text": text, "outcome": "settled"];
    /// Hands in a reply that promises a day.
    promises(text: &str, day: &str) = "reply" ["text": text, "outcome": "promised", "day": day];
    /// Sends a reply back.
    returns(reason: ReturnReason) = "return" ["reason": reason.code(), "note": "请写明查到了什么、什么时候修好。"];
    /// Publishes a reply.
    publishes_reply() = "reply-publication" [];
    /// Says whether it was settled.
    rates(settled: Settled) = "rating" ["settled": settled.code(), "result": "5", "manner": "4", "speed": "3", "word": "thank_you", "sentence": "灯亮了，谢谢。"];
    /// Asks again.
    follows_up(text: &str) = "follow-up" ["text": text];
    /// Says that it is not settled.
    asks_to_reopen(text: &str) = "reopening-request" ["text": text];
    /// Agrees.
    reopens() = "reopening" ["note": "请重新办理。"];
    /// Does not.
    keeps_closed() = "reopening-refusal" ["reason": "现场照片显示已修好。"];
    /// Takes it back.
    withdraws() = "withdrawal" [];
    /// Has it erased.
    erases() = "erasure" [];
    /// “Me too”.
    supports() = "support" ["on": "1"];
    /// Not any more.
    supports_no_more() = "support" ["on": "0"];
    /// Reminds the unit.
    reminds() = "reminder" ["note": "请尽快回复。"];
    /// Says a word, inside or in public.
    instructs(text: &str, audience: &str) = "instruction" ["text": text, "audience": audience];
}

/// Fields of a form as the API takes them.
pub fn to_json(fields: &[(&str, &str)]) -> Value {
    let mut body = Map::new();
    for (name, value) in fields {
        match *name {
            "word" => {
                let words = body.entry("words").or_insert_with(|| json!([]));
                words.as_array_mut().expect("a list").push(json!(value));
            }
            "days" | "result" | "manner" | "speed" => {
                let number: u32 = value.parse().expect("a number");
                body.insert((*name).into(), json!(number));
            }
            _ => {
                body.insert((*name).into(), json!(value));
            }
        }
    }
    Value::Object(body)
}

/// The first part of a text of this shape: `0` is a digit, `X` a digit or capital letter, `-` itself.
fn find(text: &str, shape: &str) -> Option<String> {
    let fits = |part: &[u8]| {
        part.iter().zip(shape.bytes()).all(|(b, s)| match s {
            b'0' => b.is_ascii_digit(),
            b'X' => b.is_ascii_digit() || b.is_ascii_uppercase(),
            s => *b == s,
        })
    };
    let found = text
        .as_bytes()
        .windows(shape.len())
        .find(|part| fits(part))?;
    Some(String::from_utf8_lossy(found).into_owned())
}
