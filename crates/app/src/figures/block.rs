//! The rows of one day or one month, packed: tens of bytes a row, added up in tens of nanoseconds.

use domain::figures::Counted;
use domain::ids::OfficeId;

/// What a row is of. Domains and places are numbers of the cube's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) office: OfficeId,
    pub(super) domain: u32,
    pub(super) region: u32,
}

/// Rows in the order of their keys. It never changes: a change makes a new one.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Each key with the end of its bytes; they begin where those before it end.
    keys: Vec<(Key, usize)>,
    bytes: Vec<u8>,
    /// The sum of all rows.
    pub(super) total: Counted,
}

impl Block {
    /// The rows with their bytes.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Key, &[u8])> {
        let mut begin = 0;
        self.keys.iter().filter_map(move |(key, end)| {
            let bytes = self.bytes.get(begin..*end);
            begin = *end;
            Some((*key, bytes?))
        })
    }

    /// The same with these rows put in the place of those with their keys. They come in the order of their keys.
    pub(super) fn with(&self, changed: &[(Key, &Counted)]) -> Self {
        let mut fresh = Self::default();
        let mut changed = changed.iter().peekable();
        for (key, bytes) in self.rows() {
            while let Some((earlier, counted)) = changed.next_if(|(other, _)| *other < key) {
                fresh.push(*earlier, counted);
            }
            if let Some((same, counted)) = changed.next_if(|(other, _)| *other == key) {
                fresh.push(*same, counted);
            } else {
                fresh.bytes.extend_from_slice(bytes);
                fresh.keys.push((key, fresh.bytes.len()));
                fresh.total.merge_packed(bytes);
            }
        }
        for (key, counted) in changed {
            fresh.push(*key, counted);
        }
        fresh.keys.shrink_to_fit();
        fresh.bytes.shrink_to_fit();
        fresh
    }

    fn push(&mut self, key: Key, counted: &Counted) {
        counted.pack(&mut self.bytes);
        self.keys.push((key, self.bytes.len()));
        self.total.merge(counted);
    }
}
