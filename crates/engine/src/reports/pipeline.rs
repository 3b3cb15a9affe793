//! What opportunities are worth: by rating at MQL or by anything else. Currencies are never added.

use std::collections::BTreeMap;

use bareme_reporting::chart::{Axis, Bar};
use bareme_reporting::{Behind, Cell, Column, Figure, Kind, PipelineCounts, Report, Section, Table};
use bareme_scoring::{Currency, Stage};

use super::figure::behind;
use super::frame::Study;
use super::rows::Group;
use super::selection::{Only, Selection};

/// Opportunities by currency; those whose worth nobody has said have none.
type Worth = BTreeMap<Option<Currency>, PipelineCounts>;

pub(super) fn report(study: &Study<'_>) -> Report {
    let items: Vec<_> =
        study.handed_over().into_iter().filter(|(row, ..)| row.passage.pipeline().is_some()).collect();
    let groups = study.grouped(&items, |worth: &mut Worth, row, ()| {
        if let Some(counts) = row.passage.pipeline() {
            *worth.entry(row.passage.pipeline_currency()).or_default() += counts;
        }
    });
    let mut total = Worth::new();
    for group in &groups {
        add(&mut total, &group.of);
    }
    let mut report = study.report();
    report.figures = figures(study, &total);
    report.sections = vec![section(study, &groups, &total)];
    report.definitions = study.definitions(&["opportunity", "pipeline", "win-rate", "won", "interval"]);
    report
}

fn add(total: &mut Worth, worth: &Worth) {
    for (currency, counts) in worth {
        *total.entry(*currency).or_default() += *counts;
    }
}

/// All opportunities together, whatever they are worth.
fn together(worth: &Worth) -> PipelineCounts {
    worth.values().fold(PipelineCounts::default(), |mut all, counts| {
        all += *counts;
        all
    })
}

/// The currency in which most opportunities are.
fn main_currency(total: &Worth) -> Option<Currency> {
    let priced = total.iter().filter_map(|(currency, counts)| Some(((*currency)?, counts.opportunities)));
    priced
        .max_by_key(|(currency, count)| (*count, std::cmp::Reverse(*currency)))
        .map(|(currency, _)| currency)
}

/// The opportunities of a row in one currency, or of unknown worth.
fn opened(selection: &Selection, currency: Option<Currency>) -> Selection {
    match currency {
        Some(currency) => selection.clone().in_currency(currency),
        None => selection.clone().only(Only::Unpriced),
    }
}

fn figures(study: &Study<'_>, total: &Worth) -> Vec<Figure> {
    let counts = together(total);
    let reached = |stage, count| behind(count, || study.selection.clone().reaching(stage));
    let mut figures = vec![
        Figure {
            behind: reached(Stage::Opportunity, counts.opportunities),
            ..study.count("opportunities", "report-opportunities", counts.opportunities)
        },
        Figure { behind: reached(Stage::Won, counts.won), ..study.count("won", "stage-won", counts.won) },
        study.rate("win_rate", "report-win-rate", counts.win_rate(), None),
    ];
    for (currency, counts) in total.iter().filter_map(|(currency, counts)| Some(((*currency)?, counts))) {
        let hint =
            study.fill("report-won-of", &[("amount", study.wording.money(counts.won_amount, currency))]);
        figures.push(Figure {
            value: counts.amount.into(),
            kind: Kind::Hundredths,
            unit: Some(currency.code().to_owned()),
            hint,
            behind: behind(counts.opportunities, || opened(&study.selection, Some(currency))),
            ..study.count("amount", "report-amount", 0)
        });
    }
    figures
}

fn columns(study: &Study<'_>) -> Vec<Column> {
    let column = |key, label: &str, kind| Column::new(key, study.say(label), kind);
    vec![
        Column::new("group", study.by_name(), Kind::Text),
        column("currency", "report-currency", Kind::Text),
        column("opportunities", "report-opportunities", Kind::Count),
        column("open", "report-open", Kind::Count),
        column("amount", "report-amount", Kind::Hundredths),
        column("won", "stage-won", Kind::Count),
        column("won_amount", "report-won-amount", Kind::Hundredths),
        column("lost", "stage-lost", Kind::Count),
        column("win_rate", "report-win-rate", Kind::Share),
        column("low", "report-interval-low", Kind::Share),
        column("high", "report-interval-high", Kind::Share),
    ]
}

fn section(study: &Study<'_>, groups: &[Group<Worth>], total: &Worth) -> Section {
    let mut table = Table::new(study.say("report-section-pipeline"), columns(study));
    let mut behind = Vec::new();
    let mut push = |name: &str, worth: &Worth, selection: &Selection| {
        for (currency, counts) in worth.iter().rev() {
            table.push(cells(name, *currency, counts));
            behind.push(opened_cells(&opened(selection, *currency), counts));
        }
    };
    for group in groups {
        push(&study.name(group), &group.of, &group.selection);
    }
    if groups.len() > 1 {
        push(&study.say("report-total"), total, &study.selection);
    }
    let section =
        Section { behind, ..study.section("pipeline", table) }.with_note(study.say("report-note-pipeline"));
    let Some(currency) = main_currency(total) else { return section };
    let bar = |group: &Group<Worth>| Bar {
        label: study.name(group),
        value: Some(group.of.get(&Some(currency)).map_or(0.0, |counts| counts.amount.as_f64())),
        interval: None,
    };
    let values = Axis::new(study.say("report-amount"), Kind::Number { digits: 0 }).in_unit(currency.code());
    section.with_chart(study.bars("report-amount", values, groups, bar))
}

fn cells(name: &str, currency: Option<Currency>, counts: &PipelineCounts) -> Vec<Cell> {
    let interval = counts.win_rate().interval();
    vec![
        name.into(),
        currency.map(|currency| currency.code().to_owned()).into(),
        counts.opportunities.into(),
        counts.open().into(),
        currency.map(|_| counts.amount).into(),
        counts.won.into(),
        currency.map(|_| counts.won_amount).into(),
        counts.lost.into(),
        counts.win_rate().rate().into(),
        interval.map(|ends| ends.low).into(),
        interval.map(|ends| ends.high).into(),
    ]
}

fn opened_cells(selection: &Selection, counts: &PipelineCounts) -> Vec<Option<Behind>> {
    let reaching = |stage, count| behind(count, || selection.clone().reaching(stage));
    let standing = behind(counts.open(), || selection.clone().standing_at(Stage::Opportunity));
    let all = behind(counts.opportunities, || selection.clone());
    vec![
        None,
        None,
        all.clone(),
        standing,
        all,
        reaching(Stage::Won, counts.won),
        reaching(Stage::Won, counts.won),
        reaching(Stage::Lost, counts.lost),
    ]
}
