//! What was found, marked in its text.

use hanzi::{Folded, fold_with_map, occurrences, window};
use std::collections::HashSet;
use std::ops::Range;

/// The characters of an excerpt.
const EXCERPT: usize = 110;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The piece.
    pub text: String,
    /// It is what was looked for.
    pub is_hit: bool,
}

/// A text with every needle marked. Needles are folded.
pub(super) fn mark(text: &str, needles: &[&str]) -> Vec<Span> {
    let hits = hits(&fold_with_map(text), needles);
    cut(text, 0..text.len(), &hits)
}

/// A piece of the first of these texts in which a needle occurs, where as many different ones as possible stand
/// together; `true` if it is of the replies. Without any, the beginning of the first text.
pub(super) fn excerpt(texts: &[String], replies: &[String], needles: &[&str]) -> (Vec<Span>, bool) {
    let own = texts.iter().map(|text| (text, false));
    for (text, in_reply) in own.chain(replies.iter().map(|reply| (reply, true))) {
        let hits = hits(&fold_with_map(text), needles);
        if let Some(first) = densest(&hits) {
            return (around(text, first, &hits), in_reply);
        }
    }
    let beginning = texts.first().map(|text| around(text, 0..0, &[]));
    (beginning.unwrap_or_default(), false)
}

/// A piece of a text in which one needle occurs.
struct Found {
    bytes: Range<usize>,
    needle: usize,
}

/// All occurrences, from left to right.
fn hits(folded: &Folded, needles: &[&str]) -> Vec<Found> {
    let mut hits: Vec<Found> = Vec::new();
    for (needle, text) in needles.iter().enumerate() {
        let found = occurrences(folded, text).into_iter();
        hits.extend(found.map(|bytes| Found { bytes, needle }));
    }
    hits.sort_by_key(|hit| (hit.bytes.start, hit.bytes.end));
    hits
}

/// The hit from which on an excerpt shows the most different needles; the first of such.
fn densest(hits: &[Found]) -> Option<Range<usize>> {
    // Most characters have three bytes; what does not fit is shown as far as it fits.
    let reach = EXCERPT * 2;
    let shown = |from: &Found| {
        let near = hits.iter().filter(|hit| {
            (from.bytes.start..from.bytes.start.saturating_add(reach)).contains(&hit.bytes.start)
        });
        near.map(|hit| hit.needle).collect::<HashSet<_>>().len()
    };
    let mut best: Option<(usize, &Found)> = None;
    // A text may repeat a word a hundred times: the first places are enough to choose from.
    for hit in hits.iter().take(20) {
        let count = shown(hit);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, hit));
        }
    }
    best.map(|(_, hit)| hit.bytes.clone())
}

/// The piece of a text around a hit, with “…” where it was cut.
fn around(text: &str, hit: Range<usize>, hits: &[Found]) -> Vec<Span> {
    let shown = window(text, hit, EXCERPT);
    let mut spans = cut(text, shown.clone(), hits);
    let dots = || Span {
        text: "…".into(),
        is_hit: false,
    };
    if shown.start > 0 {
        spans.insert(0, dots());
    }
    if shown.end < text.len() {
        spans.push(dots());
    }
    spans
}

/// The bytes `shown` of a text in pieces; hits that overlap become one.
fn cut(text: &str, shown: Range<usize>, hits: &[Found]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |bytes: Range<usize>, is_hit: bool| {
        if let Some(piece) = text.get(bytes).filter(|piece| !piece.is_empty()) {
            match spans.last_mut() {
                Some(last) if last.is_hit == is_hit => last.text.push_str(piece),
                _ => spans.push(Span {
                    text: piece.to_owned(),
                    is_hit,
                }),
            }
        }
    };
    let mut at = shown.start;
    for hit in hits {
        let (start, end) = (hit.bytes.start.max(at), hit.bytes.end.min(shown.end));
        if start < end {
            push(at..start, false);
            push(start..end, true);
            at = end;
        }
    }
    push(at..shown.end, false);
    spans
}

#[cfg(test)]
mod tests {
    use super::{Span, excerpt, mark};
    use proptest::prelude::*;

    /// Hits in brackets.
    fn shown(spans: &[Span]) -> String {
        let piece = |span: &Span| {
            if span.is_hit {
                format!("[{}]", span.text)
            } else {
                span.text.clone()
            }
        };
        spans.iter().map(piece).collect()
    }

    #[test]
    fn what_was_found_is_marked_as_it_was_written() {
        assert_eq!(
            shown(&mark("環保局：Ａ１區環保", &["环保", "a1"])),
            "[環保]局：[Ａ１]區[環保]"
        );
        assert_eq!(
            shown(&mark("公积金贷款", &["公积金", "积金贷"])),
            "[公积金贷]款"
        );
        assert_eq!(shown(&mark("路灯", &[])), "路灯");
        assert_eq!(mark("", &["路灯"]), []);
    }

    #[test]
    fn an_excerpt_shows_where_the_needles_stand_together() {
        let far = "很".repeat(300);
        let body = format!("路灯{far}。小区门口的路灯坏了。");
        let (spans, in_reply) = excerpt(&[body], &[], &["路灯", "小区"]);
        assert_eq!(shown(&spans), "…[小区]门口的[路灯]坏了。");
        assert!(!in_reply);
    }

    #[test]
    fn what_only_a_reply_says_is_shown_from_the_reply() {
        let texts = ["小区没有水".to_owned()];
        let replies = ["已派人检修水管".to_owned()];
        let (spans, in_reply) = excerpt(&texts, &replies, &["水管"]);
        assert_eq!(
            (shown(&spans).as_str(), in_reply),
            ("已派人检修[水管]", true)
        );
        let (spans, in_reply) = excerpt(&texts, &replies, &["道路"]);
        assert_eq!((shown(&spans).as_str(), in_reply), ("小区没有水", false));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_by_marking(text in any::<String>(), needle in "[a-z水路灯]{1,3}") {
            let joined: String = mark(&text, &[&needle]).into_iter().map(|span| span.text).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn an_excerpt_is_a_piece(text in "[水路灯。a 環👨‍👩]{0,400}") {
            let (spans, _) = excerpt(std::slice::from_ref(&text), &[], &["路灯", "环"]);
            let joined: String = spans.iter().map(|span| span.text.as_str()).collect();
            prop_assert!(text.contains(joined.trim_matches('…')));
        }
    }
}
