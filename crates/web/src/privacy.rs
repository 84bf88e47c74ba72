//! `/privacy`: what the board does with personal data, and `/privacy/retention`: how long it keeps what. For everyone.

use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::retention::{KEPT, Kept, Term};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::consent::Purpose;
use jiff::civil::Date;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/privacy", get(notice))
        .route("/privacy/retention", get(retention))
}

#[derive(Template)]
#[template(path = "privacy/notice.html")]
struct Notice {
    p: Page,
    /// What consent is asked for: its code, its name and its words.
    purposes: Vec<(&'static str, String, String)>,
    /// The day from which the words hold.
    version: String,
}

#[derive(Template)]
#[template(path = "privacy/retention.html")]
struct Retention {
    p: Page,
    rows: Vec<Row>,
}

struct Row {
    data: String,
    why: String,
    term: String,
    tables: String,
}

async fn notice(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "privacy", "privacy-title");
    p.description = p.tt("privacy-description", p.board());
    let purposes = Purpose::ALL.iter().map(|purpose| {
        (
            purpose.code(),
            p.code("consent-name", purpose),
            p.code("consent", purpose),
        )
    });
    Ok(show_public(
        &viewer,
        &Notice {
            purposes: purposes.collect(),
            version: version(&p, Purpose::Account.version()),
            p,
        },
    ))
}

async fn retention(State(web): State<Web>, viewer: Viewer) -> Answer {
    let mut p = Page::new(&web, &viewer, "privacy", "retention-title");
    p.description = p.tt("retention-description", p.board());
    let rows = KEPT.iter().map(|kept| Row::of(&web, &p, kept)).collect();
    Ok(show_public(&viewer, &Retention { p, rows }))
}

impl Row {
    fn of(web: &Web, p: &Page, kept: &Kept) -> Self {
        Self {
            data: p.code("retention-data", kept.data),
            why: p.code("retention-why", kept.data),
            term: match kept.term {
                Term::Days(0) => p.t("retention-term-at-once"),
                Term::Days(days) => p.tn("retention-term-days", days),
                Term::SecurityDays => p.tn("retention-term-happened", web.app.board.security_days),
                Term::UntilErased => p.t("retention-term-erased"),
                Term::WithTheAccount(days) => p.tn("retention-term-account", days),
                Term::UntilDone => p.t("retention-term-done"),
                Term::ForEver => p.t("retention-term-ever"),
            },
            tables: kept.tables.join(" "),
        }
    }
}

/// A version in words: the day from which it holds.
pub fn version(p: &Page, version: &str) -> String {
    version
        .parse::<Date>()
        .map_or_else(|_none| version.to_owned(), |day| p.date(day))
}

#[cfg(test)]
mod tests {
    use crate::view::Language;
    use crate::words::Words;
    use app::retention::KEPT;
    use domain::consent::Purpose;
    use sha2::{Digest, Sha256};
    use std::fmt::Write;

    /// The words of each purpose in all languages, by the first letters of their hash, with the version that they have.
    const WORDS: &[(Purpose, &str, &str)] = &[
        (Purpose::Account, "2026-11-23", "cef5d201ebb99f07"),
        (Purpose::Publish, "2026-11-23", "0f1b5d2a41c36a16"),
        (Purpose::Identity, "2026-11-23", "51ff5811f8421943"),
    ];

    #[test]
    fn whoever_changes_the_words_of_a_consent_gives_them_a_new_version() {
        for (purpose, version, expected) in WORDS {
            let mut hash = Sha256::new();
            for language in Language::ALL {
                let words = Words::of(language);
                hash.update(words.say(&format!("consent-{purpose}"), None));
                hash.update("\n");
            }
            let mut found = String::new();
            for byte in hash.finalize().iter().take(8) {
                write!(found, "{byte:02x}").unwrap();
            }
            assert_eq!(
                (purpose.version(), found.as_str()),
                (*version, *expected),
                "{purpose}: new words need a new version, here and in crates/domain/src/consent.rs"
            );
        }
    }

    #[test]
    fn whatever_is_kept_has_its_words() {
        for language in Language::ALL {
            let words = Words::of(language);
            for kept in KEPT {
                for of in ["retention-data", "retention-why"] {
                    assert!(words.has(&format!("{of}-{}", kept.data)), "{}", kept.data);
                }
            }
        }
    }
}
