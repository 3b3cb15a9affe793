//! Which bin a value falls into.

use proptest::prelude::*;

use super::*;

#[test]
fn a_value_on_a_cut_belongs_above_it() {
    let bins = Binning::of_cuts(vec![20.0, 10.0, 10.0]);
    let values = [Some(9.9), Some(10.0), Some(19.9), Some(20.0), None, Some(-0.0)];
    assert_eq!(bins.assign(&Column::Numbers(&values)).unwrap(), [0, 1, 1, 2, 3, 0]);
    assert_eq!(bins.places()[0], Place::Range { from: None, to: Some(10.0) });
    assert_eq!(bins.places()[3], Place::Missing);
}

#[test]
fn frequent_words_have_bins_and_unknown_ones_go_to_the_others() {
    let words = [Some("b"), Some("a"), Some("b"), Some("c"), None];
    let bins = quantile_bins(&Column::Words(&words), 2).unwrap();
    let seen = [Some("a"), Some("b"), Some("c"), Some("never seen"), None];
    assert_eq!(bins.assign(&Column::Words(&seen)).unwrap(), [1, 0, 2, 2, 3]);
}

#[test]
fn a_column_without_values_has_one_bin_and_that_of_missing_ones() {
    for values in [vec![None; 9], vec![]] {
        let bins = quantile_bins(&Column::Numbers(&values), 10).unwrap();
        assert_eq!((bins.cuts().len(), bins.places().len()), (0, 2));
    }
}

#[test]
fn what_differs_from_a_constant_reference_is_seen() {
    let bins = quantile_bins(&Column::Numbers(&[Some(4.0); 9]), 10).unwrap();
    let now = [Some(3.9), Some(4.0), Some(4.0), Some(4.1), None];
    assert_eq!(bins.tally(&Column::Numbers(&now)).unwrap(), [1, 2, 1, 1]);
}

#[test]
fn a_heavy_value_is_never_divided() {
    let mut values = vec![Some(0.0); 70];
    values.extend((0..30).map(|at| Some(f64::from(at) + 1.0)));
    let bins = quantile_bins(&Column::Numbers(&values), 10).unwrap();
    assert_eq!(bins.tally(&Column::Numbers(&values)).unwrap(), [70, 10, 10, 10, 0]);
}

#[test]
fn words_and_numbers_do_not_mix_and_numbers_are_numbers() {
    let bins = Binning::of_cuts(vec![1.0]);
    assert_eq!(bins.assign(&Column::Words(&[None])).unwrap_err().code(), "impossible");
    assert_eq!(bins.assign(&Column::Numbers(&[Some(f64::NAN)])).unwrap_err().code(), "not_a_number");
    assert_eq!(
        quantile_bins(&Column::Numbers(&[Some(f64::INFINITY)]), 4).unwrap_err().code(),
        "not_a_number"
    );
    assert_eq!(quantile_bins(&Column::Numbers(&[]), 0).unwrap_err().code(), "impossible");
    assert_eq!(bins.counts(&Column::Numbers(&[None]), &[]).unwrap_err().code(), "lengths");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_has_a_bin(
        values in prop::collection::vec(prop::option::weighted(0.9, -1e300_f64..1e300), 0..100),
        most in 1_usize..20,
    ) {
        let column = Column::Numbers(&values);
        let bins = quantile_bins(&column, most).unwrap();
        prop_assert!(bins.places().len() <= most + 1);
        let tally = bins.tally(&column).unwrap();
        prop_assert_eq!(tally.iter().sum::<u64>(), values.len() as u64);
        let filled = tally[..tally.len() - 1].iter().filter(|count| **count > 0).count();
        prop_assert!(filled == tally.len() - 1 || filled <= 1);
    }
}
