//! How often one address and one account may ask: by what is asked, as it costs. Whoever asks too often is told how
//! long to wait, and keeps what was typed.

mod held;
mod meter;
pub mod proof;

pub use held::hold;
pub use meter::{Meter, Rate};

use crate::view::View;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use axum::extract::Request;
use axum::http::Method;
use domain::Timestamp;
use domain::ids::PersonId;
use jiff::SignedDuration;
use std::net::{IpAddr, Ipv6Addr};

/// How often one address (of IPv6: one /64), and one account, may ask. Zero: as often as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Pages and answers of the API, in a minute.
    pub reads_a_minute: u32,
    /// Searches, tables and bundles to take along, in a minute.
    pub searches_a_minute: u32,
    /// Forms and whatever else changes something, in a minute.
    pub changes_a_minute: u32,
    /// Steps of signing in, in an hour.
    pub sign_ins_an_hour: u32,
    /// One-time codes, in an hour: each costs money.
    pub codes_an_hour: u32,
}

impl Default for Rates {
    /// Many households share an address where addresses are scarce; these are for hundreds of people behind one.
    fn default() -> Self {
        Self {
            reads_a_minute: 1200,
            searches_a_minute: 120,
            changes_a_minute: 120,
            sign_ins_an_hour: 120,
            codes_an_hour: 60,
        }
    }
}

/// Whoever is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// An address, or a /64.
    Address(IpAddr),
    /// An account.
    Account(PersonId),
}

impl Who {
    /// The household of an address. None for this very machine: that is its operator, or a proxy that was not named as
    /// trusted, behind which nobody can be told from anybody.
    pub fn at(address: Option<IpAddr>) -> Option<Self> {
        let address = address.filter(|address| !address.is_loopback())?;
        Some(Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        }))
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Read,
    Search,
    Change,
    SignIn,
}

/// Where these begin, a search is made or much is put together.
const COSTLY: [&str; 6] = [
    "/search",
    "/figures/",
    "/open-data",
    "/api/v1/search",
    "/api/v1/figures",
    "/api/v1/open-data",
];

impl Class {
    /// None: files that every page needs, kept for ever by browsers, and what supervisors of the program ask.
    fn of(request: &Request) -> Option<Self> {
        let (_view, path) = View::split(request.uri().path());
        if path.starts_with("/assets/") || path == "/favicon.ico" || path == "/healthz" {
            return None;
        }
        let reads = matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::OPTIONS
        );
        Some(match path {
            _ if reads && COSTLY.iter().any(|costly| path.starts_with(costly)) => Self::Search,
            // It asks another server: reading or not, it is a step of signing in.
            _ if path.starts_with("/sign-in/oidc") => Self::SignIn,
            _ if reads => Self::Read,
            _ if path == "/sign-in" || path.starts_with("/sign-in/") => Self::SignIn,
            _ => Self::Change,
        })
    }
}

/// What was measured.
pub struct Limits {
    reads: Meter,
    searches: Meter,
    changes: Meter,
    sign_ins: Meter,
    /// One-time codes by address.
    pub codes: Meter,
    /// Wrong query codes by address: 60 random bits are out of reach of guessing; this is against noise.
    pub wrong_codes: Meter,
    /// Forms that were given back to who sent them too fast.
    echoes: Meter,
}

/// Wrong query codes in a window of minutes.
const WRONG_CODES: (u32, i64) = (20, 10);
/// Forms given back in a minute.
const ECHOES: u32 = 10;

impl Limits {
    /// Nobody has asked anything yet.
    pub fn new(rates: &Rates) -> Self {
        let minute = SignedDuration::from_mins(1);
        let hour = SignedDuration::from_hours(1);
        let a_minute = |times: u32| Meter::new(Rate::new(times, minute, times / 2));
        let an_hour = |times: u32| Meter::new(Rate::new(times, hour, times / 3));
        let (wrong, minutes) = WRONG_CODES;
        Self {
            reads: a_minute(rates.reads_a_minute),
            searches: a_minute(rates.searches_a_minute),
            changes: a_minute(rates.changes_a_minute),
            sign_ins: an_hour(rates.sign_ins_an_hour),
            codes: an_hour(rates.codes_an_hour),
            wrong_codes: Meter::new(Rate::new(wrong, SignedDuration::from_mins(minutes), wrong)),
            echoes: Meter::new(Rate::new(ECHOES, minute, ECHOES)),
        }
    }

