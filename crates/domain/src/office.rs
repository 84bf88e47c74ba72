//! Places, seats and those who do the work.

use crate::codes::codes;
use crate::ids::{OfficeId, UnitId, UnknownCode};
use crate::screening::Kind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

codes! {
    /// How high a seat or a place stands.
    Level {
        /// 部委
        Ministry = "ministry",
        /// 省
        Province = "province",
        /// 市
        City = "city",
        /// 县、区
        County = "county",
        /// 乡镇、街道
        Township = "township",
    }
}

codes! {
    /// Party or government.
    Branch {
        /// 党委
        Party = "party",
        /// 政府
        Government = "government",
    }
}

/// A code of GB/T 2260 (6 digits) or a street's or township's (9 digits).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

impl RegionCode {
    /// Six or nine digits.
    pub fn parse(code: &str) -> Result<Self, UnknownCode> {
        if matches!(code.len(), 6 | 9) && code.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(code.into()))
        } else {
            Err(UnknownCode {
                of: "RegionCode",
                code: code.chars().take(40).collect(),
            })
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the codes in this place begin with: `3301` for 330100, which holds 330101 … 330199 and their streets.
    pub fn prefix(&self) -> &str {
        let digits = self.as_str();
        let mut prefix = digits;
        while let Some(shorter) = prefix
            .strip_suffix("00")
            .filter(|shorter| shorter.len() >= 2 && digits.len() == 6)
        {
            prefix = shorter;
        }
        prefix
    }

    /// Whether a place is this one or in it.
    pub fn holds(&self, inner: &Self) -> bool {
        inner.0.starts_with(self.prefix())
    }

    /// The place of this level that it is in; itself where it stands higher, and at the level of ministries.
    #[must_use]
    pub fn at(&self, level: Level) -> Self {
        let (kept, zeros) = match level {
            Level::Province => (2, "0000"),
            Level::City => (4, "00"),
            Level::County => (6, ""),
            Level::Ministry | Level::Township => return self.clone(),
        };
        match self.0.get(..kept) {
            Some(kept) => Self(format!("{kept}{zeros}")),
            None => self.clone(),
        }
    }
}

impl TryFrom<String> for RegionCode {
    type Error = UnknownCode;
    fn try_from(code: String) -> Result<Self, UnknownCode> {
        Self::parse(&code)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place. Codes are never deleted; a place that was merged has a successor.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its full name.
    pub name: String,
    /// The place that it belongs to.
    pub parent: Option<RegionCode>,
    /// How high it stands.
    pub level: Level,
    /// The last day on which the code was in force.
    pub valid_to: Option<Date>,
    /// The code that came after it.
    pub successor: Option<RegionCode>,
}

/// Who does the work.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// 市住房和城乡建设局
    pub name: String,
    /// 市住建局
    pub short: String,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Where it works.
    pub region: Option<RegionCode>,
    /// False once it was dissolved.
    pub active: bool,
}

/// The seat that is written to.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// 云川市市长
    pub title: String,
    /// Its place.
    pub region: Option<RegionCode>,
    /// How high it stands.
    pub level: Level,
    /// Party or government.
    pub branch: Branch,
    /// The unit that answers for it.
    pub unit: Option<UnitId>,
    /// The kinds that it takes.
    pub kinds: Vec<Kind>,
    /// What it is responsible for, in one sentence.
    pub intro: String,
    /// False: an archive office, which only holds imported messages.
    pub open: bool,
}

impl Office {
    /// Whether a message of this kind may be written to it.
    pub fn takes(&self, kind: Kind) -> bool {
        self.open && self.kinds.contains(&kind)
    }
}

/// The person in the seat, from a day to a day.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The seat.
    pub office: OfficeId,
    /// 陈明远
    pub name: String,
    /// The first day.
    pub since: Date,
    /// The last day; none: in office now.
    pub until: Option<Date>,
}

impl Holder {
    /// Whether this person held the seat on that day.
    pub fn held_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(digits: &str) -> RegionCode {
        RegionCode::parse(digits).unwrap()
    }

    #[test]
    fn a_place_holds_what_begins_like_it() {
        assert_eq!(code("990000").prefix(), "99");
        assert_eq!(code("990100").prefix(), "9901");
        assert_eq!(code("990102").prefix(), "990102");
        assert_eq!(code("990102100").prefix(), "990102100");
        assert_eq!(code("500000").prefix(), "50");
        assert!(code("990100").holds(&code("990102100")));
        assert!(code("990100").holds(&code("990100")));
        assert!(!code("990100").holds(&code("990200")));
        assert!(!code("990102").holds(&code("990100")));
    }

    #[test]
    fn a_place_is_in_one_of_each_level_above_it() {
        let street = code("990102100");
        assert_eq!(street.at(Level::Province), code("990000"));
        assert_eq!(street.at(Level::City), code("990100"));
        assert_eq!(street.at(Level::County), code("990102"));
        assert_eq!(street.at(Level::Township), street);
        assert_eq!(code("990000").at(Level::County), code("990000"));
    }
}
