//! Import: the archive of another board comes in row by row, each row once.
//!
//! A row opens a thread by the verb `imported`, at a legal stage. Its times are claims: they stand in the message
//! and its reply, where pages and lists take them from, while the events carry the time at which the board received
//! it, so that numbers of the year, the order of events and all figures of deadlines stay true. It has no clock.
//! What the board cannot say of itself is left out: who opposed a message, and whether a matter was settled.

mod mapping;
mod offices;

use crate::archive::columns::Field;
use crate::archive::rows::{Archive, ArchiveRow, RowError};
use crate::board::App;
use crate::fields;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::actor::Actor;
use domain::event::Event;
use domain::form::Age;
use domain::ids::{EventId, OfficeId, UnitId};
use domain::message::{Counts, Message, Texts};
use domain::office::RegionCode;
use domain::rating::{Rating, Score, Scores};
use domain::reply::{Outcome, Reply, ReplyKind, ReplyState};
use domain::screening::Visibility;
use domain::stage::{ClosedResult, Stage};
use domain::text::{Body, PenName, TextProblem, Title};
use jiff::civil::DateTime;
use mapping::Progress;
use offices::Places;
use std::collections::HashSet;
use store::contents::NewContent;
use store::vault::NewKey;
use store::{Tx, contents, imports, messages, ratings, replies};

/// Rows of one transaction: what a crash costs at most, to be read again.
const BATCH: usize = 200;
/// Most characters of a source's name.
const SOURCE: usize = 100;

/// What came of an import. At the end of a run the three add up to the rows of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that became messages; in a dry run, those that would.
    pub imported: u64,
    /// Rows that were there already.
    pub skipped: u64,
    /// Rows that could not be taken.
    pub failed: u64,
}

/// What an import tells while it runs.
#[derive(Debug)]
pub enum News {
    /// So far the file was read, and what it led to was kept.
    Read {
        /// Bytes of the file.
        bytes: u64,
        /// … of so many.
        of: u64,
    },
    /// A row that could not be taken; the rows after it are.
    Failed(RowFailure),
}

/// Why a row could not be taken. The text is for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFailure {
    /// The file is wrong there.
    #[error(transparent)]
    Row(#[from] RowError),
    /// A text that no message may have, of whatever origin.
    #[error("编号 {id}：{field}{}", say(.problem))]
    Text {
        /// The row's id in its source.
        id: String,
        /// The field.
        field: Field,
        /// What is wrong.
        problem: TextProblem,
    },
    /// A time that is yet to come, or that no clock of the zone shows.
    #[error("编号 {id}：{field}“{time}”不可能，晚于现在或超出范围")]
    Time {
        /// The row's id in its source.
        id: String,
        /// The field.
        field: Field,
        /// The time.
        time: DateTime,
    },
}

fn say(problem: &TextProblem) -> String {
    match problem {
        TextProblem::Empty => "没有可见的文字".into(),
        TextProblem::TooLong { have, max } => format!("有 {have} 个字符，最多 {max} 个"),
        TextProblem::TooShort { have, min } => format!("只有 {have} 个字符，至少 {min} 个"),
        TextProblem::Control => "含有控制字符".into(),
    }
}

/// A row that is ready to be written: everything drawn and parsed before the transaction.
struct Ready {
    row_id: String,
    message: Message,
    salt_key: NewKey,
    title: NewContent,
    body: NewContent,
    reply: Option<(Reply, NewContent)>,
    rating: Option<Rating>,
    /// Ids of the events, in their order.
    events: [EventId; 3],
}

impl App {
    /// Imports the rows of an archive that are not there yet, or with `dry_run` only checks them.
    ///
    /// Rows are kept in batches, each in one transaction: after an interruption the same call goes on where it was.
    pub async fn import(
        &self,
        archive: &mut Archive,
        dry_run: bool,
        mut tell: impl FnMut(News),
    ) -> Result<Imported, Refusal> {
        let source: String = archive.source().chars().take(SOURCE).collect();
        let mut places = Places::default();
        let mut done = Imported::default();
        let mut seen = HashSet::new();
        let mut ended = false;
        while !ended {
            let mut rows = Vec::with_capacity(BATCH);
            while rows.len() < BATCH && !ended {
                match archive.next() {
                    Some(Ok(row)) => rows.push(row),
                    Some(Err(why)) => {
                        done.failed += 1;
                        tell(News::Failed(why.into()));
                    }
                    None => ended = true,
                }
            }
            let batch = self.fresh(&source, rows, &mut seen, &mut done).await?;
            let mut ready = Vec::with_capacity(batch.len());
            for row in batch {
                match self.ready(row, &mut places, dry_run).await? {
                    Ok(row) => ready.push(row),
                    Err(why) => {
                        done.failed += 1;
                        tell(News::Failed(why));
                    }
                }
            }
            if dry_run {
                done.imported += count(ready.len());
            } else {
                self.keep(&source, &ready, &mut done).await?;
            }
            tell(News::Read {
                bytes: Archive::position(archive),
                of: archive.size(),
            });
        }
        if places.has_new() {
            self.reload_reference().await?;
        }
        Ok(done)
    }

