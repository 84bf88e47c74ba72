//! The pages of the way, each rendered with everything that was typed.

use super::letter::Letter;
use super::seen::Seen;
use super::step::{Course, Step};
use super::whom::{self, Suggested};
use crate::ledger::receipt::Entered;
use crate::limits::proof;
use crate::me;
use crate::oops;
use crate::page::{Page, Wrong, keep_for_back, show_with};
use crate::places::{PlaceChoice, place_choices};
use crate::rows::RowView;
use crate::sign_in::phone::{Unsent, Waiting};
use crate::tell::{Answer, status};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::messages::Receipt;
use app::reference::Reference;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::form::{Age, FormLimits};
use domain::ids::{OfficeId, UnitId};
use domain::office::{Office, Unit};
use domain::permission::Forbidden;
use domain::screening::{Kind, Visibility};
use domain::taxonomy::Domain;
use jiff::civil::Date;

/// What stands above a page: what went wrong, and what to do.
pub struct Notice {
    heading: String,
    advice: String,
}

/// What every page of the way has. Templates call it `w`.
pub struct Way {
    course: Course,
    step: Step,
    letter: Letter,
    carried: Vec<(&'static str, String)>,
    notice: Option<Notice>,
}

impl Way {
    /// Whether this page asks for a field.
    fn asks(&self, field: &str) -> bool {
        self.course.fields(self.step).contains(&field)
    }

    /// 3 of 5.
    fn number(&self) -> usize {
        self.course.number(self.step)
    }

    fn back(&self) -> Option<&'static str> {
        self.course.back(self.step).map(Step::code)
    }

    /// The page to which one goes to change a field, where it has one.
    fn page_of(&self, field: &str) -> &'static str {
        self.course.of_field(field).code()
    }
}

/// The page that is shown next.
pub struct Turn {
    step: Step,
    wrong: Wrong,
    notice: Option<Notice>,
    status: StatusCode,
    pictures: Vec<(usize, String)>,
    nonce: String,
    phone: String,
    tail: String,
    unsent: Option<Unsent>,
    similar: Vec<RowView>,
}

impl Turn {
    /// A page, with nothing wrong.
    pub fn to(step: Step) -> Self {
        Self {
            step,
            wrong: Wrong::default(),
            notice: None,
            status: StatusCode::OK,
            pictures: Vec::new(),
            nonce: String::new(),
            phone: String::new(),
            tail: String::new(),
            unsent: None,
            similar: Vec::new(),
        }
    }

    /// A page that says why it comes back.
    pub fn refused(web: &Web, viewer: &Viewer, step: Step, refusal: Refusal) -> Self {
        let mut turn = Self::to(step);
        turn.status = status(&refusal);
        match refusal {
            Refusal::Form(wrong) => turn.wrong = Wrong(wrong),
            other => {
                if let Refusal::Store(why) = &other {
                    tracing::error!(%why, "a message was not taken");
                }
                turn.notice = Some(Notice::of(web, viewer, &other));
            }
        }
        turn
    }

    /// The pictures that were not taken, by their place in the form.
    pub fn with_pictures(mut self, wrong: Vec<(usize, String)>) -> Self {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self.pictures = wrong;
        self
    }

    /// The same form once more.
    pub fn with_nonce(mut self, nonce: String) -> Self {
        self.nonce = nonce;
        self
    }

    /// What others wrote that may be the same.
    pub fn with_similar(mut self, rows: Vec<RowView>) -> Self {
        self.similar = rows;
        self
    }

    /// The phone as typed.
    pub fn with_phone(mut self, phone: String) -> Self {
        self.phone = phone;
        self
    }

    /// Where a code has been sent.
    pub fn sent_to(mut self, waiting: &Waiting) -> Self {
        self.tail.clone_from(&waiting.tail);
        self.unsent = Unsent::of(waiting.fate);
        self
    }

