//! The beginning of a text, cut where a reader would stop.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::fold::is_always_whole;

const ELLIPSIS: &str = "…";

/// What ends a sentence, and what may close behind it.
const ENDS: &str = "。！？!?；;\n";
const CLOSES: &str = "”’」』）";

/// What ends a sentence or a part of one.
const PARTS: &str = "。！？!?；;，,：:、\n \u{3000}";

/// The beginning of `text`, at most `max_chars` characters with the “…” that says there is more; `true` if it was cut.
///
/// A character is what a reader sees as one (a grapheme cluster). The cut falls behind the end of a sentence if one
/// lies in the last two fifths, else between characters, but not inside a Latin word or a number unless that would
/// cost more than those two fifths as well.
///
/// ```
/// assert_eq!(hanzi::cut("路灯不亮", 10), ("路灯不亮".into(), false));
/// assert_eq!(hanzi::cut("小区门口的路灯不亮", 6), ("小区门口的…".into(), true));
/// ```
pub fn cut(text: &str, max_chars: usize) -> (Cow<'_, str>, bool) {
    let clusters: Vec<&str> = text
        .graphemes(true)
        .take(max_chars.saturating_add(1))
        .collect();
    if clusters.len() <= max_chars {
        return (Cow::Borrowed(text), false);
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return (Cow::Borrowed(""), true);
    };
    let least = room.saturating_mul(3).div_ceil(5).max(1);
    let kept =
        sentence_end(&clusters, least, room).unwrap_or_else(|| word_end(&clusters, least, room));

    let mut excerpt: String = clusters.iter().take(kept).copied().collect();
    excerpt.truncate(excerpt.trim_end_matches(dangles).len());
    excerpt.push_str(ELLIPSIS);
    (Cow::Owned(excerpt), true)
}

/// A stretch of `text` of at most `max_chars` characters in which the bytes `hit` stand, as bytes of `text`: it begins
/// where a sentence or a part of one begins if that is near, and never inside a character.
///
/// ```
/// let text = "天黑得早。小区门口的路灯一直不亮，请派人来修。";
/// let at = text.find("路灯").unwrap();
/// assert_eq!(text.get(hanzi::window(text, at..at + 6, 15)), Some("小区门口的路灯一直不亮，请派人"));
/// ```
pub fn window(text: &str, hit: Range<usize>, max_chars: usize) -> Range<usize> {
    let starts = clusters(text);
    let place = starts.partition_point(|(start, _)| *start < hit.start);
    // A third of the room stands before the hit, more where the text ends soon after it.
    let room = max_chars / 3;
    let latest = starts.len().saturating_sub(max_chars);
    let earliest = place.saturating_sub(room).min(latest);
    let begins = |at: &usize| {
        at.checked_sub(1)
            .and_then(|before| starts.get(before))
            .is_none_or(|(_, cluster)| is_one_of(cluster, PARTS))
    };
    let first = (earliest..=place).find(begins).unwrap_or(earliest);
    let byte_of = |at: usize| starts.get(at).map_or(text.len(), |(start, _)| *start);
    byte_of(first)..byte_of(first.saturating_add(max_chars))
}

/// The characters of a text as a reader sees them, each with its first byte. Nearly all texts are of characters that
/// are whole by themselves, whose borders need not be searched for.
fn clusters(text: &str) -> Vec<(usize, &str)> {
    if !text.chars().all(is_always_whole) {
        return text.grapheme_indices(true).collect();
    }
    let mut rest = text;
    let starts = text.char_indices().map(|(start, c)| {
        let (cluster, behind) = rest.split_at_checked(c.len_utf8()).unwrap_or((rest, ""));
        rest = behind;
        (start, cluster)
    });
    starts.collect()
}

/// How many clusters reach to the last end of a sentence between `least` and `most`.
fn sentence_end(clusters: &[&str], least: usize, most: usize) -> Option<usize> {
    (least..=most).rev().find(|kept| {
        let (before, after) = clusters.split_at_checked(*kept).unwrap_or((clusters, &[]));
        // Closing marks belong to the sentence before them: “不管。”
        let goes_on = after
            .first()
            .is_some_and(|next| is_one_of(next, ENDS) || is_one_of(next, CLOSES));
        let mut inwards = before
            .iter()
            .rev()
            .skip_while(|cluster| is_one_of(cluster, CLOSES));
        !goes_on && inwards.next().is_some_and(|last| is_one_of(last, ENDS))
    })
}

/// How many clusters fit into `most` without splitting a word, or `most` where the word is longer than that.
fn word_end(clusters: &[&str], least: usize, most: usize) -> usize {
    let in_word = |at: usize| clusters.get(at).is_some_and(|cluster| is_word(cluster));
    let splits = |kept: &usize| kept.checked_sub(1).is_some_and(in_word) && in_word(*kept);
    (least..=most)
        .rev()
        .find(|kept| !splits(kept))
        .unwrap_or(most)
}

