//! What a request asks: a JSON body, a message's address, the parameters of a query. Nothing is guessed.

use crate::api::BODY_BYTES;
use crate::api::problem::{Said, Senseless, Wrong};
use crate::bodies::{self, Unread};
use crate::cursor;
use crate::web::Web;
use app::{Problem, Refusal};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use domain::form::Field;
use domain::ids::{MessageId, Number, OfficeId};
use domain::office::RegionCode;
use domain::taxonomy::DomainSlug;
use domain::text::{Body, Note, TextProblem};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use store::lists::Key;
use utoipa::{IntoParams, ToSchema};

/// Most items of a page. Who wants all of them takes the bundle of open data.
const MOST: u32 = 100;

/// The JSON body of a request. No body at all is the empty object.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Asked<T> {
    type Rejection = Wrong;

    async fn from_request(request: Request, web: &Web) -> Said<Self> {
        let media_type = request.headers().get(CONTENT_TYPE).cloned();
        let most = bodies::most_of(&request, BODY_BYTES);
        let collected = bodies::collect(request, most, &web.bodies).await;
        let (body, _held) = collected.map_err(|why| match why {
            Unread::Refused(refusal) => Wrong::from(refusal),
            Unread::Broken => Senseless::Unread.into(),
        })?;
        if body.is_empty() && media_type.is_none() {
            return read(b"{}").map(Self);
        }
        let is_json = media_type
            .as_ref()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Senseless::MediaType.into());
        }
        read(&body).map(Self)
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Said<T> {
    // serde would take an array for an object, field by field.
    if body
        .trim_ascii_start()
        .first()
        .is_some_and(|first| *first == b'[')
    {
        return Err(Senseless::Json {
            line: 1,
            column: 1,
            error: "expected an object".into(),
        }
        .into());
    }
    serde_json::from_slice(body).map_err(|why| {
        let error = why.to_string();
        // serde names the field in its message only.
        let unknown = error
            .strip_prefix("unknown field `")
            .and_then(|rest| rest.split_once('`'));
        match unknown {
            Some((name, _)) => Senseless::Field(name.chars().take(80).collect()),
            None => Senseless::Json {
                line: why.line(),
                column: why.column(),
                error,
            },
        }
        .into()
    })
}

/// The message that a path speaks of: by its number, or by `id-…` until it has one.
#[derive(Clone, Copy, Debug)]
pub struct Addressed(pub MessageId);

impl FromRequestParts<Web> for Addressed {
    type Rejection = Wrong;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Said<Self> {
        let path = Path::<String>::from_request_parts(parts, web).await;
        let Path(address) = path.map_err(|_not_text| Refusal::NotFound)?;
        if let Some(digits) = address.strip_prefix("id-") {
            let id: MessageId = digits.parse().map_err(|_no_id| Refusal::NotFound)?;
            // One message has one spelling: `id-+7` is none.
            if id.to_string() != digits {
                return Err(Refusal::NotFound.into());
            }
            return Ok(Self(id));
        }
        let number: Number = address.parse().map_err(|_no_number| Refusal::NotFound)?;
        Ok(Self(web.app.id_of(number).await?))
    }
}

/// How the description of the API shows [`Addressed`].
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "only its description is used")]
pub struct ByNumber {
    /// The number of the message; `id-…` until it has one, as `location` and `id` say.
    #[param(example = "2026-000123")]
    number: String,
}

/// The parameters of a query. Each may be taken once; what is left over is refused by its name.
pub struct Parameters {
    pairs: Vec<(String, String)>,
    /// The list that they ask for: its path and filters, in one order.
    list: String,
}

impl FromRequestParts<Web> for Parameters {
    type Rejection = Wrong;

    async fn from_request_parts(parts: &mut Parts, _web: &Web) -> Said<Self> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let Query(pairs) = pairs.map_err(|_broken| Senseless::Parameter("?".into()))?;
        Ok(Self::of(parts.uri.path(), pairs))
    }
}

impl Parameters {
    fn of(path: &str, pairs: Vec<(String, String)>) -> Self {
        let narrows = |(name, _): &&(String, String)| !matches!(name.as_str(), "limit" | "cursor");
        let mut filters: Vec<_> = pairs.iter().filter(narrows).collect();
        filters.sort();
        let list = format!("{path} {filters:?}");
        Self { pairs, list }
    }

    /// What a cursor of this list is bound to.
    pub fn list(&self) -> String {
        self.list.clone()
    }

