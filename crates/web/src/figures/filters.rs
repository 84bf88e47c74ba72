//! The form above figures, the ways to the other pages of figures, and what is chosen.

use super::frame::Frame;
use super::period::Period;
use crate::page::Page;

/// Above so many places nobody chooses from a list: the pages of places lead to their figures.
const CHOICES: usize = 200;

/// Value, word, chosen.
type Choice = (String, String, bool);

/// Everything above the panels; `figures/filters.html` renders it.
pub(super) struct Filters {
    /// Where the form leads.
    pub path: &'static str,
    /// Address, word, current.
    pub tabs: Vec<(String, String, bool)>,
    /// What the figures are of, in words.
    pub period: String,
    /// The last twelve months and all; years; quarters; months: each with the heading of its group.
    pub periods: Vec<(String, Vec<Choice>)>,
    pub regions: Vec<Choice>,
    pub domains: Vec<Choice>,
    /// What the form keeps besides.
    pub kept: Vec<(&'static str, String)>,
    /// What is chosen, and the address without it.
    pub active: Vec<(String, String)>,
    /// The day up to which everything is counted.
    pub as_of: String,
}

impl Filters {
    /// For the page at this path.
    pub(super) fn new(p: &Page, frame: &Frame, path: &'static str) -> Self {
        let asked = &frame.asked;
        let regions = regions(frame);
        let mut kept = asked.pairs();
        kept.retain(|(name, _)| *name == "office" || (*name == "region" && regions.is_empty()));
        Self {
            path,
            tabs: tabs(p, path, &asked.query()),
            period: asked.period.name(p),
            periods: periods(p, frame),
            domains: frame
                .reference
                .domains
                .iter()
                .map(|domain| {
                    let chosen = asked.domain.as_ref() == Some(&domain.slug);
                    (domain.slug.to_string(), p.topic(&domain.name), chosen)
                })
                .collect(),
            regions,
            kept,
            active: active(p, frame, path),
            as_of: frame.as_of(p),
        }
    }

    /// What the figures are of, time and place, in a few words.
    pub(super) fn said(&self) -> String {
        let mut words = vec![self.period.clone()];
        let others = self.active.iter().map(|(word, _)| word);
        words.extend(others.filter(|word| **word != self.period).cloned());
        words.join(" · ")
    }
}

/// All pages of figures; those that take the same question are asked it.
pub(super) fn tabs(p: &Page, path: &str, query: &str) -> Vec<(String, String, bool)> {
    let tab = |to: &str, word: &str, asks: bool| {
        let query = if asks { query } else { "" };
        (format!("{to}{query}"), p.t(word), to == path)
    };
    vec![
        tab("/figures", "figures-overview", true),
        tab("/figures/months", "figures-by-months", true),
        tab("/figures/domains", "figures-by-domains", true),
        tab("/figures/regions", "figures-by-regions", true),
        tab("/figures/offices", "figures-by-offices", true),
        tab("/figures/open-data", "figures-open-data", false),
        tab("/figures/how-to-read", "figures-read", false),
    ]
}

fn periods(p: &Page, frame: &Frame) -> Vec<(String, Vec<Choice>)> {
    let chosen = frame.asked.period;
    let choice = |period: &Period| {
        let code = period.code().unwrap_or_default();
        (code, period.name(p), *period == chosen)
    };
    let [years, quarters, months] = Period::choices(frame.today, frame.first);
    let mut groups = vec![
        ("figures-longer", vec![Period::Recent, Period::All]),
        ("figures-years", years),
        ("figures-quarters", quarters),
        ("figures-months", months),
    ];
    // An address may ask for what the list does not offer.
    if !groups.iter().any(|(_, periods)| periods.contains(&chosen))
        && let Some((_, first)) = groups.first_mut()
    {
        first.push(chosen);
    }
    groups
        .into_iter()
        .map(|(word, periods)| (p.t(word), periods.iter().map(choice).collect()))
        .collect()
}

fn regions(frame: &Frame) -> Vec<Choice> {
    let places = &frame.reference.places;
    if places.len() > CHOICES {
        return Vec::new();
    }
    places
        .iter()
        .map(|(code, place)| {
            let chosen = frame.asked.region.as_ref() == Some(code);
            (code.to_string(), place.name.clone(), chosen)
        })
        .collect()
}

fn active(p: &Page, frame: &Frame, path: &str) -> Vec<(String, String)> {
    let (asked, reference) = (&frame.asked, &frame.reference);
    let region = asked
        .region
        .as_ref()
        .and_then(|code| reference.places.get(code));
    let domain = asked
        .domain
        .as_ref()
        .and_then(|slug| reference.domain(slug));
    let office = asked.office.and_then(|id| reference.office(id));
    let chosen = [
        (
            "period",
            (asked.period != Period::default()).then(|| asked.period.name(p)),
        ),
        ("region", region.map(|region| region.name.clone())),
        ("domain", domain.map(|domain| p.topic(&domain.name))),
        ("office", office.map(|office| office.title.clone())),
    ];
    chosen
        .into_iter()
        .filter_map(|(name, word)| Some((word?, format!("{path}{}", asked.without(name)))))
        .collect()
}
