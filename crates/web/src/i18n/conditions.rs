//! Conditions of a model in words, as the grid's readers in marketing and sales know them.

use bareme_scoring::model::{Bound, Condition, Interval, Operand, Test};
use bareme_scoring::{AttributeRef, DAY_MS, Instant, Scope};

use super::Text;

impl Text {
    /// A condition as a clause: "Title contains “director” or “head of”".
    pub fn condition(self, condition: &Condition, attributes: &[AttributeRef]) -> String {
        match condition {
            Condition::All(parts) => self.joined("condition-and", parts, attributes),
            Condition::Any(parts) => self.joined("condition-or", parts, attributes),
            Condition::Not(inner) => match &**inner {
                Condition::Test { attribute, test: Test::Known } => {
                    self.with("condition-unknown", "what", self.subject(*attribute, attributes))
                }
                inner => self.with("condition-not", "clause", self.condition(inner, attributes)),
            },
            Condition::Test { attribute, test } => {
                let what = self.subject(*attribute, attributes);
                self.test(&what, test)
            }
        }
    }

    /// Clauses joined by "and" or "or"; a clause that is joined itself stands in brackets.
    fn joined(self, key: &str, parts: &[Condition], attributes: &[AttributeRef]) -> String {
        let clauses: Vec<String> = parts
            .iter()
            .map(|part| {
                let clause = self.condition(part, attributes);
                let nested = matches!(part, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
                if nested { format!("({clause})") } else { clause }
            })
            .collect();
        clauses.join(&format!(" {} ", self.say(key)))
    }

    fn subject(self, attribute: usize, attributes: &[AttributeRef]) -> String {
        let Some(attribute) = attributes.get(attribute) else { return self.say("value-unknown") };
        let name = self.attribute(&attribute.name);
        match attribute.scope {
            Scope::Contact => name,
            Scope::Account => self.with("condition-of-account", "name", name),
            Scope::Relationship => self.with("condition-of-relationship", "name", name),
        }
    }

    fn test(self, what: &str, test: &Test) -> String {
        let list = |key: &str, values: &[String]| {
            let quoted: Vec<String> = values.iter().map(|value| self.quoted(value)).collect();
            self.with2(key, "what", what, "values", self.either(&quoted))
        };
        match test {
            Test::Known => self.with("condition-known", "what", what),
            Test::Is(operands) => {
                let values: Vec<String> = operands.iter().map(|operand| self.operand(operand)).collect();
                self.with2("condition-is", "what", what, "values", self.either(&values))
            }
            Test::Contains(parts) => list("condition-contains", parts),
            Test::ContainsAll(parts) => {
                let quoted: Vec<String> = parts.iter().map(|part| self.quoted(part)).collect();
                let all = quoted.join(&format!(" {} ", self.say("condition-and")));
                self.with2("condition-contains", "what", what, "values", all)
            }
            Test::StartsWith(parts) => list("condition-starts", parts),
            Test::EndsWith(parts) => list("condition-ends", parts),
            Test::Matches(pattern) => {
                self.with2("condition-matches", "what", what, "values", pattern.as_str())
            }
            Test::Number(range) => format!("{what} {}", self.range(range, |value| self.plain(value))),
            Test::Moment(range) => format!("{what} {}", self.range(range, |value| self.date(&moment(value)))),
            Test::Age(range) => {
                let clause =
                    self.range(range, |value| self.with("condition-days", "days", self.plain(days(value))));
                self.with2("condition-age", "what", what, "range", clause)
            }
        }
    }

    fn operand(self, operand: &Operand) -> String {
        match operand {
            Operand::Text(text) => self.quoted(text),
            Operand::Number(number) => self.plain(*number),
            Operand::Boolean(flag) => self.say(if *flag { "yes" } else { "no" }),
        }
    }

    fn either(self, values: &[String]) -> String {
        match values {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.say("condition-or")),
        }
    }

    fn quoted(self, text: &str) -> String {
        self.with("quoted", "text", text)
    }

    /// The ends of a range in words; "at least 200 and below 1,000".
    fn range(self, range: &Interval, write: impl Fn(f64) -> String) -> String {
        let end = |bound: Option<Bound>, inclusive: &str, exclusive: &str| {
            let bound = bound?;
            Some(self.with(if bound.inclusive { inclusive } else { exclusive }, "value", write(bound.value)))
        };
        let low = end(range.low, "condition-at-least", "condition-above");
        let high = end(range.high, "condition-at-most", "condition-below");
        let ends: Vec<String> = [low, high].into_iter().flatten().collect();
        ends.join(&format!(" {} ", self.say("condition-and")))
    }

    /// A number with the digits that it has.
    fn plain(self, number: f64) -> String {
        let digits = number.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
        self.decimal(&number, digits)
    }
}

/// A moment that a range keeps as milliseconds.
#[expect(clippy::cast_possible_truncation, reason = "it was made from whole milliseconds")]
const fn moment(millis: f64) -> Instant {
    Instant::from_millis(millis as i64)
}

#[expect(clippy::cast_precision_loss, reason = "a day has few milliseconds")]
fn days(millis: f64) -> f64 {
    millis / DAY_MS as f64
}

#[cfg(test)]
mod tests {
    use bareme_scoring::check;

    use super::*;
    use crate::i18n::Language;

    /// The first criterion of a model with this condition, in words.
    fn words(language: Language, condition: &str) -> String {
        let document = format!(
            "name = \"m\"\n[fit]\n[[fit.category]]\nname = \"c\"\nweight = 100\n[[fit.category.criterion]]\n\
             when = {condition}\npercent = 100\n"
        );
        let report = check(&document, None);
        let model = report.model.unwrap_or_else(|| panic!("{:?}", report.problems));
        Text::new(language, Instant::from_millis(0))
            .condition(&model.fit.categories[0].criteria[0].when, &model.attributes)
    }

    #[test]
    fn conditions_read_like_sentences_in_both_languages() {
        let title = "{ attribute = \"contact.title\", contains_any = [\"director\", \"head of\"] }";
        assert_eq!(words(Language::English, title), "Title contains “director” or “head of”");
        assert_eq!(
            words(Language::French, title),
            "Fonction contient «\u{a0}director\u{a0}» ou «\u{a0}head of\u{a0}»"
        );
        let size = "{ attribute = \"account.employees\", between = [200, 1000] }";
        assert_eq!(words(Language::English, size), "Employees (account) at least 200 and below 1,000");
    }

    #[test]
    fn nested_conditions_keep_their_brackets() {
        let nested = "{ all = [{ attribute = \"account.country\", known = true }, { any = [\
            { attribute = \"contact.email\", ends_with = \".fr\" }, { attribute = \"contact.score\", above = 1.5 }] }] }";
        assert_eq!(
            words(Language::English, nested),
            "Country (account) is known and (E-mail ends with “.fr” or score above 1.5)"
        );
    }
}
