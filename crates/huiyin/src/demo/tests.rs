//! The demo city, played whole: every stage is there, everything that should have happened by itself did.

use super::NoSms;
use super::cast::Shared;
use super::contents::{Contents, Deed, Life};
use super::player::{MovedClock, play};
use crate::system::{SystemChance, SystemClock};
use app::setup::NotSetUp;
use app::sign_in::Browser;
use app::totp::Secret;
use app::{App, Board, Chance, Clock, Parts};
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::calendar::Calendar;
use domain::deadline::{Rules, Terms};
use domain::event::Event;
use domain::form::FormLimits;
use domain::stage::{StageKind, next};
use domain::verb::Verb;
use jiff::civil::date;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use store::blobs::Blobs;
use store::vault::{Keys, Vault};
use store::{Db, Engine, Options, lists};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The verb of a deed in the table of transitions.
fn verb(deed: &Deed) -> Verb {
    match deed {
        Deed::Edit { .. } => Verb::Edit,
        Deed::Publish => Verb::Publish,
        Deed::Redact { .. } => Verb::Redact,
        Deed::Decline { .. } => Verb::Decline,
        Deed::Amend { .. } => Verb::Amend,
        Deed::Appeal { .. } => Verb::Appeal,
        Deed::Divert { .. } => Verb::Divert,
        Deed::Assign { .. } => Verb::Assign,
        Deed::Accept | Deed::Silence => Verb::Accept,
        Deed::Refuse { .. } => Verb::Refuse,
        Deed::Designate { .. } => Verb::Designate,
        Deed::AskWriter { .. } => Verb::AskWriter,
        Deed::AnswerClarification { .. } => Verb::AnswerClarification,
        Deed::RequestExtension { .. } => Verb::RequestExtension,
        Deed::GrantExtension => Verb::GrantExtension,
        Deed::Interim { .. } => Verb::PostInterim,
        Deed::Reply { .. } => Verb::SubmitReply,
        Deed::Return { .. } => Verb::ReturnReply,
        Deed::PublishReply => Verb::PublishReply,
        Deed::Rate { .. } => Verb::Rate,
        Deed::FollowUp { .. } => Verb::FollowUp,
        Deed::RequestReopen { .. } => Verb::RequestReopen,
        Deed::Reopen => Verb::Reopen,
        Deed::KeepClosed { .. } => Verb::KeepClosed,
        Deed::Instruct { .. } => Verb::Instruct,
        Deed::Withdraw => Verb::Withdraw,
        Deed::Close => Verb::Close,
    }
}

/// The stage that a life ends in, by the table of transitions alone.
fn ends_in(life: &Life) -> StageKind {
    life.steps.iter().fold(StageKind::Submitted, |stage, step| {
        let verb = verb(&step.deed);
        next(stage, verb).unwrap_or_else(|| panic!("{}: cannot {verb} from {stage}", life.key))
    })
}

/// An empty board on an engine, with a clock to move. The folder is for its files.
async fn empty_board(engine: Engine, folder: &Path) -> (App, Arc<MovedClock>) {
    let calendar = Calendar::mainland();
    let options = Options {
        engine,
        connections: 4,
        zone: calendar.zone().clone(),
    };
    let clock = Arc::new(MovedClock::default());
    let app = App::open(Parts {
        db: Db::open(&options).await.unwrap(),
        blobs: Blobs::open(folder.join("blobs")).unwrap(),
        vault: Vault::new(Keys::generate(|bytes| SystemChance.fill(bytes))),
        clock: clock.clone(),
        chance: Arc::new(SystemChance),
        sms: Arc::new(NoSms),
        provider: None,
        rules: Rules {
            calendar,
            terms: Terms::default(),
        },
        limits: FormLimits::default(),
        board: Board {
            name: "云川市领导留言板".into(),
            url: "http://localhost".into(),
            operator: String::new(),
            licence: String::new(),
            messages_a_day: 10,
            security_days: 366,
            texts_a_day: 0,
        },
        ledger_key: None,
        erasures: None,
    });
    (app.await.unwrap(), clock)
}

/// Plays everything up to `now` on the embedded store and looks at what came of it.
async fn plays(now: &str) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::Sqlite(folder.path().join("data.sqlite"));
    let (app, clock) = empty_board(engine, folder.path()).await;
    is_whole(&app, &clock, now).await;
    app.db.close().await;
}

