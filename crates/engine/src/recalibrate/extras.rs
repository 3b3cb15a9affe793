//! Attributes that a run looks into besides what the model says: those that divide leads into groups, not those that
//! name each of them. They show values that one criterion should not mix, and attributes that were filled in after the outcome.

use std::collections::BTreeSet;

use bareme_recalibration::run::{Extra, Values};
use bareme_scoring::{AttributeRef, DAY_MS, Instant, Scope, Value};
use bareme_store::{AnyConnection, attributes};

use super::observe::Seen;
use crate::{LoadedModel, Result};

/// No run looks into more attributes …
const MOST: usize = 40;
/// … or keeps more values of them, so that memory does not grow with the history.
const MOST_VALUES: usize = 4_000_000;
/// Leads by which attributes are chosen.
pub(super) const SAMPLE: usize = 1_000;
/// Texts that differ more than this among the sample are names, not groups.
const MOST_WORDS: usize = 100;

/// Every attribute of contacts and accounts, those that the model reads first.
pub(super) fn every(c: &mut AnyConnection, loaded: &LoadedModel) -> Result<Vec<AttributeRef>> {
    let mut all = Vec::new();
    for (subject, scope) in [("contact", Scope::Contact), ("account", Scope::Account)] {
        let names = attributes::list(c, subject)?.into_iter();
        all.extend(names.map(|(name, _)| AttributeRef { scope, name }));
    }
    let read = &loaded.model.attributes;
    all.sort_by_key(|attribute| !read.contains(attribute));
    Ok(all)
}

/// Those of the attributes that divide a sample of leads into groups, as many as memory allows for so many leads.
pub(super) fn telling(all: Vec<AttributeRef>, sample: &[Seen], leads: usize) -> Vec<AttributeRef> {
    let most = MOST.min(MOST_VALUES / 2 / leads.max(1));
    let telling = all.into_iter().enumerate().filter(|(place, _)| divides(sample, *place));
    telling.map(|(_, attribute)| attribute).take(most).collect()
}

fn divides(sample: &[Seen], place: usize) -> bool {
    let values = || {
        let values = sample.iter().flat_map(|seen| [seen.then.get(place), seen.now.get(place)]);
        values.flatten().flatten()
    };
    let words: BTreeSet<&str> = values()
        .filter_map(|value| match value {
            Value::Text(text) if Instant::parse(text).is_none() => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let texts = values().filter(|value| matches!(value, Value::Text(_))).count();
    // Of few leads, almost as many words as texts are names, too. Each lead has two values, now and then.
    let names = words.len() > MOST_WORDS || (words.len() > 10 && words.len() * 4 > texts);
    values().next().is_some() && !names
}

/// The values of the attributes, one for each lead.
pub(super) fn columns(attributes: &[AttributeRef], seen: &[Seen]) -> Vec<Extra> {
    let column = |(place, attribute): (usize, &AttributeRef)| {
        let then: Vec<Option<&Value>> = seen.iter().map(|seen| seen.then.get(place)?.as_ref()).collect();
        let now: Vec<Option<&Value>> = seen.iter().map(|seen| seen.now.get(place)?.as_ref()).collect();
        let numbers = then.iter().chain(&now).flatten().all(|value| number(value).is_some());
        Extra {
            name: attribute.to_string(),
            at_mql: values(&then, numbers),
            now: Some(values(&now, numbers)),
        }
    };
    attributes.iter().enumerate().map(column).collect()
}

fn values(of: &[Option<&Value>], numbers: bool) -> Values {
    if numbers {
        Values::Numbers(of.iter().map(|value| value.and_then(number)).collect())
    } else {
        Values::Words(of.iter().map(|value| value.map(ToString::to_string)).collect())
    }
}

/// A number, or a day as days since 1970.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of dates are far below 2^53")]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => Instant::parse(text).map(|at| at.millis() as f64 / DAY_MS as f64),
        Value::Boolean(_) => None,
    }
}
