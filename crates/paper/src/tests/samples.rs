//! Reports to be printed: one of everything, one long table, one of nothing.

use bareme_reporting::chart::GraphChart;
use bareme_reporting::chart::{
    Axis, Bar, BarChart, Chart, FunnelBar, FunnelChart, Heatmap, LineChart, ParetoBar, ParetoChart,
    SankeyChart, SankeyLink, SankeyNode, Series, Sparkline, Tone,
};
use bareme_reporting::graph::{Edge, Node, NodeKind, draw};
use bareme_reporting::{Cell, Column, Definition, Figure, Kind, Proportion, Report, Section, Table, wilson};
use bareme_scoring::{Instant, Points};

fn made_at() -> Instant {
    Instant::parse("2026-11-22T02:25:00Z").unwrap()
}

pub fn empty() -> Report {
    Report {
        key: "funnel",
        title: String::from("Funnel"),
        lead: String::from("Leads by the stage that they reached, in the view of cohorts."),
        scope: vec![
            (String::from("Model"), String::from("Starter")),
            (String::from("Source"), String::from("web, event")),
        ],
        made_at: made_at(),
        highlights: Vec::new(),
        figures: Vec::new(),
        sections: Vec::new(),
        definitions: Vec::new(),
    }
}

/// A table of so many rows.
pub fn of_table(rows: usize) -> Report {
    let mut table = Table::new(
        "Leads",
        vec![
            Column::new("company", "Company name", Kind::Text),
            Column::new("owner", "Owner", Kind::Text),
            Column::new("rating", "Rating", Kind::Text),
            Column::new("leads", "Leads", Kind::Count),
            Column::new("rate", "Acceptance rate", Kind::Share),
            Column::new("days", "Median", Kind::Number { digits: 1 }).in_unit("days"),
            Column::new("amount", "Won amount", Kind::Hundredths).in_unit("EUR"),
            Column::new("at", "Last hand-over", Kind::Date),
            Column::new("late", "Late", Kind::Flag),
        ],
    );
    for row in 0..rows {
        let number = u64::try_from(row).unwrap();
        table.push([
            format!("Company {row:03} of a name that goes on").into(),
            ["Ana Ruiz", "Bo Li", "Chloé Lefèvre"][row % 3].into(),
            ["A1", "B2", "C3"][row % 3].into(),
            (number * 37 % 4_000).into(),
            (f64::from(u32::try_from(row).unwrap()) / 1_000.0).into(),
            3.5.into(),
            Points::from_whole(1_234_567).into(),
            made_at().into(),
            (row % 2 == 0).into(),
        ]);
    }
    Report { sections: vec![Section::new("leads", "Leads", table)], ..empty() }
}

fn figure(key: &'static str, label: &str, value: Cell, kind: Kind) -> Figure {
    Figure {
        key,
        label: label.to_owned(),
        value,
        kind,
        unit: None,
        interval: None,
        hint: String::new(),
        behind: None,
    }
}

fn figures() -> Vec<Figure> {
    vec![
        figure("mql", "MQLs", Cell::Count(8_412), Kind::Count),
        Figure {
            interval: wilson(842, 2_000),
            hint: String::from("842 of 2,000 decided; 3.1 points above the period before"),
            ..figure("acceptance", "Acceptance rate", Cell::Number(0.421), Kind::Share)
        },
        Figure {
            unit: Some(String::from("days")),
            ..figure("velocity", "Median from MQL to won", Cell::Number(63.5), Kind::Number { digits: 1 })
        },
        Figure {
            unit: Some(String::from("EUR")),
            ..figure(
                "amount",
                "Won amount",
                Cell::Hundredths(Points::from_whole(12_345_678)),
                Kind::Hundredths,
            )
        },
        figure("open", "Still open", Cell::Empty, Kind::Count),
    ]
}

