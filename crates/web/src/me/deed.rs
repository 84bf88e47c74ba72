//! What a writer does with a message of their own: a form each.

use crate::posted::Posted;
use app::messages::RatingForm;
use app::{App, Problem, Refusal};
use domain::actor::Actor;
use domain::form::{Draft, Field, FormLimits, Length};
use domain::ids::MessageId;
use domain::rating::{Praise, Score, Scores, Settled};
use domain::text::Note;
use domain::verb::Verb;

/// One of the writer's own acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Answers what the unit asked.
    Clarification,
    /// Says whether it was settled.
    Rating,
    /// Writes a declined message anew.
    Amendment,
    /// Asks another editor.
    Appeal,
    /// Asks again under the reply.
    FollowUp,
    /// Says that it is not settled.
    ReopeningRequest,
    /// Changes the texts before they are screened.
    Text,
    /// Takes it back.
    Withdrawal,
    /// Has the texts erased.
    Erasure,
}

impl Deed {
    /// All of them, the most pressing first.
    pub const ALL: &'static [Self] = &[
        Self::Clarification,
        Self::Rating,
        Self::Amendment,
        Self::Appeal,
        Self::FollowUp,
        Self::ReopeningRequest,
        Self::Text,
        Self::Withdrawal,
        Self::Erasure,
    ];

    /// The noun of its address, of its words and of what is said when it is done.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Clarification => "clarification",
            Self::Rating => "rating",
            Self::Amendment => "amendment",
            Self::Appeal => "appeal",
            Self::FollowUp => "follow-up",
            Self::ReopeningRequest => "reopening-request",
            Self::Text => "text",
            Self::Withdrawal => "withdrawal",
            Self::Erasure => "erasure",
        }
    }

    /// The verb of the domain.
    pub fn verb(self) -> Verb {
        match self {
            Self::Clarification => Verb::AnswerClarification,
            Self::Rating => Verb::Rate,
            Self::Amendment => Verb::Amend,
            Self::Appeal => Verb::Appeal,
            Self::FollowUp => Verb::FollowUp,
            Self::ReopeningRequest => Verb::RequestReopen,
            Self::Text => Verb::Edit,
            Self::Withdrawal => Verb::Withdraw,
            Self::Erasure => Verb::Erase,
        }
    }

    /// Whether the message waits for it.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Clarification | Self::Rating | Self::Amendment)
    }

    /// Whether a page asks before it is done.
    pub fn is_confirmed(self) -> bool {
        matches!(self, Self::Withdrawal | Self::Erasure)
    }

    /// Whether its form holds all texts of the message.
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Text | Self::Amendment)
    }

    /// Whether its form asks for scores and words.
    pub fn is_rating(self) -> bool {
        self == Self::Rating
    }

    /// What the form says.
    pub fn read(self, limits: &FormLimits, posted: &Posted) -> Result<Act, Refusal> {
        Ok(match self {
            Self::Clarification => Act::Answer(note(posted, limits.note)?),
            Self::Rating => Act::Rate(rating(posted, limits)?),
            Self::Amendment => Act::Amend(draft(posted)),
            Self::Appeal => Act::Appeal(note(posted, limits.note)?),
            Self::FollowUp => Act::FollowUp(note(posted, limits.note)?),
            Self::ReopeningRequest => Act::RequestReopen(note(posted, limits.note)?),
            Self::Text => Act::Edit(draft(posted)),
            Self::Withdrawal => Act::Withdraw,
            Self::Erasure => Act::Erase,
        })
    }
}

/// An act with its words.
pub enum Act {
    /// See [`Deed::Text`].
    Edit(Draft),
    /// See [`Deed::Amendment`].
    Amend(Draft),
    /// See [`Deed::Appeal`].
    Appeal(Note),
    /// See [`Deed::Clarification`].
    Answer(Note),
    /// See [`Deed::Rating`].
    Rate(RatingForm),
    /// See [`Deed::FollowUp`].
    FollowUp(Note),
    /// See [`Deed::ReopeningRequest`].
    RequestReopen(Note),
    /// See [`Deed::Withdrawal`].
    Withdraw,
    /// See [`Deed::Erasure`].
    Erase,
}

