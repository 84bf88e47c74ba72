//! Months across, numbers up: what charts over time have in common.

use super::drawing::{Anchor, Mark, many, percent, width};

/// Letters that fit beside each other on the narrowest phone.
const PHONE: f64 = 22.0;
/// Ticks that have a label each; of more, some go without.
const LABELS: usize = 12;
/// What a year needs across, in percent.
const YEAR: f64 = 12.0;

/// A month on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// 11
    pub label: String,
    /// 2026, below the first month and each January.
    pub year: Option<String>,
    /// The month is not over.
    pub open: bool,
}

/// What stands at the left: the numbers to which the lines belong.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    /// From nothing up to the top.
    steps: Vec<(f64, String)>,
}

impl Scale {
    /// Whole numbers from nothing to at least this one, in at most five steps of 1, 2 or 5.
    pub(super) fn of_counts(most: f64, written: impl Fn(u32) -> String) -> Self {
        let most = if most.is_finite() { most.max(4.0) } else { 4.0 };
        let step = (0..9)
            .flat_map(|zeros| [1, 2, 5].map(|n| n * 10_u32.pow(zeros)))
            .find(|step| f64::from(*step) * 5.0 >= most)
            .unwrap_or(1_000_000_000);
        let mut steps = vec![(0.0, written(0))];
        let mut at = 0_u32;
        while f64::from(at) < most && steps.len() <= 5 {
            at = at.saturating_add(step);
            steps.push((f64::from(at), written(at)));
        }
        Self { steps }
    }

    /// From nothing to all.
    pub(super) fn of_shares() -> Self {
        let steps = [0_u32, 50, 100].map(|n| (f64::from(n), format!("{n}%")));
        Self {
            steps: steps.to_vec(),
        }
    }

    fn top(&self) -> f64 {
        self.steps.last().map_or(1.0, |(value, _)| *value)
    }
}

/// The place where the numbers are drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plot {
    scale: Scale,
    left: f64,
    count: usize,
}

impl Plot {
    const TOP: f64 = 0.8;
    const DEPTH: f64 = 9.0;
    /// How far down the drawing goes, with the two rows of labels.
    pub(super) const HEIGHT: f64 = Self::TOP + Self::DEPTH + 3.0;

    /// A place for this many months.
    pub(super) fn new(scale: Scale, count: usize) -> Self {
        let widest = scale
            .steps
            .iter()
            .map(|(_, label)| width(label))
            .fold(0.0, f64::max);
        Self {
            left: (widest + 0.7) / PHONE * 100.0,
            scale,
            count,
        }
    }

    /// How wide a month is.
    pub(super) fn step(&self) -> f64 {
        (100.0 - self.left) / many(self.count.max(1))
    }

    /// The middle of a month.
    pub(super) fn x(&self, index: usize) -> f64 {
        self.left + (many(index) + 0.5) * self.step()
    }

    /// How far down a number is.
    pub(super) fn y(&self, value: f64) -> f64 {
        Self::TOP + Self::DEPTH * (1.0 - percent(value, self.scale.top()) / 100.0)
    }

    /// The lines across with their numbers.
    pub(super) fn grid(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (value, label) in &self.scale.steps {
            let y = self.y(*value);
            marks.push(Mark::Line {
                from: (self.left, y),
                to: (100.0, y),
                class: if *value > 0.0 { "grid" } else { "axis" },
            });
            marks.push(Mark::Text {
                x: self.left - 2.0,
                y: y + 0.35,
                anchor: Anchor::End,
                class: "dim",
                text: label.clone(),
            });
        }
        marks
    }

    /// The months below, the last one in any case, and the years as far as there is room.
    pub(super) fn months(&self, ticks: &[Tick]) -> Vec<Mark> {
        let every = ticks.len().div_ceil(LABELS).max(1);
        let below = Self::TOP + Self::DEPTH;
        let mut marks = Vec::new();
        let mut free_from = 200.0;
        for (index, tick) in ticks.iter().enumerate().rev() {
            let x = self.x(index);
            if (ticks.len() - 1 - index).is_multiple_of(every) {
                marks.push(Mark::Text {
                    x,
                    y: below + 1.3,
                    anchor: Anchor::Middle,
                    class: "",
                    text: tick.label.clone(),
                });
            }
            if let Some(year) = &tick.year
                && x + YEAR <= free_from
            {
                free_from = x;
                // Under the last months there is no room to the right.
                let (x, anchor) = if x + YEAR > 100.0 {
                    (100.0, Anchor::End)
                } else {
                    (x - self.step() * 0.3, Anchor::Start)
                };
                marks.push(Mark::Text {
                    x,
                    y: below + 2.6,
                    anchor,
                    class: "dim",
                    text: year.clone(),
                });
            }
        }
        marks
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn ticks(count: u32) -> Vec<Tick> {
        (0..count)
            .map(|index| Tick {
                label: (index % 12 + 1).to_string(),
                year: (index % 12 == 0).then(|| (2020 + index / 12).to_string()),
                open: index + 1 == count,
            })
            .collect()
    }

    fn labels(most: f64) -> Vec<String> {
        let scale = Scale::of_counts(most, |n| n.to_string());
        scale.steps.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn steps_are_round_and_reach_the_most() {
        assert_eq!(labels(0.0), ["0", "1", "2", "3", "4"]);
        assert_eq!(labels(5.0), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(labels(6.0), ["0", "2", "4", "6"]);
        assert_eq!(labels(23.0), ["0", "5", "10", "15", "20", "25"]);
        assert_eq!(labels(137.0), ["0", "50", "100", "150"]);
        for most in [1.0, 99.0, 1_001.0, 123_456.0, 1e9] {
            let top: f64 = labels(most).last().unwrap().parse().unwrap();
            assert!(top >= most, "{top} < {most}");
        }
    }

    #[test]
    fn many_months_keep_room_for_their_labels() {
        let ticks = ticks(60);
        let marks = Plot::new(Scale::of_shares(), 60).months(&ticks);
        let months = marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Text { class, .. } if class.is_empty()));
        assert_eq!(months.count(), 12);
        let years = marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Text { class: "dim", .. }));
        assert_eq!(years.count(), 5);
    }
}
