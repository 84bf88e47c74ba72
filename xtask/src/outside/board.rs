//! The log of a board that runs: the demo city is served with a witness of ours beside it, a message is sent, and what
//! anybody can fetch is put into a folder of the shape that `write_log` gives.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::witness::Witness;
use crate::{http, postgres, shell};

/// How often something is looked for that takes a while, a quarter of a second apart.
const LOOKS: usize = 480;
const PAUSE: Duration = Duration::from_millis(250);

/// What is written and then proved to have been written.
const BODY: &str = "小区北门的路灯三天不亮，夜里看不清路，请派人来看一看，谢谢。";

/// Fetches the log of a board that runs into a folder below this one.
pub fn fetch(root: &Path, folder: &TempDir) -> Result<PathBuf> {
    let data = folder.path().join("demo");
    let log = folder.path().join("board");
    fs::create_dir_all(&log)?;
    let address = SocketAddr::from(([127, 0, 0, 1], postgres::free_port()?));

    // Alone at first: its key is made with it.
    let alone = Served::start(root, &data, address)?;
    let old = alone.text("/ledger/checkpoint")?;
    let policy = alone.text("/ledger/policy")?;
    let key = policy
        .split(' ')
        .nth(1)
        .context("the policy names no key")?;
    drop(alone);

    let witness = Witness::start(root, key)?;
    let settings = data.join("board/huiyin.toml");
    let text = fs::read_to_string(&settings)?;
    let (url, vkey) = (witness.url(), witness.key());
    fs::write(
        &settings,
        format!(
            "{text}\n[ledger]\nwitness = [{{ url = \"{url}\", vkey = \"{vkey}\" }}]\n\n\
             [outbound]\nprivate = [\"127.0.0.1\"]\n"
        ),
    )?;
    let board = Served::start(root, &data, address)?;
    let code = board.sends(&data)?;
    let receipt = board.cosigned_receipt(&code, vkey)?;
    for (name, content) in [
        ("checkpoint.old", old.as_str()),
        ("log.vkey", key),
        ("witness.vkey", vkey),
        ("receipt.tlog-proof", &receipt),
        ("receipt.body", BODY),
    ] {
        fs::write(log.join(name), content)?;
    }
    board.copies(&log)?;
    Ok(log)
}

/// A demo city that is served until this is dropped.
struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    /// Starts it, and waits until its log is signed.
    fn start(root: &Path, data: &Path, address: SocketAddr) -> Result<Self> {
        let build = ["build", "--quiet", "--package", "huiyin"];
        shell::run(Command::new("cargo").args(build).current_dir(root))?;
        let listen = address.to_string();
        let child = Command::new(shell::built("huiyin")?)
            .args(["demo", "--listen", &listen, "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("start huiyin")?;
        let mut served = Self { child, address };
        for _look in 0..LOOKS {
            ensure!(served.child.try_wait()?.is_none(), "the demo city ended");
            if data.join("demo.json").exists() && served.text("/ledger/checkpoint").is_ok() {
                return Ok(served);
            }
            sleep(PAUSE);
        }
        bail!("the demo city at {address} signs nothing")
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let answer = http::get(self.address, path, &[])?;
        ensure!(
            answer.status == 200,
            "{path} is answered with {}",
            answer.status
        );
        Ok(answer.body)
    }

    fn text(&self, path: &str) -> Result<String> {
        Ok(String::from_utf8(self.bytes(path)?)?)
    }

    /// A citizen sends a message. Its query code.
    fn sends(&self, data: &Path) -> Result<String> {
        let sheet: Value = serde_json::from_str(&fs::read_to_string(data.join("demo.json"))?)?;
        let people = sheet.get("people").and_then(Value::as_array);
        let citizen = people
            .into_iter()
            .flatten()
            .find(|one| one.get("role") == Some(&json!("citizen")));
        let token = citizen.and_then(|one| one.get("token")?.as_str());
        let token = token.context("demo.json has no citizen")?;
        let offices: Value = serde_json::from_slice(&self.bytes("/api/v1/offices")?)?;
        let office = offices
            .pointer("/items/0/id")
            .context("there is no office")?;
        let message = json!({
            "office": office, "kind": "help", "domain": "urban", "title": "北门路灯不亮", "body": BODY,
        });
        let headers = [
            format!("Authorization: Bearer {token}"),
            "Content-Type: application/json".to_owned(),
        ];
        let body = message.to_string();
        let answer = http::post(self.address, "/api/v1/messages", &headers, body.as_bytes())?;
        ensure!(
            answer.status == 201,
            "no message is taken: {}",
            answer.text()
        );
        let receipt: Value = serde_json::from_slice(&answer.body)?;
        let code = receipt.get("code").and_then(Value::as_str);
        Ok(code.context("a message has no query code")?.to_owned())
    }

    /// The receipt, renewed until the witness's line is in it.
    fn cosigned_receipt(&self, code: &str, vkey: &str) -> Result<String> {
        let (name, _key) = vkey.split_once('+').context("the witness has no name")?;
        let headers = ["Content-Type: application/x-www-form-urlencoded".to_owned()];
        let form = format!("code={}", http::encoded(code));
        for _look in 0..LOOKS {
            let file = http::post(self.address, "/track/proof", &headers, form.as_bytes())?;
            ensure!(file.status == 200, "there is no receipt: {}", file.status);
            let file = file.text();
            if file.contains(&format!("\n— {name} ")) {
                return Ok(file);
            }
            sleep(PAUSE);
        }
        bail!("no receipt has a line of {name}")
    }

    /// Copies the checkpoint with its cosignature, all tiles and all entries.
    fn copies(&self, log: &Path) -> Result<()> {
        let note = self.text("/ledger/checkpoint")?;
        fs::write(log.join("checkpoint"), &note)?;
        let size = note.lines().nth(1).context("the checkpoint is short")?;
        let size: u64 = size.parse()?;
        let mut paths = files_of("entries", size);
        let mut hashes = size;
        for level in 0.. {
            if hashes == 0 {
                break;
            }
            paths.extend(files_of(&format!("{level}"), hashes));
            hashes /= 256;
        }
        for path in paths {
            let to = log.join("tile").join(&path);
            fs::create_dir_all(to.parent().unwrap_or(log))?;
            fs::write(to, self.bytes(&format!("/ledger/tile/{path}"))?)?;
        }
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Whatever was acknowledged is there however it ends.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The files of one level that hold so many hashes or entries, by their names in C2SP tlog-tiles.
fn files_of(level: &str, count: u64) -> Vec<String> {
    let full = (0..count / 256).map(|index| format!("{level}/{}", grouped(index)));
    let width = count % 256;
    let partial = format!("{level}/{}.p/{width}", grouped(count / 256));
    full.chain((width > 0).then_some(partial)).collect()
}

/// Groups of three digits, all but the last behind an x.
fn grouped(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut above = index / 1000;
    while above > 0 {
        path = format!("x{:03}/{path}", above % 1000);
        above /= 1000;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_names_of_c2sp() {
        assert_eq!(files_of("0", 0), Vec::<String>::new());
        assert_eq!(files_of("0", 20), ["0/000.p/20"]);
        assert_eq!(files_of("entries", 256), ["entries/000"]);
        assert_eq!(files_of("1", 257), ["1/000", "1/001.p/1"]);
        assert_eq!(grouped(1_234_067), "x001/x234/067");
    }
}
