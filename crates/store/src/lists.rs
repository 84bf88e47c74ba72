//! Lists of messages: the public ones by filters, the worklists by who has to do something. Keyset pages.

use crate::args;
use crate::error::{Error, Result, unparsed};
use crate::messages;
use crate::tx::{Arg, Tx};
use domain::Timestamp;
use domain::ids::{MessageId, OfficeId, UnitId};
use domain::message::{Message, Queue};
use domain::office::RegionCode;
use domain::screening::Kind;
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use std::fmt::Write;

const LISTED_AFTER: &str =
    "SELECT id FROM messages WHERE id > $1 AND listed_at IS NOT NULL ORDER BY id LIMIT $2";
const OLDEST: &str =
    "SELECT listed_at FROM messages WHERE listed_at IS NOT NULL ORDER BY listed_at, id LIMIT 1";
const COUNT_REPLIED: &str = "SELECT COUNT(*) FROM messages WHERE listed_at IS NOT NULL AND office = $1 \
     AND replied_at >= $2 AND replied_at < $3";
const COUNT_BY_SUBDOMAIN: &str = "SELECT subdomain, COUNT(*) FROM messages \
     WHERE listed_at IS NOT NULL AND subdomain IS NOT NULL AND domain = $1 GROUP BY subdomain";

/// What the public lists can be narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// One office.
    pub office: Option<OfficeId>,
    /// A place and everything in it.
    pub region: Option<RegionCode>,
    /// One domain.
    pub domain: Option<DomainSlug>,
    /// One subdomain, by its name; names are those of a domain, which is given too.
    pub subdomain: Option<String>,
    /// One kind.
    pub kind: Option<Kind>,
    /// Any of these stages; empty: any.
    pub stages: Vec<StageKind>,
    /// Late ones.
    pub overdue: bool,
    /// With a returned reply.
    pub returned: bool,
    /// Reopened ones.
    pub reopened: bool,
    /// Published from this moment on.
    pub since: Option<Timestamp>,
    /// Published before this moment.
    pub until: Option<Timestamp>,
}

/// Where a page begins: after this message, going down or, for the page before, up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The time by which the list is ordered.
    pub at: Timestamp,
    /// The message at that time.
    pub id: MessageId,
}

/// A message in a list, with its title.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The message.
    pub message: Message,
    /// The title: the published one where words were taken out. Empty once erased.
    pub title: String,
    /// The title as written, for those who may see it.
    pub title_as_written: String,
    /// The office's title.
    pub office: String,
    /// The domain's name.
    pub domain: String,
    /// The time by which the list is ordered.
    pub at: Timestamp,
}

impl Listed {
    /// Where the page after this one begins.
    pub fn key(&self) -> Key {
        Key {
            at: self.at,
            id: self.message.id,
        }
    }
}

/// One page, and whether there are more on either side.
#[derive(Clone, Debug)]
pub struct Page {
    /// The messages.
    pub items: Vec<Listed>,
    /// There are later pages.
    pub more: bool,
}

/// Conditions and their parameters, put together from constants.
struct Query<'a> {
    sql: String,
    args: Vec<Arg<'a>>,
}

impl<'a> Query<'a> {
    fn select(order_column: &str) -> Self {
        let sql = format!(
            "SELECT {}, titles.text, written.text, offices.title, domains.name, {order_column} FROM messages \
             JOIN offices ON offices.id = messages.office \
             LEFT JOIN domains ON domains.slug = messages.domain \
             LEFT JOIN contents AS titles ON titles.id = COALESCE(messages.public_title, messages.title) \
             LEFT JOIN contents AS written ON written.id = messages.title WHERE ",
            columns()
        );
        Self {
            sql,
            args: Vec::new(),
        }
    }

    fn raw(&mut self, condition: &str) {
        self.sql.push_str(condition);
    }

    /// ` AND <condition> $n`
    fn and(&mut self, condition: &str, arg: impl Into<Arg<'a>>) {
        self.args.push(arg.into());
        // Writing to a string cannot fail.
        write!(self.sql, " AND {condition} ${}", self.args.len()).unwrap_or_default();
    }

    fn and_in(&mut self, column: &str, values: impl IntoIterator<Item = Arg<'a>>) {
        let mut places = Vec::new();
        for value in values {
            self.args.push(value);
            places.push(format!("${}", self.args.len()));
        }
        if places.is_empty() {
            self.raw(" AND FALSE"); // any of none
        } else {
            write!(self.sql, " AND {column} IN ({})", places.join(", ")).unwrap_or_default();
        }
    }

    fn key(&mut self, column: &str, comparison: &str, key: Key) {
        self.args.push(key.at.into());
        self.args.push(key.id.0.into());
        let n = self.args.len();
        write!(
            self.sql,
            " AND ({column}, messages.id) {comparison} (${}, ${n})",
            n - 1
        )
        .unwrap_or_default();
    }

