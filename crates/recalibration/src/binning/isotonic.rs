//! Rates that only rise: the pool-adjacent-violators algorithm.

use crate::Counts;

/// Neighbouring groups that share one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// How many groups it took in.
    pub groups: usize,
    /// Their cases and events.
    pub counts: Counts,
}

/// The blocks of groups, in their order, whose rates rise strictly and fit the counts best, by squares and by likelihood
/// alike. O(groups). Pool adjacent violators: M. Ayer and others, "An empirical distribution function for sampling with
/// incomplete information" (1955).
///
/// Groups without cases join their neighbour.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{Counts, isotonic};
///
/// let counts = |n, events| Counts { n, events };
/// let blocks = isotonic(&[counts(10, 1), counts(10, 4), counts(10, 2), counts(10, 9)]);
/// assert_eq!(blocks.iter().map(|block| block.counts.events).collect::<Vec<_>>(), [1, 6, 9]);
/// ```
pub fn isotonic(groups: &[Counts]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for &counts in groups {
        let mut block = Block { groups: 1, counts };
        while let Some(before) = blocks.pop_if(|before| !rises(before.counts, block.counts)) {
            block = Block { groups: before.groups + block.groups, counts: before.counts.with(block.counts) };
        }
        blocks.push(block);
    }
    blocks
}

/// Whether the rate of the second is above that of the first; not when either is empty.
pub(super) fn rises(first: Counts, second: Counts) -> bool {
    u128::from(first.events) * u128::from(second.n) < u128::from(second.events) * u128::from(first.n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden::{document, flags, near, numbers};
    use crate::number::{length, real};

    #[test]
    fn rates_agree_with_scikit_learn() {
        let golden = document();
        let (case, values) = (&golden["supervised"], golden["evidence"]["values"].as_array().unwrap());
        let (at, events) = (numbers(&case["isotonic_at"]), flags(&golden["evidence"]["event_flags"]));
        let mut groups = vec![Counts::default(); at.len()];
        for (value, event) in values.iter().zip(events) {
            let Some(value) = value.as_f64() else { continue };
            groups[at.partition_point(|known| *known < value)].add(event);
        }
        let rates = isotonic(&groups).into_iter().flat_map(|block| {
            core::iter::repeat_n(real(block.counts.events) / real(block.counts.n), block.groups)
        });
        for (rate, expected) in rates.zip(numbers(&case["isotonic"])) {
            near(rate, expected, 1e-12);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rates_rise_and_nobody_is_lost(groups in prop::collection::vec((0_u64..9, 0_u64..9), 0..40)) {
            let groups: Vec<Counts> = groups.iter().map(|g| Counts { n: g.0 + g.1, events: g.0 }).collect();
            let blocks = isotonic(&groups);
            let sum = |counts: &mut dyn Iterator<Item = Counts>| counts.fold(Counts::default(), Counts::with);
            prop_assert_eq!(sum(&mut groups.iter().copied()), sum(&mut blocks.iter().map(|block| block.counts)));
            prop_assert_eq!(blocks.iter().map(|block| block.groups).sum::<usize>(), groups.len());
            prop_assert!(blocks.windows(2).all(|two| rises(two[0].counts, two[1].counts)));
            prop_assert!(length(blocks.len()) <= length(groups.len()));
        }
    }
}
