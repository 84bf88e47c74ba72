//! Finding: the newest first, which stops early, or the best first; how many; and of which sorts they are.

use crate::error::Result;
use crate::facets::{FacetCount, Facets};
use crate::index::Index;
use crate::query::{Query, Term};
use crate::schema::Fields;
use crate::walk::Walk;
use std::ops::Bound;
use tantivy::Searcher;
use tantivy::collector::TopDocs;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query as Clause, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// Hits are counted up to this number; facets are those of the newest so many.
pub const COUNTED: u64 = 10_000;
/// A word in the title says more than one in the text.
const TITLE_BOOST: f32 = 3.0;

/// Which of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Narrow {
    /// One office.
    pub office: Option<i64>,
    /// A place and everything in it: the beginning of the code.
    pub region: Option<String>,
    /// The code of a domain.
    pub domain: Option<String>,
    /// The name of a subdomain.
    pub subdomain: Option<String>,
    /// The code of a kind.
    pub kind: Option<&'static str>,
    /// The codes of stages, any of which will do; empty: any.
    pub stages: Vec<&'static str>,
    /// Each of these: `overdue`, `returned`, `reopened`.
    pub flags: Vec<&'static str>,
    /// Published from this moment on, in milliseconds.
    pub since: Option<i64>,
    /// Published before this moment, in milliseconds.
    pub until: Option<i64>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// Those that speak most of it first (BM25; the title counts more).
    Best,
}

/// What is asked of the index.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Which words; none: all messages.
    pub query: Option<&'a Query>,
    /// Which of them.
    pub narrow: &'a Narrow,
    /// In which order.
    pub order: Order,
    /// How many come before.
    pub offset: usize,
    /// How many.
    pub limit: usize,
    /// Also by sorts.
    pub facets: bool,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Counted.
    Exactly(u64),
    /// Not counted further.
    AtLeast(u64),
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The messages, in order.
    pub ids: Vec<i64>,
    /// There are more after these.
    pub more: bool,
    /// How many there are.
    pub total: Total,
    /// Of which sorts, where that was asked.
    pub facets: Option<Facets>,
}

impl Index {
    /// Answers from the latest commit.
    pub fn find(&self, asked: &Asked<'_>) -> Result<Found> {
        let searcher = self.searcher();
        let clauses = self.clauses(asked);
        let sole = match clauses.as_slice() {
            [Must::Term(field, text)] => Some(tantivy::Term::from_field_text(*field, text)),
            _ => None,
        };
        let excluded = asked.query.map_or(&[][..], |query| &query.excluded);
        let query = together(clauses, self.excluded(excluded));
        let is_timeless = asked.narrow.since.is_none() && asked.narrow.until.is_none();
        let known = match sole.filter(|_term| excluded.is_empty() && is_timeless && !asked.facets) {
            Some(term) => known_total(&searcher, &term)?,
            None => None,
        };
        let wanted = asked.offset.saturating_add(asked.limit).saturating_add(1);
        let newest = asked.order == Order::Newest;
        let walk = Walk {
            query: &*query,
            narrow: asked.narrow,
            wanted: if newest { wanted } else { 0 },
            count: known.is_none(),
            zone: asked.facets.then_some(&self.zone),
        };
        let walked = walk.through(&searcher)?;
        let mut ids: Vec<i64> = if newest {
            let on_page = walked.newest.into_iter().skip(asked.offset);
            on_page.map(|(_, id)| id).collect()
        } else {
            self.best(&searcher, asked, query)?
        };
        let more = ids.len() > asked.limit;
        ids.truncate(asked.limit);
        Ok(Found {
            ids,
            more,
            total: known.unwrap_or(walked.total),
            facets: walked.facets.map(FacetCount::finish),
        })
    }

    fn best(
        &self,
        searcher: &Searcher,
        asked: &Asked<'_>,
        query: Box<dyn Clause>,
    ) -> Result<Vec<i64>> {
        let mut clauses = vec![(Occur::Must, query)];
        if asked.narrow.since.is_some() || asked.narrow.until.is_some() {
            let time = |at| tantivy::Term::from_field_i64(self.fields.listed_at, at);
            let since = asked
                .narrow
                .since
                .map_or(Bound::Unbounded, |at| Bound::Included(time(at)));
            let until = asked
                .narrow
                .until
                .map_or(Bound::Unbounded, |at| Bound::Excluded(time(at)));
            clauses.push((Occur::Must, Box::new(RangeQuery::new(since, until))));
        }
        for term in asked.query.map_or(&[][..], |query| &query.wanted) {
            for token in term.cover.iter().filter(|token| !token.is_character) {
                let in_title = tantivy::Term::from_field_text(self.fields.title, &token.text);
                let in_title = TermQuery::new(in_title, IndexRecordOption::WithFreqs);
                let boosted = BoostQuery::new(Box::new(in_title), TITLE_BOOST);
                clauses.push((Occur::Should, Box::new(boosted)));
            }
        }
        let collector = TopDocs::with_limit(asked.limit.saturating_add(1))
            .and_offset(asked.offset)
            .order_by_score();
        let top = searcher.search(&BooleanQuery::new(clauses), &collector)?;
        let mut ids = Vec::with_capacity(top.len());
        for (_, address) in top {
            let column = searcher
                .segment_reader(address.segment_ord)
                .fast_fields()
                .column_first_or_default::<i64>("id")?;
            ids.push(column.get_val(address.doc_id));
        }
        Ok(ids)
    }

