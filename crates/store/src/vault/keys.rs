//! The key file: one key a line, `purpose id base64`, written by `init` and read at the start.

use std::{fmt, hint};

use base64::{Engine, engine::general_purpose::STANDARD};

/// What a reader of the file should know; lines that begin with `#` are skipped.
const HEADER: &str = "\
# Keys of this installation. Whoever has them can read phone numbers and real names; without them nobody can.
# Keep a copy apart from the backups of the data. One key a line: purpose, id, 32 bytes in base64.
# The `field` and `blind` keys of the highest id are used; older ones stay here until no row needs them.
";

/// What a key is for. No key serves two purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Seals personal fields. There may be several: the newest seals, all open.
    Field,
    /// Blind indexes of personal fields. There may be several: the newest makes them, all are looked up.
    Blind,
    /// One-time codes.
    Code,
    /// What is derived from sessions.
    Session,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Field, Self::Blind, Self::Code, Self::Session];

    /// The purpose's word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Blind => "blind",
            Self::Code => "code",
            Self::Session => "session",
        }
    }
}

/// Why a key file cannot be used. Never quotes a line: it may hold a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// A line that is not purpose, id and key.
    #[error("line {line} of the key file is not `purpose id base64`")]
    NotAKey {
        /// The line, from 1.
        line: usize,
    },
    /// A word that names no purpose.
    #[error("line {line} of the key file names no known purpose (field, blind, code, session)")]
    UnknownPurpose {
        /// The line, from 1.
        line: usize,
    },
    /// An id that is no number from 1 to 4,294,967,295.
    #[error("line {line} of the key file has an id that is no number from 1")]
    BadId {
        /// The line, from 1.
        line: usize,
    },
    /// A key that is not 32 bytes in base64.
    #[error("line {line} of the key file does not hold 32 bytes in base64")]
    BadSecret {
        /// The line, from 1.
        line: usize,
    },
    /// A second key of the same purpose and id, or a second key of a purpose that has one only.
    #[error("line {line} of the key file is a second {} key of id {id}, or the purpose has one key only", .purpose.word())]
    Twice {
        /// The line, from 1.
        line: usize,
        /// The purpose.
        purpose: Purpose,
        /// The id of the second key.
        id: u32,
    },
    /// The same key under two purposes or ids.
    #[error("line {line} of the key file repeats the key of another line")]
    Repeated {
        /// The line, from 1.
        line: usize,
    },
    /// No key of a purpose.
    #[error("the key file holds no {} key", .0.word())]
    Missing(Purpose),
    /// The highest id is taken.
    #[error("no id is left for another key")]
    NoMoreIds,
}

/// The keys of one installation. Neither `Debug` nor an error ever shows one.
#[derive(Debug)]
pub struct Keys {
    field: Ring,
    blind: Ring,
    code: Secret,
    session: Secret,
}

/// The keys of one purpose: the newest is used, the older ones are there for what they made.
#[derive(Debug)]
struct Ring {
    newest: Numbered,
    older: Vec<Numbered>,
}

/// A key under the id that stands in what it made.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) id: u32,
    pub(super) secret: Secret,
}

/// The 32 bytes of a key.
#[derive(PartialEq, Eq)]
pub(super) struct Secret([u8; 32]);

impl Keys {
    /// Draws a key for every purpose. `fill` must come from the system's random source.
    pub fn generate(mut fill: impl FnMut(&mut [u8])) -> Self {
        Self {
            field: Ring::draw(&mut fill),
            blind: Ring::draw(&mut fill),
            code: Secret::draw(&mut fill),
            session: Secret::draw(&mut fill),
        }
    }

    /// Adds a field key and a blind index key, which are used from now on. The others stay, for what they made.
    pub fn add_newer(&mut self, mut fill: impl FnMut(&mut [u8])) -> Result<(), KeysError> {
        // Neither is added where one cannot be.
        let (field, blind) = (self.field.next_id()?, self.blind.next_id()?);
        self.field.add(field, &mut fill);
        self.blind.add(blind, &mut fill);
        Ok(())
    }

