//! The facts of one subject as conditions see them: each looked up and folded at most once.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{AttributeRef, Scope};
use crate::{Attributes, Instant, Value, fold};

/// Whose facts.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    pub contact: Option<&'a Attributes>,
    pub account: Option<&'a Attributes>,
    pub relationship: Option<&'a Attributes>,
}

/// The facts that a model asks for, by the index of the attribute. A text of blanks only is unknown.
pub struct Facts<'a> {
    attributes: &'a [AttributeRef],
    sources: Sources<'a>,
    as_of: Instant,
    cells: Vec<OnceCell<Fact<'a>>>,
}

struct Fact<'a> {
    value: Option<&'a Value>,
    folded: OnceCell<Cow<'a, str>>,
}

impl<'a> Facts<'a> {
    pub fn new(attributes: &'a [AttributeRef], sources: Sources<'a>, as_of: Instant) -> Self {
        let cells = attributes.iter().map(|_| OnceCell::new()).collect();
        Self { attributes, sources, as_of, cells }
    }

    fn fact(&self, attribute: usize) -> Option<&Fact<'a>> {
        let cell = self.cells.get(attribute)?;
        Some(cell.get_or_init(|| Fact { value: self.look_up(attribute), folded: OnceCell::new() }))
    }

    fn look_up(&self, attribute: usize) -> Option<&'a Value> {
        let attribute = self.attributes.get(attribute)?;
        let source = match attribute.scope {
            Scope::Contact => self.sources.contact,
            Scope::Account => self.sources.account,
            Scope::Relationship => self.sources.relationship,
        };
        source?.get(&attribute.name).filter(|value| match value {
            Value::Text(text) => !text.trim().is_empty(),
            Value::Number(number) => number.is_finite(),
            Value::Boolean(_) => true,
        })
    }

    /// The name as documents write it.
    pub fn name(&self, attribute: usize) -> Option<String> {
        self.attributes.get(attribute).map(ToString::to_string)
    }

    pub fn value(&self, attribute: usize) -> Option<&'a Value> {
        self.fact(attribute)?.value
    }

    pub fn is_known(&self, attribute: usize) -> bool {
        self.value(attribute).is_some()
    }

    /// The folded text; numbers and flags as they are written.
    pub fn text(&self, attribute: usize) -> Option<&str> {
        let fact = self.fact(attribute)?;
        let value = fact.value?;
        let folded = fact.folded.get_or_init(|| match value {
            Value::Text(text) => fold(text.trim()),
            other => Cow::Owned(other.to_string()),
        });
        Some(folded)
    }

    /// The number; a text that reads as a finite number counts, because files often carry numbers as text.
    pub fn number(&self, attribute: usize) -> Option<f64> {
        match self.value(attribute)? {
            Value::Number(number) => Some(number + 0.0),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            Value::Boolean(_) => None,
        }
    }

    /// The flag; the words `true` and `false` count.
    pub fn boolean(&self, attribute: usize) -> Option<bool> {
        match self.value(attribute)? {
            Value::Boolean(flag) => Some(*flag),
            Value::Text(_) => match self.text(attribute)? {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            Value::Number(_) => None,
        }
    }

    fn moment(&self, attribute: usize) -> Option<Instant> {
        if let Value::Text(text) = self.value(attribute)? { Instant::parse(text) } else { None }
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar date are below 2^53")]
    pub fn millis(&self, attribute: usize) -> Option<f64> {
        self.moment(attribute).map(|moment| moment.millis() as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds between calendar dates are below 2^53")]
    pub fn age_millis(&self, attribute: usize) -> Option<f64> {
        self.moment(attribute).map(|moment| self.as_of.millis_since(moment) as f64)
    }
}

/// A value in the forms in which conditions compare it, for those who compare elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Facets {
    /// As folded text.
    pub text: String,
    /// As a number.
    pub number: Option<f64>,
    /// As true or false.
    pub flag: Option<bool>,
    /// As a moment: milliseconds since 1970, UTC.
    pub moment: Option<i64>,
}

impl Facets {
    /// The forms of a value; none when it counts as unknown.
    pub fn of(value: &Value) -> Option<Self> {
        let attributes = [AttributeRef { scope: Scope::Contact, name: String::new() }];
        let known = Attributes::from([(String::new(), value.clone())]);
        let sources = Sources { contact: Some(&known), account: None, relationship: None };
        let facts = Facts::new(&attributes, sources, Instant::MIN);
        Some(Self {
            text: facts.text(0)?.to_owned(),
            number: facts.number(0),
            flag: facts.boolean(0),
            moment: facts.moment(0).map(Instant::millis),
        })
    }
}