    /// What a hit must have.
    fn clauses(&self, asked: &Asked<'_>) -> Vec<Must> {
        let mut all = Vec::new();
        for term in asked.query.map_or(&[][..], |query| &query.wanted) {
            all.extend(of_term(&self.fields, term));
        }
        let (fields, narrow) = (&self.fields, asked.narrow);
        if let Some(office) = narrow.office {
            all.push(Must::Number(fields.office, office));
        }
        if let Some(region) = &narrow.region {
            all.push(Must::Term(fields.region, region.clone()));
        }
        if let Some(domain) = &narrow.domain {
            all.push(Must::Term(fields.domain, domain.clone()));
        }
        if let Some(subdomain) = &narrow.subdomain {
            all.push(Must::Term(fields.subdomain, subdomain.clone()));
        }
        if let Some(kind) = narrow.kind {
            all.push(Must::Term(fields.kind, kind.into()));
        }
        if !narrow.stages.is_empty() {
            let stages = narrow.stages.iter().map(|stage| (*stage).to_owned());
            all.push(Must::AnyOf(fields.stage, stages.collect()));
        }
        for flag in &narrow.flags {
            all.push(Must::Term(fields.flags, (*flag).to_owned()));
        }
        all
    }

    fn excluded(&self, terms: &[Term]) -> Vec<Box<dyn Clause>> {
        terms
            .iter()
            .map(|term| together(of_term(&self.fields, term), Vec::new()))
            .collect()
    }
}

/// One thing that a hit must have.
enum Must {
    /// A term.
    Term(Field, String),
    /// A number.
    Number(Field, i64),
    /// Terms at these distances.
    Phrase(Field, Vec<(usize, String)>),
    /// One of these terms.
    AnyOf(Field, Vec<String>),
}

impl Must {
    fn query(self) -> Box<dyn Clause> {
        let term = |field, text: &str| tantivy::Term::from_field_text(field, text);
        let record = IndexRecordOption::WithFreqs;
        match self {
            Self::Term(field, text) => Box::new(TermQuery::new(term(field, &text), record)),
            Self::Number(field, number) => {
                let term = tantivy::Term::from_field_i64(field, number);
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Self::Phrase(field, texts) => {
                let terms = texts.iter().map(|(at, text)| (*at, term(field, text)));
                Box::new(PhraseQuery::new_with_offset(terms.collect()))
            }
            Self::AnyOf(field, texts) => {
                let terms = texts.iter().map(|text| term(field, text));
                Box::new(BooleanQuery::new_multiterms_query(terms.collect()))
            }
        }
    }
}

/// What asks for a word or phrase: one term, or the tokens that cover it at their distances. A single character has
/// no place in a phrase, so that it only has to occur.
fn of_term(fields: &Fields, term: &Term) -> Vec<Must> {
    let (characters, tokens): (Vec<_>, Vec<_>) =
        term.cover.iter().partition(|token| token.is_character);
    let mut all: Vec<Must> = characters
        .iter()
        .map(|token| Must::Term(fields.characters, token.text.clone()))
        .collect();
    match tokens.as_slice() {
        [] => {}
        [token] => all.push(Must::Term(fields.text, token.text.clone())),
        tokens => all.push(Must::Phrase(
            fields.text,
            tokens
                .iter()
                .map(|token| (token.position, token.text.clone()))
                .collect(),
        )),
    }
    all
}

fn together(wanted: Vec<Must>, excluded: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    let mut clauses: Vec<(Occur, Box<dyn Clause>)> = wanted
        .into_iter()
        .map(|must| (Occur::Must, must.query()))
        .collect();
    if clauses.is_empty() {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    if clauses.len() == 1
        && excluded.is_empty()
        && let Some((_, sole)) = clauses.pop()
    {
        return sole;
    }
    clauses.extend(excluded.into_iter().map(|query| (Occur::MustNot, query)));
    Box::new(BooleanQuery::new(clauses))
}

/// How many messages have a term, where the dictionary says so without counting.
fn known_total(searcher: &Searcher, term: &tantivy::Term) -> Result<Option<Total>> {
    let frequency = searcher.doc_freq(term)?;
    let deleted = searcher
        .segment_readers()
        .iter()
        .map(|segment| u64::from(segment.num_deleted_docs()))
        .sum();
    Ok(match frequency.saturating_sub(deleted) {
        least if least > COUNTED => Some(Total::AtLeast(COUNTED)),
        _ if deleted == 0 => Some(Total::Exactly(frequency)),
        _ => None,
    })
}
