//! Numbers: identity cards, bank cards, mobiles, landlines. Each by its length, its beginning and its check figure.

use super::{Kind, Piece, Text, figure};
use std::ops::Range;

/// Figures that stand together.
struct Group {
    chars: Range<usize>,
    figures: Vec<u32>,
}

/// Finds from left to right; where several readings begin at one group, the longest that is one.
pub(super) fn find(text: &Text) -> Vec<Piece> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        match longest(text, &groups, first) {
            Some((piece, next)) => {
                found.push(piece);
                first = next;
            }
            None => first += 1,
        }
    }
    found
}

fn groups(text: &Text) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.chars.iter().enumerate() {
        let Some(figure) = figure(*c) else { continue };
        match groups.last_mut() {
            Some(group) if group.chars.end == at => {
                group.chars.end += 1;
                group.figures.push(figure);
            }
            _ => groups.push(Group {
                chars: at..at + 1,
                figures: vec![figure],
            }),
        }
    }
    groups
}

/// The longest number that begins with this group, and the group after it.
fn longest(text: &Text, groups: &[Group], first: usize) -> Option<(Piece, usize)> {
    let begin = groups.get(first)?.chars.start;
    let mut number = Number::default();
    let mut best = None;
    for (at, group) in groups.iter().enumerate().skip(first) {
        if let Some(end) = number.end {
            let gap = text.chars.get(end..group.chars.start).unwrap_or_default();
            if !joins(gap) {
                break;
            }
        }
        number.figures.extend(&group.figures);
        number.shape.push(group.figures.len());
        number.end = Some(group.chars.end);
        if number.figures.len() > 21 {
            break;
        }
        if let Some((kind, end)) = number.read(text, begin, group.chars.end) {
            best = Some(((kind, opened(text, begin)..end), at + 1));
        }
    }
    best
}

/// Spaces and dashes part a number for the eye; a line end does not belong to any.
fn joins(gap: &[char]) -> bool {
    gap.len() <= 2
        && gap.iter().all(|c| {
            matches!(
                c,
                ' ' | '-' | '_' | '.' | '·' | '•' | ')' | '‐' | '‑' | '–' | '—' | '~'
            )
        })
}

/// A plus or a bracket before a number belongs to it.
fn opened(text: &Text, begin: usize) -> usize {
    match text.before(begin) {
        Some('+' | '(') => begin.saturating_sub(1),
        _ => begin,
    }
}

/// The words of things that have numbers and are nobody's.
const THINGS: &[&str] = &[
    "单号",
    "订单",
    "流水号",
    "快递",
    "编号",
    "案号",
    "文号",
    "信用代码",
    "合同号",
    "工单",
    "受理号",
    "条码",
];

/// Figures with the sizes of the groups in which they stand.
#[derive(Default)]
struct Number {
    figures: Vec<u32>,
    shape: Vec<usize>,
    end: Option<usize>,
}

impl Number {
    /// What these figures are, and where it ends.
    fn read(&self, text: &Text, begin: usize, end: usize) -> Option<(Kind, usize)> {
        if self.is_old_or_new_id() && !text.follows(begin, 8, &["信用代码"]) {
            return Some((Kind::IdNumber, end));
        }
        if self.figures.len() == 17 && text.at(end) == Some('x') && self.is_id_with(10) {
            return Some((Kind::IdNumber, end + 1));
        }
        let said = |words| text.follows(begin, 10, words);
        let whole = self.shape.len() == 1 || self.shape.iter().all(|n| *n >= 3);
        if whole && matches!(self.figures.len(), 15 | 17 | 18) && said(&["身份证"]) {
            let x = usize::from(text.at(end) == Some('x'));
            return Some((Kind::IdNumber, end + x));
        }
        if said(THINGS) {
            return None;
        }
        if self.is_mobile() {
            return Some((Kind::Mobile, end));
        }
        let account = (12..=19).contains(&self.figures.len());
        if self.is_card()
            || (account && self.is_in_fours() && said(&["卡号", "账号", "帐号", "银行卡"]))
        {
            return Some((Kind::BankCard, end));
        }
        if self.is_landline() || (self.is_local() && is_called(text, begin)) {
            return Some((Kind::Landline, end));
        }
        None
    }

    fn is_old_or_new_id(&self) -> bool {
        let parted = self.shape.len() == 1
            || (matches!(self.shape.first(), Some(3 | 6)) && self.shape.iter().all(|n| *n >= 3));
        parted
            && match self.figures.len() {
                18 => self
                    .figures
                    .last()
                    .is_some_and(|check| self.is_id_with(*check)),
                15 => self.is_region() && self.is_day(6, true),
                _ => false,
            }
    }

    /// Region, day of birth and check figure (GB 11643, ISO 7064 MOD 11-2) together.
    fn is_id_with(&self, check: u32) -> bool {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = self.figures.iter().zip(WEIGHTS).map(|(a, b)| a * b).sum();
        (12 - sum % 11) % 11 == check && self.is_region() && self.is_day(6, false)
    }

    fn number(&self, from: usize, len: usize) -> u32 {
        let figures = self.figures.iter().skip(from).take(len);
        figures.fold(0, |number, figure| number * 10 + figure)
    }

