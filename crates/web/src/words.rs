//! The words of the pages: fluent files, one folder a language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The files of zh-Hans, the language that every other one follows.
const ZH_HANS: &[&str] = &[
    include_str!("../locales/zh-Hans/common.ftl"),
    include_str!("../locales/zh-Hans/codes.ftl"),
    include_str!("../locales/zh-Hans/api.ftl"),
    include_str!("../locales/zh-Hans/public.ftl"),
    include_str!("../locales/zh-Hans/write.ftl"),
    include_str!("../locales/zh-Hans/desk.ftl"),
];

/// A dictionary.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Chinese, simplified characters.
    pub fn zh_hans() -> Self {
        let language = unic_langid::LanguageIdentifier::from_bytes(b"zh-Hans").unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks around what is put in would show up as boxes in old browsers, and nothing here runs right to left.
        bundle.set_use_isolating(false);
        for file in ZH_HANS {
            // A broken line loses one word, not the page; a test reads every file without an error.
            let resource =
                FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(part, _)| part);
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

    /// The word of a key, with named values.
    pub fn with(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.clone());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_without_an_error() {
        for file in ZH_HANS {
            if let Err((_, errors)) = FluentResource::try_new((*file).to_owned()) {
                panic!("{errors:?}\n{file}");
            }
        }
    }

    #[test]
    fn every_code_that_pages_show_has_a_word() {
        use domain::{actor, message, rating, reply, screening, stage};
        let words = Words::zh_hans();
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
