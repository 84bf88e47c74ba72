//! Addresses down to the door: building, entrance and room, the house in a village, the house that somebody lives in.
//!
//! A street and a number alone is a place that a complaint is about, and stays; whose door it is does not.

use super::{Kind, Piece, Text, figure};

/// Finds from left to right: what is taken out begins with the building, so that the street and the estate remain.
pub(super) fn find(text: &Text) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        match door(text, at) {
            Some(end) => {
                found.push((Kind::Address, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The end of a door that begins here.
fn door(text: &Text, at: usize) -> Option<usize> {
    if text.before(at).is_some_and(counts) {
        return None;
    }
    room_of_building(text, at)
        .or_else(|| room_of_house(text, at))
        .or_else(|| dashed(text, at))
        .or_else(|| house_of_village(text, at))
        .or_else(|| home(text, at))
}

fn counts(c: char) -> bool {
    figure(c).is_some() || c.is_ascii_alphabetic() || matches!(c, '十' | '百')
}

/// A number or a letter, `3` or `十二` or `b`, and where it ends.
fn number(text: &Text, at: usize) -> Option<usize> {
    let end = text.run(at, counts);
    (1..=5).contains(&(end - at)).then_some(end)
}

/// A number with one of these words behind it.
fn counted(text: &Text, at: usize, words: &[&str]) -> Option<usize> {
    let word = text.run(number(text, at)?, |c| c == ' ');
    text.after_any(word, words).map(|end| gap(text, end))
}

fn gap(text: &Text, at: usize) -> usize {
    text.run(at, |c| matches!(c, ' ' | '-' | ','))
}

const BUILDING: &[&str] = &["号楼", "幢", "栋", "座", "#楼", "#"];
const ROOM: &[&str] = &["室", "号房", "户", "房"];

/// `3幢2单元501室`, `12栋1203`, `2单元501`: a building or an entrance, and a room.
fn room_of_building(text: &Text, at: usize) -> Option<usize> {
    let building = counted(text, at, BUILDING);
    let entrance = counted(text, building.unwrap_or(at), &["单元", "门"]);
    let begin = entrance.or(building)?;
    let floor = counted(text, begin, &["楼", "层"]);
    room(
        text,
        floor.unwrap_or(begin),
        entrance.is_some() || floor.is_some(),
    )
}

/// A room: with its word, or three figures or more; after an entrance also without.
fn room(text: &Text, at: usize, inside: bool) -> Option<usize> {
    let bare = number(text, at)?;
    if let Some(end) = text.after_any(bare, ROOM) {
        return Some(end);
    }
    let figures = text.chars.get(at..bare)?;
    let is_room = figures.iter().all(char::is_ascii_digit) && (3..=4).contains(&figures.len());
    // 3栋2000元 is a price, 2单元300户 was a room with its word.
    let is_measured = text
        .at(bare)
        .is_some_and(|c| "元平万米㎡多人年月个块".contains(c));
    if is_room && !is_measured {
        return Some(text.after_any(bare, &["号"]).unwrap_or(bare));
    }
    let word = text.after_any(bare, &["号"])?;
    inside.then_some(word)
}

/// `18号501室`, `120弄3号402室`.
fn room_of_house(text: &Text, at: usize) -> Option<usize> {
    let lane = counted(text, at, &["弄", "巷", "支弄"]);
    let house = counted(text, lane.unwrap_or(at), &["号"])?;
    let floor = counted(text, house, &["楼", "层"]);
    let bare = number(text, floor.unwrap_or(house))?;
    text.after_any(bare, &["室", "号房", "户"])
}

/// `阳光花园3-2-501`: after the name of an estate.
fn dashed(text: &Text, at: usize) -> Option<usize> {
    const ESTATES: &str = "区园苑府城庭里湾寓家墅邸轩阁居院";
    let estate = text.before(at).is_some_and(|c| ESTATES.contains(c));
    let dash = |at: Option<usize>| text.after_any(at?, &["-", "–", "—", "/"]);
    let last = dash(number(text, dash(number(text, at))?))?;
    let end = number(text, last)?;
    (estate && end - last >= 3).then_some(end)
}

/// `五组12号`, after a village.
fn house_of_village(text: &Text, at: usize) -> Option<usize> {
    counted(text, at, &["村", "组", "队", "社"])
        .filter(|_end| text.follows(at, 8, &["村", "屯", "寨", "庄"]))
        .and_then(|group| text.after_any(number(text, group)?, &["号", "户"]))
}

/// `家住和平路12号`: any house of which somebody says that they live there.
fn home(text: &Text, at: usize) -> Option<usize> {
    const LIVES: &[&str] = &[
        "家住",
        "住在",
        "住址",
        "现住",
        "户籍地",
        "我家在",
        "家在",
        "家庭地址",
        "居住地",
    ];
    let end = text.after_any(number(text, at)?, &["号"])?;
    let is_more = text
        .after_any(end, &["线", "楼", "店", "文", "令"])
        .is_some();
    (!is_more && text.follows(at, 24, LIVES)).then_some(end)
}
