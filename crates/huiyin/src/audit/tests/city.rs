//! A city's ledger made by hand: entries, texts, tiles and signatures, as a board publishes them.

use app::figures::{columns, values};
use domain::calendar::Calendar;
use domain::figures::Counted;
use domain::stage::transitions;
use ledger::checkpoints::Checkpoint;
use ledger::commitments::{Commitment, Salt};
use ledger::cosignatures::cosign;
use ledger::entries::{Entry, Link};
use ledger::facts::{Code, Fact, Name, Value};
use ledger::hash::Hash;
use ledger::keys::{Algorithm, SignerKey};
use ledger::kinds::Kind;
use ledger::succession::{Announced, retired_facts, succeeded_facts};
use ledger::tiles::{Bundle, Edge};
use ledger::tree::leaf_hash;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The bytes of the picture.
pub const PICTURE: &[u8] = b"a lamp that is dark";

/// A ledger, and the texts that are public.
#[derive(Default)]
pub struct City {
    entries: Vec<Entry>,
    /// By message: entries with the texts that they bind.
    texts: BTreeMap<usize, Vec<(usize, Name, Salt, String)>>,
    /// The picture of the first message.
    picture: Option<(usize, Salt)>,
    erased: Vec<usize>,
    alone: bool,
    /// By month: the tables of figures that were published.
    tables: BTreeMap<String, String>,
    /// The seed of the key that signs, less one.
    keys: u8,
    /// Sizes at which one key handed over to the next, with the seeds of those that signed that.
    handovers: Vec<(usize, Vec<u8>)>,
}

impl City {
    /// 276 entries: the rules, a message that was answered, one that was erased, and many that wait.
    pub fn honest() -> Self {
        Self::with_first_body("路灯三天不亮，请尽快维修。")
    }

    /// The same city, where another first message stands in the ledger, and more happened since.
    pub fn with_another_past() -> Self {
        let mut city = Self::with_first_body("路灯很亮，谢谢。");
        city.receives();
        city
    }

    /// Two messages, and figures of them as somebody likes them; none: a table without a row.
    pub fn with_figures(counted: Option<&Counted>) -> Self {
        let mut city = Self::default();
        city.has_rules(&transitions());
        city.two_messages("路灯不亮。");
        city.publishes_figures("2026-05", counted);
        city
    }

    /// The same where the board has days off of its own.
    pub fn with_other_days(counted: &Counted) -> Self {
        let mut city = Self::default();
        let table = Fact::from(Hash::new(Sha256::digest(transitions()).into()));
        city.says_of_the_board("policy.changed", [("table", table)]);
        city.two_messages("路灯不亮。");
        city.publishes_figures("2026-05", Some(counted));
        city
    }

    fn with_first_body(body: &str) -> Self {
        let mut city = Self::default();
        city.has_rules(&transitions());
        city.two_messages(body);
        city.publishes_figures("2026-05", Some(&Self::figures()));
        while city.entries.len() < 275 {
            city.receives();
        }
        city.publishes_figures("2026-06", None);
        city
    }

    /// One that was answered, and one that was erased.
    fn two_messages(&mut self, body: &str) {
        self.message(body);
        self.has_picture();
        for (kind, verb, by) in [
            ("assigned", "assign", "dispatcher"),
            ("accepted", "accept", "handler"),
        ] {
            self.says(1, kind, verb, by);
        }
        self.says_texts(
            1,
            "reply.submitted",
            "submit_reply",
            "handler",
            &[("reply", "路灯已修好。")],
        );
        for (kind, verb, by) in [
            ("reply.published", "publish_reply", "editor"),
            ("rated", "rate", "citizen"),
            ("closed", "close", "clock"),
        ] {
            self.says(1, kind, verb, by);
        }
        self.message("门前垃圾无人清运。");
        self.erases(2);
    }

    /// What came of the first two messages.
    pub fn figures() -> Counted {
        let mut counted = Counted {
            received: 2,
            published: 2,
            answered: 1,
            replied: 1,
            on_time: 1,
            reviewed: 1,
            settled: 1,
            closed: 1,
            ..Counted::default()
        };
        counted.answer_days.add(0);
        counted.reply_days.add(0);
        counted
    }

