//! Which characters stand alone, which cannot be seen, and which need an invisible one beside them.

/// A character that counts and is found by itself: its script writes no space between words, so that a run of letters
/// is not a word. Han, kana, bopomofo, hangul (whose syllables are counted as Chinese forms count characters), Yi, and
/// the scripts of Thailand, Laos, Tibet, Myanmar and Cambodia.
pub(crate) fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0FFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1100}'..='\u{11FF}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FFDC}'
            | '\u{1B000}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// A character that shows nothing: Unicode's `Default_Ignorable_Code_Point`, and the further ones that only steer or
/// annotate (U+FFF9–FFFC) or are no characters at all.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFC}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    ) || is_no_character(c)
}

/// One of the 66 code points that Unicode will never assign.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Chooses among the shapes of the character before it: a picture or a plain sign, one form of a Han character.
pub(crate) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A tag, by which a flag names its region.
pub(crate) fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Joins its neighbours, or keeps them apart (U+200C).
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Chooses among the shapes of a Mongolian letter, or parts a final vowel from its word.
pub(crate) fn is_mongolian_control(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180F}')
}

/// A letter or mark of the Mongolian script.
pub(crate) fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}')
}

/// A script in which a joiner changes how a word is read: Arabic and its neighbours, the scripts of India, Mongolian.
pub(crate) fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}') || is_mongolian(c)
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, stands_alone};

    #[test]
    fn classes_hold_what_they_say() {
        assert!("汉漢𠀀ひカｶ한ㄅꀀไ༄々〇".chars().all(stands_alone));
        assert!(!"aé9Ωж".chars().any(stands_alone));
        assert!(
            "\u{200B}\u{202E}\u{FEFF}\u{E0041}\u{3164}\u{FFFF}\u{10FFFE}"
                .chars()
                .all(is_invisible)
        );
        assert!(!"a汉 \u{3000}，😀\u{E000}".chars().any(is_invisible));
    }
}
