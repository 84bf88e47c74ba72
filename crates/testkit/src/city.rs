//! The city: a board, its people, and time.

use crate::cast::{self, CAST, Seat};
use crate::parts::{HandClock, Phones, SeededChance};
use crate::person::Person;
use app::sign_in::provider::Provider;
use app::sms::Template;
use app::{App, Board, Clock, Parts};
use domain::Timestamp;
use domain::calendar::Calendar;
use domain::deadline::{Rules, Terms};
use domain::form::FormLimits;
use domain::ids::{MessageId, OfficeId, UnitId};
use domain::message::Message;
use jiff::SignedDuration;
use ledger::keys::{Algorithm, SignerKey};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::blobs::Blobs;
use store::erasures::Erasures;
use store::vault::{Keys, Vault};
use store::{Db, messages};
use web::{Proof, Rates, Site};

/// Through which door the people of a city come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Pages and their forms, with the cookie of a session.
    Pages,
    /// `/api/v1`, with a bearer token.
    Api,
}

/// A board with everyone who works on it. It is Monday, 2 March 2026, nine in the morning.
pub struct City {
    /// The board.
    pub app: App,
    /// Stands still until it is moved.
    pub clock: Arc<HandClock>,
    /// The text messages.
    pub phones: Arc<Phones>,
    chance: Arc<SeededChance>,
    blobs: PathBuf,
    /// How people come in.
    pub door: Door,
    /// Writes.
    pub wang: Person,
    /// Another citizen.
    pub li: Person,
    /// Edits.
    pub lin: Person,
    /// Another editor.
    pub zhao: Person,
    /// Gives messages to units.
    pub dispatcher: Person,
    /// Works in the water bureau.
    pub water_bureau: Person,
    /// Heads it.
    pub water_head: Person,
    /// Works in a station below it.
    pub water_station: Person,
    /// Works in another bureau.
    pub housing_bureau: Person,
    /// The seat that messages are written to.
    pub mayor: Person,
    /// Serves the mayor.
    pub mayors_office: Person,
    /// Holds another seat.
    pub secretary: Person,
    /// Sees to it that things get done.
    pub supervisor: Person,
    /// Reads everything, changes nothing.
    pub auditor: Person,
    /// Runs the board.
    pub administrator: Person,
    /// Looks after its accounts.
    pub security_administrator: Person,
    /// Has no account.
    pub visitor: Person,
}

impl City {
    /// The water bureau.
    pub const WATER: UnitId = cast::WATER;
    /// The station below it.
    pub const WATER_STATION: UnitId = cast::WATER_STATION;
    /// The housing bureau.
    pub const HOUSING: UnitId = cast::HOUSING;
    /// The mayor's seat.
    pub const MAYOR: OfficeId = cast::MAYOR;
    /// The secretary's seat.
    pub const SECRETARY: OfficeId = cast::SECRETARY;

    /// Founds the city on an empty board, with its files in a folder.
    pub(crate) async fn found(db: Db, folder: &Path, door: Door) -> Self {
        let morning: Timestamp = "2026-03-02T09:00:00+08:00".parse().unwrap();
        let clock = Arc::new(HandClock::at(morning));
        let phones = Arc::new(Phones::default());
        let vault = Vault::new(keys());
        let settled: Result<(), store::Error> = db
            .write(async |tx| cast::settle(tx, &vault, morning).await)
            .await;
        settled.unwrap();
        let chance = Arc::new(SeededChance::default());
        let blobs = folder.join("blobs");
        let parts = parts(db, &blobs, clock.clone(), chance.clone(), phones.clone());
        let app = App::open(parts).await.unwrap();
        app.open_search(&folder.join("search")).unwrap();
        let site = web::site(app.clone(), options(SignedDuration::ZERO));
        let people = CAST.map(|seat| Person::new(seat, app.clone(), site.clone(), door));
        let [
            wang,
            li,
            lin,
            zhao,
            dispatcher,
            water_bureau,
            water_head,
            water_station,
            housing_bureau,
            mayor,
            mayors_office,
            secretary,
            supervisor,
            auditor,
            administrator,
            security_administrator,
            visitor,
        ] = people;
        Self {
            app,
            clock,
            phones,
            chance,
            blobs,
            door,
            wang,
            li,
            lin,
            zhao,
            dispatcher,
            water_bureau,
            water_head,
            water_station,
            housing_bureau,
            mayor,
            mayors_office,
            secretary,
            supervisor,
            auditor,
            administrator,
            security_administrator,
            visitor,
        }
    }

