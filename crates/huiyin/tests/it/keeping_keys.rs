//! Key files: encrypted at rest, refused where others reach them.

use crate::board::{Board, huiyin, text};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const FILES: [&str; 2] = ["keys.txt", "ledger.key"];

/// A board whose settings name an identity, which lies beside its folder.
fn board() -> Board {
    let board = Board::new();
    let identity = board.beside("identity.txt");
    let said = huiyin(&["keys", "identity", text(&identity)]).right();
    assert!(said.out.contains("public: age1"), "{said}");
    let mode = fs::metadata(&identity).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let settings = fs::read_to_string(board.settings()).unwrap();
    let named = settings.replacen(
        "identity = \"\"",
        &format!("identity = \"{}\"", text(&identity)),
        1,
    );
    fs::write(board.settings(), named).unwrap();
    board
}

#[test]
fn a_board_is_served_with_encrypted_keys() {
    let board = board();
    let before = FILES.map(|name| fs::read(board.dir().join(name)).unwrap());
    board.runs(&["keys", "encrypt"]).right();
    for (name, before) in FILES.iter().zip(&before) {
        let sealed = fs::read(board.dir().join(name)).unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1\n"), "{name}");
        assert!(
            !sealed
                .windows(24)
                .any(|part| before.windows(24).any(|old| old == part))
        );
    }
    let said = board.runs(&["doctor"]).right();
    assert_eq!(said.out.matches(", encrypted").count(), 2, "{said}");
    board.serves().stops();
    let said = board.runs(&["keys", "encrypt"]).right();
    assert_eq!(said.out.matches("already").count(), 2, "{said}");
    // What is made anew is no second way in: another identity does not open it.
    fs::remove_file(board.beside("identity.txt")).unwrap();
    huiyin(&["keys", "identity", text(&board.beside("identity.txt"))]).right();
    board.runs(&["serve"]).wrong(1, "stays so");
    board.runs(&["keys", "decrypt"]).wrong(1, "another one");
}

#[test]
fn systemd_hands_over_the_identity() {
    let board = board();
    board.runs(&["keys", "encrypt"]).right();
    let given = board.beside("credentials");
    fs::create_dir(&given).unwrap();
    fs::rename(board.beside("identity.txt"), given.join("huiyin.identity")).unwrap();
    let settings = fs::read_to_string(board.settings()).unwrap();
    let unnamed = settings.replace(text(&board.beside("identity.txt")), "");
    fs::write(board.settings(), unnamed).unwrap();
    board.runs(&["doctor"]).wrong(1, "");
    let told = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(["keys", "decrypt", "--config", text(&board.settings())])
        .env("CREDENTIALS_DIRECTORY", &given)
        .output()
        .unwrap();
    assert!(told.status.success());
    board.runs(&["doctor"]).right();
}

#[test]
fn keys_that_others_can_read_are_refused_at_the_start() {
    let board = board();
    for name in FILES {
        let path = board.dir().join(name);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        board.runs(&["serve"]).wrong(1, "chmod 600");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    }
    board.serves().stops();
}
