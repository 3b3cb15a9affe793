//! The numbers of a model that recalibration may move, apart from the questions that it asks: what a lead was seen with can be
//! scored by any of them.

use core::ops::Range;

use bareme_scoring::model::CategoryRules;
use bareme_scoring::{Grade, Model, Points, Rating, Thresholds};

use crate::{Choice, Observation};

/// The numbers of a model.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Categories of fit.
    pub fit: Vec<FitNumbers>,
    pub grades: [Points; 3],
    fit_penalties: Vec<Points>,
    /// Categories of engagement; none when the model has no such half.
    pub engagement: Vec<EngagementNumbers>,
    has_engagement: bool,
    /// Points of each signal.
    pub points: Vec<Points>,
    /// Percent of each row of tiers.
    pub rows: Vec<Points>,
    pub levels: [Points; 3],
    engagement_penalties: Vec<Points>,
    /// Percent of fit in the rank.
    pub fit_share: Points,
}

/// A category of fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FitNumbers {
    pub weight: Points,
    pub missing: Points,
    pub percents: Vec<Points>,
}

/// A category of engagement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EngagementNumbers {
    pub weight: u32,
    pub kind: Kind,
}

/// Which signals or rows a category has.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Accumulate { cap: Points, signals: Range<usize> },
    Tiers { rows: Range<usize> },
}

/// The scores of a contact by a grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    pub fit: Points,
    pub engagement: Points,
    pub rank: Points,
    pub rating: Rating,
}

impl Grid {
    pub(super) fn of(model: &Model) -> Self {
        let rules = model.engagement.as_ref();
        let engagement =
            rules.map(|rules| rules.categories.as_slice()).unwrap_or_default().iter().map(|category| {
                let kind = match &category.rules {
                    CategoryRules::Accumulate { cap, signals } => {
                        Kind::Accumulate { cap: *cap, signals: signals.clone() }
                    }
                    CategoryRules::Tiers { rows } => Kind::Tiers { rows: rows.clone() },
                };
                EngagementNumbers { weight: category.weight, kind }
            });
        Self {
            fit: model
                .fit
                .categories
                .iter()
                .map(|category| FitNumbers {
                    weight: category.weight,
                    missing: category.missing,
                    percents: category.criteria.iter().map(|criterion| criterion.percent).collect(),
                })
                .collect(),
            grades: model.fit.grades.0,
            fit_penalties: model.fit.penalties.iter().map(|penalty| penalty.points).collect(),
            engagement: engagement.collect(),
            has_engagement: rules.is_some(),
            points: rules
                .map_or_else(Vec::new, |rules| rules.signals.iter().map(|signal| signal.points).collect()),
            rows: rules.map_or_else(Vec::new, |rules| rules.tiers.iter().map(|tier| tier.percent).collect()),
            levels: rules.map_or(Thresholds::default(), |rules| rules.levels).0,
            engagement_penalties: rules.map_or_else(Vec::new, |rules| {
                rules.penalties.iter().map(|penalty| penalty.points).collect()
            }),
            fit_share: model.fit_share,
        }
    }

    /// Whether the model has a half of engagement.
    pub(super) const fn has_engagement(&self) -> bool {
        self.has_engagement
    }

    /// The scores of a contact, by the rules of evaluation: each line rounded half to even, each category held within its
    /// weight, each half within 0 to 100.
    pub(super) fn score(&self, seen: &Observation) -> Scored {
        let fit = self.fit_of(seen);
        let grade = if seen.knocked_out { Grade::D } else { Thresholds(self.grades).grade(fit) };
        let engagement = self.engagement_of(seen);
        let level = if self.has_engagement {
            Thresholds(self.levels).level(engagement)
        } else {
            bareme_scoring::Level::FOUR
        };
        let rank = if self.has_engagement { self.rank(fit, engagement) } else { fit };
        Scored { fit, engagement, rank, rating: Rating::new(grade, level) }
    }

    fn rank(&self, fit: Points, engagement: Points) -> Points {
        let (share, whole) = (self.fit_share.hundredths(), Points::HUNDRED.hundredths());
        let sum = share * fit.hundredths() + (whole - share) * engagement.hundredths();
        Points::from_ratio(i128::from(sum), i128::from(whole))
    }

    fn fit_of(&self, seen: &Observation) -> Points {
        let category = |(numbers, choice): (&FitNumbers, &Choice)| {
            let percent = match choice {
                Choice::Nothing => Points::ZERO,
                Choice::Missing => numbers.missing,
                Choice::Criterion(at) => {
                    numbers.percents.get(usize::from(*at)).copied().unwrap_or(Points::ZERO)
                }
            };
            share_of(numbers.weight, percent)
        };
        let sum: Points = self.fit.iter().zip(&seen.choices).map(category).sum();
        (sum + held(&self.fit_penalties, &seen.fit_penalties)).clamp_to(Points::ZERO, Points::HUNDRED)
    }

    fn engagement_of(&self, seen: &Observation) -> Points {
        let category = |(numbers, row): (&EngagementNumbers, &Option<u16>)| {
            let weight = Points::from_whole(i64::from(numbers.weight));
            match &numbers.kind {
                Kind::Accumulate { cap, signals } => {
                    let line = |signal: usize| {
                        let (units, points) = (seen.units.get(signal)?, self.points.get(signal)?);
                        Some(Points::round(weight.as_f64() * units * points.as_f64() / cap.as_f64()))
                    };
                    let sum: Points = signals.clone().filter_map(line).sum();
                    sum.clamp_to(Points::ZERO, weight)
                }
                Kind::Tiers { .. } => {
                    let percent = row.and_then(|row| self.rows.get(usize::from(row)));
                    percent.map_or(Points::ZERO, |percent| share_of(weight, *percent))
                }
            }
        };
        let sum: Points = self.engagement.iter().zip(&seen.rows).map(category).sum();
        (sum + held(&self.engagement_penalties, &seen.engagement_penalties))
            .clamp_to(Points::ZERO, Points::HUNDRED)
    }

    /// How much of what a category's signals counted lies within its cap, 0 to 1: beyond it an activity adds nothing.
    pub(super) fn within_cap(&self, category: &EngagementNumbers, seen: &Observation) -> f64 {
        let Kind::Accumulate { cap, signals } = &category.kind else { return 1.0 };
        let worth = |signal: usize| Some(seen.units.get(signal)? * self.points.get(signal)?.as_f64());
        let sum: f64 = signals.clone().filter_map(worth).sum();
        if sum <= 0.0 { 0.0 } else { (cap.as_f64() / sum).min(1.0) }
    }
}

/// A percent of a weight, as evaluation rounds it.
fn share_of(weight: Points, percent: Points) -> Points {
    let product = i128::from(weight.hundredths()) * i128::from(percent.hundredths());
    Points::from_ratio(product, i128::from(Points::HUNDRED.hundredths()))
}

/// What the penalties that hold add up to.
fn held(penalties: &[Points], places: &[u16]) -> Points {
    places.iter().filter_map(|place| penalties.get(usize::from(*place)).copied()).sum()
}
