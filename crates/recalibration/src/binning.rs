//! Bins of a column: ranges of numbers or groups of words, with a place of their own for values that are missing.

mod isotonic;
mod plain;
mod supervised;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::same_length;
use crate::{Counts, NoAnswer};

pub use isotonic::{Block, isotonic};
pub use plain::{quantile_bins, word_bins};
pub use supervised::{BinSettings, supervised_bins};

/// The values of a criterion, one for each case; `None` where it is not known.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Numbers, in any unit.
    Numbers(&'a [Option<f64>]),
    /// Words, compared as they are.
    Words(&'a [Option<&'a str>]),
}

impl Column<'_> {
    /// How many cases.
    pub const fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Words(values) => values.len(),
        }
    }

    /// Whether there is no case.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Refuses NaN and infinities.
    fn check(&self) -> Result<(), NoAnswer> {
        let Self::Numbers(values) = self else { return Ok(()) };
        match values.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
            Some(row) => Err(NoAnswer::NotANumber { what: "criterion", row }),
            None => Ok(()),
        }
    }
}

/// What a bin holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    /// Numbers from `from` (inclusive) to `to` (exclusive); `None` where the range is open.
    Range {
        /// Lower end.
        from: Option<f64>,
        /// Upper end.
        to: Option<f64>,
    },
    /// These words.
    Words {
        /// In alphabetical order.
        words: Vec<String>,
    },
    /// Words too rare for a bin of their own, and words never seen before.
    Others,
    /// No value.
    Missing,
}

/// How a column is divided: which bin a value falls into. The last bin is always that of missing values, and with words
/// the one before it that of all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Binning {
    rule: Rule,
    places: Vec<Place>,
}

#[derive(Clone, Debug, PartialEq)]
enum Rule {
    /// Ascending cut points; a value on a cut belongs above it.
    Cuts(Vec<f64>),
    Words(BTreeMap<String, usize>),
}

impl Binning {
    /// Bins between finite cut points, which are sorted and made unique.
    pub(crate) fn of_cuts(mut cuts: Vec<f64>) -> Self {
        cuts.sort_unstable_by(f64::total_cmp);
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let from = core::iter::once(None).chain(cuts.iter().copied().map(Some));
        let to = cuts.iter().copied().map(Some).chain(core::iter::once(None));
        let mut places: Vec<Place> = from.zip(to).map(|(from, to)| Place::Range { from, to }).collect();
        places.push(Place::Missing);
        Self { rule: Rule::Cuts(cuts), places }
    }

    /// Bins of groups of words.
    pub(crate) fn of_words(groups: Vec<Vec<String>>) -> Self {
        let mut bins = BTreeMap::new();
        let mut places = Vec::with_capacity(groups.len() + 2);
        for (at, mut words) in groups.into_iter().enumerate() {
            words.sort_unstable();
            bins.extend(words.iter().map(|word| (word.clone(), at)));
            places.push(Place::Words { words });
        }
        places.extend([Place::Others, Place::Missing]);
        Self { rule: Rule::Words(bins), places }
    }

    /// The bins in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The cut points of numbers, ascending; none for words.
    pub fn cuts(&self) -> &[f64] {
        match &self.rule {
            Rule::Cuts(cuts) => cuts,
            Rule::Words(_) => &[],
        }
    }

    /// The bin of a word; of all others when it has none of its own, and when these are bins of numbers the last.
    pub(crate) fn bin_of_word(&self, word: &str) -> usize {
        let missing = self.places.len() - 1;
        match &self.rule {
            Rule::Cuts(_) => missing,
            Rule::Words(bins) => bins.get(word).copied().unwrap_or(missing - 1),
        }
    }

    /// The bin of each case.
    ///
    /// # Errors
    ///
    /// NaN or infinities, or words where the bins are of numbers and the other way round.
    pub fn assign(&self, column: &Column<'_>) -> Result<Vec<usize>, NoAnswer> {
        column.check()?;
        let missing = self.places.len() - 1;
        match (&self.rule, column) {
            (Rule::Cuts(cuts), Column::Numbers(values)) => Ok(values
                .iter()
                .map(|value| value.map_or(missing, |value| cuts.partition_point(|cut| *cut <= value)))
                .collect()),
            (Rule::Words(bins), Column::Words(words)) => {
                let bin = |word: &str| bins.get(word).copied().unwrap_or(missing - 1);
                Ok(words.iter().map(|word| word.map_or(missing, bin)).collect())
            }
            _ => Err(NoAnswer::Impossible("bins of numbers cannot hold words, nor bins of words numbers")),
        }
    }

    /// Cases and events of each bin.
    ///
    /// # Errors
    ///
    /// As [`Binning::assign`], or lengths that differ.
    pub fn counts(&self, column: &Column<'_>, events: &[bool]) -> Result<Vec<Counts>, NoAnswer> {
        same_length("criterion", column.len(), events.len())?;
        let mut counts = vec![Counts::default(); self.places.len()];
        for (bin, &event) in self.assign(column)?.into_iter().zip(events) {
            counts[bin].add(event);
        }
        Ok(counts)
    }

    /// Cases of each bin.
    ///
    /// # Errors
    ///
    /// As [`Binning::assign`].
    pub fn tally(&self, column: &Column<'_>) -> Result<Vec<u64>, NoAnswer> {
        let mut counts = vec![0; self.places.len()];
        for bin in self.assign(column)? {
            counts[bin] += 1;
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests;
