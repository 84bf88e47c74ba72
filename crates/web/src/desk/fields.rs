//! The fields of a form: how each is filled in, what may be chosen.

use app::reference::Reference;
use domain::ids::UnitId;
use domain::reply::{OutcomeKind, ReturnReason};
use domain::screening::{Channel, DeclineReason, Kind, TakeDownGround};

/// A field of a form.
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// Its id on the page.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub wrong: Option<String>,
    /// What was typed, or what is there to begin with.
    pub value: String,
    /// It has to be filled in.
    pub required: bool,
    /// How it is filled in.
    pub control: Control,
}

/// How a field is filled in.
pub enum Control {
    /// Several lines.
    Text {
        /// Lines shown.
        rows: u8,
        /// The most characters.
        max: usize,
    },
    /// One line.
    Line,
    /// A whole number.
    Number {
        /// The most.
        max: u32,
    },
    /// A day, from one to another.
    Day {
        /// The first.
        min: String,
        /// The last.
        max: String,
    },
    /// One of a few.
    Radios(Vec<Choice>),
    /// One of many.
    Select(Vec<Group>),
}

/// One of a few.
pub struct Choice {
    /// Its code.
    pub code: &'static str,
    /// Its word.
    pub word: String,
    /// What it means.
    pub small: Option<String>,
    /// Its key.
    pub key: Option<String>,
}

/// Some of many.
pub struct Group {
    /// What they have in common.
    pub label: String,
    /// Id and name.
    pub options: Vec<(String, String)>,
}

impl Field {
    /// The ids of what describes it, for `aria-describedby`.
    pub fn about(&self) -> Option<String> {
        let parts = [
            self.hint.is_some().then_some("hint"),
            self.wrong.is_some().then_some("err"),
            matches!(self.control, Control::Text { .. }).then_some("count"),
        ];
        let ids: Vec<_> = parts
            .into_iter()
            .flatten()
            .map(|part| format!("{}-{part}", self.id))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// A choice of nothing: the form is left out.
    pub fn offers_nothing(&self) -> bool {
        matches!(&self.control, Control::Select(groups) if groups.is_empty())
    }
}

/// The code of one of a few.
pub struct Code(pub &'static str);

macro_rules! coded {
    ($($type:ty),+) => {$(
        impl From<$type> for Code {
            fn from(code: $type) -> Self {
                Self(code.code())
            }
        }
    )+};
}
coded!(
    DeclineReason,
    Channel,
    ReturnReason,
    OutcomeKind,
    TakeDownGround,
    Kind
);

/// A group for each unit that has others below it: itself, then those of them that are not groups of their own.
pub fn unit_groups(reference: &Reference, may: impl Fn(&UnitId) -> bool) -> Vec<Group> {
    let active = || reference.units.iter().filter(|unit| unit.active);
    let is_head = |id: UnitId| active().any(|unit| unit.parent == Some(id));
    let heads = active().filter(|unit| unit.parent.is_none() || is_head(unit.id));
    let mut groups = Vec::new();
    for head in heads {
        let below = active().filter(|unit| unit.parent == Some(head.id) && !is_head(unit.id));
        let options: Vec<_> = std::iter::once(head)
            .chain(below)
            .filter(|unit| may(&unit.id))
            .map(|unit| (unit.id.to_string(), unit.short.clone()))
            .collect();
        if !options.is_empty() {
            groups.push(Group {
                label: head.name.clone(),
                options,
            });
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::office::Unit;

    fn unit(id: i64, parent: Option<i64>) -> Unit {
        Unit {
            id: UnitId(id),
            name: format!("单位{id}"),
            short: format!("{id}"),
            parent: parent.map(UnitId),
            region: None,
            active: id != 9,
        }
    }

    fn shown(groups: &[Group]) -> Vec<(String, Vec<&str>)> {
        groups
            .iter()
            .map(|group| {
                let options = group.options.iter().map(|(_, name)| name.as_str());
                (group.label.clone(), options.collect())
            })
            .collect()
    }

    #[test]
    fn units_stand_under_the_unit_above_them() {
        let reference = Reference {
            units: vec![
                unit(1, None),
                unit(2, Some(1)),
                unit(3, Some(1)),
                unit(4, Some(3)),
                unit(5, None),
                unit(9, Some(1)),
            ],
            ..Reference::default()
        };
        let all = unit_groups(&reference, |_id| true);
        assert_eq!(
            shown(&all),
            [
                ("单位1".into(), vec!["1", "2"]),
                ("单位3".into(), vec!["3", "4"]),
                ("单位5".into(), vec!["5"]),
            ]
        );
        let some = unit_groups(&reference, |id| id.0 == 4);
        assert_eq!(shown(&some), [("单位3".into(), vec!["4"])]);
    }
}
