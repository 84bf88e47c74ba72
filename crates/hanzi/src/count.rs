//! The length of a text as a form counts it.

use unicode_segmentation::UnicodeSegmentation;

use crate::scripts::{is_invisible, stands_alone};

/// How long a text is on a form: what a reader would count, not bytes and not code points.
///
/// - A Chinese character counts 1, and so does a character of any script that puts no spaces between words.
/// - A run of other letters and digits is a word and counts 1. A full stop, comma, apostrophe, hyphen or underscore
///   between two of them belongs to the word: `12.5`, `don't`, `www.example.cn`, `2026-000123`.
/// - A punctuation mark counts 1; so does an emoji, however many code points make it up.
/// - White space, and what cannot be seen, counts 0.
///
/// ```
/// assert_eq!(hanzi::length("路灯不亮，已有3天。"), 10);
/// assert_eq!(hanzi::length("K12 路 公交"), 4);
/// ```
pub fn length(text: &str) -> usize {
    let mut count = 0_usize;
    let mut word = Word::Outside;
    for cluster in text.graphemes(true) {
        let Some(first) = cluster.chars().find(|c| !is_invisible(*c)) else {
            continue;
        };
        let next = if first.is_alphanumeric() && !stands_alone(first) {
            Word::Inside
        } else if word == Word::Inside && matches!(first, '.' | ',' | '\'' | '’' | '-' | '_') {
            Word::Joint
        } else {
            Word::Outside
        };
        count = count.saturating_add(match (word, next) {
            // The word goes on, or may go on behind its joint.
            (Word::Inside | Word::Joint, Word::Inside) | (_, Word::Joint) => 0,
            (_, Word::Inside) => 1,
            // The mark joined nothing after all, so it counts by itself.
            (before, Word::Outside) => usize::from(before == Word::Joint)
                .saturating_add(usize::from(!first.is_whitespace() && !first.is_control())),
        });
        word = next;
    }
    count.saturating_add(usize::from(word == Word::Joint))
}

/// Where the counting stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Outside,
    Inside,
    /// Behind a word and a mark that may join it to another.
    Joint,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::length;

    #[test]
    fn a_form_counts_as_a_reader_does() {
        let cases = [
            ("", 0),
            (" \u{3000}\t\n", 0),
            ("路灯不亮", 4),
            ("路灯不亮！", 5),
            ("𠮷野家", 3),
            ("hello world", 2),
            ("Wi-Fi信号差", 4),
            ("每平方米12.5元", 6),
            ("涨到1,200元", 4),
            ("don't", 1),
            ("end.", 2),
            ("end...", 4),
            ("end.，", 3),
            ("a . b", 3),
            ("-5", 2),
            ("2026-000123", 1),
            ("ＡＢＣ１２３", 1),
            ("cafe\u{301}", 1),
            ("👨‍👩‍👧‍👦", 1),
            ("🇨🇳👍🏽", 2),
            ("\u{200B}\u{FEFF}\u{200D}", 0),
            ("ひらがな", 4),
            ("안녕", 2),
            ("жалоба на шум", 3),
            ("ร้องเรียน", 7),
            ("第2026届A座", 5),
        ];
        for (text, expected) in cases {
            assert_eq!(length(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_length(text in any::<String>()) {
            prop_assert!(length(&text) <= text.chars().count());
        }

        #[test]
        fn a_chinese_text_is_as_long_as_its_parts(a in "[一-龥，。？！]{0,40}", b in "[一-龥，。？！]{0,40}") {
            prop_assert_eq!(length(&format!("{a}{b}")), length(&a) + length(&b));
        }
    }
}
