//! Mappings that come with the program: for the exports of products, and for headers in plain English or French.

use std::collections::BTreeMap;

use super::{Kind, Lines, Mapping};
use crate::error::{Problem, Problems};
use crate::header::Header;

/// The preset that stands in when neither mapping nor preset is given.
pub(super) const AUTOMATIC: &str = "automatic";

/// Name of the preset and its file. One product has several files for one kind where it has several exports.
const FILES: [(&str, &str); 18] = [
    (AUTOMATIC, include_str!("../../presets/automatic/accounts.toml")),
    (AUTOMATIC, include_str!("../../presets/automatic/contacts.toml")),
    (AUTOMATIC, include_str!("../../presets/automatic/relationships.toml")),
    (AUTOMATIC, include_str!("../../presets/automatic/activities.toml")),
    (AUTOMATIC, include_str!("../../presets/automatic/leads.toml")),
    ("hubspot", include_str!("../../presets/hubspot/accounts.toml")),
    ("hubspot", include_str!("../../presets/hubspot/contacts.toml")),
    ("hubspot", include_str!("../../presets/hubspot/activities_email_events.toml")),
    ("hubspot", include_str!("../../presets/hubspot/activities_form_submissions.toml")),
    ("hubspot", include_str!("../../presets/hubspot/activities_engagements.toml")),
    ("hubspot", include_str!("../../presets/hubspot/leads.toml")),
    ("salesforce", include_str!("../../presets/salesforce/accounts.toml")),
    ("salesforce", include_str!("../../presets/salesforce/contacts.toml")),
    ("salesforce", include_str!("../../presets/salesforce/relationships.toml")),
    ("salesforce", include_str!("../../presets/salesforce/activities_tasks_and_events.toml")),
    ("salesforce", include_str!("../../presets/salesforce/activities_campaign_members.toml")),
    ("salesforce", include_str!("../../presets/salesforce/leads_opportunities.toml")),
    ("salesforce", include_str!("../../presets/salesforce/leads.toml")),
];

/// The products that there are presets for.
pub fn preset_names() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        FILES.iter().map(|(name, _)| *name).filter(|name| *name != AUTOMATIC).collect();
    names.dedup();
    names
}

/// The file of a preset that fits the header best.
pub(super) fn find(name: &str, kind: Kind, header: &Header) -> Result<Mapping, Problems> {
    let wanted = name.trim().to_lowercase();
    let mut of_product = FILES.iter().filter(|(product, _)| *product == wanted).peekable();
    if of_product.peek().is_none() {
        let message = format!("there is no preset '{name}'; there are {}", preset_names().join(", "));
        return Err(Problems(vec![Problem { line: None, place: String::new(), message }]));
    }
    let mut best: Option<((usize, usize), Mapping)> = None;
    for (_, text) in of_product {
        let mapping = load(text)?;
        if mapping.kind == kind {
            let score = score(&mapping, header);
            if best.as_ref().is_none_or(|(best, _)| score > *best) {
                best = Some((score, mapping));
            }
        }
    }
    best.map(|(_, mapping)| mapping).ok_or_else(|| {
        let message =
            format!("the preset '{name}' has nothing for {}; a mapping file is needed", kind.word());
        Problems(vec![Problem { line: None, place: String::new(), message }])
    })
}

/// A preset never insists on a column: it lists all that its product may write.
fn load(text: &str) -> Result<Mapping, Problems> {
    let mut mapping = Mapping::parse(text)?;
    mapping.lines = Lines::default();
    for pick in mapping.columns.values_mut() {
        pick.optional = true;
    }
    for attribute in mapping.attributes.values_mut() {
        attribute.pick.optional = true;
    }
    let conditions =
        [&mut mapping.skip_rows_where, &mut mapping.only_rows_where, &mut mapping.swap_rows_where];
    for condition in conditions.into_iter().flat_map(BTreeMap::values_mut) {
        condition.optional = true;
    }
    Ok(mapping)
}

/// How many fields the header gives; of files that are equal in that, the one that lacks least.
fn score(mapping: &Mapping, header: &Header) -> (usize, usize) {
    let has_column = |field: &str| {
        let pick = mapping.columns.get(field);
        pick.is_some_and(|pick| pick.columns.iter().any(|column| header.find_first(column).is_some()))
    };
    let is_given = |field: &&str| mapping.constants.contains_key(*field) || has_column(field);
    let columns = mapping.kind.fields().iter().filter(|field| has_column(field.name)).count();
    let required = mapping.kind.required().iter().filter(|group| group.iter().any(is_given)).count();
    (columns, required)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_valid_mapping_and_comes_back_from_toml() {
        for (name, text) in FILES {
            let mapping = load(text).unwrap_or_else(|problems| panic!("{name}: {problems}"));
            assert_eq!(Mapping::parse(&mapping.to_toml()).as_ref(), Ok(&mapping), "{name}");
        }
        assert_eq!(preset_names(), ["hubspot", "salesforce"]);
    }
}
