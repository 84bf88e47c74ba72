//! What a person may be about to type: words and pairs of words that stand in several titles.

use crate::error::Result;
use crate::index::Index;
use std::cmp::Reverse;
use std::collections::HashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// Terms that are looked at in a segment: a single character may begin thousands.
const LOOKED_AT: usize = 2_000;
/// A word that stands in one title alone may be a name.
const LEAST: u32 = 2;

impl Index {
    /// Words of titles that begin with `typed`, the most frequent first. What stands only in messages that were taken
    /// out is not among them.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<String>> {
        let typed = hanzi::fold(typed).trim().to_owned();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.searcher();
        let mut frequent: Vec<(String, u32)> = self
            .beginning_with(&searcher, &typed)?
            .into_iter()
            .filter(|(_, titles)| *titles >= LEAST)
            .collect();
        frequent.sort_unstable_by(|a, b| {
            let key = |(text, titles): &(String, u32)| (Reverse(*titles), text.len());
            key(a).cmp(&key(b)).then_with(|| a.0.cmp(&b.0))
        });
        let mut words = Vec::with_capacity(limit);
        for (word, _) in frequent {
            if words.len() == limit {
                break;
            }
            if self.stands_in_titles(&searcher, &word)? {
                words.push(word);
            }
        }
        Ok(words)
    }

    fn beginning_with(&self, searcher: &Searcher, typed: &str) -> Result<HashMap<String, u32>> {
        let mut found: HashMap<String, u32> = HashMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let range = index.terms().range().ge(typed.as_bytes());
            let mut terms = range.into_stream().map_err(tantivy::TantivyError::from)?;
            for _ in 0..LOOKED_AT {
                if !terms.advance() || !terms.key().starts_with(typed.as_bytes()) {
                    break;
                }
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *found.entry(word.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
        Ok(found)
    }

    /// The dictionary of a segment keeps the terms of messages that were taken out until it is merged.
    fn stands_in_titles(&self, searcher: &Searcher, word: &str) -> Result<bool> {
        let term = Term::from_field_text(self.fields.words, word);
        let mut titles = 0;
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let postings = index.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                titles += u32::from(!segment.is_deleted(doc));
                if titles >= LEAST {
                    return Ok(true);
                }
                doc = postings.advance();
            }
        }
        Ok(false)
    }
}
