//! What an entry may say: codes, whole numbers, hashes, yes or no. There is no place for free text.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

use crate::hash::Hash;

/// The largest number that every reader of JSON keeps exactly: 2^53 − 1.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// The name of a committed field or of a fact: a small letter, then up to 31 small letters, digits, `-` or `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Name(Cow<'static, str>);

/// A code, public and known beforehand: an office, a unit, a reason. A letter or digit, then up to 63
/// letters, digits, `.`, `_`, `:`, `/` or `-`, all ASCII. What has the shape of a phone or identity number
/// is refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Code(Cow<'static, str>);

/// The public number of a message: the year, a hyphen and at least six digits, as in `2026-000123`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct MessageNumber(Cow<'static, str>);

/// A whole number of at most [`MAX_NUMBER`] in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub struct Whole(i64);

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number: a count, a day, a time in milliseconds since 1970.
    Number(Whole),
    /// 32 bytes: a leaf hash, a root, a digest, a public key. No code looks like one, for it ends in `=`.
    Hash(Hash),
    /// A code.
    Code(Code),
}

/// A public fact: one value or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    /// One value.
    One(Value),
    /// Several, in an order that has a meaning or is sorted.
    Many(Vec<Value>),
}

impl Name {
    /// A name known at compile time: `const BODY: Name = Name::literal("body");`.
    ///
    /// # Panics
    /// If it is not a name; in a constant, at compile time.
    pub const fn literal(text: &'static str) -> Self {
        assert!(is_name(text.as_bytes()), "a literal that is not a name");
        Self(Cow::Borrowed(text))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Code {
    /// A code known at compile time: `const FORWARD_ONLY: Code = Code::literal("forward-only");`.
    ///
    /// # Panics
    /// If it is not a code; in a constant, at compile time.
    pub const fn literal(text: &'static str) -> Self {
        assert!(is_code(text.as_bytes()), "a literal that is not a code");
        Self(Cow::Borrowed(text))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl MessageNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Whole {
    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl FromStr for Name {
    type Err = NotAFact;

    fn from_str(text: &str) -> Result<Self, NotAFact> {
        if is_name(text.as_bytes()) {
            Ok(Self(text.to_owned().into()))
        } else {
            Err(NotAFact::Name)
        }
    }
}

impl FromStr for Code {
    type Err = NotAFact;

    fn from_str(text: &str) -> Result<Self, NotAFact> {
        if !is_code(text.as_bytes()) {
            Err(NotAFact::Code)
        } else if is_personal_number(text.as_bytes()) {
            Err(NotAFact::Personal)
        } else {
            Ok(Self(text.to_owned().into()))
        }
    }
}

impl FromStr for MessageNumber {
    type Err = NotAFact;

    fn from_str(text: &str) -> Result<Self, NotAFact> {
        let (year, count) = text.split_once('-').ok_or(NotAFact::MessageNumber)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let padded =
            count.len() == 6 || (count.len() > 6 && count.len() < 16 && !count.starts_with('0'));
        if year.len() == 4 && digits(year) && padded && digits(count) {
            Ok(Self(text.to_owned().into()))
        } else {
            Err(NotAFact::MessageNumber)
        }
    }
}

/// Text that becomes each of these types, and back.
macro_rules! text {
    ($($type:ty),+) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl TryFrom<String> for $type {
            type Error = NotAFact;

            fn try_from(text: String) -> Result<Self, NotAFact> {
                text.parse()
            }
        }
    )+};
}

text!(Name, Code, MessageNumber);

impl TryFrom<i64> for Whole {
    type Error = NotAFact;

    fn try_from(number: i64) -> Result<Self, NotAFact> {
        if number.unsigned_abs() <= MAX_NUMBER {
            Ok(Self(number))
        } else {
            Err(NotAFact::Number)
        }
    }
}

impl From<Whole> for i64 {
    fn from(whole: Whole) -> Self {
        whole.0
    }
}

impl From<bool> for Fact {
    fn from(flag: bool) -> Self {
        Self::One(Value::Flag(flag))
    }
}

impl From<Whole> for Fact {
    fn from(number: Whole) -> Self {
        Self::One(Value::Number(number))
    }
}

impl From<u32> for Fact {
    fn from(number: u32) -> Self {
        Self::One(Value::Number(Whole(number.into())))
    }
}

impl From<Hash> for Fact {
    fn from(hash: Hash) -> Self {
        Self::One(Value::Hash(hash))
    }
}

impl From<Code> for Fact {
    fn from(code: Code) -> Self {
        Self::One(Value::Code(code))
    }
}

/// Why something cannot stand in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAFact {
    /// Not a field's or fact's name.
    #[error("a name is a small letter and up to 31 small letters, digits, hyphens and underscores")]
    Name,
    /// Not a code.
    #[error("a code is up to 64 letters, digits and . _ : / -")]
    Code,
    /// The shape of a phone or identity number.
    #[error("a code must not look like a phone or identity number")]
    Personal,
    /// Not the public number of a message.
    #[error("a message's number is a year, a hyphen and at least six digits")]
    MessageNumber,
    /// A number that JSON would not keep exactly.
    #[error("a number must be within 2^53 of zero")]
    Number,
}

const fn is_name(mut text: &[u8]) -> bool {
    if !matches!(text, [b'a'..=b'z', ..]) || text.len() > 32 {
        return false;
    }
    while let [byte, rest @ ..] = text {
        if !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_') {
            return false;
        }
        text = rest;
    }
    true
}

const fn is_code(mut text: &[u8]) -> bool {
    if !matches!(text, [first, ..] if first.is_ascii_alphanumeric()) || text.len() > 64 {
        return false;
    }
    while let [byte, rest @ ..] = text {
        if !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_' | b':' | b'/' | b'-') {
            return false;
        }
        text = rest;
    }
    true
}

/// Whether the whole code has the shape of a mainland mobile number, or of an identity number: six digits
/// of a region, a birthday of the last or this century, three digits and a digit or X. A last guard: codes come
/// from tables, and what a person wrote never becomes one.
fn is_personal_number(code: &[u8]) -> bool {
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match code {
        [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 => digits(rest),
        [
            region @ ..,
            y1,
            y2,
            y3,
            y4,
            m1,
            m2,
            d1,
            d2,
            s1,
            s2,
            s3,
            check,
        ] if region.len() == 6 => {
            digits(region)
                && digits(&[*y3, *y4, *m2, *d2, *s1, *s2, *s3])
                && matches!([*y1, *y2], [b'1', b'9'] | [b'2', b'0'])
                && matches!(*m1, b'0' | b'1')
                && matches!(*d1, b'0'..=b'3')
                && matches!(*check, b'0'..=b'9' | b'x' | b'X')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
