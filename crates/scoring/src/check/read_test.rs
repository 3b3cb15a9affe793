//! The operators of conditions out of the tree.

use super::Code;
use super::reader::{At, Checker};
use crate::document::{Content, Node};
use crate::model::{Interval, Operand, Test};
use crate::{DAY_MS, Instant, fold};

impl Checker<'_> {
    /// A test, and whether it must pass or must not.
    pub fn test(&mut self, operator: &str, node: &Node, at: &At) -> Option<(bool, Test)> {
        let positive = |test| Some((true, test));
        match operator {
            "is" => positive(Test::Is(vec![self.operand(node, at)?])),
            "is_not" => Some((false, Test::Is(vec![self.operand(node, at)?]))),
            "in" => positive(Test::Is(self.operands(node, at)?)),
            "not_in" => Some((false, Test::Is(self.operands(node, at)?))),
            "contains" => positive(Test::Contains(vec![self.folded(node, at)?])),
            "contains_any" => positive(Test::Contains(self.texts(node, at)?)),
            "contains_all" => positive(Test::ContainsAll(self.texts(node, at)?)),
            "starts_with" => positive(Test::StartsWith(self.text_or_texts(node, at)?)),
            "ends_with" => positive(Test::EndsWith(self.text_or_texts(node, at)?)),
            "matches" => positive(Test::Matches(self.expression(node, at)?)),
            "at_least" => positive(Test::Number(Interval::at_least(self.number(node, at)?))),
            "at_most" => positive(Test::Number(Interval::at_most(self.number(node, at)?))),
            "above" => positive(Test::Number(Interval::above(self.number(node, at)?))),
            "below" => positive(Test::Number(Interval::below(self.number(node, at)?))),
            "between" => positive(self.between(node, at)?),
            "before" => positive(Test::Moment(Interval::below(self.moment(node, at)?))),
            "after" => positive(Test::Moment(Interval::above(self.moment(node, at)?))),
            "within_days" => {
                let age = self.age(node, at)?;
                positive(Test::Age(Interval::at_least(0.0).intersect(&Interval::at_most(age))))
            }
            "older_than_days" => positive(Test::Age(Interval::above(self.age(node, at)?))),
            "known" => self.boolean(node, at).map(|known| (known, Test::Known)),
            "is_true" | "is_false" => self.flag(operator, node, at),
            _ => None,
        }
    }

    fn flag(&mut self, operator: &str, node: &Node, at: &At) -> Option<(bool, Test)> {
        if self.boolean(node, at)? {
            return Some((true, Test::Is(vec![Operand::Boolean(operator == "is_true")])));
        }
        let other = if operator == "is_true" { "is_false" } else { "is_true" };
        let message =
            format!("'{operator} = false' can be read in two ways; write {other} = true, or not = {{ … }}");
        self.error(at, Code::OutOfRange, message);
        None
    }

    fn operand(&mut self, node: &Node, at: &At) -> Option<Operand> {
        match &node.content {
            Content::Text(_) => self.folded(node, at).map(|text| Operand::Text(text.trim().to_owned())),
            Content::Boolean(flag) => Some(Operand::Boolean(*flag)),
            Content::Integer(_) | Content::Float(_) => {
                self.number(node, at).map(|number| Operand::Number(number + 0.0))
            }
            Content::List(_) => {
                self.error(
                    at,
                    Code::WrongType,
                    "expected one value, found a list; use in or not_in for several",
                );
                None
            }
            _ => {
                let message = format!("expected a text, a number, true or false, found {}", node.kind());
                self.error(at, Code::WrongType, message);
                None
            }
        }
    }

    fn operands(&mut self, node: &Node, at: &At) -> Option<Vec<Operand>> {
        self.several(node, at, Self::operand)
    }

    fn folded(&mut self, node: &Node, at: &At) -> Option<String> {
        if node.items().is_some() {
            self.error(
                at,
                Code::WrongType,
                "expected one text, found a list; use contains_any or contains_all",
            );
            return None;
        }
        // Blanks at the ends stay: " vp" is a way to ask for the beginning of a word.
        let folded = fold(self.text(node, at)?).into_owned();
        if folded.is_empty() {
            self.error(at, Code::Empty, "nothing is left of this text without its accents; write letters");
            return None;
        }
        Some(folded)
    }

    fn texts(&mut self, node: &Node, at: &At) -> Option<Vec<String>> {
        self.several(node, at, Self::folded)
    }

    fn text_or_texts(&mut self, node: &Node, at: &At) -> Option<Vec<String>> {
        if node.items().is_some() {
            self.texts(node, at)
        } else {
            self.folded(node, at).map(|text| vec![text])
        }
    }

    fn several<T>(
        &mut self,
        node: &Node,
        at: &At,
        read: impl Fn(&mut Self, &Node, &At) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.list(node, at)?;
        if items.is_empty() {
            self.error(at, Code::Empty, "the list is empty; add a value");
            return None;
        }
        let read: Vec<Option<T>> = items.into_iter().map(|(item, at)| read(self, item, &at)).collect();
        read.into_iter().collect()
    }

    /// The expression sees folded text, so its own accents are folded too, and case is ignored.
    fn expression(&mut self, node: &Node, at: &At) -> Option<regex::Regex> {
        let text = self.text(node, at)?;
        let mut pattern = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii() { pattern.push(c) } else { pattern.push_str(&fold(c.encode_utf8(&mut [0; 4]))) }
        }
        match regex::RegexBuilder::new(&pattern).case_insensitive(true).size_limit(1 << 20).build() {
            Ok(expression) => Some(expression),
            Err(error) => {
                let last = error.to_string();
                let sentence =
                    last.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.error(
                    at,
                    Code::InvalidPattern,
                    format!("the expression '{text}' cannot be read: {sentence}"),
                );
                None
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar date are below 2^53")]
    fn moment(&mut self, node: &Node, at: &At) -> Option<f64> {
        let text = self.text(node, at)?;
        let moment = Instant::parse(text);
        if moment.is_none() {
            let message = format!("'{text}' is not a date; write 2026-06-30 or 2026-06-30T12:00:00Z");
            self.error(at, Code::InvalidDate, message);
        }
        moment.map(|moment| moment.millis() as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds are exact")]
    fn age(&mut self, node: &Node, at: &At) -> Option<f64> {
        let days = self.number(node, at)?;
        if !(0.0..=73_050.0).contains(&days) {
            self.error(at, Code::OutOfRange, format!("{days} days is not from 0 to 73050"));
            return None;
        }
        Some((days * DAY_MS as f64).round())
    }

    fn between(&mut self, node: &Node, at: &At) -> Option<Test> {
        let items = self.list(node, at)?;
        let [(low, low_at), (high, high_at)] = items.as_slice() else {
            let message = "expected two values: at least the first, below the second";
            self.error(at, Code::WrongType, message);
            return None;
        };
        let dates = low.text().is_some() && high.text().is_some();
        let (low, high) = if dates {
            (self.moment(low, low_at), self.moment(high, high_at))
        } else {
            (self.number(low, low_at), self.number(high, high_at))
        };
        let range = Interval::at_least(low?).intersect(&Interval::below(high?));
        if range.is_empty() {
            let message =
                "nothing lies between these two; write the smaller first (the second is not included)";
            self.error(at, Code::EmptyRange, message);
            return None;
        }
        Some(if dates { Test::Moment(range) } else { Test::Number(range) })
    }
}
