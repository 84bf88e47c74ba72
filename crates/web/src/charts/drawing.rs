//! What a chart is made of, and how it becomes SVG. Only attributes and classes: a page has no styles of its own.

use askama::filters::{Html, HtmlSafe, escape};
use std::fmt::{self, Display, Formatter};

/// What a chart says to those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// Unique on the page; the beginning of the names inside.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What can be seen in it.
    pub description: String,
}

/// How a surface is painted. No two look alike without their colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// A count: even.
    Full,
    /// A count that is not complete yet: thin lines on paper.
    Open,
    /// A second count beside the first: dots.
    Second,
    /// A rate, which whiskers cross: paler, even.
    Rate,
    /// What the whole would be.
    Ground,
    /// Settled, in the writer's word: even.
    Settled,
    /// Partly settled: dots.
    Partly,
    /// Not settled, late, returned: slanted lines.
    Hurt,
    /// Not complete yet, of what hurts: thin lines on paper.
    HurtOpen,
}

impl Paint {
    /// Part of the name of its pattern.
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Open => "open",
            Self::Second => "second",
            Self::Rate => "rate",
            Self::Ground => "ground",
            Self::Settled => "settled",
            Self::Partly => "partly",
            Self::Hurt => "hurt",
            Self::HurtOpen => "hurt-open",
        }
    }

    /// The class that gives its colour.
    fn class(self) -> &'static str {
        match self {
            Self::Full => "c-ink",
            Self::Second | Self::Rate => "c-pale",
            Self::Ground => "c-ground",
            Self::Settled => "c-ok",
            Self::Partly => "c-wait",
            Self::Hurt => "c-late",
            Self::Open => "c-open",
            Self::HurtOpen => "c-open late",
        }
    }

    /// The path of its pattern in a square of six; none is even.
    fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Full | Self::Rate | Self::Ground | Self::Settled => None,
            Self::Open | Self::Hurt | Self::HurtOpen => Some("M-1 7 7-1M-1 1 1-1M5 7 7 5"),
            Self::Second | Self::Partly => Some("M1.5 1.5h.01M4.5 4.5h.01"),
        }
    }
}

/// Where a text ends up beside its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// A surface from a corner.
    Area {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        paint: Paint,
    },
    /// A line between two points: `grid`, `axis`, `whisker`, `line`, `line second`.
    Line {
        from: (f64, f64),
        to: (f64, f64),
        class: &'static str,
    },
    /// A point on a line: `dot`, `dot second`.
    Dot { x: f64, y: f64, class: &'static str },
    /// Words; `class` is `dim`, `strong` or empty.
    Text {
        x: f64,
        y: f64,
        anchor: Anchor,
        class: &'static str,
        text: String,
    },
}

/// What stands before a name of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Swatch {
    Paint(Paint),
    Line { second: bool },
}

/// A chart. A template writes `{{ drawing }}`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    said: Said,
    /// How far down it goes.
    height: f64,
    /// Its width where it is drawn in squares: then it keeps its proportions.
    squares: Option<f64>,
    marks: Vec<Mark>,
    /// What each surface or line means.
    legend: Vec<(Swatch, String)>,
}

/// A drawing escapes what people wrote.
impl HtmlSafe for Drawing {}

impl Drawing {
    /// A drawing as wide as its place; down is counted in letters.
    pub(super) fn fluid(said: Said, height: f64, marks: Vec<Mark>) -> Self {
        Self {
            said,
            height,
            squares: None,
            marks,
            legend: Vec::new(),
        }
    }

    /// A drawing of fixed proportions.
    pub(super) fn squares(said: Said, (width, height): (f64, f64), marks: Vec<Mark>) -> Self {
        Self {
            said,
            height,
            squares: Some(width),
            marks,
            legend: Vec::new(),
        }
    }

    /// With a legend of surfaces.
    #[must_use]
    pub(super) fn with_paints(mut self, legend: impl Iterator<Item = (Paint, String)>) -> Self {
        let legend = legend.map(|(paint, name)| (Swatch::Paint(paint), name));
        self.legend.extend(legend);
        self
    }

    /// With a legend of lines: whether each is the second, and its name.
    #[must_use]
    pub(super) fn with_lines(mut self, legend: impl Iterator<Item = (bool, String)>) -> Self {
        let legend = legend.map(|(second, name)| (Swatch::Line { second }, name));
        self.legend.extend(legend);
        self
    }

