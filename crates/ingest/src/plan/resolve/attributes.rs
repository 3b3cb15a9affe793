//! Attributes: the built-in ones, those that the mapping names, and the columns that nothing was said about.

use std::collections::BTreeMap;

use bareme_scoring::AttributeType;

use super::{AttributeSlots, Resolver, Slot, understood};
use crate::header::{attribute_name, squeeze};
use crate::mapping::{AttributePick, FieldUse, Unmapped};
use crate::message::Message;
use crate::survey::ColumnSurvey;

impl Resolver<'_> {
    pub(super) fn built_in_attributes(&mut self, slots: &BTreeMap<&'static str, Slot>) -> AttributeSlots {
        let mut attributes = AttributeSlots::new();
        for field in self.mapping.kind.fields() {
            let FieldUse::Attribute(of) = field.used else { continue };
            let Some(slot) = slots.get(field.name).filter(|slot| slot.is_mapped()) else { continue };
            let of = self.options.known.get(field.name).copied().unwrap_or(of);
            self.attribute_types.insert(field.name.to_owned(), of);
            attributes.push((field.name.to_owned(), of, slot.clone()));
        }
        attributes
    }

    pub(super) fn own_attributes(&mut self, attributes: &mut AttributeSlots) {
        let mapping = self.mapping;
        for (name, AttributePick { pick, of }) in &mapping.attributes {
            let mut slot = self.slot(&format!("attributes.{name}"), name, pick);
            if slot.columns.is_empty() {
                continue;
            }
            slot.words = self.words(name);
            slot.lenient = of.is_none();
            let of = of.or(self.options.known.get(name).copied()).unwrap_or_else(|| self.common_type(&slot));
            self.push_attribute(name.clone(), of, slot, attributes);
        }
    }

    fn push_attribute(
        &mut self,
        name: String,
        of: AttributeType,
        slot: Slot,
        attributes: &mut AttributeSlots,
    ) {
        if self.attribute_types.insert(name.clone(), of).is_some() {
            self.problem(format!("attributes.{name}"), format!("'{name}' is mapped twice"));
        }
        let pick = AttributePick { pick: understood(&slot), of: Some(of) };
        self.effective.attributes.insert(name.clone(), pick);
        self.notice_spoiled(of, &slot);
        attributes.push((name, of, slot));
    }

    /// The type that all columns of a slot share; text otherwise, and when its values are joined or translated.
    fn common_type(&self, slot: &Slot) -> AttributeType {
        let mut types = slot
            .columns
            .iter()
            .filter_map(|(index, _)| self.column(*index))
            .filter(|column| column.filled > 0)
            .map(|column| column.of);
        let first = types.next().unwrap_or(AttributeType::Text);
        let plain = slot.join.is_none() && slot.split.is_none() && slot.words.is_empty();
        if plain && types.all(|of| of == first) { first } else { AttributeType::Text }
    }

    /// Columns that nothing was said about.
    pub(super) fn unmapped(&mut self, attributes: &mut AttributeSlots) {
        let wanted = self.mapping.unmapped.unwrap_or(Unmapped::Attributes) == Unmapped::Attributes;
        if !self.mapping.kind.has_attributes() || !wanted {
            return;
        }
        for (index, column) in self.header.columns().iter().enumerate() {
            let is_filled = self.column(index).is_some_and(|column| column.filled > 0);
            if column.is_reject_note
                || !is_filled
                || self.used.contains(&index)
                || self.is_ignored(&column.name)
            {
                continue;
            }
            let mut name = self.free_attribute_name(&column.name, index);
            if let Some(misfit) = self.misfits.remove(&index) {
                // Under the name of a built-in field texts would be in the way of the numbers or dates that come later.
                if self.mapping.kind.fields().iter().any(|field| field.name == name) {
                    name = self.free_attribute_name(&format!("{name} text"), index);
                }
                self.notices.push(misfit.notice(Some(&name)));
            }
            let slot = Slot { columns: vec![(index, column.name.clone())], lenient: true, ..Slot::default() };
            let known = self.options.known.get(&name).copied();
            let of = known.unwrap_or_else(|| self.common_type(&slot));
            self.use_column(index, name.clone());
            self.push_attribute(name, of, slot, attributes);
        }
    }

    /// Says which columns come to nothing, though their headers were understood.
    pub(super) fn notice_left_out(&mut self) {
        for (index, misfit) in &self.misfits {
            if !self.used.contains(index) && !self.is_ignored(&misfit.column) {
                self.notices.push(misfit.notice(None));
            }
        }
    }

    fn is_ignored(&self, column: &str) -> bool {
        let column = squeeze(column);
        self.mapping.ignore.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(beginning) => column.starts_with(&squeeze(beginning)),
            None => column == squeeze(pattern),
        })
    }

    fn free_attribute_name(&self, column: &str, index: usize) -> String {
        let mut name = attribute_name(column);
        if name.is_empty() {
            name = format!("column_{}", index + 1);
        }
        let is_free = |name: &str| !self.attribute_types.contains_key(name);
        if is_free(&name) {
            return name;
        }
        (2..=u64::MAX).map(|count| format!("{name}_{count}")).find(|name| is_free(name)).unwrap_or(name)
    }

    /// Says of a column of texts that nobody asked to be one when it nearly is something else.
    fn notice_spoiled(&mut self, of: AttributeType, slot: &Slot) {
        if of != AttributeType::Text || !slot.lenient || !slot.words.is_empty() {
            return;
        }
        for (index, name) in &slot.columns {
            let Some((nearly, line)) = self.column(*index).and_then(ColumnSurvey::spoiled) else { continue };
            let (code, what) = match nearly {
                AttributeType::Number => ("spoiled_numbers", "numbers"),
                _ => ("spoiled_dates", "dates"),
            };
            let text = format!(
                "'{name}' looks like {what} and is taken as text, because the value on line {line} is none; mend it, or give \
                 the type under [attributes] of a mapping to have such rows rejected"
            );
            self.notices.push(Message::new(code, text).with("column", name).with("line", line));
        }
    }
}
