//! Which cases a model may learn from, and on which it is judged.

use rand_chacha::rand_core::RngCore;

use crate::NoAnswer;
use crate::chance::shuffle;
use crate::number::{length, place, whole};

/// Places of cases, ascending, none in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// To learn from.
    pub train: Vec<usize>,
    /// To be judged on.
    pub test: Vec<usize>,
}

/// Puts the newest `share` of the cases apart, to be judged on; it learns from the older ones. Cases of one moment stay
/// together, so that nothing of the judged time is learnt: the cut is the one between two moments that is nearest to the
/// share, the earlier of two as near. `times` in any unit, one for each case.
///
/// # Errors
///
/// No case, a share that is not between 0 and 1, all cases of one moment.
///
/// # Examples
///
/// ```
/// let split = bareme_recalibration::newest_apart(&[5, 1, 2, 3, 4, 6, 7, 8, 9, 10], 0.3).unwrap();
/// assert_eq!(split.test, [7, 8, 9]);
/// ```
pub fn newest_apart(times: &[i64], share: f64) -> Result<Split, NoAnswer> {
    if times.is_empty() {
        return Err(NoAnswer::NoData);
    }
    if !(share > 0.0 && share < 1.0) {
        return Err(NoAnswer::Impossible("the newest part is a share between 0 and 1"));
    }
    let (order, cuts) = in_time(times);
    let wanted = place(whole(length(times.len()) * (1.0 - share) + 0.5));
    match nearest(&cuts, wanted) {
        Some(cut) => Ok(split(&order[..cut], &order[cut..])),
        None => Err(NoAnswer::Impossible("all cases are of one moment, so there is no older and newer")),
    }
}

/// Splits that go forward in time: the cases are cut into `folds` + 1 parts of about the same size in time order (moments
/// stay together); the k-th split learns from the first k parts and is judged on the next. Fewer splits where there are too
/// few moments.
///
/// # Errors
///
/// No case, no folds, all cases of one moment.
///
/// # Examples
///
/// ```
/// let splits = bareme_recalibration::forward_chain(&[1, 2, 3, 4, 5, 6], 2).unwrap();
/// assert_eq!((splits[0].train.len(), splits[0].test.len(), splits[1].train.len()), (2, 2, 4));
/// ```
pub fn forward_chain(times: &[i64], folds: usize) -> Result<Vec<Split>, NoAnswer> {
    if times.is_empty() {
        return Err(NoAnswer::NoData);
    }
    if folds == 0 {
        return Err(NoAnswer::Impossible("at least one fold is needed"));
    }
    let (order, cuts) = in_time(times);
    let parts = folds.saturating_add(1).min(times.len());
    let mut ends: Vec<usize> =
        (1..parts).filter_map(|part| nearest(&cuts, times.len() * part / parts)).collect();
    ends.dedup();
    if ends.is_empty() {
        return Err(NoAnswer::Impossible("all cases are of one moment, so there is no older and newer"));
    }
    ends.push(times.len());
    Ok(ends.windows(2).map(|ends| split(&order[..ends[0]], &order[ends[0]..ends[1]])).collect())
}

/// Folds by chance, with events and other cases shared out evenly: each case is judged once.
///
/// # Errors
///
/// Fewer than two folds, or fewer cases than folds.
///
/// # Examples
///
/// ```
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
///
/// let events = [true, true, false, false, false, false];
/// let folds = bareme_recalibration::k_folds(&events, 2, &mut ChaCha8Rng::seed_from_u64(1)).unwrap();
/// assert!(folds.iter().all(|fold| fold.test.iter().filter(|case| events[**case]).count() == 1));
/// ```
pub fn k_folds(events: &[bool], folds: usize, rng: &mut impl RngCore) -> Result<Vec<Split>, NoAnswer> {
    if folds < 2 {
        return Err(NoAnswer::Impossible("at least two folds are needed"));
    }
    if events.len() < folds {
        return Err(NoAnswer::TooFew { what: "cases", have: events.len() as u64, need: folds as u64 });
    }
    let mut fold_of = vec![0; events.len()];
    let mut dealt = 0;
    for wanted in [true, false] {
        let mut cases: Vec<usize> = (0..events.len()).filter(|case| events[*case] == wanted).collect();
        shuffle(&mut cases, rng);
        for case in cases {
            fold_of[case] = dealt % folds;
            dealt += 1;
        }
    }
    let of = |fold: usize| {
        let (test, train) = (0..events.len()).partition(|case: &usize| fold_of[*case] == fold);
        Split { train, test }
    };
    Ok((0..folds).map(of).collect())
}

