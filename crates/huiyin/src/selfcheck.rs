//! `huiyin selfcheck`: looks at the public pages as a visitor, on a phone, as a search engine and by way of one, and
//! says where they lead, what they hide and where they differ: what somebody who broke into a site does to its pages.
//!
//! The status is 0 where nothing was found, 1 where something was, 2 where it could not be checked.

mod page;
#[cfg(test)]
mod tests;

use crate::fetch::{Answer, Http, Reach};
use crate::say;
use anyhow::{Context, Result, bail, ensure};
use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use clap::Args;
use page::{Address, Page};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The longest page that is read.
const MOST: usize = 4 << 20;
/// So many differences and texts of one page are printed.
const MOST_PRINTED: usize = 5;
/// A page that changes while it is looked at is looked at so often.
const ROUNDS: usize = 3;
/// Between two pages: whoever checks is no burden.
const PACE: Duration = Duration::from_millis(50);

/// The status where something was found.
const FOUND: u8 = 1;
/// The status where nothing could be checked.
const UNCHECKED: u8 = 2;

/// As whom pages are looked at: the name, what the browser calls itself, and where it comes from.
const READERS: [(&str, &str, Option<&str>); 4] = [
    (
        "普通访客",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
        None,
    ),
    (
        "手机",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
         Version/18.5 Mobile/15E148 Safari/604.1",
        None,
    ),
    (
        "搜索引擎",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        None,
    ),
    (
        "从搜索结果来的人",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
        Some("https://www.baidu.com/"),
    ),
];

/// Parts of the site that have no pages.
const NO_PAGES: [&str; 5] = ["/api/", "/assets/", "/ledger/tile/", "/view", "/feeds"];

