//! What the compiler does not see. Every rule reads the tree and tells all it finds at once.

mod dependencies;
mod documents;
mod migrations;
mod requirements;
mod source;
mod tree;
mod words;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

pub use self::tree::Tree;

/// Something to put right. Sorts by place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    /// Counted from 1.
    line: usize,
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A rule looks at the whole tree and tells what breaks it.
type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: [Rule; 6] = [
    documents::paths_exist,
    migrations::are_twins,
    source::is_plain,
    dependencies::are_explained,
    requirements::are_answered,
    words::are_there_and_used,
];

/// Applies every rule to the repository.
///
/// # Errors
///
/// When a rule found something; the findings are printed.
pub fn check(root: &Path) -> Result<()> {
    let tree = Tree::read(root)?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files", tree.paths().count());
            Ok(())
        }
        count => bail!("{count} to put right"),
    }
}
