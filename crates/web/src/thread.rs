//! A message with its thread, ready for templates: stage bar, article, facts, events.
//!
//! Every page that shows a message — the public one, the writer's, the desk's — builds a [`ThreadView`] from what
//! `App::thread` lets this person see, calls it `th` beside `p`, and includes what it needs:
//!
//! ```text
//! {% include "thread/bar.html" %}       the stage bar, below the h1
//! {% include "thread/article.html" %}   text, demand, place, pictures, pen name; the writing itself where words
//!                                       were taken out and the hidden remark, for those who may read them
//! {% include "thread/facts.html" %}     a card for the aside: number, units, due day, what went wrong
//! {% include "thread/events.html" %}    the section with the events and what is awaited next
//! ```
//!
//! `th.title` is the published title and `th.chips` say where it stands; `article` begins without a heading, `facts`
//! and `events` have an h2 each (`id="facts"`, `id="thread"`). The view shows nothing that is not in the `Thread`
//! and no text below [`Sight::Public`](domain::sight::Sight).

mod bar;
mod happened;

pub(crate) use bar::Step;
pub(crate) use happened::{Awaited, Happened, outcome_word};

use crate::page::Page;
use crate::rows::{Chip, supports, topic};
use app::messages::{Texts, Thread};
use domain::deadline::Extension;
use domain::event::Event;
use domain::ids::{OfficeId, PictureId};
use domain::stage::Stage;

/// A message with its thread, ready for templates.
#[derive(Clone, Debug)]
pub(crate) struct ThreadView {
    /// The published title; none once it was erased, or where only the progress may be seen.
    pub title: Option<String>,
    /// The public number.
    pub number: Option<String>,
    /// 投诉 · 环保 · 水污染
    pub topic: String,
    /// The seat.
    pub office: OfficeId,
    /// 云川市市长
    pub office_title: String,
    /// 现任 陈明远, or 时任 … once there is a successor.
    pub holder: Option<String>,
    /// 118 人也遇到
    pub supports: Option<String>,
    /// Where it stands, and what went wrong.
    pub chips: Vec<Chip>,
    /// When it was received, for `<time datetime>`.
    pub iso: String,
    /// When it was received: day and minute.
    pub received: String,
    /// Came from an archive.
    pub imported: bool,
    /// The day on which the writer had the texts erased.
    pub erased: Option<String>,
    /// The stage bar.
    pub steps: Vec<Step>,
    /// The pen name, or 匿名.
    pub writer: String,
    /// What the writer tells; none where only the progress may be seen or it was erased.
    pub text: Option<Article>,
    /// Pictures that this person may see; true: not public.
    pub pictures: Vec<(PictureId, bool)>,
    /// Pictures that this person may not see.
    pub hidden_pictures: usize,
    /// What matters at a glance.
    pub facts: Vec<Fact>,
    /// What happened.
    pub happened: Vec<Happened>,
    /// What is awaited next.
    pub awaited: Option<Awaited>,
}

/// The texts of a message.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    /// As published.
    pub body: String,
    /// 诉求
    pub demand: Option<String>,
    /// 地点
    pub place: Option<String>,
    /// 不公开备注, for those who may read it.
    pub remark: Option<String>,
    /// Title and text as written, where words were taken out, for those who may read them.
    pub written: Option<Written>,
}

/// What the writer wrote, where the public reads less.
#[derive(Clone, Debug)]
pub struct Written {
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// 诉求, where words were taken out of it.
    pub demand: Option<String>,
}

/// One line of the facts.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// 应回复日
    pub label: String,
    /// 11 月 23 日 · 逾期
    pub value: String,
    /// It hurts.
    pub late: bool,
}

impl ThreadView {
    /// Makes the view of a message for the page that shows it.
    pub(crate) fn new(p: &Page, thread: &Thread) -> Self {
        let message = &thread.message;
        let title = thread.texts.as_ref().map(|texts| texts.title.clone());
        Self {
            title: title.filter(|title| !title.is_empty()),
            number: message.number.map(|number| number.to_string()),
            topic: topic(
                p,
                message.kind,
                &thread.domain,
                message.subdomain.as_deref(),
            ),
            office: thread.office.id,
            office_title: thread.office.title.clone(),
            holder: holder(p, thread),
            supports: supports(p, message),
            chips: Chip::all_of(p, message),
            iso: p.iso(&message.created_at),
            received: p.moment(&message.created_at),
            imported: message.imported,
            erased: message.erased_at.map(|at| p.day(&at)),
            steps: bar::steps(p, thread),
            writer: if message.pen_name.is_empty() {
                p.t("thread-anonymous")
            } else {
                message.pen_name.clone()
            },
            text: article(thread),
            pictures: thread.pictures.clone(),
            hidden_pictures: thread.hidden_pictures,
            facts: facts(p, thread),
            happened: happened::happened(p, thread),
            awaited: happened::awaited(p, thread),
        }
    }
}

/// Who held the seat then: 现任 while the same person does, 时任 once somebody else does.
fn holder(p: &Page, thread: &Thread) -> Option<String> {
    let then = thread.holder_then.as_ref()?;
    let now = thread.holder_now.as_ref();
    let same = now.is_some_and(|now| now.name == then.name && now.since == then.since);
    let key = if same {
        "thread-holder-now"
    } else {
        "thread-holder-then"
    };
    Some(p.tt(key, &then.name))
}