#[derive(Args)]
pub struct SelfcheckArgs {
    /// The address of the board, as people type it
    #[arg(value_name = "URL")]
    url: String,
    /// A host that pages may lead to, such as the portal of the government; may be given more than once
    #[arg(long, value_name = "HOST")]
    may: Vec<String>,
    /// So many pages are looked at, from the first page on along its links
    #[arg(long, value_name = "NUMBER", default_value_t = 30)]
    pages: usize,
    /// Further certificate authorities for https, as a PEM file
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// Checks, prints, and gives the status.
pub async fn run(args: SelfcheckArgs) -> ExitCode {
    let checked = async {
        let report = check(&args).await?;
        report.print(&mut io::stdout()).context("写不出结果")?;
        Ok::<_, anyhow::Error>(report)
    };
    match checked.await {
        Ok(report) if report.is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(FOUND),
        Err(why) => {
            say::note(format_args!("没有检查成：{why:#}"));
            ExitCode::from(UNCHECKED)
        }
    }
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub struct Report {
    url: String,
    pages: usize,
    /// Hosts that pages lead to and may, with how often.
    allowed: BTreeMap<String, usize>,
    outside: Vec<String>,
    hidden: Vec<String>,
    foreign: Vec<String>,
    differs: Vec<String>,
    unsteady: Vec<String>,
}

/// Looks at the pages of a board.
///
/// # Errors
///
/// When they cannot be read.
async fn check(args: &SelfcheckArgs) -> Result<Report> {
    let base = args.url.trim_end_matches('/').to_owned();
    let look = Look {
        http: Http::new(Reach::anywhere(), args.ca.as_deref())?,
        host: host_of(&base).with_context(|| format!("{base} 不是网址"))?,
        base,
    };
    let mut report = Report {
        url: look.base.clone(),
        ..Report::default()
    };
    let mut outside: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    while let Some(path) = waiting.pop_front()
        && report.pages < args.pages
    {
        let seen = look.sees(&path, 0).await?;
        if path == "/" {
            ensure!(
                seen.status == StatusCode::OK && seen.is_page,
                "{}/ 的回应是 {}{}，不是网页",
                look.base,
                seen.status,
                seen.location
                    .as_deref()
                    .map(|to| format!("（转到 {to}）"))
                    .unwrap_or_default()
            );
        }
        // A file to download is none of this; a page that is gone is not either, but where it sends on to is.
        if !seen.is_page && seen.location.is_none() {
            continue;
        }
        report.pages += 1;
        let readers = look.compare(&path, seen, &mut report).await?;
        for (reader, seen) in &readers {
            report.of_page(reader, &path, &seen.page);
            let sent_on = seen.location.iter().map(|to| Address {
                by: "转向".to_owned(),
                to: to.clone(),
            });
            for address in seen.page.addresses.iter().cloned().chain(sent_on) {
                let Some(host) = address.host().filter(|host| *host != look.host) else {
                    continue;
                };
                if args.may.contains(&host) {
                    *report.allowed.entry(host).or_default() += 1;
                    continue;
                }
                let first = format!("{path}，{reader}，{} {}", address.by, address.to);
                outside.entry(host).or_insert((0, first)).0 += 1;
            }
            for link in &seen.page.links {
                let next = look.path_of(link);
                if let Some(next) = next.filter(|next| known.insert(next.clone())) {
                    waiting.push_back(next);
                }
            }
        }
        tokio::time::sleep(PACE).await;
    }
    let told = |(host, (times, first))| format!("{host}（{times} 处，首见于 {first}）");
    report.outside = outside.into_iter().map(told).collect();
    Ok(report)
}

/// What looks.
struct Look {
    http: Http,
    base: String,
    host: String,
}

/// What one reader was shown.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    status: StatusCode,
    location: Option<String>,
    is_page: bool,
    page: Page,
}

impl Look {
    async fn sees(&self, path: &str, reader: usize) -> Result<Seen> {
        let (_name, agent, from) = READERS.get(reader).context("不认得的身份")?;
        let url = format!("{}{path}", self.base);
        let mut asked = Request::get(&url)
            .header(header::USER_AGENT, *agent)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::ACCEPT_LANGUAGE, "zh-CN,zh;q=0.9");
        if let Some(from) = from {
            asked = asked.header(header::REFERER, *from);
        }
        let asked = asked
            .body(Bytes::new())
            .with_context(|| format!("{url} 不是网址"))?;
        let answer = self.http.send(asked, MOST).await?;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            bail!("{url} 说请求太多：过一会儿再查，或用 --pages 少查几页");
        }
        Ok(Seen::of(&answer))
    }

    /// Looks as every other reader; what differs goes into the report. A board that lives changes meanwhile: only what
    /// differs from what the visitor saw before and sees after is a difference.
    async fn compare(
        &self,
        path: &str,
        first: Seen,
        report: &mut Report,
    ) -> Result<Vec<(&'static str, Seen)>> {
        let mut visitor = first;
        let mut others = Vec::new();
        for (reader, (name, ..)) in READERS.iter().enumerate().skip(1) {
            let mut theirs = self.sees(path, reader).await?;
            let mut steady = theirs == visitor;
            for _round in 0..ROUNDS {
                if steady {
                    break;
                }
                let again = self.sees(path, 0).await?;
                if again == visitor {
                    report.differ(path, name, &visitor, &theirs);
                    steady = true;
                } else {
                    visitor = again;
                    theirs = self.sees(path, reader).await?;
                    steady = theirs == visitor;
                }
            }
            if !steady {
                report.unsteady.push(format!("{path}（{name}）"));
            }
            others.push((*name, theirs));
        }
        let name = READERS.first().map_or("", |(name, ..)| name);
        others.insert(0, (name, visitor));
        Ok(others)
    }

    /// The path of a link within the site to another page.
    fn path_of(&self, link: &str) -> Option<String> {
        let inside = match link.strip_prefix(&self.base) {
            Some("") => "/",
            Some(path) => path,
            None => link,
        };
        let path = inside.split('#').next()?;
        let is_inside = path.starts_with('/') && !path.starts_with("//");
        let has_pages = !NO_PAGES.iter().any(|part| path.starts_with(part));
        (is_inside && has_pages).then(|| path.to_owned())
    }
}

impl Seen {
    fn of(answer: &Answer) -> Self {
        let is_page = answer.kind().starts_with("text/html");
        let text = String::from_utf8_lossy(&answer.body);
        Self {
            status: answer.status,
            location: answer.location().map(str::to_owned),
            page: if is_page {
                Page::read(&text)
            } else {
                Page::default()
            },
            is_page,
        }
    }
}

