//! Words after which a person should look at once whether a life is in danger. They decide nothing: whoever is on duty
//! reads the text and says what it is. The list is here for everybody to read.

use crate::fold;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// What people write who may be about to harm themselves.
const ONESELF: &[&str] = &[
    "不想活",
    "活不下去",
    "不活了",
    "想死",
    "去死了算",
    "自杀",
    "轻生",
    "寻短见",
    "结束生命",
    "结束自己",
    "了结自己",
    "遗书",
    "跳楼",
    "跳桥",
    "跳河",
    "跳江",
    "割腕",
    "喝农药",
    "喝药自",
    "吃安眠药",
    "上吊",
    "自焚",
    "以死",
    "死给",
    "一死了之",
    "同归于尽",
    "没有活路",
    "活够了",
];

/// What people write of others who are in danger now.
const OTHERS: &[&str] = &[
    "要杀",
    "杀了我",
    "杀人了",
    "砍人",
    "持刀",
    "拿刀",
    "往死里打",
    "打死我",
    "正在打",
    "家暴",
    "被绑架",
    "被拐",
    "非法拘禁",
    "被关在",
    "被困",
    "救命",
    "煤气泄漏",
    "燃气泄漏",
    "煤气味很",
    "燃气味很",
    "着火了",
    "起火了",
    "昏迷",
    "没有呼吸",
    "中毒了",
    "快要塌",
    "马上要塌",
    "爆炸了",
];

/// Words before them that speak of what was prevented or is taught: 防自杀, 预防溺水.
const NOT: &[&str] = &["防", "预防", "防止", "杜绝", "避免", "宣传", "演练", "反"];

/// All words at once; none: they make no automaton, which a test rules out.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(words()).ok());

/// The first word by which a text may speak of danger to a life, as it stands folded; none: it does not seem to.
///
/// ```
/// assert_eq!(hanzi::danger::word_in("我真的活不下去了"), Some("活不下去"));
/// assert_eq!(hanzi::danger::word_in("建议开展反家暴宣传"), None);
/// ```
pub fn word_in(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let found = WORDS.as_ref()?.find_overlapping_iter(&folded);
    let mut meant = found.filter(|found| {
        let before = folded.get(..found.start()).unwrap_or_default();
        !NOT.iter().any(|not| before.ends_with(not))
    });
    words().nth(meant.next()?.pattern().as_usize())
}

fn words() -> impl Iterator<Item = &'static str> {
    ONESELF.iter().chain(OTHERS).copied()
}

#[cfg(test)]
mod tests {
    use super::word_in;
    use crate::fold;

    #[test]
    fn what_may_be_danger_is_noticed_in_either_script() {
        for text in [
            "她说要跳楼",
            "他拿刀堵在門口",
            "我不想活了",
            "樓下煤氣洩漏，煤气泄漏",
            "孩子被困在电梯里",
        ] {
            assert!(word_in(text).is_some(), "{text}");
        }
        for text in [
            "路灯不亮",
            "学校开展防自杀讲座",
            "希望组织反家暴培训",
            "预防溺水",
            "这条路堵死了",
            "价格战你死我活",
        ] {
            assert_eq!(word_in(text), None, "{text}");
        }
    }

    #[test]
    fn the_words_are_folded_as_texts_are() {
        for word in super::words().chain(super::NOT.iter().copied()) {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn every_word_is_found_alone_and_behind_one_that_takes_it_back() {
        for word in super::words() {
            let found = word_in(word).unwrap();
            assert!(word.contains(found), "{word}: {found}");
            // 防 takes back the word that follows it, and no other.
            assert!(word_in(&format!("防{word}，{word}")).is_some(), "{word}");
        }
    }
}
