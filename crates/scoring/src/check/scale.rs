//! Ranges of one attribute side by side: where criteria overlap, leave gaps, or rise and fall.

use super::Code;
use super::judge_fit::Found;
use super::logic::{Axis, describe, range_of};
use super::read_fit::CategoryRead;
use super::reader::At;
use crate::Points;
use crate::model::{Bound, Condition, Interval, Test};

/// How the ranges of a category divide one scale.
pub(super) struct Scale {
    axis: Axis,
    /// Index of the criterion and its range, in order; the whole scale for `known = true`.
    ranges: Vec<(usize, Interval)>,
    /// Whether each range is a real one.
    fallbacks: Vec<usize>,
    /// Whether other criteria ask something else of the attribute, so that gaps and order cannot be judged.
    mixed: bool,
}

impl Scale {
    pub fn of(category: &CategoryRead, attribute: usize, axis: Axis) -> Self {
        let mut scale = Self { axis, ranges: Vec::new(), fallbacks: Vec::new(), mixed: false };
        for (index, criterion) in category.criteria.iter().enumerate() {
            let when = &criterion.value.when;
            match range_of(when) {
                Some((of, on, range)) if of == attribute && on == axis => scale.ranges.push((index, range)),
                _ => match when {
                    Condition::Test { attribute: of, test: Test::Known } if *of == attribute => {
                        scale.ranges.push((index, Interval::default()));
                        scale.fallbacks.push(index);
                    }
                    _ => scale.mixed |= when.attributes().contains(&attribute),
                },
            }
        }
        scale
    }

    pub fn problems(&self, category: &CategoryRead, name: &str) -> Vec<Found> {
        let mut found = self.overlaps(category, name);
        let pieces = self.pieces();
        let owners: Vec<Option<usize>> = pieces
            .iter()
            .map(|piece| self.ranges.iter().find(|(_, range)| piece.within(range)).map(|(index, _)| *index))
            .collect();
        found.extend(self.swallowed(category, &owners));
        if !self.mixed {
            found.extend(self.gaps(category, name, &pieces, &owners));
            found.extend(self.up_and_down(category, name, &pieces, &owners));
        }
        found
    }

    fn at(category: &CategoryRead, index: usize) -> At {
        category.criteria.get(index).map_or_else(|| category.at.clone(), |criterion| criterion.at.clone())
    }

    fn overlaps(&self, category: &CategoryRead, name: &str) -> Vec<Found> {
        let mut found = Vec::new();
        for (place, (later, range)) in self.ranges.iter().enumerate() {
            for (earlier, other) in self.ranges.iter().take(place) {
                let common = range.intersect(other);
                if common.is_empty() || range.within(other) || other.within(range) {
                    continue;
                }
                let message = format!(
                    "criteria {} and {} both claim '{name}' {}; the first of them counts",
                    earlier + 1,
                    later + 1,
                    describe(self.axis, &common)
                );
                found.push((Self::at(category, *later), Code::Overlap, message));
            }
        }
        found
    }

    /// The scale cut at every end of a range: points and the open stretches between them.
    fn pieces(&self) -> Vec<Interval> {
        let bounds = self.ranges.iter().flat_map(|(_, range)| [range.low, range.high]).flatten();
        let mut cuts: Vec<f64> = bounds.map(|bound| bound.value).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let mut pieces = Vec::new();
        let mut low = None;
        for value in cuts {
            let (open, closed) = (Bound { value, inclusive: false }, Bound { value, inclusive: true });
            pieces.push(Interval { low, high: Some(open) });
            pieces.push(Interval { low: Some(closed), high: Some(closed) });
            low = Some(open);
        }
        pieces.push(Interval { low, high: None });
        pieces
    }

    /// Ranges that several earlier ones take together; those behind one broader criterion are told elsewhere.
    fn swallowed(&self, category: &CategoryRead, owners: &[Option<usize>]) -> Vec<Found> {
        let behind_one = |place: usize, range: &Interval| {
            self.ranges.iter().take(place).any(|(_, earlier)| range.within(earlier))
        };
        self.ranges
            .iter()
            .enumerate()
            .filter(|(place, (index, range))| !owners.contains(&Some(*index)) && !behind_one(*place, range))
            .filter(|(_, (_, range))| !range.is_empty())
            .map(|(_, (index, _))| {
                let message = format!(
                    "criterion {} can never match: the criteria before it take all of its range; move it up or remove it",
                    index + 1
                );
                (Self::at(category, *index), Code::NeverMatches, message)
            })
            .collect()
    }

    /// Stretches between claimed ones that nobody claims.
    fn gaps(
        &self,
        category: &CategoryRead,
        name: &str,
        pieces: &[Interval],
        owners: &[Option<usize>],
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let mut open: Option<Interval> = None;
        let mut begun = false;
        for (piece, owner) in pieces.iter().zip(owners) {
            if owner.is_none() {
                if begun {
                    open = Some(Interval { low: open.map_or(piece.low, |gap| gap.low), high: piece.high });
                }
                continue;
            }
            begun = true;
            if let Some(gap) = open.take().filter(|gap| self.axis != Axis::Number || holds_an_integer(gap)) {
                let message = format!(
                    "no criterion claims '{name}' {}; it gets 0 %. Widen a criterion if that is not meant",
                    describe(self.axis, &gap)
                );
                found.push((category.at.key("criterion", None), Code::Gap, message));
            }
        }
        found
    }

    /// Percents that neither only rise nor only fall along the scale.
    fn up_and_down(
        &self,
        category: &CategoryRead,
        name: &str,
        pieces: &[Interval],
        owners: &[Option<usize>],
    ) -> Option<Found> {
        let mut steps: Vec<(Interval, Points)> = Vec::new();
        for (piece, owner) in pieces.iter().zip(owners) {
            let Some(index) = owner.filter(|index| !self.fallbacks.contains(index)) else { continue };
            let percent = category.criteria.get(index)?.value.percent;
            match steps.last_mut().filter(|(_, last)| *last == percent) {
                Some((stretch, _)) => stretch.high = piece.high,
                None => steps.push((*piece, percent)),
            }
        }
        let rises = steps.is_sorted_by(|(_, a), (_, b)| a <= b);
        let falls = steps.is_sorted_by(|(_, a), (_, b)| a >= b);
        if rises || falls {
            return None;
        }
        let course: Vec<String> = steps
            .iter()
            .map(|(stretch, percent)| format!("{} {percent} %", describe(self.axis, stretch)))
            .collect();
        let message = format!(
            "along '{name}' the percents go up and down ({}); check that this is meant",
            course.join(", ")
        );
        Some((category.at.key("criterion", None), Code::NotMonotone, message))
    }
}

/// Between `at most 199` and `at least 200` nobody is lost when all numbers are whole.
fn holds_an_integer(gap: &Interval) -> bool {
    let (Some(low), Some(high)) = (gap.low, gap.high) else { return true };
    let first = if low.inclusive { low.value.ceil() } else { low.value.floor() + 1.0 };
    gap.contains(first) || high.value - low.value > 1.0
}
