//! Who may do what: one table of role × verb × whose message. The stage is checked by [`crate::stage::next`].

use crate::actor::{Actor, Role};
use crate::codes::codes;
use crate::message::Message;
use crate::verb::Verb;

codes! {
    /// Whose message a role may do it to.
    Whose {
        /// The one that the actor wrote.
        Own = "own",
        /// One that somebody else wrote.
        Others = "others",
        /// One that the actor's unit, or a unit below it, has.
        Unit = "unit",
        /// One that the actor's unit, or a unit below it, is in charge of: not one that it only helps with.
        Charge = "charge",
        /// One that was written to the actor's office.
        Office = "office",
        /// Any.
        Any = "any",
    }
}

/// Why an actor may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignIn,
    /// The role has no such right, or not over this message.
    #[error("not yours to do")]
    NotYours,
    /// Nobody screens, reviews or judges what concerns their own unit, or what they decided themselves.
    #[error("it concerns yourself")]
    Concerned,
}

/// The table: the roles that may, and over whose messages.
pub const fn rules(verb: Verb) -> &'static [(Role, Whose)] {
    use Role as R;
    use Verb as V;
    use Whose as W;
    match verb {
        V::Submit => &[(R::Citizen, W::Own)],
        V::Edit
        | V::Amend
        | V::Appeal
        | V::Rate
        | V::FollowUp
        | V::RequestReopen
        | V::Withdraw
        | V::Erase => &[(R::Citizen, W::Own)],
        V::AnswerClarification => &[(R::Citizen, W::Own), (R::Clock, W::Any)],
        V::Support | V::Follow => &[(R::Citizen, W::Others)],
        V::Publish
        | V::Decline
        | V::Divert
        | V::Redact
        | V::Split
        | V::LinkDuplicate
        | V::ReturnReply
        | V::PublishReply
        | V::Reopen
        | V::KeepClosed => &[(R::Editor, W::Any)],
        V::TakeDown | V::Designate | V::GrantExtension | V::DenyExtension => {
            &[(R::Supervisor, W::Any)]
        }
        V::Assign => &[(R::Dispatcher, W::Any)],
        V::MoveOffice => &[(R::Editor, W::Any), (R::Dispatcher, W::Any)],
        V::AddCoUnit => &[(R::Dispatcher, W::Any), (R::Approver, W::Unit)],
        V::Transfer => &[
            (R::Dispatcher, W::Any),
            (R::Supervisor, W::Any),
            (R::Handler, W::Unit),
            (R::Approver, W::Unit),
        ],
        V::Accept => &[
            (R::Handler, W::Unit),
            (R::Approver, W::Unit),
            (R::Clock, W::Any),
        ],
        V::Refuse
        | V::AskWriter
        | V::RequestExtension
        | V::RecordOffline
        | V::PostInterim
        | V::SubmitReply
        | V::CorrectReply => &[(R::Handler, W::Unit), (R::Approver, W::Unit)],
        V::RevealContact => &[(R::Handler, W::Charge), (R::Approver, W::Charge)],
        V::Instruct => &[(R::Leader, W::Office), (R::LeaderOffice, W::Office)],
        V::Remind => &[
            (R::Editor, W::Any),
            (R::Dispatcher, W::Any),
            (R::Supervisor, W::Any),
            (R::Clock, W::Any),
        ],
        V::Escalate => &[(R::Supervisor, W::Any), (R::Clock, W::Any)],
        V::Close => &[(R::Clock, W::Any)],
    }
}

/// Verbs that judge: not by somebody whose own unit is concerned.
const fn judges(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Publish
            | Verb::Decline
            | Verb::Divert
            | Verb::Redact
            | Verb::TakeDown
            | Verb::ReturnReply
            | Verb::PublishReply
            | Verb::Reopen
            | Verb::KeepClosed
            | Verb::GrantExtension
            | Verb::DenyExtension
    )
}

impl Actor {
    /// Whether the role may at all, over some message.
    pub fn could(&self, verb: Verb) -> bool {
        rules(verb).iter().any(|(role, _)| *role == self.role)
    }

    /// Whether this actor may do it to this message, whatever its stage.
    pub fn may(&self, verb: Verb, message: &Message) -> Result<(), Forbidden> {
        let mine = rules(verb).iter().filter(|(role, _)| *role == self.role);
        let mut refusal = if self.role == Role::Visitor {
            Forbidden::SignIn
        } else {
            Forbidden::NotYours
        };
        for (_, whose) in mine {
            if self.has(*whose, message) {
                if judges(verb) && self.is_concerned(message) {
                    refusal = Forbidden::Concerned;
                } else {
                    return Ok(());
                }
            }
        }
        Err(refusal)
    }

