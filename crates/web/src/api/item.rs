//! A message as lists have it: codes, names, times; a title where it may be read.

use crate::api::codes;
use crate::web::Web;
use domain::Timestamp;
use domain::actor::Actor;
use domain::message::Message;
use domain::screening::Visibility;
use domain::sight::Sight;
use domain::stage::Stage;
use serde::Serialize;
use store::lists::Listed;
use utoipa::ToSchema;

/// A message in a list.
#[derive(Serialize, ToSchema)]
pub struct Item {
    /// `2026-000123`; null until it is given.
    number: Option<String>,
    /// How to address it until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Null where this person may not read it, or once it was erased.
    title: Option<String>,
    #[serde(flatten)]
    facts: Option<Facts>,
    /// Null where not even that may be known.
    #[schema(schema_with = codes::stage_or_null)]
    stage: Option<&'static str>,
}

/// What is known of a message that is not a stub.
#[derive(Serialize, ToSchema)]
struct Facts {
    #[schema(schema_with = codes::kind)]
    kind: &'static str,
    domain: String,
    domain_name: String,
    office: String,
    office_id: String,
    region: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    published_at: Option<String>,
    #[schema(format = DateTime)]
    replied_at: Option<String>,
    /// By when it is answered; null once it was, and for imported messages.
    #[schema(format = DateTime)]
    due: Option<String>,
    overdue: bool,
    returns: u32,
    hand_overs: u32,
    reopenings: u32,
    follow_ups: u32,
    supports: u32,
    #[schema(schema_with = codes::outcome_or_null)]
    outcome: Option<&'static str>,
    /// The writer's word, or `unrated`; null until it is closed.
    #[schema(schema_with = codes::closed_or_null)]
    closed: Option<&'static str>,
    imported: bool,
}

/// The names of what a message points to.
pub struct Names<'a> {
    /// The office's title.
    pub office: &'a str,
    /// The domain's name.
    pub domain: &'a str,
    /// The title, where it may be read.
    pub title: Option<String>,
}

impl Item {
    /// A message as this sight allows.
    pub fn of(web: &Web, message: &Message, sight: Sight, names: &Names<'_>) -> Self {
        let id = match message.number {
            Some(_) => None,
            None => Some(format!("id-{}", message.id)),
        };
        Self {
            number: message.number.map(|number| number.to_string()),
            id,
            title: names.title.clone().filter(|title| !title.is_empty()),
            facts: (sight >= Sight::Progress).then(|| Facts::of(web, message, names)),
            stage: known_stage(message, sight).then(|| message.stage.kind().code()),
        }
    }

    /// A message of a list as this person may see it.
    pub fn listed(web: &Web, actor: &Actor, listed: &Listed) -> Self {
        let sight = listed.message.sight(actor, web.app.clock.now());
        let names = Names {
            office: &listed.office,
            domain: &listed.domain,
            title: web.app.title_for(actor, listed),
        };
        Self::of(web, &listed.message, sight, &names)
    }
}

impl Facts {
    fn of(web: &Web, message: &Message, names: &Names<'_>) -> Self {
        let time = |at| web.when(at);
        let waits = message.replied_at.is_none() || message.counts.asked_again;
        let clock = message.clock.as_ref().filter(|_clock| waits);
        Self {
            kind: message.kind.code(),
            domain: message.domain.to_string(),
            domain_name: names.domain.to_owned(),
            office: names.office.to_owned(),
            office_id: message.office.to_string(),
            region: message.region.as_ref().map(ToString::to_string),
            created_at: time(message.created_at),
            published_at: message.published_at.map(time),
            replied_at: message.replied_at.map(time),
            due: clock.map(|clock| time(clock.next_due())),
            overdue: message.overdue(),
            returns: message.counts.returns,
            hand_overs: message.counts.hand_overs,
            reopenings: message.counts.reopenings,
            follow_ups: message.counts.follow_ups,
            supports: message.supports,
            outcome: message.outcome.map(|outcome| outcome.kind().code()),
            closed: match message.stage {
                Stage::Closed { result, .. } => Some(result.code()),
                _ => None,
            },
            imported: message.imported,
        }
    }
}

/// Whether the stage may be told. Of a message that is handled in private not even that is.
fn known_stage(message: &Message, sight: Sight) -> bool {
    sight >= Sight::Progress
        || message.visibility != Visibility::Private
        || matches!(message.stage, Stage::Submitted { .. })
}

impl Web {
    /// A time as RFC 3339 with the operator's offset.
    pub fn when(&self, at: Timestamp) -> String {
        let offset = self.app.rules.calendar.zone().to_offset(at);
        at.display_with_offset(offset).to_string()
    }
}
