//! The rules of a message's life, tried verb by verb and by random walks.

use super::*;
use crate::calendar::Calendar;
use crate::deadline::{Extension, Terms};
use crate::form::Age;
use crate::ids::ReplyId;
use crate::office::RegionCode;
use crate::screening::{Channel, DeclineReason, TakeDownGround};
use crate::stage::{ClosedResult, StageKind, next};
use jiff::Span;
use proptest::prelude::*;

const LIN: PersonId = PersonId(1);
const ZHAO: PersonId = PersonId(2);
const WATER: UnitId = UnitId(10);
const HOUSING: UnitId = UnitId(11);

fn rules() -> Rules {
    Rules {
        calendar: Calendar::mainland(),
        terms: Terms::default(),
    }
}

/// Monday, 2 November 2026, 9:00 in Beijing.
fn monday() -> Timestamp {
    "2026-11-02T01:00:00Z".parse().unwrap()
}

fn days(time: Timestamp, days: i64) -> Timestamp {
    time.checked_add(Span::new().hours(24 * days)).unwrap()
}

fn filed(kind: Kind) -> Message {
    let rules = rules();
    let texts = Texts {
        title: ContentId(1),
        body: ContentId(2),
        demand: None,
        place: None,
        remark: None,
        public_title: None,
        public_body: None,
        public_demand: None,
    };
    let screen_by = rules.due(monday(), 1);
    Message {
        id: MessageId(1),
        number: None,
        writer: Some(PersonId(9)),
        pen_name: String::new(),
        office: OfficeId(1),
        region: RegionCode::parse("990100").ok(),
        kind,
        domain: DomainSlug::other(),
        subdomain: None,
        visibility: Visibility::Public,
        identity_open: false,
        hide_place: false,
        concerns: None,
        concerns_conduct: false,
        texts,
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
        last_at: monday(),
        created_at: monday(),
        published_at: None,
        replied_at: None,
        erased_at: None,
        imported: false,
        age: Age::Adult,
    }
}

fn handled(kind: Kind) -> Message {
    let rules = rules();
    let mut message = filed(kind);
    message.publish(LIN, monday(), &rules).unwrap();
    message.assign(WATER, monday(), &rules).unwrap();
    message.accept(monday()).unwrap();
    message
}

fn replied(at: Timestamp) -> Message {
    let mut message = handled(Kind::Help);
    message.submit_reply(ReplyId(1), at, &rules()).unwrap();
    message
        .publish_reply(LIN, at, Outcome::Settled, at, &rules())
        .unwrap();
    message
}

/// Does a verb with whatever it needs, as far as the domain has a method for it.
fn apply(message: &mut Message, verb: Verb, by: PersonId, now: Timestamp) -> Changed {
    let rules = rules();
    match verb {
        Verb::Submit => Err(message.stage.refuse(verb)),
        Verb::Edit => message.edit(now),
        Verb::Publish => message.publish(by, now, &rules),
        Verb::Decline => message.decline(by, DeclineReason::NotAMatter, now),
        Verb::Amend => message.amend(now, &rules),
        Verb::Appeal => message.appeal(now, &rules),
        Verb::Divert => message.divert(Channel::Court, now),
        Verb::TakeDown => message.take_down(TakeDownGround::Order, now),
        Verb::Assign => message.assign(WATER, now, &rules),
        Verb::Accept => message.accept(now),
        Verb::Refuse => message.refuse(now, &rules),
        Verb::Transfer => message.transfer(HOUSING, now, &rules),
        Verb::AddCoUnit => message.add_co_unit(HOUSING, now),
        Verb::Designate => message.designate(HOUSING, now),
        Verb::AskWriter => message.ask_writer(now, &rules),
        Verb::AnswerClarification => message.answer_clarification(now, &rules),
        Verb::RevealContact => message.reveal_contact(now),
        Verb::RequestExtension => message.request_extension(5, now, &rules),
        Verb::GrantExtension => message.judge_extension(true, now, &rules),
        Verb::DenyExtension => message.judge_extension(false, now, &rules),
        Verb::SubmitReply => message.submit_reply(ReplyId(i64::from(message.events)), now, &rules),
        Verb::ReturnReply => message.return_reply(now, &rules),
        Verb::PublishReply => message.publish_reply(by, now, Outcome::Explained, now, &rules),
        Verb::Rate => message.rate(Settled::Yes, now),
        Verb::FollowUp => message.follow_up(now, &rules),
        Verb::RequestReopen => message.request_reopen(now, &rules),
        Verb::Reopen => message.reopen(by, now, &rules),
        Verb::KeepClosed => message.keep_closed(by, now),
        Verb::MoveOffice => message.move_office(OfficeId(2), None, now, &rules),
        Verb::Close => message.close(now).map(|_result| ()),
        Verb::Withdraw => message.withdraw(now, &rules),
        Verb::Erase => message.erase(now),
        Verb::Redact
        | Verb::RecordOffline
        | Verb::PostInterim
        | Verb::CorrectReply
        | Verb::Instruct
        | Verb::Remind
        | Verb::Escalate
        | Verb::Split
        | Verb::LinkDuplicate
        | Verb::Support
        | Verb::Follow => message.stay(verb, now),
    }
}

