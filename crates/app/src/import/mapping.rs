//! What the words of other boards mean here: kinds, domains, stages, levels.

use crate::archive::rows::ArchiveRow;
use domain::office::{Branch, Level};
use domain::screening::Kind;
use domain::taxonomy::{Domain, DomainSlug};

/// Words of other boards for the domains that a new board starts with.
const DOMAIN_ALIASES: &[(&str, &[&str])] = &[
    (
        "urban",
        &["城乡建设", "城市建设", "城市管理", "住房", "住建"],
    ),
    ("traffic", &["交通运输", "道路交通"]),
    ("rural", &["农业农村", "农业", "农村", "农林水利"]),
    ("environment", &["环境保护", "生态环境"]),
    ("education", &["教育文体", "文教"]),
    ("health", &["卫生计生", "卫生健康", "卫生", "医疗卫生"]),
    ("safety", &["公安", "社会治安", "公共安全", "政法"]),
    ("tourism", &["商贸旅游", "文化旅游", "文旅"]),
    (
        "employment",
        &["劳动和社会保障", "人力资源和社会保障", "社会保障", "人社"],
    ),
    ("culture", &["文体娱乐", "文化体育", "文化"]),
    ("finance", &["金融财税", "财税金融"]),
    ("business", &["营商环境", "市场监管"]),
    ("government", &["政务服务", "党务政务"]),
];

/// How far a row got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nobody has it.
    Waiting,
    /// Somebody works on it.
    UnderWay,
    /// It was answered or ended.
    Done,
}

/// What a row's status says. A row with a reply was answered, whatever its status.
pub(super) fn progress(row: &ArchiveRow) -> Progress {
    let status = row.status.as_deref().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| status.contains(word));
    if row.reply.is_some() {
        Progress::Done
    } else if says(&["待", "未", "pending", "open"]) {
        Progress::Waiting
    } else if says(&["办理中", "处理中", "交办", "handling", "processing"]) {
        Progress::UnderWay
    } else if says(&[
        "已办",
        "办结",
        "已回复",
        "已答复",
        "已处理",
        "closed",
        "done",
        "replied",
    ]) {
        Progress::Done
    } else {
        Progress::Waiting
    }
}

/// The kind. A source that does not tell 投诉 from 求助 means complaints; one that tells nothing is asked by title.
pub(super) fn kind(row: &ArchiveRow) -> Kind {
    let told = row.kind.as_deref().unwrap_or_default();
    let known = [
        ("投诉", Kind::Complaint),
        ("举报", Kind::Complaint),
        ("求助", Kind::Help),
        ("求决", Kind::Help),
        ("咨询", Kind::Question),
        ("建言", Kind::Suggestion),
        ("建议", Kind::Suggestion),
        ("意见", Kind::Suggestion),
        ("感谢", Kind::Thanks),
        ("表扬", Kind::Thanks),
    ];
    let by_word = known.into_iter().find(|(word, _)| told.contains(word));
    let by_code = || Kind::ALL.iter().copied().find(|kind| kind.code() == told);
    let by_title = || {
        if row.title.contains("咨询") {
            Kind::Question
        } else if row.title.contains("建议") {
            Kind::Suggestion
        } else {
            Kind::Help
        }
    };
    by_word
        .map(|(_, kind)| kind)
        .or_else(by_code)
        .unwrap_or_else(by_title)
}

/// The domain: by name or slug among those of this board, else by another board's word for it, else 其他.
pub(super) fn domain(row: &ArchiveRow, known: &[Domain]) -> DomainSlug {
    let Some(told) = row.domain.as_deref() else {
        return DomainSlug::other();
    };
    let of_board = |slug: &str| {
        known
            .iter()
            .find(|domain| domain.slug.as_str() == slug || domain.name == slug)
            .map(|domain| domain.slug.clone())
    };
    let by_alias = || {
        let (slug, _) = DOMAIN_ALIASES
            .iter()
            .find(|(_, words)| words.contains(&told))?;
        of_board(slug)
    };
    of_board(told)
        .or_else(by_alias)
        .unwrap_or_else(DomainSlug::other)
}

