//! Every direct dependency is declared once, in the root, and has its reason in a document.

use super::{Finding, Tree};

const MANIFEST: &str = "Cargo.toml";
const REASONS: &str = "docs/dependencies.md";

/// Finds dependencies without a reason, and those a crate declares for itself.
pub fn are_explained(tree: &Tree) -> Vec<Finding> {
    let reasons = tree.text(REASONS).unwrap_or_default();
    let declared = tree.text(MANIFEST).map(declarations).into_iter().flatten();
    let unexplained = declared
        .filter(|declared| declared.table == "workspace.dependencies")
        .filter(|declared| !declared.value.contains("path"))
        .filter(|declared| !reasons.contains(&format!("`{}`", declared.name)))
        .map(|declared| {
            let what = format!("`{}` has no reason in {REASONS}", declared.name);
            Finding::new(MANIFEST, declared.line, what)
        });

    let manifests = tree
        .texts()
        .filter(|(path, _)| path.ends_with("/Cargo.toml"))
        // A workspace of its own, such as a fuzzer's, inherits nothing.
        .filter(|(_, text)| !text.lines().any(|line| line.starts_with("[workspace]")));
    let private = manifests.flat_map(|(path, text)| {
        declarations(text)
            .filter(|declared| declared.table.ends_with("dependencies"))
            .filter(|declared| !declared.name.ends_with(".workspace"))
            .filter(|declared| !declared.value.contains("workspace = true"))
            .map(move |declared| {
                let what = format!("declare `{}` in the root's {MANIFEST}", declared.name);
                Finding::new(path, declared.line, what)
            })
    });
    unexplained.chain(private).collect()
}

/// One `name = value` of a manifest.
struct Declaration<'a> {
    table: &'a str,
    name: &'a str,
    value: &'a str,
    line: usize,
}

/// Reads a manifest as these are written: each value on the line of its name.
fn declarations(manifest: &str) -> impl Iterator<Item = Declaration<'_>> {
    let mut table = "";
    (1..).zip(manifest.lines()).filter_map(move |(line, text)| {
        let text = text.trim();
        if let Some(header) = text.strip_prefix('[') {
            table = header.trim_end_matches(']');
            return None;
        }
        let (name, value) = text.split_once('=').filter(|_| !text.starts_with('#'))?;
        Some(Declaration {
            table,
            name: name.trim(),
            value: value.trim(),
            line,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let tree = Tree::of(&[
            (
                "Cargo.toml",
                "[workspace.dependencies]\nstore = { path = \"crates/store\" }\naxum = \"0.8\"\nserde = { version = \"1\" }\n[profile.dev.package]\nimage = { opt-level = 3 }\n",
            ),
            ("docs/dependencies.md", "`axum`: speaks HTTP."),
        ]);
        assert_eq!(
            are_explained(&tree),
            [Finding::new(
                "Cargo.toml",
                4,
                "`serde` has no reason in docs/dependencies.md"
            )]
        );
    }

    #[test]
    fn a_crate_declares_no_version_of_its_own() {
        let tree = Tree::of(&[
            (
                "crates/ledger/fuzz/Cargo.toml",
                "[workspace]\n[dependencies]\nlibfuzzer-sys = \"0.4\"",
            ),
            (
                "crates/web/Cargo.toml",
                "[package]\nname = \"web\"\n[dependencies]\naxum.workspace = true\nserde = { workspace = true, features = [\"rc\"] }\n[dev-dependencies]\nrand = \"0.9\"\n",
            ),
        ]);
        assert_eq!(
            are_explained(&tree),
            [Finding::new(
                "crates/web/Cargo.toml",
                7,
                "declare `rand` in the root's Cargo.toml"
            )]
        );
    }
}
