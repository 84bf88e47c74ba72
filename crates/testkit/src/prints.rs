//! Pages of docs/ that a test prints.

use std::path::Path;

/// Compares a printed page of docs/ with what the program does; `HUIYIN_PRINT=1` writes it anew.
pub fn assert_printed(path: &str, page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join(path);
    #[expect(
        clippy::disallowed_methods,
        reason = "a test reads the environment to know whether to print"
    )]
    if std::env::var_os("HUIYIN_PRINT").is_some() {
        std::fs::write(&file, page).unwrap();
    }
    let printed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        printed, page,
        "{path} is stale: run `HUIYIN_PRINT=1 cargo test -p testkit` and read the difference"
    );
}
