//! `/messages/{number}/ledger`, 核验: every entry of a message, what it binds, and a button that checks it all in the
//! reader's own browser. Without script the page holds the same values and says how to check them otherwise.

use super::evidence::{Evidence, text};
use super::log::Head;
use super::said::Told;
use crate::page::{Page, show};
use crate::tell::{Answer, Failed};
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use app::ledger::{Logged, Openings};
use askama::Template;
use axum::extract::{Path, State};
use domain::ids::Number;
use domain::screening::Visibility;
use ledger::commitments::Salt;
use ledger::facts::Name;
use ledger::hash::Hash;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "ledger/message.html")]
struct Verified {
    p: Page,
    number: Number,
    /// The heading of the message, where this reader may read it.
    name: Option<String>,
    head: Option<Head>,
    /// The last checkpoint of each log that holds entries of it, with the key that signed it.
    checkpoints: Vec<(String, Option<String>)>,
    entries: Vec<Shown>,
    /// It is handled in private: the log has no entry that tells of it.
    sealed: bool,
}

/// An entry, with what it binds.
struct Shown {
    told: Told,
    text: String,
    path: Vec<String>,
    bound: Vec<Bound>,
}

/// A text that an entry binds.
struct Bound {
    field: String,
    /// 正文
    name: String,
    commitment: String,
    /// Salt and text, where this reader may read it.
    opened: Option<(String, String)>,
    /// Salt and address of a picture, where this reader may see it.
    picture: Option<(String, String)>,
}

/// What the script says, by the names it calls it.
const WORDS: [&str; 22] = [
    "running",
    "entry",
    "leaf-bad",
    "path-bad",
    "text",
    "text-bad",
    "picture",
    "picture-bad",
    "picture-gone",
    "closed",
    "chain",
    "chain-bad",
    "signature",
    "signature-bad",
    "unsigned",
    "keyless",
    "verdict-ok",
    "verdict-not",
    "verdict-bad",
    "verdict-bad-then",
    "verdict-broken",
    "insecure",
];

impl Verified {
    /// The words of the script, what each entry is called, and the names of the fields.
    fn words(&self) -> Vec<(String, String)> {
        let said = WORDS
            .iter()
            .map(|word| ((*word).to_owned(), self.p.code("ledger-js", word)));
        let bound = self.entries.iter().flat_map(|entry| &entry.bound);
        let fields: BTreeMap<_, _> = bound
            .map(|bound| (format!("field-{}", bound.field), bound.name.clone()))
            .collect();
        let called = self.entries.iter().map(|entry| {
            let told = &entry.told;
            let place = format!("at-{}-{}", told.log, told.index);
            (place, told.heading.clone())
        });
        said.chain(called).chain(fields).collect()
    }
}

/// Shows what the log holds of a message.
pub(super) async fn show_message(
    State(web): State<Web>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Answer {
    let number: Number = number.parse().map_err(|_err| Failed(Refusal::NotFound))?;
    let id = web.app.id_of(number).await?;
    let thread = web.app.thread(&viewer.actor, id).await?;
    let evidence = Evidence::of(&web, &viewer.actor, id).await?;
    let mut p = Page::new(&web, &viewer, "messages", "ledger-verify");
    p.title = p.tt("ledger-verify-of", number);
    // Its values change with every entry of the log, and it holds nothing that the message's own page does not.
    p.private = true;
    p.has_primary = true;
    let texts = thread.texts.as_ref();
    let entries = evidence.parts().flat_map(|part| {
        let entries = part.entries.iter();
        entries.map(|(logged, path)| (logged, path, &part.openings))
    });
    let entries = entries.map(|(logged, path, openings)| {
        Ok(Shown {
            told: Told::new(&p, logged),
            text: text(logged)?,
            path: path.iter().map(ToString::to_string).collect(),
            bound: bound(&p, logged, openings),
        })
    });
    let entries: Result<_, Refusal> = entries.collect();
    let page = Verified {
        entries: entries?,
        number,
        name: texts
            .map(|texts| texts.title.clone())
            .filter(|title| !title.is_empty()),
        head: Head::new(&web, &p),
        checkpoints: evidence
            .parts()
            .filter_map(|part| {
                let key = part.key.as_ref().map(ToString::to_string);
                Some((part.note.as_ref()?.to_string(), key))
            })
            .collect(),
        sealed: thread.message.visibility == Visibility::Private,
        p,
    };
    Ok(show(&page))
}

fn bound(p: &Page, logged: &Logged, openings: &Openings) -> Vec<Bound> {
    let bound = logged.entry.fields.iter().map(|(field, commitment)| {
        let is_it = |index: u64, name: &Name| index == logged.index && name == field;
        let text = openings
            .texts
            .iter()
            .find(|one| is_it(one.index, &one.field));
        let picture = openings
            .pictures
            .iter()
            .find(|one| is_it(one.index, &one.field));
        let salt = |salt: &Salt| Hash::from(salt.clone()).to_string();
        Bound {
            field: field.to_string(),
            name: called(p, field),
            commitment: commitment.to_string(),
            opened: text.map(|one| (salt(&one.salt), one.text.clone())),
            picture: picture.map(|one| (salt(&one.salt), format!("/pictures/{}", one.picture))),
        }
    });
    bound.collect()
}

/// 正文, 照片（第 2 张）
fn called(p: &Page, field: &Name) -> String {
    let numbered = field.as_str().rsplit_once('_');
    let numbered = numbered.and_then(|(kind, n)| Some((kind, n.parse::<u32>().ok()?)));
    let word = match numbered {
        Some(("picture", n)) => Some(p.tn("ledger-picture-nth", n)),
        Some(("original", n)) => Some(p.tn("ledger-original-nth", n)),
        _ => p.t_if(&format!(
            "ledger-field-{}",
            field.as_str().replace('_', "-")
        )),
    };
    word.unwrap_or_else(|| field.to_string())
}
