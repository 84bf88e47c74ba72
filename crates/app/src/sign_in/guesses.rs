//! Back-off: who guesses waits, and nobody else does. Tries are counted for an account and the place that they come
//! from; a browser in which the owner has signed in before has a count of its own, so that it stays a way in.

use super::{Browser, after};
use crate::board::App;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::ids::PersonId;
use jiff::Span;
use std::net::IpAddr;
use store::guesses::{self, Guesses};
use store::{Tx, devices};

/// Wrong tries before more are refused, each time for longer.
pub(crate) const TRIES: u32 = 5;
/// Hours after which wrong tries are forgotten.
pub(crate) const FORGET_HOURS: i64 = 24;
/// Whoever would have to wait longer was counted by a clock that was wrong, and what it counted is forgotten.
const LONGEST_HOURS: i64 = 2;

impl App {
    /// What is counted when a password is tried for a login, whether or not anybody has it.
    pub(super) fn password_target(&self, login: &str, browser: &Browser, known: bool) -> [u8; 32] {
        let from = match &browser.device {
            Some(device) if known => device.as_str().to_owned(),
            _ => place(browser.address),
        };
        self.vault
            .code("guesses-password", &format!("{login}\n{from}"))
    }

    /// What is counted when a second factor is tried. Whoever gets there has the password: for strangers, wherever
    /// they are, the count is one.
    pub(super) fn code_target(&self, person: PersonId, browser: &Browser, known: bool) -> [u8; 32] {
        let from = match &browser.device {
            Some(device) if known => device.as_str(),
            _ => "",
        };
        self.vault
            .code("guesses-code", &format!("{person}\n{from}"))
    }
}

/// Whether a person has signed in in this browser before.
pub(super) async fn is_known(
    tx: &mut Tx,
    person: Option<PersonId>,
    browser: &Browser,
) -> Result<bool, Refusal> {
    // Asked for whoever is tried, there or not.
    let Some(device) = &browser.device else {
        return Ok(false);
    };
    let people = devices::people(tx, &device.hash()).await?;
    Ok(person.is_some_and(|person| people.contains(&person)))
}

/// Counts a try before it is looked at, so that many at once are counted, too. How many there were, this one included.
pub(super) async fn begins(tx: &mut Tx, target: &[u8; 32], now: Timestamp) -> Result<u32, Refusal> {
    let before = guesses::of(tx, target).await?;
    if let Some(until) = before
        .and_then(|before| before.rests_until)
        .filter(|until| *until > now && *until <= after(now, Span::new().hours(LONGEST_HOURS)))
    {
        let minutes = u32::try_from((until.as_second() - now.as_second()) / 60 + 1).unwrap_or(60);
        let what = "tries";
        return Err(Refusal::TooMany { what, minutes });
    }
    let forgotten = now
        .checked_sub(Span::new().hours(FORGET_HOURS))
        .unwrap_or(Timestamp::MIN);
    let counts = |before: &Guesses| before.tried_at > forgotten && before.tried_at <= now;
    let before = before.filter(counts);
    let tries = before.map_or(0, |before| before.tries).saturating_add(1);
    // 1, 2, 4 … minutes after every wrong try from the fifth on, up to an hour.
    let rests_until = tries
        .checked_sub(TRIES)
        .map(|beyond| after(now, Span::new().minutes((1_i64 << beyond.min(6)).min(60))));
    let counted = Guesses {
        tries,
        tried_at: now,
        rests_until,
    };
    guesses::put(tx, target, counted).await?;
    Ok(tries)
}

/// Whoever has one address of a home's network has all of its lower half.
pub(super) fn place(address: Option<IpAddr>) -> String {
    match address {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        Some(IpAddr::V4(address)) => address.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn an_address_of_the_same_network_is_the_same_place() {
        let of = |text: &str| place(Some(text.parse().unwrap()));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
