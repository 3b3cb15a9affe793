//! The best tiers of a column beside what the others know already.

use super::levels::{Levels, Values};
use super::readable;
use super::sums::Sum;
use crate::number::length;
use crate::{BinSettings, Binning};

/// What each further tier must gain in log-likelihood: what one more parameter gains by chance twice over (H. Akaike, 1974).
const TIER: f64 = 1.0;

/// How much more a tier of numbers must gain for each unit of ln(places where its cut could stand): the best of many places is
/// better by chance, about as the logarithm of their number, though neighbouring places gain nearly the same.
const PLACE: f64 = 0.5;

/// How much more words must gain in all for each word beyond two. Words that are put together by what happened to them gain half a
/// unit each by chance when each has a tier of its own, and about half of that in the few tiers that there are.
const WORD: f64 = 0.25;

/// A way to divide a column, and what it gains.
#[derive(Clone, Debug)]
pub(super) struct Division {
    pub bins: Binning,
    /// Log-likelihood gained, less what as many tiers gain by chance; 0 or less when it is not worth having.
    pub gain: f64,
}

/// Divides a column by the pull of its levels.
///
/// Along numbers the shifts of neighbouring tiers only rise or only fall, whichever gains more; words are put together by
/// likeness. What chance would gain is taken off: [`TIER`], [`PLACE`], [`WORD`]. Numbers are pooled monotone first, then divided by
/// dynamic programming, as [`crate::supervised_bins`] does when nothing else is known.
pub(super) fn divide(levels: &Levels, sums: &[Sum], settings: &BinSettings) -> Division {
    let known = &sums[..levels.known()];
    let (rest, filled) = apart(&sums[levels.known()..], known.iter().any(|sum| sum.n > 0));
    match &levels.values {
        Values::Numbers(values) => {
            let cost = TIER + PLACE * libm::log(length(values.len().max(1)));
            let rising = best(&pooled(known.iter().copied(), 1.0), settings, cost);
            let falling = best(&pooled(known.iter().copied(), -1.0), settings, cost);
            let found = if falling.worth > rising.worth { falling } else { rising };
            let cuts = readable::cuts(values, known, &found.ends, settings.smallest);
            Division { bins: Binning::of_cuts(cuts), gain: found.worth + rest - TIER * filled }
        }
        Values::Words(words) => {
            let mut order: Vec<usize> = (0..words.len()).collect();
            order.sort_by(|a, b| known[*a].shift(0.0).total_cmp(&known[*b].shift(0.0)));
            let blocks: Vec<(usize, Sum)> = order.iter().map(|at| (1, known[*at])).collect();
            let found = best(&blocks, settings, TIER);
            let by_chance = WORD * length(words.len().saturating_sub(2));
            let whole = known.iter().fold(Sum::default(), |sum, part| sum.with(*part)).gain();
            let divided = found.worth - by_chance;
            let (ends, worth) = if divided > whole { (found.ends, divided) } else { (Vec::new(), whole) };
            let mut groups = Vec::new();
            let mut start = 0;
            for end in ends.into_iter().chain([words.len()]) {
                groups.push(order[start..end].iter().map(|at| words[*at].clone()).collect::<Vec<_>>());
                start = end;
            }
            groups.retain(|words| !words.is_empty());
            Division { bins: Binning::of_words(groups), gain: worth + rest - TIER * filled }
        }
    }
}

/// What rare words and cases without a value gain by tiers of their own, and how many further tiers they are.
fn apart(rest: &[Sum], beside_others: bool) -> (f64, f64) {
    let filled = rest.iter().filter(|sum| sum.n > 0).count();
    let further = if beside_others { filled } else { filled.saturating_sub(1) };
    (rest.iter().map(|sum| sum.gain()).sum(), length(further))
}

/// Neighbours put together until their shifts only rise (`sign` 1) or only fall (−1): how many levels each block holds.
fn pooled(levels: impl Iterator<Item = Sum>, sign: f64) -> Vec<(usize, Sum)> {
    let mut blocks: Vec<(usize, Sum)> = Vec::new();
    for sum in levels {
        let mut block = (1, sum);
        while let Some(before) =
            blocks.pop_if(|before| sign * before.1.shift(0.0) >= sign * block.1.shift(0.0))
        {
            block = (before.0 + block.0, before.1.with(block.1));
        }
        blocks.push(block);
    }
    blocks
}

/// Where the tiers end, in levels, and what they gain less their costs.
struct Best {
    ends: Vec<usize>,
    worth: f64,
}

/// Dynamic programming over where the last tier starts: O(blocks² · most).
fn best(blocks: &[(usize, Sum)], settings: &BinSettings, cost: f64) -> Best {
    let mut sums = vec![Sum::default()];
    for (_, sum) in blocks {
        sums.push(sums[sums.len() - 1].with(*sum));
    }
    let tier = |start: usize, end: usize| sums[end].less(sums[start]);
    let gain = |start: usize, end: usize| {
        let tier = tier(start, end);
        (tier.n >= settings.smallest).then(|| tier.gain())
    };
    let mut table: Vec<Vec<(f64, usize)>> =
        vec![(0..=blocks.len()).map(|end| (gain(0, end).unwrap_or(f64::MIN), 0)).collect()];
    for _ in 1..settings.most.min(blocks.len()) {
        let before = &table[table.len() - 1];
        let row = (0..=blocks.len()).map(|end| {
            let mut best = (f64::MIN, 0);
            for (start, left) in before.iter().enumerate().take(end).skip(1) {
                let Some(last) = gain(start, end) else { break };
                let worth = left.0 + last - cost;
                if worth > best.0 {
                    best = (worth, start);
                }
            }
            best
        });
        table.push(row.collect());
    }
    let mut end = blocks.len();
    let (mut tiers, mut worth) = (0, tier(0, end).gain());
    for (at, row) in table.iter().enumerate().skip(1) {
        if row[end].0 > worth {
            (tiers, worth) = (at, row[end].0);
        }
    }
    let mut ends = Vec::new();
    while tiers > 0 {
        end = table[tiers][end].1;
        ends.push(blocks[..end].iter().map(|block| block.0).sum());
        tiers -= 1;
    }
    ends.reverse();
    Best { ends, worth }
}
