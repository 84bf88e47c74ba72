//! The list of what was erased. It is kept apart from the data and from every backup: a backup that is restored brings
//! back what was erased since it was made, and by this list it is erased again.
//!
//! A line is `123456789 2026-11-23T08:00:00Z`: the id of a message, which tells nobody anything by itself, and when. What
//! a crash cut short has no whole time, and so names no message.

use crate::error::{Error, Result};
use domain::Timestamp;
use domain::ids::MessageId;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The list, in a file that is only ever added to.
#[derive(Clone, Debug)]
pub struct Erasures {
    path: PathBuf,
}

impl Erasures {
    /// The list in a file, which is made when the first message is erased.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Adds a message, durably. Adding it again does no harm.
    pub fn add(&self, message: MessageId, at: Timestamp) -> Result<()> {
        let file = File::options().create(true).append(true).open(&self.path);
        let mut file = file.map_err(|why| lost(&self.path, &why))?;
        // A line that a crash cut short is ended first: it is added again, whole.
        let line = format!("\n{message} {at}\n");
        file.write_all(line.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|why| lost(&self.path, &why))
    }

    /// The messages of the list; none where there is no file yet.
    pub fn read(&self) -> Result<BTreeSet<MessageId>> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(why) if why.kind() == ErrorKind::NotFound => String::new(),
            Err(why) => return Err(lost(&self.path, &why)),
        };
        Ok(text.lines().filter_map(read).collect())
    }
}

/// The message that a whole line names.
fn read(line: &str) -> Option<MessageId> {
    let (id, at) = line.split_once(' ')?;
    at.parse::<Timestamp>().ok()?;
    id.parse().ok().map(MessageId)
}

fn lost(path: &Path, why: &std::io::Error) -> Error {
    Error::Lost(format!("the list of erasures, {}: {why}", path.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_and_a_torn_line_is_no_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures.txt");
        let list = Erasures::new(path.clone());
        assert!(list.read().unwrap().is_empty());
        let at: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        for id in [5, 7, 5] {
            list.add(MessageId(id), at).unwrap();
        }
        for torn in ["81", "812 2026-11-23T08:0", "812 2026-11-23T08:00:00"] {
            let mut file = File::options().append(true).open(&path).unwrap();
            file.write_all(torn.as_bytes()).unwrap();
            assert_eq!(list.read().unwrap(), [5, 7].map(MessageId).into());
            list.add(MessageId(7), at).unwrap();
        }
        assert_eq!(list.read().unwrap(), [5, 7].map(MessageId).into());
        list.add(MessageId(812), at).unwrap();
        assert_eq!(list.read().unwrap(), [5, 7, 812].map(MessageId).into());
    }
}
