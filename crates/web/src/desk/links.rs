//! Addresses of the desk: of a list, and of a message that may have no number yet.

use crate::cursor;
use app::Refusal;
use app::desk::{List, list_of};
use domain::actor::{Actor, Role};
use domain::ids::{MessageId, Number};
use domain::message::Message;
use store::lists::Key;

/// A message as an address of the desk names it: by its number, or as `id-7` until the sequencer has numbered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// By its public number.
    Number(Number),
    /// By its id.
    Id(MessageId),
}

impl Address {
    /// The address of a message.
    pub fn of(message: &Message) -> Self {
        message.number.map_or(Self::Id(message.id), Self::Number)
    }

    /// Reads a part of a path; anything else is no page.
    pub fn parse(part: &str) -> Result<Self, Refusal> {
        let parsed = match part.strip_prefix("id-") {
            Some(id) => id.parse().ok().map(Self::Id),
            None => part.parse().ok().map(Self::Number),
        };
        // One message has one spelling: `id-+7` is none.
        parsed
            .filter(|address| address.to_string() == part)
            .ok_or(Refusal::NotFound)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Id(id) => write!(f, "id-{id}"),
        }
    }
}

/// The page of a list.
pub fn list(list: List) -> String {
    match list {
        List::Mine => "/desk".into(),
        other => format!("/desk/{}", other.code()),
    }
}

/// The decision page of a message, reached from a list.
pub fn message(address: Address, from: List) -> String {
    match from {
        List::Mine => format!("/desk/messages/{address}"),
        other => format!("/desk/messages/{address}?list={}", other.code()),
    }
}

/// The same address with what was just done, and to which message.
pub fn done(href: &str, verb: &str, on: Address) -> String {
    let mark = if href.contains('?') { '&' } else { '?' };
    format!("{href}{mark}done=desk-{}&on={on}", verb.replace('_', "-"))
}

/// The list that a query names; the desk's own where it names none.
pub fn list_asked(role: Role, code: Option<&str>) -> Result<List, Refusal> {
    match code {
        None | Some("") => Ok(List::Mine),
        Some(code) => list_of(role, code).ok_or(Refusal::NotFound),
    }
}

/// A place in a list of this person's desk, as addresses and forms carry it.
pub fn cursor(actor: &Actor, list: List, key: Key) -> String {
    cursor::write(key, &bound(actor, list))
}

/// The place of a cursor; none where it is broken or of another list.
pub fn key_of(actor: &Actor, list: List, cursor: &str) -> Option<Key> {
    cursor::read(cursor, &bound(actor, list))
}

/// What a cursor is bound to: lists of one name hold other messages on another desk.
fn bound(actor: &Actor, list: List) -> String {
    let (role, list) = (actor.role.code(), list.code());
    format!("desk {role} {:?} {:?} {list}", actor.unit, actor.office)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::message::Queue;

    #[test]
    fn a_message_has_one_address() {
        for part in ["2026-000123", "id-42"] {
            assert_eq!(Address::parse(part).unwrap().to_string(), part);
        }
        for broken in [
            "",
            "id-",
            "id-+7",
            "id-07",
            "2026-123",
            "42",
            "id-99999999999999999999",
        ] {
            assert!(Address::parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn what_was_done_is_added_to_any_address() {
        let address = Address::Id(MessageId(7));
        let review = List::Queue(Queue::Review);
        assert_eq!(message(address, review), "/desk/messages/id-7?list=review");
        assert_eq!(
            done(&message(address, List::Mine), "return_reply", address),
            "/desk/messages/id-7?done=desk-return-reply&on=id-7"
        );
        assert_eq!(
            done(&message(address, review), "publish", address),
            "/desk/messages/id-7?list=review&done=desk-publish&on=id-7"
        );
    }

    #[test]
    fn a_cursor_is_of_its_list_on_its_desk() {
        let editor = Actor {
            role: Role::Editor,
            ..Actor::VISITOR
        };
        let supervisor = Actor {
            role: Role::Supervisor,
            ..Actor::VISITOR
        };
        let key = Key::from_cursor("1-7").unwrap();
        let review = List::Queue(Queue::Review);
        let written = cursor(&editor, review, key);
        assert_eq!(key_of(&editor, review, &written), Some(key));
        for (actor, list, cursor) in [
            (&editor, List::Mine, written.as_str()),
            (&supervisor, review, written.as_str()),
            (&editor, review, "1-7"),
            (&editor, review, "broken"),
        ] {
            assert_eq!(key_of(actor, list, cursor), None, "{list:?} {cursor}");
        }
    }

    #[test]
    fn a_list_that_is_not_the_roles_is_no_page() {
        assert_eq!(list_asked(Role::Editor, None).unwrap(), List::Mine);
        assert_eq!(
            list_asked(Role::Editor, Some("review")).unwrap(),
            List::Queue(Queue::Review)
        );
        assert!(list_asked(Role::Handler, Some("review")).is_err());
        assert!(list_asked(Role::Editor, Some("all")).is_err());
    }
}
