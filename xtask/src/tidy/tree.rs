//! The repository as its rules see it: paths and texts, held in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Every file that is in the repository or would be added to it, by its path from the root.
pub struct Tree {
    /// A file that is not UTF-8 has no text.
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads what git tracks, and what it would: the new files of a change count too.
    ///
    /// # Errors
    ///
    /// When git is missing or a file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let output = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(root)
            .output()
            .context("start git")?;
        ensure!(
            output.status.success(),
            "git ls-files ended with {}",
            output.status
        );
        let listed = String::from_utf8(output.stdout).context("a path is not UTF-8")?;
        let mut files = BTreeMap::new();
        for path in listed.split_terminator('\0') {
            let full = root.join(path);
            // Deleted but not yet committed so, or a link to nowhere.
            if !full.is_file() {
                continue;
            }
            let bytes = fs::read(&full).with_context(|| format!("read {path}"))?;
            files.insert(path.to_owned(), String::from_utf8(bytes).ok());
        }
        Ok(Self { files })
    }

    /// All paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The path and text of every file that has a text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether a file or a folder is at `path`; a slash at its end does not matter.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path)
            || self
                .files
                .range(folder.clone()..)
                .next()
                .is_some_and(|(at, _)| at.starts_with(&folder))
    }
}

#[cfg(test)]
impl Tree {
    /// A small tree for a rule's tests.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        Self {
            files: files
                .map(|(path, text)| (path.to_string(), Some(text.to_string())))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_its_files_and_folders_and_nothing_else() {
        let tree = Tree::of(&[("docs/stages.md", ""), ("docs-old/a.md", "")]);
        assert!(tree.has("docs/stages.md"));
        assert!(tree.has("docs"));
        assert!(tree.has("docs/"));
        assert!(!tree.has("doc"));
        assert!(!tree.has("docs/stages"));
    }

    #[test]
    fn new_files_count_and_ignored_and_deleted_ones_do_not() {
        let dir = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| {
            let status = Command::new("git")
                .args(arguments)
                .current_dir(&dir)
                .status()
                .unwrap();
            assert!(status.success());
        };
        let write = |path: &str, text: &[u8]| fs::write(dir.path().join(path), text).unwrap();
        git(&["init", "--quiet"]);
        write(".gitignore", b"/target/\n");
        write("gone.md", b"");
        git(&["add", "gone.md"]);
        fs::remove_file(dir.path().join("gone.md")).unwrap();
        fs::create_dir(dir.path().join("target")).unwrap();
        write("target/built", b"");
        write("路.md", "灯".as_bytes());
        write("picture.png", &[0x89, 0xff]);

        let tree = Tree::read(dir.path()).unwrap();
        assert_eq!(
            tree.paths().collect::<Vec<_>>(),
            [".gitignore", "picture.png", "路.md"]
        );
        assert_eq!(tree.text("路.md"), Some("灯"));
        assert_eq!(tree.text("picture.png"), None);
    }
}