    /// A message that is late when the figures are published, and answered after that.
    pub fn with_a_late_answer() -> Self {
        let mut city = Self::default();
        city.has_rules(&transitions());
        city.message("路灯不亮。");
        for (kind, verb, by) in [
            ("assigned", "assign", "dispatcher"),
            ("accepted", "accept", "handler"),
        ] {
            city.says(1, kind, verb, by);
        }
        let late = city.next(1, "late", facts([("by", "clock"), ("step", "reply")]));
        city.push(1, late, &[]);
        let counted = Counted {
            received: 1,
            published: 1,
            late: 1,
            ..Counted::default()
        };
        // The answer is in the log before the entry of the table, and not among the entries that it counts.
        let counts = city.entries.len();
        city.says(1, "reply.submitted", "submit_reply", "handler");
        let answer = [("by", "editor"), ("verb", "publish_reply")];
        let answer = city.next(1, "reply.published", facts(answer));
        city.push(1, answer, &[]);
        city.publishes("2026-05", Some(&counted), counts);
        city
    }

    /// A message is received and published.
    pub fn receives(&mut self) {
        let number = self.messages() + 1;
        self.message(&format!("第 {number} 件事。"));
    }

    /// A step of a message.
    pub fn says(&mut self, message: usize, kind: &str, verb: &str, by: &str) {
        self.says_texts(message, kind, verb, by, &[]);
    }

    /// A message of this board pretends to come from an archive.
    pub fn claims(&mut self, message: usize) {
        let facts = facts([("by", "clock")]);
        let mut entry = self.next(message, "reply.published", facts);
        entry.facts.insert("claimed".parse().unwrap(), true.into());
        self.entries.push(entry);
    }

    /// From here on another table of transitions holds.
    pub fn has_other_rules(&mut self) {
        self.has_rules("another table");
    }

    /// Another key signs from here on; these of the old and the new one signed the handover.
    pub fn changes_key(&mut self, signed_by: &[u8]) {
        let next = self.keys + 1;
        let facts = Announced::facts(log_key(self.keys).verifier(), log_key(next).verifier());
        self.of_board(Kind::KeyRotated, facts);
        if !signed_by.is_empty() {
            let size = self.entries.len();
            self.handovers.push((size, signed_by.to_vec()));
        }
        self.keys = next;
    }

    /// Another key signs, and no entry says so.
    pub fn changes_key_silently(&mut self) {
        self.keys += 1;
    }

    /// The log ends, and names the one that succeeds it.
    pub fn ends(&mut self) {
        self.of_board(Kind::LogRetired, retired_facts(next_key().verifier()));
    }

    fn of_board(&mut self, kind: Kind, facts: BTreeMap<Name, Fact>) {
        self.entries.push(Entry {
            kind,
            time: self.now(),
            link: None,
            office: None,
            fields: BTreeMap::new(),
            facts,
        });
    }

    /// Writes the log that succeeds this one, in which the third message goes on; its first entry commits to this one at
    /// `size` entries, all if none is given.
    pub fn write_successor(&self, folder: &Path, size: Option<usize>) {
        let mut next = Self::default();
        let size = size.unwrap_or(self.entries.len());
        let last = self.checkpoint(&self.edge(size).0);
        let facts = succeeded_facts(&last, log_key(self.keys).verifier(), None);
        next.of_board(Kind::LogSucceeded, facts);
        let told = facts_of_assignment();
        let mut step = self.next(3, "assigned", told);
        step.time += 1_000;
        next.entries.push(step);
        let (edge, files) = next.edge(next.entries.len());
        for (name, bytes) in files {
            write(&folder.join("2"), &name, &bytes);
        }
        let checkpoint = Checkpoint {
            origin: next_key().verifier().name().clone(),
            ..self.checkpoint(&edge)
        };
        let mut signed = checkpoint.sign(&next_key()).unwrap();
        signed.attach(cosign(&checkpoint, 1_780_000_000, &witness_key()).unwrap());
        write(
            &folder.join("2"),
            "checkpoint",
            signed.to_string().as_bytes(),
        );
    }

