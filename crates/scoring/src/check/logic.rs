//! What follows from what among conditions: enough to find criteria that can never match. It never claims more
//! than it knows: "does not follow" also means "could not tell".

use std::cell::Cell;

use crate::model::{AttributeRef, Condition, Facts, Interval, Operand, Scope, Sources, Test};
use crate::{Attributes, Instant, Value};

/// Steps after which the search gives up. Deeply nested conditions could otherwise keep it busy for ever.
const MOST_STEPS: u32 = 200_000;

/// Reasons about the conditions of one model.
pub(super) struct Logic<'a> {
    attributes: &'a [AttributeRef],
    steps: Cell<u32>,
}

/// On which scale a range lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Number,
    Moment,
    Age,
}

impl<'a> Logic<'a> {
    pub const fn new(attributes: &'a [AttributeRef]) -> Self {
        Self { attributes, steps: Cell::new(0) }
    }

    fn tired(&self) -> bool {
        self.steps.set(self.steps.get().saturating_add(1));
        self.steps.get() > MOST_STEPS
    }

    /// Whether `b` holds wherever `a` does.
    pub fn implies(&self, a: &Condition, b: &Condition) -> bool {
        if self.tired() {
            return false;
        }
        if let Some(holds) = self.by_cases(a, b) {
            return holds;
        }
        if let Condition::All(parts) = b {
            return parts.iter().all(|part| self.implies(a, part));
        }
        if let Condition::Any(parts) = a {
            return parts.iter().all(|part| self.implies(part, b));
        }
        if let Condition::Any(parts) = b
            && parts.iter().any(|part| self.implies(a, part))
        {
            return true;
        }
        if let Condition::All(parts) = a {
            return parts.iter().any(|part| self.implies(part, b)) || ranges_imply(a, b);
        }
        match (a, b) {
            (Condition::Not(a), Condition::Not(b)) => self.implies(b, a),
            (Condition::Test { attribute: x, test: a }, Condition::Test { attribute: y, test: b }) => {
                x == y && test_implies(a, b)
            }
            _ => false,
        }
    }

    /// When `a` leaves only certain values of one attribute, `b` about the same attribute can be tried on each.
    fn by_cases(&self, a: &Condition, b: &Condition) -> Option<bool> {
        let (attribute, values) = cases(a)?;
        if !only_about(b, attribute) {
            return None;
        }
        Some(values.iter().all(|value| self.holds(b, attribute, value.as_ref())))
    }

    /// Whether a condition about one attribute holds for a value of it; `false` too when the search has given up.
    pub fn holds(&self, condition: &Condition, attribute: usize, value: Option<&Value>) -> bool {
        if self.tired() {
            return false;
        }
        let Some(reference) = self.attributes.get(attribute) else { return false };
        let values: Attributes =
            value.map(|value| (reference.name.clone(), value.clone())).into_iter().collect();
        let own = |scope| (reference.scope == scope).then_some(&values);
        let sources = Sources {
            contact: own(Scope::Contact),
            account: own(Scope::Account),
            relationship: own(Scope::Relationship),
        };
        condition.holds(&Facts::new(self.attributes, sources, Instant::MIN))
    }

    /// Why the condition can never hold, as far as can be told.
    pub fn contradiction(&self, condition: &Condition) -> Option<String> {
        if self.tired() {
            return None;
        }
        match condition {
            Condition::Any(parts) => {
                let mut reasons = parts.iter().map(|part| self.contradiction(part));
                let first = reasons.next()??;
                reasons.all(|reason| reason.is_some()).then_some(first)
            }
            Condition::All(_) => {
                let parts = flat(condition);
                parts
                    .iter()
                    .filter(|part| !matches!(part, Condition::Test { .. }))
                    .find_map(|part| self.contradiction(part))
                    .or_else(|| self.clash(&parts))
            }
            Condition::Not(_) | Condition::Test { .. } => None,
        }
    }

    fn clash(&self, parts: &[&Condition]) -> Option<String> {
        parts.iter().enumerate().find_map(|(index, part)| {
            let others =
                || parts.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, part)| *part);
            self.clash_of_values(part, others().collect())
                .or_else(|| self.clash_of_ranges(part, others()))
                .or_else(|| self.clash_of_denial(part, others()))
        })
    }

    /// Certain values are asked for, and none of them passes the rest.
    fn clash_of_values(&self, part: &Condition, others: Vec<&Condition>) -> Option<String> {
        let (attribute, values) = cases(part)?;
        let about: Vec<&Condition> =
            others.into_iter().filter(|other| only_about(other, attribute)).collect();
        let passes =
            |value: &Option<Value>| about.iter().all(|other| self.holds(other, attribute, value.as_ref()));
        (!about.is_empty() && !values.iter().any(passes) && !self.tired())
            .then(|| format!("no value of '{}' can be all that is asked of it", self.name(attribute)))
    }

    /// Two ranges of one attribute have nothing in common.
    fn clash_of_ranges<'c>(
        &self,
        part: &Condition,
        others: impl Iterator<Item = &'c Condition>,
    ) -> Option<String> {
        let (attribute, axis, range) = range_of(part)?;
        let (_, _, other) = others
            .filter_map(range_of)
            .find(|(other, on, other_range)| {
                *other == attribute && *on == axis && range.intersect(other_range).is_empty()
            })
            .as_ref()
            .copied()?;
        let (range, other) = (describe(axis, &range), describe(axis, &other));
        Some(format!("'{}' cannot be both {range} and {other}", self.name(attribute)))
    }

    /// One part denies what another asks.
    fn clash_of_denial<'c>(
        &self,
        part: &Condition,
        mut others: impl Iterator<Item = &'c Condition>,
    ) -> Option<String> {
        let Condition::Not(denied) = part else { return None };
        let asked = others.find(|other| self.implies(other, denied))?;
        let attribute = asked.attributes().first().copied()?;
        Some(format!("one part asks of '{}' what another part denies", self.name(attribute)))
    }

    pub fn name(&self, attribute: usize) -> String {
        self.attributes.get(attribute).map(ToString::to_string).unwrap_or_default()
    }
}

