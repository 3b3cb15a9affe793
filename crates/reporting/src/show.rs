//! The measures as tables, for pages, files and the command line. Quantiles are those of [`time_spread`](crate::time_spread).

use bareme_scoring::Stage;

use crate::{
    ActivityRow, Cell, Column, Kind, ParetoRow, PipelineCounts, PipelineRow, Proportion, Sla, Spread,
    StageTime, Table, Words,
};

/// The stages of the funnel, those of the way and those aside, in the order in which tables show them.
pub const STAGES: [Stage; 9] = [
    Stage::Mql,
    Stage::Sal,
    Stage::Sql,
    Stage::Opportunity,
    Stage::Won,
    Stage::Rejected,
    Stage::Recycled,
    Stage::Disqualified,
    Stage::Lost,
];

fn column(words: Words<'_>, key: &'static str, message: &str, kind: Kind) -> Column {
    Column::new(key, words(message), kind)
}

fn stage_name(words: Words<'_>, stage: Stage) -> String {
    words(&format!("stage-{}", stage.word()))
}

fn days(words: Words<'_>, key: &'static str, message: &str) -> Column {
    column(words, key, message, Kind::Number { digits: 1 }).in_unit(words("report-days"))
}

/// Rate, and the ends of its interval.
fn rate_cells(proportion: Proportion) -> [Cell; 3] {
    let interval = proportion.interval();
    [
        proportion.rate().into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
    ]
}

/// What happened in each period: period, the stages that leads reached in it, and acceptance among its decisions.
pub fn activity_table(rows: &[ActivityRow], words: Words<'_>) -> Table {
    let mut columns = vec![column(words, "period", "report-period", Kind::Text)];
    columns.extend(STAGES.map(|stage| Column::new(stage.word(), stage_name(words, stage), Kind::Count)));
    columns.push(column(words, "acceptance", "report-acceptance", Kind::Share));
    let mut table = Table::new(words("report-activity"), columns);
    for row in rows {
        let mut cells: Vec<Cell> = vec![row.label.as_str().into()];
        cells.extend(STAGES.map(|stage| row.counts.reached(stage).into()));
        cells.push(row.counts.acceptance().rate().into());
        table.push(cells);
    }
    table
}

/// Reasons, most frequent first: reason, count, share, and the share of all up to it. `name` gives what people read for a
/// code.
pub fn pareto_table(rows: &[ParetoRow], name: &dyn Fn(&str) -> String, words: Words<'_>) -> Table {
    let columns = vec![
        column(words, "reason", "report-reason", Kind::Text),
        column(words, "leads", "report-leads", Kind::Count),
        column(words, "share", "report-share", Kind::Share),
        column(words, "cumulative", "report-cumulative", Kind::Share),
    ];
    let mut table = Table::new(words("report-reasons"), columns);
    for row in rows {
        table.push([
            name(&row.value).into(),
            row.share.part.into(),
            row.share.rate().into(),
            row.cumulative.rate().into(),
        ]);
    }
    table
}

/// Days at each stage: of those that left it, and of those that still stand there.
pub fn stage_time_table(times: &[StageTime], words: Words<'_>) -> Table {
    let columns = vec![
        column(words, "stage", "report-stage", Kind::Text),
        column(words, "left", "report-left", Kind::Count),
        days(words, "median", "report-median"),
        days(words, "p75", "report-p75"),
        days(words, "p90", "report-p90"),
        column(words, "standing", "report-standing", Kind::Count),
        days(words, "standing_median", "report-standing-median"),
    ];
    let mut table = Table::new(words("report-stage-times"), columns);
    for time in times {
        let of = |spread: &Option<Spread>| spread.map_or(0, |spread| spread.count as u64);
        table.push([
            stage_name(words, time.stage).into(),
            of(&time.left).into(),
            time.left.map(|left| left.median).into(),
            time.left.map(|left| left.p75).into(),
            time.left.map(|left| left.p90).into(),
            of(&time.standing).into(),
            time.standing.map(|standing| standing.median).into(),
        ]);
    }
    table
}

/// How the time to respond was kept, one row for each group such as an owner or a month.
pub fn sla_table<'a>(
    groups: impl IntoIterator<Item = (&'a str, &'a Sla)>,
    by: &str,
    words: Words<'_>,
) -> Table {
    let hours =
        |key, message| column(words, key, message, Kind::Number { digits: 1 }).in_unit(words("report-hours"));
    let columns = vec![
        Column::new("group", by, Kind::Text),
        column(words, "in_time", "report-in-time", Kind::Count),
        column(words, "late", "report-late", Kind::Count),
        column(words, "defaulted", "report-defaulted", Kind::Count),
        column(words, "overdue", "report-overdue", Kind::Count),
        column(words, "waiting", "report-waiting", Kind::Count),
        column(words, "rate", "report-answered-in-time", Kind::Share),
        column(words, "low", "report-interval-low", Kind::Share),
        column(words, "high", "report-interval-high", Kind::Share),
        hours("response_median", "report-median"),
        hours("response_p90", "report-p90"),
    ];
    let mut table = Table::new(words("report-sla"), columns);
    for (group, sla) in groups {
        let counts = &sla.counts;
        let mut cells: Vec<Cell> = vec![group.into()];
        cells.extend(
            [counts.in_time, counts.late, counts.defaulted, counts.overdue, counts.waiting].map(Cell::from),
        );
        cells.extend(rate_cells(sla.answered_in_time()));
        cells.push(sla.response_hours.map(|hours| hours.median).into());
        cells.push(sla.response_hours.map(|hours| hours.p90).into());
        table.push(cells);
    }
    table
}

/// Opportunities by rating at MQL and currency, one row for each pair; those without an amount have a row without a
/// currency. The last rows are the totals, each of one currency: currencies are never added.
pub fn pipeline_table(rows: &[PipelineRow], total: &PipelineRow, words: Words<'_>) -> Table {
    let columns = vec![
        column(words, "rating", "report-rating", Kind::Text),
        column(words, "currency", "report-currency", Kind::Text),
        column(words, "opportunities", "report-opportunities", Kind::Count),
        column(words, "amount", "report-amount", Kind::Hundredths),
        column(words, "won", "stage-won", Kind::Count),
        column(words, "won_amount", "report-won-amount", Kind::Hundredths),
        column(words, "lost", "stage-lost", Kind::Count),
        column(words, "win_rate", "report-win-rate", Kind::Share),
        column(words, "low", "report-interval-low", Kind::Share),
        column(words, "high", "report-interval-high", Kind::Share),
    ];
    let mut table = Table::new(words("report-pipeline"), columns);
    for row in rows {
        let label = row.rating.map_or_else(|| words("report-unrated"), |rating| rating.to_string());
        pipeline_rows(&mut table, &label, row);
    }
    pipeline_rows(&mut table, &words("report-total"), total);
    table
}

fn pipeline_rows(table: &mut Table, label: &str, row: &PipelineRow) {
    for (currency, counts) in &row.by_currency {
        table.push(pipeline_cells(label, currency.code().into(), counts, true));
    }
    if row.without_amount.opportunities > 0 {
        table.push(pipeline_cells(label, Cell::Empty, &row.without_amount, false));
    }
}

fn pipeline_cells(label: &str, currency: Cell, counts: &PipelineCounts, priced: bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![
        label.into(),
        currency,
        counts.opportunities.into(),
        priced.then_some(counts.amount).into(),
        counts.won.into(),
        priced.then_some(counts.won_amount).into(),
        counts.lost.into(),
    ];
    cells.extend(rate_cells(counts.win_rate()));
    cells
}
