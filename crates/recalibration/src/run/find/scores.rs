//! Scores that promise what does not come, and the length of the way.

use super::cells::gap;
use super::{Context, Found, LEAST_CASES};
use crate::number::{length, place, whole};
use crate::run::Case;
use crate::run::finding::Finding;
use crate::run::inference::{SURE, above, not_larger};
use crate::run::population::{Rate, Span};

/// The share of leads that counts as high, or low.
const FIFTH: f64 = 0.2;

/// A way that has become longer by less than this share of the median is not told.
const LONGER: f64 = 0.15;

/// High scores that do not convert, low ones that become customers, longer cycles.
pub(super) fn scores(context: &Context<'_>) -> Vec<Found> {
    let mut ranked: Vec<&Case> = context.cases.to_vec();
    ranked.sort_by(|a, b| b.seen.rank.cmp(&a.seen.rank).then(a.lead.cmp(&b.lead)));
    let fifth = place(whole(length(ranked.len()) * FIFTH));
    let mut found = Vec::new();
    if fifth as u64 >= LEAST_CASES {
        found.extend(high(context, &ranked, fifth));
        found.extend(low(context, &ranked, ranked.len() - fifth));
    }
    found.extend(longer(context));
    found
}

/// The highest fifth does not convert better than the rest, though as many cases would show a quarter more.
fn high(context: &Context<'_>, ranked: &[&Case], fifth: usize) -> Option<Found> {
    let event = |case: &Case| case.outcome.event;
    let high = Rate::among(ranked[..fifth].iter(), event);
    let rest = Rate::among(ranked[fifth..].iter(), event);
    let from = ranked.get(fifth.checked_sub(1)?)?.seen.rank.as_f64();
    let (base, above_rest) = (context.base(), gap(&high, &rest));
    // What a fifth that deserves its name would have: a quarter more than the rest; told when even that is ruled out.
    let error = (base * (1.0 - base) * (1.0 / length(fifth) + 1.0 / length(ranked.len() - fifth))).sqrt();
    let ruled_out = error > 0.0 && above((0.25 * base - above_rest) / error) < SURE;
    ruled_out.then(|| Found {
        weight: 100.0 * (0.25 * base - above_rest).max(0.0) * FIFTH,
        finding: Finding::HighScoresDoNotConvert { high, rest, from },
    })
}

/// The lowest fifth is won at least as often as the rest, and that is not for want of cases.
fn low(context: &Context<'_>, ranked: &[&Case], start: usize) -> Option<Found> {
    let won = |case: &Case| case.outcome.won;
    let low = Rate::among(ranked[start..].iter(), won);
    let rest = Rate::among(ranked[..start].iter(), won);
    let to = ranked.get(start)?.seen.rank.as_f64();
    let all = Rate::of(low.part + rest.part, low.whole + rest.whole).value.unwrap_or(0.0);
    let error = (all * (1.0 - all) * (1.0 / length(ranked.len() - start) + 1.0 / length(start))).sqrt();
    // As above: told when a lowest fifth that is won a quarter less often than the rest is ruled out.
    let ruled_out = error > 0.0 && above((gap(&low, &rest) + 0.25 * all) / error) < SURE;
    ruled_out
        .then(|| Found {
            weight: 100.0 * (gap(&low, &rest) + 0.25 * all).max(0.0) * FIFTH,
            finding: Finding::LowScoresBecomeCustomers { low, rest, to },
        })
        .filter(|_| context.population.cases > 0)
}

/// The newer half of the leads takes longer to the target.
fn longer(context: &Context<'_>) -> Option<Found> {
    let days = |cases: &[&Case]| -> Vec<f64> {
        let reached = cases.iter().filter(|case| case.outcome.event);
        reached.filter_map(|case| case.outcome.days_to_event).filter(|days| days.is_finite()).collect()
    };
    let (older, newer) = context.cases.split_at(context.cases.len() / 2);
    let (first, second) = (days(older), days(newer));
    let p = not_larger(&first, &second);
    let (before, after) = (Span::of(first), Span::of(second));
    if before.n < LEAST_CASES || after.n < LEAST_CASES || p >= SURE {
        return None;
    }
    let grown = after.median? / before.median.filter(|median| *median > 0.0)? - 1.0;
    (grown > LONGER).then(|| Found {
        weight: 10.0 * context.base() * grown.min(1.0),
        finding: Finding::LongerCycles { before, after, p },
    })
}