    async fn page(mut self, tx: &mut Tx, order: &str, limit: u32) -> Result<Page> {
        self.args.push(Arg::from(limit.saturating_add(1)));
        write!(self.sql, " ORDER BY {order} LIMIT ${}", self.args.len()).unwrap_or_default();
        let mut items = tx
            .rows(self.sql, &self.args, |row| {
                Ok(Listed {
                    message: messages::read(row)?,
                    title: row.opt_text(37)?.unwrap_or_default(),
                    title_as_written: row.opt_text(38)?.unwrap_or_default(),
                    office: row.text(39)?,
                    domain: row.opt_text(40)?.unwrap_or_default(),
                    at: row.time(41)?,
                })
            })
            .await?;
        let limit = usize::try_from(limit).map_err(unparsed("a limit"))?;
        let more = items.len() > limit;
        items.truncate(limit);
        Ok(Page { items, more })
    }
}

/// The columns of a message, qualified: offices and domains have columns of the same names.
fn columns() -> String {
    let bare = |column: &str| column.trim().trim_start_matches("messages.").to_owned();
    let qualified = messages::COLUMNS
        .split(',')
        .map(|column| format!("messages.{}", bare(column)));
    qualified.collect::<Vec<_>>().join(", ")
}

impl Filter {
    fn conditions<'a>(&'a self, query: &mut Query<'a>, from: &'a str, to: &'a str) {
        query.raw("listed_at IS NOT NULL");
        if let Some(office) = self.office {
            query.and("messages.office =", office.0);
        }
        if self.region.is_some() {
            query.and("messages.region >=", from);
            query.and("messages.region <", to);
        }
        if let Some(domain) = &self.domain {
            query.and("messages.domain =", domain.as_str());
        }
        if let Some(subdomain) = &self.subdomain {
            query.and("messages.subdomain =", subdomain.as_str());
        }
        if let Some(kind) = self.kind {
            query.and("messages.kind =", kind.code());
        }
        if !self.stages.is_empty() {
            query.and_in(
                "stage_kind",
                self.stages.iter().map(|stage| Arg::from(stage.code())),
            );
        }
        for (wanted, condition) in [
            (self.overdue, " AND overdue"),
            (self.returned, " AND returned"),
            (self.reopened, " AND reopened"),
        ] {
            if wanted {
                query.raw(condition);
            }
        }
        if let Some(since) = self.since {
            query.and("listed_at >=", since);
        }
        if let Some(until) = self.until {
            query.and("listed_at <", until);
        }
    }

    /// The half-open range of codes of the region, as two texts.
    fn range(&self) -> (String, String) {
        let from = self.region.as_ref().map_or("", RegionCode::prefix);
        let to = format!("{from}:"); // ':' comes after '9'
        (from.to_owned(), to)
    }
}

/// When the oldest public message was published.
pub async fn oldest(tx: &mut Tx) -> Result<Option<Timestamp>> {
    tx.row(OLDEST, &[], |row| row.time(0)).await
}

/// Public messages, the newest first; `after` goes to older ones.
pub async fn public(tx: &mut Tx, filter: &Filter, after: Option<Key>, limit: u32) -> Result<Page> {
    let (from, to) = filter.range();
    let mut query = Query::select("messages.listed_at");
    filter.conditions(&mut query, &from, &to);
    if let Some(key) = after {
        query.key("listed_at", "<", key);
    }
    query
        .page(tx, "listed_at DESC, messages.id DESC", limit)
        .await
}

/// Public messages, going back up from `before`; the items come newest first all the same.
pub async fn public_before(tx: &mut Tx, filter: &Filter, before: Key, limit: u32) -> Result<Page> {
    let (from, to) = filter.range();
    let mut query = Query::select("messages.listed_at");
    filter.conditions(&mut query, &from, &to);
    query.key("listed_at", ">", before);
    let mut page = query
        .page(tx, "listed_at ASC, messages.id ASC", limit)
        .await?;
    page.items.reverse();
    Ok(page)
}

/// Public messages with a published reply, the latest reply first.
pub async fn replied(tx: &mut Tx, filter: &Filter, limit: u32) -> Result<Page> {
    let (from, to) = filter.range();
    let mut query = Query::select("messages.replied_at");
    filter.conditions(&mut query, &from, &to);
    query.raw(" AND replied_at IS NOT NULL");
    query
        .page(tx, "replied_at DESC, messages.id DESC", limit)
        .await
}

/// Public messages whose writer said how it went, of those answered from this moment on; the latest answer first.
pub async fn rated(tx: &mut Tx, filter: &Filter, since: Timestamp, limit: u32) -> Result<Page> {
    let (from, to) = filter.range();
    let mut query = Query::select("messages.replied_at");
    filter.conditions(&mut query, &from, &to);
    query.raw(" AND rated IS NOT NULL");
    query.and("replied_at >=", since);
    query
        .page(tx, "replied_at DESC, messages.id DESC", limit)
        .await
}

/// How many public messages an office answered between two moments, the second excluded: by the latest answer.
pub async fn count_replied(
    tx: &mut Tx,
    office: OfficeId,
    since: Timestamp,
    until: Timestamp,
) -> Result<i64> {
    let args = args![office.0, since, until];
    let counted = tx.row(COUNT_REPLIED, args, |row| row.int(0)).await?;
    Ok(counted.unwrap_or(0))
}

