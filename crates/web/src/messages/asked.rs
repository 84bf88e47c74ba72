//! What the address of a list asks for: filters, days, and where the page begins. Each thing asked has one
//! spelling; what cannot be read is named, never dropped. Feeds and the search take the same filters.

use crate::address::{Broken, one, query, read};
use crate::cursor;
use crate::page::Page;
use crate::web::Web;
use app::reference::Reference;
use domain::Timestamp;
use domain::calendar::Calendar;
use domain::ids::OfficeId;
use domain::office::RegionCode;
use domain::screening::Kind;
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::lists::{Filter, Key};

/// Stages as readers group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// 待回复: published, and no unit has taken it up.
    Waiting,
    /// 办理中
    Handling,
    /// 已回复: the writer may still speak.
    Replied,
    /// 已办结
    Closed,
}

impl Group {
    /// In the order of the tabs.
    pub(crate) const ALL: [Self; 4] = [Self::Waiting, Self::Handling, Self::Replied, Self::Closed];

    /// As in the address.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Handling => "handling",
            Self::Replied => "replied",
            Self::Closed => "closed",
        }
    }

    /// The stages of the group.
    pub(crate) fn stages(self) -> Vec<StageKind> {
        match self {
            Self::Waiting => vec![StageKind::Open, StageKind::Assigned],
            Self::Handling => vec![
                StageKind::Handling,
                StageKind::AwaitingWriter,
                StageKind::InReview,
            ],
            Self::Replied => vec![StageKind::Replied, StageKind::ReopenRequested],
            Self::Closed => vec![StageKind::Closed],
        }
    }
}

/// A month or a range of days, the first and the last included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Days {
    /// Any day.
    #[default]
    Any,
    /// The month that begins on this day.
    Month(Date),
    /// From a day, to a day.
    Between(Option<Date>, Option<Date>),
}

impl Days {
    /// The first and the last day.
    pub(crate) fn ends(self) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Any => (None, None),
            Self::Month(first) => (Some(first), Some(first.last_of_month())),
            Self::Between(since, until) => (since, until),
        }
    }
}

/// Where the page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Turn {
    /// With the newest.
    #[default]
    First,
    /// After this message.
    After(Key),
    /// Before this message.
    Before(Key),
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub office: Option<OfficeId>,
    pub region: Option<RegionCode>,
    pub domain: Option<DomainSlug>,
    /// Of the domain, which is there too.
    pub subdomain: Option<String>,
    pub kind: Option<Kind>,
    pub stage: Option<Group>,
    pub overdue: bool,
    pub returned: bool,
    pub reopened: bool,
    pub days: Days,
    pub turn: Turn,
    /// The form sent fields that were left empty: the address has a shorter spelling.
    pub long: bool,
}

const NAMES: [&str; 15] = [
    "office",
    "region",
    "domain",
    "subdomain",
    "part",
    "kind",
    "stage",
    "overdue",
    "returned",
    "reopened",
    "month",
    "since",
    "until",
    "after",
    "before",
];

