//! A document that names a path must name one that exists.

use super::{Finding, Tree};

/// Where the paths of the repository begin; anything else in code quotes is not one.
const ROOTS: [&str; 5] = ["crates/", "xtask/", "docs/", "contrib/", ".ci/"];

/// Marks of a pattern or an example, which stands for no one path.
const PATTERN: [char; 7] = ['<', '{', '*', '…', '$', '[', '?'];

/// Checks paths in code quotes, and links to files, in the documents people read.
pub fn paths_exist(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_document(path)) {
        let mut fenced = false;
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            if fenced {
                continue;
            }
            let quoted = quoted_paths(line).filter(|quoted| !tree.has(quoted));
            findings
                .extend(quoted.map(|quoted| {
                    Finding::new(path, number, format!("`{quoted}` does not exist"))
                }));
            for link in links(line) {
                let target = resolve(path, link);
                if !tree.has(&target) {
                    findings.push(Finding::new(
                        path,
                        number,
                        format!("link to {target}, which does not exist"),
                    ));
                }
            }
        }
    }
    findings
}

fn is_document(path: &str) -> bool {
    let Some(name) = path.strip_suffix(".md") else {
        return false;
    };
    let is_readme = name
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("README"));
    is_readme || path.starts_with("docs/") || matches!(name, "ARCHITECTURE" | "CONTRIBUTING")
}

/// `crates/store/src/lib.rs:12` in code quotes names `crates/store/src/lib.rs`.
fn quoted_paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.split_whitespace().next())
        .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
        .filter_map(|word| word.split([':', '#', ',', ';']).next())
        .filter(|word| !word.contains(PATTERN))
}

/// The files that `[text](file#part)` leads to.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains(':') && !link.contains(PATTERN))
}

/// A link is read from the folder of the document that holds it.
fn resolve(document: &str, link: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(findings: &[Finding]) -> Vec<String> {
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lost_paths_are_found_with_their_line() {
        let tree = Tree::of(&[
            (
                "README.md",
                "见 `crates/gone/src/lib.rs`。\n\nsee `docs/api.md` and `xtask/`",
            ),
            (
                "docs/api.md",
                "`crates/web/src/lib.rs:12` [home](../README.md#top) [lost](lost.md)",
            ),
            ("crates/web/src/lib.rs", ""),
            ("xtask/Cargo.toml", ""),
        ]);
        assert_eq!(
            lines(&paths_exist(&tree)),
            [
                "README.md:1: `crates/gone/src/lib.rs` does not exist",
                "docs/api.md:1: link to docs/lost.md, which does not exist",
            ]
        );
    }

    #[test]
    fn patterns_examples_other_code_and_the_web_are_left_alone() {
        let tree = Tree::of(&[
            (
                "ARCHITECTURE.md",
                "`crates/<name>/src` `crates/store/migrations/{sqlite,postgres}`",
            ),
            (
                "CONTRIBUTING.md",
                "`cargo xtask ci` `app/src` [a](https://example.org/docs/x.md)",
            ),
            ("docs/new.md", "```\n`crates/gone`\n```\n"),
            ("CHANGELOG.md", "removed `crates/gone`"),
        ]);
        assert_eq!(paths_exist(&tree), []);
    }
}
