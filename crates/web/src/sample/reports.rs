//! Samples of reports: every kind of chart, a report of nothing, a filter that cannot be, and views under names.

use std::sync::Arc;

use bareme_engine::reports::{Choices, Dimension, ReportKind};
use bareme_engine::saved_views::View;
use bareme_reporting::chart::{
    Axis, Bar, BarChart, Chart, LineChart, SankeyChart, SankeyLink, SankeyNode, Series, Tone, pareto_chart,
};
use bareme_reporting::{
    Behind, Cell, Column, Definition, Figure, HeatCells, Kind, List, Proportion, Report, Section, Table,
    pareto, pareto_table, wilson,
};
use bareme_scoring::Stage;

use super::{days_ago, leads, model_refs, now};
use crate::Shell;
use crate::i18n::Text;
use crate::pages::post::{PostForm, Posted};
use crate::pages::query::Params;
use crate::pages::reports::filter::Wish;
use crate::pages::reports::index::ReportsIndex;
use crate::pages::reports::show::{ReportShow, Shown};

#[expect(clippy::unnecessary_wraps, reason = "saves a word in each of many cells")]
fn behind(name: &'static str, value: &str) -> Option<Behind> {
    Some(Behind { list: List::Leads, words: vec![(name, value.to_owned())] })
}

fn report(t: Text) -> Report {
    let named = |key: &str| t.say(key);
    Report {
        key: "funnel",
        title: named("report-title-funnel"),
        lead: named("report-lead-funnel"),
        scope: vec![
            (named("report-view"), named("report-view-cohort")),
            (named("report-period"), t.date(&days_ago(365))),
            (named("by-source"), String::from("<b>fair</b> & <script>alert(1)</script>")),
        ],
        made_at: now(),
        highlights: Vec::new(),
        figures: figures(t),
        sections: vec![way(t), trend(t), sources(t), reasons(t), heat(t), flows(t)],
        definitions: ["mql", "acceptance", "interval", "immature"]
            .map(|key| Definition {
                key,
                term: named(&format!("define-{key}")),
                text: named(&format!("define-{key}-text")),
            })
            .into(),
    }
}

fn figures(t: Text) -> Vec<Figure> {
    let figure = |key, label: &str, value: Cell, kind| Figure {
        key,
        label: t.say(label),
        value,
        kind,
        unit: None,
        interval: None,
        hint: String::new(),
        behind: None,
    };
    vec![
        Figure {
            behind: behind("reached", "mql"),
            ..figure("mql", "stage-mql", Cell::Count(1_848), Kind::Count)
        },
        Figure {
            interval: wilson(1_040, 1_677),
            hint: t.with2("chart-of", "share", t.int(1_040), "whole", t.int(1_677)),
            ..figure("acceptance", "report-acceptance", Cell::Number(0.6202), Kind::Share)
        },
        figure("undecided", "report-undecided", Cell::Count(0), Kind::Count),
        Figure {
            unit: Some(t.say("report-days")),
            ..figure("median", "report-median", Cell::Number(64.25), Kind::Number { digits: 1 })
        },
    ]
}

fn way(t: Text) -> Section {
    let (funnel, words) = (leads::funnel(), |key: &str| t.say(key));
    let table = bareme_reporting::Funnel { rows: Vec::new(), ..funnel.clone() }.conversions_table(&words);
    let lists = ["sal", "sql", "opportunity", "won"]
        .map(|to| vec![None, None, behind("reached", "mql"), behind("reached", to)]);
    Section { behind: lists.into(), ..Section::new("way", t.say("report-funnel-total"), table) }
        .with_chart(funnel.chart(&words))
}

fn trend(t: Text) -> Section {
    let funnel = leads::funnel();
    let series = |index: usize| Series {
        label: ["MQL → SAL", "SAL → SQL", "<b>SQL</b> → ?"]
            .get(index)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        points: funnel
            .rows
            .iter()
            .map(|row| {
                let step = row.cohort.counts.steps().get(index).copied();
                (
                    row.cohort.from,
                    step.and_then(|step| step.conversion.rate()).filter(|_| row.cohort.label != "2025-10"),
                )
            })
            .collect(),
    };
    let chart = LineChart {
        title: t.say("report-conversion"),
        values: Axis::new(t.say("report-conversion"), Kind::Share),
        series: (0..3).map(series).collect(),
    };
    Section::new("conversions", t.say("report-conversion"), funnel.conversions_table(&|key| t.say(key)))
        .with_chart(Chart::Lines(chart))
}

