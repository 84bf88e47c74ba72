//! What comes in from outside, made fit to keep: nothing invisible, no control characters, one way to write each sign.

use std::error::Error;
use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::scripts::{
    is_invisible, is_joiner, is_mongolian, is_mongolian_control, is_tag, is_variation_selector,
    needs_joiners, stands_alone,
};

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclean {
    /// It holds a control character that nobody types: NUL, or another of U+0001–U+001F and U+007F–U+009F that is
    /// neither white space nor a line break. Such a text is a file or an attack, and no part of it is to be trusted.
    Control {
        /// Where the character stands, in bytes from the beginning.
        at: usize,
        /// Its code point.
        code: u32,
    },
}

impl fmt::Display for Unclean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Control { at, code } = self;
        write!(f, "control character U+{code:04X} at byte {at}")
    }
}

impl Error for Unclean {}

/// Cleans a text of one line, such as a title or a name.
///
/// As [`clean_text`], and a line break or a tab is a space, and of several spaces in a row only the first stays (a
/// full-width space that somebody typed stays full-width).
pub fn clean_line(text: &str) -> Result<String, Unclean> {
    let visible = visible(text)?;
    let mut line = String::with_capacity(visible.len());
    let mut after_space = true;
    for c in visible.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !after_space {
            line.push(if c == '\n' { ' ' } else { c });
        }
        after_space = c.is_whitespace();
    }
    line.truncate(line.trim_end().len());
    Ok(line)
}

/// Cleans a text of many lines.
///
/// - It is normalised to NFC; full-width letters, 繁體 and the like stay as they were typed.
/// - CRLF, CR and the breaks that word processors paste (U+000B, U+000C, U+0085, U+2028, U+2029) become LF; a tab
///   becomes a space.
/// - What cannot be seen is removed: byte order marks, zero-width characters, bidirectional controls, fillers, tags.
///   What is invisible yet changes what is seen stays where it does so: variation selectors, the joiners inside an
///   emoji or a word of Arabic, Indic or Mongolian script, the tags of a flag.
/// - Lines lose the white space at their ends, more than two blank lines in a row become two, and the whole text is
///   trimmed, full-width spaces included; an indentation within it stays.
pub fn clean_text(text: &str) -> Result<String, Unclean> {
    let visible = visible(text)?;
    let mut kept = String::with_capacity(visible.len());
    let mut blank = 0_u32;
    for line in visible.trim().lines().map(str::trim_end) {
        blank = if line.is_empty() {
            blank.saturating_add(1)
        } else {
            0
        };
        if blank <= 2 {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.truncate(kept.trim_end().len());
    Ok(kept)
}

/// The text in NFC with plain line breaks and spaces, without what cannot be seen.
fn visible(text: &str) -> Result<String, Unclean> {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\r' if chars.next_if(|(_, next)| *next == '\n').is_some() => plain.push('\n'),
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                plain.push('\n');
            }
            '\t' => plain.push(' '),
            _ if c.is_control() => {
                return Err(Unclean::Control {
                    at,
                    code: u32::from(c),
                });
            }
            _ => plain.push(c),
        }
    }
    // Normal form first, so that each character is judged as what it will be. What is removed may have stood between
    // a letter and its accent, and bring together what must be judged again; each round leaves fewer characters.
    let mut normal: String = plain.nfc().collect();
    while normal.chars().any(is_invisible) {
        let next: String = without_invisible(&normal).nfc().collect();
        if next == normal {
            break;
        }
        normal = next;
    }
    Ok(normal)
}

fn without_invisible(text: &str) -> String {
    let placed: Vec<Placed> = text.graphemes(true).flat_map(places).collect();
    let mut kept = String::with_capacity(text.len());
    let mut last = None;
    let followers = placed.iter().skip(1).map(|next| Some(next.c)).chain([None]);
    for (place, next) in placed.iter().zip(followers) {
        if !is_invisible(place.c) || place.changes_what_is_seen(last, next) {
            kept.push(place.c);
            last = Some(place.c);
        }
    }
    kept
}

/// A character, and whether what a reader sees as one (the grapheme cluster) goes on behind it.
struct Placed {
    c: char,
    goes_on: bool,
}

fn places(cluster: &str) -> impl Iterator<Item = Placed> {
    let end = cluster.len();
    cluster.char_indices().map(move |(at, c)| Placed {
        c,
        goes_on: at.saturating_add(c.len_utf8()) < end,
    })
}

impl Placed {
    /// Whether this invisible character has an effect between the last one that was kept and the next one.
    fn changes_what_is_seen(&self, last: Option<char>, next: Option<char>) -> bool {
        let Some(last) = last.filter(|last| !is_invisible(*last) || self.follows_a_sign(*last))
        else {
            return false;
        };
        match self.c {
            c if is_variation_selector(c) => selects(c, last),
            c if is_joiner(c) => next.is_some_and(|next| {
                let picture =
                    |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !is_combining_mark(c);
                let within_emoji = self.goes_on
                    && (picture(last) || is_variation_selector(last))
                    && picture(next)
                    && !is_invisible(next);
                within_emoji || (needs_joiners(last) && needs_joiners(next))
            }),
            c if is_mongolian_control(c) => is_mongolian(last),
            c if is_tag(c) => last == '🏴' || is_tag(last),
            _ => false,
        }
    }

