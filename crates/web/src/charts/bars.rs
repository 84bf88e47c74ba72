//! Bars that lie, each under its own name, so that long names have room on a phone.

use super::drawing::{Anchor, Drawing, Mark, Paint, Said, fit, many, percent, width};

/// Letters that fit beside each other on the narrowest phone.
const PHONE: f64 = 22.0;
/// From one bar to the next.
const STEP: f64 = 2.9;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    /// Whose it is.
    pub label: String,
    /// Its length; none where there are too few to say.
    pub value: Option<f64>,
    /// Between which the value may lie by chance.
    pub interval: Option<(f64, f64)>,
    /// The value as it is written, or why there is none.
    pub said: String,
}

/// Draws bars. With a whole, all that is possible is shown behind each; without, the longest fills the width.
pub(crate) fn bars(said: Said, bars: &[Bar], whole: Option<f64>, paint: Paint) -> Drawing {
    let values = bars.iter().filter_map(|bar| bar.value);
    let longest = whole.unwrap_or_else(|| values.fold(0.0, f64::max));
    let mut marks = Vec::new();
    for (index, bar) in bars.iter().enumerate() {
        let y = many(index) * STEP;
        marks.push(Mark::Text {
            x: 0.0,
            y: y + 1.1,
            anchor: Anchor::Start,
            class: "",
            text: fit(&bar.label, PHONE - width(&bar.said)),
        });
        marks.push(Mark::Text {
            x: 100.0,
            y: y + 1.1,
            anchor: Anchor::End,
            class: if bar.value.is_some() { "strong" } else { "dim" },
            text: bar.said.clone(),
        });
        let mut area = |share: f64, paint: Paint| {
            marks.push(Mark::Area {
                x: 0.0,
                y: y + 1.5,
                width: share,
                height: 0.75,
                paint,
            });
        };
        if whole.is_some() {
            area(100.0, Paint::Ground);
        }
        if let Some(value) = bar.value {
            area(percent(value, longest), paint);
        }
        if let Some((low, high)) = bar.interval {
            marks.extend(whisker(
                percent(low, longest),
                percent(high, longest),
                y + 1.875,
            ));
        }
    }
    let height = (many(bars.len()) * STEP).max(STEP);
    Drawing::fluid(said, height, marks)
}

fn whisker(low: f64, high: f64, y: f64) -> [Mark; 3] {
    let line = |from, to| Mark::Line {
        from,
        to,
        class: "whisker",
    };
    [
        line((low, y), (high, y)),
        line((low, y - 0.45), (low, y + 0.45)),
        line((high, y - 0.45), (high, y + 0.45)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::drawing::tests::{said, svg};
    use super::*;

    fn bar(value: Option<f64>) -> Bar {
        Bar {
            label: "环保".to_owned(),
            value,
            interval: value.map(|value| (value - 10.0, value + 10.0)),
            said: "1".to_owned(),
        }
    }

    fn widths(drawing: &Drawing, of: Paint) -> Vec<f64> {
        let areas = drawing.marks().iter().filter_map(|mark| match mark {
            Mark::Area { width, paint, .. } if *paint == of => Some(*width),
            _ => None,
        });
        areas.collect()
    }

    #[test]
    fn the_longest_count_fills_the_width_and_others_follow() {
        let drawing = bars(
            said(),
            &[bar(Some(40.0)), bar(Some(10.0))],
            None,
            Paint::Full,
        );
        assert_eq!(widths(&drawing, Paint::Full), [100.0, 25.0]);
        svg(&drawing);
    }

    #[test]
    fn a_share_is_a_part_of_its_ground() {
        let drawing = bars(said(), &[bar(Some(95.0))], Some(100.0), Paint::Rate);
        assert_eq!(widths(&drawing, Paint::Ground), [100.0]);
        assert_eq!(widths(&drawing, Paint::Rate), [95.0]);
        // 105 % is cut off where everything ends.
        let ends = drawing.marks().iter().filter_map(|mark| match mark {
            Mark::Line { to, .. } => Some(to.0),
            _ => None,
        });
        assert!(ends.fold(0.0, f64::max) <= 100.0);
    }

    #[test]
    fn too_few_have_no_bar() {
        let drawing = bars(said(), &[bar(None)], Some(100.0), Paint::Rate);
        assert!(widths(&drawing, Paint::Rate).is_empty());
        assert!(!svg(&drawing).contains("whisker"));
    }

    #[test]
    fn nothing_but_zeros_can_be_drawn() {
        let drawing = bars(said(), &[bar(Some(0.0))], None, Paint::Full);
        assert_eq!(widths(&drawing, Paint::Full), [0.0]);
        svg(&drawing);
        svg(&bars(said(), &[], None, Paint::Full));
    }
}
