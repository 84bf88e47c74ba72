//! The key file of the public log: made once, read by whoever signs, refused where others can read it.

use crate::system::SystemChance;
use anyhow::{Context, Result, ensure};
use app::Chance;
use ledger::keys::{Algorithm, KeyName, SignerKey};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A new key for the log of a board with this public address. The log keeps the name for ever, wherever the board is
/// served later.
pub fn generate(url: &str) -> Result<SignerKey> {
    let mut seed = [0; 32];
    SystemChance.fill(&mut seed);
    Ok(SignerKey::from_seed(origin(url)?, Algorithm::Note, &seed))
}

/// The key as its file holds it.
pub fn to_file_text(key: &SignerKey) -> String {
    format!("{}\n", key.expose())
}

/// Reads the key file, which nobody but its owner may be able to read.
pub fn read(path: &Path) -> Result<SignerKey> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| {
        format!(
            "cannot read the ledger's key in {shown}. Put back the copy that was kept apart from the backups; where \
             another process signs for this board, say so with key = \"\" under [ledger]"
        )
    })?;
    let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
    let others = mode & 0o077;
    ensure!(
        others == 0,
        "{shown} can be read by others (mode {mode:03o}): whoever reads it can sign in the name of this board. \
         chmod 600 it; if others may have read it, make a new key"
    );
    text.trim_end()
        .parse()
        .with_context(|| format!("{shown} is no key of a ledger"))
}

/// `liuyan.example.gov.cn/ledger`
fn origin(url: &str) -> Result<KeyName> {
    let host = url.split_once("://").map_or(url, |(_scheme, host)| host);
    format!("{host}/ledger")
        .parse()
        .with_context(|| format!("{url:?} cannot name a ledger"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};

    #[test]
    fn a_key_comes_back_unless_others_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.key");
        let key = generate("https://liuyan.example").unwrap();
        assert_eq!(key.verifier().name().as_str(), "liuyan.example/ledger");
        fs::write(&path, to_file_text(&key)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let why = read(&path).unwrap_err().to_string();
        assert!(why.contains("chmod 600"), "{why}");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        assert_eq!(read(&path).unwrap().verifier(), key.verifier());
        fs::write(&path, "PRIVATE+KEY+x\n").unwrap();
        assert!(read(&path).is_err());
    }
}
