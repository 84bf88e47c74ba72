//! Tools that others made to find what is wrong with a site: they know more ways than we do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::demo::Demo;
use crate::python::Environment;

/// What pip installs, in a folder of its own.
const PACKAGES: [&str; 3] = ["schemathesis==4.32.5", "sqlmap==1.10.10", "wapiti3==3.3.2"];
/// What wapiti tries: what needs no server of somebody else to call back, and nothing that we have not, such as LDAP.
const MODULES: &str = "crlf,exec,file,htaccess,methods,permanentxss,redirect,sql,upload,xss";
/// What wapiti says of every site without TLS, which is the proxy's part; and that `X-Frame-Options` is missing, which
/// `frame-ancestors` of our policy has replaced.
const OF_LOOPBACK: [&str; 4] = [
    "Clickjacking Protection",
    "Cleartext Submission of Password",
    "HTTP Strict Transport Security (HSTS)",
    "Unencrypted Channels",
];
/// Examples of each operation.
const EXAMPLES: u32 = 10;
/// Addresses with everything that can be asked.
const ASKED: [&str; 6] = [
    "/search?q=1&domain=urban&from=2026-01-01",
    "/messages?office=1&stage=replied&kind=help",
    "/figures?by=office&from=2026-01-01",
    "/api/v1/messages?office=1&kind=help&limit=5",
    "/api/v1/search?q=1&domain=urban",
    "/offices?q=1",
];

/// Asks schemathesis for every kind of person, and for a stranger.
pub fn schemathesis(root: &Path, demo: &Demo, seconds: u32) -> Result<()> {
    let program = tools(root)?.join("schemathesis");
    let settings = demo.folder().join("schemathesis.toml");
    let numbers = serde_json::to_string(demo.numbers.get(..20).unwrap_or(&demo.numbers))?;
    fs::write(
        &settings,
        format!("[parameters]\n\"path.number\" = {numbers}\n"),
    )?;
    let stranger = [("a stranger".to_owned(), String::new())];
    for (role, token) in stranger.iter().chain(&demo.people) {
        println!("schemathesis as {role}");
        let mut run = bounded(seconds);
        run.arg(&program).arg("--config-file").arg(&settings);
        run.arg("run")
            .arg(format!("{}/api/v1/openapi.json", demo.url()));
        if !token.is_empty() {
            run.arg("--header")
                .arg(format!("Authorization: Bearer {token}"));
        }
        let checks = "not_a_server_error,content_type_conformance,status_code_conformance,\
             response_schema_conformance,negative_data_rejection";
        run.args([
            "--checks",
            checks,
            "--seed",
            "1",
            "--workers",
            "2",
            "--no-color",
        ]);
        run.args([
            "--phases",
            "examples,coverage,fuzzing",
            "--request-timeout",
            "20",
        ]);
        run.args(["--max-examples", &EXAMPLES.to_string(), "--warnings", "off"]);
        let (status, said) = said(&mut run)?;
        let summary = said.lines().find(|line| line.contains("generated,"));
        ensure!(status, "schemathesis as {role} found:\n{said}");
        println!("  {}", summary.unwrap_or("nothing was counted").trim());
    }
    Ok(())
}