#[test]
fn a_return_buys_no_time() {
    let rules = rules();
    let mut message = handled(Kind::Question);
    let due = message.clock.as_ref().unwrap().due;
    let submitted = days(monday(), 4);
    message.submit_reply(ReplyId(1), submitted, &rules).unwrap();
    message.return_reply(submitted, &rules).unwrap();
    let clock = message.clock.as_ref().unwrap();
    assert_eq!((clock.due, clock.first_due), (due, due));
    assert!(clock.next_due() > due, "three working days to answer again");
    assert_eq!(message.counts.returns, 1);
    // Answered again within the three days, but after the due day: late, and for ever.
    let again = days(monday(), 9);
    assert!(again > due && again < clock.next_due());
    message.submit_reply(ReplyId(2), again, &rules).unwrap();
    message
        .publish_reply(LIN, again, Outcome::Settled, again, &rules)
        .unwrap();
    assert_eq!(message.clock.as_ref().unwrap().overdue_since, Some(due));
}

#[test]
fn lateness_is_noted_once_and_never_repaired() {
    let rules = rules();
    let mut message = handled(Kind::Help);
    let late = days(monday(), 40);
    assert_eq!(message.note_late(days(monday(), 3)), None);
    assert_eq!(message.note_late(late), Some(LateStep::Reply));
    assert_eq!(message.note_late(late), None);
    let since = message.clock.as_ref().unwrap().overdue_since;
    message.request_extension(10, late, &rules).unwrap();
    message.judge_extension(true, late, &rules).unwrap();
    message.submit_reply(ReplyId(1), late, &rules).unwrap();
    message
        .publish_reply(LIN, late, Outcome::Settled, late, &rules)
        .unwrap();
    assert_eq!(message.clock.as_ref().unwrap().overdue_since, since);
}

#[test]
fn a_reopened_message_is_late_by_its_new_day_not_by_the_old_one() {
    let rules = rules();
    let mut message = replied(days(monday(), 2));
    let due = message.clock.as_ref().unwrap().due;
    message.request_reopen(days(monday(), 10), &rules).unwrap();
    let now = due.max(days(monday(), 12));
    assert_eq!(
        message.reopen(LIN, now, &rules),
        Err(message.stage.refuse(Verb::Reopen))
    );
    message.reopen(ZHAO, now, &rules).unwrap();
    assert_eq!(message.note_late(days(due, 1)), None);
    assert!(message.on_time(message.clock.as_ref().unwrap().next_due()));
    assert_eq!(message.note_late(days(due, 20)), Some(LateStep::Reply));
}

