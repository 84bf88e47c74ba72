//! Evidence in plain words: which entry, which message, and what it means.

use super::replay::{Fault, Illegal};
use domain::stage::StageKind;
use ledger::facts::{MessageNumber, Name};
use ledger::verification::{Finding, ThreadFault};
use std::collections::BTreeMap;
use std::fmt;

/// A sign that something was changed, left out or put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The entry.
    pub index: Option<u64>,
    /// The message.
    pub message: Option<MessageNumber>,
    /// What is wrong.
    pub text: String,
}

impl Evidence {
    /// The same, which names its log where there are several.
    pub fn in_log(mut self, log: Option<&str>) -> Self {
        if let Some(log) = log {
            self.text = format!("（{log}）{}", self.text);
        }
        self
    }

    /// What is wrong with the whole.
    pub fn of_all(text: impl Into<String>) -> Self {
        Self {
            index: None,
            message: None,
            text: text.into(),
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.index, &self.message) {
            (Some(index), Some(message)) => write!(f, "记录 #{index}（留言 {message}）：")?,
            (Some(index), None) => write!(f, "记录 #{index}：")?,
            (None, Some(message)) => write!(f, "留言 {message}：")?,
            (None, None) => {}
        }
        f.write_str(&self.text)
    }
}

/// What the check of tree and threads found. `messages` tells which message an entry belongs to.
pub fn of_finding(finding: &Finding, messages: &BTreeMap<u64, MessageNumber>) -> Evidence {
    let index = index_of(finding);
    let message = match finding {
        Finding::Thread { message, .. } => Some(message),
        // A tile above the lowest speaks of many messages.
        Finding::Tile { tile, .. } if tile.level() > 0 => None,
        _ => index.and_then(|index| messages.get(&index)),
    };
    Evidence {
        index,
        message: message.cloned(),
        text: told(finding),
    }
}

/// A step that the rules forbid.
pub fn of_illegal(illegal: &Illegal) -> Evidence {
    let kind = illegal.kind;
    let text = match illegal.fault {
        Fault::Stage(from) => {
            format!(
                "留言当时是“{}”，按办理规则不能有“{kind}”这一步",
                stage(from)
            )
        }
        Fault::Role(role) => format!("“{kind}”这一步不归 {role} 做"),
        Fault::Facts => format!("“{kind}”这一步的说明与它的种类不合"),
    };
    Evidence {
        index: Some(illegal.index),
        message: Some(illegal.message.clone()),
        text,
    }
}

/// The ground of an erasure.
pub fn ground(code: &str) -> &str {
    match code {
        "own-request" => "留言人本人要求",
        other => other,
    }
}

/// The name of a text.
pub fn field(name: &Name) -> &str {
    match name.as_str() {
        "title" => "标题",
        "body" => "正文",
        "demand" => "诉求",
        "place" => "地点",
        "public_title" => "公开标题",
        "public_body" => "公开正文",
        "public_demand" => "公开诉求",
        "reply" => "答复",
        "interim" => "阶段答复",
        "offline" => "线下记录",
        "follow_up" => "追问",
        "judgement" => "裁定说明",
        picture if picture.starts_with("picture_") => "照片",
        other => other,
    }
}

fn index_of(finding: &Finding) -> Option<u64> {
    match finding {
        Finding::Bundle { bundle, fault } => {
            let before = match fault {
                ledger::tiles::MalformedBundle::Truncated { complete } => *complete,
                ledger::tiles::MalformedBundle::Count { expected, given } => {
                    usize::from(*expected).min(*given)
                }
            };
            let before = u64::try_from(before).unwrap_or(u64::MAX);
            Some(bundle.first_entry().saturating_add(before))
        }
        Finding::Entry { index, .. }
        | Finding::Thread { index, .. }
        | Finding::Absent { index, .. }
        | Finding::Content { index, .. }
        | Finding::Tile { entry: index, .. } => Some(*index),
        Finding::Root { .. } | Finding::Rewritten { .. } | Finding::OtherOrigin => None,
    }
}

fn told(finding: &Finding) -> String {
    match finding {
        Finding::Bundle { bundle, fault } => {
            format!("文件 {bundle} 从这里起读不通（{fault}），后面的记录都无法核验")
        }
        Finding::Entry { fault, .. } => format!("不是合格的记录（{fault}）"),
        Finding::Thread { fault, .. } => match fault {
            ThreadFault::Step { expected, given } => format!(
                "应是这件留言的第 {expected} 条记录，却写作第 {given} 条：有记录被删除、插入或调换"
            ),
            ThreadFault::Link => "没有接在这件留言的上一条记录后面：上一条被改动或替换".to_owned(),
            ThreadFault::Time => "时间早于这件留言的上一条记录：时间被倒签".to_owned(),
        },
        Finding::Tile { tile, .. } if tile.level() == 0 => {
            format!("与公布的指纹（{tile}）不符：记录或指纹被改动")
        }
        Finding::Tile { tile, .. } => {
            format!("从这条起，公布的指纹 {tile} 不能由记录推出：记录或指纹被改动")
        }
        Finding::Root {
            entries,
            computed,
            signed,
        } => format!(
            "{entries} 条记录重算的根是 {computed}，签名的根是 {signed}：有记录在签名之后被改动"
        ),
        Finding::Rewritten { seen } => {
            format!("上次核验时的 {seen} 条记录，已不是现在这份存证的开头：历史被截短或改写")
        }
        Finding::OtherOrigin => "上次核验的检查点属于另一份存证".to_owned(),
        Finding::Absent { field: name, .. } => {
            format!(
                "{}不再公布，而这件留言后面没有遮盖、撤下、撤回或删除的记录",
                field(name)
            )
        }
        Finding::Content { field: name, .. } => {
            format!("公布的{}与登记的指纹不符：内容被改动", field(name))
        }
    }
}

fn stage(stage: StageKind) -> &'static str {
    match stage {
        StageKind::Submitted => "待审核",
        StageKind::Declined => "未展示",
        StageKind::Diverted => "已指引其他渠道",
        StageKind::Open => "待分办",
        StageKind::Assigned => "待单位确认",
        StageKind::Handling => "办理中",
        StageKind::AwaitingWriter => "待留言人补充",
        StageKind::InReview => "回复审核中",
        StageKind::Replied => "已回复",
        StageKind::ReopenRequested => "申请重新办理",
        StageKind::Closed => "已办结",
        StageKind::Withdrawn => "已撤回",
        StageKind::TakenDown => "已撤下",
    }
}
