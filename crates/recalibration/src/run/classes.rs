//! Leads sorted by what one part of the model saw of them: what drift, evidence and most findings count.

use core::ops::Range;

use bareme_reporting::quantile;
use bareme_scoring::Model;

use super::grid::{Grid, Kind};
use super::members::{Member, members};
use super::outcome::Read;
use super::report::BinLabel;
use super::{Half, Spot};
use crate::{Choice, Counts, Observation};

/// A category of fit, a signal or a category of tiers, and how leads are sorted by it.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// Which part.
    pub spot: Spot,
    pub half: Half,
    /// The category's place in its half.
    pub category: usize,
    /// What each class holds.
    pub labels: Vec<BinLabel>,
    by: By,
}

#[derive(Clone, Debug)]
enum By {
    Choices { category: usize, criteria: usize },
    Units { signal: usize, cuts: Vec<f64> },
    Rows { category: usize, rows: Range<usize> },
}

impl Classes {
    /// The classes of all parts of a model. Signals are cut at the thirds of a sample's counts that are not 0.
    pub(super) fn all(model: &Model, grid: &Grid, sample: &[&Observation]) -> Vec<Self> {
        let members = members(model, grid);
        let fit = (0..grid.fit.len()).filter_map(|category| Self::of_fit(&members, category));
        let engagement =
            grid.engagement.iter().enumerate().flat_map(|(category, numbers)| match &numbers.kind {
                Kind::Accumulate { signals, .. } => signals
                    .clone()
                    .filter_map(|signal| Self::of_signal(&members, category, signal, sample))
                    .collect::<Vec<_>>(),
                Kind::Tiers { rows } => Self::of_rows(&members, category, rows).into_iter().collect(),
            });
        fit.chain(engagement).collect()
    }

    fn of_fit(members: &[Member], category: usize) -> Option<Self> {
        let own =
            || members.iter().filter(move |member| member.half == Half::Fit && member.category == category);
        let missing = own().find(|member| member.spot.missing)?;
        let mut labels: Vec<BinLabel> = own().filter_map(|member| text(&member.spot)).collect();
        let criteria = labels.len();
        labels.extend([BinLabel::Nothing, BinLabel::Missing]);
        let spot = Spot { missing: false, ..missing.spot.clone() };
        Some(Self { spot, half: Half::Fit, category, labels, by: By::Choices { category, criteria } })
    }

    fn of_signal(
        members: &[Member],
        category: usize,
        signal: usize,
        sample: &[&Observation],
    ) -> Option<Self> {
        let member = members.iter().find(|member| member.read == Read::Units(signal))?;
        let mut counts: Vec<f64> =
            sample.iter().map(|seen| member.read.of(seen)).filter(|units| *units > 0.0).collect();
        counts.sort_unstable_by(f64::total_cmp);
        let mut cuts: Vec<f64> =
            [1.0 / 3.0, 2.0 / 3.0].iter().filter_map(|share| quantile(&counts, *share)).collect();
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let ends: Vec<Option<f64>> =
            core::iter::once(None).chain(cuts.iter().copied().map(Some)).chain([None]).collect();
        let ranges = ends.windows(2).map(|ends| BinLabel::Range { from: ends[0], to: ends[1] });
        let labels = core::iter::once(BinLabel::Missing).chain(ranges).collect();
        let (spot, half) = (member.spot.clone(), Half::Engagement);
        Some(Self { spot, half, category, labels, by: By::Units { signal, cuts } })
    }

    fn of_rows(members: &[Member], category: usize, rows: &Range<usize>) -> Option<Self> {
        let own =
            || members.iter().filter(move |member| matches!(member.read, Read::Row(of, _) if of == category));
        let first = own().next()?;
        let path = first.spot.path.rsplit_once('.').map_or("", |(category, _)| category).to_owned();
        let spot = Spot { path, criterion: None, ..first.spot.clone() };
        let labels = own().filter_map(|member| text(&member.spot)).chain([BinLabel::Missing]).collect();
        let by = By::Rows { category, rows: rows.clone() };
        Some(Self { spot, half: Half::Engagement, category, labels, by })
    }

    /// The class of a contact.
    pub(super) fn of(&self, seen: &Observation) -> usize {
        match &self.by {
            By::Choices { category, criteria } => match seen.choices.get(*category) {
                Some(Choice::Criterion(at)) => usize::from(*at).min(*criteria),
                Some(Choice::Nothing) => *criteria,
                Some(Choice::Missing) | None => *criteria + 1,
            },
            By::Units { signal, cuts } => {
                let units = seen.units.get(*signal).copied().unwrap_or(0.0);
                if units <= 0.0 { 0 } else { 1 + cuts.partition_point(|cut| *cut <= units) }
            }
            By::Rows { category, rows } => {
                let row = seen.rows.get(*category).copied().flatten().map(usize::from);
                row.filter(|row| rows.contains(row)).map_or(rows.len(), |row| row - rows.start)
            }
        }
    }

    /// How many of a sample are in each class.
    pub(super) fn tally<'a>(&self, sample: impl Iterator<Item = &'a Observation>) -> Vec<u64> {
        let mut counts = vec![0; self.labels.len()];
        sample.for_each(|seen| counts[self.of(seen)] += 1);
        counts
    }

    /// How many there are in each class, and how many of them with the event.
    pub(super) fn counts<'a>(&self, cases: impl Iterator<Item = (&'a Observation, bool)>) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.labels.len()];
        cases.for_each(|(seen, event)| counts[self.of(seen)].add(event));
        counts
    }
}

fn text(spot: &Spot) -> Option<BinLabel> {
    spot.criterion.clone().map(|text| BinLabel::Text { text })
}