impl Asked {
    /// Reads the parameters of an address. Names that mean nothing here are other programs' marks and stay unread.
    pub(crate) fn read(pairs: &[(String, String)]) -> Result<Self, Broken> {
        let mut long = false;
        let mut value = |name: &'static str| {
            let value = one(pairs, name)?;
            long |= value == Some("");
            Ok(value.filter(|value| !value.is_empty()))
        };
        let [
            office,
            region,
            domain,
            subdomain,
            part,
            kind,
            stage,
            overdue,
            returned,
            reopened,
            month,
            since,
            until,
            after,
            before,
        ] = NAMES.map(&mut value);
        let mut asked = Self {
            office: read("office", office?, |id| id.parse().ok())?,
            region: read("region", region?, |code| RegionCode::parse(code).ok())?,
            domain: read("domain", domain?, |slug| DomainSlug::parse(slug).ok())?,
            subdomain: subdomain?.map(str::to_owned),
            kind: read("kind", kind?, |code| code.parse().ok())?,
            stage: read("stage", stage?, |code| {
                Group::ALL.into_iter().find(|group| group.code() == code)
            })?,
            overdue: read("overdue", overdue?, ticked)?.is_some(),
            returned: read("returned", returned?, ticked)?.is_some(),
            reopened: read("reopened", reopened?, ticked)?.is_some(),
            days: days(month?, since?, until?)?,
            turn: Turn::First,
            long,
        };
        if let Some(part) = part? {
            asked.narrow_to(part)?;
        }
        if asked.subdomain.is_some() && asked.domain.is_none() {
            return Err(Broken("subdomain"));
        }
        asked.turn = turn(after?, before?, &asked.without(""))?;
        Ok(asked)
    }

    /// What the form sends for a subdomain: `urban/道路`, so that one of the domain that was chosen before asks for
    /// nothing. The address has another spelling.
    fn narrow_to(&mut self, part: &str) -> Result<(), Broken> {
        let (slug, name) = part.split_once('/').ok_or(Broken("subdomain"))?;
        if self.subdomain.is_some() {
            return Err(Broken("subdomain"));
        }
        let same = self.domain.as_ref().map(DomainSlug::as_str) == Some(slug);
        self.subdomain = same.then(|| name.to_owned());
        self.long = true;
        Ok(())
    }

    /// As [`Asked::read`], and the board has the office, the domain, its subdomain and the place.
    pub(crate) async fn read_known(web: &Web, pairs: &[(String, String)]) -> Result<Self, Broken> {
        let asked = Self::read(pairs)?;
        let reference = web.app.reference();
        let office = asked.office;
        if office.is_some_and(|id| reference.office(id).is_none()) {
            return Err(Broken("office"));
        }
        if let Some(slug) = &asked.domain {
            let domain = reference.domain(slug).ok_or(Broken("domain"))?;
            let part = asked.subdomain.as_ref();
            if part.is_some_and(|part| !domain.subdomains.contains(part)) {
                return Err(Broken("subdomain"));
            }
        }
        if let Some(code) = &asked.region
            && !reference.places.contains_key(code)
            && web.app.place(code).await.is_err()
        {
            return Err(Broken("region"));
        }
        Ok(asked)
    }

    /// The page begins elsewhere than with the newest.
    pub(crate) fn is_turned(&self) -> bool {
        self.turn != Turn::First
    }

    /// What narrows the list, in words: the name of each filter beside what it says.
    pub(crate) fn words(&self, p: &Page, reference: &Reference) -> Vec<(&'static str, String)> {
        let word = |name: &str, value: &str| match name {
            "stage" => p.t(&format!("list-stage-{value}")),
            "office" => self
                .office
                .and_then(|id| reference.office(id))
                .map_or_else(|| value.to_owned(), |office| office.title.clone()),
            "region" => self
                .region
                .as_ref()
                .and_then(|code| reference.places.get(code))
                .map_or_else(|| value.to_owned(), |place| place.name.clone()),
            "domain" => self
                .domain
                .as_ref()
                .and_then(|slug| reference.domain(slug))
                .map_or_else(|| value.to_owned(), |domain| p.topic(&domain.name)),
            "subdomain" => p.topic(value),
            "kind" => p.code("kind", value),
            "month" => match self.days {
                Days::Month(first) => p.tt2("list-in-month", first.year(), first.month()),
                _ => value.to_owned(),
            },
            "since" | "until" => {
                let (since, until) = self.days.ends();
                let day = if name == "since" { since } else { until };
                p.tt(
                    &format!("list-{name}-day"),
                    day.map_or_else(String::new, |day| p.date(day)),
                )
            }
            other => p.t(&format!("list-{other}")),
        };
        let pairs = self.pairs().into_iter();
        pairs
            .map(|(name, value)| (name, word(name, &value)))
            .collect()
    }

    /// What the store is asked for.
    pub(crate) fn filter(&self, calendar: &Calendar) -> Filter {
        let (since, until) = self.days.ends();
        let begin = |day: Date| begin_of(day, calendar.zone());
        Filter {
            office: self.office,
            region: self.region.clone(),
            domain: self.domain.clone(),
            subdomain: self.subdomain.clone(),
            kind: self.kind,
            stages: self.stage.map(Group::stages).unwrap_or_default(),
            overdue: self.overdue,
            returned: self.returned,
            reopened: self.reopened,
            since: since.map(begin),
            until: until.map(|day| begin(day.saturating_add(1.day()))),
        }
    }

    /// The parameters of the filters, in the order of the page; without the place where a page begins.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let ticked = |on: bool| on.then(|| "1".to_owned());
        let (month, since, until) = match self.days {
            Days::Any => (None, None, None),
            Days::Month(first) => (Some(first.strftime("%Y-%m").to_string()), None, None),
            Days::Between(since, until) => (None, since, until),
        };
        let all = [
            ("stage", self.stage.map(|stage| stage.code().to_owned())),
            ("office", self.office.map(|id| id.to_string())),
            ("region", self.region.as_ref().map(ToString::to_string)),
            ("domain", self.domain.as_ref().map(ToString::to_string)),
            ("subdomain", self.subdomain.clone()),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("overdue", ticked(self.overdue)),
            ("returned", ticked(self.returned)),
            ("reopened", ticked(self.reopened)),
            ("month", month),
            ("since", since.map(|day| day.to_string())),
            ("until", until.map(|day| day.to_string())),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// The filters as they stand behind a path: `?domain=urban&kind=help`, or nothing.
    pub(crate) fn query(&self) -> String {
        query(&self.pairs())
    }

    /// The address of the list without one filter; of all of it where the name is empty.
    pub(crate) fn without(&self, name: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| !hangs_on(other, name));
        address(&pairs)
    }

    /// The address of the page of this list that begins at a message: `after` or `before` it.
    pub(super) fn turned(&self, name: &'static str, key: Key) -> String {
        self.with(name, &cursor::write(key, &self.without("")))
    }

    /// The address of the list with one filter set.
    pub(crate) fn with(&self, name: &'static str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| !hangs_on(other, name));
        pairs.push((name, value.to_owned()));
        address(&pairs)
    }
}

