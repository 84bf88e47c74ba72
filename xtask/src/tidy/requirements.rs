//! Where the program stands against OWASP ASVS 5.0: each requirement of levels 1 and 2 is answered in docs/asvs.csv.
//!
//! An answer is held against the tree: the tests and files that it names must be there. Whether it is true is for
//! whoever reads it to judge.

mod sections;

use csv::{Position, ReaderBuilder, StringRecord};

use self::sections::SECTIONS;
use super::{Finding, Tree};

const ANSWERS: &str = "docs/asvs.csv";

const COLUMNS: [&str; 5] = ["id", "level", "state", "reason", "test"];

const STATES: [&str; 4] = ["met", "partly", "open", "not applicable"];

/// Where a path begins that a reason may name.
const ROOTS: [&str; 5] = ["crates/", "docs/", "xtask/", "Cargo.", "deny.toml"];

/// Checks that each requirement is answered once, in order, and that what the answers name exists.
pub fn are_answered(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(ANSWERS) else {
        return vec![Finding::new(ANSWERS, 1, "is missing")];
    };
    let expected: Vec<_> = requirements().collect();
    let mut answered = vec![false; expected.len()];
    let mut next = 0;
    let mut findings = Vec::new();
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    if !rows
        .next()
        .is_some_and(|row| row.is_ok_and(|row| row.iter().eq(COLUMNS)))
    {
        let what = format!("the columns are not {}", COLUMNS.join(","));
        findings.push(Finding::new(ANSWERS, 1, what));
    }
    // The text is UTF-8 and rows may have any length, so that every row can be read.
    for row in rows.filter_map(Result::ok) {
        let line = usize::try_from(row.position().map_or(1, Position::line)).unwrap_or(1);
        let mut found = |what: String| findings.push(Finding::new(ANSWERS, line, what));
        let answer = match Answer::read(&row) {
            Ok(answer) => answer,
            Err(what) => {
                found(what);
                continue;
            }
        };
        match expected.iter().position(|(id, _)| id == answer.id) {
            None => found(format!("{} is no requirement of level 1 or 2", answer.id)),
            Some(at) if at < next => {
                found(format!("{} stands there twice, or too late", answer.id));
            }
            Some(at) => {
                next = at + 1;
                answered
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|it| *it = true);
                let level = expected.get(at).map_or('?', |(_, level)| *level);
                if !answer.level.chars().eq([level]) {
                    found(format!("{} is of level {level}", answer.id));
                }
            }
        }
        answer.faults(tree).into_iter().for_each(found);
    }
    let missing = expected.iter().zip(answered).filter(|(_, it)| !it);
    findings.extend(
        missing.map(|((id, _), _)| Finding::new(ANSWERS, 1, format!("{id} is not answered"))),
    );
    findings
}

/// The id and level of each requirement that is to be answered. The third level is for those whom a state attacks.
fn requirements() -> impl Iterator<Item = (String, char)> {
    SECTIONS.iter().flat_map(|(section, levels)| {
        (1..)
            .zip(levels.chars())
            .filter(|(_, level)| matches!(level, '1' | '2'))
            .map(move |(number, level)| (format!("V{section}.{number}"), level))
    })
}

/// One row.
struct Answer<'a> {
    id: &'a str,
    level: &'a str,
    state: &'a str,
    /// What is missing, why it does not apply, or where it is done.
    reason: &'a str,
    /// `crate::module::name`, several with semicolons between them.
    tests: &'a str,
}

impl<'a> Answer<'a> {
    fn read(row: &'a StringRecord) -> Result<Self, String> {
        let fields: Vec<_> = row.iter().collect();
        match fields.as_slice() {
            [id, level, state, reason, tests] => Ok(Self {
                id,
                level,
                state,
                reason,
                tests,
            }),
            others => Err(format!(
                "{} columns instead of {}",
                others.len(),
                COLUMNS.len()
            )),
        }
    }

    fn faults(&self, tree: &Tree) -> Vec<String> {
        let mut faults = Vec::new();
        if !STATES.contains(&self.state) {
            faults.push(format!("the states are {}", STATES.join(", ")));
        }
        if self.state != "met" && self.reason.is_empty() {
            faults.push(format!("“{}” needs a reason", self.state));
        }
        if self.state == "met" && self.tests.is_empty() && self.places().next().is_none() {
            faults.push("“met” needs a test, or the file where it is done".to_owned());
        }
        let lost = self.places().filter(|place| !tree.has(place));
        faults.extend(lost.map(|place| format!("{place} does not exist")));
        let tests = self.tests.split(';').map(str::trim);
        let lost = tests.filter(|test| !test.is_empty() && !is_test(tree, test));
        faults.extend(lost.map(|test| format!("there is no test {test}")));
        faults
    }

