//! The country's 34 province-level regions as squares, about where they lie. Not a map: squares have no borders.

use super::drawing::{Anchor, Drawing, Mark, Paint, Said, percent};

/// A square's side, in the drawing's own measure.
const SIDE: f64 = 40.0;
/// Squares across.
const ACROSS: f64 = 9.0;
/// Squares down.
const DOWN: f64 = 8.0;

/// Code of GB/T 2260, short name, letters, column and row.
const PLACES: [(&str, &str, &str, f64, f64); 34] = [
    ("23", "黑", "HL", 8.0, 0.0),
    ("65", "新", "XJ", 0.0, 1.0),
    ("15", "蒙", "NM", 6.0, 1.0),
    ("22", "吉", "JL", 8.0, 1.0),
    ("62", "甘", "GS", 2.0, 2.0),
    ("64", "宁", "NX", 3.0, 2.0),
    ("14", "晋", "SX", 4.0, 2.0),
    ("13", "冀", "HE", 5.0, 2.0),
    ("11", "京", "BJ", 6.0, 2.0),
    ("12", "津", "TJ", 7.0, 2.0),
    ("21", "辽", "LN", 8.0, 2.0),
    ("54", "藏", "XZ", 0.0, 3.0),
    ("63", "青", "QH", 1.0, 3.0),
    ("61", "陕", "SN", 4.0, 3.0),
    ("41", "豫", "HA", 5.0, 3.0),
    ("37", "鲁", "SD", 6.0, 3.0),
    ("51", "川", "SC", 2.0, 4.0),
    ("50", "渝", "CQ", 3.0, 4.0),
    ("42", "鄂", "HB", 4.0, 4.0),
    ("34", "皖", "AH", 5.0, 4.0),
    ("32", "苏", "JS", 6.0, 4.0),
    ("31", "沪", "SH", 7.0, 4.0),
    ("53", "云", "YN", 2.0, 5.0),
    ("52", "贵", "GZ", 3.0, 5.0),
    ("43", "湘", "HN", 4.0, 5.0),
    ("36", "赣", "JX", 5.0, 5.0),
    ("33", "浙", "ZJ", 6.0, 5.0),
    ("45", "桂", "GX", 3.0, 6.0),
    ("44", "粤", "GD", 4.0, 6.0),
    ("35", "闽", "FJ", 5.0, 6.0),
    ("71", "台", "TW", 7.0, 6.0),
    ("46", "琼", "HI", 3.0, 7.0),
    ("82", "澳", "MO", 4.0, 7.0),
    ("81", "港", "HK", 5.0, 7.0),
];

/// The count of a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    /// The first two digits of its code.
    pub code: String,
    /// How many.
    pub count: u32,
    /// As it is written, at most four signs: 986, 1.2万.
    pub said: String,
}

/// Whether a code is of one of the 34: the first two digits of any place in it.
pub(crate) fn is_province(code: &str) -> bool {
    PLACES.iter().any(|(known, ..)| *known == code)
}

/// Draws all 34, each with a bar at its foot. `letters` writes BJ for 京.
pub(crate) fn tiles(said: Said, counted: &[Tile], letters: bool) -> Drawing {
    let most = counted.iter().map(|tile| tile.count).max();
    let most = f64::from(most.unwrap_or_default());
    let mut marks = Vec::new();
    for (code, name, latin, column, row) in PLACES {
        let (x, y) = (column * SIDE + 1.0, row * SIDE + 1.0);
        let side = SIDE - 2.0;
        let tile = counted.iter().find(|tile| tile.code == code);
        let mut area = |y: f64, width: f64, height: f64, paint: Paint| {
            marks.push(Mark::Area {
                x,
                y,
                width,
                height,
                paint,
            });
        };
        area(y, side, side, Paint::Ground);
        if let Some(tile) = tile {
            let share = percent(f64::from(tile.count), most) / 100.0;
            area(y + side - 6.0, side * share, 6.0, Paint::Full);
        }
        let mut text = |down: f64, class: &'static str, text: &str| {
            marks.push(Mark::Text {
                x: x + side / 2.0,
                y: y + down,
                anchor: Anchor::Middle,
                class,
                text: text.to_owned(),
            });
        };
        let class = if tile.is_some() { "strong" } else { "dim" };
        text(14.0, class, if letters { latin } else { name });
        text(27.5, "", tile.map_or("", |tile| &tile.said));
    }
    Drawing::squares(said, (ACROSS * SIDE, DOWN * SIDE), marks)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::tests::{said, svg};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_thirty_four_have_a_square_of_their_own() {
        let codes: BTreeSet<_> = PLACES.iter().map(|place| place.0).collect();
        let names: BTreeSet<_> = PLACES.iter().map(|place| place.1).collect();
        let letters: BTreeSet<_> = PLACES.iter().map(|place| place.2).collect();
        let spots: BTreeSet<_> = PLACES
            .iter()
            .map(|place| format!("{} {}", place.3, place.4))
            .collect();
        assert_eq!(
            [codes.len(), names.len(), letters.len(), spots.len()],
            [34; 4]
        );
        assert!(
            PLACES
                .iter()
                .all(|place| place.3 < ACROSS && place.4 < DOWN)
        );
    }

    #[test]
    fn those_without_messages_are_there_too() {
        let counted = [Tile {
            code: "11".to_owned(),
            count: 986,
            said: "986".to_owned(),
        }];
        let svg = svg(&tiles(said(), &counted, false));
        assert!(svg.contains("viewBox=\"0 0 360 320\""), "{svg}");
        assert!(svg.contains(">986<") && svg.contains(">台<") && svg.contains(">藏<"));
        assert_eq!(svg.matches("c-ground").count(), 34);
    }
}
