//! What a letter shows of a report, and that nothing in a name becomes more than text.

use bareme_reporting::{Figure, Highlight, Interval, Table};

use super::*;

/// Says keys and arguments as they are.
struct Keys;

impl Voice for Keys {
    fn code(&self) -> &'static str {
        "en"
    }

    fn say(&self, key: &str) -> String {
        format!("[{key}]")
    }

    fn with(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        let values: Vec<&str> = arguments.iter().map(|(_, value)| value.as_str()).collect();
        format!("[{key} {}]", values.join(" | "))
    }

    fn count(&self, key: &str, count: usize) -> String {
        format!("[{key} {count}]")
    }

    fn cell(&self, cell: &Cell, kind: Kind, unit: Option<&str>) -> String {
        let text = cell.to_text(kind, &|key| format!("[{key}]"));
        unit.map_or(text.clone(), |unit| format!("{text} {unit}"))
    }

    fn moment(&self, at: bareme_scoring::Instant) -> String {
        at.to_string()
    }
}

const MARKUP: &str = "<img src=x onerror=alert(1)> & \"Co\"";

fn report(rows: u64, columns: usize) -> Report {
    const KEYS: [&str; 8] = ["name", "leads", "rate", "low", "high", "won", "lost", "amount"];
    let keys = KEYS.into_iter().take(columns);
    let column = |key| Column::new(key, key, if key == "name" { Kind::Text } else { Kind::Count });
    let mut table = Table::new("Table", keys.map(column).collect());
    for row in 0..rows {
        let name = Cell::from(format!("Row {row} {MARKUP}"));
        table.push(std::iter::once(name).chain((1..columns).map(|_| Cell::Count(row))));
    }
    Report {
        key: "funnel",
        title: format!("Funnel {MARKUP}"),
        lead: "What became of the leads.".to_owned(),
        scope: vec![("[report-period]".to_owned(), "Q2\r\nBcc: x@example.com".to_owned())],
        made_at: bareme_scoring::Instant::from_millis(0),
        highlights: vec![Highlight {
            key: "verdict",
            title: "Verdict".to_owned(),
            points: vec!["Keep the model as it is.".to_owned()],
        }],
        figures: vec![Figure {
            key: "acceptance",
            label: "Acceptance".to_owned(),
            value: Cell::Number(0.5),
            kind: Kind::Share,
            unit: None,
            interval: Some(Interval { low: 0.25, high: 0.75 }),
            hint: "of those decided".to_owned(),
            behind: None,
        }],
        sections: vec![Section::new("a", "Section", table)],
        definitions: Vec::new(),
    }
}

fn written(report: &Report) -> Letter {
    let links = Links {
        page: "https://bareme.example/reports/funnel?by=source&period=last_quarter".to_owned(),
        open: "mail-open",
        stop: Some("https://bareme.example/reports/mails/7".to_owned()),
    };
    let file =
        Attachment { name: "funnel.pdf".to_owned(), kind: "application/pdf".to_owned(), bytes: vec![1] };
    letter(report, &Keys, &links, Some(file)).unwrap()
}

#[test]
fn both_bodies_say_the_figures_the_filter_and_the_time() {
    let letter = written(&report(2, 3));
    for body in [&letter.plain, &letter.html] {
        for part in [
            "50.0 %",
            "25.0 %",
            "75.0 %",
            "of those decided",
            "Keep the model",
            "Row 1",
            "[report-period]",
            "1970-01-01",
        ] {
            assert!(body.contains(part), "{part} in {body}");
        }
    }
    assert!(letter.plain.contains("https://bareme.example/reports/funnel?by=source&period=last_quarter"));
    assert!(letter.plain.contains("https://bareme.example/reports/mails/7"));
    assert_eq!(letter.stop_at.as_deref(), Some("https://bareme.example/reports/mails/7"));
}

#[test]
fn what_stands_in_a_name_stays_text() {
    let letter = written(&report(2, 3));
    assert!(!letter.html.contains("<img"));
    assert!(letter.html.contains("&#60;img"), "{}", letter.html);
    assert_eq!(
        letter.subject,
        format!("[mail-subject Funnel {MARKUP} | Q2  Bcc: x@example.com | 1970-01-01]"),
        "one line"
    );
    for remote in ["<script", "<link", "url(", "@import", "http://"] {
        assert!(!letter.html.contains(remote), "{remote}: nothing is fetched");
    }
}

#[test]
fn a_letter_says_what_it_leaves_out() {
    let letter = written(&report(11, 8));
    for body in [&letter.plain, &letter.html] {
        assert!(body.contains("[mail-rows 3]") && body.contains("[mail-columns 3]"), "{body}");
        assert!(body.contains("Row 7") && !body.contains("Row 8"));
    }
    assert!(!letter.html.contains(">low<"), "the ends of intervals go first");
    let whole = written(&report(8, COLUMNS));
    assert!(!whole.plain.contains("mail-left-out"));
}

#[test]
fn a_report_of_nothing_says_so_and_a_long_title_is_cut() {
    let mut report = report(0, 3);
    report.figures.clear();
    report.highlights.clear();
    let letter = written(&report);
    assert!(letter.plain.contains("[mail-nothing]") && letter.html.contains("[mail-nothing]"));
    report.title = "é".repeat(400);
    let letter = written(&report);
    assert_eq!(letter.subject.chars().count(), SUBJECT);
    assert!(letter.subject.ends_with('…'));
}
