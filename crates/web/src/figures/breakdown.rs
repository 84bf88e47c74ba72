//! `/figures/months`, `…/domains`, `…/regions`, `…/offices`: the figures of each, those that can be compared beside
//! each other, and never in the order of a rate.

use super::filters::Filters;
use super::frame::Frame;
use super::groups::{self, Group};
use super::measure::Measure;
use super::panel::Panel;
use super::said;
use super::table::{Cell, Row, Table};
use crate::charts::{Bar, Drawing, Paint, Said, Tile, bars, is_province, tiles};
use crate::page::{Page, show_public};
use crate::view::Language;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::figures::statistics::peers;
use domain::figures::{Counted, Rate};
use domain::office::Level;

type Pairs = Query<Vec<(String, String)>>;

/// A share of a row of counts.
type Share = fn(&Counted) -> Rate;

/// Rows of a chart; more are a table's work.
const DRAWN: usize = 40;

#[derive(Template)]
#[template(path = "figures/breakdown.html")]
struct Breakdown {
    p: Page,
    filters: Filters,
    lead: String,
    panels: Vec<Panel>,
}

/// Shows months.
pub(super) async fn show_months(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    show(&web, &viewer, "/figures/months", &pairs, |view| {
        let groups = groups::months(view.p, view.frame);
        vec![view.all("months", &groups)]
    })
}

/// Shows domains.
pub(super) async fn show_domains(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    show(&web, &viewer, "/figures/domains", &pairs, |view| {
        vec![domains(view.p, view.frame)]
    })
}

/// Shows places.
pub(super) async fn show_regions(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    show(&web, &viewer, "/figures/regions", &pairs, |view| {
        regions(view.p, view.frame)
    })
}

/// Shows seats.
pub(super) async fn show_offices(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Pairs,
) -> Response {
    show(&web, &viewer, "/figures/offices", &pairs, |view| {
        let groups = groups::offices(view.frame);
        let mut panels = vec![view.volume("offices", &groups, None)];
        panels.extend(view.compared("offices", groups));
        panels
    })
}

/// Every domain beside the others.
pub(super) fn domains(p: &Page, frame: &Frame) -> Panel {
    let view = Shown { p, frame };
    let groups = groups::domains(p, frame);
    let mut measures = vec![Measure::Received];
    let mut charts = vec![view.received("domains", &groups)];
    let rates: [(_, Share); 2] = [
        (Measure::OnTime, Counted::on_time_rate),
        (Measure::Settled, Counted::settled_rate),
    ];
    for (measure, of) in rates {
        let id = format!("domains-{}", measure.anchor());
        if let Some(chart) = view.rates((&id, measure), &groups, of) {
            measures.push(measure);
            charts.push(chart);
        }
    }
    Panel {
        measures,
        charts,
        ..view.all("domains", &groups)
    }
}

/// How much each place receives, then the places that can be compared beside each other.
pub(super) fn regions(p: &Page, frame: &Frame) -> Vec<Panel> {
    let view = Shown { p, frame };
    let groups = groups::regions(p, frame);
    let mut panels = vec![view.volume("regions", &groups, view.country())];
    panels.extend(view.compared("regions", groups));
    panels
}

fn show(
    web: &Web,
    viewer: &Viewer,
    path: &'static str,
    pairs: &[(String, String)],
    panels: impl Fn(&Shown<'_>) -> Vec<Panel>,
) -> Response {
    let frame = match Frame::open(web, viewer, path, pairs) {
        Ok(frame) => frame,
        Err(answer) => return *answer,
    };
    let of = path.trim_start_matches("/figures/");
    let mut p = Page::new(web, viewer, "figures", &format!("figures-title-{of}"));
    p.description = p.tt2("figures-description-of", &p.title, p.board());
    let view = Shown {
        p: &p,
        frame: &frame,
    };
    let mut panels = panels(&view);
    panels.retain(|panel| !panel.is_empty());
    let page = Breakdown {
        filters: Filters::new(&p, &frame, path),
        lead: p.t(&format!("figures-lead-{of}")),
        panels,
        p,
    };
    show_public(viewer, &page)
}

/// What a breakdown is made of.
struct Shown<'a> {
    p: &'a Page,
    frame: &'a Frame,
}

