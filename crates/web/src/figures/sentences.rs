//! The sentences of a monthly report. A difference is only called one where chance does not explain it.

use super::said;
use crate::page::Page;
use domain::figures::{Counted, Rate};
use fluent_bundle::FluentValue;
use std::fmt::Display;

/// What happened in a month, beside the month before where it can be compared.
pub(super) fn of_month(p: &Page, sum: &Counted, before: Option<&Counted>) -> Vec<String> {
    let mut sentences = vec![received(p, sum, before), replied(p, sum)];
    sentences.push(rate(
        p,
        "on-time",
        sum.on_time_rate(),
        before.map(Counted::on_time_rate),
    ));
    sentences.push(late(p, sum));
    if said::is_enough(&sum.reply_days) {
        let days = [
            ("x", said::median(&sum.reply_days)),
            ("y", said::median(&sum.answer_days)),
        ];
        sentences.push(say(p, "report-days", &days));
    }
    sentences.push(rate(
        p,
        "settled",
        sum.settled_rate(),
        before.map(Counted::settled_rate),
    ));
    if sum.unrated > 0 {
        sentences.push(say(p, "report-unrated", &[("n", said::count(sum.unrated))]));
    }
    let reason = leading(&sum.returns.most_first(), |reason| p.code("return", reason));
    sentences.push(counted(p, "returned", sum.returned, reason));
    let moved = [
        ("n", said::count(sum.hand_overs())),
        ("x", said::count(sum.reopened)),
    ];
    sentences.push(say(p, "report-moved", &moved));
    let reason = leading(&sum.declines.most_first(), |reason| {
        p.code("decline", reason)
    });
    sentences.push(counted(p, "declined", sum.declined, reason));
    sentences
}

/// What two counts of different times say about each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    More(u32),
    Fewer(u32),
    /// Chance alone makes such a difference in more than one of twenty times.
    Chance,
}

impl Change {
    /// Two counts of what happens by itself differ by chance about as the root of their sum: beyond 1.96 times that,
    /// it is called a difference.
    fn between(before: u32, now: u32) -> Self {
        let by = before.abs_diff(now);
        let sum = u64::from(before) + u64::from(now);
        if u64::from(by) * u64::from(by) * 100 <= sum * 384 {
            Self::Chance
        } else if now > before {
            Self::More(by)
        } else {
            Self::Fewer(by)
        }
    }
}

fn received(p: &Page, sum: &Counted, before: Option<&Counted>) -> String {
    let change = before.map_or_else(String::new, |before| {
        let was = ("x", said::count(before.received));
        match Change::between(before.received, sum.received) {
            Change::More(by) => say(p, "report-more", &[was, ("y", said::count(by))]),
            Change::Fewer(by) => say(p, "report-fewer", &[was, ("y", said::count(by))]),
            Change::Chance => say(p, "report-same", &[was]),
        }
    });
    let received = said::count(sum.received);
    say(p, "report-received", &[("n", received), ("x", change)])
}

fn replied(p: &Page, sum: &Counted) -> String {
    say(p, "report-replied", &[("n", said::count(sum.replied))])
}

fn late(p: &Page, sum: &Counted) -> String {
    if sum.late == 0 {
        return p.t("report-late-none");
    }
    let late = [
        ("n", said::count(sum.late)),
        ("x", said::count(sum.late_waiting())),
    ];
    let key = match sum.late_waiting() {
        0 => "report-late-replied",
        _ => "report-late",
    };
    say(p, key, &late)
}

/// A share with its interval, beside that of the month before.
fn rate(p: &Page, of: &str, now: Rate, before: Option<Rate>) -> String {
    let mut words = vec![("n", said::count(now.part)), ("of", said::count(now.of))];
    if now.of == 0 {
        return p.t(&format!("report-{of}-none"));
    }
    if !now.is_enough() {
        return say(p, &format!("report-{of}-few"), &words);
    }
    let change = match before.filter(|before| before.is_enough()) {
        None => String::new(),
        Some(before) => {
            let key = match (now.differs_from(before), now.permille() > before.permille()) {
                (false, _) => "report-rate-same",
                (true, true) => "report-rate-up",
                (true, false) => "report-rate-down",
            };
            say(p, key, &[("x", said::rate(p, before))])
        }
    };
    words.push(("x", said::rate(p, now)));
    words.push(("y", said::interval(now)));
    words.push(("change", change));
    say(p, &format!("report-{of}"), &words)
}

/// How often, and why most where one reason stands out.
fn counted(p: &Page, of: &str, n: u32, reason: Option<(String, u32)>) -> String {
    let mut words = vec![("n", said::count(n))];
    match reason {
        _ if n == 0 => p.t(&format!("report-{of}-none")),
        None => say(p, &format!("report-{of}-plain"), &words),
        Some((reason, most)) => {
            words.extend([("x", reason), ("y", said::count(most))]);
            say(p, &format!("report-{of}"), &words)
        }
    }
}

/// The reason that was given more often than any other.
fn leading<R: Copy>(counted: &[(R, u32)], name: impl Fn(R) -> String) -> Option<(String, u32)> {
    let (reason, most) = *counted.first()?;
    let next = counted.get(1).map_or(0, |(_, n)| *n);
    (most > next).then(|| (name(reason), most))
}

fn say(p: &Page, key: &str, values: &[(&'static str, impl Display)]) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, FluentValue::from(value.to_string())))
        .collect();
    p.words().with(key, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_chance_does_not_explain_is_a_change() {
        assert_eq!(Change::between(100, 120), Change::Chance);
        assert_eq!(Change::between(100, 130), Change::More(30));
        assert_eq!(Change::between(130, 100), Change::Fewer(30));
        assert_eq!(Change::between(0, 0), Change::Chance);
        assert_eq!(Change::between(0, 3), Change::Chance);
        assert_eq!(Change::between(0, 4), Change::More(4));
        assert_eq!(Change::between(10_000, 10_277), Change::Chance);
        assert_eq!(Change::between(10_000, 10_290), Change::More(290));
    }
}
