//! A table as a file that spreadsheets and programs read: RFC 4180, comma, CRLF, UTF-8.

use bareme_scoring::spreadsheet::guarded;

use super::{Cell, Table};

impl Table {
    /// The table as CSV: the columns' keys, then the rows. Figures have a point and all their digits, shares lie between 0
    /// and 1, moments are RFC 3339, what is not known is empty. Text that a spreadsheet would run as a formula gets an
    /// apostrophe in front, which an import takes off again.
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
        Cell::Text(text) => guarded(text).into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(points) => points.to_string(),
        Cell::Moment(moment) => moment.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}
