//! Key files: the one way in and the one way out. A key file is for its owner alone, and either plain or encrypted with
//! age (C2SP age v1, X25519), so that nobody reads a key who has the disk and not the identity.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use anyhow::{Context, Result, bail, ensure};
use rustix::process::geteuid;
use std::fs::{File, Metadata, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::Builder;

/// How an encrypted file begins.
const SEALED: &[u8] = b"age-encryption.org/";

/// The name of the identity among the credentials that systemd gives: `LoadCredential=huiyin.identity:…`.
const CREDENTIAL: &str = "huiyin.identity";

/// What opens the key files of a board that are encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFiles {
    /// A file with age identities, one a line.
    named: Option<PathBuf>,
}

/// What a key file holds, in the open. It is never shown.
pub struct KeyText {
    /// The text.
    pub text: String,
    /// Whether the file is encrypted.
    pub is_sealed: bool,
}

impl KeyFiles {
    /// Opened by the identity in this file; none: by the one that systemd gives, if it gives one.
    pub fn opened_by(named: Option<PathBuf>) -> Self {
        Self { named }
    }

    /// Reads a key file, which must belong to whoever runs this, and be closed to everybody else.
    ///
    /// # Errors
    ///
    /// When it is missing, open to others, of another owner, or encrypted and cannot be opened.
    pub fn read(&self, path: &Path) -> Result<KeyText> {
        let bytes = read_private(path)?;
        if !bytes.starts_with(SEALED) {
            let text = String::from_utf8(bytes).ok();
            let text = text.with_context(|| format!("{} is no key file", path.display()))?;
            return Ok(KeyText {
                text,
                is_sealed: false,
            });
        }
        let opened = self.identities().and_then(|identities| {
            let mut tried = identities.iter();
            let opened = tried.find_map(|identity| age::decrypt(identity, &bytes).ok());
            opened.context("the identity is another one, or the file is damaged")
        });
        let opened =
            opened.with_context(|| format!("{} is encrypted and stays so", path.display()))?;
        let text = String::from_utf8(opened).ok();
        Ok(KeyText {
            text: text.with_context(|| format!("{} is no key file", path.display()))?,
            is_sealed: true,
        })
    }

    /// Puts a key file in its place, whole or not at all, encrypted if `is_sealed`; for its owner alone.
    ///
    /// # Errors
    ///
    /// When it cannot be written, or what was encrypted would not open again.
    pub fn write(&self, path: &Path, key: &KeyText) -> Result<()> {
        let bytes = if key.is_sealed {
            self.seal(&key.text)?
        } else {
            key.text.clone().into_bytes()
        };
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let cannot = || format!("cannot write {}", path.display());
        let mut beside = Builder::new()
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(folder)
            .with_context(cannot)?;
        beside.write_all(&bytes).with_context(cannot)?;
        beside.as_file().sync_all().with_context(cannot)?;
        beside.persist(path).with_context(cannot)?;
        sync(folder).with_context(cannot)
    }

    /// Encrypts for every identity; each opens it alone.
    fn seal(&self, text: &str) -> Result<Vec<u8>> {
        let recipients: Vec<_> = self
            .identities()?
            .iter()
            .map(age::x25519::Identity::to_public)
            .collect();
        let recipients = recipients
            .iter()
            .map(|recipient| -> &dyn age::Recipient { recipient });
        let mut sealed = Vec::new();
        let mut writer = age::Encryptor::with_recipients(recipients)?.wrap_output(&mut sealed)?;
        writer.write_all(text.as_bytes())?;
        writer.finish()?;
        Ok(sealed)
    }

    /// The identities of the file that is named, or given.
    fn identities(&self) -> Result<Vec<Identity>> {
        let text = match (&self.named, credential()) {
            (Some(path), _) => String::from_utf8(read_private(path)?)
                .ok()
                .with_context(|| format!("{} holds no age identity", path.display()))?,
            // The system's manager made it for this process alone; its mode is the manager's own matter.
            (None, Some(path)) => std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?,
            (None, None) => bail!(
                "nothing names the identity that opens it: set identity under [keys] in the settings, or let systemd \
                 give it (LoadCredential={CREDENTIAL}:FILE)"
            ),
        };
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities = lines.map(|line| {
            // What is wrong with a line may quote it: it is a secret.
            let identity = line.parse::<Identity>().ok();
            identity.context("a line of the identity's file is no age identity (AGE-SECRET-KEY-1…)")
        });
        let identities: Vec<_> = identities.collect::<Result<_>>()?;
        ensure!(!identities.is_empty(), "the identity's file is empty");
        Ok(identities)
    }
}

/// A new identity as its file holds it, and its public half.
pub fn new_identity() -> (String, String) {
    let identity = Identity::generate();
    let public = identity.to_public().to_string();
    let text = format!(
        "# public: {public}\n{}\n",
        identity.to_string().expose_secret()
    );
    (text, public)
}

