//! `/api`: how programs use the board, for the people who write them; made from the description of the API.

use crate::api::document::{DOCUMENT, codes};
use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::Value;

/// The page's one route.
pub fn routes() -> Router<Web> {
    Router::new().route("/api", get(show_api))
}

#[derive(Template)]
#[template(path = "api_page.html")]
struct ApiPage {
    p: Page,
    /// Where the paths begin.
    base: String,
    groups: Vec<Group>,
    problems: Vec<Problem>,
}

/// Operations that belong together.
struct Group {
    id: String,
    name: String,
    operations: Vec<Operation>,
}

/// What can be asked.
struct Operation {
    method: String,
    path: String,
    does: String,
    /// Only with a token.
    needs_token: bool,
    /// The names of what narrows it.
    parameters: Vec<String>,
    /// How it is asked, as a command.
    asked: String,
    /// What comes back.
    answer: String,
}

/// What can go wrong: status, code, in words.
struct Problem {
    status: u16,
    code: &'static str,
    word: String,
}

/// Shows the page.
async fn show_api(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "api", "api-page-title");
    p.description = p.tt("api-page-description", p.board());
    let base = format!("{}/api/v1", p.url());
    let problems = codes().map(|(status, code)| Problem {
        status,
        code,
        word: p.code("oops", code),
    });
    let page = ApiPage {
        groups: groups(&p, &base),
        problems: problems.collect(),
        base,
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// The operations in the order of the description's tags.
fn groups(p: &Page, base: &str) -> Vec<Group> {
    let tags = DOCUMENT.get("tags").and_then(Value::as_array);
    let names = tags.into_iter().flatten();
    names
        .filter_map(|tag| tag.get("name")?.as_str())
        .map(|tag| Group {
            id: tag.to_owned(),
            name: p.code("api-page-tag", tag),
            operations: operations(p, base, tag),
        })
        .collect()
}

fn operations(p: &Page, base: &str, tag: &str) -> Vec<Operation> {
    let paths = DOCUMENT.get("paths").and_then(Value::as_object);
    let all = paths.into_iter().flatten().flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, says)| (path, method, says))
    });
    let here = all.filter(|(_, _, says)| says.pointer("/tags/0").is_some_and(|of| of == tag));
    here.map(|(path, method, says)| Operation::of(p, base, (path, method), says))
        .collect()
}

impl Operation {
    fn of(p: &Page, base: &str, (path, method): (&str, &str), says: &Value) -> Self {
        let id = says.get("operationId").and_then(Value::as_str);
        let id = id.unwrap_or_default();
        let own = p.t_if(&format!("api-page-op-{}", id.replace('_', "-")));
        let needs_token = says
            .get("security")
            .and_then(Value::as_array)
            .is_some_and(|either| either.len() == 1);
        let parameters = says.get("parameters").and_then(Value::as_array);
        let example = |pointer: &str| says.pointer(pointer).filter(|found| !found.is_null());
        let body = example("/requestBody/content/application~1json/example");
        let answer = ["201", "200"].iter().find_map(|status| {
            example(&format!(
                "/responses/{status}/content/application~1json/example"
            ))
        });
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            does: own.unwrap_or_else(|| p.code("verb", id)),
            needs_token,
            parameters: parameters
                .into_iter()
                .flatten()
                .filter(|one| one.get("in").is_some_and(|of| of == "query"))
                .filter_map(|one| Some(one.get("name")?.as_str()?.to_owned()))
                .collect(),
            asked: command(base, path, method, needs_token, body, parameters),
            answer: answer.map(pretty).unwrap_or_default(),
        }
    }
}

/// A command that asks for it.
fn command(
    base: &str,
    path: &str,
    method: &str,
    needs_token: bool,
    body: Option<&Value>,
    parameters: Option<&Vec<Value>>,
) -> String {
    let mut filled = path.trim_end_matches('/').to_owned();
    for one in parameters.into_iter().flatten() {
        let text = |name: &str| one.get(name).and_then(Value::as_str);
        if let (Some("path"), Some(name), Some(example)) =
            (text("in"), text("name"), text("example"))
        {
            filled = filled.replace(&format!("{{{name}}}"), example);
        }
    }
    let mut lines = vec![match method {
        "get" => format!("curl {base}{filled}"),
        other => format!("curl -X {} {base}{filled}", other.to_uppercase()),
    }];
    if needs_token {
        lines.push("-H \"Authorization: Bearer $token\"".into());
    }
    if let Some(body) =
        body.filter(|body| body.as_object().is_some_and(|fields| !fields.is_empty()))
    {
        lines.push("-H \"Content-Type: application/json\"".into());
        lines.push(format!("-d '{}'", pretty(body)));
    }
    lines.join(" \\\n  ")
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
