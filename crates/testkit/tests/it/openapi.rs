//! The description of the API is whole and true: its operations are the routes, its examples are what it says they are,
//! and every answer that any test gets through [`testkit::Person::calls`] is held against it.

use axum::http::Method;
use domain::stage::StageKind;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use testkit::{Body, City, Described, Door, Operation, Person, assert_printed, on_sqlite, routes};

async fn described(city: &City) -> &'static Described {
    city.visitor.described().await
}

/// What is described does not depend on the database.
#[tokio::test]
async fn its_operations_are_the_routes() {
    on_sqlite(Door::Pages, async |city: &City| {
        let described = described(city).await;
        let operations: BTreeSet<_> = described
            .operations()
            .iter()
            .map(|one| format!("{} {}", one.method, one.path.trim_end_matches('/')))
            .collect();
        let routes: BTreeSet<_> = routes()
            .into_iter()
            .filter_map(|route| {
                let path = route.path.strip_prefix("/api/v1")?;
                Some(format!("{} {path}", route.method))
            })
            .collect();
        assert_eq!(operations, routes);
        let ids: BTreeSet<_> = described
            .operations()
            .iter()
            .map(|one| one.says["operationId"].to_string())
            .collect();
        assert_eq!(ids.len(), described.operations().len());
    })
    .await;
}

#[tokio::test]
async fn every_operation_is_explained_with_examples_that_fit() {
    on_sqlite(Door::Pages, async |city: &City| {
        let described = described(city).await;
        for one in described.operations() {
            let name = &one.says["operationId"];
            assert!(
                one.says["summary"]
                    .as_str()
                    .is_some_and(|says| says.len() > 10),
                "{name}"
            );
            assert!(one.says["tags"][0].is_string(), "{name}");
            let answers = one.says["responses"].as_object().unwrap();
            let done = answers.iter().find(|(status, _)| status.starts_with('2'));
            let (_, done) = done.unwrap();
            // A file has no example.
            if let Some(json) = done["content"].get("application/json") {
                fits(described, json, name);
            }
            if let Some(body) = one.says.get("requestBody") {
                fits(described, &body["content"]["application/json"], name);
            }
        }
        let problems = described.0["components"]["responses"].as_object().unwrap();
        for (status, problem) in problems {
            let content = &problem["content"]["application/problem+json"];
            fits(described, content, &Value::from(status.as_str()));
            assert_eq!(content["example"]["status"].to_string(), *status);
        }
    })
    .await;
}

#[track_caller]
fn fits(described: &Described, content: &Value, name: &Value) {
    let example = content.get("example");
    let example = example.unwrap_or_else(|| panic!("{name}: no example"));
    assert_eq!(described.fault(&content["schema"], example), None, "{name}");
}

/// A visitor's request is read to its end before it is refused: an example that means nothing would be named.
#[tokio::test]
async fn every_example_is_read() {
    on_sqlite(Door::Pages, async |city: &City| {
        let described = described(city).await;
        let lamp = city.has(StageKind::Open).await;
        for one in described.operations() {
            let Some(body) = one.says.get("requestBody") else {
                continue;
            };
            // The offices and units of the examples are others than this city's.
            let example = body["content"]["application/json"]["example"].to_string();
            let example = example.replace("909311574016000001", "1");
            let example = example.replace("909311574016000012", &City::WATER.to_string());
            let example = serde_json::from_str(&example).unwrap();
            let path = one.path.replace("{number}", &lamp);
            let answer = city
                .visitor
                .calls(Method::POST, &path, Body::Json(example))
                .await;
            let status = if one.path == "/track" { 404 } else { 401 };
            answer.is(status);
        }
    })
    .await;
}

#[tokio::test]
async fn every_parameter_is_taken() {
    on_sqlite(Door::Pages, async |city: &City| {
        let described = described(city).await;
        for one in described.operations() {
            let parameters = one.says["parameters"].as_array();
            for parameter in parameters.into_iter().flatten() {
                let (name, example) = (&parameter["name"], &parameter["example"]);
                if parameter["in"] != "query" || example.is_null() {
                    continue;
                }
                let name = name.as_str().unwrap();
                let example = example.as_str().map_or(example.to_string(), str::to_owned);
                if !example.is_ascii() {
                    continue; // the search has tests of its own
                }
                let words = if one.path == "/search" { "q=lamp&" } else { "" };
                let path = format!("{}?{words}{name}={example}", one.path);
                city.lin.calls(Method::GET, &path, Body::None).await.is(200);
            }
        }
    })
    .await;
}