    /// Renders the page, or the one that has to come before it.
    pub async fn show(mut self, web: &Web, viewer: &Viewer, letter: &Letter) -> Answer<Response> {
        if viewer.is_staff() {
            return Ok(staff(web, viewer));
        }
        if viewer.is_citizen() && matches!(self.step, Step::Phone | Step::Code) {
            self.step = Step::Sight;
        }
        if self.step == Step::Similar && self.similar.is_empty() {
            self.step = course_of(viewer).told();
        }
        if self.step == Step::Check {
            self.first_wrong(web, course_of(viewer), letter);
        }
        if self.step.needs_writer() && !viewer.is_citizen() {
            self.step = Step::Phone;
        }
        let page = self.render(web, viewer, letter).await?;
        Ok(keep_for_back(page))
    }

    /// Nobody comes to the last page past a wrong one.
    fn first_wrong(&mut self, web: &Web, course: Course, letter: &Letter) {
        for step in course.asking() {
            if let Err(Refusal::Form(wrong)) = letter.check(web, course, step) {
                self.step = step;
                self.wrong = Wrong(wrong);
                self.status = StatusCode::UNPROCESSABLE_ENTITY;
                return;
            }
        }
    }

    async fn render(self, web: &Web, viewer: &Viewer, letter: &Letter) -> Answer<Response> {
        let step = self.step;
        let status = self.status;
        let p = Page::new(web, viewer, "", title(step)).with_primary();
        let f = self.wrong;
        let course = course_of(viewer);
        let w = Way {
            course,
            step,
            letter: letter.clone(),
            carried: letter.carried(course, step),
            notice: self.notice,
        };
        let reference = web.app.reference();
        Ok(match step {
            Step::Matter | Step::Topic => {
                let domains = reference.domains.clone();
                let is_manned = !web.app.on_duty().await?.is_empty();
                show_with(
                    status,
                    &Matter {
                        p,
                        f,
                        w,
                        domains,
                        is_manned,
                    },
                )
            }
            Step::Office => {
                let near = whom::near(&reference, letter);
                let suggested = whom::suggested(&p, &reference, letter, near.as_ref());
                let mut places = places(web, letter).await?;
                whom::take_out(&mut places, &suggested);
                let units = reference.units.iter().filter(|unit| unit.active);
                let units = units.cloned().collect();
                show_with(
                    status,
                    &Seats {
                        p,
                        f,
                        w,
                        near: place_choices(&reference, near.as_ref()),
                        suggested,
                        places,
                        units,
                    },
                )
            }
            Step::Text | Step::Title | Step::Demand | Step::Place => {
                let limits = web.app.limits.clone();
                show_with(status, &Text { p, f, w, limits })
            }
            Step::Similar => {
                let rows = self.similar;
                show_with(status, &Alike { p, f, w, rows })
            }
            Step::Phone => {
                let page = Phone {
                    p,
                    f,
                    w,
                    typed: self.phone,
                    puzzle: proof::of_form(web, viewer),
                };
                show_with(status, &page)
            }
            Step::Code => {
                let (tail, unsent) = (self.tail, self.unsent);
                let demo_file = web.options.demo.as_ref();
                let demo_file = demo_file.map(|demo| demo.sms_file.display().to_string());
                show_with(
                    status,
                    &Code {
                        p,
                        f,
                        w,
                        tail,
                        unsent,
                        demo_file,
                        minutes: app::sign_in::CODE_MINUTES,
                    },
                )
            }
            Step::Sight | Step::Identity => show_with(status, &Sight { p, f, w }),
            Step::Check => {
                let nonce = Some(self.nonce).filter(|nonce| super::is_nonce(nonce));
                let (domain, subdomain) = letter
                    .domain(&reference.domains)
                    .map(|(domain, sub)| (domain.name.clone(), sub))
                    .unwrap_or_default();
                let seen = Seen::of(&p, letter);
                let check = Check {
                    seen,
                    p,
                    f,
                    office: office_title(web, letter),
                    domain,
                    subdomain,
                    concerns: letter
                        .concerns
                        .and_then(|id| reference.unit(id).map(|unit| unit.name.clone())),
                    pictures: rows(web.app.limits.pictures, &self.pictures),
                    wrong_pictures: self.pictures.len(),
                    megabytes: web.app.limits.picture_bytes / (1024 * 1024),
                    nonce: nonce.unwrap_or_else(|| web.app.draw_nonce()),
                    w,
                };
                show_with(status, &check)
            }
        })
    }
}

