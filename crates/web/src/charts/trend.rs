//! Shares or days by month: points with their intervals, joined where months follow each other.

use super::axis::{Plot, Scale, Tick};
use super::drawing::{Drawing, Mark, Said};

/// The value of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    /// In percent, or in days.
    pub value: f64,
    /// Between which it may lie by chance; none where nothing is estimated.
    pub interval: Option<(f64, f64)>,
}

/// A row of points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What it says, for the legend; empty where the chart's title says it.
    pub name: String,
    /// Dashes and hollow points.
    pub second: bool,
    /// One a month; none where there are too few to say.
    pub points: Vec<Option<Point>>,
}

/// What the numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// 0–100.
    Percent,
    /// Working days, as far up as needed.
    Days,
}

/// Draws values by month.
pub(crate) fn trend(said: Said, ticks: &[Tick], unit: Unit, lines: &[Line]) -> Drawing {
    let all = lines.iter().flat_map(|line| line.points.iter().flatten());
    let most = all.map(|point| point.value).fold(0.0, f64::max);
    let scale = match unit {
        Unit::Percent => Scale::of_shares(),
        Unit::Days => Scale::of_counts(most, |n| n.to_string()),
    };
    let plot = Plot::new(scale, ticks.len());
    let mut marks = plot.grid();
    for line in lines {
        marks.extend(whiskers(&plot, line));
        marks.extend(joined(&plot, line));
        marks.extend(dots(&plot, line));
    }
    marks.extend(plot.months(ticks));
    let named = lines.iter().filter(|line| !line.name.is_empty());
    let legend = named.map(|line| (line.second, line.name.clone()));
    Drawing::fluid(said, Plot::HEIGHT, marks).with_lines(legend)
}

fn placed<'a>(plot: &'a Plot, line: &'a Line) -> impl Iterator<Item = (usize, f64, Point)> + 'a {
    let points = line.points.iter().enumerate();
    points.filter_map(|(index, point)| Some((index, plot.x(index), (*point)?)))
}

fn whiskers(plot: &Plot, line: &Line) -> Vec<Mark> {
    let cap = plot.step().min(4.0) * 0.22;
    let mut marks = Vec::new();
    for (_, x, point) in placed(plot, line) {
        let Some((low, high)) = point.interval else {
            continue;
        };
        let (low, high) = (plot.y(low), plot.y(high));
        let ends = [
            ((x, low), (x, high)),
            ((x - cap, low), (x + cap, low)),
            ((x - cap, high), (x + cap, high)),
        ];
        marks.extend(ends.map(|(from, to)| Mark::Line {
            from,
            to,
            class: "whisker",
        }));
    }
    marks
}

fn joined(plot: &Plot, line: &Line) -> Vec<Mark> {
    let placed: Vec<_> = placed(plot, line).collect();
    let pairs = placed.windows(2).filter_map(|pair| match pair {
        [(one, x, from), (two, to_x, to)] if one + 1 == *two => Some(Mark::Line {
            from: (*x, plot.y(from.value)),
            to: (*to_x, plot.y(to.value)),
            class: if line.second { "line second" } else { "line" },
        }),
        _ => None,
    });
    pairs.collect()
}

fn dots(plot: &Plot, line: &Line) -> Vec<Mark> {
    placed(plot, line)
        .map(|(_, x, point)| Mark::Dot {
            x,
            y: plot.y(point.value),
            class: if line.second { "dot second" } else { "dot" },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::axis::tests::ticks;
    use super::super::drawing::tests::{said, svg};
    use super::*;

    fn line(values: &[Option<f64>]) -> Line {
        let point = |value: &f64| Point {
            value: *value,
            interval: Some((value - 5.0, value + 5.0)),
        };
        Line {
            name: String::new(),
            second: false,
            points: values
                .iter()
                .map(|value| value.as_ref().map(point))
                .collect(),
        }
    }

    #[test]
    fn a_month_without_enough_breaks_the_line() {
        let drawing = trend(
            said(),
            &ticks(4),
            Unit::Percent,
            &[line(&[Some(50.0), Some(60.0), None, Some(70.0)])],
        );
        let svg = svg(&drawing);
        assert_eq!(svg.matches("class=\"line\"").count(), 1);
        assert_eq!(svg.matches("class=\"dot\"").count(), 3);
        assert_eq!(svg.matches("class=\"whisker\"").count(), 9);
    }

    #[test]
    fn nothing_known_is_an_empty_plot() {
        svg(&trend(said(), &[], Unit::Days, &[]));
        let nothing = trend(said(), &ticks(2), Unit::Percent, &[line(&[None, None])]);
        assert!(!svg(&nothing).contains("<circle"));
    }

    #[test]
    fn intervals_stay_inside() {
        let drawing = trend(said(), &ticks(1), Unit::Percent, &[line(&[Some(99.0)])]);
        for mark in drawing.marks() {
            if let Mark::Line { from, to, .. } = mark {
                assert!(from.1 >= 0.0 && to.1 <= Plot::HEIGHT, "{mark:?}");
            }
        }
    }
}
