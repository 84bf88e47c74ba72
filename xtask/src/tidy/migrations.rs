//! Each migration is there for both databases, under one name.

use super::{Finding, Tree};

const SQLITE: &str = "crates/store/migrations/sqlite/";
const POSTGRES: &str = "crates/store/migrations/postgres/";

/// Finds migrations whose twin is missing.
pub fn are_twins(tree: &Tree) -> Vec<Finding> {
    let lone = |here: &'static str, there: &'static str| {
        tree.paths().filter_map(move |path| {
            let twin = format!("{there}{}", path.strip_prefix(here)?);
            (!tree.has(&twin)).then(|| Finding::new(path, 1, format!("its twin {twin} is missing")))
        })
    };
    lone(SQLITE, POSTGRES)
        .chain(lone(POSTGRES, SQLITE))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_migration_is_found_on_either_side() {
        let tree = Tree::of(&[
            ("crates/store/migrations/postgres/0001_messages.sql", ""),
            ("crates/store/migrations/postgres/0002_blobs.sql", ""),
            ("crates/store/migrations/sqlite/0001_messages.sql", ""),
            ("crates/store/migrations/sqlite/0003_jobs.sql", ""),
        ]);
        let found: Vec<String> = are_twins(&tree)
            .into_iter()
            .map(|found| found.path)
            .collect();
        assert_eq!(
            found,
            [
                "crates/store/migrations/sqlite/0003_jobs.sql",
                "crates/store/migrations/postgres/0002_blobs.sql",
            ]
        );
    }
}
