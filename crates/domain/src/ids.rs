//! Identifiers: time-ordered numbers inside, a dense public number and a query code outside.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(digits: &str) -> Result<Self, UnknownCode> {
                digits.parse().map(Self).map_err(|_err| UnknownCode { of: stringify!($name), code: digits.into() })
            }
        }
    )+};
}

ids! {
    /// A message; inside only, people use its [`Number`].
    MessageId,
    /// A seat that is written to.
    OfficeId,
    /// Who does the work.
    UnitId,
    /// A citizen's or a staff member's account.
    PersonId,
    /// A text that a person wrote, with its own salt.
    ContentId,
    /// An interim or final reply.
    ReplyId,
    /// One thing that happened to a message.
    EventId,
    /// A picture of a message.
    PictureId,
    /// A rating of a published final reply.
    RatingId,
    /// Something that cannot wait: danger, or pressure on the writer.
    AlertId,
}

/// A code, number or identifier that means nothing here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is no {of}")]
pub struct UnknownCode {
    /// What was expected.
    pub of: &'static str,
    /// What was given.
    pub code: String,
}

/// The public number of a message: dense within the year of the operator's time zone, as `2026-000123`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    /// The year in which the board received the message.
    pub year: i16,
    /// 1, 2, 3 … without gaps.
    pub seq: u32,
}

impl Number {
    /// One integer that sorts like the number.
    pub fn to_row(self) -> i64 {
        i64::from(self.year) * 1_000_000_000 + i64::from(self.seq)
    }

    /// The number behind [`Number::to_row`]'s integer.
    pub fn from_row(row: i64) -> Result<Self, UnknownCode> {
        let unknown = |_err| UnknownCode {
            of: "Number",
            code: row.to_string(),
        };
        Ok(Self {
            year: i16::try_from(row.div_euclid(1_000_000_000)).map_err(unknown)?,
            seq: u32::try_from(row.rem_euclid(1_000_000_000)).map_err(unknown)?,
        })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:06}", self.year, self.seq)
    }
}

impl FromStr for Number {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let unknown = || UnknownCode {
            of: "Number",
            code: text.chars().take(40).collect(),
        };
        let (year, seq) = text.split_once('-').ok_or_else(unknown)?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !(6..=9).contains(&seq.len()) || !digits(year) || !digits(seq) {
            return Err(unknown());
        }
        let number = Self {
            year: year.parse().map_err(|_err| unknown())?,
            seq: seq.parse().map_err(|_err| unknown())?,
        };
        // One number has one spelling, so that a page has one address.
        if number.to_string() == text {
            Ok(number)
        } else {
            Err(unknown())
        }
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Letters of Crockford's base 32: no I, L, O, U, so that a code can be read aloud and copied by hand.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What the writer keeps to look a message up without an account: 60 random bits as `7K3M-9QXD-42TP`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct QueryCode(String);

impl QueryCode {
    /// The code made of these random bytes.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let mut bits = u64::from_be_bytes(bytes);
        let mut code = String::with_capacity(12);
        for _ in 0..12 {
            let index = usize::try_from(bits & 31).unwrap_or(0);
            code.push(char::from(CROCKFORD.get(index).copied().unwrap_or(b'0')));
            bits >>= 5;
        }
        Self(code)
    }

    /// Reads what a person typed: any case, any grouping, full width, O for 0, I and L for 1.
    pub fn parse(typed: &str) -> Result<Self, UnknownCode> {
        let mut code = String::with_capacity(12);
        for c in hanzi::fold(typed).chars().map(|c| c.to_ascii_uppercase()) {
            match c {
                'O' => code.push('0'),
                'I' | 'L' => code.push('1'),
                c if c.is_ascii() && CROCKFORD.contains(&u8::try_from(c).unwrap_or(0)) => {
                    code.push(c);
                }
                c if c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | '.') => {}
                _ => {
                    return Err(UnknownCode {
                        of: "QueryCode",
                        code: String::new(),
                    });
                }
            }
        }
        if code.len() == 12 {
            Ok(Self(code))
        } else {
            Err(UnknownCode {
                of: "QueryCode",
                code: String::new(),
            })
        }
    }

    /// The twelve letters without grouping, as they are stored (through the blind index only).
    pub fn bare(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueryCode(…)") // Whoever holds the code reads the message: never in a log.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        let number: Number = "2026-000123".parse().unwrap();
        assert_eq!(
            number,
            Number {
                year: 2026,
                seq: 123
            }
        );
        assert_eq!(Number::from_row(number.to_row()).unwrap(), number);
        assert_eq!(
            Number {
                year: 2026,
                seq: 1_234_567
            }
            .to_string()
            .parse::<Number>()
            .unwrap()
            .seq,
            1_234_567
        );
        for wrong in [
            "2026-123",
            "2026-0000123",
            "26-000123",
            "2026_000123",
            "2026-00012a",
            "",
            "-",
            "２０２６-000123",
            "+026-000123",
        ] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = QueryCode::from_random([7, 1, 2, 3, 4, 5, 6, 250]);
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        assert_eq!(QueryCode::parse(&shown).unwrap(), code);
        assert_eq!(
            QueryCode::parse(&shown.to_lowercase().replace('-', " ")).unwrap(),
            code
        );
        assert_eq!(
            QueryCode::parse("ooil-0000-0000").unwrap().to_string(),
            "0011-0000-0000"
        );
        assert!(QueryCode::parse("留言-0000-0000").is_err());
        assert!(QueryCode::parse("0000-0000-000").is_err());
        assert_eq!(format!("{code:?}"), "QueryCode(…)");
    }
}
