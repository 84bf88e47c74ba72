//! Asks witnesses elsewhere to cosign what the ledger signed (C2SP tlog-witness, the ledger's side).

use crate::config::Settings;
use crate::fetch::Http;
use crate::witness::hex_of_hash;
use anyhow::{Context, Result, anyhow, bail};
use app::App;
use app::ledger::Fault;
use axum::http::StatusCode;
use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::cosignatures;
use ledger::hash::Hash;
use ledger::keys::VerifierKey;
use ledger::notes::SignatureLine;
use ledger::witness::AddCheckpoint;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// The most that a witness answers: a few lines.
const MOST: usize = 64 * 1024;

/// The type of the size that a witness answers with 409.
const SIZE_TYPE: &str = "text/x.tlog.size";

/// How often a witness is asked again within one turn because it had seen another size than we thought.
const ROUNDS: usize = 3;

/// Witnesses are asked at most so often, however fast the log grows.
const PACE: Duration = Duration::from_secs(3);
/// One that does not answer by then is asked again later.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
/// One that did not answer is asked again after this time.
const RETRY: Duration = Duration::from_secs(30);
/// A log that does not grow is cosigned anew after this time, so that readers see that it was looked at.
const REFRESH: Duration = Duration::from_mins(10);

/// The witnesses of a board.
pub struct Witnesses {
    app: App,
    http: Http,
    asked: Vec<Asked>,
}

/// A witness, and the size that it is thought to have seen last.
struct Asked {
    witness: Witness,
    seen: u64,
    /// It has said what it has seen, and that was compared.
    told: bool,
}

impl Witnesses {
    /// Those that the settings name; none where there are none, or another process signs.
    pub fn of(app: &App, settings: &Settings) -> Result<Option<Self>> {
        if settings.witnesses.is_empty() {
            return Ok(None);
        }
        let asked = settings.witnesses.iter().map(|witness| Asked {
            witness: witness.clone(),
            seen: 0,
            told: false,
        });
        Ok(Some(Self {
            app: app.clone(),
            http: settings.http()?,
            asked: asked.collect(),
        }))
    }

    /// Asks each for what it has seen, before anything new is signed: where it saw more than there is, or another past,
    /// nothing is signed any more. One that does not answer is no hindrance to a board that knows what it signed last;
    /// one that does not know it, because it was restored or is new, signs nothing until all have answered.
    pub async fn look_back(&mut self) -> Result<()> {
        self.app
            .ledger_recall()
            .await
            .context("cannot read the last checkpoint")?;
        self.app
            .ledger_asks_first()
            .await
            .context("cannot read whether the data was restored")?;
        self.ask_all().await;
        Ok(())
    }

    /// Asks for the cosignatures that the last checkpoints of closed logs lack.
    pub async fn cosign_the_closed(&self) -> Result<()> {
        for closed in self.app.ledger_closed() {
            let mut cosigned = closed.checkpoint.clone();
            for Asked { witness, .. } in &self.asked {
                if cosignatures::verify(&cosigned, &witness.key).is_ok() {
                    continue;
                }
                let size = closed.checkpoint.checkpoint().size;
                let (app, log) = (&self.app, closed.number);
                let prove = |old| async move {
                    let proof = app.ledger_consistency(log, old, size).await?;
                    proof.context("the log has no such size")
                };
                let word = ask(&self.http, witness, &closed.checkpoint, 0, prove);
                match timeout(ANSWERS_WITHIN, word).await {
                    Ok(Ok(Word::Cosigned(line))) => cosigned.attach(line),
                    Ok(Ok(Word::SeenMore { size } | Word::SeenOther { size })) => {
                        tracing::warn!(
                            url = witness.url,
                            size,
                            "a witness has seen another end of a closed log"
                        );
                    }
                    Ok(Err(why)) => {
                        let why = format!("{why:#}");
                        tracing::warn!(
                            url = witness.url,
                            why,
                            "a witness does not cosign a closed log"
                        );
                    }
                    Err(_slow) => tracing::warn!(url = witness.url, "a witness does not answer"),
                }
            }
            if cosigned != closed.checkpoint {
                let kept = self.app.ledger_cosigned_closed(&closed, &cosigned);
                kept.await.context("a cosignature could not be kept")?;
            }
        }
        Ok(())
    }

