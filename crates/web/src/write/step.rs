//! The pages of the way to a message, in their order. The elder view asks one question a page.

use domain::form::Field;

/// A page of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is wanted, and what it is about.
    Matter,
    /// What it is about, where that has a page of its own.
    Topic,
    /// To whom.
    Office,
    /// The texts.
    Text,
    /// The title, where it has a page of its own.
    Title,
    /// What the writer wants to be done, where it has a page of its own.
    Demand,
    /// Where it is, where it has a page of its own.
    Place,
    /// What others wrote that may be the same, where there is such: it asks nothing.
    Similar,
    /// The phone, for those who have not signed in.
    Phone,
    /// The code that was sent to it.
    Code,
    /// Who may read it, and who may know the writer.
    Sight,
    /// Who may know the writer, where that has a page of its own.
    Identity,
    /// All of it once more, and the pictures.
    Check,
}

/// The pages that ask for what the message holds, in their order, each with its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course(&'static [(Step, &'static [Field])]);

/// A few pages, with every field that there is.
const PLAIN: Course = Course(&[
    (Step::Matter, &["kind", "domain", "danger", "age"]),
    (Step::Office, &["office", "about", "concerns", "conduct"]),
    (
        Step::Text,
        &[
            "title",
            "body",
            "demand",
            "place",
            "hide_place",
            "remark",
            "pen_name",
        ],
    ),
    (Step::Sight, &["visibility", "identity"]),
]);

/// One question a page, and only what is needed: the story before its title.
const ELDER: Course = Course(&[
    (Step::Matter, &["kind"]),
    (Step::Topic, &["domain"]),
    (Step::Office, &["office"]),
    (Step::Text, &["body"]),
    (Step::Title, &["title"]),
    (Step::Demand, &["demand"]),
    (Step::Place, &["place"]),
    (Step::Sight, &["visibility"]),
    (Step::Identity, &["identity"]),
]);

/// Every field that there is.
pub fn fields() -> impl Iterator<Item = Field> {
    PLAIN.0.iter().flat_map(|(_, fields)| *fields).copied()
}

impl Step {
    /// As the form names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Topic => "topic",
            Self::Office => "office",
            Self::Text => "text",
            Self::Title => "headline",
            Self::Demand => "demand",
            Self::Place => "place",
            Self::Similar => "similar",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Sight => "sight",
            Self::Identity => "identity",
            Self::Check => "check",
        }
    }

    /// Whether only those who have signed in come here.
    pub fn needs_writer(self) -> bool {
        matches!(self, Self::Sight | Self::Identity | Self::Check)
    }

    /// Whether it asks for texts, which are checked together.
    pub fn is_of_texts(self) -> bool {
        matches!(self, Self::Text | Self::Title | Self::Demand | Self::Place)
    }
}

impl Course {
    /// The way in the elder view, or in the plain one.
    pub fn of(elder: bool) -> Self {
        if elder { ELDER } else { PLAIN }
    }

    /// The pages that ask, in their order.
    pub fn asking(self) -> impl Iterator<Item = Step> {
        self.0.iter().map(|(step, _)| *step)
    }

    /// The fields that a page asks for.
    pub fn fields(self, step: Step) -> &'static [Field] {
        let found = self.0.iter().find(|(known, _)| *known == step);
        found.map_or(&[], |(_, fields)| fields)
    }

    /// The page of a name; none where this way has no such page.
    pub fn named(self, code: &str) -> Option<Step> {
        let others = [Step::Similar, Step::Phone, Step::Code, Step::Check];
        let mut all = self.asking().chain(others);
        all.find(|step| step.code() == code)
    }

    /// The page that asks for a field; the last one, where no page does.
    pub fn of_field(self, field: &str) -> Step {
        let found = self.0.iter().find(|(_, fields)| fields.contains(&field));
        found.map_or(Step::Check, |(step, _)| *step)
    }

    /// The page after which the matter is told: title and text are there.
    pub fn told(self) -> Step {
        let places = ["title", "body"].map(|field| self.place(self.of_field(field)));
        self.at(places.into_iter().max().unwrap_or_default())
    }

    /// How many pages there are. Verifying the phone is none of them: who has signed in skips it.
    pub fn len(self) -> usize {
        self.0.len() + 1
    }

    /// A page's place, from 1. Verifying the phone belongs to the last page before those that need a writer.
    pub fn number(self, step: Step) -> usize {
        match step {
            Step::Phone | Step::Code => self.first_of_writer(),
            Step::Similar => self.place(self.told()) + 1,
            _ => self.place(step) + 1,
        }
    }

    /// The page after one.
    pub fn next(self, step: Step) -> Step {
        let next = match step {
            Step::Phone | Step::Code => self.first_of_writer(),
            Step::Similar => self.place(self.told()) + 1,
            _ => self.place(step) + 1,
        };
        self.at(next)
    }

    /// The page before one; none before the first.
    pub fn back(self, step: Step) -> Option<Step> {
        let place = match step {
            Step::Code => return Some(Step::Phone),
            Step::Similar => return Some(self.told()),
            Step::Phone => self.first_of_writer(),
            _ => self.place(step),
        };
        place.checked_sub(1).map(|before| self.at(before))
    }

    /// From 0; the last for the page that shows all.
    fn place(self, step: Step) -> usize {
        let found = self.asking().position(|known| known == step);
        found.unwrap_or(self.0.len())
    }

    fn at(self, place: usize) -> Step {
        self.0.get(place).map_or(Step::Check, |(step, _)| *step)
    }

    fn first_of_writer(self) -> usize {
        self.asking()
            .position(Step::needs_writer)
            .unwrap_or(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_leads_from_the_first_page_to_the_last_and_back() {
        for course in [PLAIN, ELDER] {
            let mut step = Step::Matter;
            for number in 1..course.len() {
                assert_eq!(course.named(step.code()), Some(step));
                assert_eq!(course.number(step), number);
                assert_eq!(course.back(course.next(step)), Some(step));
                step = course.next(step);
            }
            assert_eq!(step, Step::Check);
            assert_eq!(course.named("elsewhere"), None);
            assert_eq!(course.back(Step::Matter), None);
            assert_eq!(course.next(Step::Code), Step::Sight);
            assert_eq!(course.next(Step::Similar), course.next(course.told()));
            assert_eq!(course.number(Step::Similar), course.number(course.told()));
            assert!(
                course
                    .back(Step::Phone)
                    .is_some_and(|step| !step.needs_writer())
            );
        }
    }

    #[test]
    fn one_question_a_page_asks_for_all_that_is_needed() {
        for (step, fields) in ELDER.0 {
            assert_eq!(fields.len(), 1, "{step:?}");
        }
        for needed in [
            "kind",
            "domain",
            "office",
            "title",
            "body",
            "demand",
            "visibility",
        ] {
            assert_ne!(ELDER.of_field(needed), Step::Check, "{needed}");
        }
        assert_eq!(ELDER.of_field("remark"), Step::Check);
        assert_eq!(ELDER.named("sight"), Some(Step::Sight));
        assert_eq!(PLAIN.named("headline"), None);
        assert_eq!([PLAIN.told(), ELDER.told()], [Step::Text, Step::Title]);
    }
}
