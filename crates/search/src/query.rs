//! What a person typed, understood: words and-ed, phrases in quotes, a minus before what must not occur.

use hanzi::{Token, cover, fold, is_particle, words};
use std::iter::Peekable;
use std::str::Chars;

/// The longest query, in characters.
pub const MOST_CHARACTERS: usize = 200;
/// The most words and phrases of a query.
pub const MOST_WORDS: usize = 32;

/// Why a query cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// Nothing but space and punctuation.
    #[error("nothing to look for")]
    Nothing,
    /// Only what must not occur.
    #[error("only words to leave out")]
    OnlyExcluded,
    /// Longer than [`MOST_CHARACTERS`].
    #[error("{have} characters, at most {max} are taken", max = MOST_CHARACTERS)]
    TooLong {
        /// The characters of the query.
        have: usize,
    },
    /// More than [`MOST_WORDS`].
    #[error("{have} words, at most {max} are taken", max = MOST_WORDS)]
    TooMany {
        /// The words of the query.
        have: usize,
    },
}

/// A query that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) wanted: Vec<Term>,
    pub(crate) excluded: Vec<Term>,
}

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// Folded.
    pub(crate) text: String,
    /// The tokens that ask for it.
    pub(crate) cover: Vec<Token>,
}

impl Query {
    /// Reads what was typed. A quote that is not closed reaches to the end.
    pub fn parse(typed: &str) -> Result<Self, Unclear> {
        let have = typed.chars().count();
        if have > MOST_CHARACTERS {
            return Err(Unclear::TooLong { have });
        }
        let mut wanted = Vec::new();
        let mut excluded = Vec::new();
        for clause in clauses(typed) {
            let terms = if clause.is_excluded {
                &mut excluded
            } else {
                &mut wanted
            };
            if clause.is_phrase || clause.is_excluded {
                push(terms, &clause.text);
            } else {
                for word in words(&clause.text) {
                    push(terms, &word.text);
                }
            }
        }
        // 的, 了 and their like stand in nearly every text: beside other words they ask for nothing.
        if wanted.iter().any(|term| !is_particle(&term.text)) {
            wanted.retain(|term| !is_particle(&term.text));
        }
        let have = wanted.len().saturating_add(excluded.len());
        match (wanted.is_empty(), excluded.is_empty()) {
            (true, true) => Err(Unclear::Nothing),
            (true, false) => Err(Unclear::OnlyExcluded),
            _ if have > MOST_WORDS => Err(Unclear::TooMany { have }),
            _ => Ok(Self { wanted, excluded }),
        }
    }

    /// What to highlight, folded: words and phrases; of a phrase with space or punctuation in it, its pieces, since a
    /// text may have other punctuation there.
    pub fn needles(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().flat_map(Term::needles)
    }
}

impl Term {
    fn needles(&self) -> Vec<&str> {
        if self.text.chars().all(char::is_alphanumeric) {
            return vec![&self.text];
        }
        self.cover.iter().map(|token| &*token.text).collect()
    }
}

fn push(terms: &mut Vec<Term>, text: &str) {
    let text = fold(text).trim().to_owned();
    let cover = cover(&text);
    if !cover.is_empty() && terms.iter().all(|term| term.text != text) {
        terms.push(Term { text, cover });
    }
}

/// A piece between spaces or quotes.
struct Clause {
    text: String,
    is_phrase: bool,
    is_excluded: bool,
}

fn clauses(typed: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut rest = typed.chars().peekable();
    while let Some(c) = rest.peek().copied() {
        if c.is_whitespace() {
            rest.next();
            continue;
        }
        let is_excluded = c == '-' || c == '－';
        if is_excluded {
            rest.next();
        }
        let (text, is_phrase) = piece(&mut rest);
        clauses.push(Clause {
            text,
            is_phrase,
            is_excluded,
        });
    }
    clauses
}

/// What follows: up to the closing quote, or up to a space or an opening quote.
fn piece(rest: &mut Peekable<Chars<'_>>) -> (String, bool) {
    let mut text = String::new();
    if let Some(closing) = rest.peek().copied().and_then(closing) {
        rest.next();
        for c in rest.by_ref() {
            if closing.contains(c) {
                break;
            }
            text.push(c);
        }
        return (text, true);
    }
    while let Some(c) = rest.next_if(|c| !c.is_whitespace() && closing(*c).is_none()) {
        text.push(c);
    }
    (text, false)
}

/// What closes a quote that begins so. Phones type either of a pair.
fn closing(c: char) -> Option<&'static str> {
    match c {
        '"' | '＂' | '“' | '”' => Some("\"＂“”"),
        '「' | '」' => Some("「」"),
        '『' | '』' => Some("『』"),
        '《' => Some("》"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CHARACTERS, Query, Unclear};
    use proptest::prelude::*;

    fn wanted(typed: &str) -> Vec<String> {
        let query = Query::parse(typed).unwrap();
        query.needles().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_cut_phrases_are_not() {
        assert_eq!(wanted("小区路灯"), ["小区", "路灯"]);
        assert_eq!(wanted("路燈 環保"), ["路灯", "环保"]);
        assert_eq!(wanted("“小区路灯”坏"), ["小区路灯", "坏"]);
        assert_eq!(wanted("\"小区路灯"), ["小区路灯"]);
        assert_eq!(wanted("小区路灯”"), ["小区", "路灯"]);
        assert_eq!(wanted("「水 电」 路"), ["水", "电", "路"]);
        assert_eq!(wanted("路灯的问题"), ["路灯", "问题"]);
        assert_eq!(wanted("的"), ["的"]);
        assert_eq!(wanted("路灯 路燈"), ["路灯"]);
        // Not a word of the dictionary once it is folded.
        assert_eq!(wanted("覆盖"), ["复盖"]);
    }

    #[test]
    fn a_minus_leaves_out() {
        let query = Query::parse("路灯 -小区 －“物业公司”").unwrap();
        assert_eq!(wanted("路灯 -小区"), ["路灯"]);
        let excluded: Vec<_> = query.excluded.iter().map(|term| &term.text).collect();
        assert_eq!(excluded, ["小区", "物业公司"]);
        // Inside a word it is a hyphen.
        assert_eq!(wanted("A-1"), ["a", "1"]);
    }

    #[test]
    fn what_cannot_be_looked_for_is_said() {
        assert_eq!(Query::parse(""), Err(Unclear::Nothing));
        assert_eq!(Query::parse("，。！？“” -"), Err(Unclear::Nothing));
        assert_eq!(Query::parse("-路灯"), Err(Unclear::OnlyExcluded));
        assert_eq!(
            Query::parse(&"水".repeat(10_000)),
            Err(Unclear::TooLong { have: 10_000 })
        );
        let many: Vec<String> = (0..40).map(|n| n.to_string()).collect();
        assert_eq!(
            Query::parse(&many.join(" ")),
            Err(Unclear::TooMany { have: 40 })
        );
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in any::<String>()) {
            if let Ok(query) = Query::parse(&typed) {
                prop_assert!(query.needles().all(|needle| !needle.is_empty()));
                prop_assert!(typed.chars().count() <= MOST_CHARACTERS);
            }
        }
    }
}
