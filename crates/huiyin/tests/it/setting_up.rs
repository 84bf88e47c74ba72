//! Settings, new boards, doctor, staff.

use crate::board::{Board, huiyin, text};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn the_printed_default_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("huiyin.toml");
    let printed = huiyin(&["config", "default"]).right().out;
    fs::write(&file, &printed).unwrap();
    let said = huiyin(&["config", "check", text(&file)]).right();
    assert!(said.out.contains("is right"));

    let misspelled = printed.replacen("connections =", "conections =", 1);
    fs::write(&file, misspelled).unwrap();
    huiyin(&["config", "check", text(&file)]).wrong(1, "conections");
    fs::remove_file(&file).unwrap();
    huiyin(&["config", "check", text(&file)]).wrong(1, "huiyin init");
}

#[test]
fn a_wrong_command_line_is_status_2_and_a_failure_status_1() {
    assert_eq!(huiyin(&["sing"]).status, Some(2));
    assert_eq!(huiyin(&[]).status, Some(2));
    huiyin(&["import", "x.csv", "--map", "colour=red"]).wrong(2, "colour");
    huiyin(&["export", "messages", "--to", "x.pdf"]).wrong(2, ".jsonl");
    huiyin(&[
        "staff", "add", "--login", "a", "--name", "a", "--role", "king",
    ])
    .wrong(2, "editor");
    huiyin(&["serve", "--config", "/nowhere/huiyin.toml"]).wrong(1, "/nowhere/huiyin.toml");
}

#[test]
fn a_new_board_is_whole_and_its_secrets_are_its_owners() {
    let board = Board::new();
    for private in ["keys.txt", "ledger.key", "huiyin.toml", "data.sqlite"] {
        let mode = fs::metadata(board.dir().join(private))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{private}");
    }
    let said = board.runs(&["doctor"]).right();
    assert!(!said.out.contains('✗'), "{said}");
    assert_eq!(said.out.matches('✓').count(), said.out.lines().count());

    let keys = board.dir().join("keys.txt");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o644)).unwrap();
    let said = board.runs(&["doctor"]);
    assert_eq!(said.status, Some(1));
    assert!(
        said.out.contains("✗ keys") && said.out.contains("chmod 600"),
        "{said}"
    );
    fs::remove_file(&keys).unwrap();
    board
        .runs(&["export", "messages", "--to", "x.csv"])
        .wrong(1, "keys.txt");
}

#[test]
fn a_folder_that_holds_anything_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "路灯不亮").unwrap();
    huiyin(&["init", text(folder.path())]).wrong(1, "not empty");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    let board = Board::new();
    huiyin(&["init", text(&board.dir())]).wrong(1, "not empty");
    board.runs(&["doctor"]).right();
}

#[test]
fn what_could_not_be_made_is_taken_away_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("board");
    let nobody = "postgres://huiyin@127.0.0.1:9/none";
    huiyin(&["init", text(&dir), "--postgres", nobody]).wrong(1, "cannot open the data");
    huiyin(&["init", text(&dir)]).right();
}

#[test]
fn staff_are_added_for_units_and_offices_by_name() {
    let board = Board::of_a_city();
    let add = |args: &[&str]| {
        let args: Vec<_> = ["staff", "add", "--name", "许明"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        board.runs(&args)
    };
    let said = add(&["--login", "xu", "--role", "handler", "--unit", "市水务局"]).right();
    assert!(
        said.out.contains("xu signs in with the password "),
        "{said}"
    );
    add(&[
        "--login",
        "xu2",
        "--role",
        "leader",
        "--office",
        "云川市市长",
    ])
    .right();
    add(&["--login", "xu3", "--role", "editor"]).right();

    add(&["--login", "xu", "--role", "editor"]).wrong(1, "--login");
    add(&["--login", "XU", "--role", "editor"]).wrong(1, "--login");
    add(&["--login", "xu4", "--role", "handler"]).wrong(1, "--unit");
    add(&["--login", "xu4", "--role", "handler", "--unit", "天文局"]).wrong(1, "天文局");
    add(&["--login", "xu4", "--role", "leader", "--office", "皇帝"]).wrong(1, "皇帝");

    let said = board.runs(&["staff", "reset", "xu"]).right();
    assert!(said.out.contains("xu signs in with the password "));
    board.runs(&["staff", "reset", "nobody"]).wrong(1, "nobody");
    let token = board.runs(&["staff", "token", "xu"]).right();
    assert_eq!(token.out.trim().len(), 43, "256 bits in base64");
    board.runs(&["staff", "token", "nobody"]).wrong(1, "nobody");
    let given = "staff reset xu --password-stdin";
    let given: Vec<_> = given.split(' ').collect();
    let said = board
        .runs_told(&given, "正确的马电池订书钉蓝天白云\n")
        .right();
    assert!(!said.out.contains("正确"), "{said}");
    board.runs_told(&given, "short\n").wrong(1, "at least 12");
    board
        .runs_told(&given, "zhengfu123456\n")
        .wrong(1, "a common password");
    board.runs(&["staff", "reset", "xu", "--factors"]).right();
}

#[test]
fn who_signs_in_elsewhere_is_said_on_the_command_line() {
    let board = Board::new();
    let identity = |args: &[&str]| board.runs(&[&["staff", "identity"], args].concat());
    for login in ["xu", "sun"] {
        let add = ["staff", "add", "--name", "许明", "--role", "editor"];
        board
            .runs(&[&add, &["--login", login][..]].concat())
            .right();
    }
    identity(&["xu", "--subject", "1001"]).wrong(1, "[oidc]");
    let said = identity(&["xu"]).right();
    assert!(said.out.contains("does not sign in by"), "{said}");

    board.sets("issuer", "\"https://login.example\"");
    let said = board.runs(&["doctor"]);
    assert!(said.out.contains("oidc.client_id"), "{said}");
    board.sets("client_id", "\"huiyin\"");
    let said = board.runs(&["doctor"]);
    assert_eq!(said.status, Some(1), "{said}");
    assert!(said.out.contains("✗ signing in elsewhere"), "{said}");
    let secret = board.dir().join("oidc.secret");
    fs::write(&secret, "shared\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    let said = board.runs(&["doctor"]).right();
    assert!(said.out.contains("https://login.example, as huiyin"));

    let said = identity(&["xu", "--subject", "1001"]).right();
    assert!(said.out.contains("https://login.example 1001"), "{said}");
    identity(&["sun", "--subject", "1001"]).wrong(1, "another account");
    identity(&["sun", "--subject", "人"]).wrong(1, "ASCII");
    identity(&["nobody", "--subject", "1002"]).wrong(1, "nobody");
    identity(&["xu", "--subject", "1", "--none"]).wrong(2, "--none");
    identity(&["xu", "--none"]).right();
    identity(&["sun", "--subject", "1001"]).right();
}
