//! The key of the public log is changed, and the log is closed and succeeded by another: by the operator's commands, cut
//! short and ended, and audited by somebody who pinned the first key and nothing since.

use crate::board::{Board, Said, Serving, huiyin, text};
use crate::serving::get;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[test]
fn a_log_goes_on_under_another_key_and_in_another_log() {
    goes_on(&Board::new());
}

#[test]
fn a_log_goes_on_under_another_key_and_in_another_log_on_postgres() {
    goes_on(&Board::on_postgres());
}

#[test]
fn a_log_whose_key_is_lost_is_succeeded() {
    let board = Board::new();
    let first = served(&board, 1, |serving| policy(&board, serving, "first"));
    fs::remove_file(board.dir().join("ledger.key")).unwrap();
    board.runs(&["serve"]).wrong(1, "Put back the copy");
    let said = board.runs(&["ledger", "retire"]).right();
    assert!(said.out.contains("cannot name the new one"), "{said}");
    board
        .runs(&["ledger", "retire", "--yes"])
        .wrong(1, "--unannounced");
    board
        .runs(&["ledger", "retire", "--yes", "--unannounced"])
        .right();
    served(&board, 1, |serving| {
        // Whoever knows the first key alone is warned; whoever learned the new one elsewhere goes on.
        let said = audit(serving, &first);
        assert_eq!(said.status, Some(1), "{said}");
        assert!(said.out.contains("上一份没有宣布"), "{said}");
        let both = policy(&board, serving, "both");
        let said = audit(serving, &both).right();
        assert!(said.out.contains("没有宣布这一份"), "{said}");
    });
}

/// Serves the board, and waits until so many entries of the last log are signed.
fn served<T>(board: &Board, log: u32, look: impl FnOnce(&Serving) -> T) -> T {
    let serving = board.serves();
    let path = if log == 1 {
        "/ledger/checkpoint".to_owned()
    } else {
        format!("/ledger/{log}/checkpoint")
    };
    for _turn in 0..200 {
        if get(&serving.pages, &path).starts_with("HTTP/1.1 200") {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    // What waited when the board began enters within a moment.
    std::thread::sleep(Duration::from_secs(2));
    let seen = look(&serving);
    serving.stops();
    seen
}

/// What the board says whom to trust, kept by a reader.
fn policy(board: &Board, serving: &Serving, name: &str) -> PathBuf {
    let answer = get(&serving.pages, "/ledger/policy");
    let (_head, body) = answer.split_once("\r\n\r\n").unwrap();
    let path = board.beside(name);
    fs::write(&path, body).unwrap();
    path
}

fn audit(serving: &Serving, policy: &Path) -> Said {
    let place = format!("http://{}", serving.pages);
    huiyin(&["audit", &place, "--policy", text(policy)])
}

fn goes_on(board: &Board) {
    let key = board.dir().join("ledger.key");
    let first = served(board, 1, |serving| {
        let first = policy(board, serving, "first");
        audit(serving, &first).right();
        board.runs(&["ledger", "rotate-key", "--yes"]).wrong(
            1,
            if board.is_on_postgres() {
                "running"
            } else {
                "in use"
            },
        );
        first
    });
    if board.is_on_postgres() {
        // The server learns a moment later that the process has gone.
        std::thread::sleep(Duration::from_secs(1));
    }
    let before = fs::read_to_string(&key).unwrap();
    let said = board.runs(&["ledger", "rotate-key"]).right();
    assert!(said.out.contains("Nothing was changed"), "{said}");
    assert_eq!(fs::read_to_string(&key).unwrap(), before);

    let said = board.runs(&["ledger", "rotate-key", "--yes"]).right();
    assert!(said.out.contains("signs from now on"), "{said}");
    let after = fs::read_to_string(&key).unwrap();
    assert_ne!(before, after);
    let kept = fs::read_dir(board.dir())
        .unwrap()
        .map(|file| file.unwrap().path());
    let kept: Vec<_> = kept
        .filter(|path| fs::read_to_string(path).is_ok_and(|text| text == before))
        .collect();
    assert_eq!(kept.len(), 1, "the old key is kept once: {kept:?}");

    // As if it had been killed before the new key took its place.
    fs::rename(&key, board.dir().join("ledger.key.next")).unwrap();
    fs::rename(kept.first().unwrap(), &key).unwrap();
    let said = board.runs(&["ledger", "rotate-key"]).right();
    assert!(said.out.contains("whole now"), "{said}");
    assert_eq!(fs::read_to_string(&key).unwrap(), after);
    // As if it had been killed before the log named the new key: that one is taken up.
    board.runs(&["ledger", "show"]).right();

    add_staff(board, "xu");
    served(board, 1, |serving| {
        let said = audit(serving, &first).right();
        assert!(said.out.contains("签名密钥换过 1 次"), "{said}");
        audit(serving, &policy(board, serving, "second")).right();
    });

    let said = board.runs(&["ledger", "retire"]).right();
    assert!(said.out.contains("Nothing was changed"), "{said}");
    let said = board.runs(&["ledger", "retire", "--yes"]).right();
    assert!(said.out.contains("begun"), "{said}");
    board
        .runs(&["ledger", "retire", "--yes"])
        .wrong(1, "only just begun");
    add_staff(board, "li");
    served(board, 2, |serving| {
        let said = audit(serving, &first).right();
        assert!(said.out.contains("/ledger/2，共"), "{said}");
        for path in [
            "/ledger",
            "/ledger?log=1",
            "/ledger/checkpoint",
            "/ledger/2/checkpoint",
            "/ledger/entries/0",
            "/ledger/entries/2/0",
            "/en/ledger/entries/2/0",
            "/ledger/2/tile/entries/000.p/1",
        ] {
            let answer = get(&serving.pages, path);
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        }
        for path in [
            "/ledger?log=3",
            "/ledger/3/checkpoint",
            "/ledger/02/checkpoint",
        ] {
            let answer = get(&serving.pages, path);
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
        assert!(get(&serving.pages, "/ledger").contains("以前的账本"));
    });
}

fn add_staff(board: &Board, login: &str) {
    board
        .runs(&[
            "staff", "add", "--login", login, "--name", "许明", "--role", "editor",
        ])
        .right();
}
