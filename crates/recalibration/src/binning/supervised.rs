//! Bins for a first model: cut points and groups of words that tell the outcome apart, few, monotone, and not by chance.

use std::collections::BTreeMap;

use super::isotonic::{Block, isotonic, rises};
use crate::answer::same_length;
use crate::number::{length, real};
use crate::{Binning, Column, Counts, NoAnswer};

/// Beyond this many words only the most frequent are looked at one by one.
const MOST_WORDS: usize = 200;

/// What supervised bins must be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BinSettings {
    /// At most this many bins, missing and rare values not counted.
    pub most: usize,
    /// At least this many cases in each. A number, not a share: a signal that one case in a thousand has is found in a
    /// large table, where 5 % of the cases (the usual rule) would drown it.
    pub smallest: u64,
}

impl Default for BinSettings {
    fn default() -> Self {
        Self { most: 5, smallest: 20 }
    }
}

/// Divides a column so that the bins tell the outcome apart best.
///
/// Numbers: the ranges between cut points whose event rates only rise or only fall, whichever fits better. Words: groups of
/// similar rate, lowest rate first (the best groups are neighbours in that order: L. Breiman and others, "Classification and
/// Regression Trees", 1984, section 4.2); words with fewer than `smallest` cases go to the others. What is maximised is the
/// log-likelihood less ln(cases) for each cut, and for words once more half the number of words, which is what words without
/// any relation to the outcome gain on average: a column that knows nothing keeps one bin.
///
/// The search is exact without a smallest size: rates are pooled to be monotone first and the blocks divided by dynamic
/// programming, whose best division is also that of the single values (N. Haiminen, A. Gionis, "Unimodal segmentation of
/// sequences", 2004). No pre-bins are needed, so no cut is missed between them. Missing values have their own bin.
///
/// # Errors
///
/// Lengths that differ, NaN or infinities, no known value, one outcome only, no bin allowed.
///
/// # Examples
///
/// ```
/// use bareme_recalibration::{BinSettings, Column, supervised_bins};
///
/// let staff: Vec<Option<f64>> = (0..400).map(|case| Some(f64::from(case))).collect();
/// let events: Vec<bool> = (0..400).map(|case| case >= 250 && case % 2 == 0).collect();
/// let bins = supervised_bins(&Column::Numbers(&staff), &events, &BinSettings::default()).unwrap();
/// assert_eq!(bins.cuts(), [250.0]);
/// ```
pub fn supervised_bins(
    column: &Column<'_>,
    events: &[bool],
    settings: &BinSettings,
) -> Result<Binning, NoAnswer> {
    same_length("criterion", column.len(), events.len())?;
    column.check()?;
    if settings.most == 0 {
        return Err(NoAnswer::Impossible("at least one bin is needed"));
    }
    match column {
        Column::Numbers(values) => number_bins(values, events, settings),
        Column::Words(words) => group_words(words, events, settings),
    }
}

fn number_bins(values: &[Option<f64>], events: &[bool], settings: &BinSettings) -> Result<Binning, NoAnswer> {
    let mut known: Vec<(f64, bool)> =
        values.iter().zip(events).filter_map(|(value, &event)| Some(((*value)? + 0.0, event))).collect();
    known.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut at, mut groups) = (Vec::new(), Vec::new());
    for alike in known.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let mut counts = Counts::default();
        for case in alike {
            counts.add(case.1);
        }
        at.push(alike[0].0);
        groups.push(counts);
    }
    let all = both_outcomes(&groups)?;
    let cost = libm::log(real(all.n));
    let rising = divide(&isotonic(&groups), settings, cost);
    groups.reverse();
    let falling = divide(&isotonic(&groups), settings, cost);
    let ends = if falling.worth > rising.worth {
        falling.ends.iter().map(|end| at.len() - end).collect()
    } else {
        rising.ends
    };
    Ok(Binning::of_cuts(ends.into_iter().map(|end| at[end]).collect()))
}

