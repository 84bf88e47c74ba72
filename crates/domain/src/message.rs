//! A message and everything that can be done to it. Each verb is one method: it checks the table, then changes stage and clock.

use crate::deadline::{Clock, Extension, Rules};
use crate::ids::{ContentId, MessageId, Number, OfficeId, PersonId, ReplyId, UnitId};
use crate::office::RegionCode;
use crate::rating::Settled;
use crate::reply::Outcome;
use crate::screening::{Channel, DeclineReason, Kind, TakeDownGround, Visibility};
use crate::stage::{ClosedResult, Stage, WrongStage};
use crate::taxonomy::DomainSlug;
use crate::verb::Verb;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Where the texts of a message are; each is a row of its own with its own salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// As written.
    pub title: ContentId,
    /// As written.
    pub body: ContentId,
    /// 诉求
    pub demand: Option<ContentId>,
    /// 地点
    pub place: Option<ContentId>,
    /// 不公开备注
    pub remark: Option<ContentId>,
    /// As published, where words were taken out.
    pub public_title: Option<ContentId>,
    /// As published, where words were taken out.
    pub public_body: Option<ContentId>,
}

/// What is counted on a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Replies sent back.
    pub returns: u32,
    /// Hand-overs: refusals and transfers.
    pub hand_overs: u32,
    /// Refusals; from the second on a supervisor binds a unit.
    pub refusals: u32,
    /// Judged reopenings.
    pub reopenings: u32,
    /// 追问
    pub follow_ups: u32,
    /// A follow-up waits for its answer.
    pub asked_again: bool,
}

/// A message to one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its public number, once the sequencer has given it.
    pub number: Option<Number>,
    /// Who wrote it; none: imported, or the account was closed.
    pub writer: Option<PersonId>,
    /// How the writer is called in public.
    pub pen_name: String,
    /// The seat that it is written to.
    pub office: OfficeId,
    /// The place of the seat.
    pub region: Option<RegionCode>,
    /// What the writer wants.
    pub kind: Kind,
    /// What it is about.
    pub domain: DomainSlug,
    /// More exactly.
    pub subdomain: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
    /// The identity switch.
    pub identity_open: bool,
    /// The place is not shown to the public.
    pub hide_place: bool,
    /// 被反映对象: the unit that is complained about.
    pub concerns: Option<UnitId>,
    /// The complaint is about conduct, so it goes upward.
    pub concerns_conduct: bool,
    /// Its texts.
    pub texts: Texts,
    /// Where it stands.
    pub stage: Stage,
    /// Its clock, from publication on; an imported message has none.
    pub clock: Option<Clock>,
    /// What is counted on it.
    pub counts: Counts,
    /// Units that help.
    pub co_units: Vec<UnitId>,
    /// “Me too” of other people.
    pub supports: u32,
    /// The latest word of the writer since the latest reply was published.
    pub rated: Option<Settled>,
    /// The promised day of the published reply moved the time for rating: kept for the page.
    pub outcome: Option<Outcome>,
    /// How many events its thread has; the next has this number plus one.
    pub events: u32,
    /// The time of the latest event.
    pub last_at: Timestamp,
    /// When it was received; an imported one carries its claimed time.
    pub created_at: Timestamp,
    /// When it was published or accepted as not public.
    pub published_at: Option<Timestamp>,
    /// When its latest final reply was published.
    pub replied_at: Option<Timestamp>,
    /// The writer had its texts erased.
    pub erased_at: Option<Timestamp>,
    /// Came from an archive.
    pub imported: bool,
}

/// Why a verb is not possible, beyond the stage.
pub type Changed = Result<(), WrongStage>;

impl Message {
    /// Counts one event and gives its time: never earlier than the thread's last.
    fn happens(&mut self, now: Timestamp) -> Timestamp {
        self.events += 1;
        self.last_at = self.last_at.max(now);
        self.last_at
    }

    /// A verb that leaves the stage as it is.
    pub fn stay(&mut self, verb: Verb, now: Timestamp) -> Changed {
        self.stage.stay(verb)?;
        self.happens(now);
        Ok(())
    }

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

    /// The unit asks the writer; the clock stands still, at most so often and so long.
    pub fn ask_writer(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let refusal = self.stage.refuse(Verb::AskWriter);
        let (Stage::Handling { unit }, Some(clock)) = (&self.stage, &mut self.clock) else {
            return Err(refusal);
        };
        let left = clock.pause_left(&rules.terms);
        if clock.pauses >= rules.terms.pauses || left == 0 {
            return Err(WrongStage::AskedEnough);
        }
        clock.pauses += 1;
        clock.paused = Some(now);
        self.stage = Stage::AwaitingWriter {
            unit: *unit,
            resume_by: rules.due(now, left),
        };
        self.happens(now);
        Ok(())
    }

