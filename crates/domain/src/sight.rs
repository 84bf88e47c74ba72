//! What somebody may see of a message. Loading goes through this, so that nobody can load what they may not see.

use crate::actor::{Actor, Role};
use crate::event::EventSight;
use crate::message::Message;
use crate::permission::Whose;
use crate::screening::Visibility;
use crate::stage::Stage;
use jiff::Timestamp;

/// How much of a message somebody sees; each includes the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Its number, and that it exists: not public, not yet screened, withdrawn, taken down.
    Stub,
    /// Office, kind, domain, stage and deadlines, without any text.
    Progress,
    /// What everyone may read.
    Public,
    /// Also what is said between writer and unit, in the published wording.
    Handling,
    /// Also the text as written and the hidden remark.
    Original,
}

impl Sight {
    /// Whether the published title may be shown.
    pub fn shows_text(self) -> bool {
        self >= Self::Public
    }

    /// Whether an event of this sight may be shown.
    pub fn shows(self, event: EventSight, is_writer: bool) -> bool {
        match event {
            EventSight::Public => self >= Self::Progress,
            EventSight::Parties => self >= Self::Handling || is_writer,
            EventSight::Staff => self >= Self::Handling && !is_writer,
        }
    }
}

impl Message {
    /// Whether the text is public at this time.
    pub fn is_public(&self, now: Timestamp) -> bool {
        self.public_sight(now) == Sight::Public
    }

    /// What everyone sees.
    pub fn public_sight(&self, now: Timestamp) -> Sight {
        if self.published_at.is_none() && !self.imported {
            return Sight::Stub;
        }
        match self.stage {
            Stage::TakenDown { .. } => return Sight::Stub,
            Stage::Withdrawn { effective_at } if now >= effective_at => return Sight::Stub,
            _ => {}
        }
        match self.visibility {
            Visibility::Public => Sight::Public,
            Visibility::ProgressOnly => Sight::Progress,
            Visibility::Private => Sight::Stub,
        }
    }

    /// The time by which it stands in public lists and in the search; none: it does not. A message that was taken
    /// back leaves them at once; its page stays until the withdrawal takes effect.
    pub fn listed_at(&self) -> Option<Timestamp> {
        let listed = self.public_sight(self.last_at) == Sight::Public
            && !matches!(self.stage, Stage::Withdrawn { .. });
        listed.then(|| self.published_at.unwrap_or(self.created_at))
    }

    /// What this actor sees.
    ///
    /// Staff who screen, assign and supervise see what was written; a unit and a leader see the published
    /// wording unless the writer opened the identity switch; administrators see what everyone sees.
    pub fn sight(&self, actor: &Actor, now: Timestamp) -> Sight {
        let public = self.public_sight(now);
        let original = if self.identity_open {
            Sight::Original
        } else {
            Sight::Handling
        };
        match actor.role {
            Role::Citizen if actor.has(Whose::Own, self) => Sight::Original,
            Role::Editor | Role::Dispatcher | Role::Supervisor | Role::Auditor => Sight::Original,
            Role::Handler | Role::Approver if actor.has(Whose::Unit, self) => original,
            Role::Leader | Role::LeaderOffice
                if actor.has(Whose::Office, self) && self.published_at.is_some() =>
            {
                original
            }
            Role::Clock => Sight::Original,
            _ => public,
        }
    }
}
