//! How far a distribution has drifted from its reference: the population stability index.

use serde::{Deserialize, Serialize};

use crate::NoAnswer;
use crate::answer::same_length;
use crate::number::real;

/// How much a distribution has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Below 0.10.
    Stable,
    /// Below 0.25.
    Moderate,
    /// 0.25 and more.
    Major,
}

impl Band {
    /// The band of an index.
    pub fn of(psi: f64) -> Self {
        match psi {
            psi if psi < 0.10 => Self::Stable,
            psi if psi < 0.25 => Self::Moderate,
            _ => Self::Major,
        }
    }
}

/// One bin in both samples.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct PsiBin {
    /// Cases of the reference.
    pub reference: u64,
    /// Cases now.
    pub actual: u64,
    /// Share of the reference, 0 to 1, an empty bin as half a case.
    pub reference_share: f64,
    /// Share now, likewise.
    pub actual_share: f64,
    /// The bin's part of the index, 0 or more.
    pub psi: f64,
}

/// The index with its bins.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Psi {
    /// The index, 0 or more.
    pub value: f64,
    /// What it means.
    pub band: Band,
    /// Its bins, in the order given.
    pub bins: Vec<PsiBin>,
}

/// Population stability index: Σ (actual share − reference share) · ln(actual share / reference share). 0 when both are
/// distributed alike, no upper end; H. Jeffreys' divergence (1946), with the bands of N. Siddiqi (2006).
///
/// A bin that is empty in a sample counts 0.5 there (in either sample); shares are of the sums after that. A bin that is
/// empty in both is left out. `reference` and `actual` are counts of the same bins.
///
/// # Errors
///
/// Lengths that differ, or a sample without cases.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Band, psi};
///
/// let drift = psi(&[10, 20, 30, 40], &[40, 30, 20, 10]).unwrap();
/// assert_eq!((format!("{:.4}", drift.value), drift.band), ("0.9129".to_owned(), Band::Major));
/// ```
pub fn psi(reference: &[u64], actual: &[u64]) -> Result<Psi, NoAnswer> {
    same_length("bins of the sample", actual.len(), reference.len())?;
    if reference.iter().all(|count| *count == 0) || actual.iter().all(|count| *count == 0) {
        return Err(NoAnswer::NoData);
    }
    let cell = |(count, other): (u64, u64)| match (count, other) {
        (0, 0) => 0.0,
        (0, _) => 0.5,
        _ => real(count),
    };
    let both = || reference.iter().copied().zip(actual.iter().copied());
    let reference_sum: f64 = both().map(cell).sum();
    let actual_sum: f64 = both().map(|(before, now)| cell((now, before))).sum();
    let bins: Vec<PsiBin> = both()
        .map(|(before, now)| {
            let reference_share = cell((before, now)) / reference_sum;
            let actual_share = cell((now, before)) / actual_sum;
            let moved = actual_share - reference_share;
            let part =
                if before + now == 0 { 0.0 } else { moved * libm::log(actual_share / reference_share) };
            PsiBin { reference: before, actual: now, reference_share, actual_share, psi: part.max(0.0) }
        })
        .collect();
    let value = bins.iter().map(|bin| bin.psi).sum();
    Ok(Psi { value, band: Band::of(value), bins })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden::{counts, document, near, number};

    #[test]
    fn indices_agree_with_optbinning() {
        for row in document()["stability"]["rows"].as_array().unwrap() {
            let (reference, actual) = (counts(&row["reference"]), counts(&row["actual"]));
            near(psi(&reference, &actual).unwrap().value, number(&row["psi"]), 1e-12);
        }
    }

    #[test]
    fn an_empty_bin_counts_half_on_either_side_and_nothing_when_empty_on_both() {
        let drift = psi(&[10, 0, 0], &[10, 10, 0]).unwrap();
        near(drift.bins[1].reference_share, 0.5 / 10.5, 1e-15);
        near(drift.bins[1].actual_share, 0.5, 1e-15);
        assert_eq!((drift.bins[2].reference_share, drift.bins[2].psi), (0.0, 0.0));
        near(psi(&[10, 10, 0], &[10, 0, 0]).unwrap().value, drift.value, 1e-15);
    }

    #[test]
    fn bands_begin_at_a_tenth_and_a_quarter() {
        assert_eq!(
            [0.0, 0.099, 0.10, 0.249, 0.25].map(Band::of),
            [Band::Stable, Band::Stable, Band::Moderate, Band::Moderate, Band::Major]
        );
    }

    #[test]
    fn samples_without_cases_and_bins_that_do_not_match_are_refused() {
        assert_eq!(psi(&[], &[]), Err(NoAnswer::NoData));
        assert_eq!(psi(&[1], &[0]), Err(NoAnswer::NoData));
        assert_eq!(psi(&[1], &[1, 2]).unwrap_err().code(), "lengths");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_index_is_never_negative_and_zero_for_equal_samples(
            bins in prop::collection::vec((0_u64..100, 0_u64..100), 1..15),
            times in 1_u64..5,
        ) {
            let (reference, actual): (Vec<u64>, Vec<u64>) = bins.into_iter().unzip();
            if let Ok(drift) = psi(&reference, &actual) {
                prop_assert!(drift.value >= 0.0 && drift.value.is_finite());
                prop_assert!(drift.bins.iter().all(|bin| bin.psi >= 0.0));
            }
            let larger: Vec<u64> = reference.iter().map(|count| count * times).collect();
            if let Ok(same) = psi(&reference, &larger) {
                prop_assert!(same.value < 1e-12);
            }
        }
    }
}
