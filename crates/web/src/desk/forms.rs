//! The forms of the decision page: for each verb what it asks, in the words of whoever decides.

use super::decision::Sent;
use super::fields::{Choice, Code, Control, Field, Group, unit_groups};
use super::links::Address;
use super::points::latest_reply;
use crate::page::Page;
use crate::web::Web;
use app::App;
use app::messages::{Thread, found_in_reply};
use app::reference::Reference;
use domain::actor::{Actor, Role};
use domain::form::Length;
use domain::ids::UnitId;
use domain::office::{Level, Office};
use domain::reply::{OutcomeKind, ReplyState, ReturnReason};
use domain::screening::{Channel, DeclineReason, Kind, TakeDownGround};
use domain::stage::StageKind;
use domain::verb::Verb;
use hanzi::personal;

/// A form of the page.
pub struct Form {
    /// What it does.
    pub verb: Verb,
    /// The word of its button.
    pub word: String,
    /// The last part of the address that it is sent to.
    pub noun: &'static str,
    /// The class of its button besides `btn`.
    pub tone: &'static str,
    /// The key of its button.
    pub key: Option<&'static str>,
    /// The browser asks once more.
    pub asks: Option<String>,
    /// What happens then, in one sentence.
    pub lead: Option<String>,
    /// A value that goes with it.
    pub hidden: Option<(&'static str, &'static str)>,
    /// The fields are seldom needed: closed until opened.
    pub folded: bool,
    /// It was sent and something has to be corrected.
    pub is_sent: bool,
    /// The name under which this tab keeps what is not sent yet.
    pub draft: Option<String>,
    /// What it asks.
    pub fields: Vec<Field>,
}

/// The verbs that have a form here, in the order of the page, with the last part of their address.
const NOUNS: &[(Verb, &str)] = &[
    (Verb::Publish, "publication"),
    (Verb::Decline, "decline"),
    (Verb::PublishReply, "reply-publication"),
    (Verb::ReturnReply, "return"),
    (Verb::Reopen, "reopening"),
    (Verb::KeepClosed, "reopening-refusal"),
    (Verb::Assign, "assignment"),
    (Verb::GrantExtension, "extension"),
    (Verb::DenyExtension, "extension"),
    (Verb::Designate, "designation"),
    (Verb::Accept, "acceptance"),
    (Verb::SubmitReply, "reply"),
    (Verb::Instruct, "instruction"),
    (Verb::PostInterim, "interim-reply"),
    (Verb::AskWriter, "question"),
    (Verb::RevealContact, "contact"),
    (Verb::RecordOffline, "offline-record"),
    (Verb::RequestExtension, "extension-request"),
    (Verb::Refuse, "refusal"),
    (Verb::Transfer, "transfer"),
    (Verb::AddCoUnit, "co-unit"),
    (Verb::CorrectReply, "correction"),
    (Verb::Divert, "diversion"),
    (Verb::MoveOffice, "office"),
    (Verb::Split, "split"),
    (Verb::LinkDuplicate, "duplicate"),
    (Verb::Redact, "redaction"),
    (Verb::TakeDown, "take-down"),
    (Verb::Remind, "reminder"),
    (Verb::Escalate, "escalation"),
];

/// What somebody in this role is here for at this stage: shown open, the rest folded.
fn is_main(role: Role, stage: StageKind, verb: Verb) -> bool {
    match verb {
        Verb::Publish
        | Verb::Decline
        | Verb::PublishReply
        | Verb::ReturnReply
        | Verb::Reopen
        | Verb::KeepClosed
        | Verb::Assign
        | Verb::GrantExtension
        | Verb::DenyExtension
        | Verb::Accept
        | Verb::SubmitReply
        | Verb::Instruct => true,
        Verb::Designate => stage == StageKind::Open,
        Verb::Remind => role == Role::Supervisor,
        _ => false,
    }
}

/// `desk-submit-reply-outcome`
fn word_key(verb: Verb, part: &str) -> String {
    format!("desk-{verb}-{part}").replace('_', "-")
}

