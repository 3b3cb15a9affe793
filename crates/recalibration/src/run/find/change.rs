//! Parts of the model, and values of attributes, that no longer mean what they meant: the market has moved.

use super::joint::Joint;
use super::{Context, Found, LEAST_CASES};
use crate::number::{length, place, real, whole};
use crate::run::finding::Finding;
use crate::run::groups::{Group, Groups};
use crate::run::inference::{SURE, above};
use crate::run::population::Rate;

/// The period is cut into stretches of this share of its leads, the first and last two of which are not told apart.
const STRETCH: f64 = 0.05;
const FIRST: u64 = 2;
const LAST: u64 = 18;

/// Chances are held this far away from 0 and 1.
const EDGE: f64 = 1e-6;

/// So many changes are told at most.
const MOST: usize = 12;

/// What some leads of a stretch of time came to, against what was expected of them.
#[derive(Clone, Copy, Default)]
struct Sum {
    cases: u64,
    events: u64,
    /// Events beyond those expected.
    beyond: f64,
    /// Variance of the events.
    variance: f64,
}

impl Sum {
    fn with(self, other: Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            events: self.events + other.events,
            beyond: self.beyond + other.beyond,
            variance: self.variance + other.variance,
        }
    }

    fn rate(self) -> Rate {
        Rate::of(self.events, self.cases)
    }
}

/// A group before and since a moment.
struct Question<'a> {
    group: &'a Group,
    /// The first lead since the moment.
    cut: usize,
    before: Rate,
    after: Rate,
    others_before: Rate,
    others_after: Rate,
    change: f64,
    p: f64,
}

/// Groups whose log-odds against all other leads are not the same before and since a moment.
///
/// The change is (b − a) − (d − c) with a, b of the group before and since and c, d of the others; each is Σ(outcome − chance) /
/// Σ chance·(1 − chance), the one-step estimate of log-odds against the chance that all parts of the model together give a lead (S.
/// Yusuf, R. Peto and others, "Beta blockade during and after myocardial infarction", 1985), with the sum of 1 / Σ chance·(1 − chance)
/// as its variance. It does not see what changed for all leads alike.
///
/// The surest change is told first and then taken as known, so that others do not seem to change because of it; and so on
/// while there is a sure one. p-values are multiplied by the number of groups and moments (Bonferroni), so that in a market
/// that stands still about one run in twenty at most tells a change. Once a moment is known, the groups are asked about it with half of the
/// 5 %, and about all other moments with the other half: a market that moves for some moves for others at that time.
pub(super) fn changes(context: &Context<'_>, groups: &Groups, joint: Option<&Joint>) -> Vec<Found> {
    let at = |stretch: u64| place(whole(length(context.cases.len()) * STRETCH * real(stretch)));
    let mut cuts: Vec<usize> = (FIRST..=LAST).map(at).collect();
    cuts.dedup();
    let mut chances =
        joint.map_or_else(|| vec![context.base(); context.cases.len()], |joint| joint.chances.clone());
    // A chance of exactly 0 or 1 has no odds.
    for chance in &mut chances {
        *chance = chance.clamp(EDGE, 1.0 - EDGE);
    }
    let mut told: Vec<Question<'_>> = Vec::new();
    while told.len() < MOST {
        let known: Vec<usize> =
            cuts.iter().copied().filter(|cut| told.iter().any(|told| told.cut == *cut)).collect();
        let times = |cut: usize| {
            let asked = length(groups.all.len());
            match known.len() {
                0 => asked * length(cuts.len()),
                moments if known.contains(&cut) => 2.0 * asked * length(moments),
                _ => 2.0 * asked * length(cuts.len()),
            }
        };
        let open = groups.all.iter().filter(|group| !told.iter().any(|told| told.group.spot == group.spot));
        let questions = open
            .flat_map(|group| ask(context, group, &cuts, &chances))
            .map(|question| Question { p: (question.p * times(question.cut)).min(1.0), ..question });
        let Some(surest) = questions.min_by(|a, b| a.p.total_cmp(&b.p)).filter(|surest| surest.p < SURE)
        else {
            break;
        };
        for (at, chance) in chances.iter_mut().enumerate().skip(surest.cut) {
            if surest.group.inside[at] {
                let odds = *chance / (1.0 - *chance) * libm::exp(surest.change);
                *chance = (odds / (1.0 + odds)).clamp(EDGE, 1.0 - EDGE);
            }
        }
        told.push(surest);
    }
    told.iter().filter_map(|question| found(context, question)).collect()
}

/// The group at each moment.
fn ask<'a>(context: &Context<'_>, group: &'a Group, cuts: &[usize], chances: &[f64]) -> Vec<Question<'a>> {
    let mut sums = vec![[Sum::default(); 2]; cuts.len() + 1];
    for (at, (case, chance)) in context.cases.iter().zip(chances).enumerate() {
        let event = case.outcome.event;
        let own = Sum {
            cases: 1,
            events: u64::from(event),
            beyond: if event { 1.0 - chance } else { -chance },
            variance: chance * (1.0 - chance),
        };
        let sum = &mut sums[cuts.partition_point(|cut| *cut <= at)][usize::from(group.inside[at])];
        *sum = sum.with(own);
    }
    let over = |stretches: &[[Sum; 2]], inside: usize| {
        stretches.iter().fold(Sum::default(), |all, stretch| all.with(stretch[inside]))
    };
    let question = |(at, cut): (usize, &usize)| {
        let (older, newer) = sums.split_at(at + 1);
        let parts = [over(older, 1), over(newer, 1), over(older, 0), over(newer, 0)];
        if parts.iter().any(|part| part.cases < LEAST_CASES || part.variance <= 0.0) {
            return None;
        }
        let [before, after, others_before, others_after] = parts.map(Sum::rate);
        let [own_before, own_after, rest_before, rest_after] = parts.map(|part| part.beyond / part.variance);
        let change = (own_after - own_before) - (rest_after - rest_before);
        let error = parts.iter().map(|part| 1.0 / part.variance).sum::<f64>().sqrt();
        let p = (2.0 * above((change / error).abs())).min(1.0);
        Some(Question { group, cut: *cut, before, after, others_before, others_after, change, p })
    };
    cuts.iter().enumerate().filter_map(question).collect()
}

fn found(context: &Context<'_>, question: &Question<'_>) -> Option<Found> {
    let base = context.base();
    let weight =
        100.0 * question.change.abs().min(3.0) * base * (1.0 - base) * context.share(question.after.whole);
    let finding = Finding::EffectChanged {
        spot: question.group.spot.clone(),
        attribute: question.group.attribute.clone(),
        at: context.cases.get(question.cut)?.at,
        before: question.before,
        after: question.after,
        others_before: question.others_before,
        others_after: question.others_after,
        change: question.change,
        p: question.p,
    };
    Some(Found { weight, finding })
}
