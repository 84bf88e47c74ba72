//! Who acts: a role, an account, a unit or an office.

use crate::codes::codes;
use crate::event::By;
use crate::ids::{OfficeId, PersonId, UnitId};

codes! {
    /// A role. Everyone has exactly one.
    Role {
        /// A reader who has not signed in.
        Visitor = "visitor",
        /// 群众
        Citizen = "citizen",
        /// 审核员
        Editor = "editor",
        /// 分办员
        Dispatcher = "dispatcher",
        /// 承办人
        Handler = "handler",
        /// 单位负责人
        Approver = "approver",
        /// 领导
        Leader = "leader",
        /// 领导办公室
        LeaderOffice = "leader_office",
        /// 督办员
        Supervisor = "supervisor",
        /// 审计员
        Auditor = "auditor",
        /// 系统管理员
        Administrator = "administrator",
        /// 安全管理员
        SecurityAdministrator = "security_administrator",
        /// What happens by itself when time passes.
        Clock = "clock",
    }
}

impl Role {
    /// Whether people in this role sign in as staff, with a login and a password.
    pub fn is_staff(self) -> bool {
        !matches!(self, Self::Visitor | Self::Citizen | Self::Clock)
    }

    /// Whether people in this role work in a unit.
    pub fn needs_unit(self) -> bool {
        matches!(self, Self::Handler | Self::Approver)
    }

    /// Whether people in this role belong to an office.
    pub fn needs_office(self) -> bool {
        matches!(self, Self::Leader | Self::LeaderOffice)
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The role.
    pub role: Role,
    /// The account; none for a visitor and the clock.
    pub person: Option<PersonId>,
    /// The unit that the person works in.
    pub unit: Option<UnitId>,
    /// That unit and every unit below it.
    pub units: Vec<UnitId>,
    /// The office that the person holds or serves.
    pub office: Option<OfficeId>,
}

impl Actor {
    /// A reader who has not signed in.
    pub const VISITOR: Self = Self {
        role: Role::Visitor,
        person: None,
        unit: None,
        units: Vec::new(),
        office: None,
    };

    /// What happens by itself when time passes.
    pub const CLOCK: Self = Self {
        role: Role::Clock,
        person: None,
        unit: None,
        units: Vec::new(),
        office: None,
    };

    /// A citizen who has signed in.
    pub fn citizen(person: PersonId) -> Self {
        Self {
            role: Role::Citizen,
            person: Some(person),
            unit: None,
            units: Vec::new(),
            office: None,
        }
    }

    /// As the record of an event keeps it.
    pub fn by(&self) -> By {
        By {
            role: self.role,
            unit: self.unit,
            person: self.person,
        }
    }

    /// The account, where only people with one may act.
    pub fn account(&self) -> Result<PersonId, crate::permission::Forbidden> {
        self.person.ok_or(crate::permission::Forbidden::SignIn)
    }
}