#[test]
fn an_appeal_goes_to_another_editor_once() {
    let rules = rules();
    let mut message = filed(Kind::Help);
    message
        .decline(LIN, DeclineReason::Insult, monday())
        .unwrap();
    message.appeal(monday(), &rules).unwrap();
    assert!(message.publish(LIN, monday(), &rules).is_err());
    message
        .decline(ZHAO, DeclineReason::Insult, monday())
        .unwrap();
    assert_eq!(
        message.appeal(monday(), &rules),
        Err(WrongStage::AppealUsed)
    );
    message.amend(monday(), &rules).unwrap();
    message
        .decline(LIN, DeclineReason::Insult, monday())
        .unwrap();
    assert_eq!(
        message.appeal(monday(), &rules),
        Err(WrongStage::AppealUsed),
        "an amendment brings no second appeal"
    );
}

#[test]
fn after_two_refusals_only_a_supervisor_gives_it_away() {
    let rules = rules();
    let mut message = filed(Kind::Help);
    message.publish(LIN, monday(), &rules).unwrap();
    for _ in 0..2 {
        message.assign(WATER, monday(), &rules).unwrap();
        message.refuse(monday(), &rules).unwrap();
    }
    assert_eq!(
        message.assign(WATER, monday(), &rules),
        Err(WrongStage::NeedsDesignation)
    );
    assert_eq!(
        message.waits_for().unwrap(),
        (Queue::Designation, rules.due(monday(), 2))
    );
    message.designate(HOUSING, monday()).unwrap();
    assert_eq!(message.stage, Stage::Handling { unit: HOUSING });
    assert_eq!(message.counts.hand_overs, 2);
}

#[test]
fn the_clock_stands_still_for_the_writer_twice_and_five_days_together() {
    let rules = rules();
    let mut message = handled(Kind::Help);
    let due = message.clock.as_ref().unwrap().due;
    message.ask_writer(monday(), &rules).unwrap();
    message
        .answer_clarification(days(monday(), 3), &rules)
        .unwrap();
    assert_eq!(message.clock.as_ref().unwrap().due, rules.due(due, 3));
    message.ask_writer(days(monday(), 3), &rules).unwrap();
    let Stage::AwaitingWriter { resume_by, .. } = message.stage else {
        panic!("{:?}", message.stage)
    };
    assert_eq!(
        rules
            .calendar
            .working_days_between(days(monday(), 3), resume_by),
        2
    );
    message
        .answer_clarification(days(monday(), 30), &rules)
        .unwrap();
    assert_eq!(
        message.clock.as_ref().unwrap().due,
        rules.due(due, 5),
        "five days at most"
    );
    assert_eq!(
        message.ask_writer(days(monday(), 30), &rules),
        Err(WrongStage::AskedEnough)
    );
}

#[test]
fn a_contact_is_shown_only_where_the_writer_opened_the_switch_and_while_somebody_works_on_it() {
    let rules = rules();
    let mut closed = handled(Kind::Help);
    assert_eq!(
        closed.reveal_contact(monday()),
        Err(WrongStage::IdentityClosed)
    );
    let mut open = filed(Kind::Help);
    open.identity_open = true;
    assert!(open.reveal_contact(monday()).is_err(), "nobody has it");
    open.publish(LIN, monday(), &rules).unwrap();
    open.assign(WATER, monday(), &rules).unwrap();
    assert!(open.reveal_contact(monday()).is_err(), "it may yet refuse");
    open.accept(monday()).unwrap();
    let events = open.events;
    open.reveal_contact(monday()).unwrap();
    assert_eq!(open.events, events + 1, "each look is an event");
}

#[test]
fn a_complaint_about_conduct_is_kept_from_the_accused_and_those_below() {
    let below = |above: UnitId, unit: UnitId| above == unit || (above, unit) == (WATER, HOUSING);
    let mut message = filed(Kind::Complaint);
    message.concerns = Some(WATER);
    assert!(
        !message.is_kept_from(WATER, below),
        "about service it may be theirs"
    );
    message.concerns_conduct = true;
    assert!(message.is_kept_from(WATER, below));
    assert!(message.is_kept_from(HOUSING, below));
    message.concerns = Some(HOUSING);
    assert!(!message.is_kept_from(WATER, below), "upward it goes");
}