    /// Forgets the older keys of which nothing is left: `is_used` tells by purpose and id. Those that were forgotten.
    pub fn forget_unused(&mut self, is_used: impl Fn(Purpose, u32) -> bool) -> Vec<(Purpose, u32)> {
        let field = self.field.forget(|id| is_used(Purpose::Field, id));
        let blind = self.blind.forget(|id| is_used(Purpose::Blind, id));
        let field = field.into_iter().map(|id| (Purpose::Field, id));
        field
            .chain(blind.into_iter().map(|id| (Purpose::Blind, id)))
            .collect()
    }

    /// The id of the newest key and those of the older ones, of fields or of blind indexes. Other purposes have one key.
    pub fn ids(&self, purpose: Purpose) -> (u32, Vec<u32>) {
        let ring = match purpose {
            Purpose::Field => &self.field,
            Purpose::Blind => &self.blind,
            Purpose::Code | Purpose::Session => return (1, Vec::new()),
        };
        let older = ring.older.iter().map(|key| key.id);
        (ring.newest.id, older.collect())
    }

    /// The key file's content. It is as secret as the keys: write it to a file that only its owner can read.
    pub fn to_file_text(&self) -> String {
        let lines = self
            .field
            .lines(Purpose::Field)
            .chain(self.blind.lines(Purpose::Blind))
            .chain([
                (Purpose::Code, 1, &self.code),
                (Purpose::Session, 1, &self.session),
            ]);
        lines.fold(HEADER.to_owned(), |text, (purpose, id, secret)| {
            text + &format!("{} {id} {}\n", purpose.word(), STANDARD.encode(secret.0))
        })
    }

    /// Reads a key file.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let mut lines: Vec<Line> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let line = Line::parse(number, line)?;
            if lines.iter().any(|other| other.is_like(&line)) {
                return Err(KeysError::Twice {
                    line: number,
                    purpose: line.purpose,
                    id: line.id,
                });
            }
            if lines.iter().any(|other| other.secret == line.secret) {
                return Err(KeysError::Repeated { line: number });
            }
            lines.push(line);
        }

        let mut take = |purpose| -> Vec<Numbered> {
            let lines = lines.extract_if(.., |line| line.purpose == purpose);
            let keys = lines.map(|line| Numbered {
                id: line.id,
                secret: line.secret,
            });
            keys.collect()
        };
        let blind = Ring::of(Purpose::Blind, take(Purpose::Blind))?;
        let only = |purpose, mut keys: Vec<Numbered>| {
            let key = keys.pop().map(|key| key.secret);
            key.ok_or(KeysError::Missing(purpose))
        };
        let code = only(Purpose::Code, take(Purpose::Code))?;
        let session = only(Purpose::Session, take(Purpose::Session))?;
        Ok(Self {
            field: Ring::of(Purpose::Field, take(Purpose::Field))?,
            blind,
            code,
            session,
        })
    }

    pub(super) fn newest_field_key(&self) -> &Numbered {
        &self.field.newest
    }

    pub(super) fn field_key(&self, id: u32) -> Option<&Secret> {
        let mut keys = self.field.oldest_first();
        keys.find(|key| key.id == id).map(|key| &key.secret)
    }

    /// The keys of blind indexes, the newest first.
    pub(super) fn blind_keys(&self) -> impl Iterator<Item = &Numbered> {
        self.blind.oldest_first().rev()
    }

    pub(super) fn code_key(&self) -> &Secret {
        &self.code
    }

    pub(super) fn session_key(&self) -> &Secret {
        &self.session
    }
}

impl Ring {
    fn draw(fill: &mut impl FnMut(&mut [u8])) -> Self {
        Self {
            newest: Numbered {
                id: 1,
                secret: Secret::draw(fill),
            },
            older: Vec::new(),
        }
    }

    fn of(purpose: Purpose, mut keys: Vec<Numbered>) -> Result<Self, KeysError> {
        keys.sort_by_key(|key| key.id);
        let newest = keys.pop().ok_or(KeysError::Missing(purpose))?;
        Ok(Self {
            newest,
            older: keys,
        })
    }

