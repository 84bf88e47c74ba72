//! What a person may be about to type: words and pairs of words that stand in several titles.

use crate::error::Result;
use crate::index::Index;
use crate::schema::AS_WRITTEN;
use std::cmp::Reverse;
use std::collections::HashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// Terms that are looked at in a segment: a single character may begin thousands.
const LOOKED_AT: usize = 2_000;
/// A word that stands in one title alone may be a name.
const LEAST: u32 = 2;
/// Titles that are counted to tell which spelling is the commoner.
const ENOUGH: u32 = 50;

impl Index {
    /// Words of titles that begin with `typed`, as they were written, the most frequent first. What stands only in
    /// messages that were taken out is not among them.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<String>> {
        let typed = hanzi::fold(typed).trim().to_owned();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.searcher();
        let mut frequent: Vec<Suggested> = self
            .beginning_with(&searcher, &typed)?
            .into_values()
            .filter(|word| word.titles >= LEAST)
            .collect();
        frequent.sort_unstable_by(|a, b| {
            let key =
                |word: &Suggested| (Reverse(word.titles), word.terms.first().map(String::len));
            key(a).cmp(&key(b)).then_with(|| a.terms.cmp(&b.terms))
        });
        let mut words = Vec::with_capacity(limit);
        for word in frequent {
            if words.len() == limit {
                break;
            }
            words.extend(self.as_written(&searcher, &word)?);
        }
        Ok(words)
    }

    /// The words that begin so, by their folded form.
    fn beginning_with(
        &self,
        searcher: &Searcher,
        typed: &str,
    ) -> Result<HashMap<String, Suggested>> {
        let mut found: HashMap<String, Suggested> = HashMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let range = index.terms().range().ge(typed.as_bytes());
            let mut terms = range.into_stream().map_err(tantivy::TantivyError::from)?;
            for _ in 0..LOOKED_AT {
                if !terms.advance() || !terms.key().starts_with(typed.as_bytes()) {
                    break;
                }
                if let Ok(term) = std::str::from_utf8(terms.key()) {
                    let (folded, _) = term.split_once(AS_WRITTEN).unwrap_or((term, term));
                    let word = found.entry(folded.to_owned()).or_default();
                    word.titles += terms.value().doc_freq;
                    if !word.terms.iter().any(|known| known == term) {
                        word.terms.push(term.to_owned());
                    }
                }
            }
        }
        Ok(found)
    }

    /// The word in its most frequent spelling, if enough titles that are public now have it: the dictionary of a
    /// segment keeps the terms of messages that were taken out until it is merged.
    fn as_written(&self, searcher: &Searcher, word: &Suggested) -> Result<Option<String>> {
        let mut titles = 0;
        let mut best: Option<(u32, &str)> = None;
        for term in &word.terms {
            let count = self.titles_with(searcher, term)?;
            titles += count;
            if best.is_none_or(|(most, _)| count > most) {
                let (_, written) = term.split_once(AS_WRITTEN).unwrap_or((term, term));
                best = Some((count, written));
            }
        }
        Ok(best
            .filter(|_best| titles >= LEAST)
            .map(|(_, written)| written.to_owned()))
    }

    /// How many titles have a term, as far as it matters.
    fn titles_with(&self, searcher: &Searcher, term: &str) -> Result<u32> {
        let term = Term::from_field_text(self.fields.words, term);
        let mut titles = 0;
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let postings = index.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED && titles < ENOUGH {
                titles += u32::from(!segment.is_deleted(doc));
                doc = postings.advance();
            }
        }
        Ok(titles)
    }
}

/// A word and the terms that stand for its spellings.
#[derive(Default)]
struct Suggested {
    titles: u32,
    terms: Vec<String>,
}
