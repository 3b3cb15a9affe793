//! Cumulative incidence by hand, against two other implementations, and for any leads.

use bareme_scoring::DAY_MS;
use proptest::prelude::*;
use serde_json::Value;

use super::{Exit, Fate, Incidence, IncidencePoint};
use crate::{Proportion, golden};

const FATES: [Fate; 4] = [Fate::Open, Fate::Converted, Fate::Refused, Fate::Lost];

fn exit(days: i64, fate: Fate, count: u64) -> Exit {
    Exit { millis: days * DAY_MS, fate, count }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// The leads of a golden case.
fn leads(case: &Value) -> Vec<Exit> {
    let fates = case["fates"].as_array().unwrap().iter();
    let times = case["millis"].as_array().unwrap().iter();
    times
        .zip(fates)
        .map(|(millis, fate)| Exit {
            millis: millis.as_i64().unwrap(),
            fate: FATES[usize::try_from(fate.as_u64().unwrap()).unwrap()],
            count: 1,
        })
        .collect()
}

/// Where a cause's incidence is found, with its leads turned so that it is the conversion.
fn turned(exits: &[Exit], cause: usize) -> Incidence {
    let turn = |fate: Fate| match fate {
        Fate::Open => Fate::Open,
        fate if fate == FATES[cause] => Fate::Converted,
        _ => Fate::Refused,
    };
    Incidence::of(exits.iter().map(|exit| Exit { fate: turn(exit.fate), ..*exit }))
}

fn point(incidence: &Incidence, millis: &Value) -> IncidencePoint {
    let days = golden::number(millis) / 86_400_000.0;
    *incidence.at(days).unwrap()
}

#[test]
fn the_estimate_and_its_interval_agree_with_lifelines() {
    let case = &golden::document()["aalen_johansen"];
    let exits = leads(case);
    let mut compared = 0;
    for cause in 1..=3 {
        let incidence = turned(&exits, cause);
        for row in case["causes"][cause.to_string()].as_array().unwrap() {
            // Before the first event lifelines has no point of ours to compare with.
            let incidence_there = golden::number(&row["incidence"]);
            let Some(ours) = incidence.at(golden::number(&row["millis"]) / 86_400_000.0) else { continue };
            assert!(near(ours.converted, incidence_there), "cause {cause}: {row}");
            if let Some(variance) = row["variance"].as_f64() {
                assert!(near(ours.variance, variance), "cause {cause}: {row} {ours:?}");
            }
            if let (Some(low), Some(high), Some(interval)) =
                (row["low"].as_f64(), row["high"].as_f64(), ours.interval())
            {
                assert!(near(interval.low, low) && near(interval.high, high), "{row}: {interval:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
    let all = Incidence::of(exits);
    let last = &case["causes"]["1"].as_array().unwrap()[8]["millis"];
    assert!(near(point(&all, last).converted, point(&turned(&leads(case), 1), last).converted));
}

#[test]
fn leads_that_leave_on_the_same_day_agree_with_statsmodels() {
    let case = &golden::document()["aalen_johansen_ties"];
    let exits = leads(case);
    for cause in 1..=3 {
        let incidence = turned(&exits, cause);
        let shares = golden::numbers(&case["incidence"][cause - 1]);
        let errors = case["error"][cause - 1].as_array().unwrap();
        for (millis, (share, error)) in
            golden::numbers(&case["times"]).into_iter().zip(shares.into_iter().zip(errors))
        {
            let Some(point) = incidence.at(millis / 86_400_000.0) else { continue };
            assert!(near(point.converted, share), "cause {cause} at {millis}");
            if let Some(error) = error.as_f64() {
                assert!(near(point.variance.sqrt(), error), "cause {cause} at {millis}");
            }
        }
    }
}

#[test]
fn an_estimate_by_hand_counts_open_leads_for_as_long_as_they_were_seen() {
    // Ten leads: two convert and one is refused on day 10; five have been open for 20 days; of the two that were
    // followed on, one converts on day 30 and the other is lost on day 40.
    let incidence = Incidence::of([
        exit(10, Fate::Converted, 2),
        exit(10, Fate::Refused, 1),
        exit(20, Fate::Open, 5),
        exit(30, Fate::Converted, 1),
        exit(40, Fate::Lost, 1),
    ]);
    assert_eq!((incidence.leads, incidence.points.len()), (10, 3));
    assert!(near(incidence.converted_within(9.9), 0.0));
    assert!(near(incidence.converted_within(10.0), 0.2));
    // 0.7 are open then, and one of the two that are still seen converts.
    assert!(near(incidence.converted_within(30.0), 0.2 + 0.7 / 2.0));
    let last = incidence.points.last().unwrap();
    assert!(near(last.converted, 0.55) && near(last.refused, 0.1) && near(last.lost, 0.35));
    assert!(near(last.open, 0.0));
    let estimate = incidence.estimate().unwrap();
    assert!(near(estimate.share, 0.55) && near(estimate.within_days, 40.0));
    assert!(estimate.share > 0.3, "the raw rate is three of ten");
}

#[test]
fn nobody_has_no_estimate_and_nothing_has_no_interval() {
    assert_eq!(Incidence::of([]).estimate(), None);
    let open = Incidence::of([exit(5, Fate::Open, 4)]).estimate().unwrap();
    assert!(near(open.share, 0.0) && near(open.within_days, 5.0) && open.interval.is_none());
    let all = Incidence::of([exit(5, Fate::Converted, 4)]).estimate().unwrap();
    assert!(near(all.share, 1.0) && all.interval.is_none());
}

fn exits() -> impl Strategy<Value = Vec<Exit>> {
    prop::collection::vec((0_i64..30, prop::sample::select(FATES.to_vec()), 0_u64..5), 0..40)
        .prop_map(|exits| exits.into_iter().map(|(days, fate, count)| exit(days, fate, count)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_up_to_one_and_only_grow(exits in exits()) {
        let incidence = Incidence::of(exits);
        let mut before = 0.0;
        for point in &incidence.points {
            prop_assert!(near(point.converted + point.refused + point.lost + point.open, 1.0), "{:?}", point);
            prop_assert!(point.converted >= before && point.open >= 0.0 && point.variance >= 0.0);
            before = point.converted;
            if let Some(interval) = point.interval() {
                prop_assert!(0.0 <= interval.low && interval.low <= point.converted);
                prop_assert!(point.converted <= interval.high && interval.high <= 1.0);
            }
        }
    }

    #[test]
    fn when_nobody_is_open_the_estimate_is_the_raw_share(exits in exits()) {
        let decided: Vec<Exit> = exits.into_iter().filter(|exit| exit.fate != Fate::Open).collect();
        let count = |wanted: Option<Fate>| -> u64 {
            let some = decided.iter().filter(|exit| wanted.is_none_or(|fate| fate == exit.fate));
            some.map(|exit| exit.count).sum()
        };
        let raw = Proportion { part: count(Some(Fate::Converted)), whole: count(None) }.rate();
        let estimate = Incidence::of(decided.iter().copied()).estimate().map(|estimate| estimate.share);
        prop_assert_eq!(raw.is_some(), estimate.is_some());
        if let (Some(raw), Some(estimate)) = (raw, estimate) {
            prop_assert!(near(raw, estimate), "{} and {}", raw, estimate);
        }
    }

    #[test]
    fn open_leads_never_lower_the_estimate_and_order_and_grouping_change_nothing(exits in exits(), turn in 0_usize..40) {
        let incidence = Incidence::of(exits.iter().copied());
        let mut turned = exits.clone();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        let ones = turned.iter().flat_map(|exit| (0..exit.count).map(|_| Exit { count: 1, ..*exit }));
        prop_assert_eq!(&Incidence::of(ones), &incidence);
        let raw: u64 = exits.iter().filter(|exit| exit.fate == Fate::Converted).map(|exit| exit.count).sum();
        if let Some(estimate) = incidence.estimate() {
            let share = Proportion { part: raw, whole: incidence.leads }.rate().unwrap();
            prop_assert!(estimate.share >= share - 1e-9);
        }
    }
}
