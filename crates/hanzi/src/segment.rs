//! Words: what a text is found by and what a query asks for, cut by the same functions.
//!
//! Chinese is written without spaces, and a cutter cuts the same word differently in different company: an index of
//! cut words loses hits. So a text is indexed by tokens that do not depend on what stands around them: every pair of
//! neighbouring characters, and every longer word of the dictionary wherever it occurs. The cutter ([`words`]) only
//! takes a query apart; whatever it finds there is in the index wherever a reader would find it. docs/search.md has
//! the numbers.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use unicode_normalization::char::is_combining_mark;

use crate::fold::{Folded, fold, fold_with_map};
use crate::scripts::stands_alone;

/// What a text is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded text ([`crate::fold`]).
    pub text: String,
    /// The bytes of the original from which it came; they lie on character boundaries.
    pub span: Range<usize>,
    /// How many units stand before it, and how many times something stands between them. A unit is a character that
    /// stands alone in its script (Han, kana, hangul), or a run of other letters and digits.
    pub position: usize,
    /// How many units it covers.
    pub units: usize,
    /// It is a single character of those that stand alone.
    pub is_character: bool,
}

/// A word as a reader would cut it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded text.
    pub text: String,
    /// The bytes of the original.
    pub span: Range<usize>,
}

/// Loads the dictionary of 350,000 words, so that the first search does not wait for it.
pub fn load() {
    LazyLock::force(&JIEBA);
}

/// The tokens of a text in the order of their positions: each character, each pair of neighbours, each longer word of
/// the dictionary, each run of letters and digits.
///
/// What stands around a piece of text changes nothing about the tokens inside it, except that a run of letters and
/// digits is never divided.
///
/// ```
/// let tokens = hanzi::segment("公積金A1");
/// let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["公", "公积", "公积金", "积", "积金", "金", "金a1", "a1"]);
/// ```
pub fn segment(text: &str) -> Vec<Token> {
    let folded = fold_with_map(text);
    let units = units_of(&folded.text);
    let mut tokens = Vec::with_capacity(units.len().saturating_mul(2));
    let mut long = long_words(&folded.text, &units).into_iter().peekable();
    let mut position = 0_usize;
    for (place, unit) in units.iter().enumerate() {
        // A phrase does not reach over punctuation that it does not have itself.
        position = position.saturating_add(usize::from(!unit.joined));
        let mut push = |last: &Unit, units: usize| {
            let bytes = unit.bytes.start..last.bytes.end;
            let chars = unit.chars.start..last.chars.end;
            if let (Some(text), Some(span)) = (folded.text.get(bytes), folded.original(chars)) {
                tokens.push(Token {
                    text: text.to_owned(),
                    span,
                    position,
                    units,
                    is_character: units == 1 && unit.alone,
                });
            }
        };
        push(unit, 1);
        if let Some(next) = units.get(place.saturating_add(1))
            && next.joined
            && (unit.alone || next.alone)
        {
            push(next, 2);
        }
        while let Some(word) = long.next_if(|word| word.start <= place) {
            if let Some(last) = units.get(word.end.saturating_sub(1)) {
                push(last, word.len());
            }
        }
        position = position.saturating_add(1);
    }
    tokens
}

/// The single characters among the tokens of a text ([`segment`]), each once.
pub fn characters(text: &str) -> BTreeSet<String> {
    let single = |c: &char| stands_alone(*c) && c.is_alphanumeric();
    let folded = fold(text);
    folded.chars().filter(single).map(String::from).collect()
}

/// The fewest tokens that together cover a text: the longest at each place. What a query asks for, as an index that
/// was made by [`segment`] has it.
///
/// ```
/// let texts: Vec<String> = hanzi::cover("公积金贷款").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["公积金", "贷款"]);
/// ```
pub fn cover(text: &str) -> Vec<Token> {
    let tokens = segment(text);
    let mut chosen: Vec<Token> = Vec::new();
    let mut covered = 0_usize;
    let end = |token: &Token| token.position.saturating_add(token.units);
    while let Some(next) = tokens.iter().find(|token| end(token) > covered)
        && let Some(best) = tokens
            .iter()
            .filter(|token| token.position <= covered.max(next.position) && end(token) > covered)
            .max_by_key(|token| (end(token), token.units))
    {
        covered = end(best);
        chosen.push(best.clone());
    }
    chosen
}

