//! The pages of the way to a message, in their order.

use domain::form::Field;

/// A page of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is wanted, and what it is about.
    Matter,
    /// To whom.
    Office,
    /// The texts.
    Text,
    /// The phone, for those who have not signed in.
    Phone,
    /// The code that was sent to it.
    Code,
    /// Who may read it, and who may know the writer.
    Sight,
    /// All of it once more, and the pictures.
    Check,
}

/// Every field, and the page that asks for it.
pub const FIELDS: &[(Field, Step)] = &[
    ("kind", Step::Matter),
    ("domain", Step::Matter),
    ("office", Step::Office),
    ("about", Step::Office),
    ("concerns", Step::Office),
    ("conduct", Step::Office),
    ("title", Step::Text),
    ("body", Step::Text),
    ("demand", Step::Text),
    ("place", Step::Text),
    ("hide_place", Step::Text),
    ("remark", Step::Text),
    ("pen_name", Step::Text),
    ("visibility", Step::Sight),
    ("identity", Step::Sight),
];

impl Step {
    /// The pages that ask for what the message holds.
    pub const ASKING: [Self; 4] = [Self::Matter, Self::Office, Self::Text, Self::Sight];

    /// As the form names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Office => "office",
            Self::Text => "text",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Sight => "sight",
            Self::Check => "check",
        }
    }

    /// The page of a name.
    pub fn named(code: &str) -> Option<Self> {
        let phone = [Self::Phone, Self::Code, Self::Check];
        let mut all = Self::ASKING.into_iter().chain(phone);
        all.find(|step| step.code() == code)
    }

    /// The page that asks for a field; the last one, where no page does.
    pub fn of_field(field: &str) -> Self {
        FIELDS
            .iter()
            .find(|(name, _)| *name == field)
            .map_or(Self::Check, |(_, step)| *step)
    }

    /// Its place among five. Verifying the phone belongs to the third: who has signed in skips it.
    pub fn number(self) -> u8 {
        match self {
            Self::Matter => 1,
            Self::Office => 2,
            Self::Text | Self::Phone | Self::Code => 3,
            Self::Sight => 4,
            Self::Check => 5,
        }
    }

    /// The page after it.
    pub fn next(self) -> Self {
        match self {
            Self::Matter => Self::Office,
            Self::Office => Self::Text,
            Self::Text | Self::Phone | Self::Code => Self::Sight,
            Self::Sight | Self::Check => Self::Check,
        }
    }

    /// The page before it; none before the first.
    pub fn back(self) -> Option<Self> {
        match self {
            Self::Matter => None,
            Self::Office => Some(Self::Matter),
            Self::Text => Some(Self::Office),
            Self::Phone | Self::Sight => Some(Self::Text),
            Self::Code => Some(Self::Phone),
            Self::Check => Some(Self::Sight),
        }
    }

    /// Whether only those who have signed in come here.
    pub fn needs_writer(self) -> bool {
        matches!(self, Self::Sight | Self::Check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_from_the_first_page_to_the_last_and_back() {
        let mut step = Step::Matter;
        for _ in 0..Step::ASKING.len() {
            assert_eq!(Step::named(step.code()), Some(step));
            assert_eq!(step.next().back(), Some(step));
            step = step.next();
        }
        assert_eq!(step, Step::Check);
        assert_eq!(Step::named("elsewhere"), None);
    }
}
