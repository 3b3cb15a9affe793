//! Conditions out of the tree.

use super::reader::{At, Checker, Read, Table};
use super::suggestion::{nearest, nearest_attribute};
use super::{Code, Known};
use crate::AttributeType;
use crate::document::Node;
use crate::model::{AttributeRef, Condition, Operand, Scope, Test};

/// The operators, in the order of the manual.
const OPERATORS: [&str; 23] = [
    "is",
    "is_not",
    "in",
    "not_in",
    "contains",
    "contains_any",
    "contains_all",
    "starts_with",
    "ends_with",
    "matches",
    "at_least",
    "at_most",
    "above",
    "below",
    "between",
    "before",
    "after",
    "within_days",
    "older_than_days",
    "known",
    "is_true",
    "is_false",
    "not",
];

impl Checker<'_> {
    /// The condition under an optional key.
    pub fn optional_condition(&mut self, table: &Table<'_>, key: &str) -> Option<Read<Condition>> {
        let (node, at) = table.get(key)?;
        let value = self.condition(node, at.clone())?;
        Some(Read { at, value })
    }

    /// The condition under a key that must be there, with its text.
    pub fn needed_condition(&mut self, table: &Table<'_>, key: &str) -> Option<(Read<Condition>, String)> {
        let (node, at) = self.need(table, key)?;
        let value = self.condition(node, at.clone())?;
        Some((Read { at, value }, node.to_string()))
    }

    fn condition(&mut self, node: &Node, at: At) -> Option<Condition> {
        let keys: Vec<&str> = ["attribute", "all", "any"].into_iter().chain(OPERATORS).collect();
        let table = self.table(node, at, &keys)?;
        let mut parts = Vec::new();
        let mut readable = true;
        for (key, combine) in [("all", Condition::All as fn(_) -> _), ("any", Condition::Any as fn(_) -> _)] {
            if let Some((node, at)) = table.get(key) {
                let conditions = self.conditions(node, &at);
                readable &= conditions.is_some();
                parts.extend(conditions.map(combine));
            }
        }
        if let Some((node, at)) = table.get("not") {
            let inner = self.condition(node, at);
            readable &= inner.is_some();
            parts.extend(inner.map(|condition| Condition::Not(Box::new(condition))));
        }
        let tests = self.tests(&table)?;
        parts.extend(tests);
        if !readable {
            return None;
        }
        if parts.is_empty() {
            let message =
                "this condition asks nothing; add an attribute and an operator such as is or at_least";
            self.error(&table.at, Code::Empty, message);
            return None;
        }
        if parts.len() == 1 { parts.pop() } else { Some(Condition::All(parts)) }
    }

    fn conditions(&mut self, node: &Node, at: &At) -> Option<Vec<Condition>> {
        let items = self.list(node, at)?;
        if items.is_empty() {
            self.error(at, Code::Empty, "the list of conditions is empty; add one or leave the key out");
            return None;
        }
        let read: Vec<_> = items.into_iter().map(|(item, at)| self.condition(item, at)).collect();
        read.into_iter().collect()
    }

    /// The tests of the attribute of this table; `None` when one cannot be read.
    fn tests(&mut self, table: &Table<'_>) -> Option<Vec<Condition>> {
        let operators: Vec<&str> =
            OPERATORS.into_iter().filter(|operator| *operator != "not" && table.has(operator)).collect();
        if !table.has("attribute") {
            if let Some(first) = operators.first() {
                let message =
                    format!("'{first}' needs an attribute to look at; add attribute = \"contact.…\"");
                self.error(&table.at.key("attribute", None), Code::MissingKey, message);
                return None;
            }
            return Some(Vec::new());
        }
        if operators.is_empty() {
            let message =
                "nothing is asked of the attribute; add an operator such as is, contains, at_least or known";
            self.error(&table.at, Code::MissingKey, message);
        }
        let attribute = table.get("attribute").and_then(|(node, at)| self.attribute(node, &at));
        let mut read = Vec::new();
        for operator in &operators {
            let Some((node, at)) = table.get(operator) else { continue };
            let test = self.test(operator, node, &at);
            if let (Some(index), Some((_, test))) = (attribute, &test) {
                self.type_of_test(index, operator, test, &at);
            }
            read.push(test);
        }
        let attribute = attribute.filter(|_| !operators.is_empty())?;
        let condition = |(holds, test)| {
            let test = Condition::Test { attribute, test };
            if holds { test } else { Condition::Not(Box::new(test)) }
        };
        read.into_iter().map(|test| test.map(condition)).collect()
    }

    /// The index of an attribute.
    fn attribute(&mut self, node: &Node, at: &At) -> Option<usize> {
        let text = self.text(node, at)?;
        let found = Scope::ALL.into_iter().find_map(|scope| {
            let name = text.strip_prefix(scope.word())?.strip_prefix('.')?;
            (!name.trim().is_empty()).then(|| AttributeRef { scope, name: name.to_owned() })
        });
        let Some(attribute) = found else {
            let advice = meant(text, self.known).map_or_else(
                || "write contact.…, account.… or relationship.…".to_owned(),
                |word| format!("did you mean '{word}'?"),
            );
            let message = format!("'{text}' does not say whose attribute it is; {advice}");
            self.error(at, Code::InvalidAttribute, message);
            return None;
        };
        if let Some(known) = self.known.filter(|known| !known.attributes.contains_key(text)) {
            let advice = nearest_attribute(text, known.attributes.keys().map(String::as_str))
                .map_or_else(|| "check the spelling".to_owned(), |word| format!("did you mean '{word}'?"));
            let message = format!("nobody has ever seen the attribute '{text}'; {advice}");
            self.warn(at, Code::UnseenAttribute, message);
        }
        if let Some(index) = self.attributes.iter().position(|known| *known == attribute) {
            return Some(index);
        }
        self.attributes.push(attribute);
        Some(self.attributes.len() - 1)
    }

    /// Warns when the type of the attribute can never pass the test.
    fn type_of_test(&mut self, index: usize, operator: &str, test: &Test, at: &At) {
        let Some(name) = self.attributes.get(index).map(ToString::to_string) else { return };
        let Some(kind) = self.known.and_then(|known| known.attributes.get(&name).copied()) else { return };
        let passes = match (test, kind) {
            (Test::Number(_), AttributeType::Boolean | AttributeType::Date)
            | (Test::Moment(_) | Test::Age(_), AttributeType::Boolean | AttributeType::Number) => false,
            (Test::Is(operands), _) => operands.iter().any(|operand| match operand {
                Operand::Number(_) => matches!(kind, AttributeType::Number | AttributeType::Text),
                Operand::Boolean(_) => matches!(kind, AttributeType::Boolean | AttributeType::Text),
                Operand::Text(_) => kind != AttributeType::Boolean,
            }),
            _ => true,
        };
        if !passes {
            let message =
                format!("'{name}' holds a {}, which '{operator}' never passes with this value", kind.word());
            self.warn(at, Code::AttributeType, message);
        }
    }
}

/// The attribute that was meant by a text that begins with no scope: one that is known by that name, or the scope
/// mended.
fn meant(text: &str, known: Option<&Known>) -> Option<String> {
    let seen = known.and_then(|known| nearest_attribute(text, known.attributes.keys().map(String::as_str)));
    seen.map(str::to_owned).or_else(|| {
        let (scope, name) = text.split_once('.')?;
        let scope = nearest(scope, Scope::ALL.map(Scope::word))?;
        (!name.trim().is_empty()).then(|| format!("{scope}.{name}"))
    })
}
