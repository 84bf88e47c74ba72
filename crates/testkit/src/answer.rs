//! What came back.

use crate::forms::{self, Form};
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked, for messages of failed tests.
    pub asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|why| panic!("{}: no JSON ({why}): {}", self.asked, self.text()))
    }

    /// A header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default()
    }

    /// The forms of a page.
    pub fn forms(&self) -> Vec<Form> {
        forms::read(&self.text())
    }

    /// The form that is sent to an address ending so.
    #[track_caller]
    pub fn form(&self, action_ends: &str) -> Form {
        self.form_if(action_ends)
            .unwrap_or_else(|| panic!("{}: no form to {action_ends}", self.asked))
    }

    /// The form that is sent to an address ending so, where the page has it.
    pub fn form_if(&self, action_ends: &str) -> Option<Form> {
        self.forms()
            .into_iter()
            .find(|form| form.action.ends_with(action_ends))
    }

    /// It is this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}: {}",
            self.asked,
            self.text().chars().take(4000).collect::<String>()
        );
        self
    }

    /// It is one of these statuses.
    #[track_caller]
    pub fn is_one_of(&self, statuses: &[u16]) -> &Self {
        let status = self.status.as_u16();
        assert!(
            statuses.contains(&status),
            "{}: {status} {}",
            self.asked,
            self.text()
        );
        self
    }

    /// It was done.
    #[track_caller]
    pub fn succeeds(&self) -> &Self {
        let done = self.status.is_success() || self.status.is_redirection();
        assert!(done, "{}: {} {}", self.asked, self.status, self.text());
        // A form that is signed out is redirected, too.
        assert!(
            !self.header("location").starts_with("/sign-in"),
            "{}: must sign in",
            self.asked
        );
        self
    }

    /// The page, or the JSON, holds this text.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        let page = self.text();
        assert!(
            page.contains(text),
            "{} does not show {text:?}: {page}",
            self.asked
        );
        self
    }

    /// The page, or the JSON, does not hold this text.
    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        let page = self.text();
        assert!(
            !page.contains(text),
            "{} shows {text:?}: {page}",
            self.asked
        );
        self
    }

    /// The stable code of a problem.
    #[track_caller]
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}
