//! What an audit says, in the words of the people who read it.

use super::chain::Chain;
use super::content::Texts;
use super::evidence::{self, Evidence};
use super::succession::Link;
use super::tables::Tables;
use jiff::Timestamp;
use jiff::tz::Offset;
use ledger::checkpoints::SignedCheckpoint;
use ledger::policy::{Accepted, Cosigned, Policy};
use ledger::verification::Finding;
use std::fmt::Display;
use std::io::{self, Write};

/// So much evidence is printed; one piece is enough to act on.
const MOST_PRINTED: usize = 100;

/// What was checked, and what was found.
pub struct Report {
    /// What is wrong; none is the good case.
    pub evidence: Vec<Evidence>,
    place: String,
    now: Timestamp,
    /// What everything else is measured by: the last checkpoint that was read.
    signed: Vec<String>,
    lines: Vec<String>,
}

impl Report {
    /// A report on the ledger at `place`, which is checked now.
    pub fn new(place: String, now: Timestamp) -> Self {
        Self {
            evidence: Vec::new(),
            place,
            now,
            signed: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// A checkpoint that everything else is measured by.
    pub fn signed(&mut self, signed: &SignedCheckpoint, accepted: &Accepted, policy: &Policy) {
        let checkpoint = signed.checkpoint();
        let told = |one: &Cosigned| told(one, self.now);
        let witnesses: Vec<_> = accepted.cosigned.iter().map(told).collect();
        let vouched = match policy.witnesses().len() {
            0 => "  · 政策没有指定见证人：只凭这一处，看不出它是否给别人看另一份存证".to_owned(),
            all => format!(
                "  ✓ 见证人 {all} 个中有 {} 个联署，达到政策要求{}{}",
                witnesses.len(),
                if witnesses.is_empty() { "" } else { "：" },
                witnesses.join("、")
            ),
        };
        self.signed.extend([
            format!(
                "存证 {}，共 {} 条记录，根 {}",
                accepted.log,
                grouped(checkpoint.size),
                checkpoint.root
            ),
            "  ✓ 检查点由这份存证的密钥签名".to_owned(),
            vouched,
        ]);
    }

    /// What the entries themselves show. `is_last`: no log succeeds this one.
    pub fn chain(&mut self, chain: Chain, seen: Option<&SignedCheckpoint>, is_last: bool) {
        // Of several logs each is named.
        let log = (chain.number > 1 || !is_last).then(|| chain.target.origin.to_string());
        if let Some(log) = &log {
            self.note(format_args!("以下是 {log}"));
        }
        let Chain {
            audit,
            illegal,
            messages,
            erased,
            files,
            replay,
            ..
        } = chain;
        let found = audit.finish();
        let name =
            |finding: &Finding| evidence::of_finding(finding, &messages).in_log(log.as_deref());
        let these = |is: fn(&Finding) -> bool| -> Vec<Evidence> {
            found
                .findings
                .iter()
                .filter(|one| is(one))
                .map(name)
                .collect()
        };

        match seen {
            Some(seen) => self.check(
                format_args!(
                    "上次核验时的 {} 条记录原样都在，次序未动",
                    grouped(seen.checkpoint().size)
                ),
                these(|one| matches!(one, Finding::Rewritten { .. } | Finding::OtherOrigin)),
            ),
            None if !is_last => {}
            None => self.note("没有上次核验的检查点可比（用 --seen 文件 保存，下次就能比）"),
        }
        self.check(
            format_args!(
                "逐条读了 {} 条记录、{} 个文件，重算的根与签名的根一致",
                grouped(found.entries),
                grouped(files)
            ),
            these(|one| {
                matches!(
                    one,
                    Finding::Bundle { .. } | Finding::Entry { .. } | Finding::Root { .. }
                )
            }),
        );
        self.check(
            "公布的指纹都由记录推得出来",
            these(|one| matches!(one, Finding::Tile { .. })),
        );
        self.check(
            format_args!(
                "{} 件留言的记录逐条相接，没有缺号、插入、调换或倒签",
                grouped(found.messages.try_into().unwrap_or(u64::MAX))
            ),
            these(|one| matches!(one, Finding::Thread { .. })),
        );
        self.check(
            "每件留言的每一步都合乎办理规则",
            illegal
                .iter()
                .map(|one| evidence::of_illegal(one).in_log(log.as_deref()))
                .collect(),
        );
        if is_last && replay.unjudged() > 0 {
            self.note(format_args!(
                "有 {} 步按另一版办理规则进行，本程序不认得那一版，没有判断它们",
                grouped(replay.unjudged())
            ));
        }
        let removed: u64 = erased.values().sum();
        if removed > 0 {
            let grounds: Vec<_> = erased
                .iter()
                .map(|(ground, count)| format!("{} {count} 件", evidence::ground(ground)))
                .collect();
            self.note(format_args!(
                "{} 件留言的内容已删除，依据：{}",
                grouped(removed),
                grounds.join("、")
            ));
        }
        let texts = these(|one| matches!(one, Finding::Content { .. } | Finding::Absent { .. }));
        if !texts.is_empty() {
            self.check("公开的文字和照片与登记的指纹一致", texts);
        }
    }

    /// What the published tables of figures show.
    pub fn tables(&mut self, tables: &Tables) {
        if tables.months.is_empty() && tables.wrong.is_empty() {
            self.note("还没有登记过统计表");
            return;
        }
        self.check(
            format_args!("统计表由记录重算，逐项一致：{}", tables.months.join("、")),
            tables.wrong.clone(),
        );
        if !tables.without_days.is_empty() {
            self.note(format_args!(
                "{} 的办理用时没有重算：本平台的工作日历与本程序所知的不同",
                tables.without_days.join("、")
            ));
        }
    }

    /// How a log goes on from the one before.
    pub fn link(&mut self, link: Link) {
        self.check("第一条记下了上一份存证结账时的条数、根和密钥", link.wrong);
        if !link.announced {
            self.note(
                "上一份存证没有宣布这一份（密钥遗失或数据存疑时会这样）；凭政策里的密钥相信它",
            );
        }
        if let Some(seen) = link.lost_from {
            self.note(format_args!(
                "上一份存证曾被看到有 {} 条，多于接续时所剩：其间的记录丢失了",
                grouped(seen)
            ));
        }
    }

    /// What the published texts show.
    pub fn texts(&mut self, texts: &Texts) {
        self.check(
            format_args!(
                "读了 {} 件留言的公开页，核对文字 {} 段、照片 {} 张",
                grouped(texts.pages),
                grouped(texts.compared),
                grouped(texts.pictures)
            ),
            texts.wrong.clone(),
        );
        if texts.unseen > 0 {
            self.note(format_args!(
                "有 {} 张照片取不到，没有核对",
                grouped(texts.unseen)
            ));
        }
    }

    /// Says that something was checked, and what is wrong with it.
    pub fn check(&mut self, what: impl Display, wrong: Vec<Evidence>) {
        self.lines.push(if wrong.is_empty() {
            format!("  ✓ {what}")
        } else {
            format!("  ✗ 不成立（{} 处）：{what}", wrong.len())
        });
        self.evidence.extend(wrong);
    }

    /// Says something that is to be known.
    pub fn note(&mut self, what: impl Display) {
        self.lines.push(format!("  · {what}"));
    }

    /// Prints it, with the verdict last.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "核验 {}", self.place)?;
        for line in self.signed.iter().chain(&self.lines) {
            writeln!(out, "{line}")?;
        }
        if self.evidence.is_empty() {
            return writeln!(
                out,
                "结论：通过。没有发现增删、改动、倒签或调换次序的痕迹。"
            );
        }
        writeln!(out, "证据：")?;
        for evidence in self.evidence.iter().take(MOST_PRINTED) {
            writeln!(out, "  {evidence}")?;
        }
        let more = self.evidence.len().saturating_sub(MOST_PRINTED);
        if more > 0 {
            writeln!(out, "  另有 {more} 处")?;
        }
        writeln!(
            out,
            "结论：不通过。有 {} 处被改动的痕迹。请保留这份输出和检查点文件，它们就是证据。",
            self.evidence.len()
        )
    }
}

/// A witness and how long ago it cosigned.
fn told(cosigned: &Cosigned, now: Timestamp) -> String {
    let at = i64::try_from(cosigned.time).ok();
    let Some(at) = at.and_then(|seconds| Timestamp::from_second(seconds).ok()) else {
        return cosigned.name.to_string();
    };
    let minutes = now.duration_since(at).as_secs() / 60;
    let ago = match minutes {
        ..2 => "刚刚".to_owned(),
        2..120 => format!("{minutes} 分钟前"),
        120..2880 => format!("{} 小时前", minutes / 60),
        _ => format!("{} 天前", minutes / 1440),
    };
    format!("{}（{}，{ago}）", cosigned.name, shown(at))
}

/// A moment in the time of Beijing.
fn shown(at: Timestamp) -> String {
    at.to_zoned(Offset::constant(8).to_time_zone())
        .strftime("北京时间 %Y-%m-%d %H:%M")
        .to_string()
}

/// A number with commas.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
