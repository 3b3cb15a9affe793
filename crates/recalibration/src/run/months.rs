//! The period month by month: a model that loses its truth does so gradually.

use std::collections::BTreeMap;

use bareme_scoring::Instant;

use super::population::{MonthRow, Rate, acceptance};
use super::{Case, Settings};
use crate::Ranking;

/// More months than this are not listed: a period of a century is a slip.
const MOST_MONTHS: usize = 1_200;

/// Every month of the period, empty ones included.
pub(super) fn months(cases: &[&Case], settings: &Settings) -> Vec<MonthRow> {
    let mut rows: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    let mut at = settings.from;
    while at < settings.until && rows.len() < MOST_MONTHS {
        rows.entry(month_of(at)).or_default();
        at = at.plus_days(28);
    }
    for case in cases {
        rows.entry(month_of(case.at)).or_default().push(case);
    }
    rows.into_iter().map(|(month, own)| row(month, &own)).collect()
}

fn row(month: String, own: &[&Case]) -> MonthRow {
    let ranks: Vec<f64> = own.iter().map(|case| case.seen.rank.as_f64()).collect();
    let events: Vec<bool> = own.iter().map(|case| case.outcome.event).collect();
    let ranking = Ranking::new(&ranks, &events);
    MonthRow {
        month,
        conversion: Rate::among(own.iter(), |case| case.outcome.event),
        acceptance: acceptance(own.iter()),
        auc: ranking.and_then(|ranking| ranking.auc()).ok(),
    }
}

fn month_of(at: Instant) -> String {
    at.date().format("%Y-%m").to_string()
}
