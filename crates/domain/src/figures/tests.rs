//! Sums, medians, shares, packing.

use super::statistics::{Peers, Size, peers};
use super::{Counted, Histogram, Rate};
use crate::office::Level;
use crate::reply::ReturnReason;
use crate::screening::DeclineReason;
use proptest::prelude::*;

#[test]
fn medians_are_of_the_histogram() {
    let mut days = Histogram::default();
    assert_eq!(days.median(), None);
    for n in [1, 2, 9, 500] {
        days.add(n);
    }
    assert_eq!(days.median(), Some(2), "the lower of the two in the middle");
    let mut twice = days.clone();
    twice.merge(&days);
    assert_eq!(twice.median(), Some(2));
    let mut long = Histogram::default();
    long.add(400);
    assert_eq!(long.median(), Some(60), "60 or more");
}

#[test]
fn shares_are_rounded_and_never_of_nothing() {
    assert_eq!(Counted::default().on_time_rate().permille(), None);
    assert_eq!(Rate::new(2, 3).permille(), Some(667));
    assert_eq!(Rate::new(1, 16).permille(), Some(63), "62.5 is rounded up");
    assert_eq!(Rate::new(9, 3).permille(), Some(1000));
    let most = Rate::new(u32::MAX - 1, u32::MAX);
    assert_eq!(most.permille(), Some(1000));
}

#[test]
fn leaving_messages_unanswered_makes_no_rate_better() {
    let good = Counted {
        on_time: 30,
        late: 10,
        late_replied: 10,
        ..Counted::default()
    };
    let lazy = Counted {
        late_replied: 0,
        ..good.clone()
    };
    assert_eq!(good.on_time_rate(), lazy.on_time_rate());
    assert_eq!(good.reply_rate().permille(), Some(1000));
    assert_eq!(lazy.reply_rate().permille(), Some(750));
    assert_eq!(lazy.late_waiting(), 10);
}

/// Newcombe 1998, table I, method 3 (the score method), which gives four digits.
#[test]
fn wilson_intervals_are_the_published_ones() {
    for (part, of, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let (our_low, our_high) = Rate::new(part, of).score_interval();
        assert!((our_low - low).abs() < 0.000_051, "{part}/{of}: {our_low}");
        assert!(
            (our_high - high).abs() < 0.000_051,
            "{part}/{of}: {our_high}"
        );
    }
    assert_eq!(Rate::new(81, 263).interval(), (255, 366));
    assert_eq!(Rate::new(0, 0).interval(), (0, 1000));
}

#[test]
fn few_are_not_shown_and_overlap_is_no_difference() {
    assert!(!Rate::new(19, 19).is_enough());
    assert!(Rate::new(19, 20).is_enough());
    let (half, more, most) = (Rate::new(50, 100), Rate::new(60, 100), Rate::new(90, 100));
    assert!(!half.differs_from(more));
    assert!(half.differs_from(most) && most.differs_from(half));
    assert!(!Rate::new(0, 19).differs_from(Rate::new(1000, 1000)));
}

#[test]
fn peers_are_alike_and_keep_their_order() {
    let all = vec![
        ("b", Level::County, 5),
        ("a", Level::County, 7),
        ("c", Level::City, 5000),
        ("d", Level::County, 100),
    ];
    let groups = peers(all, |(_, level, received)| (*level, *received));
    let names = |group: &Peers<(&'static str, Level, u32)>| {
        let names: Vec<_> = group.members.iter().map(|member| member.0).collect();
        (group.level, group.size, names)
    };
    let names: Vec<_> = groups.iter().map(names).collect();
    assert_eq!(
        names,
        [
            (Level::City, Size::Medium, vec!["c"]),
            (Level::County, Size::Small, vec!["d"]),
            (Level::County, Size::Tiny, vec!["b", "a"]),
        ]
    );
}

prop_compose! {
    fn any_row()(
        counts in prop::collection::vec(prop_oneof![3 => Just(0), 2 => 0..300_u32, 1 => 0..1_000_000_u32], Counted::NAMES.len()),
        declines in prop::collection::vec((0..DeclineReason::ALL.len(), 1..400_u32), 0..4),
        returns in prop::collection::vec((0..ReturnReason::ALL.len(), 1..400_u32), 0..4),
        answers in prop::collection::vec(0..90_u32, 0..20),
        replies in prop::collection::vec(0..90_u32, 0..20),
    ) -> Counted {
        let mut row = Counted::default();
        for (count, value) in row.counts_mut().into_iter().zip(counts) {
            *count = value;
        }
        for (reason, many) in declines {
            row.declines.add_many(DeclineReason::ALL[reason], many);
        }
        for (reason, many) in returns {
            row.returns.add_many(ReturnReason::ALL[reason], many);
        }
        for days in answers {
            row.answer_days.add(days);
        }
        for days in replies {
            row.reply_days.add(days);
        }
        row
    }
}

proptest! {
    #[test]
    fn a_row_comes_back_from_its_bytes_and_from_its_text(row in any_row(), more in any_row()) {
        let mut bytes = Vec::new();
        row.pack(&mut bytes);
        let mut back = Counted::default();
        back.merge_packed(&bytes);
        prop_assert_eq!(&back, &row);

        let text = serde_json::to_string(&row).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Counted>(&text).unwrap(), &row);

        let mut sum = row.clone();
        sum.merge(&more);
        back = more;
        back.merge_packed(&bytes);
        prop_assert_eq!(back, sum);
    }

    #[test]
    fn the_median_is_the_one_of_the_sorted_days(days in prop::collection::vec(0..90_u32, 1..60)) {
        let mut histogram = Histogram::default();
        for n in &days {
            histogram.add(*n);
        }
        let mut sorted: Vec<_> = days.iter().map(|n| (*n).min(60)).collect();
        sorted.sort_unstable();
        prop_assert_eq!(histogram.median(), Some(sorted[(sorted.len() - 1) / 2]));
    }

    #[test]
    fn an_interval_holds_its_share(of in 1..100_000_u32, part in 0..100_000_u32) {
        let rate = Rate::new(part, of);
        let (low, high) = rate.interval();
        let share = rate.permille().unwrap();
        prop_assert!(low <= share && share <= high && high <= 1000);
    }
}
