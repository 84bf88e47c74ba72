//! Problem details (RFC 9457): the one renderer of everything that goes wrong under `/api/v1`.

use crate::limits::Wait;
use crate::page::Page;
use crate::tell::{Failed, Told, meant, place, status};
use crate::viewer::Viewer;
use crate::web::Web;
use app::search::Unclear;
use app::{Problem, Refusal};
use axum::Json;
use axum::extract::{OriginalUri, Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::permission::Forbidden;
use domain::text::TextProblem;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A request that means nothing here, whatever the data says.
#[derive(Clone, Debug)]
pub enum Senseless {
    /// No endpoint has this path.
    Path,
    /// The endpoint does not take this method.
    Method,
    /// A body that is not called `application/json`.
    MediaType,
    /// A body that could not be read to its end.
    Unread,
    /// Not JSON, or not of this shape: where, and what serde says.
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// For developers, in English.
        error: String,
    },
    /// A field that the endpoint does not know.
    Field(String),
    /// A parameter of the query that the endpoint does not know, or with a value that means nothing.
    Parameter(String),
    /// A parameter with a value that is none of these; of none where it hangs on another one that is not there.
    Choice(&'static str, Vec<String>),
    /// A page longer than one may be.
    Limit,
    /// An `Idempotency-Key` that is empty, too long, or not ASCII.
    Key,
}

/// What went wrong, on its way to the renderer.
#[derive(Debug)]
pub enum Wrong {
    /// The request means nothing.
    Senseless(Senseless),
    /// The action was refused.
    Refused(Failed),
}

impl From<Senseless> for Wrong {
    fn from(senseless: Senseless) -> Self {
        Self::Senseless(senseless)
    }
}

impl<R: Into<Refusal>> From<R> for Wrong {
    fn from(refusal: R) -> Self {
        Self::Refused(Failed(refusal.into()))
    }
}

impl IntoResponse for Senseless {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        match self {
            Self::Senseless(senseless) => senseless.into_response(),
            Self::Refused(failed) => failed.into_response(),
        }
    }
}

impl Senseless {
    fn status(&self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unread
            | Self::Json { .. }
            | Self::Field(_)
            | Self::Parameter(_)
            | Self::Choice(..)
            | Self::Limit
            | Self::Key => StatusCode::BAD_REQUEST,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Path => "no-such-path",
            Self::Method => "no-such-method",
            Self::MediaType => "media-type",
            Self::Unread => "unread",
            Self::Json { .. } => "json",
            Self::Field(_) => "unknown-field",
            Self::Parameter(_) | Self::Choice(..) | Self::Limit => "parameter",
            Self::Key => "idempotency-key",
        }
    }
}

/// Every stable code, by status.
pub const CODES: &[(u16, &[&str])] = &[
    (
        400,
        &[
            "json",
            "unknown-field",
            "parameter",
            "idempotency-key",
            "unread",
        ],
    ),
    (401, &["sign-in"]),
    (403, &["forbidden", "concerned"]),
    (404, &["not-found", "no-such-path"]),
    (405, &["no-such-method"]),
    (
        409,
        &[
            "wrong-stage",
            "stale",
            "appeal-used",
            "needs-designation",
            "asked-enough",
            "extension-used",
            "no-extension-asked",
            "extension-too-long",
            "nothing-asked",
            "time-over",
            "rated",
            "identity-closed",
            "danger-open",
        ],
    ),
    (413, &["too-large"]),
    (415, &["media-type"]),
    (422, &["form"]),
    (429, &["too-many"]),
    (500, &["internal"]),
    (503, &["busy", "unavailable"]),
];

/// What a handler answers.
pub type Said<T> = Result<T, Wrong>;

/// Problem details, as they go out.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Details {
    /// An address that explains the code.
    r#type: String,
    /// What it is, in a few words.
    title: String,
    status: u16,
    /// What to do.
    detail: String,
    /// The stable code.
    code: String,
    /// The path that was asked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    instance: String,
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<WrongField>,
    /// What the reader of the JSON says, for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// One field to correct.
