//! `/write`: the way to a message, one thing a page. What was typed travels in the forms, so that nothing
//! is kept here and nothing is lost: neither on the way back nor when the session ends.

mod letter;
mod pages;
mod seen;
mod step;
mod whom;

use crate::page::Page;
use crate::posted::{Posted, Typed, with_pictures};
use crate::rows::RowView;
use crate::search;
use crate::sign_in::phone::{self, Waiting};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::NewPicture;
use app::{Problem, Refusal};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::permission::Forbidden;
use letter::Letter;
use pages::Turn;
use step::Step;

pub fn routes() -> Router<Web> {
    let no_form = || async { Redirect::to("/write") };
    Router::new().route("/write", get(begin).post(go_on)).route(
        "/write/submission",
        post(submit).get(no_form).layer(with_pictures()),
    )
}

async fn begin(
    State(web): State<Web>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let asked = Posted::from_query(query.as_deref());
    let mut letter = Letter::read(&asked);
    // What an address names must exist: a link that is wrong says so.
    let office = letter.office.and_then(|id| {
        let reference = web.app.reference();
        reference
            .office(id)
            .filter(|office| office.open)
            .map(|office| office.id)
    });
    if office.is_none() && !asked.text("office").is_empty() {
        return Err(Refusal::NotFound.into());
    }
    letter.draft.pen_name = pages::pen_name(&viewer);
    Turn::to(Step::Matter).show(&web, &viewer, &letter).await
}

/// Takes one page and shows the next, or the one that was asked for.
async fn go_on(
    State(web): State<Web>,
    viewer: Viewer,
    headers: HeaderMap,
    typed: Typed,
) -> Answer<Response> {
    let posted = &typed.posted;
    let letter = Letter::read(posted);
    let course = pages::course_of(&viewer);
    let from = course.named(posted.text("step")).unwrap_or(Step::Matter);
    if let Some(to) = course.named(posted.text("to")) {
        // The same form as before, where it comes back from a page that could not be sent.
        let turn = Turn::to(to).with_nonce(posted.text("nonce").to_owned());
        return turn.show(&web, &viewer, &letter).await;
    }
    if from.needs_writer() && !viewer.is_signed_in() {
        let ended = Forbidden::SignIn.into();
        return refused(&web, &viewer, &letter, Step::Phone, ended).await;
    }
    match from {
        Step::Phone => send_code(&web, &viewer, &letter, posted).await,
        Step::Code => enter_code(&web, &viewer, &headers, &letter, posted).await,
        _ => match letter.check(&web, course, from) {
            Ok(()) => {
                let next = course.next(from);
                let turn = match similar(&web, &viewer, &letter, from).await? {
                    rows if rows.is_empty() => Turn::to(next),
                    rows => Turn::to(Step::Similar).with_similar(rows),
                };
                turn.show(&web, &viewer, &letter).await
            }
            Err(refusal) => refused(&web, &viewer, &letter, from, refusal).await,
        },
    }
}

/// What others wrote that may be the same, once the matter is told.
async fn similar(
    web: &Web,
    viewer: &Viewer,
    letter: &Letter,
    from: Step,
) -> Result<Vec<RowView>, Refusal> {
    if from != pages::course_of(viewer).told() {
        return Ok(Vec::new());
    }
    let p = Page::new(web, viewer, "", "write-similar-title");
    let text = (letter.draft.title.as_str(), letter.draft.body.as_str());
    search::same_as(web, &p, text).await
}

async fn send_code(
    web: &Web,
    viewer: &Viewer,
    letter: &Letter,
    posted: &Posted,
) -> Answer<Response> {
    match phone::send_code(web, viewer, posted).await {
        Ok((waiting, cookie)) => {
            let turn = Turn::to(Step::Code).sent_to(&waiting);
            let page = turn.show(web, viewer, letter).await?;
            Ok(([cookie], page).into_response())
        }
        Err(refusal) => {
            let turn = Turn::refused(web, viewer, Step::Phone, refusal);
            let typed = posted.text("phone").to_owned();
            turn.with_phone(typed).show(web, viewer, letter).await
        }
    }
}

async fn enter_code(
    web: &Web,
    viewer: &Viewer,
    headers: &HeaderMap,
    letter: &Letter,
    posted: &Posted,
) -> Answer<Response> {
    let Some(waiting) = Waiting::of(headers) else {
        let refusal = Refusal::field("phone", Problem::Code);
        return refused(web, viewer, letter, Step::Phone, refusal).await;
    };
    match phone::enter(web, viewer, &waiting, posted.text("code")).await {
        Ok((viewer, cookies)) => {
            let mut letter = letter.clone();
            if letter.draft.pen_name.trim().is_empty() {
                letter.draft.pen_name = pages::pen_name(&viewer);
            }
            let page = Turn::to(Step::Sight).show(web, &viewer, &letter).await?;
            Ok((cookies, page).into_response())
        }
        Err(refusal) => {
            let waiting = waiting.with_fate(web).await?;
            let turn = Turn::refused(web, viewer, Step::Code, refusal).sent_to(&waiting);
            turn.show(web, viewer, letter).await
        }
    }
}