/// What takes long to write.
fn is_long(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::SubmitReply
            | Verb::PostInterim
            | Verb::AskWriter
            | Verb::RecordOffline
            | Verb::Instruct
    )
}

/// The name of a draft; once the verb is done, it is forgotten.
pub fn draft(verb: &str, address: Address) -> String {
    format!("desk-{}/{address}", verb.replace('_', "-"))
}

/// The forms of a page: those that somebody is here for, and the rest.
pub fn of(
    web: &Web,
    p: &Page,
    actor: &Actor,
    thread: &Thread,
    (sent, take_down_waits): (Option<&Sent>, bool),
) -> (Vec<Form>, Vec<Form>) {
    let reference = web.app.reference();
    let maker = Maker {
        web,
        p,
        actor,
        thread,
        reference: &reference,
        sent,
    };
    let stage = thread.message.stage.kind();
    let forms = NOUNS
        .iter()
        .filter(|(verb, _)| match verb {
            // One person asks, another does it.
            Verb::TakeDown => {
                !take_down_waits && App::may_ask_take_down(actor, &thread.message).is_ok()
            }
            _ => thread.can(*verb),
        })
        // Before it is published, words are taken out with publishing.
        .filter(|(verb, _)| *verb != Verb::Redact || stage != StageKind::Submitted)
        .map(|(verb, noun)| maker.form(*verb, noun))
        // A unit passes down only where there is a unit below it.
        .filter(|form| !form.fields.iter().any(Field::offers_nothing));
    let (mut main, rest): (Vec<_>, Vec<_>) =
        forms.partition(|form| is_main(actor.role, stage, form.verb));
    // A page has one primary button.
    if let Some(first) = main.first_mut().filter(|form| form.tone == " plain") {
        first.tone = "";
    }
    (main, rest)
}

/// A text without personal data and without the names of private people, for an editor to begin with.
fn proposed(text: &str) -> String {
    let masked = personal::mask(text, &personal::find(text));
    personal::mask(&masked, &personal::names(&masked))
}

struct Maker<'a> {
    web: &'a Web,
    p: &'a Page,
    actor: &'a Actor,
    thread: &'a Thread,
    reference: &'a Reference,
    sent: Option<&'a Sent>,
}

