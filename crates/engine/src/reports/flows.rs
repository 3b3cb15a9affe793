//! Where leads go: from stage to stage, and where they stand.

use std::collections::BTreeMap;

use bareme_reporting::chart::flow_chart;
use bareme_reporting::{Column, Figure, Kind, Path, Report, Section, Table, flows};
use bareme_scoring::Stage;

use super::figure::behind;
use super::frame::Study;
use super::selection::Only;

pub(super) fn report(study: &Study<'_>) -> Report {
    let items = study.handed_over();
    let mut paths: BTreeMap<Path, u64> = BTreeMap::new();
    let mut standing: BTreeMap<Stage, u64> = BTreeMap::new();
    for (row, ..) in &items {
        *paths.entry(Path::from(&row.passage)).or_default() += 1;
        *standing.entry(row.stage).or_default() += 1;
    }
    let mut report = study.report();
    report.figures = figures(study, items.len() as u64, &standing);
    report.sections = vec![section(study, &paths)];
    report.definitions =
        study.definitions(&["mql", "sal", "sql", "opportunity", "won", "rejected", "recycled"]);
    report
}

fn figures(study: &Study<'_>, all: u64, standing: &BTreeMap<Stage, u64>) -> Vec<Figure> {
    let open = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];
    let open: u64 = open.iter().filter_map(|stage| standing.get(stage)).sum();
    let at = |stage: Stage| {
        let count = standing.get(&stage).copied().unwrap_or(0);
        let behind = behind(count, || study.selection.clone().reaching(Stage::Mql).standing_at(stage));
        Figure { behind, ..study.count(stage.word(), &format!("stage-{}", stage.word()), count) }
    };
    let handed_over = Figure {
        behind: behind(all, || study.selection.clone().reaching(Stage::Mql)),
        ..study.count("mql", "report-handed-over", all)
    };
    let open = study.count("open", "report-still-open", open);
    [handed_over, open]
        .into_iter()
        .chain([Stage::Won, Stage::Lost, Stage::Recycled, Stage::Disqualified].map(at))
        .collect()
}

fn section(study: &Study<'_>, paths: &BTreeMap<Path, u64>) -> Section {
    let flows = flows(paths.iter().map(|(path, count)| (*path, *count)));
    let columns = vec![
        Column::new("from", study.say("report-graph-from"), Kind::Text),
        Column::new("to", study.say("report-graph-to"), Kind::Text),
        Column::new("leads", study.say("report-leads"), Kind::Count),
    ];
    let mut table = Table::new(study.say("report-section-flows"), columns);
    let mut opened = Vec::new();
    // Who stands at an end has arrived there; who stands on the way is still open.
    for flow in flows.iter().filter(|flow| flow.to.is_some() || flow.from.is_open()) {
        let to = flow.to.map_or_else(|| study.say("report-still-open"), |to| study.stage(to));
        table.push([study.stage(flow.from).into(), to.into(), flow.count.into()]);
        let selection = || study.selection.clone().only(Only::Flow(flow.from, flow.to));
        opened.push(vec![None, None, behind(flow.count, selection)]);
    }
    let chart = flow_chart(&flows, &|key| study.say(key));
    Section { behind: opened, ..study.section("flows", table) }
        .with_chart(chart)
        .with_note(study.say("report-note-flows"))
}
