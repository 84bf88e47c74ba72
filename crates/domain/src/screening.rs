//! What an editor decides: kinds, visibility, reasons to decline, other channels, grounds.

use crate::codes::codes;

codes! {
    /// What the writer wants.
    Kind {
        /// 建言
        Suggestion = "suggestion",
        /// 投诉
        Complaint = "complaint",
        /// 求助
        Help = "help",
        /// 咨询
        Question = "question",
        /// 感谢
        Thanks = "thanks",
    }
}

codes! {
    /// Who may read a message; independent of its stage.
    Visibility {
        /// 公开
        Public = "public",
        /// 只公开进度
        ProgressOnly = "progress_only",
        /// 不公开办理
        Private = "private",
    }
}

codes! {
    /// Why a message is not shown. Each has guidance for the writer; none is support of or opposition to a person in office.
    DeclineReason {
        /// No concrete matter.
        NotAMatter = "not_a_matter",
        /// The same writer said the same, and nothing is new.
        Repeated = "repeated",
        /// Insults.
        Insult = "insult",
        /// Discloses other people.
        PersonalData = "personal_data",
        /// Advertises.
        Advertisement = "advertisement",
        /// The law forbids to publish it.
        Illegal = "illegal",
        /// Belongs to another channel.
        OtherChannel = "other_channel",
        /// Was only a try.
        Test = "test",
    }
}

codes! {
    /// A channel that the law provides for such a matter.
    Channel {
        /// Discipline inspection, 12388.
        Discipline = "12388",
        /// The courts, 12368.
        Court = "12368",
        /// Labour arbitration.
        Arbitration = "arbitration",
        /// Administrative review.
        Review = "review",
        /// Request for information.
        Information = "information",
    }
}

codes! {
    /// The ground on which public text was taken down.
    TakeDownGround {
        /// A court's or an authority's written order.
        Order = "order",
        /// Somebody's private life.
        Privacy = "privacy",
        /// State or trade secrets.
        Secret = "secret",
        /// The published text breaks the law.
        Unlawful = "unlawful",
    }
}
