//! Whether a proposed score is better than the current one by more than the luck of these cases: the paired bootstrap.

use core::ops::ControlFlow;

use bareme_reporting::quantile;
use rand_chacha::rand_core::RngCore;
use serde::{Deserialize, Serialize};

use crate::answer::{finite, same_length};
use crate::chance::below;
use crate::number::real;
use crate::ranking::{check_share, lift_of};
use crate::{NoAnswer, Ranking};

/// Two scores of the same cases.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The score in use.
    pub current: &'a [f64],
    /// The score that might replace it.
    pub proposed: &'a [f64],
    /// Whether each case had the event.
    pub events: &'a [bool],
}

/// How to compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CompareSettings {
    /// How many samples to draw; 1,000 give the ends of an interval to about a twentieth of its width.
    pub replicates: u32,
    /// The share of cases that sales can work, above 0 and at most 1.
    pub capacity: f64,
    /// Whether each sample has as many events as the cases have (they are drawn apart), instead of a number that varies.
    pub stratified: bool,
    /// Level of the intervals, 0 to 1: 0.95 leaves out 2.5 % on each side.
    pub level: f64,
}

impl Default for CompareSettings {
    fn default() -> Self {
        Self { replicates: 1_000, capacity: 0.2, stratified: false, level: 0.95 }
    }
}

/// How far two scores are apart in one figure.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Difference {
    /// The current score's figure, on all cases.
    pub current: f64,
    /// The proposed score's.
    pub proposed: f64,
    /// Proposed less current.
    pub value: f64,
    /// Lower end of the interval of the difference, of 95 % unless another level was asked for.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What the bootstrap says.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Comparison {
    /// Area under the ROC curve.
    pub auc: Difference,
    /// Lift at capacity.
    pub lift: Difference,
    /// Samples that had both outcomes and so count.
    pub replicates: u32,
}

