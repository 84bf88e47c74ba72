//! What stands around every page. Each part is a template of its own, so that it is compiled once and not once a page.

use crate::page::Page;
use askama::Template;
use askama::filters::HtmlSafe;

/// Title, style, script, and what is told to those who find or share the page.
#[derive(Template)]
#[template(path = "frame/head.html")]
pub struct Head<'p> {
    p: &'p Page,
}

/// Mark, navigation, who has signed in.
#[derive(Template)]
#[template(path = "frame/top.html")]
pub struct Top<'p> {
    p: &'p Page,
}

/// What just happened; in the elder view, the voice that reads.
#[derive(Template)]
#[template(path = "frame/begin.html")]
pub struct Begin<'p> {
    p: &'p Page,
}

/// Who runs the board, further ways, languages.
#[derive(Template)]
#[template(path = "frame/foot.html")]
pub struct Foot<'p> {
    p: &'p Page,
}

// A part is a template: it has escaped what it holds.
impl HtmlSafe for Head<'_> {}
impl HtmlSafe for Top<'_> {}
impl HtmlSafe for Begin<'_> {}
impl HtmlSafe for Foot<'_> {}

impl Page {
    /// For the head of the page.
    pub fn head(&self) -> Head<'_> {
        Head { p: self }
    }

    /// For the beginning of its body.
    pub fn top(&self) -> Top<'_> {
        Top { p: self }
    }

    /// For the beginning of its main part.
    pub fn begin(&self) -> Begin<'_> {
        Begin { p: self }
    }

    /// For the end of its body.
    pub fn foot(&self) -> Foot<'_> {
        Foot { p: self }
    }
}
