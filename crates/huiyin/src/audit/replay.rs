//! The life of each message again, from its entries alone: every step must be one that the tables allow, whoever ran the
//! board. Which step leads where is `domain::stage::next`, who may take it `domain::permission::rules`.

use super::facts::{flag, hash, parsed};
use domain::actor::Role;
use domain::permission::rules;
use domain::stage::{StageKind, next, transitions};
use domain::verb::Verb;
use ledger::entries::{Entry, Link};
use ledger::facts::MessageNumber;
use ledger::hash::Hash;
use ledger::kinds::Kind;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The stages that messages are in.
pub struct Replay {
    threads: BTreeMap<MessageNumber, Thread>,
    /// The table that this program knows.
    table: Hash,
    /// Whether the board follows that table at this point of the log.
    knows: bool,
    /// Entries that were written under a table that this program does not know.
    under_other_tables: u64,
}

/// One message.
struct Thread {
    /// Where it stands; none: a step was wrong, or was taken under another table, and it is judged no further.
    stage: Option<StageKind>,
    imported: bool,
}

/// A step that the tables do not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illegal {
    /// The entry's place in the log.
    pub index: u64,
    /// The message.
    pub message: MessageNumber,
    /// What it says that happened.
    pub kind: Kind,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The table has no such step from there.
    Stage(StageKind),
    /// Nobody in this role may take it.
    Role(Role),
    /// The entry's facts do not fit its kind.
    Facts,
}

impl Default for Replay {
    fn default() -> Self {
        Self {
            threads: BTreeMap::new(),
            table: Hash::new(Sha256::digest(transitions()).into()),
            knows: true,
            under_other_tables: 0,
        }
    }
}

impl Replay {
    /// Takes an entry in, in the order of the log. A message is reported once: what follows a wrong step is judged no
    /// further.
    pub fn follow(&mut self, index: u64, entry: &Entry) -> Option<Illegal> {
        if entry.kind == Kind::PolicyChanged {
            self.knows = hash(entry, "table") == Some(self.table);
        }
        let link = entry.link.as_ref()?;
        let message = link.message();
        if !self.knows {
            self.under_other_tables += 1;
        }
        let begins = matches!(link, Link::First { .. });
        let (imported, stage) = match self.threads.get(message) {
            Some(thread) if !begins => (thread.imported, thread.stage?),
            // A thread without its beginning is found by the check of links.
            None if !begins => return None,
            _ => (entry.kind == Kind::Imported, StageKind::Submitted),
        };
        let after = match () {
            () if !self.knows => Ok(None),
            () if begins => first(entry).map(Some),
            () => step(stage, entry, imported).map(Some),
        };
        let thread = Thread {
            stage: after.unwrap_or(None),
            imported,
        };
        self.threads.insert(message.clone(), thread);
        after.err().map(|fault| Illegal {
            index,
            message: message.clone(),
            kind: entry.kind,
            fault,
        })
    }

    /// How many steps were taken under tables of transitions that this program does not know, and so were not judged.
    pub fn unjudged(&self) -> u64 {
        self.under_other_tables
    }
}

/// The stage in which a message begins.
fn first(entry: &Entry) -> Result<StageKind, Fault> {
    match entry.kind {
        Kind::Received => {
            allowed(entry, Verb::Submit)?;
            Ok(StageKind::Submitted)
        }
        // One matter of another message.
        Kind::Split => {
            allowed(entry, Verb::Split)?;
            Ok(StageKind::Submitted)
        }
        // An archive tells where it left off.
        Kind::Imported => fact(entry, "stage"),
        _ => Err(Fault::Facts),
    }
}

/// The stage after a later entry.
fn step(stage: StageKind, entry: &Entry, imported: bool) -> Result<StageKind, Fault> {
    // What is nobody's deed: that somebody is late; and what an archive says of its past.
    let is_claim = imported
        && flag(entry, "claimed")
        && matches!(entry.kind, Kind::ReplyPublished | Kind::Rated);
    if entry.kind == Kind::Late || is_claim {
        return Ok(stage);
    }
    let verb: Verb = fact(entry, "verb")?;
    allowed(entry, verb)?;
    next(stage, verb).ok_or(Fault::Stage(stage))
}

/// Whether the entry is of the kind that the verb makes, and its actor in a role that may do it.
fn allowed(entry: &Entry, verb: Verb) -> Result<(), Fault> {
    if kind_of(verb) != Some(entry.kind) {
        return Err(Fault::Facts);
    }
    let role: Role = fact(entry, "by")?;
    let may = rules(verb).iter().any(|(allowed, _whose)| *allowed == role);
    may.then_some(()).ok_or(Fault::Role(role))
}

/// The kind of entry that a verb makes; none: it makes none.
fn kind_of(verb: Verb) -> Option<Kind> {
    Some(match verb {
        Verb::Submit => Kind::Received,
        Verb::Edit | Verb::Amend => Kind::Amended,
        Verb::Publish | Verb::Decline => Kind::Screened,
        Verb::Appeal => Kind::Appealed,
        Verb::Divert => Kind::Diverted,
        Verb::Redact => Kind::Redacted,
        Verb::TakeDown => Kind::TakenDown,
        Verb::Assign => Kind::Assigned,
        Verb::Accept => Kind::Accepted,
        Verb::Refuse => Kind::Refused,
        Verb::Transfer => Kind::Transferred,
        Verb::AddCoUnit => Kind::CoUnits,
        Verb::Designate => Kind::Designated,
        Verb::AskWriter | Verb::AnswerClarification => Kind::Clarification,
        Verb::RequestExtension | Verb::GrantExtension | Verb::DenyExtension => Kind::Extended,
        Verb::RecordOffline => Kind::Offline,
        Verb::PostInterim => Kind::Interim,
        Verb::SubmitReply => Kind::ReplySubmitted,
        Verb::ReturnReply => Kind::ReplyReturned,
        Verb::PublishReply => Kind::ReplyPublished,
        Verb::CorrectReply => Kind::ReplyCorrected,
        Verb::Rate => Kind::Rated,
        Verb::FollowUp => Kind::FollowedUp,
        Verb::RequestReopen => Kind::ReopenRequested,
        Verb::Reopen => Kind::ReopenJudged,
        Verb::KeepClosed => Kind::KeptClosed,
        Verb::Instruct => Kind::Instructed,
        Verb::Escalate => Kind::Escalated,
        Verb::MoveOffice => Kind::Moved,
        Verb::Split => Kind::Split,
        Verb::LinkDuplicate => Kind::Linked,
        Verb::Close => Kind::Closed,
        Verb::Withdraw => Kind::Withdrawn,
        Verb::Erase => Kind::Erased,
        Verb::Remind | Verb::RevealContact | Verb::Support | Verb::Follow => return None,
    })
}

/// A fact that is a code of this kind.
fn fact<T: FromStr>(entry: &Entry, name: &str) -> Result<T, Fault> {
    parsed(entry, name).ok_or(Fault::Facts)
}
