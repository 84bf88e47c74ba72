//! Where a proof of work is asked for: on the way to a one-time code, and of whoever looks up query codes, once there is
//! pressure. Without script there is a slower way, and a person.

use super::{Meter, Rate, Wait, Who};
use crate::page::Page;
use crate::posted::Posted;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::proof::Solved;
use domain::Timestamp;
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The field of a form that holds the puzzle's solution, by the name that ALTCHA gives it.
const FIELD: &str = "altcha";
/// Puzzles that were solved are remembered until they end: so many, and beyond them none is taken.
const SPENT: usize = 100_000;

/// When a proof of work is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Once an address, or all together, ask for much.
    #[default]
    Auto,
    /// Of everyone.
    Always,
    /// Of nobody.
    Never,
}

/// What is measured, and which puzzles were used.
pub struct Proofs {
    asked: Proof,
    /// Risky requests of an address, …
    of_address: Meter,
    /// … of all together, …
    of_all: Meter,
    /// … those of an address that were let through without a proof, …
    unproved: Meter,
    /// … and those of all.
    all_unproved: Meter,
    spent: Mutex<HashMap<String, Timestamp>>,
}

impl Proofs {
    /// Nothing was asked yet.
    pub fn new(asked: Proof) -> Self {
        let rate = |times, minutes, at_once| {
            Meter::new(Rate::new(
                times,
                SignedDuration::from_mins(minutes),
                at_once,
            ))
        };
        Self {
            asked,
            of_address: rate(6, 60, 3),
            of_all: rate(60, 1, 60),
            unproved: rate(4, 60, 2),
            all_unproved: rate(60, 60, 20),
            spent: Mutex::default(),
        }
    }

    fn are_asked(&self, who: Option<Who>, now: Timestamp) -> bool {
        match self.asked {
            Proof::Always => true,
            Proof::Never => false,
            Proof::Auto => {
                let much = who.is_some_and(|who| self.of_address.allows(&who, now).is_err());
                much || self.of_all.allows(&(), now).is_err()
            }
        }
    }

    /// Takes a solved puzzle once.
    fn spend(&self, solved: Solved, now: Timestamp) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= SPENT {
            spent.retain(|_puzzle, ends| *ends > now);
        }
        spent.len() < SPENT && spent.insert(solved.puzzle, solved.ends).is_none()
    }

    /// A few get through without a proof, from each address and from all of them together.
    fn let_through(&self, who: Option<Who>, now: Timestamp) -> Result<(), SignedDuration> {
        self.all_unproved.allows(&(), now)?;
        if let Some(who) = who {
            self.unproved.take(&who, now)?;
        }
        self.all_unproved.take(&(), now)
    }
}

/// The puzzle that a form of this viewer carries. None: no proof is asked for.
pub fn of_form(web: &Web, viewer: &Viewer) -> Option<String> {
    let asked = web
        .proofs
        .are_asked(Who::at(viewer.address), web.app.clock.now());
    asked.then(|| web.app.draw_puzzle()).flatten()
}

/// Counts a risky request.
pub fn count(web: &Web, viewer: &Viewer) {
    let (proofs, now) = (&web.proofs, web.app.clock.now());
    if let Some(who) = Who::at(viewer.address) {
        proofs.of_address.add(&who, now, 1);
    }
    proofs.of_all.add(&(), now, 1);
}

/// Refuses a form that lacks the proof that is asked for.
pub fn check(web: &Web, viewer: &Viewer, posted: &Posted) -> Result<(), Refusal> {
    let (proofs, who, now) = (&web.proofs, Who::at(viewer.address), web.app.clock.now());
    if !proofs.are_asked(who, now) {
        return Ok(());
    }
    let solved = web.app.solved(posted.text(FIELD));
    if solved.is_some_and(|solved| proofs.spend(solved, now)) {
        return Ok(());
    }
    proofs
        .let_through(who, now)
        .map_err(|wait| Refusal::TooMany {
            what: "unproved",
            minutes: Wait(wait).minutes(),
        })
}

/// What somebody can do whose form lacked a proof, and who is there in person.
pub fn advice(p: &Page, minutes: u32) -> String {
    let (advice, operator) = (p.tn("advice-too-many-unproved", minutes), p.operator());
    if operator.is_empty() {
        advice
    } else {
        format!("{advice}{}", p.tt("proof-person", operator))
    }
}