/// One of everything.
pub fn rich() -> Report {
    let definition =
        |key, term: &str, text: &str| Definition { key, term: term.to_owned(), text: text.to_owned() };
    Report {
        highlights: Vec::new(),
        figures: figures(),
        sections: vec![
            Section::new("reasons", "Why sales said no", reasons())
                .with_chart(pareto())
                .with_note("Most first."),
            Section::new("funnel", "From hand-over to won", steps()).with_chart(funnel()),
            Section::new("cohorts", "By month", months()).with_chart(columns()),
            Section::new("sources", "By source", Table::default()).with_chart(bars()),
            Section::new("trend", "Trend", Table::default()).with_chart(lines()),
            Section::new("spark", "Small", Table::default()).with_chart(spark()),
            Section::new("heat", "Matrix", Table::default()).with_chart(heat()),
            Section::new("flows", "Where leads go", Table::default()).with_chart(sankey()),
            Section::new("graph", "Around Acme", Table::default()).with_chart(graph()),
        ],
        definitions: vec![
            definition(
                "mql",
                "MQL",
                "A lead that stands in a hand-off cell of the matrix and was handed over to sales.",
            ),
            definition(
                "acceptance",
                "Acceptance rate",
                "Accepted leads of all that were decided; default ones count as accepted.",
            ),
        ],
        ..empty()
    }
}

const REASONS: [(&str, u64); 6] = [
    ("No budget this year", 420),
    ("Wrong contact", 210),
    ("Too small", 96),
    ("Competitor under contract until further notice and a day", 61),
    ("Duplicate", 12),
    ("Other", 3),
];

fn reasons() -> Table {
    let columns =
        vec![Column::new("reason", "Reason", Kind::Text), Column::new("leads", "Leads", Kind::Count)];
    let mut table = Table::new("Why sales said no", columns);
    for (reason, count) in REASONS {
        table.push([reason.into(), count.into()]);
    }
    table
}

fn pareto() -> Chart {
    let all: u64 = REASONS.iter().map(|(_, count)| count).sum();
    let mut part = 0;
    let bars = REASONS.iter().map(|(label, count)| {
        part += count;
        let cumulative = Proportion { part, whole: all }.rate().unwrap();
        ParetoBar { label: (*label).to_owned(), count: *count, cumulative }
    });
    Chart::Pareto(ParetoChart {
        title: String::from("Why sales said no"),
        categories: String::from("Reason"),
        values: Axis::new("Leads", Kind::Count),
        bars: bars.collect(),
    })
}

fn steps() -> Table {
    let mut table = Table::new(
        "From hand-over to won",
        vec![
            Column::new("step", "Stage", Kind::Text),
            Column::new("count", "Leads", Kind::Count),
            Column::new("rate", "Conversion", Kind::Share),
        ],
    );
    table.push(["MQL".into(), Cell::Count(842), Cell::Empty]);
    table.push(["SAL".into(), Cell::Count(420), 0.4988.into()]);
    table
}

fn funnel() -> Chart {
    let bar = |label: &str, count, whole: Option<u64>| FunnelBar {
        label: label.to_owned(),
        count,
        of_previous: whole.map(|whole| Proportion { part: count, whole }),
    };
    Chart::Funnel(FunnelChart {
        title: String::from("Leads by stage reached"),
        unit: String::from("Leads"),
        bars: vec![
            bar("MQL", 8_412, None),
            bar("SAL", 4_120, Some(8_412)),
            bar("SQL", 1_850, Some(4_120)),
            bar("Opportunity", 640, Some(1_850)),
            bar("Won", 181, Some(640)),
        ],
    })
}

const MONTHS: [&str; 12] =
    ["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov 2026"];

fn months() -> Table {
    let mut columns = vec![Column::new("month", "Month", Kind::Text)];
    columns.extend(["MQL", "SAL", "SQL", "Won"].map(|title| Column::new("c", title, Kind::Count)));
    columns.push(Column::new("rate", "Conversion from MQL to won", Kind::Share));
    let mut table = Table::new("Cohorts", columns);
    for (index, month) in MONTHS.iter().enumerate() {
        let count = u64::try_from(index).unwrap();
        table.push([
            (*month).into(),
            (700 + count * 11).into(),
            (340 + count * 7).into(),
            (120 + count * 3).into(),
            (20 + count).into(),
            0.031.into(),
        ]);
    }
    table
}

fn bar(label: &str, part: u64, whole: u64) -> Bar {
    Bar { label: label.to_owned(), value: Proportion { part, whole }.rate(), interval: wilson(part, whole) }
}