    /// Another node of the same board, with lists that lag by so much; and a visitor and Wang who ask there.
    pub async fn another_node(&self, lag: SignedDuration) -> (Site, Person, Person) {
        let app = self.another_app().await;
        let site = web::site(app.clone(), options(lag));
        let at = |seat: Seat| Person::new(seat, app.clone(), site.clone(), self.door);
        let people = [at(self.visitor.seat.clone()), at(self.wang.seat.clone())];
        let [visitor, wang] = people;
        (site, visitor, wang)
    }

    /// Another node of the same board, where one may ask so often: a visitor and Wang who ask there.
    pub async fn node_with(&self, rates: Rates) -> [Person; 2] {
        self.node_where(rates, Proof::Never).await
    }

    /// Another node of the same board, where one may ask as one likes, but for a proof of work: a visitor and Wang who
    /// ask there.
    pub async fn node_asking(&self, proof: Proof) -> [Person; 2] {
        self.node_where(NO_RATES, proof).await
    }

    async fn node_where(&self, rates: Rates, proof: Proof) -> [Person; 2] {
        let app = self.another_app().await;
        let options = web::Options {
            rates,
            proof,
            ..options(SignedDuration::ZERO)
        };
        let site = web::site(app.clone(), options);
        let at = |seat: &Seat| Person::new(seat.clone(), app.clone(), site.clone(), self.door);
        [at(&self.visitor.seat), at(&self.wang.seat)]
    }

    /// Another node of the same board, where staff also sign in by a provider; and a visitor who asks there.
    pub async fn node_of(&self, provider: Arc<dyn Provider>) -> (App, Person) {
        let (clock, chance, phones) = (&self.clock, &self.chance, &self.phones);
        let parts = Parts {
            provider: Some(provider),
            ..parts(
                self.app.db.clone(),
                &self.blobs,
                clock.clone(),
                chance.clone(),
                phones.clone(),
            )
        };
        let app = App::open(parts).await.unwrap();
        let visitor = self.visitor_of(&app);
        (app, visitor)
    }

    fn visitor_of(&self, app: &App) -> Person {
        let site = web::site(app.clone(), options(SignedDuration::ZERO));
        Person::new(self.visitor.seat.clone(), app.clone(), site, self.door)
    }

    /// The door of the node where everyone is.
    pub fn site(&self) -> Site {
        self.visitor.site.clone()
    }

    /// Another process on the same data.
    pub async fn another_app(&self) -> App {
        self.another_app_signing(Some(ledger_key())).await
    }

    /// Another process on the same data, which signs the log with this key, or not at all.
    pub async fn another_app_signing(&self, ledger_key: Option<SignerKey>) -> App {
        self.process(self.app.db.clone(), ledger_key).await
    }

    /// Another node of the same board, which signs the log with this key; and a visitor who asks there.
    pub async fn node_signing(&self, ledger_key: SignerKey) -> (App, Person) {
        let app = self.another_app_signing(Some(ledger_key)).await;
        let visitor = self.visitor_of(&app);
        (app, visitor)
    }

    /// A process on other data, such as a copy of before, with the same files beside it.
    pub async fn another_board(&self, db: Db) -> App {
        self.process(db, Some(ledger_key())).await
    }

    async fn process(&self, db: Db, ledger_key: Option<SignerKey>) -> App {
        let (clock, chance, phones) = (&self.clock, &self.chance, &self.phones);
        let parts = parts(
            db,
            &self.blobs,
            clock.clone(),
            chance.clone(),
            phones.clone(),
        );
        let parts = Parts {
            ledger_key,
            ..parts
        };
        App::open(parts).await.unwrap()
    }

    /// How many pages that may be kept were rendered on the node where everyone is.
    pub fn rendered(&self) -> u64 {
        self.visitor.site.rendered()
    }

    /// The folder of the board's files: pictures, index, list of erasures, and the data where it is a file.
    pub fn folder(&self) -> &Path {
        self.blobs.parent().unwrap()
    }

