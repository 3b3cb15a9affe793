//! The six formulas, worked by hand, and what holds for all of them.

use bareme_rollup::{Contribution, account_engagement, attribute};
use bareme_scoring::{Points, Strategy as Formula};
use proptest::prelude::*;

fn brought(parts: &[(f64, i64)]) -> Vec<Contribution> {
    let numbered = (1_i64..).zip(parts);
    numbered
        .map(|(contact, &(reach, hundredths))| Contribution {
            contact,
            reach,
            engagement: Points::from_hundredths(hundredths),
        })
        .collect()
}

/// Engagement and lines in hundredths.
fn worked(strategy: Formula, parts: &[(f64, i64)]) -> (i64, Vec<i64>) {
    let (engagement, points) = attribute(strategy, &brought(parts));
    (engagement.hundredths(), points.into_iter().map(Points::hundredths).collect())
}

fn any_formula() -> impl Strategy<Value = Formula> {
    prop_oneof![
        Just(Formula::NoisyOr),
        (0..=100_u32).prop_map(|share| Formula::Champion { share: f64::from(share) / 100.0 }),
        Just(Formula::WeightedMean),
        Just(Formula::Max),
        Just(Formula::Median),
        (1..=100_u32).prop_map(|cap| Formula::Sum { cap: f64::from(cap) }),
    ]
}

fn any_parts() -> impl Strategy<Value = Vec<(f64, i64)>> {
    let reach = (50_u32..=1_000).prop_map(|thousandths| f64::from(thousandths) / 1_000.0);
    let engagement = prop_oneof![Just(0), Just(10_000), 0_i64..=10_000];
    proptest::collection::vec((reach, engagement), 0..40)
}

