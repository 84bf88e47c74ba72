//! What every template has: words, dates, who looks, and the frame around the page.

use crate::assets::VERSION;
use crate::linked::Linked;
use crate::oops::encode;
use crate::view::{Language, View};
use crate::viewer::Viewer;
use crate::web::Web;
use crate::words::Words;
use app::search::Unclear;
use app::{App, Problem};
use askama::Template;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::Timestamp;
use domain::form::Field;
use domain::taxonomy::DEFAULT_DOMAINS;
use domain::text::TextProblem;
use fluent_bundle::FluentValue;
use jiff::civil::Date;

/// The frame around a page, and the words in it. Templates call it `p`.
pub struct Page {
    web: Web,
    /// Who looks.
    pub viewer: Viewer,
    /// What stands before every path of this view: every link begins with it.
    pub at: &'static str,
    /// The title of the page, without the board's name.
    pub title: String,
    /// The entry of the main navigation that is current: `home`, `messages`, `offices`, `domains`, `desk`, `me`.
    pub current: &'static str,
    /// One sentence of what the page is.
    pub description: String,
    /// What just happened, after a redirect.
    pub flash: Option<String>,
    /// The page's own primary button makes the header's a plain one.
    pub has_primary: bool,
    /// Search engines leave it out.
    pub private: bool,
    /// The one path of what the page shows, with the parameters that make it another page and without those that do
    /// not: where in a list it begins, what was just done.
    pub canonical: String,
    /// What stands behind the paths of the feeds of what the page lists, `?office=7` or nothing; none: it has no feed.
    pub feed: Option<String>,
    /// What the page shows, in the words of schema.org.
    pub linked: Option<Linked>,
}

impl Page {
    /// A page with a title that is a word of the dictionary.
    pub fn new(web: &Web, viewer: &Viewer, current: &'static str, title_key: &str) -> Self {
        let title = web.words(viewer.view.language).say(title_key, None);
        Self::titled(web, viewer, current, title)
    }

    /// A page with a title of its own.
    pub fn titled(web: &Web, viewer: &Viewer, current: &'static str, title: String) -> Self {
        Self {
            web: web.clone(),
            viewer: viewer.clone(),
            at: viewer.view.prefix(),
            title,
            current,
            description: String::new(),
            flash: flash_of(web, viewer),
            has_primary: false,
            private: viewer.is_signed_in(),
            canonical: viewer.bare_path().to_owned(),
            feed: None,
            linked: None,
        }
    }

    /// The page has a primary button of its own.
    #[must_use]
    pub fn with_primary(mut self) -> Self {
        self.has_primary = true;
        self
    }

