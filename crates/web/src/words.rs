//! The words of the pages: fluent files, one folder a language.

use crate::view::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The files of one language: every language has the same.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../locales/", $language, "/common.ftl")),
            include_str!(concat!("../locales/", $language, "/codes.ftl")),
            include_str!(concat!("../locales/", $language, "/api.ftl")),
            include_str!(concat!("../locales/", $language, "/api_page.ftl")),
            include_str!(concat!("../locales/", $language, "/public.ftl")),
            include_str!(concat!("../locales/", $language, "/write.ftl")),
            include_str!(concat!("../locales/", $language, "/desk.ftl")),
            include_str!(concat!("../locales/", $language, "/figures.ftl")),
            include_str!(concat!("../locales/", $language, "/find.ftl")),
            include_str!(concat!("../locales/", $language, "/front.ftl")),
            include_str!(concat!("../locales/", $language, "/ledger.ftl")),
            include_str!(concat!("../locales/", $language, "/security.ftl")),
            include_str!(concat!("../locales/", $language, "/privacy.ftl")),
            include_str!(concat!("../locales/", $language, "/writer.ftl")),
            include_str!(concat!("../locales/", $language, "/limits.ftl")),
            include_str!(concat!("../locales/", $language, "/account.ftl")),
            include_str!(concat!("../locales/", $language, "/passkey.ftl")),
        ]
    };
}

fn files(language: Language) -> impl Iterator<Item = &'static str> {
    match language {
        Language::ZhHans => files!("zh-Hans"),
        Language::ZhHant => files!("zh-Hant"),
        Language::En => files!("en"),
    }
    .into_iter()
}

/// A dictionary.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The dictionary of a language.
    pub fn of(language: Language) -> Self {
        let tag = LanguageIdentifier::from_bytes(language.tag().as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around what is put in would show up as boxes in old browsers, and nothing here runs right to left.
        bundle.set_use_isolating(false);
        for file in files(language) {
            // A broken line loses one word, not the page; a test reads every file without an error.
            let resource =
                FluentResource::try_new(file.to_owned()).unwrap_or_else(|(part, _)| part);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The word of a key. A key without one is shown itself, and logged.
    pub fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let (name, attribute) = match key.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(name);
        let pattern = message.and_then(|message| match attribute {
            Some(attribute) => message
                .get_attribute(attribute)
                .map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else {
            tracing::error!(key, "no word");
            return key.to_owned();
        };
        self.bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    }

    /// The word of a key, with named values. A text that is a whole number is taken as one, so that a word can choose
    /// by it: `{ $n -> [one] 1 message *[other] { $n } messages }`.
    pub fn with(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, counted(value).unwrap_or_else(|| value.clone()));
        }
        self.say(key, Some(&args))
    }

    /// Whether there is a word.
    pub fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|message| message.value().is_some())
    }
}

/// The number that a text is. 012 and 1,200 stay texts: as numbers they would be written differently.
fn counted(value: &FluentValue<'_>) -> Option<FluentValue<'static>> {
    /// Longer ones would lose digits.
    const DIGITS: usize = 15;
    let FluentValue::String(text) = value else {
        return None;
    };
    let is_whole = text.len() <= DIGITS
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    let number = is_whole.then(|| text.parse::<FluentNumber>())?.ok()?;
    Some(FluentValue::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_is_read_without_an_error() {
        for file in Language::ALL.into_iter().flat_map(files) {
            if let Err((_, errors)) = FluentResource::try_new(file.to_owned()) {
                panic!("{errors:?}\n{file}");
            }
        }
    }

    #[test]
    fn every_language_has_every_word_and_puts_in_the_same_values() {
        let first = outline(Language::ZhHans);
        for language in [Language::ZhHant, Language::En] {
            let other = outline(language);
            let lacks: Vec<_> = first.difference(&other).collect();
            let more: Vec<_> = other.difference(&first).collect();
            assert!(
                lacks.is_empty() && more.is_empty(),
                "{}: lacks {lacks:?}, has besides {more:?}",
                language.tag()
            );
        }
    }

    #[test]
    fn a_word_chooses_by_a_number() {
        let words = Words::of(Language::En);
        let say = |key, n: &str| words.with(key, &[("n", FluentValue::from(n.to_owned()))]);
        assert_eq!(say("list-count", "1"), "1 message");
        assert_eq!(say("list-count", "0"), "0 messages");
        assert_eq!(say("list-count", "1,200"), "1,200 messages");
        assert_eq!(say("row-returned", "2"), "Reply returned twice");
        // What only looks like a number stays as it was written.
        for text in ["007", "1e3", "12345678901234567", "2026-000123", ""] {
            assert_eq!(
                say("office-all-messages", text),
                format!("See all ({text})")
            );
        }
    }

    /// The names of all words, and after each the values that it puts in.
    fn outline(language: Language) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for file in files(language) {
            let mut name = "";
            for line in file.lines() {
                if let Some((key, _)) = line.split_once(" =")
                    && !line.starts_with(['#', '-'])
                {
                    name = key.trim();
                    found.insert(name.to_owned());
                }
                for value in line.split('$').skip(1) {
                    let end = value.find(|c: char| !c.is_ascii_alphanumeric());
                    found.insert(format!(
                        "{name} ${}",
                        value.split_at(end.unwrap_or(value.len())).0
                    ));
                }
            }
        }
        found
    }

    #[test]
    fn every_code_that_pages_show_has_a_word() {
        use domain::{actor, message, rating, reply, screening, stage};
        let words = Words::of(Language::ZhHans);
        let mut missing = Vec::new();
        let mut check = |prefix: &str, codes: Vec<&str>| {
            for code in codes {
                let key = format!("{prefix}-{}", code.replace('_', "-"));
                if !words.has(&key) {
                    missing.push(key);
                }
            }
        };
        macro_rules! all {
            ($($prefix:literal => $codes:ty),+ $(,)?) => {
                $(check($prefix, <$codes>::ALL.iter().map(|code| code.code()).collect());)+
            };
        }
        all! {
            "kind" => screening::Kind, "visibility" => screening::Visibility, "stage" => stage::StageKind,
            "decline" => screening::DeclineReason, "channel" => screening::Channel, "ground" => screening::TakeDownGround,
            "outcome" => reply::OutcomeKind, "return" => reply::ReturnReason, "settled" => rating::Settled,
            "praise" => rating::Praise, "closed" => stage::ClosedResult, "role" => actor::Role,
            "queue" => message::Queue, "late" => message::LateStep, "level" => domain::office::Level,
            "branch" => domain::office::Branch, "verb" => domain::verb::Verb,
        }
        assert_eq!(missing, Vec::<String>::new());
    }
}