    /// What readers pin who were told of a later key.
    pub fn policy_with_key(nth: u8) -> String {
        format!("log {}\n{}", log_key(nth).verifier(), Self::policy())
    }

    /// What readers of the second log pin besides.
    pub fn policy_of_both() -> String {
        format!("log {}\n{}", next_key().verifier(), Self::policy())
    }

    /// No witness cosigns.
    pub fn is_not_witnessed(&mut self) {
        self.alone = true;
    }

    /// The writer hides the picture.
    pub fn hides_picture(&mut self) {
        self.picture = None;
    }

    /// The entry that holds the byte at `place` of the bundle that begins with entry `first`.
    pub fn entry_at(&self, first: usize, place: usize) -> usize {
        let mut end = 0;
        let lengths = self.entries[first..]
            .iter()
            .map(|entry| 2 + entry.encode().unwrap().len());
        let before = lengths.take_while(|length| {
            end += length;
            end <= place
        });
        first + before.count()
    }

    /// The policy of its readers.
    pub fn policy() -> String {
        format!(
            "log {}\nwitness university {}\nquorum university\n",
            log_key(0).verifier(),
            witness_key().verifier()
        )
    }

    /// Writes what a board serves.
    pub fn write(&self, folder: &Path) {
        let (edge, files) = self.edge(self.entries.len());
        for (name, bytes) in files {
            write(folder, &name, &bytes);
        }
        for (size, keys) in &self.handovers {
            let tree = self.checkpoint(&self.edge(*size).0);
            let (first, others) = keys.split_first().unwrap();
            let mut note = tree.sign(&log_key(*first)).unwrap();
            for key in others {
                note.sign_too(&log_key(*key)).unwrap();
            }
            write(
                folder,
                &format!("handover/{size}"),
                note.to_string().as_bytes(),
            );
        }
        let checkpoint = self.checkpoint(&edge);
        let mut signed = checkpoint.sign(&log_key(self.keys)).unwrap();
        if !self.alone {
            signed.attach(cosign(&checkpoint, 1_780_000_000, &witness_key()).unwrap());
        }
        write(folder, "checkpoint", signed.to_string().as_bytes());
        write(folder, "content/pictures/7", PICTURE);
        for (month, table) in &self.tables {
            write(folder, &format!("figures/{month}.csv"), table.as_bytes());
        }
        for message in 1..=self.messages() {
            if !self.erased.contains(&message) {
                let page = self.page(message).to_string();
                write(
                    folder,
                    &format!("content/{}.json", number(message)),
                    page.as_bytes(),
                );
            }
        }
    }

    /// The tree of the first entries, and its files.
    fn edge(&self, size: usize) -> (Edge, Vec<(String, Vec<u8>)>) {
        let entries = self.entries[..size].iter();
        let entries: Vec<_> = entries.map(|entry| entry.encode().unwrap()).collect();
        let mut edge = Edge::default();
        let mut tiles = Vec::new();
        for entry in &entries {
            tiles.extend(edge.append(leaf_hash(entry)));
        }
        tiles.extend(edge.tiles());
        let tiles = tiles.iter();
        let mut files: Vec<_> = tiles
            .map(|tile| (tile.tile().to_string(), tile.to_bytes()))
            .collect();
        for (bundle, entries) in Bundle::all(edge.size()).zip(entries.chunks(256)) {
            let bytes = Bundle::encode(entries.iter().map(Vec::as_slice)).unwrap();
            files.push((bundle.to_string(), bytes));
        }
        (edge, files)
    }

    fn checkpoint(&self, edge: &Edge) -> Checkpoint {
        Checkpoint {
            origin: log_key(self.keys).verifier().name().clone(),
            size: edge.size(),
            root: edge.frontier().root(),
        }
    }

