//! Why an action was not taken: what the person can do about it. One renderer for pages, one for JSON.

use domain::alert::WrongAlert;
use domain::form::Field;
use domain::permission::Forbidden;
use domain::stage::WrongStage;
use domain::text::TextProblem;
use store::Refuses;

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A text.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// Nothing was chosen.
    #[error("choose one")]
    Choose,
    /// What was chosen does not exist.
    #[error("unknown")]
    Unknown,
    /// The office does not take this kind.
    #[error("the office does not take this kind")]
    NotTaken,
    /// Not a phone number.
    #[error("not a phone number")]
    Phone,
    /// A wrong or old code.
    #[error("wrong or expired code")]
    Code,
    /// A wrong login or password.
    #[error("wrong login or password")]
    Password,
    /// A password for the first time, too late.
    #[error("this password has expired")]
    Expired,
    /// A password that is guessed soon.
    #[error("a common password, or one made of names and rows of keys")]
    Weak,
    /// The password that is there already.
    #[error("the same password as before")]
    Same,
    /// Not the same as in the field above.
    #[error("not the same twice")]
    Differs,
    /// A second factor that is wrong, old or used.
    #[error("wrong, expired or used code")]
    Factor,
    /// The identity provider cannot be asked.
    #[error("the identity provider does not answer")]
    Away,
    /// What the identity provider said does not hold.
    #[error("not signed in by the identity provider")]
    Unproved,
    /// A passkey that is not known, or whose answer does not hold.
    #[error("not taken from this passkey")]
    Passkey,
    /// More passkeys than an account has.
    #[error("at most {max} passkeys")]
    Passkeys {
        /// The most.
        max: usize,
    },
    /// The one way in that is left cannot be taken away.
    #[error("the last way in")]
    LastWay,
    /// A day that is not after today, or not a day.
    #[error("a day after today")]
    Day,
    /// Not a number in the allowed range.
    #[error("a number from {min} to {max}")]
    Range {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// More pictures than are taken.
    #[error("at most {max} pictures")]
    Pictures {
        /// The most.
        max: usize,
    },
    /// A complaint about conduct cannot go to the unit that it is about, or one below it.
    #[error("not to the unit that is complained about")]
    Accused,
    /// Personal data that everybody would read.
    #[error("holds personal data: {}", .0.code())]
    Personal(hanzi::personal::Kind),
    /// Words that the writer of a letter did not write.
    #[error("not in the words of the letter")]
    NotWritten,
    /// The unit is not below one's own.
    #[error("not below your unit")]
    NotBelow,
    /// A query of the search.
    #[error(transparent)]
    Query(#[from] search::Unclear),
}

/// Why an action was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or nothing that this person may see.
    #[error("not found")]
    NotFound,
    /// This person may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Not possible at this stage.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Not possible with this alert now.
    #[error(transparent)]
    Alert(WrongAlert),
    /// Fields to correct; nothing was taken.
    #[error("{} fields to correct", .0.len())]
    Form(Vec<(Field, Problem)>),
    /// A picture that was not taken, with its place in the form.
    #[error("picture {}: {}", .0 + 1, .1)]
    Picture(usize, crate::pictures::clean::PictureError),
    /// More was sent at once than is taken.
    #[error("too large")]
    TooLarge,
    /// Too many of something in some time.
    #[error("too many {what}: try again in {minutes} minutes")]
    TooMany {
        /// `messages`, `codes`, `tries`.
        what: &'static str,
        /// When to try again.
        minutes: u32,
    },
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// Too many wait.
    #[error("busy")]
    Busy,
    /// The text message could not be sent.
    #[error("the text message could not be sent")]
    Sms,
    /// The past of the public log is in doubt: nothing is taken until it is put right.
    #[error(transparent)]
    Ledger(#[from] crate::ledger::Fault),
    /// The store failed. The chain is logged once, at the boundary.
    #[error(transparent)]
    Store(store::Error),
    /// The index failed. The chain is logged once, at the boundary.
    #[error(transparent)]
    Search(#[from] search::Error),
}

impl Refusal {
    /// One field to correct.
    pub fn field(field: Field, problem: impl Into<Problem>) -> Self {
        Self::Form(vec![(field, problem.into())])
    }

    /// The stable code of problem details (RFC 9457) and of metrics.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden(Forbidden::SignIn) => "sign-in",
            Self::Forbidden(Forbidden::NotYours) => "forbidden",
            Self::Forbidden(Forbidden::Concerned) => "concerned",
            Self::WrongStage(WrongStage::NotFrom { .. }) => "wrong-stage",
            Self::WrongStage(WrongStage::AppealUsed) => "appeal-used",
            Self::WrongStage(WrongStage::NeedsDesignation) => "needs-designation",
            Self::WrongStage(WrongStage::AskedEnough) => "asked-enough",
            Self::WrongStage(WrongStage::ExtensionUsed) => "extension-used",
            Self::WrongStage(WrongStage::NoExtensionAsked) => "no-extension-asked",
            Self::WrongStage(WrongStage::ExtensionTooLong { .. }) => "extension-too-long",
            Self::WrongStage(WrongStage::NothingAsked) => "nothing-asked",
            Self::WrongStage(WrongStage::TimeOver) => "time-over",
            Self::WrongStage(WrongStage::Rated) => "rated",
            Self::WrongStage(WrongStage::IdentityClosed) => "identity-closed",
            Self::WrongStage(WrongStage::DangerOpen) => "danger-open",
            Self::Alert(WrongAlert::NotTaken) => "alert-not-taken",
            Self::Alert(_) => "alert-ended",
            Self::Form(_) => "form",
            Self::Picture(..) => "picture",
            Self::TooLarge => "too-large",
            Self::TooMany { .. } => "too-many",
            Self::Stale => "stale",
            Self::Busy => "busy",
            Self::Sms => "sms",
            Self::Ledger(_) => "ledger",
            Self::Store(why) if why.is_outage() => "unavailable",
            Self::Store(_) | Self::Search(_) => "internal",
        }
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale => Self::Stale,
            store::Error::Busy => Self::Busy,
            other => Self::Store(other),
        }
    }
}

impl Refuses for Refusal {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
