//! The different values of a column: what its tiers are put together from.

use std::collections::BTreeMap;

use crate::number::place;
use crate::{Binning, Column};

/// Beyond this many words only the most frequent are looked at one by one.
const MOST_WORDS: usize = 200;

/// Rare words, where a column holds words, and cases without a value come after the values themselves.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    pub values: Values,
    /// The level of each case.
    pub of_case: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Values {
    /// Ascending.
    Numbers(Vec<f64>),
    /// In alphabetical order.
    Words(Vec<String>),
}

impl Levels {
    pub fn new(column: &Column<'_>, smallest: u64) -> Self {
        match column {
            Column::Numbers(values) => numbers(values),
            Column::Words(words) => of_words(words, smallest),
        }
    }

    /// How many different values, rare words left out.
    pub fn known(&self) -> usize {
        match &self.values {
            Values::Numbers(values) => values.len(),
            Values::Words(words) => words.len(),
        }
    }

    /// How many levels: the values, for words the rare ones, and cases without a value.
    pub fn count(&self) -> usize {
        match &self.values {
            Values::Numbers(values) => values.len() + 1,
            Values::Words(words) => words.len() + 2,
        }
    }

    /// The tier of each level.
    pub fn tiers(&self, bins: &Binning) -> Vec<usize> {
        let missing = bins.places().len() - 1;
        let mut tiers: Vec<usize> = match &self.values {
            Values::Numbers(values) => {
                values.iter().map(|value| bins.cuts().partition_point(|cut| cut <= value)).collect()
            }
            Values::Words(words) => {
                let mut tiers: Vec<usize> = words.iter().map(|word| bins.bin_of_word(word)).collect();
                tiers.push(missing - 1);
                tiers
            }
        };
        tiers.push(missing);
        tiers
    }
}

fn numbers(values: &[Option<f64>]) -> Levels {
    let mut distinct: Vec<f64> = values.iter().flatten().map(|value| value + 0.0).collect();
    distinct.sort_unstable_by(f64::total_cmp);
    distinct.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let missing = level(distinct.len());
    let of_case = values
        .iter()
        .map(|value| value.map_or(missing, |value| level(distinct.partition_point(|known| *known < value))));
    Levels { of_case: of_case.collect(), values: Values::Numbers(distinct) }
}

fn of_words(words: &[Option<&str>], smallest: u64) -> Levels {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for word in words.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut frequent: Vec<(&str, u64)> = counts.into_iter().filter(|(_, count)| *count >= smallest).collect();
    frequent.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    frequent.truncate(MOST_WORDS);
    let mut known: Vec<&str> = frequent.into_iter().map(|(word, _)| word).collect();
    known.sort_unstable();
    let places: BTreeMap<&str, u32> = known.iter().enumerate().map(|(at, word)| (*word, level(at))).collect();
    let (others, missing) = (level(known.len()), level(known.len() + 1));
    let of_case =
        words.iter().map(|word| word.map_or(missing, |word| places.get(word).copied().unwrap_or(others)));
    Levels {
        of_case: of_case.collect(),
        values: Values::Words(known.iter().map(|word| (*word).to_owned()).collect()),
    }
}

/// A level's number; columns have far fewer than four thousand million cases.
fn level(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The level as a place in memory.
pub(super) fn at(level: u32) -> usize {
    place(u64::from(level))
}