    /// Counts a request by its address, before anything is done for it.
    pub fn asked(&self, request: &Request, address: Option<IpAddr>, now: Timestamp) -> Asking {
        let class = Class::of(request);
        let wait = Who::at(address)
            .zip(class)
            .and_then(|(who, class)| self.meter(class).take(&who, now).err());
        Asking {
            address,
            class,
            wait: wait.map(Wait),
        }
    }

    /// Counts a request by its account, wherever it comes from.
    fn by_account(&self, asking: Asking, viewer: &Viewer, now: Timestamp) -> Option<Wait> {
        let who = Who::Account(viewer.actor.person?);
        let taken = self.meter(asking.class?).take(&who, now);
        taken.err().map(Wait)
    }

    fn meter(&self, class: Class) -> &Meter {
        match class {
            Class::Read => &self.reads,
            Class::Search => &self.searches,
            Class::Change => &self.changes,
            Class::SignIn => &self.sign_ins,
        }
    }
}

/// What the first door knows of a request.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The address that it comes from, through trusted proxies.
    pub address: Option<IpAddr>,
    class: Option<Class>,
    /// Whoever sent it has to wait.
    pub wait: Option<Wait>,
}

/// Whoever sent this request has to wait.
#[derive(Clone, Copy, Debug)]
pub struct Wait(pub SignedDuration);

impl Wait {
    /// Whole seconds, for `Retry-After`.
    pub fn seconds(self) -> u64 {
        u64::try_from(self.0.as_millis()).map_or(1, |millis| millis.div_ceil(1000).max(1))
    }

    /// Whole minutes, as pages say it.
    pub fn minutes(self) -> u32 {
        u32::try_from(self.seconds().div_ceil(60)).unwrap_or(u32::MAX)
    }

    /// What is told.
    pub fn refusal(self) -> Refusal {
        Refusal::TooMany {
            what: "requests",
            minutes: self.minutes(),
        }
    }
}

/// Refuses another one-time code to an address that has asked for too many; else counts it.
pub fn one_more_code(web: &Web, viewer: &Viewer) -> Result<(), Refusal> {
    let Some(who) = Who::at(viewer.address) else {
        return Ok(());
    };
    let taken = web.limits.codes.take(&who, web.app.clock.now());
    taken.map_err(|wait| Wait(wait).refusal())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn class(method: Method, path: &str) -> Option<Class> {
        let request = Request::builder().method(method).uri(path);
        Class::of(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn what_is_asked_is_counted_as_it_costs() {
        for (path, expected) in [
            ("/", Some(Class::Read)),
            ("/en/elder/messages?page=2", Some(Class::Read)),
            ("/zh-hant/search?q=a", Some(Class::Search)),
            ("/api/v1/figures.csv", Some(Class::Search)),
            ("/assets/huiyin.css", None),
            ("/healthz", None),
            ("/sign-in/code", Some(Class::Read)),
            ("/sign-in/oidc/callback?code=a", Some(Class::SignIn)),
        ] {
            assert_eq!(class(Method::GET, path), expected, "{path}");
        }
        assert_eq!(class(Method::POST, "/en/sign-in/code"), Some(Class::SignIn));
        assert_eq!(class(Method::POST, "/write"), Some(Class::Change));
        assert_eq!(class(Method::DELETE, "/api/v1/x"), Some(Class::Change));
    }

    #[test]
    fn a_household_is_one_and_this_machine_is_nobody() {
        let at = |text: &str| Who::at(Some(text.parse().unwrap()));
        assert_eq!(at("2001:db8::1"), at("2001:db8::ffff:2"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
        assert_eq!(at("127.0.0.1"), None);
        assert_eq!(at("::1"), None);
    }
}