    /// The patterns that it uses, each once: name, colour, path.
    fn patterns(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let drawn = self.marks.iter().filter_map(|mark| match mark {
            Mark::Area { paint, .. } => Some(*paint),
            _ => None,
        });
        let named = self.legend.iter().filter_map(|(swatch, _)| match swatch {
            Swatch::Paint(paint) => Some(*paint),
            Swatch::Line { .. } => None,
        });
        let mut found = Vec::new();
        for paint in drawn.chain(named) {
            if let Some(path) = paint.pattern()
                && !found.contains(&(paint.name(), paint.class(), path))
            {
                found.push((paint.name(), paint.class(), path));
            }
        }
        found
    }

    #[cfg(test)]
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }
}

impl Display for Drawing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let id = &self.said.id;
        match self.squares {
            Some(width) => {
                let size = (Short(width), Short(self.height));
                write!(
                    f,
                    r#"<svg class="chart squares" viewBox="0 0 {} {}""#,
                    size.0, size.1
                )?;
            }
            None => write!(f, r#"<svg class="chart" height="{}em""#, Short(self.height))?,
        }
        let [title, description] =
            [&self.said.title, &self.said.description].map(|text| safe(text));
        write!(
            f,
            r#" role="img" aria-labelledby="{id}-title" aria-describedby="{id}-desc">
<title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
            title?, description?
        )?;
        self.define_patterns(f)?;
        for mark in &self.marks {
            self.draw(f, mark)?;
        }
        f.write_str("</svg>")?;
        if self.legend.is_empty() {
            return Ok(());
        }
        f.write_str(r#"<ul class="legend">"#)?;
        for (swatch, name) in &self.legend {
            f.write_str(r#"<li><svg class="swatch" viewBox="0 0 14 14" aria-hidden="true">"#)?;
            match swatch {
                Swatch::Paint(paint) => {
                    let fill = self.fill(*paint);
                    write!(f, r#"<rect width="14" height="14" {fill}/>"#)?;
                }
                Swatch::Line { second } => {
                    let second = if *second { " second" } else { "" };
                    write!(
                        f,
                        r#"<path class="line{second}" d="M0 7h14"/><circle class="dot{second}" cx="7" cy="7" r="4"/>"#
                    )?;
                }
            }
            write!(f, "</svg>{}</li>", safe(name)?)?;
        }
        f.write_str("</ul>")
    }
}

impl Drawing {
    fn define_patterns(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let patterns = self.patterns();
        if patterns.is_empty() {
            return Ok(());
        }
        f.write_str("<defs>")?;
        for (name, class, path) in patterns {
            write!(
                f,
                r#"<pattern id="{}-{name}" class="{class}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6"/><path d="{path}"/></pattern>"#,
                self.said.id
            )?;
        }
        f.write_str("</defs>")
    }

    /// The attribute that paints a surface.
    fn fill(&self, paint: Paint) -> String {
        if paint.pattern().is_some() {
            format!(r#"fill="url(#{}-{})""#, self.said.id, paint.name())
        } else {
            format!(r#"class="{}""#, paint.class())
        }
    }

    fn draw(&self, f: &mut Formatter<'_>, mark: &Mark) -> fmt::Result {
        let (across, down) = match self.squares {
            Some(_) => ("", ""),
            None => ("%", "em"),
        };
        match mark {
            Mark::Area {
                x,
                y,
                width,
                height,
                paint,
            } => {
                let [x, y, width, height] = [x, y, width, height].map(|n| Short(*n));
                let fill = self.fill(*paint);
                write!(
                    f,
                    r#"<rect x="{x}{across}" y="{y}{down}" width="{width}{across}" height="{height}{down}" {fill}/>"#
                )
            }
            Mark::Line { from, to, class } => {
                let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(Short);
                write!(
                    f,
                    r#"<line x1="{x1}{across}" y1="{y1}{down}" x2="{x2}{across}" y2="{y2}{down}" class="{class}"/>"#
                )
            }
            Mark::Dot { x, y, class } => {
                let [x, y] = [x, y].map(|n| Short(*n));
                write!(
                    f,
                    r#"<circle cx="{x}{across}" cy="{y}{down}" r="4" class="{class}"/>"#
                )
            }
            Mark::Text {
                x,
                y,
                anchor,
                class,
                text,
            } => {
                let [x, y] = [x, y].map(|n| Short(*n));
                write!(
                    f,
                    r#"<text x="{x}{across}" y="{y}{down}" text-anchor="{}" class="{class}">{}</text>"#,
                    anchor.name(),
                    safe(text)?
                )
            }
        }
    }
}

fn safe(text: &str) -> Result<impl Display, fmt::Error> {
    escape(text, Html).map_err(|_never| fmt::Error)
}

/// A number with at most two places after the point; what is no number is nothing.
struct Short(f64);

impl Display for Short {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Adding nothing turns -0 into 0.
        let rounded = if rounded.is_finite() {
            rounded + 0.0
        } else {
            0.0
        };
        write!(f, "{rounded}")
    }
}

/// A number of things as a length.
pub(super) fn many(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// A part of a whole in percent, between 0 and 100; nothing of nothing.
pub(super) fn percent(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole * 100.0).clamp(0.0, 100.0)
    } else {
        0.0
    }
}

/// About how wide a text is, in letters: 汉字 are one wide, others a little over a half.
pub(super) fn width(text: &str) -> f64 {
    text.chars()
        .map(|letter| if letter.is_ascii() { 0.58 } else { 1.0 })
        .sum()
}

/// The text, or its beginning where it is wider than this many letters. The table beside the chart has it whole.
pub(super) fn fit(text: &str, letters: f64) -> String {
    if width(text) <= letters {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width(&kept) + 2.0 > letters {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn said() -> Said {
        Said {
            id: "c".to_owned(),
            title: "标题".to_owned(),
            description: "描述".to_owned(),
        }
    }

    /// What a browser would be given; fails where it cannot be drawn.
    pub(crate) fn svg(drawing: &Drawing) -> String {
        let svg = drawing.to_string();
        for wrong in ["NaN", "inf", "=\"-0", "style="] {
            assert!(!svg.contains(wrong), "{wrong} in {svg}");
        }
        svg
    }

    #[test]
    fn what_people_wrote_is_escaped() {
        let text = Mark::Text {
            x: 0.0,
            y: 1.0,
            anchor: Anchor::Start,
            class: "",
            text: "<script>&\"".to_owned(),
        };
        let mut said = said();
        said.title = "a<b".to_owned();
        let svg = svg(&Drawing::fluid(said, 2.0, vec![text]));
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("a&#60;b") || svg.contains("a&lt;b"), "{svg}");
    }

    #[test]
    fn it_is_an_image_with_a_name_and_a_description() {
        let svg = svg(&Drawing::fluid(said(), 2.0, Vec::new()));
        for part in [
            "role=\"img\"",
            "aria-labelledby=\"c-title\"",
            "aria-describedby=\"c-desc\"",
            "<title id=\"c-title\">标题</title>",
            "<desc id=\"c-desc\">描述</desc>",
        ] {
            assert!(svg.contains(part), "{part} is not in {svg}");
        }
    }

    #[test]
    fn a_pattern_is_there_once_where_it_is_used() {
        let area = |paint| Mark::Area {
            x: 0.0,
            y: 0.0,
            width: 10.0,
            height: 1.0,
            paint,
        };
        let marks = vec![area(Paint::Hurt), area(Paint::Hurt), area(Paint::Full)];
        let svg = svg(&Drawing::fluid(said(), 2.0, marks));
        assert_eq!(svg.matches("<pattern").count(), 1, "{svg}");
        assert_eq!(svg.matches("url(#c-hurt)").count(), 2, "{svg}");
    }

    #[test]
    fn numbers_are_short_and_never_broken() {
        let short = |n| Short(n).to_string();
        assert_eq!(short(33.333_333), "33.33");
        assert_eq!(short(f64::NAN), "0");
        assert_eq!(short(f64::INFINITY), "0");
        assert_eq!(short(-0.001), "0");
        assert!(percent(1.0, 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn long_labels_end_in_an_ellipsis() {
        assert_eq!(fit("云川市市长", 8.0), "云川市市长");
        assert_eq!(fit("云川市江北区石桥街道办事处", 8.0), "云川市江北区石…");
    }
}
