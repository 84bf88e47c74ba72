//! The writer writes: submit, edit until screened, amend what was declined.

use crate::alerts::danger_in;
use crate::board::App;
use crate::chance::draw;
use crate::fields;
use crate::jobs::Job;
use crate::ledger::Entered;
use crate::pictures::KeptPicture;
use crate::pictures::clean::CleanPicture;
use crate::refusal::{Problem, Refusal};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::actor::Actor;
use domain::alert::AlertKind;
use domain::event::Event;
use domain::form::{Choices, Draft, Field, FormLimits};
use domain::ids::{MessageId, Number, OfficeId, PersonId, PictureId, QueryCode, UnitId};
use domain::message::{Counts, Message, Texts};
use domain::office::{Office, Region, RegionCode};
use domain::permission::Forbidden;
use domain::screening::{Kind, Visibility};
use domain::stage::Stage;
use domain::taxonomy::DomainSlug;
use domain::text::{Body, Note, PenName, Place, TextProblem, Title};
use domain::verb::Verb;
use jiff::Span;
use store::contents::NewContent;
use store::vault::MessageKey;
use store::{Tx, contents, messages, nonces, offices, people, pictures, regions};

/// What a form sends.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The seat that is written to.
    pub office: OfficeId,
    /// What the writer wants.
    pub kind: Kind,
    /// What it is about.
    pub domain: DomainSlug,
    /// More exactly.
    pub subdomain: Option<String>,
    /// The texts as typed.
    pub draft: Draft,
    /// What the writer chose beside the text.
    pub choices: Choices,
    /// 被反映对象
    pub concerns: Option<UnitId>,
    /// The complaint is about conduct.
    pub concerns_conduct: bool,
    /// Cleaned pictures.
    pub pictures: Vec<NewPicture>,
    /// Drawn with the form: the same form is taken once.
    pub nonce: String,
}

/// A picture of a form, cleaned.
#[derive(Clone, Debug)]
pub struct NewPicture {
    /// What remains of it.
    pub clean: CleanPicture,
    /// The file as it was received. It is committed to and not kept.
    pub original: Vec<u8>,
    /// 不公开
    pub hidden: bool,
}

/// What the writer keeps.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The message.
    pub id: MessageId,
    /// Its public number; none: the sequencer is slow, the page says so.
    pub number: Option<Number>,
    /// Looks the message up without an account. None when the form had been taken before.
    pub code: Option<QueryCode>,
    /// A life may be in danger, by the writer's word or by words of the text: whoever is on duty is paged.
    pub danger: bool,
    /// Where the public log holds the message, signed: [`App::ledger_receipt`] proves it. None: not yet, of a sealed
    /// message until its day has ended.
    pub entered: Option<Entered>,
}

/// The texts of a draft, parsed, each with its id and salt.
pub(super) struct Written {
    pen_name: Option<PenName>,
    title: NewContent,
    body: NewContent,
    demand: Option<NewContent>,
    pub(super) place: Option<NewContent>,
    remark: Option<NewContent>,
}

impl Written {
    pub(super) fn ids(&self) -> Texts {
        let id = |text: &Option<NewContent>| text.as_ref().map(|text| text.id);
        Texts {
            title: self.title.id,
            body: self.body.id,
            demand: id(&self.demand),
            place: id(&self.place),
            remark: id(&self.remark),
            public_title: None,
            public_body: None,
            public_demand: None,
        }
    }

    fn texts(&self) -> impl Iterator<Item = &NewContent> {
        let optional = [&self.demand, &self.place, &self.remark];
        let always = [&self.title, &self.body].into_iter();
        always.chain(optional.into_iter().flatten())
    }

    pub(super) fn danger(&self) -> Option<&'static str> {
        danger_in(self.texts().map(|text| text.text.as_str()))
    }

    pub(super) async fn add(
        &self,
        tx: &mut Tx,
        key: &MessageKey,
        message: &Message,
    ) -> Result<(), Refusal> {
        for text in self.texts() {
            contents::add_under(tx, key, message, text).await?;
        }
        Ok(())
    }
}

impl App {
    /// What a form carries so that it is taken once, however often it is sent: 128 random bits.
    pub fn draw_nonce(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(draw::<16>(&*self.chance))
    }

