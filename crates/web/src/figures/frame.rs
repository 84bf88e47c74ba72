//! What every page of figures begins with: what is asked, the figures, and the names of what they are of.

use super::asked::Asked;
use crate::address::Broken;
use crate::page::{Page, show_with};
use crate::viewer::Viewer;
use crate::web::Web;
use app::figures::Cube;
use app::reference::Reference;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::figures::{Counted, Slice};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "figures/broken.html")]
struct BrokenAddress {
    p: Page,
    what: String,
}

/// What a page of figures begins with.
pub(super) struct Frame {
    pub asked: Asked,
    pub today: Date,
    /// The first month that has figures; this one where none has.
    pub first: Date,
    pub cube: Arc<Cube>,
    pub reference: Arc<Reference>,
}

impl Frame {
    /// Reads the address; where it cannot be read, or is spelled with empty fields, the answer instead.
    pub(super) fn open(
        web: &Web,
        viewer: &Viewer,
        path: &str,
        pairs: &[(String, String)],
    ) -> Result<Self, Box<Response>> {
        let reference = web.app.reference();
        let today = web.app.rules.calendar.date(web.app.clock.now());
        let asked = match Asked::read(pairs, &reference, today) {
            Ok(asked) => asked,
            Err(broken) => return Err(Box::new(broken_address(web, viewer, broken))),
        };
        if asked.long {
            let to = format!("{path}{}", asked.query());
            return Err(Box::new(Redirect::to(&to).into_response()));
        }
        Ok(Self::at(web, asked))
    }

    /// What is asked without an address.
    pub(super) fn at(web: &Web, asked: Asked) -> Self {
        let cube = web.app.cube();
        let today = web.app.rules.calendar.date(web.app.clock.now());
        let first = cube.span().map(|(first, _)| first);
        Self {
            asked,
            today,
            first: first.unwrap_or(today.first_of_month()),
            cube,
            reference: web.app.reference(),
        }
    }

    /// What the address asks the cube for.
    pub(super) fn slice(&self) -> Slice {
        self.asked.slice(self.today)
    }

    /// The months of the charts, each with its counts.
    pub(super) fn over_time(&self) -> (Vec<Date>, Vec<Counted>) {
        let months = self.months();
        let known = self.cube.by_month(&self.charted());
        let mut known: BTreeMap<_, _> = known.into_iter().collect();
        let counted = months
            .iter()
            .map(|month| known.remove(month).unwrap_or_default());
        let counted = counted.collect();
        (months, counted)
    }

    /// What the charts ask the cube for: all of their months.
    pub(super) fn charted(&self) -> Slice {
        let months = self.months();
        Slice {
            since: months.first().copied(),
            until: months.last().map(|month| month.last_of_month()),
            ..self.asked.place()
        }
    }

    fn months(&self) -> Vec<Date> {
        self.asked.period.months(self.today, self.first)
    }

    /// The day up to which everything is counted.
    pub(super) fn as_of(&self, p: &Page) -> String {
        let (_position, shown) = self.cube.as_of();
        p.day(&shown)
    }
}

/// A page that says which part of the address means nothing here.
fn broken_address(web: &Web, viewer: &Viewer, Broken(what): Broken) -> Response {
    let mut p = Page::new(web, viewer, "figures", "figures-broken");
    p.private = true;
    let what = p.code("figures-asked", what);
    show_with(StatusCode::BAD_REQUEST, &BrokenAddress { p, what })
}
