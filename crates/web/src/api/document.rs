//! The description of the API (OpenAPI 3.1), made from the handlers and their types, and what every operation has in
//! common: who may ask, and how it is told what went wrong.

use crate::api::problem::{CODES, Details};
use crate::api::{
    about, assignment, closure, desk, figures, handling, ledger, messages, offices, problem,
    regions, replies, screening, search,
};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use utoipa::OpenApi;

/// The description, as it is served.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Handlers::openapi()).unwrap_or_default();
    whole_or_not_at_all(&mut document);
    common(&mut document);
    document
});

/// Every stable code of a problem, with its status.
pub fn codes() -> impl Iterator<Item = (u16, &'static str)> {
    let all = CODES.iter();
    all.flat_map(|(status, codes)| codes.iter().map(|code| (*status, *code)))
}

/// What can be asked.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Huiyin",
        version = "v1",
        description = "The same actions as the pages of the board, as JSON. Fields are added within v1; none is renamed or removed.",
    ),
    servers((url = "/api/v1")),
    tags(
        (name = "about", description = "The API itself"),
        (name = "messages", description = "Reading and sending messages"),
        (name = "own", description = "What belongs to whoever asks"),
        (name = "board", description = "Seats, places, domains, units"),
        (name = "figures", description = "Figures and open data"),
        (name = "screening", description = "Publishing, declining, moving"),
        (name = "assignment", description = "Who does the work"),
        (name = "handling", description = "The unit works"),
        (name = "replies", description = "Replies and their review"),
        (name = "closure", description = "How it ends, and me too"),
    ),
    paths(
        about::index,
        about::openapi,
        problem::explained,
        messages::list,
        messages::submit,
        messages::thread,
        ledger::of_message,
        messages::track,
        search::search,
        desk::me,
        desk::own_messages,
        desk::list,
        offices::list,
        offices::one,
        offices::domains,
        offices::units,
        regions::list,
        regions::one,
        figures::show,
        figures::csv,
        figures::months,
        figures::bundle,
        screening::edit,
        screening::publish,
        screening::decline,
        screening::amend,
        screening::appeal,
        screening::divert,
        screening::redact,
        screening::move_office,
        screening::split,
        screening::link_duplicate,
        assignment::assign,
        assignment::accept,
        assignment::refuse,
        assignment::transfer,
        assignment::add_co_unit,
        assignment::designate,
        assignment::remind,
        assignment::escalate,
        assignment::instruct,
        handling::ask_writer,
        handling::answer_clarification,
        handling::request_extension,
        handling::judge_extension,
        handling::record_offline,
        handling::post_interim,
        replies::submit,
        replies::return_reply,
        replies::publish,
        replies::correct,
        closure::rate,
        closure::follow_up,
        closure::request_reopen,
        closure::reopen,
        closure::keep_closed,
        closure::withdraw,
        closure::erase,
        closure::support,
        closure::end_support,
    ),
    components(schemas(Details)),
)]
struct Handlers;

/// The operations that change something without an account.
const FOR_EVERYONE: [&str; 1] = ["track"];

/// Says of a part of a message that is there as a whole or not at all, as far as one may see it, that each field of it
/// may be missing: so it is described without guessing who asks. And takes away defaults that say nothing.
fn whole_or_not_at_all(document: &mut Value) {
    let Some(schemas) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    for (name, schema) in schemas {
        let may_be_missing = ["Facts", "Whole", "Texts"].contains(&name.as_str());
        let mut parts = vec![&mut *schema];
        if parts.iter().any(|whole| whole.get("allOf").is_some()) {
            parts = schema
                .get_mut("allOf")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
                .collect();
        }
        for part in parts {
            if let Some(there) = instead_of_null(part) {
                *part = there;
            }
            if let Some(object) = part.as_object_mut() {
                if may_be_missing {
                    object.remove("required");
                }
                forget_defaults(object);
            }
        }
    }
}

/// Of “this or null” among the parts of a whole, this.
fn instead_of_null(part: &Value) -> Option<Value> {
    let either = part.get("oneOf")?.as_array()?;
    either
        .iter()
        .find(|either| either.get("$ref").is_some())
        .cloned()
}

/// Null and the empty text are what a field is that is not there.
fn forget_defaults(object: &mut Map<String, Value>) {
    let properties = object.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(|all| all.values_mut()) {
        let empty = |default: &Value| *default == Value::Null || *default == json!("");
        if let Some(property) = property.as_object_mut()
            && property.get("default").is_some_and(empty)
        {
            property.remove("default");
        }
    }
}

