//! Numbers as they are written: shares with their intervals, days, and a plain word where there are too few.

use crate::page::{Page, grouped};
use domain::figures::{Histogram, Rate};

/// 8,214
pub(super) fn count(n: u32) -> String {
    grouped(i64::from(n))
}

/// A count of at most four signs: 986, 1.2万; in English 12k.
pub(super) fn short(p: &Page, n: u32) -> String {
    match n {
        0..10_000 => n.to_string(),
        10_000..100_000 => p.tt(
            "figures-myriads",
            format!("{}.{}", n / 10_000, n % 10_000 / 1_000),
        ),
        _ => p.tt("figures-myriads", n / 10_000),
    }
}

/// 93.4%
pub(super) fn percent(permille: u32) -> String {
    format!("{}%", tenths(permille))
}

/// A share, or that there are too few for one.
pub(super) fn rate(p: &Page, rate: Rate) -> String {
    match rate.permille() {
        Some(permille) if rate.is_enough() => percent(permille),
        _ => p.t("figures-too-few"),
    }
}

/// 90.1–95.8%
pub(super) fn interval(rate: Rate) -> String {
    let (low, high) = rate.interval();
    format!("{}–{}%", tenths(low), tenths(high))
}

/// 113 / 121
pub(super) fn fraction(rate: Rate) -> String {
    format!("{} / {}", count(rate.part), count(rate.of))
}

/// A median of working days; where there are too few, a plain word.
pub(super) fn days(p: &Page, days: &Histogram) -> String {
    if days.is_empty() || is_enough(days) {
        median(days)
    } else {
        p.t("figures-too-few")
    }
}

/// Whether a median can be told: of as many as a share needs.
pub(super) fn is_enough(days: &Histogram) -> bool {
    Rate::new(0, days.total()).is_enough()
}

/// The middle duration, `60+` where it is at the end of what is told apart; a dash of nothing.
pub(super) fn median(days: &Histogram) -> String {
    match days.median() {
        None => "–".to_owned(),
        Some(days) if usize::try_from(days).is_ok_and(|days| days >= Histogram::LAST) => {
            format!("{days}+")
        }
        Some(days) => days.to_string(),
    }
}

/// Tenths of a percent as percent, for a drawing.
pub(super) fn drawn(permille: u32) -> f64 {
    f64::from(permille) / 10.0
}

/// A share for a drawing: the value with its interval; none where there are too few.
pub(super) fn estimate(rate: Rate) -> Option<(f64, (f64, f64))> {
    let permille = rate.permille().filter(|_permille| rate.is_enough())?;
    let (low, high) = rate.interval();
    Some((drawn(permille), (drawn(low), drawn(high))))
}

fn tenths(permille: u32) -> String {
    match (permille / 10, permille % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_with_one_place() {
        assert_eq!(
            [percent(934), percent(1000), percent(0)],
            ["93.4%", "100%", "0%"]
        );
        assert_eq!(fraction(Rate::new(113, 1210)), "113 / 1,210");
    }

    #[test]
    fn too_few_are_not_drawn() {
        assert_eq!(estimate(Rate::new(9, 10)), None);
        let (value, (low, high)) = estimate(Rate::new(90, 100)).unwrap();
        assert!(low < value && value < high && (value - 90.0).abs() < 1e-9);
    }

    #[test]
    fn a_median_at_the_end_says_so() {
        let mut days = Histogram::default();
        assert_eq!(median(&days), "–");
        days.add(400);
        assert_eq!(median(&days), "60+");
        days.add(3);
        assert_eq!(median(&days), "3");
    }
}
