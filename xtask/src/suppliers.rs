//! Whether we may use what we rely on: licences, sources, known faults; asked of cargo-deny by deny.toml.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::shell;

const RULES: &str = "deny.toml";

/// What does not change while nothing of ours changes, and needs no network.
const LASTING: [&str; 3] = ["bans", "licenses", "sources"];

#[derive(Args)]
pub struct SuppliersArgs {
    /// A folder that holds clones of advisory databases as cargo-deny makes them: nothing is fetched
    #[arg(long, value_name = "DIR")]
    advisories: Option<PathBuf>,
}

/// Asks everything, advisories included.
///
/// # Errors
///
/// When cargo-deny is not installed or finds something.
pub fn ask(root: &Path, args: &SuppliersArgs) -> Result<()> {
    ensure!(
        is_installed(),
        "cargo-deny is not installed, so nothing was checked: cargo install --locked cargo-deny"
    );
    let mut command = cargo_deny(root);
    let Some(advisories) = &args.advisories else {
        return shell::run(command.arg("check"));
    };
    let folder = tempfile::tempdir().context("make a folder for the rules")?;
    let rules = folder.path().join(RULES);
    let text = fs::read_to_string(root.join(RULES)).with_context(|| format!("read {RULES}"))?;
    let advisories = fs::canonicalize(advisories)
        .with_context(|| format!("find the advisories in {}", advisories.display()))?;
    fs::write(&rules, with_advisories(&text, &advisories)?).context("write the rules")?;
    command.arg("--offline").arg("--config").arg(rules);
    shell::run(command.arg("check"))
}

/// Asks what a change can break; advisories appear without one, so that a change is not held up by them. Says so
/// where cargo-deny is not installed: building it takes longer than all other questions.
///
/// # Errors
///
/// When cargo-deny finds something.
pub fn ask_lasting(root: &Path) -> Result<()> {
    if !is_installed() {
        println!(
            "LEFT OUT: cargo-deny is not installed; licences, bans and sources were not checked"
        );
        return Ok(());
    }
    shell::run(cargo_deny(root).arg("check").args(LASTING))
}

fn is_installed() -> bool {
    shell::answer("cargo", &["deny", "--version"]).is_some()
}

fn cargo_deny(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.arg("deny").current_dir(root);
    command
}

/// The rules, with the folder of the advisories.
fn with_advisories(rules: &str, folder: &Path) -> Result<String> {
    let mut rules: toml::Table = rules.parse().with_context(|| format!("read {RULES}"))?;
    let folder = folder.to_str().context("the folder's name is not UTF-8")?;
    rules
        .get_mut("advisories")
        .and_then(toml::Value::as_table_mut)
        .with_context(|| format!("{RULES} has no [advisories]"))?
        .insert("db-path".to_owned(), folder.into());
    Ok(rules.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_advisories_is_added_and_the_rest_stays() {
        let rules = "[bans]\nwildcards = \"deny\"\n[advisories]\nignore = []\n";
        let added = with_advisories(rules, Path::new("/db")).unwrap();
        let added: toml::Table = added.parse().unwrap();
        assert_eq!(added["bans"]["wildcards"].as_str(), Some("deny"));
        assert_eq!(added["advisories"]["db-path"].as_str(), Some("/db"));
        assert!(with_advisories("[bans]\n", Path::new("/db")).is_err());
    }

    #[test]
    fn the_rules_of_the_house_can_be_read() {
        let rules = include_str!("../../deny.toml");
        with_advisories(rules, Path::new("/db")).unwrap();
    }
}