/// The words of a text as a reader would cut them, without punctuation. Single characters that follow each other are
/// one word, which the dictionary does not know, such as a name; particles (的, 了 …) stand by themselves.
///
/// ```
/// let words: Vec<String> = hanzi::words("小區的路燈仍未修").into_iter().map(|word| word.text).collect();
/// assert_eq!(words, ["小区", "的", "路灯", "仍未修"]);
/// ```
pub fn words(text: &str) -> Vec<Word> {
    let folded = fold_with_map(text);
    let units = units_of(&folded.text);
    let mut pieces: Vec<Piece> = Vec::new();
    for run in runs(&units) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let bytes = first.bytes.start..last.bytes.end;
        if !first.alone {
            pieces.push(Piece {
                bytes,
                chars: first.chars.clone(),
                is_open: false,
            });
            continue;
        }
        let text = folded.text.get(bytes.clone()).unwrap_or_default();
        for (nth, cut) in JIEBA.cut(text, false).into_iter().enumerate() {
            let byte = |offset: usize| bytes.start.saturating_add(offset);
            let place = |offset: usize| first.chars.start.saturating_add(offset);
            let is_open = cut.end.saturating_sub(cut.start) == 1 && !is_particle(cut.word);
            match pieces.last_mut() {
                Some(last) if nth > 0 && is_open && last.is_open => {
                    last.bytes.end = byte(cut.byte_end);
                    last.chars.end = place(cut.end);
                }
                _ => pieces.push(Piece {
                    bytes: byte(cut.byte_start)..byte(cut.byte_end),
                    chars: place(cut.start)..place(cut.end),
                    is_open,
                }),
            }
        }
    }
    let word = |piece: Piece| {
        let text = folded.text.get(piece.bytes)?.to_owned();
        let span = folded.original(piece.chars)?;
        Some(Word { text, span })
    };
    pieces.into_iter().filter_map(word).collect()
}

/// Whether a word only holds a sentence together.
pub fn is_particle(word: &str) -> bool {
    const PARTICLES: &str = "的了是在和与及就也都很把被吗呢吧啊呀么之其";
    let mut chars = word.chars();
    chars.next().is_some_and(|c| PARTICLES.contains(c)) && chars.next().is_none()
}

/// A word in the making.
struct Piece {
    bytes: Range<usize>,
    chars: Range<usize>,
    /// It is of single characters, and the next one joins it.
    is_open: bool,
}

/// Where a folded word or phrase occurs, as bytes of the original, from left to right: as [`segment`] finds it, so that
/// a run of letters and digits is never divided.
pub fn occurrences(folded: &Folded, needle: &str) -> Vec<Range<usize>> {
    let in_run = |c: Option<char>| c.is_some_and(|c| continues(c) && !stands_alone(c));
    let begins_in_run = in_run(needle.chars().next());
    let ends_in_run = in_run(needle.chars().next_back());
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut byte, mut place) = (0_usize, 0_usize);
    for (at, _) in folded.text.match_indices(needle) {
        let between = folded.text.get(byte..at).unwrap_or_default();
        place = place.saturating_add(between.chars().count());
        byte = at;
        let (before, rest) = folded.text.split_at_checked(at).unwrap_or_default();
        let after = rest.get(needle.len()..).unwrap_or_default();
        let divides = (begins_in_run && in_run(before.chars().next_back()))
            || (ends_in_run && in_run(after.chars().next()));
        let end = place.saturating_add(needle.chars().count());
        if let Some(span) = folded.original(place..end).filter(|_span| !divides)
            && found.last().is_none_or(|last| last.end <= span.start)
        {
            found.push(span);
        }
    }
    found
}

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A character that stands alone, or a run of others.
#[derive(Debug, Clone)]
struct Unit {
    /// Its place in the folded text, in characters …
    chars: Range<usize>,
    /// … and in bytes.
    bytes: Range<usize>,
    /// It is a character that stands alone.
    alone: bool,
    /// Nothing stands between it and the unit before.
    joined: bool,
}

fn units_of(folded: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(folded.len() / 3);
    for (place, (start, c)) in folded.char_indices().enumerate() {
        let end = start.saturating_add(c.len_utf8());
        let joined = units.last().is_some_and(|unit| unit.bytes.end == start);
        let alone = stands_alone(c);
        if let Some(last) = units
            .last_mut()
            .filter(|last| joined && !last.alone && !alone && continues(c))
        {
            last.chars.end = place.saturating_add(1);
            last.bytes.end = end;
        } else if c.is_alphanumeric() {
            units.push(Unit {
                chars: place..place.saturating_add(1),
                bytes: start..end,
                alone,
                joined,
            });
        }
    }
    units
}

