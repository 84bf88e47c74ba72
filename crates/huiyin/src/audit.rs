//! `huiyin audit`: checks a whole ledger as anyone may, against what its readers pinned, and says what it found.
//!
//! The status is 0 where nothing was changed, 1 where there is evidence of it, 2 where it could not be checked.

mod archive;
mod chain;
mod content;
mod evidence;
mod facts;
mod recount;
mod replay;
mod report;
mod seen;
mod source;
mod succession;
mod tables;
#[cfg(test)]
mod tests;

use crate::say;
use crate::system::SystemClock;
use anyhow::{Context, Result, bail, ensure};
use app::Clock;
use archive::Archive;
use clap::Args;
use content::Absent;
use evidence::Evidence;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::checkpoints::SignedCheckpoint;
use ledger::policy::Policy;
use ledger::verification::Finding;
use report::Report;
use source::Source;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use succession::{Log, Reader};
use tables::Tables;

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
    /// The address of a board or of a copy of its ledger, or a folder or .tar with such a copy
    #[arg(value_name = "URL|FOLDER|FILE.tar")]
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
    /// Keep all that is read in this new folder, or in one plain file whose name ends in .tar: a copy that anyone can
    /// audit offline, and that any server of files can show
    #[arg(long, value_name = "FOLDER|FILE.tar")]
    keep: Option<PathBuf>,
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
    let mut report = read(args, clock).await?;
    // What was found to be changed is worth keeping more than anything.
    if let Some(path) = &args.keep {
        if Archive::is_named(path) {
            archive::pack(&archive::folder_beside(path), path)?;
        }
        report.note(format_args!("读到的文件已存入 {}", path.display()));
    }
    Ok(report)
}

async fn read(args: &AuditArgs, clock: &dyn Clock) -> Result<Report> {
    let policy = read_policy(&args.policy)?;
    let seen = args.seen.as_deref().map(|path| seen::read(path, &policy));
    let seen = seen.transpose()?.flatten();
    let source = Source::find(&args.place, args.ca.as_deref(), args.keep.as_deref()).await?;
    let mut report = Report::new(source.place(), clock.now());
    let reader = Reader {
        source: &source,
        policy: &policy,
        keeps_threads: args.content,
    };
    let Some(mut logs) = reader.read(seen.as_ref(), &mut report).await? else {
        return Ok(report);
    };
    if let Some(seen) = seen.as_ref().map(SignedCheckpoint::checkpoint)
        && !logs
            .iter()
            .any(|log| log.chain.target.origin == seen.origin)
    {
        bail!("上次核验的是另一份存证：{}", seen.origin);
    }
    let mut absent = Vec::new();
    if args.content {
        let mut chains: Vec<_> = logs.iter_mut().map(|log| &mut log.chain).collect();
        let texts = content::look(&source, &mut chains, &bar("留言")).await?;
        ensure!(
            texts.pages > 0 || texts.absent.is_empty(),
            "{} 没有公开的文字，无法用 --content 核对",
            source.place()
        );
        // What was taken away a moment ago is in the ledger a moment later.
        let is_clean = logs.iter().all(|log| log.chain.is_clean());
        if source.is_live() && is_clean && !unexplained(&logs, &texts.absent).is_empty() {
            tokio::time::sleep(SIGNED_WITHIN).await;
            let before = logs.last().map(|log| log.signed.clone());
            let Some(later) = reader.read(before.as_ref(), &mut report).await? else {
                return Ok(report);
            };
            logs = later;
        }
        absent = unexplained(&logs, &texts.absent);
        report.texts(&texts);
    } else {
        report.note("没有核对公开的文字（加 --content 核对）");
    }
    let counted = match logs.last() {
        Some(last) => tables::look(&source, &last.chain).await?,
        None => Tables::default(),
    };
    let last = logs.last().map(|log| log.signed.clone());
    tell(&mut report, logs, seen.as_ref(), &policy);
    report.tables(&counted);
    if !absent.is_empty() {
        report.check("公布过的文字，没有记录说明就不会消失", absent);
    }
    if let (Some(path), Some(signed)) = (args.seen.as_deref(), last)
        && report.evidence.is_empty()
    {
        seen::keep(path, &signed)?;
        report.note(format_args!("检查点已存入 {}", path.display()));
    }
    Ok(report)
}

/// Texts that are gone, and no entry says why.
fn unexplained(logs: &[Log], absent: &[Absent]) -> Vec<Evidence> {
    let Some(last) = logs.last() else {
        return Vec::new();
    };
    let unexplained = absent.iter().filter(|text| {
        let (number, index) = text.place;
        let audit = &last.chain.audit;
        !audit.is_removed_after(number.saturating_sub(1), index, &text.entry)
    });
    let named = unexplained.filter_map(|text| {
        let (number, index) = text.place;
        let of = logs.iter().find(|log| log.chain.number == number)?;
        let field = text.field.clone();
        let finding = Finding::Absent { index, field };
        Some(evidence::of_finding(&finding, &of.chain.messages))
    });
    named.collect()
}

/// Says what was found in the logs, in their order.
fn tell(report: &mut Report, logs: Vec<Log>, seen: Option<&SignedCheckpoint>, policy: &Policy) {
    let count = logs.len();
    for (nth, log) in (1..).zip(logs) {
        let Log {
            signed,
            key: _,
            accepted,
            chain,
            turns,
            link,
        } = log;
        report.signed(&signed, &accepted, policy);
        let seen = seen.filter(|seen| seen.checkpoint().origin == chain.target.origin);
        report.chain(chain, seen, nth == count);
        if turns > 0 {
            report.note(format_args!(
                "签名密钥换过 {turns} 次，每次都由旧密钥签名宣布"
            ));
        }
        if let Some(link) = link {
            report.link(link);
        }
    }
}

fn read_policy(path: &Path) -> Result<Policy> {
    let cannot = || format!("读不出政策文件 {}", path.display());
    let bytes = std::fs::read(path).with_context(cannot)?;
    Policy::parse(&bytes).with_context(cannot)
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
