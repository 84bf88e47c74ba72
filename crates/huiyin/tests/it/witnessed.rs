//! A board with a witness beside it, each a process of its own: what a board signs after it was restored.

use crate::board::{Board, huiyin, text};
use crate::serving::get;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const ROWS: &str = "id,title,body,date,reply\n1,甲,文,2024-09-09,已办\n2,乙,文,2024-09-10,\n";
const MORE: &str = "id,title,body,date,reply\n3,丙,文,2024-09-11,\n";
const NAME: &str = "university.example/witness";

/// A witness in a folder, which is served on the same port each time.
struct Witness {
    config: PathBuf,
    address: String,
    key: String,
}

impl Witness {
    /// Makes one beside a board, which it shall watch, and names it in the board's settings.
    fn of(board: &Board) -> Self {
        let serving = board.serves();
        let policy = get(&serving.pages, "/ledger/policy");
        let log = policy.split("log ").nth(1).unwrap();
        let log = log.split(' ').next().unwrap().to_owned();
        serving.stops();

        let folder = board.beside("witness");
        let made = huiyin(&["witness", "init", text(&folder), "--name", NAME]).right();
        let key = made
            .out
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with(NAME));
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        let witness = Self {
            config: folder.join("witness.toml"),
            address,
            key: key.unwrap().to_owned(),
        };
        replace(&witness.config, "127.0.0.1:8090", &witness.address);
        replace(
            &witness.config,
            "trusted = [",
            &format!("trusted = [\"{log}\","),
        );
        let named = format!(
            "witness = [{{ url = \"http://{}\", vkey = \"{}\" }}]",
            witness.address, witness.key
        );
        replace(&board.settings(), "witness = []", &named);
        replace(
            &board.settings(),
            "private = []",
            "private = [\"127.0.0.1\"]",
        );
        witness
    }

    fn serves(&self) -> Running {
        let child = Command::new(env!("CARGO_BIN_EXE_huiyin"))
            .args(["witness", "--config", text(&self.config)])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let running = Running(child.unwrap());
        eventually("the witness listens", || {
            TcpStream::connect(&self.address).is_ok()
        });
        running
    }
}

/// A witness that is killed when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn eventually(what: &str, is_so: impl Fn() -> bool) {
    for _look in 0..600 {
        if is_so() {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("it never comes about that {what}");
}

fn checkpoint(pages: &str) -> String {
    get(pages, "/ledger/checkpoint")
}

/// Entries of the checkpoint that is served; none: there is none.
fn size(pages: &str) -> u64 {
    let answer = checkpoint(pages);
    let note = answer
        .split_once("\r\n\r\n")
        .map_or("", |(_head, note)| note);
    let size = note.lines().nth(1).and_then(|line| line.parse().ok());
    size.unwrap_or(0)
}

fn is_cosigned(pages: &str) -> bool {
    checkpoint(pages).contains(&format!("\n— {NAME} "))
}

#[test]
fn a_restored_board_asks_its_witness_before_it_signs() {
    let board = Board::new();
    let witness = Witness::of(&board);
    let (old, new) = (board.beside("old.tar"), board.beside("new.tar"));
    let serving = board.serves();
    eventually("the board signs", || size(&serving.pages) > 0);
    let before = size(&serving.pages);
    serving.stops();
    board.runs(&["backup", text(&old)]).right();
    let running = witness.serves();
    board.imports("old.csv", ROWS).right();
    let serving = board.serves();
    eventually("the witness cosigns what was imported", || {
        is_cosigned(&serving.pages) && size(&serving.pages) >= before + 2
    });
    let whole_before = size(&serving.pages);
    serving.stops();
    board.runs(&["backup", text(&new)]).right();

    // Nobody remembers what was signed since: nothing is signed, and the board is read.
    drop(running);
    let (behind, whole) = (board.restored(&old), board.restored(&new));
    for restored in [&behind, &whole] {
        let serving = restored.serves();
        sleep(Duration::from_secs(2));
        assert!(get(&serving.pages, "/").starts_with("HTTP/1.1 200"));
        let log = serving.stops();
        assert!(log.contains("until this witness answers"), "{log}");
    }

    // The witness remembers: what was lost stays unsigned, what was not goes on.
    let _running = witness.serves();
    let serving = behind.serves();
    sleep(Duration::from_secs(2));
    let signed = size(&serving.pages);
    let log = serving.stops();
    assert_eq!(
        signed, before,
        "what the copy knew is served, and no more: {log}"
    );
    assert!(log.contains("were signed before"), "{log}");
    whole.imports("new.csv", MORE).right();
    let serving = whole.serves();
    eventually("the restored board goes on and is cosigned", || {
        is_cosigned(&serving.pages) && size(&serving.pages) > whole_before
    });
    serving.stops();
}
