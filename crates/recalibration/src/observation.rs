//! What a model saw of one lead, in the least space: the inputs of its scores, free of the points that the model
//! gave for them, so that any other weights can be tried on them.

use bareme_scoring::model::CategoryRules;
use bareme_scoring::{CountedActivity, Evaluation, Line, LineKind, Model, Points, Rating, Working};
use serde::{Deserialize, Serialize};

/// What a category of fit saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// A value that no criterion asks for.
    Nothing,
    /// No value.
    Missing,
    /// This criterion, from 0.
    Criterion(u16),
}

/// What a model saw of a contact at one moment. About 400 bytes for a model of thirty criteria.
///
/// Nothing in it is later than the evaluation it is made of: of an evaluation at the instant of the MQL it holds what was
/// known then, whatever has been learnt since.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Observation {
    /// What each category of fit saw, in the order of the model.
    pub choices: Box<[Choice]>,
    /// The penalties of fit that held, by their places from 0.
    pub fit_penalties: Box<[u16]>,
    /// Whether a knock-out held.
    pub knocked_out: bool,
    /// What each signal counted, in activities: limits and decay taken into account, points not. Limits are multiples of
    /// the points, so that other points with limits in proportion count the same.
    pub units: Box<[f64]>,
    /// For each category of engagement the row that counted, by its place among the tiers of all categories; `None` for
    /// signals and where no row held.
    pub rows: Box<[Option<u16>]>,
    /// The penalties of engagement that held, by their places from 0.
    pub engagement_penalties: Box<[u16]>,
    /// Fit as evaluated, 0.00 to 100.00.
    pub fit: Points,
    /// Engagement as evaluated, 0.00 to 100.00.
    pub engagement: Points,
    /// What orders contacts of one rating, as evaluated.
    pub rank: Points,
    /// The rating as evaluated.
    pub rating: Rating,
}

impl Observation {
    /// What `model` saw by the ledger of its evaluation, which has to be made without adjustments by sales. `None` when
    /// the model is not meant for the contact.
    ///
    /// What a signal counted is read from the ledger's activities, whose factors are shown to six digits; scores that are
    /// computed again may differ from those evaluated by a hundredth of a point for each signal.
    pub fn of(model: &Model, evaluation: &Evaluation) -> Option<Self> {
        let fit = evaluation.fit.as_ref()?;
        let done = evaluation.engagement.as_ref();
        let lines = done.map(|done| done.lines.as_slice()).unwrap_or_default();
        let rules = model.engagement.as_ref();
        let signals = rules.map(|rules| rules.signals.as_slice()).unwrap_or_default();
        let categories = rules.map(|rules| rules.categories.as_slice()).unwrap_or_default();
        let tiers = rules.map(|rules| rules.tiers.as_slice()).unwrap_or_default();
        let penalties = rules.map(|rules| rules.penalties.as_slice()).unwrap_or_default();
        let row = |category: &bareme_scoring::EngagementCategory| {
            let CategoryRules::Tiers { rows } = &category.rules else { return None };
            let held = rows.clone().find(|row| {
                tiers.get(*row).is_some_and(|tier| find(lines, LineKind::Tier, &tier.path).is_some())
            });
            held.and_then(|row| u16::try_from(row).ok())
        };
        Some(Self {
            choices: model
                .fit
                .categories
                .iter()
                .map(|category| choice(find(&fit.lines, LineKind::Category, &category.path)))
                .collect(),
            fit_penalties: held(&fit.lines, model.fit.penalties.iter().map(|penalty| penalty.path.as_str())),
            knocked_out: !fit.knock_outs.is_empty(),
            units: signals
                .iter()
                .map(|signal| units(find(lines, LineKind::Signal, &signal.path), signal.points))
                .collect(),
            rows: categories.iter().map(row).collect(),
            engagement_penalties: held(lines, penalties.iter().map(|penalty| penalty.path.as_str())),
            fit: fit.score,
            engagement: done.map_or(Points::ZERO, |done| done.score),
            rank: evaluation.rank.unwrap_or(fit.score),
            rating: evaluation.rating?,
        })
    }

