//! What others will see of a letter: shown to its writer before it is sent.

use super::letter::Letter;
use crate::page::Page;
use crate::personal::{Part, marked, summed_up};
use hanzi::personal;

/// The texts as others will see them, without the personal data in them.
pub struct Seen {
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// 诉求
    pub demand: String,
    /// The place goes out as it is.
    pub place: bool,
    /// What is taken out: in words, and each text with the places marked.
    pub hidden: Option<(String, Vec<Vec<Part>>)>,
}

impl Seen {
    /// The texts of a letter, as they are typed so far.
    pub fn of(p: &Page, letter: &Letter) -> Self {
        let (draft, place) = (&letter.draft, personal::find(&letter.draft.place));
        let (mut all, mut marks) = (Vec::new(), Vec::new());
        let mut look = |text: &str| {
            let found = personal::find(text);
            let masked = personal::mask(text, &found);
            if !found.is_empty() {
                marks.push(marked(p, text, &found));
                all.extend(found);
            }
            masked
        };
        let (title, body, demand) = (look(&draft.title), look(&draft.body), look(&draft.demand));
        Self {
            title,
            body,
            demand,
            place: place.is_empty() && !letter.hide_place,
            hidden: summed_up(p, &all).map(|summary| (summary, marks)),
        }
    }
}
