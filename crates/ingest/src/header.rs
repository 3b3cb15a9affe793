//! The names of the columns: trimmed, never empty, never twice the same.

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::fold;

use crate::message::Message;

/// The columns that a rejects file has besides those of the original file. The importer does not look at them.
pub(crate) const REJECT_COLUMNS: [&str; 4] =
    ["bareme_line", "bareme_column", "bareme_value", "bareme_reason"];

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: the header, trimmed; `column N` when that is empty; with a number behind it when it came before.
    pub name: String,
    /// The header as it stands in the file, without what guards it from spreadsheets.
    pub raw: String,
    /// Whether a rejects file added it; such a column is not looked at.
    pub is_reject_note: bool,
}

/// The header line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    columns: Vec<Column>,
    by_name: BTreeMap<String, usize>,
    by_squeezed: BTreeMap<String, Vec<usize>>,
}

impl Header {
    /// Names the columns; the second value says what was odd about them.
    pub fn new(cells: &[String]) -> (Self, Vec<Message>) {
        let mut header = Self::default();
        let mut notices = Vec::new();
        let taken: BTreeSet<&str> = cells.iter().map(|cell| cell.trim()).collect();
        let mut number = 0;
        for cell in cells {
            let trimmed = trim(cell);
            let is_reject_note = REJECT_COLUMNS.contains(&trimmed);
            // Numbers count the columns of the original file, so that a mended rejects file gets the same names.
            number += usize::from(!is_reject_note);
            let name = if trimmed.is_empty() { format!("column {number}") } else { trimmed.to_owned() };
            let unique = header.free_name(&name, &taken);
            if trimmed.is_empty() {
                let text = format!("column {number} has no header and is called '{unique}'");
                notices.push(Message::new("empty_header", text).with("number", number).with("name", &unique));
            } else if unique != name {
                let text = format!(
                    "the header '{name}' occurs again in column {number}, which is called '{unique}'"
                );
                let notice = Message::new("repeated_header", text).with("header", &name);
                notices.push(notice.with("number", number).with("name", &unique));
            }
            header.push(Column { name: unique, raw: cell.clone(), is_reject_note });
        }
        (header, notices)
    }

    fn free_name(&self, name: &str, taken: &BTreeSet<&str>) -> String {
        if !self.by_name.contains_key(name) {
            return name.to_owned();
        }
        (2..=u64::MAX)
            .map(|count| format!("{name} {count}"))
            .find(|candidate| !self.by_name.contains_key(candidate) && !taken.contains(candidate.as_str()))
            .unwrap_or_default()
    }

    fn push(&mut self, column: Column) {
        let index = self.columns.len();
        if !column.is_reject_note {
            self.by_name.insert(column.name.clone(), index);
            self.by_squeezed.entry(squeeze(&column.name)).or_default().push(index);
        }
        self.columns.push(column);
    }

    /// All columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many columns a rejects file has put in front.
    pub(crate) fn note_columns(&self) -> usize {
        self.columns.iter().take_while(|column| column.is_reject_note).count()
    }

    /// Names of the columns that carry data.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| !column.is_reject_note).map(|column| column.name.as_str())
    }

    /// The name of a column; empty when there is none.
    pub fn name(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", |column| column.name.as_str())
    }

    /// The column of that name; else the only one whose letters and digits are the same, whatever case, accents, spaces
    /// and marks (`First Name`, `first_name`, `FirstName`).
    pub fn find(&self, name: &str) -> Option<usize> {
        if let Some(index) = self.by_name.get(name.trim()) {
            return Some(*index);
        }
        match self.by_squeezed.get(&squeeze(name)).map(Vec::as_slice) {
            Some([index]) => Some(*index),
            _ => None,
        }
    }

    /// The first column that [`Self::find`] would see, even when several look alike.
    pub(crate) fn find_first(&self, name: &str) -> Option<usize> {
        self.find(name).or_else(|| self.by_squeezed.get(&squeeze(name))?.first().copied())
    }
}

/// White space and the marks that editors leave at the start of a file.
fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'))
}

/// Letters and digits without case and accents; a name without any keeps its marks.
pub(crate) fn squeeze(name: &str) -> String {
    let squeezed: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    if squeezed.is_empty() { name.trim().to_owned() } else { squeezed }
}

/// The attribute name of a header: `Number Of Employees`, `NumberOfEmployees` → `number_of_employees`.
pub(crate) fn attribute_name(header: &str) -> String {
    let mut spaced = String::new();
    let mut before_lower = false;
    for letter in header.chars() {
        if letter.is_uppercase() && before_lower {
            spaced.push(' ');
        }
        before_lower = letter.is_lowercase() || letter.is_numeric();
        spaced.push(letter);
    }
    let folded = fold(&spaced);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(cells: &[&str]) -> (Vec<String>, Vec<Message>) {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let (header, notices) = Header::new(&cells);
        (header.names().map(str::to_owned).collect(), notices)
    }

    #[test]
    fn empty_and_repeated_headers_get_names_of_their_own() {
        let (names, notices) = named(&[" Name ", "", "Name", "Name 2", "Name"]);
        assert_eq!(names, ["Name", "column 2", "Name 3", "Name 2", "Name 4"]);
        assert_eq!(notices.len(), 3, "{notices:?}");
    }

    #[test]
    fn columns_of_a_rejects_file_are_not_data_and_do_not_shift_numbers() {
        let (names, _) = named(&["bareme_line", "bareme_column", "bareme_value", "bareme_reason", "Id", ""]);
        assert_eq!(names, ["Id", "column 2"]);
    }

    #[test]
    fn attribute_names_are_snake_case_without_accents() {
        assert_eq!(attribute_name("NumberOfEmployees"), "number_of_employees");
        assert_eq!(attribute_name("Chiffre d'Affaires (k€)"), "chiffre_d_affaires_k");
        assert_eq!(attribute_name("Page Views Per Visit"), "page_views_per_visit");
        assert_eq!(
            attribute_name("property_hs_all-funky-a9384-syntax"),
            "property_hs_all_funky_a9384_syntax"
        );
    }
}