/// The parts of nested `all`.
fn flat(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(flat).collect(),
        other => vec![other],
    }
}

/// The only values of an attribute that a condition lets through; unknown is `None`.
pub(super) fn cases(condition: &Condition) -> Option<(usize, Vec<Option<Value>>)> {
    match condition {
        Condition::Test { attribute, test: Test::Is(operands) } => {
            Some((*attribute, operands.iter().map(|operand| Some(value_of(operand))).collect()))
        }
        Condition::Not(inner) => match **inner {
            Condition::Test { attribute, test: Test::Known } => Some((attribute, vec![None])),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn value_of(operand: &Operand) -> Value {
    match operand {
        Operand::Text(text) => Value::Text(text.clone()),
        Operand::Number(number) => Value::Number(*number),
        Operand::Boolean(flag) => Value::Boolean(*flag),
    }
}

/// Whether a condition looks at this attribute alone, and not at its age, which depends on the day.
pub(super) fn only_about(condition: &Condition, attribute: usize) -> bool {
    let mut only = true;
    condition.visit(&mut |other, test| only &= other == attribute && !matches!(test, Test::Age(_)));
    only
}

/// The range that a condition asks of one attribute, when that is all it asks. A value asked for by `is` is no range:
/// such values are often codes, which have no order.
pub(super) fn range_of(condition: &Condition) -> Option<(usize, Axis, Interval)> {
    match condition {
        Condition::Test { attribute, test } => match test {
            Test::Number(range) => Some((*attribute, Axis::Number, *range)),
            Test::Moment(range) => Some((*attribute, Axis::Moment, *range)),
            Test::Age(range) => Some((*attribute, Axis::Age, *range)),
            _ => None,
        },
        Condition::All(parts) => {
            let mut ranges = parts.iter().map(range_of);
            let first = ranges.next()??;
            ranges.try_fold(first, |(attribute, axis, range), next| {
                let (other, on, further) = next?;
                (other == attribute && on == axis).then(|| (attribute, axis, range.intersect(&further)))
            })
        }
        _ => None,
    }
}

/// A range in words.
pub(super) fn describe(axis: Axis, range: &Interval) -> String {
    let unit = |value: f64| match axis {
        Axis::Number => value.to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "moments are whole milliseconds below 2^53")]
        Axis::Moment => Instant::from_millis(value as i64).to_string().replace("T00:00:00Z", ""),
        #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds are exact")]
        Axis::Age => format!("{} days old", value / crate::DAY_MS as f64),
    };
    let low = range
        .low
        .map(|low| format!("{} {}", if low.inclusive { "at least" } else { "above" }, unit(low.value)));
    let high = range
        .high
        .map(|high| format!("{} {}", if high.inclusive { "at most" } else { "below" }, unit(high.value)));
    match (low, high) {
        (Some(_), Some(_)) if range.is_point() => {
            format!("exactly {}", range.low.map(|low| unit(low.value)).unwrap_or_default())
        }
        (Some(low), Some(high)) => format!("{low} and {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "anything".to_owned(),
    }
}

/// Several ranges of one attribute together may imply what none implies alone.
fn ranges_imply(a: &Condition, b: &Condition) -> bool {
    match (range_of(a), range_of(b)) {
        (Some((x, on, inner)), Some((y, axis, outer))) => x == y && on == axis && inner.within(&outer),
        _ => false,
    }
}

/// Whether every value that passes `a` passes `b`.
fn test_implies(a: &Test, b: &Test) -> bool {
    let every = |parts: &[String], of: &[String], fits: fn(&str, &str) -> bool| {
        parts.iter().all(|part| of.iter().any(|other| fits(part, other)))
    };
    let contains = |part: &str, other: &str| part.contains(other);
    match (a, b) {
        // No value passes a test without being known.
        (_, Test::Known) => true,
        (Test::Contains(parts) | Test::StartsWith(parts) | Test::EndsWith(parts), Test::Contains(others)) => {
            every(parts, others, contains)
        }
        (Test::ContainsAll(parts), Test::Contains(others)) => {
            parts.iter().any(|part| others.iter().any(|other| part.contains(other.as_str())))
        }
        (Test::ContainsAll(parts), Test::ContainsAll(others)) => {
            others.iter().all(|other| parts.iter().any(|part| part.contains(other.as_str())))
        }
        (Test::StartsWith(parts), Test::StartsWith(others)) => {
            every(parts, others, |part, other| part.starts_with(other))
        }
        (Test::EndsWith(parts), Test::EndsWith(others)) => {
            every(parts, others, |part, other| part.ends_with(other))
        }
        (Test::Matches(one), Test::Matches(other)) => one.as_str() == other.as_str(),
        (Test::Number(inner), Test::Number(outer))
        | (Test::Moment(inner), Test::Moment(outer))
        | (Test::Age(inner), Test::Age(outer)) => inner.within(outer),
        _ => false,
    }
}