    /// Of two invisible characters in a row the second can matter only in an emoji: 🏳️‍🌈 has a selector before its
    /// joiner, a flag has a row of tags.
    fn follows_a_sign(&self, last: char) -> bool {
        (is_joiner(self.c) && is_variation_selector(last)) || (is_tag(self.c) && is_tag(last))
    }
}

/// Whether a selector has anything to choose: after a letter of an alphabet it would only hide data.
fn selects(selector: char, last: char) -> bool {
    if selector > '\u{FFFF}' {
        stands_alone(last) && last.is_alphanumeric()
    } else {
        let letter = last.is_alphabetic() && last < '\u{2000}';
        !letter && !last.is_whitespace() && !is_combining_mark(last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Unclean, clean_line, clean_text};

    #[test]
    fn a_text_is_cleaned() {
        let cases = [
            ("", ""),
            (
                " \u{3000}\n路灯不亮。\u{3000} \r\n\r\n\r\n\r\n\r\n请修。\t\n",
                "路灯不亮。\n\n\n请修。",
            ),
            (
                "第一段\r　　第二段\u{2028}第三段",
                "第一段\n　　第二段\n第三段",
            ),
            ("\u{FEFF}你\u{200B}好\u{202E}吗\u{2069}\u{200E}", "你好吗"),
            ("cafe\u{200B}\u{301} ＡＢＣ 臺灣 ①", "café ＡＢＣ 臺灣 ①"),
            ("甲\t乙", "甲 乙"),
            ("\u{3164}\u{E0041}\u{FFFC}\u{FFFE}", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(clean_text(text).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_has_no_break() {
        let cases = [
            ("路灯\r\n 不亮\t", "路灯 不亮"),
            ("　关于　　路灯　", "关于　路灯"),
            ("a  b \n\n c", "a b c"),
            ("\n", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(clean_line(text).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_changes_the_picture_stays() {
        let kept = [
            "👨‍👩‍👧",
            "❤\u{FE0F}",
            "🏳\u{FE0F}\u{200D}🌈",
            "1\u{FE0F}\u{20E3}",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "葛\u{E0100}城",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "ᠰᠠᠶᠢᠨ\u{180E}ᠠ",
        ];
        for text in kept {
            assert_eq!(clean_text(text).unwrap(), text);
        }
        let lost = [
            ("a\u{200D}b", "ab"),
            ("汉\u{200D}字", "汉字"),
            ("👨\u{200D}", "👨"),
            ("a\u{FE0F}", "a"),
            ("\u{FE0F}汉", "汉"),
            ("汉\u{FE00}\u{FE01}\u{FE02}", "汉\u{FE00}"),
            ("好\u{E0061}\u{E0062}", "好"),
            ("e\u{200D}\u{301}", "é"),
        ];
        for (text, expected) in lost {
            assert_eq!(clean_text(text).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_refused_by_name() {
        let refused = clean_text("路灯\0").unwrap_err();
        assert_eq!(refused, Unclean::Control { at: 6, code: 0 });
        assert_eq!(refused.to_string(), "control character U+0000 at byte 6");
        assert_eq!(
            clean_line("\u{1B}[31m").unwrap_err(),
            Unclean::Control { at: 0, code: 0x1B }
        );
        assert_eq!(
            clean_line("a\u{9F}").unwrap_err(),
            Unclean::Control { at: 1, code: 0x9F }
        );
    }

    /// Characters that act on their neighbours, mixed with some that do not.
    fn troublesome() -> impl Strategy<Value = String> {
        let chars = prop::sample::select(
            "a1é汉葛　 \t\n\r\u{85}\u{2028}👨🏴🏽❤🇨‍\u{200C}\u{200B}\u{200E}\u{FE0F}\u{FE00}\u{E0100}\u{E0061}\u{E007F}\u{301}\u{323}\u{20E3}\u{212A}\u{FEFF}میक्षᠠ\u{180B}\u{180E}가\u{1100}\u{1161}\u{3164}\u{AD}\u{34F}"
                .chars()
                .collect::<Vec<_>>(),
        );
        prop::collection::vec(chars, 0..24).prop_map(String::from_iter)
    }

    fn holds(text: &str) -> Result<(), TestCaseError> {
        if let Ok(clean) = clean_text(text) {
            prop_assert_eq!(&clean_text(&clean).unwrap(), &clean);
            prop_assert_eq!(clean.trim(), &clean);
            let odd = ['\r', '\t', '\u{202E}', '\u{200B}'];
            prop_assert!(!clean.contains("\n\n\n\n"));
            prop_assert!(!clean.contains(odd));
        }
        if let Ok(line) = clean_line(text) {
            prop_assert_eq!(&clean_line(&line).unwrap(), &line);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&clean_text(&line).unwrap(), &line);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_clean_stays(text in any::<String>()) {
            holds(&text)?;
        }

        #[test]
        fn what_is_troublesome_is_cleaned_once(text in troublesome()) {
            prop_assert!(clean_text(&text).is_ok());
            holds(&text)?;
        }
    }
}