/// The level of an office, in the source's words.
pub(super) fn level(told: &str) -> Option<Level> {
    let words: [(Level, &[&str]); 5] = [
        (Level::Ministry, &["ministry", "部委", "中央"]),
        (Level::Province, &["province", "省级", "省"]),
        (Level::City, &["city", "市级", "市", "地级"]),
        (
            Level::County,
            &["county", "district", "县级", "区县", "县", "区"],
        ),
        (
            Level::Township,
            &["township", "street", "town", "乡镇", "街道", "镇", "乡"],
        ),
    ];
    let told = told.to_lowercase();
    words
        .into_iter()
        .find(|(_, words)| words.contains(&told.as_str()))
        .map(|(level, _)| level)
}

/// Party or government, as far as a title tells.
pub(super) fn branch(title: &str) -> Branch {
    if title.contains("委书记") || title.contains("党委") {
        Branch::Party
    } else {
        Branch::Government
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::rows::ArchiveReply;
    use domain::taxonomy::DEFAULT_DOMAINS;

    fn row() -> ArchiveRow {
        ArchiveRow {
            source_id: "1".into(),
            writer: None,
            title: "路灯不亮".into(),
            body: "晚上出行不便".into(),
            asked_at: jiff::civil::date(2024, 9, 9).at(0, 0, 0, 0),
            reply: None,
            office: None,
            region: None,
            level: None,
            domain: None,
            kind: None,
            status: None,
            supports: 0,
            against: 0,
            manner: None,
            speed: None,
        }
    }

    fn domains() -> Vec<Domain> {
        let default = DEFAULT_DOMAINS.iter();
        default
            .map(|(slug, name, _)| Domain {
                slug: DomainSlug::parse(slug).unwrap(),
                name: (*name).into(),
                subdomains: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn kinds_are_told_by_word_by_code_and_by_title() {
        for (told, title, expected) in [
            ("投诉/求助", "路灯不亮", Kind::Complaint),
            ("求助", "路灯不亮", Kind::Help),
            ("咨询", "路灯不亮", Kind::Question),
            ("建言", "路灯不亮", Kind::Suggestion),
            ("thanks", "路灯不亮", Kind::Thanks),
            ("", "咨询路灯何时修好", Kind::Question),
            ("", "建议增设路灯", Kind::Suggestion),
            ("其他", "路灯不亮", Kind::Help),
        ] {
            let row = ArchiveRow {
                kind: Some(told.into()),
                title: title.into(),
                ..row()
            };
            assert_eq!(kind(&row), expected, "{told} {title}");
        }
    }

    #[test]
    fn every_alias_leads_to_a_domain_that_a_new_board_has() {
        for (slug, words) in DOMAIN_ALIASES {
            for word in *words {
                let row = ArchiveRow {
                    domain: Some((*word).into()),
                    ..row()
                };
                assert_eq!(domain(&row, &domains()).as_str(), *slug, "{word}");
            }
        }
        for (told, expected) in [("城建", "urban"), ("rural", "rural"), ("天文", "other")] {
            let row = ArchiveRow {
                domain: Some(told.into()),
                ..row()
            };
            assert_eq!(domain(&row, &domains()).as_str(), expected);
        }
        assert_eq!(domain(&row(), &domains()).as_str(), "other");
        let row = ArchiveRow {
            domain: Some("城乡建设".into()),
            ..row()
        };
        assert_eq!(domain(&row, &[]).as_str(), "other");
    }

    #[test]
    fn a_reply_ends_a_row_whatever_its_status() {
        for (status, expected) in [
            ("已办理", Progress::Done),
            ("已回复", Progress::Done),
            ("办理中", Progress::UnderWay),
            ("待回复", Progress::Waiting),
            ("未回复", Progress::Waiting),
            ("", Progress::Waiting),
        ] {
            let told = ArchiveRow {
                status: Some(status.into()),
                ..row()
            };
            assert_eq!(progress(&told), expected, "{status}");
            let text = "已经修好".to_owned();
            let reply = Some(ArchiveReply {
                text,
                replied_at: None,
            });
            assert_eq!(progress(&ArchiveRow { reply, ..told }), Progress::Done);
        }
    }

    #[test]
    fn levels_and_branches_are_told_by_words() {
        assert_eq!(level("District"), Some(Level::County));
        assert_eq!(level("市"), Some(Level::City));
        assert_eq!(level("宇宙"), None);
        assert_eq!(branch("云川市委书记"), Branch::Party);
        assert_eq!(branch("云川市市长"), Branch::Government);
    }
}
