//! How the log grows: it follows the events by position. What is needed is read from a reader's connection, the entries
//! are built in memory, one short write compares how far the log was and adds them; then the new size is signed.
//!
//! A step that was cut short left everything or nothing, and the next one goes on from there: recovery is this.

use super::entry::{self, About};
use super::fault::Fault;
use super::receipts::Entered;
use super::sign::Signed;
use super::tip::{Tip, above};
use crate::board::App;
use crate::chance::draw;
use crate::refusal::Refusal;
use domain::Timestamp;
use domain::event::{Event, Recorded};
use domain::ids::{MessageId, Number, OfficeId, RatingId, ReplyId};
use domain::message::Message;
use domain::office::RegionCode;
use domain::rating::Rating;
use domain::reply::Outcome;
use domain::screening::Visibility;
use jiff::civil::Date;
use ledger::commitments::{Commitment, Salt};
use ledger::entries::{Entry, Link};
use ledger::facts::{MessageNumber, Name};
use ledger::hash::Hash;
use ledger::keys::SignerKey;
use ledger::kinds::Kind;
use ledger::sealed;
use ledger::tree::leaf_hash;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use store::ledger::{self as rows, Growth, Log, NewEntry, NewSealed, Pending, Told, Waiting};
use store::{Tx, contents, events, messages, ratings, replies};
use tokio::sync::MutexGuard;

/// Events taken in by one step.
const BATCH: u32 = 1000;
/// What concerns no message, taken in by one step.
const WAITING: u32 = 100;
/// A process without the key looks so often for what another one signed, while somebody waits for it.
const LOOK: Duration = Duration::from_millis(50);

impl App {
    /// Takes one step: the log takes in the events that were numbered since the last one, and is signed. True: more
    /// wait. In a process without the key, what another one signed is taken over.
    ///
    /// Several may call it, in several processes too: they take turns, and who comes too late finds nothing to do.
    pub async fn integrate(&self) -> Result<bool, Refusal> {
        let Some(key) = &self.ledger.key else {
            self.follow_checkpoint().await?;
            return Ok(false);
        };
        let place = self.ledger.tip.lock().await;
        let more = self.step(key, place).await?;
        self.keep_checkpoint().await?;
        Ok(more)
    }