    /// The board, for what templates and view models ask of it.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// The version of style and script.
    #[expect(
        clippy::unused_self,
        reason = "templates call it on the page like everything else"
    )]
    pub fn version(&self) -> &str {
        &VERSION
    }

    /// The board's name.
    pub fn board(&self) -> &str {
        &self.web.app.board.name
    }

    /// Who runs it.
    pub fn operator(&self) -> &str {
        &self.web.app.board.operator
    }

    /// The public address without a slash at the end.
    pub fn url(&self) -> &str {
        &self.web.app.board.url
    }

    /// Whether this is a demo city.
    pub fn is_demo(&self) -> bool {
        self.web.options.demo.is_some()
    }

    /// The words of the view's language.
    pub fn words(&self) -> &Words {
        self.web.words(self.viewer.view.language)
    }

    /// The language of the page, for `<html lang>`.
    pub fn lang(&self) -> &'static str {
        self.viewer.view.language.tag()
    }

    /// Whether it is the elder view.
    pub fn is_elder(&self) -> bool {
        self.viewer.view.elder
    }

    /// The prefix of the same language in the elder view.
    pub fn elder_at(&self) -> &'static str {
        View {
            elder: true,
            ..self.viewer.view
        }
        .prefix()
    }

    /// The prefix of the same language in the plain view.
    pub fn plain_at(&self) -> &'static str {
        View {
            elder: false,
            ..self.viewer.view
        }
        .prefix()
    }

    /// The path and query of this page as the value of a parameter; the first page where it is no page to return to.
    pub fn path_encoded(&self) -> String {
        encode(&self.viewer.path)
    }

    /// The languages of this page: what stands before its path, tag, own name, current.
    pub fn languages(&self) -> Vec<(&'static str, &'static str, &'static str, bool)> {
        let here = self.viewer.view;
        let all = View::all().filter(|view| view.elder == here.elder);
        all.map(|view| {
            let language = view.language;
            let current = view == here;
            (view.prefix(), language.tag(), language.own_name(), current)
        })
        .collect()
    }

    /// Where the page has its one address: in its language, without the elder view.
    pub fn address(&self) -> String {
        self.address_of(&self.canonical)
    }

    /// The one address of a path.
    pub fn address_of(&self, path: &str) -> String {
        let here = View {
            elder: false,
            ..self.viewer.view
        };
        format!("{}{}{path}", self.url(), here.prefix())
    }

    /// The page in each language: the tag, and the address.
    pub fn translations(&self) -> [(&'static str, String); 3] {
        Language::ALL.map(|language| {
            let there = View {
                language,
                elder: false,
            };
            let address = format!("{}{}{}", self.url(), there.prefix(), self.canonical);
            (language.tag(), address)
        })
    }

    /// A word.
    pub fn t(&self, key: &str) -> String {
        self.words().say(key, None)
    }

    /// A word, where there is one.
    pub fn t_if(&self, key: &str) -> Option<String> {
        self.words().has(key).then(|| self.t(key))
    }

    /// A word with a number: `$n`.
    pub fn tn(&self, key: &str, n: impl TryInto<i64>) -> String {
        let n = n.try_into().unwrap_or(i64::MAX);
        self.words()
            .with(key, &[("n", FluentValue::from(grouped(n)))])
    }

    /// A word with a text: `$x`.
    pub fn tt(&self, key: &str, x: impl std::fmt::Display) -> String {
        self.words()
            .with(key, &[("x", FluentValue::from(x.to_string()))])
    }

    /// A word with two texts: `$x` and `$y`.
    pub fn tt2(&self, key: &str, x: impl std::fmt::Display, y: impl std::fmt::Display) -> String {
        self.words().with(
            key,
            &[
                ("x", FluentValue::from(x.to_string())),
                ("y", FluentValue::from(y.to_string())),
            ],
        )
    }

    /// The word of a code: `code("stage", "in_review")` is the word `stage-in-review`.
    pub fn code(&self, of: &str, code: impl std::fmt::Display) -> String {
        self.words().say(
            &format!("{of}-{}", code.to_string().replace('_', "-")),
            None,
        )
    }

    /// The name of a domain or subdomain in the language of the view, where it is one that boards start with. Names
    /// that the operator gave stay as they are, like all that people wrote.
    pub fn topic(&self, name: &str) -> String {
        if self.viewer.view.language == Language::ZhHans {
            return name.to_owned();
        }
        let key = DEFAULT_DOMAINS.iter().find_map(|(slug, own, parts)| {
            if *own == name {
                return Some(format!("topic-{slug}"));
            }
            let place = parts.iter().position(|part| *part == name)?;
            Some(format!("topic-{slug}-{}", place + 1))
        });
        key.and_then(|key| self.t_if(&key))
            .unwrap_or_else(|| name.to_owned())
    }

    /// What is wrong with a field, and what to do.
    pub fn problem(&self, field: &str, problem: &Problem) -> String {
        let words = self.words();
        let number = |n: usize| FluentValue::from(n.to_string());
        let own = format!("problem-{}-empty", field.replace('_', "-"));
        match *problem {
            Problem::Text(TextProblem::Empty) | Problem::Choose if words.has(&own) => {
                words.say(&own, None)
            }
            Problem::Text(TextProblem::Empty) => words.say("problem-empty", None),
            Problem::Text(TextProblem::TooShort { have, min }) => words.with(
                "problem-too-short",
                &[("have", number(have)), ("min", number(min))],
            ),
            Problem::Text(TextProblem::TooLong { have, max }) => words.with(
                "problem-too-long",
                &[
                    ("have", number(have)),
                    ("max", number(max)),
                    ("over", number(have.saturating_sub(max))),
                ],
            ),
            Problem::Text(TextProblem::Control) => words.say("problem-control", None),
            Problem::Choose => words.say("problem-choose", None),
            Problem::Unknown => words.say("problem-unknown", None),
            Problem::NotTaken => words.say("problem-not-taken", None),
            Problem::Phone => words.say("problem-phone", None),
            Problem::Code => words.say("problem-code", None),
            Problem::Password => words.say("problem-password", None),
            Problem::Expired => words.say("problem-expired", None),
            Problem::Weak => words.say("problem-weak", None),
            Problem::Same => words.say("problem-same", None),
            Problem::Differs => words.say("problem-differs", None),
            Problem::Factor => words.say("problem-factor", None),
            Problem::Away => words.say("problem-away", None),
            Problem::Unproved => words.say("problem-unproved", None),
            Problem::Passkey => words.say("problem-passkey", None),
            Problem::Passkeys { max } => words.with("problem-passkeys", &[("max", number(max))]),
            Problem::LastWay => words.say("problem-last-way", None),
            Problem::Day => words.say("problem-day", None),
            Problem::Range { min, max } => words.with(
                "problem-range",
                &[
                    ("min", FluentValue::from(min.to_string())),
                    ("max", FluentValue::from(max.to_string())),
                ],
            ),
            Problem::Pictures { max } => words.with("problem-pictures", &[("max", number(max))]),
            Problem::Personal(kind) => {
                let kind = self.code("personal", kind.code());
                words.with("problem-personal", &[("x", FluentValue::from(kind))])
            }
            Problem::NotWritten => words.say("problem-not-written", None),
            Problem::Accused => words.say("problem-accused", None),
            Problem::NotBelow => words.say("problem-not-below", None),
            Problem::Query(unclear) => match unclear {
                Unclear::Nothing => words.say("problem-query-nothing", None),
                Unclear::OnlyExcluded => words.say("problem-query-only-excluded", None),
                Unclear::TooLong { .. } => {
                    let max = number(app::search::MOST_CHARACTERS);
                    words.with("problem-query-too-long", &[("max", max)])
                }
                Unclear::TooMany { .. } => {
                    let max = number(app::search::MOST_WORDS);
                    words.with("problem-query-too-many", &[("max", max)])
                }
            },
        }
    }

    /// What is wrong with a field, for a list of all that is wrong: with the field's name where the words lack it.
    pub fn named_problem(&self, field: &str, problem: &Problem) -> String {
        let said = self.problem(field, problem);
        match problem {
            Problem::Text(TextProblem::Empty) | Problem::Choose => said,
            Problem::Text(_) | Problem::Unknown | Problem::Range { .. } => {
                self.tt2("desk-error", self.code("field", field), said)
            }
            _ => said,
        }
    }

    /// The day of a time: 11 月 2 日, with the year where it is not this one.
    pub fn day(&self, time: &Timestamp) -> String {
        self.date(self.web.app.rules.calendar.date(*time))
    }

    /// A day: 11 月 2 日 or 2 November, with the year where it is not this one.
    pub fn date(&self, day: Date) -> String {
        let this_year = self.web.app.rules.calendar.year(self.web.app.clock.now());
        let is_this_year = day.year() == this_year;
        match self.viewer.view.language {
            Language::En if is_this_year => day.strftime("%-d %B").to_string(),
            Language::En => day.strftime("%-d %B %Y").to_string(),
            _ if is_this_year => format!("{} 月 {} 日", day.month(), day.day()),
            _ => format!("{} 年 {} 月 {} 日", day.year(), day.month(), day.day()),
        }
    }

    /// Day and minute: 11 月 2 日 08:41.
    pub fn moment(&self, time: &Timestamp) -> String {
        let local = self.web.app.rules.calendar.zone().to_datetime(*time);
        format!(
            "{} {:02}:{:02}",
            self.day(time),
            local.hour(),
            local.minute()
        )
    }

    /// For `<time datetime>`.
    pub fn iso(&self, time: &Timestamp) -> String {
        let local = self.web.app.rules.calendar.zone().to_datetime(*time);
        local.strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// Working days from a time until now, for “逾期 3 个工作日”.
    pub fn working_days_since(&self, time: &Timestamp) -> u32 {
        self.web
            .app
            .rules
            .calendar
            .working_days_between(*time, self.web.app.clock.now())
    }

    /// Whether a time has passed.
    pub fn is_past(&self, time: &Timestamp) -> bool {
        *time < self.web.app.clock.now()
    }

    /// Whether a time falls on today.
    pub fn is_today(&self, time: &Timestamp) -> bool {
        let calendar = &self.web.app.rules.calendar;
        calendar.date(*time) == calendar.date(self.web.app.clock.now())
    }
}

/// 8214 → 8,214.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if n < 0 { format!("-{text}") } else { text }
}