    /// The rows that were not imported before, each id once. What is skipped here needs no parsing.
    async fn fresh(
        &self,
        source: &str,
        rows: Vec<ArchiveRow>,
        seen: &mut HashSet<String>,
        done: &mut Imported,
    ) -> Result<Vec<ArchiveRow>, Refusal> {
        let fresh = self.db.read(async |tx| {
            let mut fresh = Vec::with_capacity(rows.len());
            for row in rows {
                let known = seen.contains(&row.source_id)
                    || imports::find(tx, source, &row.source_id).await?.is_some();
                if known {
                    done.skipped += 1;
                } else {
                    seen.insert(row.source_id.clone());
                    fresh.push(row);
                }
            }
            Ok::<_, store::Error>(fresh)
        });
        Ok(fresh.await?)
    }

    /// Writes a batch, all of it or nothing.
    async fn keep(
        &self,
        source: &str,
        batch: &[Ready],
        done: &mut Imported,
    ) -> Result<(), Refusal> {
        if batch.is_empty() {
            return Ok(());
        }
        let kept = self.db.write(async |tx| {
            let mut kept = 0;
            for row in batch {
                // Another process may have been faster.
                if imports::find(tx, source, &row.row_id).await?.is_none() {
                    self.keep_row(tx, source, row).await?;
                    kept += 1;
                }
            }
            Ok::<_, Refusal>(kept)
        });
        let kept = kept.await?;
        done.imported += kept;
        done.skipped += count(batch.len()) - kept;
        Ok(())
    }

    /// The thread of a row: that it was imported, then the reply and the rating that it came with.
    async fn keep_row(&self, tx: &mut Tx, source: &str, row: &Ready) -> Result<(), Refusal> {
        let by = Actor::CLOCK.by();
        let mut message = row.message.clone();
        let id = message.id;
        let imported = Event::Imported {
            source: source.to_owned(),
            stage: message.stage.kind(),
        };
        let [first, second, third] = row.events;
        let NewKey { key, sealed } = &row.salt_key;
        messages::add(
            tx,
            &message,
            None,
            sealed,
            &self.rules,
            (first, by, &imported),
        )
        .await?;
        imports::add(tx, source, &row.row_id, id).await?;
        contents::add_under(tx, key, &message, &row.title).await?;
        contents::add_under(tx, key, &message, &row.body).await?;
        if let Some((reply, text)) = &row.reply {
            message.events += 1;
            contents::add_under(tx, key, &message, text).await?;
            replies::add(tx, reply).await?;
            let published = Event::ReplyPublished {
                reply: reply.id,
                on_time: false,
                unmasked: None,
            };
            messages::change(tx, &message, &self.rules, (second, by, &published)).await?;
        }
        if let Some(rating) = &row.rating {
            ratings::add(tx, rating).await?;
            let rated = Event::Rated { rating: rating.id };
            message.events += 1;
            messages::change(tx, &message, &self.rules, (third, by, &rated)).await?;
        }
        Ok(())
    }

    /// Parses a row and draws what it needs. The outer error is the store's, the inner one the row's.
    async fn ready(
        &self,
        row: ArchiveRow,
        places: &mut Places,
        dry_run: bool,
    ) -> Result<Result<Ready, RowFailure>, Refusal> {
        let claimed = match self.claimed(&row) {
            Ok(claimed) => claimed,
            Err(why) => return Ok(Err(why)),
        };
        let place = places.of(self, &row, dry_run).await?;
        Ok(Ok(self.put_together(&row, claimed, place)))
    }

    /// What can be wrong with a row: its texts and its times.
    fn claimed(&self, row: &ArchiveRow) -> Result<Claimed, RowFailure> {
        let wrong = |field| {
            let id = row.source_id.clone();
            move |problem| RowFailure::Text { id, field, problem }
        };
        let reply = row.reply.as_ref();
        let asked_at = self.claimed_time(row, Field::AskedAt, row.asked_at)?;
        let replied_at = reply
            .and_then(|reply| reply.replied_at)
            .map(|time| self.claimed_time(row, Field::RepliedAt, time))
            .transpose()?;
        Ok(Claimed {
            title: Title::parse(&row.title).map_err(wrong(Field::Title))?,
            body: Body::parse(&row.body).map_err(wrong(Field::Body))?,
            reply: reply
                .map(|reply| Body::parse(&reply.text).map_err(wrong(Field::Reply)))
                .transpose()?,
            asked_at,
            // A source that tells no time of the reply tells at least that it came after the message.
            replied_at: replied_at.unwrap_or(asked_at),
        })
    }

