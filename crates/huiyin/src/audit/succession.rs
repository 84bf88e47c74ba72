//! Reads the logs of a board one after the other: each key that signed must have been named under the key before it, and
//! each log that succeeds another commits to where that one ended.

use super::bar;
use super::chain::Chain;
use super::evidence::Evidence;
use super::report::Report;
use super::source::Source;
use anyhow::{Result, bail, ensure};
use ledger::checkpoints::SignedCheckpoint;
use ledger::entries::Entry;
use ledger::facts::{Fact, Name, Value};
use ledger::keys::{KeyName, VerifierKey};
use ledger::notes::Unverified;
use ledger::policy::{Accepted, Policy, Rejected};
use ledger::succession::{WrongHandover, is_succeeded_by, lost_from, succeeds};

/// The fact by which the end of a log names the key of the next.
const KEY: Name = Name::literal("key");

/// Reads logs for somebody with a policy.
pub struct Reader<'a> {
    /// The first log.
    pub source: &'a Source,
    /// Whom they trust.
    pub policy: &'a Policy,
    /// Whether texts are compared later.
    pub keeps_threads: bool,
}

/// A log that was read, under a key that is trusted.
pub struct Log {
    /// Its checkpoint.
    pub signed: SignedCheckpoint,
    /// The key that signed that.
    pub key: VerifierKey,
    /// Who else did.
    pub accepted: Accepted,
    /// Its entries.
    pub chain: Chain,
    /// How often its key was changed.
    pub turns: usize,
    /// How it goes on from the log before; none: it is the first.
    pub link: Option<Link>,
}

/// How a log goes on from the one before.
pub struct Link {
    /// What does not fit.
    pub wrong: Vec<Evidence>,
    /// Whether the key of the log before named this one.
    pub announced: bool,
    /// The entries of the log before that were once seen, where they are more than this log goes on from.
    pub lost_from: Option<u64>,
}

/// The keys of a log, as it tells them itself: each with the entries after which it signs.
struct Keys(Vec<(u64, VerifierKey)>);

impl Reader<'_> {
    /// Reads all logs. None: one is a forgery, which the report says.
    ///
    /// # Errors
    ///
    /// When a log cannot be read, is of nobody whom the policy names, or too few witnesses cosigned it. That is no
    /// evidence, but nothing can rest on it.
    pub async fn read(
        &self,
        seen: Option<&SignedCheckpoint>,
        report: &mut Report,
    ) -> Result<Option<Vec<Log>>> {
        let mut logs: Vec<Log> = Vec::new();
        for number in 1.. {
            let source = self.source.log(number);
            if number > 1 && !source.is_there().await? {
                break;
            }
            match self
                .read_one(&source, seen, logs.last_mut(), report)
                .await?
            {
                Some(log) => logs.push(log),
                None => return Ok(None),
            }
        }
        Ok(Some(logs))
    }

    async fn read_one(
        &self,
        source: &Source,
        seen: Option<&SignedCheckpoint>,
        mut before: Option<&mut Log>,
        report: &mut Report,
    ) -> Result<Option<Log>> {
        let bytes = source.checkpoint().await?;
        ensure!(
            before.is_some() || speaks_of(&bytes, self.policy),
            "{} 的检查点不属于政策里的任何一份存证",
            source.place()
        );
        let signed = match SignedCheckpoint::parse(&bytes) {
            Ok(signed) => signed,
            Err(why) => return Ok(forged(report, None, &why.to_string())),
        };
        let origin = &signed.checkpoint().origin;
        let next = before
            .as_ref()
            .and_then(|log| announced(&log.chain, origin));
        let mut policy = self.policy.clone();
        policy = next.clone().into_iter().fold(policy, Policy::trusting);
        // The key that signs now may be one that the policy does not know: the entries tell.
        let judged = policy.accept(&signed);
        if let Err(why) = &judged {
            let named = policy.logs().iter().any(|log| log.key.name() == origin);
            match why {
                Rejected::Quorum { .. } => return Err(too_few(why)),
                Rejected::UnknownLog { .. } if named => {}
                Rejected::UnknownLog { .. } if before.is_some() => {
                    let text = format!(
                        "{origin} 接续了上一份存证，而上一份没有宣布，政策里也没有它的密钥"
                    );
                    report.check("每份存证都由前一份宣布接续", vec![Evidence::of_all(text)]);
                    return Ok(None);
                }
                _ => return Ok(forged(report, Some(&signed), &why.to_string())),
            }
        }
        let seen = seen.filter(|seen| seen.checkpoint().origin == *origin);
        let bar = bar("记录");
        let chain = Chain::read(
            source,
            signed.checkpoint().clone(),
            seen.map(SignedCheckpoint::checkpoint),
            self.keeps_threads,
            &bar,
            before.as_mut().map(|log| &mut log.chain),
        );
        let chain = chain.await?;
        let keys = match Keys::follow(source, &chain, origin).await? {
            Ok(keys) => keys,
            Err(evidence) => return Ok(unannounced(report, evidence)),
        };
        let key = match keys.judge(&policy, &signed, seen)? {
            Ok(key) => key,
            Err(evidence) => return Ok(unannounced(report, evidence)),
        };
        let accepted = match judged {
            Ok(accepted) => accepted,
            Err(_unknown) => match policy.trusting(key.clone()).accept(&signed) {
                Ok(accepted) => accepted,
                Err(why @ Rejected::Quorum { .. }) => return Err(too_few(&why)),
                Err(why) => return Ok(forged(report, Some(&signed), &why.to_string())),
            },
        };
        Ok(Some(Log {
            turns: keys.0.len().saturating_sub(1),
            link: before.map(|before| link(before, &chain, next.is_some())),
            signed,
            key,
            accepted,
            chain,
        }))
    }
}