/// Takes the message. Whatever is wrong with it, the page that comes back holds all that was typed.
async fn submit(State(web): State<Web>, viewer: Viewer, typed: Typed) -> Answer<Response> {
    let letter = Letter::read(&typed.posted);
    let nonce = typed.posted.text("nonce").to_owned();
    match send(&web, &viewer, &letter, &typed, &nonce).await {
        Ok(receipt) => Ok(pages::receipt(&web, &viewer, &letter, &receipt)),
        Err(Refused::Pictures(wrong)) => {
            let turn = Turn::to(Step::Check).with_pictures(wrong);
            turn.with_nonce(nonce).show(&web, &viewer, &letter).await
        }
        Err(Refused::Other(refusal)) => {
            let step = match &refusal {
                Refusal::Forbidden(Forbidden::SignIn) => Step::Phone,
                Refusal::Form(wrong) => wrong.first().map_or(Step::Check, |(field, _)| {
                    pages::course_of(&viewer).of_field(field)
                }),
                _ => Step::Check,
            };
            let turn = Turn::refused(&web, &viewer, step, refusal);
            turn.with_nonce(nonce).show(&web, &viewer, &letter).await
        }
    }
}

/// Why a message was not taken.
enum Refused {
    /// Pictures, each with its place in the form and what to do about it.
    Pictures(Vec<(usize, String)>),
    /// Anything else.
    Other(Refusal),
}

impl<E: Into<Refusal>> From<E> for Refused {
    fn from(refusal: E) -> Self {
        Self::Other(refusal.into())
    }
}

async fn send(
    web: &Web,
    viewer: &Viewer,
    letter: &Letter,
    typed: &Typed,
    nonce: &str,
) -> Result<app::messages::Receipt, Refused> {
    if typed.posted.too_large {
        return Err(Refusal::TooLarge.into());
    }
    if typed.posted.crowded {
        return Err(Refusal::Busy.into());
    }
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    if !viewer.is_citizen() {
        return Err(Forbidden::NotYours.into());
    }
    // A page of an earlier session, or one that was made up: the page that comes back can be sent.
    if !typed.own || !is_nonce(nonce) {
        return Err(Refusal::Stale.into());
    }
    let course = pages::course_of(viewer);
    // The texts are checked where they are taken, once.
    for step in course.asking().filter(|step| !step.is_of_texts()) {
        letter.check(web, course, step)?;
    }
    let pictures = clean(web, &typed.posted).await?;
    let submission = letter.submission(web, pictures, nonce.to_owned())?;
    let (app, actor) = (web.app.clone(), viewer.actor.clone());
    let sending = web.run(async move { app.submit(&actor, submission).await });
    Ok(sending.await??)
}

/// Cleans the pictures of a form; every one that is not taken is named.
async fn clean(web: &Web, posted: &Posted) -> Result<Vec<NewPicture>, Refused> {
    let max = web.app.limits.pictures;
    if posted.files.len() > max {
        return Err(Refusal::field("pictures", Problem::Pictures { max }).into());
    }
    let mut pictures = Vec::with_capacity(posted.files.len());
    let mut wrong = Vec::new();
    for (name, bytes) in &posted.files {
        let place = name
            .strip_prefix("picture_")
            .and_then(|n| n.parse::<usize>().ok());
        let Some(place) = place.filter(|place| (1..=max).contains(place)) else {
            return Err(Refusal::field("pictures", Problem::Unknown).into());
        };
        let hidden = posted.ticked(&format!("picture_{place}_hidden"));
        match web.app.new_picture(place - 1, bytes.clone(), hidden).await {
            Ok(picture) => pictures.push(picture),
            Err(Refusal::Picture(place, why)) => wrong.push((place, why.to_string())),
            Err(other) => return Err(Refused::Other(other)),
        }
    }
    if wrong.is_empty() {
        Ok(pictures)
    } else {
        Err(Refused::Pictures(wrong))
    }
}

/// As [`app::App::draw_nonce`] draws them.
fn is_nonce(nonce: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    nonce.len() == 22 && nonce.bytes().all(letter)
}

async fn refused(
    web: &Web,
    viewer: &Viewer,
    letter: &Letter,
    step: Step,
    refusal: Refusal,
) -> Answer<Response> {
    let turn = Turn::refused(web, viewer, step, refusal);
    turn.show(web, viewer, letter).await
}