/// Lying bars with intervals, one of them of nothing.
fn sources(t: Text) -> Section {
    let groups =
        [("webinar", 112, 410), ("<b>fair</b> with a name that is longer than its place", 9, 62), ("", 0, 0)];
    let columns = vec![
        Column::new("source", t.say("source"), Kind::Text),
        Column::new("leads", t.say("report-leads"), Kind::Count),
        Column::new("rate", t.say("report-rate"), Kind::Share),
        Column::new("low", t.say("report-interval-low"), Kind::Share),
        Column::new("high", t.say("report-interval-high"), Kind::Share),
        Column::new("immature", t.say("report-immature"), Kind::Flag),
    ];
    let mut table = Table::new(t.say("source"), columns);
    let name = |label: &str| if label.is_empty() { t.say("cohort-unknown") } else { label.to_owned() };
    for (label, part, whole) in groups {
        let (rate, ends) = (Proportion { part, whole }.rate(), wilson(part, whole));
        table.push([
            name(label).into(),
            whole.into(),
            rate.into(),
            ends.map(|ends| ends.low).into(),
            ends.map(|ends| ends.high).into(),
            (whole == 62).into(),
        ]);
    }
    let bars = groups.map(|(label, part, whole)| Bar {
        label: name(label),
        value: Proportion { part, whole }.rate(),
        interval: wilson(part, whole),
    });
    let chart = BarChart {
        title: t.say("report-win-rate"),
        standing: false,
        categories: t.say("source"),
        values: Axis::new(t.say("report-rate"), Kind::Share),
        bars: bars.into(),
    };
    let lists = vec![vec![None, behind("source", "webinar")], vec![None, behind("source", "<b>fair")]];
    Section { behind: lists, ..Section::new("sources", t.say("source"), table) }
        .with_chart(Chart::Bars(chart))
        .with_note(t.say("report-by"))
}

fn reasons(t: Text) -> Section {
    let counts =
        [("no_budget", 212), ("no_need", 141), ("unreachable", 77), ("bad_timing", 31), ("student", 4)];
    let rows = pareto(counts.map(|(code, count)| (code.to_owned(), count)));
    let (name, words) = (|code: &str| t.reason(code), |key: &str| t.say(key));
    let lists = rows.iter().map(|row| vec![None, behind("reason", &row.value)]).collect();
    Section {
        behind: lists,
        ..Section::new("reasons", t.say("report-reasons"), pareto_table(&rows, &name, &words))
    }
    .with_chart(pareto_chart(&rows, &name, &words))
}

fn heat(t: Text) -> Section {
    let cells: [Proportion; 16] = std::array::from_fn(|index| {
        let (row, column) = (index as u64 / 4, index as u64 % 4);
        let whole = if index == 15 { 0 } else { 4 + 61 * (3 - row) + 17 * column };
        Proportion { part: whole * (4 - row) * (4 - column) / 32, whole }
    });
    let chart = HeatCells { to: Stage::Won, cells }.chart(t.say("report-win-rate"), t.say("report-rate"));
    let table = chart.table(&|key| t.say(key));
    let lists =
        bareme_scoring::Rating::all().map(|rating| vec![None, None, behind("rating", &rating.to_string())]);
    Section { behind: lists.collect(), ..Section::new("cells", t.say("report-rating"), table) }
        .with_chart(chart)
}

