//! Names in a mapping that only make sense for some kinds of record.

use super::Walk;
use crate::error::Problem;
use crate::header::attribute_name;
use crate::mapping::{Kind, Mapping, nearest};

impl Walk<'_> {
    /// Fields that the kind does not have, attributes where there are none, names that no model could refer to.
    pub(super) fn check_names(&mut self, mapping: &Mapping) {
        self.check_fields(mapping);
        let kind = mapping.kind;
        if !kind.has_attributes() && !mapping.attributes.is_empty() {
            let message = format!("{} have no attributes; only accounts and contacts do", kind.word());
            self.named("attributes".to_owned(), message);
        }
        if kind != Kind::Relationships && !mapping.swap_rows_where.is_empty() {
            let message = "only relationships have two ends to change places".to_owned();
            self.named("swap_rows_where".to_owned(), message);
        }
        for name in mapping.attributes.keys() {
            let plain = attribute_name(name);
            if *name != plain {
                let message = format!(
                    "'{name}' is no name for an attribute: lower-case words joined by _, such as '{plain}'"
                );
                self.named(format!("attributes.{name}"), message);
            }
        }
    }

    fn named(&mut self, place: String, message: String) {
        let line = self.lines.get(&place).copied();
        self.problems.push(Problem { line, place, message });
    }

    fn check_fields(&mut self, mapping: &Mapping) {
        let fields: Vec<&str> = mapping.kind.fields().iter().map(|field| field.name).collect();
        let values = mapping.values.keys().filter(|name| !mapping.attributes.contains_key(*name));
        let named = [
            ("columns", mapping.columns.keys().collect::<Vec<_>>()),
            ("constants", mapping.constants.keys().collect()),
            ("values", values.collect()),
        ];
        for (section, name) in
            named.iter().flat_map(|(section, names)| names.iter().map(move |name| (*section, *name)))
        {
            if fields.contains(&name.as_str()) {
                continue;
            }
            let hint = match nearest(name, fields.iter().copied()) {
                Some(known) => format!("did you mean '{known}'?"),
                None if mapping.kind.has_attributes() && section == "columns" => {
                    "a fact of one's own goes under [attributes]".to_owned()
                }
                None => format!("known are {}", fields.join(", ")),
            };
            let message = format!("{} have no field '{name}'; {hint}", mapping.kind.word());
            self.named(format!("{section}.{name}"), message);
        }
    }
}
