//! Plays the lives of the demo city: every step through the action that a person would take, with the clock moved.

use crate::demo::cast::{Cast, Shared};
use crate::demo::contents::{Contents, Deed, Life, picture};
use crate::demo::lives::{chance_of, in_time};
use anyhow::{Context, Result, bail, ensure};
use app::messages::{RatingForm, ReplyForm, Submission, Wording};
use app::setup::{City, SetUp};
use app::{App, Clock};
use domain::Timestamp;
use domain::actor::{Actor, Role};
use domain::form::{Choices, Draft};
use domain::ids::{MessageId, OfficeId, UnitId};
use domain::message::Message;
use domain::rating::Scores;
use domain::reply::{Outcome, OutcomeKind};
use domain::text::{Body, Note};
use jiff::SignedDuration;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::task::JoinSet;

/// A clock that is set.
#[derive(Debug, Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::Release);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Acquire)).unwrap_or_default()
    }
}

/// Seeds an empty board with the demo city and plays its last weeks, up to `now`.
///
/// `app` has `clock`. `told` hears how many steps are done, of how many.
pub async fn play(
    app: &App,
    clock: &MovedClock,
    contents: &Contents,
    shared: &Shared,
    now: Timestamp,
    mut told: impl FnMut(u64, u64),
) -> Result<Cast> {
    let moments = in_time(&contents.lives, &app.rules.calendar, now)?;
    let first = moments.first().map_or(now, |moment| moment.at);
    clock.set(first.checked_sub(SignedDuration::from_hours(24))?);
    let made = app.set_up(&contents.city).await?;
    let loudest = contents.lives.iter().map(|life| life.supports).max();
    let cast = Cast::join(app, &contents.city, &made, shared, loudest.unwrap_or(0)).await?;
    let player = Player {
        app,
        clock,
        cast: &cast,
        made: &made,
    };
    let mut parts: Vec<Part<'_>> = contents
        .lives
        .iter()
        .map(|life| Part::new(life, &contents.city))
        .collect();
    let total = u64::try_from(moments.len())?;
    for (done, moment) in (0..).zip(moments) {
        told(done, total);
        player.let_pass(moment.at).await?;
        let part = parts.get_mut(moment.life).context("a life of the file")?;
        let taken = player.take_step(part, moment.deed).await;
        taken.with_context(|| format!("{}: {:?}", part.life.key, moment.deed))?;
    }
    player.let_pass(now).await?;
    app.forget_jobs().await?;
    told(total, total);
    Ok(cast)
}

/// What is known of a life while it is played.
struct Part<'a> {
    life: &'a Life,
    id: Option<MessageId>,
    /// How the writer is called in public.
    pen_name: &'a str,
    /// The latest wording.
    title: &'a str,
    body: &'a str,
    /// Who has it.
    unit: Option<UnitId>,
    /// Which editor looks at it; after an appeal, another one.
    editor: usize,
}

impl<'a> Part<'a> {
    fn new(life: &'a Life, city: &'a City) -> Self {
        let writer = city.citizen.iter().find(|one| one.key == life.writer);
        Self {
            life,
            id: None,
            pen_name: writer.map_or("", |writer| &writer.pseudonym),
            title: &life.title,
            body: &life.body,
            unit: None,
            editor: usize::from(chance_of(&life.key, 0).is_multiple_of(3)),
        }
    }
}

struct Player<'a> {
    app: &'a App,
    clock: &'a MovedClock,
    cast: &'a Cast,
    made: &'a SetUp,
}

