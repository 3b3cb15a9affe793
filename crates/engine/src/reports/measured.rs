//! What a score is worth as a report: of any scored list, and of a model in its recalibration.

mod criteria;

use bareme_recalibration::{Band, CalibrationRow, Decile, Drift, Measurement, Note, Place};
use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Cell, Column, Definition, Figure, Interval, Kind, Report, Section, Table};
use bareme_scoring::Instant;

use super::wording::Wording;

/// Digits of figures that are neither counts nor shares.
const DIGITS: Kind = Kind::Number { digits: 3 };

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub struct MeasuredList<'a> {
    /// Name of the list.
    pub list: &'a str,
    /// What the score is called.
    pub score: &'a str,
    /// What the outcome is: `Converted = yes`.
    pub outcome: &'a str,
    /// Name of the list that it is compared with.
    pub reference: Option<&'a str>,
}

/// The report of a measurement.
pub fn measured(
    list: &MeasuredList<'_>,
    measurement: &Measurement,
    made_at: Instant,
    wording: &dyn Wording,
) -> Report {
    let mut scope = vec![
        (wording.say("measured-list"), list.list.to_owned()),
        (wording.say("measured-score"), list.score.to_owned()),
        (wording.say("measured-outcome"), list.outcome.to_owned()),
    ];
    scope.extend(list.reference.map(|name| (wording.say("measured-reference"), name.to_owned())));
    let mut keys = vec!["auc", "ks", "lift"];
    keys.extend((!measurement.criteria.is_empty()).then_some("iv"));
    keys.extend(measurement.psi.as_ref().map(|_| "psi"));
    keys.extend(measurement.brier.map(|_| "brier"));
    Report {
        key: "measured",
        title: wording.say("report-title-measured"),
        lead: wording.say("report-lead-measured"),
        scope,
        made_at,
        highlights: Vec::new(),
        figures: measured_figures(measurement, wording),
        sections: measured_sections(measurement, wording),
        definitions: keys.into_iter().map(|key| definition(key, wording)).collect(),
    }
}

fn definition(key: &'static str, wording: &dyn Wording) -> Definition {
    Definition {
        key,
        term: wording.say(&format!("define-{key}")),
        text: wording.say(&format!("define-{key}-text")),
    }
}

/// The figures of a measurement that matter.
pub fn measured_figures(measurement: &Measurement, wording: &dyn Wording) -> Vec<Figure> {
    let figure = |key: &'static str, value: Cell, kind: Kind| Figure {
        key,
        label: wording.say(&format!("measured-figure-{key}")),
        value,
        kind,
        unit: None,
        interval: None,
        hint: String::new(),
        behind: None,
    };
    let auc = measurement.auc;
    let ends = auc.and_then(|auc| Some(Interval { low: auc.low?, high: auc.high? }));
    let of = [("events", measurement.events.to_string()), ("cases", measurement.n.to_string())];
    let mut figures = vec![
        Figure { interval: ends, ..figure("auc", auc.map(|auc| auc.value).into(), DIGITS) },
        figure("gini", measurement.gini.into(), DIGITS),
        figure("ks", measurement.ks.into(), DIGITS),
        Figure {
            hint: wording.fill("measured-of", &of),
            ..figure("base-rate", measurement.base_rate.into(), Kind::Share)
        },
    ];
    figures.extend(measurement.brier.map(|brier| figure("brier", brier.into(), DIGITS)));
    figures.extend(measurement.psi.as_ref().map(|drift| Figure {
        hint: band(drift.band, wording),
        ..figure("psi", drift.value.into(), DIGITS)
    }));
    figures
}

/// The tables of a measurement, what a reader must know first.
pub fn measured_sections(measurement: &Measurement, wording: &dyn Wording) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(notes(&measurement.notes, wording));
    sections.push(deciles(&measurement.deciles, wording));
    sections.extend(measurement.calibration.as_ref().map(|rows| calibration(rows, wording)));
    sections.extend(measurement.psi.as_ref().map(|drift| score_drift(drift, wording)));
    sections.extend(criteria::sections(&measurement.criteria, wording));
    sections
}

fn section(key: &'static str, table: Table, wording: &dyn Wording) -> Section {
    let section = Section::new(key, wording.say(&format!("report-section-{key}")), table);
    Section { note: wording.say(&format!("report-section-{key}-note")), ..section }
}

fn column(key: &'static str, kind: Kind, wording: &dyn Wording) -> Column {
    Column::new(key, wording.say(&format!("measured-column-{}", key.replace('_', "-"))), kind)
}

/// What a reader has to know before believing the figures; no section when there is nothing.
fn notes(notes: &[Note], wording: &dyn Wording) -> Option<Section> {
    let mut table = Table::new("", vec![column("note", Kind::Text, wording)]);
    for note in notes {
        table.push([note_text(note, wording).into()]);
    }
    (!notes.is_empty()).then(|| section("notes", table, wording))
}