    /// Everything that is wrong with a draft, before it is sent.
    pub fn check_draft(&self, kind: Kind, draft: &Draft) -> Result<(), Refusal> {
        self.written(&self.limits, kind, draft).map(|_written| ())
    }

    /// The seats that take messages, by place, in the order of lists. Ministries have no place.
    pub async fn addressees(&self) -> Result<Vec<(Option<Region>, Vec<Office>)>, Refusal> {
        let reference = self.reference();
        let open = reference.offices.iter().filter(|office| office.open);
        let mut places: Vec<(Option<RegionCode>, Vec<Office>)> = Vec::new();
        for office in open {
            match places.iter_mut().find(|(place, _)| *place == office.region) {
                Some((_, offices)) => offices.push(office.clone()),
                None => places.push((office.region.clone(), vec![office.clone()])),
            }
        }
        let named = self.db.read(async |tx| {
            let mut named = Vec::with_capacity(places.len());
            for (code, offices) in places {
                let region = match &code {
                    Some(code) => regions::by_code(tx, code).await?,
                    None => None,
                };
                named.push((region, offices));
            }
            Ok::<_, Refusal>(named)
        });
        named.await
    }

    /// Takes a message and answers when it is durable and its entry in the public log is signed, with its number, its
    /// query code and its receipt.
    ///
    /// The same form sent twice is taken once: the second time the receipt has no code, which was shown before.
    pub async fn submit(
        &self,
        actor: &Actor,
        mut submission: Submission,
    ) -> Result<Receipt, Refusal> {
        submission.choices = submission.choices.guarded();
        if submission.choices.age.is_minor() {
            // A name under it is the first thing by which a child is known.
            submission.draft.pen_name.clear();
        }
        let writer = actor.account()?;
        if !actor.could(Verb::Submit) {
            return Err(Forbidden::NotYours.into());
        }
        self.ledger.is_sound()?;
        let now = self.clock.now();
        let office = self.addressee(&submission).await?;
        let written = self.written(&self.limits, submission.kind, &submission.draft)?;
        let id = self.ids.message(now);
        let code = QueryCode::from_random(draw(&*self.chance));
        let query = self.vault.blind("query", code.bare());
        let message = self.new_message(id, writer, &submission, &written, &office, now);
        let event_id = self.ids.event(now);
        let salt_key = self.message_key(id);
        let pictures = std::mem::take(&mut submission.pictures);
        let kept = self.keep_pictures(pictures, id, writer).await?;
        let day_ago = now
            .checked_sub(Span::new().hours(24))
            .unwrap_or(Timestamp::MIN);

        let mut danger = submission.choices.danger;
        let word = written.danger();
        let taken = self
            .db
            .write(async |tx| {
                if let Some(before) = nonces::find(tx, &submission.nonce, writer).await? {
                    return Ok((before, true));
                }
                let sent = messages::sent_since(tx, writer, day_ago, now).await?;
                if sent >= self.board.messages_a_day {
                    return Err(Refusal::TooMany {
                        what: "messages",
                        minutes: 24 * 60,
                    });
                }
                messages::add(
                    tx,
                    &message,
                    Some(&query),
                    &salt_key.sealed,
                    &self.rules,
                    (event_id, actor.by(), &Event::Submitted),
                )
                .await?;
                written.add(tx, &salt_key.key, &message).await?;
                if danger {
                    self.raise(tx, &message, AlertKind::Danger, actor, None, now)
                        .await?;
                } else {
                    danger = self.watch(tx, &message, actor, word, now).await?;
                }
                for KeptPicture { picture, files } in &kept {
                    for file in files {
                        contents::add_file(tx, &salt_key.key, &message, file).await?;
                    }
                    pictures::add(tx, picture, now).await?;
                }
                self.agreed_by_sending(tx, &message, writer, now).await?;
                if let Some(pen_name) = &written.pen_name {
                    people::set_pen_name(tx, writer, pen_name.as_str()).await?;
                }
                if !nonces::take(tx, &submission.nonce, writer, id, now).await? {
                    return Err(Refusal::Stale); // somebody else's nonce, or the twin of this very moment
                }
                Ok((id, false))
            })
            .await;
        let taken = match taken {
            // The answer to COMMIT was lost: the nonce tells whether it was kept.
            Err(Refusal::Store(store::Error::Unknown(_)) | Refusal::Stale) => {
                let nonce = &submission.nonce;
                let kept = self
                    .db
                    .read(async |tx| nonces::find(tx, nonce, writer).await)
                    .await?;
                kept.map(|kept| (kept, kept != id)).ok_or(Refusal::Busy)
            }
            other => other,
        };
        if !matches!(taken, Ok((_, false))) {
            // Files that no row names are found by no erasure.
            let blobs = kept.into_iter().map(|kept| kept.picture);
            self.remove_blobs(blobs.flat_map(|picture| [picture.blob, picture.thumb]))
                .await?;
        }
        let (taken, again) = taken?;
        let (number, entered) = if again {
            // A form that is sent again finds its receipt by its message, as anybody does later.
            let receipt = self.ledger_receipt(actor, taken).await?;
            let entered = receipt.as_ref().map(Entered::of);
            (self.number_of(taken).await?, entered)
        } else if message.visibility == Visibility::Private {
            (self.number_of(taken).await?, None)
        } else {
            match self.entered(id).await {
                Some((number, entered)) => (Some(number), entered),
                None => (self.number_of(taken).await?, None),
            }
        };
        Ok(Receipt {
            id: taken,
            number,
            code: (!again).then_some(code),
            danger,
            entered,
        })
    }