impl Report {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        let all = [&self.outside, &self.hidden, &self.foreign, &self.differs];
        all.iter().all(|found| found.is_empty())
    }

    fn of_page(&mut self, reader: &str, path: &str, page: &Page) {
        for (found, told) in [
            (&page.hidden, &mut self.hidden),
            (&page.foreign, &mut self.foreign),
        ] {
            for one in found.iter().take(MOST_PRINTED) {
                let line = format!("{path}：{one}");
                // What everybody is shown is told once.
                if !told.iter().any(|known| known.starts_with(&line)) {
                    told.push(format!("{line}（{reader}）"));
                }
            }
        }
    }

    /// What one reader is shown otherwise than a visitor.
    fn differ(&mut self, path: &str, reader: &str, visitor: &Seen, theirs: &Seen) {
        if (visitor.status, &visitor.location) != (theirs.status, &theirs.location) {
            let told = |seen: &Seen| match &seen.location {
                Some(to) => format!("{} 转到 {to}", seen.status),
                None => seen.status.to_string(),
            };
            self.differs.push(format!(
                "{path}：{reader}得到 {}，普通访客得到 {}",
                told(theirs),
                told(visitor)
            ));
            return;
        }
        let only = |these: &Page, those: &Page| -> Vec<String> {
            let text = these.text.iter().filter(|text| !those.text.contains(text));
            let addresses = these.addresses.difference(&those.addresses);
            text.cloned()
                .chain(addresses.map(|address| format!("{} {}", address.by, address.to)))
                .take(MOST_PRINTED)
                .map(|what| what.chars().take(120).collect())
                .collect()
        };
        let (more, less) = (
            only(&theirs.page, &visitor.page),
            only(&visitor.page, &theirs.page),
        );
        if more.is_empty() && less.is_empty() {
            self.differs
                .push(format!("{path}：{reader}看到的次序或重复与普通访客不同"));
        }
        for one in more {
            self.differs.push(format!("{path}：只给{reader}看：{one}"));
        }
        for one in less {
            self.differs.push(format!("{path}：不给{reader}看：{one}"));
        }
    }

    /// Prints it, with the verdict last.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let readers = READERS.map(|(name, ..)| name).join("、");
        writeln!(out, "检查 {}", self.url)?;
        writeln!(
            out,
            "  · 看了 {} 页，每页分别以{readers}的身份看",
            self.pages
        )?;
        part(out, "没有通向外部的网址", "通向外部的主机", &self.outside)?;
        part(out, "没有隐藏的文字", "隐藏的文字", &self.hidden)?;
        part(
            out,
            "没有本程序不会写的内容",
            "本程序不会写的内容",
            &self.foreign,
        )?;
        part(
            out,
            "各种身份看到的都一样",
            "不同身份看到的不同",
            &self.differs,
        )?;
        for (host, times) in &self.allowed {
            writeln!(out, "  · 通向 {host}（{times} 处，您已允许）")?;
        }
        for page in &self.unsteady {
            writeln!(out, "  · {page} 一直在变，没有比出来")?;
        }
        if self.is_clean() {
            return writeln!(out, "结论：正常。");
        }
        writeln!(
            out,
            "结论：有异常。页面可能被改动过。请先保留这份输出和服务器日志，再查反向代理、缓存和服务器上的文件；\
             确认是自己加的外部网址，下次用 --may 主机名 允许。"
        )
    }
}

fn part(out: &mut impl Write, good: &str, bad: impl Display, found: &[String]) -> io::Result<()> {
    if found.is_empty() {
        return writeln!(out, "  ✓ {good}");
    }
    writeln!(out, "  ✗ {bad}（{} 处）：", found.len())?;
    for one in found {
        writeln!(out, "      {one}")?;
    }
    Ok(())
}

fn host_of(url: &str) -> Option<String> {
    let address = Address {
        by: String::new(),
        to: url.to_owned(),
    };
    address.host()
}
