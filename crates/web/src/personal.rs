//! Personal data in a text, shown to whoever may read it: marked where it stands, and counted in words.

use crate::page::Page;
use hanzi::personal::{Found, Kind};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is, where it is personal data.
    pub kind: Option<String>,
    /// The words.
    pub text: String,
}

/// The text in stretches, in order.
pub fn marked(p: &Page, text: &str, found: &[Found]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    let plain = |range: std::ops::Range<usize>| Part {
        kind: None,
        text: text.get(range).unwrap_or_default().to_owned(),
    };
    for piece in found {
        parts.push(plain(at..piece.span.start));
        parts.push(Part {
            kind: Some(word(p, piece.kind)),
            ..plain(piece.span.clone())
        });
        at = piece.span.end;
    }
    parts.push(plain(at..text.len()));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// “手机号 2 处、门牌号 1 处”: each kind with how often it was found; none where nothing was.
pub fn summed_up(p: &Page, found: &[Found]) -> Option<String> {
    let counted = Kind::ALL.iter().filter_map(|kind| {
        let times = found.iter().filter(|piece| piece.kind == *kind).count();
        (times > 0).then(|| p.tt2("personal-times", word(p, *kind), times))
    });
    let words: Vec<_> = counted.collect();
    (!words.is_empty()).then(|| words.join(&p.t("thread-list-comma")))
}

fn word(p: &Page, kind: Kind) -> String {
    p.code("personal", kind.code())
}
