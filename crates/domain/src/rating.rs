//! What the writer says of the answer.

use crate::codes::codes;
use crate::ids::{ContentId, MessageId, RatingId, ReplyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

codes! {
    /// Was it settled? The writer's word alone.
    Settled {
        /// 已解决
        Yes = "settled",
        /// 部分解决
        Partly = "partly",
        /// 未解决
        No = "not_settled",
    }
}

codes! {
    /// Words that a writer may tick.
    Praise {
        /// 圆满解决
        FullySettled = "fully_settled",
        /// 感谢
        ThankYou = "thank_you",
        /// 暖心
        Warm = "warm",
        /// 速度快
        Quick = "quick",
        /// 态度好
        Kind = "kind",
        /// 解释清楚
        Clear = "clear",
        /// 说到做到
        KeptPromise = "kept_promise",
        /// 还需努力
        TryHarder = "try_harder",
        /// 没有解决
        NotSettled = "not_settled",
        /// 太慢了
        TooSlow = "too_slow",
    }
}

/// A score from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

/// A score outside 1–5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a score is a number from 1 to 5, not {0}")]
pub struct NoScore(pub u8);

impl TryFrom<u8> for Score {
    type Error = NoScore;
    fn try_from(n: u8) -> Result<Self, NoScore> {
        if (1..=5).contains(&n) {
            Ok(Self(n))
        } else {
            Err(NoScore(n))
        }
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// The three scores; an imported rating may lack some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// 解决程度
    pub result: Option<Score>,
    /// 办理态度
    pub manner: Option<Score>,
    /// 办理速度
    pub speed: Option<Score>,
}

/// A rating of one published final reply.
#[derive(Clone, Debug)]
pub struct Rating {
    /// Its id.
    pub id: RatingId,
    /// The message.
    pub message: MessageId,
    /// The reply that is rated; an imported rating may have none.
    pub reply: Option<ReplyId>,
    /// When.
    pub at: Timestamp,
    /// Was it settled; an imported rating may leave it open.
    pub settled: Option<Settled>,
    /// The three scores.
    pub scores: Scores,
    /// Words ticked.
    pub words: Vec<Praise>,
    /// A sentence.
    pub sentence: Option<ContentId>,
}
