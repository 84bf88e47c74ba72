//! Danger and pressure: the list and the page of those who look after them. Nobody else learns that there is any.

use super::asked::{Asked, Form};
use crate::page::{Page, Wrong, show, show_with};
use crate::posted::{Posted, Typed};
use crate::tell::{Answer, Failed};
use crate::thread::ThreadView;
use crate::viewer::Viewer;
use crate::web::Web;
use app::alerts::{AlertRow, AlertShown, StepShown};
use app::{Problem, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::alert::{AlertEnd, AlertKind};
use domain::ids::AlertId;
use domain::permission::Forbidden;
use domain::text::Note;

#[derive(Template)]
#[template(path = "desk/alerts.html")]
struct List {
    p: Page,
    open: Vec<Row>,
    ended: Vec<Row>,
    /// Whether anybody would be paged.
    is_manned: bool,
}

/// An alert in a list.
struct Row {
    href: String,
    kind: AlertKind,
    name: String,
    number: String,
    raised: String,
    due: String,
    iso: String,
    late: bool,
    state: String,
}

#[derive(Template)]
#[template(path = "desk/alert.html")]
struct One {
    p: Page,
    th: ThreadView,
    row: Row,
    id: AlertId,
    /// Where the message can be read by those whose work it is.
    message: Option<String>,
    steps: Vec<Told>,
    /// What this person can do now.
    takes: bool,
    acts: bool,
    reveals: bool,
    ends: &'static [AlertEnd],
    limit: usize,
    /// The number, in the answer to the form that asked for it.
    phone: Option<String>,
    typed: Posted,
    f: Wrong,
}

/// A step as it is told.
pub struct Told {
    /// For `<time datetime>`.
    pub iso: String,
    /// Day and minute.
    pub moment: String,
    /// What.
    pub heading: String,
    /// Who.
    pub who: String,
    /// What was said.
    pub text: Option<String>,
}

impl Told {
    /// A step in the words of the page.
    pub fn new(p: &Page, step: &StepShown) -> Self {
        let role = p.code("role", step.role);
        let code = step.code.as_deref().unwrap_or_default();
        let heading = p.code("alert-step", step.step);
        Self {
            iso: p.iso(&step.at),
            moment: p.moment(&step.at),
            heading: match step.step {
                domain::alert::AlertStep::Paged => p.tt("alert-paged", code),
                domain::alert::AlertStep::Ended => {
                    let end = p.code("alert-end", code);
                    p.tt("alert-ended-with", end)
                }
                _ => heading,
            },
            who: match &step.name {
                Some(name) => format!("{name} · {role}"),
                None => role,
            },
            text: step.text.clone().filter(|text| !text.is_empty()),
        }
    }
}

/// Refuses whoever is not of the staff.
fn is_staff(viewer: &Viewer) -> Result<(), Refusal> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    Ok(())
}

/// Everything that waits, and what ended lately.
pub async fn list(State(web): State<Web>, viewer: Viewer) -> Answer {
    is_staff(&viewer)?;
    let (open, ended) = web.app.alerts(&viewer.actor).await?;
    let p = Page::new(&web, &viewer, "desk", "alerts-title");
    let rows = |alerts: Vec<AlertRow>| alerts.iter().map(|row| Row::new(&p, row)).collect();
    Ok(show(&List {
        open: rows(open),
        ended: rows(ended),
        is_manned: !web.app.on_duty().await?.is_empty(),
        p,
    }))
}

impl Row {
    fn new(p: &Page, row: &AlertRow) -> Self {
        let alert = &row.alert;
        let state = match (alert.end, &row.taken) {
            (Some(end), _) => p.code("alert-end", end),
            (None, Some(name)) => p.tt("alert-taken-by", name),
            (None, None) => p.t("alert-untaken"),
        };
        Self {
            href: format!("/desk/alerts/{}", alert.id),
            kind: alert.kind,
            name: p.code("alert-kind", alert.kind),
            number: row
                .number
                .map_or_else(|| p.t("me-no-number"), |number| number.to_string()),
            raised: p.moment(&alert.raised_at),
            due: p.moment(&alert.due),
            iso: p.iso(&alert.due),
            late: alert.late,
            state,
        }
    }
}

/// One alert.
pub async fn page(State(web): State<Web>, viewer: Viewer, Path(id): Path<String>) -> Answer {
    is_staff(&viewer)?;
    let shown = web.app.alert(&viewer.actor, parsed(&id)?).await?;
    Ok(show(&one(&web, &viewer, &shown, None)))
}

fn parsed(id: &str) -> Result<AlertId, Refusal> {
    id.parse().map_err(|_unknown| Refusal::NotFound)
}