impl Act {
    /// Does it.
    pub async fn run(self, app: &App, actor: &Actor, id: MessageId) -> Result<(), Refusal> {
        let done = match self {
            Self::Edit(draft) => app.edit(actor, id, &draft).await,
            Self::Amend(draft) => app.amend(actor, id, &draft).await,
            Self::Appeal(text) => app.appeal(actor, id, text).await,
            Self::Answer(text) => app.answer_clarification(actor, id, Some(text)).await,
            Self::Rate(form) => app.rate(actor, id, form).await,
            Self::FollowUp(text) => app.follow_up(actor, id, text).await,
            Self::RequestReopen(text) => app.request_reopen(actor, id, text).await,
            Self::Withdraw => app.withdraw(actor, id).await,
            Self::Erase => app.erase(actor, id).await,
        };
        done.map(|_message| ())
    }
}

/// The pen name stays as it was.
fn draft(posted: &Posted) -> Draft {
    let text = |name| posted.text(name).to_owned();
    Draft {
        title: text("title"),
        body: text("body"),
        demand: text("demand"),
        place: text("place"),
        remark: text("remark"),
        pen_name: String::new(),
    }
}

fn note(posted: &Posted, length: Length) -> Result<Note, Refusal> {
    let typed = posted.text("text");
    match length.check(typed) {
        Some(problem) => Err(Refusal::field("text", problem)),
        None => Note::parse(typed).map_err(|problem| Refusal::field("text", problem)),
    }
}

fn rating(posted: &Posted, limits: &FormLimits) -> Result<RatingForm, Refusal> {
    let mut wrong: Vec<(Field, Problem)> = Vec::new();
    let settled: Option<Settled> = posted.parsed("settled");
    if settled.is_none() {
        wrong.push(("settled", Problem::Choose));
    }
    let mut score = |field: Field| {
        let score = posted
            .parsed(field)
            .and_then(|n: u8| Score::try_from(n).ok());
        if score.is_none() {
            wrong.push((field, Problem::Choose));
        }
        score
    };
    let scores = Scores {
        result: score("result"),
        manner: score("manner"),
        speed: score("speed"),
    };
    let words: Result<Vec<Praise>, _> = posted.all("word").map(Praise::from_code).collect();
    if words.is_err() {
        wrong.push(("word", Problem::Unknown));
    }
    let typed = posted.text("sentence");
    let length = Length {
        min: 0,
        ..limits.note
    };
    let sentence = match length.check(typed) {
        Some(problem) => Err(problem),
        None => Note::parse_optional(typed),
    };
    if let Err(problem) = sentence {
        wrong.push(("sentence", problem.into()));
    }
    match (settled, words, sentence) {
        (Some(settled), Ok(words), Ok(sentence)) if wrong.is_empty() => Ok(RatingForm {
            settled,
            scores,
            words,
            sentence,
        }),
        _ => Err(Refusal::Form(wrong)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(deed: Deed, form: &str) -> Result<Act, Vec<Field>> {
        let posted = Posted::from_query(Some(form));
        deed.read(&FormLimits::default(), &posted)
            .map_err(|refusal| match refusal {
                Refusal::Form(wrong) => wrong.iter().map(|(field, _)| *field).collect(),
                other => panic!("{other}"),
            })
    }

    #[test]
    fn a_rating_names_everything_that_is_missing() {
        let missing = read(Deed::Rating, "manner=6&word=nice").err().unwrap();
        assert_eq!(missing, ["settled", "result", "manner", "speed", "word"]);
        let form = "settled=partly&result=3&manner=5&speed=1&word=warm&word=quick&sentence=";
        let Ok(Act::Rate(rating)) = read(Deed::Rating, form) else {
            panic!("a whole rating is taken");
        };
        assert_eq!(rating.settled, Settled::Partly);
        assert_eq!(rating.words, [Praise::Warm, Praise::Quick]);
        assert!(rating.sentence.is_none());
    }

    #[test]
    fn a_note_is_neither_empty_nor_too_long() {
        assert_eq!(read(Deed::FollowUp, "text=+").err().unwrap(), ["text"]);
        let long = format!("text={}", "a+".repeat(1001));
        assert_eq!(read(Deed::Appeal, &long).err().unwrap(), ["text"]);
        assert!(read(Deed::Appeal, "text=%E8%AF%B7%E5%86%8D%E7%9C%8B").is_ok());
    }
}
