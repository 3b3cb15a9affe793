//! How long leads stand at each stage, and what is won in a day.

use std::collections::BTreeMap;

use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{
    Behind, Cell, Column, Figure, Kind, PipelineCounts, Report, Section, StageTime, Table, stage_time_table,
    time_spread,
};
use bareme_scoring::{Currency, Stage};

use super::figure::behind;
use super::frame::Study;
use super::rows::Group;
use super::selection::{Only, Selection};
use crate::passages::Row;

/// The stages in which leads wait for somebody.
const WAITING: [Stage; 4] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];

/// Times of some leads, in milliseconds, and what their opportunities are worth.
#[derive(Default)]
struct Times {
    left: [Vec<i64>; 4],
    standing: [Vec<i64>; 4],
    /// From MQL to won.
    cycle: Vec<i64>,
    worth: BTreeMap<Currency, Worth>,
}

/// Opportunities of one currency.
#[derive(Default)]
struct Worth {
    counts: PipelineCounts,
    /// From MQL to won.
    cycle: Vec<i64>,
}

impl Times {
    fn add(&mut self, row: &Row, as_of: bareme_scoring::Instant) {
        let lead = &row.passage;
        for (stage, (left, standing)) in WAITING.into_iter().zip(self.left.iter_mut().zip(&mut self.standing))
        {
            left.extend(lead.time_in(stage));
            if lead.stands_at(stage) {
                standing.extend(lead.dated(stage).map(|since| as_of.millis_since(since).max(0)));
            }
        }
        let cycle = lead.time_between(Stage::Mql, Stage::Won);
        self.cycle.extend(cycle);
        if let (Some(counts), Some(currency)) = (lead.pipeline(), lead.pipeline_currency()) {
            let worth = self.worth.entry(currency).or_default();
            worth.counts += counts;
            worth.cycle.extend(cycle);
        }
    }

    fn take(&mut self, other: &Self) {
        for (all, more) in
            self.left.iter_mut().zip(&other.left).chain(self.standing.iter_mut().zip(&other.standing))
        {
            all.extend(more);
        }
        self.cycle.extend(&other.cycle);
        for (currency, worth) in &other.worth {
            let all = self.worth.entry(*currency).or_default();
            all.counts += worth.counts;
            all.cycle.extend(&worth.cycle);
        }
    }
}

pub(super) fn report(study: &Study<'_>) -> Report {
    let as_of = study.as_of();
    let groups = study.grouped(&study.handed_over(), |times: &mut Times, row, ()| times.add(row, as_of));
    let mut total = Times::default();
    for group in &groups {
        total.take(&group.of);
    }
    let mut report = study.report();
    report.figures = figures(study, &total);
    report.sections = vec![times(study, &total), by_rows(study, &groups), velocity(study, &groups, &total)];
    report.definitions = study.definitions(&["time-in-stage", "standing", "cycle", "velocity"]);
    report
}

fn median(millis: &[i64]) -> Option<f64> {
    time_spread(millis.iter().map(|millis| (*millis, 1))).map(|spread| spread.median)
}

fn figures(study: &Study<'_>, total: &Times) -> Vec<Figure> {
    let cycle_before = study.before.as_ref().and_then(|before| {
        let cycle: Vec<i64> =
            before.passages().filter_map(|lead| lead.time_between(Stage::Mql, Stage::Won)).collect();
        Some(before.days(study.wording, median(&cycle)?))
    });
    let mut figures = vec![study.days("cycle", "report-median-to-won", median(&total.cycle), cycle_before)];
    for (stage, left) in WAITING.into_iter().zip(&total.left) {
        let key = ["mql", "sal", "sql", "opportunity"].into_iter().find(|word| *word == stage.word());
        let hint =
            study.fill("report-of-left", &[("leads", study.wording.count("leads", left.len() as u64))]);
        let label = study.fill("report-days-at", &[("stage", study.stage(stage))]);
        let figure = study.days(key.unwrap_or("stage"), "report-median", median(left), Some(hint));
        let opened = behind(left.len() as u64, || study.selection.clone().only(Only::Left(stage)));
        figures.push(Figure { label, behind: opened, ..figure });
    }
    figures
}

