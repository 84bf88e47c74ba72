//! Audits of a whole ledger in a folder and over HTTP: an honest one passes, and one changed byte in any kind of file is
//! evidence that names the entry.

mod city;
mod erased;
mod succession;
mod two_logs;

use super::*;
use crate::fetch::tests::https::Authority;
use crate::serve::listener;
use axum::Router;
use axum::http::{StatusCode, Uri};
use city::City;
use domain::figures::Counted;
use jiff::Timestamp;
use std::fs;
use std::net::SocketAddr;
use tempfile::TempDir;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_780_003_600).unwrap()
    }
}

/// A ledger in a folder, with the policy that asks for its witness.
struct Kept {
    folder: TempDir,
}

impl Kept {
    fn of(city: &City) -> Self {
        let folder = TempDir::new().unwrap();
        city.write(&folder.path().join("copy"));
        fs::write(folder.path().join("policy"), City::policy()).unwrap();
        Self { folder }
    }

    fn honest() -> Self {
        Self::of(&City::honest())
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("copy").join(file)
    }

    fn args(&self) -> AuditArgs {
        AuditArgs {
            place: self.folder.path().join("copy").to_str().unwrap().to_owned(),
            policy: self.folder.path().join("policy"),
            content: true,
            seen: None,
            keep: None,
            ca: None,
        }
    }

    async fn audit(&self) -> Result<Report> {
        check(&self.args(), &Fixed).await
    }

    /// The evidence, of which there must be some.
    async fn evidence(&self) -> Vec<String> {
        let report = self.audit().await.unwrap();
        assert!(!report.evidence.is_empty());
        report.evidence.iter().map(ToString::to_string).collect()
    }

    /// Changes one bit of a file.
    fn flip(&self, file: &str, place: usize) {
        let mut bytes = fs::read(self.path(file)).unwrap();
        bytes[place] ^= 1;
        fs::write(self.path(file), bytes).unwrap();
    }
}

