//! Alerts as those see them who look after them, and the writer's own.

use super::{on_duty, place, unseen};
use crate::board::App;
use crate::messages::Thread;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::alert::{Alert, AlertKind, AlertStep};
use domain::ids::{AlertId, MessageId, Number};
use std::collections::HashMap;
use store::alerts::Step;
use store::{Tx, alerts, messages, people};

/// Most ended alerts that a list shows.
const ENDED: u32 = 20;
/// Most open alerts that a list shows: more are never looked after at once.
const OPEN: u32 = 200;

/// An alert in a list.
#[derive(Clone, Debug)]
pub struct AlertRow {
    /// The alert.
    pub alert: Alert,
    /// The message's number, once it has one.
    pub number: Option<Number>,
    /// Who looks after it.
    pub taken: Option<String>,
}

/// An alert with all that belongs to it.
#[derive(Clone, Debug)]
pub struct AlertShown {
    /// The alert.
    pub row: AlertRow,
    /// The message, as this person sees it; of a danger, as its writer wrote it.
    pub thread: Thread,
    /// What happened, in order.
    pub steps: Vec<StepShown>,
    /// This person may look after it.
    pub minds: bool,
}

/// Something that happened to an alert.
#[derive(Clone, Debug)]
pub struct StepShown {
    /// When.
    pub at: Timestamp,
    /// What.
    pub step: AlertStep,
    /// In which role.
    pub role: Role,
    /// Who, among staff; never to a writer.
    pub name: Option<String>,
    /// What came of it, how many were paged.
    pub code: Option<String>,
    /// What was said.
    pub text: Option<String>,
}

impl App {
    /// Whether this person looks after danger, or reads alerts at all: what the desk offers.
    pub async fn alert_kinds(&self, actor: &Actor) -> Result<Vec<AlertKind>, Refusal> {
        let duty = self.db.read(async |tx| on_duty(tx, actor).await).await?;
        let kinds = AlertKind::ALL.iter().copied();
        Ok(kinds
            .filter(|kind| actor.reads_alerts(*kind, duty))
            .collect())
    }

    /// How many alerts wait for this person.
    pub async fn alerts_waiting(&self, actor: &Actor) -> Result<i64, Refusal> {
        let kinds = self.alert_kinds(actor).await?;
        let counted = self.db.read(async |tx| {
            let mut all = 0;
            for kind in &kinds {
                all += alerts::count_open(tx, *kind).await?;
            }
            Ok::<_, Refusal>(all)
        });
        counted.await
    }

    /// The alerts that this person may read: those that wait, then the latest that ended.
    pub async fn alerts(&self, actor: &Actor) -> Result<(Vec<AlertRow>, Vec<AlertRow>), Refusal> {
        let kinds = self.alert_kinds(actor).await?;
        if kinds.is_empty() {
            return Err(unseen(actor));
        }
        let listed = self.db.read(async |tx| {
            let (mut open, mut ended) = (Vec::new(), Vec::new());
            for kind in &kinds {
                for alert in alerts::open(tx, *kind, OPEN).await? {
                    open.push(row(tx, alert).await?);
                }
                for alert in alerts::ended(tx, *kind, ENDED).await? {
                    ended.push(row(tx, alert).await?);
                }
            }
            Ok::<_, Refusal>((open, ended))
        });
        listed.await
    }

    /// An alert, for those who may read it.
    pub async fn alert(&self, actor: &Actor, id: AlertId) -> Result<AlertShown, Refusal> {
        let found = self.db.read(async |tx| {
            let alert = alerts::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            let duty = on_duty(tx, actor).await?;
            if !actor.reads_alerts(alert.kind, duty) {
                return Err(unseen(actor));
            }
            let minds = actor.minds(alert.kind, duty);
            let steps = alerts::steps(tx, id).await?;
            let mut names = HashMap::new();
            for person in steps.iter().filter_map(|step| step.person) {
                let person = people::by_id(tx, person).await?;
                names.extend(person.map(|person| (person.id, person.staff_name)));
            }
            let row = row(tx, alert).await?;
            Ok::<_, Refusal>((row, steps, names, minds))
        });
        let (row, steps, mut names, minds) = found.await?;
        // Whoever is on duty reads what was written, though the message is not theirs otherwise.
        let thread = match row.alert.kind {
            AlertKind::Danger => self.thread(&Actor::CLOCK, row.alert.message).await?,
            AlertKind::Pressure => self.thread(actor, row.alert.message).await?,
        };
        let steps = steps.into_iter().map(|step| {
            let name = step.person.and_then(|person| names.remove(&person));
            if let (Some(person), Some(name)) = (step.person, name.clone()) {
                names.insert(person, name);
            }
            self.shown(step, name.flatten())
        });
        Ok(AlertShown {
            steps: steps.collect(),
            row,
            thread,
            minds,
        })
    }

    /// What came of the writer's own alerts, without the names of staff. Nobody else gets any.
    pub async fn own_alerts(
        &self,
        actor: &Actor,
        id: MessageId,
    ) -> Result<Vec<(Alert, Vec<StepShown>)>, Refusal> {
        let found = self.db.read(async |tx| {
            let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
            if actor.person.is_none() || actor.person != message.writer {
                return Ok(Vec::new());
            }
            let mut own = Vec::new();
            for alert in alerts::of_message(tx, id).await? {
                let steps = alerts::steps(tx, alert.id).await?;
                own.push((alert, steps));
            }
            Ok::<_, Refusal>(own)
        });
        let shown = found.await?.into_iter().map(|(alert, steps)| {
            let steps = steps.into_iter();
            let told = steps.filter(is_told).collect::<Vec<_>>();
            let told = told.into_iter().map(|step| self.shown(step, None));
            (alert, told.collect())
        });
        Ok(shown.collect())
    }

    fn shown(&self, step: Step, name: Option<String>) -> StepShown {
        let text = step.text_sealed.as_deref().map(|sealed| {
            let opened = self.vault.open(place(step.id), sealed);
            opened.unwrap_or_else(|_sealed| {
                tracing::error!(step = step.id, "what was said of an alert does not open");
                String::new()
            })
        });
        StepShown {
            at: step.at,
            step: step.step,
            role: step.role,
            name,
            code: step.code,
            text,
        }
    }
}

/// What the writer is told: what they said, that somebody looks after it, every look at their contact, what came of it.
fn is_told(step: &Step) -> bool {
    match step.step {
        AlertStep::Raised => step.role == Role::Citizen,
        AlertStep::Noted => step.role == Role::Citizen,
        AlertStep::Taken | AlertStep::Revealed | AlertStep::Ended => true,
        AlertStep::Paged | AlertStep::Late => false,
    }
}

async fn row(tx: &mut Tx, alert: Alert) -> Result<AlertRow, Refusal> {
    let number = messages::number_of(tx, alert.message).await?;
    let taken = match alert.taken {
        Some(person) => people::by_id(tx, person)
            .await?
            .and_then(|person| person.staff_name),
        None => None,
    };
    Ok(AlertRow {
        alert,
        number,
        taken,
    })
}
