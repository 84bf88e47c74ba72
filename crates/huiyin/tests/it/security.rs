//! The security log as an operator has it: a file that goes on where it ended, and a command that finds what was changed.

use crate::board::{Board, text};
use std::fs;

fn lines_of(board: &Board) -> Vec<String> {
    let file = fs::read_to_string(board.dir().join("security.jsonl")).unwrap();
    assert!(file.ends_with('\n'), "{file}");
    file.lines().map(str::to_owned).collect()
}

#[test]
fn the_file_goes_on_where_it_ended_and_a_changed_line_is_found() {
    let board = Board::new();
    board.serves().stops();
    let first = lines_of(&board);
    for kind in ["day_begun", "start", "keys", "settings", "stop"] {
        let marked = format!("\"kind\":\"{kind}\"");
        assert_eq!(
            first.iter().filter(|line| line.contains(&marked)).count(),
            1,
            "{kind}"
        );
    }
    let file = board.dir().join("security.jsonl");
    // The machine stops while a line is written: the half of it is written anew.
    fs::write(&file, format!("{}\n{{\"n\":", first[..3].join("\n"))).unwrap();
    let serving = board.serves();
    board.runs(&["security", "verify"]).right();
    serving.stops();
    let second = lines_of(&board);
    assert_eq!(second[..first.len()], first[..]);
    assert!(second.len() > first.len());
    let verified = board.runs(&["security", "verify"]).right();
    assert!(
        verified.last().contains("nothing was changed"),
        "{verified}"
    );
    let shown = board.runs(&["security", "show", "--kind", "stop"]).right();
    assert_eq!(shown.out.lines().count(), 2, "{shown}");

    let changed = second
        .join("\n")
        .replacen("\"kind\":\"keys\"", "\"kind\":\"stop\"", 1)
        + "\n";
    fs::write(&file, &changed).unwrap();
    let verified = board.runs(&["security", "verify"]);
    assert_eq!(verified.status, Some(1), "{verified}");
    assert!(
        verified
            .out
            .contains("line 3 of the file is not that of the table"),
        "{verified}"
    );
    // Another copy, collected elsewhere, is compared in its place.
    let copy = board.beside("collected.jsonl");
    fs::write(&copy, second.join("\n") + "\n").unwrap();
    board
        .runs(&["security", "verify", "--file", text(&copy)])
        .right();
}

#[test]
fn a_file_that_does_not_go_on_from_the_table_is_put_aside() {
    let board = Board::new();
    board.serves().stops();
    let file = board.dir().join("security.jsonl");
    let mut lines = lines_of(&board);
    lines.push("{\"n\":99,\"day\":\"2026-01-01\"}".to_owned());
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    board.serves().stops();
    let aside = fs::read_dir(board.dir()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("security.") && name != "security.jsonl"
    });
    assert_eq!(aside.count(), 1);
    board.runs(&["security", "verify"]).right();
}