/// Makes what was renamed in a folder durable.
pub fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Reads a file that only its owner, who runs this, may reach.
fn read_private(path: &Path) -> Result<Vec<u8>> {
    let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let told = file.metadata()?;
    must_be_private(path, &told, geteuid().as_raw())?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}

fn must_be_private(path: &Path, told: &Metadata, user: u32) -> Result<()> {
    let (shown, mode, owner) = (
        path.display(),
        told.permissions().mode() & 0o777,
        told.uid(),
    );
    ensure!(
        mode.trailing_zeros() >= 6, // nothing for the group, nothing for others
        "{shown} can be read by others (mode {mode:03o}): whoever reads it has the keys of this board. Type: chmod 600 \
         {shown}"
    );
    ensure!(
        owner == user,
        "{shown} belongs to user {owner}, and this runs as user {user}: whoever owns a key can exchange it. Run it as \
         that user (sudo -u '#{owner}' huiyin …), or type: chown {user} {shown}"
    );
    Ok(())
}

/// The identity among the credentials that systemd gives to this process.
fn credential() -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "systemd tells a service where its credentials are in this way alone"
    )]
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY")?;
    let path = PathBuf::from(folder).join(CREDENTIAL);
    path.exists().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with an identity.
    fn folder() -> (tempfile::TempDir, KeyFiles) {
        let folder = tempfile::tempdir().unwrap();
        let identity = folder.path().join("identity.txt");
        private(&identity, &new_identity().0);
        (folder, KeyFiles::opened_by(Some(identity)))
    }

    fn private(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
    }

    fn why(files: &KeyFiles, path: &Path) -> String {
        let read = files.read(path);
        format!("{:#}", read.err().unwrap())
    }

    #[test]
    fn plain_and_encrypted_files_come_back() {
        let (folder, files) = folder();
        let path = folder.path().join("a.key");
        for is_sealed in [false, true, false] {
            let text = "a secret\n".to_owned();
            files.write(&path, &KeyText { text, is_sealed }).unwrap();
            let bytes = fs::read(&path).unwrap();
            assert_eq!(bytes.windows(8).any(|part| part == b"a secret"), !is_sealed);
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            let read = files.read(&path).unwrap();
            assert_eq!(
                (read.text.as_str(), read.is_sealed),
                ("a secret\n", is_sealed)
            );
        }
    }

    #[test]
    fn an_encrypted_file_opens_with_its_identity_alone() {
        let (folder, files) = folder();
        let path = folder.path().join("a.key");
        let key = KeyText {
            text: "a secret\n".into(),
            is_sealed: true,
        };
        files.write(&path, &key).unwrap();
        assert!(why(&KeyFiles::default(), &path).contains("[keys]"));
        let (_other_folder, other) = self::folder();
        assert!(why(&other, &path).contains("another one"));
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(why(&files, &path).contains("damaged"));

        // Of several identities each opens it.
        let both = folder.path().join("both.txt");
        let (one, two) = (new_identity().0, new_identity().0);
        private(&both, &format!("{one}{two}"));
        let sealing = KeyFiles::opened_by(Some(both));
        sealing.write(&path, &key).unwrap();
        for alone in [one, two] {
            let file = folder.path().join("alone.txt");
            private(&file, &alone);
            let opened = KeyFiles::opened_by(Some(file)).read(&path).unwrap();
            assert_eq!(opened.text, "a secret\n");
        }
    }

    #[test]
    fn what_others_can_reach_is_refused_and_never_quoted() {
        let (folder, files) = folder();
        let path = folder.path().join("a.key");
        for mode in [0o640, 0o604, 0o620] {
            private(&path, "a secret\n");
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let why = why(&files, &path);
            assert!(
                why.contains("chmod 600") && !why.contains("secret"),
                "{why}"
            );
        }
        private(&path, "a secret\n");
        let told = fs::metadata(&path).unwrap();
        let mine = geteuid().as_raw();
        must_be_private(&path, &told, mine).unwrap();
        let why = must_be_private(&path, &told, mine + 1).unwrap_err();
        assert!(why.to_string().contains("sudo -u"), "{why}");
        // The identity is no less a key.
        let identity = folder.path().join("identity.txt");
        let key = KeyText {
            text: "a secret\n".into(),
            is_sealed: true,
        };
        files.write(&path, &key).unwrap();
        fs::set_permissions(&identity, Permissions::from_mode(0o644)).unwrap();
        assert!(self::why(&files, &path).contains("identity.txt can be read by others"));
        private(&identity, "AGE-SECRET-KEY-1TYPED\n");
        let why = self::why(&files, &path);
        assert!(
            why.contains("no age identity") && !why.contains("TYPED"),
            "{why}"
        );
    }
}