fn flows(t: Text) -> Section {
    let node = |stage: Stage, column| SankeyNode { label: t.stage(&stage), column, tone: Tone::from(stage) };
    let nodes = vec![
        node(Stage::Mql, 0),
        node(Stage::Sal, 1),
        node(Stage::Rejected, 1),
        node(Stage::Sql, 2),
        node(Stage::Won, 3),
        node(Stage::Lost, 3),
        node(Stage::Recycled, 4),
        SankeyNode { label: t.say("report-still-open"), column: 4, tone: Tone::Plain },
    ];
    let links = [
        (0, 1, 1_040),
        (0, 2, 637),
        (0, 7, 171),
        (1, 3, 603),
        (1, 6, 290),
        (1, 7, 147),
        (2, 6, 446),
        (3, 4, 135),
        (3, 5, 124),
        (3, 7, 344),
    ];
    let links = links.map(|(from, to, count)| SankeyLink { from, to, count });
    let chart = Chart::Sankey(SankeyChart {
        title: t.say("report-flows"),
        unit: t.say("report-leads"),
        nodes,
        links: links.into(),
    });
    let table = chart.table(&|key| t.say(key));
    let lists = (0..links.len()).map(|index| vec![None, None, behind("only", &format!("flow-{index}"))]);
    Section { behind: lists.collect(), ..Section::new("flows", t.say("report-flows"), table) }
        .with_chart(chart)
}

fn choices() -> Choices {
    Choices {
        models: model_refs(),
        values: Arc::new(vec![
            (Dimension::Source, vec![String::from("webinar"), String::from("<b>fair</b>")]),
            (Dimension::Reason, vec![String::from("no_budget"), String::from("own")]),
        ]),
        reasons: super::work::reasons(),
        fiscal_start: 1,
    }
}

fn views() -> Vec<View> {
    let view = |id, name: &str, query: &str, saved_by: Option<&str>| View {
        id,
        report: String::from("funnel"),
        name: name.to_owned(),
        query: query.to_owned(),
        saved_by: saved_by.map(str::to_owned),
        saved_at: days_ago(id * 3),
    };
    vec![
        view(1, "Board, last quarter", "period=last_quarter&by=source", Some("Ana <i>Hacker</i>")),
        view(2, "<script>alert(1)</script>", "from=2026-01-01&until=2026-04-01", None),
        view(3, "Everything", "", None),
    ]
}

/// With a saved view opened.
pub(super) fn show(shell: Shell) -> ReportShow {
    let (wish, errors) =
        Wish::read(ReportKind::Funnel, &Params::read("period=last_quarter&by=source&source=webinar&saved=1"));
    let shown = Shown { report: report(shell.t), choices: choices(), views: views() };
    ReportShow::new(shell, shown, wish, &errors, PostForm::default())
}

/// With days that a period makes superfluous, a period that ends before it begins, and a name that is taken.
pub(super) fn refused(shell: Shell) -> ReportShow {
    let (wish, errors) = Wish::read(
        ReportKind::Funnel,
        &Params::read("from=2026-05-01&until=2026-04-01&by=fortnight&rating=Z9&without=owner,source"),
    );
    let mut naming = PostForm::new(Posted::of([(String::from("name"), String::from("<Q4>"))]));
    naming.problem("name", "view-name-taken", Vec::new());
    let shown = Shown { report: report(shell.t), choices: choices(), views: Vec::new() };
    ReportShow::new(shell, shown, wish, &errors, naming)
}

/// Nothing fits the filter, or nothing is there.
pub(super) fn nothing(shell: Shell, query: &str) -> ReportShow {
    let (wish, errors) = Wish::read(ReportKind::Funnel, &Params::read(query));
    let mut report = report(shell.t);
    report.sections.clear();
    for figure in &mut report.figures {
        figure.value = Cell::Count(0);
    }
    let shown = Shown { report, choices: Choices::default(), views: Vec::new() };
    ReportShow::new(shell, shown, wish, &errors, PostForm::default())
}

/// All reports, with views of which one could not be renamed.
pub(super) fn index(shell: Shell) -> ReportsIndex {
    let mut form = PostForm::new(Posted::of([(String::from("name"), "x".repeat(90))]));
    form.problem("name", "view-name-long", vec![("most", String::from("80"))]);
    ReportsIndex::new(shell, &views(), Some((2, form)))
}

/// Without any view.
pub(super) fn index_empty(shell: Shell) -> ReportsIndex {
    ReportsIndex::new(shell, &[], None)
}
