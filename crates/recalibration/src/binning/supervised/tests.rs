//! Supervised bins: against every possible division, against optbinning, and on columns that know nothing.

use proptest::prelude::*;

use super::*;
use crate::Place;
use crate::chance::Chance;
use crate::golden::{document, flags, numbers};

fn worth(groups: &[Counts], ends: &[usize], cost: f64) -> f64 {
    let mut start = 0;
    let mut sum = -cost * length(ends.len());
    for end in ends.iter().copied().chain([groups.len()]) {
        sum += likelihood(groups[start..end].iter().fold(Counts::default(), |sum, counts| sum.with(*counts)));
        start = end;
    }
    sum
}

fn monotone(groups: &[Counts], ends: &[usize]) -> bool {
    let mut start = 0;
    let mut bins = Vec::new();
    for end in ends.iter().copied().chain([groups.len()]) {
        bins.push(groups[start..end].iter().fold(Counts::default(), |sum, counts| sum.with(*counts)));
        start = end;
    }
    bins.windows(2).all(|two| rises(two[0], two[1]))
}

#[test]
fn a_division_is_no_worse_than_that_of_optbinning_by_likelihood() {
    let golden = document();
    let values: Vec<Option<f64>> =
        golden["evidence"]["values"].as_array().unwrap().iter().map(serde_json::Value::as_f64).collect();
    let events = flags(&golden["evidence"]["event_flags"]);
    let column = Column::Numbers(&values);
    let theirs = Binning::of_cuts(numbers(&golden["supervised"]["cuts"]));
    let ours = supervised_bins(&column, &events, &BinSettings { most: 5, smallest: 18 }).unwrap();
    let score = |bins: &Binning| {
        let counts = bins.counts(&column, &events).unwrap();
        let sum: f64 = counts.iter().map(|counts| if counts.n > 0 { likelihood(*counts) } else { 0.0 }).sum();
        sum - length(bins.cuts().len()) * libm::log(2_000.0)
    };
    assert!(score(&ours) >= score(&theirs), "{:?} {:?}", ours.cuts(), theirs.cuts());
    let counts = ours.counts(&column, &events).unwrap();
    assert!(counts[..counts.len() - 1].windows(2).all(|two| rises(two[0], two[1])), "{counts:?}");
}

#[test]
fn a_rare_but_strong_signal_is_found() {
    // 30 of 6,000 visited the prices five times or more, and two thirds of those buy; of the others 3 %.
    let values: Vec<Option<f64>> =
        (0..6_000).map(|case| Some(if case < 30 { 5.0 } else { f64::from(case % 4) })).collect();
    let events: Vec<bool> =
        (0..6_000).map(|case| if case < 30 { case % 3 != 0 } else { case % 33 == 0 }).collect();
    let bins = supervised_bins(&Column::Numbers(&values), &events, &BinSettings::default()).unwrap();
    assert_eq!(bins.cuts(), [5.0]);
}

#[test]
fn words_of_similar_rate_stand_together_and_rare_ones_among_the_others() {
    let (mut words, mut events) = (Vec::new(), Vec::new());
    for (word, cases, every) in
        [("ad", 300, 50), ("fair", 200, 3), ("partner", 250, 3), ("web", 400, 50), ("odd", 3, 1)]
    {
        for case in 0..cases {
            words.push(Some(word));
            events.push(case % every == 0);
        }
    }
    words.push(None);
    events.push(false);
    let bins = supervised_bins(&Column::Words(&words), &events, &BinSettings::default()).unwrap();
    let group =
        |words: &[&str]| Place::Words { words: words.iter().map(|word| (*word).to_owned()).collect() };
    assert_eq!(
        bins.places(),
        [group(&["ad", "web"]), group(&["fair", "partner"]), Place::Others, Place::Missing]
    );
    let counts = bins.counts(&Column::Words(&words), &events).unwrap();
    assert_eq!((counts[2].n, counts[3].n), (3, 1));
}

