//! The board's own description of its JSON API, and whether an answer is as it says. Stricter than a validator: a field
//! that is not described is a fault, too.

use crate::answer::Answer;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use web::Site;

/// The description (OpenAPI 3.1).
#[derive(Clone, Debug)]
pub struct Described(pub Value);

/// One operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Under `/api/v1`, with its parameters in braces.
    pub path: &'a str,
    /// What is said of it.
    pub says: &'a Value,
}

impl Described {
    /// The description; it is the same for every board.
    pub async fn by(site: &Site) -> &'static Self {
        static KEPT: OnceCell<Described> = OnceCell::const_new();
        KEPT.get_or_init(async || {
            let request = Request::builder().uri("/api/v1/openapi.json");
            let request = request.body(Body::empty()).unwrap();
            let response = site.clone().oneshot(request).await.unwrap();
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            Self(serde_json::from_slice(&bytes).unwrap())
        })
        .await
    }

    /// All operations.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let mut all = Vec::new();
        for (path, methods) in self.0["paths"].as_object().unwrap() {
            for (method, says) in methods.as_object().unwrap() {
                let method = match method.as_str() {
                    "get" => "GET",
                    "post" => "POST",
                    "delete" => "DELETE",
                    other => panic!("say here how {other} is asked"),
                };
                all.push(Operation { method, path, says });
            }
        }
        all
    }

    /// The answer of an operation is as it is described; a problem is, wherever it comes from.
    #[track_caller]
    pub fn assert_fits(&self, method: &str, path: &str, answer: &Answer) {
        let status = answer.status.as_u16();
        let asked = path.split('?').next().unwrap();
        let operation = self
            .operations()
            .into_iter()
            .find(|known| known.method == method && leads_to(known.path, asked));
        let said = match operation {
            Some(operation) => {
                let said = &operation.says["responses"][status.to_string()];
                assert!(
                    !said.is_null(),
                    "{}: {status} is not described",
                    answer.asked
                );
                self.resolved(said)
            }
            None => self.resolved(&self.0["components"]["responses"][status.to_string()]),
        };
        let (kind, content) = said["content"].as_object().unwrap().iter().next().unwrap();
        let came = answer.header("content-type").split(';').next().unwrap();
        assert_eq!(came, kind, "{}", answer.asked);
        if kind.ends_with("json")
            && let Some(fault) = self.fault(&content["schema"], &answer.json())
        {
            panic!("{}: {fault}\n{}", answer.asked, answer.text());
        }
    }

    /// What of a value is not as its schema says.
    pub fn fault(&self, schema: &Value, value: &Value) -> Option<String> {
        let schema = self.resolved(schema);
        if let Some(either) = schema.get("oneOf").and_then(Value::as_array) {
            let faults: Vec<_> = either.iter().map(|one| self.fault(one, value)).collect();
            let fits = faults.iter().filter(|fault| fault.is_none()).count();
            return (fits != 1).then(|| format!("fits {fits} of {faults:?}"));
        }
        if let Some(codes) = schema.get("enum").and_then(Value::as_array)
            && !codes.contains(value)
        {
            return Some(format!("{value} is none of {codes:?}"));
        }
        if !is_of(&schema["type"], value) {
            return Some(format!("{value} is not {}", schema["type"]));
        }
        match value {
            Value::Array(items) => items
                .iter()
                .find_map(|item| self.fault(&schema["items"], item)),
            Value::Object(fields) => {
                let (known, needed) = self.fields(schema);
                let missing = needed.iter().find(|name| !fields.contains_key(**name));
                if let Some(name) = missing {
                    return Some(format!("{name} is missing"));
                }
                fields.iter().find_map(|(name, value)| {
                    let field = known.get(name.as_str()).copied();
                    match field.or(schema.get("additionalProperties")) {
                        // Whatever it is, it is described as that.
                        None if known.is_empty() => None,
                        None | Some(Value::Bool(false)) => Some(format!("{name} is not described")),
                        Some(field) => {
                            let fault = self.fault(field, value)?;
                            Some(format!("{name}: {fault}"))
                        }
                    }
                })
            }
            _ => None,
        }
    }

    /// The fields of an object and of all its parts, and the names of those that are never missing.
    pub fn fields<'a>(&'a self, schema: &'a Value) -> (BTreeMap<&'a str, &'a Value>, Vec<&'a str>) {
        let schema = self.resolved(schema);
        let (mut known, mut needed) = (BTreeMap::new(), Vec::new());
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let (more, also) = self.fields(part);
            known.extend(more);
            needed.extend(also);
        }
        for (name, field) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            known.insert(name.as_str(), field);
        }
        let required = schema.get("required").and_then(Value::as_array);
        needed.extend(
            required
                .into_iter()
                .flatten()
                .map(|name| name.as_str().unwrap()),
        );
        (known, needed)
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let found = self.0.pointer(reference.trim_start_matches('#'));
                found.unwrap_or_else(|| panic!("nothing at {reference}"))
            }
            None => schema,
        }
    }
}

/// Whether a path with parameters leads to this address.
fn leads_to(path: &str, asked: &str) -> bool {
    let (path, asked): (Vec<_>, Vec<_>) = (parts(path), parts(asked));
    path.len() == asked.len()
        && path
            .iter()
            .zip(asked)
            .all(|(part, asked)| part.starts_with('{') || *part == asked)
}

fn parts(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// Whether a value is of a type, or of one of several; a schema without a type takes all.
fn is_of(types: &Value, value: &Value) -> bool {
    match types {
        Value::Array(types) => types.iter().any(|one| is_of(one, value)),
        Value::String(name) => match name.as_str() {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            "null" => value.is_null(),
            other => panic!("say here what is {other}"),
        },
        _ => true,
    }
}
