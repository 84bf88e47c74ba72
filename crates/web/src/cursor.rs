//! Cursors: where a page of a list begins, bound to the list that it was cut from.

use sha2::{Digest, Sha256};
use store::lists::Key;

/// A cursor of a list. Two lists, or one with two filters, are told apart by what `list` says of them.
pub(crate) fn write(key: Key, list: &str) -> String {
    format!("{}-{}", key.to_cursor(), mark(list))
}

/// The place of a cursor; none where it is broken or of another list.
pub(crate) fn read(cursor: &str, list: &str) -> Option<Key> {
    let (key, marked) = cursor.rsplit_once('-')?;
    let key = Key::from_cursor(key).ok()?;
    (marked == mark(list)).then_some(key)
}

/// Tells a mistake, not a forgery: a cursor opens nothing that its list does not show.
fn mark(list: &str) -> String {
    let digest = Sha256::digest(list.as_bytes());
    let first = digest.iter().take(3);
    let first = first.fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    format!("{first:06x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::ids::MessageId;

    #[test]
    fn a_cursor_is_of_its_list_alone() {
        let key = Key {
            at: Timestamp::UNIX_EPOCH,
            id: MessageId(7),
        };
        let cursor = write(key, "messages kind=help");
        assert_eq!(read(&cursor, "messages kind=help"), Some(key));
        for (cursor, list) in [
            (cursor.as_str(), "messages kind=thanks"),
            (key.to_cursor().as_str(), "messages kind=help"),
            ("", ""),
            ("-", ""),
            ("x-y-z", ""),
        ] {
            assert_eq!(read(cursor, list), None, "{cursor} {list}");
        }
    }
}