#[derive(Serialize, ToSchema)]
struct WrongField {
    field: String,
    code: &'static str,
    detail: String,
}

/// Makes problem details of whatever went wrong.
pub async fn render(
    State(web): State<Web>,
    viewer: Viewer,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    let place = place(&request);
    let response = next.run(request).await;
    let words = Page::new(&web, &viewer, "", "oops-title");
    let mut details = if let Some(told) = response.extensions().get::<Told>() {
        let refusal = meant(told, &viewer);
        web.app.record_refusal(&refusal, &place);
        of_refusal(&words, &refusal)
    } else if let Some(senseless) = response.extensions().get::<Senseless>() {
        of_senseless(&words, senseless)
    } else {
        return response;
    };
    uri.path().clone_into(&mut details.instance);
    problem(response, &details)
}

/// The answer itself; what was said in headers stays.
fn problem(response: Response, details: &Details) -> Response {
    let refusal = response.extensions().get::<Told>().cloned();
    let (mut parts, _empty) = response.into_parts();
    parts.status = StatusCode::from_u16(details.status).unwrap_or(parts.status);
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if parts.status == StatusCode::UNAUTHORIZED {
        parts
            .headers
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(Told(refusal)) = refusal
        && let Refusal::TooMany { minutes, .. } = &*refusal
    {
        let wait = parts.extensions.get::<Wait>();
        let seconds = wait.map_or(u64::from(*minutes) * 60, |wait| wait.seconds());
        parts.headers.insert(RETRY_AFTER, seconds.into());
    }
    let body = serde_json::to_vec(details).unwrap_or_default();
    Response::from_parts(parts, body.into())
}

fn of_refusal(p: &Page, refusal: &Arc<Refusal>) -> Details {
    let code = refusal.code();
    let mut details = plain(p, status(refusal), code);
    match &**refusal {
        Refusal::Form(wrong) => {
            details.fields = wrong
                .iter()
                .map(|(field, problem)| WrongField {
                    field: (*field).to_owned(),
                    code: code_of(problem),
                    detail: p.problem(field, problem),
                })
                .collect();
        }
        Refusal::TooMany { what, minutes } => {
            details.detail = p.tn(&format!("advice-too-many-{what}"), *minutes);
        }
        _ => {}
    }
    details
}

fn of_senseless(p: &Page, senseless: &Senseless) -> Details {
    let mut details = plain(p, senseless.status(), senseless.code());
    match senseless {
        Senseless::Json {
            line,
            column,
            error,
        } => {
            details.detail = p.tt2("advice-json", line, column);
            (details.line, details.column) = (Some(*line), Some(*column));
            details.error = Some(error.clone());
        }
        Senseless::Field(name) | Senseless::Parameter(name) => {
            let advice = format!("advice-{}", senseless.code());
            details.detail = p.tt(&advice, name);
            details.fields = vec![WrongField {
                field: name.clone(),
                code: senseless.code(),
                detail: details.detail.clone(),
            }];
        }
        Senseless::Choice(name, known) => {
            details.detail = if known.is_empty() {
                p.t(&format!("api-advice-no-{name}"))
            } else {
                p.tt2("api-advice-choice", name, known.join(" | "))
            };
            details.fields = vec![WrongField {
                field: (*name).to_owned(),
                code: senseless.code(),
                detail: details.detail.clone(),
            }];
        }
        Senseless::Limit => {
            let bundle = format!("{}/figures/open-data", p.url());
            details.detail = p.tt("api-advice-limit", &bundle);
            details.fields = vec![WrongField {
                field: "limit".into(),
                code: senseless.code(),
                detail: details.detail.clone(),
            }];
        }
        _ => {}
    }
    details
}

/// Title and advice of a code; those that speak of going back to a page have a wording of their own here.
fn plain(p: &Page, status: StatusCode, code: &str) -> Details {
    let own = p.t_if(&format!("api-advice-{code}"));
    let word = format!("advice-{}", code.replace('_', "-"));
    Details {
        r#type: format!("{}/api/v1/problems/{code}", p.url()),
        title: p.code("oops", code),
        status: status.as_u16(),
        detail: own.or_else(|| p.t_if(&word)).unwrap_or_default(),
        code: code.to_owned(),
        instance: String::new(),
        fields: Vec::new(),
        error: None,
        line: None,
        column: None,
    }
}

/// The stable code of what is wrong with a field.
fn code_of(problem: &Problem) -> &'static str {
    match problem {
        Problem::Text(TextProblem::Empty) => "empty",
        Problem::Text(TextProblem::TooShort { .. }) => "too-short",
        Problem::Text(TextProblem::TooLong { .. }) => "too-long",
        Problem::Text(TextProblem::Control) => "control",
        Problem::Choose => "choose",
        Problem::Unknown => "unknown",
        Problem::NotTaken => "not-taken",
        Problem::Phone => "phone",
        Problem::Code => "code",
        Problem::Password => "password",
        Problem::Expired => "expired",
        Problem::Weak => "weak",
        Problem::Same => "same",
        Problem::Differs => "differs",
        Problem::Factor => "factor",
        Problem::Away => "away",
        Problem::Unproved => "unproved",
        Problem::Passkey => "passkey",
        Problem::Passkeys { .. } => "passkeys",
        Problem::LastWay => "last-way",
        Problem::Day => "day",
        Problem::Range { .. } => "range",
        Problem::Pictures { .. } => "pictures",
        Problem::NotWritten => "not-written",
        Problem::Accused => "accused",
        Problem::Personal(_) => "personal",
        Problem::NotBelow => "not-below",
        Problem::Query(Unclear::Nothing) => "nothing-to-look-for",
        Problem::Query(Unclear::OnlyExcluded) => "only-excluded",
        Problem::Query(Unclear::TooLong { .. }) => "too-long",
        Problem::Query(Unclear::TooMany { .. }) => "too-many-words",
    }
}