    /// Has what is signed cosigned, until `told`.
    pub async fn run(mut self, mut told: watch::Receiver<bool>) -> &'static str {
        let mut signed = self.app.signed();
        let cosigning = async {
            loop {
                let size = signed
                    .borrow_and_update()
                    .as_ref()
                    .map_or(0, |last| last.size);
                let patience = if self.ask_all().await { REFRESH } else { RETRY };
                sleep(PACE).await;
                let grown = signed.wait_for(|now| now.as_ref().is_some_and(|now| now.size > size));
                // Grown, or waited long enough: either way they are asked.
                drop(timeout(patience, grown).await);
            }
        };
        tokio::select! {
            () = cosigning => {}
            _stop = told.wait_for(|stop| *stop) => {}
        }
        "the witnesses"
    }

    /// Asks all of them at once about the last checkpoint. True: all cosigned, or there was nothing to ask.
    async fn ask_all(&mut self) -> bool {
        if self.app.ledger_fault() == Some(Fault::Unasked) && !self.ask_for_the_past().await {
            return false;
        }
        let last = self.app.signed().borrow().clone();
        let Some(last) = last.filter(|_last| self.app.ledger_fault().is_none()) else {
            return true;
        };
        let Ok(signed) = SignedCheckpoint::parse(last.note.as_bytes()) else {
            return true;
        };
        let mut asking = JoinSet::new();
        for (place, Asked { witness, seen, .. }) in self.asked.iter().enumerate() {
            let (app, http) = (self.app.clone(), self.http.clone());
            let (witness, signed, seen) = (witness.clone(), signed.clone(), *seen);
            let log = last.log;
            asking.spawn(async move {
                let size = signed.checkpoint().size;
                let prove = |old| {
                    let app = app.clone();
                    async move {
                        let proof = app.ledger_consistency(log, old, size).await?;
                        proof.context("the log has no such size")
                    }
                };
                let word = timeout(ANSWERS_WITHIN, ask(&http, &witness, &signed, seen, prove));
                let word = word.await.unwrap_or_else(|_elapsed| {
                    Err(anyhow!("no answer within {} s", ANSWERS_WITHIN.as_secs()))
                });
                (place, word)
            });
        }
        let mut words: Vec<_> = asking.join_all().await;
        words.sort_by_key(|(place, _word)| *place);
        self.take(&signed, words).await
    }

    /// Asks those that have not said yet what they have seen, where nobody else remembers it. True: all have, and the log
    /// holds it.
    async fn ask_for_the_past(&mut self) -> bool {
        let Some(beginning) = self.app.ledger_beginning() else {
            return true;
        };
        for Asked {
            witness,
            seen,
            told,
        } in self.asked.iter_mut().filter(|asked| !asked.told)
        {
            let url = &witness.url;
            let word = timeout(ANSWERS_WITHIN, last_seen(&self.http, witness, &beginning)).await;
            let word = word.unwrap_or_else(|_elapsed| Err(anyhow!("no answer in time")));
            let past = match word {
                Ok(past) => past,
                Err(why) => {
                    let why = format!("{why:#}");
                    tracing::warn!(url, why, "nothing is signed until this witness answers");
                    continue;
                }
            };
            let compared = match &past {
                Past::Nothing => Ok(()),
                Past::Size(size) => self.app.ledger_seen_size(*size).await,
                Past::Checkpoint(last) => self.app.ledger_seen(last.size, last.root).await,
            };
            match compared {
                Ok(()) => (*seen, *told) = (past.size(), true),
                Err(why) => {
                    tracing::error!(url, size = past.size(), %why, "a witness has seen another past of the ledger");
                }
            }
        }
        if !self.asked.iter().all(|asked| asked.told) {
            return false;
        }
        if let Err(why) = self.app.ledger_asked().await {
            tracing::error!(%why, "that all witnesses were asked could not be kept");
            return false;
        }
        true
    }

    /// Acts on what they said. True: all cosigned.
    async fn take(&mut self, signed: &SignedCheckpoint, words: Vec<(usize, Result<Word>)>) -> bool {
        // Lines that this very checkpoint has already stay.
        let known = self.app.witnessed().borrow().clone();
        let known = known.filter(|known| known.checkpoint() == signed.checkpoint());
        let mut cosigned = known.map_or_else(|| signed.clone(), |known| known.as_ref().clone());
        let (mut all, mut any) = (true, false);
        for (asked, (_place, word)) in self.asked.iter_mut().zip(words) {
            let url = &asked.witness.url;
            match word {
                Ok(Word::Cosigned(line)) => {
                    asked.seen = signed.checkpoint().size;
                    cosigned.attach(line);
                    any = true;
                }
                Ok(Word::SeenMore { size } | Word::SeenOther { size }) => {
                    tracing::error!(url, size, "a witness has seen another past of the ledger");
                    self.app.ledger_contradicted(size);
                    all = false;
                }
                Err(why) => {
                    tracing::warn!(url, why = format!("{why:#}"), "a witness does not cosign");
                    all = false;
                }
            }
        }
        if any && let Err(why) = self.app.ledger_cosigned(cosigned).await {
            tracing::error!(%why, "a cosignature could not be kept");
        }
        all
    }
}

/// A witness that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its submission prefix, without a slash at its end.
    pub url: String,
    /// Its key.
    pub key: VerifierKey,
}

