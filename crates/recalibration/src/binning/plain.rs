//! Bins that look at the values only, for drift: quantiles of the reference, its most frequent words.

use std::collections::BTreeMap;

use crate::{Binning, Column, NoAnswer};

/// At most `most` bins of a reference sample: for numbers cut points at its quantiles (a value that repeats is never
/// divided, so bins may be fewer and of different size), for words the `most` most frequent ones, the rest together.
///
/// The d-th cut is the value at place ⌊d·n/most⌋ of the sorted known values; a cut at the least value is dropped. Of a
/// constant sample the bins are below, at and above its value, so that another sample can be seen to differ. Words of one
/// frequency stand in alphabetical order.
///
/// # Errors
///
/// NaN or infinities; no bins wanted. A column without any known value has one bin for all and that of missing values.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Column, quantile_bins};
///
/// let values: Vec<Option<f64>> = (0..100).map(|at| Some(f64::from(at))).collect();
/// assert_eq!(quantile_bins(&Column::Numbers(&values), 4).unwrap().cuts(), [25.0, 50.0, 75.0]);
/// ```
pub fn quantile_bins(reference: &Column<'_>, most: usize) -> Result<Binning, NoAnswer> {
    if most == 0 {
        return Err(NoAnswer::Impossible("at least one bin is needed"));
    }
    reference.check()?;
    match reference {
        Column::Numbers(values) => Ok(Binning::of_cuts(quantile_cuts(values, most))),
        Column::Words(words) => Ok(word_bins(words, most)),
    }
}

fn quantile_cuts(values: &[Option<f64>], most: usize) -> Vec<f64> {
    let mut known: Vec<f64> = values.iter().flatten().map(|value| value + 0.0).collect();
    known.sort_unstable_by(f64::total_cmp);
    let Some(&least) = known.first() else { return Vec::new() };
    let cuts: Vec<f64> = (1..most)
        .map(|part| known[(known.len().saturating_mul(part) / most).min(known.len() - 1)])
        .filter(|cut| *cut > least)
        .collect();
    let constant =
        most > 2 && known[known.len() - 1].total_cmp(&least).is_eq() && least.next_up().is_finite();
    if constant { vec![least, least.next_up()] } else { cuts }
}

/// A bin for each of the `most` most frequent words, ties in alphabetical order; the rest together.
pub fn word_bins(words: &[Option<&str>], most: usize) -> Binning {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = counts.into_iter().collect();
    by_count.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    Binning::of_words(by_count.into_iter().take(most).map(|(word, _)| vec![word.to_owned()]).collect())
}