/// Tells a token that has ended; taken for nobody's, it would hide from a program why it sees so little.
pub async fn ended_token(viewer: Viewer, request: Request, next: Next) -> Response {
    if request.headers().contains_key(AUTHORIZATION) && !viewer.is_signed_in() {
        return Failed(Forbidden::SignIn.into()).into_response();
    }
    next.run(request).await
}

/// No endpoint has this path.
pub async fn no_such_path() -> Senseless {
    Senseless::Path
}

/// The endpoint does not take this method.
pub async fn no_such_method() -> Senseless {
    Senseless::Method
}

/// What a code means, for people who read it.
#[derive(Serialize, ToSchema)]
pub struct Explained {
    code: String,
    title: String,
    detail: String,
}

/// What the code of a problem means: where its `type` leads.
#[utoipa::path(
    get,
    path = "/problems/{code}",
    operation_id = "explain_problem",
    tag = "about",
    params(("code" = String, Path, description = "The `code` of a problem", example = "wrong-stage")),
    responses((status = 200, description = "In words", body = Explained)),
)]
pub async fn explained(
    State(web): State<Web>,
    viewer: Viewer,
    Path(code): Path<String>,
) -> Said<Json<Explained>> {
    let p = Page::new(&web, &viewer, "", "oops-title");
    let title = p.t_if(&format!("oops-{code}")).ok_or(Refusal::NotFound)?;
    let own = p.t_if(&format!("api-advice-{code}"));
    let detail = own.or_else(|| p.t_if(&format!("advice-{code}")));
    Ok(Json(Explained {
        title,
        detail: detail.unwrap_or_default(),
        code,
    }))
}