impl Keys {
    /// Follows the changes of keys from entry to entry. The inner error: one was not announced as it must be.
    async fn follow(
        source: &Source,
        chain: &Chain,
        origin: &KeyName,
    ) -> Result<Result<Self, Evidence>> {
        let mut keys: Vec<(u64, VerifierKey)> = Vec::new();
        for rotation in chain.audit.rotations() {
            let note = source.handover(rotation.size()).await?;
            let note = note.and_then(|note| SignedCheckpoint::parse(&note).ok());
            let before = keys.last().map(|(_since, key)| key);
            match rotation.verify(origin, before, note.as_ref()) {
                Ok((from, to)) => {
                    if keys.is_empty() {
                        keys.push((0, from));
                    }
                    keys.push((rotation.size(), to));
                }
                Err(why) => {
                    return Ok(Err(Evidence {
                        index: Some(rotation.index),
                        message: None,
                        text: told(why).to_owned(),
                    }));
                }
            }
        }
        Ok(Ok(Self(keys)))
    }

    /// The key that signed the checkpoint. The inner error: it is none that the policy leads to, or the one that signed
    /// what was seen before was replaced without a word.
    fn judge(
        &self,
        policy: &Policy,
        signed: &SignedCheckpoint,
        seen: Option<&SignedCheckpoint>,
    ) -> Result<Result<VerifierKey, Evidence>> {
        let wrong = |text: &str| Ok(Err(Evidence::of_all(text)));
        let pinned = || policy.logs().iter().map(|log| &log.key);
        let signs = match self.0.last() {
            Some((_since, key)) => {
                if !self
                    .0
                    .iter()
                    .any(|(_since, key)| pinned().any(|one| one == key))
                {
                    return wrong("这份存证前后用过的密钥，没有一把在政策里");
                }
                key
            }
            None => match pinned().find(|key| signed.verify(key).is_ok()) {
                Some(key) => key,
                None => return wrong("检查点由另一把密钥签名，而存证里没有宣布更换密钥"),
            },
        };
        if signed.verify(signs).is_err() {
            return wrong("检查点不是由存证宣布的密钥签名");
        }
        if let Some(seen) = seen {
            let size = seen.checkpoint().size;
            let mut latest_first = self.0.iter().rev();
            let signed_then = latest_first.find(|(since, _key)| *since < size || *since == 0);
            let key = signed_then.map_or(signs, |(_since, key)| key);
            match seen.verify(key) {
                Ok(()) => {}
                Err(Unverified::Missing { .. }) => {
                    return wrong("上次核验时由另一把密钥签名，而存证里没有宣布更换密钥");
                }
                Err(_damaged) => bail!("上次核验留下的检查点损坏了"),
            }
        }
        Ok(Ok(signs.clone()))
    }
}