/// Adds to every operation who may ask and which problems it may answer with.
fn common(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned();
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for (path, operations) in paths {
            for (method, operation) in operations.as_object_mut().into_iter().flatten() {
                if let Some(operation) = operation.as_object_mut() {
                    who(method, operation);
                    body(schemas.as_ref(), operation);
                    examples(operation);
                    problems(path, method, operation);
                }
            }
        }
    }
    let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let codes: Vec<_> = codes().map(|(_, code)| code).collect();
    if let Some(code) = components
        .get_mut("schemas")
        .and_then(|schemas| schemas.pointer_mut("/Problem/properties/code"))
    {
        *code = json!({"type": "string", "enum": codes, "description": "The stable code"});
    }
    components.insert("responses".into(), responses());
    components.insert(
        "securitySchemes".into(),
        json!({"bearer": {
            "type": "http", "scheme": "bearer",
            "description": "A token of an account: `huiyin staff token LOGIN` issues one for staff.",
        }}),
    );
}

fn who(method: &str, operation: &mut Map<String, Value>) {
    let id = operation.get("operationId").and_then(Value::as_str);
    let everyone = method == "get" || id.is_some_and(|id| FOR_EVERYONE.contains(&id));
    let security = if everyone {
        json!([{}, {"bearer": []}])
    } else {
        json!([{"bearer": []}])
    };
    operation.entry("security").or_insert(security);
}

/// A body whose fields may all be missing may be missing itself.
fn body(schemas: Option<&Value>, operation: &mut Map<String, Value>) {
    let Some(body) = operation.get_mut("requestBody") else {
        return;
    };
    let needed = body
        .pointer("/content/application~1json/schema/$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.rsplit('/').next())
        .and_then(|name| schemas?.get(name)?.get("required")?.as_array())
        .is_some_and(|fields| !fields.is_empty());
    if let Some(body) = body.as_object_mut() {
        body.insert("required".into(), needed.into());
    }
}

/// Answers as they look, by operation; every verb answers alike.
static EXAMPLES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

fn examples(operation: &mut Map<String, Value>) {
    let id = operation.get("operationId").and_then(Value::as_str);
    let example = id
        .and_then(|id| EXAMPLES.get(id))
        .or_else(|| EXAMPLES.get("done"))
        .cloned();
    for status in ["200", "201"] {
        let content = operation
            .get_mut("responses")
            .and_then(|answers| answers.get_mut(status))
            .and_then(|answer| answer.pointer_mut("/content/application~1json"))
            .and_then(Value::as_object_mut);
        if let (Some(content), Some(example)) = (content, &example) {
            content.insert("example".into(), example.clone());
        }
    }
}

/// A problem has the same form everywhere; an operation names those that it can meet by their status.
fn problems(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let changes = method != "get" && operation.get("operationId") != Some(&json!("track"));
    let takes = operation.contains_key("requestBody");
    let addressed = path.contains('{');
    let asks = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|all| all.iter().any(|one| one.get("in") == Some(&json!("query"))));
    let needs = operation
        .get("security")
        .and_then(Value::as_array)
        .is_some_and(|either| either.len() == 1);
    let Some(answers) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    for (status, meets) in [
        (400, takes || asks),
        (401, true),
        (403, needs),
        (404, addressed || path == "/track"),
        (409, changes && addressed),
        (413, takes),
        (415, takes),
        // A search that asks nothing names `q`.
        (422, takes || path == "/search"),
        (429, !addressed && takes),
        (500, true),
        (503, true),
    ] {
        if meets {
            let reference = format!("#/components/responses/{status}");
            answers.insert(status.to_string(), json!({"$ref": reference}));
        }
    }
}

/// One answer for each status of a problem.
fn responses() -> Value {
    let one = |(status, codes): &(u16, &[&str])| {
        let codes = codes.join("`, `");
        let mut answer = json!({
            "description": format!("`{codes}`"),
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": EXAMPLES.get(format!("problem-{status}")),
            }},
        });
        let mut headers = Map::new();
        for (of, name, description) in [
            (401, "WWW-Authenticate", "`Bearer`"),
            (405, "Allow", "The methods that the path takes"),
            (429, "Retry-After", "In so many seconds"),
            (503, "Retry-After", "In so many seconds"),
        ] {
            if of == *status {
                let header = json!({"description": description, "schema": {"type": "string"}});
                headers.insert(name.to_owned(), header);
            }
        }
        if let (false, Some(answer)) = (headers.is_empty(), answer.as_object_mut()) {
            answer.insert("headers".into(), Value::Object(headers));
        }
        (status.to_string(), answer)
    };
    Value::Object(CODES.iter().map(one).collect())
}
