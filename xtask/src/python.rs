//! Python packages of others, each set in a folder of its own under `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// A Python with packages.
pub struct Environment(PathBuf);

impl Environment {
    /// Installs the packages, unless they are there from an earlier run. They need Python `oldest` or newer.
    ///
    /// # Errors
    ///
    /// When there is no such Python, or the packages cannot be had.
    pub fn in_folder(
        root: &Path,
        name: &str,
        oldest: (u32, u32),
        packages: &[&str],
    ) -> Result<Self> {
        let python = new_enough(oldest)?;
        let folder = root.join("target").join(name);
        let done = folder.join("packages");
        let wanted = format!("{}\n{}\n", python.display(), packages.join("\n"));
        if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
            return Ok(Self(folder));
        }
        shell::run(
            Command::new(&python)
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        let environment = Self(folder);
        let install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ];
        shell::run(
            Command::new(environment.python())
                .args(install)
                .args(packages),
        )?;
        fs::write(done, wanted)?;
        Ok(environment)
    }

    /// The interpreter.
    pub fn python(&self) -> PathBuf {
        self.0.join("bin/python3")
    }

    /// The folder of the programs that the packages bring.
    pub fn programs(&self) -> PathBuf {
        self.0.join("bin")
    }
}

/// A Python that is new enough: on the path, or among those that pyenv keeps.
fn new_enough((major, minor): (u32, u32)) -> Result<PathBuf> {
    let named = ["python3", "python3.12", "python3.13", "python3.14"].map(PathBuf::from);
    let kept = shell::answer("pyenv", &["root"]).map(PathBuf::from);
    let kept = kept.and_then(|root| fs::read_dir(root.join("versions")).ok());
    let kept = kept.into_iter().flatten().flatten();
    let kept = kept.map(|version| version.path().join("bin/python3"));
    let mut all = named.into_iter().chain(kept);
    let question = format!("import sys, ensurepip; assert sys.version_info >= ({major}, {minor})");
    let is_new_enough = |python: &PathBuf| {
        let python = python.as_os_str().to_str();
        python.is_some_and(|python| shell::answer(python, &["-c", &question]).is_some())
    };
    all.find(is_new_enough).with_context(|| {
        format!("they need Python {major}.{minor} or newer, and there is none here")
    })
}
