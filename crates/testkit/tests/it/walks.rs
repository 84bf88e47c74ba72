//! Random walks: anybody does anything at any time, the rules hold, and the figures are those of a recount.

use crate::figures::equals_a_recount;
use crate::ledger::ledger_holds;
use domain::message::Message;
use domain::stage::{StageKind, next};
use domain::verb::Verb;
use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use testkit::{City, Door, Person, REPLY, on_postgres, on_sqlite};

/// One step of a walk: who, which of what they can do (or anything at all), and how much time passes before.
type Step = (usize, usize, bool, i64);

const STEPS: usize = 70;

#[test]
fn any_walk_keeps_the_rules_on_sqlite() {
    walk(12, |steps| async move {
        on_sqlite(Door::Api, async |city: &City| walks(city, &steps).await).await;
    });
}

#[test]
fn any_walk_keeps_the_rules_on_postgres() {
    walk(4, |steps| async move {
        on_postgres(Door::Api, async |city: &City| walks(city, &steps).await).await;
    });
}

/// Runs so many walks, the same ones every time.
fn walk<F: Future<Output = ()>>(cases: u32, test: impl Fn(Vec<Step>) -> F) {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let hours = prop_oneof![4 => Just(0), 2 => 1..30_i64, 1 => 30..200_i64];
    let step = (
        0..17_usize,
        0..1000_usize,
        prop::bool::weighted(0.85),
        hours,
    );
    let walked = TestRunner::new_with_rng(config, rng).run(&vec(step, STEPS), |steps| {
        runtime.block_on(test(steps));
        Ok(())
    });
    walked.unwrap();
}

async fn walks(city: &City, steps: &[Step]) {
    let number = city.wang.files("路灯不亮").await;
    let mut before = city.message(&number).await;
    for (who, pick, offered, hours) in steps {
        city.clock.pass(SignedDuration::from_hours(*hours));
        city.ticks().await;
        let after = city.message(&number).await;
        keeps(&before, &after);
        before = after;

        // Figures are folded at any time, or only at the end.
        if pick % 5 == 0 {
            city.app.fold_figures().await.unwrap();
        }
        let people = city.everyone();
        let person = people[*who];
        let can = person.thread(&number).await["can"].clone();
        let can: Vec<Verb> = can
            .as_array()
            .unwrap()
            .iter()
            .map(|verb| verb.as_str().unwrap().parse().unwrap())
            .collect();
        // What ends the walk early is left to a tenth of the walkers.
        let can: Vec<Verb> = can
            .into_iter()
            .filter(|verb| !ends(*verb) || pick % 10 == 0)
            .collect();
        let offered = *offered && !can.is_empty();
        let verbs = if offered { &can[..] } else { Verb::ALL };
        let verb = verbs[pick % verbs.len()];
        let Some((noun, fields)) = sent(city, person, verb, pick / 7) else {
            continue;
        };
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = person.tries(&number, noun, &fields).await;
        let after = city.message(&number).await;
        keeps(&before, &after);
        if answer.status.is_success() {
            assert_eq!(
                Some(after.stage.kind()),
                next(before.stage.kind(), verb),
                "{}",
                answer.asked
            );
            let counted = u32::from(!matches!(verb, Verb::Support));
            assert_eq!(after.events, before.events + counted, "{}", answer.asked);
            assert_eq!(
                answer.json()["stage"].as_str(),
                known(&answer.json(), &after),
                "{}",
                answer.asked
            );
        } else {
            assert_eq!(
                after, before,
                "{} was refused and changed something",
                answer.asked
            );
            assert!(
                !offered,
                "{} was offered and refused: {}",
                answer.asked,
                answer.text()
            );
        }
        before = after;
    }
    city.events(&number).await; // dense
    equals_a_recount(city).await;
    ledger_holds(city).await;
}

/// The stage that the answer tells: this person may know less than the test.
fn known<'m>(answer: &serde_json::Value, message: &'m Message) -> Option<&'m str> {
    answer["stage"]
        .is_string()
        .then(|| message.stage.kind().code())
}

