//! Each word of the pages is in the dictionary, and each word of the dictionary is on a page.

use std::collections::BTreeMap;

use super::{Finding, Tree};

/// Where the words are used.
const PAGES: [&str; 2] = ["crates/web/templates/", "crates/web/src/"];
/// The language that every other one follows.
const DICTIONARY: &str = "crates/web/locales/zh-Hans/";
/// A comment that begins so names the prefix of keys which the program puts together.
const DYNAMIC: &str = "dynamic:";
/// `t("key")`, `tn("key", …)` and `t!("key")` look a word up.
const LOOKUPS: [&str; 3] = ["t(", "tn(", "t!("];

/// Finds words that are missing, defined twice or used nowhere.
pub fn are_there_and_used(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let dictionary = Dictionary::read(tree, &mut findings);
    let pages: Vec<(&str, &str)> = tree
        .texts()
        .filter(|(path, _)| PAGES.iter().any(|pages| path.starts_with(pages)))
        .collect();

    for (path, text) in &pages {
        for (line, key) in lookups(text) {
            // An attribute, `key.title`, belongs to its word.
            let word = key.split('.').next().unwrap_or(key);
            let is_prefix = dictionary.prefixes.iter().any(|prefix| prefix.text == word);
            if !dictionary.words.contains_key(word) && !is_prefix {
                findings.push(Finding::new(
                    path,
                    line,
                    format!("`{key}` is in no file of {DICTIONARY}"),
                ));
            }
        }
    }
    for (word, place) in &dictionary.words {
        let quoted = format!("\"{word}\"");
        let attribute = format!("\"{word}.");
        let is_used = dictionary.references.contains(word)
            || dictionary
                .prefixes
                .iter()
                .any(|prefix| word.starts_with(prefix.text))
            || pages
                .iter()
                .any(|(_, text)| text.contains(&quoted) || text.contains(&attribute));
        if !is_used {
            findings.push(Finding::new(
                place.path,
                place.line,
                format!("nothing uses `{word}`"),
            ));
        }
    }
    for prefix in &dictionary.prefixes {
        if !dictionary
            .words
            .keys()
            .any(|word| word.starts_with(prefix.text))
        {
            let what = format!("no word begins with `{}`", prefix.text);
            findings.push(Finding::new(prefix.place.path, prefix.place.line, what));
        }
    }
    findings
}

#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    line: usize,
}

struct Prefix<'a> {
    text: &'a str,
    place: Place<'a>,
}

#[derive(Default)]
struct Dictionary<'a> {
    words: BTreeMap<&'a str, Place<'a>>,
    prefixes: Vec<Prefix<'a>>,
    /// Words that stand inside other words: `{ office }`, `{ -board }`.
    references: Vec<&'a str>,
}

impl<'a> Dictionary<'a> {
    fn read(tree: &'a Tree, findings: &mut Vec<Finding>) -> Self {
        let mut dictionary = Self::default();
        let files = tree.texts().filter(|(path, _)| is_dictionary(path));
        for (path, text) in files {
            for (line, content) in (1..).zip(text.lines()) {
                let place = Place { path, line };
                if let Some(comment) = content.strip_prefix('#') {
                    let prefixes = comment.trim_start_matches('#').trim().strip_prefix(DYNAMIC);
                    let prefixes = prefixes.into_iter().flat_map(str::split_whitespace);
                    dictionary
                        .prefixes
                        .extend(prefixes.map(|text| Prefix { text, place }));
                    continue;
                }
                if let Some(word) = definition(content)
                    && let Some(first) = dictionary.words.insert(word, place)
                {
                    let what = format!("`{word}` is in {}:{} already", first.path, first.line);
                    findings.push(Finding::new(path, line, what));
                }
                let placeables = content.split('{').skip(1);
                dictionary.references.extend(placeables.map(|placeable| {
                    let placeable = placeable.trim_start();
                    placeable
                        .split(|char| !is_part_of_key(char))
                        .next()
                        .unwrap_or_default()
                }));
            }
        }
        dictionary
    }
}

fn is_dictionary(path: &str) -> bool {
    path.strip_prefix(DICTIONARY)
        .and_then(|name| name.strip_suffix(".ftl"))
        .is_some()
}

/// The key that a line defines: at its very beginning, before an equals sign.
fn definition(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim_end();
    let starts_well = key
        .trim_start_matches('-')
        .starts_with(|char: char| char.is_ascii_alphabetic());
    (starts_well && key.chars().all(is_part_of_key)).then_some(key)
}

/// The keys that a text looks up, each with its line.
fn lookups(text: &str) -> impl Iterator<Item = (usize, &str)> {
    LOOKUPS.into_iter().flat_map(move |lookup| {
        text.match_indices(lookup).filter_map(move |(at, _)| {
            let (before, from) = text.split_at_checked(at)?;
            // `format!(` and `insert(` end alike.
            if before.ends_with(|char: char| char.is_alphanumeric() || char == '_') {
                return None;
            }
            let quoted = from.strip_prefix(lookup)?.trim_start().strip_prefix('"')?;
            let (key, _) = quoted.split_once('"')?;
            let is_key = key.chars().all(|char| is_part_of_key(char) || char == '.');
            is_key.then(|| (before.matches('\n').count() + 1, key))
        })
    })
}

fn is_part_of_key(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let mut findings = are_there_and_used(&Tree::of(files));
        findings.sort();
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_missing_word_is_found_wherever_it_is_looked_up() {
        let files = [
            (
                "crates/web/locales/zh-Hans/home.ftl",
                "home-title = 领导留言板\n",
            ),
            (
                "crates/web/templates/home.html",
                "<h1>{{ w.t(\"home-title\") }}</h1>\n{{ w.tn(\"home-count\", 3) }}",
            ),
            (
                "crates/web/src/home.rs",
                "let a = t!(\n  \"home-lost\"\n);\nformat!(\"no-key\"); list.insert(\"no-key\")",
            ),
        ];
        assert_eq!(
            found(&files),
            [
                "crates/web/src/home.rs:1: `home-lost` is in no file of crates/web/locales/zh-Hans/",
                "crates/web/templates/home.html:2: `home-count` is in no file of crates/web/locales/zh-Hans/",
            ]
        );
    }

    #[test]
    fn a_word_that_nothing_uses_is_found() {
        let files = [
            (
                "crates/web/locales/zh-Hans/a.ftl",
                "-board = 回音\nused = { -board }欢迎您\n    .title = 标题\nunused = 无\nby-name = 有\n# dynamic: stage-\nstage-open = 待审核\n",
            ),
            ("crates/web/templates/a.html", "{{ w.t(\"used.title\") }}"),
            ("crates/web/src/a.rs", "const KEY: &str = \"by-name\";"),
        ];
        assert_eq!(
            found(&files),
            ["crates/web/locales/zh-Hans/a.ftl:4: nothing uses `unused`"]
        );
    }

    #[test]
    fn a_word_defined_twice_and_a_prefix_of_nothing_are_found() {
        let files = [
            (
                "crates/web/locales/zh-Hans/a.ftl",
                "## dynamic: stage- verb-\nstage-open = 待审核\nverb-file = 提交\n",
            ),
            (
                "crates/web/locales/zh-Hans/b.ftl",
                "stage-open = 待审\n# dynamic: lost-\n",
            ),
        ];
        assert_eq!(
            found(&files),
            [
                "crates/web/locales/zh-Hans/b.ftl:1: `stage-open` is in crates/web/locales/zh-Hans/a.ftl:2 already",
                "crates/web/locales/zh-Hans/b.ftl:2: no word begins with `lost-`",
            ]
        );
    }
}
