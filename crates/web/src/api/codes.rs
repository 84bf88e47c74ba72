//! The codes that a field can have, for the description of the API: taken from `domain`, so that none is missing.

use app::desk::List;
use domain::actor::Role;
use domain::form::Age;
use domain::message::{LateStep, Queue};
use domain::office::{Branch, Level};
use domain::rating::{Praise, Settled};
use domain::reply::{OutcomeKind, ReplyKind, ReplyState, ReturnReason};
use domain::screening::{Channel, DeclineReason, Kind, Visibility};
use domain::stage::{ClosedResult, StageKind};
use domain::verb::Verb;
use serde_json::Value;
use utoipa::openapi::schema::{Array, ArrayBuilder, Object, ObjectBuilder, SchemaType, Type};

macro_rules! codes {
    ($($name:ident = $code:ty;)+) => {$(
        /// One of these codes.
        pub fn $name() -> Object {
            one_of(<$code>::ALL.iter().map(|code| code.code()))
        }
    )+};
}

codes! {
    kind = Kind;
    outcome = OutcomeKind;
    settled = Settled;
    visibility = Visibility;
    age = Age;
    decline_reason = DeclineReason;
    return_reason = ReturnReason;
    channel = Channel;
    late_step = LateStep;
    reply_kind = ReplyKind;
    reply_state = ReplyState;
    level = Level;
    branch = Branch;
    role = Role;
    verb = Verb;
}

/// A stage, or null.
pub fn stage_or_null() -> Object {
    or_null(StageKind::ALL.iter().map(|code| code.code()))
}

/// What a unit says came of it, or null.
pub fn outcome_or_null() -> Object {
    or_null(OutcomeKind::ALL.iter().map(|code| code.code()))
}

/// How it ended, or null.
pub fn closed_or_null() -> Object {
    or_null(ClosedResult::ALL.iter().map(|code| code.code()))
}

/// The writer's word, or null.
pub fn settled_or_null() -> Object {
    or_null(Settled::ALL.iter().map(|code| code.code()))
}

/// A worklist's queue, or null.
pub fn queue_or_null() -> Object {
    or_null(Queue::ALL.iter().map(|code| code.code()))
}

/// What can be done.
pub fn verbs() -> Array {
    ArrayBuilder::new().items(verb()).build()
}

/// Worklists: the queues, and three that cut across them.
pub fn list() -> Object {
    let across = [List::Mine, List::Overdue, List::Extensions];
    let queues = Queue::ALL.iter().map(|queue| queue.code());
    one_of(across.iter().map(|list| list.code()).chain(queues))
}

/// Kinds of messages.
pub fn kinds() -> Array {
    ArrayBuilder::new().items(kind()).build()
}

/// Words that a writer ticks.
pub fn praises() -> Array {
    let words = one_of(Praise::ALL.iter().map(|word| word.code()));
    ArrayBuilder::new().items(words).build()
}

/// How much of a message is seen.
pub fn sight() -> Object {
    one_of(["stub", "progress", "public", "handling", "original"])
}

/// Who hears a leader's word.
pub fn audience() -> Object {
    one_of(["inside", "public"])
}

/// What a supervisor says to more days.
pub fn judgement() -> Object {
    one_of(["grant", "deny"])
}

fn one_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(codes))
        .build()
}

fn or_null<'a>(codes: impl Iterator<Item = &'a str>) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(codes.map(Value::from).chain([Value::Null])))
        .build()
}
