//! Folding: texts that a searcher takes for the same become the same, and every match finds its way back.
//!
//! NFKC, lower case, and 繁→简 character by character. The pairs in `data/t2s.tsv` are those of the Unicode Han
//! Database (`kSimplifiedVariant`) with the common variant forms (羣, 峯, 衞, 汙). Where some write 回覆, 藉口, 瞭解,
//! 帳號 and others 回复, 借口, 了解, 账号, the characters are paired even though simplified text has them both, and of
//! several simplified forms the commoner stands (乾 → 干). This is for finding, not for reading: 乾县 is found by 乾县
//! and 覆盖 by 覆盖 because the query is folded as well, but nobody is shown 干县 or 复盖. Words that folded text is
//! compared with or cut by must be folded too.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};
use unicode_segmentation::UnicodeSegmentation;

use crate::scripts::is_invisible;

/// Folds a text for comparing and searching.
///
/// Two texts that differ only in width, case, 繁简, compatibility forms or invisible characters fold to the same; a
/// folded text folds to itself.
///
/// ```
/// assert_eq!(hanzi::fold("臺灣ＡＢＣ㈱"), "台湾abc(株)");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_each(text, |unit| folded.push(unit.c));
    folded
}

/// Folds a text as [`fold`] does, and remembers where each character came from.
pub fn fold_with_map(text: &str) -> Folded {
    let mut folded = String::with_capacity(text.len());
    let mut spans = Vec::with_capacity(text.len() / 3);
    if text.chars().all(is_always_whole) {
        fold_each(text, |unit| {
            folded.push(unit.c);
            spans.push(unit.start..unit.end);
        });
        return Folded {
            text: folded,
            spans,
        };
    }
    let mut clusters = text
        .grapheme_indices(true)
        .map(|(at, cluster)| at..at.saturating_add(cluster.len()));
    let mut cluster = clusters.next().unwrap_or_default();
    fold_each(text, |unit| {
        while cluster.end <= unit.start {
            let Some(next) = clusters.next() else { break };
            cluster = next;
        }
        let mut span = cluster.clone();
        // Two letters that stand apart may fold to one: ㄱㅏ to 가.
        let mut ahead = clusters.clone();
        while span.end < unit.end {
            let Some(next) = ahead.next() else { break };
            span.end = next.end;
        }
        folded.push(unit.c);
        spans.push(span);
    });
    Folded {
        text: folded,
        spans,
    }
}

/// A folded text that knows its original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each character of `text`, the bytes of the original that it came from: always whole characters as a
    /// reader sees them (grapheme clusters), so that a highlight never parts a letter from its accent.
    pub spans: Vec<Range<usize>>,
}

impl Folded {
    /// The bytes of the original from which the characters `chars` of the folded text came (character positions, not
    /// bytes); `None` if the range is empty or reaches beyond the text.
    pub fn original(&self, chars: Range<usize>) -> Option<Range<usize>> {
        let spans = self.spans.get(chars)?;
        let start = spans.iter().map(|span| span.start).min()?;
        let end = spans.iter().map(|span| span.end).max()?;
        Some(start..end)
    }

    /// Where a folded needle occurs, as bytes of the original: what to highlight, from left to right, no two of them
    /// overlapping.
    pub fn find(&self, needle: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if needle.is_empty() {
            return found;
        }
        let length = needle.chars().count();
        let (mut byte, mut before) = (0_usize, 0_usize);
        for (at, _) in self.text.match_indices(needle) {
            before = before.saturating_add(
                self.text
                    .get(byte..at)
                    .map_or(0, |between| between.chars().count()),
            );
            byte = at;
            let Some(span) = self.original(before..before.saturating_add(length)) else {
                continue;
            };
            match found.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => found.push(span),
            }
        }
        found
    }
}

/// A folded character and the bytes of the original that it came from.
#[derive(Debug, Clone, Copy)]
struct Unit {
    c: char,
    class: u8,
    start: usize,
    end: usize,
}