/// The answers of a whole city: every stage, as everyone sees it. `calls` holds each against the description.
#[tokio::test]
async fn what_everyone_gets_is_described() {
    on_sqlite(Door::Pages, async |city: &City| {
        for stage in StageKind::ALL {
            let number = city.has(*stage).await;
            for person in people(city) {
                let path = format!("/messages/{number}");
                person.calls(Method::GET, &path, Body::None).await.is(200);
            }
        }
        let described = described(city).await;
        for one in described.operations() {
            if one.method == "GET" {
                read_by_all(city, one).await;
            }
        }
        for code in described.0["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
            .as_array()
            .unwrap()
        {
            let path = format!("/problems/{}", code.as_str().unwrap());
            let explained = city.visitor.calls(Method::GET, &path, Body::None).await;
            explained.is(200).shows("detail");
        }
    })
    .await;
}

/// The tables of docs/api.md say what the description says.
#[tokio::test]
async fn the_reference_is_printed_from_it() {
    on_sqlite(Door::Pages, async |city: &City| {
        let described = described(city).await;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut page = std::fs::read_to_string(root.join("docs/api.md")).unwrap();
        for (name, table) in [
            ("operations", operations(described)),
            ("filters", filters(described)),
            ("problems", problems(described)),
        ] {
            let mark = format!("<!-- {name}: printed by a test of testkit -->\n");
            let (before, rest) = page.split_once(&mark).unwrap();
            let (_, after) = rest.split_once("<!-- end -->").unwrap();
            page = format!("{before}{mark}{table}<!-- end -->{after}");
        }
        assert_printed("docs/api.md", &page);
    })
    .await;
}

fn operations(described: &Described) -> String {
    let mut page = String::new();
    for tag in described.0["tags"].as_array().unwrap() {
        write!(
            page,
            "\n{}:\n\n| request | what | body |\n|---|---|---|\n",
            tag["description"].as_str().unwrap()
        )
        .unwrap();
        for one in described.operations() {
            if one.says["tags"][0] != tag["name"] {
                continue;
            }
            let needs_token = one.says["security"].as_array().unwrap().len() == 1;
            writeln!(
                page,
                "| `{} {}`{} | {} | {} |",
                one.method,
                one.path,
                if needs_token { " *" } else { "" },
                one.says["summary"].as_str().unwrap(),
                body(described, one.says),
            )
            .unwrap();
        }
    }
    page.push('\n');
    page
}

/// The fields of a body; those that may be missing have a question mark.
fn body(described: &Described, says: &Value) -> String {
    let content = &says["requestBody"]["content"]["application/json"];
    if content.is_null() {
        return String::new();
    }
    let (fields, needed) = described.fields(&content["schema"]);
    let mark = |name: &&str| if needed.contains(name) { "" } else { "?" };
    let mut named: Vec<_> = fields.keys().collect();
    named.sort_by_key(|name| !needed.contains(name));
    let named = named.iter().map(|name| format!("`{name}`{}", mark(name)));
    named.collect::<Vec<_>>().join(", ")
}

fn filters(described: &Described) -> String {
    let mut table = String::from("\n| parameter | value |\n|---|---|\n");
    let list = &described.0["paths"]["/messages"]["get"];
    for one in list["parameters"].as_array().unwrap() {
        let codes = one["schema"]["enum"].as_array().into_iter().flatten();
        let codes: Vec<_> = codes
            .map(|code| format!("`{}`", code.as_str().unwrap()))
            .collect();
        let says = one["description"]
            .as_str()
            .map_or(codes.join(", "), str::to_owned);
        let limits = match (&one["schema"]["minimum"], &one["schema"]["maximum"]) {
            (Value::Null, _) => String::new(),
            (least, most) => format!(
                " {least} to {most}; {} if not given.",
                one["schema"]["default"]
            ),
        };
        writeln!(
            table,
            "| `{}` | {says}{limits} |",
            one["name"].as_str().unwrap()
        )
        .unwrap();
    }
    table.push('\n');
    table
}

fn problems(described: &Described) -> String {
    let mut table = String::from("\n| status | codes |\n|---|---|\n");
    for (status, problem) in described.0["components"]["responses"].as_object().unwrap() {
        writeln!(
            table,
            "| {status} | {} |",
            problem["description"].as_str().unwrap()
        )
        .unwrap();
    }
    table.push('\n');
    table
}

async fn read_by_all(city: &City, one: Operation<'_>) {
    let path = one
        .path
        .replace("{number}", "2026-000001")
        .replace("/offices/{id}", "/offices/1")
        .replace(
            "{code}",
            if one.path.starts_with("/regions") {
                "990100"
            } else {
                "form"
            },
        );
    if one.path == "/open-data/{month}" {
        return; // its own tests look into it
    }
    assert!(!path.contains('{'), "say here what stands in {path}");
    for person in people(city) {
        person
            .calls(Method::GET, &path, Body::None)
            .await
            .is_one_of(&[200, 401, 403, 422]);
    }
}

fn people(city: &City) -> [&Person; 8] {
    [
        &city.visitor,
        &city.wang,
        &city.li,
        &city.lin,
        &city.dispatcher,
        &city.water_bureau,
        &city.mayor,
        &city.supervisor,
    ]
}
