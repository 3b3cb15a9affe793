//! Reasons by how often they are given: the few that explain most come first.

use serde::Serialize;

use crate::Proportion;

/// One reason of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParetoRow {
    /// Its code.
    pub value: String,
    /// How often it was given, of all.
    pub share: Proportion,
    /// How often this one or one before it was given, of all.
    pub cumulative: Proportion,
}

/// Counts by value, as a database groups them (a value may come more than once), most frequent first; equally frequent
/// ones by name. Values that were never given are left out.
pub fn pareto(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<ParetoRow> {
    let mut rows: Vec<(String, u64)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    rows.sort();
    rows.dedup_by(|next, row| {
        let same = next.0 == row.0;
        if same {
            row.1 += next.1;
        }
        same
    });
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let whole = rows.iter().map(|(_, count)| count).sum();
    let mut so_far = 0;
    let row = |(value, part)| {
        so_far += part;
        ParetoRow { value, share: Proportion { part, whole }, cumulative: Proportion { part: so_far, whole } }
    };
    rows.into_iter().map(row).collect()
}