    /// Whether the message is `whose` for this actor.
    pub fn has(&self, whose: Whose, message: &Message) -> bool {
        match whose {
            Whose::Any => true,
            Whose::Own => self.person.is_some() && self.person == message.writer,
            Whose::Others => self.person.is_some() && self.person != message.writer,
            Whose::Charge => message
                .stage
                .unit()
                .is_some_and(|unit| self.units.contains(&unit)),
            Whose::Unit => {
                self.has(Whose::Charge, message)
                    || message
                        .co_units
                        .iter()
                        .any(|unit| self.units.contains(unit))
            }
            Whose::Office => self.office == Some(message.office),
        }
    }

    /// Whether the message complains about the actor's unit or one below it, or the actor's unit answers it, or wrote it oneself.
    fn is_concerned(&self, message: &Message) -> bool {
        let mine = |unit| self.units.contains(&unit);
        message.concerns.is_some_and(mine)
            || message.stage.unit().is_some_and(mine)
            || (self.person.is_some() && self.person == message.writer)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::fmt::Write;
    use std::path::Path;

    /// Compares a printed page of docs/ with what the code says; `HUIYIN_PRINT=1` writes it anew.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test reads the environment to know whether to print"
    )]
    pub(crate) fn assert_printed(path: &str, page: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path);
        if std::env::var_os("HUIYIN_PRINT").is_some() {
            std::fs::write(&file, page).unwrap();
        }
        let printed = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            printed, page,
            "{path} is stale: run `HUIYIN_PRINT=1 cargo test -p domain` and read the difference"
        );
    }

    fn table() -> String {
        let mut page = String::from(
            "# Permissions\n\nPrinted by a test from `crates/domain/src/permission.rs`: who may do what, to whose message, and in which stages. \
             A pair that is not listed is refused.\n\n\
             whose: `own` the message that one wrote; `others` one that somebody else wrote; `unit` one that one's unit or a unit below it has; \
             `charge` one that it is in charge of, not one that it only helps with; \
             `office` one that was written to one's office; `any` any. Nobody screens, reviews or judges what concerns their own unit, \
             what they wrote, or an appeal against their own decision.\n\n| verb | who | whose | in stages |\n|---|---|---|---|\n",
        );
        for verb in Verb::ALL {
            let stages: Vec<_> = crate::stage::StageKind::ALL
                .iter()
                .filter(|stage| crate::stage::next(**stage, *verb).is_some())
                .map(|stage| stage.code())
                .collect();
            let stages = match stages.len() {
                0 => "–".to_owned(),
                n if n == crate::stage::StageKind::ALL.len() => "all".to_owned(),
                _ => stages.join(", "),
            };
            for (role, whose) in rules(*verb) {
                writeln!(page, "| {verb} | {role} | {whose} | {stages} |").unwrap();
            }
        }
        page.push_str("\n## By role\n\n| role | verbs |\n|---|---|\n");
        for role in Role::ALL {
            let verbs: Vec<_> = Verb::ALL
                .iter()
                .flat_map(|verb| {
                    rules(*verb)
                        .iter()
                        .filter(|(r, _)| r == role)
                        .map(move |(_, w)| format!("{verb} ({w})"))
                })
                .collect();
            let verbs = if verbs.is_empty() {
                "none".to_owned()
            } else {
                verbs.join(", ")
            };
            writeln!(page, "| {role} | {verbs} |").unwrap();
        }
        page
    }

    #[test]
    fn the_table_is_as_the_guide_prints_it() {
        assert_printed("docs/permissions.md", &table());
    }

    #[test]
    fn administrators_auditors_and_visitors_change_no_message() {
        for verb in Verb::ALL {
            for role in [
                Role::Visitor,
                Role::Auditor,
                Role::Administrator,
                Role::SecurityAdministrator,
            ] {
                assert!(
                    rules(*verb).iter().all(|(r, _)| *r != role),
                    "{role} {verb}"
                );
            }
        }
    }

    #[test]
    fn a_contact_is_for_those_in_charge_of_the_matter_alone() {
        assert!(
            rules(Verb::RevealContact)
                .iter()
                .all(|(role, whose)| role.needs_unit() && *whose == Whose::Charge)
        );
    }

    #[test]
    fn staff_never_write_rate_or_support() {
        for verb in [
            Verb::Submit,
            Verb::Rate,
            Verb::Support,
            Verb::Withdraw,
            Verb::RequestReopen,
        ] {
            assert!(
                rules(verb).iter().all(|(role, _)| *role == Role::Citizen),
                "{verb}"
            );
        }
    }
}
