//! Every address of the board, read from the source of `web`: a route that is added is tested without being told.

use std::path::{Path, PathBuf};

/// A method and a path as the router has them: `POST /messages/{number}/return`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The path, with its parameters in braces.
    pub path: String,
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
}

impl Route {
    /// Whether it is of the JSON API.
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/v1")
    }

    /// The noun of a verb on a message.
    pub fn noun(&self) -> Option<&str> {
        let path = self.path.strip_prefix("/api/v1").unwrap_or(&self.path);
        let noun = path.strip_prefix("/messages/{number}/")?;
        (self.method != "GET" && !noun.contains('{')).then_some(noun)
    }
}

/// All of them, in order.
pub fn routes() -> Vec<Route> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let mut found: Vec<Route> = files
        .iter()
        .flat_map(|file| of_file(&source, file))
        .collect();
    found.sort();
    found.dedup();
    assert!(found.len() > 80, "the source of web is not read: {found:?}");
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn of_file(source: &Path, file: &Path) -> Vec<Route> {
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let api = file.strip_prefix(source).unwrap() == Path::new("api.rs");
    let base = if api { "/api/v1" } else { "" };
    let mut found = Vec::new();
    // `let nouns = Router::new()…; Router::new().nest("/messages/{number}", nouns)`
    let nested = text.split_once("let nouns").and_then(|(before, rest)| {
        let (nouns, after) = rest.split_once(".nest(")?;
        Some([(before, ""), (nouns, literal(after)), (after, "")])
    });
    for (part, prefix) in nested.unwrap_or([(text, ""), ("", ""), ("", "")]) {
        for rest in part.split(".route(").skip(1) {
            let call = call(rest).trim_start();
            let paths = if call.starts_with('"') {
                let path = format!("{base}{prefix}{}", literal(call));
                // The API answers at its address with and without a slash.
                let path = match path.strip_suffix('/') {
                    Some(api) if api == "/api/v1" => api.to_owned(),
                    _ => path,
                };
                vec![path]
            } else {
                deeds(source)
            };
            let methods = [
                ("GET", "get("),
                ("GET", "file("),
                ("POST", "post("),
                ("DELETE", "delete("),
            ];
            for (method, _) in methods.iter().filter(|(_, mark)| call.contains(mark)) {
                let routes = paths.iter().cloned();
                found.extend(routes.map(|path| Route { path, method }));
            }
        }
    }
    found
}

/// `for deed in Deed::ALL`: each of the writer's deeds has its noun.
fn deeds(source: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(source.join("me/deed.rs")).unwrap();
    let nouns = text.split("fn noun").nth(1).unwrap_or_default();
    let nouns = nouns.split("=> \"").skip(1);
    nouns
        .filter_map(|rest| rest.split('"').next())
        .map(|noun| format!("/messages/{{number}}/{noun}"))
        .collect()
}

/// A call's arguments, up to the bracket that closes it.
fn call(text: &str) -> &str {
    let mut depth = 1;
    let mut quoted = false;
    let end = text.find(|c| {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    text.split_at(end.unwrap_or(text.len())).0
}

/// The text of a string at the beginning.
fn literal(text: &str) -> &str {
    let text = text.strip_prefix('"').unwrap_or(text);
    text.split('"').next().unwrap_or_default()
}
