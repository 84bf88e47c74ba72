//! The fields of the index, and how a text becomes tokens.

use hanzi::segment;
use std::ops::Range;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// Raised whenever fields or tokens change: an index of another version is built anew.
pub(crate) const VERSION: u32 = 2;

const TOKENS: &str = "tokens";
const CHARACTERS: &str = "characters";
const WORDS: &str = "words";
const RAW: &str = "raw";

/// The fields. `text` holds every text of a message, so that a word is one term and its count one number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The message.
    pub(crate) id: Field,
    /// When it was published, in milliseconds: what the index is sorted by.
    pub(crate) listed_at: Field,
    /// Title, body, demand, place, replies, office.
    pub(crate) text: Field,
    /// The single characters of `text`.
    pub(crate) characters: Field,
    /// The title again, which counts more.
    pub(crate) title: Field,
    /// The words of the title and their neighbours, for suggestions.
    pub(crate) words: Field,
    /// The office.
    pub(crate) office: Field,
    /// Codes.
    pub(crate) domain: Field,
    /// Names, each within its domain.
    pub(crate) subdomain: Field,
    /// Codes.
    pub(crate) kind: Field,
    /// Codes.
    pub(crate) stage: Field,
    /// The place and every place that it is in: beginnings of codes.
    pub(crate) region: Field,
    /// `overdue`, `returned`, `reopened`.
    pub(crate) flags: Field,
}

/// The name of the field that the index is sorted by.
pub(crate) const LISTED_AT: &str = "listed_at";

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |tokenizer: &str, record, norms| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record)
            .set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let code = || STRING.set_fast(RAW);
    let number: NumericOptions = (INDEXED | FAST).into();
    let fields = Fields {
        id: schema.add_i64_field("id", number.clone()),
        listed_at: schema.add_i64_field(LISTED_AT, FAST),
        text: schema.add_text_field(
            "text",
            text(TOKENS, IndexRecordOption::WithFreqsAndPositions, true),
        ),
        characters: schema.add_text_field(
            "characters",
            text(CHARACTERS, IndexRecordOption::Basic, false),
        ),
        title: schema.add_text_field("title", text(TOKENS, IndexRecordOption::WithFreqs, true)),
        words: schema.add_text_field("words", text(WORDS, IndexRecordOption::Basic, false)),
        office: schema.add_i64_field("office", number),
        domain: schema.add_text_field("domain", code()),
        subdomain: schema.add_text_field("subdomain", code()),
        kind: schema.add_text_field("kind", code()),
        stage: schema.add_text_field("stage", code()),
        region: schema.add_text_field("region", STRING),
        flags: schema.add_text_field("flags", STRING),
    };
    (schema.build(), fields)
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let known = TokenizerManager::default();
    known.register(TOKENS, TextAnalyzer::from(Cut(tokens)));
    known.register(CHARACTERS, TextAnalyzer::from(Cut(characters)));
    known.register(WORDS, TextAnalyzer::from(Cut(words)));
    known
}

/// A way to cut a text, as tantivy calls it.
#[derive(Clone)]
struct Cut(fn(&str) -> Vec<Token>);

/// Pairs, longer words, runs of letters: what has a place in a phrase.
fn tokens(text: &str) -> Vec<Token> {
    segment(text)
        .into_iter()
        .filter(|token| !token.is_character)
        .map(|token| Token {
            offset_from: token.span.start,
            offset_to: token.span.end,
            position: token.position,
            text: token.text,
            position_length: token.units,
        })
        .collect()
}

/// Single characters, each once.
fn characters(text: &str) -> Vec<Token> {
    let token = |(position, text)| Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    };
    let characters = hanzi::characters(text).into_iter();
    characters.enumerate().map(token).collect()
}

/// Stands between a folded word and the same word as it was written, where they differ: what was typed is compared
/// with the one, and the other is shown.
pub(crate) const AS_WRITTEN: char = '\t';

/// Words of two characters and more, and each with the word that follows at once: what a person begins to type.
fn words(text: &str) -> Vec<Token> {
    let words = hanzi::words(text);
    let mut found = Vec::new();
    let mut push = |folded: &str, span: Range<usize>, position: usize| {
        let written = text.get(span.clone()).unwrap_or_default();
        if (2..=12).contains(&folded.chars().count()) {
            found.push(Token {
                offset_from: span.start,
                offset_to: span.end,
                position,
                text: if folded == written {
                    folded.to_owned()
                } else {
                    format!("{folded}{AS_WRITTEN}{written}")
                },
                position_length: 1,
            });
        }
    };
    for (position, word) in words.iter().enumerate() {
        push(&word.text, word.span.clone(), position);
        if let Some(next) = words
            .get(position.saturating_add(1))
            .filter(|next| next.span.start == word.span.end)
        {
            let both = format!("{}{}", word.text, next.text);
            push(&both, word.span.start..next.span.end, position);
        }
    }
    found
}

impl Tokenizer for Cut {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream {
            rest: (self.0)(text).into_iter(),
            token: Token::default(),
        }
    }
}

/// Tokens that were cut already.
struct Stream {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        match self.rest.next() {
            Some(token) => {
                self.token = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
