//! What the address of a search asks for: the words, the filters of the list, the order, the page.

use crate::address::{Broken, one, query};
use crate::messages::{Asked, hangs_on};
use crate::oops::encode;
use crate::web::Web;
use app::search::{MOST_PAGES, Order};

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Sought {
    /// As typed. Empty: nothing yet.
    pub words: String,
    /// The filters.
    pub narrowed: Asked,
    /// In which order.
    pub order: Order,
    /// From 1.
    pub page: u32,
    /// The form sent fields that were left empty, or spelled otherwise what has a shorter spelling.
    pub long: bool,
}

impl Sought {
    /// Reads the parameters of an address; what cannot be read is named.
    pub(crate) async fn read(web: &Web, pairs: &[(String, String)]) -> Result<Self, Broken> {
        let narrowed = Asked::read_known(web, pairs).await?;
        // The pages of a search have numbers: a cursor is of another list.
        if narrowed.is_turned() {
            return Err(Broken("after"));
        }
        let value = |name| one(pairs, name);
        let order = match value("order")? {
            None | Some("" | "newest") => Order::Newest,
            Some("best") => Order::Best,
            Some(_) => return Err(Broken("order")),
        };
        let page = match value("page")? {
            None => 1,
            Some(page) => number(page).ok_or(Broken("page"))?,
        };
        Ok(Self {
            words: value("q")?.unwrap_or_default().to_owned(),
            long: narrowed.long || value("order")?.is_some_and(|order| order != "best"),
            narrowed,
            order,
            page,
        })
    }

    /// The words and filters, as they stand behind the path of a feed: it is always the newest, from the first on.
    pub(crate) fn of_feed(&self) -> String {
        let words = [("q", self.words.clone())].into_iter();
        query(&words.chain(self.narrowed.pairs()).collect::<Vec<_>>())
    }

    /// The address of this search from its first page, with some parameters set and some taken away.
    pub(super) fn with(&self, changes: &[(&'static str, Option<String>)]) -> String {
        let order = (self.order == Order::Best).then(|| ("order", "best".to_owned()));
        let asked = [("q", self.words.clone())].into_iter().chain(order);
        let kept = asked
            .chain(self.narrowed.pairs())
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| hangs_on(name, changed)));
        let set = changes
            .iter()
            .filter_map(|(name, value)| Some((*name, value.clone()?)));
        format!("/search{}", query(&kept.chain(set).collect::<Vec<_>>()))
    }

    /// The address of the words alone.
    pub(super) fn bare(&self) -> String {
        format!("/search?q={}", encode(&self.words))
    }

    /// What the form leaves as it is: filters and order.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let order = (self.order == Order::Best).then(|| ("order", "best".to_owned()));
        let narrowed = self.narrowed.pairs().into_iter();
        narrowed.chain(order).collect()
    }

    /// The address of a page of this search.
    pub(super) fn at(&self, page: u32) -> String {
        self.with(&[("page", (page > 1).then(|| page.to_string()))])
    }
}

/// A page has one spelling, and there are so many.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    let plain = number.to_string() == text && (1..=MOST_PAGES).contains(&number);
    plain.then_some(number)
}
