//! Lists in forms: a row for each thing, and blank rows at the end for new ones.

use crate::pages::post::{PostForm, Posted};

/// A row of a list in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    list: &'static str,
    /// Its place in the form, from 1.
    pub number: usize,
    /// What it was called when the form was made; blank for a new one.
    pub was: String,
}

impl Row {
    /// The name of one of its fields.
    pub fn field(&self, name: &str) -> String {
        format!("{}[{}].{name}", self.list, self.number)
    }

    /// Whether it is a blank one for something new.
    pub const fn is_new(&self) -> bool {
        self.was.is_empty()
    }
}

/// The rows that a form has.
pub fn rows(form: &PostForm, list: &'static str) -> Vec<Row> {
    let mut found = Vec::new();
    for number in 1.. {
        let name = format!("{list}[{number}].was");
        if !form.values.has(&name) {
            break;
        }
        found.push(Row { list, number, was: form.values.typed(&name).to_owned() });
    }
    found
}

/// Writes the fields of one more row.
pub fn push(values: &mut Posted, list: &str, number: usize, was: &str, fields: &[(&str, String)]) {
    values.push(format!("{list}[{number}].was"), was);
    for (name, value) in fields {
        values.push(format!("{list}[{number}].{name}"), value.as_str());
    }
    values.push(format!("{list}[{number}].order"), number.to_string());
}

/// What the rows of a list say, in the order that they ask for; each with the number of its row.
pub struct Listed<T> {
    /// Numbers of the rows, in the order of the values.
    pub numbers: Vec<usize>,
    /// The values.
    pub values: Vec<T>,
    /// Old and new names of what was renamed.
    pub renamed: Vec<(String, String)>,
}

/// Reads the rows of a list. Rows that are taken out are left out, and blank rows in which none of `texts` was typed.
pub fn read<T>(
    form: &mut PostForm,
    list: &'static str,
    texts: &[&str],
    mut each: impl FnMut(&mut PostForm, &Row) -> Option<(String, T)>,
) -> Listed<T> {
    let mut read = Vec::new();
    let mut renamed = Vec::new();
    for row in rows(form, list) {
        let blank = || texts.iter().all(|name| form.values.text(&row.field(name)).is_none());
        if form.is_ticked(row.field("remove")) || (row.is_new() && blank()) {
            continue;
        }
        let order = form.parsed(&row.field("order"), "form-error-whole", |text| text.parse::<i64>().ok());
        if let Some((name, value)) = each(form, &row) {
            if !row.is_new() && row.was != name {
                renamed.push((row.was.clone(), name));
            }
            read.push((order.unwrap_or(i64::MAX), row.number, value));
        }
    }
    read.sort_by_key(|(order, number, _)| (*order, *number));
    let numbers = read.iter().map(|(_, number, _)| *number).collect();
    Listed { numbers, values: read.into_iter().map(|(_, _, value)| value).collect(), renamed }
}
