//! An editor screens, the writer edits, amends and appeals: stage and clock.

use super::{Changed, Counts, Message, Texts};
use crate::deadline::{Clock, Rules};
use crate::ids::{MessageId, OfficeId, PersonId};
use crate::office::RegionCode;
use crate::screening::{Channel, DeclineReason, Kind, TakeDownGround};
use crate::stage::{Stage, WrongStage};
use crate::taxonomy::DomainSlug;
use crate::verb::Verb;
use jiff::Timestamp;

/// What an editor says of the matter that is split off. Who may read it is as the writer chose for the whole letter; the
/// identity switch is one per message and the writer's alone: closed.
#[derive(Clone, Debug)]
pub struct Part {
    /// The id of the new message.
    pub id: MessageId,
    /// The seat that it goes to.
    pub office: OfficeId,
    /// The place of the seat.
    pub region: Option<RegionCode>,
    /// What the writer wants.
    pub kind: Kind,
    /// What it is about.
    pub domain: DomainSlug,
    /// Its texts.
    pub texts: Texts,
}

impl Message {
    /// The writer edits; editors have no more time for it.
    pub fn edit(&mut self, now: Timestamp) -> Changed {
        self.stay(Verb::Edit, now)
    }

    /// An editor shows it, or accepts it as not public. The clock starts here and never restarts.
    pub fn publish(&mut self, by: PersonId, now: Timestamp, rules: &Rules) -> Changed {
        self.screened_by(Verb::Publish, by)?;
        self.stage = Stage::Open {
            assign_by: rules.due(now, rules.terms.assign),
        };
        self.clock = Some(Clock::start(now, self.kind, rules));
        self.published_at = Some(self.happens(now));
        Ok(())
    }

    /// An editor declines it.
    pub fn decline(&mut self, by: PersonId, reason: DeclineReason, now: Timestamp) -> Changed {
        let appealed = self.screened_by(Verb::Decline, by)?;
        self.stage = Stage::Declined {
            reason,
            by,
            appealed,
        };
        self.happens(now);
        Ok(())
    }

    /// Checks that this editor may screen it: after an appeal another one decides.
    fn screened_by(&self, verb: Verb, by: PersonId) -> Result<bool, WrongStage> {
        match self.stage {
            Stage::Submitted {
                not_by, appealed, ..
            } if not_by != Some(by) => Ok(appealed),
            _ => Err(self.stage.refuse(verb)),
        }
    }

    /// The writer writes a declined message anew.
    pub fn amend(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::Declined { appealed, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Amend));
        };
        let screen_by = rules.due(now, rules.terms.screen);
        self.stage = Stage::Submitted {
            screen_by,
            late: false,
            not_by: None,
            appealed,
        };
        self.happens(now);
        Ok(())
    }

    /// The writer asks another editor, once.
    pub fn appeal(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::Declined { by, appealed, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Appeal));
        };
        if appealed {
            return Err(WrongStage::AppealUsed);
        }
        let screen_by = rules.due(now, rules.terms.screen);
        self.stage = Stage::Submitted {
            screen_by,
            late: false,
            not_by: Some(by),
            appealed: true,
        };
        self.happens(now);
        Ok(())
    }

    /// An editor names the channel that the law provides.
    pub fn divert(&mut self, channel: Channel, now: Timestamp) -> Changed {
        self.stage.may_leave_by(Verb::Divert)?;
        self.stage = Stage::Diverted { channel };
        self.happens(now);
        Ok(())
    }

    /// What was public is not any more.
    pub fn take_down(&mut self, ground: TakeDownGround, now: Timestamp) -> Changed {
        self.stage.may_leave_by(Verb::TakeDown)?;
        self.stage = Stage::TakenDown { ground };
        self.happens(now);
        Ok(())
    }

    /// Makes a message of its own of one matter. That one waits to be screened, like any that comes in; this one stays
    /// where it is, and so does its clock.
    pub fn split(&mut self, part: Part, now: Timestamp, rules: &Rules) -> Result<Self, WrongStage> {
        self.stay(Verb::Split, now)?;
        let screen_by = match self.stage {
            // Splitting buys no time.
            Stage::Submitted { screen_by, .. } => screen_by,
            _ => rules.due(now, rules.terms.screen),
        };
        Ok(Self {
            id: part.id,
            number: None,
            office: part.office,
            region: part.region,
            kind: part.kind,
            domain: part.domain,
            subdomain: None,
            identity_open: false,
            texts: part.texts,
            stage: Stage::Submitted {
                screen_by,
                late: false,
                not_by: None,
                appealed: false,
            },
            clock: None,
            counts: Counts::default(),
            co_units: Vec::new(),
            supports: 0,
            rated: None,
            outcome: None,
            events: 1,
            last_at: now,
            created_at: now,
            published_at: None,
            replied_at: None,
            erased_at: None,
            ..self.clone()
        })
    }

    /// Gives it to another office; the unit that had it has it no more.
    pub fn move_office(
        &mut self,
        office: OfficeId,
        region: Option<RegionCode>,
        now: Timestamp,
        rules: &Rules,
    ) -> Changed {
        self.stage.may_leave_by(Verb::MoveOffice)?;
        if !matches!(self.stage, Stage::Submitted { .. }) {
            self.stage = Stage::Open {
                assign_by: rules.due(now, rules.terms.assign),
            };
        }
        self.office = office;
        self.region = region;
        self.happens(now);
        Ok(())
    }
}