fn group_words(words: &[Option<&str>], events: &[bool], settings: &BinSettings) -> Result<Binning, NoAnswer> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (word, &event) in words.iter().zip(events) {
        if let Some(word) = word {
            counts.entry(word).or_default().add(event);
        }
    }
    both_outcomes(&counts.values().copied().collect::<Vec<_>>())?;
    let mut levels: Vec<(&str, Counts)> =
        counts.into_iter().filter(|(_, counts)| counts.n >= settings.smallest).collect();
    levels.sort_by_key(|(_, counts)| core::cmp::Reverse(counts.n));
    levels.truncate(MOST_WORDS);
    levels.sort_by(|a, b| match (rises(a.1, b.1), rises(b.1, a.1)) {
        (true, _) => core::cmp::Ordering::Less,
        (_, true) => core::cmp::Ordering::Greater,
        _ => a.0.cmp(b.0),
    });
    let blocks: Vec<Block> = levels.iter().map(|level| Block { groups: 1, counts: level.1 }).collect();
    let cases: u64 = levels.iter().map(|level| level.1.n).sum();
    let division = divide(&blocks, settings, libm::log(real(cases.max(1))));
    let by_chance = length(levels.len().saturating_sub(1)) / 2.0;
    let ends = if division.worth > division.undivided + by_chance { division.ends } else { Vec::new() };
    let mut groups = Vec::new();
    let mut start = 0;
    for end in ends.into_iter().chain([levels.len()]) {
        groups.push(levels[start..end].iter().map(|level| level.0.to_owned()).collect::<Vec<_>>());
        start = end;
    }
    groups.retain(|words| !words.is_empty());
    Ok(Binning::of_words(groups))
}

fn both_outcomes(groups: &[Counts]) -> Result<Counts, NoAnswer> {
    let all = groups.iter().fold(Counts::default(), |sum, counts| sum.with(*counts));
    match all {
        Counts { n: 0, .. } => Err(NoAnswer::NoData),
        Counts { n, events } if events == 0 || events == n => Err(NoAnswer::OneOutcome { cases: n }),
        _ => Ok(all),
    }
}

/// The best division of blocks.
struct Division {
    /// After how many groups each bin but the last ends.
    ends: Vec<usize>,
    /// Log-likelihood less the costs of the cuts.
    worth: f64,
    /// Log-likelihood of one bin for all.
    undivided: f64,
}

/// Dynamic programming over where the last bin starts: O(blocks² · most).
fn divide(blocks: &[Block], settings: &BinSettings, cost: f64) -> Division {
    let mut sums = vec![Counts::default()];
    for block in blocks {
        sums.push(sums[sums.len() - 1].with(block.counts));
    }
    let bin = |start: usize, end: usize| Counts {
        n: sums[end].n - sums[start].n,
        events: sums[end].events - sums[start].events,
    };
    let whole = likelihood(bin(0, blocks.len()));
    let first: Vec<(f64, usize)> =
        (0..=blocks.len())
            .map(|end| {
                if bin(0, end).n >= settings.smallest { (likelihood(bin(0, end)), 0) } else { (f64::MIN, 0) }
            })
            .collect();
    let mut table = vec![first];
    for _ in 1..settings.most.min(blocks.len()) {
        let before = &table[table.len() - 1];
        let row = (0..=blocks.len()).map(|end| {
            let mut best = (f64::MIN, 0);
            for (start, left) in before.iter().enumerate().take(end).skip(1) {
                let last = bin(start, end);
                if last.n < settings.smallest {
                    break;
                }
                let worth = left.0 + likelihood(last) - cost;
                if worth > best.0 {
                    best = (worth, start);
                }
            }
            best
        });
        table.push(row.collect());
    }
    let mut ends = Vec::new();
    let (mut bins, mut worth, mut end) = (0, whole, blocks.len());
    for (at, row) in table.iter().enumerate().skip(1) {
        if row[end].0 > worth {
            (bins, worth) = (at, row[end].0);
        }
    }
    while bins > 0 {
        end = table[bins][end].1;
        ends.push(end);
        bins -= 1;
    }
    ends.reverse();
    let groups = |end: usize| blocks[..end].iter().map(|block| block.groups).sum();
    Division { ends: ends.into_iter().map(groups).collect(), worth, undivided: whole }
}

/// Log-likelihood of a bin at its own rate, 0 or less.
fn likelihood(bin: Counts) -> f64 {
    let part = |count: u64| if count == 0 { 0.0 } else { real(count) * libm::log(real(count) / real(bin.n)) };
    part(bin.events) + part(bin.non_events())
}

#[cfg(test)]
mod tests;
