//! What folding promises, by examples, over every character there is, and by random texts.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{fold, fold_with_map, is_plain, pairs, simplify};

#[test]
fn texts_that_are_the_same_to_a_searcher_fold_to_the_same() {
    let cases = [
        ("", ""),
        ("請問這裡的路燈何時修復？", "请问这里的路灯何时修复?"),
        ("臺灣後面的鄰裏關係", "台湾后面的邻里关系"),
        ("ＧＢ／Ｔ　２２６０", "gb/t 2260"),
        ("①㈱ﬁ㎡", "1(株)fim2"),
        ("CAFÉ Cafe\u{301}", "café café"),
        ("ｶﾞｽ", "ガス"),
        ("葛\u{E0100}❤\u{FE0F}", "葛❤"),
        ("ㄱㅏ", "가"),
        ("ΣΑΣ", "σασ"),
        ("\u{FA10}", "冢"),
        ("著名 覆盖 瞭望 慰藉", "著名 覆盖 瞭望 慰藉"),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), expected);
    }
}

#[test]
fn the_table_is_whole_and_needs_no_second_pass() {
    let rows = include_str!("../../data/t2s.tsv").lines().count() - 1;
    assert_eq!(pairs().count(), rows);
    assert!(rows >= 2_500);
    for (traditional, simplified) in pairs() {
        assert!(
            is_plain(traditional) && is_plain(simplified),
            "{traditional}"
        );
        assert_ne!(traditional, simplified);
        assert_eq!(simplify(traditional), simplified);
        assert_eq!(
            simplify(simplified),
            simplified,
            "{traditional} folds on from {simplified}"
        );
    }
}

#[test]
fn every_character_folds_once() {
    for c in (0..=0x0010_FFFF).filter_map(char::from_u32) {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn a_highlight_holds_whole_characters() {
    let text = "臺灣Ｃａｆｅ\u{301}的👨‍👩‍👧與ﬁne";
    let folded = fold_with_map(text);
    assert_eq!(folded.text, "台湾café的👨👩👧与fine");
    let highlighted = |needle: &str| -> Vec<&str> {
        folded
            .find(needle)
            .into_iter()
            .map(|span| text.get(span).unwrap())
            .collect()
    };
    assert_eq!(highlighted("台湾"), ["臺灣"]);
    assert_eq!(highlighted("é"), ["ｅ\u{301}"]);
    assert_eq!(highlighted("👩"), ["👨‍👩‍👧"]);
    assert_eq!(highlighted("i"), ["ﬁ"]);
    assert_eq!(highlighted("与f"), ["與ﬁ"]);
    assert_eq!(highlighted("不在"), [""; 0]);
    assert_eq!(highlighted(""), [""; 0]);
    assert_eq!(fold_with_map("灯灯灯").find("灯").len(), 3);
    assert_eq!(fold_with_map("㎡").find("m"), fold_with_map("㎡").find("2"));
}

#[test]
fn an_empty_or_outlying_range_has_no_original() {
    let folded = fold_with_map("路灯");
    assert_eq!(folded.original(0..2), Some(0..6));
    assert_eq!(folded.original(1..1), None);
    assert_eq!(folded.original(1..3), None);
}

/// Letters, marks and forms that compose, decompose and reorder.
fn troublesome() -> impl Strategy<Value = String> {
    let chars = "aAeEjJİßﬁΩ\u{212A}\u{301}\u{323}\u{345}\u{30C}\u{308}\u{3099}ｶﾞカ가\u{1100}\u{1161}\u{11A8}ㄱㅏ臺灣乾👨\u{200D}\u{FE0F}\u{200B} \u{3000}\n\r1①㎡";
    let chars = prop::sample::select(chars.chars().collect::<Vec<_>>());
    prop::collection::vec(chars, 0..24).prop_map(String::from_iter)
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let once = fold(text);
    prop_assert_eq!(&fold(&once), &once);
    prop_assert_eq!(once.nfkc().collect::<String>(), once.clone());

    let folded = fold_with_map(text);
    prop_assert_eq!(&folded.text, &once);
    prop_assert_eq!(folded.spans.len(), once.chars().count());
    let edges: Vec<usize> = text
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut last = 0;
    for span in &folded.spans {
        prop_assert!(span.start < span.end);
        prop_assert!(edges.contains(&span.start) && edges.contains(&span.end));
        prop_assert!(span.start >= last);
        last = span.start;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_folds_and_finds_back(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn troublesome_text_folds_and_finds_back(text in troublesome()) {
        holds(&text)?;
    }

    #[test]
    fn without_case_and_variants_it_is_nfkc(text in "[a-z\u{300}-\u{33F}ァ-ンｦ-ﾟ\u{3099}가-힣ᄀ-ᇂᅡ-ᆨ①-⑳ ]{0,30}") {
        let plain: String = text.chars().filter(|c| !super::is_invisible(*c)).collect();
        prop_assert_eq!(fold(&text), plain.nfkc().collect::<String>());
    }

    #[test]
    fn what_is_found_folds_to_what_was_sought(text in "[臺灣台湾路燈灯aAＡ]{0,20}", needle in "[台湾路灯a]{1,2}") {
        let folded = fold_with_map(&text);
        for span in folded.find(&needle) {
            prop_assert!(fold(text.get(span).unwrap()).contains(&needle));
        }
    }
}
