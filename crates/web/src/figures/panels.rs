//! The panels of the overview: how much, how soon, how well, and what went wrong.

use super::measure::Measure;
use super::panel::{Months, Panel};
use super::said;
use super::table::{Cell, Row, Table};
use crate::charts::{
    Bar, Drawing, Line, Paint, Part, Point, Said, Series, Unit, bars, columns, share, trend,
};
use crate::page::Page;
use domain::figures::{Counted, Histogram, Rate};

/// What is read of the counts of a month.
type Counter = fn(&Counted) -> u32;

/// The figures over time, and of the time asked.
pub(super) struct Shown<'a> {
    /// The months of the charts.
    pub over: Months<'a>,
    /// The counts of each.
    pub by_month: &'a [Counted],
    /// The counts of the time asked.
    pub sum: &'a Counted,
    /// What stands behind the path of each file.
    pub query: &'a str,
}

impl Shown<'_> {
    /// How much comes in, how much is answered.
    pub(super) fn volume(&self) -> Panel {
        let p = self.over.p;
        let received = self.counts(|counted| counted.received);
        let series = [
            Series {
                name: Measure::Received.name(p),
                paint: Paint::Full,
                open: Paint::Open,
                counts: received.clone(),
            },
            Series {
                name: Measure::Replied.name(p),
                paint: Paint::Second,
                open: Paint::Second,
                counts: self.counts(|counted| counted.replied),
            },
        ];
        let said = self
            .over
            .of_counts("volume", p.t("figures-volume"), &received);
        let table = self.table(
            &[Measure::Received, Measure::Replied].map(|measure| measure.name(p)),
            |counted| [Cell::count(counted.received), Cell::count(counted.replied)],
        );
        self.panel(
            "volume",
            vec![Measure::Received, Measure::Replied],
            vec![(String::new(), columns(said, &self.over.ticks(), &series))],
            table,
        )
    }

    /// What was due: answered at all, answered on time.
    pub(super) fn deadlines(&self) -> Panel {
        let p = self.over.p;
        let charts = vec![
            self.rates("on-time", Measure::OnTime, Counted::on_time_rate),
            self.rates("reply-rate", Measure::ReplyRate, Counted::reply_rate),
        ];
        let table = self.table(
            &[Measure::OnTime, Measure::ReplyRate].map(|measure| measure.name(p)),
            |counted| {
                [
                    Cell::rate(p, counted.on_time_rate()),
                    Cell::rate(p, counted.reply_rate()),
                ]
            },
        );
        self.panel(
            "deadlines",
            vec![Measure::OnTime, Measure::ReplyRate],
            charts,
            table,
        )
    }

    /// How long it takes.
    pub(super) fn durations(&self) -> Panel {
        let p = self.over.p;
        let line = |measure: Measure, second, of: fn(&Counted) -> &Histogram| Line {
            name: measure.name(p),
            second,
            points: self
                .by_month
                .iter()
                .map(|counted| days_point(of(counted)))
                .collect(),
        };
        let lines = [
            line(Measure::ReplyDays, false, |counted| &counted.reply_days),
            line(Measure::AnswerDays, true, |counted| &counted.answer_days),
        ];
        let values: Vec<_> = self
            .by_month
            .iter()
            .map(|counted| {
                days_point(&counted.reply_days).map(|_point| said::median(&counted.reply_days))
            })
            .collect();
        let said = self
            .over
            .of_values("durations", p.t("figures-durations"), &values);
        let table = self.table(
            &[Measure::AnswerDays, Measure::ReplyDays].map(|measure| measure.name(p)),
            |counted| {
                [
                    Cell::days(p, &counted.answer_days),
                    Cell::days(p, &counted.reply_days),
                ]
            },
        );
        self.panel(
            "durations",
            vec![Measure::AnswerDays, Measure::ReplyDays],
            vec![(
                String::new(),
                trend(said, &self.over.ticks(), Unit::Days, &lines),
            )],
            table,
        )
    }

    /// What the writers say.
    pub(super) fn ratings(&self) -> Panel {
        let p = self.over.p;
        let sum = self.sum;
        let parts = [
            ("settled", sum.settled, Paint::Settled),
            ("partly", sum.partly, Paint::Partly),
            ("not-settled", sum.not_settled, Paint::Hurt),
        ]
        .map(|(code, count, paint)| Part {
            name: named_share(&p.code("settled", code), Rate::new(count, sum.said())),
            count,
            paint,
        });
        let description: Vec<_> = parts.iter().map(|part| part.name.clone()).collect();
        let whole = share(
            Said {
                id: "ratings-whole".to_owned(),
                title: p.t("figures-ratings-whole"),
                description: description.join("; "),
            },
            &parts,
        );
        let charts = vec![
            (p.t("figures-ratings-whole"), whole),
            self.rates("settled", Measure::Settled, Counted::settled_rate),
        ];
        let heads = [
            p.code("settled", "settled"),
            p.code("settled", "partly"),
            p.code("settled", "not-settled"),
            p.t("figures-unrated"),
            Measure::Settled.name(p),
        ];
        let table = self.table(&heads, |counted| {
            [
                Cell::count(counted.settled),
                Cell::count(counted.partly),
                Cell::hurting(counted.not_settled),
                Cell::count(counted.unrated),
                Cell::rate(p, counted.settled_rate()),
            ]
        });
        self.panel("ratings", vec![Measure::Settled], charts, table)
    }

    /// What went wrong on the way.
    pub(super) fn troubles(&self) -> Panel {
        let p = self.over.p;
        let all: [(Measure, Counter); 4] = [
            (Measure::Late, |counted| counted.late),
            (Measure::Returned, |counted| counted.returned),
            (Measure::HandOvers, Counted::hand_overs),
            (Measure::Reopened, |counted| counted.reopened),
        ];
        let charts = all.map(|(measure, of)| {
            let counts = self.counts(of);
            let said = self
                .over
                .of_counts(measure.anchor(), measure.name(p), &counts);
            let series = Series {
                name: String::new(),
                paint: Paint::Hurt,
                open: Paint::HurtOpen,
                counts,
            };
            (
                measure.name(p),
                columns(said, &self.over.ticks(), &[series]),
            )
        });
        let table = self.table(&all.map(|(measure, _)| measure.name(p)), |counted| {
            all.map(|(_, of)| Cell::hurting(of(counted)))
        });
        let measures = all.map(|(measure, _)| measure);
        self.panel("troubles", measures.to_vec(), charts.to_vec(), table)
    }

    /// Why messages were not published.
    pub(super) fn declines(&self) -> Panel {
        let p = self.over.p;
        let counted = self.sum.declines.most_first();
        let named = counted
            .iter()
            .map(|(reason, n)| (p.code("decline", reason), *n));
        self.reasons("declines", Measure::Declined, &named.collect::<Vec<_>>())
    }

    /// Why replies were sent back.
    pub(super) fn returns(&self) -> Panel {
        let p = self.over.p;
        let counted = self.sum.returns.most_first();
        let named = counted
            .iter()
            .map(|(reason, n)| (p.code("return", reason), *n));
        self.reasons("returns", Measure::Returned, &named.collect::<Vec<_>>())
    }

    fn reasons(&self, id: &str, measure: Measure, counted: &[(String, u32)]) -> Panel {
        let p = self.over.p;
        let of: u32 = counted.iter().map(|(_, n)| n).sum();
        let drawn: Vec<_> = counted
            .iter()
            .map(|(name, n)| Bar {
                label: name.clone(),
                value: Some(f64::from(*n)),
                interval: None,
                said: said::count(*n),
            })
            .collect();
        let heading = heading(p, id);
        let said = Said {
            id: id.to_owned(),
            title: heading.clone(),
            description: counted.first().map_or_else(
                || p.t("chart-nothing"),
                |(name, n)| p.tt2("chart-most", name, n),
            ),
        };
        let rows = counted.iter().map(|(name, n)| Row {
            name: name.clone(),
            href: None,
            cells: vec![Cell::count(*n), Cell::part(*n, of)],
        });
        Panel {
            id: id.to_owned(),
            note: String::new(),
            measures: vec![measure],
            charts: vec![(String::new(), bars(said, &drawn, None, Paint::Hurt))],
            table: Table {
                caption: heading.clone(),
                of: p.t("figures-reason"),
                heads: vec![p.t("figures-count"), p.t("figures-part")],
                rows: rows.collect(),
            },
            open: false,
            file: self.file(),
            heading,
        }
    }

    fn panel(
        &self,
        id: &str,
        measures: Vec<Measure>,
        charts: Vec<(String, Drawing)>,
        table: Table,
    ) -> Panel {
        Panel {
            id: id.to_owned(),
            heading: heading(self.over.p, id),
            note: String::new(),
            measures,
            charts,
            table,
            open: false,
            file: self.file(),
        }
    }

    /// The file over the months has the reasons, too.
    fn file(&self) -> String {
        format!("/figures/months.csv{}", self.query)
    }

    fn counts(&self, of: impl Fn(&Counted) -> u32) -> Vec<u32> {
        self.by_month.iter().map(of).collect()
    }

    /// A share over time.
    fn rates(&self, id: &str, measure: Measure, of: fn(&Counted) -> Rate) -> (String, Drawing) {
        let p = self.over.p;
        let points: Vec<_> = self
            .by_month
            .iter()
            .map(|counted| {
                let (value, interval) = said::estimate(of(counted))?;
                let interval = Some(interval);
                Some(Point { value, interval })
            })
            .collect();
        let values: Vec<_> = self
            .by_month
            .iter()
            .map(|counted| Some(of(counted)).filter(|rate| rate.is_enough()))
            .map(|rate| {
                rate.map(|rate| format!("{} ({})", said::rate(p, rate), said::interval(rate)))
            })
            .collect();
        let said = self.over.of_values(id, measure.name(p), &values);
        let line = Line {
            name: String::new(),
            second: false,
            points,
        };
        let drawing = trend(said, &self.over.ticks(), Unit::Percent, &[line]);
        (measure.name(p), drawing)
    }

    /// A table over the months, the latest first.
    fn table<const N: usize>(
        &self,
        heads: &[String; N],
        cells: impl Fn(&Counted) -> [Cell; N],
    ) -> Table {
        let months = self.over.all.iter().zip(self.by_month).rev();
        Table {
            caption: self.over.p.t("figures-by-months"),
            of: self.over.p.t("figures-of-months"),
            heads: heads.to_vec(),
            rows: months
                .map(|(month, counted)| Row {
                    name: self.over.name(*month),
                    href: None,
                    cells: cells(counted).to_vec(),
                })
                .collect(),
        }
    }
}

/// A median, where there are enough to say it.
fn days_point(days: &Histogram) -> Option<Point> {
    let enough = said::is_enough(days);
    let value = days.median().filter(|_days| enough).map(f64::from)?;
    Some(Point {
        value,
        interval: None,
    })
}

/// 已解决 113（71.8%）
fn named_share(name: &str, rate: Rate) -> String {
    match rate.permille() {
        Some(permille) if rate.is_enough() => {
            format!(
                "{name} {} · {}",
                said::count(rate.part),
                said::percent(permille)
            )
        }
        _ => format!("{name} {}", said::count(rate.part)),
    }
}

fn heading(p: &Page, id: &str) -> String {
    p.t(&format!("figures-{id}"))
}
