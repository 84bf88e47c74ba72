//! Serving, the lock, and a stop that answers what was accepted.

use crate::board::{Board, text};
use std::io::{Read, Write};
use std::net::TcpStream;

/// One request; the whole answer.
pub fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    ask(&mut stream, path);
    read(stream)
}

fn ask(stream: &mut TcpStream, path: &str) {
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
}

fn read(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_served_board_answers_on_both_ports() {
    let board = Board::new();
    board
        .imports("old.csv", "id,title,body,date\n1,甲,文,2024-09-09\n")
        .right();
    let serving = board.serves();
    assert!(get(&serving.pages, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&serving.metrics, "/readyz").starts_with("HTTP/1.1 200"));
    let metrics = get(&serving.metrics, "/metrics");
    for line in [
        "\nhuiyin_events_position 1\n",
        "\nhuiyin_jobs_waiting 0\n",
        "\nhuiyin_worklist_messages{queue=\"screening\"} 0\n",
        "\n# TYPE huiyin_up_seconds gauge\n",
    ] {
        assert!(metrics.contains(line), "{line}{metrics}");
    }
    assert!(get(&serving.pages, "/metrics").starts_with("HTTP/1.1 404"));
    assert!(serving.stops().contains("stopped"));
}

#[test]
fn an_address_of_any_length_is_answered() {
    let board = Board::new();
    let serving = board.serves();
    let words = |characters: usize| "%E7%81%AF".repeat(characters);
    // The form, and what is wrong with the words.
    let long = get(&serving.pages, &format!("/search?q={}", words(7_200)));
    assert!(long.starts_with("HTTP/1.1 422"), "{long}");
    assert!(long.contains("200"), "{long}");
    // Longer than HTTP knows addresses here: the library says so before anything of ours is asked.
    let longer = get(&serving.pages, &format!("/search?q={}", words(10_000)));
    assert!(longer.starts_with("HTTP/1.1 414"), "{longer}");
    assert!(get(&serving.pages, "/healthz").starts_with("HTTP/1.1 200"));
    serving.stops();
}

#[test]
fn a_second_process_is_kept_from_the_same_data() {
    let board = Board::new();
    let serving = board.serves();
    board
        .imports("old.csv", "id,title,body,date\n1,甲,文,2024-09-09\n")
        .wrong(1, "in use by another process");
    board.runs(&["serve"]).wrong(1, "in use by another process");
    board
        .runs(&[
            "staff", "add", "--login", "xu", "--name", "许明", "--role", "editor",
        ])
        .wrong(1, "in use by another process");
    board
        .runs(&["figures", "rebuild"])
        .wrong(1, "in use by another process");
    // What only reads works beside it.
    let said = board.runs(&["doctor"]).right();
    assert!(said.out.contains("is in use, as it should be"), "{said}");
    board
        .runs(&["export", "messages", "--to", text(&board.beside("x.csv"))])
        .right();
    serving.stops();
    board
        .runs(&[
            "staff", "add", "--login", "xu", "--name", "许明", "--role", "editor",
        ])
        .right();
}

#[test]
fn a_stop_answers_what_was_accepted() {
    let board = Board::new();
    let serving = board.serves();
    // The connection is accepted, its request is on the way when the signal comes.
    let mut stream = TcpStream::connect(&serving.pages).unwrap();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: loc")
        .unwrap();
    assert!(get(&serving.pages, "/healthz").starts_with("HTTP/1.1 200"));
    serving.told("TERM");
    stream.write_all(b"alhost\r\n\r\n").unwrap();
    assert!(read(stream).starts_with("HTTP/1.1 200"));
    serving.stops();
}

#[test]
fn a_stop_answers_those_who_connected_just_before() {
    let board = Board::new();
    let serving = board.serves();
    // Nobody waits to see that the server has taken these: some lie in the system's queue, unread.
    let mut streams: Vec<TcpStream> = (0..60)
        .map(|_n| TcpStream::connect(&serving.pages).unwrap())
        .collect();
    for stream in &mut streams {
        ask(stream, "/healthz");
    }
    serving.told("TERM");
    for stream in streams {
        assert!(read(stream).starts_with("HTTP/1.1 200"));
    }
    serving.stops();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let board = Board::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let settings = std::fs::read_to_string(board.settings()).unwrap();
    let settings = settings.replacen(
        "address = \"127.0.0.1:0\"",
        &format!("address = \"{address}\""),
        1,
    );
    std::fs::write(board.settings(), settings).unwrap();
    board
        .runs(&["serve"])
        .wrong(1, &format!("cannot listen on {address}"));
}

#[test]
fn figures_are_rebuilt_while_nobody_serves_them() {
    figures_are_rebuilt(&Board::new());
}

#[test]
fn figures_are_rebuilt_while_nobody_serves_them_on_postgres() {
    figures_are_rebuilt(&Board::on_postgres());
}

fn figures_are_rebuilt(board: &Board) {
    board
        .imports("old.csv", "id,title,body,date\n1,甲,文,2024-09-09\n")
        .right();
    let serving = board.serves();
    // On PostgreSQL the server takes its lease a moment after it listens.
    let mut tries = (0..100).map(|_| board.runs(&["figures", "rebuild"]));
    let refused = tries.find(|said| said.status != Some(0));
    refused.unwrap().wrong(1, "in use by another process");
    serving.stops();
    for _ in 0..2 {
        let said = board.runs(&["figures", "rebuild"]).right();
        assert_eq!(said.last(), "the figures count 1 events");
    }
}
