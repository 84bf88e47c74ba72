//! A rate with its interval in a cell of a table. The number stands beside it, so it says nothing itself.

use super::drawing::percent;
use askama::Template;
use askama::filters::HtmlSafe;

/// A rate between nothing and all, in percent. A template writes `{{ gauge }}`.
#[derive(Clone, Copy, Debug, PartialEq, Template)]
#[template(path = "charts/gauge.html")]
pub(crate) struct Gauge {
    value: f64,
    low: f64,
    high: f64,
}

/// A gauge holds nothing but numbers.
impl HtmlSafe for Gauge {}

impl Gauge {
    /// A rate and its interval, in percent.
    pub(crate) fn new(value: f64, (low, high): (f64, f64)) -> Self {
        let tenth = |n: f64| (percent(n, 100.0) * 10.0).round() / 10.0;
        Self {
            value: tenth(value),
            low: tenth(low),
            high: tenth(high),
        }
    }

    fn span(&self) -> f64 {
        ((self.high - self.low).max(0.0) * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_between_nothing_and_all() {
        let svg = Gauge::new(104.0, (-3.0, f64::NAN)).to_string();
        assert!(!svg.contains("NaN") && !svg.contains("104"), "{svg}");
    }
}