/// Gives each folded character to `sink`, from left to right.
///
/// This is NFKC by the book (UAX #15: decompose, order, compose), with the folding of single characters between the
/// steps, so that what is composed is folded already; it works on the stretch between two characters that nothing
/// before them can change, which in Chinese is one character.
fn fold_each(text: &str, mut sink: impl FnMut(Unit)) {
    let mut stretch: Vec<Unit> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start.saturating_add(c.len_utf8());
        if is_plain(c) {
            release(&mut stretch, &mut sink);
            stretch.push(Unit {
                c: simplify(c.to_ascii_lowercase()),
                class: 0,
                start,
                end,
            });
        } else if !is_invisible(c) {
            decompose_compatible(c, |part| {
                for c in part
                    .to_lowercase()
                    .filter(|c| !is_invisible(*c))
                    .map(simplify)
                {
                    stretch.push(Unit {
                        c,
                        class: canonical_combining_class(c),
                        start,
                        end,
                    });
                }
            });
        }
    }
    release(&mut stretch, &mut sink);
}

/// ASCII and the common Han characters: they decompose into nothing and join nothing before them.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// A character that is whole by itself among its like, as nearly all of a Chinese text are: a text of them alone needs
/// no search for the borders of what a reader sees as one. A carriage return is not, since it joins a line feed.
pub(crate) fn is_always_whole(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{0C}'
            | '\u{0E}'..='\u{7F}'
            | '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{3029}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF5E}'
    )
}

/// Orders and composes what has gathered, and hands it over.
fn release(stretch: &mut Vec<Unit>, sink: &mut impl FnMut(Unit)) {
    if stretch.len() > 1 {
        for marks in stretch.split_mut(|unit| unit.class == 0) {
            order(marks);
        }
        compose_all(stretch);
    }
    stretch.drain(..).for_each(sink);
}

/// Puts marks on one letter into the order of their classes. Marks that change places share one span, so that spans
/// never run backwards.
fn order(marks: &mut [Unit]) {
    if marks.is_sorted_by_key(|unit| unit.class) {
        return;
    }
    marks.sort_by_key(|unit| unit.class);
    let start = marks
        .iter()
        .map(|unit| unit.start)
        .min()
        .unwrap_or_default();
    let end = marks.iter().map(|unit| unit.end).max().unwrap_or_default();
    for unit in marks {
        (unit.start, unit.end) = (start, end);
    }
}

fn compose_all(stretch: &mut Vec<Unit>) {
    let mut composed: Vec<Unit> = Vec::with_capacity(stretch.len());
    let mut starter: Option<usize> = None;
    let mut last_class = 0_u8;
    for unit in stretch.drain(..) {
        let blocked = last_class != 0 && last_class >= unit.class;
        let base = starter
            .filter(|_| !blocked)
            .and_then(|at| composed.get_mut(at));
        if let Some(base) = base
            && let Some(c) = compose(base.c, unit.c)
        {
            *base = Unit {
                c,
                class: 0,
                start: base.start.min(unit.start),
                end: base.end.max(unit.end),
            };
            continue;
        }
        if unit.class == 0 {
            starter = Some(composed.len());
        }
        last_class = unit.class;
        composed.push(unit);
    }
    *stretch = composed;
}

/// The first character of the table; it ends with the block of common Han characters.
const TABLE_START: u32 = 0x3400;

/// The simplified form by code point, from [`TABLE_START`] on; 0 where a character is its own. 54 KB.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; 0x9FFF - 0x3400 + 1];
    for (traditional, simplified) in pairs() {
        let entry = place_of(traditional).and_then(|at| table.get_mut(at));
        if let (Some(entry), Ok(code)) = (entry, u16::try_from(u32::from(simplified))) {
            *entry = code;
        }
    }
    table
});

fn simplify(c: char) -> char {
    let code = place_of(c)
        .and_then(|at| SIMPLIFIED.get(at))
        .copied()
        .unwrap_or(0);
    if code == 0 {
        c
    } else {
        char::from_u32(u32::from(code)).unwrap_or(c)
    }
}

fn place_of(c: char) -> Option<usize> {
    u32::from(c)
        .checked_sub(TABLE_START)
        .and_then(|at| usize::try_from(at).ok())
}

/// The rows of the table file behind its header.
fn pairs() -> impl Iterator<Item = (char, char)> {
    include_str!("../data/t2s.tsv")
        .lines()
        .skip(1)
        .filter_map(|row| {
            let (traditional, simplified) = row.split_once('\t')?;
            Some((traditional.parse().ok()?, simplified.parse().ok()?))
        })
}

#[cfg(test)]
mod tests;
