//! Messages that speak of the same: those that share enough of what is special about a text.

use crate::error::Result;
use crate::index::Index;
use crate::schema::LISTED_AT;
use std::collections::HashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

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

/// Places of those words in the index that are looked at, the rarest word's first and the newest message's first: a
/// matter that thousands wrote of is like enough to the newest of them.
const LOOKED_AT: u64 = 1_500;
/// … of each part of the index at least.
const LOOKED_AT_LEAST: u64 = 64;
/// Messages of a part of the index that are compared by all words.
const COMPARED: usize = 64;

/// A word that speaks for a text.
struct Telling {
    term: Term,
    /// What it says.
    weight: f32,
    /// Messages that have it.
    frequency: u64,
}

/// A message that shares words with the text.
#[derive(Clone, Copy)]
struct Alike {
    doc: DocId,
    weight: f32,
    words: usize,
}

impl Index {
    /// The public messages most like a text, the likest first, of those alike the newest; `without` one of them. A
    /// message is like it if it shares three of the words that are frequent in the text and rare elsewhere, and
    /// 35 % of their weight.
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
        let all: f32 = words.iter().map(|word| word.weight).sum();
        let mut like = Vec::new();
        for segment in searcher.segment_readers() {
            let fast = segment.fast_fields();
            let ids = fast.column_first_or_default::<i64>("id")?;
            let times = fast.column_first_or_default::<i64>(LISTED_AT)?;
            for alike in self.alike(segment, &words, searcher.num_docs())? {
                let id = ids.get_val(alike.doc);
                let enough =
                    alike.words >= SHARED_WORDS && alike.weight * 100.0 >= all * SHARED_PERCENT;
                if enough && Some(id) != without {
                    like.push((alike.weight, times.get_val(alike.doc), id));
                }
            }
        }
        like.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        like.truncate(limit);
        Ok(like.into_iter().map(|(_, _, id)| id).collect())
    }

    /// The messages of a part of the index that share most: found by the rarest words, compared by all.
    fn alike(
        &self,
        segment: &SegmentReader,
        words: &[Telling],
        messages: u64,
    ) -> Result<Vec<Alike>> {
        let inverted = segment.inverted_index(self.fields.text)?;
        let mut rarest: Vec<&Telling> = words.iter().collect();
        rarest.sort_by_key(|word| word.frequency);
        // Each part has its share of the places.
        let share = u64::from(segment.max_doc()).saturating_mul(LOOKED_AT) / messages.max(1);
        let mut left = share.clamp(LOOKED_AT_LEAST, LOOKED_AT);
        let mut seen: Vec<(DocId, f32)> = Vec::new();
        let mut unread = Vec::new();
        for word in rarest {
            let places = inverted.read_postings(&word.term, IndexRecordOption::Basic);
            let Some(mut places) = places.map_err(TantivyError::from)? else {
                continue;
            };
            while left > 0 && places.doc() != TERMINATED {
                let doc = places.doc();
                if !segment.is_deleted(doc) {
                    seen.push((doc, word.weight));
                }
                left -= 1;
                places.advance();
            }
            unread.push((word.weight, places));
        }
        seen.sort_unstable_by_key(|(doc, _)| *doc);
        let mut found: Vec<Alike> = Vec::new();
        for (doc, weight) in seen {
            match found.last_mut() {
                Some(last) if last.doc == doc => {
                    last.weight += weight;
                    last.words += 1;
                }
                _ => found.push(Alike {
                    doc,
                    weight,
                    words: 1,
                }),
            }
        }
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.doc.cmp(&b.doc)));
        found.truncate(COMPARED);
        found.sort_by_key(|alike| alike.doc);
        for (weight, mut places) in unread {
            for alike in &mut found {
                if places.doc() <= alike.doc && places.seek(alike.doc) == alike.doc {
                    alike.weight += weight;
                    alike.words += 1;
                }
            }
        }
        Ok(found)
    }

    /// The words that are frequent in the text and rare elsewhere, each with its weight. So many messages of the
    /// index have the words because they are the text itself.
    fn telling_words(
        &self,
        searcher: &Searcher,
        title: &str,
        body: &str,
        itself: u64,
    ) -> Result<Vec<Telling>> {
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
                let weight = rarity * float(u64::from(count)).sqrt();
                telling.push(Telling {
                    term,
                    weight,
                    frequency,
                });
            }
        }
        telling.sort_by(|a, b| {
            let weight = b.weight.total_cmp(&a.weight);
            weight.then_with(|| a.term.cmp(&b.term))
        });
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