    /// The seat that gets it: one level up where the message is about its own addressee.
    async fn addressee(&self, submission: &Submission) -> Result<Office, Refusal> {
        let reference = self.reference();
        let office = reference
            .office(submission.office)
            .filter(|office| office.open);
        let office = office.ok_or(Refusal::field("office", Problem::Choose))?;
        if reference.domain(&submission.domain).is_none() {
            return Err(Refusal::field("domain", Problem::Choose));
        }
        if let Some(concerns) = submission.concerns
            && reference.unit(concerns).is_none()
        {
            return Err(Refusal::field("concerns", Problem::Unknown));
        }
        // A complaint about the conduct of the addressee's own unit would come to its own desk.
        let is_accused = submission.concerns_conduct
            && submission
                .concerns
                .zip(office.unit)
                .is_some_and(|(accused, unit)| reference.units_below(accused).contains(&unit));
        if (submission.choices.about_addressee || is_accused)
            && let Some(above) = self
                .db
                .read(async |tx| offices::above(tx, office).await)
                .await?
        {
            return Ok(above);
        }
        if !office.takes(submission.kind) {
            return Err(Refusal::field("kind", Problem::NotTaken));
        }
        Ok(office.clone())
    }

    /// Checks a draft against the form's numbers and gives its texts their ids and salts.
    pub(super) fn written(
        &self,
        limits: &FormLimits,
        kind: Kind,
        draft: &Draft,
    ) -> Result<Written, Refusal> {
        let mut wrong: Vec<(Field, Problem)> = Vec::new();
        for (field, problem) in limits.check(kind, draft) {
            wrong.push((field, problem.into()));
        }
        let mut note = |field: Field, problem: TextProblem| {
            if !wrong.iter().any(|(known, _)| *known == field) {
                wrong.push((field, problem.into()));
            }
        };
        let title = Title::parse(&draft.title)
            .inspect_err(|why| note("title", *why))
            .ok();
        let body = Body::parse(&draft.body)
            .inspect_err(|why| note("body", *why))
            .ok();
        let demand = Note::parse_optional(&draft.demand)
            .inspect_err(|why| note("demand", *why))
            .ok()
            .flatten();
        let place = Place::parse_optional(&draft.place)
            .inspect_err(|why| note("place", *why))
            .ok()
            .flatten();
        let remark = Note::parse_optional(&draft.remark)
            .inspect_err(|why| note("remark", *why))
            .ok()
            .flatten();
        let pen_name =
            PenName::parse_optional(&draft.pen_name).inspect_err(|why| note("pen_name", *why));
        let pen_name = pen_name.ok().flatten();
        // The name stands under the message as it is: nobody hides a number in it.
        let own = pen_name.as_ref().map_or("", PenName::as_str);
        if let Some(piece) = hanzi::personal::find(own).first() {
            wrong.push(("pen_name", Problem::Personal(piece.kind)));
        }
        let (Some(title), Some(body), true) = (title, body, wrong.is_empty()) else {
            return Err(Refusal::Form(wrong));
        };
        Ok(Written {
            pen_name,
            title: self.content(fields::TITLE, title),
            body: self.content(fields::BODY, body),
            demand: demand.map(|text| self.content(fields::DEMAND, text)),
            place: place.map(|text| self.content(fields::PLACE, text)),
            remark: remark.map(|text| self.content(fields::REMARK, text)),
        })
    }

