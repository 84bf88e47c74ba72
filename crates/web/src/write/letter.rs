//! What the writer has chosen and written so far. Every page of the way carries all of it in its form.

use crate::posted::Posted;
use crate::web::Web;
use crate::write::step::{Course, Step, fields};
use app::messages::{NewPicture, Submission};
use app::{Problem, Refusal};
use domain::form::{Age, Choices, Draft, Field};
use domain::ids::{OfficeId, UnitId};
use domain::office::RegionCode;
use domain::screening::{Kind, Visibility};
use domain::taxonomy::{Domain, DomainSlug};

/// An unfinished message.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// What the writer wants.
    pub kind: Option<Kind>,
    /// `urban`, or `urban/道路` with the subdomain.
    pub domain: String,
    /// The seat.
    pub office: Option<OfficeId>,
    /// The matter is about the person in the seat.
    pub about: bool,
    /// 被反映单位
    pub concerns: Option<UnitId>,
    /// It is about conduct.
    pub conduct: bool,
    /// The texts as typed.
    pub draft: Draft,
    /// The place is not shown to the public.
    pub hide_place: bool,
    /// Who may read it.
    pub visibility: Option<Visibility>,
    /// The identity switch.
    pub identity: bool,
    /// A life is in danger now.
    pub danger: bool,
    /// How old the writer says they are.
    pub age: Option<Age>,
    /// Where it is, for those who ask whom to write to. It is not sent.
    pub near: Option<RegionCode>,
}

impl Letter {
    /// What a form sent. A choice that does not exist is no choice: its page asks again.
    pub fn read(posted: &Posted) -> Self {
        let text = |name| posted.text(name).to_owned();
        Self {
            kind: posted.parsed("kind"),
            domain: text("domain"),
            office: posted.parsed("office"),
            about: posted.ticked("about"),
            concerns: posted.parsed("concerns"),
            conduct: posted.ticked("conduct"),
            draft: Draft {
                title: text("title"),
                body: text("body"),
                demand: text("demand"),
                place: text("place"),
                remark: text("remark"),
                pen_name: text("pen_name"),
            },
            hide_place: posted.ticked("hide_place"),
            visibility: posted.parsed("visibility"),
            identity: posted.ticked("identity"),
            danger: posted.ticked("danger"),
            age: posted.parsed("age"),
            near: RegionCode::parse(posted.text("near")).ok(),
        }
    }

