//! The published texts and pictures beside the ledger: each must be the one that an entry binds, and a text that was
//! published may only be gone where an entry says so. A picture may, for its writer can hide it.

use super::AT_ONCE;
use super::chain::{Chain, Place};
use super::evidence::Evidence;
use super::facts::{begins, code};
use super::source::Source;
use anyhow::Result;
use futures::stream::{self, StreamExt};
use indicatif::ProgressBar;
use ledger::commitments::Salt;
use ledger::entries::Entry;
use ledger::facts::{MessageNumber, Name};
use ledger::hash::Hash;
use ledger::kinds::Kind;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the published texts show.
#[derive(Default)]
pub struct Texts {
    /// Messages whose page was read.
    pub pages: u64,
    /// Texts that were compared with what an entry binds.
    pub compared: u64,
    /// Pictures that were compared.
    pub pictures: u64,
    /// Pictures that a page names and that are not to be had.
    pub unseen: u64,
    /// Texts that ought to be published and are not.
    pub absent: Vec<Absent>,
    /// Pages that contradict the ledger.
    pub wrong: Vec<Evidence>,
}

/// A text that ought to be published and is not.
pub struct Absent {
    /// The entry that binds it.
    pub place: Place,
    /// The same.
    pub entry: Entry,
    /// The field.
    pub field: Name,
}

/// The published texts of one message; none where it is not public (any more).
#[derive(Default, Deserialize)]
struct Page {
    #[serde(flatten)]
    last: Part,
    /// What the logs before that one hold.
    #[serde(default)]
    earlier: Vec<Part>,
}

/// What one log holds of it.
#[derive(Default, Deserialize)]
struct Part {
    #[serde(default = "first")]
    log: u32,
    entries: Vec<Told>,
    openings: Vec<Opening>,
    #[serde(default)]
    pictures: Vec<Picture>,
}

/// The log of a page that names none.
fn first() -> u32 {
    1
}

/// An entry as the page tells it.
#[derive(Deserialize)]
struct Told {
    index: u64,
    leaf: Hash,
}

/// A text with its salt.
#[derive(Deserialize)]
struct Opening {
    index: u64,
    field: Name,
    salt: Salt,
    text: String,
}

/// A picture with its salt.
#[derive(Deserialize)]
struct Picture {
    index: u64,
    field: Name,
    salt: Salt,
    url: String,
    /// Its bytes, once they were read.
    #[serde(skip)]
    bytes: Option<Vec<u8>>,
}