    fn new_message(
        &self,
        id: MessageId,
        writer: PersonId,
        submission: &Submission,
        written: &Written,
        office: &Office,
        now: Timestamp,
    ) -> Message {
        let screen_by = self.rules.due(now, self.rules.terms.screen);
        let choices = &submission.choices;
        Message {
            id,
            number: None,
            writer: Some(writer),
            pen_name: written
                .pen_name
                .as_ref()
                .map_or_else(String::new, |name| name.as_str().to_owned()),
            office: office.id,
            region: office.region.clone(),
            kind: submission.kind,
            domain: submission.domain.clone(),
            subdomain: submission.subdomain.clone(),
            visibility: choices.visibility,
            identity_open: choices.identity_open,
            hide_place: choices.hide_place,
            concerns: submission.concerns,
            concerns_conduct: submission.concerns.is_some() && submission.concerns_conduct,
            texts: written.ids(),
            stage: Stage::Submitted {
                screen_by,
                late: false,
                not_by: None,
                appealed: false,
            },
            clock: None,
            counts: Counts::default(),
            co_units: Vec::new(),
            supports: 0,
            rated: None,
            outcome: None,
            events: 1,
            last_at: now,
            created_at: now,
            published_at: None,
            replied_at: None,
            erased_at: None,
            imported: false,
            age: submission.choices.age,
        }
    }

    /// The writer changes the texts until they are screened.
    pub async fn edit(
        &self,
        actor: &Actor,
        id: MessageId,
        draft: &Draft,
    ) -> Result<Message, Refusal> {
        self.rewrite(actor, Verb::Edit, id, draft).await
    }

    /// The writer writes a declined message anew.
    pub async fn amend(
        &self,
        actor: &Actor,
        id: MessageId,
        draft: &Draft,
    ) -> Result<Message, Refusal> {
        self.rewrite(actor, Verb::Amend, id, draft).await
    }

    async fn rewrite(
        &self,
        actor: &Actor,
        verb: Verb,
        id: MessageId,
        draft: &Draft,
    ) -> Result<Message, Refusal> {
        let kind = self
            .db
            .read(async |tx| messages::by_id(tx, id).await)
            .await?
            .ok_or(Refusal::NotFound)?
            .kind;
        let written = self.written(&self.limits, kind, draft)?;
        let word = written.danger();
        self.act(actor, verb, id, async |tx, message, now| {
            let event = if verb == Verb::Edit {
                message.edit(now)?;
                Event::Edited
            } else {
                message.amend(now, &self.rules)?;
                Event::Amended
            };
            message.texts = written.ids();
            if let Some(pen_name) = &written.pen_name {
                pen_name.as_str().clone_into(&mut message.pen_name);
            }
            let key = contents::key(tx, &self.vault, id).await?;
            written.add(tx, &key, message).await?;
            self.watch(tx, message, actor, word, now).await?;
            Ok(event)
        })
        .await
    }

    /// The writer changes a picture's “do not publish”, or removes it, until the message is screened.
    pub async fn change_picture(
        &self,
        actor: &Actor,
        id: MessageId,
        picture: PictureId,
        hidden: Option<bool>,
    ) -> Result<Message, Refusal> {
        let before = self
            .db
            .read(async |tx| pictures::by_id(tx, picture).await)
            .await?
            .filter(|picture| picture.message == id)
            .ok_or(Refusal::NotFound)?;
        let blobs = vec![before.blob.clone(), before.thumb.clone()];
        let scrub = Job::Scrub {
            erased: None,
            blobs: blobs.clone(),
        };
        let scrub_id = self.ids.next(self.clock.now());
        let message = self
            .act(actor, Verb::Edit, id, async |tx, message, now| {
                message.edit(now)?;
                if let Some(hidden) = hidden {
                    pictures::hide(tx, id, picture, hidden).await?;
                } else {
                    pictures::remove(tx, &before).await?;
                    scrub.push(tx, scrub_id, now).await?;
                }
                Ok(Event::Edited)
            })
            .await?;
        if hidden.is_none() {
            self.remove_blobs(blobs).await?;
        }
        Ok(message)
    }
}
