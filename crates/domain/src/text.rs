//! Texts that people write. `parse` enforces only what must always hold; a form's limits are in [`crate::form`].

use std::fmt;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing is left after cleaning.
    #[error("empty")]
    Empty,
    /// Fewer characters than a form asks for.
    #[error("{have} characters, at least {min} are needed")]
    TooShort {
        /// Characters counted as forms count.
        have: usize,
        /// The least.
        min: usize,
    },
    /// More characters than are taken.
    #[error("{have} characters, at most {max} are taken")]
    TooLong {
        /// Characters counted as forms count.
        have: usize,
        /// The most.
        max: usize,
    },
    /// Holds a control character that nobody types.
    #[error("holds a control character")]
    Control,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $clean:path, at most $max:literal);+ $(;)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The most Unicode characters that are ever kept.
            pub const MAX: usize = $max;

            /// Cleans what was typed (invisible characters, line ends, surrounding space) and checks that something is left.
            pub fn parse(typed: &str) -> Result<Self, TextProblem> {
                let clean = $clean(typed).map_err(|_unclean| TextProblem::Control)?;
                if clean.is_empty() {
                    return Err(TextProblem::Empty);
                }
                let have = clean.chars().count();
                if have > Self::MAX {
                    return Err(TextProblem::TooLong { have, max: Self::MAX });
                }
                Ok(Self(clean))
            }

            /// Like `parse`, where an empty field is no text.
            pub fn parse_optional(typed: &str) -> Result<Option<Self>, TextProblem> {
                match Self::parse(typed) {
                    Err(TextProblem::Empty) => Ok(None),
                    parsed => parsed.map(Some),
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// A message's title: one line.
    Title = hanzi::clean_line, at most 200;
    /// A message's body or a reply: plain text with line breaks.
    Body = hanzi::clean_text, at most 50_000;
    /// A shorter text: a demand, a remark, a reason, guidance, a sentence of a rating.
    Note = hanzi::clean_text, at most 5_000;
    /// Where it is, in words: one line.
    Place = hanzi::clean_line, at most 200;
    /// How the writer is called in public: one line, never the real name.
    PenName = hanzi::clean_line, at most 40;
    /// How the owner of a passkey calls it: one line, for the owner alone.
    PasskeyName = hanzi::clean_line, at most 40;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cleaned_and_never_empty() {
        assert_eq!(
            Title::parse(" 路灯\u{202e}不亮\r\n").unwrap().as_str(),
            "路灯不亮"
        );
        assert_eq!(Title::parse("　\u{200b} \n"), Err(TextProblem::Empty));
        assert_eq!(Title::parse("路灯\0不亮"), Err(TextProblem::Control));
        assert_eq!(Note::parse_optional("  ").unwrap(), None);
        assert!(matches!(
            Title::parse(&"灯".repeat(201)),
            Err(TextProblem::TooLong {
                have: 201,
                max: 200
            })
        ));
        assert_eq!(Body::parse("一\r\n二").unwrap().as_str(), "一\n二");
    }
}