    /// Everyone, the visitor included.
    pub fn everyone(&self) -> [&Person; 17] {
        [
            &self.visitor,
            &self.wang,
            &self.li,
            &self.lin,
            &self.zhao,
            &self.dispatcher,
            &self.water_bureau,
            &self.water_head,
            &self.water_station,
            &self.housing_bureau,
            &self.mayor,
            &self.mayors_office,
            &self.secretary,
            &self.supervisor,
            &self.auditor,
            &self.administrator,
            &self.security_administrator,
        ]
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Time passes, and what is due happens.
    pub async fn passes(&self, time: SignedDuration) {
        self.clock.pass(time);
        self.ticks().await;
    }

    /// So many working days end, and what is due happens.
    pub async fn working_days_pass(&self, days: u32) {
        let end = self.app.rules.due(self.now(), days);
        self.clock.set(end);
        self.passes(SignedDuration::from_mins(1)).await;
    }

    /// The clock does what is due, as it does every second.
    pub async fn ticks(&self) {
        // One message may have several things due: each look does one of them.
        for _ in 0..50 {
            if self.app.tick().await.unwrap().changed == 0 {
                return;
            }
        }
        panic!("the clock finds something to do for ever");
    }

    /// The jobs run, and everything that was sent to phones since the last look is read.
    pub async fn news(&self) -> Vec<(String, &'static str)> {
        self.runs_jobs().await;
        let sent = self.phones.read().into_iter();
        sent.filter_map(|(phone, template)| match template {
            Template::News { what, .. } => Some((phone, what)),
            Template::SignInCode { .. } | Template::Page { .. } => None,
        })
        .collect()
    }

    /// The search follows what happened, as it does within a second.
    pub async fn search_follows(&self) {
        self.is_numbered().await;
        while self.app.feed_search().await.unwrap() {}
    }

    /// The public log takes in what happened and is signed, as it is at once.
    pub async fn ledger_follows(&self) {
        self.is_numbered().await;
        while self.app.integrate().await.unwrap() {}
    }

    async fn is_numbered(&self) {
        let counted = self.app.db.read(store::events::count).await;
        let events: Result<i64, store::Error> = counted;
        let events = events.unwrap();
        let mut position = self.app.db.position();
        let numbered = position.wait_for(|position| *position >= events).await;
        drop(numbered.unwrap());
    }

    /// The jobs run, as they do every second.
    pub async fn runs_jobs(&self) {
        while self.app.run_job().await.unwrap() {}
    }

    /// A message as its row has it.
    pub async fn message(&self, number: &str) -> Message {
        let id = self.id_of(number).await;
        let found = self.app.db.read(async |tx| messages::by_id(tx, id).await);
        found.await.unwrap().unwrap()
    }

    /// The id of a message.
    pub async fn id_of(&self, number: &str) -> MessageId {
        self.app.id_of(number.parse().unwrap()).await.unwrap()
    }

    /// The codes of a message's events, in order.
    pub async fn events(&self, number: &str) -> Vec<&'static str> {
        let id = self.id_of(number).await;
        let found = self
            .app
            .db
            .read(async |tx| store::events::of_message(tx, id).await);
        let events = found.await.unwrap();
        for (n, event) in (1..).zip(&events) {
            assert_eq!(event.n, n, "the thread of {number} has a gap");
        }
        events.iter().map(|event| event.event.code()).collect()
    }

    /// No job may be left when a test ends.
    pub(crate) async fn leaves_nothing_behind(&self) {
        self.runs_jobs().await;
        let left = self.app.gauges().await.unwrap().jobs;
        assert_eq!(left, 0, "jobs that failed are left in the queue");
    }
}

/// The key of every city's log.
pub fn ledger_key() -> SignerKey {
    let origin = "liuyan.example/ledger".parse().unwrap();
    SignerKey::from_seed(origin, Algorithm::Note, &[9; 32])
}

/// The keys of every city's sealed fields.
pub fn keys() -> Keys {
    Keys::generate(|bytes| bytes.fill(9))
}

fn parts(
    db: Db,
    blobs: &Path,
    clock: Arc<HandClock>,
    chance: Arc<SeededChance>,
    sms: Arc<Phones>,
) -> Parts {
    Parts {
        db,
        blobs: Blobs::open(blobs.to_owned()).unwrap(),
        vault: Vault::new(keys()),
        clock,
        chance,
        sms,
        provider: None,
        rules: Rules {
            calendar: Calendar::mainland(),
            terms: Terms::default(),
        },
        limits: FormLimits::default(),
        board: Board {
            name: "云川市领导留言板".into(),
            url: "https://liuyan.example".into(),
            operator: "云川市人民政府办公室".into(),
            licence: String::new(),
            messages_a_day: 50,
            security_days: 366,
            texts_a_day: 0,
        },
        ledger_key: Some(ledger_key()),
        erasures: Some(Erasures::new(blobs.with_file_name("erasures.txt"))),
    }
}

/// Time stands still here, and some tests ask for hours.
const NO_RATES: Rates = Rates {
    reads_a_minute: 0,
    searches_a_minute: 0,
    changes_a_minute: 0,
    sign_ins_an_hour: 0,
    codes_an_hour: 0,
};

fn options(lag: SignedDuration) -> web::Options {
    web::Options {
        trusted_proxies: Vec::new(),
        demo: None,
        lag,
        version: "0.0.0",
        rates: NO_RATES,
        proof: Proof::Never,
    }
}
