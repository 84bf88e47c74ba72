//! Backup while the board runs, and restore into an empty place.

use crate::board::{Board, huiyin, text};
use std::fs;

const ROWS: &str = "id,title,body,date,reply\n1,甲,文,2024-09-09,已办\n2,乙,文,2024-09-10,\n";

/// A blob as `App` keeps it: by its SHA-256, on a shelf named by the first two digits.
const PICTURE: (&str, &[u8]) = (
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    b"abc",
);

#[test]
fn what_was_backed_up_comes_back_whole() {
    let board = Board::new();
    board.imports("old.csv", ROWS).right();
    let shelf = board.dir().join("blobs/ba");
    fs::create_dir(&shelf).unwrap();
    fs::write(shelf.join(PICTURE.0), PICTURE.1).unwrap();
    fs::write(shelf.join(format!("{}.7.new", PICTURE.0)), b"half of one").unwrap();

    let serving = board.serves();
    let tar = board.beside("board.tar");
    let backed_up = board.runs(&["backup", text(&tar)]).right();
    assert_eq!(backed_up.last(), "messages=2 events=3 people=0 pictures=1");
    assert!(backed_up.err.contains("keys"), "{backed_up}");
    board
        .runs(&["backup", text(&tar)])
        .wrong(1, "there already");
    serving.stops();

    let into = board.beside("restored");
    let restored = huiyin(&[
        "restore",
        text(&tar),
        "--into",
        text(&into),
        "--no-erasures",
    ])
    .right();
    assert_eq!(restored.last(), backed_up.last());
    for key in ["keys.txt", "ledger.key"] {
        assert!(!into.join(key).exists(), "no key is in a backup");
    }
    assert_eq!(
        fs::read(into.join("blobs/ba").join(PICTURE.0)).unwrap(),
        PICTURE.1
    );
    huiyin(&[
        "restore",
        text(&tar),
        "--into",
        text(&into),
        "--no-erasures",
    ])
    .wrong(1, "not empty");

    let settings = into.join("huiyin.toml");
    let said = huiyin(&["doctor", "--config", text(&settings)]);
    assert!(
        said.status == Some(1) && said.out.contains("✗ keys"),
        "{said}"
    );
    for key in ["keys.txt", "ledger.key"] {
        fs::copy(board.dir().join(key), into.join(key)).unwrap();
    }
    huiyin(&["doctor", "--config", text(&settings)]).right();
    let (old, new) = (board.beside("old.jsonl"), board.beside("new.jsonl"));
    board
        .runs(&["export", "messages", "--to", text(&old)])
        .right();
    huiyin(&[
        "export",
        "messages",
        "--to",
        text(&new),
        "--config",
        text(&settings),
    ])
    .right();
    assert_eq!(fs::read(old).unwrap(), fs::read(new).unwrap());
}

#[test]
fn what_is_no_backup_or_a_damaged_one_is_refused() {
    let board = Board::new();
    board.imports("old.csv", ROWS).right();
    let tar = board.beside("board.tar");
    board.runs(&["backup", text(&tar)]).right();
    let whole = fs::read(&tar).unwrap();
    let refused = |name: &str, bytes: &[u8], words: &str| {
        let (file, into) = (board.beside(&format!("{name}.tar")), board.beside(name));
        fs::write(&file, bytes).unwrap();
        huiyin(&[
            "restore",
            text(&file),
            "--into",
            text(&into),
            "--no-erasures",
        ])
        .wrong(1, words);
    };
    refused("half", &whole[..whole.len() / 2], "could not be restored");
    refused("none", b"", "no data");
    refused(
        "letter",
        &b"a letter, and no backup at all. ".repeat(64),
        "could not be restored",
    );
    let mut bent = whole.clone();
    for byte in &mut bent[200_000..260_000] {
        *byte ^= 0x55;
    }
    refused("bent", &bent, "damaged");
    let mut escaping = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(3);
    header.as_gnu_mut().unwrap().name[..12].copy_from_slice(b"../escape.sh");
    header.set_cksum();
    escaping.append(&header, b"hi\n".as_slice()).unwrap();
    refused(
        "escaping",
        &escaping.into_inner().unwrap(),
        "does not belong",
    );
    assert!(!board.beside("escape.sh").exists());
}

#[test]
fn postgres_is_backed_up_by_its_own_tools() {
    let board = Board::on_postgres();
    board
        .runs(&["backup", text(&board.beside("x.tar"))])
        .wrong(1, "pg_dump");
    board.runs(&["doctor"]).right();
}
