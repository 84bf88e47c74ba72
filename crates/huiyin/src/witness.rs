//! `huiyin witness`: cosigns what the ledgers of others say about themselves (C2SP tlog-witness), so that a ledger
//! cannot show two histories to two people.

mod door;
mod memory;
mod settings;
#[cfg(test)]
mod tests;

use crate::init::{make_empty, write_private};
use crate::key_file::KeyFiles;
use crate::say;
use crate::serve::{Signals, listener};
use crate::system::{SystemChance, SystemClock};
use anyhow::{Context, Result, bail};
use app::{Chance, Clock};
use clap::{Args, Subcommand};
use ledger::checkpoints::{Checkpoint, SignedCheckpoint};
use ledger::cosignatures::cosign;
use ledger::keys::{Algorithm, KeyName, SignerKey, VerifierKey};
use ledger::notes::SignatureLine;
use ledger::witness::{AddCheckpoint, MalformedRequest, Refusal};
pub(crate) use memory::hex_of_hash;
use memory::{Memory, Record};
use settings::Settings;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Connections that are open at once; more of them wait to be accepted.
const CONNECTIONS: usize = 64;

/// Serves a witness until SIGTERM or Ctrl-C.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct WitnessArgs {
    #[command(subcommand)]
    command: Option<WitnessCommand>,
    /// The settings of the witness
    #[arg(long, value_name = "FILE", default_value = "witness.toml")]
    config: PathBuf,
}

#[derive(Subcommand)]
enum WitnessCommand {
    /// Make a new witness in an empty folder: settings, key, and the place of what it has seen
    Init(InitArgs),
}

#[derive(Args)]
struct InitArgs {
    /// The folder; made where it is missing, refused where it is not empty
    dir: PathBuf,
    /// The name of the key, for ever: your host and a word, such as `university.example/witness`
    #[arg(long)]
    name: KeyName,
}

/// Makes a witness, or serves one.
pub async fn run(args: WitnessArgs) -> Result<()> {
    match args.command {
        Some(WitnessCommand::Init(args)) => init(&args),
        None => serve(&Settings::load(&args.config)?).await,
    }
}

fn init(args: &InitArgs) -> Result<()> {
    make_empty(&args.dir)?;
    let mut seed = [0; 32];
    SystemChance.fill(&mut seed);
    let key = SignerKey::from_seed(args.name.clone(), Algorithm::Cosignature, &seed);
    write_private(
        &args.dir.join("witness.key"),
        &format!("{}\n", key.expose()),
    )?;
    write_private(&args.dir.join(settings::NAME), settings::DEFAULT)?;
    fs::DirBuilder::new()
        .mode(0o700)
        .create(args.dir.join("state"))
        .with_context(|| format!("cannot make {}/state", args.dir.display()))?;
    let dir = args.dir.display();
    say::line(format_args!(
        "made {dir}\n  \
         {dir}/witness.key   the key: keep it here alone, and without a copy in backups\n  \
         {dir}/state         what the witness has seen. If it is ever lost, or set back to an older day, make a new \
         witness: this key must not sign again\n\
         the public key, for those who rely on the witness:\n  {}\n\
         next: name the ledgers it shall watch in {dir}/{}, then huiyin witness --config {dir}/{}",
        key.verifier(),
        settings::NAME,
        settings::NAME,
    ))
}

async fn serve(settings: &Settings) -> Result<()> {
    crate::log::begin(&settings.log)?;
    let witness = Arc::new(Witness::open(settings, Arc::new(SystemClock))?);
    let mut signals = Signals::caught()?;
    let router = door::router(witness.clone());
    let running = listener::start(router, settings.listen, CONNECTIONS).await?;
    tracing::info!(address = %running.address(), key = %witness.key(), "witnessing");
    let signal = signals.told().await;
    tracing::info!(signal, "stopping");
    running.stop().await;
    Ok(())
}

/// A witness: its key, the ledgers that it knows, and what it has seen of them.
pub struct Witness {
    key: SignerKey,
    clock: Arc<dyn Clock>,
    logs: BTreeMap<KeyName, Log>,
    _memory: Memory,
}

/// A ledger that the witness knows.
struct Log {
    /// Its keys: two while it changes from one to the next.
    keys: Vec<VerifierKey>,
    /// Held from the comparison until the new checkpoint is on the disk.
    record: Mutex<Record>,
}

/// Why a checkpoint is not cosigned.
#[derive(Debug)]
pub enum Answer {
    /// The request cannot be read.
    Malformed(MalformedRequest),
    /// The rules of a witness forbid it.
    Refused(Refusal),
    /// The witness is broken.
    Broken(anyhow::Error),
}

