//! Messages that speak of the same: those that share enough of what is special about a text.

use crate::error::Result;
use crate::index::Index;
use std::collections::HashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// The words that speak for a text.
const WORDS: usize = 16;
/// Words of a text that are looked up: a longer text says no more.
const LOOKED_UP: usize = 300;
/// A word of the title says as much as so many of the body.
const TITLE: u32 = 3;
/// The share of the weight of those words that a similar text has, in percent.
const SHARED_PERCENT: f32 = 35.0;
/// Words that two similar texts share at least.
const SHARED_WORDS: usize = 3;

impl Index {
    /// Messages like a text, the likest first, without the message itself.
    pub fn similar(
        &self,
        title: &str,
        body: &str,
        without: Option<i64>,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let searcher = self.searcher();
        let words = self.telling_words(&searcher, title, body, u64::from(without.is_some()))?;
        if words.len() < SHARED_WORDS {
            return Ok(Vec::new());
        }
        let all: f32 = words.iter().map(|(_, weight)| weight).sum();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = words
            .into_iter()
            .map(|(term, weight)| {
                let has = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                let worth = BoostQuery::new(Box::new(ConstScoreQuery::new(has, 1.0)), weight);
                let worth: Box<dyn Query> = Box::new(worth);
                (Occur::Should, worth)
            })
            .collect();
        if let Some(id) = without {
            let itself = Term::from_field_i64(self.fields.id, id);
            let itself = TermQuery::new(itself, IndexRecordOption::Basic);
            clauses.push((Occur::MustNot, Box::new(itself)));
        }
        let query = BooleanQuery::with_minimum_required_clauses(clauses, SHARED_WORDS);
        let top = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        let mut ids = Vec::with_capacity(top.len());
        for (_, address) in top
            .into_iter()
            .filter(|(score, _)| score * 100.0 >= all * SHARED_PERCENT)
        {
            let fast = searcher.segment_reader(address.segment_ord).fast_fields();
            let column = fast.column_first_or_default::<i64>("id")?;
            ids.push(column.get_val(address.doc_id));
        }
        Ok(ids)
    }

    /// The words that are frequent in the text and rare elsewhere, each with its weight. So many messages of the
    /// index have the words because they are the text itself.
    fn telling_words(
        &self,
        searcher: &Searcher,
        title: &str,
        body: &str,
        itself: u64,
    ) -> Result<Vec<(Term, f32)>> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (text, worth) in [(title, TITLE), (body, 1)] {
            for word in hanzi::words(text).into_iter().take(LOOKED_UP) {
                if word.text.chars().count() > 1 {
                    *counts.entry(word.text).or_default() += worth;
                }
            }
        }
        let messages = searcher.num_docs();
        let mut telling = Vec::new();
        for (word, count) in counts {
            let [token] = &*hanzi::cover(&word) else {
                continue;
            };
            let term = Term::from_field_text(self.fields.text, &token.text);
            let frequency = searcher.doc_freq(&term)?;
            // A word that no other text has, or every fifth has, finds nothing.
            if frequency > itself && frequency.saturating_mul(5) < messages.max(10) {
                let rarity = (float(messages) / float(frequency)).ln();
                telling.push((term, rarity * float(u64::from(count)).sqrt()));
            }
        }
        telling.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        telling.truncate(WORDS);
        Ok(telling)
    }
}

/// A count as a weight is reckoned with, to seven digits.
fn float(count: u64) -> f32 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let half = |half: u32| f32::from(u16::try_from(half & 0xFFFF).unwrap_or(u16::MAX));
    half(count >> 16) * 65_536.0 + half(count)
}