impl Player<'_> {
    /// Lets time pass; on every hour the clock does what is due.
    async fn let_pass(&self, until: Timestamp) -> Result<()> {
        let hour = |second: i64| Timestamp::from_second((second.div_euclid(3600) + 1) * 3600);
        let mut next = hour(self.clock.now().as_second())?;
        while next <= until {
            self.clock.set(next);
            while self.app.tick().await?.changed > 0 {}
            next = hour(next.as_second())?;
        }
        self.clock.set(until);
        Ok(())
    }

    async fn take_step<'a>(&self, part: &mut Part<'a>, deed: Option<&'a Deed>) -> Result<()> {
        let writer = self.cast.citizen(&part.life.writer)?;
        let (Some(deed), Some(id)) = (deed, part.id) else {
            part.id = Some(self.submit(part, writer).await?);
            return Ok(());
        };
        match deed {
            Deed::Edit { title, body } | Deed::Amend { title, body } => {
                (part.title, part.body) = (title, body);
            }
            Deed::Appeal { .. } => part.editor += 1,
            _ => {}
        }
        let message = self.perform(part, id, writer, deed).await?;
        part.unit = message.stage.unit();
        if matches!(deed, Deed::Publish) {
            self.crowd_supports(id, part.life.supports).await?;
        }
        Ok(())
    }

    async fn submit(&self, part: &Part<'_>, writer: &Actor) -> Result<MessageId> {
        let life = part.life;
        let mut pictures = Vec::new();
        for (index, name) in life.pictures.iter().enumerate() {
            let new = self.app.new_picture(index, picture(name)?, false);
            pictures.push(new.await?);
        }
        let submission = Submission {
            office: self.office(&life.office)?,
            kind: life.kind,
            domain: life.domain.clone(),
            subdomain: life.subdomain.clone(),
            draft: draft(part),
            choices: Choices {
                visibility: life.visibility,
                ..Choices::default()
            },
            concerns: None,
            concerns_conduct: false,
            pictures,
            nonce: format!("demo-{}", life.key),
        };
        Ok(self.app.submit(writer, submission).await?.id)
    }

    async fn perform(
        &self,
        part: &Part<'_>,
        id: MessageId,
        writer: &Actor,
        deed: &Deed,
    ) -> Result<Message> {
        let app = self.app;
        let editor = self.cast.nth(Role::Editor, part.editor)?;
        let judge = self.cast.nth(Role::Editor, part.editor + 1)?;
        let supervisor = self.cast.nth(Role::Supervisor, 0)?;
        Ok(match deed {
            Deed::Edit { .. } => app.edit(writer, id, &draft(part)).await?,
            Deed::Publish => app.publish(editor, id, Wording::default()).await?,
            Deed::Redact { text } => {
                ensure!(part.body.contains(text), "the body does not hold {text}");
                let body = Body::parse(&part.body.replace(text, "某某"))?;
                let body = Some(body);
                let wording = Wording {
                    body,
                    ..Wording::default()
                };
                app.redact(editor, id, wording).await?
            }
            Deed::Decline { reason, guidance } => {
                let guidance = Note::parse(guidance)?;
                app.decline(editor, id, *reason, guidance).await?
            }
            Deed::Amend { .. } => app.amend(writer, id, &draft(part)).await?,
            Deed::Appeal { text } => app.appeal(writer, id, Note::parse(text)?).await?,
            Deed::Divert { channel, text } => {
                let guidance = Some(Note::parse(text)?);
                app.divert(editor, id, *channel, guidance).await?
            }
            Deed::Assign { unit } => {
                let dispatcher = self.cast.nth(Role::Dispatcher, 0)?;
                app.assign(dispatcher, id, self.unit(unit)?).await?
            }
            Deed::Designate { unit } => {
                let unit = self.unit(unit)?;
                app.designate(supervisor, id, unit, None).await?
            }
            Deed::AnswerClarification { text } => {
                let text = Some(Note::parse(text)?);
                app.answer_clarification(writer, id, text).await?
            }
            Deed::GrantExtension => app.grant_extension(supervisor, id).await?,
            Deed::Return { reason, note } => {
                let note = Some(Note::parse(note)?);
                app.return_reply(editor, id, *reason, note).await?
            }
            Deed::PublishReply => app.publish_reply(editor, id, None).await?,
            Deed::Rate {
                outcome,
                scores: [result, manner, speed],
                words,
                sentence,
            } => {
                let form = RatingForm {
                    settled: *outcome,
                    scores: Scores {
                        result: Some(*result),
                        manner: Some(*manner),
                        speed: Some(*speed),
                    },
                    words: words.clone(),
                    sentence: Some(Note::parse(sentence)?),
                };
                app.rate(writer, id, form).await?
            }
            Deed::FollowUp { text } => app.follow_up(writer, id, Note::parse(text)?).await?,
            Deed::RequestReopen { text } => {
                app.request_reopen(writer, id, Note::parse(text)?).await?
            }
            Deed::Reopen => app.reopen(judge, id, None).await?,
            Deed::KeepClosed { text } => app.keep_closed(judge, id, Note::parse(text)?).await?,
            Deed::Instruct { text, public } => {
                let leader = self.cast.leader(self.office(&part.life.office)?)?;
                app.instruct(leader, id, Note::parse(text)?, *public)
                    .await?
            }
            Deed::Withdraw => app.withdraw(writer, id).await?,
            _ => {
                let unit = part.unit.context("no unit has it")?;
                return self.work(self.cast.handler(unit)?, id, deed).await;
            }
        })
    }

    /// What the unit does that has the message.
    async fn work(&self, handler: &Actor, id: MessageId, deed: &Deed) -> Result<Message> {
        let app = self.app;
        Ok(match deed {
            Deed::Accept => app.accept(handler, id).await?,
            Deed::Refuse { ground } => app.refuse(handler, id, Note::parse(ground)?).await?,
            Deed::AskWriter { text } => app.ask_writer(handler, id, Note::parse(text)?).await?,
            Deed::RequestExtension { days, text } => {
                let reason = Note::parse(text)?;
                app.request_extension(handler, id, *days, reason).await?
            }
            Deed::Interim { text } => app.post_interim(handler, id, Body::parse(text)?).await?,
            Deed::Reply {
                outcome,
                text,
                promised_in,
            } => {
                let form = ReplyForm {
                    text: Body::parse(text)?,
                    outcome: self.outcome(*outcome, *promised_in)?,
                };
                app.submit_reply(handler, id, form).await?
            }
            other => bail!("no unit does this: {other:?}"),
        })
    }

    fn outcome(&self, kind: OutcomeKind, promised_in: Option<u32>) -> Result<Outcome> {
        Ok(match kind {
            OutcomeKind::Settled => Outcome::Settled,
            OutcomeKind::Explained => Outcome::Explained,
            OutcomeKind::Cannot => Outcome::Cannot,
            OutcomeKind::Promised => {
                let days = promised_in.context("a promise has a day")?;
                let calendar = &self.app.rules.calendar;
                let end = calendar.end_of_day_after(self.clock.now(), days);
                Outcome::Promised {
                    day: calendar.date(end),
                }
            }
        })
    }

    /// Others say “me too”, together, so that they share their commits.
    async fn crowd_supports(&self, id: MessageId, count: usize) -> Result<()> {
        let mut supporting = JoinSet::new();
        for one in self.cast.crowd.iter().take(count) {
            let (app, one) = (self.app.clone(), one.clone());
            supporting.spawn(async move { app.support(&one, id, true).await });
        }
        while let Some(supported) = supporting.join_next().await {
            supported??;
        }
        Ok(())
    }

    fn office(&self, key: &str) -> Result<OfficeId> {
        let office = self.made.offices.get(key).copied();
        office.with_context(|| format!("no office is called {key}"))
    }

    fn unit(&self, key: &str) -> Result<UnitId> {
        let unit = self.made.units.get(key).copied();
        unit.with_context(|| format!("no unit is called {key}"))
    }
}

/// The form as the writer of this message fills it in now.
fn draft(part: &Part<'_>) -> Draft {
    Draft {
        title: part.title.to_owned(),
        body: part.body.to_owned(),
        demand: part.life.demand.clone(),
        place: part.life.place.clone(),
        remark: String::new(),
        pen_name: part.pen_name.to_owned(),
    }
}
