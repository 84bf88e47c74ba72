//! What tests and measurements need from the machine: PostgreSQL, a browser, Chinese fonts, Node; nginx, wrk.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{postgres, shell};

/// Node runs the browser's side of the walk.
const OLDEST_NODE: u32 = 18;

struct Need {
    /// What to tell a reader whose system has no `apt-get`.
    what: &'static str,
    /// Debian's name for it.
    package: &'static str,
    is_met: fn() -> bool,
}

const NEEDS: [Need; 5] = [
    Need {
        what: "PostgreSQL server 15 or newer (its service need not run)",
        package: "postgresql",
        is_met: || postgres::programs().is_ok(),
    },
    Need {
        what: "Chromium at /usr/bin/chromium, or its path in $CHROMIUM",
        package: "chromium",
        is_met: has_chromium,
    },
    Need {
        what: "a Chinese font, such as Noto Sans CJK",
        package: "fonts-noto-cjk",
        is_met: || shell::answer("fc-list", &[":lang=zh"]).is_some_and(|fonts| !fonts.is_empty()),
    },
    Need {
        what: "Node.js 18 or newer",
        package: "nodejs",
        is_met: has_node,
    },
    Need {
        what: "npm",
        package: "npm",
        is_met: || shell::answer("npm", &["--version"]).is_some(),
    },
];

/// What `cargo xtask bench` needs besides.
const BENCH_NEEDS: [Need; 2] = [
    Need {
        what: "nginx (its service need not run)",
        package: "nginx-light",
        is_met: || shell::answer("which", &["nginx"]).is_some(),
    },
    Need {
        what: "wrk",
        package: "wrk",
        is_met: || shell::answer("which", &["wrk"]).is_some(),
    },
];

/// What asking Go's reference code needs.
const GO_NEEDS: [Need; 2] = [
    Need {
        what: "Go",
        package: "golang-go",
        is_met: || shell::answer("go", &["version"]).is_some(),
    },
    Need {
        what: "Go's package golang.org/x/mod",
        package: "golang-golang-x-mod-dev",
        is_met: || Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog").exists(),
    },
];

/// Installs what is missing, through `apt-get` where there is one.
///
/// # Errors
///
/// When something is missing and this user or this system cannot install it; the error lists it.
pub fn prepare(root: &Path) -> Result<()> {
    provide(&NEEDS)?;
    install_browser_modules(&root.join("crates/testkit/browser"))
}

/// Installs what a measurement needs.
///
/// # Errors
///
/// As [`prepare`].
pub fn prepare_bench() -> Result<()> {
    provide(&BENCH_NEEDS)
}

/// Installs Go and its reference code of transparency logs.
///
/// # Errors
///
/// As [`prepare`].
pub fn prepare_go() -> Result<()> {
    provide(&GO_NEEDS)
}

fn provide(needs: &'static [Need]) -> Result<()> {
    install(&missing(needs))?;
    let still = missing(needs);
    if !still.is_empty() {
        bail!("still missing after installing:{}", listed(&still));
    }
    Ok(())
}

fn missing(needs: &'static [Need]) -> Vec<&'static Need> {
    needs.iter().filter(|need| !(need.is_met)()).collect()
}

fn install(needs: &[&Need]) -> Result<()> {
    if needs.is_empty() {
        return Ok(());
    }
    let is_root = shell::is_root();
    if shell::answer("apt-get", &["--version"]).is_none() {
        bail!(
            "missing, and this system has no apt-get to install:{}",
            listed(needs)
        );
    }
    if !is_root && shell::answer("sudo", &["--version"]).is_none() {
        bail!("missing, and only root can install:{}", listed(needs));
    }
    shell::run(apt_get(is_root).arg("update"))?;
    let packages = needs.iter().map(|need| need.package);
    shell::run(
        apt_get(is_root)
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get(is_root: bool) -> Command {
    // Through `env`, because sudo passes no variables on.
    let quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"];
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    command.args(quiet.iter().skip(usize::from(is_root)));
    command
}

fn listed(needs: &[&Need]) -> String {
    let mut list = String::new();
    for Need { what, package, .. } in needs {
        list.extend(["\n  ", what, " (Debian: ", package, ")"]);
    }
    list
}

#[expect(
    clippy::disallowed_methods,
    reason = "the browser's path is the machine's to say"
)]
fn has_chromium() -> bool {
    let path = std::env::var_os("CHROMIUM").filter(|path| !path.is_empty());
    Path::new(&path.unwrap_or_else(|| "/usr/bin/chromium".into())).exists()
}

fn has_node() -> bool {
    // Such as `v18.20.4`.
    shell::answer("node", &["--version"])
        .and_then(|version| {
            version
                .trim_start_matches('v')
                .split('.')
                .next()?
                .parse()
                .ok()
        })
        .is_some_and(|major: u32| major >= OLDEST_NODE)
}

/// `npm ci`, unless what it would install is there already.
fn install_browser_modules(dir: &Path) -> Result<()> {
    let wanted = dir.join("package-lock.json");
    let installed = dir.join("node_modules/.package-lock.json");
    let modified = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    if modified(&installed).is_some_and(|at| modified(&wanted).is_some_and(|lock| lock <= at)) {
        return Ok(());
    }
    shell::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(dir),
    )
}
