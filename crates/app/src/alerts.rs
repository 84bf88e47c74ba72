//! Danger and pressure: raised, paged, looked after, ended. Each step is kept apart from the message's own events.

mod duty;
mod view;

pub use duty::Duty;
pub use view::{AlertRow, AlertShown, StepShown};

use crate::board::App;
use crate::chance::draw;
use crate::jobs::Job;
use crate::refusal::{Problem, Refusal};
use crate::security::Happened;
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::alert::{Alert, AlertEnd, AlertKind, AlertStep, WrongAlert};
use domain::ids::{AlertId, MessageId};
use domain::message::Message;
use domain::permission::Forbidden;
use domain::security::SecurityKind;
use domain::sight::Sight;
use domain::text::Note;
use store::alerts::Step;
use store::vault::Place;
use store::{Tx, alerts, duty as rota, messages, people};

/// Alerts looked at in one go.
const BATCH: u32 = 50;

/// What somebody says of an alert, before it has a row.
struct Said<'a> {
    step: AlertStep,
    code: Option<String>,
    text: Option<&'a str>,
}

/// The word by which one of the texts may speak of danger to a life. It is looked for before the turn to write comes,
/// so that nobody else waits for it.
pub(crate) fn danger_in<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<&'static str> {
    texts.into_iter().find_map(hanzi::danger::word_in)
}

