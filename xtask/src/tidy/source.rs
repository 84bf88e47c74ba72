//! Source files stay short, and carry no leftovers and no silenced warnings.

use super::{Finding, Tree};

const LONGEST: usize = 600;

/// The markers are spelt in halves, so that this file does not break its own rule.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// What no Rust file may hold, and what to do instead.
const BANNED: [(&str, &str); 4] = [
    (
        concat!("#[al", "low("),
        "expect the lint instead, with a reason: it tells when it is stale",
    ),
    (
        concat!("#![al", "low("),
        "expect the lint instead, with a reason: it tells when it is stale",
    ),
    (
        concat!("#[ig", "nore"),
        "a test that does not run proves nothing: repair or delete it",
    ),
    (concat!("db", "g!("), "left over from a search for a fault"),
];

/// Checks length and leftovers of every source file.
pub fn is_plain(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts() {
        let (name, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        let is_source = matches!(extension, "rs" | "html" | "css" | "ftl" | "mjs" | "js");
        // A table of facts is as long as the facts are.
        let is_data = name.split('/').any(|part| part == "data");
        let length = text.lines().count();
        if is_source && !is_data && length > LONGEST {
            let what = format!("{length} lines; split a file of more than {LONGEST}");
            findings.push(Finding::new(path, LONGEST + 1, what));
        }
        if !(is_source || matches!(extension, "sql" | "toml" | "sh")) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(marker) = unfinished(line) {
                let what =
                    format!("{marker} without the number of its issue, such as {marker}(#12)");
                findings.push(Finding::new(path, number, what));
            }
            if extension == "rs" {
                let banned = BANNED.iter().filter(|(banned, _)| line.contains(banned));
                findings.extend(
                    banned.map(|(banned, why)| {
                        Finding::new(path, number, format!("`{banned}`: {why}"))
                    }),
                );
            }
        }
    }
    findings
}

/// The marker in a line that names no issue. `XXXX`, as in a masked number, is none.
fn unfinished(line: &str) -> Option<&'static str> {
    UNFINISHED.into_iter().find(|marker| {
        line.match_indices(marker).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            let rest = line.get(at + marker.len()..).unwrap_or_default();
            let is_part_of_word = |char: char| char.is_alphanumeric() || char == '_';
            let is_word =
                !before.is_some_and(is_part_of_word) && !rest.starts_with(is_part_of_word);
            let issue = rest.trim_start_matches(['(', ' ', ':']).strip_prefix('#');
            is_word
                && !issue.is_some_and(|issue| issue.starts_with(|char: char| char.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        is_plain(&Tree::of(&[(path, text)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_long_file_is_found_and_a_table_is_not() {
        let long = "x\n".repeat(601);
        assert_eq!(
            found("a/b.css", &long),
            ["a/b.css:601: 601 lines; split a file of more than 600"]
        );
        assert_eq!(found("a/b.css", &"x\n".repeat(600)), [""; 0]);
        assert_eq!(found("a/data/b.rs", &long), [""; 0]);
        assert_eq!(found("a/b.csv", &long), [""; 0]);
    }

    #[test]
    fn a_marker_needs_an_issue() {
        let [todo, fixme, xxx] = UNFINISHED;
        for line in [
            format!("// {todo}: later"),
            format!("-- {fixme}"),
            format!("{xxx} #x"),
            format!("{todo}()"),
        ] {
            assert_eq!(found("a.rs", &line).len(), 1, "{line}");
            assert_eq!(found("a.sql", &line).len(), 1, "{line}");
            assert_eq!(found("a.md", &line).len(), 0, "{line}");
        }
        for line in [
            format!("// {todo}(#12): later"),
            format!("{fixme} #7"),
            format!("138{xxx}{xxx}"),
            format!("{todo}S"),
        ] {
            assert_eq!(found("a.rs", &line), [""; 0], "{line}");
        }
    }

    #[test]
    fn silenced_warnings_and_tests_are_found() {
        for (banned, _) in BANNED {
            assert_eq!(
                found("a.rs", &format!("fn f() {{}}\n  {banned}x)]")).len(),
                1,
                "{banned}"
            );
            assert_eq!(found("a.html", banned), [""; 0]);
        }
        assert_eq!(
            found("a.rs", "#[expect(clippy::all, reason = \"…\")]"),
            [""; 0]
        );
    }
}
