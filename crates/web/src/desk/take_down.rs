//! Removing what is public: one person asks, another agrees. The forms of it, and the list of what waits.

use super::asked::{Asked, Decided};
use crate::page::{Page, show};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::messages::{AskedTakeDown, TakeDownRow};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::Forbidden;
use domain::screening::TakeDownGround;
use domain::verb::Verb;

/// What was asked of the message of a page.
pub struct Waits {
    /// Who asked and when, in one sentence.
    pub asked: String,
    /// The ground.
    pub ground: String,
    /// The legal basis.
    pub basis: String,
    /// This person may agree.
    pub can_agree: bool,
    /// The button that ends the asking, if this person has it.
    pub ends: Option<String>,
}

impl Waits {
    /// In the words of the page.
    pub fn new(p: &Page, asked: AskedTakeDown) -> Self {
        let ends = match (asked.is_own, asked.can_agree) {
            (true, _) => Some(p.t("take-down-take-back")),
            (false, true) => Some(p.t("take-down-disagree")),
            (false, false) => None,
        };
        Self {
            asked: p.tt2("take-down-asked-by", &asked.by, p.moment(&asked.at)),
            ground: p.code("ground", asked.ground),
            basis: asked.basis,
            can_agree: asked.can_agree,
            ends,
        }
    }
}

#[derive(Template)]
#[template(path = "desk/take_downs.html")]
struct List {
    p: Page,
    rows: Vec<Row>,
}

struct Row {
    number: String,
    ground: String,
    asked: String,
}

impl Row {
    fn new(p: &Page, row: TakeDownRow) -> Self {
        Self {
            number: row
                .number
                .map_or_else(String::new, |number| number.to_string()),
            ground: p.code("ground", row.ground),
            asked: p.tt2("take-down-asked-by", row.by, p.moment(&row.at)),
        }
    }
}

/// Everything that waits for a second person.
pub async fn list(State(web): State<Web>, viewer: Viewer) -> Answer {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    let asked = web.app.asked_take_downs(&viewer.actor).await?;
    let p = Page::new(&web, &viewer, "desk", "take-downs-title");
    let rows = asked.into_iter().map(|row| Row::new(&p, row)).collect();
    Ok(show(&List { p, rows }))
}

/// Somebody asks for it.
pub async fn ask(asked: Asked) -> Answer {
    let decided = asked.decides(Verb::TakeDown, |asked| async move {
        let mut form = asked.form();
        let ground = form.one::<TakeDownGround>("ground");
        let basis = form.note("basis", asked.app().limits.note);
        let (ground, basis) = form.done(ground.zip(basis))?;
        let (app, actor) = (asked.app(), asked.actor());
        app.ask_take_down(actor, asked.id, ground, basis).await
    });
    Ok(back(decided.await?, "take-down-asked"))
}

/// A second person agrees: it is removed.
pub async fn agree(asked: Asked) -> Answer {
    let decided = asked.decides(Verb::TakeDown, |asked| async move {
        let (app, actor) = (asked.app(), asked.actor());
        app.agree_take_down(actor, asked.id).await
    });
    Ok(match decided.await? {
        Decided::Again(page) => page,
        // What was taken down has no page on the desk any more.
        Decided::Done(..) => Redirect::to("/desk/take-downs?done=take-down-agreed").into_response(),
    })
}

/// It is not agreed to, or taken back.
pub async fn end(asked: Asked) -> Answer {
    let decided = asked.decides(Verb::TakeDown, |asked| async move {
        let (app, actor) = (asked.app(), asked.actor());
        app.drop_take_down(actor, asked.id).await
    });
    Ok(back(decided.await?, "take-down-ended"))
}

fn back(decided: Decided<()>, done: &str) -> Response {
    match decided {
        Decided::Again(page) => page,
        Decided::Done(asked, ()) => asked.back(done).into_response(),
    }
}
