//! A report as a letter: what a reader wants to know at once, and where the rest is. Both bodies are made from the same
//! values.

use askama::Template;
use bareme_engine::mailing::{Attachment, Letter};
use bareme_reporting::{Cell, Column, Figure, Highlight, Kind, Report, Section};

use crate::voice::tame;
use crate::{LetterError, Voice, plain};

/// Figures that a letter shows.
const FIGURES: usize = 6;
/// Sections that it shows; the others are in the file and on the page.
const SECTIONS: usize = 3;
/// Rows of a section; the others are in the file.
const ROWS: usize = 8;
/// Rows of a section of a letter without a file.
const ALL_ROWS: usize = 100;
/// Columns of a table that a telephone can show.
const COLUMNS: usize = 5;
/// No subject is longer, in characters: lists of mails cut it long before.
const SUBJECT: usize = 140;

/// Where a letter leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The page with everything, such as the report's with its filter.
    pub page: String,
    /// What the link to it says, as a key of the catalogue.
    pub open: &'static str,
    /// The page on which these letters can be stopped.
    pub stop: Option<String>,
}

/// The letter of a report.
#[derive(Template)]
#[template(path = "mail/report.html")]
pub(crate) struct ReportLetter<'a> {
    pub t: &'a dyn Voice,
    pub subject: String,
    pub title: String,
    pub lead: String,
    pub scope: Vec<[String; 2]>,
    pub made: String,
    pub highlights: Vec<Told>,
    pub figures: Vec<Shown>,
    pub parts: Vec<Part>,
    /// Titles of the sections that it does not show.
    pub further: Vec<String>,
    pub links: &'a Links,
    pub file: Option<String>,
}

/// What a reader of one minute should know, in sentences.
pub(crate) struct Told {
    pub title: String,
    pub points: Vec<String>,
}

/// A figure.
pub(crate) struct Shown {
    pub label: String,
    pub value: String,
    pub interval: String,
    pub hint: String,
}

/// A section.
pub(crate) struct Part {
    pub title: String,
    pub note: String,
    pub heads: Vec<Written>,
    pub rows: Vec<Vec<Written>>,
    /// What is left out, in a sentence.
    pub left_out: Option<String>,
}

/// A cell, or the head of a column.
pub(crate) struct Written {
    pub text: String,
    /// Figures stand right.
    pub right: bool,
}

/// Writes the letter of a report; `file` comes with it.
///
/// # Errors
///
/// A mistake of this crate.
pub fn letter(
    report: &Report,
    voice: &dyn Voice,
    links: &Links,
    file: Option<Attachment>,
) -> Result<Letter, LetterError> {
    let written = ReportLetter::new(report, voice, links, file.as_ref());
    Ok(Letter {
        subject: written.subject.clone(),
        plain: plain::written(&written),
        html: written.render()?,
        file,
        stop_at: links.stop.clone(),
    })
}

impl<'a> ReportLetter<'a> {
    fn new(report: &Report, t: &'a dyn Voice, links: &'a Links, file: Option<&Attachment>) -> Self {
        let shown: Vec<&Section> = report.sections.iter().filter(|section| has_rows(section)).collect();
        let (first, rest) = shown.split_at(shown.len().min(SECTIONS));
        Self {
            t,
            subject: subject(report, t),
            title: tame(&report.title),
            lead: tame(&report.lead),
            scope: report.scope.iter().map(|(what, which)| [tame(what), tame(which)]).collect(),
            made: t.moment(report.made_at),
            highlights: report.highlights.iter().map(Told::new).collect(),
            figures: report.figures.iter().take(FIGURES).map(|figure| Shown::new(figure, t)).collect(),
            parts: first.iter().map(|section| Part::new(section, t, file.is_some())).collect(),
            further: rest.iter().map(|section| tame(&section.title)).collect(),
            links,
            file: file.map(|file| file.name.clone()),
        }
    }

    /// Two figures a row, since a telephone has no room for more.
    pub fn pairs(&self) -> impl Iterator<Item = &[Shown]> {
        self.figures.chunks(2)
    }

    /// Which sections are only in the file and on the page.
    pub fn further_line(&self) -> String {
        self.t.with("mail-further", &[("titles", self.further.join("; "))])
    }

    /// What comes with it.
    pub fn file_line(&self) -> Option<String> {
        self.file.as_ref().map(|file| self.t.with("mail-file", &[("file", file.clone())]))
    }

