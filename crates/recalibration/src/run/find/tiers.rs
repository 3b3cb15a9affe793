//! Criteria that put unlike values together, and neighbours that could be one.

use super::cells::gap;
use super::{Context, Found, LEAST_CASES};
use crate::Choice;
use crate::run::finding::{Finding, ValueRate};
use crate::run::groups::{Group, Groups};
use crate::run::inference::{SURE, difference, holm, rates_differ};
use crate::run::outcome::Read;
use crate::run::population::Rate;

/// Neighbours are alike when their rates differ by less than this share of the base rate.
const ALIKE: f64 = 0.3;

/// Neighbours whose points differ by less are as good as one already.
const LEAST_POINTS: f64 = 2.0;

/// Tiers to split and to merge.
pub(super) fn tiers(context: &Context<'_>, groups: &Groups) -> Vec<Found> {
    let mut found = split(context, groups);
    found.extend(merge(context, groups));
    found
}

/// Criteria that take several values of an attribute which do not convert alike.
fn split(context: &Context<'_>, groups: &Groups) -> Vec<Found> {
    let mut candidates: Vec<(usize, &str, Vec<ValueRate>)> = Vec::new();
    for group in &groups.all {
        let (Some(member), Some(attribute), Some(value)) =
            (group.member, &group.attribute, &group.spot.value)
        else {
            continue;
        };
        let rate = all(context, group);
        if rate.whole < LEAST_CASES {
            continue;
        }
        let value = ValueRate { value: value.clone(), rate };
        match candidates.iter_mut().find(|(of, name, _)| *of == member && *name == attribute) {
            Some((_, _, values)) => values.push(value),
            None => candidates.push((member, attribute, vec![value])),
        }
    }
    candidates.retain(|(_, _, values)| values.len() > 1);
    let p = |values: &[ValueRate]| rates_differ(&values.iter().map(|value| value.rate).collect::<Vec<_>>());
    let values: Vec<f64> = candidates.iter().map(|(_, _, values)| p(values)).collect();
    let sure = candidates.into_iter().zip(holm(&values)).filter(|(_, p)| *p < SURE);
    sure.map(|((member, attribute, mut values), p)| {
        let height = |value: &ValueRate| value.rate.value.unwrap_or(0.0);
        values.sort_by(|a, b| height(b).total_cmp(&height(a)).then_with(|| a.value.cmp(&b.value)));
        let spread =
            values.first().zip(values.last()).map_or(0.0, |(best, worst)| gap(&best.rate, &worst.rate));
        let cases = values.iter().map(|value| value.rate.whole).sum();
        let spot = groups.members[member].spot.clone();
        let finding = Finding::SplitTier { spot, attribute: attribute.to_owned(), values, p };
        Found { weight: 50.0 * spread.abs() * context.share(cases), finding }
    })
    .collect()
}

/// Neighbours by points within a category that convert alike though they are not worth the same.
fn merge(context: &Context<'_>, groups: &Groups) -> Vec<Found> {
    let members = &groups.members;
    let is_tier =
        |at: &usize| matches!(members[*at].read, Read::Choice(_, Choice::Criterion(_)) | Read::Row(..));
    let mut order: Vec<usize> = (0..members.len()).filter(is_tier).collect();
    order.sort_by(|a, b| {
        let key = |at: usize| (members[at].half, members[at].category);
        key(*a).cmp(&key(*b)).then(members[*b].points.total_cmp(&members[*a].points)).then(a.cmp(b))
    });
    let neighbours = order.windows(2).map(|two| (two[0], two[1])).filter(|(one, other)| {
        let (one, other) = (&members[*one], &members[*other]);
        (one.half, one.category) == (other.half, other.category) && one.points - other.points >= LEAST_POINTS
    });
    let told = |(one, other): (usize, usize)| {
        let (rate, with_rate) = (all(context, groups.all.get(one)?), all(context, groups.all.get(other)?));
        let (low, high) = difference(&rate, &with_rate)?;
        let most = ALIKE * context.base();
        let (spot, with) = (members[one].spot.clone(), members[other].spot.clone());
        (low > -most && high < most).then(|| Found {
            weight: context.base() * (members[one].points - members[other].points) / 10.0,
            finding: Finding::MergeTiers { spot, with, rate, with_rate, low, high },
        })
    };
    neighbours.filter_map(told).collect()
}

fn all(context: &Context<'_>, group: &Group) -> Rate {
    group.rate(context.cases)
}
