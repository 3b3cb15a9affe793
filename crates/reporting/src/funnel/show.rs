//! The funnel as tables and as a picture.

use bareme_scoring::Stage;

use super::{Counts, Estimate, Funnel, FunnelRow, Step, WAY};
use crate::chart::{Chart, FunnelBar, FunnelChart};
use crate::{Cell, Column, Interval, Kind, Proportion, Table, Words};

/// Where leads leave the way.
const ASIDE: [Stage; 4] = [Stage::Rejected, Stage::Recycled, Stage::Disqualified, Stage::Lost];

/// The message key of a stage.
fn stage_key(stage: Stage) -> String {
    format!("stage-{}", stage.word())
}

impl Funnel {
    /// Counts by cohort and stage: cohort, MQL to won, rejected to lost, undecided and since when, acceptance, and whether
    /// the cohort is immature, and the median days from MQL to won; the last row is the total when there are several cohorts.
    pub fn counts_table(&self, words: Words<'_>) -> Table {
        let mut table = Table::new(words("report-funnel"), counts_columns(words));
        for FunnelRow { cohort, immature, median_days, .. } in &self.rows {
            table.push(counts_row(&cohort.label, &cohort.counts, *median_days, Some(*immature)));
        }
        if self.rows.len() > 1 {
            table.push(counts_row(&words("report-total"), &self.total, self.median_days, None));
        }
        table
    }

    /// Conversion by cohort and step, each with its 95 % interval: MQL to SAL, SAL to SQL, SQL to opportunity,
    /// opportunity to won, and MQL to won; the total comes last. Where estimates are known, the maturity-adjusted rate stands
    /// beside the raw one with its interval.
    pub fn conversions_table(&self, words: Words<'_>) -> Table {
        let mut columns = vec![
            Column::new("cohort", words("report-cohort"), Kind::Text),
            Column::new("step", words("report-step"), Kind::Text),
            Column::new("entered", words("report-entered"), Kind::Count),
            Column::new("reached", words("report-reached"), Kind::Count),
            Column::new("rate", words("report-rate"), Kind::Share),
            Column::new("low", words("report-interval-low"), Kind::Share),
            Column::new("high", words("report-interval-high"), Kind::Share),
            Column::new("immature", words("report-immature"), Kind::Flag),
        ];
        if self.rows.iter().any(|row| row.estimate.is_some()) {
            columns.extend([
                Column::new("estimate", words("report-estimate"), Kind::Share),
                Column::new("estimate_low", words("report-estimate-low"), Kind::Share),
                Column::new("estimate_high", words("report-estimate-high"), Kind::Share),
            ]);
        }
        let mut table = Table::new(words("report-conversions"), columns);
        for row in &self.rows {
            let adjusted = row.steps.into_iter().chain([row.estimate]);
            let (label, counts) = (&row.cohort.label, &row.cohort.counts);
            push_steps(&mut table, label, counts, Some(row.immature), adjusted, words);
        }
        if self.rows.len() != 1 {
            push_steps(&mut table, &words("report-total"), &self.total, None, std::iter::empty(), words);
        }
        table
    }

    /// All cohorts together, as bars that narrow.
    pub fn chart(&self, words: Words<'_>) -> Chart {
        let mut before = None;
        let bars = WAY
            .into_iter()
            .map(|stage| {
                let count = self.total.reached(stage);
                let of_previous = before.replace(count).map(|whole| Proportion { part: count, whole });
                FunnelBar { label: words(&stage_key(stage)), count, of_previous }
            })
            .collect();
        Chart::Funnel(FunnelChart { title: words("report-funnel-total"), unit: words("report-leads"), bars })
    }
}

/// The five rows of a cohort.
fn push_steps(
    table: &mut Table,
    label: &str,
    counts: &Counts,
    immature: Option<bool>,
    estimates: impl Iterator<Item = Option<Estimate>>,
    words: Words<'_>,
) {
    let steps = counts.steps().into_iter().chain([counts.overall()]);
    for (step, estimate) in steps.zip(estimates.chain(std::iter::repeat(None))) {
        let mut row: Vec<Cell> = vec![label.into(), step_name(step, words).into()];
        row.extend(proportion_cells(step.conversion));
        row.push(immature.into());
        let interval = estimate.and_then(|estimate| estimate.interval);
        row.extend([
            estimate.map(|estimate| estimate.share).into(),
            interval.map(|interval| interval.low).into(),
            interval.map(|interval| interval.high).into(),
        ]);
        table.push(row);
    }
}

fn counts_columns(words: Words<'_>) -> Vec<Column> {
    let stage = |stage: Stage| Column::new(stage.word(), words(&stage_key(stage)), Kind::Count);
    let mut columns = vec![Column::new("cohort", words("report-cohort"), Kind::Text)];
    columns.extend(WAY.into_iter().chain(ASIDE).map(stage));
    columns.extend([
        Column::new("undecided", words("report-undecided"), Kind::Count),
        Column::new("oldest_undecided", words("report-oldest-undecided"), Kind::Date),
        Column::new("acceptance", words("report-acceptance"), Kind::Share),
        Column::new("immature", words("report-immature"), Kind::Flag),
        Column::new("median_days", words("report-median-to-won"), Kind::Number { digits: 1 })
            .in_unit(words("report-days")),
    ]);
    columns
}

fn counts_row(label: &str, counts: &Counts, median_days: Option<f64>, immature: Option<bool>) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![label.into()];
    row.extend(WAY.into_iter().chain(ASIDE).map(|stage| counts.reached(stage).into()));
    row.extend([
        counts.undecided().into(),
        counts.oldest_undecided.into(),
        counts.acceptance().rate().into(),
        immature.into(),
        median_days.into(),
    ]);
    row
}

fn step_name(step: Step, words: Words<'_>) -> String {
    format!("{} → {}", words(&stage_key(step.from)), words(&stage_key(step.to)))
}

/// Entered, reached, rate and the ends of its interval.
fn proportion_cells(proportion: Proportion) -> [Cell; 5] {
    let interval: Option<Interval> = proportion.interval();
    [
        proportion.whole.into(),
        proportion.part.into(),
        proportion.rate().into(),
        interval.map(|ends| ends.low).into(),
        interval.map(|ends| ends.high).into(),
    ]
}
