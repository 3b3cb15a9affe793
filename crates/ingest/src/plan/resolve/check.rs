//! What a mapping can get wrong besides the names of columns.

use std::collections::BTreeMap;

use bareme_scoring::{BuyingRole, RelationshipKind, Stage};
use chrono::format::{Item, StrftimeItems};

use super::{Resolver, Slot};
use crate::mapping::nearest;
use crate::message::Message;
use crate::values::date::Zone;

impl Resolver<'_> {
    /// Time zone, date formats, constants and translations.
    pub(super) fn check_values(&mut self) {
        let mapping = self.mapping;
        if let Some(zone) = &mapping.reading.time_zone
            && let Err(name) = Zone::named(zone)
        {
            let hint = match nearest(&name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())) {
                Some(known) => format!("did you mean '{known}'?"),
                None => "write a name such as Europe/Paris".to_owned(),
            };
            self.problem("time_zone".to_owned(), format!("'{name}' is not a time zone; {hint}"));
        }
        for format in &mapping.reading.date_formats {
            if !is_date_format(format) {
                let message =
                    format!("'{format}' is not a date format; write one such as \"%d/%m/%Y %H:%M\"");
                self.problem("date_formats".to_owned(), message);
            }
        }
        for (field, constant) in &mapping.constants {
            self.check_word(&format!("constants.{field}"), field, constant);
        }
        for (field, words) in &mapping.values {
            for (from, to) in words {
                self.check_word(&format!("values.{field}.{from}"), field, to);
            }
        }
    }

    /// Fields that only take certain words.
    fn check_word(&mut self, place: &str, field: &str, word: &str) {
        let (known, is_known): (Vec<&str>, bool) = match field {
            "kind" => (
                RelationshipKind::ALL.map(RelationshipKind::word).to_vec(),
                RelationshipKind::from_word(word).is_some(),
            ),
            "role" => (BuyingRole::ALL.map(BuyingRole::word).to_vec(), BuyingRole::from_word(word).is_some()),
            "stage" => (Stage::ALL.map(Stage::word).to_vec(), Stage::from_word(word).is_some()),
            _ => return,
        };
        // A constant's value may be translated before it is used, so a word that `values` knows is right as well.
        let is_translated = self.mapping.values.get(field).is_some_and(|words| words.contains_key(word));
        let is_attribute = self.mapping.attributes.contains_key(field);
        if is_known || word.is_empty() || is_translated || is_attribute {
            return;
        }
        let hint = match nearest(word, known.iter().copied()) {
            Some(known) => format!("did you mean '{known}'?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.problem(place.to_owned(), format!("'{word}' is not a {field}; {hint}"));
    }

    /// Fields without which no record can be made.
    pub(super) fn check_required(&mut self, slots: &BTreeMap<&'static str, Slot>) {
        let kind = self.mapping.kind;
        let mut lacking = false;
        for group in kind.required() {
            let is_given = |field: &&str| slots.get(*field).is_some_and(Slot::is_mapped);
            let was_tried =
                |field: &&str| self.mapping.columns.get(*field).is_some_and(|pick| !pick.optional);
            // A column that the mapping names and the file lacks has been reported already.
            if group.iter().any(is_given) || group.iter().any(was_tried) {
                continue;
            }
            let what = group.join(" or ");
            let why = group
                .iter()
                .filter_map(|field| self.misfits.values().find(|misfit| misfit.field == *field))
                .fold(String::new(), |why, misfit| format!("{why}; {}", misfit.notice(None)));
            let message = format!(
                "no column was found for {what}; add {} = \"…\" under [columns] of a mapping file, with a header of \
                 the file{why}",
                group[0]
            );
            self.problem(format!("columns.{}", group[0]), message);
            lacking = true;
        }
        if lacking {
            let names: Vec<&str> = self.header.names().take(40).collect();
            self.problem(String::new(), format!("the file has the columns {}", names.join(", ")));
        }
    }

    /// Amounts need a currency: the mapping's, or the caller's.
    pub(super) fn check_currency(&mut self, slots: &mut BTreeMap<&'static str, Slot>) {
        let has_amount = slots.get("amount").is_some_and(Slot::is_mapped);
        let Some(currency) = slots.get_mut("currency").filter(|_| has_amount) else { return };
        if currency.constant.is_none()
            && let Some(known) = &self.options.currency
        {
            currency.constant = Some(known.clone());
            self.effective.constants.insert("currency".to_owned(), known.clone());
        }
        if !currency.is_mapped() {
            let text = "amounts have no currency: rows with an amount are rejected until a mapping gives one, such as \
                        currency = \"EUR\" under [constants]";
            self.notices.push(Message::new("no_currency", text));
        }
    }
}

fn is_date_format(format: &str) -> bool {
    matches!(format, "epoch_seconds" | "epoch_milliseconds")
        || (format.contains('%') && StrftimeItems::new(format).all(|item| item != Item::Error))
}