    /// The text of a parameter; none where it is not there.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let index = self.pairs.iter().position(|(key, _)| key == name)?;
        Some(self.pairs.swap_remove(index).1)
    }

    /// A parameter that holds an id, a code, a day.
    pub fn parsed<T: FromStr>(&mut self, name: &'static str) -> Said<Option<T>> {
        let text = self.text(name);
        text.map(|text| text.parse().map_err(|_unknown| wrong(name)))
            .transpose()
    }

    /// A parameter that is true or false; not there, it is false.
    pub fn flag(&mut self, name: &'static str) -> Said<bool> {
        match self.text(name).as_deref() {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(wrong(name)),
        }
    }

    /// How many items a page has.
    pub fn limit(&mut self) -> Said<u32> {
        let limit = self.parsed("limit")?.unwrap_or(20);
        match limit {
            1..=MOST => Ok(limit),
            0 => Err(wrong("limit")),
            _ => Err(Senseless::Limit.into()),
        }
    }

    /// Where the page begins. A cursor of another list, or of this one with other filters, is refused.
    pub fn cursor(&mut self) -> Said<Option<Key>> {
        let cursor = self.text("cursor");
        cursor
            .map(|cursor| cursor::read(&cursor, &self.list).ok_or_else(|| wrong("cursor")))
            .transpose()
    }

    /// An office of the board.
    pub fn office(&mut self, web: &Web) -> Said<Option<OfficeId>> {
        let office = self.parsed("office")?;
        let reference = web.app.reference();
        if office.is_some_and(|office| reference.office(office).is_none()) {
            return Err(wrong("office"));
        }
        Ok(office)
    }

    /// A domain of the board.
    pub fn domain(&mut self, web: &Web) -> Said<Option<DomainSlug>> {
        let Some(slug) = self.text("domain") else {
            return Ok(None);
        };
        let slug = DomainSlug::parse(&slug).map_err(|_unknown| wrong("domain"))?;
        if web.app.reference().domain(&slug).is_none() {
            return Err(wrong("domain"));
        }
        Ok(Some(slug))
    }

    /// A code of a place, whether or not the board has offices there.
    pub fn region(&mut self) -> Said<Option<RegionCode>> {
        let code = self.text("region");
        code.map(|code| RegionCode::parse(&code).map_err(|_unknown| wrong("region")))
            .transpose()
    }

    /// Nothing may be left.
    pub fn end(self) -> Said<()> {
        match self.pairs.into_iter().next() {
            Some((name, _)) => Err(Senseless::Parameter(name.chars().take(80).collect()).into()),
            None => Ok(()),
        }
    }
}

/// A parameter whose value means nothing.
pub fn wrong(name: &str) -> Wrong {
    Senseless::Parameter(name.to_owned()).into()
}

/// A code, an id, a day in a body: one that the field knows.
pub fn code<T: FromStr>(field: Field, text: Option<&str>) -> Said<T> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Err(Refusal::field(field, Problem::Choose).into()),
        Some(text) => Ok(text
            .parse()
            .map_err(|_unknown| Refusal::field(field, Problem::Unknown))?),
    }
}

/// A text in a body.
pub fn text<T>(
    field: Field,
    typed: &str,
    parse: impl FnOnce(&str) -> Result<T, TextProblem>,
) -> Said<T> {
    Ok(parse(typed).map_err(|problem| Refusal::field(field, problem))?)
}

/// A shorter text that must be there: a reason, a question, a follow-up.
pub fn note(web: &Web, field: Field, typed: &str) -> Said<Note> {
    match web.app.limits.note.check(typed) {
        Some(problem) => Err(Refusal::field(field, problem).into()),
        None => text(field, typed, Note::parse),
    }
}

/// A shorter text that may be missing.
pub fn optional_note(web: &Web, field: Field, typed: &str) -> Said<Option<Note>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    note(web, field, typed).map(Some)
}

/// A reply, as long as the form takes it.
pub fn reply(web: &Web, field: Field, typed: &str) -> Said<Body> {
    match web.app.limits.reply.check(typed) {
        Some(problem) => Err(Refusal::field(field, problem).into()),
        None => text(field, typed, Body::parse),
    }
}

/// The body of a verb that takes nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The body of a verb that takes one text.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Worded {
    /// The text.
    #[schema(required = true)]
    pub text: String,
}

/// The body of a verb that may take a note.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Noted {
    /// The note.
    pub note: String,
}

/// The body of a verb that gives a message to a unit.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    /// The unit.
    #[schema(value_type = String, required = true)]
    pub unit: Option<String>,
    /// What is said with it.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[serde(default)]
        #[expect(dead_code, reason = "only whether it is read counts")]
        title: String,
    }

    fn refused(body: &str) -> Senseless {
        match read::<Body>(body.as_bytes()) {
            Err(Wrong::Senseless(senseless)) => senseless,
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn a_body_that_means_nothing_is_named_with_its_place() {
        assert!(read::<Body>(b"{}").is_ok());
        assert!(matches!(refused(r#"{"titel": ""}"#), Senseless::Field(name) if name == "titel"));
        assert!(matches!(
            refused("{\n  \"title\": 7}"),
            Senseless::Json {
                line: 2,
                column: 12,
                ..
            }
        ));
        for broken in ["", "{", "[]", "null", "{\"title\": \"\\ud800\"}", "{} x"] {
            assert!(
                matches!(refused(broken), Senseless::Json { .. }),
                "{broken}"
            );
        }
    }

    fn parameters(pairs: &[(&str, &str)]) -> Parameters {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Parameters::of("/messages", pairs.iter().map(owned).collect())
    }

    #[test]
    fn a_list_is_its_filters_in_any_order() {
        let list = |pairs: &[(&str, &str)]| parameters(pairs).list();
        let help = list(&[("kind", "help"), ("overdue", "1")]);
        assert_eq!(
            help,
            list(&[
                ("overdue", "1"),
                ("limit", "5"),
                ("kind", "help"),
                ("cursor", "x")
            ])
        );
        assert_ne!(help, list(&[("kind", "help")]));
        assert_ne!(
            help,
            Parameters::of(
                "/desk",
                vec![
                    ("kind".into(), "help".into()),
                    ("overdue".into(), "1".into())
                ]
            )
            .list()
        );
    }

    #[test]
    fn parameters_are_taken_once_and_none_is_left() {
        let mut asked = parameters(&[("limit", "7"), ("overdue", "true"), ("limit", "8")]);
        assert_eq!(asked.limit().unwrap(), 7);
        assert!(asked.flag("overdue").unwrap());
        assert!(!asked.flag("returned").unwrap());
        assert!(asked.end().is_err());
        for limit in ["0", "101", "-1", "many", ""] {
            assert!(parameters(&[("limit", limit)]).limit().is_err());
        }
        for cursor in ["", "x", "1-"] {
            assert!(parameters(&[("cursor", cursor)]).cursor().is_err());
        }
    }
}