impl Maker<'_> {
    fn form(&self, verb: Verb, noun: &'static str) -> Form {
        let key = match verb {
            Verb::Publish | Verb::PublishReply => Some("p"),
            Verb::ReturnReply => Some("r"),
            Verb::Decline => Some("d"),
            Verb::Accept => Some("a"),
            Verb::Reopen => Some("o"),
            Verb::KeepClosed => Some("k"),
            Verb::GrantExtension => Some("g"),
            _ => None,
        };
        let tone = match verb {
            Verb::ReturnReply | Verb::Decline | Verb::Refuse | Verb::Escalate | Verb::TakeDown => {
                " danger"
            }
            _ => " plain",
        };
        let hidden = match verb {
            Verb::GrantExtension => Some(("judgement", "grant")),
            Verb::DenyExtension => Some(("judgement", "deny")),
            _ => None,
        };
        let asks = matches!(verb, Verb::PublishReply | Verb::Escalate);
        Form {
            verb,
            word: match verb {
                Verb::TakeDown => self.p.t("take-down-ask"),
                _ => self.p.code("verb", verb),
            },
            noun,
            tone,
            key,
            asks: asks.then(|| self.p.t(&word_key(verb, "asks"))),
            lead: self.word_of_terms(verb, &word_key(verb, "lead")),
            hidden,
            folded: verb == Verb::Publish,
            is_sent: self.is_sent(verb),
            draft: is_long(verb).then(|| draft(verb.code(), Address::of(&self.thread.message))),
            fields: self.fields(verb),
        }
    }

    fn fields(&self, verb: Verb) -> Vec<Field> {
        let limits = &self.web.app.limits;
        let note = |name| self.text(verb, name, false, 3, limits.note);
        let reason = |name| self.text(verb, name, true, 4, limits.note);
        match verb {
            Verb::Publish | Verb::Redact => self.shown_texts(verb),
            Verb::Decline => vec![
                self.radios(verb, "reason", self.codes("decline", DeclineReason::ALL)),
                reason("guidance"),
            ],
            Verb::TakeDown => vec![
                self.radios(verb, "ground", self.codes("ground", TakeDownGround::ALL)),
                reason("basis"),
            ],
            Verb::Divert => vec![
                self.radios(verb, "channel", self.codes("channel", Channel::ALL)),
                note("guidance"),
            ],
            Verb::ReturnReply => vec![
                self.radios(verb, "reason", self.keyed("return", ReturnReason::ALL)),
                note("note"),
            ],
            Verb::MoveOffice => vec![self.field(verb, "office", true, self.others())],
            Verb::Split => self.matter(verb),
            Verb::LinkDuplicate => vec![self.field(verb, "earlier", true, Control::Line)],
            Verb::Assign | Verb::AddCoUnit => {
                vec![self.field(verb, "unit", true, self.units(verb))]
            }
            Verb::Transfer | Verb::Designate => vec![
                self.field(verb, "unit", true, self.units(verb)),
                note("note"),
            ],
            Verb::Refuse => vec![reason("ground")],
            Verb::KeepClosed | Verb::RevealContact => vec![reason("reason")],
            Verb::PublishReply => self.kept_in_reply(verb),
            Verb::Reopen | Verb::Remind => vec![note("note")],
            Verb::DenyExtension => vec![note("reason")],
            Verb::AskWriter => vec![reason("text")],
            Verb::RequestExtension => vec![self.days(verb), reason("reason")],
            Verb::RecordOffline => vec![self.day(verb, false), reason("text")],
            Verb::PostInterim => vec![self.text(verb, "text", true, 6, limits.reply)],
            Verb::SubmitReply => self.reply(verb),
            Verb::CorrectReply => vec![self.begun(verb, "text", ReplyState::Published)],
            Verb::Instruct => vec![
                reason("text"),
                self.radios(verb, "audience", self.audiences()),
            ],
            _ => Vec::new(),
        }
    }

    fn word(&self, key: &str) -> Option<String> {
        self.p.words().has(key).then(|| self.p.t(key))
    }

    /// A word that may name a term of this verb: the operator sets them.
    fn word_of_terms(&self, verb: Verb, key: &str) -> Option<String> {
        let terms = &self.web.app.rules.terms;
        let (x, y) = match verb {
            Verb::ReturnReply | Verb::Reopen => (terms.answer_again, 0),
            Verb::Assign => (terms.accept, 0),
            Verb::RequestExtension => (terms.extension, 0),
            Verb::AskWriter => (terms.pauses.into(), terms.pause),
            _ => (0, 0),
        };
        self.p.words().has(key).then(|| self.p.tt2(key, x, y))
    }

    fn field(&self, verb: Verb, name: &'static str, required: bool, control: Control) -> Field {
        let sent = self.sent.filter(|sent| sent.verb == verb);
        let wrong = sent.and_then(|sent| sent.wrong.of(name));
        Field {
            name,
            id: format!("{verb}-{name}").replace('_', "-"),
            label: self.p.t(&word_key(verb, name)),
            hint: self.word_of_terms(verb, &word_key(verb, &format!("{name}-hint"))),
            wrong: wrong.map(|problem| self.p.problem(name, problem)),
            value: sent.map_or_else(String::new, |sent| sent.posted.text(name).to_owned()),
            required,
            control,
        }
    }

    fn is_sent(&self, verb: Verb) -> bool {
        self.sent.is_some_and(|sent| sent.verb == verb)
    }

    /// Begins with a value, unless something was typed.
    fn from(&self, verb: Verb, field: Field, value: &str) -> Field {
        if self.is_sent(verb) {
            return field;
        }
        Field {
            value: value.to_owned(),
            ..field
        }
    }

    fn text(
        &self,
        verb: Verb,
        name: &'static str,
        required: bool,
        rows: u8,
        length: Length,
    ) -> Field {
        let max = length.max;
        self.field(verb, name, required, Control::Text { rows, max })
    }

    fn radios(&self, verb: Verb, name: &'static str, choices: Vec<Choice>) -> Field {
        self.field(verb, name, true, Control::Radios(choices))
    }

    fn codes<T: Copy + Into<Code>>(&self, of: &str, all: &[T]) -> Vec<Choice> {
        let choice = |code: &T| {
            let Code(code) = (*code).into();
            let key = format!("desk-{of}-{}-small", code.replace('_', "-"));
            Choice {
                code,
                word: self.p.code(of, code),
                small: self.word(&key),
                key: None,
            }
        };
        all.iter().map(choice).collect()
    }

    /// With the keys 1 to 9, then 0.
    fn keyed<T: Copy + Into<Code>>(&self, of: &str, all: &[T]) -> Vec<Choice> {
        let keys = (1..=10_u8).map(|n| (n % 10).to_string());
        let choices = self.codes(of, all).into_iter().zip(keys);
        choices
            .map(|(choice, key)| Choice {
                key: Some(key),
                ..choice
            })
            .collect()
    }

    /// The published title and text, to take words out.
    fn shown_texts(&self, verb: Verb) -> Vec<Field> {
        let (title, body) = self.thread.texts.as_ref().map_or(("", ""), |texts| {
            (texts.title.as_str(), texts.body.as_str())
        });
        let limits = &self.web.app.limits;
        let line = self.field(verb, "title", true, Control::Line);
        let mut fields = vec![
            self.from(verb, line, &proposed(title)),
            self.from(
                verb,
                self.text(verb, "body", true, 8, limits.body),
                &proposed(body),
            ),
        ];
        let texts = self.thread.texts.as_ref();
        if let Some(demand) = texts.and_then(|texts| texts.demand.as_deref()) {
            let field = self.text(verb, "demand", true, 3, limits.demand);
            fields.push(self.from(verb, field, &proposed(demand)));
        }
        fields.push(self.text(verb, "unmasked", false, 2, limits.note));
        fields
    }

    /// One matter of the letter: it begins with the whole, of which the editor leaves out the rest.
    fn matter(&self, verb: Verb) -> Vec<Field> {
        let message = &self.thread.message;
        let limits = &self.web.app.limits;
        let texts = self.thread.texts.as_ref();
        let body = self.text(verb, "body", true, 8, limits.body);
        let body = self.from(verb, body, texts.map_or("", |texts| &texts.body));
        let demand = self.text(verb, "demand", false, 3, limits.demand);
        let was = texts.and_then(|texts| texts.demand.as_deref());
        let mut fields = vec![
            self.field(verb, "title", true, Control::Line),
            body,
            self.from(verb, demand, was.unwrap_or("")),
        ];
        let kinds = self.radios(verb, "kind", self.codes("kind", Kind::ALL));
        let domains = self.reference.domains.iter();
        let domains = Control::Select(vec![Group {
            label: self.p.t("desk-split-domain"),
            options: domains
                .map(|domain| (domain.slug.to_string(), domain.name.clone()))
                .collect(),
        }]);
        let domain = self.field(verb, "domain", true, domains);
        let office = self.field(verb, "office", true, self.offices(|_office| true));
        fields.extend([
            self.from(verb, kinds, message.kind.code()),
            self.from(verb, domain, message.domain.as_str()),
            self.from(verb, office, &message.office.to_string()),
        ]);
        fields
    }

    /// Where the reply holds personal data, publishing it takes a reason.
    fn kept_in_reply(&self, verb: Verb) -> Vec<Field> {
        let reply = self.thread.in_review.as_ref();
        let text = reply.and_then(|reply| reply.text.as_deref());
        if found_in_reply(text.unwrap_or_default()).is_empty() {
            return Vec::new();
        }
        vec![self.text(verb, "unmasked", true, 3, self.web.app.limits.note)]
    }

    /// A reply that begins with the text of an earlier one.
    fn begun(&self, verb: Verb, name: &'static str, state: ReplyState) -> Field {
        let field = self.text(verb, name, true, 10, self.web.app.limits.reply);
        self.from(verb, field, latest_reply(self.thread, state).unwrap_or(""))
    }

    fn reply(&self, verb: Verb) -> Vec<Field> {
        // What was returned is mended, not written anew.
        let is_again = self.thread.message.counts.returns > 0
            && self.thread.message.stage.kind() == StageKind::Handling;
        let text = if is_again {
            self.begun(verb, "text", ReplyState::Returned)
        } else {
            self.text(verb, "text", true, 10, self.web.app.limits.reply)
        };
        vec![
            text,
            self.radios(verb, "outcome", self.codes("outcome", OutcomeKind::ALL)),
            self.day(verb, true),
        ]
    }

    fn days(&self, verb: Verb) -> Field {
        let max = self.web.app.rules.terms.extension;
        self.field(verb, "days", true, Control::Number { max })
    }

    /// A day that is ahead, or one that is not.
    fn day(&self, verb: Verb, is_ahead: bool) -> Field {
        let calendar = &self.web.app.rules.calendar;
        let today = calendar.date(self.web.app.clock.now());
        let (min, max, value) = if is_ahead {
            let tomorrow = today.tomorrow().unwrap_or(today);
            (tomorrow.to_string(), String::new(), String::new())
        } else {
            (String::new(), today.to_string(), today.to_string())
        };
        let field = self.field(verb, "day", !is_ahead, Control::Day { min, max });
        self.from(verb, field, &value)
    }

    fn audiences(&self) -> Vec<Choice> {
        let personally = self.actor.role == Role::Leader;
        let choice = |code, key, small| Choice {
            code,
            word: self.p.t(key),
            small: Some(self.p.t(small)),
            key: None,
        };
        // Who speaks is told truthfully: an office cannot sign as its leader.
        let signed = if personally {
            "desk-audience-public-leader"
        } else {
            "desk-audience-public-office"
        };
        vec![
            choice(
                "inside",
                "desk-audience-inside",
                "desk-audience-inside-small",
            ),
            choice("public", "desk-audience-public", signed),
        ]
    }

    /// Units as a tree: those below one unit stand under its name.
    fn units(&self, verb: Verb) -> Control {
        let message = &self.thread.message;
        let accused = message.concerns.filter(|_unit| message.concerns_conduct);
        let mut left_out = accused.map_or_else(Vec::new, |unit| self.reference.units_below(unit));
        if matches!(verb, Verb::Transfer | Verb::AddCoUnit) {
            left_out.extend(message.stage.unit());
        }
        if verb == Verb::AddCoUnit {
            left_out.extend(message.co_units.iter().copied());
        }
        let only = (verb == Verb::Transfer && self.actor.role.needs_unit())
            .then_some(self.actor.units.as_slice());
        let may = |id: &UnitId| {
            !left_out.contains(id) && only.is_none_or(|only: &[UnitId]| only.contains(id))
        };
        Control::Select(unit_groups(self.reference, may))
    }

    /// The offices to which it may be moved.
    fn others(&self) -> Control {
        let message = &self.thread.message;
        self.offices(|office| office.takes(message.kind) && office.id != message.office)
    }

    fn offices(&self, may: impl Fn(&Office) -> bool) -> Control {
        let group = |level: &Level| {
            let here = self.reference.offices.iter();
            let here = here.filter(|office| office.level == *level && office.open && may(office));
            Group {
                label: self.p.code("level", level),
                options: here
                    .map(|office| (office.id.to_string(), office.title.clone()))
                    .collect(),
            }
        };
        let groups = Level::ALL.iter().map(group);
        Control::Select(groups.filter(|group| !group.options.is_empty()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_of_a_form_is_there_once() {
        let mut verbs: Vec<_> = NOUNS.iter().map(|(verb, _)| *verb).collect();
        verbs.sort_unstable();
        verbs.dedup();
        assert_eq!(verbs.len(), NOUNS.len());
    }
}
