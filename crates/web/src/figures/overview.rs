//! `/figures`: the numbers that please beside those that hurt, then each over time.

use super::filters::Filters;
use super::frame::Frame;
use super::measure::Measure;
use super::panel::{Months, Panel};
use super::panels::Shown;
use super::said;
use super::table::{Cell, Row, Table};
use crate::charts::{Bar, Paint, Said, bars};
use crate::page::{Page, show_public};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use askama::Template;
use axum::extract::{Query, State};
use domain::figures::{Counted, Rate, Slice};

#[derive(Template)]
#[template(path = "figures/overview.html")]
struct Overview {
    p: Page,
    filters: Filters,
    /// A number that pleases, then one that hurts, and so on.
    stats: Vec<Stat>,
    panels: Vec<Panel>,
    /// What the charts show besides the time asked; may be empty.
    note: String,
    /// Nothing was counted in this time.
    nothing: bool,
}

/// A number with what it rests on.
pub(super) struct Stat {
    pub measure: Measure,
    pub name: String,
    pub value: String,
    pub unit: String,
    /// What it rests on.
    pub base: Vec<String>,
    pub hurt: bool,
}

/// Shows the overview.
pub(super) async fn show_overview(
    State(web): State<Web>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let frame = match Frame::open(&web, &viewer, "/figures", &pairs) {
        Ok(frame) => frame,
        Err(answer) => return Ok(*answer),
    };
    let mut p = Page::new(&web, &viewer, "figures", "figures-title");
    p.description = p.tt("figures-description", p.board());
    let (months, by_month) = frame.over_time();
    let sum = frame.cube.sum(&frame.slice());
    let query = frame.asked.query();
    let shown = Shown {
        over: Months {
            p: &p,
            all: &months,
            today: frame.today,
        },
        by_month: &by_month,
        sum: &sum,
        query: &query,
    };
    let mut panels = vec![
        shown.volume(),
        by_domain(&p, &frame),
        shown.deadlines(),
        shown.durations(),
        shown.ratings(),
        shown.troubles(),
        shown.returns(),
        shown.declines(),
    ];
    panels.retain(|panel| !panel.is_empty());
    let page = Overview {
        filters: Filters::new(&p, &frame, "/figures"),
        stats: stats(&p, &sum),
        nothing: sum.is_empty(),
        note: if frame.asked.period.is_short() {
            p.t("figures-longer-charts")
        } else {
            String::new()
        },
        panels,
        p,
    };
    Ok(show_public(&viewer, &page))
}

/// The numbers at the top, in pairs.
pub(super) fn stats(p: &Page, sum: &Counted) -> Vec<Stat> {
    let late_base = p.tn("figures-late-waiting", sum.late_waiting());
    vec![
        count(
            p,
            Measure::Received,
            sum.received,
            "figures-messages",
            false,
        ),
        count(p, Measure::Declined, sum.declined, "figures-messages", true),
        rate(p, Measure::OnTime, sum.on_time_rate()),
        Stat {
            base: if sum.late_waiting() > 0 {
                vec![late_base]
            } else {
                Vec::new()
            },
            ..count(p, Measure::Late, sum.late, "figures-messages", true)
        },
        rate(p, Measure::ReplyRate, sum.reply_rate()),
        count(
            p,
            Measure::HandOvers,
            sum.hand_overs(),
            "figures-times",
            true,
        ),
        Stat {
            value: said::days(p, &sum.reply_days),
            unit: if said::is_enough(&sum.reply_days) {
                p.t("figures-working-days")
            } else {
                String::new()
            },
            base: vec![p.tt("figures-of", said::count(sum.reply_days.total()))],
            ..count(p, Measure::ReplyDays, 0, "figures-messages", false)
        },
        count(p, Measure::Returned, sum.returned, "figures-times", true),
        rate(p, Measure::Settled, sum.settled_rate()),
        count(p, Measure::Reopened, sum.reopened, "figures-times", true),
    ]
}

fn count(p: &Page, measure: Measure, n: u32, unit: &str, hurts: bool) -> Stat {
    Stat {
        measure,
        name: measure.name(p),
        value: said::count(n),
        unit: p.t(unit),
        base: Vec::new(),
        hurt: hurts && n > 0,
    }
}

fn rate(p: &Page, measure: Measure, rate: Rate) -> Stat {
    let mut base = vec![said::fraction(rate)];
    if rate.is_enough() {
        base.push(p.tt("figures-interval", said::interval(rate)));
    }
    Stat {
        measure,
        name: measure.name(p),
        value: if rate.of == 0 {
            "–".to_owned()
        } else {
            said::rate(p, rate)
        },
        unit: String::new(),
        base,
        hurt: false,
    }
}

/// 累计回复办理, by domain: since the beginning, whatever time is asked for.
fn by_domain(p: &Page, frame: &Frame) -> Panel {
    let ever = Slice {
        domain: None,
        ..frame.asked.place()
    };
    let counted = frame.cube.by_domain(&ever);
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    for domain in &frame.reference.domains {
        let found = counted.iter().find(|(slug, _)| *slug == domain.slug);
        let n = found.map_or(0, |(_, counted)| counted.ever_replied());
        let name = p.topic(&domain.name);
        drawn.push(Bar {
            label: name.clone(),
            value: Some(f64::from(n)),
            interval: None,
            said: said::count(n),
        });
        rows.push(Row {
            name,
            href: Some(format!(
                "/figures{}",
                frame.asked.with("domain", domain.slug.as_str())
            )),
            cells: vec![Cell::count(n)],
        });
    }
    let heading = p.t("figures-ever");
    let total: u32 = counted
        .iter()
        .map(|(_, counted)| counted.ever_replied())
        .sum();
    let said = Said {
        id: "ever".to_owned(),
        title: heading.clone(),
        description: p.tt("figures-ever-total", said::count(total)),
    };
    Panel {
        id: "ever".to_owned(),
        note: p.tt("figures-ever-total", said::count(total)),
        measures: vec![Measure::EverReplied],
        charts: vec![(String::new(), bars(said, &drawn, None, Paint::Full))],
        table: Table {
            caption: heading.clone(),
            of: p.t("figures-of-domains"),
            heads: vec![Measure::EverReplied.name(p)],
            rows,
        },
        open: false,
        file: "/figures/domains.csv?period=all".to_owned(),
        heading,
    }
}
