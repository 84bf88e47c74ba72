//! Replies: what a unit answers, and why an editor sends an answer back.

use crate::codes::codes;
use crate::ids::{ContentId, MessageId, PersonId, ReplyId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// 阶段性回复 or 办结回复.
    ReplyKind {
        /// Says how far it is; stops no clock.
        Interim = "interim",
        /// Answers the matter.
        Final = "final",
    }
}

codes! {
    /// What the unit says came of it.
    OutcomeKind {
        /// 已解决
        Settled = "settled",
        /// 承诺办理（某日）
        Promised = "promised",
        /// 解释说明
        Explained = "explained",
        /// 依法不能办理
        Cannot = "cannot",
    }
}

/// What the unit says came of it, with the day of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// 已解决
    Settled,
    /// 承诺办理
    Promised {
        /// The day by which it is to be done.
        day: Date,
    },
    /// 解释说明
    Explained,
    /// 依法不能办理
    Cannot,
}

impl Outcome {
    /// The outcome without its day.
    pub fn kind(self) -> OutcomeKind {
        match self {
            Self::Settled => OutcomeKind::Settled,
            Self::Promised { .. } => OutcomeKind::Promised,
            Self::Explained => OutcomeKind::Explained,
            Self::Cannot => OutcomeKind::Cannot,
        }
    }

    /// The promised day.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Promised { day } => Some(day),
            _ => None,
        }
    }
}

codes! {
    /// Where a reply stands.
    ReplyState {
        /// An editor has to look at it.
        InReview = "in_review",
        /// An editor sent it back; its text is not public.
        Returned = "returned",
        /// Everyone can read it.
        Published = "published",
        /// The message was withdrawn or taken down before the review ended.
        Dropped = "dropped",
    }
}

codes! {
    /// Why an editor sends a reply back; counted in public.
    ReturnReason {
        /// 只有问候
        OnlyGreets = "only_greets",
        /// 只说已收到、已转办
        OnlyForwarded = "only_forwarded",
        /// 仅告知咨询其他部门，未实质答复
        AskElsewhere = "ask_elsewhere",
        /// 答非所问
        NotAnswering = "not_answering",
        /// 没有调查结果、措施或时间
        NoFinding = "no_finding",
        /// 虚假办结
        NotTrue = "not_true",
        /// 泄露留言人信息
        DisclosesWriter = "discloses_writer",
        /// 用语不当
        Discourteous = "discourteous",
        /// 照搬套话、复制其他回复
        Copied = "copied",
        /// 答错事项
        WrongMatter = "wrong_matter",
    }
}

/// One answer of a unit.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Its id.
    pub id: ReplyId,
    /// The message that it answers.
    pub message: MessageId,
    /// The unit that answers.
    pub unit: Option<UnitId>,
    /// Interim or final.
    pub kind: ReplyKind,
    /// The text.
    pub text: ContentId,
    /// What came of it; interim replies have none.
    pub outcome: Option<Outcome>,
    /// Who handed it in.
    pub by: Option<PersonId>,
    /// When it was handed in: what “on time” is measured by.
    pub submitted_at: Timestamp,
    /// Where it stands.
    pub state: ReplyState,
    /// When an editor decided.
    pub reviewed_at: Option<Timestamp>,
}