impl Shown<'_> {
    /// All that is counted, in one table.
    fn all(&self, of: &str, groups: &[Group]) -> Panel {
        Panel {
            id: of.to_owned(),
            heading: self.p.t(&format!("figures-by-{of}")),
            note: String::new(),
            measures: Vec::new(),
            charts: Vec::new(),
            table: self.table(of, groups),
            open: true,
            file: self.file(of),
        }
    }

    /// How much each receives: as squares where that is all provinces, else as bars.
    fn volume(&self, of: &str, groups: &[Group], country: Option<Drawing>) -> Panel {
        let (heading, bars) = self.received(of, groups);
        let rows = groups.iter().map(|group| Row {
            name: group.name.clone(),
            href: group.href.clone(),
            cells: vec![
                Cell::count(group.counted.received),
                Cell::count(group.counted.replied),
            ],
        });
        Panel {
            id: format!("{of}-volume"),
            note: String::new(),
            measures: vec![Measure::Received],
            charts: vec![(String::new(), country.unwrap_or(bars))],
            table: Table {
                caption: heading.clone(),
                of: self.p.t(&format!("figures-of-{of}")),
                heads: [Measure::Received, Measure::Replied]
                    .map(|measure| measure.name(self.p))
                    .to_vec(),
                rows: rows.collect(),
            },
            heading,
            open: false,
            file: self.file(of),
        }
    }

    /// Those that can be compared beside each other: of one level and about one size.
    fn compared(&self, of: &str, groups: Vec<Group>) -> Vec<Panel> {
        let alike = |group: &Group| {
            let level = group.level.unwrap_or(Level::Ministry);
            (level, group.counted.received)
        };
        let peers = peers(groups, alike).into_iter().zip(1..);
        peers
            .map(|(peers, n)| {
                let id = format!("{of}-{n}");
                let level = self.p.code("level", peers.level);
                let size = self.p.code("size", peers.size);
                let measure = (id.as_str(), Measure::OnTime);
                let chart = self.rates(measure, &peers.members, Counted::on_time_rate);
                Panel {
                    heading: self.p.tt2("figures-peers", level, size),
                    note: String::new(),
                    measures: chart.iter().map(|_chart| Measure::OnTime).collect(),
                    charts: chart.into_iter().collect(),
                    table: self.table(of, &peers.members),
                    open: true,
                    file: self.file(of),
                    id,
                }
            })
            .collect()
    }

    /// The country as squares, where messages are of more than one of its provinces.
    fn country(&self) -> Option<Drawing> {
        let provinces = groups::provinces(self.frame);
        let known = provinces.iter().filter(|(code, _)| is_province(code));
        let counted: Vec<_> = known
            .map(|(code, received)| Tile {
                code: code.clone(),
                count: *received,
                said: said::short(self.p, *received),
            })
            .collect();
        let said = Said {
            id: "country".to_owned(),
            title: self.p.t("figures-country"),
            description: self.p.t("figures-country-note"),
        };
        let letters = self.p.viewer.view.language == Language::En;
        (counted.len() > 1).then(|| tiles(said, &counted, letters))
    }

    fn received(&self, of: &str, groups: &[Group]) -> (String, Drawing) {
        let drawn = groups.iter().take(DRAWN).map(|group| Bar {
            label: group.name.clone(),
            value: Some(f64::from(group.counted.received)),
            interval: None,
            said: said::count(group.counted.received),
        });
        let heading = Measure::Received.name(self.p);
        let said = self.said(&format!("{of}-received"), &heading);
        let drawing = bars(said, &drawn.collect::<Vec<_>>(), None, Paint::Full);
        (heading, drawing)
    }

    /// Shares beside each other; none where fewer than two can be told: one alone has nothing to stand beside.
    fn rates(
        &self,
        (id, measure): (&str, Measure),
        groups: &[Group],
        of: Share,
    ) -> Option<(String, Drawing)> {
        let told = groups.iter().filter(|group| of(&group.counted).is_enough());
        if told.count() < 2 {
            return None;
        }
        let drawn = groups.iter().take(DRAWN).map(|group| {
            let rate = of(&group.counted);
            let estimate = said::estimate(rate);
            Bar {
                label: group.name.clone(),
                value: estimate.map(|(value, _)| value),
                interval: estimate.map(|(_, interval)| interval),
                said: said::rate(self.p, rate),
            }
        });
        let heading = measure.name(self.p);
        let said = self.said(&format!("{id}-rate"), &heading);
        let drawing = bars(said, &drawn.collect::<Vec<_>>(), Some(100.0), Paint::Rate);
        Some((heading, drawing))
    }

    fn said(&self, id: &str, title: &str) -> Said {
        Said {
            id: id.to_owned(),
            title: title.to_owned(),
            description: self.p.t("chart-table"),
        }
    }

    fn table(&self, of: &str, groups: &[Group]) -> Table {
        let p = self.p;
        let rows = groups.iter().map(|group| {
            let counted = &group.counted;
            Row {
                name: group.name.clone(),
                href: group.href.clone(),
                cells: vec![
                    Cell::count(counted.received),
                    Cell::count(counted.replied),
                    Cell::rate(p, counted.on_time_rate()),
                    Cell::days(p, &counted.reply_days),
                    Cell::rate(p, counted.settled_rate()),
                    Cell::hurting(counted.late),
                    Cell::hurting(counted.returned),
                    Cell::hurting(counted.hand_overs()),
                    Cell::hurting(counted.reopened),
                ],
            }
        });
        let heads = [
            Measure::Received,
            Measure::Replied,
            Measure::OnTime,
            Measure::ReplyDays,
            Measure::Settled,
            Measure::Late,
            Measure::Returned,
            Measure::HandOvers,
            Measure::Reopened,
        ];
        Table {
            caption: p.t(&format!("figures-by-{of}")),
            of: p.t(&format!("figures-of-{of}")),
            heads: heads.map(|measure| measure.short(p)).to_vec(),
            rows: rows.collect(),
        }
    }

    fn file(&self, of: &str) -> String {
        format!("/figures/{of}.csv{}", self.frame.asked.query())
    }
}