    /// The files and folders that the reason names.
    fn places(&self) -> impl Iterator<Item = &'a str> {
        self.reason
            .split([' ', ',', ':', ';', '(', ')'])
            .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
    }
}

/// Whether the crate has a function of this name in a file of these modules. What stands in `clean_tests.rs` or in
/// `clean/tests.rs` is of `clean`.
fn is_test(tree: &Tree, test: &str) -> bool {
    let parts: Vec<_> = test.split("::").collect();
    let [package, modules @ .., name] = parts.as_slice() else {
        return false;
    };
    let folder = match *package {
        "xtask" => "xtask/".to_owned(),
        package => format!("crates/{package}/"),
    };
    let function = format!("fn {name}");
    tree.texts()
        .filter_map(|(path, text)| Some((path.strip_prefix(&folder)?.strip_suffix(".rs")?, text)))
        .filter(|(path, _)| {
            let has = |module: &str| {
                path.split('/')
                    .any(|part| part == module || part.strip_suffix("_tests") == Some(module))
            };
            modules.iter().all(|module| has(module))
        })
        .any(|(_, text)| {
            text.split(&function)
                .skip(1)
                .any(|rest| rest.starts_with(['(', '<']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of answers that is as it should be, but for its rows that `change` changes.
    fn changed(change: impl Fn(&str, char) -> String) -> Vec<String> {
        let rows: String = requirements()
            .map(|(id, level)| change(&id, level))
            .collect();
        let answers = format!("{}\n{rows}", COLUMNS.join(","));
        let tree = Tree::of(&[
            (ANSWERS, &answers),
            ("crates/web/src/door.rs", "fn same_site() {}"),
            (
                "crates/web/src/door_tests.rs",
                "async fn it_holds(city: &City) {}",
            ),
            ("crates/web/src/other.rs", "fn elsewhere() {}"),
        ]);
        let findings = are_answered(&tree);
        findings.iter().map(ToString::to_string).collect()
    }

    fn right(id: &str, level: char) -> String {
        format!("{id},{level},met,as in crates/web/src/door.rs,\n")
    }

    /// All is right but the answer to the first requirement.
    fn first(row: &str) -> Vec<String> {
        changed(|id, level| match id {
            "V1.1.1" => format!("{row}\n"),
            _ => right(id, level),
        })
    }

    #[test]
    fn the_levels_are_as_large_as_the_standard_says() {
        let of = |level| requirements().filter(|(_, its)| *its == level).count();
        assert_eq!((of('1'), of('2')), (70, 183));
        assert_eq!(changed(right), [""; 0]);
    }

    #[test]
    fn each_requirement_is_answered_once_and_in_its_place() {
        assert_eq!(
            first("V1.1.9,2,open,later,"),
            [
                "docs/asvs.csv:2: V1.1.9 is no requirement of level 1 or 2",
                "docs/asvs.csv:1: V1.1.1 is not answered",
            ]
        );
        assert_eq!(
            first("V1.1.1,1,open,later,"),
            ["docs/asvs.csv:2: V1.1.1 is of level 2"]
        );
        assert_eq!(
            first("V1.1.1,2,open,later,\nV1.1.1,2,open,later,"),
            ["docs/asvs.csv:3: V1.1.1 stands there twice, or too late"]
        );
        assert_eq!(
            first("V1.1.1,2,open"),
            [
                "docs/asvs.csv:2: 3 columns instead of 5",
                "docs/asvs.csv:1: V1.1.1 is not answered",
            ]
        );
    }

    #[test]
    fn an_answer_says_where_or_why() {
        for (row, fault) in [
            (
                "V1.1.1,2,done,,",
                "the states are met, partly, open, not applicable",
            ),
            (
                "V1.1.1,2,not applicable,,",
                "“not applicable” needs a reason",
            ),
            (
                "V1.1.1,2,met,somewhere,",
                "“met” needs a test, or the file where it is done",
            ),
            (
                "V1.1.1,2,met,in crates/web/src/gone.rs,",
                "crates/web/src/gone.rs does not exist",
            ),
        ] {
            assert!(
                first(row).contains(&format!("docs/asvs.csv:2: {fault}")),
                "{row}"
            );
        }
    }

    #[test]
    fn a_test_that_is_named_exists_in_its_module() {
        assert_eq!(first("V1.1.1,2,met,,web::door::it_holds"), [""; 0]);
        for lost in [
            "web::door::it",
            "web::door::elsewhere",
            "app::door::it_holds",
            "it_holds",
        ] {
            assert_eq!(
                first(&format!("V1.1.1,2,partly,half,web::door::it_holds; {lost}")),
                [format!("docs/asvs.csv:2: there is no test {lost}")]
            );
        }
    }
}