/// Asks wapiti, signed out and as a citizen and an editor.
pub fn wapiti(root: &Path, demo: &Demo, seconds: u32) -> Result<()> {
    let program = tools(root)?.join("wapiti");
    let stranger = ("a stranger".to_owned(), String::new());
    let named = |role: &str| demo.people.iter().find(|(known, _)| known == role);
    for (role, token) in [Some(&stranger), named("citizen"), named("editor")]
        .into_iter()
        .flatten()
    {
        let report = demo.folder().join("wapiti.json");
        let mut run = bounded(seconds + 60);
        run.arg(&program).args(["-u", &format!("{}/", demo.url())]);
        run.args(["--scope", "folder", "--flush-session", "-f", "json", "-o"])
            .arg(&report);
        run.args(["-m", MODULES, "-d", "3"]);
        run.args(["--max-links-per-page", "30", "--max-files-per-dir", "40"]);
        run.args(["--max-scan-time", &(seconds / 3).to_string()]);
        run.args(["--max-attack-time", &(seconds / 15).to_string()]);
        // The other views show the same pages by the same code.
        for besides in ["sign-out", "view*", "en/*", "zh-hant/*", "elder/*"] {
            run.args(["-x", &format!("{}/{besides}", demo.url())]);
        }
        run.args(["--verify-ssl", "0", "--no-bugreport"]);
        run.arg("--store-session").arg(demo.folder().join("wapiti"));
        if !token.is_empty() {
            run.args(["-H", &format!("Authorization: Bearer {token}")]);
            run.args(["-H", &format!("Cookie: __Host-huiyin={token}")]);
        }
        said(&mut run)?;
        let report = fs::read(&report).context("wapiti wrote no report")?;
        let report: Value = serde_json::from_slice(&report)?;
        let pages = report
            .pointer("/infos/crawled_pages_nbr")
            .and_then(Value::as_u64);
        let pages = pages.unwrap_or(0);
        ensure!(pages > 20, "wapiti as {role} came to {pages} pages only");
        let found: Vec<String> = ["vulnerabilities", "anomalies"]
            .iter()
            .filter_map(|kind| report.get(*kind)?.as_object())
            .flatten()
            .filter(|(_, found)| found.as_array().is_some_and(|found| !found.is_empty()))
            .filter(|(what, _)| !OF_LOOPBACK.contains(&what.as_str()))
            .map(|(what, found)| format!("{what}: {}", first(found)))
            .collect();
        ensure!(
            found.is_empty(),
            "wapiti as {role} found:\n{}",
            found.join("\n")
        );
        println!("wapiti as {role}: {pages} pages, nothing found");
    }
    Ok(())
}

/// How many there are of a sort that wapiti found, and how the first is asked for again.
fn first(found: &Value) -> String {
    let count = found.as_array().map_or(0, Vec::len);
    let again = found.pointer("/0/curl_command").and_then(Value::as_str);
    let info = found.pointer("/0/info").and_then(Value::as_str);
    format!(
        "{count}, the first: {} ({})",
        info.unwrap_or("without a word"),
        again.unwrap_or("no request")
    )
}

/// Asks sqlmap about everything that narrows a list.
pub fn sqlmap(root: &Path, demo: &Demo, seconds: u32) -> Result<()> {
    let program = tools(root)?.join("sqlmap");
    for path in ASKED {
        let mut run = bounded(seconds);
        run.arg(&program)
            .args(["-u", &format!("{}{path}", demo.url())]);
        run.args([
            "--batch",
            "--level",
            "1",
            "--risk",
            "2",
            "--threads",
            "2",
            "--flush-session",
        ]);
        run.args(["--disable-coloring", "--technique", "BEUSQ", "--output-dir"])
            .arg(demo.folder().join("sqlmap"));
        let (_, said) = said(&mut run)?;
        let cleared = said.contains("do not appear to be injectable");
        ensure!(cleared, "sqlmap did not clear {path}:\n{said}");
        println!("sqlmap: nothing can be injected into {path}");
    }
    Ok(())
}

fn tools(root: &Path) -> Result<PathBuf> {
    let oldest = (3, 12);
    Environment::in_folder(root, "attack-python", oldest, &PACKAGES)
        .map(|environment| environment.programs())
}

/// A command that is ended when it takes too long.
fn bounded(seconds: u32) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after", "10", &seconds.to_string()]);
    command
}

/// Whether it ended well, and what it said.
fn said(command: &mut Command) -> Result<(bool, String)> {
    let output = command.stdin(Stdio::null()).output().context("start it")?;
    if output.status.code() == Some(124) {
        bail!(
            "it took too long: {}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok((output.status.success(), format!("{said}{wrong}")))
}
