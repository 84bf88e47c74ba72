//! The names of the texts that a person writes: in rows, and in the entries of the ledger that commit to them.

use crate::ledger::Fault;
use ledger::facts::Name;

pub(crate) const TITLE: Name = Name::literal("title");
pub(crate) const BODY: Name = Name::literal("body");
pub(crate) const DEMAND: Name = Name::literal("demand");
pub(crate) const PLACE: Name = Name::literal("place");
pub(crate) const REMARK: Name = Name::literal("remark");
/// As published, where words were taken out.
pub(crate) const PUBLIC_TITLE: Name = Name::literal("public_title");
/// As published, where words were taken out.
pub(crate) const PUBLIC_BODY: Name = Name::literal("public_body");
/// As published, where words were taken out.
pub(crate) const PUBLIC_DEMAND: Name = Name::literal("public_demand");
pub(crate) const APPEAL: Name = Name::literal("appeal");
pub(crate) const GUIDANCE: Name = Name::literal("guidance");
pub(crate) const GROUND: Name = Name::literal("ground");
/// The law or decision by which a public text was taken down.
pub(crate) const BASIS: Name = Name::literal("basis");
/// Why a unit looked at a contact.
pub(crate) const REASON: Name = Name::literal("reason");
/// Why personal data stays in a public text.
pub(crate) const UNMASKED: Name = Name::literal("unmasked");
pub(crate) const NOTE: Name = Name::literal("note");
pub(crate) const CLARIFICATION: Name = Name::literal("clarification");
pub(crate) const EXTENSION: Name = Name::literal("extension");
pub(crate) const OFFLINE: Name = Name::literal("offline");
pub(crate) const INTERIM: Name = Name::literal("interim");
pub(crate) const REPLY: Name = Name::literal("reply");
pub(crate) const RATING: Name = Name::literal("rating");
pub(crate) const FOLLOW_UP: Name = Name::literal("follow_up");
pub(crate) const REOPENING: Name = Name::literal("reopening");
pub(crate) const JUDGEMENT: Name = Name::literal("judgement");
pub(crate) const INSTRUCTION: Name = Name::literal("instruction");

/// The texts of a message that its writer wrote, or that repeat them. What officials answered stays when the writer
/// has them erased: it is their public act.
pub(crate) const BY_THE_WRITER: &[Name] = &[
    TITLE,
    BODY,
    DEMAND,
    PLACE,
    REMARK,
    PUBLIC_TITLE,
    PUBLIC_BODY,
    PUBLIC_DEMAND,
    APPEAL,
    CLARIFICATION,
    FOLLOW_UP,
    REOPENING,
    RATING,
];

/// The n-th picture of a form, from 1, as it is shown.
pub(crate) fn picture(n: usize) -> Result<Name, Fault> {
    format!("picture_{n}").parse().map_err(|_none| Fault::Entry)
}

/// The file of the n-th picture, as it was received.
pub(crate) fn original(n: usize) -> Result<Name, Fault> {
    format!("original_{n}")
        .parse()
        .map_err(|_none| Fault::Entry)
}
