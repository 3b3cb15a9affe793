//! What a ledger shows beside its points leads to these points: with a pocket calculator, line by line.

use bareme_scoring::{Evaluation, Line, LineKind, Points, Working, check};
use proptest::prelude::*;

use crate::generated::{contact, document};

/// weight × sum / cap as somebody would type it, from the figures as they are shown.
fn calculated(sum: f64, digits: u8, cap: Points, weight: Points) -> Points {
    let digits = usize::from(digits);
    let shown: f64 = format!("{sum:.digits$}").parse().unwrap();
    let scale = 10_u32.pow(u32::try_from(digits).unwrap());
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of shown digits")]
    let units = (shown * f64::from(scale)).round() as i128;
    let (weight, cap) = (i128::from(weight.hundredths()), i128::from(cap.hundredths()));
    Points::from_ratio(units * weight * 100, i128::from(scale) * cap)
}

fn noon() -> bareme_scoring::Instant {
    bareme_scoring::Instant::parse("2026-06-30T12:00:00Z").unwrap()
}

fn percent_of(percent: Points, weight: Points) -> Points {
    Points::from_ratio(i128::from(percent.hundredths()) * i128::from(weight.hundredths()), 10_000)
}

/// Asserts that a line comes out of its working, and its working out of the activities that are shown.
fn assert_comes_out(line: &Line) {
    match &line.working {
        Some(Working::Sum { sum, digits, cap, weight }) => {
            assert_eq!(calculated(*sum, *digits, *cap, *weight), line.points, "{line:#?}");
            let digits = usize::from(*digits);
            let worth = |part: f64| -> i64 { format!("{part:.digits$}").replace('.', "").parse().unwrap() };
            let parts: i64 = line.counted.iter().map(|counted| worth(counted.worth.unwrap())).sum();
            assert_eq!(parts, worth(*sum), "{line:#?}");
            for counted in &line.counted {
                let product = counted.counted.unwrap().as_f64() * counted.factor.unwrap();
                assert!((product - counted.worth.unwrap()).abs() < 0.02, "{counted:?} of {line:#?}");
            }
        }
        Some(Working::Share { percent, weight, .. }) => {
            assert_eq!(percent_of(*percent, *weight), line.points, "{line:#?}");
        }
        Some(Working::Tier { found, at_least, percent, weight, .. }) => {
            assert_eq!(percent_of(*percent, *weight), line.points, "{line:#?}");
            assert_eq!((Some(*found as usize), line.counted.len()), (line.activities, *found as usize));
            assert!(found >= at_least);
            assert!(line.counted.iter().all(|counted| counted.worth.is_none() && counted.counted.is_none()));
        }
        Some(Working::Bound { sum, bound }) => assert_eq!(*bound - *sum, line.points, "{line:#?}"),
        None => assert!(matches!(line.kind, LineKind::Penalty | LineKind::Adjustment), "{line:#?}"),
    }
}

fn lines(evaluation: &Evaluation) -> impl Iterator<Item = &Line> {
    let fit = evaluation.fit.iter().flat_map(|fit| &fit.lines);
    fit.chain(evaluation.engagement.iter().flat_map(|engagement| &engagement.lines))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_line_comes_out_of_what_is_shown(text in document(), contact in contact()) {
        let model = check(&text, None).model.unwrap();
        let evaluation = model.evaluate(&contact.subject(), &model.matcher(&contact.kinds), noon());
        lines(&evaluation).for_each(assert_comes_out);
        let again: Evaluation = serde_json::from_str(&serde_json::to_string(&evaluation).unwrap()).unwrap();
        prop_assert_eq!(again, evaluation);
    }
}

const MODEL: &str = "name = \"m\"
[fit]
[[fit.category]]
name = \"Known\"
weight = 100
[[fit.category.criterion]]
when = { attribute = \"contact.x\", known = true }
percent = 100
[engagement]
decay = { half_life_days = 30 }
[[engagement.category]]
name = \"Web\"
weight = 75
cap = 30
[[engagement.category.signal]]
activity = \"view\"
points = 10
per_day = 10
[[engagement.category]]
name = \"Forms\"
weight = 25
[[engagement.category.tier]]
activity = \"form\"
at_least = 3
within_days = 30
percent = 60
";

fn evaluated(activities: &[(&str, &str)]) -> Evaluation {
    let model = check(MODEL, None).model.unwrap();
    let list: Vec<_> =
        activities.iter().map(|(kind, at)| serde_json::json!({ "type": kind, "at": at })).collect();
    let text = serde_json::json!({ "as_of": "2026-06-30T00:00:00Z", "activities": list }).to_string();
    let contact = bareme_scoring::ContactDocument::from_json(&text).unwrap();
    contact.evaluate(&model, as_of_june())
}

fn as_of_june() -> bareme_scoring::Instant {
    bareme_scoring::Instant::parse("2026-06-30T00:00:00Z").unwrap()
}

#[test]
fn a_sum_has_as_many_digits_as_the_points_need() {
    let evaluation = evaluated(&[("view", "2026-06-29"), ("view", "2026-06-29"), ("view", "2026-06-22")]);
    let line = lines(&evaluation).find(|line| line.kind == LineKind::Signal).unwrap();
    // 10 × 2^(−1/30) = 9.771595, the second of the day is over its limit, 10 × 2^(−8/30) = 8.312379.
    assert_eq!(line.points, Points::from_hundredths(4_521));
    let Some(Working::Sum { sum, digits, cap, weight }) = line.working.clone() else { panic!("{line:?}") };
    assert_eq!((cap, weight), (Points::from_whole(30), Points::from_whole(75)));
    assert_eq!(digits, 3, "18.08 × 75 / 30 would be 45.20");
    assert_eq!(format!("{sum:.3}"), "18.084");
    let worth: Vec<Option<f64>> = line.counted.iter().map(|counted| counted.worth).collect();
    assert_eq!(worth, [Some(8.312), Some(9.772), Some(0.0)]);
    assert_comes_out(line);
}

#[test]
fn tiers_tell_the_row_that_held_and_give_no_activity_points() {
    let forms: Vec<(&str, &str)> = ["2026-06-03", "2026-06-10", "2026-06-11", "2026-06-12", "2026-06-29"]
        .map(|at| ("form", at))
        .to_vec();
    let evaluation = evaluated(&forms);
    let line = lines(&evaluation).find(|line| line.kind == LineKind::Tier).unwrap();
    let wanted = Working::Tier {
        found: 5,
        at_least: 3,
        within_days: Some(30.0),
        percent: Points::from_whole(60),
        weight: Points::from_whole(25),
    };
    assert_eq!((line.working.clone(), line.points), (Some(wanted), Points::from_whole(15)));
    assert_comes_out(line);
}
