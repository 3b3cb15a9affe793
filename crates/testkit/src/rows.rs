//! Rows of CSV files, column by column: tests say what they need and leave the rest out.

use std::fmt::Display;

/// A row of a file, as column and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(Vec<(String, String)>);

/// A row that begins with its key.
pub fn row(key: impl Display) -> Row {
    Row::default().with("key", key)
}

impl Row {
    /// The same row with a value for a column.
    #[must_use]
    pub fn with(mut self, column: &str, value: impl Display) -> Self {
        self.0.push((column.to_owned(), value.to_string()));
        self
    }

    fn value(&self, column: &str) -> &str {
        self.0.iter().rev().find(|(name, _)| name == column).map_or("", |(_, value)| value)
    }
}

/// The file of these rows: columns in the order in which rows first name them, empty where a row does not.
pub fn csv(rows: &[Row]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in rows.iter().flat_map(|row| &row.0) {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let mut text = line(columns.iter().copied());
    for row in rows {
        text.push_str(&line(columns.iter().map(|column| row.value(column))));
    }
    text
}

fn line<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = values
        .map(|value| {
            if value.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", value.replace('"', "\"\""))
            } else {
                value.to_owned()
            }
        })
        .collect();
    quoted.join(",") + "\n"
}