fn columns() -> Chart {
    let bars = MONTHS.iter().zip(1..).map(|(label, count)| bar(label, 300 - count * 9, 700)).collect();
    Chart::Bars(BarChart {
        title: String::from("Acceptance by month"),
        standing: true,
        categories: String::from("Month"),
        values: Axis::new("Acceptance", Kind::Share),
        bars,
    })
}

fn bars() -> Chart {
    Chart::Bars(BarChart {
        title: String::from("Acceptance by source"),
        standing: false,
        categories: String::from("Source"),
        values: Axis::new("Acceptance", Kind::Share),
        bars: vec![
            bar("Web form", 120, 400),
            bar("Trade fair in Düsseldorf, hall 7", 60, 110),
            bar("Referral", 9, 12),
            Bar { label: String::from("Partner"), value: None, interval: None },
        ],
    })
}

fn lines() -> Chart {
    let series = |label: &str, base: f64| Series {
        label: label.to_owned(),
        points: (0..12)
            .map(|month| {
                let value = base + (f64::from(month) * 1.7).sin() * 0.08;
                (made_at().plus_days(i64::from(month) * 30 - 330), (month != 5).then_some(value))
            })
            .collect(),
    };
    Chart::Lines(LineChart {
        title: String::from("Acceptance rate over time"),
        values: Axis::new("Acceptance", Kind::Share),
        series: vec![series("A1", 0.7), series("B2", 0.5), series("C3", 0.35), series("All", 0.45)],
    })
}

fn spark() -> Chart {
    let points =
        (0..20).map(|day| (made_at().plus_days(day), f64::from(u8::try_from(day % 7).unwrap()))).collect();
    Chart::Sparkline(Sparkline {
        title: String::from("Small"),
        values: Axis::new("Leads", Kind::Count),
        points,
    })
}

fn heat() -> Chart {
    let mut cells = [None; 16];
    let mut counts = [0; 16];
    for (index, (cell, count)) in cells.iter_mut().zip(&mut counts).enumerate() {
        let step = u32::try_from(index).unwrap();
        *cell = (index != 12).then(|| 0.42 - f64::from(step) * 0.025);
        *count = u64::from(step) * 31 + 5;
    }
    Chart::Heatmap(Box::new(Heatmap {
        title: String::from("Won, by rating at MQL"),
        values: Axis::new("Conversion to won", Kind::Share),
        cells,
        counts: Some(counts),
    }))
}

fn sankey() -> Chart {
    let node = |label: &str, column, tone| SankeyNode { label: label.to_owned(), column, tone };
    let link = |from, to, count| SankeyLink { from, to, count };
    Chart::Sankey(SankeyChart {
        title: String::from("Where leads go"),
        unit: String::from("Leads"),
        nodes: vec![
            node("MQL", 0, Tone::Warm),
            node("SAL", 1, Tone::Accent),
            node("Rejected", 1, Tone::Bad),
            node("SQL", 2, Tone::Accent),
            node("Opportunity", 3, Tone::Accent),
            node("Won", 4, Tone::Good),
            node("Lost", 4, Tone::Bad),
            node("Recycled", 5, Tone::Plain),
            node("Still open", 5, Tone::Plain),
        ],
        links: vec![
            link(0, 1, 420),
            link(0, 2, 300),
            link(0, 8, 122),
            link(1, 3, 250),
            link(1, 8, 170),
            link(2, 7, 180),
            link(3, 4, 160),
            link(3, 8, 90),
            link(4, 5, 60),
            link(4, 6, 80),
            link(6, 7, 20),
        ],
    })
}

fn graph() -> Chart {
    let node = |label: &str, kind| Node { label: label.to_owned(), kind, badge: Some(String::from("A1")) };
    let nodes = [
        node("Acme Holding", NodeKind::Account),
        node("Ana Ruiz", NodeKind::Contact),
        node("Bo Li", NodeKind::Contact),
        node("Acme Iberia", NodeKind::Account),
    ];
    let edge =
        |from, to, weight, current| Edge { from, to, weight, label: String::from("works at"), current };
    let edges = [edge(1, 0, 1.0, true), edge(2, 0, 0.5, false), edge(3, 0, 0.8, true)];
    let drawing = draw(&nodes, &edges, 0, 20).unwrap();
    Chart::Graph(GraphChart { title: String::from("Around Acme"), drawing })
}
