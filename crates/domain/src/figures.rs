//! Figures: what is counted, on which day, and how it is divided. Each definition in words is in docs/figures.md.

mod histogram;
mod life;
mod packed;
mod slice;
pub mod statistics;
mod tally;

pub use histogram::Histogram;
pub use life::{Added, Life};
pub use slice::Slice;
pub use statistics::Rate;
pub use tally::Tally;

use crate::reply::ReturnReason;
use crate::screening::DeclineReason;
use serde::{Deserialize, Serialize};

/// Declares the row of counts, and its counts by name: so that a sum, a table and a file leave none out.
macro_rules! counted {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// One row of counts: of one day or month, or the sum of some. A row is a few hundred bytes; a zero is not
        /// written.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Counted {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_zero")] pub $name: u32,)+
            /// Declined, by reason. The reasons add up to `declined`.
            #[serde(skip_serializing_if = "Tally::is_empty")]
            pub declines: Tally<DeclineReason>,
            /// Replies sent back, by reason. The reasons add up to `returned`.
            #[serde(skip_serializing_if = "Tally::is_empty")]
            pub returns: Tally<ReturnReason>,
            /// Working days from publication to the first answer, interim or final. Adds up to `answered`.
            #[serde(skip_serializing_if = "Histogram::is_empty")]
            pub answer_days: Histogram,
            /// Working days from publication to the first final reply. Adds up to `replied`.
            #[serde(skip_serializing_if = "Histogram::is_empty")]
            pub reply_days: Histogram,
        }

        impl Counted {
            /// The names of the plain counts, as in files; the order of [`Counted::counts`].
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The plain counts.
            pub fn counts(&self) -> [u32; Self::NAMES.len()] {
                [$(self.$name),+]
            }

            fn counts_mut(&mut self) -> [&mut u32; Self::NAMES.len()] {
                [$(&mut self.$name),+]
            }
        }
    };
}

counted! {
    /// Messages received here, whatever came of them.
    received,
    /// … of these, thanks: they count in no rate.
    thanks,
    /// Messages that came from another board: counted here and in `imported_replied` only.
    imported,
    /// … of these, answered there.
    imported_replied,
    /// Published, or accepted as not public in full.
    published,
    /// Decisions not to publish.
    declined,
    /// Belonged to another channel by law.
    diverted,
    /// Taken back by the writer.
    withdrawn,
    /// Taken down.
    taken_down,
    /// Messages with a first answer, interim or final.
    answered,
    /// Messages with a first final reply.
    replied,
    /// Messages whose final reply was handed in on time.
    on_time,
    /// Messages whose due day passed without one.
    late,
    /// … of these, answered since; counts on the day on which the message became late.
    late_replied,
    /// Messages late with the answer to a follow-up or after a reopening, and not before.
    late_again,
    /// Final replies that an editor decided on: published or sent back.
    reviewed,
    /// … of these, sent back.
    returned,
    /// Units that refused a message.
    refused,
    /// Transfers from unit to unit.
    transferred,
    /// Extensions granted.
    extended,
    /// Follow-ups.
    follow_ups,
    /// Requests to reopen.
    reopen_asked,
    /// Reopened by an editor's judgement.
    reopened,
    /// Ratings that say: settled.
    settled,
    /// Ratings that say: partly.
    partly,
    /// Ratings that say: not settled.
    not_settled,
    /// Closed when the time for rating was over.
    closed,
    /// … of these, without a word of the writer.
    unrated,
}

impl Counted {
    /// Adds all counts of another row.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts_mut().into_iter().zip(other.counts()) {
            *mine += theirs;
        }
        self.declines.merge(&other.declines);
        self.returns.merge(&other.returns);
        self.answer_days.merge(&other.answer_days);
        self.reply_days.merge(&other.reply_days);
    }

    /// Whether nothing is counted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Refusals and transfers.
    pub fn hand_overs(&self) -> u32 {
        self.refused + self.transferred
    }

    /// Messages whose due day is decided: each counts once, by the first final reply or by its absence.
    pub fn due(&self) -> u32 {
        self.on_time + self.late
    }

    /// Ratings that say anything.
    pub fn said(&self) -> u32 {
        self.settled + self.partly + self.not_settled
    }

    /// Messages that became late and wait still.
    pub fn late_waiting(&self) -> u32 {
        self.late.saturating_sub(self.late_replied)
    }

    /// 累计回复办理: messages with a final reply, here or where they came from.
    pub fn ever_replied(&self) -> u32 {
        self.replied + self.imported_replied
    }

    /// 按期回复率: of the messages that were due, those whose final reply was handed in on time.
    ///
    /// A message that nobody answers is in the denominator from the day on which it becomes late: leaving it lie does
    /// not help.
    pub fn on_time_rate(&self) -> Rate {
        Rate::new(self.on_time, self.due())
    }

    /// 回复率: of the messages that were due, those with a final reply by now, however late.
    pub fn reply_rate(&self) -> Rate {
        Rate::new(self.on_time + self.late_replied, self.due())
    }

    /// 群众确认解决率: of the ratings that say anything, those that say “settled”.
    pub fn settled_rate(&self) -> Rate {
        Rate::new(self.settled, self.said())
    }

    /// 退回率: of the final replies that an editor decided on, those sent back.
    pub fn return_rate(&self) -> Rate {
        Rate::new(self.returned, self.reviewed)
    }

    /// 未展示率: of the decisions of screening, those not to publish.
    pub fn decline_rate(&self) -> Rate {
        Rate::new(
            self.declined,
            self.published + self.declined + self.diverted,
        )
    }

    /// 未评价率: of the messages closed, those whose writer said nothing. It is never “settled”.
    pub fn unrated_rate(&self) -> Rate {
        Rate::new(self.unrated, self.closed)
    }

    /// Hand-overs for each hundred messages published, in tenths; none without messages. It is no share: one message
    /// may be handed over often.
    pub fn hand_overs_per_hundred(&self) -> Option<u32> {
        statistics::permille(self.hand_overs(), self.published)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference to what it asks about"
)]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests;