fn article(thread: &Thread) -> Option<Article> {
    let texts = thread
        .texts
        .as_ref()
        .filter(|texts| !texts.body.is_empty())?;
    let Texts {
        written_title,
        written_body,
        written_demand,
        ..
    } = texts;
    let is_masked = written_title.is_some() || written_body.is_some() || written_demand.is_some();
    let written = is_masked.then(|| Written {
        title: written_title.as_ref().unwrap_or(&texts.title).clone(),
        body: written_body.as_ref().unwrap_or(&texts.body).clone(),
        demand: written_demand.clone(),
    });
    Some(Article {
        body: texts.body.clone(),
        demand: texts.demand.clone(),
        place: texts.place.clone(),
        remark: texts.remark.clone(),
        written,
    })
}

fn facts(p: &Page, thread: &Thread) -> Vec<Fact> {
    let message = &thread.message;
    let plain = |key: &str, value: String| Fact {
        label: p.t(key),
        value,
        late: false,
    };
    let bad = |key: &str, count: u32| Fact {
        label: p.t(key),
        value: p.tn("thread-times", count),
        late: true,
    };
    let mut facts = Vec::new();
    facts.extend(
        message
            .number
            .map(|number| plain("thread-number", number.to_string())),
    );
    if !thread.places.is_empty() {
        let places: Vec<_> = thread
            .places
            .iter()
            .map(|place| place.name.as_str())
            .collect();
        facts.push(plain("thread-region", places.join(" ")));
    }
    facts.extend(units(p, thread).map(|units| plain("thread-units", units)));
    facts.extend(due(p, thread));
    let counts = message.counts;
    for (key, count) in [
        ("thread-returns", counts.returns),
        ("thread-hand-overs", counts.hand_overs),
        ("thread-reopenings", counts.reopenings),
    ] {
        if count > 0 {
            facts.push(bad(key, count));
        }
    }
    if counts.follow_ups > 0 {
        facts.push(plain(
            "thread-follow-ups",
            p.tn("thread-times", counts.follow_ups),
        ));
    }
    facts.extend(outcome_and_ratings(p, thread));
    facts
}

/// 市生态环境局（主办）、市水务局（协办）
fn units(p: &Page, thread: &Thread) -> Option<String> {
    let message = &thread.message;
    let main = message
        .stage
        .unit()
        .map(|unit| p.tt("thread-main-unit", thread.unit(unit)));
    let helping = message
        .co_units
        .iter()
        .map(|unit| p.tt("thread-co-unit", thread.unit(*unit)));
    let all: Vec<_> = main.into_iter().chain(helping).collect();
    if !all.is_empty() {
        return Some(all.join(&p.t("thread-list-comma")));
    }
    matches!(message.stage, Stage::Open { .. }).then(|| p.t("thread-no-unit"))
}

fn due(p: &Page, thread: &Thread) -> Vec<Fact> {
    let Some(clock) = &thread.message.clock else {
        return Vec::new();
    };
    // The first reply, or that there is none, says whether the due day was kept; what was asked again has its own.
    let first = thread.entries.iter().find_map(|entry| match entry.event {
        Event::ReplyPublished { on_time, .. } => Some(!on_time),
        _ => None,
    });
    let overdue = thread.message.overdue();
    let late = first.unwrap_or(overdue);
    let day = p.day(&clock.due);
    let mut facts = vec![Fact {
        label: p.t("thread-due"),
        value: if late {
            p.tt("thread-due-late", day)
        } else {
            day
        },
        late,
    }];
    if let Extension::Granted { days } = clock.extension {
        facts.push(Fact {
            label: p.t("thread-extension"),
            value: p.tn("thread-days", days),
            late: false,
        });
    }
    if let Some(again) = clock.answer_again_by {
        facts.push(Fact {
            label: p.t(if thread.message.counts.asked_again {
                "thread-again-asked"
            } else {
                "thread-again"
            }),
            value: p.tt("thread-until", p.day(&again)),
            late: p.is_past(&again),
        });
    }
    if overdue && !late {
        facts.push(Fact {
            label: p.t("thread-again-late"),
            value: p.t("thread-late"),
            late: true,
        });
    }
    facts
}

/// What the unit says came of it, and the writer's first and latest word.
fn outcome_and_ratings(p: &Page, thread: &Thread) -> Vec<Fact> {
    let outcome = thread.message.outcome.map(|outcome| Fact {
        label: p.t("thread-outcome"),
        value: outcome_word(p, outcome),
        late: false,
    });
    let ratings: Vec<_> = thread
        .entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Rated { .. }))
        .filter_map(|entry| entry.rating.as_ref()?.settled)
        .collect();
    let said = |key: &str, settled: domain::rating::Settled| Fact {
        label: p.t(key),
        value: p.code("settled", settled),
        late: false,
    };
    let said = match ratings.as_slice() {
        [] => Vec::new(),
        [only] => vec![said("thread-rated-once", *only)],
        [first, .., latest] => vec![
            said("thread-rated-first", *first),
            said("thread-rated-latest", *latest),
        ],
    };
    outcome.into_iter().chain(said).collect()
}
