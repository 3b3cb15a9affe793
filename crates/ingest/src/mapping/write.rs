//! A mapping as TOML.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{AttributePick, Condition, Mapping, Pick, Unmapped};

pub(super) fn to_toml(mapping: &Mapping) -> String {
    let mut table = Table::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            table.insert(key.to_owned(), value);
        }
    };
    put("kind", Some(text(mapping.kind.word())));
    put("description", mapping.description.as_deref().map(text));
    put("preset", mapping.preset.as_deref().map(text));
    let reading = &mapping.reading;
    put("empty", list(&reading.empty));
    put("date_formats", list(&reading.date_formats));
    put("time_zone", reading.time_zone.as_deref().map(text));
    put("decimal_comma", flag(reading.decimal_comma));
    put("thousands_separators", flag(reading.thousands_separators));
    put("currency_signs", flag(reading.currency_signs));
    put("ignore", list(&mapping.ignore));
    put("unmapped", mapping.unmapped.map(unmapped));
    put("columns", section(&mapping.columns, pick));
    put("attributes", section(&mapping.attributes, attribute));
    put("constants", section(&mapping.constants, |value| text(value)));
    put("values", section(&mapping.values, |words| section(words, |word| text(word)).unwrap_or_else(empty)));
    put("skip_rows_where", section(&mapping.skip_rows_where, condition));
    put("only_rows_where", section(&mapping.only_rows_where, condition));
    put("swap_rows_where", section(&mapping.swap_rows_where, condition));
    // A table of texts, flags, lists and tables can always be written.
    toml::to_string(&table).unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn empty() -> Value {
    Value::Table(Table::new())
}

fn flag(flag: bool) -> Option<Value> {
    flag.then_some(Value::Boolean(true))
}

fn texts(values: &[String]) -> Value {
    Value::Array(values.iter().map(|value| text(value)).collect())
}

fn list(values: &[String]) -> Option<Value> {
    (!values.is_empty()).then(|| texts(values))
}

fn unmapped(unmapped: Unmapped) -> Value {
    text(match unmapped {
        Unmapped::Attributes => "attributes",
        Unmapped::Ignore => "ignore",
    })
}

fn section<T>(entries: &BTreeMap<String, T>, write: impl Fn(&T) -> Value) -> Option<Value> {
    let table: Table = entries.iter().map(|(key, entry)| (key.clone(), write(entry))).collect();
    (!table.is_empty()).then_some(Value::Table(table))
}

fn pick(pick: &Pick) -> Value {
    let headers = match pick.columns.as_slice() {
        [header] => text(header),
        headers => texts(headers),
    };
    if pick.join.is_none() && pick.split.is_none() && !pick.optional {
        return headers;
    }
    let mut table = Table::from_iter([("columns".to_owned(), headers)]);
    for (key, option) in [("join", &pick.join), ("split", &pick.split)] {
        if let Some(value) = option {
            table.insert(key.to_owned(), text(value));
        }
    }
    if pick.optional {
        table.insert("optional".to_owned(), Value::Boolean(true));
    }
    Value::Table(table)
}

fn attribute(attribute: &AttributePick) -> Value {
    let Some(of) = attribute.of else { return pick(&attribute.pick) };
    let mut table = match pick(&attribute.pick) {
        Value::Table(table) => table,
        other => Table::from_iter([("columns".to_owned(), other)]),
    };
    table.insert("type".to_owned(), text(of.word()));
    Value::Table(table)
}

fn condition(condition: &Condition) -> Value {
    let values = match condition.values.as_slice() {
        [value] => text(value),
        values => texts(values),
    };
    if condition.optional {
        Value::Table(Table::from_iter([
            ("is".to_owned(), values),
            ("optional".to_owned(), Value::Boolean(true)),
        ]))
    } else {
        values
    }
}
