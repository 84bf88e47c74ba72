//! kill -9 under write load, on both databases: every acknowledged message is there, none twice.

use crate::board::Board;
use crate::citizen::Citizen;
use crate::load::Load;

/// Messages acknowledged before the process is killed.
const BEFORE: usize = 120;

#[test]
fn on_sqlite() {
    kill_under_load(&Board::of_a_city());
}

#[test]
fn on_postgres() {
    kill_under_load(&Board::of_a_city_on_postgres());
}

fn kill_under_load(board: &Board) {
    board.takes_any_number();
    let serving = board.serves();
    let citizen = Citizen::signs_in(board, &serving.pages);
    let load = Load::of(&citizen);
    load.during(&serving.pages, || {
        load.takes(BEFORE);
        serving.told("KILL");
    });
    drop(serving);
    let acknowledged = load.acknowledged();
    println!(
        "{} messages were acknowledged before it was killed",
        acknowledged.len()
    );
    // The next start repairs what there is to repair by the code that always runs.
    load.is_kept(board, board.serves(), &acknowledged);
}