#[test]
fn one_extension_of_at_most_ten_days() {
    let rules = rules();
    let mut message = handled(Kind::Help);
    let due = message.clock.as_ref().unwrap().due;
    let too_long = Err(WrongStage::ExtensionTooLong { max: 10 });
    assert_eq!(message.request_extension(0, monday(), &rules), too_long);
    assert_eq!(message.request_extension(11, monday(), &rules), too_long);
    assert_eq!(
        message.judge_extension(true, monday(), &rules),
        Err(WrongStage::NoExtensionAsked)
    );
    message.request_extension(10, monday(), &rules).unwrap();
    message.judge_extension(true, monday(), &rules).unwrap();
    let clock = message.clock.as_ref().unwrap();
    assert_eq!((clock.due, clock.first_due), (rules.due(due, 10), due));
    assert_eq!(
        message.request_extension(1, monday(), &rules),
        Err(WrongStage::ExtensionUsed)
    );
}

#[test]
fn a_reply_is_rated_once_and_in_time_and_silence_is_not_settled() {
    let rules = rules();
    let mut message = replied(days(monday(), 2));
    let Stage::Replied { rate_by, .. } = message.stage else {
        panic!("{:?}", message.stage)
    };
    let mut silent = message.clone();
    message.rate(Settled::Yes, days(monday(), 3)).unwrap();
    assert_eq!(
        message.rate(Settled::No, days(monday(), 3)),
        Err(WrongStage::Rated)
    );
    assert_eq!(
        message.close(days(rate_by, 1)).unwrap(),
        ClosedResult::Settled
    );
    assert_eq!(
        silent.rate(Settled::Yes, days(rate_by, 1)),
        Err(WrongStage::TimeOver)
    );
    assert_eq!(
        silent.follow_up(days(rate_by, 1), &rules),
        Err(WrongStage::TimeOver)
    );
    assert_eq!(
        silent.close(days(rate_by, 1)).unwrap(),
        ClosedResult::Unrated
    );
}

#[test]
fn a_promise_is_rated_after_its_day() {
    let rules = rules();
    let mut message = handled(Kind::Help);
    message.submit_reply(ReplyId(1), monday(), &rules).unwrap();
    let day = "2026-12-20".parse().unwrap();
    message
        .publish_reply(LIN, monday(), Outcome::Promised { day }, monday(), &rules)
        .unwrap();
    let Stage::Replied { rate_by, .. } = message.stage else {
        panic!("{:?}", message.stage)
    };
    assert_eq!(
        rules
            .calendar
            .working_days_between(rules.calendar.end_of(day), rate_by),
        15
    );
}

#[test]
fn a_reopening_that_is_not_granted_gives_the_time_back() {
    let rules = rules();
    let mut message = replied(monday());
    let Stage::Replied {
        rate_by: before, ..
    } = message.stage
    else {
        panic!("{:?}", message.stage)
    };
    message.request_reopen(days(monday(), 5), &rules).unwrap();
    message.keep_closed(ZHAO, days(monday(), 8)).unwrap();
    let Stage::Replied { rate_by: after, .. } = message.stage else {
        panic!("{:?}", message.stage)
    };
    assert_eq!(after, days(before, 3));
}

#[test]
fn a_second_answer_follows_only_a_follow_up() {
    let rules = rules();
    let mut message = replied(monday());
    assert_eq!(
        message.submit_reply(ReplyId(2), monday(), &rules),
        Err(WrongStage::NothingAsked)
    );
    message.follow_up(monday(), &rules).unwrap();
    assert_eq!(message.waits_for().unwrap().0, Queue::FollowUp);
    message.submit_reply(ReplyId(2), monday(), &rules).unwrap();
    message
        .publish_reply(LIN, monday(), Outcome::Explained, monday(), &rules)
        .unwrap();
    assert_eq!(message.waits_for().unwrap().0, Queue::Rating);
}