fn is_word(cluster: &str) -> bool {
    cluster
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() && !crate::scripts::stands_alone(c))
}

fn is_one_of(cluster: &str, set: &str) -> bool {
    let mut chars = cluster.chars();
    chars.next().is_some_and(|c| set.contains(c)) && chars.next().is_none()
}

/// White space, and marks that announce something which the cut took away.
fn dangles(c: char) -> bool {
    c.is_whitespace() || "，、：,:（(“‘「『《—…".contains(c)
}

/// Whether a text is an excerpt of another: the same clauses in the same order, with some left out. What stands between
/// two marks is a clause; marks and spaces do not count.
///
/// ```
/// use hanzi::is_excerpt;
/// let letter = "路灯坏了，不安全。另外，垃圾没人收！";
/// assert!(is_excerpt("垃圾没人收。", letter));
/// assert!(!is_excerpt("路灯坏了，安全。", letter));
/// ```
pub fn is_excerpt(text: &str, of: &str) -> bool {
    let mut whole = clauses(of);
    clauses(text).all(|clause| whole.any(|known| known == clause))
}

fn clauses(text: &str) -> impl Iterator<Item = String> {
    let ends = |c: char| c == '\n' || !(c.is_alphanumeric() || c.is_whitespace());
    let bare = |clause: &str| clause.split_whitespace().collect::<String>();
    text.split(ends)
        .map(bare)
        .filter(|clause| !clause.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{clusters, cut, is_excerpt, window};

    #[test]
    fn a_cut_falls_where_a_reader_would_stop() {
        let cases = [
            ("", 0, ""),
            ("路灯", 2, "路灯"),
            ("路灯不亮", 0, ""),
            ("路灯不亮", 1, "…"),
            ("路灯不亮，请修", 6, "路灯不亮…"),
            ("路灯不亮。请尽快派人来修", 7, "路灯不亮。…"),
            ("他说：“不管。”然后走了很远", 10, "他说：“不管。”…"),
            ("一。小区门口的路灯一直不亮", 8, "一。小区门口的…"),
            ("请到 station 来", 7, "请到 sta…"),
            ("请到服务中心 hall 来", 9, "请到服务中心…"),
            ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 2, "👨‍👩‍👧…"),
        ];
        for (text, max, expected) in cases {
            let (excerpt, was_cut) = cut(text, max);
            assert_eq!(excerpt, expected, "{text} to {max}");
            assert_eq!(was_cut, excerpt != text);
        }
    }

    proptest! {
        #[test]
        fn an_excerpt_fits_and_is_a_beginning(text in any::<String>(), max in 0_usize..40) {
            let (excerpt, was_cut) = cut(&text, max);
            prop_assert!(excerpt.graphemes(true).count() <= max);
            if was_cut {
                prop_assert!(max == 0 || excerpt.ends_with('…'));
                prop_assert!(text.starts_with(excerpt.trim_end_matches('…')));
            } else {
                prop_assert_eq!(excerpt, text.as_str());
            }
        }

        #[test]
        fn a_window_lies_on_boundaries_and_shows_the_hit(text in "[一-三，。a👨‍👩 \n]{1,60}", at in 0_usize..60, max in 3_usize..30) {
            let starts: Vec<_> = text.grapheme_indices(true).collect();
            let (start, cluster) = starts[at % starts.len()];
            let shown = window(&text, start..start + cluster.len(), max);
            prop_assert!(shown.start <= start && start + cluster.len() <= shown.end);
            let part = text.get(shown).unwrap();
            prop_assert!(part.graphemes(true).count() <= max);
        }

        #[test]
        fn borders_are_those_that_a_reader_sees(text in "[一-三，。“a1\n\r]{0,60}", other in any::<String>()) {
            for text in [&text, &other] {
                prop_assert_eq!(clusters(text), text.grapheme_indices(true).collect::<Vec<_>>());
            }
        }

        #[test]
        fn chinese_sentences_are_cut_too(text in "[一-三，。“”a-c1-3 \n]{0,60}", max in 0_usize..60) {
            let (excerpt, was_cut) = cut(&text, max);
            prop_assert!(excerpt.graphemes(true).count() <= max);
            prop_assert!(was_cut || excerpt == text);
        }
    }

    #[test]
    fn an_excerpt_leaves_clauses_out_and_keeps_their_order() {
        let letter = "一、路灯坏了 三盏，晚上不安全。\n二、垃圾没人收；The bins smell.";
        for of_it in [
            "",
            "垃圾没人收。",
            "路灯坏了三盏，垃圾没人收！",
            "The  bins smell",
            letter,
        ] {
            assert!(is_excerpt(of_it, letter), "{of_it}");
        }
        for foreign in [
            "晚上安全",
            "垃圾没人收，路灯坏了三盏",
            "bins smell",
            "垃圾没人收，垃圾没人收",
            "路灯坏了三盏晚上不安全",
        ] {
            assert!(!is_excerpt(foreign, letter), "{foreign}");
        }
    }
}
