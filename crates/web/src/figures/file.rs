//! `/figures/….csv`: the numbers of a page as a file, with every count that there is. A file has one address, whatever
//! the language of the page.

use super::frame::Frame;
use super::groups::level_of;
use crate::viewer::Viewer;
use crate::web::Web;
use app::figures::By;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::figures::Slice;

type Pairs = Query<Vec<(String, String)>>;

/// Month by month: of the months that the charts show.
pub(super) async fn months(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    file(&web, &viewer, "months", &pairs, |frame| {
        (frame.charted(), By::Month)
    })
}

/// By domain.
pub(super) async fn domains(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    file(&web, &viewer, "domains", &pairs, |frame| {
        (frame.slice(), By::Domain)
    })
}

/// By place.
pub(super) async fn regions(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    file(&web, &viewer, "regions", &pairs, |frame| {
        (frame.slice(), By::Region(level_of(frame)))
    })
}

/// By seat.
pub(super) async fn offices(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    file(&web, &viewer, "offices", &pairs, |frame| {
        (frame.slice(), By::Office)
    })
}

fn file(
    web: &Web,
    viewer: &Viewer,
    of: &str,
    pairs: &[(String, String)],
    asked: impl Fn(&Frame) -> (Slice, By),
) -> Response {
    let frame = match Frame::open(web, viewer, &format!("/figures/{of}.csv"), pairs) {
        Ok(frame) => frame,
        Err(answer) => return *answer,
    };
    let (slice, by) = asked(&frame);
    let period = frame.asked.period.code();
    let period = period.as_deref().unwrap_or("12-months");
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{of}-{period}.csv\""),
        ),
        (CACHE_CONTROL, "public, max-age=10".to_owned()),
    ];
    (headers, web.app.figures_by(&slice, by).csv()).into_response()
}
