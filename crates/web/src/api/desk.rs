//! What belongs to whoever asks: who they are, their own messages, their worklists.

use crate::api::asked::{Parameters, wrong};
use crate::api::codes;
use crate::api::item::Item;
use crate::api::messages::next_cursor;
use crate::api::problem::Said;
use crate::viewer::Viewer;
use crate::web::Web;
use app::desk::{List, lists_of};
use axum::Json;
use axum::extract::State;
use domain::message::Queue;
use domain::permission::Forbidden;
use serde::Serialize;
use store::lists::Listed;
use utoipa::{IntoParams, ToSchema};

/// Who asks.
#[derive(Serialize, ToSchema)]
pub struct Me {
    #[schema(schema_with = codes::role)]
    role: &'static str,
    /// Staff: the name; citizens: the pen name.
    name: Option<String>,
    unit: Option<String>,
    unit_id: Option<String>,
    office: Option<String>,
    office_id: Option<String>,
}

/// Who asks: the account of the token, or a visitor.
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "me",
    tag = "own",
    responses((status = 200, description = "The account", body = Me)),
)]
pub async fn me(State(web): State<Web>, viewer: Viewer) -> Json<Me> {
    let reference = web.app.reference();
    let actor = &viewer.actor;
    let unit = actor.unit.and_then(|id| reference.unit(id));
    let office = actor.office.and_then(|id| reference.office(id));
    Json(Me {
        role: actor.role.code(),
        name: viewer.is_signed_in().then(|| viewer.name().to_owned()),
        unit: unit.map(|unit| unit.short.clone()),
        unit_id: actor.unit.map(|id| id.to_string()),
        office: office.map(|office| office.title.clone()),
        office_id: actor.office.map(|id| id.to_string()),
    })
}

/// The writer's own messages, all at once.
#[derive(Serialize, ToSchema)]
pub struct Own {
    items: Vec<Item>,
}

/// One's own messages, newest first, all at once.
#[utoipa::path(
    get,
    path = "/me/messages",
    operation_id = "own_messages",
    tag = "own",
    security(("bearer" = [])),
    responses((status = 200, description = "The messages", body = Own)),
)]
pub async fn own_messages(State(web): State<Web>, viewer: Viewer) -> Said<Json<Own>> {
    let mine = web.app.own_messages(&viewer.actor).await?;
    let items = mine
        .iter()
        .map(|listed| Item::listed(&web, &viewer.actor, listed))
        .collect();
    Ok(Json(Own { items }))
}

/// A worklist.
#[derive(Serialize, ToSchema)]
pub struct Worklist {
    #[schema(schema_with = codes::list)]
    list: &'static str,
    /// How many messages each list of this desk has.
    lists: Vec<Count>,
    items: Vec<Waiting>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Count {
    #[schema(schema_with = codes::list)]
    list: &'static str,
    count: i64,
}

/// A message that waits for somebody.
#[derive(Serialize, ToSchema)]
struct Waiting {
    #[serde(flatten)]
    item: Item,
    #[schema(schema_with = codes::queue_or_null)]
    queue: Option<&'static str>,
    /// By when somebody has to do something.
    #[schema(format = DateTime)]
    queue_due: Option<String>,
}

impl Waiting {
    fn of(web: &Web, viewer: &Viewer, listed: &Listed) -> Self {
        let waits = listed.message.waits_for();
        Self {
            item: Item::listed(web, &viewer.actor, listed),
            queue: waits.map(|(queue, _)| queue.code()),
            queue_due: waits.map(|(_, by)| web.when(by)),
        }
    }
}

/// How the description of the API shows what a worklist is asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used")]
pub struct Place {
    /// One of `lists`; `mine` where it is not given.
    #[param(schema_with = codes::list, example = "mine")]
    list: Option<String>,
    /// Messages on a page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 50)]
    limit: Option<u32>,
    /// `next` of the page before, of the same list.
    cursor: Option<String>,
}

/// A worklist in the order of deadlines; `lists` says which there are.
#[utoipa::path(
    get,
    path = "/desk",
    operation_id = "desk",
    tag = "own",
    security(("bearer" = [])),
    params(Place),
    responses((status = 200, description = "A page of the list", body = Worklist)),
)]
pub async fn list(
    State(web): State<Web>,
    viewer: Viewer,
    mut asked: Parameters,
) -> Said<Json<Worklist>> {
    viewer.actor.account()?;
    let bound = asked.list();
    let (limit, cursor) = (asked.limit()?, asked.cursor()?);
    let list = list_of(&viewer, asked.text("list").as_deref())?;
    asked.end()?;
    let page = web
        .app
        .desk_list(&viewer.actor, list, cursor, limit)
        .await?;
    let counts = web.app.desk_counts(&viewer.actor).await?;
    Ok(Json(Worklist {
        list: list.code(),
        lists: counts
            .into_iter()
            .map(|(list, count)| Count {
                list: list.code(),
                count,
            })
            .collect(),
        next: next_cursor(&page, &bound),
        items: page
            .items
            .iter()
            .map(|listed| Waiting::of(&web, &viewer, listed))
            .collect(),
    }))
}

/// A list of this person's desk; one of somebody else's is refused, and an unknown one is named.
fn list_of(viewer: &Viewer, code: Option<&str>) -> Said<List> {
    let code = code.unwrap_or(List::Mine.code());
    let mine = lists_of(viewer.actor.role);
    if let Some(list) = mine.into_iter().find(|list| list.code() == code) {
        return Ok(list);
    }
    let known = Queue::ALL.iter().map(|queue| queue.code());
    let known = known.chain([List::Overdue.code(), List::Extensions.code()]);
    if known.into_iter().any(|known| known == code) {
        Err(Forbidden::NotYours.into())
    } else {
        Err(wrong("list"))
    }
}
