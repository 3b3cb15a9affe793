//! Whether better ratings convert better: the sixteen cells, each with its conversion and how many leads it stands on.

use bareme_reporting::{
    Behind, Change, Column, Counts, HeatCells, Kind, Proportion, Report, Section, Table, heat_cells,
};
use bareme_scoring::{Rating, Stage};

use super::Dimension;
use super::figure::behind;
use super::frame::Study;
use super::selection::Selection;

/// What conversion is counted to, with the key of the section.
const TARGETS: [(Stage, &str); 3] = [(Stage::Sal, "to-sal"), (Stage::Sql, "to-sql"), (Stage::Won, "to-won")];

/// Findings that are told.
const MOST: usize = 5;

pub(super) fn report(study: &Study<'_>) -> Report {
    let items = study.handed_over();
    let groups = study.grouped(&items, |counts: &mut Counts, row, ()| *counts += row.passage.counts());
    let rated: Vec<(Rating, Counts)> =
        groups.iter().filter_map(|group| Some((group.value.as_deref()?.parse().ok()?, group.of))).collect();
    let unrated: u64 = groups.iter().filter(|group| group.value.is_none()).map(|group| group.of.mql).sum();
    let mut total = Counts::default();
    for group in &groups {
        total += group.of;
    }
    let mut report = study.report();
    report.figures = TARGETS
        .into_iter()
        .map(|(stage, key)| {
            let rate = Proportion { part: total.reached(stage), whole: total.mql };
            bareme_reporting::Figure {
                label: study.step(Stage::Mql, stage),
                behind: behind(total.mql, || study.selection.clone().reaching(Stage::Mql)),
                ..study.rate(key, "report-conversion", rate, None)
            }
        })
        .collect();
    if unrated > 0 {
        let figure = study.count("unrated", "report-unrated", unrated);
        let selection = || study.selection.clone().reaching(Stage::Mql).with(Dimension::Rating, None);
        report.figures.push(bareme_reporting::Figure { behind: behind(unrated, selection), ..figure });
    }
    report.sections = TARGETS
        .into_iter()
        .map(|(stage, key)| section(study, key, &heat_cells(rated.clone(), stage)))
        .collect();
    report.definitions = study.definitions(&["conversion", "interval", "rank-order"]);
    report
}

fn section(study: &Study<'_>, key: &'static str, heat: &HeatCells) -> Section {
    let columns = vec![
        Column::new("rating", study.say("report-rating"), Kind::Text),
        Column::new("entered", study.stage(Stage::Mql), Kind::Count),
        Column::new("reached", study.stage(heat.to), Kind::Count),
        Column::new("rate", study.say("report-rate"), Kind::Share),
        Column::new("low", study.say("report-interval-low"), Kind::Share),
        Column::new("high", study.say("report-interval-high"), Kind::Share),
    ];
    let title = study.step(Stage::Mql, heat.to);
    let mut table = Table::new(title.clone(), columns);
    let mut opened = Vec::new();
    for rating in Rating::all() {
        let cell = heat.cell(rating);
        let interval = cell.interval();
        table.push([
            rating.to_string().into(),
            cell.whole.into(),
            cell.part.into(),
            cell.rate().into(),
            interval.map(|ends| ends.low).into(),
            interval.map(|ends| ends.high).into(),
        ]);
        let of = || study.selection.clone().with(Dimension::Rating, Some(rating.to_string()));
        opened.push(cells(&of, heat.to, cell));
    }
    let chart = heat.chart(title.clone(), study.say("report-conversion"));
    let section = Section { behind: opened, ..Section::new(key, title, table) };
    section.with_chart(chart).with_note(findings(study, heat))
}

fn cells(of: &dyn Fn() -> Selection, to: Stage, cell: Proportion) -> Vec<Option<Behind>> {
    let reaching = |stage, count| behind(count, || of().reaching(stage));
    let all = reaching(Stage::Mql, cell.whole);
    vec![None, all.clone(), reaching(to, cell.part), all]
}

/// Says where a cell that is better in grade and level, or in one of them, converts worse, and chance does not explain it.
fn findings(study: &Study<'_>, heat: &HeatCells) -> String {
    let pairs = Rating::all().flat_map(|better| Rating::all().map(move |worse| (better, worse)));
    let mut broken: Vec<(f64, Rating, Rating)> = pairs
        .filter(|(better, worse)| {
            better != worse && better.grade <= worse.grade && better.level <= worse.level
        })
        .filter_map(|(better, worse)| {
            let change = Change { now: heat.cell(worse), before: heat.cell(better) };
            let difference = change.difference().filter(|difference| *difference > 0.0)?;
            change.is_significant().then_some((difference, better, worse))
        })
        .collect();
    if broken.is_empty() {
        return study.say("report-rank-holds");
    }
    broken.sort_by(|one, next| next.0.total_cmp(&one.0));
    let share = |rating| heat.cell(rating).rate().map_or_else(String::new, |rate| study.wording.share(rate));
    let sentence = |(_, better, worse): &(f64, Rating, Rating)| {
        let arguments = [
            ("better", better.to_string()),
            ("worse", worse.to_string()),
            ("low", share(*better)),
            ("high", share(*worse)),
        ];
        study.fill("report-rank-broken", &arguments)
    };
    broken.iter().take(MOST).map(sentence).collect::<Vec<_>>().join(" ")
}