    fn next_id(&self) -> Result<u32, KeysError> {
        self.newest.id.checked_add(1).ok_or(KeysError::NoMoreIds)
    }

    fn add(&mut self, id: u32, fill: &mut impl FnMut(&mut [u8])) {
        let secret = Secret::draw(fill);
        let before = std::mem::replace(&mut self.newest, Numbered { id, secret });
        self.older.push(before);
    }

    fn forget(&mut self, is_used: impl Fn(u32) -> bool) -> Vec<u32> {
        let unused = self.older.extract_if(.., |key| !is_used(key.id));
        unused.map(|key| key.id).collect()
    }

    fn lines(&self, purpose: Purpose) -> impl Iterator<Item = (Purpose, u32, &Secret)> {
        let keys = self.oldest_first();
        keys.map(move |key| (purpose, key.id, &key.secret))
    }

    fn oldest_first(&self) -> impl DoubleEndedIterator<Item = &Numbered> {
        self.older.iter().chain([&self.newest])
    }
}

/// One key as it stands in the file.
struct Line {
    purpose: Purpose,
    id: u32,
    secret: Secret,
}

impl Line {
    fn parse(number: usize, line: &str) -> Result<Self, KeysError> {
        let mut words = line.split_whitespace();
        let (Some(purpose), Some(id), Some(secret), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(KeysError::NotAKey { line: number });
        };
        let purpose = Purpose::ALL
            .into_iter()
            .find(|known| known.word() == purpose);
        let id = id.parse().ok().filter(|id| *id > 0);
        Ok(Self {
            purpose: purpose.ok_or(KeysError::UnknownPurpose { line: number })?,
            id: id.ok_or(KeysError::BadId { line: number })?,
            secret: Secret::parse(secret).ok_or(KeysError::BadSecret { line: number })?,
        })
    }

    /// Whether two lines cannot stand in one file.
    fn is_like(&self, other: &Self) -> bool {
        let has_several = matches!(self.purpose, Purpose::Field | Purpose::Blind);
        self.purpose == other.purpose && (!has_several || self.id == other.id)
    }
}

impl Secret {
    fn draw(fill: &mut impl FnMut(&mut [u8])) -> Self {
        let mut secret = Self([0; 32]);
        fill(&mut secret.0);
        secret
    }