fn printed(report: &Report) -> String {
    let mut out = Vec::new();
    report.print(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn an_honest_ledger_passes() {
    let kept = Kept::honest();
    let report = kept.audit().await.unwrap();
    let page = printed(&report);
    assert_eq!(report.evidence, [], "{page}");
    for line in [
        "存证 city.example/ledger，共 276 条记录",
        "见证人 1 个中有 1 个联署，达到政策要求：university（北京时间 2026-05-29 04:26，60 分钟前）",
        "1 件留言的内容已删除，依据：留言人本人要求 1 件",
        "统计表由记录重算，逐项一致：2026-05、2026-06",
        "结论：通过",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    assert!(!page.contains('✗'));
}

#[tokio::test]
async fn a_picture_is_the_one_that_was_bound_or_hidden_or_not_to_be_had() {
    let mut city = City::honest();
    let kept = Kept::of(&city);
    let report = kept.audit().await.unwrap();
    assert!(
        printed(&report).contains("照片 1 张"),
        "{}",
        printed(&report)
    );
    kept.flip("content/pictures/7", 3);
    let evidence = kept.evidence().await;
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    assert!(
        evidence[0].starts_with("记录 #1（留言 2026-000001）：公布的照片与登记的指纹不符"),
        "{evidence:?}"
    );
    // A copy may be without pictures: then it says so.
    fs::remove_file(kept.path("content/pictures/7")).unwrap();
    let report = kept.audit().await.unwrap();
    assert_eq!(report.evidence, []);
    assert!(printed(&report).contains("有 1 张照片取不到，没有核对"));

    city.hides_picture();
    let report = Kept::of(&city).audit().await.unwrap();
    assert_eq!(report.evidence, []);
    assert!(printed(&report).contains("照片 0 张"));
}

#[tokio::test]
async fn a_changed_byte_of_an_entry_names_entry_and_message() {
    // The first bundle is full, the second partial.
    for (file, bundle) in [("tile/entries/000", 0), ("tile/entries/001.p/20", 256)] {
        let city = City::honest();
        let length = fs::read(Kept::of(&city).path(file)).unwrap().len();
        for place in (40..length).step_by(length / 7) {
            let kept = Kept::of(&city);
            let entry = city.entry_at(bundle, place);
            kept.flip(file, place);
            let evidence = kept.evidence().await;
            let named = evidence
                .iter()
                .any(|line| line.starts_with(&format!("记录 #{entry}")));
            assert!(named, "byte {place} of {file}, entry {entry}: {evidence:?}");
        }
    }
}

#[tokio::test]
async fn a_changed_time_of_an_entry_names_its_message() {
    let city = City::honest();
    let kept = Kept::of(&city);
    let bytes = fs::read(kept.path("tile/entries/000")).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let place = bytes
        .windows(5)
        .position(|part| part == b"\"t\":1")
        .unwrap();
    assert!(text.contains("2026-000001"));
    // A digit of the first message's entry that stays a digit.
    kept.flip("tile/entries/000", place + 8);
    let evidence = kept.evidence().await;
    assert!(
        evidence.iter().any(|line| line.contains("与公布的指纹")),
        "{evidence:?}"
    );
}

#[tokio::test]
async fn a_changed_byte_of_a_tile_names_the_entry() {
    let kept = Kept::honest();
    kept.flip("tile/0/000", 32 * 7 + 3);
    let evidence = kept.evidence().await;
    assert!(
        evidence[0].starts_with("记录 #7（留言 2026-"),
        "{evidence:?}"
    );

    let kept = Kept::honest();
    kept.flip("tile/0/001.p/20", 32 * 3);
    let evidence = kept.evidence().await;
    assert!(
        evidence[0].starts_with("记录 #259（留言 2026-"),
        "{evidence:?}"
    );

    let kept = Kept::honest();
    kept.flip("tile/1/000.p/1", 0);
    let evidence = kept.evidence().await;
    assert!(evidence[0].starts_with("记录 #0："), "{evidence:?}");
}

#[tokio::test]
async fn no_changed_byte_of_the_checkpoint_passes() {
    let length = fs::read(Kept::honest().path("checkpoint")).unwrap().len();
    let root = "city.example/ledger\n276\n".len() + 9;
    for place in (0..length).step_by(5).chain([root]) {
        let kept = Kept::honest();
        kept.flip("checkpoint", place);
        match kept.audit().await {
            Ok(report) => assert!(!report.evidence.is_empty(), "byte {place}"),
            // A witness that is not the policy's any more leaves too few.
            Err(why) => assert!(
                format!("{why:#}").contains("见证人不够"),
                "byte {place}: {why:#}"
            ),
        }
    }
    let kept = Kept::honest();
    kept.flip("checkpoint", root);
    assert!(kept.evidence().await[0].contains("不可信"));
}

#[tokio::test]
async fn a_changed_text_names_entry_and_message() {
    let kept = Kept::honest();
    let page = fs::read_to_string(kept.path("content/2026-000001.json")).unwrap();
    let changed = page.replace("路灯三天不亮", "路灯两天不亮");
    assert_ne!(page, changed);
    fs::write(kept.path("content/2026-000001.json"), changed).unwrap();
    let evidence = kept.evidence().await;
    assert!(
        evidence[0].contains("（留言 2026-000001）：公布的正文与登记的指纹不符"),
        "{evidence:?}"
    );

    // A salt, which nobody reads.
    let kept = Kept::honest();
    let place = page.find("\"salt\":\"").unwrap() + 12;
    let changed = |place: usize| {
        let other = if page.as_bytes()[place] == b'A' {
            "B"
        } else {
            "A"
        };
        let mut changed = page.clone();
        changed.replace_range(place..=place, other);
        fs::write(kept.path("content/2026-000001.json"), changed).unwrap();
    };
    changed(place);
    assert!(kept.evidence().await[0].contains("（留言 2026-000001）：公布的"));

    // What cannot be read at all.
    fs::write(kept.path("content/2026-000001.json"), "{").unwrap();
    assert!(kept.evidence().await[0].starts_with("留言 2026-000001：公开的文字读不懂"));

    // An entry that the page tells otherwise than the ledger.
    changed(page.find("\"leaf\":\"").unwrap() + 13);
    assert!(kept.evidence().await[0].contains("不是同一条"));
}

#[tokio::test]
async fn a_text_may_be_gone_only_where_an_entry_says_so() {
    // The second message was erased by its writer, and has no page.
    let kept = Kept::honest();
    assert!(!kept.path("content/2026-000002.json").exists());

    fs::remove_file(kept.path("content/2026-000001.json")).unwrap();
    let evidence = kept.evidence().await;
    let gone = |what: &str| {
        let told = format!("（留言 2026-000001）：{what}不再公布");
        evidence.iter().any(|line| line.contains(&told))
    };
    assert!(gone("标题") && gone("正文") && gone("答复"), "{evidence:?}");
    assert_eq!(evidence.len(), 3);

    // Where there are no texts at all, nothing can be said of them.
    fs::remove_dir_all(kept.path("content")).unwrap();
    let why = kept.audit().await.err().unwrap();
    assert!(why.to_string().contains("没有公开的文字"), "{why:#}");
}

#[tokio::test]
async fn a_step_that_the_rules_forbid_is_named() {
    let steps = [
        ("reply.published", "publish_reply", "editor", "待分办"),
        ("assigned", "assign", "handler", "不归 handler 做"),
        ("assigned", "support", "citizen", "种类不合"),
        // A message of this board that pretends to come from an archive.
        ("reply.published", "claimed", "clock", "种类不合"),
    ];
    for (kind, verb, by, told) in steps {
        let mut city = City::honest();
        if verb == "claimed" {
            city.claims(3);
        } else {
            city.says(3, kind, verb, by);
        }
        let evidence = Kept::of(&city).evidence().await;
        let [line] = evidence.as_slice() else {
            panic!("{evidence:?}")
        };
        assert!(line.starts_with("记录 #276（留言 2026-000003）"), "{line}");
        assert!(line.contains(told), "{line}");
    }
}

#[tokio::test]
async fn another_table_is_not_judged_by_ours() {
    let mut city = City::honest();
    city.has_other_rules();
    city.says(3, "reply.published", "publish_reply", "editor");
    let report = Kept::of(&city).audit().await.unwrap();
    assert_eq!(report.evidence, []);
    assert!(printed(&report).contains("有 1 步按另一版办理规则"));
}

#[tokio::test]
async fn a_changed_figure_is_named_with_its_month() {
    let kept = Kept::honest();
    let file = kept.path("figures/2026-05.csv");
    let table = fs::read_to_string(&file).unwrap();
    let changed = table.replace(",3,urban,330100,2,", ",3,urban,330100,7,");
    assert_ne!(table, changed);
    fs::write(&file, changed).unwrap();
    let evidence = kept.evidence().await;
    let entry = "记录 #12：2026-05";
    assert_eq!(
        evidence,
        [
            format!("{entry} 的统计表与登记的指纹不符：公布之后被改动"),
            format!("{entry} 留言对象 3、领域 urban、行政区 330100的“收到”公布为 7，按记录应为 2"),
        ]
    );
    let status = format!("{:?}", run(kept.args()).await);
    assert_eq!(status, format!("{:?}", ExitCode::from(1)));

    // A changed sign that is no figure, and a table of another kind.
    fs::write(&file, table.replace("2026-05,3", "2026-04,3")).unwrap();
    assert_eq!(kept.evidence().await.len(), 1);
    fs::write(&file, "month,figures\r\n").unwrap();
    assert!(kept.evidence().await[1].contains("2026-05 的统计表读不懂"));
}

#[tokio::test]
async fn figures_that_a_board_made_up_are_counted_again() {
    let honest = City::figures();
    let better = [
        (
            Counted {
                settled: 2,
                ..honest.clone()
            },
            "“评价：已解决”公布为 2，按记录应为 1",
        ),
        (
            Counted {
                received: 1,
                ..honest.clone()
            },
            "“收到”公布为 1，按记录应为 2",
        ),
    ];
    for (made_up, told) in better {
        let kept = Kept::of(&City::with_figures(Some(&made_up)));
        let evidence = kept.evidence().await;
        let [line] = evidence.as_slice() else {
            panic!("{evidence:?}")
        };
        assert!(line.starts_with("记录 #12：2026-05 留言对象 3"), "{line}");
        assert!(line.contains(told), "{line}");
    }
    // A row that was left out.
    let kept = Kept::of(&City::with_figures(None));
    let evidence = kept.evidence().await;
    assert!(
        evidence[0].contains("2026-05 留言对象 3、领域 urban、行政区 330100 在统计表中没有"),
        "{evidence:?}"
    );
    // A month that is told twice.
    let mut city = City::honest();
    city.publishes_figures("2026-06", None);
    let evidence = Kept::of(&city).evidence().await;
    assert!(
        evidence[0].contains("2026-06 的统计表登记了不止一次"),
        "{evidence:?}"
    );
}

#[tokio::test]
async fn a_table_counts_what_the_log_held_when_it_was_made() {
    let report = Kept::of(&City::with_a_late_answer()).audit().await.unwrap();
    assert_eq!(report.evidence, [], "{}", printed(&report));
}

#[tokio::test]
async fn days_off_that_are_not_known_are_not_counted_again() {
    let mut figures = City::figures();
    figures.reply_days.add(9);
    let city = City::with_other_days(&figures);
    let report = Kept::of(&city).audit().await.unwrap();
    assert_eq!(report.evidence, [], "{}", printed(&report));
    assert!(printed(&report).contains("2026-05 的办理用时没有重算"));
}

#[tokio::test]
async fn a_table_that_is_not_there_cannot_be_checked() {
    let kept = Kept::honest();
    fs::remove_file(kept.path("figures/2026-06.csv")).unwrap();
    let why = format!("{:#}", kept.audit().await.err().unwrap());
    assert!(why.contains("figures/2026-06.csv"), "{why}");
}

#[tokio::test]
async fn what_was_seen_before_must_still_be_there() {
    let kept = Kept::honest();
    let seen = kept.folder.path().join("seen");
    let audit = async |city: &City| {
        let other = Kept::of(city);
        let args = AuditArgs {
            seen: Some(seen.clone()),
            content: false,
            ..other.args()
        };
        check(&args, &Fixed).await.unwrap()
    };
    let report = audit(&City::honest()).await;
    assert!(printed(&report).contains("没有上次核验的检查点可比"));
    let first = fs::read(&seen).unwrap();

    let mut grown = City::honest();
    grown.says(3, "assigned", "assign", "dispatcher");
    let report = audit(&grown).await;
    assert_eq!(report.evidence, []);
    assert!(printed(&report).contains("上次核验时的 276 条记录原样都在"));
    let second = fs::read(&seen).unwrap();
    assert_ne!(first, second);

    // The board was set back to an older day.
    let report = audit(&City::honest()).await;
    assert!(report.evidence[0].text.contains("上次核验时的 277 条记录"));
    // The board wrote its history anew and signed it.
    let report = audit(&City::with_another_past()).await;
    assert!(report.evidence[0].text.contains("历史被截短或改写"));
    assert_eq!(fs::read(&seen).unwrap(), second);

    fs::write(&seen, "anything").unwrap();
    let args = AuditArgs {
        seen: Some(seen),
        ..kept.args()
    };
    assert!(check(&args, &Fixed).await.is_err());
}

#[tokio::test]
async fn what_cannot_be_checked_is_no_evidence() {
    let kept = Kept::honest();
    let why = |why: Result<Report>| format!("{:#}", why.err().unwrap());

    // Nobody vouches.
    let mut alone = City::honest();
    alone.is_not_witnessed();
    assert!(why(Kept::of(&alone).audit().await).contains("见证人不够"));
    // Nobody answers.
    let args = AuditArgs {
        place: "http://127.0.0.1:1".to_owned(),
        ..kept.args()
    };
    assert!(why(check(&args, &Fixed).await).contains("does not answer"));
    assert_eq!(
        format!("{:?}", run(args).await),
        format!("{:?}", ExitCode::from(2))
    );
    // Something else answers.
    fs::write(kept.path("checkpoint"), "<html>sign in</html>").unwrap();
    assert!(why(kept.audit().await).contains("不属于政策里的任何一份存证"));

    let kept = Kept::honest();
    fs::remove_file(kept.path("tile/0/000")).unwrap();
    assert!(why(kept.audit().await).contains("tile/0/000 不存在"));
    let kept = Kept::honest();
    fs::write(kept.folder.path().join("policy"), "quorum").unwrap();
    assert!(why(kept.audit().await).contains("政策文件"));
}

#[tokio::test]
async fn the_status_tells_the_verdict() {
    let kept = Kept::honest();
    let status = async |kept: &Kept| format!("{:?}", run(kept.args()).await);
    assert_eq!(status(&kept).await, format!("{:?}", ExitCode::SUCCESS));
    kept.flip("tile/0/000", 0);
    assert_eq!(status(&kept).await, format!("{:?}", ExitCode::from(1)));
}

/// Serves a copy as a board does.
fn serving(kept: &Kept) -> Router {
    let copy = kept.folder.path().join("copy");
    let served = move |uri: Uri| {
        let copy = copy.clone();
        async move {
            let path = uri.path();
            let file = if let Some(file) = path.strip_prefix("/ledger/") {
                copy.join(file)
            } else {
                let page = path.strip_prefix("/api/v1/messages/");
                let number = page.and_then(|page| page.strip_suffix("/ledger"));
                copy.join("content")
                    .join(format!("{}.json", number.unwrap_or("none")))
            };
            fs::read(file).map_err(|_missing| StatusCode::NOT_FOUND)
        }
    };
    Router::new().fallback(served)
}

#[tokio::test]
async fn a_server_is_audited_through_tls() {
    let kept = Kept::honest();
    let authority = Authority::new();
    let served = authority.serves(serving(&kept), "localhost", false).await;
    let args = |ca| AuditArgs {
        place: served.url.clone(),
        ca,
        ..kept.args()
    };
    let report = check(&args(Some(authority.file())), &Fixed).await.unwrap();
    assert_eq!(report.evidence, []);
    // A certificate that nobody vouches for is no evidence against the ledger; nothing is read through it.
    let why = format!("{:#}", check(&args(None), &Fixed).await.err().unwrap());
    assert!(why.contains("certificate"), "{why}");
}

#[tokio::test]
async fn a_server_is_audited_like_a_folder() {
    let kept = Kept::honest();
    let router = serving(&kept);
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = listener::start(router, listen, 16).await.unwrap();
    for place in ["", "/", "/ledger"] {
        let args = AuditArgs {
            place: format!("http://{}{place}", running.address()),
            ..kept.args()
        };
        let report = check(&args, &Fixed).await.unwrap();
        assert_eq!(report.evidence, []);
        assert!(printed(&report).contains("/ledger\n存证 city.example/ledger"));
    }
    kept.flip("tile/0/000", 0);
    let args = AuditArgs {
        place: format!("http://{}", running.address()),
        ..kept.args()
    };
    assert!(!check(&args, &Fixed).await.unwrap().evidence.is_empty());
}

#[tokio::test]
async fn a_partial_file_may_be_superseded_by_the_full_one() {
    let city = City::honest();
    let kept = Kept::of(&city);
    // The checkpoint is of 276 entries, the files are of a log that has gone on.
    let mut grown = City::honest();
    for _ in 0..240 {
        grown.receives();
    }
    let later = Kept::of(&grown);
    for file in ["tile/0/001", "tile/entries/001"] {
        fs::copy(later.path(file), kept.path(file)).unwrap();
    }
    fs::remove_dir_all(kept.path("tile/0/001.p")).unwrap();
    fs::remove_dir_all(kept.path("tile/entries/001.p")).unwrap();
    assert_eq!(kept.audit().await.unwrap().evidence, []);
}