    /// What a list of mails shows below the subject: the first figures.
    pub fn summary(&self) -> String {
        let figures = self.figures.iter().take(3);
        let figures: Vec<String> =
            figures.map(|figure| format!("{} {}", figure.label, figure.value)).collect();
        if figures.is_empty() { self.lead.clone() } else { figures.join(" · ") }
    }
}

/// Title, period and day: what tells two letters of a schedule apart.
fn subject(report: &Report, t: &dyn Voice) -> String {
    let title = tame(&report.title);
    let day = tame(&t.cell(&Cell::Moment(report.made_at), Kind::Date, None));
    let named = t.say("report-period");
    let whole = match report.scope.iter().find(|(what, _)| *what == named) {
        Some((_, period)) => {
            t.with("mail-subject", &[("title", title), ("period", tame(period)), ("day", day)])
        }
        None => t.with("mail-subject-of-day", &[("title", title), ("day", day)]),
    };
    if whole.chars().count() <= SUBJECT {
        return whole;
    }
    let mut cut: String = whole.chars().take(SUBJECT - 1).collect();
    cut.push('…');
    cut
}

fn has_rows(section: &Section) -> bool {
    !section.table.rows.is_empty()
}

impl Told {
    fn new(highlight: &Highlight) -> Self {
        let points = highlight.points.iter().map(|point| tame(point));
        Self { title: tame(&highlight.title), points: points.collect() }
    }
}

impl Shown {
    fn new(figure: &Figure, t: &dyn Voice) -> Self {
        let interval = figure.interval.map(|ends| {
            let end = |value: f64| tame(&t.cell(&Cell::Number(value), figure.kind, None));
            t.with("mail-interval", &[("low", end(ends.low)), ("high", end(ends.high))])
        });
        Self {
            label: tame(&figure.label),
            value: tame(&t.cell(&figure.value, figure.kind, figure.unit.as_deref())),
            interval: interval.unwrap_or_default(),
            hint: tame(&figure.hint),
        }
    }
}

impl Part {
    fn new(section: &Section, t: &dyn Voice, filed: bool) -> Self {
        let table = &section.table;
        let most = if filed { ROWS } else { ALL_ROWS };
        let kept = kept(&table.columns);
        let column = |index: &usize| table.columns.get(*index);
        let head = |column: &Column| Written {
            text: match &column.unit {
                Some(unit) => tame(&format!("{} ({unit})", column.title)),
                None => tame(&column.title),
            },
            right: is_figure(column.kind),
        };
        let rows = table.rows.iter().take(most).map(|row| {
            let cells = kept.iter().filter_map(|index| Some((row.get(*index)?, column(index)?)));
            let written = |(cell, column): (&Cell, &Column)| Written {
                text: tame(&t.cell(cell, column.kind, None)),
                right: is_figure(column.kind),
            };
            cells.map(written).collect()
        });
        Self {
            title: tame(&section.title),
            note: tame(&section.note),
            heads: kept.iter().filter_map(column).map(head).collect(),
            rows: rows.collect(),
            left_out: left_out(
                t,
                table.rows.len().saturating_sub(most),
                table.columns.len() - kept.len(),
                filed,
            ),
        }
    }
}

/// The columns that are shown: the first ones, without the ends of intervals where there is no room for all.
fn kept(columns: &[Column]) -> Vec<usize> {
    if columns.len() <= COLUMNS {
        return (0..columns.len()).collect();
    }
    let plain = columns.iter().enumerate().filter(|(_, column)| !matches!(column.key, "low" | "high"));
    plain.map(|(index, _)| index).take(COLUMNS).collect()
}

fn left_out(t: &dyn Voice, rows: usize, columns: usize, filed: bool) -> Option<String> {
    let key = if filed { "mail-left-out" } else { "mail-left-out-page" };
    let what: Vec<String> = [("mail-rows", rows), ("mail-columns", columns)]
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(key, number)| t.count(key, number))
        .collect();
    match what.as_slice() {
        [] => None,
        [one] => Some(t.with(key, &[("what", one.clone())])),
        [one, other, ..] => {
            let both = t.with("mail-both", &[("one", one.clone()), ("other", other.clone())]);
            Some(t.with(key, &[("what", both)]))
        }
    }
}

const fn is_figure(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Share | Kind::Number { .. } | Kind::Hundredths)
}

#[cfg(test)]
pub(crate) mod tests;