/// Compares two scores by drawing samples of the cases with replacement, each as large as the cases are, and judging both
/// scores on every sample. The interval of 95 % goes from the 2.5 % to the 97.5 % quantile of the differences (percentile method), other levels likewise: B. Efron,
/// R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13. Deterministic for a generator's state.
///
/// Cases are ranked once; a sample is a count of drawn cases for each distinct score, so that nothing is sorted again:
/// O(replicates · cases). A sample without one of the outcomes is left out. `progress` hears after each sample how many
/// are done and may stop.
///
/// # Errors
///
/// No case, lengths that differ, NaN or infinities, one outcome only, a capacity or a level that is no share, fewer
/// than two samples wanted or usable, stopped on request.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
/// use bareme_recalibration::{CompareSettings, Pair, compare};
/// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
///
/// let proposed: Vec<f64> = (0..200).map(f64::from).collect();
/// let current: Vec<f64> = (0..200).map(|case| f64::from(case * 37 % 200)).collect();
/// let events: Vec<bool> = (0..200).map(|case| case > 120).collect();
/// let pair = Pair { current: &current, proposed: &proposed, events: &events };
/// let mut rng = ChaCha8Rng::seed_from_u64(1);
/// let found = compare(&pair, &CompareSettings::default(), &mut rng, &mut |_| ControlFlow::Continue(())).unwrap();
/// assert!(found.auc.low > 0.3 && found.lift.low > 0.5);
/// ```
pub fn compare(
    pair: &Pair<'_>,
    settings: &CompareSettings,
    rng: &mut impl RngCore,
    progress: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> Result<Comparison, NoAnswer> {
    check_share(settings.capacity)?;
    if !(settings.level > 0.0 && settings.level < 1.0) {
        return Err(NoAnswer::Impossible("the level of an interval is a share, above 0 and below 1"));
    }
    let ranked = Ranked::new(pair)?;
    let at_hand = ranked.judge(&ranked.all(), settings.capacity).ok_or(NoAnswer::NoData)?;
    let mut differences: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut drawn = ranked.empty();
    for done in 1..=settings.replicates {
        ranked.draw(&mut drawn, settings.stratified, rng);
        if let Some(judged) = ranked.judge(&drawn, settings.capacity) {
            differences[0].push(judged[0].proposed - judged[0].current);
            differences[1].push(judged[1].proposed - judged[1].current);
        }
        if progress(done).is_break() {
            return Err(NoAnswer::Stopped);
        }
    }
    let replicates = u32::try_from(differences[0].len()).unwrap_or(u32::MAX);
    if replicates < 2 {
        let have = u64::from(replicates);
        return Err(NoAnswer::TooFew { what: "usable samples", have, need: 2 });
    }
    let [auc, lift] = differences;
    let level = settings.level;
    Ok(Comparison {
        auc: at_hand[0].difference(auc, level),
        lift: at_hand[1].difference(lift, level),
        replicates,
    })
}

/// One figure of both scores.
#[derive(Clone, Copy)]
struct Figures {
    current: f64,
    proposed: f64,
}

impl Figures {
    fn difference(self, mut of_samples: Vec<f64>, level: f64) -> Difference {
        of_samples.sort_unstable_by(f64::total_cmp);
        let value = self.proposed - self.current;
        let end = |share: f64| quantile(&of_samples, share).unwrap_or(value);
        Difference {
            current: self.current,
            proposed: self.proposed,
            value,
            low: end((1.0 - level) / 2.0),
            high: end(f64::midpoint(1.0, level)),
        }
    }
}

/// Cases as places in two tables of (cases without, with the event) by distinct score, the best first.
struct Ranked {
    /// For each case its cell in the current and in the proposed table.
    cells: Vec<(u32, u32)>,
    events: Vec<u32>,
    others: Vec<u32>,
    sizes: (usize, usize),
}

/// How often each cell was drawn: 2 · rank, and one more for events.
struct Drawn {
    current: Vec<u32>,
    proposed: Vec<u32>,
}

impl Ranked {
    fn new(pair: &Pair<'_>) -> Result<Self, NoAnswer> {
        same_length("current score", pair.current.len(), pair.events.len())?;
        same_length("proposed score", pair.proposed.len(), pair.events.len())?;
        finite("current score", pair.current)?;
        finite("proposed score", pair.proposed)?;
        Ranking::new(pair.current, pair.events)?.both_outcomes()?;
        if u32::try_from(pair.events.len()).is_err() {
            return Err(NoAnswer::Impossible("more than four thousand million cases cannot be compared"));
        }
        let (current, proposed) = (ranks(pair.current), ranks(pair.proposed));
        let cell = |rank: u32, event: bool| 2 * rank + u32::from(event);
        let cases = || (0_u32..).zip(pair.events);
        Ok(Self {
            cells: (current.0.iter().zip(&proposed.0).zip(pair.events))
                .map(|((a, b), &event)| (cell(*a, event), cell(*b, event)))
                .collect(),
            events: cases().filter(|(_, event)| **event).map(|(case, _)| case).collect(),
            others: cases().filter(|(_, event)| !**event).map(|(case, _)| case).collect(),
            sizes: (current.1, proposed.1),
        })
    }

    fn empty(&self) -> Drawn {
        Drawn { current: vec![0; 2 * self.sizes.0], proposed: vec![0; 2 * self.sizes.1] }
    }

    /// Every case once.
    fn all(&self) -> Drawn {
        let mut drawn = self.empty();
        self.cells.iter().for_each(|cell| drawn.count(*cell));
        drawn
    }

    fn draw(&self, drawn: &mut Drawn, stratified: bool, rng: &mut impl RngCore) {
        drawn.current.fill(0);
        drawn.proposed.fill(0);
        if stratified {
            for cases in [&self.events, &self.others] {
                let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
                for _ in 0..count {
                    drawn.count(self.cells[cases[below(rng, count) as usize] as usize]);
                }
            }
        } else {
            let count = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            for _ in 0..count {
                drawn.count(self.cells[below(rng, count) as usize]);
            }
        }
    }

    /// AUC and lift of both scores; `None` when the sample has one outcome only.
    fn judge(&self, drawn: &Drawn, capacity: f64) -> Option<[Figures; 2]> {
        let events = drawn.current.iter().skip(1).step_by(2).map(|count| u64::from(*count)).sum();
        let all = (self.cells.len() as u64, events);
        if events == 0 || events == all.0 {
            return None;
        }
        let auc = |table: &[u32]| area(table, all);
        let groups = |table: &[u32]| {
            let pairs = table.chunks_exact(2).map(|cell| (u64::from(cell[0]), u64::from(cell[1])));
            lift_of(pairs.map(|(without, with)| (without + with, with)), all, capacity)
        };
        Some([
            Figures { current: auc(&drawn.current), proposed: auc(&drawn.proposed) },
            Figures { current: groups(&drawn.current), proposed: groups(&drawn.proposed) },
        ])
    }
}

impl Drawn {
    fn count(&mut self, cell: (u32, u32)) {
        self.current[cell.0 as usize] += 1;
        self.proposed[cell.1 as usize] += 1;
    }
}

/// The area under the curve of a table of counts, the best score first.
fn area(table: &[u32], all: (u64, u64)) -> f64 {
    let (mut events_above, mut twice_right) = (0_u64, 0_u64);
    for cell in table.chunks_exact(2) {
        let (without, with) = (u64::from(cell[0]), u64::from(cell[1]));
        twice_right += without * (2 * events_above + with);
        events_above += with;
    }
    real(twice_right) / (2.0 * real(all.1) * real(all.0 - all.1))
}

/// The rank of each case among the distinct scores, 0 the highest, and how many there are.
fn ranks(scores: &[f64]) -> (Vec<u32>, usize) {
    let mut distinct: Vec<f64> = scores.iter().map(|score| score + 0.0).collect();
    distinct.sort_unstable_by(|a, b| b.total_cmp(a));
    distinct.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let rank = |score: &f64| distinct.partition_point(|other| other.total_cmp(&(score + 0.0)).is_gt());
    (scores.iter().map(|score| u32::try_from(rank(score)).unwrap_or(u32::MAX)).collect(), distinct.len())
}

#[cfg(test)]
mod tests;