impl Witness {
    /// Opens what the witness has seen. It refuses to begin without: a witness that forgot would cosign a second
    /// history.
    pub fn open(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self> {
        let memory = Memory::open(&settings.state)?;
        let mut logs: BTreeMap<KeyName, Log> = BTreeMap::new();
        for key in &settings.trusted {
            if let Some(log) = logs.get_mut(key.name()) {
                log.keys.push(key.clone());
                continue;
            }
            let record = memory.record_of(key.name());
            // A file that is damaged shows now, and not when a ledger waits.
            record.last()?;
            let log = Log {
                keys: vec![key.clone()],
                record: Mutex::new(record),
            };
            logs.insert(key.name().clone(), log);
        }
        Ok(Self {
            key: settings.key.clone(),
            clock,
            logs,
            _memory: memory,
        })
    }

    /// The public key.
    pub fn key(&self) -> &VerifierKey {
        self.key.verifier()
    }

    /// The ledgers that it knows, each with the last checkpoint that it cosigned.
    pub fn seen(&self) -> Result<Vec<(&KeyName, Option<Checkpoint>)>> {
        let look = |(name, log): (_, &Log)| {
            let last = lock(&log.record).last()?;
            Ok((name, last.map(|signed| signed.checkpoint().clone())))
        };
        self.logs.iter().map(look).collect()
    }

    /// The last checkpoint of the ledger whose origin has this hash, with its signature and ours.
    pub fn last(&self, origin_hash: &str) -> Result<Option<SignedCheckpoint>> {
        let known = self.logs.values().map(|log| lock(&log.record));
        match known
            .into_iter()
            .find(|record| record.origin_hash() == origin_hash)
        {
            Some(record) => record.last(),
            None => Ok(None),
        }
    }

    /// Judges a request and cosigns. The checkpoint is on the disk before the signature is given away; until then
    /// nobody else is answered for the same ledger. To be run where waiting for the disk is allowed.
    pub fn add(&self, body: &[u8]) -> Result<SignatureLine, Answer> {
        let request = AddCheckpoint::parse(body).map_err(Answer::Malformed)?;
        let signed = &request.checkpoint;
        let log = self
            .logs
            .get(&signed.checkpoint().origin)
            .ok_or(Answer::Refused(Refusal::UnknownLog))?;
        let record = lock(&log.record);
        let latest = record.last().map_err(Answer::Broken)?;
        let latest = latest.as_ref().map(SignedCheckpoint::checkpoint);
        let judged = request.judge(log.key_of(signed), latest);
        if let Err(refusal) = judged {
            if is_evidence(refusal, &request, latest) {
                tracing::error!(origin = %signed.checkpoint().origin, %refusal, "a ledger contradicts itself; kept");
                record.keep_evidence(body).map_err(Answer::Broken)?;
            }
            return Err(Answer::Refused(refusal));
        }
        let now = u64::try_from(self.clock.now().as_second()).unwrap_or_default();
        let line = cosign(signed.checkpoint(), now, &self.key)
            .map_err(|why| Answer::Broken(why.into()))?;
        record.keep(signed, line.clone()).map_err(Answer::Broken)?;
        Ok(line)
    }
}

impl Log {
    /// The key that signed, or where none did, the one to say so about.
    fn key_of(&self, signed: &SignedCheckpoint) -> Option<&VerifierKey> {
        let by = self.keys.iter().find(|key| signed.verify(key).is_ok());
        by.or(self.keys.first())
    }
}

/// Whether what the ledger signed contradicts what it signed before: another tree of the same size, or one of which the
/// old is not shown to be a part. The latter may be a mere mistake; a person looks at it.
fn is_evidence(refusal: Refusal, request: &AddCheckpoint, latest: Option<&Checkpoint>) -> bool {
    let new = request.checkpoint.checkpoint();
    match refusal {
        Refusal::Inconsistent => true,
        Refusal::Conflict { .. } => {
            latest.is_some_and(|latest| latest.size == new.size && latest.root != new.root)
        }
        _ => false,
    }
}

/// What is on the disk is whole after every step, so a panic leaves nothing to be afraid of.
fn lock(record: &Mutex<Record>) -> std::sync::MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a private key that nobody else may read.
fn read_key(path: &std::path::Path) -> Result<SignerKey> {
    let cannot = || format!("cannot read the key in {}", path.display());
    let read = KeyFiles::default().read(path).with_context(cannot)?;
    let key: SignerKey = read.text.trim().parse().with_context(cannot)?;
    if key.verifier().algorithm() != Algorithm::Cosignature {
        bail!(
            "{} is the key of a ledger, not of a witness",
            path.display()
        );
    }
    Ok(key)
}
