//! Conditions as SQL that is true or false, never NULL.

use bareme_scoring::model::{Condition, Interval, Operand, Test};

use crate::dialect::{real, text};
use crate::{Dialect, Writer, pattern};

impl Writer<'_> {
    /// A condition on the columns `a0_text`, `a0_number`, `a0_flag`, `a0_moment`, `a1_text` … of attributes.
    pub(crate) fn condition(&mut self, condition: &Condition, place: &str) -> String {
        match condition {
            Condition::All(parts) => self.joined(parts, " AND ", place),
            Condition::Any(parts) => self.joined(parts, " OR ", place),
            Condition::Not(part) => format!("(NOT {})", self.condition(part, place)),
            Condition::Test { attribute, test } => self.test(*attribute, test, place),
        }
    }

    fn joined(&mut self, parts: &[Condition], by: &str, place: &str) -> String {
        if parts.is_empty() {
            return truth(by == " AND ");
        }
        let parts: Vec<String> = parts.iter().map(|part| self.condition(part, place)).collect();
        format!("({})", parts.join(by))
    }

    fn test(&mut self, attribute: usize, test: &Test, place: &str) -> String {
        let column = |facet: &str| format!("a{attribute}_{facet}");
        let words = column("text");
        let dialect = self.dialect;
        let tests: Vec<String> = match test {
            Test::Known => return format!("({words} IS NOT NULL)"),
            Test::Is(operands) => {
                let equal = operands.iter().map(|operand| equals(attribute, operand)).collect::<Vec<_>>();
                return if equal.is_empty() { truth(false) } else { format!("({})", equal.join(" OR ")) };
            }
            Test::Contains(parts) => parts.iter().map(|part| contains(dialect, &words, part)).collect(),
            Test::ContainsAll(parts) => {
                let all: Vec<String> = parts.iter().map(|part| contains(dialect, &words, part)).collect();
                vec![if all.is_empty() { truth(true) } else { format!("({})", all.join(" AND ")) }]
            }
            Test::StartsWith(parts) => parts.iter().map(|part| starts_with(&words, part)).collect(),
            Test::EndsWith(parts) => parts.iter().map(|part| ends_with(dialect, &words, part)).collect(),
            Test::Matches(expression) => match pattern::expression(expression.as_str(), &words, dialect) {
                Ok(matches) => vec![matches],
                Err(why) => {
                    self.refuse(place, format!("the expression {expression} {why}"));
                    vec![truth(false)]
                }
            },
            Test::Number(range) => return within(&column("number"), range),
            Test::Moment(range) => return within(&column("moment"), range),
            Test::Age(range) => {
                let age = format!("({} - {})", self.as_of.millis(), column("moment"));
                return format!("({} IS NOT NULL AND {})", column("moment"), within(&age, range));
            }
        };
        if tests.is_empty() {
            return truth(false);
        }
        format!("({words} IS NOT NULL AND ({}))", tests.join(" OR "))
    }
}

/// All three know no better way of saying it where a column could be meant.
pub(crate) fn truth(holds: bool) -> String {
    if holds { "(1 = 1)".to_owned() } else { "(1 = 0)".to_owned() }
}

fn equals(attribute: usize, operand: &Operand) -> String {
    let (column, value) = match operand {
        Operand::Text(word) => ("text", text(word)),
        Operand::Number(number) if number.is_sign_negative() && *number >= 0.0 => return truth(false),
        Operand::Number(number) => ("number", real(*number)),
        Operand::Boolean(flag) => ("flag", u8::from(*flag).to_string()),
    };
    let column = format!("a{attribute}_{column}");
    format!("({column} IS NOT NULL AND {column} = {value})")
}

fn contains(dialect: Dialect, column: &str, part: &str) -> String {
    if part.is_empty() {
        return truth(true);
    }
    let function = if dialect == Dialect::Sqlite { "INSTR" } else { "STRPOS" };
    format!("{function}({column}, {}) > 0", text(part))
}

fn starts_with(column: &str, part: &str) -> String {
    format!("SUBSTR({column}, 1, {}) = {}", part.chars().count(), text(part))
}

fn ends_with(dialect: Dialect, column: &str, part: &str) -> String {
    let length = part.chars().count();
    match dialect {
        _ if length == 0 => truth(true),
        Dialect::Sqlite => format!("SUBSTR({column}, -{length}) = {}", text(part)),
        Dialect::Postgres | Dialect::Duckdb => format!("RIGHT({column}, {length}) = {}", text(part)),
    }
}

fn within(column: &str, range: &Interval) -> String {
    let mut parts = vec![format!("{column} IS NOT NULL")];
    if let Some(low) = range.low {
        parts.push(format!("{column} {} {}", if low.inclusive { ">=" } else { ">" }, real(low.value)));
    }
    if let Some(high) = range.high {
        parts.push(format!("{column} {} {}", if high.inclusive { "<=" } else { "<" }, real(high.value)));
    }
    format!("({})", parts.join(" AND "))
}
