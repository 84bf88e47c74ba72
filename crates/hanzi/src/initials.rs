//! Names by the first letters of their pinyin: ycssz for 云川市市长.

use crate::fold::fold;
use pinyin::ToPinyinMulti;

/// Whether the initials of `name`, or of an ending of it, begin with the folded letters `typed`. A character with
/// several readings has the initial of any of them. One letter is too little to say anything.
///
/// ```
/// assert!(hanzi::has_initials("云川市市长", "ycss"));
/// assert!(hanzi::has_initials("云川市市长", "sz"));
/// assert!(!hanzi::has_initials("云川市市长", "y"));
/// ```
pub fn has_initials(name: &str, typed: &str) -> bool {
    if typed.len() < 2 || !typed.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let name: Vec<char> = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    let fits = |rest: &[char]| {
        rest.len() >= typed.len()
            && rest
                .iter()
                .zip(typed.chars())
                .all(|(c, letter)| *c == letter || begins_with(*c, letter))
    };
    (0..name.len()).any(|at| name.get(at..).is_some_and(fits))
}

fn begins_with(c: char, letter: char) -> bool {
    let Some(readings) = c.to_pinyin_multi() else {
        return false;
    };
    readings
        .into_iter()
        .any(|reading| reading.plain().starts_with(letter))
}

#[cfg(test)]
mod tests {
    use super::has_initials;

    #[test]
    fn every_reading_counts_and_traditional_names_too() {
        for (name, typed) in [
            ("云川市市长", "ycssz"),
            ("雲川市市長", "ycssz"),
            ("重庆市长寿区委书记", "cqs"),
            ("重庆市长寿区委书记", "csq"),
            ("A1区区长", "a1".trim_end_matches('1')),
        ] {
            let long_enough = typed.len() > 1;
            assert_eq!(has_initials(name, typed), long_enough, "{name} {typed}");
        }
        assert!(!has_initials("云川市市长", "yss"));
        assert!(!has_initials("云川市市长", "ycsszx"));
        assert!(!has_initials("云川市市长", "云川"));
        assert!(!has_initials("", "yc"));
    }
}
