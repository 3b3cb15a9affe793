//! Where the grades begin: cut points of the score that divide the history best.

use super::divide::divide;
use super::levels::Levels;
use super::sums::{base_odds, sums};
use crate::number::{place, real, whole};
use crate::{BinSettings, Column, Counts};

/// Shares of the cases above the thresholds of A, B and C, where the data do not suggest others.
const USUAL: [f64; 3] = [0.2, 0.5, 0.8];

/// A grade holds at least this share of the cases.
const LEAST: f64 = 0.05;

/// Thresholds of A, B and C in whole points, and the cases of A, B, C and D.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grades {
    pub thresholds: [u32; 3],
    pub counts: [Counts; 4],
}

/// Divides scores, in points, into four grades: by the cut points that tell the outcome apart best, when there are
/// three of them; else a fifth of the cases in A, three tenths each in B and C.
pub(super) fn grades(points: &[f64], events: &[bool], smallest: u64) -> Grades {
    let scores: Vec<Option<f64>> = points.iter().copied().map(Some).collect();
    let least = whole(real(points.len() as u64) * LEAST).max(smallest);
    let settings = BinSettings { most: 4, smallest: least };
    let levels = Levels::new(&Column::Numbers(&scores), smallest);
    let odds = vec![base_odds(events); events.len()];
    let found = divide(&levels, &sums(levels.count(), &levels.of_case, &odds, events), &settings);
    let cuts = match found.bins.cuts() {
        &[c, b, a] => [a, b, c],
        _ => usual(points),
    };
    let thresholds = fallen(cuts.map(|cut| u32::try_from(whole(cut.max(0.0) + 0.5)).unwrap_or(100)));
    let mut counts = [Counts::default(); 4];
    for (score, event) in points.iter().zip(events) {
        let grade = thresholds.iter().position(|threshold| *score >= f64::from(*threshold)).unwrap_or(3);
        counts[grade].add(*event);
    }
    Grades { thresholds, counts }
}

fn usual(points: &[f64]) -> [f64; 3] {
    let mut sorted = points.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let at = |share: f64| {
        let place = place(whole(real(sorted.len() as u64) * share));
        sorted.get(place).or(sorted.last()).copied().unwrap_or(0.0)
    };
    USUAL.map(at)
}

/// Thresholds that fall from A to C, from at most 100 to at least 1.
fn fallen(wanted: [u32; 3]) -> [u32; 3] {
    let a = wanted[0].clamp(3, 100);
    let b = wanted[1].clamp(2, a - 1);
    [a, b, wanted[2].clamp(1, b - 1)]
}
