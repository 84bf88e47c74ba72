//! What folding promises, by examples, over every character there is, and by random texts.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{fold, fold_with_map, is_always_whole, is_plain, pairs, simplify};

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
        ("著名 覆盖 瞭望 慰藉", "着名 复盖 了望 慰借"),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), expected);
    }
}

#[test]
fn what_one_searcher_writes_another_finds() {
    let words = [
        ["环保", "環保", "环保"],
        ["小区里", "小區裡", "小區裏"],
        ["台湾", "臺灣", "台灣"],
        ["台风 窗台 柜台", "颱風 窗臺 櫃檯", "颱風 窻台 櫃枱"],
        ["征收 特征", "徵收 特徵", "徴收 特徴"],
        ["回复 答复", "回覆 答覆", "回復 答復"],
        ["重复 恢复", "重複 恢復", "重复 恢復"],
        ["覆盖 复查", "覆蓋 覆查", "复盖 復查"],
        ["面粉 路面", "麵粉 路面", "麪粉 路面"],
        ["发放 理发", "發放 理髮", "發放 理髪"],
        ["着急 著作", "著急 著作", "着急 着作"],
        ["了解 一目了然", "瞭解 一目瞭然", "瞭解 一目了然"],
        ["借口 凭借", "藉口 憑藉", "借口 凴藉"],
        ["账号 欠账", "帳號 欠帳", "賬號 欠賬"],
        ["咨询 巨额", "諮詢 鉅額", "谘詢 鉅額"],
        ["污水 潮湿", "汙水 潮溼", "污水 潮濕"],
        ["泄漏 泛滥", "洩漏 氾濫", "洩漏 汎濫"],
        ["店铺 村民", "店舖 邨民", "店鋪 村民"],
        ["锻炼 秘密", "鍛鍊 祕密", "鍛煉 秘密"],
        ["酸痛 麻木", "痠痛 痲木", "酸痛 蔴木"],
        ["喂养 背负", "餵養 揹負", "餧養 背負"],
        ["群众 山峰", "羣眾 山峯", "群衆 山峰"],
        ["说明 税务 产权", "說明 稅務 產權", "説明 税務 産權"],
        ["录取 绿化 户口", "錄取 綠化 戶口", "録取 緑化 户口"],
        ["抬升 布置 占用", "擡昇 佈置 佔用", "抬陞 布置 佔用"],
        ["水果 番薯", "水菓 番藷", "水果 番薯"],
        ["干净 干部 干预", "乾淨 幹部 干預", "乾净 榦部 干預"],
        ["只有 一只", "祇有 一隻", "衹有 一隻"],
        ["注册 关系 联系", "註冊 關係 聯繫", "註册 關係 聯繋"],
        ["制度 制造 标准", "制度 製造 標準", "制度 製造 標准"],
        ["余额 范围 计划", "餘額 範圍 計劃", "馀額 範圍 計劃"],
        ["签名 抽签 时钟", "簽名 抽籤 時鐘", "簽名 抽籖 時鍾"],
    ];
    for [simplified, others @ ..] in words {
        for other in others {
            assert_eq!(fold(other), fold(simplified), "{other} and {simplified}");
        }
    }
}

#[test]
fn characters_of_different_words_stay_apart() {
    for (one, other) in [
        ("坐", "座"),
        ("沈", "沉"),
        ("做", "作"),
        ("那", "哪"),
        ("熔", "溶"),
        ("阪", "坂"),
    ] {
        assert_ne!(fold(one), fold(other));
    }
}

#[test]
fn the_table_is_whole_and_needs_no_second_pass() {
    let rows = include_str!("../../data/t2s.tsv").lines().count() - 1;
    assert_eq!(pairs().count(), rows);
    assert!(rows >= 3_300);
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

#[test]
fn what_is_always_whole_is_whole_beside_its_like() {
    for c in ('\0'..=char::MAX).filter(|c| is_always_whole(*c)) {
        for text in [format!("一{c}一"), format!("{c}{c}a")] {
            assert_eq!(text.graphemes(true).count(), 3, "{c:?}");
        }
    }
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