fn one(web: &Web, viewer: &Viewer, shown: &AlertShown, sent: Option<(Posted, Wrong)>) -> One {
    let mut p = Page::new(web, viewer, "desk", "alerts-title");
    p.title = p.code("alert-kind", shown.row.alert.kind);
    p.private = true;
    let alert = &shown.row.alert;
    let open = shown.minds && alert.is_open();
    let (typed, f) = sent.unwrap_or_default();
    let desk = app::App::has_desk(viewer.actor.role);
    let number = shown.row.number.filter(|_number| desk);
    One {
        th: ThreadView::new(&p, &shown.thread),
        row: Row::new(&p, &shown.row),
        id: alert.id,
        message: number.map(|number| format!("/desk/messages/{number}")),
        steps: shown.steps.iter().map(|step| Told::new(&p, step)).collect(),
        takes: open && alert.taken != viewer.actor.person,
        acts: open && alert.taken.is_some(),
        reveals: open && alert.taken.is_some() && alert.kind == AlertKind::Danger,
        ends: alert.kind.ends(),
        limit: web.app.limits.note.max,
        phone: None,
        typed,
        f,
        p,
    }
}

/// What a form of the page asks for.
enum Deed {
    Take,
    Note(Note),
    End(AlertEnd, Note),
    Reveal(Note),
}

/// Somebody looks after it.
pub async fn take(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    done(&web, &viewer, &id, typed, |_form, _web| Some(Deed::Take)).await
}

/// Writes down what was done.
pub async fn note(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    done(&web, &viewer, &id, typed, |form, web| {
        Some(Deed::Note(form.note("note", web.app.limits.note)?))
    })
    .await
}

/// Looks at how the writer is reached.
pub async fn reveal(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    done(&web, &viewer, &id, typed, |form, web| {
        Some(Deed::Reveal(form.note("reason", web.app.limits.note)?))
    })
    .await
}

/// Says what came of it.
pub async fn end(
    State(web): State<Web>,
    viewer: Viewer,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    done(&web, &viewer, &id, typed, |form, web| {
        let end = form.one::<AlertEnd>("end");
        let said = form.note("said", web.app.limits.note);
        let (end, said) = end.zip(said)?;
        Some(Deed::End(end, said))
    })
    .await
}

async fn done(
    web: &Web,
    viewer: &Viewer,
    id: &str,
    typed: Typed,
    read: impl FnOnce(&mut Form<'_>, &Web) -> Option<Deed>,
) -> Answer {
    is_staff(viewer)?;
    if !typed.own {
        return Err(Forbidden::NotYours.into());
    }
    let id = parsed(id)?;
    let mut form = Form::of(&typed.posted);
    let deed = read(&mut form, web);
    let asked = match form.done(deed) {
        Ok(deed) => act(web, viewer, id, deed).await,
        Err(wrong) => Err(wrong),
    };
    match asked {
        Ok(None) => Ok(Redirect::to(&format!("/desk/alerts/{id}")).into_response()),
        Ok(Some(phone)) => {
            let shown = web.app.alert(&viewer.actor, id).await?;
            let mut page = one(web, viewer, &shown, None);
            page.phone = Some(phone);
            Ok(show(&page))
        }
        Err(Refusal::Form(wrong)) => {
            let shown = web.app.alert(&viewer.actor, id).await?;
            let sent = (typed.posted, Wrong(wrong));
            let page = one(web, viewer, &shown, Some(sent));
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(Failed(other)),
    }
}

/// Does it, to the end even if the browser goes away. A number, where one was asked for.
async fn act(
    web: &Web,
    viewer: &Viewer,
    id: AlertId,
    deed: Deed,
) -> Result<Option<String>, Refusal> {
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    let doing = web.run(async move {
        match deed {
            Deed::Take => app.take_alert(&actor, id).await.map(|()| None),
            Deed::Note(text) => app.note_alert(&actor, id, &text).await.map(|()| None),
            Deed::End(end, text) => app.end_alert(&actor, id, end, &text).await.map(|()| None),
            Deed::Reveal(reason) => app.reveal_in_danger(&actor, id, &reason).await.map(Some),
        }
    });
    doing.await?
}

/// Somebody who works on the message sees that a life may be in danger.
pub async fn raise(asked: Asked) -> Answer {
    let mut form = asked.form();
    let note = form.note("note", asked.app().limits.note);
    let Ok(note) = form.done(note) else {
        return Err(Refusal::field("note", Problem::Choose).into());
    };
    let (app, actor, id) = (asked.app().clone(), asked.actor().clone(), asked.id);
    asked
        .web()
        .run(async move { app.raise_danger(&actor, id, note).await })
        .await??;
    Ok(asked.back("danger").into_response())
}