    /// Waits until the log is signed up to an event. Who waits takes steps: nobody depends on a loop, and many who wait
    /// are served by one step.
    pub(super) async fn signed_up_to(&self, position: i64) -> Result<(), Refusal> {
        let reached = |signed: &Option<Arc<Signed>>| {
            signed
                .as_ref()
                .is_some_and(|signed| signed.position >= position)
        };
        let mut signed = self.ledger.signed.subscribe();
        let Some(key) = &self.ledger.key else {
            while !reached(&signed.borrow()) {
                self.follow_checkpoint().await?;
                tokio::time::sleep(LOOK).await;
            }
            return Ok(());
        };
        while !reached(&signed.borrow()) {
            let place = tokio::select! {
                biased;
                _signed = signed.wait_for(reached) => break,
                place = self.ledger.tip.lock() => place,
            };
            match self.step(key, place).await {
                // Another process was faster, or there are many before this one.
                Ok(_) | Err(Refusal::Stale | Refusal::Busy) => {}
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    async fn step(
        &self,
        key: &SignerKey,
        mut place: MutexGuard<'_, Option<Tip>>,
    ) -> Result<bool, Refusal> {
        self.ledger.is_sound()?;
        // Whatever ends this step before its end leaves no tip, and the next step reads it anew.
        let tip = if let Some(tip) = place.take() {
            tip
        } else {
            self.agrees_with_the_past(key).await?;
            self.load_tip().await?
        };
        let now = self.clock.now();
        let (read, tip) = self
            .db
            .read(async |tx| {
                let log = rows::log(tx).await?;
                // Another process may have taken a step.
                let tip = if tip.log == log {
                    tip
                } else {
                    Tip::load(tx, log).await?
                };
                Ok::<_, Refusal>((Read::after(tx, tip.log.position).await?, tip))
            })
            .await?;
        let more = read.more;
        let Grown { tip, growth, fresh } = Growing::begin(self, tip, &read).takes_in(&read, now)?;
        if let Some(growth) = growth {
            self.db
                .write(async |tx| Ok::<_, Refusal>(rows::grow(tx, &growth).await?))
                .await?;
        }
        self.sign(key, &tip)?;
        *place = Some(tip);
        self.ledger.told(fresh);
        Ok(more)
    }

    async fn load_tip(&self) -> Result<Tip, Refusal> {
        let loaded = self
            .db
            .read(async |tx| {
                let log = rows::log(tx).await?;
                Tip::load(tx, log).await
            })
            .await;
        if let Err(Refusal::Ledger(fault)) = &loaded {
            self.ledger.hold(*fault);
        }
        loaded
    }
}

/// What a step takes in, and all that its entries say. Each kind is read with one statement for the whole batch.
struct Read {
    more: bool,
    events: Vec<Recorded>,
    messages: HashMap<MessageId, Message>,
    fields: HashMap<(MessageId, u32), BTreeMap<Name, Commitment>>,
    links: HashMap<MessageId, (u64, Hash)>,
    moves: HashMap<MessageId, Vec<(u32, OfficeId)>>,
    ratings: HashMap<RatingId, Rating>,
    outcomes: HashMap<ReplyId, Outcome>,
    /// The public numbers of messages that are pointed to.
    others: HashMap<MessageId, Option<Number>>,
    pending: Vec<Pending>,
    waiting: Vec<Waiting>,
}

impl Read {
    async fn after(tx: &mut Tx, after: i64) -> Result<Self, Refusal> {
        let events = events::after(tx, after, BATCH).await?;
        let until = events.last().and_then(|event| event.position);
        let until = until.unwrap_or(after);
        let more = u32::try_from(events.len()).is_ok_and(|count| count == BATCH);
        let mut read = Self {
            more,
            messages: HashMap::new(),
            fields: HashMap::new(),
            links: HashMap::new(),
            moves: HashMap::new(),
            ratings: HashMap::new(),
            outcomes: HashMap::new(),
            others: HashMap::new(),
            pending: rows::pending(tx).await?,
            waiting: Vec::new(),
            events,
        };
        if !read.events.is_empty() {
            read.beside(tx, after, until).await?;
        }
        // In the order of time: what concerns no message comes when all events are in.
        if !more {
            read.waiting = rows::waiting(tx, WAITING).await?;
            read.more = u32::try_from(read.waiting.len()).is_ok_and(|count| count == WAITING);
        }
        Ok(read)
    }

    /// Reads what belongs to the events.
    async fn beside(&mut self, tx: &mut Tx, after: i64, until: i64) -> Result<(), Refusal> {
        for message in messages::of_events(tx, after, until).await? {
            self.messages.insert(message.id, message);
        }
        for text in contents::committed(tx, after, until).await? {
            let fields = self.fields.entry((text.message, text.n)).or_default();
            fields.insert(text.field, text.commitment);
        }
        for (message, step, leaf) in rows::last_links(tx, after, until).await? {
            self.links.insert(message, (step, leaf));
        }
        for moved in events::moves(tx, after, until).await? {
            if let Event::OfficeMoved { from, .. } = moved.event {
                let moves = self.moves.entry(moved.message).or_default();
                moves.push((moved.n, from));
            }
        }
        for rating in ratings::of_events(tx, after, until).await? {
            self.ratings.insert(rating.id, rating);
        }
        for reply in replies::of_events(tx, after, until).await? {
            self.outcomes
                .extend(reply.outcome.map(|outcome| (reply.id, outcome)));
        }
        for event in &self.events {
            if let Some(other) = event.event.other() {
                let other_message = messages::by_id(tx, other).await?;
                let open = other_message.filter(|other| other.visibility != Visibility::Private);
                let number = open.and_then(|other| other.number);
                self.others.insert(other, number);
            }
        }
        Ok(())
    }

    /// The office that had a message at an event: of the moves after it the first one tells.
    fn office_at(&self, message: &Message, n: u32) -> OfficeId {
        let moves = self.moves.get(&message.id).into_iter().flatten();
        let mut later = moves.filter(|(moved, _from)| *moved > n);
        later.next().map_or(message.office, |(_moved, from)| *from)
    }
}

/// What a step came to.
struct Grown {
    /// How far the log is then.
    tip: Tip,
    /// The step; none where nothing was to be taken in.
    growth: Option<Growth>,
    /// Messages that came in: their writers wait.
    fresh: Vec<(MessageId, Number, Entered)>,
}

/// A step while it is put together.
struct Growing<'a> {
    app: &'a App,
    tip: Tip,
    fresh: Vec<(MessageId, Number, Entered)>,
    links: HashMap<MessageId, (u64, Hash)>,
    pending: Vec<Unbatched>,
    growth: Growth,
}

/// A sealed entry that waits for the batch of its day.
struct Unbatched {
    commitment: Commitment,
    row: UnbatchedRow,
}

/// Where it stands.
#[derive(Clone, Copy)]
enum UnbatchedRow {
    /// Written by an earlier step.
    Kept(MessageId, u64),
    /// Its place among those of this step.
    New(usize),
}

impl<'a> Growing<'a> {
    fn begin(app: &'a App, tip: Tip, read: &Read) -> Self {
        let pending = read.pending.iter().map(|pending| Unbatched {
            commitment: pending.commitment,
            row: UnbatchedRow::Kept(pending.message, pending.step),
        });
        Self {
            app,
            fresh: Vec::new(),
            links: read.links.clone(),
            pending: pending.collect(),
            growth: Growth {
                from: tip.log.clone(),
                to: tip.log.clone(),
                entries: Vec::new(),
                hashes: Vec::new(),
                sealed: Vec::new(),
                batched: Vec::new(),
                taken: Vec::new(),
            },
            tip,
        }
    }

    fn takes_in(mut self, read: &Read, now: Timestamp) -> Result<Grown, Refusal> {
        for event in &read.events {
            self.begins(self.app.rules.calendar.date(event.at))?;
            self.event(read, event)?;
        }
        for waiting in &read.waiting {
            self.begins(self.app.rules.calendar.date(waiting.at))?;
            self.waited(waiting)?;
        }
        // Days end by themselves too; while events wait, theirs come first.
        if !read.more {
            self.begins(self.app.rules.calendar.date(now))?;
        }
        let mut tip = self.tip;
        let mut growth = self.growth;
        growth.to = Log {
            frontier: tip.edge.frontier(),
            ..growth.to
        };
        if growth.to == growth.from {
            return Ok(Grown {
                tip,
                growth: None,
                fresh: Vec::new(),
            });
        }
        tip.log = growth.to.clone();
        Ok(Grown {
            tip,
            growth: Some(growth),
            fresh: self.fresh,
        })
    }

    /// A day begins: the sealed messages of every day before it are committed to.
    fn begins(&mut self, day: Date) -> Result<(), Refusal> {
        let mut open = self.growth.to.day.unwrap_or(day);
        while open < day {
            self.ends(open)?;
            open = open.tomorrow().unwrap_or(day);
        }
        self.growth.to.day = Some(open);
        Ok(())
    }

    /// A day ends: one batch at least, of one size, whether anything came in or not.
    fn ends(&mut self, day: Date) -> Result<(), Refusal> {
        let pending = std::mem::take(&mut self.pending);
        let commitments = pending.iter().map(|sealed| sealed.commitment).collect();
        let midnight = self.app.rules.calendar.end_of(day).as_millisecond() + 1;
        let midnight = u64::try_from(midnight).unwrap_or(0);
        let chance = &*self.app.chance;
        let filler = || Commitment::new(Hash::new(draw(chance)));
        for batch in sealed::batches(midnight, commitments, filler) {
            let index = self.tip.edge.size();
            for sealed in &pending {
                if !sealed::holds(&batch, &sealed.commitment) {
                    continue;
                }
                match sealed.row {
                    UnbatchedRow::Kept(message, step) => {
                        self.growth.batched.push((message, step, index));
                    }
                    UnbatchedRow::New(place) => {
                        if let Some(row) = self.growth.sealed.get_mut(place) {
                            row.batch = Some(index);
                        }
                    }
                }
            }
            self.append(&batch, None)?;
        }
        Ok(())
    }

    fn event(&mut self, read: &Read, event: &Recorded) -> Result<(), Refusal> {
        let position = event.position.ok_or(Refusal::Stale)?;
        self.growth.to.position = position;
        let message = read.messages.get(&event.message).ok_or(Refusal::Stale)?;
        let Some(kind) = entry::kind(&event.event) else {
            return Ok(());
        };
        let about = self.about(read, message, event);
        let fields = read.fields.get(&(event.message, event.n)).cloned();
        let (link, step) = self.link(message)?;
        let entry = entry::entry(kind, link, event, &about, fields.unwrap_or_default());
        let told = Told {
            message: event.message,
            n: event.n,
            step,
            position,
        };
        let leaf = if message.visibility == Visibility::Private {
            self.seal(&entry, told)?
        } else {
            let index = self.tip.edge.size();
            let leaf = self.append(&entry, Some(told))?;
            if let (Kind::Received, Some(number)) = (kind, message.number) {
                let entered = Entered {
                    index,
                    at: event.at,
                };
                self.fresh.push((event.message, number, entered));
            }
            leaf
        };
        self.links.insert(event.message, (step, leaf));
        Ok(())
    }

    fn about<'r>(&self, read: &'r Read, message: &'r Message, event: &Recorded) -> About<'r> {
        let reference = self.app.reference();
        let office = read.office_at(message, event.n);
        let place = |id: OfficeId| -> Option<RegionCode> {
            if id == message.office {
                return message.region.clone();
            }
            reference
                .office(id)
                .and_then(|office| office.region.clone())
        };
        let (mut region, mut rating, mut outcome) = (place(office), None, None);
        match &event.event {
            Event::OfficeMoved { to, .. } => region = place(*to),
            Event::Rated { rating: id } => rating = read.ratings.get(id),
            Event::ReplyPublished { reply, .. } => outcome = read.outcomes.get(reply).copied(),
            _ => {}
        }
        let other = event.event.other();
        let other = other.and_then(|id| read.others.get(&id).copied().flatten());
        About {
            message,
            office,
            region,
            rating,
            outcome,
            other,
        }
    }

    /// The place of the next entry in the thread of a message.
    fn link(&self, message: &Message) -> Result<(Link, u64), Refusal> {
        // Whoever gives positions gives the number with the first of them.
        let number = message.number.ok_or(Refusal::Stale)?.to_string();
        let number: MessageNumber = number.parse().map_err(|_none| Fault::Entry)?;
        Ok(match self.links.get(&message.id) {
            None => (Link::First { message: number }, 1),
            Some((last, leaf)) => {
                let link = Link::Next {
                    message: number,
                    step: last + 1,
                    previous: *leaf,
                };
                (link, last + 1)
            }
        })
    }

    fn waited(&mut self, waiting: &Waiting) -> Result<(), Refusal> {
        let entry = Entry {
            kind: waiting.kind,
            time: u64::try_from(waiting.at.as_millisecond()).unwrap_or(0),
            link: None,
            office: waiting.office.clone(),
            fields: BTreeMap::new(),
            facts: waiting.facts.clone(),
        };
        self.append(&entry, None)?;
        self.growth.taken.push(waiting.id);
        Ok(())
    }

    /// Appends an entry to the tree. Its leaf hash.
    fn append(&mut self, entry: &Entry, told: Option<Told>) -> Result<Hash, Refusal> {
        let bytes = entry.encode().map_err(|why| not_an_entry(&why))?;
        let leaf = leaf_hash(&bytes);
        for full in self.tip.edge.append(leaf) {
            self.growth.hashes.push(above(&full));
        }
        self.growth.entries.push(NewEntry {
            kind: entry.kind,
            told,
            leaf,
            bytes,
        });
        Ok(leaf)
    }

    /// Keeps an entry under seal. Its leaf hash, for the thread.
    fn seal(&mut self, entry: &Entry, told: Told) -> Result<Hash, Refusal> {
        let bytes = entry.encode().map_err(|why| not_an_entry(&why))?;
        let leaf = leaf_hash(&bytes);
        let salt = Salt::new(draw(&*self.app.chance));
        let commitment = sealed::seal(entry, &salt).map_err(|why| not_an_entry(&why))?;
        self.pending.push(Unbatched {
            commitment,
            row: UnbatchedRow::New(self.growth.sealed.len()),
        });
        self.growth.sealed.push(NewSealed {
            told,
            leaf,
            bytes,
            salt,
            commitment,
            batch: None,
        });
        Ok(leaf)
    }
}

pub(super) fn not_an_entry(why: &ledger::entries::InvalidEntry) -> Fault {
    tracing::error!(%why, "an event makes no entry of the ledger");
    Fault::Entry
}
