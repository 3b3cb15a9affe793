//! A report for a terminal: the question, the figures that matter, then table after table.

use bareme_reporting::{Cell, Column, Figure, Kind, Report, Section, Table, english};

/// What is said of a period into which nothing falls.
const NOTHING: &str =
    "Nothing falls into this period and filter. bareme import brings histories in; bareme score hands over.";

/// The whole report.
pub fn written(report: &Report) -> String {
    let mut text = vec![report.title.clone(), report.lead.clone(), String::new()];
    text.extend(report.scope.iter().map(|(what, which)| format!("{what}: {which}")));
    text.push(format!("Made at: {}\n", report.made_at));
    for highlight in &report.highlights {
        text.push(highlight.title.clone());
        text.extend(highlight.points.iter().map(|point| format!("  - {point}")));
        text.push(String::new());
    }
    if report.sections.iter().all(|section| section.table.rows.is_empty()) {
        text.push(NOTHING.to_owned());
        return text.join("\n");
    }
    if !report.figures.is_empty() {
        text.push(figures(&report.figures).to_text(&english));
    }
    text.extend(report.sections.iter().map(section));
    text.join("\n")
}

/// Figures as a table: what, how much, how sure, and what stands below it.
fn figures(figures: &[Figure]) -> Table {
    let columns = ["figure", "value", "interval", "note"];
    let titles = ["Figure", "Value", "95 % interval", ""];
    let columns = columns.into_iter().zip(titles).map(|(key, title)| Column::new(key, title, Kind::Text));
    let mut table = Table::new("", columns.collect());
    for figure in figures {
        let shown = |cell: &Cell| cell.to_text(figure.kind, &english);
        let unit = figure.unit.as_ref().filter(|_| figure.value != Cell::Empty);
        let value =
            unit.map_or_else(|| shown(&figure.value), |unit| format!("{} {unit}", shown(&figure.value)));
        let interval = figure
            .interval
            .map(|ends| format!("{} to {}", shown(&Cell::Number(ends.low)), shown(&Cell::Number(ends.high))));
        table.push([
            figure.label.clone().into(),
            value.into(),
            interval.unwrap_or_default().into(),
            figure.hint.clone().into(),
        ]);
    }
    table
}

/// A section: its title, how to read it, its table.
fn section(section: &Section) -> String {
    let mut text = vec![section.title.clone()];
    if !section.note.is_empty() {
        text.push(section.note.clone());
    }
    let table = if section.table.title == section.title {
        Table { title: String::new(), ..section.table.clone() }
    } else {
        section.table.clone()
    };
    text.push(String::new());
    text.push(table.to_text(&english));
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use bareme_reporting::Interval;

    use super::*;

    #[test]
    fn a_figure_says_its_unit_and_how_sure_it_is() {
        let plain = Figure {
            key: "median",
            label: "Median".to_owned(),
            value: Cell::Number(15.82),
            kind: Kind::Number { digits: 1 },
            unit: Some("days".to_owned()),
            interval: None,
            hint: String::new(),
            behind: None,
        };
        let rate = Figure {
            label: "Rate".to_owned(),
            value: Cell::Number(0.1075),
            kind: Kind::Share,
            unit: None,
            interval: Some(Interval { low: 0.1, high: 0.115 }),
            hint: "688 of 6400 leads.".to_owned(),
            ..plain.clone()
        };
        let unknown = Figure { value: Cell::Empty, ..plain.clone() };
        let text = figures(&[plain, rate, unknown]).to_text(&english);
        assert!(text.contains("\nMedian  15.8 days\n"), "{text}");
        assert!(text.contains("\nRate    10.8 %     10.0 % to 11.5 %  688 of 6400 leads.\n"), "{text}");
        assert!(text.ends_with("\nMedian  –\n"), "{text}");
    }
}
