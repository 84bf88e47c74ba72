//! What a person may be about to type.

use crate::board::App;
use domain::ids::OfficeId;
use domain::taxonomy::DomainSlug;

/// Suggestions that are shown at once.
const MOST: usize = 8;
/// … of which offices at most.
const OFFICES: usize = 4;
/// Who types more is not looking for a suggestion.
const LONGEST: usize = 20;

/// Something to choose instead of typing on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// An office, by its title.
    Office(OfficeId, String),
    /// A domain, by its name.
    Domain(DomainSlug, String),
    /// Words of titles.
    Words(String),
}

impl App {
    /// At most eight suggestions: offices by their characters or the initials of their pinyin, domains, words that
    /// begin with what was typed. None where nothing fits or no index is open.
    pub fn suggest(&self, typed: &str) -> Vec<Suggestion> {
        let folded = hanzi::fold(typed).trim().to_owned();
        if folded.is_empty() || folded.chars().count() > LONGEST {
            return Vec::new();
        }
        let reference = self.reference();
        let mut suggestions: Vec<Suggestion> = reference
            .offices
            .iter()
            .filter(|office| office.open && names(&office.title, &folded))
            .take(OFFICES)
            .map(|office| Suggestion::Office(office.id, office.title.clone()))
            .collect();
        let domains = reference.domains.iter();
        suggestions.extend(
            domains
                .filter(|domain| names(&domain.name, &folded))
                .map(|domain| Suggestion::Domain(domain.slug.clone(), domain.name.clone())),
        );
        suggestions.truncate(MOST - 2);
        if let Some(index) = self.search.get() {
            let rest = MOST.saturating_sub(suggestions.len());
            match index.suggest(&folded, rest) {
                Ok(words) => suggestions.extend(words.into_iter().map(Suggestion::Words)),
                Err(why) => tracing::error!(%why, "no words could be suggested"),
            }
        }
        suggestions
    }
}

/// Whether a name contains what was typed, or its initials begin so.
fn names(name: &str, folded: &str) -> bool {
    hanzi::fold(name).contains(folded) || hanzi::has_initials(name, folded)
}
