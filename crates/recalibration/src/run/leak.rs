//! Attributes that know the outcome because they were filled in after it.

use super::report::{Leak, LeakKind};
use super::{Case, Extra, Values};
use crate::number::share;
use crate::{Evidence, Strength, evidence, quantile_bins};

/// Bins of a number, and words with a bin of their own.
const BINS: usize = 10;
const WORDS: usize = 20;

/// How many times the information value that chance gives an attribute must have before it is suspected.
const ABOVE_CHANCE: f64 = 3.0;

/// How many times its information value at the MQL an attribute must have now to be told filled in afterwards.
const GROWN: f64 = 2.0;

/// The attributes that separate too well: information value of 0.5 and more, far above what chance gives so many bins. If it is only
/// so as known now, the values came after the outcome; if it is already so at the MQL, something else leaks.
pub(super) fn leaks(extras: &[Extra], cases: &[&Case]) -> Vec<Leak> {
    let events: Vec<bool> = cases.iter().map(|case| case.outcome.event).collect();
    let mut found: Vec<Leak> = extras.iter().filter_map(|extra| leak(extra, &events)).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn leak(extra: &Extra, events: &[bool]) -> Option<Leak> {
    let then = evidence_of(&extra.at_mql, events);
    let now = extra.now.as_ref().and_then(|values| evidence_of(values, events));
    let suspicious = |evidence: &Option<Evidence>| {
        evidence.as_ref().is_some_and(|evidence| {
            Strength::of(evidence.iv) == Strength::Suspicious
                && evidence.iv > ABOVE_CHANCE * evidence.iv_by_chance
        })
    };
    let value = |evidence: &Option<Evidence>| evidence.as_ref().map(|evidence| evidence.iv);
    let grown = value(&now).unwrap_or(0.0) > GROWN * value(&then).unwrap_or(0.0);
    let kind = if suspicious(&now) && grown {
        LeakKind::FilledAfterwards
    } else if suspicious(&then) {
        LeakKind::TooGood
    } else {
        return None;
    };
    Some(Leak {
        name: extra.name.clone(),
        kind,
        iv_at_mql: value(&then),
        iv_now: value(&now),
        known_at_mql: known(&extra.at_mql).unwrap_or(0.0),
        known_now: extra.now.as_ref().and_then(known),
    })
}

/// What the values know about the outcome; `None` when that cannot be said.
fn evidence_of(values: &Values, events: &[bool]) -> Option<Evidence> {
    let most = if matches!(values, Values::Numbers(_)) { BINS } else { WORDS };
    values.with_column(|column| {
        let bins = quantile_bins(column, most).ok()?;
        evidence(&bins.counts(column, events).ok()?).ok()
    })
}

fn known(values: &Values) -> Option<f64> {
    let count = match values {
        Values::Numbers(values) => values.iter().flatten().count(),
        Values::Words(values) => values.iter().flatten().count(),
    };
    share(count as u64, values.len() as u64)
}