impl Notice {
    /// What a refusal says here, where everything typed is still there.
    fn of(web: &Web, viewer: &Viewer, refusal: &Refusal) -> Self {
        let p = Page::new(web, viewer, "", "write-check-title");
        let own = match refusal {
            Refusal::Forbidden(Forbidden::SignIn) => Some(("write-ended", "write-ended-advice")),
            Refusal::Stale => Some(("write-again", "write-again-advice")),
            Refusal::TooLarge => Some(("write-large", "write-large-advice")),
            _ => None,
        };
        let (heading, advice) = match own {
            Some((heading, advice)) => (p.t(heading), p.t(advice)),
            None => oops::explain(&p, refusal),
        };
        Self { heading, advice }
    }
}

fn title(step: Step) -> &'static str {
    match step {
        Step::Matter => "write-matter-title",
        Step::Topic => "write-topic-title",
        Step::Office => "write-office-title",
        Step::Text => "write-text-title",
        Step::Title => "write-headline-title",
        Step::Demand => "write-demand-title",
        Step::Place => "write-place-title",
        Step::Similar => "write-similar-title",
        Step::Phone => "write-phone-title",
        Step::Code => "write-code-title",
        Step::Sight => "write-sight-title",
        Step::Identity => "write-identity-title",
        Step::Check => "write-check-title",
    }
}

/// The way in the view that the writer has chosen.
pub fn course_of(viewer: &Viewer) -> Course {
    Course::of(viewer.view.elder)
}

/// The name that a writer's last message carried.
pub fn pen_name(viewer: &Viewer) -> String {
    if viewer.is_citizen() {
        viewer.name().to_owned()
    } else {
        String::new()
    }
}

/// The answer to a message that was taken. Its code is shown here, once, and is in no address.
pub fn receipt(web: &Web, viewer: &Viewer, letter: &Letter, receipt: &Receipt) -> Response {
    let key = if receipt.code.is_some() {
        "write-receipt-title"
    } else {
        "write-known-title"
    };
    let code = receipt.code.as_ref().map(ToString::to_string);
    let status = if code.is_some() {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let p = Page::new(web, viewer, "", key).with_primary();
    let page = Taken {
        entered: receipt.entered.map(|entered| Entered::new(&p, entered)),
        sealed: letter.visibility() == Visibility::Private,
        danger: receipt.danger,
        p,
        number: receipt.number.map(|number| number.to_string()),
        code,
        office: office_title(web, letter),
        about: letter.about,
        now: web.app.clock.now(),
        days: web.app.rules.terms.screen,
        address: me::address(receipt.number, receipt.id),
    };
    show_with(status, &page)
}

fn staff(web: &Web, viewer: &Viewer) -> Response {
    let p = Page::new(web, viewer, "", "write-staff-title");
    show_with(StatusCode::FORBIDDEN, &Staff { p }).into_response()
}

fn office_title(web: &Web, letter: &Letter) -> String {
    let reference = web.app.reference();
    let office = letter.office.and_then(|id| reference.office(id));
    office.map_or_else(String::new, |office| office.title.clone())
}

/// Seats of one place.
pub(super) struct Place {
    name: Option<String>,
    level: &'static str,
    open: bool,
    pub(super) seats: Vec<Seat>,
}

/// A seat to choose.
pub(super) struct Seat {
    pub(super) id: OfficeId,
    title: String,
    holder: Option<String>,
    intro: String,
    takes: bool,
    chosen: bool,
}

impl Seat {
    pub(super) fn new(
        reference: &Reference,
        letter: &Letter,
        office: &Office,
        today: Date,
    ) -> Self {
        let holder = reference.holder_on(office.id, today);
        Self {
            id: office.id,
            title: office.title.clone(),
            holder: holder.map(|holder| holder.name.clone()),
            intro: office.intro.clone(),
            takes: letter.kind.is_none_or(|kind| office.takes(kind)),
            chosen: letter.office == Some(office.id),
        }
    }
}

/// More places than these are folded, but for the one with the seat that was chosen.
const PLACES_OPEN: usize = 3;

async fn places(web: &Web, letter: &Letter) -> Answer<Vec<Place>> {
    let reference = web.app.reference();
    let today = web.app.rules.calendar.date(web.app.clock.now());
    let places = web.app.addressees().await?;
    let few = places.len() <= PLACES_OPEN;
    let shown = places
        .into_iter()
        .enumerate()
        .map(|(index, (region, offices))| {
            let level = offices.first().map_or("", |office| office.level.code());
            let seats: Vec<Seat> = offices
                .iter()
                .map(|office| Seat::new(&reference, letter, office, today))
                .collect();
            Place {
                name: region.map(|region| region.name),
                level,
                open: few || index == 0 || seats.iter().any(|seat| seat.chosen),
                seats,
            }
        });
    Ok(shown.collect())
}

/// The rows of the picture form: each with what is wrong with it.
fn rows(max: usize, wrong: &[(usize, String)]) -> Vec<Option<String>> {
    let why = |place| {
        let found = wrong.iter().find(|(known, _)| *known == place);
        found.map(|(_, why)| why.clone())
    };
    (0..max).map(why).collect()
}

#[derive(Template)]
#[template(path = "write/matter.html")]
struct Matter {
    p: Page,
    f: Wrong,
    w: Way,
    domains: Vec<Domain>,
    /// Somebody is on duty.
    is_manned: bool,
}

#[derive(Template)]
#[template(path = "write/office.html")]
struct Seats {
    p: Page,
    f: Wrong,
    w: Way,
    /// Where the matter may be.
    near: Vec<PlaceChoice>,
    suggested: Vec<Suggested>,
    places: Vec<Place>,
    units: Vec<Unit>,
}

impl Seats {
    fn kind(&self) -> &'static str {
        self.w.letter.kind.map_or("", Kind::code)
    }

    /// The first seat that can be chosen, to which a list of what is wrong leads.
    fn is_first(&self, seat: &Seat) -> bool {
        let suggested = self.suggested.iter().map(|suggested| &suggested.seat);
        let others = self.places.iter().flat_map(|place| &place.seats);
        let mut seats = suggested.chain(others);
        seats.find(|seat| seat.takes).map(|seat| seat.id) == Some(seat.id)
    }

    fn concerns(&self, unit: UnitId) -> bool {
        self.w.letter.concerns == Some(unit)
    }
}

