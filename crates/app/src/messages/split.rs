//! One matter, one message: an editor makes a message of its own of one of the matters of a letter.

use crate::board::App;
use crate::fields;
use crate::refusal::{Problem, Refusal};
use domain::actor::Actor;
use domain::event::Event;
use domain::form::{Draft, Field, FormLimits, Length};
use domain::ids::{ContentId, MessageId, Number, OfficeId};
use domain::message::{Message, Part};
use domain::screening::Kind;
use domain::taxonomy::DomainSlug;
use domain::verb::Verb;
use hanzi::is_excerpt;
use store::{Tx, contents, messages};

/// One matter of a letter. Its texts are the writer's own words: an editor leaves out, and writes the title only.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The seat that it goes to.
    pub office: OfficeId,
    /// What the writer wants.
    pub kind: Kind,
    /// What it is about.
    pub domain: DomainSlug,
    /// 标题, 正文, 诉求
    pub draft: Draft,
}

/// What the writer wrote, as one text: as it was written, and as it was published.
struct Letter {
    written: String,
    published: String,
    /// 地点
    place: Option<String>,
}

impl Letter {
    async fn of(tx: &mut Tx, message: &Message) -> Result<Self, Refusal> {
        let texts = &message.texts;
        let written = [
            Some(texts.title),
            Some(texts.body),
            texts.demand,
            texts.place,
        ];
        let published = [
            texts.public_title.or(Some(texts.title)),
            texts.public_body.or(Some(texts.body)),
            texts.public_demand.or(texts.demand),
            texts.place,
        ];
        let all = written.into_iter().chain(published).flatten();
        let found = contents::texts(tx, all).await?;
        let joined = |ids: [Option<ContentId>; 4]| {
            let there = ids.into_iter().flatten().filter_map(|id| found.get(&id));
            there.map(String::as_str).collect::<Vec<_>>().join("\n")
        };
        Ok(Self {
            written: joined(written),
            published: joined(published),
            place: texts.place.and_then(|id| found.get(&id).cloned()),
        })
    }

    /// Refuses words under the writer's name that the writer did not write.
    fn holds(&self, draft: &Draft) -> Result<(), Refusal> {
        let texts: [(Field, &str); 2] = [("body", &draft.body), ("demand", &draft.demand)];
        let says_something = draft.body.chars().any(char::is_alphanumeric);
        let foreign = texts.into_iter().filter(|(field, text)| {
            let is_own = is_excerpt(text, &self.written) || is_excerpt(text, &self.published);
            !is_own || (*field == "body" && !says_something)
        });
        let wrong: Vec<_> = foreign
            .map(|(field, _)| (field, Problem::NotWritten))
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Form(wrong))
        }
    }
}

/// One matter of several may have taken a sentence.
fn shorter(limits: &FormLimits) -> FormLimits {
    let from_one = |length: Length| Length { min: 1, ..length };
    FormLimits {
        body: from_one(limits.body),
        demand: from_one(limits.demand),
        ..limits.clone()
    }
}

impl App {
    /// Makes a message of its own of one matter, of the same writer, for the same readers, with the identity switch closed. It waits to be screened;
    /// each tells of the other. Pictures stay where they are. Gives its id, and its number once it has one.
    pub async fn split(
        &self,
        actor: &Actor,
        id: MessageId,
        matter: Matter,
    ) -> Result<(MessageId, Option<Number>), Refusal> {
        let office = self.open_office(matter.office)?;
        if self.reference().domain(&matter.domain).is_none() {
            return Err(Refusal::field("domain", Problem::Choose));
        }
        // Name and place are those of the letter; what is for staff alone stays with it.
        let draft = Draft {
            title: matter.draft.title,
            body: matter.draft.body,
            demand: matter.draft.demand,
            ..Draft::default()
        };
        let mut written = self.written(&shorter(&self.limits), matter.kind, &draft)?;
        let word = written.danger();
        let now = self.clock.now();
        let (into, first) = (self.ids.message(now), self.ids.event(now));
        let key = self.message_key(into);
        self.act(actor, Verb::Split, id, async |tx, message, now| {
            self.may_go_to(message, matter.kind, &office)?;
            let letter = Letter::of(tx, message).await?;
            letter.holds(&draft)?;
            written.place = letter.place.map(|place| self.content(fields::PLACE, place));
            let part = Part {
                id: into,
                office: office.id,
                region: office.region.clone(),
                kind: matter.kind,
                domain: matter.domain.clone(),
                texts: written.ids(),
            };
            let part = message.split(part, now, &self.rules)?;
            let begins = (first, actor.by(), &Event::SplitOff { from: id });
            messages::add(tx, &part, None, &key.sealed, &self.rules, begins).await?;
            written.add(tx, &key.key, &part).await?;
            self.watch(tx, &part, actor, word, now).await?;
            Ok(Event::Split { into })
        })
        .await?;
        self.touched.touch(into);
        Ok((into, self.number_of(into).await?))
    }
}
