//! `huiyin audit`: checks a whole ledger as anyone may, against what its readers pinned, and says what it found.
//!
//! The status is 0 where nothing was changed, 1 where there is evidence of it, 2 where it could not be checked.

mod chain;
mod content;
mod evidence;
mod facts;
mod recount;
mod replay;
mod report;
mod seen;
mod source;
mod tables;
#[cfg(test)]
mod tests;

use crate::say;
use crate::system::SystemClock;
use anyhow::{Context, Result, bail, ensure};
use app::Clock;
use chain::Chain;
use clap::Args;
use evidence::Evidence;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::checkpoints::SignedCheckpoint;
use ledger::policy::{Policy, Rejected};
use report::Report;
use source::Source;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Files that are asked for at once.
const AT_ONCE: usize = 8;

/// After this time a ledger has signed what its board has done.
const SIGNED_WITHIN: Duration = Duration::from_secs(2);

/// The status where there is evidence.
const TAMPERED: u8 = 1;
/// The status where nothing could be checked.
const UNCHECKED: u8 = 2;

#[derive(Args)]
pub struct AuditArgs {
    /// The address of a board or of a copy of its ledger, or a folder with such a copy
    #[arg(value_name = "URL|FOLDER")]
    place: String,
    /// Whom you trust: the ledger's key and its witnesses, as a tlog-policy file
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// Also check every published text against the ledger
    #[arg(long)]
    content: bool,
    /// Where the checkpoint of your last audit is kept; this audit checks against it, and keeps the new one
    #[arg(long, value_name = "FILE")]
    seen: Option<PathBuf>,
    /// Further certificate authorities for https, as a PEM file
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// Checks, prints, and gives the status.
pub async fn run(args: AuditArgs) -> ExitCode {
    let mut out = std::io::stdout();
    let checked = async {
        let report = check(&args, &SystemClock).await?;
        report.print(&mut out).context("写不出结果")?;
        Ok::<_, anyhow::Error>(report)
    };
    match checked.await {
        Ok(report) if report.evidence.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(TAMPERED),
        Err(why) => {
            say::note(format_args!("没有核验成：{why:#}"));
            ExitCode::from(UNCHECKED)
        }
    }
}

/// Checks a ledger.
///
/// # Errors
///
/// When it could not be checked: what is needed cannot be read, or too few witnesses vouch for it.
async fn check(args: &AuditArgs, clock: &dyn Clock) -> Result<Report> {
    let policy = read_policy(&args.policy)?;
    let seen = args.seen.as_deref().map(|path| seen::read(path, &policy));
    let seen = seen.transpose()?.flatten();
    let source = Source::find(&args.place, args.ca.as_deref()).await?;
    let mut report = Report::new(source.place(), clock.now());
    let Some(mut signed) = accept(&source, &policy, &mut report).await? else {
        return Ok(report);
    };
    let before = seen.as_ref().map(SignedCheckpoint::checkpoint);
    if let Some(before) = before.filter(|seen| seen.origin != signed.checkpoint().origin) {
        bail!("上次核验的是另一份存证：{}", before.origin);
    }
    let read = async |signed: &SignedCheckpoint, before| {
        let target = signed.checkpoint().clone();
        Chain::read(&source, target, before, args.content, &bar("记录")).await
    };
    let mut chain = read(&signed, before).await?;
    if args.content {
        let texts = content::look(&source, &mut chain, &bar("留言")).await?;
        ensure!(
            texts.pages > 0 || texts.absent.is_empty(),
            "{} 没有公开的文字，无法用 --content 核对",
            source.place()
        );
        // What was taken away a moment ago is in the ledger a moment later.
        if source.is_live() && chain.is_clean() && !chain.explains(&texts.absent) {
            tokio::time::sleep(SIGNED_WITHIN).await;
            let Some(later) = accept(&source, &policy, &mut report).await? else {
                return Ok(report);
            };
            chain = read(&later, Some(signed.checkpoint())).await?;
            signed = later;
        }
        chain.lacks(&texts.absent);
        report.texts(&texts);
    } else {
        report.note("没有核对公开的文字（加 --content 核对）");
    }
    let counted = tables::look(&source, &chain.recount).await?;
    report.chain(chain, seen.as_ref());
    report.tables(&counted);
    if let Some(path) = args
        .seen
        .as_deref()
        .filter(|_path| report.evidence.is_empty())
    {
        seen::keep(path, &signed)?;
        report.note(format_args!("检查点已存入 {}", path.display()));
    }
    Ok(report)
}

fn read_policy(path: &Path) -> Result<Policy> {
    let cannot = || format!("读不出政策文件 {}", path.display());
    let bytes = std::fs::read(path).with_context(cannot)?;
    Policy::parse(&bytes).with_context(cannot)
}

/// Reads the checkpoint and asks the policy. None: it is a forgery, which the report says.
///
/// # Errors
///
/// When there is no checkpoint of a ledger of the policy, or too few witnesses cosigned it. That is no evidence against
/// the ledger, but nothing can rest on it.
async fn accept(
    source: &Source,
    policy: &Policy,
    report: &mut Report,
) -> Result<Option<SignedCheckpoint>> {
    let bytes = source.checkpoint().await?;
    ensure!(
        speaks_of(&bytes, policy),
        "{} 的检查点不属于政策里的任何一份存证",
        source.place()
    );
    let judged = SignedCheckpoint::parse(&bytes)
        .map_err(|why| why.to_string())
        .map(|signed| (policy.accept(&signed), signed));
    let (wrong, signed) = match judged {
        Ok((Ok(accepted), signed)) => {
            report.signed(&signed, &accepted, policy);
            return Ok(Some(signed));
        }
        Ok((Err(Rejected::Quorum { cosigned }), _)) => bail!(
            "联署的见证人不够：政策要求的没有达到，只有 {} 个。存证可能只给您看了这一份",
            cosigned.len()
        ),
        Ok((Err(why), signed)) => (why.to_string(), Some(signed)),
        Err(why) => (why, None),
    };
    let size = signed.map_or(String::new(), |signed| {
        format!("（自称 {} 条记录）", signed.checkpoint().size)
    });
    report.check(
        "检查点由这份存证的密钥签名",
        vec![Evidence::of_all(format!("检查点{size}不可信：{wrong}"))],
    );
    Ok(None)
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

fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}  {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}
