//! Figures for strips of numbers: each says what it counts, and shows a dash where there is nothing to divide.
//! `offices/strip.html` renders `strip: Vec<Figure>`.

use crate::page::{Page, grouped};
use domain::figures::{Counted, Rate};

/// One number of a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// 按期回复
    pub label: String,
    /// 93.4%, 137, –
    pub value: String,
    /// 件; empty where the value has its own.
    pub unit: String,
    /// What it counts, 按期 113 / 已回复 121; empty where the label says it all.
    pub base: String,
    /// A number that hurts.
    pub hurt: bool,
}

impl Figure {
    /// A count.
    pub(crate) fn count(p: &Page, label: &str, n: u32, unit: &str) -> Self {
        Self {
            label: p.t(label),
            value: grouped(i64::from(n)),
            unit: p.t(unit),
            base: String::new(),
            hurt: false,
        }
    }

    /// A count that hurts unless it is zero.
    pub(crate) fn hurting(p: &Page, label: &str, n: u32, unit: &str) -> Self {
        Self {
            hurt: n > 0,
            ..Self::count(p, label, n, unit)
        }
    }

    /// Messages whose final reply was handed in on time, of those that were due.
    pub(crate) fn on_time(p: &Page, label: &str, counted: &Counted) -> Self {
        Self {
            label: p.t(label),
            value: share(counted.on_time_rate()),
            unit: String::new(),
            base: p.tt2(
                "figure-on-time-base",
                grouped(i64::from(counted.on_time)),
                grouped(i64::from(counted.due())),
            ),
            hurt: false,
        }
    }

    /// Writers who say settled, of those who say anything.
    pub(crate) fn settled(p: &Page, label: &str, counted: &Counted) -> Self {
        Self {
            label: p.t(label),
            value: share(counted.settled_rate()),
            unit: String::new(),
            base: p.tt2(
                "figure-settled-base",
                grouped(i64::from(counted.settled)),
                grouped(i64::from(counted.said())),
            ),
            hurt: false,
        }
    }

    /// The median of working days from publication to the first final reply.
    pub(crate) fn median(p: &Page, label: &str, counted: &Counted) -> Self {
        let median = counted.reply_days.median();
        Self {
            label: p.t(label),
            value: median.map_or_else(|| "–".to_owned(), |days| days.to_string()),
            unit: p.t("figure-working-days"),
            base: p.t("figure-median-base"),
            hurt: false,
        }
    }
}

/// What pages of an office and of a domain show of the year: what was answered, and what hurts.
pub(crate) fn of_year(p: &Page, counted: &Counted) -> [Vec<Figure>; 2] {
    [
        vec![
            Figure::count(p, "figure-received", counted.received, "figure-messages"),
            Figure::count(p, "figure-replied", counted.replied, "figure-messages"),
            Figure::on_time(p, "figure-on-time", counted),
            Figure::median(p, "figure-median", counted),
        ],
        vec![
            Figure::settled(p, "figure-settled", counted),
            Figure::hurting(p, "figure-late", counted.late, "figure-messages"),
            Figure::hurting(p, "figure-returned", counted.returned, "figure-times"),
            Figure::hurting(p, "figure-reopened", counted.reopened, "figure-times"),
        ],
    ]
}

/// A share of too few is none: what it would be made of stands beside it.
fn share(rate: Rate) -> String {
    percent(rate.permille().filter(|_share| rate.is_enough()))
}

/// 934 → 93.4%; a dash of nothing.
fn percent(permille: Option<u32>) -> String {
    permille.map_or_else(
        || "–".to_owned(),
        |permille| match (permille / 10, permille % 10) {
            (whole, 0) => format!("{whole}%"),
            (whole, tenth) => format!("{whole}.{tenth}%"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_have_no_share() {
        assert_eq!(share(Rate::new(19, 19)), "–");
        assert_eq!(share(Rate::new(19, 20)), "95%");
    }

    #[test]
    fn shares_are_rounded_once_and_nothing_has_none() {
        assert_eq!(percent(None), "–");
        assert_eq!(percent(Some(934)), "93.4%");
        assert_eq!(percent(Some(1000)), "100%");
        assert_eq!(percent(Some(0)), "0%");
    }
}