impl App {
    /// The writer says that somebody presses them: to take it back, to praise. Whoever handles the message never
    /// learns of it.
    pub async fn report_pressure(
        &self,
        actor: &Actor,
        id: MessageId,
        text: Note,
    ) -> Result<(), Refusal> {
        actor.account()?;
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
                // Whether there is such a message is not told to anybody else.
                if actor.person != message.writer {
                    return Err(Refusal::NotFound);
                }
                let text = Some(text.as_str());
                self.raise(tx, &message, AlertKind::Pressure, actor, text, now)
                    .await
            })
            .await
    }

    /// Somebody of the staff sees that a life may be in danger.
    pub async fn raise_danger(
        &self,
        actor: &Actor,
        id: MessageId,
        note: Note,
    ) -> Result<(), Refusal> {
        actor.account()?;
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let message = messages::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
                // The auditor changes nothing: not even this.
                let works = actor.role.is_staff() && actor.role != Role::Auditor;
                if !works || message.sight(actor, now) < Sight::Handling {
                    return Err(Forbidden::NotYours.into());
                }
                let text = Some(note.as_str());
                self.raise(tx, &message, AlertKind::Danger, actor, text, now)
                    .await
            })
            .await
    }

    /// Raises an alert, or adds to the one of its kind that is open.
    pub(crate) async fn raise(
        &self,
        tx: &mut Tx,
        message: &Message,
        kind: AlertKind,
        actor: &Actor,
        text: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let known = alerts::of_message(tx, message.id).await?;
        let open = known
            .into_iter()
            .find(|alert| alert.kind == kind && alert.is_open());
        let (id, step) = if let Some(alert) = open {
            (alert.id, AlertStep::Noted)
        } else {
            let id = self.ids.alert(now);
            let alert = Alert::raise(id, message.id, kind, actor.role, now, &self.rules);
            alerts::add(tx, &alert).await?;
            (id, AlertStep::Raised)
        };
        let said = Said {
            step,
            code: None,
            text,
        };
        self.write_down(tx, id, actor, said, now).await
    }

    /// Raises an alert where a word that [`danger_in`] found says that a life may be in danger. True: it does.
    pub(crate) async fn watch(
        &self,
        tx: &mut Tx,
        message: &Message,
        actor: &Actor,
        word: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, Refusal> {
        let Some(word) = word else { return Ok(false) };
        // The word is a text of the writer's: sealed like what they say themselves.
        let by = Actor {
            role: Role::Clock,
            ..actor.clone()
        };
        self.raise(tx, message, AlertKind::Danger, &by, Some(word), now)
            .await?;
        Ok(true)
    }

    async fn write_down(
        &self,
        tx: &mut Tx,
        alert: AlertId,
        actor: &Actor,
        said: Said<'_>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let id = self.ids.next(now);
        let nonce = draw(&*self.chance);
        let text_sealed = said
            .text
            .map(|text| self.vault.seal(place(id), text, nonce));
        let step = Step {
            id,
            at: now,
            step: said.step,
            role: actor.role,
            person: actor.person.filter(|_person| actor.role != Role::Clock),
            code: said.code,
            text_sealed,
        };
        Ok(alerts::add_step(tx, alert, &step).await?)
    }

    /// Somebody looks after an alert from now on.
    pub async fn take_alert(&self, actor: &Actor, id: AlertId) -> Result<(), Refusal> {
        let by = actor.account()?;
        self.change(actor, id, AlertStep::Taken, None, |alert| alert.take(by))
            .await
            .map(|_alert| ())
    }

    /// Whoever looks after it writes down what they did.
    pub async fn note_alert(&self, actor: &Actor, id: AlertId, text: &Note) -> Result<(), Refusal> {
        self.change(actor, id, AlertStep::Noted, Some(text), |alert| {
            alert.note()
        })
        .await
        .map(|_alert| ())
    }

    /// It ends, with what came of it; a writer under pressure reads the words.
    pub async fn end_alert(
        &self,
        actor: &Actor,
        id: AlertId,
        end: AlertEnd,
        text: &Note,
    ) -> Result<(), Refusal> {
        self.change(actor, id, AlertStep::Ended, Some(text), |alert| {
            alert.end(end)
        })
        .await
        .map(|_alert| ())
    }

    /// The phone of a writer whose life may be in danger, for whoever looks after it: whatever the identity switch
    /// says, with a reason that is kept and that the writer reads.
    pub async fn reveal_in_danger(
        &self,
        actor: &Actor,
        id: AlertId,
        reason: &Note,
    ) -> Result<String, Refusal> {
        let alert = self
            .change(actor, id, AlertStep::Revealed, Some(reason), |alert| {
                alert.reveal()
            })
            .await?;
        let found = self.db.read(async |tx| {
            let message = messages::by_id(tx, alert.message).await?;
            let Some(writer) = message.and_then(|message| message.writer) else {
                return Ok(None);
            };
            let sealed = people::phone(tx, writer).await?;
            Ok::<_, Refusal>(sealed.map(|sealed| (writer, sealed)))
        });
        let (writer, sealed) = found.await?.ok_or(Refusal::NotFound)?;
        self.open_phone(writer, &sealed)
    }

    /// One action on an alert by somebody who looks after such: changed, kept, written down.
    async fn change(
        &self,
        actor: &Actor,
        id: AlertId,
        step: AlertStep,
        text: Option<&Note>,
        change: impl Fn(&mut Alert) -> Result<(), WrongAlert>,
    ) -> Result<Alert, Refusal> {
        let now = self.clock.now();
        self.db
            .write(async |tx| {
                let mut alert = alerts::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
                if !actor.minds(alert.kind, on_duty(tx, actor).await?) {
                    return Err(unseen(actor));
                }
                change(&mut alert)?;
                alerts::save(tx, &alert).await?;
                let said = Said {
                    step,
                    code: alert.end.map(|end| end.code().to_owned()),
                    text: text.map(Note::as_str),
                };
                self.write_down(tx, id, actor, said, now).await?;
                if step == AlertStep::Revealed {
                    let looked = Happened::done(SecurityKind::Reveal).by_actor(actor);
                    let looked = looked.about(alert.message).detail("danger:contact");
                    self.record_in(tx, looked).await?;
                }
                Ok(alert)
            })
            .await
    }

    /// Pages whoever is next in turn and notes what nobody came to in time. True: more may wait.
    pub async fn wake_alerts(&self) -> Result<bool, Refusal> {
        let now = self.clock.now();
        let due = self
            .db
            .read(async |tx| alerts::waking(tx, now, BATCH).await)
            .await?;
        for id in &due {
            self.wake_alert(*id, now).await?;
        }
        Ok(u32::try_from(due.len()).is_ok_and(|due| due == BATCH))
    }

    async fn wake_alert(&self, id: AlertId, now: Timestamp) -> Result<(), Refusal> {
        self.db
            .write(async |tx| {
                let mut alert = alerts::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
                let Some(woken) = alert.wake(now) else {
                    return Ok(()); // a person was faster
                };
                alerts::save(tx, &alert).await?;
                if woken.late {
                    let said = Said {
                        step: AlertStep::Late,
                        code: None,
                        text: None,
                    };
                    self.write_down(tx, id, &Actor::CLOCK, said, now).await?;
                }
                let Some(round) = woken.page else {
                    return Ok(());
                };
                let all = rota::all(tx).await?;
                let paged: Vec<_> = all.iter().filter(|who| who.rank <= round).collect();
                for who in &paged {
                    let job = Job::Page {
                        alert: id,
                        person: who.person,
                    };
                    job.push(tx, self.ids.next(now), now).await?;
                }
                if paged.is_empty() {
                    tracing::error!(alert = %id, "a life may be in danger and nobody is on duty");
                }
                let said = Said {
                    step: AlertStep::Paged,
                    code: Some(paged.len().to_string()),
                    text: None,
                };
                self.write_down(tx, id, &Actor::CLOCK, said, now).await
            })
            .await
    }
}

/// Where what is said of an alert is sealed to.
fn place(step: i64) -> Place<'static> {
    Place {
        table: "alert_steps",
        column: "text_sealed",
        row: step,
    }
}

async fn on_duty(tx: &mut Tx, actor: &Actor) -> Result<bool, Refusal> {
    let Some(person) = actor.person else {
        return Ok(false);
    };
    Ok(rota::phone(tx, person).await?.is_some())
}

/// Whoever has nothing to do with alerts does not learn whether there is one.
fn unseen(actor: &Actor) -> Refusal {
    if actor.person.is_none() {
        return Forbidden::SignIn.into();
    }
    Refusal::NotFound
}

impl From<WrongAlert> for Refusal {
    fn from(wrong: WrongAlert) -> Self {
        match wrong {
            WrongAlert::WrongEnd => Self::field("end", Problem::Choose),
            WrongAlert::Ended | WrongAlert::NotTaken | WrongAlert::NoDanger => Self::Alert(wrong),
        }
    }
}