fn times(study: &Study<'_>, total: &Times) -> Section {
    let pairs = |millis: &[i64]| millis.iter().map(|millis| (*millis, 1)).collect::<Vec<_>>();
    let stages = WAITING.into_iter().zip(total.left.iter().zip(&total.standing));
    let times: Vec<StageTime> =
        stages.map(|(stage, (left, standing))| StageTime::of(stage, pairs(left), pairs(standing))).collect();
    let opened = |time: &StageTime| {
        let count = |spread: Option<bareme_reporting::Spread>| spread.map_or(0, |spread| spread.count as u64);
        let only = |count, only| behind(count, || study.selection.clone().only(only));
        let left = only(count(time.left), Only::Left(time.stage));
        vec![None, left, None, None, None, only(count(time.standing), Only::Standing(time.stage))]
    };
    let bar = |time: &StageTime| Bar {
        label: study.stage(time.stage),
        value: time.left.map(|left| left.median),
        interval: None,
    };
    let chart = Chart::Bars(BarChart {
        title: study.say("report-stage-times"),
        standing: false,
        categories: study.say("report-stage"),
        values: Axis::new(study.say("report-median"), Kind::Number { digits: 1 })
            .in_unit(study.say("report-days")),
        bars: times.iter().map(bar).collect(),
    });
    let behind = times.iter().map(opened).collect();
    Section { behind, ..study.section("stage-times", stage_time_table(&times, &|key| study.say(key))) }
        .with_chart(chart)
        .with_note(study.say("report-note-stages"))
}

fn by_rows(study: &Study<'_>, groups: &[Group<Times>]) -> Section {
    let days = |key, label: String| {
        Column::new(key, label, Kind::Number { digits: 1 }).in_unit(study.say("report-days"))
    };
    let columns = vec![
        Column::new("group", study.by_name(), Kind::Text),
        days("mql", study.stage(Stage::Mql)),
        days("sal", study.stage(Stage::Sal)),
        days("sql", study.stage(Stage::Sql)),
        days("opportunity", study.stage(Stage::Opportunity)),
        days("cycle", study.say("report-mql-to-won")),
    ];
    let mut table = Table::new(study.say("report-section-stages-by"), columns);
    for group in groups {
        let mut row: Vec<Cell> = vec![study.name(group).into()];
        row.extend(group.of.left.iter().chain([&group.of.cycle]).map(|millis| Cell::from(median(millis))));
        table.push(row);
    }
    study.section("stages-by", table).with_note(study.say("report-note-medians"))
}

fn velocity(study: &Study<'_>, groups: &[Group<Times>], total: &Times) -> Section {
    let word = |key: &str| study.say(key);
    let columns = vec![
        Column::new("group", study.by_name(), Kind::Text),
        Column::new("currency", word("report-currency"), Kind::Text),
        Column::new("opportunities", word("report-opportunities"), Kind::Count),
        Column::new("win_rate", word("report-win-rate"), Kind::Share),
        Column::new("mean_amount", word("report-mean-amount"), Kind::Hundredths),
        Column::new("cycle", word("report-cycle"), Kind::Number { digits: 1 }).in_unit(word("report-days")),
        Column::new("velocity", word("report-velocity"), Kind::Hundredths),
    ];
    let mut table = Table::new(word("report-section-velocity"), columns);
    let mut opened: Vec<Vec<Option<Behind>>> = Vec::new();
    let mut push = |name: &str, times: &Times, selection: &Selection| {
        for (currency, worth) in &times.worth {
            let (counts, cycle) = (worth.counts, median(&worth.cycle));
            table.push([
                name.into(),
                currency.code().into(),
                counts.opportunities.into(),
                counts.win_rate().rate().into(),
                counts.mean_amount().into(),
                cycle.into(),
                cycle.and_then(|cycle| counts.velocity(cycle)).into(),
            ]);
            let priced = || selection.clone().reaching(Stage::Opportunity).in_currency(*currency);
            opened.push(vec![None, None, behind(counts.opportunities, priced)]);
        }
    };
    for group in groups {
        push(&study.name(group), &group.of, &group.selection);
    }
    if groups.len() > 1 {
        push(&word("report-total"), total, &study.selection);
    }
    Section { behind: opened, ..study.section("velocity", table) }.with_note(word("report-note-velocity"))
}