/// How many public messages match.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64> {
    let (from, to) = filter.range();
    let mut query = Query {
        sql: "SELECT COUNT(*) FROM messages WHERE ".into(),
        args: Vec::new(),
    };
    filter.conditions(&mut query, &from, &to);
    Ok(tx
        .row(query.sql, &query.args, |row| row.int(0))
        .await?
        .unwrap_or(0))
}

/// How many public messages each subdomain of a domain has; one that has none is missing. In no order.
pub async fn count_by_subdomain(tx: &mut Tx, domain: &DomainSlug) -> Result<Vec<(String, i64)>> {
    tx.rows(COUNT_BY_SUBDOMAIN, args![domain.as_str()], |row| {
        Ok((row.text(0)?, row.int(1)?))
    })
    .await
}

/// The next listed messages by id, for whoever goes through all of them.
pub async fn listed_after(tx: &mut Tx, after: MessageId, limit: u32) -> Result<Vec<MessageId>> {
    tx.rows(LISTED_AFTER, args![after.0, limit], |row| {
        row.int(0).map(MessageId)
    })
    .await
}

/// Whose worklist, and which part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Any of these queues; empty: any.
    pub queues: Vec<Queue>,
    /// Of these units; none: of any.
    pub units: Option<Vec<UnitId>>,
    /// Of this office.
    pub office: Option<OfficeId>,
    /// Late ones.
    pub overdue: bool,
    /// Where the unit asked for more days.
    pub extension_asked: bool,
}

impl Work {
    fn conditions<'a>(&'a self, query: &mut Query<'a>) {
        query.raw("queue IS NOT NULL");
        if !self.queues.is_empty() {
            query.and_in(
                "queue",
                self.queues.iter().map(|queue| Arg::from(queue.code())),
            );
        }
        if let Some(units) = &self.units {
            query.and_in("messages.unit", units.iter().map(|unit| Arg::from(unit.0)));
        }
        if let Some(office) = self.office {
            query.and("messages.office =", office.0);
        }
        if self.overdue {
            query.raw(" AND overdue");
        }
        if self.extension_asked {
            query.raw(" AND extension_asked");
        }
    }
}

/// A worklist in the order of deadlines.
pub async fn work(tx: &mut Tx, work: &Work, after: Option<Key>, limit: u32) -> Result<Page> {
    let mut query = Query::select("messages.queue_due");
    work.conditions(&mut query);
    if let Some(key) = after {
        query.key("queue_due", ">", key);
    }
    query
        .page(tx, "queue_due ASC, messages.id ASC", limit)
        .await
}

/// How many messages a worklist has.
pub async fn count_work(tx: &mut Tx, work: &Work) -> Result<i64> {
    let mut query = Query {
        sql: "SELECT COUNT(*) FROM messages WHERE ".into(),
        args: Vec::new(),
    };
    work.conditions(&mut query);
    Ok(tx
        .row(query.sql, &query.args, |row| row.int(0))
        .await?
        .unwrap_or(0))
}

/// Messages in the order given, for a writer's own page.
pub async fn of_ids(tx: &mut Tx, ids: &[MessageId]) -> Result<Vec<Listed>> {
    let mut items = Vec::with_capacity(ids.len());
    for some in ids.chunks(40) {
        let mut query = Query::select("messages.created_at");
        query.raw("TRUE");
        query.and_in("messages.id", some.iter().map(|id| Arg::from(id.0)));
        items.extend(query.page(tx, "messages.id", 40).await?.items);
    }
    items.sort_by_key(|item| ids.iter().position(|id| *id == item.message.id));
    Ok(items)
}

impl Key {
    /// A cursor as it stands in a URL.
    pub fn to_cursor(self) -> String {
        format!("{:x}-{:x}", self.at.as_millisecond(), self.id.0)
    }

    /// Reads a cursor; a broken one is named as such.
    pub fn from_cursor(cursor: &str) -> Result<Self> {
        let broken = || Error::row("cursor")("broken".into());
        let (at, id) = cursor.split_once('-').ok_or_else(broken)?;
        let number = |hex: &str| {
            // A sign is taken by the parser, and written by nobody.
            let is_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            let number = i64::from_str_radix(hex, 16).ok();
            number.filter(|_number| is_hex).ok_or_else(broken)
        };
        let at = Timestamp::from_millisecond(number(at)?).map_err(|_err| broken())?;
        Ok(Self {
            at,
            id: MessageId(number(id)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_or_refused() {
        let key = Key {
            at: Timestamp::from_millisecond(1_780_000_000_123).unwrap(),
            id: MessageId(77),
        };
        assert_eq!(Key::from_cursor(&key.to_cursor()).unwrap(), key);
        for broken in [
            "",
            "-",
            "zz-1",
            "1",
            "1-",
            "+1-1",
            "1--1",
            "ffffffffffffffff-1",
            "留言",
        ] {
            assert!(Key::from_cursor(broken).is_err(), "{broken}");
        }
    }
}