/// The key that the end of a log names for the next, if it is closed.
fn announced(before: &Chain, origin: &KeyName) -> Option<VerifierKey> {
    let (_index, entry) = before.retired.as_ref()?;
    let Fact::One(Value::Hash(public)) = entry.facts.get(&KEY)? else {
        return None;
    };
    let key = VerifierKey::of_log(origin.clone(), public.as_bytes()).ok()?;
    is_succeeded_by(entry, &key).then_some(key)
}

fn link(before: &Log, chain: &Chain, announced: bool) -> Link {
    let mut wrong = Vec::new();
    let fits = |entry: &Entry| succeeds(entry, before.signed.checkpoint(), &before.key);
    if !chain.succeeds.as_ref().is_some_and(fits) {
        let text = "第一条没有记下上一份存证的条数、根和密钥，或者与它们不符";
        wrong.push(Evidence {
            index: Some(0),
            message: None,
            text: text.to_owned(),
        });
    }
    if let Some((index, _entry)) = &before.chain.retired
        && index + 1 != before.signed.checkpoint().size
    {
        wrong.push(Evidence {
            index: Some(*index),
            message: None,
            text: "上一份存证结账之后又有记录".to_owned(),
        });
    }
    Link {
        wrong,
        announced,
        lost_from: chain.succeeds.as_ref().and_then(lost_from),
    }
}

/// Whether this calls itself a checkpoint of a ledger of the policy: by its origin, or by a signature line. Anything
/// else, such as the page of a network that wants a password, is another thing altogether.
fn speaks_of(bytes: &[u8], policy: &Policy) -> bool {
    let text = String::from_utf8_lossy(bytes);
    policy.logs().iter().any(|log| {
        let origin = log.key.name().as_str();
        let signature = format!("— {origin} ");
        text.lines().next() == Some(origin) || text.lines().any(|line| line.starts_with(&signature))
    })
}

fn too_few(why: &Rejected) -> anyhow::Error {
    let count = match why {
        Rejected::Quorum { cosigned } => cosigned.len(),
        _ => 0,
    };
    anyhow::anyhow!(
        "联署的见证人不够：政策要求的没有达到，只有 {count} 个。存证可能只给您看了这一份"
    )
}

fn forged(report: &mut Report, signed: Option<&SignedCheckpoint>, why: &str) -> Option<Log> {
    let size = signed.map_or(String::new(), |signed| {
        format!("（自称 {} 条记录）", signed.checkpoint().size)
    });
    report.check(
        "检查点由这份存证的密钥签名",
        vec![Evidence::of_all(format!("检查点{size}不可信：{why}"))],
    );
    None
}

fn unannounced(report: &mut Report, evidence: Evidence) -> Option<Log> {
    report.check("每次更换密钥都由旧密钥签名宣布", vec![evidence]);
    None
}

fn told(why: WrongHandover) -> &'static str {
    match why {
        WrongHandover::Entry => "这条更换密钥的记录没有写明新旧两把密钥",
        WrongHandover::OtherKey => "交出签名的密钥，不是此前签名的那一把",
        WrongHandover::Missing => {
            "更换密钥时新旧两把密钥共同签名的检查点（handover）不在：无法证明旧密钥同意过"
        }
        WrongHandover::OtherTree => "更换密钥时共同签名的检查点属于另一份内容",
        WrongHandover::Unsigned => "更换密钥时的检查点缺了新旧密钥之一的签名",
    }
}
