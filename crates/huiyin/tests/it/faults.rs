//! What happens to a board from outside: a full disk, a database that goes away, a backup under load. docs/reliability.md
//! has the figures.

use crate::board::{Board, Schema, text};
use crate::citizen::{BODY, Citizen, opens};
use crate::doors::Door;
use crate::load::{Load, until};

#[test]
fn a_full_disk_is_told_and_with_room_on_it_all_goes_on() {
    let board = Board::of_a_city();
    board.takes_any_number();
    let serving = board.serves_within_limits();
    let pages = &serving.pages;
    let citizen = Citizen::signs_in(&board, pages);
    let letter = citizen.letter(pages);
    let load = Load::of(&citizen);
    load.during(pages, || {
        for _ in 0..3 {
            load.takes(20);
            serving.may_write(Some(0));
            load.is_sent_away(20);
            // Who reads goes on reading; who writes is told, and keeps what was typed.
            opens(pages, "/messages").unwrap().is(200);
            opens(&serving.metrics, "/readyz").unwrap().is(200);
            let told = citizen.sends(pages, "/write/submission", &letter).unwrap();
            told.sends_away().shows("服务暂时中断").shows(BODY);
            let told = citizen.submits(pages, u32::MAX).unwrap();
            told.sends_away().shows("\"unavailable\"");
            serving.may_write(None);
        }
        load.takes(20);
    });
    let acknowledged = load.acknowledged();
    println!(
        "{} messages were acknowledged, {} times somebody was sent away",
        acknowledged.len(),
        load.sent_away()
    );
    load.is_kept(&board, serving, &acknowledged);
}

#[test]
fn a_database_that_goes_away_comes_back_without_a_restart() {
    let schema = Schema::new();
    let mut door = Door::before(&schema.authority());
    let board = Board::of_a_city_behind(schema, &door);
    board.takes_any_number();
    let serving = board.serves();
    let pages = &serving.pages;
    let citizen = Citizen::signs_in(&board, pages);
    let letter = citizen.letter(pages);
    let load = Load::of(&citizen);
    let ready = |status: u16| {
        until("whether it is ready", || {
            opens(&serving.metrics, "/readyz").unwrap().status == status
        });
    };
    load.during(pages, || {
        for _ in 0..3 {
            load.takes(20);
            door.closes();
            load.is_sent_away(20);
            ready(503);
            opens(pages, "/healthz").unwrap().is(200);
            // A page that was kept in memory may be shown for a moment still.
            until("pages say so", || {
                opens(pages, "/messages").unwrap().status == 503
            });
            let told = opens(pages, "/messages").unwrap();
            told.sends_away().shows("服务暂时中断");
            // Who has signed in is not told to sign in again.
            citizen.opens(pages, "/me").unwrap().sends_away();
            let told = citizen.sends(pages, "/write/submission", &letter).unwrap();
            told.sends_away().shows("服务暂时中断").shows(BODY);
            let told = citizen.submits(pages, u32::MAX).unwrap();
            told.sends_away().shows("\"unavailable\"");
            door.opens();
            ready(200);
        }
        load.takes(20);
    });
    let acknowledged = load.acknowledged();
    println!(
        "{} messages were acknowledged, {} times somebody was sent away",
        acknowledged.len(),
        load.sent_away()
    );
    load.is_kept(&board, serving, &acknowledged);
}

#[test]
fn a_backup_under_load_is_restored_elsewhere_with_all_that_was_acknowledged_before() {
    let board = Board::of_a_city();
    board.takes_any_number();
    let serving = board.serves();
    let citizen = Citizen::signs_in(&board, &serving.pages);
    let load = Load::of(&citizen);
    let tar = board.beside("board.tar");
    let mut before = Vec::new();
    load.during(&serving.pages, || {
        load.takes(100);
        before = load.acknowledged();
        let backed_up = board.runs(&["backup", text(&tar)]).right();
        println!(
            "{} were acknowledged before: {}",
            before.len(),
            backed_up.last()
        );
        load.takes(20);
    });
    serving.stops();
    let restored = board.restored(&tar);
    restored.runs(&["doctor"]).right();
    load.is_kept(&restored, restored.serves(), &before);
}