    fn claimed_time(
        &self,
        row: &ArchiveRow,
        field: Field,
        time: DateTime,
    ) -> Result<Timestamp, RowFailure> {
        let instant = self.rules.calendar.zone().to_timestamp(time).ok();
        instant
            .filter(|instant| *instant <= self.clock.now())
            .ok_or_else(|| RowFailure::Time {
                id: row.source_id.clone(),
                field,
                time,
            })
    }

    fn put_together(&self, row: &ArchiveRow, claimed: Claimed, place: Place) -> Ready {
        let now = self.clock.now();
        let id = self.ids.message(now);
        let title = self.content(fields::TITLE, claimed.title);
        let body = self.content(fields::BODY, claimed.body);
        let reply = claimed.reply.map(|text| {
            let text = self.content(fields::REPLY, text);
            let reply = Reply {
                id: self.ids.reply(now),
                message: id,
                unit: Some(place.unit),
                kind: ReplyKind::Final,
                text: text.id,
                outcome: Some(Outcome::Explained),
                by: None,
                submitted_at: claimed.replied_at,
                state: ReplyState::Published,
                reviewed_at: Some(claimed.replied_at),
            };
            (reply, text)
        });
        let reply_id = reply.as_ref().map(|(reply, _text)| reply.id);
        let rating = scores(row).map(|scores| Rating {
            id: self.ids.rating(now),
            message: id,
            reply: reply_id,
            at: claimed.replied_at,
            settled: None,
            scores,
            words: Vec::new(),
            sentence: None,
        });
        let stage = match mapping::progress(row) {
            Progress::Done => Stage::Closed {
                result: ClosedResult::Unrated,
                unit: reply_id.map(|_reply| place.unit),
                reply: reply_id,
            },
            Progress::UnderWay => Stage::Handling { unit: place.unit },
            Progress::Waiting => Stage::Open {
                assign_by: self.rules.due(now, self.rules.terms.assign),
            },
        };
        let message = Message {
            id,
            number: None,
            writer: None,
            pen_name: pen_name(row),
            office: place.office,
            region: place.region,
            kind: mapping::kind(row),
            domain: mapping::domain(row, &self.reference().domains),
            subdomain: None,
            visibility: Visibility::Public,
            identity_open: false,
            hide_place: false,
            concerns: None,
            concerns_conduct: false,
            texts: Texts {
                title: title.id,
                body: body.id,
                demand: None,
                place: None,
                remark: None,
                public_title: None,
                public_body: None,
                public_demand: None,
            },
            stage,
            clock: None,
            counts: Counts::default(),
            co_units: Vec::new(),
            supports: row.supports,
            rated: None,
            outcome: reply_id.map(|_reply| Outcome::Explained),
            events: 1,
            last_at: now,
            created_at: claimed.asked_at,
            published_at: Some(claimed.asked_at),
            replied_at: reply_id.map(|_reply| claimed.replied_at),
            erased_at: None,
            imported: true,
            age: Age::Adult,
        };
        Ready {
            row_id: row.source_id.clone(),
            message,
            salt_key: self.message_key(id),
            title,
            body,
            reply,
            rating,
            events: std::array::from_fn(|_n| self.ids.event(now)),
        }
    }
}

/// The texts and times of a row, parsed.
struct Claimed {
    title: Title,
    body: Body,
    reply: Option<Body>,
    asked_at: Timestamp,
    replied_at: Timestamp,
}

/// Where a row belongs.
#[derive(Clone, Debug)]
struct Place {
    office: OfficeId,
    region: Option<RegionCode>,
    unit: UnitId,
}

/// The name under which the source shows the writer, cut to what a pen name may be.
fn pen_name(row: &ArchiveRow) -> String {
    let writer = row.writer.as_deref().unwrap_or_default();
    let cut: String = writer.chars().take(PenName::MAX).collect();
    PenName::parse(&cut).map_or_else(|_none| String::new(), |name| name.as_str().to_owned())
}

/// The scores of a row that has any.
fn scores(row: &ArchiveRow) -> Option<Scores> {
    let score = |stars: Option<u8>| stars.and_then(|stars| Score::try_from(stars).ok());
    let scores = Scores {
        result: None,
        manner: score(row.manner),
        speed: score(row.speed),
    };
    (scores != Scores::default()).then_some(scores)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
