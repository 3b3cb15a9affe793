//! Fit that can be read but will not do what its author meant: criteria that never match, ranges that overlap,
//! leave gaps or rise and fall, grades that nobody can reach.

use super::Code;
use super::judge_rating::{share, whole};
use super::logic::{Logic, cases, only_about, range_of};
use super::read_fit::{CategoryRead, FitRead};
use super::reader::{At, Checker, Read};
use super::scale::Scale;
use crate::Points;
use crate::model::{Condition, Criterion};

impl Checker<'_> {
    /// `among` is whom the model applies to.
    pub fn judge_fit(&mut self, fit: &FitRead, among: Option<&Condition>) {
        for category in &fit.categories {
            for criterion in &category.criteria {
                let at = criterion.at.key("when", None);
                self.judge_condition(&criterion.value.when, among, &at, "so the criterion never matches");
            }
            if category.whole {
                self.judge_order(category);
                self.judge_ranges(category);
            }
        }
        for penalty in &fit.penalties {
            let at = penalty.at.key("when", None);
            self.judge_condition(&penalty.value.when, among, &at, "so the penalty never applies");
        }
        for knock_out in &fit.knock_outs {
            let at = knock_out.at.key("when", None);
            self.judge_condition(&knock_out.value.when, among, &at, "so the knock-out never applies");
        }
        self.judge_grades(fit);
    }

    /// Criteria behind a broader one.
    fn judge_order(&mut self, category: &CategoryRead) {
        let mut found = Vec::new();
        let logic = Logic::new(&self.attributes);
        for (index, criterion) in category.criteria.iter().enumerate() {
            let before = category.criteria.get(..index).unwrap_or_default();
            let broader = before.iter().position(|earlier| {
                takes_unknown(earlier, criterion) && logic.implies(&criterion.value.when, &earlier.value.when)
            });
            if let Some(broader) = broader {
                let message = format!(
                    "criterion {} can never match: criterion {} before it takes everything that it would; move it up \
                     or remove it",
                    index + 1,
                    broader + 1
                );
                found.push((criterion.at.clone(), Code::NeverMatches, message));
            } else {
                found.extend(taken_values(&logic, criterion, before, index));
            }
        }
        for (at, code, message) in found {
            self.warn(&at, code, message);
        }
    }

    /// Ranges of one attribute, as the first criterion that matches divides them.
    fn judge_ranges(&mut self, category: &CategoryRead) {
        let mut done = Vec::new();
        for criterion in &category.criteria {
            let Some((attribute, axis, _)) = range_of(&criterion.value.when) else { continue };
            if done.contains(&(attribute, axis)) {
                continue;
            }
            done.push((attribute, axis));
            let scale = Scale::of(category, attribute, axis);
            let name = Logic::new(&self.attributes).name(attribute);
            for (at, code, message) in scale.problems(category, &name) {
                self.warn(&at, code, message);
            }
        }
    }

    fn judge_grades(&mut self, fit: &FitRead) {
        let worth = |category: &CategoryRead| {
            if !category.whole {
                return None;
            }
            let best = category
                .criteria
                .iter()
                .map(|criterion| criterion.value.percent)
                .chain(category.missing)
                .max()?;
            Some(share(category.weight?, best))
        };
        let best: Option<Points> = fit.categories.iter().map(worth).sum();
        if let Some(best) = best.filter(|_| whole(fit.categories.iter().map(|it| it.weight))) {
            self.judge_bands(&fit.grades, best, ["A", "B", "C", "D"], "fit", !fit.knock_outs.is_empty());
        }
    }
}

/// A warning to be given: where, what, and the sentence.
pub(super) type Found = (At, Code, String);

/// When nothing is known, only criteria that ask for it are tried: others take nothing from them.
const fn takes_unknown(earlier: &Read<Criterion>, later: &Read<Criterion>) -> bool {
    earlier.value.asks_for_unknown || !later.value.asks_for_unknown
}

/// Values of an `in` that earlier criteria take.
fn taken_values(
    logic: &Logic<'_>,
    criterion: &Read<Criterion>,
    before: &[Read<Criterion>],
    index: usize,
) -> Option<Found> {
    let (attribute, values) = cases(&criterion.value.when)?;
    let first_to_take = |value: &Option<crate::Value>| {
        before.iter().position(|earlier| {
            takes_unknown(earlier, criterion)
                && only_about(&earlier.value.when, attribute)
                && logic.holds(&earlier.value.when, attribute, value.as_ref())
        })
    };
    let taken: Vec<(String, usize)> = values
        .iter()
        .filter_map(|value| {
            Some((value.as_ref().map(ToString::to_string).unwrap_or_default(), first_to_take(value)?))
        })
        .collect();
    let (value, by) = taken.first()?;
    if taken.len() == values.len() {
        let message =
            format!("criterion {} can never match: the criteria before it take all of its values", index + 1);
        return Some((criterion.at.clone(), Code::NeverMatches, message));
    }
    let message =
        format!("'{value}' never counts here: criterion {} before it takes it; remove it from one", by + 1);
    Some((criterion.at.clone(), Code::Overlap, message))
}
