//! Counts by month: one column, or two beside each other.

use super::axis::{Plot, Scale, Tick};
use super::drawing::{Drawing, Mark, Paint, Said, many};
use crate::page::grouped;

/// One row of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    /// What it counts, for the legend; empty where the chart's title says it.
    pub name: String,
    /// Of whole months.
    pub paint: Paint,
    /// Of the month that is not over.
    pub open: Paint,
    /// One number a month.
    pub counts: Vec<u32>,
}

/// Draws counts by month.
pub(crate) fn columns(said: Said, ticks: &[Tick], series: &[Series]) -> Drawing {
    let all = series.iter().flat_map(|series| &series.counts);
    let most = all.copied().max().unwrap_or_default();
    let scale = Scale::of_counts(f64::from(most), |n| grouped(i64::from(n)));
    let plot = Plot::new(scale, ticks.len());
    let mut marks = plot.grid();
    let wide = plot.step() * 0.72 / many(series.len().max(1));
    for (place, series) in series.iter().enumerate() {
        for (index, (tick, count)) in ticks.iter().zip(&series.counts).enumerate() {
            let y = plot.y(f64::from(*count));
            marks.push(Mark::Area {
                x: plot.x(index) - plot.step() * 0.36 + wide * many(place),
                y,
                width: wide * 0.94,
                height: plot.y(0.0) - y,
                paint: if tick.open { series.open } else { series.paint },
            });
        }
    }
    marks.extend(plot.months(ticks));
    let named = series.iter().filter(|series| !series.name.is_empty());
    let legend = named.map(|series| (series.paint, series.name.clone()));
    Drawing::fluid(said, Plot::HEIGHT, marks).with_paints(legend)
}

#[cfg(test)]
mod tests {
    use super::super::axis::tests::ticks;
    use super::super::drawing::tests::{said, svg};
    use super::*;

    fn series(counts: Vec<u32>) -> Series {
        Series {
            name: String::new(),
            paint: Paint::Full,
            open: Paint::Open,
            counts,
        }
    }

    fn heights(drawing: &Drawing) -> Vec<f64> {
        let areas = drawing.marks().iter().filter_map(|mark| match mark {
            Mark::Area { height, .. } => Some(*height),
            _ => None,
        });
        areas.collect()
    }

    #[test]
    fn columns_are_as_high_as_their_counts() {
        let drawing = columns(said(), &ticks(3), &[series(vec![0, 5, 10])]);
        let [none, half, whole] = heights(&drawing).try_into().unwrap();
        assert!(none.abs() < 1e-9);
        assert!((whole - 2.0 * half).abs() < 1e-9);
        assert!(
            svg(&drawing).contains("url(#c-open)"),
            "the last month is not over"
        );
    }

    #[test]
    fn nothing_is_drawn_as_nothing() {
        svg(&columns(said(), &[], &[]));
        svg(&columns(said(), &ticks(1), &[series(vec![0])]));
        svg(&columns(said(), &ticks(2), &[series(Vec::new())]));
    }

    #[test]
    fn two_series_stand_beside_each_other() {
        let two = [series(vec![4]), series(vec![2])];
        let drawing = columns(said(), &ticks(1), &two);
        let xs: Vec<_> = drawing
            .marks()
            .iter()
            .filter_map(|mark| match mark {
                Mark::Area { x, width, .. } => Some((*x, x + width)),
                _ => None,
            })
            .collect();
        assert!(xs[0].1 <= xs[1].0 && xs[1].1 <= 100.0, "{xs:?}");
    }
}