async fn is_whole(app: &App, clock: &MovedClock, now: &str) {
    let now: Timestamp = now.parse().unwrap();
    let contents = Contents::read().unwrap();
    let shared = Shared {
        password: "a-password-of-tests".to_owned(),
        secret: Secret::draw(&SystemChance),
    };
    let cast = play(app, clock, &contents, &shared, now, |_, _| {})
        .await
        .unwrap();
    offices_have_their_holders(app);
    let again = app.set_up(&contents.city).await;
    assert!(matches!(again, Err(NotSetUp::Already)));

    let mut stages: BTreeMap<StageKind, usize> = BTreeMap::new();
    let (mut returned, mut overdue, mut reopened) = (0, 0, 0);
    let mut own = Vec::new();
    for writer in cast.citizens.values() {
        own.extend(app.own_messages(writer).await.unwrap());
    }
    for life in &contents.lives {
        let last_title = life.steps.iter().rev().find_map(|step| match &step.deed {
            Deed::Edit { title, .. } | Deed::Amend { title, .. } => Some(title),
            _ => None,
        });
        let title = last_title.unwrap_or(&life.title);
        let mut found = own.iter().filter(|own| own.title_as_written == *title);
        let listed = found.next().unwrap_or_else(|| panic!("{}", life.key));
        let message = &listed.message;
        assert!(message.number.is_some(), "{}", life.key);
        assert!(message.last_at <= now, "{}", life.key);
        assert_eq!(message.stage.kind(), ends_in(life), "{}", life.key);
        assert_eq!(usize::try_from(message.supports).unwrap(), life.supports);
        *stages.entry(message.stage.kind()).or_default() += 1;
        returned += usize::from(message.counts.returns > 0);
        reopened += usize::from(message.counts.reopenings > 0);
        overdue += usize::from(message.overdue());

        // What the clock was to do was done by the clock.
        let thread = app.thread(&Actor::CLOCK, message.id).await.unwrap();
        let silent = |event: &Event| matches!(event, Event::Accepted { silence: true, .. });
        let by_silence = thread.entries.iter().filter(|entry| silent(&entry.event));
        let silences = life
            .steps
            .iter()
            .filter(|step| matches!(step.deed, Deed::Silence));
        assert_eq!(by_silence.count(), silences.count(), "{}", life.key);
        assert_eq!(thread.pictures.len(), life.pictures.len(), "{}", life.key);
    }
    for stage in StageKind::ALL {
        let is_there = stages.contains_key(stage);
        assert_eq!(is_there, *stage != StageKind::TakenDown, "{stage}");
    }
    assert!(returned >= 8, "{returned} were returned");
    assert!(overdue >= 3, "{overdue} are or were overdue");
    assert!(reopened >= 1);

    let jobs = app.db.read(async |tx| store::jobs::count(tx).await).await;
    assert_eq!(jobs.unwrap(), 0);
    assert_eq!(app.tick().await.unwrap().changed, 0);
    let page = app.public_list(&lists::Filter::default(), None, 200).await;
    assert!(page.unwrap().items.len() > 60);
    for login in ["editor", "handler", "leader", "administrator"] {
        let browser = Browser::default();
        let way = app.begin_staff(login, shared.password.clone(), &browser);
        let way = way.await.unwrap();
        let code = shared.secret.next_code(app.clock.now(), 0);
        let opened = app.prove_code(&way, &code, &browser).await.unwrap();
        assert!(opened.is_some(), "{login} has nothing to set up");
    }
}

/// The file gives the day after the last, the board keeps the last day.
fn offices_have_their_holders(app: &App) {
    let reference = app.reference();
    let holder = |title: &str, day| {
        let office = reference.offices.iter().find(|one| one.title == title);
        let holder = reference.holder_on(office.unwrap().id, day);
        holder.map(|holder| holder.name.clone())
    };
    let secretary = |day| holder("云川市委书记", day);
    assert_eq!(secretary(date(2024, 11, 19)).as_deref(), Some("秦守成"));
    assert_eq!(secretary(date(2024, 11, 20)).as_deref(), Some("顾怀川"));
    assert_eq!(secretary(date(2020, 6, 14)), None);
    assert_eq!(holder("望岭县县长", date(2026, 7, 1)), None);
}

#[tokio::test]
async fn the_city_is_whole_on_a_working_day() {
    plays("2026-11-23T05:12:00Z").await;
}

#[tokio::test]
async fn the_city_is_whole_in_a_holiday_week() {
    plays("2026-10-04T15:00:00Z").await;
}

#[tokio::test]
async fn the_city_is_whole_early_in_a_year_without_a_calendar() {
    plays("2031-01-06T23:40:00Z").await;
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads where its PostgreSQL is"
)]
async fn the_city_is_whole_on_postgres() {
    let server = std::env::var("HUIYIN_TEST_POSTGRES").unwrap_or_else(|_missing| {
        panic!("no PostgreSQL: run `cargo xtask postgres -- cargo test -p huiyin`")
    });
    let schema = format!("demo_{}", std::process::id());
    psql(&server, &format!("CREATE SCHEMA {schema}"));
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options[search_path]={schema}");
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = empty_board(Engine::Postgres(url), folder.path()).await;
    let (stop, told) = watch::channel(false);
    let mut sequencing = JoinSet::new();
    let db = app.db.clone();
    sequencing.spawn(async move { db.sequence(|| SystemClock.now(), told).await });
    is_whole(&app, &clock, "2026-11-23T05:12:00Z").await;
    stop.send_replace(true);
    sequencing.join_all().await;
    app.db.close().await;
    psql(&server, &format!("DROP SCHEMA {schema} CASCADE"));
}

fn psql(server: &str, sql: &str) {
    let done = Command::new("psql")
        .args([server, "-q", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .status();
    assert!(done.unwrap().success(), "{sql}");
}

#[test]
fn the_files_fit_together() {
    let Contents { city, lives } = Contents::read().unwrap();
    city.check().unwrap();
    let keys: HashSet<&str> = lives.iter().map(|life| &*life.key).collect();
    assert_eq!(keys.len(), lives.len());
    for role in [
        Role::Editor,
        Role::Dispatcher,
        Role::Handler,
        Role::Approver,
        Role::Leader,
        Role::LeaderOffice,
        Role::Supervisor,
        Role::Auditor,
        Role::Administrator,
    ] {
        assert!(city.staff.iter().any(|staff| staff.role == role), "{role}");
    }
    for life in &lives {
        let days: f64 = life.steps.iter().map(|step| step.after).sum();
        assert!(
            days < life.days_ago || life.steps.is_empty(),
            "{}",
            life.key
        );
        let tree = domain::taxonomy::DEFAULT_DOMAINS;
        let (_, _, subdomains) = tree
            .iter()
            .find(|(slug, ..)| *slug == life.domain.as_str())
            .unwrap();
        let known = |name: &String| subdomains.contains(&&**name);
        assert!(life.subdomain.as_ref().is_none_or(known), "{}", life.key);
        for name in &life.pictures {
            super::contents::picture(name).unwrap();
        }
    }
}