#[test]
fn time_in_a_thread_never_goes_back() {
    let mut message = filed(Kind::Help);
    message.edit(days(monday(), 2)).unwrap();
    message.edit(days(monday(), 1)).unwrap();
    assert_eq!((message.last_at, message.events), (days(monday(), 2), 3));
}

#[test]
fn the_extension_starts_unasked() {
    assert_eq!(
        handled(Kind::Help).clock.unwrap().extension,
        Extension::None
    );
}

proptest! {
    /// However a life goes: the table decides, the clock never restarts, lateness stays, events are counted.
    #[test]
    fn any_life_keeps_the_rules(steps in proptest::collection::vec((0..Verb::ALL.len(), any::<bool>(), 0..4_i64), 1..60)) {
        let rules = rules();
        let mut message = filed(Kind::Help);
        let mut now = monday();
        for (verb, second, wait) in steps {
            now = days(now, wait);
            let verb = Verb::ALL[verb];
            let before = message.clone();
            let by = if second { ZHAO } else { LIN };
            if apply(&mut message, verb, by, now).is_ok() {
                prop_assert_eq!(next(before.stage.kind(), verb), Some(message.stage.kind()));
                prop_assert_eq!(message.events, before.events + 1);
                prop_assert!(message.last_at >= before.last_at);
            } else {
                prop_assert_eq!(&message, &before, "a refusal changes nothing");
            }
            if let (Some(old), Some(new)) = (&before.clock, &message.clock) {
                prop_assert_eq!((old.started, old.first_due), (new.started, new.first_due));
                prop_assert!(new.due >= old.due);
                prop_assert!(old.overdue_since.is_none() || new.overdue_since == old.overdue_since);
            }
            prop_assert!(message.clock.is_some() || before.clock.is_none(), "a clock never goes away");
            let looked = message.clone();
            if message.note_late(now).is_none() {
                prop_assert_eq!(&message, &looked);
            }
            prop_assert!(message.note_late(now).is_none(), "noted once");
            // A look of the clock always has something to do, or is later.
            if let Some(wakes) = message.wakes_at(&rules) {
                let stage = message.stage.kind();
                let acts = matches!(stage, StageKind::Assigned | StageKind::AwaitingWriter | StageKind::Replied);
                let mut woken = message.clone();
                let then = days(wakes.max(now), 1);
                let done = acts || woken.note_late(then).is_some() || woken.remind_before_due(then, &rules);
                prop_assert!(done, "{stage} would wake for nothing");
            }
        }
    }
}

#[test]
fn what_is_split_off_waits_to_be_screened_and_buys_no_time() {
    let part = || Part {
        id: MessageId(2),
        office: OfficeId(3),
        region: None,
        kind: Kind::Suggestion,
        domain: DomainSlug::other(),
        texts: filed(Kind::Help).texts,
    };
    let rules = rules();
    let mut letter = filed(Kind::Complaint);
    letter.visibility = Visibility::Private;
    letter.identity_open = true;
    let first = letter.split(part(), days(monday(), 1), &rules).unwrap();
    assert_eq!(first.waits_for(), letter.waits_for());
    assert_eq!(
        (first.visibility, first.identity_open),
        (Visibility::Private, false)
    );
    assert_eq!((first.writer, first.office), (letter.writer, OfficeId(3)));
    assert_eq!((first.events, letter.events), (1, 2));

    letter.publish(LIN, days(monday(), 1), &rules).unwrap();
    let clock = letter.clock.clone();
    let second = letter.split(part(), days(monday(), 2), &rules).unwrap();
    assert_eq!((second.clock, second.published_at), (None, None));
    assert_eq!(second.stage.kind(), StageKind::Submitted);
    assert_eq!(
        (letter.clock.clone(), letter.stage.kind()),
        (clock, StageKind::Open)
    );

    letter.assign(WATER, days(monday(), 2), &rules).unwrap();
    letter.accept(days(monday(), 2)).unwrap();
    let late = letter.split(part(), days(monday(), 3), &rules);
    assert!(late.is_err(), "{late:?}");
}