fn note_text(note: &Note, wording: &dyn Wording) -> String {
    let few = |key: &str, have: u64, need: u64| {
        wording.fill(key, &[("have", have.to_string()), ("need", need.to_string())])
    };
    match note {
        Note::OneOutcome => wording.say("measured-note-one-outcome"),
        Note::TooFewEvents { have, need } => few("measured-note-few-events", *have, *need),
        Note::TooFewNonEvents { have, need } => few("measured-note-few-others", *have, *need),
        Note::ConstantScore => wording.say("measured-note-constant-score"),
        Note::ConstantCriterion { criterion } => {
            wording.fill("measured-note-constant", &[("criterion", criterion.clone())])
        }
        Note::SuspiciousCriterion { criterion, iv } => wording.fill(
            "measured-note-suspicious",
            &[("criterion", criterion.clone()), ("iv", wording.number(*iv, 2))],
        ),
    }
}

fn deciles(deciles: &[Decile], wording: &dyn Wording) -> Section {
    let columns = vec![
        column("decile", Kind::Text, wording),
        column("from", DIGITS, wording),
        column("to", DIGITS, wording),
        column("n", Kind::Count, wording),
        column("events", Kind::Count, wording),
        column("rate", Kind::Share, wording),
        column("low", Kind::Share, wording),
        column("high", Kind::Share, wording),
        column("lift", Kind::Number { digits: 2 }, wording),
        column("cumulative_lift", Kind::Number { digits: 2 }, wording),
        column("gain", Kind::Share, wording),
    ];
    let mut table = Table::new("", columns);
    let mut bars = Vec::new();
    for (number, decile) in (1_u64..).zip(deciles) {
        let label = wording.fill("measured-decile", &[("number", number.to_string())]);
        let mut row = vec![label.clone().into(), decile.from.into(), decile.to.into()];
        row.extend(decile_cells(decile));
        table.push(row);
        bars.push(decile_bar(label, decile));
    }
    let chart = Chart::Bars(BarChart {
        title: wording.say("report-section-deciles"),
        standing: true,
        categories: wording.say("measured-column-decile"),
        values: Axis::new(wording.say("measured-column-rate"), Kind::Share),
        bars,
    });
    Section { chart: Some(chart), ..section("deciles", table, wording) }
}

/// What a tenth holds and what became of it: cases, events, rate with its interval, lift, cumulative lift, gain.
pub(crate) fn decile_cells(decile: &Decile) -> [Cell; 8] {
    [
        decile.n.into(),
        decile.events.into(),
        decile.rate.into(),
        decile.low.into(),
        decile.high.into(),
        decile.lift.into(),
        decile.cumulative_lift.into(),
        decile.gain.into(),
    ]
}

/// The rate of a tenth as a bar.
pub(crate) fn decile_bar(label: String, decile: &Decile) -> Bar {
    let ends = decile.low.zip(decile.high);
    Bar { label, value: decile.rate, interval: ends.map(|(low, high)| Interval { low, high }) }
}

fn calibration(rows: &[CalibrationRow], wording: &dyn Wording) -> Section {
    let columns = vec![
        column("predicted", Kind::Share, wording),
        column("n", Kind::Count, wording),
        column("events", Kind::Count, wording),
        column("rate", Kind::Share, wording),
        column("low", Kind::Share, wording),
        column("high", Kind::Share, wording),
    ];
    let mut table = Table::new("", columns);
    for row in rows {
        table.push([
            row.predicted.into(),
            row.n.into(),
            row.events.into(),
            row.rate.into(),
            row.low.into(),
            row.high.into(),
        ]);
    }
    section("calibration", table, wording)
}

fn score_drift(drift: &Drift, wording: &dyn Wording) -> Section {
    let columns = vec![
        column("bin", Kind::Text, wording),
        column("reference", Kind::Count, wording),
        column("actual", Kind::Count, wording),
        column("reference_share", Kind::Share, wording),
        column("actual_share", Kind::Share, wording),
        column("psi", DIGITS, wording),
    ];
    let mut table = Table::new("", columns);
    for bin in &drift.bins {
        table.push([
            place(&bin.place, wording).into(),
            bin.counts.reference.into(),
            bin.counts.actual.into(),
            bin.counts.reference_share.into(),
            bin.counts.actual_share.into(),
            bin.counts.psi.into(),
        ]);
    }
    section("score-drift", table, wording)
}

/// How much has moved, in words.
fn band(band: Band, wording: &dyn Wording) -> String {
    wording.say(match band {
        Band::Stable => "measured-band-stable",
        Band::Moderate => "measured-band-moderate",
        Band::Major => "measured-band-major",
    })
}

/// What a bin holds, in words.
fn place(place: &Place, wording: &dyn Wording) -> String {
    let number = |number: f64| wording.number(number, digits(number));
    match place {
        Place::Range { from: Some(from), to: Some(to) } => {
            wording.fill("measured-place-between", &[("from", number(*from)), ("to", number(*to))])
        }
        Place::Range { from: Some(from), to: None } => {
            wording.fill("measured-place-from", &[("from", number(*from))])
        }
        Place::Range { from: None, to: Some(to) } => {
            wording.fill("measured-place-below", &[("to", number(*to))])
        }
        Place::Range { from: None, to: None } => wording.say("measured-place-any"),
        Place::Words { words } => words.join(", "),
        Place::Others => wording.say("measured-place-others"),
        Place::Missing => wording.say("measured-place-missing"),
    }
}

/// Digits that a cut point needs to be told from its neighbours: four that count.
fn digits(number: f64) -> u8 {
    match number.abs() {
        size if size >= 1_000.0 || number.fract().abs() < f64::EPSILON => 0,
        size if size >= 10.0 => 2,
        size if size >= 0.1 => 3,
        _ => 5,
    }
}
