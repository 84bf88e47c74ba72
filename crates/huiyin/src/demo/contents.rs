//! What the demo city is made of: places and people, messages with their whole lives, pictures. All of it is embedded.

use anyhow::{Context, Result};
use app::setup::City;
use domain::rating::{Praise, Score, Settled};
use domain::reply::{OutcomeKind, ReturnReason};
use domain::screening::{Channel, DeclineReason, Kind, Visibility};
use domain::taxonomy::DomainSlug;
use serde::{Deserialize, Deserializer};

const CITY: &str = include_str!("../../demo/city.toml");
const MESSAGES: [&str; 6] = [
    include_str!("../../demo/messages-1.toml"),
    include_str!("../../demo/messages-2.toml"),
    include_str!("../../demo/messages-3.toml"),
    include_str!("../../demo/messages-4.toml"),
    include_str!("../../demo/messages-5.toml"),
    include_str!("../../demo/messages-6.toml"),
];

macro_rules! pictures {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../demo/pictures/", $name)))),+]
    };
}
const PICTURES: &[(&str, &[u8])] = pictures![
    "bus-stop.jpg",
    "clinic.jpg",
    "ditch.jpg",
    "lamp-out.jpg",
    "outfall.jpg",
    "pavement-dug.jpg",
    "pavement-mended.jpg",
    "rubbish.jpg",
    "underpass.jpg",
];

/// The words that a writer ticks, as the files spell them.
const WORDS: [(&str, Praise); 10] = [
    ("圆满解决", Praise::FullySettled),
    ("感谢", Praise::ThankYou),
    ("暖心", Praise::Warm),
    ("速度快", Praise::Quick),
    ("态度好", Praise::Kind),
    ("解释清楚", Praise::Clear),
    ("说到做到", Praise::KeptPromise),
    ("还需努力", Praise::TryHarder),
    ("没有解决", Praise::NotSettled),
    ("太慢了", Praise::TooSlow),
];

/// The demo city.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Places, units, offices, people.
    pub city: City,
    /// The messages.
    pub lives: Vec<Life>,
}

/// A message with everything that happens to it. demo/messages-1.toml explains the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    pub key: String,
    pub writer: String,
    pub office: String,
    pub kind: Kind,
    pub domain: DomainSlug,
    pub subdomain: Option<String>,
    pub title: String,
    pub body: String,
    #[serde(default)]
    pub demand: String,
    #[serde(default)]
    pub place: String,
    pub visibility: Visibility,
    /// Working days before now.
    pub days_ago: f64,
    pub supports: usize,
    #[serde(default)]
    pub pictures: Vec<String>,
    pub steps: Vec<Step>,
}

/// One step of a life.
#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    /// Working days since the step before.
    pub after: f64,
    #[serde(flatten)]
    pub deed: Deed,
}

/// What somebody does, or what the clock will have done by then.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deed {
    Edit {
        title: String,
        body: String,
    },
    Publish,
    Redact {
        text: String,
    },
    Decline {
        reason: DeclineReason,
        guidance: String,
    },
    Amend {
        title: String,
        body: String,
    },
    Appeal {
        text: String,
    },
    Divert {
        channel: Channel,
        text: String,
    },
    Assign {
        unit: String,
    },
    Accept,
    Silence,
    Refuse {
        ground: String,
    },
    Designate {
        unit: String,
    },
    AskWriter {
        text: String,
    },
    AnswerClarification {
        text: String,
    },
    RequestExtension {
        days: u32,
        text: String,
    },
    GrantExtension,
    Interim {
        text: String,
    },
    Reply {
        outcome: OutcomeKind,
        text: String,
        promised_in: Option<u32>,
    },
    Return {
        reason: ReturnReason,
        note: String,
    },
    PublishReply,
    Rate {
        outcome: Settled,
        scores: [Score; 3],
        #[serde(deserialize_with = "words")]
        words: Vec<Praise>,
        sentence: String,
    },
    FollowUp {
        text: String,
    },
    RequestReopen {
        text: String,
    },
    Reopen,
    KeepClosed {
        text: String,
    },
    Instruct {
        text: String,
        public: bool,
    },
    Withdraw,
    Close,
}

impl Deed {
    /// Whether nobody does it: time passes, and it happens.
    pub fn is_by_the_clock(&self) -> bool {
        matches!(self, Self::Silence | Self::Close)
    }
}

impl Contents {
    /// Reads the embedded files.
    pub fn read() -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            message: Vec<Life>,
        }
        let city: City = toml::from_str(CITY).context("demo/city.toml")?;
        let mut lives = Vec::new();
        for (n, text) in (1..).zip(MESSAGES) {
            let file: File =
                toml::from_str(text).with_context(|| format!("demo/messages-{n}.toml"))?;
            lives.extend(file.message);
        }
        Ok(Self { city, lives })
    }
}

/// The bytes of a picture of the demo city.
pub fn picture(name: &str) -> Result<Vec<u8>> {
    let (_, bytes) = PICTURES
        .iter()
        .find(|(known, _)| *known == name)
        .with_context(|| format!("no picture is called {name}"))?;
    Ok(bytes.to_vec())
}

fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Praise>, D::Error> {
    let known = |word: &String| {
        let found = WORDS.iter().find(|(spelled, _)| spelled == word);
        found
            .map(|(_, praise)| *praise)
            .ok_or_else(|| serde::de::Error::custom(format!("{word} is no word of a rating")))
    };
    Vec::<String>::deserialize(from)?
        .iter()
        .map(known)
        .collect()
}