/// The unrounded shares by the definitions of the design, written once more and differently.
fn shares(strategy: Formula, parts: &[(f64, i64)]) -> Vec<f64> {
    let x: Vec<f64> =
        parts.iter().map(|&(reach, points)| reach * Points::from_hundredths(points).as_f64()).collect();
    let sum: f64 = x.iter().sum();
    let champion = (0..x.len()).rev().max_by(|&a, &b| x[a].total_cmp(&x[b]));
    let n = f64::from(u32::try_from(x.len()).unwrap());
    let each = |value: &dyn Fn(usize) -> f64| (0..x.len()).map(value).collect::<Vec<f64>>();
    match strategy {
        Formula::NoisyOr => {
            let logs: Vec<f64> = x.iter().map(|x| (1.0 - (x / 100.0).min(0.999)).ln()).collect();
            let all: f64 = logs.iter().sum();
            let score = 100.0 * (1.0 - all.exp());
            each(&|j| if all < 0.0 { score * logs[j] / all } else { 0.0 })
        }
        Formula::Champion { share } => each(&|j| match (Some(j) == champion, x.len()) {
            (true, 1) => x[j],
            (true, _) => share * x[j],
            (false, _) => (1.0 - share) * x[j] / (n - 1.0),
        }),
        Formula::WeightedMean => {
            let reach: f64 = parts.iter().map(|part| part.0).sum();
            each(&|j| x[j] / reach)
        }
        Formula::Max => each(&|j| if Some(j) == champion { x[j] } else { 0.0 }),
        Formula::Median => {
            let mut order: Vec<usize> = (0..x.len()).collect();
            order.sort_by(|&a, &b| x[a].total_cmp(&x[b]).then(a.cmp(&b)));
            let (low, high) = (x.len().saturating_sub(1) / 2, x.len() / 2);
            each(&|j| {
                let halves =
                    [order.get(low), order.get(high)].into_iter().filter(|&one| one == Some(&j)).count();
                x[j] * f64::from(u32::try_from(halves).unwrap()) / 2.0
            })
        }
        Formula::Sum { cap } => each(&|j| if sum > cap { cap * x[j] / sum } else { x[j] }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn the_whole_score_is_divided_and_each_part_is_within_a_hundredth(
        strategy in any_formula(),
        parts in any_parts(),
    ) {
        let (engagement, lines) = attribute(strategy, &brought(&parts));
        prop_assert_eq!(engagement, account_engagement(strategy, &brought(&parts)));
        prop_assert!(Points::ZERO <= engagement && engagement <= Points::HUNDRED);
        prop_assert_eq!(lines.iter().copied().sum::<Points>(), engagement);
        let shares = shares(strategy, &parts);
        prop_assert!((engagement.as_f64() - shares.iter().sum::<f64>()).abs() < 0.005 + 1e-7);
        for ((line, share), (_, points)) in lines.iter().zip(shares).zip(&parts) {
            prop_assert!((line.as_f64() - share).abs() < 0.01 + 1e-7, "{line} for {share}");
            prop_assert!(*line >= Points::ZERO);
            prop_assert!(*points > 0 || *line == Points::ZERO, "points for somebody without engagement");
        }
    }

    #[test]
    fn more_engagement_of_anybody_never_lowers_noisy_or(
        parts in any_parts(),
        who in any::<proptest::sample::Index>(),
        more in 0_i64..=10_000,
    ) {
        prop_assume!(!parts.is_empty());
        let mut after = parts.clone();
        let one = &mut after[who.index(parts.len())];
        one.1 = (one.1 + more).min(10_000);
        let before = account_engagement(Formula::NoisyOr, &brought(&parts));
        prop_assert!(account_engagement(Formula::NoisyOr, &brought(&after)) >= before);
    }

    #[test]
    fn one_more_person_never_lowers_noisy_or_max_and_sum(parts in any_parts(), new in any_parts()) {
        let more: Vec<_> = parts.iter().chain(new.iter().take(1)).copied().collect();
        for strategy in [Formula::NoisyOr, Formula::Max, Formula::Sum { cap: 100.0 }] {
            let before = account_engagement(strategy, &brought(&parts));
            prop_assert!(account_engagement(strategy, &brought(&more)) >= before);
        }
    }
}

#[test]
fn nobody_gives_nothing() {
    for strategy in
        [Formula::NoisyOr, Formula::Champion { share: 0.6 }, Formula::WeightedMean, Formula::Median]
    {
        assert_eq!(worked(strategy, &[]), (0, vec![]));
    }
}

#[test]
fn noisy_or_by_hand() {
    // 100 × (1 − 0.2 × 0.5 × 0.9) = 91.00; ln 0.2 : ln 0.5 : ln 0.9 = 1.60944 : 0.69315 : 0.10536, in all 2.40795:
    // 60.823, 26.195 and 3.982.
    assert_eq!(
        worked(Formula::NoisyOr, &[(1.0, 8_000), (0.5, 10_000), (0.1, 10_000)]),
        (9_100, vec![6_082, 2_620, 398])
    );
    // Certainty is held at 0.999.
    assert_eq!(worked(Formula::NoisyOr, &[(1.0, 10_000)]), (9_990, vec![9_990]));
}

#[test]
fn champion_by_hand() {
    // x = 80, 50, 30, 0: 0.6 × 80 + 0.4 × (50 + 30 + 0) / 3 = 48 + 10.666…
    let parts = [(1.0, 8_000), (0.5, 10_000), (0.3, 10_000), (1.0, 0)];
    assert_eq!(worked(Formula::Champion { share: 0.6 }, &parts), (5_867, vec![4_800, 667, 400, 0]));
    assert_eq!(worked(Formula::Champion { share: 0.6 }, &[(0.9, 8_000)]), (7_200, vec![7_200]));
}

#[test]
fn of_two_equals_the_lower_id_is_the_champion() {
    let parts = [(0.5, 2_000), (1.0, 4_000), (0.5, 8_000)];
    assert_eq!(worked(Formula::Champion { share: 0.5 }, &parts), (3_250, vec![250, 2_000, 1_000]));
    assert_eq!(worked(Formula::Max, &parts), (4_000, vec![0, 4_000, 0]));
}

#[test]
fn weighted_mean_by_hand() {
    // (1.0 × 80 + 0.5 × 20) / 1.5 = 60.00, of which 53.33… and 6.66…
    assert_eq!(worked(Formula::WeightedMean, &[(1.0, 8_000), (0.5, 2_000)]), (6_000, vec![5_333, 667]));
}

#[test]
fn median_by_hand() {
    assert_eq!(
        worked(Formula::Median, &[(1.0, 9_000), (0.5, 8_000), (1.0, 1_000)]),
        (4_000, vec![0, 4_000, 0])
    );
    // Two in the middle, 40 and 30: half of its own x each.
    let even = [(1.0, 9_000), (0.5, 8_000), (1.0, 3_000), (1.0, 0)];
    assert_eq!(worked(Formula::Median, &even), (3_500, vec![0, 2_000, 1_500, 0]));
}

#[test]
fn sum_by_hand() {
    assert_eq!(
        worked(Formula::Sum { cap: 100.0 }, &[(1.0, 2_000), (0.5, 3_000)]),
        (3_500, vec![2_000, 1_500])
    );
    // 120 held at 100: two thirds and one third, the spare hundredth to the larger remainder.
    assert_eq!(
        worked(Formula::Sum { cap: 100.0 }, &[(1.0, 8_000), (0.5, 8_000)]),
        (10_000, vec![6_667, 3_333])
    );
    // Three equal parts of 100: the lowest id takes the spare hundredth.
    let equal = [(1.0, 5_000), (1.0, 5_000), (1.0, 5_000)];
    assert_eq!(worked(Formula::Sum { cap: 100.0 }, &equal), (10_000, vec![3_334, 3_333, 3_333]));
}

#[test]
fn a_decimal_tie_goes_to_the_even_hundredth_despite_binary_fractions() {
    // 0.05 × 0.10 = 0.005, 0.05 × 0.70 = 0.035 and 0.05 × 0.90 = 0.045 points: binary arithmetic puts the first and the
    // last above their tie and the second below it.
    assert_eq!(worked(Formula::Max, &[(0.05, 10)]).0, 0);
    assert_eq!(worked(Formula::Max, &[(0.05, 70)]).0, 4);
    assert_eq!(worked(Formula::Max, &[(0.05, 90)]).0, 4);
}
