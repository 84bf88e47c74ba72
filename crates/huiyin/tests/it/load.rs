//! Many who write at once, while something happens to the board; and what must be there afterwards.

use crate::board::{Board, Serving};
use crate::citizen::Citizen;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

/// Writers at once.
const WRITERS: u32 = 8;
/// A writer who was sent away comes again after this time.
const AGAIN: Duration = Duration::from_millis(20);

/// Forms that were sent, each with a nonce of its own: 0, 1, 2 …
pub struct Load<'c> {
    citizen: &'c Citizen,
    tried: AtomicU32,
    taken: Mutex<Vec<(u32, String)>>,
    sent_away: AtomicU32,
    ended: AtomicBool,
}

/// Ends the load, also where what happens meanwhile panics.
struct End<'l>(&'l AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl<'c> Load<'c> {
    /// Nothing yet.
    pub fn of(citizen: &'c Citizen) -> Self {
        Self {
            citizen,
            tried: AtomicU32::new(0),
            taken: Mutex::default(),
            sent_away: AtomicU32::new(0),
            ended: AtomicBool::new(false),
        }
    }

    /// Lets everyone write while something happens. Each form is sent until it is taken, as a person would.
    pub fn during(&self, pages: &str, happens: impl FnOnce()) {
        thread::scope(|scope| {
            let _end = End(&self.ended);
            for _ in 0..WRITERS {
                scope.spawn(|| self.writes(pages));
            }
            happens();
        });
    }

    fn writes(&self, pages: &str) {
        while !self.has_ended() {
            let nonce = self.tried.fetch_add(1, Ordering::SeqCst);
            while !self.has_ended() && !self.sends(pages, nonce) {
                thread::park_timeout(AGAIN);
            }
        }
    }

    /// Sends a form once: true if it was taken. An answer may be missing, or say that it is no time to write; whatever
    /// else it says is wrong.
    fn sends(&self, pages: &str, nonce: u32) -> bool {
        match self.citizen.submits(pages, nonce) {
            None => false,
            Some(answer) if matches!(answer.status, 200 | 201) => {
                self.taken.lock().unwrap().push((nonce, answer.number()));
                true
            }
            Some(answer) => {
                answer.sends_away();
                self.sent_away.fetch_add(1, Ordering::SeqCst);
                false
            }
        }
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// What was acknowledged so far: nonces, with their numbers.
    pub fn acknowledged(&self) -> Vec<(u32, String)> {
        self.taken.lock().unwrap().clone()
    }

    /// How often somebody was asked to come again.
    pub fn sent_away(&self) -> u32 {
        self.sent_away.load(Ordering::SeqCst)
    }

    /// Waits until so many more are acknowledged.
    #[track_caller]
    pub fn takes(&self, more: usize) {
        let before = self.acknowledged().len();
        until("messages are taken", || {
            self.acknowledged().len() >= before + more
        });
    }

    /// Waits until so many more were sent away.
    #[track_caller]
    pub fn is_sent_away(&self, more: u32) {
        let before = self.sent_away();
        until("writers are sent away", || {
            self.sent_away() >= before + more
        });
    }

    /// Sends every form once more. What was acknowledged is there, with the number that it had; each form is one
    /// message, and the numbers of the year have no gap: nothing is lost, nothing is there twice, and the public log
    /// says the same.
    pub fn is_kept(&self, board: &Board, serving: Serving, acknowledged: &[(u32, String)]) {
        let tried = self.tried.load(Ordering::SeqCst);
        let mut numbers = Vec::new();
        for nonce in 0..tried {
            let mut answer = self.submits(&serving.pages, nonce);
            // On PostgreSQL the lease of a dead process runs out first; the message is kept meanwhile.
            for _ in 0..10 {
                if answer.1.is_empty() {
                    answer = self.submits(&serving.pages, nonce);
                }
            }
            let (status, number) = answer;
            if let Some((_, before)) = acknowledged.iter().find(|(known, _)| *known == nonce) {
                assert_eq!(status, 200, "form {nonce} was acknowledged");
                let is_same = before.is_empty() || *before == number;
                assert!(is_same, "{before} is {number}");
            } else {
                assert!(matches!(status, 200 | 201), "form {nonce}: {status}");
            }
            numbers.push(number);
        }
        numbers.sort();
        let year = numbers[0].trim_end_matches("000001");
        let dense: Vec<_> = (1..=tried).map(|n| format!("{year}{n:06}")).collect();
        assert_eq!(numbers, dense);
        the_ledger_holds(board, serving, numbers.len() + board.entries);
    }

    fn submits(&self, pages: &str, nonce: u32) -> (u16, String) {
        let answer = self.citizen.submits(pages, nonce).unwrap();
        (answer.status, answer.number())
    }
}

/// Each message is in the public log once, beside what was said of the board itself, and everything follows from the
/// entries that were signed.
fn the_ledger_holds(board: &Board, serving: Serving, entries: usize) {
    let size = format!("size      {entries}\n");
    until(&format!("the log has {entries} entries"), || {
        board.runs(&["ledger", "show"]).right().out.contains(&size)
    });
    drop(serving);
    let rebuilt = board.runs(&["ledger", "rebuild"]).right();
    assert!(rebuilt.out.contains("all of it follows"), "{rebuilt}");
}

/// Waits for what another process does; gives up after two minutes.
#[track_caller]
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..2_400 {
        if is_so() {
            return;
        }
        thread::park_timeout(Duration::from_millis(50));
    }
    panic!("waited in vain: {what}");
}