    /// Whether it has the places that a model has: only then did that model, or one of the same grid, make it.
    pub fn is_of(&self, model: &Model) -> bool {
        let engagement = model.engagement.as_ref();
        let count = |of: fn(&bareme_scoring::EngagementRules) -> usize| engagement.map_or(0, of);
        let tiers = count(|rules| rules.tiers.len());
        let criterion = |(choice, category): (&Choice, &bareme_scoring::FitCategory)| match choice {
            Choice::Criterion(at) => usize::from(*at) < category.criteria.len(),
            Choice::Nothing | Choice::Missing => true,
        };
        let below = |places: &[u16], count: usize| places.iter().all(|place| usize::from(*place) < count);
        self.choices.len() == model.fit.categories.len()
            && self.choices.iter().zip(&model.fit.categories).all(criterion)
            && below(&self.fit_penalties, model.fit.penalties.len())
            && self.units.len() == count(|rules| rules.signals.len())
            && self.units.iter().all(|units| units.is_finite())
            && self.rows.len() == count(|rules| rules.categories.len())
            && self.rows.iter().flatten().all(|row| usize::from(*row) < tiers)
            && below(&self.engagement_penalties, count(|rules| rules.penalties.len()))
    }
}

/// Whether two versions see the same of everybody: the same rules at the same places, whatever points they give for them.
pub fn sees_the_same(one: &Model, other: &Model) -> bool {
    let fit = |model: &Model| -> Vec<Vec<String>> {
        let criteria = |category: &bareme_scoring::FitCategory| {
            category.criteria.iter().map(|criterion| criterion.written.clone()).collect()
        };
        model.fit.categories.iter().map(criteria).collect()
    };
    let signals = |model: &Model| -> Vec<_> {
        let signals = model.engagement.iter().flat_map(|rules| &rules.signals);
        signals.map(|signal| (signal.filter.clone(), signal.decay)).collect()
    };
    let tiers = |model: &Model| -> Vec<_> {
        let tiers = model.engagement.iter().flat_map(|rules| &rules.tiers);
        tiers.map(|tier| (tier.filter.clone(), tier.at_least, tier.within_ms)).collect()
    };
    fit(one) == fit(other) && signals(one) == signals(other) && tiers(one) == tiers(other)
}

fn find<'a>(lines: &'a [Line], kind: LineKind, path: &str) -> Option<&'a Line> {
    lines.iter().find(|line| line.kind == kind && line.path.as_deref() == Some(path))
}

fn choice(line: Option<&Line>) -> Choice {
    match line {
        Some(Line { missing: true, .. }) | None => Choice::Missing,
        Some(Line { criterion: Some(number), .. }) => {
            u16::try_from(number.saturating_sub(1)).map_or(Choice::Nothing, Choice::Criterion)
        }
        Some(_) => Choice::Nothing,
    }
}

/// The places of the rules that have a line of their own.
fn held<'a>(lines: &[Line], paths: impl Iterator<Item = &'a str>) -> Box<[u16]> {
    (0..)
        .zip(paths)
        .filter(|(_, path)| find(lines, LineKind::Penalty, path).is_some())
        .map(|(at, _)| at)
        .collect()
}

/// What a signal's activities counted, in activities: their points over those of the signal, faded. A ledger without
/// activities has their sum.
fn units(line: Option<&Line>, points: Points) -> f64 {
    let Some(line) = line.filter(|_| points != Points::ZERO) else { return 0.0 };
    let worth = |counted: &CountedActivity| Some(counted.counted?.as_f64() * counted.factor?);
    match (line.counted.iter().map(worth).sum::<Option<f64>>(), &line.working) {
        (Some(sum), _) if !line.counted.is_empty() => sum / points.as_f64(),
        (_, Some(Working::Sum { sum, .. })) => sum / points.as_f64(),
        _ => 0.0,
    }
}
