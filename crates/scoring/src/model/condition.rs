//! Conditions on attributes: a small tree of tests, evaluated against the facts of one subject.

use regex::Regex;

use super::{Facts, Interval};

/// A condition. Negative operators of the document (`is_not`, `not_in`, `known = false`) are [`Condition::Not`] here.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A test of one attribute. An unknown value passes no test.
    Test {
        /// Index into the model's attributes.
        attribute: usize,
        /// What is asked of it.
        test: Test,
    },
}

/// What is asked of an attribute. Texts are in folded form.
#[derive(Clone, Debug)]
pub enum Test {
    /// It is known.
    Known,
    /// It equals one of these.
    Is(Vec<Operand>),
    /// Its text contains one of these.
    Contains(Vec<String>),
    /// Its text contains all of these.
    ContainsAll(Vec<String>),
    /// Its text starts with one of these.
    StartsWith(Vec<String>),
    /// Its text ends with one of these.
    EndsWith(Vec<String>),
    /// The expression is found in its folded text.
    Matches(Regex),
    /// As a number it lies in the range.
    Number(Interval),
    /// As a moment it lies in the range (milliseconds since 1970).
    Moment(Interval),
    /// The time from it to `as_of` lies in the range (milliseconds).
    Age(Interval),
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Folded text.
    Text(String),
    /// A finite number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl Condition {
    /// Whether the condition holds for these facts.
    pub(crate) fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(facts)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(facts)),
            Self::Not(condition) => !condition.holds(facts),
            Self::Test { attribute, test } => test.holds(*attribute, facts),
        }
    }

    /// Calls `visit` with each attribute and test, in order.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(usize, &'a Test)) {
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.visit(visit);
                }
            }
            Self::Not(condition) => condition.visit(visit),
            Self::Test { attribute, test } => visit(*attribute, test),
        }
    }

    /// The attributes it looks at, sorted, each once.
    pub fn attributes(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.visit(&mut |attribute, _| found.push(attribute));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether it asks in so many words for an attribute to be unknown.
    pub fn asks_for_unknown(&self) -> bool {
        match self {
            Self::All(conditions) | Self::Any(conditions) => conditions.iter().any(Self::asks_for_unknown),
            Self::Not(condition) => {
                matches!(**condition, Self::Test { test: Test::Known, .. }) || condition.asks_for_unknown()
            }
            Self::Test { .. } => false,
        }
    }
}

impl Test {
    /// Whether the attribute passes. An unknown one passes no test.
    fn holds(&self, attribute: usize, facts: &Facts<'_>) -> bool {
        let text = || facts.text(attribute);
        match self {
            Self::Known => facts.is_known(attribute),
            Self::Is(operands) => operands.iter().any(|operand| operand.equals(attribute, facts)),
            Self::Contains(parts) => {
                text().is_some_and(|text| parts.iter().any(|part| text.contains(part.as_str())))
            }
            Self::ContainsAll(parts) => {
                text().is_some_and(|text| parts.iter().all(|part| text.contains(part.as_str())))
            }
            Self::StartsWith(parts) => {
                text().is_some_and(|text| parts.iter().any(|part| text.starts_with(part.as_str())))
            }
            Self::EndsWith(parts) => {
                text().is_some_and(|text| parts.iter().any(|part| text.ends_with(part.as_str())))
            }
            Self::Matches(expression) => text().is_some_and(|text| expression.is_match(text)),
            Self::Number(range) => facts.number(attribute).is_some_and(|number| range.contains(number)),
            Self::Moment(range) => facts.millis(attribute).is_some_and(|millis| range.contains(millis)),
            Self::Age(range) => facts.age_millis(attribute).is_some_and(|millis| range.contains(millis)),
        }
    }
}

impl Operand {
    fn equals(&self, attribute: usize, facts: &Facts<'_>) -> bool {
        match self {
            Self::Text(text) => facts.text(attribute).is_some_and(|known| known == text),
            Self::Number(number) => {
                facts.number(attribute).is_some_and(|known| known.total_cmp(number).is_eq())
            }
            Self::Boolean(flag) => facts.boolean(attribute) == Some(*flag),
        }
    }
}
