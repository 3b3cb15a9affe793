//! Chance that gives the same draws in every version: the generator is the caller's, the arithmetic is ours.

use rand_chacha::rand_core::RngCore;

/// A whole number from 0 to `bound` − 1, each as likely; 0 when `bound` is 0. Multiplication with rejection: D. Lemire,
/// "Fast random integer generation in an interval" (2019).
pub(crate) fn below(rng: &mut impl RngCore, bound: u32) -> u32 {
    let mut product = u64::from(rng.next_u32()) * u64::from(bound);
    if low(product) < bound {
        let threshold = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        while low(product) < threshold {
            product = u64::from(rng.next_u32()) * u64::from(bound);
        }
    }
    high(product)
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is wanted")]
const fn low(product: u64) -> u32 {
    product as u32
}

const fn high(product: u64) -> u32 {
    low(product >> 32)
}

/// Puts values into an order by chance, each order as likely (Fisher and Yates).
pub(crate) fn shuffle<T>(values: &mut [T], rng: &mut impl RngCore) {
    for end in (1..values.len()).rev() {
        let bound = u32::try_from(end + 1).unwrap_or(u32::MAX);
        values.swap(end, below(rng, bound) as usize);
    }
}

#[cfg(test)]
pub use tests::Chance;

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    /// Draws for tests.
    pub struct Chance(pub ChaCha8Rng);

    impl Chance {
        pub fn seeded(seed: u64) -> Self {
            Self(ChaCha8Rng::seed_from_u64(seed))
        }

        pub fn below(&mut self, bound: u32) -> u32 {
            below(&mut self.0, bound)
        }

        /// From 0 to 1.
        pub fn share(&mut self) -> f64 {
            f64::from(self.below(1 << 30)) / f64::from(1_u32 << 30)
        }

        /// About normal: the sum of twelve shares less six.
        pub fn normal(&mut self) -> f64 {
            (0..12).map(|_| self.share()).sum::<f64>() - 6.0
        }
    }

    #[test]
    fn draws_stay_below_their_bound_and_reach_all_of_it() {
        let mut chance = Chance::seeded(1);
        let mut seen = [0_u32; 7];
        for _ in 0..7_000 {
            seen[chance.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|count| (850..1_150).contains(count)), "{seen:?}");
        assert_eq!((chance.below(0), chance.below(1)), (0, 0));
    }

    #[test]
    fn shuffling_loses_nobody() {
        let mut values: Vec<u32> = (0..100).collect();
        shuffle(&mut values, &mut Chance::seeded(2).0);
        assert_ne!(values, (0..100).collect::<Vec<_>>());
        values.sort_unstable();
        assert_eq!(values, (0..100).collect::<Vec<_>>());
    }
}