#[derive(Template)]
#[template(path = "write/text.html")]
struct Text {
    p: Page,
    f: Wrong,
    w: Way,
    limits: FormLimits,
}

#[derive(Template)]
#[template(path = "write/similar.html")]
struct Alike {
    p: Page,
    f: Wrong,
    w: Way,
    rows: Vec<RowView>,
}

#[derive(Template)]
#[template(path = "write/phone.html")]
struct Phone {
    p: Page,
    f: Wrong,
    w: Way,
    typed: String,
    puzzle: Option<String>,
}

#[derive(Template)]
#[template(path = "write/code.html")]
struct Code {
    p: Page,
    f: Wrong,
    w: Way,
    tail: String,
    /// The code has not gone out.
    unsent: Option<Unsent>,
    demo_file: Option<String>,
    minutes: u32,
}

#[derive(Template)]
#[template(path = "write/sight.html")]
struct Sight {
    p: Page,
    f: Wrong,
    w: Way,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand over references"
)]
impl Sight {
    fn chosen(&self, visibility: &Visibility) -> bool {
        self.w.letter.visibility() == *visibility
    }
}

#[derive(Template)]
#[template(path = "write/check.html")]
struct Check {
    seen: Seen,
    p: Page,
    f: Wrong,
    w: Way,
    office: String,
    domain: String,
    subdomain: Option<String>,
    concerns: Option<String>,
    pictures: Vec<Option<String>>,
    wrong_pictures: usize,
    megabytes: usize,
    nonce: String,
}

#[derive(Template)]
#[template(path = "write/receipt.html")]
struct Taken {
    /// A life may be in danger: the hotlines come first.
    danger: bool,
    p: Page,
    number: Option<String>,
    code: Option<String>,
    office: String,
    about: bool,
    now: domain::Timestamp,
    days: u32,
    address: String,
    /// Where the public log holds it; none: not yet.
    entered: Option<Entered>,
    sealed: bool,
}

#[derive(Template)]
#[template(path = "write/staff.html")]
struct Staff {
    p: Page,
}