/// Cases by time, and after how many of them another moment begins.
fn in_time(times: &[i64]) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|case| times[*case]);
    let cuts = (1..order.len()).filter(|at| times[order[at - 1]] != times[order[*at]]).collect();
    (order, cuts)
}

/// The cut nearest to a place, the earlier of two as near.
fn nearest(cuts: &[usize], wanted: usize) -> Option<usize> {
    cuts.iter().copied().min_by_key(|cut| cut.abs_diff(wanted))
}

fn split(train: &[usize], test: &[usize]) -> Split {
    let sorted = |cases: &[usize]| {
        let mut cases = cases.to_vec();
        cases.sort_unstable();
        cases
    };
    Split { train: sorted(train), test: sorted(test) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chance::Chance;

    #[test]
    fn a_moment_is_never_cut_in_two() {
        let split = newest_apart(&[1, 1, 1, 2, 2, 2, 2, 2, 2, 3], 0.3).unwrap();
        assert_eq!((split.train.len(), split.test.len()), (9, 1));
    }

    #[test]
    fn without_order_there_is_no_split() {
        assert_eq!(newest_apart(&[4, 4, 4], 0.3).unwrap_err().code(), "impossible");
        assert_eq!(forward_chain(&[4, 4, 4], 3).unwrap_err().code(), "impossible");
        assert_eq!(newest_apart(&[], 0.3), Err(NoAnswer::NoData));
        assert_eq!(forward_chain(&[], 3), Err(NoAnswer::NoData));
        for share in [0.0, 1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(newest_apart(&[1, 2], share).unwrap_err().code(), "impossible");
        }
        let mut rng = Chance::seeded(1).0;
        assert_eq!(k_folds(&[true; 9], 1, &mut rng).unwrap_err().code(), "impossible");
        assert_eq!(k_folds(&[true; 2], 3, &mut rng).unwrap_err().code(), "too_few");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_of_the_judged_time_is_learnt(
            times in prop::collection::vec(-20_i64..20, 1..60),
            folds in 1_usize..8,
            share in 0.05_f64..0.95,
        ) {
            let mut splits = forward_chain(&times, folds).unwrap_or_default();
            splits.extend(newest_apart(&times, share));
            for split in &splits {
                let latest = split.train.iter().map(|case| times[*case]).max().unwrap();
                prop_assert!(split.test.iter().all(|case| times[*case] > latest));
                prop_assert!(!split.test.is_empty());
            }
            let distinct = times.iter().any(|time| *time != times[0]);
            prop_assert_eq!(distinct, !splits.is_empty());
        }

        #[test]
        fn every_case_is_judged_once(
            events in prop::collection::vec(any::<bool>(), 2..60),
            folds in 2_usize..6,
            seed in any::<u64>(),
        ) {
            prop_assume!(events.len() >= folds);
            let splits = k_folds(&events, folds, &mut Chance::seeded(seed).0).unwrap();
            let mut judged: Vec<usize> = splits.iter().flat_map(|split| split.test.clone()).collect();
            judged.sort_unstable();
            prop_assert_eq!(judged, (0..events.len()).collect::<Vec<_>>());
            let with = |split: &Split| split.test.iter().filter(|case| events[**case]).count();
            let (most, least) = (splits.iter().map(with).max().unwrap(), splits.iter().map(with).min().unwrap());
            prop_assert!(most - least <= 1);
            prop_assert_eq!(&splits, &k_folds(&events, folds, &mut Chance::seeded(seed).0).unwrap());
        }
    }
}
