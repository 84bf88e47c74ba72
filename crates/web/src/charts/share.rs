//! How a whole is made up: one bar of parts.

use super::drawing::{Drawing, Mark, Paint, Said, percent};

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// 已解决 113（71.8%）
    pub name: String,
    /// How many.
    pub count: u32,
    /// Its surface.
    pub paint: Paint,
}

/// Draws the parts beside each other in their order, and the ground alone where there are none.
pub(crate) fn share(said: Said, parts: &[Part]) -> Drawing {
    let whole: f64 = parts.iter().map(|part| f64::from(part.count)).sum();
    let area = |x: f64, width: f64, paint: Paint| Mark::Area {
        x,
        y: 0.2,
        width,
        height: 2.2,
        paint,
    };
    let mut marks = Vec::new();
    if whole <= 0.0 {
        marks.push(area(0.0, 100.0, Paint::Ground));
    }
    let mut from = 0.0;
    for part in parts.iter().filter(|part| part.count > 0) {
        let width = percent(f64::from(part.count), whole);
        marks.push(area(from, width, part.paint));
        if from > 0.0 {
            marks.push(Mark::Line {
                from: (from, 0.2),
                to: (from, 2.4),
                class: "cut",
            });
        }
        from += width;
    }
    let legend = parts.iter().map(|part| (part.paint, part.name.clone()));
    Drawing::fluid(said, 2.6, marks).with_paints(legend)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::tests::{said, svg};
    use super::*;

    fn parts(counts: [u32; 3]) -> Vec<Part> {
        let paints = [Paint::Settled, Paint::Partly, Paint::Hurt];
        let both = counts.into_iter().zip(paints);
        both.map(|(count, paint)| Part {
            name: format!("{count}"),
            count,
            paint,
        })
        .collect()
    }

    fn widths(drawing: &Drawing) -> Vec<f64> {
        let areas = drawing.marks().iter().filter_map(|mark| match mark {
            Mark::Area { width, .. } => Some(*width),
            _ => None,
        });
        areas.collect()
    }

    #[test]
    fn the_parts_make_the_whole() {
        let drawing = share(said(), &parts([7, 2, 4]));
        let sum: f64 = widths(&drawing).iter().sum();
        assert!((sum - 100.0).abs() < 1e-9, "{sum}");
        svg(&drawing);
    }

    #[test]
    fn an_empty_part_takes_no_room_and_stays_in_the_legend() {
        let drawing = share(said(), &parts([3, 0, 0]));
        assert_eq!(widths(&drawing), [100.0]);
        assert_eq!(svg(&drawing).matches("<li>").count(), 3);
    }

    #[test]
    fn of_nobody_only_the_ground_is_drawn() {
        let drawing = share(said(), &parts([0, 0, 0]));
        assert_eq!(widths(&drawing), [100.0]);
        assert!(svg(&drawing).contains("c-ground"));
    }
}