    fn parse(base64: &str) -> Option<Self> {
        let mut secret = Self([0; 32]);
        // The engine asks for room in whole groups of three bytes.
        let mut room = [0; 33];
        let length = STANDARD.decode_slice(base64, &mut room).ok()?;
        secret.0 = *room.first_chunk().filter(|_| length == 32)?;
        wipe(&mut room);
        Some(secret)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Secret {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(a key)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Leaves no key in memory that is handed back; `black_box` keeps the write from being optimised away.
fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    hint::black_box(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(mut next: u8) -> impl FnMut(&mut [u8]) {
        move |bytes| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
        }
    }

    /// A line of the file whose key is one byte, 32 times.
    fn line(purpose: &str, id: &str, byte: u8) -> String {
        format!("{purpose} {id} {}\n", STANDARD.encode([byte; 32]))
    }

    fn file() -> String {
        [
            line("field", "1", 1),
            line("blind", "1", 2),
            line("code", "1", 3),
            line("session", "1", 4),
        ]
        .concat()
    }

    #[test]
    fn a_file_comes_back_as_it_was_written() {
        let mut keys = Keys::generate(counting(0));
        keys.add_newer(counting(150)).unwrap();
        let text = keys.to_file_text();
        assert_eq!(
            text.lines().filter(|line| !line.starts_with('#')).count(),
            6
        );
        let read = Keys::parse(&text).unwrap();
        assert_eq!(read.to_file_text(), text);
        assert_eq!(read.newest_field_key().id, 2);
        assert_eq!(read.field_key(1), keys.field_key(1));
    }

    #[test]
    fn order_spaces_and_line_ends_do_not_matter() {
        let lines = [line("field", "30", 6), file(), line("field", "4", 5)].concat();
        let lines = lines.replace('\n', "  \r\n\t");
        let text = format!("\u{feff}# copied by hand\r\n\r\n{lines}");
        let keys = Keys::parse(&text).unwrap();
        assert_eq!(keys.newest_field_key().id, 30);
        assert_eq!(keys.field_key(4).unwrap().bytes(), &[5; 32]);
    }

    #[test]
    fn what_is_wrong_is_named_by_line_and_never_quoted() {
        let more = |line: String| Keys::parse(&(file() + &line)).unwrap_err();
        assert_eq!(more("field".into()), KeysError::NotAKey { line: 5 });
        assert_eq!(
            more(line("field", "2", 9).trim_end().to_owned() + " x"),
            KeysError::NotAKey { line: 5 }
        );
        assert_eq!(
            more(line("fields", "2", 9)),
            KeysError::UnknownPurpose { line: 5 }
        );
        assert_eq!(more(line("field", "0", 9)), KeysError::BadId { line: 5 });
        assert_eq!(more(line("field", "two", 9)), KeysError::BadId { line: 5 });
        for short in [
            "c2hvcnQ=",
            "!!!!",
            &STANDARD.encode([9; 31]),
            &STANDARD.encode([9; 33]),
        ] {
            assert_eq!(
                more(format!("field 2 {short}")),
                KeysError::BadSecret { line: 5 }
            );
        }
        let twice = |purpose, id| KeysError::Twice {
            line: 5,
            purpose,
            id,
        };
        assert_eq!(more(line("field", "1", 9)), twice(Purpose::Field, 1));
        assert_eq!(more(line("blind", "1", 9)), twice(Purpose::Blind, 1));
        assert_eq!(more(line("code", "2", 9)), twice(Purpose::Code, 2));
        assert_eq!(more(line("field", "2", 4)), KeysError::Repeated { line: 5 });
    }

    #[test]
    fn every_purpose_needs_its_key() {
        for purpose in Purpose::ALL {
            let lines = file();
            let others = lines
                .lines()
                .filter(|line| !line.starts_with(purpose.word()));
            let text = others.collect::<Vec<_>>().join("\n");
            assert_eq!(Keys::parse(&text).unwrap_err(), KeysError::Missing(purpose));
        }
        assert_eq!(
            Keys::parse("").unwrap_err(),
            KeysError::Missing(Purpose::Blind)
        );
    }

    #[test]
    fn an_older_key_is_forgotten_when_nothing_needs_it() {
        let mut keys = Keys::generate(counting(0));
        keys.add_newer(counting(100)).unwrap();
        keys.add_newer(counting(180)).unwrap();
        assert_eq!(keys.ids(Purpose::Blind), (3, vec![1, 2]));
        let forgotten = keys.forget_unused(|purpose, id| purpose == Purpose::Blind && id == 1);
        let expected = [
            (Purpose::Field, 1),
            (Purpose::Field, 2),
            (Purpose::Blind, 2),
        ];
        assert_eq!(forgotten, expected);
        assert_eq!(keys.ids(Purpose::Field), (3, vec![]));
        assert_eq!(keys.ids(Purpose::Blind), (3, vec![1]));
        // The newest is never forgotten.
        assert_eq!(keys.forget_unused(|_, _| false), [(Purpose::Blind, 1)]);
    }

    #[test]
    fn the_last_id_cannot_be_followed() {
        let text = file().replace("field 1", "field 4294967295");
        let mut keys = Keys::parse(&text).unwrap();
        assert_eq!(keys.add_newer(counting(100)), Err(KeysError::NoMoreIds));
    }

    #[test]
    fn no_key_is_ever_printed() {
        let keys = Keys::parse(&file()).unwrap();
        let printed = format!("{keys:?}{keys:#?}");
        assert!(printed.contains("(a key)") && printed.contains("id: 1"));
        for byte in 1..=4_u8 {
            assert!(!printed.contains(&format!("{byte}, {byte}")));
            assert!(!printed.contains(&STANDARD.encode([byte; 32])));
        }
    }
}
