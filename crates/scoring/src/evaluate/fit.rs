//! Fit: the first criterion that matches gives its percent of the category's weight.

use super::ledger::Ledger;
use super::{Evidence, FitScore, KnockedOut, Line, LineKind, Working};
use crate::model::{Criterion, Facts, FitCategory, FitRules};
use crate::{Grade, Points};

pub(super) fn compute<L: Ledger>(rules: &FitRules, facts: &Facts<'_>, ledger: &mut L) -> FitScore {
    let mut sum = Points::ZERO;
    let mut known_weight = Points::ZERO;
    for category in &rules.categories {
        let outcome = Outcome::of(category, facts);
        let points = share_of(category.weight, outcome.percent);
        sum += points;
        if !outcome.missing {
            known_weight += category.weight;
        }
        ledger.fit(|| outcome.line(category, points, facts));
    }
    for penalty in rules.penalties.iter().filter(|penalty| penalty.when.holds(facts)) {
        sum += penalty.points;
        ledger.fit(|| Line {
            when: Some(penalty.written.clone()),
            evidence: evidence(&penalty.when.attributes(), facts),
            ..Line::new(&penalty.name, LineKind::Penalty, penalty.points).at(&penalty.path)
        });
    }
    let fit = sum.clamp_to(Points::ZERO, Points::HUNDRED);
    if fit != sum {
        ledger.fit(|| clip(fit, sum));
    }
    let mut knocked_out = false;
    for knock_out in rules.knock_outs.iter().filter(|knock_out| knock_out.when.holds(facts)) {
        knocked_out = true;
        ledger.knock_out(|| KnockedOut {
            rule: knock_out.name.clone(),
            path: knock_out.path.clone(),
            when: knock_out.written.clone(),
            evidence: evidence(&knock_out.when.attributes(), facts),
        });
    }
    let grade = if knocked_out { Grade::D } else { rules.grades.grade(fit) };
    FitScore { fit, grade, completeness: whole_percent(known_weight), knocked_out }
}

/// The line that brings a sum back into 0.00 to 100.00.
pub(super) fn clip(held: Points, sum: Points) -> Line {
    let rule = if held > sum { "Clip to 0" } else { "Clip to 100" };
    Line { working: Some(Working::Bound { sum, bound: held }), ..Line::new(rule, LineKind::Clip, held - sum) }
}

/// A percent, in hundredths, of a weight: exact, then rounded half to even.
pub(super) fn share_of(weight: Points, percent: Points) -> Points {
    let product = i128::from(weight.hundredths()) * i128::from(percent.hundredths());
    Points::from_ratio(product, i128::from(Points::HUNDRED.hundredths()))
}

pub(super) fn evidence(attributes: &[usize], facts: &Facts<'_>) -> Evidence {
    attributes.iter().filter_map(|index| Some((facts.name(*index)?, facts.value(*index).cloned()))).collect()
}

/// Weights add to 100.00, so hundredths of points are hundredths of a percent.
fn whole_percent(weight: Points) -> u8 {
    u8::try_from(Points::from_ratio(i128::from(weight.hundredths()), 100).hundredths()).unwrap_or(100)
}

/// What a category is worth, and why.
struct Outcome<'a> {
    percent: Points,
    missing: bool,
    matched: Option<(usize, &'a Criterion)>,
}

impl<'a> Outcome<'a> {
    /// When nothing is known, only a criterion that asks for it may match.
    fn of(category: &'a FitCategory, facts: &Facts<'_>) -> Self {
        let known = category.attributes.iter().any(|attribute| facts.is_known(*attribute));
        let matched = category
            .criteria
            .iter()
            .enumerate()
            .find(|(_, criterion)| (known || criterion.asks_for_unknown) && criterion.when.holds(facts));
        let percent = match matched {
            Some((_, criterion)) => criterion.percent,
            None if known => Points::ZERO,
            None => category.missing,
        };
        Self { percent, missing: !known && matched.is_none(), matched }
    }

    fn line(&self, category: &FitCategory, points: Points, facts: &Facts<'_>) -> Line {
        let looked_at = match self.matched {
            Some((_, criterion)) => criterion.when.attributes(),
            None => category.attributes.clone(),
        };
        let criterion = self.matched.map(|(index, _)| index + 1);
        Line {
            missing: self.missing,
            percent: Some(self.percent),
            criterion,
            working: Some(Working::Share { criterion, percent: self.percent, weight: category.weight }),
            when: self.matched.map(|(_, criterion)| criterion.written.clone()),
            evidence: evidence(&looked_at, facts),
            ..Line::new(&category.name, LineKind::Category, points).at(&category.path)
        }
    }
}