#[test]
fn columns_that_know_nothing_are_hardly_ever_divided() {
    let mut chance = Chance::seeded(7);
    let (mut divided_numbers, mut divided_words) = (0, 0);
    let names: Vec<String> = (0..40).map(|at| format!("w{at}")).collect();
    for _ in 0..100 {
        let numbers: Vec<Option<f64>> = (0..1_000).map(|_| Some(f64::from(chance.below(500)))).collect();
        let words: Vec<Option<&str>> =
            (0..1_000).map(|_| Some(names[chance.below(40) as usize].as_str())).collect();
        let events: Vec<bool> = (0..1_000).map(|_| chance.below(5) == 0).collect();
        let settings = BinSettings::default();
        let bins = supervised_bins(&Column::Numbers(&numbers), &events, &settings).unwrap();
        divided_numbers += u32::from(!bins.cuts().is_empty());
        let bins = supervised_bins(&Column::Words(&words), &events, &settings).unwrap();
        divided_words += u32::from(bins.places().len() > 3);
    }
    assert!(divided_numbers <= 5 && divided_words <= 5, "{divided_numbers} {divided_words}");
}

#[test]
fn hostile_columns_get_a_plain_answer() {
    let code = |values: &[Option<f64>], events: &[bool]| {
        supervised_bins(&Column::Numbers(values), events, &BinSettings::default()).map_err(|e| e.code())
    };
    assert_eq!(code(&[], &[]).unwrap_err(), "no_data");
    assert_eq!(code(&[None, None], &[true, false]).unwrap_err(), "no_data");
    assert_eq!(code(&[Some(1.0)], &[true]).unwrap_err(), "one_outcome");
    assert_eq!(code(&[Some(f64::NAN), None], &[true, false]).unwrap_err(), "not_a_number");
    assert_eq!(code(&[Some(1.0)], &[]).unwrap_err(), "lengths");
    assert!(code(&[Some(1.0), Some(1.0)], &[true, false]).unwrap().cuts().is_empty());
    let none = BinSettings { most: 0, smallest: 1 };
    assert_eq!(supervised_bins(&Column::Numbers(&[]), &[], &none).unwrap_err().code(), "impossible");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_monotone_division_is_better(
        groups in prop::collection::vec((1_u64..12, 1_u64..12), 1..8),
        most in 1_usize..4,
        cost in 0.0_f64..3.0,
    ) {
        let groups: Vec<Counts> = groups.iter().map(|g| Counts { n: g.0 + g.1, events: g.0 }).collect();
        let settings = BinSettings { most, smallest: 1 };
        let division = divide(&isotonic(&groups), &settings, cost);
        prop_assert!(division.ends.len() < most);
        prop_assert!(monotone(&groups, &division.ends));
        prop_assert!((worth(&groups, &division.ends, cost) - division.worth).abs() < 1e-9);
        for cuts in 0_u32..1 << (groups.len() - 1) {
            let ends: Vec<usize> = (1..groups.len()).filter(|end| cuts & (1 << (end - 1)) != 0).collect();
            if ends.len() < most && monotone(&groups, &ends) {
                prop_assert!(worth(&groups, &ends, cost) <= division.worth + 1e-9, "{:?}", ends);
            }
        }
    }

    #[test]
    fn bins_are_as_large_as_asked(
        cases in prop::collection::vec((0_u8..30, any::<bool>()), 2..150),
        smallest in 1_u64..30,
    ) {
        let (values, events): (Vec<Option<f64>>, Vec<bool>) =
            cases.iter().map(|case| (Some(f64::from(case.0)), case.1)).unzip();
        let column = Column::Numbers(&values);
        if let Ok(bins) = supervised_bins(&column, &events, &BinSettings { most: 4, smallest }) {
            let counts = bins.counts(&column, &events).unwrap();
            prop_assert!(counts.len() <= 5);
            if counts.len() > 2 {
                prop_assert!(counts[..counts.len() - 1].iter().all(|counts| counts.n >= smallest), "{:?}", counts);
            }
        }
    }
}