/// A letter, a digit, or a mark on one.
fn continues(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Stretches of neighbouring characters that stand alone; each run of letters and digits is a stretch by itself.
fn runs(units: &[Unit]) -> impl Iterator<Item = &[Unit]> {
    units.chunk_by(|before, unit| unit.joined && before.alone && unit.alone)
}

/// Where words of three units and more stand, as units, in the order of their beginnings.
fn long_words(folded: &str, units: &[Unit]) -> Vec<Range<usize>> {
    let mut long = Vec::new();
    let mut before = 0_usize;
    for run in runs(units) {
        if let (Some(first), Some(last)) = (run.first(), run.last())
            && run.len() > 2
        {
            let text = folded.get(first.bytes.start..last.bytes.end);
            let mut here: Vec<Range<usize>> = JIEBA
                .cut_all(text.unwrap_or_default())
                .into_iter()
                .map(|word| before.saturating_add(word.start)..before.saturating_add(word.end))
                .filter(|word| word.len() > 2)
                .collect();
            here.sort_by_key(|word| (word.start, word.end));
            long.append(&mut here);
        }
        before = before.saturating_add(run.len());
    }
    long
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Token, characters, cover, occurrences, segment, words};
    use crate::fold_with_map;

    fn texts(tokens: &[Token]) -> Vec<&str> {
        tokens.iter().map(|token| token.text.as_str()).collect()
    }

    #[test]
    fn runs_are_one_token_and_pairs_do_not_cross_punctuation() {
        assert_eq!(
            texts(&segment("ＡＢＣ12，路燈。坏")),
            ["abc12", "路", "路灯", "灯", "坏"]
        );
        assert_eq!(texts(&segment("café noir")), ["café", "noir"]);
        assert_eq!(texts(&segment("，。！“” \n")), Vec::<&str>::new());
    }

    #[test]
    fn a_cover_takes_the_longest() {
        assert_eq!(texts(&cover("住房公积金")), ["住房", "公积金"]);
        assert_eq!(texts(&cover("修路灯")), ["修路", "路灯"]);
        assert_eq!(texts(&cover("灯")), ["灯"]);
        assert_eq!(texts(&cover("A1区")), ["a1区"]);
        assert_eq!(texts(&cover("小区，路灯 a")), ["小区", "路灯", "a"]);
    }

    #[test]
    fn words_are_cut_and_find_their_way_back() {
        let text = "請問，地鐵2號線何時開通？";
        let cut = words(text);
        let folded: Vec<&str> = cut.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(folded, ["请问", "地铁", "2", "号线", "何时", "开通"]);
        assert_eq!(text.get(cut[1].span.clone()), Some("地鐵"));
    }

    #[test]
    fn an_occurrence_divides_no_run() {
        let found = |text: &str, needle: &str| -> Vec<String> {
            let spans = occurrences(&fold_with_map(text), needle);
            let texts = spans
                .into_iter()
                .map(|span| text.get(span).unwrap().to_owned());
            texts.collect()
        };
        assert_eq!(found("2021年第1期，1號線", "1"), ["1", "1"]);
        assert_eq!(found("環保局的环保车", "环保"), ["環保", "环保"]);
        assert_eq!(found("哈哈哈", "哈哈"), ["哈哈"]);
        assert!(found("G312国道", "312").is_empty());
        assert!(found("路灯", "").is_empty());
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries_and_fold_to_the_token(text in any::<String>()) {
            for token in segment(&text) {
                let original = text.get(token.span.clone());
                prop_assert!(original.is_some());
                prop_assert!(crate::fold(original.unwrap()).contains(&token.text));
            }
        }

        #[test]
        fn characters_are_those_among_the_tokens(text in any::<String>()) {
            let tokens = segment(&text).into_iter();
            let single = tokens.filter(|token| token.is_character);
            prop_assert_eq!(characters(&text), single.map(|token| token.text).collect());
        }

        /// The reason for this kind of index: what is found alone is found in any company.
        #[test]
        fn company_changes_no_token(
            before in "[市民主路灯公积金住房，a1 ]{0,8}",
            inside in "[市民主路灯公积金住房，]{1,8}",
            after in "[市民主路灯公积金住房，a1 ]{0,8}",
        ) {
            let whole = segment(&format!("{before}{inside}{after}"));
            for token in segment(&inside) {
                prop_assert!(whole.iter().any(|known| known.text == token.text));
            }
        }

        #[test]
        fn a_cover_is_of_tokens_and_leaves_nothing_out(text in "[市民路灯公积金住房臺灣，a1 ]{0,20}") {
            let tokens = segment(&text);
            let chosen = cover(&text);
            prop_assert!(chosen.iter().all(|token| tokens.contains(token)));
            for token in &tokens {
                for unit in token.position..token.position + token.units {
                    prop_assert!(chosen.iter().any(
                        |chosen| (chosen.position..chosen.position + chosen.units).contains(&unit)
                    ));
                }
            }
        }

        #[test]
        fn width_and_script_do_not_matter(text in "[環保臺灣ＡＢ１路燈 ]{0,20}") {
            let plain = segment(&crate::fold(&text));
            let folded = segment(&text);
            prop_assert_eq!(texts(&plain), texts(&folded));
        }
    }
}