/// Reads the page of every message that the logs know; `logs` succeeded each other, and the last has all threads.
///
/// # Errors
///
/// When a page cannot be read.
pub async fn look(source: &Source, logs: &mut [&mut Chain], bar: &ProgressBar) -> Result<Texts> {
    let threads = logs
        .last_mut()
        .map(|last| std::mem::take(&mut last.threads));
    let threads = threads.unwrap_or_default();
    let messages: Vec<_> = threads.keys().cloned().collect();
    bar.set_length(messages.len().try_into().unwrap_or(u64::MAX));
    let mut pages = stream::iter(messages)
        .map(|message| async move {
            let page = source.page(&message).await?;
            let page = page.map(|page| serde_json::from_slice::<Page>(&page));
            let mut page = page.transpose();
            if let Ok(Some(Page { last, earlier })) = &mut page {
                for part in earlier.iter_mut().chain([last]) {
                    for picture in &mut part.pictures {
                        picture.bytes = source.picture(&picture.url).await?;
                    }
                }
            }
            Ok::<_, anyhow::Error>((message, page))
        })
        .buffered(AT_ONCE);
    let mut texts = Texts::default();
    while let Some(read) = pages.next().await {
        let (message, page) = read?;
        match page {
            Ok(page) => {
                let thread = threads.get(&message).map_or(&[][..], Vec::as_slice);
                texts.compare(logs, &message, thread, page);
            }
            Err(why) => texts.wrong.push(Evidence {
                index: None,
                message: Some(message),
                text: format!("公开的文字读不懂，无法与存证对照（{why}）"),
            }),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(texts)
}

impl Texts {
    fn compare(
        &mut self,
        logs: &mut [&mut Chain],
        message: &MessageNumber,
        thread: &[(Place, Entry)],
        page: Option<Page>,
    ) {
        self.pages += u64::from(page.is_some());
        let Page { last, earlier } = page.unwrap_or_default();
        let mut opened = BTreeSet::new();
        for part in earlier.into_iter().chain([last]) {
            let number = part.log;
            match logs.iter_mut().find(|chain| chain.number == number) {
                Some(chain) => self.compare_part(chain, message, thread, part, &mut opened),
                // The board may have gone on since the checkpoint.
                None if part.entries.is_empty() || number > 1 => {}
                None => self.wrong(message, 0, "留言页上的记录不在这些存证里"),
            }
        }
        for wording in required(thread) {
            if wording.iter().any(|text| opened.contains(text)) {
                continue;
            }
            if let Some((place, field)) = wording.into_iter().next_back()
                && let Some(entry) = entry_at(thread, place)
            {
                let entry = entry.clone();
                self.absent.push(Absent {
                    place,
                    entry,
                    field,
                });
            }
        }
    }

    fn compare_part(
        &mut self,
        chain: &mut Chain,
        message: &MessageNumber,
        thread: &[(Place, Entry)],
        part: Part,
        opened: &mut BTreeSet<(Place, Name)>,
    ) {
        let (log, size) = (chain.number, chain.target.size);
        // The board may have gone on since the checkpoint.
        for told in part.entries.iter().filter(|told| told.index < size) {
            let entry = entry_at(thread, (log, told.index));
            if entry.and_then(|entry| entry.leaf_hash().ok()) != Some(told.leaf) {
                self.wrong(
                    message,
                    told.index,
                    "留言页上的这条记录与存证里的不是同一条",
                );
            }
        }
        let openings = part.openings.into_iter();
        for opening in openings.filter(|opening| opening.index < size) {
            let Opening {
                index,
                field,
                salt,
                text,
            } = opening;
            let Some(entry) = entry_at(thread, (log, index)) else {
                self.wrong(message, index, "公布的文字对着一条不属于这件留言的记录");
                continue;
            };
            chain
                .audit
                .content(index, entry, &field, &salt, text.as_bytes());
            self.compared += 1;
            opened.insert(((log, index), field));
        }
        let pictures = part.pictures.into_iter();
        for picture in pictures.filter(|picture| picture.index < size) {
            self.compare_picture(chain, message, thread, picture);
        }
    }

    fn compare_picture(
        &mut self,
        chain: &mut Chain,
        message: &MessageNumber,
        thread: &[(Place, Entry)],
        picture: Picture,
    ) {
        let Picture {
            index,
            field,
            salt,
            bytes,
            url: _,
        } = picture;
        let Some(entry) = entry_at(thread, (chain.number, index)) else {
            self.wrong(message, index, "公布的照片对着一条不属于这件留言的记录");
            return;
        };
        let Some(bytes) = bytes else {
            self.unseen += 1;
            return;
        };
        chain.audit.content(index, entry, &field, &salt, &bytes);
        self.pictures += 1;
    }

    fn wrong(&mut self, message: &MessageNumber, index: u64, text: &str) {
        self.wrong.push(Evidence {
            index: Some(index),
            message: Some(message.clone()),
            text: text.to_owned(),
        });
    }
}

/// An entry of a thread, which is in the order of its places.
fn entry_at(thread: &[(Place, Entry)], place: Place) -> Option<&Entry> {
    let found = thread.binary_search_by_key(&place, |(known, _)| *known);
    thread.get(found.ok()?).map(|(_, entry)| entry)
}

/// The texts that everyone must be able to read, unless a later entry removes them: the wording that was published and
/// what was answered to it. Each comes with the wordings that it had, of which one must be there; the latest is last.
fn required(thread: &[(Place, Entry)]) -> Vec<Vec<(Place, Name)>> {
    let (mut is_open, mut is_published) = (false, false);
    let mut wordings: BTreeMap<&str, Vec<(Place, Name)>> = BTreeMap::new();
    let mut answers: Vec<Vec<(Place, Name)>> = Vec::new();
    let mut handed_in = None;
    for (place, entry) in thread {
        match entry.kind {
            Kind::Received | Kind::Split if begins(entry) => {
                is_open = code(entry, "visibility") == Some("public");
            }
            Kind::Imported => {
                is_open = code(entry, "visibility") == Some("public");
                is_published = true;
            }
            Kind::Screened => is_published |= code(entry, "result") == Some("published"),
            _ => {}
        }
        for field in entry.fields.keys() {
            let text = (*place, field.clone());
            match (entry.kind, field.as_str()) {
                (_, name @ ("title" | "body" | "demand")) => {
                    wordings.entry(name).or_default().push(text);
                }
                (_, name) if name.starts_with("public_") => {
                    let name = name.trim_start_matches("public_");
                    wordings.entry(name).or_default().push(text);
                }
                (Kind::ReplySubmitted, "reply") => handed_in = Some(text),
                (Kind::ReplyPublished, "reply")
                | (Kind::Interim, "interim")
                | (Kind::Offline, "offline")
                | (Kind::FollowedUp, "follow_up")
                | (Kind::KeptClosed, "judgement") => answers.push(vec![text]),
                (Kind::ReplyCorrected, "reply") => {
                    if let Some(answer) = answers.last_mut() {
                        answer.push(text);
                    }
                }
                _ => {}
            }
        }
        if entry.kind == Kind::ReplyPublished {
            answers.extend(handed_in.take().map(|text| vec![text]));
        }
    }
    if is_open && is_published {
        wordings.into_values().chain(answers).collect()
    } else {
        Vec::new()
    }
}
