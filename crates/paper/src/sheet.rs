//! A report as the plain values that `paper.typ` sets: every text written, every chart a picture, every width known.

use bareme_reporting::{Cell, Definition, Figure, Highlight, Kind, Report, Section};
use chrono::{Datelike, Timelike};
use serde::Serialize;

use crate::PaperLanguage;
use crate::fonts::{LEAN, cut, fitted, width};
use crate::language::tame;
use crate::picture::{Pen, Picture};
use crate::table::{PaperTable, STANDING};

/// Size of letters in the foot of a page, points. `paper.typ` has the same.
const FOOT: f64 = 7.0;
/// Width of text in a tile, points.
const TILE: f64 = 99.0;
/// Lines that the filter may take in the foot; the first page has all of it in any case.
const FOOT_LINES: usize = 6;

/// Everything on the paper.
#[derive(Debug, Serialize)]
pub struct Sheet {
    language: String,
    title: String,
    lead: String,
    /// Whether all pages lie: where the first table does, and nothing but the head would stand.
    lying: bool,
    /// Year, month, day, hour, minute, second.
    made_at: [i32; 6],
    made: String,
    words: Words,
    scope: Vec<[String; 2]>,
    /// The filter for the foot of each page, and the lines that it takes there.
    foot: String,
    foot_lines: usize,
    /// The title as far as it fits there.
    foot_title: String,
    highlights: Vec<Points>,
    figures: Vec<Tile>,
    sections: Vec<Part>,
    definitions: Vec<[String; 2]>,
}

#[derive(Debug, Serialize)]
struct Words {
    page: String,
    of: String,
    definitions: String,
    nothing: String,
}

#[derive(Debug, Serialize)]
struct Points {
    title: String,
    points: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Tile {
    label: String,
    value: String,
    /// Size of the value, points.
    size: f64,
    unit: String,
    interval: String,
    hint: String,
}

#[derive(Debug, Serialize)]
struct Part {
    title: String,
    note: String,
    /// Whether its pages lie.
    lying: bool,
    picture: Option<Picture>,
    table: Option<PaperTable>,
}

impl Sheet {
    /// The report, written in a language.
    pub fn new(report: &Report, language: &PaperLanguage<'_>) -> Self {
        let at = report.made_at.to_chrono();
        let numbers = [at.month(), at.day(), at.hour(), at.minute(), at.second()];
        let [month, day, hour, minute, second] = numbers.map(|number| i32::try_from(number).unwrap_or(0));
        let moment = language.cell(&Cell::Moment(report.made_at), Kind::Moment, None);
        let scope: Vec<[String; 2]> =
            report.scope.iter().map(|(what, which)| [label(what, 130.0), label(which, 340.0)]).collect();
        let (foot, foot_lines) = foot(&report.scope);
        let sections: Vec<Part> =
            report.sections.iter().map(|section| Part::new(section, language)).collect();
        Self {
            language: language.code.to_owned(),
            title: cut(&tame(&report.title), 21.0, true, STANDING),
            lead: cut(&tame(&report.lead), 10.0, false, STANDING * 0.85),
            lying: report.figures.is_empty()
                && report.highlights.is_empty()
                && sections.first().is_some_and(|part| part.lying),
            made_at: [at.year(), month, day, hour, minute, second],
            made: format!("{} {moment}", language.say("paper-made")),
            words: Words::new(language),
            scope,
            foot,
            foot_lines,
            foot_title: fitted(&tame(&report.title), FOOT, false, STANDING * 0.5),
            highlights: report.highlights.iter().map(Points::new).collect(),
            figures: report.figures.iter().map(|figure| Tile::new(figure, language)).collect(),
            sections,
            definitions: report.definitions.iter().map(definition).collect(),
        }
    }
}

impl Words {
    fn new(language: &PaperLanguage<'_>) -> Self {
        let say = |key| tame(&language.say(key));
        Self {
            page: say("paper-page"),
            of: say("paper-of"),
            definitions: say("paper-definitions"),
            nothing: say("paper-nothing"),
        }
    }
}

impl Points {
    fn new(highlight: &Highlight) -> Self {
        let points = highlight.points.iter().map(|point| cut(&tame(point), 10.0, false, STANDING * 0.95));
        Self { title: label(&highlight.title, STANDING), points: points.collect() }
    }
}

impl Tile {
    fn new(figure: &Figure, language: &PaperLanguage<'_>) -> Self {
        let value = language.cell(&figure.value, figure.kind, None);
        let size = [16.0, 13.0, 10.5].into_iter().find(|size| width(&value, *size, true) <= TILE);
        let size = size.unwrap_or(8.0);
        let interval = figure.interval.map(|ends| {
            let [low, high] =
                [ends.low, ends.high].map(|end| language.cell(&Cell::Number(end), figure.kind, None));
            format!("95 %: {low} – {high}")
        });
        Self {
            label: label(&figure.label, TILE),
            value: cut(&value, size, true, TILE),
            size,
            unit: figure.unit.as_deref().map(|unit| label(unit, TILE)).unwrap_or_default(),
            interval: interval.unwrap_or_default(),
            hint: label(&figure.hint, TILE),
        }
    }
}

impl Part {
    fn new(section: &Section, language: &PaperLanguage<'_>) -> Self {
        let table = (!section.table.rows.is_empty())
            .then(|| PaperTable::new(&section.table, &section.title, language));
        let pen = Pen::new(STANDING, language);
        Self {
            title: cut(&tame(&section.title), 12.5, true, STANDING),
            note: label(&section.note, STANDING),
            lying: table.as_ref().is_some_and(|table| table.lying),
            picture: section.chart.as_ref().and_then(|chart| pen.draw(chart, &section.title)),
            table,
        }
    }
}

fn definition(definition: &Definition) -> [String; 2] {
    [label(&definition.term, STANDING), label(&definition.text, STANDING)]
}

/// Text of the common size.
fn label(text: &str, room: f64) -> String {
    cut(&tame(text), 9.0, true, room)
}

/// The filter in one piece, and the lines that it takes on a standing page.
fn foot(scope: &[(String, String)]) -> (String, usize) {
    let pairs: Vec<String> =
        scope.iter().map(|(what, which)| format!("{}: {}", tame(what), tame(which))).collect();
    let whole = cut(&pairs.join(" · "), FOOT, false, STANDING);
    let (mut lines, mut left, mut kept) = (1, STANDING, String::new());
    for word in whole.split_inclusive([' ', '\n']) {
        let needed = width(word.trim_end(), FOOT, false) * LEAN;
        if needed > left {
            lines += 1;
            left = STANDING;
        }
        if lines > FOOT_LINES {
            kept.push('…');
            return (kept, FOOT_LINES);
        }
        left -= width(word, FOOT, false) * LEAN;
        if word.ends_with('\n') {
            left = 0.0;
        }
        kept.push_str(word);
    }
    (kept, lines)
}
