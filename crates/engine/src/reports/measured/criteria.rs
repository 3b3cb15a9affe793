//! What the columns of a list know about the outcome, and how they have drifted.

use std::collections::BTreeMap;

use bareme_recalibration::{CriterionMeasure, Strength};
use bareme_reporting::{Kind, Section, Table};

use super::{DIGITS, band, column, place, section};
use crate::reports::Wording;

/// All criteria side by side, and the bins of each; none when no column was asked for.
pub(super) fn sections(criteria: &BTreeMap<String, CriterionMeasure>, wording: &dyn Wording) -> Vec<Section> {
    if criteria.is_empty() {
        return Vec::new();
    }
    vec![summary(criteria, wording), bins(criteria, wording)]
}

/// Best known first; columns of which nothing can be said last.
fn summary(criteria: &BTreeMap<String, CriterionMeasure>, wording: &dyn Wording) -> Section {
    let columns = vec![
        column("criterion", Kind::Text, wording),
        column("iv", DIGITS, wording),
        column("iv_by_chance", DIGITS, wording),
        column("strength", Kind::Text, wording),
        column("psi", DIGITS, wording),
        column("band", Kind::Text, wording),
    ];
    let mut table = Table::new("", columns);
    let mut rows: Vec<(&String, &CriterionMeasure)> = criteria.iter().collect();
    rows.sort_by(|a, b| b.1.iv.unwrap_or(-1.0).total_cmp(&a.1.iv.unwrap_or(-1.0)));
    for (name, measure) in rows {
        table.push([
            name.clone().into(),
            measure.iv.into(),
            measure.iv_by_chance.into(),
            measure.strength.map(|strength| wording.say(word(strength))).into(),
            measure.psi.as_ref().map(|drift| drift.value).into(),
            measure.psi.as_ref().map(|drift| band(drift.band, wording)).into(),
        ]);
    }
    section("criteria", table, wording)
}

const fn word(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "measured-strength-none",
        Strength::Weak => "measured-strength-weak",
        Strength::Medium => "measured-strength-medium",
        Strength::Strong => "measured-strength-strong",
        Strength::Suspicious => "measured-strength-suspicious",
    }
}

fn bins(criteria: &BTreeMap<String, CriterionMeasure>, wording: &dyn Wording) -> Section {
    let columns = vec![
        column("criterion", Kind::Text, wording),
        column("bin", Kind::Text, wording),
        column("n", Kind::Count, wording),
        column("events", Kind::Count, wording),
        column("rate", Kind::Share, wording),
        column("woe", DIGITS, wording),
        column("iv", DIGITS, wording),
    ];
    let mut table = Table::new("", columns);
    for (name, measure) in criteria {
        for bin in &measure.bins {
            table.push([
                name.clone().into(),
                place(&bin.place, wording).into(),
                bin.evidence.n.into(),
                bin.evidence.events.into(),
                bin.evidence.rate.into(),
                bin.evidence.woe.into(),
                bin.evidence.iv.into(),
            ]);
        }
    }
    section("criteria-bins", table, wording)
}