    fn has_rules(&mut self, transitions: &str) {
        let digest = |text: &str| Fact::from(Hash::new(Sha256::digest(text).into()));
        let said = [
            ("table", digest(transitions)),
            ("calendar", digest(&Calendar::mainland().to_csv())),
        ];
        self.says_of_the_board("policy.changed", said);
    }

    /// The board publishes the figures of a month, all of one row; none: there were none.
    pub fn publishes_figures(&mut self, month: &str, counted: Option<&Counted>) {
        self.publishes(month, counted, self.entries.len());
    }

    fn publishes(&mut self, month: &str, counted: Option<&Counted>, entries: usize) {
        let names = columns().into_iter().map(|column| column.name);
        let names: Vec<_> = ["month", "office", "domain", "region"]
            .map(str::to_owned)
            .into_iter()
            .chain(names)
            .collect();
        let mut csv = format!("\u{feff}{}\r\n", names.join(","));
        if let Some(counted) = counted {
            let values = values(counted).into_iter().map(|value| match value {
                Json::Null => String::new(),
                Json::String(text) => text,
                other => other.to_string(),
            });
            let values: Vec<_> = values.collect();
            csv.extend([month, ",3,urban,330100,", &values.join(","), "\r\n"]);
        }
        let said = [
            ("month", month.parse::<Code>().unwrap().into()),
            ("table", Hash::new(Sha256::digest(&csv).into()).into()),
            ("entries", u32::try_from(entries).unwrap().into()),
        ];
        self.says_of_the_board("figures.published", said);
        self.tables.insert(month.to_owned(), csv);
    }

    fn says_of_the_board<const N: usize>(&mut self, kind: &str, said: [(&str, Fact); N]) {
        let said = said.map(|(name, fact)| (name.parse().unwrap(), fact));
        self.of_board(kind.parse().unwrap(), said.into());
    }

    fn message(&mut self, body: &str) {
        let message = self.messages() + 1;
        let entry = Entry {
            kind: Kind::Received,
            time: self.now(),
            link: Some(Link::First {
                message: number(message).parse().unwrap(),
            }),
            office: None,
            fields: BTreeMap::new(),
            facts: facts([
                ("by", "citizen"),
                ("verb", "submit"),
                ("visibility", "public"),
                ("kind", "help"),
                ("office", "office-3"),
                ("domain", "urban"),
                ("region", "330100"),
            ]),
        };
        self.push(message, entry, &[("title", "一件事"), ("body", body)]);
        let published = facts([
            ("by", "editor"),
            ("verb", "publish"),
            ("result", "published"),
        ]);
        let entry = self.next(message, "screened", published);
        self.push(message, entry, &[]);
    }

    /// The first message came with a picture.
    fn has_picture(&mut self) {
        let entry = self.entries.iter().position(|entry| entry.link.is_some());
        let (index, field) = (entry.unwrap(), "picture_1".parse().unwrap());
        let salt = Salt::new([77; 32]);
        let commitment = Commitment::to(&field, &salt, PICTURE);
        // Nothing links to it yet but its own publication, which is written anew.
        self.entries[index].fields.insert(field, commitment);
        let published = self.entries.pop().unwrap();
        let mut again = self.next(1, "screened", published.facts);
        again.time = published.time;
        self.entries.push(again);
        self.picture = Some((index, salt));
    }

    fn erases(&mut self, message: usize) {
        let ground = facts([
            ("by", "citizen"),
            ("verb", "erase"),
            ("ground", "own-request"),
        ]);
        let entry = self.next(message, "erased", ground);
        self.push(message, entry, &[]);
        self.erased.push(message);
    }

    fn says_texts(
        &mut self,
        message: usize,
        kind: &str,
        verb: &str,
        by: &str,
        texts: &[(&str, &str)],
    ) {
        let mut entry = self.next(message, kind, facts([("by", by), ("verb", verb)]));
        let more: Option<(&str, Fact)> = match kind {
            "reply.published" => Some(("on_time", true.into())),
            "rated" => Some(("settled", "settled".parse::<Code>().unwrap().into())),
            _ => None,
        };
        let more = more.map(|(name, fact)| (name.parse().unwrap(), fact));
        entry.facts.extend(more);
        self.push(message, entry, texts);
    }

