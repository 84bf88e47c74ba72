//! What may be said of a share: only with its interval, only of enough, and only beside what is like it.

use crate::office::Level;

/// A share of fewer than this is not shown, only its counts: with 20 the interval of a half spans 40 points of a
/// hundred, with fewer it says nothing at all, and one person's word could be read out of it.
pub const ENOUGH: u32 = 20;

/// The 97.5 % quantile of the standard normal distribution: what a two-sided interval of 95 % is made of.
const Z: f64 = 1.959_963_984_540_054;

/// A share: so many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rate {
    /// So many …
    pub part: u32,
    /// … of so many; never fewer.
    pub of: u32,
}

impl Rate {
    /// A share. A part that is greater than its whole is cut to it.
    pub fn new(part: u32, of: u32) -> Self {
        Self {
            part: part.min(of),
            of,
        }
    }

    /// Whether there is enough to show a share at all.
    pub fn is_enough(self) -> bool {
        self.of >= ENOUGH
    }

    /// The share in tenths of a percent, rounded half up; none of nothing.
    pub fn permille(self) -> Option<u32> {
        permille(self.part, self.of)
    }

    /// The interval of 95 % around the share, in tenths of a percent, both ends inclusive.
    ///
    /// It is the score interval of E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical
    /// Inference”, Journal of the American Statistical Association 22 (1927), 209–212, without correction for
    /// continuity; R. G. Newcombe, “Two-sided confidence intervals for the single proportion”, Statistics in Medicine
    /// 17 (1998), 857–872, method 3. It never leaves 0–100 % and holds near both ends, where the textbook one fails.
    /// Of nothing it is everything.
    pub fn interval(self) -> (u32, u32) {
        let (low, high) = self.score_interval();
        (tenths(low), tenths(high))
    }

    pub(super) fn score_interval(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (part, of) = (f64::from(self.part), f64::from(self.of));
        let share = part / of;
        let z2 = Z * Z;
        let middle = share + z2 / (2.0 * of);
        let spread = Z * (share * (1.0 - share) / of + z2 / (4.0 * of * of)).sqrt();
        let whole = 1.0 + z2 / of;
        ((middle - spread) / whole, (middle + spread) / whole)
    }

    /// Whether two shares differ visibly: both are of enough, and their intervals do not overlap.
    ///
    /// That is stricter than a test of the difference at 5 % (N. Schenker and J. F. Gentleman, “On Judging the
    /// Significance of Differences by Examining the Overlap Between Confidence Intervals”, The American Statistician
    /// 55 (2001), 182–186): what it calls different is different, and some real differences go unsaid.
    pub fn differs_from(self, other: Self) -> bool {
        let (low, high) = self.interval();
        let (other_low, other_high) = other.interval();
        self.is_enough() && other.is_enough() && (high < other_low || other_high < low)
    }
}

/// Tenths of a percent, rounded half up; none of nothing.
pub(super) fn permille(part: u32, of: u32) -> Option<u32> {
    let (part, of) = (u64::from(part), u64::from(of));
    let rounded = (part * 2000 + of).checked_div(of * 2)?;
    u32::try_from(rounded).ok()
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is rounded and lies between 0 and 1000"
)]
fn tenths(share: f64) -> u32 {
    (share * 1000.0).round().clamp(0.0, 1000.0) as u32
}

crate::codes::codes! {
    /// How much a place or a seat receives in the time that is looked at.
    Size {
        /// 100,000 messages or more.
        Huge = "100000",
        /// 10,000 or more.
        Large = "10000",
        /// 1,000 or more.
        Medium = "1000",
        /// 100 or more.
        Small = "100",
        /// Fewer.
        Tiny = "0",
    }
}

impl Size {
    /// The size of what received so many messages.
    pub fn of(received: u32) -> Self {
        match received {
            100_000.. => Self::Huge,
            10_000.. => Self::Large,
            1_000.. => Self::Medium,
            100.. => Self::Small,
            _ => Self::Tiny,
        }
    }
}

/// What may stand beside each other: of one level and one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peers<T> {
    /// How high they stand.
    pub level: Level,
    /// How much they receive.
    pub size: Size,
    /// In the order in which they were given, by code or name: never by a rate.
    pub members: Vec<T>,
}

/// Groups places or seats into peers, the highest level first, then the greatest size.
///
/// Within a group the order stays as given: a table that is sorted by a rate is a ranking of what cannot be compared.
pub fn peers<T>(all: Vec<T>, alike: impl Fn(&T) -> (Level, u32)) -> Vec<Peers<T>> {
    let mut groups = std::collections::BTreeMap::<(Level, Size), Vec<T>>::new();
    for member in all {
        let (level, received) = alike(&member);
        let group = groups.entry((level, Size::of(received))).or_default();
        group.push(member);
    }
    groups
        .into_iter()
        .map(|((level, size), members)| Peers {
            level,
            size,
            members,
        })
        .collect()
}