/// What a witness says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It cosigned.
    Cosigned(SignatureLine),
    /// It has seen a larger tree of this ledger: what we have was set back to an older day.
    SeenMore {
        /// The size that it has seen.
        size: u64,
    },
    /// It has seen a tree of this size that is no part of ours: what we have is another history.
    SeenOther {
        /// The size that it has seen.
        size: u64,
    },
}

/// Asks a witness to cosign. `old_size` is what it is thought to have seen last, zero if unknown; `prove` gives the
/// proof that the tree of a size is part of the one signed.
///
/// # Errors
///
/// When the witness cannot be reached, or answers what it must not.
pub async fn ask<P, F>(
    http: &Http,
    witness: &Witness,
    signed: &SignedCheckpoint,
    old_size: u64,
    mut prove: P,
) -> Result<Word>
where
    P: FnMut(u64) -> F,
    F: Future<Output = Result<Vec<Hash>>>,
{
    let size = signed.checkpoint().size;
    let mut old_size = old_size.min(size);
    for _round in 0..ROUNDS {
        let request = AddCheckpoint {
            old_size,
            path: prove(old_size).await?,
            checkpoint: signed.clone(),
        };
        let url = format!("{}/add-checkpoint", witness.url);
        let answer = http.post(&url, request.to_string().into(), MOST).await?;
        let text = String::from_utf8_lossy(&answer.body);
        match answer.status {
            StatusCode::OK => return Ok(Word::Cosigned(cosignature(&text, signed, witness)?)),
            StatusCode::CONFLICT => {
                let size_of = |text: &str| text.strip_suffix('\n')?.parse::<u64>().ok();
                let Some(seen) = size_of(&text).filter(|_seen| answer.kind() == SIZE_TYPE) else {
                    bail!("{url} answered 409 without a size");
                };
                if seen > size {
                    return Ok(Word::SeenMore { size: seen });
                }
                if seen == old_size {
                    // The sizes agree and the roots do not.
                    return Ok(Word::SeenOther { size: seen });
                }
                old_size = seen;
            }
            StatusCode::UNPROCESSABLE_ENTITY => return Ok(Word::SeenOther { size: old_size }),
            status => bail!("{url} answered {status}: {}", first_line(&text)),
        }
    }
    bail!("{} changes its mind about what it has seen", witness.url)
}

/// What a witness has seen of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Past {
    /// Nothing, or its beginning.
    Nothing,
    /// So many entries.
    Size(u64),
    /// This very tree.
    Checkpoint(Checkpoint),
}

impl Past {
    fn size(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Size(size) => *size,
            Self::Checkpoint(checkpoint) => checkpoint.size,
        }
    }
}

/// Asks a witness for what it has seen of a ledger whose `beginning` is signed. A witness of ours shows the tree as well,
/// where others tell its size alone.
///
/// # Errors
///
/// As [`ask`].
pub async fn last_seen(
    http: &Http,
    witness: &Witness,
    beginning: &SignedCheckpoint,
) -> Result<Past> {
    let size = match ask(http, witness, beginning, 0, |_old| async { Ok(Vec::new()) }).await? {
        Word::Cosigned(_) => return Ok(Past::Nothing),
        Word::SeenMore { size } => size,
        Word::SeenOther { size } => bail!("{} refuses an empty log of {size}", witness.url),
    };
    let origin = &beginning.checkpoint().origin;
    let hash = hex_of_hash(origin.as_str().as_bytes());
    let url = format!("{}/{hash}/checkpoint", witness.url);
    let shown = http.get(&url, MOST).await;
    let shown = shown.ok().filter(|shown| shown.status == StatusCode::OK);
    let shown = shown.and_then(|shown| SignedCheckpoint::parse(&shown.body).ok());
    // It is one of ours where the witness signed it, who verified our signature.
    let last = shown.filter(|last| {
        last.checkpoint().origin == *origin
            && last.checkpoint().size >= size
            && cosignatures::verify(last, &witness.key).is_ok()
    });
    Ok(last.map_or(Past::Size(size), |last| {
        Past::Checkpoint(last.checkpoint().clone())
    }))
}

/// The line of this witness among those that it answered, once it was verified.
fn cosignature(text: &str, signed: &SignedCheckpoint, witness: &Witness) -> Result<SignatureLine> {
    let mut lines = text
        .lines()
        .filter_map(|line| line.parse::<SignatureLine>().ok());
    let line = lines.find(|line| line.claims(&witness.key));
    let (url, name) = (&witness.url, witness.key.name());
    let line = line.with_context(|| format!("{url} answered without a cosignature of {name}"))?;
    let mut cosigned = signed.clone();
    cosigned.attach(line.clone());
    cosignatures::verify(&cosigned, &witness.key)
        .with_context(|| format!("{url} answered with a wrong cosignature"))?;
    Ok(line)
}

fn first_line(text: &str) -> String {
    text.lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}
