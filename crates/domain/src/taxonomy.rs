//! Domains: what a message is about. The operator can change the tree; this is the one it starts with.

use crate::ids::UnknownCode;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The slug of a domain, as in `/domains/urban`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DomainSlug(String);

impl DomainSlug {
    /// 1–32 small letters, digits or hyphens.
    pub fn parse(slug: &str) -> Result<Self, UnknownCode> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=32).contains(&slug.len()) && slug.bytes().all(fits) {
            Ok(Self(slug.into()))
        } else {
            Err(UnknownCode {
                of: "DomainSlug",
                code: slug.chars().take(40).collect(),
            })
        }
    }

    /// 其他: where nothing else fits.
    pub fn other() -> Self {
        Self("other".into())
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DomainSlug {
    type Error = UnknownCode;
    fn try_from(slug: String) -> Result<Self, UnknownCode> {
        Self::parse(&slug)
    }
}

impl From<DomainSlug> for String {
    fn from(slug: DomainSlug) -> Self {
        slug.0
    }
}

impl fmt::Display for DomainSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A domain with its subdomains.
#[derive(Clone, Debug)]
pub struct Domain {
    /// `urban`
    pub slug: DomainSlug,
    /// 城建
    pub name: String,
    /// 道路, 物业, …
    pub subdomains: Vec<String>,
}

/// The tree that a new board starts with: slug, name, subdomains.
pub const DEFAULT_DOMAINS: &[(&str, &str, &[&str])] = &[
    (
        "urban",
        "城建",
        &["道路", "物业", "供水", "供电燃气", "住房", "绿化", "违建"],
    ),
    ("traffic", "交通", &["公交", "停车", "信号灯", "出行"]),
    ("rural", "三农", &["农田水利", "农村道路", "补贴", "宅基地"]),
    ("environment", "环保", &["水污染", "噪声", "大气", "垃圾"]),
    ("education", "教育", &["入学", "校园", "收费", "培训"]),
    ("health", "医疗", &["就医", "医保", "疫苗"]),
    ("safety", "治安", &["诈骗", "养犬", "消防"]),
    ("tourism", "旅游", &["景区", "民宿"]),
    ("employment", "就业", &["欠薪", "社保", "招聘"]),
    ("culture", "文娱", &["场馆", "广场舞"]),
    ("finance", "金融", &["贷款", "非法集资"]),
    ("business", "企业", &["办证", "营商", "税务"]),
    ("government", "政务", &["窗口", "热线", "户籍"]),
    ("other", "其他", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_tree_is_well_formed() {
        for (slug, ..) in DEFAULT_DOMAINS {
            assert_eq!(DomainSlug::parse(slug).unwrap().as_str(), *slug);
        }
        assert!(
            DEFAULT_DOMAINS
                .iter()
                .any(|(slug, ..)| *slug == DomainSlug::other().as_str())
        );
        for wrong in ["", "城建", "Urban", "a/b", "a b", &"x".repeat(33)] {
            assert!(DomainSlug::parse(wrong).is_err(), "{wrong}");
        }
    }
}
