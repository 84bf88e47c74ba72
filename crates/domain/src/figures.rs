//! Figures: what is counted for each day, office, domain and region.

use serde::{Deserialize, Serialize};

/// Durations in whole working days: how many took 0, 1, 2 … days. Medians are defined on these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Histogram(Vec<u32>);

impl Histogram {
    /// Durations from this many working days on share the last bin.
    pub const LAST: usize = 60;

    /// Counts one duration.
    pub fn add(&mut self, working_days: u32) {
        let bin = usize::try_from(working_days)
            .unwrap_or(Self::LAST)
            .min(Self::LAST);
        if self.0.len() <= bin {
            self.0.resize(bin + 1, 0);
        }
        if let Some(count) = self.0.get_mut(bin) {
            *count += 1;
        }
    }

    /// Adds all durations of another.
    pub fn merge(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += theirs;
        }
    }

    /// The lower median in working days; none of nothing.
    pub fn median(&self) -> Option<u32> {
        let total: u64 = self.0.iter().map(|count| u64::from(*count)).sum();
        let mut seen = 0;
        for (days, count) in self.0.iter().enumerate() {
            seen += u64::from(*count);
            if total > 0 && seen * 2 >= total {
                return u32::try_from(days).ok();
            }
        }
        None
    }
}

/// One row of counts. All are of events on that day; `late` and `on_time` are of published final replies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counted {
    /// Messages received.
    pub received: u32,
    /// Messages imported: counted apart from those received.
    pub imported: u32,
    /// Published or accepted as not public.
    pub published: u32,
    /// Declined.
    pub declined: u32,
    /// Final replies published; each message once, by its first.
    pub replied: u32,
    /// … of these on time.
    pub on_time: u32,
    /// Replies sent back.
    pub returned: u32,
    /// Refusals and transfers.
    pub hand_overs: u32,
    /// Judged reopenings.
    pub reopened: u32,
    /// Writers who said: settled.
    pub settled: u32,
    /// Writers who said: partly.
    pub partly: u32,
    /// Writers who said: not settled.
    pub not_settled: u32,
    /// Became late.
    pub late: u32,
    /// Working days from publication to the first final reply.
    pub reply_days: Histogram,
}

impl Counted {
    /// Adds all counts of another row.
    pub fn merge(&mut self, other: &Self) {
        let Self {
            received,
            imported,
            published,
            declined,
            replied,
            on_time,
            returned,
            ..
        } = other;
        let Self {
            hand_overs,
            reopened,
            settled,
            partly,
            not_settled,
            late,
            reply_days,
            ..
        } = other;
        self.received += received;
        self.imported += imported;
        self.published += published;
        self.declined += declined;
        self.replied += replied;
        self.on_time += on_time;
        self.returned += returned;
        self.hand_overs += hand_overs;
        self.reopened += reopened;
        self.settled += settled;
        self.partly += partly;
        self.not_settled += not_settled;
        self.late += late;
        self.reply_days.merge(reply_days);
    }

    /// Share of final replies that were on time, in tenths of a percent; none without replies.
    pub fn on_time_permille(&self) -> Option<u32> {
        permille(self.on_time, self.replied)
    }

    /// Share of those who said anything that said “settled”, in tenths of a percent.
    pub fn settled_permille(&self) -> Option<u32> {
        permille(self.settled, self.settled + self.partly + self.not_settled)
    }
}

fn permille(part: u32, of: u32) -> Option<u32> {
    (of > 0).then(|| {
        u32::try_from((u64::from(part) * 1000 + u64::from(of) / 2) / u64::from(of)).unwrap_or(1000)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_of_the_histogram() {
        let mut days = Histogram::default();
        assert_eq!(days.median(), None);
        for n in [1, 2, 9, 500] {
            days.add(n);
        }
        assert_eq!(days.median(), Some(2));
        let mut twice = days.clone();
        twice.merge(&days);
        assert_eq!(twice.median(), Some(2));
    }

    #[test]
    fn shares_are_rounded_and_never_of_nothing() {
        assert_eq!(Counted::default().on_time_permille(), None);
        let counted = Counted {
            replied: 3,
            on_time: 2,
            ..Counted::default()
        };
        assert_eq!(counted.on_time_permille(), Some(667));
    }
}
