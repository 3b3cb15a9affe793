//! Chance, made repeatable: every company and person has random streams of its own, and every draw is computed by
//! the same arithmetic on every machine.
//!
//! The samplers are written here and not taken from a library because library versions may change how many random
//! words a draw consumes, and because `f64::ln` and `f64::exp` may differ between platforms in the last digit.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::number::{index, whole};

/// What a random stream is for. Streams of different purposes never touch each other, so adding a draw to one leaves
/// the others as they were.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Block = 1,
    Company = 2,
    Person = 3,
    Behaviour = 4,
    Edges = 5,
    Lead = 6,
    Quota = 7,
}

/// One random stream.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a purpose and a subject.
    pub(crate) fn new(seed: u64, stream: Stream, subject: u64) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&subject.to_le_bytes());
        key[16] = stream as u8;
        Self(ChaCha8Rng::from_seed(key))
    }

    /// 32 random bits.
    pub(crate) fn word(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Uniform in [0, 1), in steps of 2^-32.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.word()) * (1.0 / 4_294_967_296.0)
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform in 0 .. `bound`; 0 when the bound is 0. The bias is below `bound` / 2^32.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        if u32::try_from(bound).is_ok() {
            (u64::from(self.word()) * bound) >> 32
        } else {
            whole(self.unit() * crate::number::real(bound)).min(bound - 1)
        }
    }

    /// Uniform in `low` ..= `high`; `low` when the range is empty.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).map_or(0, |width| width + 1);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// Uniform in [`low`, `high`).
    pub(crate) fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[index(self.below(list.len() as u64))]
    }

    /// An index, drawn by whole-number weights.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        let mut rest = self.below(total);
        for (place, weight) in weights.iter().enumerate() {
            if rest < u64::from(*weight) {
                return place;
            }
            rest -= u64::from(*weight);
        }
        weights.len().saturating_sub(1)
    }

    /// Standard normal (Box and Muller).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(TAU * self.unit())
    }

    /// Log-normal with the given median and spread of the logarithm.
    pub(crate) fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// Exponential with the given mean.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// A whole number with the given mean: its whole part, and one more with the probability of the rest.
    pub(crate) fn rounded(&mut self, mean: f64) -> u64 {
        whole(mean + self.unit())
    }

    /// Poisson with a small mean (Knuth).
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        let limit = libm::exp(-mean);
        let mut product = self.unit();
        let mut count = 0;
        while product > limit && count < 64 {
            product *= self.unit();
            count += 1;
        }
        count
    }
}
