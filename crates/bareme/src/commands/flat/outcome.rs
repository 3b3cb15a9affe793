//! The outcome of each row, out of a column of yes and no in whatever words.

use std::collections::BTreeMap;

use bareme_scoring::fold;

use super::{FlatTable, value};
use crate::output::Failure;

/// Words for the event and for its absence, without case and accents.
const YES: [&str; 12] =
    ["1", "yes", "y", "true", "won", "closed won", "converted", "success", "oui", "vrai", "gagne", "gagnee"];
const NO: [&str; 12] = [
    "0",
    "no",
    "n",
    "false",
    "lost",
    "closed lost",
    "not converted",
    "failure",
    "non",
    "faux",
    "perdu",
    "perdue",
];

/// So many values are named when they are too many.
const NAMED: usize = 8;

/// What became of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Place of its column.
    pub place: usize,
    /// What the event is: `Converted = 1`.
    pub event: String,
    /// The rows whose outcome is known.
    pub rows: Vec<usize>,
    /// Whether each of them had the event.
    pub events: Vec<bool>,
}

/// Reads the outcomes. `event` is the value that counts as the event, where the words do not say it themselves. Rows without an
/// outcome are still open and left out.
pub fn outcome(table: &FlatTable, column: &str, event: Option<&str>) -> Result<Outcome, Failure> {
    let place = table.place(column)?;
    let name = table.names().get(place).map_or(column, String::as_str);
    let texts: Vec<Option<String>> =
        table.texts(place).iter().map(|text| value(text).map(|value| value.to_string())).collect();
    let mut counts: BTreeMap<String, (&str, u64)> = BTreeMap::new();
    for text in texts.iter().flatten() {
        counts.entry(fold(text).into_owned()).or_insert((text.as_str(), 0)).1 += 1;
    }
    let is_event = meant(name, &counts, event)?;
    let rows: Vec<usize> =
        (0..texts.len()).filter(|row| texts.get(*row).is_some_and(Option::is_some)).collect();
    let events = texts.iter().flatten().map(|text| fold(text) == is_event.as_str()).collect();
    let shown = counts.get(&is_event).map_or(is_event.as_str(), |(text, _)| *text);
    Ok(Outcome { place, event: format!("{name} = {shown}"), rows, events })
}

/// The folded value that is the event.
fn meant(name: &str, counts: &BTreeMap<String, (&str, u64)>, event: Option<&str>) -> Result<String, Failure> {
    let found = listed(counts);
    if let Some(event) = event {
        let wanted = value(event).map(|value| fold(&value.to_string()).into_owned()).unwrap_or_default();
        if !counts.contains_key(&wanted) {
            return Err(Failure::usage(format!("no row has {name} = '{event}'; its values are {found}")));
        }
        if counts.len() == 1 {
            return Err(one(name, &found));
        }
        return Ok(wanted);
    }
    let yes: Vec<&String> = counts.keys().filter(|word| YES.contains(&word.as_str())).collect();
    let no = counts.keys().filter(|word| NO.contains(&word.as_str())).count();
    match (yes.as_slice(), counts.len()) {
        (_, 0) => Err(Failure::failed(format!("the outcome column '{name}' is empty in every row"))),
        (_, 1) => Err(one(name, &found)),
        (&[yes], 2) if no == 1 => Ok(yes.clone()),
        (_, 2) => Err(Failure::usage(format!(
            "the outcome column '{name}' has the values {found}; say with --event which of them counts"
        ))),
        _ => Err(Failure::usage(format!(
            "the outcome column '{name}' must have two values, such as yes and no; it has {found}. Take the rows that are still \
             open out of the table, or say with --event VALUE which value counts against all others"
        ))),
    }
}

fn one(name: &str, found: &str) -> Failure {
    Failure::failed(format!(
        "all rows have the same outcome ({name}: {found}), so nothing can be told apart; rows with the other outcome are needed"
    ))
}

/// The values, the most frequent first: "Won (4238 rows), Lost (2473 rows)".
fn listed(counts: &BTreeMap<String, (&str, u64)>) -> String {
    let mut values: Vec<&(&str, u64)> = counts.values().collect();
    values.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    let more = values.len().saturating_sub(NAMED);
    let mut named: Vec<String> = values
        .iter()
        .take(NAMED)
        .map(|(text, count)| format!("'{text}' ({})", crate::output::count(*count, "row", "rows")))
        .collect();
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    named.join(", ")
}
