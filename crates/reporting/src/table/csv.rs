//! A table as a file that spreadsheets and programs read: RFC 4180, comma, CRLF, UTF-8.

use super::{Cell, Table};

impl Table {
    /// The table as CSV: the columns' keys, then the rows. Figures have a point and all their digits, shares lie between 0
    /// and 1, moments are RFC 3339, what is not known is empty. Text that a spreadsheet would run as a formula gets an
    /// apostrophe in front.
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        line(&mut out, self.columns.iter().map(|column| column.key.to_owned()));
        for row in &self.rows {
            line(&mut out, row.iter().map(plain));
        }
        out
    }
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if is_formula(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(points) => points.to_string(),
        Cell::Moment(moment) => moment.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// Whether a spreadsheet would take the text for a formula. A telephone number or a negative number is none.
fn is_formula(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => {
            !characters.all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '(' | ')' | '-' | '/'))
        }
        _ => false,
    }
}