    fn next(&self, message: usize, kind: &str, facts: BTreeMap<Name, Fact>) -> Entry {
        let (step, last) = self.thread(message).last().unwrap();
        Entry {
            kind: kind.parse().unwrap(),
            time: self.now(),
            link: Some(Link::Next {
                message: number(message).parse().unwrap(),
                step: step + 1,
                previous: last.leaf_hash().unwrap(),
            }),
            office: None,
            fields: BTreeMap::new(),
            facts,
        }
    }

    fn push(&mut self, message: usize, mut entry: Entry, texts: &[(&str, &str)]) {
        let index = self.entries.len();
        for (place, (field, text)) in texts.iter().enumerate() {
            let field: Name = field.parse().unwrap();
            let salt = Salt::new([u8::try_from((index + place) % 251).unwrap(); 32]);
            let commitment = Commitment::to(&field, &salt, text.as_bytes());
            entry.fields.insert(field.clone(), commitment);
            let texts = self.texts.entry(message).or_default();
            texts.push((index, field, salt, (*text).to_owned()));
        }
        self.entries.push(entry);
    }

    /// The entries of a message with their steps.
    fn thread(&self, message: usize) -> impl Iterator<Item = (u64, &Entry)> {
        let number = number(message);
        let entries = self.entries.iter();
        entries.filter_map(move |entry| {
            let link = entry.link.as_ref()?;
            (link.message().as_str() == number).then_some((link.step(), entry))
        })
    }

    fn page(&self, message: usize) -> Json {
        let number = number(message);
        let of_message = |entry: &Entry| {
            let link = entry.link.as_ref();
            link.is_some_and(|link| link.message().as_str() == number)
        };
        let entries = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| of_message(entry));
        let entries: Vec<_> = entries
            .map(|(index, entry)| json!({"index": index, "entry": entry, "leaf": entry.leaf_hash().unwrap()}))
            .collect();
        let openings = self.texts.get(&message).into_iter().flatten();
        let openings: Vec<_> = openings
            .map(|(index, field, salt, text)| json!({"index": index, "field": field, "salt": salt, "text": text}))
            .collect();
        let picture = self.picture.iter().filter(|_| message == 1);
        let pictures: Vec<_> = picture
            .map(|(index, salt)| json!({"index": index, "field": "picture_1", "salt": salt, "url": "/pictures/7"}))
            .collect();
        json!({"number": number, "entries": entries, "openings": openings, "pictures": pictures})
    }

    fn messages(&self) -> usize {
        let begins = |entry: &&Entry| matches!(entry.link, Some(Link::First { .. }));
        self.entries.iter().filter(begins).count()
    }

    fn now(&self) -> u64 {
        1_779_000_000_000 + u64::try_from(self.entries.len()).unwrap()
    }
}

fn facts<const N: usize>(facts: [(&str, &str); N]) -> BTreeMap<Name, Fact> {
    let fact = |(name, code): (&str, &str)| {
        let code: Code = code.parse().unwrap();
        (name.parse().unwrap(), Fact::One(Value::Code(code)))
    };
    facts.into_iter().map(fact).collect()
}

fn number(message: usize) -> String {
    format!("2026-{message:06}")
}

fn facts_of_assignment() -> BTreeMap<Name, Fact> {
    facts([("by", "dispatcher"), ("verb", "assign")])
}

/// The keys of the log, in the order in which they sign.
fn log_key(nth: u8) -> SignerKey {
    let name = "city.example/ledger".parse().unwrap();
    SignerKey::from_seed(
        name,
        Algorithm::Note,
        &[if nth == 0 { 1 } else { 10 + nth }; 32],
    )
}

/// The key of the log that succeeds it.
fn next_key() -> SignerKey {
    let name = "city.example/ledger/2".parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Note, &[99; 32])
}

fn witness_key() -> SignerKey {
    let name = "university.example/witness".parse().unwrap();
    SignerKey::from_seed(name, Algorithm::Cosignature, &[2; 32])
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
