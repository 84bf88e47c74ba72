//! What people are reached and known by that is no plain number: mail, QQ, `WeChat`, number plates, passports.

use super::{Kind, Piece, Text, figure};

/// Finds of each kind, in this order.
pub(super) fn find(text: &Text) -> Vec<Piece> {
    let mut found = Vec::new();
    for at in 0..text.chars.len() {
        found.extend(email(text, at));
        found.extend(handle(text, at, &WECHAT));
        found.extend(handle(text, at, &QQ));
        found.extend(plate(text, at));
        found.extend(passport(text, at));
    }
    found
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Mail, found by its `@`. The government's own is for everybody.
fn email(text: &Text, at: usize) -> Option<Piece> {
    if text.at(at) != Some('@') {
        return None;
    }
    let of_name = |c: &&char| is_latin(**c) || matches!(**c, '.' | '_' | '%' | '+' | '-');
    let before = text.chars.get(..at)?.iter().rev();
    let begin = at - before.take_while(of_name).count();
    let end = text.run(at + 1, |c| is_latin(c) || matches!(c, '.' | '-'));
    let host: String = text.chars.get(at + 1..end)?.iter().collect();
    let host = host.trim_end_matches(['.', '-']);
    let (_, last) = host.rsplit_once('.')?;
    let is_public = host == "gov.cn" || host.ends_with(".gov.cn");
    let is_mail = begin < at && last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic());
    (is_mail && !is_public).then(|| (Kind::Email, begin..at + 1 + host.len()))
}

/// A name that follows a word.
struct Handle {
    kind: Kind,
    words: &'static [&'static str],
    is_name: fn(&[char]) -> bool,
}

const QQ: Handle = Handle {
    kind: Kind::Qq,
    words: &["qq", "扣扣", "企鹅号", "q号"],
    is_name: |name| {
        let figures = name.iter().filter(|c| figure(**c).is_some()).count();
        figures == name.len() && (5..=12).contains(&figures)
    },
};

const WECHAT: Handle = Handle {
    kind: Kind::WeChat,
    words: &[
        "微信", "薇信", "威信", "微x", "v信", "vx", "加v", "加微", "wechat", "weixin", "wx",
    ],
    is_name: |name| {
        let begins = name
            .first()
            .is_some_and(|c| is_latin(*c) || figure(*c).is_some());
        let some = name
            .iter()
            .any(|c| figure(*c).is_some() || matches!(c, '_' | '-'));
        begins && some && (6..=20).contains(&name.len())
    },
};

/// `微信号：abc_123`: the word, what may stand between, the name.
fn handle(text: &Text, at: usize, handle: &Handle) -> Option<Piece> {
    let mut begin = text.after_any(at, handle.words)?;
    // A Latin word is not the end of a longer one.
    let glued = text.before(at).is_some_and(|c| c.is_ascii_alphabetic());
    if glued && text.at(at).is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let latest = begin + 6;
    while begin < latest {
        match text.at(begin)? {
            '号' | '码' | '是' | '为' | '加' | '我' | '的' | ':' | ' ' | '=' | ',' | '、' | '('
            | '-' => begin += 1,
            _ => break,
        }
    }
    let is_part = |c: char| is_latin(c) || matches!(c, '_' | '-') || figure(c).is_some();
    let end = text.run(begin, is_part);
    let name = text.chars.get(begin..end)?;
    (handle.is_name)(name).then_some((handle.kind, begin..end))
}

/// A character for the province, a letter, and five or six letters and figures.
fn plate(text: &Text, at: usize) -> Option<Piece> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let serves = |c: char| is_latin(c) && !matches!(c, 'i' | 'o');
    text.at(at).filter(|c| PROVINCES.contains(*c))?;
    text.at(at + 1)
        .filter(|c| serves(*c) && c.is_ascii_alphabetic())?;
    let mut begin = at + 2;
    while matches!(text.at(begin), Some('·' | '•' | '.' | '-' | ' ')) && begin < at + 4 {
        begin += 1;
    }
    let end = text.run(begin, is_latin);
    let own = text.chars.get(begin..end)?;
    let letters = own.iter().filter(|c| c.is_ascii_alphabetic()).count();
    let special = usize::from(matches!(
        text.at(end),
        Some('挂' | '学' | '警' | '港' | '澳')
    ));
    let long = (5..=6).contains(&(own.len() + special));
    (long && own.iter().all(|c| serves(*c)) && letters <= 2)
        .then_some((Kind::Plate, at..end + special))
}

/// A letter and eight figures, as on passports and permits since 2007; after their word any short name of both.
fn passport(text: &Text, at: usize) -> Option<Piece> {
    let begins = text.at(at).is_some_and(is_latin) && !text.before(at).is_some_and(is_latin);
    if !begins {
        return None;
    }
    let end = text.run(at, is_latin);
    let own = text.chars.get(at..end)?;
    let figures = |own: &[char]| own.iter().all(char::is_ascii_digit);
    let is_shaped = match own {
        ['e', second, rest @ ..] if second.is_ascii_alphabetic() => {
            !matches!(second, 'i' | 'o') && rest.len() == 7 && figures(rest)
        }
        ['e' | 'g' | 'd' | 's' | 'p' | 'k' | 'c' | 'w', rest @ ..] => {
            rest.len() == 8 && figures(rest)
        }
        ['h' | 'm', rest @ ..] => matches!(rest.len(), 8 | 10) && figures(rest),
        _ => false,
    };
    let some = own.iter().any(char::is_ascii_digit);
    let is_said = (7..=12).contains(&own.len())
        && some
        && text.follows(at, 8, &["护照", "通行证", "回乡证", "台胞证"]);
    (is_shaped || is_said).then_some((Kind::Passport, at..end))
}