/// `?done=published` after a redirect; only known words are shown.
fn flash_of(web: &Web, viewer: &Viewer) -> Option<String> {
    let (_, query) = viewer.path.split_once('?')?;
    let done = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("done="))?;
    let key = format!("done-{done}");
    let words = web.words(viewer.view.language);
    words.has(&key).then(|| words.say(&key, None))
}

/// What is wrong with a form, for its template. Templates call it `f`.
#[derive(Clone, Debug, Default)]
pub struct Wrong(pub Vec<(Field, Problem)>);

impl Wrong {
    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, problem)| problem)
    }

    /// Whether a field is wrong.
    pub fn has(&self, field: &str) -> bool {
        self.of(field).is_some()
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields are wrong.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Renders a page.
pub fn show(template: &impl Template) -> Response {
    show_with(StatusCode::OK, template)
}

/// Renders a public page. What a visitor sees is nobody's own: it may be kept for ten seconds by caches that tell
/// sessions apart.
pub fn show_public(viewer: &Viewer, template: &impl Template) -> Response {
    let mut response = show(template);
    if !viewer.is_signed_in() && !viewer.path.contains("done=") {
        let headers = response.headers_mut();
        headers.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=10"),
        );
        headers.insert(VARY, HeaderValue::from_static("cookie, authorization"));
    }
    response
}

/// Lets this browser alone keep the answer to a form, so that its way back shows the page again and not a question.
pub fn keep_for_back(mut response: Response) -> Response {
    let cache = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(CACHE_CONTROL, cache);
    response
}

/// Renders a page with a status: a form that has to be corrected is 422.
pub fn show_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(why) => {
            tracing::error!(%why, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [grouped(0), grouped(999), grouped(8214), grouped(-1_234_567)],
            ["0", "999", "8,214", "-1,234,567"]
        );
    }
}