/// The list with these parameters.
fn address(pairs: &[(&'static str, String)]) -> String {
    format!("/messages{}", query(pairs))
}

/// Whether a filter says nothing any more once another one changes: it is the same, or a part of it.
pub(crate) fn hangs_on(filter: &str, other: &str) -> bool {
    filter == other || (filter == "subdomain" && other == "domain")
}

fn ticked(value: &str) -> Option<()> {
    (value == "1").then_some(())
}

/// A day of the years that a board can speak of.
fn day(value: &str) -> Option<Date> {
    let day: Date = value.parse().ok()?;
    let plain = day.to_string() == value && (1949..=2199).contains(&day.year());
    plain.then_some(day)
}

fn days(month: Option<&str>, since: Option<&str>, until: Option<&str>) -> Result<Days, Broken> {
    let month = read("month", month, |month| day(&format!("{month}-01")))?;
    let since = read("since", since, day)?;
    let until = read("until", until, day)?;
    match (month, since, until) {
        (None, None, None) => Ok(Days::Any),
        (Some(first), None, None) => Ok(Days::Month(first)),
        (None, since, until) => Ok(Days::Between(since, until)),
        (Some(_), ..) => Err(Broken("month")),
    }
}

/// A cursor belongs to the list with the filters of its address.
fn turn(after: Option<&str>, before: Option<&str>, list: &str) -> Result<Turn, Broken> {
    let key = |cursor: &str| cursor::read(cursor, list);
    let (after, before) = (read("after", after, key)?, read("before", before, key)?);
    match (after, before) {
        (None, None) => Ok(Turn::First),
        (Some(key), None) => Ok(Turn::After(key)),
        (None, Some(key)) => Ok(Turn::Before(key)),
        (Some(_), Some(_)) => Err(Broken("before")),
    }
}

fn begin_of(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posted::Posted;

    fn asked(query: &str) -> Result<Asked, Broken> {
        let posted = Posted::from_query(Some(query));
        let pairs = posted.fields();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Asked::read(&pairs)
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        for query in [
            "stage=handling&office=12&region=990102&domain=urban&kind=help&overdue=1&returned=1&reopened=1&month=2026-11",
            "since=2026-11-01&until=2026-11-30",
            "until=2026-11-30",
            "domain=urban&subdomain=%E9%81%93%E8%B7%AF&kind=help",
        ] {
            assert_eq!(
                asked(query).unwrap().without(""),
                format!("/messages?{query}")
            );
        }
        assert_eq!(asked("").unwrap().without(""), "/messages");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (query, name) in [
            ("office=mayor", "office"),
            ("region=9901", "region"),
            ("domain=城建", "domain"),
            ("subdomain=道路", "subdomain"),
            ("part=urban/道路&subdomain=物业&domain=urban", "subdomain"),
            ("domain=urban&part=道路", "subdomain"),
            ("kind=rumour", "kind"),
            ("stage=open", "stage"),
            ("overdue=yes", "overdue"),
            ("month=2026-13", "month"),
            ("month=2026-1", "month"),
            ("month=2026-11&since=2026-11-02", "month"),
            ("since=yesterday", "since"),
            ("until=9999-12-31", "until"),
            ("after=zz", "after"),
            ("before=1-", "before"),
            ("after=1-1", "after"),
            ("kind=help&kind=thanks", "kind"),
        ] {
            assert_eq!(asked(query), Err(Broken(name)), "{query}");
        }
    }

    #[test]
    fn empty_fields_ask_for_nothing_and_foreign_names_mean_nothing() {
        let asked = asked("domain=&kind=&from=timeline").unwrap();
        assert!(asked.long);
        assert_eq!(asked.pairs(), []);
    }

    #[test]
    fn a_subdomain_goes_with_its_domain() {
        let chosen = asked("domain=urban&part=urban/道路").unwrap();
        assert_eq!(chosen.subdomain.as_deref(), Some("道路"));
        assert!(chosen.long, "the address has another spelling");
        let changed = asked("domain=traffic&part=urban/道路").unwrap();
        assert_eq!((changed.subdomain.as_deref(), changed.long), (None, true));
        assert_eq!(asked("domain=&part=urban/道路").unwrap().pairs(), []);
        assert_eq!(chosen.without("domain"), "/messages");
        assert_eq!(chosen.without("subdomain"), "/messages?domain=urban");
        assert_eq!(chosen.with("domain", "health"), "/messages?domain=health");
    }

    #[test]
    fn one_filter_goes_and_one_comes() {
        let asked = asked("stage=closed&domain=urban").unwrap();
        assert_eq!(asked.without("stage"), "/messages?domain=urban");
        assert_eq!(asked.without("kind"), "/messages?stage=closed&domain=urban");
        assert_eq!(
            asked.with("stage", "replied"),
            "/messages?domain=urban&stage=replied"
        );
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let key = Key::from_cursor("1-1").unwrap();
        let closed = asked("stage=closed").unwrap();
        let address = closed.turned("after", key);
        let cursor = address.rsplit_once('=').unwrap().1;
        let read = |query: &str| asked(&format!("{query}&after={cursor}"));
        assert_eq!(read("stage=closed").unwrap().turn, Turn::After(key));
        assert_eq!(read("stage=replied"), Err(Broken("after")));
        assert_eq!(read(""), Err(Broken("after")));
        assert_eq!(asked("after=1-1"), Err(Broken("after")));
    }

    #[test]
    fn a_month_and_its_days_are_the_same_time() {
        let calendar = Calendar::mainland();
        let month = asked("month=2026-02").unwrap().filter(&calendar);
        let days = asked("since=2026-02-01&until=2026-02-28").unwrap();
        assert_eq!(month, days.filter(&calendar));
        assert_eq!(
            month.until.unwrap().to_string(),
            "2026-02-28T16:00:00Z",
            "the first moment of March in Shanghai"
        );
    }
}