    /// The writer answers, or the time for it ends: the clock runs again.
    pub fn answer_clarification(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::AwaitingWriter { unit, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::AnswerClarification));
        };
        if let Some(clock) = &mut self.clock {
            clock.resume(now, rules);
        }
        self.stage = Stage::Handling { unit };
        self.happens(now);
        Ok(())
    }

    /// The unit asks for its one extension.
    pub fn request_extension(&mut self, days: u32, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.stay(Verb::RequestExtension)?;
        let max = rules.terms.extension;
        if !(1..=max).contains(&days) {
            return Err(WrongStage::ExtensionTooLong { max });
        }
        match &mut self.clock {
            Some(clock) if clock.extension == Extension::None => {
                clock.extension = Extension::Requested { days }
            }
            _ => return Err(WrongStage::ExtensionUsed),
        }
        self.happens(now);
        Ok(())
    }

    /// A supervisor decides on the extension. What is late by then stays late.
    pub fn judge_extension(&mut self, grant: bool, now: Timestamp, rules: &Rules) -> Changed {
        let verb = if grant {
            Verb::GrantExtension
        } else {
            Verb::DenyExtension
        };
        self.stage.stay(verb)?;
        let Some(clock) = &mut self.clock else {
            return Err(WrongStage::NoExtensionAsked);
        };
        let Extension::Requested { days } = clock.extension else {
            return Err(WrongStage::NoExtensionAsked);
        };
        if grant {
            clock.extension = Extension::Granted { days };
            clock.due = rules.due(clock.due, days);
        } else {
            clock.extension = Extension::Denied;
        }
        self.happens(now);
        Ok(())
    }

    /// The unit hands in its final reply, or its answer to a follow-up.
    pub fn submit_reply(&mut self, reply: ReplyId, now: Timestamp, rules: &Rules) -> Changed {
        let unit = match self.stage {
            Stage::Handling { unit } => unit,
            Stage::Replied { unit, .. } if self.counts.asked_again => unit,
            Stage::Replied { .. } => return Err(WrongStage::NothingAsked),
            _ => return Err(self.stage.refuse(Verb::SubmitReply)),
        };
        let review_by = rules.due(now, rules.terms.review);
        self.stage = Stage::InReview {
            unit,
            reply,
            review_by,
            late: false,
        };
        self.happens(now);
        Ok(())
    }

    /// An editor sends the reply back. The clock runs on: a return buys no time.
    pub fn return_reply(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        let Stage::InReview { unit, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::ReturnReply));
        };
        self.stage = Stage::Handling { unit };
        self.counts.returns += 1;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    fn answer_again(&mut self, now: Timestamp, rules: &Rules) {
        if let Some(clock) = &mut self.clock {
            clock.answer_again_by = Some(rules.due(now, rules.terms.answer_again));
        }
    }

    /// An editor publishes the reply. The writer may rate for 15 days, or 15 days after a promised date.
    ///
    /// A reply that was handed in after the due day is late for ever, whether or not the clock came by in between.
    pub fn publish_reply(
        &mut self,
        by: PersonId,
        submitted_at: Timestamp,
        outcome: Outcome,
        now: Timestamp,
        rules: &Rules,
    ) -> Changed {
        let Stage::InReview { unit, reply, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::PublishReply));
        };
        let from = match outcome.day() {
            Some(day) => rules.calendar.end_of(day).max(now),
            None => now,
        };
        self.stage = Stage::Replied {
            unit,
            reply,
            editor: by,
            rate_by: rules.due(from, rules.terms.rate),
        };
        if let Some(due) = self.late_after()
            && submitted_at > due
            && let Some(clock) = &mut self.clock
        {
            clock.overdue_since = Some(due);
        }
        if let Some(clock) = &mut self.clock {
            clock.answer_again_by = None;
        }
        self.counts.asked_again = false;
        self.outcome = Some(outcome);
        self.rated = None;
        self.replied_at = Some(self.happens(now));
        Ok(())
    }

    /// The moment after which the reply is late, while it is not. Before the first published reply that is the
    /// due day, whatever was returned; after it, the day set by a reopening or a follow-up.
    fn late_after(&self) -> Option<Timestamp> {
        let clock = self
            .clock
            .as_ref()
            .filter(|clock| clock.overdue_since.is_none())?;
        if self.replied_at.is_none() {
            Some(clock.due)
        } else {
            clock.answer_again_by
        }
    }

    /// Whether a final reply handed in at `submitted_at` is on time. A return buys no time.
    pub fn on_time(&self, submitted_at: Timestamp) -> bool {
        !self.overdue() && self.late_after().is_none_or(|due| submitted_at <= due)
    }

    fn in_time(&self, verb: Verb, now: Timestamp) -> Changed {
        match self.stage {
            Stage::Replied { rate_by, .. } if now <= rate_by => Ok(()),
            Stage::Replied { .. } => Err(WrongStage::TimeOver),
            _ => Err(self.stage.refuse(verb)),
        }
    }

    /// The writer says whether it was settled, once for each published final reply.
    pub fn rate(&mut self, settled: Settled, now: Timestamp) -> Changed {
        self.in_time(Verb::Rate, now)?;
        if self.rated.is_some() {
            return Err(WrongStage::Rated);
        }
        self.rated = Some(settled);
        self.happens(now);
        Ok(())
    }

    /// The writer asks again under the reply.
    pub fn follow_up(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.in_time(Verb::FollowUp, now)?;
        self.counts.follow_ups += 1;
        self.counts.asked_again = true;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    /// The writer says that it is not settled.
    pub fn request_reopen(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.in_time(Verb::RequestReopen, now)?;
        let Stage::Replied {
            unit,
            reply,
            editor,
            rate_by,
        } = self.stage
        else {
            return Err(self.stage.refuse(Verb::RequestReopen));
        };
        let judge_by = rules.due(now, rules.terms.judge);
        self.stage = Stage::ReopenRequested {
            unit,
            reply,
            editor,
            rate_by,
            judge_by,
        };
        self.happens(now);
        Ok(())
    }

    /// An editor who did not publish the reply agrees: the unit answers again.
    pub fn reopen(&mut self, by: PersonId, now: Timestamp, rules: &Rules) -> Changed {
        let (unit, ..) = self.judged_by(Verb::Reopen, by)?;
        self.stage = Stage::Handling { unit };
        self.counts.reopenings += 1;
        self.answer_again(now, rules);
        self.happens(now);
        Ok(())
    }

    /// An editor who did not publish the reply does not agree, with the reason.
    ///
    /// The time for rating that was left when the writer asked is given back.
    pub fn keep_closed(&mut self, by: PersonId, now: Timestamp) -> Changed {
        let (unit, reply, editor, rate_by) = self.judged_by(Verb::KeepClosed, by)?;
        let left = self.last_at.duration_until(rate_by);
        let rate_by = now.checked_add(left).unwrap_or(rate_by).max(rate_by);
        self.stage = Stage::Replied {
            unit,
            reply,
            editor,
            rate_by,
        };
        self.happens(now);
        Ok(())
    }

    fn judged_by(
        &self,
        verb: Verb,
        by: PersonId,
    ) -> Result<(UnitId, ReplyId, PersonId, Timestamp), WrongStage> {
        match self.stage {
            Stage::ReopenRequested {
                unit,
                reply,
                editor,
                rate_by,
                ..
            } if editor != by => Ok((unit, reply, editor, rate_by)),
            _ => Err(self.stage.refuse(verb)),
        }
    }

    /// The clock ends it when the time for rating is over.
    pub fn close(&mut self, now: Timestamp) -> Result<ClosedResult, WrongStage> {
        let Stage::Replied { unit, reply, .. } = self.stage else {
            return Err(self.stage.refuse(Verb::Close));
        };
        let result = ClosedResult::from(self.rated);
        self.stage = Stage::Closed {
            result,
            unit: Some(unit),
            reply: Some(reply),
        };
        self.happens(now);
        Ok(result)
    }

    /// The writer takes it back, before a reply; the text stays for two days more.
    pub fn withdraw(&mut self, now: Timestamp, rules: &Rules) -> Changed {
        self.stage.may_leave_by(Verb::Withdraw)?;
        let hours = Span::new().hours(i64::from(rules.terms.withdraw_hours));
        let effective_at = now.checked_add(hours).unwrap_or(Timestamp::MAX);
        self.stage = Stage::Withdrawn { effective_at };
        self.happens(now);
        Ok(())
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

    /// The texts are gone; the stage stays, and the thread says so.
    pub fn erase(&mut self, now: Timestamp) -> Changed {
        self.stage.stay(Verb::Erase)?;
        self.erased_at = Some(self.happens(now));
        Ok(())
    }

    /// The clock notes that somebody is late: once for each step, and never repaired.
    pub fn note_late(&mut self, now: Timestamp) -> Option<LateStep> {
        let step = self.late_step(now)?;
        match &mut self.stage {
            Stage::Submitted { late, .. } | Stage::InReview { late, .. } => *late = true,
            _ => {
                let due = self.late_after();
                if let Some(clock) = &mut self.clock {
                    clock.overdue_since = due;
                }
            }
        }
        self.happens(now);
        Some(step)
    }

    fn late_step(&self, now: Timestamp) -> Option<LateStep> {
        match self.stage {
            Stage::Submitted {
                screen_by,
                late: false,
                ..
            } if now > screen_by => Some(LateStep::Screening),
            Stage::InReview {
                review_by,
                late: false,
                ..
            } if now > review_by => Some(LateStep::Review),
            Stage::Open { .. } | Stage::Assigned { .. } | Stage::Handling { .. } => {
                (now > self.late_after()?).then_some(LateStep::Reply)
            }
            _ => None,
        }
    }

    /// Whether the reply is or was late.
    pub fn overdue(&self) -> bool {
        self.clock
            .as_ref()
            .is_some_and(|clock| clock.overdue_since.is_some())
    }

    /// Who has to do something, and by when: what a worklist is made of.
    pub fn waits_for(&self) -> Option<(Queue, Timestamp)> {
        let clock_due = self.clock.as_ref().map(Clock::next_due);
        Some(match self.stage {
            Stage::Submitted { screen_by, .. } => (Queue::Screening, screen_by),
            Stage::Open { assign_by } if self.counts.refusals >= 2 => {
                (Queue::Designation, assign_by)
            }
            Stage::Open { assign_by } => (Queue::Assignment, assign_by),
            Stage::Assigned { accept_by, .. } => (Queue::Acceptance, accept_by),
            Stage::Handling { .. } => (Queue::Handling, clock_due?),
            Stage::AwaitingWriter { resume_by, .. } => (Queue::Writer, resume_by),
            Stage::InReview { review_by, .. } => (Queue::Review, review_by),
            Stage::ReopenRequested { judge_by, .. } => (Queue::Judging, judge_by),
            Stage::Replied { .. } if self.counts.asked_again => (Queue::FollowUp, clock_due?),
            Stage::Replied { rate_by, .. } => (Queue::Rating, rate_by),
            _ => return None,
        })
    }

    /// When the clock has to look at it next: only where it then has something to do.
    pub fn wakes_at(&self, rules: &Rules) -> Option<Timestamp> {
        match self.stage {
            Stage::Submitted {
                screen_by: by,
                late: false,
                ..
            }
            | Stage::InReview {
                review_by: by,
                late: false,
                ..
            }
            | Stage::AwaitingWriter { resume_by: by, .. }
            | Stage::Replied { rate_by: by, .. } => Some(by),
            Stage::Assigned { accept_by, .. } => Some(
                self.late_or_remind(rules)
                    .map_or(accept_by, |at| at.min(accept_by)),
            ),
            Stage::Open { .. } | Stage::Handling { .. } => self.late_or_remind(rules),
            _ => None,
        }
    }

    fn late_or_remind(&self, rules: &Rules) -> Option<Timestamp> {
        let late = self.late_after()?;
        let clock = self
            .clock
            .as_ref()
            .filter(|clock| !clock.reminded && self.replied_at.is_none());
        Some(clock.map_or(late, |clock| late.min(Self::remind_at(clock, rules))))
    }

    fn remind_at(clock: &Clock, rules: &Rules) -> Timestamp {
        let days = rules
            .calendar
            .working_days_between(clock.started, clock.due);
        rules.due(clock.started, days * rules.terms.remind_percent / 100)
    }

    /// The clock reminds the unit once before the due day.
    pub fn remind_before_due(&mut self, now: Timestamp, rules: &Rules) -> bool {
        let Some(clock) = &self.clock else {
            return false;
        };
        let open = clock.overdue_since.is_none() && !clock.reminded && self.replied_at.is_none();
        let due = open && now > Self::remind_at(clock, rules);
        if !due || self.stage.stay(Verb::Remind).is_err() {
            return false;
        }
        if let Some(clock) = &mut self.clock {
            clock.reminded = true;
        }
        self.happens(now);
        true
    }
}

crate::codes::codes! {
    /// Who was late.
    LateStep {
        /// An editor with screening.
        Screening = "screening",
        /// The unit with the reply.
        Reply = "reply",
        /// An editor with the review.
        Review = "review",
    }
}

crate::codes::codes! {
    /// The worklists.
    Queue {
        /// Editors screen.
        Screening = "screening",
        /// Editors review replies.
        Review = "review",
        /// Editors judge requests to reopen.
        Judging = "judging",
        /// Dispatchers assign.
        Assignment = "assignment",
        /// Supervisors bind a unit.
        Designation = "designation",
        /// Units confirm.
        Acceptance = "acceptance",
        /// Units work.
        Handling = "handling",
        /// Units answer a follow-up.
        FollowUp = "follow_up",
        /// The writer is asked.
        Writer = "writer",
        /// The writer may rate.
        Rating = "rating",
    }
}
