//! Who does the work: stage and clock.

use super::{Changed, Message};
use crate::deadline::Rules;
use crate::ids::UnitId;
use crate::stage::{Stage, WrongStage};
use crate::verb::Verb;
use jiff::Timestamp;

impl Message {
    /// A dispatcher gives it to a unit; after two refusals only a supervisor does.
    pub fn assign(&mut self, unit: UnitId, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.may_leave_by(Verb::Assign)?;
        self.not_bound_to_designate()?;
        self.give_to(unit, now, rules);
        Ok(())
    }

    /// Gives it to another unit.
    pub fn transfer(&mut self, unit: UnitId, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.may_leave_by(Verb::Transfer)?;
        self.counts.hand_overs += 1;
        self.give_to(unit, now, rules);
        Ok(())
    }

    /// A supervisor binds a unit: it has nothing to confirm and cannot refuse.
    pub fn designate(&mut self, unit: UnitId, now: Timestamp) -> Changed {
        self.stage.may_leave_by(Verb::Designate)?;
        self.stage = Stage::Handling { unit };
        self.happens(now);
        Ok(())
    }

    /// 被反映对象: whether a complaint about conduct is kept from a unit, because that is the accused or below it.
    ///
    /// `is_below` tells whether the second unit is the first one or stands below it in the tree.
    pub fn is_kept_from(
        &self,
        unit: UnitId,
        is_below: impl FnOnce(UnitId, UnitId) -> bool,
    ) -> bool {
        self.concerns
            .filter(|_accused| self.concerns_conduct)
            .is_some_and(|accused| is_below(accused, unit))
    }

    fn give_to(&mut self, unit: UnitId, now: Timestamp, rules: &Rules) {
        self.stage = Stage::Assigned {
            unit,
            accept_by: rules.due(now, rules.terms.accept),
        };
        self.happens(now);
    }

    fn not_bound_to_designate(&self) -> Changed {
        if self.counts.refusals >= 2 {
            Err(WrongStage::NeedsDesignation)
        } else {
            Ok(())
        }
    }

    /// The unit takes it, or silence does.
    pub fn accept(&mut self, now: Timestamp) -> Changed {
        let Stage::Assigned { unit, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Accept));
        };
        self.stage = Stage::Handling { unit };
        self.happens(now);
        Ok(())
    }

    /// The unit says that it is not its duty. The second time, a supervisor binds one within two working days.
    pub fn refuse(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::Assigned { .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Refuse));
        };
        self.counts.refusals += 1;
        self.counts.hand_overs += 1;
        let days = if self.counts.refusals >= 2 {
            rules.terms.designate
        } else {
            rules.terms.assign
        };
        self.stage = Stage::Open {
            assign_by: rules.due(now, days),
        };
        self.happens(now);
        Ok(())
    }

    /// Adds a unit that helps.
    pub fn add_co_unit(&mut self, unit: UnitId, now: Timestamp) -> Changed {
        self.stay(Verb::AddCoUnit, now)?;
        if !self.co_units.contains(&unit) {
            self.co_units.push(unit);
        }
        Ok(())
    }
}