    /// Whether the first six figures are a place of GB/T 2260, as it was at some time.
    fn is_region(&self) -> bool {
        let (province, second) = (self.number(0, 2), self.number(2, 2));
        // Cities are counted from 01, prefectures from 21; 90 is for counties that belong to no city.
        let (cities, prefectures) = match province {
            11 | 12 | 31 => (2, 0),
            13 => (11, 34),
            14 => (11, 27),
            15 => (9, 29),
            21 => (14, 24),
            22 => (8, 24),
            23 => (12, 27),
            32 => (13, 29),
            33 => (11, 29),
            34 => (18, 29),
            35 => (9, 29),
            36 => (11, 28),
            37 => (17, 29),
            41 => (19, 30),
            42 => (13, 30),
            43 => (13, 31),
            44 => (20, 29),
            45 => (14, 28),
            46 => (4, 0),
            50 => (3, 0),
            51 => (20, 38),
            52 => (6, 28),
            53 => (9, 35),
            54 => (7, 28),
            61 => (10, 29),
            62 => (12, 30),
            63 => (2, 28),
            64 => (5, 23),
            65 => (5, 43),
            // Hong Kong, Macao and Taiwan have no cities in the list.
            71 | 81 | 82 | 83 => return second == 0,
            _ => return false,
        };
        let is_city = (1..=cities).contains(&second)
            || (province == 44 && (51..=53).contains(&second))
            || second == 90;
        is_city || (21..=prefectures).contains(&second)
    }

    /// A day of birth at a place: of the years 1900 to 2049, or of two figures.
    fn is_day(&self, from: usize, short: bool) -> bool {
        let (year, rest) = if short {
            (1900 + self.number(from, 2), from + 2)
        } else {
            (self.number(from, 4), from + 4)
        };
        let (month, day) = (self.number(rest, 2), self.number(rest + 2, 2));
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1900..2050).contains(&year) && (1..=days).contains(&day)
    }

    /// Eleven figures from 13 to 19, with the country code or without.
    fn is_mobile(&self) -> bool {
        let abroad = match self.figures.as_slice() {
            [8, 6, rest @ ..] if rest.len() == 11 => 2,
            [0, 0, 8, 6, rest @ ..] if rest.len() == 11 => 4,
            all if all.len() == 11 => 0,
            _ => return false,
        };
        let own = self.figures.get(abroad..).unwrap_or_default();
        let begins = matches!(own, [1, 3..=9, ..]);
        let singly = self.shape.iter().all(|n| *n == 1);
        let few = self.shape.len() <= 5 && self.shape.iter().all(|n| *n >= 2);
        begins && (singly || few)
    }

    /// A beginning that banks have, in fours or in one, and the check figure of ISO/IEC 7812 (Luhn).
    fn is_card(&self) -> bool {
        let begins = match self.figures.as_slice() {
            [6, 2, ..] => (16..=19).contains(&self.figures.len()),
            [4, ..] | [5, 1..=5, ..] | [3, 5, ..] => self.figures.len() == 16,
            [9, 5, 5, 8, ..] | [1, 0, 3, ..] => self.figures.len() == 19,
            _ => false,
        };
        let sum: u32 = self
            .figures
            .iter()
            .rev()
            .enumerate()
            .map(|(at, figure)| match (at % 2, figure * 2) {
                (0, _) => *figure,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            })
            .sum();
        begins && self.is_in_fours() && sum.is_multiple_of(10)
    }

    fn is_in_fours(&self) -> bool {
        match self.shape.split_last() {
            Some((last, others)) => {
                others.is_empty() || (*last <= 4 && others.iter().all(|n| *n == 4))
            }
            None => false,
        }
    }

    /// An area code and seven or eight figures.
    fn is_landline(&self) -> bool {
        let area = match self.figures.as_slice() {
            [0, 1, 0, ..] | [0, 2, ..] => 3,
            [0, 3..=9, ..] => 4,
            _ => return false,
        };
        let own = self.figures.len().saturating_sub(area);
        let begins = self.figures.get(area).is_some_and(|first| *first >= 2);
        (7..=8).contains(&own)
            && begins
            && match self.shape.split_first() {
                Some((first, [])) => *first == area + own,
                Some((first, rest)) => *first == area && rest.iter().all(|n| *n >= 3),
                None => false,
            }
    }

    /// Seven or eight figures without an area code.
    fn is_local(&self) -> bool {
        let begins = self
            .figures
            .first()
            .is_some_and(|first| (2..=8).contains(first));
        let parted = self.shape.len() == 1 || self.shape.iter().all(|n| *n >= 3);
        begins && parted && (7..=8).contains(&self.figures.len())
    }
}

/// A private number is called 电话; one for everybody is called a hotline.
fn is_called(text: &Text, begin: usize) -> bool {
    const PUBLIC: &[&str] = &[
        "热线",
        "投诉电话",
        "举报电话",
        "监督电话",
        "服务电话",
        "客服",
        "值班电话",
    ];
    text.follows(begin, 6, &["电话", "座机", "固话", "联系方式", "tel"])
        && !text.follows(begin, 8, PUBLIC)
}