    /// The fields that the form of a page carries unseen: all that are not its own.
    pub fn carried(&self, course: Course, step: Step) -> Vec<(Field, String)> {
        let own = course.fields(step);
        let others = fields().filter(|field| !own.contains(field));
        others
            .map(|field| (field, self.value(field)))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    fn value(&self, field: &str) -> String {
        let ticked = |on: bool| if on { "1".to_owned() } else { String::new() };
        let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
        match field {
            "kind" => code(self.kind.map(Kind::code)),
            "domain" => self.domain.clone(),
            "office" => self.office.map(|id| id.to_string()).unwrap_or_default(),
            "about" => ticked(self.about),
            "concerns" => self.concerns.map(|id| id.to_string()).unwrap_or_default(),
            "conduct" => ticked(self.conduct),
            "title" => self.draft.title.clone(),
            "body" => self.draft.body.clone(),
            "demand" => self.draft.demand.clone(),
            "place" => self.draft.place.clone(),
            "remark" => self.draft.remark.clone(),
            "pen_name" => self.draft.pen_name.clone(),
            "hide_place" => ticked(self.hide_place),
            "visibility" => code(self.visibility.map(Visibility::code)),
            "identity" => ticked(self.identity),
            "danger" => ticked(self.danger),
            "age" => code(self.age.map(Age::code)),
            _ => String::new(),
        }
    }

    /// Whether this kind is chosen.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand over references"
    )]
    pub fn is_kind(&self, kind: &Kind) -> bool {
        self.kind == Some(*kind)
    }

    /// Whether it is a complaint, which says what is wanted and may name who is complained about.
    pub fn is_complaint(&self) -> bool {
        self.kind == Some(Kind::Complaint)
    }

    /// Whether this domain, with this subdomain or with none, is chosen.
    pub fn is_domain(&self, domain: &Domain, sub: Option<&str>) -> bool {
        match (self.domain.strip_prefix(domain.slug.as_str()), sub) {
            (Some(rest), None) => rest.is_empty(),
            (Some(rest), Some(sub)) => rest.strip_prefix('/') == Some(sub),
            (None, _) => false,
        }
    }

    /// Who may read it. Where the writer has not said, everyone, but of a minor nobody; a child is never read in public.
    pub fn visibility(&self) -> Visibility {
        let age = self.age();
        if age.is_child() {
            return Visibility::Private;
        }
        self.visibility.unwrap_or(age.default_visibility())
    }

    /// How old the writer is; grown up where they have not said.
    pub fn age(&self) -> Age {
        self.age.unwrap_or(Age::Adult)
    }

    /// A matter of wages: it can hardly be settled without knowing who is owed.
    pub fn needs_identity(&self) -> bool {
        self.domain == "employment/欠薪"
    }

    /// Slug and subdomain, where both exist.
    pub fn domain<'d>(&self, domains: &'d [Domain]) -> Option<(&'d Domain, Option<String>)> {
        let (slug, sub) = match self.domain.split_once('/') {
            Some((slug, sub)) => (slug, Some(sub.to_owned())),
            None => (self.domain.as_str(), None),
        };
        let domain = domains.iter().find(|domain| domain.slug.as_str() == slug)?;
        let known = sub
            .as_ref()
            .is_none_or(|sub| domain.subdomains.contains(sub));
        known.then_some((domain, sub))
    }

    /// Everything that is wrong with one page of it.
    pub fn check(&self, web: &Web, course: Course, step: Step) -> Result<(), Refusal> {
        let mut wrong = match step {
            Step::Matter | Step::Topic => self.wrong_matter(web),
            Step::Office => self.wrong_office(web),
            step if step.is_of_texts() => {
                let kind = self.kind.unwrap_or(Kind::Help);
                match web.app.check_draft(kind, &self.draft) {
                    Err(Refusal::Form(wrong)) => wrong,
                    other => return other,
                }
            }
            _ => Vec::new(),
        };
        wrong.retain(|(field, _)| course.fields(step).contains(field));
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Form(wrong))
        }
    }

    fn wrong_matter(&self, web: &Web) -> Vec<(Field, Problem)> {
        let mut wrong = Vec::new();
        if self.kind.is_none() {
            wrong.push(("kind", Problem::Choose));
        }
        if self.domain(&web.app.reference().domains).is_none() {
            wrong.push(("domain", Problem::Choose));
        }
        wrong
    }

    fn wrong_office(&self, web: &Web) -> Vec<(Field, Problem)> {
        let reference = web.app.reference();
        let mut wrong = Vec::new();
        let office = self.office.and_then(|id| reference.office(id));
        match (office.filter(|office| office.open), self.kind) {
            (None, _) => wrong.push(("office", Problem::Choose)),
            (Some(office), Some(kind)) if !office.takes(kind) => {
                wrong.push(("office", Problem::NotTaken));
            }
            _ => {}
        }
        let unit = self.concerns.map(|id| reference.unit(id));
        if unit.is_some_and(|unit| unit.is_none()) {
            wrong.push(("concerns", Problem::Unknown));
        }
        wrong
    }

    /// What is sent, once every page of it has been checked.
    pub fn submission(
        &self,
        web: &Web,
        pictures: Vec<NewPicture>,
        nonce: String,
    ) -> Result<Submission, Refusal> {
        let choose = |field| Refusal::field(field, Problem::Choose);
        let reference = web.app.reference();
        let (domain, subdomain) = self
            .domain(&reference.domains)
            .map(|(domain, sub)| -> (DomainSlug, _) { (domain.slug.clone(), sub) })
            .ok_or_else(|| choose("domain"))?;
        let concerns = self.concerns.filter(|_unit| self.is_complaint());
        Ok(Submission {
            office: self.office.ok_or_else(|| choose("office"))?,
            kind: self.kind.ok_or_else(|| choose("kind"))?,
            domain,
            subdomain,
            draft: self.draft.clone(),
            choices: Choices {
                visibility: self.visibility(),
                identity_open: self.identity,
                hide_place: self.hide_place,
                about_addressee: self.about,
                danger: self.danger,
                age: self.age(),
            },
            concerns,
            concerns_conduct: concerns.is_some() && self.conduct,
            pictures,
            nonce,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &str = "kind=complaint&domain=urban/%E9%81%93%E8%B7%AF&office=7&about=1&concerns=3&conduct=1&title=a&body=b%0D%0Ac\
        &demand=d&place=e&hide_place=1&remark=f&pen_name=g&visibility=private&identity=1&danger=1&age=minor";

    #[test]
    fn every_field_is_on_its_own_page_or_carried() {
        let letter = Letter::read(&Posted::from_query(Some(ALL)));
        for course in [Course::of(false), Course::of(true)] {
            for step in course.asking() {
                let own = course.fields(step).len();
                assert!(own > 0);
                let carried = letter.carried(course, step).len();
                assert_eq!(carried + own, fields().count(), "{step:?}");
            }
        }
        let carried = letter.carried(Course::of(false), Step::Check);
        assert_eq!(carried.len(), fields().count());
        assert!(carried.contains(&("body", "b\r\nc".to_owned())));
    }

    #[test]
    fn a_domain_is_known_with_its_subdomain_or_not_at_all() {
        let urban = Domain {
            slug: DomainSlug::parse("urban").unwrap(),
            name: "城建".into(),
            subdomains: vec!["道路".into()],
        };
        let known = |domain: &str| {
            let letter = Letter {
                domain: domain.to_owned(),
                ..Letter::default()
            };
            letter
                .domain(std::slice::from_ref(&urban))
                .map(|(_, sub)| sub)
        };
        assert_eq!(known("urban"), Some(None));
        assert_eq!(known("urban/道路"), Some(Some("道路".into())));
        assert_eq!(known("urban/停车"), None);
        assert_eq!(known(""), None);
    }

    #[test]
    fn what_does_not_exist_is_not_chosen() {
        let letter = Letter::read(&Posted::from_query(Some("kind=rant&office=x&visibility=")));
        assert_eq!((letter.kind, letter.office), (None, None));
        assert_eq!(letter.visibility(), Visibility::Public);
    }
}
