//! Personal data in a text, found by its shape and by the words before it, so that it is hidden before anyone reads it.
//!
//! What is found is a proposal: the writer sees it before sending, an editor adds and removes. Numbers that belong to
//! the public stay: hotlines (12345, 110, 400…), credit codes of organisations, mail addresses of the government.
//! The text is folded first, so full width, circled figures and 繁體 do not hide anything; figures may be written as
//! characters (一三八…) and parted by spaces and dashes.

mod addresses;
mod handles;
mod names;
mod numbers;
#[cfg(test)]
mod tests;

use crate::fold::fold_with_map;
use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A number of an identity card, of 18 or 15 figures.
    IdNumber,
    /// A mobile number.
    Mobile,
    /// A number with an area code, or after a word like 电话.
    Landline,
    /// A bank card.
    BankCard,
    /// A number plate.
    Plate,
    /// A passport or a permit to travel.
    Passport,
    /// A mail address.
    Email,
    /// A QQ number, after its word.
    Qq,
    /// A `WeChat` name, after its word.
    WeChat,
    /// An address down to the door.
    Address,
    /// The name of somebody who holds no office.
    Name,
}

impl Kind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::IdNumber,
        Self::Mobile,
        Self::Landline,
        Self::BankCard,
        Self::Plate,
        Self::Passport,
        Self::Email,
        Self::Qq,
        Self::WeChat,
        Self::Address,
        Self::Name,
    ];

    /// The stable code, by which the words for people are looked up.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdNumber => "id_number",
            Self::Mobile => "mobile",
            Self::Landline => "landline",
            Self::BankCard => "bank_card",
            Self::Plate => "plate",
            Self::Passport => "passport",
            Self::Email => "email",
            Self::Qq => "qq",
            Self::WeChat => "wechat",
            Self::Address => "address",
            Self::Name => "name",
        }
    }

    /// What stands in the published text instead.
    const fn mask(self) -> &'static str {
        match self {
            Self::IdNumber => "〔证件号〕",
            Self::Mobile => "〔手机号〕",
            Self::Landline => "〔电话号码〕",
            Self::BankCard => "〔银行卡号〕",
            Self::Plate => "〔车牌号〕",
            Self::Passport => "〔证件号〕",
            Self::Email => "〔邮箱〕",
            Self::Qq => "〔QQ号〕",
            Self::WeChat => "〔微信号〕",
            Self::Address => "〔门牌号〕",
            Self::Name => "某某",
        }
    }
}

/// A piece of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Where it is, in bytes; whole characters as a reader sees them.
    pub span: Range<usize>,
}

/// Personal data in a text, from left to right, no two overlapping. Names are not looked for: see [`names`].
///
/// ```
/// let found = hanzi::personal::find("请打 139 0000 0000，或拨 12345");
/// assert_eq!(hanzi::personal::mask("请打 139 0000 0000，或拨 12345", &found), "请打 〔手机号〕，或拨 12345");
/// ```
pub fn find(text: &str) -> Vec<Found> {
    let text = Text::of(text);
    // What knows more of its place comes first: a number after 微信 is a `WeChat` name before it is a phone.
    let mut all = handles::find(&text);
    all.extend(numbers::find(&text));
    all.extend(addresses::find(&text));
    text.settle(all)
}

/// Names of people in a text, by the words before them: 我叫…, 邻居…, 电工…. Whoever is called by an office
/// (王局长, 李书记) is not among them. Many names stand in no such place and are not found: an editor reads on.
pub fn names(text: &str) -> Vec<Found> {
    let text = Text::of(text);
    let all = names::find(&text);
    text.settle(all)
}

/// The text with what was found taken out, each piece by the word for what it was. What is not of this text is passed
/// over.
pub fn mask(text: &str, found: &[Found]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for piece in found {
        let Some(before) = text.get(at..piece.span.start) else {
            continue;
        };
        if text.get(piece.span.clone()).is_none() {
            continue;
        }
        masked.push_str(before);
        masked.push_str(piece.kind.mask());
        at = piece.span.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}

/// A folded text that is read by characters.
struct Text {
    chars: Vec<char>,
    spans: Vec<Range<usize>>,
}

/// A find in characters of the folded text.
type Piece = (Kind, Range<usize>);

impl Text {
    fn of(text: &str) -> Self {
        let folded = fold_with_map(text);
        Self {
            chars: folded.text.chars().collect(),
            spans: folded.spans,
        }
    }

    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.at(at))
    }

    /// Whether these characters stand here.
    fn has(&self, at: usize, word: &str) -> bool {
        let mut here = at;
        word.chars().all(|c| {
            let same = self.at(here) == Some(c);
            here += 1;
            same
        })
    }

    /// The end of the first of these words that stands here.
    fn after_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        let found = words.iter().find(|word| self.has(at, word))?;
        Some(at + found.chars().count())
    }

    /// The end of a stretch of such characters.
    fn run(&self, at: usize, is: impl Fn(char) -> bool) -> usize {
        let more = self.chars.iter().skip(at).take_while(|c| is(**c)).count();
        at + more
    }

    /// Whether one of these words stands within so many characters before a place, in the same line.
    fn follows(&self, at: usize, within: usize, words: &[&str]) -> bool {
        let from = at.saturating_sub(within);
        (from..at).any(|here| {
            self.after_any(here, words).is_some_and(|end| end <= at) && {
                let between = self.chars.get(here..at).unwrap_or_default();
                !between.iter().any(|c| matches!(c, '\n' | '。' | ';'))
            }
        })
    }

    /// Finds in bytes of the text as it was written, sorted; of two that overlap the earlier in the list stays.
    fn settle(&self, pieces: Vec<Piece>) -> Vec<Found> {
        let mut kept: Vec<Found> = Vec::new();
        for (kind, range) in pieces {
            let spans = self.spans.get(range).unwrap_or_default();
            let start = spans.iter().map(|span| span.start).min();
            let end = spans.iter().map(|span| span.end).max();
            let (Some(start), Some(end)) = (start, end) else {
                continue;
            };
            let free = |known: &Found| known.span.end <= start || end <= known.span.start;
            if kept.iter().all(free) {
                let span = start..end;
                kept.push(Found { kind, span });
            }
        }
        kept.sort_by_key(|found| found.span.start);
        kept
    }
}

/// The figure that a character is; 两 and 十 stand in no number that is dialled.
fn figure(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => return c.to_digit(10),
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}