/// What holds between any two looks at a message.
fn keeps(before: &Message, after: &Message) {
    assert!(after.events >= before.events);
    assert!(after.last_at >= before.last_at);
    if let Some(clock) = &before.clock {
        let now = after
            .clock
            .as_ref()
            .expect("a clock that runs is never taken away");
        assert_eq!(now.started, clock.started, "the clock restarted");
        assert_eq!(now.first_due, clock.first_due);
        assert!(now.due >= clock.due, "the due day came nearer");
        if clock.overdue_since.is_some() {
            assert_eq!(
                now.overdue_since, clock.overdue_since,
                "overdue was repaired"
            );
        }
    }
    if matches!(
        before.stage.kind(),
        StageKind::Withdrawn | StageKind::TakenDown
    ) {
        assert_eq!(after.stage.kind(), before.stage.kind());
    }
    assert!(after.counts.returns >= before.counts.returns);
    assert!(after.counts.hand_overs >= before.counts.hand_overs);
}

fn ends(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Withdraw | Verb::Erase | Verb::Divert | Verb::Decline
    )
}

/// The noun of a verb and what is sent to it; none for verbs that have no noun.
fn sent(
    city: &City,
    person: &Person,
    verb: Verb,
    pick: usize,
) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let text = || ("text", "菜场门口的三盏灯。".to_owned());
    let units = [City::WATER, City::HOUSING, City::WATER_STATION];
    let unit = || ("unit", units[pick % 3].to_string());
    let texts = || {
        vec![
            ("title", "城东路灯不亮".to_owned()),
            ("body", testkit::BODY.to_owned()),
        ]
    };
    let of = |name, value: &str| vec![(name, value.to_owned())];
    Some(match verb {
        Verb::Edit => ("text", texts()),
        Verb::Publish => ("publication", vec![]),
        Verb::Decline => (
            "decline",
            vec![
                ("reason", "test".into()),
                ("guidance", "请写具体一些。".into()),
            ],
        ),
        Verb::Amend => ("amendment", texts()),
        Verb::Appeal => ("appeal", vec![text()]),
        Verb::Divert => ("diversion", of("channel", "review")),
        Verb::Redact => ("redaction", texts()),
        Verb::MoveOffice => ("office", vec![("office", (1 + pick % 2).to_string())]),
        Verb::Assign => ("assignment", vec![unit()]),
        Verb::Accept => ("acceptance", vec![]),
        Verb::Refuse => ("refusal", of("ground", "不是我局职责。")),
        // A unit passes work down only, at the least to itself.
        Verb::Transfer => {
            let own = person.actor().units.last().copied();
            let to = own.unwrap_or(units[pick % 3]).to_string();
            ("transfer", of("unit", &to))
        }
        Verb::AddCoUnit => ("co-unit", vec![unit()]),
        Verb::Designate => ("designation", vec![unit()]),
        Verb::AskWriter => ("question", vec![text()]),
        Verb::AnswerClarification => ("clarification", vec![text()]),
        Verb::RequestExtension => (
            "extension-request",
            vec![
                ("days", (1 + pick % 10).to_string()),
                ("reason", "等备件。".into()),
            ],
        ),
        Verb::GrantExtension => ("extension", of("judgement", "grant")),
        Verb::DenyExtension => ("extension", of("judgement", "deny")),
        Verb::RecordOffline => {
            let today = city.app.rules.calendar.date(city.now()).to_string();
            ("offline-record", vec![text(), ("day", today)])
        }
        Verb::PostInterim => ("interim-reply", vec![text()]),
        Verb::SubmitReply => (
            "reply",
            vec![("text", REPLY.into()), ("outcome", "settled".into())],
        ),
        Verb::ReturnReply => ("return", of("reason", "no_finding")),
        Verb::PublishReply => ("reply-publication", vec![]),
        Verb::CorrectReply => ("correction", vec![text()]),
        Verb::Rate => (
            "rating",
            of("settled", ["settled", "partly", "not_settled"][pick % 3]),
        ),
        Verb::FollowUp => ("follow-up", vec![text()]),
        Verb::RequestReopen => ("reopening-request", vec![text()]),
        Verb::Reopen => ("reopening", vec![]),
        Verb::KeepClosed => ("reopening-refusal", of("reason", "照片显示已修好。")),
        Verb::Instruct => ("instruction", vec![text(), ("audience", "public".into())]),
        Verb::Remind => ("reminder", vec![]),
        Verb::Escalate => ("escalation", vec![]),
        Verb::Split => ("split", testkit::matter()),
        Verb::Support => ("support", vec![]),
        Verb::Withdraw => ("withdrawal", vec![]),
        Verb::Erase => ("erasure", vec![]),
        Verb::Submit
        | Verb::RevealContact
        | Verb::TakeDown
        | Verb::LinkDuplicate
        | Verb::Follow
        | Verb::Close => return None,
    })
}
