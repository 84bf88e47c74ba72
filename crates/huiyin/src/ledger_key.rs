//! The key of the public log: made with its name, read by whoever signs.

use crate::key_file::KeyFiles;
use crate::system::SystemChance;
use anyhow::{Context, Result, ensure};
use app::Chance;
use ledger::keys::{Algorithm, KeyName, SignerKey};
use std::path::Path;

/// A new key for the log of a board with this public address. The log keeps the name for ever, wherever the board is
/// served later.
pub fn generate(url: &str) -> Result<SignerKey> {
    Ok(named(origin(url)?))
}

/// A new key of a log with this name.
pub fn named(name: KeyName) -> SignerKey {
    let mut seed = [0; 32];
    SystemChance.fill(&mut seed);
    SignerKey::from_seed(name, Algorithm::Note, &seed)
}

/// The key as its file holds it.
pub fn to_file_text(key: &SignerKey) -> String {
    format!("{}\n", key.expose())
}

/// Reads the key file.
///
/// # Errors
///
/// As [`KeyFiles::read`], or when it holds no key of a ledger.
pub fn read(files: &KeyFiles, path: &Path) -> Result<SignerKey> {
    let shown = path.display();
    ensure!(
        path.exists(),
        "cannot read the ledger's key in {shown}: there is no such file. Put back the copy that was kept apart from the \
         backups; where another process signs for this board, say so with key = \"\" under [ledger]"
    );
    let read = files.read(path)?;
    let key: SignerKey = read
        .text
        .trim_end()
        .parse()
        .with_context(|| format!("{shown} is no key of a ledger"))?;
    ensure!(
        key.verifier().algorithm() == Algorithm::Note,
        "{shown} is the key of a witness, not of a ledger"
    );
    Ok(key)
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
    use crate::init::write_private;

    #[test]
    fn a_key_comes_back_by_the_name_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.key");
        let key = generate("https://liuyan.example").unwrap();
        assert_eq!(key.verifier().name().as_str(), "liuyan.example/ledger");
        let read = || read(&KeyFiles::default(), &path);
        assert!(read().err().unwrap().to_string().contains("key = \"\""));
        write_private(&path, &to_file_text(&key)).unwrap();
        assert_eq!(read().unwrap().verifier(), key.verifier());
        std::fs::write(&path, "PRIVATE+KEY+x\n").unwrap();
        assert!(read().is_err());
    }
}
