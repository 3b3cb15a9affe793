//! Parts of the model that say nothing, or the opposite of what they stand for.

use super::joint::Joint;
use super::{Context, Found, LEAST_CASES};
use crate::run::Half;
use crate::run::classes::Classes;
use crate::run::finding::Finding;
use crate::run::inference::{SURE, above, holm};
use crate::run::members::{Member, members};
use crate::run::outcome::Read;
use crate::run::population::Rate;
use crate::{Choice, Counts, ENOUGH, Observation, evidence};

/// A part that is worth fewer points is not asked for information.
const LEAST_WEIGHT: f64 = 5.0;

/// How many times the information that chance gives a part still counts as none.
const CHANCE: f64 = 1.5;

/// Parts whose information value is not above what chance gives as many classes.
pub(super) fn without_information(context: &Context<'_>) -> Vec<Found> {
    let sample: Vec<&Observation> = context.cases.iter().map(|case| &case.seen).collect();
    let weights = members(context.model, context.grid);
    let told = |classes: Classes| {
        let counts = classes.counts(context.cases.iter().map(|case| (&case.seen, case.outcome.event)));
        let events: u64 = counts.iter().map(|counts| counts.events).sum();
        let all: u64 = counts.iter().map(|counts| counts.n).sum();
        let filled = counts.iter().filter(|counts| counts.n > 0).count();
        let found = evidence(&counts).ok()?;
        let weight = weight_of(&weights, &classes);
        let nothing = found.iv < CHANCE * found.iv_by_chance && found.iv < 0.1;
        if !nothing || events < ENOUGH || all - events < ENOUGH || filled < 2 || weight < LEAST_WEIGHT {
            return None;
        }
        let finding = Finding::NoInformation {
            spot: classes.spot,
            points: weight,
            iv: found.iv,
            iv_by_chance: found.iv_by_chance,
        };
        Some(Found { weight: context.base() * weight / 10.0, finding })
    };
    Classes::all(context.model, context.grid, &sample).into_iter().filter_map(told).collect()
}

/// The most points of its half that a part can give; of a signal those of one activity.
fn weight_of(members: &[Member], classes: &Classes) -> f64 {
    let own = members.iter().filter(|member| {
        member.half == classes.half
            && member.category == classes.category
            && (!matches!(member.read, Read::Units(_)) || member.spot == classes.spot)
    });
    own.map(|member| member.points.abs()).fold(0.0, f64::max).min(100.0)
}

/// A question: does the first get more than the second, and convert worse?
struct Question {
    first: usize,
    /// `None` for leads that get nothing.
    second: Option<usize>,
    with: Rate,
    without: Rate,
    effect: f64,
    z: f64,
}

/// Criteria, rows and signals whose leads convert worse than those that get less, all other parts of the model held equal.
pub(super) fn wrong_way(context: &Context<'_>, joint: &Joint) -> Vec<Found> {
    let Joint { columns, fit, covariance, .. } = joint;
    let counts: Vec<Counts> = columns.members.iter().map(|member| inside(context, member)).collect();
    let mut questions = Vec::new();
    for (at, member) in columns.members.iter().enumerate() {
        for second in rivals(&columns.members, at) {
            let than = second.map_or(0.0, |second| fit.coefficients[second]);
            let sign = if member.positive { 1.0 } else { -1.0 };
            let (effect, error) = (sign * (than - fit.coefficients[at]), covariance.error(at, second));
            let without =
                second.map_or_else(|| others(context, &columns.members, at), |second| counts[second]);
            if effect > 0.0
                && error > 0.0
                && counts[at].n >= LEAST_CASES
                && without.n >= LEAST_CASES
                && member.points.abs() > 0.0
            {
                let rate = |counts: Counts| Rate::of(counts.events, counts.n);
                let (with, without) = (rate(counts[at]), rate(without));
                questions.push(Question { first: at, second, with, without, effect, z: effect / error });
            }
        }
    }
    let values: Vec<f64> = questions.iter().map(|question| above(question.z)).collect();
    let mut found: Vec<(Question, f64)> =
        questions.into_iter().zip(holm(&values)).filter(|(_, p)| *p < SURE).collect();
    // One answer for each part: the surest.
    found.sort_by(|a, b| a.0.first.cmp(&b.0.first).then(b.0.z.total_cmp(&a.0.z)));
    found.dedup_by_key(|(question, _)| question.first);
    found.iter().map(|(question, p)| told(context, &columns.members, question, *p)).collect()
}

fn told(context: &Context<'_>, members: &[Member], question: &Question, p: f64) -> Found {
    let base = context.base();
    Found {
        weight: 100.0 * question.effect * base * (1.0 - base) * context.share(question.with.whole),
        finding: Finding::WrongWay {
            spot: members[question.first].spot.clone(),
            than: question.second.map(|second| members[second].spot.clone()),
            effect: question.effect,
            with: question.with,
            without: question.without,
            p,
        },
    }
}

/// Members of the same category that get less than this one; `None` for those that get nothing.
fn rivals(members: &[Member], at: usize) -> Vec<Option<usize>> {
    let member = &members[at];
    if matches!(member.read, Read::Units(_)) {
        return vec![None];
    }
    let lower = |(other, rival): (usize, &Member)| {
        (other != at
            && rival.half == member.half
            && rival.category == member.category
            && rival.points < member.points)
            .then_some(Some(other))
    };
    members.iter().enumerate().filter_map(lower).chain([None]).collect()
}

fn inside(context: &Context<'_>, member: &Member) -> Counts {
    let mut counts = Counts::default();
    for case in context.cases {
        if member.read.of(&case.seen) > 0.0 {
            counts.add(case.outcome.event);
        }
    }
    counts
}

/// Leads that get nothing in the category of a member; of a signal those without it.
fn others(context: &Context<'_>, members: &[Member], at: usize) -> Counts {
    let member = &members[at];
    let nothing = |seen: &Observation| match member.read {
        Read::Choice(category, _) if member.half == Half::Fit => {
            seen.choices.get(category) == Some(&Choice::Nothing)
        }
        Read::Row(category, _) => seen.rows.get(category).copied().flatten().is_none(),
        Read::Units(_) | Read::Choice(..) => member.read.of(seen) <= 0.0,
    };
    let mut counts = Counts::default();
    for case in context.cases.iter().filter(|case| nothing(&case.seen)) {
        counts.add(case.outcome.event);
    }
    counts
}
