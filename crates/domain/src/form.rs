//! The numbers of a form. They bind who submits and amends, not rows and not imports.

use crate::screening::{Kind, Visibility};
use crate::text::TextProblem;
use serde::{Deserialize, Serialize};

/// From so many characters to so many, as [`hanzi::length`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// The least; 0: the field may stay empty.
    pub min: usize,
    /// The most.
    pub max: usize,
}

impl Length {
    /// What is wrong with this text, if anything.
    pub fn check(self, text: &str) -> Option<TextProblem> {
        let have = hanzi::length(text);
        match have {
            0 if self.min > 0 => Some(TextProblem::Empty),
            _ if have < self.min => Some(TextProblem::TooShort {
                have,
                min: self.min,
            }),
            _ if have > self.max => Some(TextProblem::TooLong {
                have,
                max: self.max,
            }),
            _ => None,
        }
    }
}

/// How long the fields of the form may be; the operator can change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormLimits {
    /// 标题
    pub title: Length,
    /// 正文
    pub body: Length,
    /// 诉求, which a complaint must have
    pub demand: Length,
    /// 不公开备注
    pub remark: Length,
    /// 地点
    pub place: Length,
    /// 署名
    pub pen_name: Length,
    /// A unit's reply.
    pub reply: Length,
    /// Any shorter text: a reason, a note, a follow-up, a sentence.
    pub note: Length,
    /// Pictures per message.
    pub pictures: usize,
    /// The largest picture, in bytes.
    pub picture_bytes: usize,
}

impl Default for FormLimits {
    fn default() -> Self {
        Self {
            title: Length { min: 1, max: 22 },
            body: Length { min: 20, max: 1000 },
            demand: Length { min: 20, max: 200 },
            remark: Length { min: 0, max: 200 },
            place: Length { min: 0, max: 60 },
            pen_name: Length { min: 0, max: 12 },
            reply: Length { min: 1, max: 5000 },
            note: Length { min: 1, max: 1000 },
            pictures: 5,
            picture_bytes: 5 * 1024 * 1024,
        }
    }
}

/// A field of the form, as the form names it.
pub type Field = &'static str;

/// What a person typed into the form, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// 诉求
    pub demand: String,
    /// 地点
    pub place: String,
    /// 不公开备注
    pub remark: String,
    /// 署名
    pub pen_name: String,
}

impl FormLimits {
    /// Everything that is wrong with a draft, field by field, in the order of the form.
    pub fn check(&self, kind: Kind, draft: &Draft) -> Vec<(Field, TextProblem)> {
        let demand = if kind == Kind::Complaint || !draft.demand.trim().is_empty() {
            self.demand
        } else {
            Length {
                min: 0,
                ..self.demand
            }
        };
        [
            ("title", self.title.check(&draft.title)),
            ("body", self.body.check(&draft.body)),
            ("demand", demand.check(&draft.demand)),
            ("place", self.place.check(&draft.place)),
            ("remark", self.remark.check(&draft.remark)),
            ("pen_name", self.pen_name.check(&draft.pen_name)),
        ]
        .into_iter()
        .filter_map(|(field, problem)| Some((field, problem?)))
        .collect()
    }
}

crate::codes::codes! {
    /// How old the writer says they are. Nobody checks it: it only makes the defaults stricter.
    Age {
        /// 18 or older, or not said.
        Adult = "adult",
        /// 14 to 17.
        Minor = "minor",
        /// Under 14, with the consent of a guardian.
        Child = "child",
        /// Under 14, and the guardian is the matter, or there is danger: nobody at home is asked.
        ChildAlone = "child_alone",
    }
}

impl Age {
    /// Whether the writer is under 18.
    pub fn is_minor(self) -> bool {
        self != Self::Adult
    }

    /// Whether the writer is under 14.
    pub fn is_child(self) -> bool {
        matches!(self, Self::Child | Self::ChildAlone)
    }

    /// Who may read the message where the writer has not said: of a minor nobody but those who work on it.
    pub fn default_visibility(self) -> Visibility {
        if self.is_minor() {
            Visibility::Private
        } else {
            Visibility::Public
        }
    }
}

impl Choices {
    /// What the writer's age makes of it: a child is never read in public; where the guardian is the matter, a phone
    /// may be the guardian's, so the identity switch stays closed.
    #[must_use]
    pub fn guarded(mut self) -> Self {
        if self.age.is_child() {
            self.visibility = Visibility::Private;
        }
        if self.age == Age::ChildAlone {
            self.identity_open = false;
        }
        self
    }
}

/// What the writer chose beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Who may read it.
    pub visibility: Visibility,
    /// The identity switch: the unit may see name and phone. Closed unless the writer opens it.
    pub identity_open: bool,
    /// The place is not shown to the public.
    pub hide_place: bool,
    /// The message is about its own addressee: it goes one level up.
    pub about_addressee: bool,
    /// The writer says that a life may be in danger.
    pub danger: bool,
    /// How old the writer says they are.
    pub age: Age,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            visibility: Visibility::Public,
            identity_open: false,
            hide_place: false,
            about_addressee: false,
            danger: false,
            age: Age::Adult,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_needs_a_demand_and_others_do_not() {
        let limits = FormLimits::default();
        let draft = Draft {
            title: "路灯不亮".into(),
            body: "灯".repeat(20),
            ..Draft::default()
        };
        assert_eq!(limits.check(Kind::Help, &draft), []);
        assert_eq!(
            limits.check(Kind::Complaint, &draft),
            [("demand", TextProblem::Empty)]
        );
        let draft = Draft {
            demand: "请修".into(),
            ..draft
        };
        assert_eq!(
            limits.check(Kind::Help, &draft),
            [("demand", TextProblem::TooShort { have: 2, min: 20 })]
        );
    }

    #[test]
    fn the_younger_the_writer_the_less_is_public() {
        for age in Age::ALL {
            let open = Choices {
                identity_open: true,
                age: *age,
                ..Choices::default()
            };
            let guarded = open.guarded();
            let public = guarded.visibility == Visibility::Public;
            assert_eq!(
                public,
                !age.is_child(),
                "{age}: 14 to 17 may choose to be read"
            );
            assert_eq!(guarded.identity_open, *age != Age::ChildAlone, "{age}");
            let default = age.default_visibility();
            assert_eq!(default == Visibility::Public, *age == Age::Adult, "{age}");
        }
    }

    #[test]
    fn every_field_is_named_at_once() {
        let wrong = FormLimits::default().check(
            Kind::Help,
            &Draft {
                title: "灯".repeat(23),
                place: "路".repeat(61),
                ..Draft::default()
            },
        );
        assert_eq!(
            wrong,
            [
                ("title", TextProblem::TooLong { have: 23, max: 22 }),
                ("body", TextProblem::Empty),
                ("place", TextProblem::TooLong { have: 61, max: 60 }),
            ]
        );
    }
}
